/* British and American spelling as one, so that "organisation" finds "organization". Only the key that
 * gathers forms is changed, never a form: whatever the table does to a word no one spells in two ways
 * does no harm. */
#include "search/terms_parts.h"

#include <string.h>

struct ending {
    const char *from, *to;
    size_t least; /* bytes before it: "size" and "hour" have one spelling */
};

static const struct ending endings[] = {
    {"izations", "isations", 3}, {"ization", "isation", 3}, {"izable", "isable", 3},
    {"izing", "ising", 3},       {"izers", "isers", 3},     {"izer", "iser", 3},
    {"izes", "ises", 3},         {"ized", "ised", 3},       {"ize", "ise", 3},
    {"yzing", "ysing", 3},       {"yzers", "ysers", 3},     {"yzer", "yser", 3},
    {"yzes", "yses", 3},         {"yzed", "ysed", 3},       {"yze", "yse", 3},
    {"ourhoods", "orhoods", 3},  {"ourhood", "orhood", 3},  {"ourable", "orable", 3},
    {"ourites", "orites", 3},    {"ourite", "orite", 3},    {"ouring", "oring", 3},
    {"oured", "ored", 3},        {"oural", "oral", 3},      {"ours", "ors", 3},
    {"our", "or", 3},            {"tres", "ters", 2},       {"tre", "ter", 2},
    {"bres", "bers", 2},         {"bre", "ber", 2},         {"ogues", "ogs", 3},
    {"ogue", "og", 3},           {"grammes", "grams", 3},   {"gramme", "gram", 3},
    {"licences", "licenses", 0}, {"licence", "license", 0}, {"defences", "defenses", 0},
    {"defence", "defense", 0},   {"offences", "offenses", 0}, {"offence", "offense", 0},
};

struct slice term_one_spelling(struct slice word, char bytes[TERM_BYTES_MAX])
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t from = strlen(endings[i].from), to = strlen(endings[i].to);
        if (word.len < from + endings[i].least || word.len > TERM_BYTES_MAX ||
            !slice_ends_with(word, slice_from(endings[i].from, from)))
            continue;
        memcpy(bytes, word.ptr, word.len - from);
        memcpy(bytes + word.len - from, endings[i].to, to);
        return slice_from(bytes, word.len - from + to);
    }
    return word;
}
