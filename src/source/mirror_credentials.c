/* Who asks, and whom one talks to. */
#include "source/mirror_parts.h"

#include <stdio.h>
#include <sys/stat.h>

/* In the order in which ssh offers them. */
static const char *const key_files[] = {"id_ed25519", "id_ecdsa", "id_rsa"};
#define KEY_FILES (sizeof key_files / sizeof *key_files)

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static int offer_file(git_credential **credential, const struct mirror_order *order,
                      const char *user, const char *name)
{
    char private[1000], public[1010];
    int length = snprintf(private, sizeof private, "%.*s/.ssh/%s", SLICE_ARG(order->home), name);
    if (!order->home.len || length >= (int)sizeof private || !is_file(private))
        return GIT_PASSTHROUGH;
    snprintf(public, sizeof public, "%s.pub", private);
    return git_credential_ssh_key_new(credential, user, is_file(public) ? public : NULL, private,
                                      NULL);
}

/* The agent's keys, then those in files; one a call, as the other side refuses them. */
static int offer_key(git_credential **credential, struct credentials *keys, const char *user)
{
    while (keys->offered <= KEY_FILES) {
        unsigned turn = keys->offered++;
        int code = GIT_PASSTHROUGH;
        if (turn == 0 && keys->order->has_agent)
            code = git_credential_ssh_key_from_agent(credential, user);
        else if (turn > 0)
            code = offer_file(credential, keys->order, user, key_files[turn - 1]);
        if (code != GIT_PASSTHROUGH)
            return code;
    }
    return GIT_EAUTH;
}

static int offer_token(git_credential **credential, struct credentials *keys, const char *user)
{
    struct slice token = keys->order->token;
    char text[1000];
    if (!token.len || token.len >= sizeof text || keys->offered++)
        return GIT_EAUTH;
    memcpy(text, token.ptr, token.len);
    text[token.len] = '\0';
    return git_credential_userpass_plaintext_new(credential, user, text);
}

int credentials_offer(git_credential **credential, const char *user, unsigned allowed,
                      struct credentials *keys)
{
    keys->asked = true;
    if (!user)
        user = "git";
    if (allowed & GIT_CREDENTIAL_USERNAME)
        return git_credential_username_new(credential, user);
    if (allowed & GIT_CREDENTIAL_SSH_KEY)
        return offer_key(credential, keys, user);
    if (allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT)
        return offer_token(credential, keys, user);
    return GIT_EAUTH;
}

/* As ssh writes it: base64 without the = at the end. */
static void show_host_key(const git_cert_hostkey *key, char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (!(key->type & GIT_CERT_SSH_SHA256))
        return;
    text += sprintf(text, "SHA256:");
    unsigned bits = 0, held = 0;
    for (size_t i = 0; i < sizeof key->hash_sha256; i++) {
        held = (held << 8 | key->hash_sha256[i]) & 0xffff;
        for (bits += 8; bits >= 6; bits -= 6)
            *text++ = digits[held >> (bits - 6) & 63];
    }
    *text++ = digits[held << (6 - bits) & 63];
    *text = '\0';
}

int credentials_distrust(git_cert *certificate, struct credentials *keys)
{
    keys->distrust = FETCH_CERTIFICATE;
    if (certificate->cert_type == GIT_CERT_HOSTKEY_LIBSSH2) {
        keys->distrust = FETCH_HOST_KEY;
        show_host_key((const git_cert_hostkey *)certificate, keys->host_key);
    }
    return GIT_ECERTIFICATE;
}
