/*
 * schema_type.h - what a field may be: types, roles, and which key goes with which type.
 * Private to the rooms schema*.c. A new type or role is a row in schema_type.c.
 */
#ifndef SCHEDARIO_CONTENT_SCHEMA_TYPE_H
#define SCHEDARIO_CONTENT_SCHEMA_TYPE_H

#include "content/schema_read.h"

/* A set of types. */
#define TYPE(kind) (1u << (kind))

enum schema_limits {
    LIMITS_NONE,
    LIMITS_COUNT, /* `min` and `max` count characters or items */
    LIMITS_VALUE, /* they are values of the type */
};

struct schema_type {
    const char *name;
    enum schema_limits limits;
    bool is_ordered; /* `facet: range` */
};

/* VALUE_NONE where there is no such type. */
enum value_kind schema_find_type(struct slice name);
const struct schema_type *schema_type_of(enum value_kind kind);
struct names schema_type_names(void);
/* "text, markdown, list of text" … of single types and types of items. */
struct slice schema_list_types(struct schema_reader *reader, unsigned types, unsigned items);

/* A key of a field that goes with some types only. */
struct schema_key_rule {
    const char *key;
    unsigned types;  /* that it goes with */
    unsigned needed; /* those of them that cannot do without */
    bool is_for_top; /* not of a field inside a record or list */
};
extern const struct schema_key_rule schema_key_rules[];
extern const size_t schema_key_rule_count;

struct schema_role {
    const char *name;
    unsigned types; /* that a field of this role may have */
    unsigned items; /* types of the items, where it may be a list */
};
/* ROLE_NONE where there is no such role. */
enum field_role schema_find_role(struct slice name);
const struct schema_role *schema_role_of(enum field_role role);
struct names schema_role_names(void);

#endif
