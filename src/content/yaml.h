/*
 * yaml.h - YAML as it was written: a tree of texts with their places.
 *
 * libyaml is YAML 1.1 and types nothing, and neither does this: every scalar
 * keeps its text, and the schema decides what it is. Refused, each with its own
 * diagnostic: syntax errors, duplicate keys, tags, more than one document, merge
 * keys, depth over 32, over 100,000 nodes, scalars with NUL or other control
 * characters, keys that are no scalars. Aliases are refused too: a sheet says
 * things once.
 *
 * Plain `~`, `null`, `Null`, `NULL` and an empty plain scalar are YAML_NULL.
 */
#ifndef SCHEDARIO_CONTENT_YAML_H
#define SCHEDARIO_CONTENT_YAML_H

#include "base/arena.h"
#include "base/diagnostic.h"

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
    enum yaml_kind kind;
    bool plain;        /* a scalar without quotes and not a block: "no" may mean false */
    struct span span;  /* of the whole node; its file is the one given to yaml_parse */
    struct slice text; /* scalar: its value, after unquoting and folding */

    /* Sequence: items[0..count). Mapping: keys[i] and items[i], in file order. */
    size_t count;
    struct yaml_node **keys;
    struct yaml_node **items;
};

/* Parses `part`, a view into file->text. NULL after a syntax error (reported);
 * an empty document gives a YAML_NULL node. Linear in the input. */
struct yaml_node *yaml_parse(struct arena *arena, const struct text_file *file, struct slice part,
                             struct diagnostics *diagnostics);

/* NULL where the mapping has no such key, or node is no mapping (or NULL). */
struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);
/* The same, giving the key's node, for its span. */
struct yaml_node *yaml_get_key(const struct yaml_node *node, const char *key);

#endif
