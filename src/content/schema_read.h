/*
 * schema_read.h - how site.yaml is taken apart. Private to the rooms schema*.c:
 *
 *     schema.c             the top, and what others ask a schema
 *     schema_read.c        a mapping by its table of keys, names that name nothing
 *     schema_take.c        a text, a text by language, a number, a name
 *     schema_site.c        site: titles, languages, statuses
 *     schema_menu.c        the menu
 *     schema_vocabulary.c  vocabularies: terms and their tree
 *     schema_collection.c  collections: their keys, folder, roles
 *     schema_field.c       fields, nested ones too
 *     schema_limit.c       a field's limits, pattern, default, facet
 *     schema_type.c        the tables: types, roles, which key goes with which type
 *     schema_section.c     sections, and the fields bound to them
 *     schema_address.c     addresses, folders, names that clash
 *     schema_repository.c  where the sheets are kept
 *     schema_sources.c     whose sheets come in from other repositories
 *     schema_desk.c        how pushes are taken
 *     schema_add.c         what scripts add: computed fields, pages
 *     schema_settle.c      what waits for these: sort order
 *
 * Every mapping has a table with a row a key: what it holds and where that goes. One function
 * reads them all, so that unknown, missing and misshapen keys are found and told alike.
 *
 *     struct term_draft { struct term term; const struct yaml_node *parent; };
 *     static const struct schema_key keys[] = {
 *         {.name = "label", KEY_LOCAL, offsetof(struct term_draft, term.label),
 *          .is_required = true},
 *         {.name = "parent", KEY_NODE, offsetof(struct term_draft, parent)}};
 *     schema_read_mapping(reader, &entry, SCHEMA_KEYS(keys), draft);
 */
#ifndef SCHEDARIO_CONTENT_SCHEMA_READ_H
#define SCHEDARIO_CONTENT_SCHEMA_READ_H

#include "content/names.h"
#include "content/schema.h"
#include "content/yaml.h"

#include <stddef.h>

struct schema_reader {
    struct arena *arena;
    struct schema *schema;
    struct diagnostics *diagnostics;
    unsigned suggestions; /* near names that may still be looked for */
    struct map urls;      /* patterns of pages, to their spans: no two alike */
    struct map folders;
};

/* A thing of site.yaml that has a name: where messages place it, and what was written. */
struct schema_entry {
    struct slice where;           /* "collections.esperienze.fields.titolo" */
    struct span name;             /* of its key: what is missing in it is told here */
    const struct yaml_node *node; /* NULL or YAML_NULL: nothing was written */
};

/* Below the entry: "WHERE.KEY". */
struct slice schema_path(struct schema_reader *reader, struct slice where, struct slice key);
/* The i-th of a mapping's or list's things. */
struct schema_entry schema_entry_of(struct schema_reader *reader, const struct schema_entry *parent,
                                    size_t index);
/* The entry under a key, which need not be there. */
struct schema_entry schema_entry_under(struct schema_reader *reader,
                                       const struct schema_entry *parent, const char *key);

/* --- mappings ------------------------------------------------------------ */

enum schema_key_kind {
    KEY_TEXT,    /* struct slice, trimmed */
    KEY_LOCAL,   /* struct local_text */
    KEY_BOOLEAN, /* bool */
    KEY_COUNT,   /* size_t from `min` to `max` */
    KEY_MAPPING, /* const struct yaml_node *, of that kind */
    KEY_LIST,
    KEY_NODE,      /* of any kind */
    KEY_ELSEWHERE, /* known here, and read by other means */
};

struct schema_key {
    const char *name;
    enum schema_key_kind kind;
    size_t offset; /* in the struct that is filled */
    bool is_required;
    bool (*is_good)(struct slice text); /* KEY_TEXT: NULL, or refused by `otherwise`: */
    const struct problem *otherwise;    /* %1 where, %2 the text */
    size_t min, max;                    /* KEY_COUNT */
};
#define SCHEMA_KEYS(table) (table), sizeof(table) / sizeof *(table)

/* Fills `into`, a struct of zeros or of defaults: what is not written, or written wrong, stays as
 * it was. False, and reported, where the entry is no mapping; nothing at all counts as an empty
 * one. */
bool schema_read_mapping(struct schema_reader *reader, const struct schema_entry *entry,
                         const struct schema_key *keys, size_t count, void *into);
void schema_report_missing(struct schema_reader *reader, const struct schema_entry *entry,
                           const char *key);
/* Reports what is written and holds nothing, the entry itself or one of its things: for where that could be
 * taken for a permission. */
void schema_report_empty(struct schema_reader *reader, const struct schema_entry *entry);

/* --- values --------------------------------------------------------------- */

/* Each is false, and reported, where the node is of another shape. */
bool schema_take_text(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node, struct slice *text);
bool schema_take_local(struct schema_reader *reader, struct slice where,
                       const struct yaml_node *node, struct local_text *text);
bool schema_take_boolean(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node, bool *truth);
bool schema_take_count(struct schema_reader *reader, struct slice where,
                       const struct yaml_node *node, size_t min, size_t max, size_t *number);
bool schema_take_mapping(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node);
bool schema_take_list(struct schema_reader *reader, struct slice where,
                      const struct yaml_node *node);
/* Of a file or a transfer, "10 MB": in bytes. `text` is what stands under the key; an empty one leaves the size
 * as it was. */
void schema_take_size(struct schema_reader *reader, const struct schema_entry *parent,
                      const char *key, struct slice text, uint64_t *size);
/* A text or a list of texts: the nodes that are texts and not empty. */
size_t schema_take_texts(struct schema_reader *reader, struct slice where,
                         const struct yaml_node *node, const struct yaml_node ***texts);
/* `required:` of a field or section: true, false, or a status from which on. */
void schema_take_required(struct schema_reader *reader, struct slice where,
                          const struct yaml_node *node, bool *required, enum status *from);
/* The name of a thing may be an id. */
bool schema_check_identifier(struct schema_reader *reader, struct slice where,
                             const struct yaml_node *node);
/* Nothing, `~`, or "". */
bool schema_is_blank(const struct yaml_node *node);

/* "tipi-di-ente" reads "Tipi di ente": the label of what has none. */
struct local_text schema_label_from(struct schema_reader *reader, struct slice id);

/* --- names that name nothing ----------------------------------------------- */

/* The same mistake with a near name and without: %1 where, %2 the name, %3 what could be. */
struct schema_unknown {
    struct problem near, far;
};
#define SCHEMA_UNKNOWN(code, english, italian)                                                 \
    {                                                                                          \
        {code, SEVERITY_ERROR, {english, italian}, {"did you mean \"%3\"?", "forse \"%3\"?"}}, \
        {                                                                                      \
            code, SEVERITY_ERROR, {english, italian},                                          \
            {                                                                                  \
                "there is: %3", "ci sono: %3"                                                  \
            }                                                                                  \
        }                                                                                      \
    }
/* Returns the near name; empty: none. */
struct slice schema_report_unknown(struct schema_reader *reader,
                                   const struct schema_unknown *unknown, struct span span,
                                   struct slice where, struct slice name, struct names names);

/* --- the rooms -------------------------------------------------------------- */

/* False where no language is left: then nothing else can be read. */
bool schema_read_site(struct schema_reader *reader, const struct schema_entry *entry);
/* Once the rest is read. */
void schema_read_menu(struct schema_reader *reader, const struct schema_entry *site);

void schema_read_repository(struct schema_reader *reader, const struct schema_entry *entry);
/* Once `repository:` is read. */
void schema_read_sources(struct schema_reader *reader, const struct schema_entry *entry);
/* The pattern of an address at the forge, and what to say where it is none. */
bool schema_is_forge_page(struct slice pattern);
extern const struct problem schema_bad_forge_page;
void schema_read_desk(struct schema_reader *reader, const struct schema_entry *entry);
/* What git takes for the name of a branch. */
bool schema_is_branch(struct slice name);
void schema_read_vocabularies(struct schema_reader *reader, const struct schema_entry *entry);
void schema_read_collections(struct schema_reader *reader, const struct schema_entry *entry);

/* The fields of a collection (`is_top`) or of a record. `by_id` may be NULL. */
void schema_read_fields(struct schema_reader *reader, const struct schema_entry *entry, bool is_top,
                        unsigned depth, struct field ***fields, size_t *count, struct map *by_id);
/* Minimum, maximum, pattern, default, facet: once the type is known whole. */
void schema_read_limits(struct schema_reader *reader, const struct schema_entry *entry,
                        struct field *field, bool is_top);
/* `role:` of a field, which goes into both where the field may have it. Returns the role that is
 * written all the same. `is_known`: the field's type is the one that was written. */
enum field_role schema_take_role(struct schema_reader *reader, const struct schema_entry *entry,
                                 struct collection *collection, struct field *field, bool is_known);
/* `sections:` and what fields bind to them. */
void schema_read_sections(struct schema_reader *reader, struct collection *collection,
                          const struct schema_entry *sections, const struct schema_entry *fields);

/* The pattern of the pages of a vocabulary or collection, which holds its default; `has_path`:
 * {path} may stand in it. */
void schema_read_url(struct schema_reader *reader, const struct schema_entry *owner, bool has_path,
                     struct slice *url);
/* Reports what is taken already. */
void schema_claim_folder(struct schema_reader *reader, struct slice where, struct slice folder,
                         struct span span);
/* Takes the slashes off the ends. False: no folder under content/. */
bool schema_check_folder(struct slice *folder);

#endif
