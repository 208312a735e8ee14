#include "desk/ref_name.h"

#include "base/character.h"

const struct problem ref_name_of_branch = {
    "push-name",
    SEVERITY_ERROR,
    {"there is a branch called \"%1\": a tag of that name would be taken for it",
     "c'è un ramo che si chiama \"%1\": un'etichetta con quel nome si confonderebbe con lui"},
    {"give the tag another name: git tag NAME \"%1\"",
     "dai all'etichetta un altro nome: git tag NOME \"%1\""}};
static const struct problem of_git = {
    "push-name",
    SEVERITY_ERROR,
    {"\"%1\" is a name that git keeps for itself", "\"%1\" è un nome che git tiene per sé"},
    {"choose another one: git push origin HEAD:refs/heads/NAME",
     "scegline un altro: git push origin HEAD:refs/heads/NOME"}};
static const struct problem unseen = {
    "push-name",
    SEVERITY_ERROR,
    {"the name \"%1\" has characters that cannot be seen, or are no text",
     "il nome \"%1\" ha caratteri che non si vedono, o che non sono testo"},
    {"choose one of plain letters, digits and hyphens: git push origin HEAD:refs/heads/NAME",
     "scegline uno con lettere semplici, cifre e trattini: git push origin HEAD:refs/heads/NOME"}};
static const struct problem same_elsewhere = {
    "push-name",
    SEVERITY_ERROR,
    {"on Windows and macOS \"%1\" is the same name as \"%2\", the branch that is there",
     "su Windows e macOS \"%1\" è lo stesso nome di \"%2\", il ramo che c'è già"},
    {"choose another one, or push to \"%2\": git push origin HEAD:%2",
     "scegline un altro, o invia a \"%2\": git push origin HEAD:%2"}};

#define COMMIT_DIGITS 40

static bool is_commit(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!strchr("0123456789abcdefABCDEF", name.ptr[i]))
            return false;
    return name.len == COMMIT_DIGITS;
}

static bool is_seen(struct slice name)
{
    size_t length;
    for (; name.len; name = slice_after(name, length)) {
        uint32_t character = character_decode(name, &length);
        if (character == CHARACTER_INVALID || character_is_control(character))
            return false;
    }
    return true;
}

const struct problem *ref_name_check(struct slice name, bool is_tag, struct slice own)
{
    if (!is_seen(name))
        return &unseen;
    if (slice_equal_ignoring_case(name, SLICE("HEAD")) || is_commit(name) ||
        slice_starts_with(name, SLICE("refs/")))
        return &of_git;
    if (slice_equal(name, own))
        return is_tag ? &ref_name_of_branch : NULL;
    return slice_equal_ignoring_case(name, own) ? &same_elsewhere : NULL;
}
