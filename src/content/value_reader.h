/*
 * value_reader.h - what the rooms that read values share; private to content/.
 *
 *     value_read.c     one YAML node: lists, terms, references
 *     value_record.c   a mapping with fields of its own
 *     value_scalar.c   one text as a number, a date, an address …
 *     value_wrong.c    what is said where that fails
 *     value_limits.c   minimum, maximum, length, pattern
 *
 * Every function returns false where the value is refused, and has reported why.
 */
#ifndef SCHEDARIO_CONTENT_VALUE_READER_H
#define SCHEDARIO_CONTENT_VALUE_READER_H

#include "content/names.h"
#include "content/schema.h"
#include "content/yaml.h"

#define LIST_ITEMS_MAX     1000u
#define TEXT_LENGTH_MAX    10000u     /* characters, where the field has no `max` */
#define ADDRESS_LENGTH_MAX 2000u      /* of url, email, file and the names of terms and sheets */
#define MARKDOWN_FIELD_MAX (1u << 20) /* bytes */

/* A sheet of nothing but unknown names costs no more than so many comparisons with all names. */
#define SUGGESTIONS_MAX 100u

struct value_reader {
    struct arena *arena;
    const struct schema *schema;
    struct diagnostics *diagnostics;
    const struct locale *locale; /* how the sheet's language writes numbers and dates */
    unsigned language;
    enum status status;   /* which members of a record are required */
    struct slice name;    /* the field that messages name */
    unsigned suggestions; /* left, of SUGGESTIONS_MAX */
};

struct value_reader value_reader_start(struct arena *arena, const struct schema *schema,
                                       unsigned language, enum status status,
                                       struct diagnostics *diagnostics);
/* An empty node gives VALUE_NONE, which is no mistake here. */
bool value_reader_read(struct value_reader *reader, const struct field *field,
                       const struct yaml_node *node, struct value *value);
/* A field of a scalar type, from its text. */
bool value_reader_read_text(struct value_reader *reader, const struct field *field,
                            struct slice text, struct span span, struct value *value);
/* The number of items, once they are read. */
bool value_reader_check_list(struct value_reader *reader, const struct value *list);
/* True while the reader may look for the nearest name; counts. */
bool value_reader_may_suggest(struct value_reader *reader);

/* Any type but term, ref, list, record; `text` is neither empty nor has it white space around. */
bool value_scalar_read(struct value_reader *reader, const struct field *field, struct slice text,
                       struct span span, struct value *value);
/* Of a text that value_scalar_read() could not read: `value` has its field and span. */
void value_wrong_report(struct value_reader *reader, const struct value *value, struct slice text,
                        enum reading reading, const struct readings *readings);
/* A node as a record; `value` has its kind already. */
bool value_record_read(struct value_reader *reader, const struct field *field,
                       const struct yaml_node *node, struct value *value);
/* A value that was read, against the field's limits. */
bool value_limits_check(struct value_reader *reader, const struct value *value);

/* The text as a message quotes it: one line, and cut where it is long. */
struct slice value_reader_quote(struct value_reader *reader, struct slice text);
#endif
