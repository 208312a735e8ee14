/* Why nothing came, in words that one can act on. */
#include "source/mirror_parts.h"
#include "source/remote.h"

/* Each says %1 the source, %2 its address, %3 what else there is to know. */
static const struct problem troubles[FETCH_TROUBLES] = {
    [FETCH_UNREACHABLE] =
        {"fetch-unreachable",
         SEVERITY_FAILURE,
         {"%1: %2 cannot be reached: %3", "%1: %2 non si raggiunge: %3"},
         {"is the address right, and the network up?", "l'indirizzo è giusto, e la rete funziona?"}},
    [FETCH_SILENT] = {"fetch-timeout",
                      SEVERITY_FAILURE,
                      {"%1: nothing came from %2 for %3 seconds", "%1: da %2 non arriva nulla da %3 secondi"},
                      {"try again later, or wait longer with --timeout",
                       "riprova più tardi, o aspetta di più con --timeout"}},
    [FETCH_NOT_THERE] =
        {"fetch-not-there",
         SEVERITY_FAILURE,
         {"%1: there is no repository at %2, or none that you may see",
          "%1: a %2 non c'è un archivio, o non uno che puoi vedere"},
         {"look at the address under `sources` in site.yaml; a private one over https wants a token in %3",
          "guarda l'indirizzo sotto `sources` in site.yaml; uno privato via https vuole un token in %3"}},
    [FETCH_REFUSED] =
        {"fetch-refused",
         SEVERITY_FAILURE,
         {"%1: %2 does not let you in", "%1: %2 non ti lascia entrare"},
         {"put a token that may read the repository into the variable %3; another user than git stands in the "
          "address: https://USER@…",
          "metti nella variabile %3 un token che può leggere l'archivio; un utente diverso da git si scrive "
          "nell'indirizzo: https://UTENTE@…"}},
    [FETCH_CERTIFICATE] =
        {"fetch-certificate",
         SEVERITY_FAILURE,
         {"%1: the certificate of %2 is not to be trusted: it has run out, is for another name, or nobody "
          "known has signed it",
          "%1: il certificato di %2 non è affidabile: è scaduto, è per un altro nome, o chi l'ha firmato è "
          "sconosciuto"},
         {"tell those who keep it; a certificate of your own authority goes into a file named by "
          "SSL_CERT_FILE",
          "avvisa chi lo gestisce; il certificato di una vostra autorità va in un file indicato da "
          "SSL_CERT_FILE"}},
    [FETCH_HOST_KEY] =
        {"fetch-host-key",
         SEVERITY_FAILURE,
         {"%1: the key of the machine at %2 is not known here, or another than before: %3",
          "%1: la chiave della macchina a %2 qui non è nota, o non è quella di prima: %3"},
         {"ask those who keep it whether that is its key; if so, \"ssh-keyscan\" writes it for "
          "~/.ssh/known_hosts",
          "chiedi a chi la gestisce se la chiave è quella; se sì, \"ssh-keyscan\" la scrive per "
          "~/.ssh/known_hosts"}},
    [FETCH_TOO_LARGE] = {"fetch-size",
                         SEVERITY_FAILURE,
                         {"%1: more than %3 kB come from %2: it was stopped",
                          "%1: da %2 arrivano più di %3 kB: fermato"},
                         {"is it the right repository? If so, raise `max_fetch` of the source in site.yaml",
                          "è l'archivio giusto? Se sì, alza `max_fetch` della sorgente in site.yaml"}},
    [FETCH_SHA256] = {"repository-sha256",
                      SEVERITY_FAILURE,
                      {"%1: %2 names its objects by SHA-256, which cannot be read yet",
                       "%1: %2 usa nomi SHA-256 per i suoi oggetti, che ancora non si possono leggere"},
                      {"make a repository with: git init --object-format=sha1",
                       "crea un archivio con: git init --object-format=sha1"}},
    [FETCH_OWNER] = {"repository-owner",
                     SEVERITY_FAILURE,
                     {"%1: %2 belongs to another user, so it is not trusted",
                      "%1: %2 appartiene a un altro utente, perciò non ci si fida"},
                     {"if you trust it, name its folder with: git config --global --add safe.directory",
                      "se ti fidi, indica la sua cartella con: git config --global --add safe.directory"}},
    [FETCH_OTHER] = {"fetch-failed",
                     SEVERITY_FAILURE,
                     {"%1: %2 could not be fetched: %3", "%1: %2 non si è potuto scaricare: %3"},
                     {"what was fetched before is as it was", "ciò che era già scaricato è rimasto com'era"}},
};
static const struct problem refused_key = {
    "fetch-refused",
    SEVERITY_FAILURE,
    {"%1: %2 does not let you in", "%1: %2 non ti lascia entrare"},
    {"give the agent a key that is known there (ssh-add), or put one without a passphrase into ~/.ssh",
     "dai all'agente una chiave che là conoscono (ssh-add), o mettine una senza passphrase in ~/.ssh"}};
static const struct problem no_ref = {
    "no-commit",
    SEVERITY_FAILURE,
    {"%1: there is no branch, tag or commit \"%3\" in %2",
     "%1: in %2 non c'è un ramo, un'etichetta o un commit \"%3\""},
    {"look at `ref` under `sources` in site.yaml", "guarda `ref` sotto `sources` in site.yaml"}};
static const struct problem no_commits = {
    "repository-empty",
    SEVERITY_FAILURE,
    {"%1: %2 has no commit yet, or no branch that is its first",
     "%1: %2 non ha ancora nessun commit, o nessun ramo principale"},
    {"name a branch with `ref` under `sources` in site.yaml",
     "indica un ramo con `ref` sotto `sources` in site.yaml"}};

static struct slice detail_of(const struct mirror_order *order, const struct fetch_message *message,
                              struct arena *arena)
{
    switch (message->trouble) {
    case FETCH_SILENT:
        return arena_format(arena, "%u", order->timeout);
    case FETCH_TOO_LARGE:
        return arena_format(arena, "%llu", (unsigned long long)(order->max >> 10));
    case FETCH_NOT_THERE:
    case FETCH_REFUSED:
        return order->token_variable;
    default:
        return arena_copy(arena, slice_from_string(message->detail));
    }
}

void mirror_tell(const struct mirror_order *order, const struct fetch_message *message,
                 struct diagnostics *diagnostics)
{
    if (message->trouble == FETCH_INTERRUPTED)
        return;
    bool wants_key = message->trouble == FETCH_REFUSED && remote_read(order->url).kind == REMOTE_SSH;
    if (message->trouble)
        diagnostic_add(diagnostics, wants_key ? &refused_key : &troubles[message->trouble], (struct span){0}, order->name,
                       order->url, detail_of(order, message, diagnostics->arena));
    else if (!message->has_ref)
        diagnostic_add(diagnostics, order->ref.len ? &no_ref : &no_commits, (struct span){0},
                       order->name, order->url, order->ref);
}
