#include "template/template_problems.h"

#define TEMPLATE_PROBLEM_DEFINE(identifier, code, english, italian, hint, suggerimento) \
    const struct problem identifier = {                                                 \
        code, SEVERITY_ERROR, {english, italian}, {hint, suggerimento}};
TEMPLATE_PROBLEMS(TEMPLATE_PROBLEM_DEFINE)
