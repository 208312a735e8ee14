/*
 * base64.h - bytes as text (RFC 4648, section 4).
 */
#ifndef SCHEDARIO_TEXT_BASE64_H
#define SCHEDARIO_TEXT_BASE64_H

#include "base/buffer.h"

/* In one line, with = at the end where the last three bytes are not whole. */
void base64_write(struct buffer *out, struct slice bytes);

#endif
