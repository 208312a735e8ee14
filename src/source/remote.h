/*
 * remote.h - how a repository is named: a folder on this machine, or an address at another.
 *
 *     toscana.git   ../toscana.git   /srv/git/toscana.git      a folder, read where it is
 *     file:///srv/git/toscana.git                              fetched, as are those that follow
 *     https://forge.example.org/toscana/catalogo.git           a user may stand before the host, no password
 *     ssh://git@forge.example.org:2222/toscana/catalogo.git
 *     git@forge.example.org:toscana/catalogo.git               the same over ssh, as forges write it
 *
 * Anything else is refused with its reason: addresses that others can read along or change (http, git),
 * secrets, what a shell or a terminal would take for something else.
 */
#ifndef SCHEDARIO_SOURCE_REMOTE_H
#define SCHEDARIO_SOURCE_REMOTE_H

#include "base/slice.h"

enum remote_kind {
    REMOTE_FOLDER,
    REMOTE_FILE,
    REMOTE_HTTPS,
    REMOTE_SSH,
    /* What cannot be. */
    REMOTE_UNSAFE, /* http, git: neither private nor sure to come from there */
    REMOTE_SECRET, /* a password stands in it, or a token in the user's place */
    REMOTE_WRONG,
};

struct remote {
    enum remote_kind kind;
    struct slice user; /* empty: not said */
    struct slice host;
    struct slice path; /* of a folder: the whole */
};

struct remote remote_read(struct slice address);
/* FILE, HTTPS or SSH: it has to be fetched before it is read. */
bool remote_is_fetched(enum remote_kind kind);

#endif
