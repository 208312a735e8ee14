/*
 * pattern.h - regular expressions of the schema (ICU's, Unicode Technical Standard #18).
 *
 * A pattern is compiled once and matched from any thread; a match that takes
 * too many steps counts as no match.
 */
#ifndef SCHEDARIO_TEXT_PATTERN_H
#define SCHEDARIO_TEXT_PATTERN_H

#include "base/slice.h"

struct pattern;

/* NULL where the expression is wrong. */
struct pattern *pattern_compile(struct slice expression);
/* The whole of the text, not a part of it. */
bool pattern_matches(const struct pattern *pattern, struct slice text);
void pattern_release(struct pattern *pattern);

#endif
