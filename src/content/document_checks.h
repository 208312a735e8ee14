/*
 * document_checks.h - what document.c and document_sections.c say in the same way; private to
 * content/.
 */
#ifndef SCHEDARIO_CONTENT_DOCUMENT_CHECKS_H
#define SCHEDARIO_CONTENT_DOCUMENT_CHECKS_H

#include "content/document.h"

/* "Titolo" (titolo), with the quotes; "titolo" where the label is the same. */
struct slice document_name_field(struct arena *arena, const struct field *field, unsigned language);
/* Whether what is `required` from a status on must be there in this sheet. */
bool document_wants(const struct document *document, bool required, enum status from);

/* document_waivers.c: the keys `waivers` and `deroghe` of the front matter, into the document. */
struct value_reader;
void document_read_waivers(struct value_reader *reader, const struct yaml_node *root,
                           struct document *document);

#endif
