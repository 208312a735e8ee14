/*
 * schema_desk.h - what site.yaml says of pushes: how each branch is taken, who is who, who may touch what.
 *
 * Part of schema.h. Without `desk:` every list is empty, and the limits are those below.
 */
#ifndef SCHEDARIO_CONTENT_SCHEMA_DESK_H
#define SCHEDARIO_CONTENT_SCHEMA_DESK_H

#include "base/span.h"

#define DESK_FILE_MAX ((uint64_t)10 << 20) /* where site.yaml does not say */
#define DESK_PUSH_MAX ((uint64_t)200 << 20)

enum desk_rule {
    DESK_STRICT, /* errors refuse the push */
    DESK_WARN,   /* errors are told, the push is taken */
    DESK_FREE,   /* only what would harm is refused */
};

struct desk_branch {
    struct slice pattern; /* "main"; * stands for anything */
    enum desk_rule rule;
    bool publish, preview;
    struct span span;
};

/* People under one name. */
struct desk_group {
    struct slice id;
    struct slice *people; /* names or addresses; * stands for anything */
    size_t people_count;
    struct span span;
};

struct desk_area {
    struct slice folder; /* "content/esperienze/toscana" */
    const struct desk_group **groups;
    size_t group_count;
};

struct schema_desk {
    struct desk_branch *branches; /* the first that fits counts */
    size_t branch_count;
    struct desk_group *groups;
    size_t group_count;
    bool has_publishers; /* else everybody is one */
    const struct desk_group **publishers;
    size_t publisher_count;
    struct desk_area *areas; /* the longest folder that fits counts */
    size_t area_count;
    uint64_t max_file, max_push; /* bytes */
    struct slice *types;         /* "md", "png"; none: what the catalogue can publish */
    size_t type_count;
};

#endif
