/*
 * data_files.h - the catalogue as data: CSV and JSON. Their forms stand in output/machine.h.
 */
#ifndef SCHEDARIO_OUTPUT_DATA_FILES_H
#define SCHEDARIO_OUTPUT_DATA_FILES_H

#include "output/site.h"

void data_write_collection_csv(struct buffer *out, const struct site *site,
                               const struct route *route, struct arena *arena);
void data_write_collection_json(struct buffer *out, const struct site *site,
                                const struct collection *collection, struct arena *arena);
void data_write_sheet_json(struct buffer *out, const struct site *site, const struct sheet *sheet,
                           struct arena *arena);

/* data_tables.c */
void data_write_table_csv(struct buffer *out, const struct site *site, const struct route *route,
                          struct arena *arena);
struct json_writer;
/* The member "tables" of an edition; nothing where it has none. */
void data_write_edition_tables(struct json_writer *json, const struct edition *edition);

#endif
