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

#endif
