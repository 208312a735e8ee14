#include "template/template_problems.h"

#define TEMPLATE_PROBLEM_DEFINE(identifier, code, english, italian, hint, suggerimento) \
    const struct problem identifier = {                                                 \
        code, SEVERITY_ERROR, {english, italian}, {hint, suggerimento}};
TEMPLATE_PROBLEMS(TEMPLATE_PROBLEM_DEFINE)

struct suggestion suggest(struct arena *arena, struct slice nearest)
{
    struct suggestion suggestion = {{{NULL, 0}, {NULL, 0}}};
    if (nearest.len) {
        suggestion.text[MESSAGES_ENGLISH] =
            arena_format(arena, "did you mean \"%.*s\"?", SLICE_ARG(nearest));
        suggestion.text[MESSAGES_ITALIAN] =
            arena_format(arena, "forse \"%.*s\"?", SLICE_ARG(nearest));
    }
    return suggestion;
}
