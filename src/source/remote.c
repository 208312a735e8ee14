#include "source/remote.h"

static const struct {
    const char *name;
    enum remote_kind kind;
} schemes[] = {
    {"file", REMOTE_FILE},   {"https", REMOTE_HTTPS}, {"ssh", REMOTE_SSH},
    {"http", REMOTE_UNSAFE}, {"git", REMOTE_UNSAFE},
};

/* Neither a control character nor white space nor a quote, and no "-" in front, which programs take for an
 * option. */
static bool is_plain(struct slice part)
{
    for (size_t i = 0; i < part.len; i++)
        if ((unsigned char)part.ptr[i] <= ' ' || strchr("'\"\\`\x7f", part.ptr[i]))
            return false;
    return part.len && part.ptr[0] != '-';
}

static bool is_host(struct slice host)
{
    for (size_t i = 0; i < host.len; i++)
        if (strchr("/@?#%<>|^", host.ptr[i]))
            return false;
    return is_plain(host);
}

/* "user@host", where there may be no user. */
static bool read_authority(struct slice text, struct remote *remote)
{
    size_t at = slice_find_last_byte(text, '@');
    remote->host = text;
    if (at != SLICE_NOT_FOUND) {
        remote->user = slice_sub(text, 0, at);
        remote->host = slice_after(text, at + 1);
        if (!is_plain(remote->user))
            return false;
    }
    return is_host(remote->host);
}

static bool read_port(struct slice *host)
{
    size_t colon = slice_find_last_byte(*host, ':');
    if (colon == SLICE_NOT_FOUND)
        return true;
    struct slice port = slice_after(*host, colon + 1);
    unsigned number = 0;
    for (size_t i = 0; i < port.len; i++) {
        if (port.ptr[i] < '0' || port.ptr[i] > '9' || i == 5)
            return false;
        number = number * 10 + (unsigned)(port.ptr[i] - '0');
    }
    host->len = colon;
    return host->len && number >= 1 && number <= 65535;
}

/* Forges take a token in the place of the user; theirs have twenty characters and more, people's names do
 * not. */
#define USER_LENGTH_MAX 19u

/* Whatever the rest is worth: a secret must not be shown in what is said of it. */
static bool has_secret(struct slice rest)
{
    size_t slash = slice_find_byte(rest, '/');
    struct slice user = slice_sub(rest, 0, slash == SLICE_NOT_FOUND ? rest.len : slash);
    size_t at = slice_find_last_byte(user, '@');
    user.len = at == SLICE_NOT_FOUND ? 0 : at;
    return user.len > USER_LENGTH_MAX || slice_find_byte(user, ':') != SLICE_NOT_FOUND;
}

/* What follows "scheme://". */
static struct remote read_address(enum remote_kind kind, struct slice rest)
{
    struct remote remote = {.kind = kind}, wrong = {.kind = REMOTE_WRONG};
    size_t slash = slice_find_byte(rest, '/');
    if (slash == SLICE_NOT_FOUND)
        return wrong;
    struct slice authority = slice_sub(rest, 0, slash);
    remote.path = slice_after(rest, slash);
    if (remote.path.len < 2 || !is_plain(remote.path))
        return wrong;
    if (kind == REMOTE_FILE)
        return authority.len ? wrong : remote;
    if (!read_authority(authority, &remote))
        return wrong;
    return read_port(&remote.host) ? remote : wrong;
}

/* "git@host:path": a colon before any slash, as ssh and git have it. */
static bool read_short(struct slice text, struct remote *remote)
{
    size_t colon = slice_find_byte(text, ':'), slash = slice_find_byte(text, '/');
    if (colon == SLICE_NOT_FOUND || (slash != SLICE_NOT_FOUND && slash < colon))
        return false;
    *remote = (struct remote){.kind = REMOTE_SSH, .path = slice_after(text, colon + 1)};
    if (!read_authority(slice_sub(text, 0, colon), remote) || !is_plain(remote->path) ||
        remote->path.ptr[0] == ':')
        remote->kind = REMOTE_WRONG;
    return true;
}

struct remote remote_read(struct slice address)
{
    struct remote remote = {.kind = REMOTE_WRONG};
    size_t colon = slice_find(address, SLICE("://"));
    if (colon != SLICE_NOT_FOUND) {
        struct slice scheme = slice_sub(address, 0, colon);
        if (has_secret(slice_after(address, colon + 3)))
            return (struct remote){.kind = REMOTE_SECRET};
        for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
            if (slice_equal_ignoring_case(scheme, slice_from_string(schemes[i].name)))
                return read_address(schemes[i].kind, slice_after(address, colon + 3));
        return remote;
    }
    if (has_secret(address))
        return (struct remote){.kind = REMOTE_SECRET};
    if (read_short(address, &remote))
        return remote;
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.ptr[i] < ' ' || address.ptr[i] == 0x7f)
            return remote;
    if (address.len)
        remote = (struct remote){.kind = REMOTE_FOLDER, .path = address};
    return remote;
}

bool remote_is_fetched(enum remote_kind kind)
{
    return kind == REMOTE_FILE || kind == REMOTE_HTTPS || kind == REMOTE_SSH;
}
