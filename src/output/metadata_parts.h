/*
 * metadata_parts.h - what the files of the metadata share. Known to metadata*.c alone.
 *
 * metadata.c the elements of the head, metadata_json_ld.c the graph of schema.org.
 */
#ifndef SCHEDARIO_OUTPUT_METADATA_PARTS_H
#define SCHEDARIO_OUTPUT_METADATA_PARTS_H

#include "output/metadata.h"

struct metadata {
    struct buffer *out;
    const struct site *site;
    const struct route *route;
    const struct page_summary *summary;
    struct arena *arena;
    const struct edition *edition; /* of a sheet's page; else NULL */
};

struct slice metadata_permalink(const struct metadata *head, struct slice url);
/* An ISO date of a role, or nothing. */
struct slice metadata_role_date(const struct metadata *head, enum field_role role);

/* When its text was published first, and changed last: as its fields say, else as its history. */
struct slice metadata_issued(const struct metadata *head);
struct slice metadata_modified(const struct metadata *head);

/* Of those who wrote a sheet, the first are named. */
#define METADATA_CONTRIBUTORS_MAX 10

typedef void metadata_visitor(const struct metadata *head, void *context, const struct value *value,
                              struct slice name);
/* Each value of a role that has a name, whether it is one or a list. */
void metadata_visit_role(const struct metadata *head, enum field_role role,
                         metadata_visitor *visitor, void *context);

/* metadata_json_ld.c: one graph a page, in its <script>. */
void metadata_write_json_ld(const struct metadata *head);

#endif
