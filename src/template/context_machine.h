/*
 * context_machine.h - the tokeniser behind template_context: one character, one step.
 */
#ifndef SCHEDARIO_TEMPLATE_CONTEXT_MACHINE_H
#define SCHEDARIO_TEMPLATE_CONTEXT_MACHINE_H

#include "template/template_context.h"

void context_read_text(struct context *context, struct slice text);
/* A value is written here: 0 where it may not be. Moves on behind it. */
char context_write_value(struct context *context);
/* Where two branches meet. False where no place is good for both. */
bool context_merge(struct context *context, const struct context *other);
bool context_same(const struct context *a, const struct context *b);
/* "inside a tag", for messages. */
const char *context_describe(const struct context *context, enum message_language language);

#endif
