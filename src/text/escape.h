/*
 * escape.h - text into the places where some characters mean something.
 */
#ifndef SCHEDARIO_TEXT_ESCAPE_H
#define SCHEDARIO_TEXT_ESCAPE_H

#include "base/buffer.h"
#include "base/slice.h"
#include "text/url.h"

/* & < > " ' for text and quoted attributes of HTML. */
void escape_html(struct buffer *out, struct slice text);
/* The same with &apos; as XML has it; control characters that XML forbids are dropped, and what
 * is not UTF-8 becomes U+FFFD. */
void escape_xml(struct buffer *out, struct slice text);
/* The inside of a JSON string, without the quotes; invalid UTF-8 becomes U+FFFD. */
void escape_json(struct buffer *out, struct slice text);
/* JSON that may stand in a <script>: < > & and U+2028, U+2029 as \uXXXX as well. */
void escape_json_for_script(struct buffer *out, struct slice text);
/* One part of an address (RFC 3986): everything but unreserved as %XX. */
void escape_url_part(struct buffer *out, struct slice text);
/* A whole address: what cannot stand in one becomes %XX, what means something stays,
 * %XX included. Still to be escaped for the attribute it stands in (& and '). */
void escape_url(struct buffer *out, struct slice address);
/* A field of CSV (RFC 4180): quoted where it must be. A leading = + - @ tab or CR, which
 * spreadsheets run as a formula, gets a ' before it, unless the field is a plain number. */
void escape_csv(struct buffer *out, struct slice field);

/* Where the first byte stands for which the table has something, or the text's end: what means
 * something is rare, and all before it is copied at once. */
static inline const char *escape_find(const char *text, const char *end,
                                      const unsigned char table[256])
{
    while (text < end && !table[(unsigned char)*text])
        text++;
    return text;
}

#endif
