/*
 * markdown_field.h - the Markdown of a field: as markdown_parse(), with places in the sheet.
 *
 * The text of a field is what YAML made of it: quotes gone, indentation gone, lines folded, so
 * it is no view into the file. It is parsed on its own, and every place that comes out (of
 * headings, links, mistakes) is carried over to the line of the file that it was written on;
 * where a line cannot be told, to the field as a whole.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_FIELD_H
#define SCHEDARIO_CONTENT_MARKDOWN_FIELD_H

#include "content/markdown.h"
#include "content/value.h"

/* The value with a tree for all Markdown in it, in lists and records too. It is a copy: a default
 * is the schema's, and shared by all sheets. */
struct value markdown_field_parse_value(struct arena *arena, const struct value *value,
                                        struct markdown_ids *ids, struct diagnostics *diagnostics);

#endif
