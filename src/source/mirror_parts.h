/*
 * mirror_parts.h - what the two processes of a fetch say to each other. Known to mirror*.c alone.
 *
 * mirror.c waits and puts the mirror in its place, mirror_tell.c says what went wrong; mirror_fetch.c is the
 * process that fetches, mirror_credentials.c proves who asks and whom one talks to.
 */
#ifndef SCHEDARIO_SOURCE_MIRROR_PARTS_H
#define SCHEDARIO_SOURCE_MIRROR_PARTS_H

#include "source/mirror.h"
#include "source/repository_parts.h"

/* Why a fetch failed, as far as one can act on it. */
enum fetch_trouble {
    FETCH_GOOD,
    FETCH_UNREACHABLE, /* the machine there does not answer, or not as it should */
    FETCH_SILENT,      /* nothing came any more */
    FETCH_NOT_THERE,   /* no repository at that address */
    FETCH_REFUSED,     /* whoever asks may not read it */
    FETCH_CERTIFICATE, /* https: one cannot be sure to talk to the right machine */
    FETCH_HOST_KEY,    /* ssh: likewise */
    FETCH_TOO_LARGE,
    FETCH_SHA256,
    FETCH_OWNER,
    FETCH_INTERRUPTED,
    FETCH_OTHER,
    FETCH_TROUBLES,
};

/* Small enough that writing it to a pipe is one step. */
struct fetch_message {
    bool is_end; /* else a sign of life */
    enum fetch_trouble trouble;
    struct mirror_progress progress;
    struct mirror_news news;
    bool has_ref;      /* what is asked for is there */
    char detail[1000]; /* the library's own words, or the host's key */
};

/* In the process that fetches. `path` is a bare repository, made before. Writes messages to the pipe. */
void mirror_fetch_here(const struct mirror_order *order, const char *path, int pipe);

/* Reports why nothing came, if so. */
void mirror_tell(const struct mirror_order *order, const struct fetch_message *message,
                 struct diagnostics *diagnostics);

/* What a fetch knows of its keys: each is offered once. */
struct credentials {
    const struct mirror_order *order;
    unsigned offered;     /* how many were */
    bool asked;           /* somebody wanted one */
    enum fetch_trouble distrust; /* FETCH_CERTIFICATE, FETCH_HOST_KEY: where that is why it ended */
    char host_key[64];    /* "SHA256:…", as ssh shows it */
};
int credentials_offer(git_credential **credential, const char *user, unsigned allowed,
                      struct credentials *keys);
/* The library has looked, for https in the certificates that the system trusts, for ssh in known_hosts, and
 * found that this is none of them. */
int credentials_distrust(git_cert *certificate, struct credentials *keys);

#endif
