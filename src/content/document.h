/*
 * document.h - one sheet's file: front matter, fields and body, read by the schema.
 *
 *     ---
 *     titolo: Integrazione smart delle reti
 *     budget: "84.498,00"
 *     ---
 *
 *     ## Sintesi
 *
 * Each kind of broken file has its own diagnostic: no front matter, front matter that
 * does not end, a root that is no mapping, conflict markers, bytes that are not UTF-8
 * (offset and line), too large, empty. A byte order mark is dropped; CRLF is fine.
 */
#ifndef SCHEDARIO_CONTENT_DOCUMENT_H
#define SCHEDARIO_CONTENT_DOCUMENT_H

#include "content/markdown.h"
#include "content/schema.h"
#include "content/yaml.h"

struct edition; /* model/catalogue.h: only passed on here */

#define DOCUMENT_SIZE_MAX     (8u << 20)
#define FRONT_MATTER_SIZE_MAX (256u << 10)

/* A finding of a script's check that the sheet answers for:
 *
 *     waivers: [{check: percent-parts, about: "38 (80%)", reason: the survey had 47 answers}]
 *     deroghe: [{controllo: percent-parts, riguarda: "38 (80%)", motivo: …}]
 */
struct waiver {
    struct slice check, about, reason; /* about: of findings that quote or say this alone; or "" */
    struct span span;                  /* of the check's name */
    bool is_used;                      /* set in shape */
};
#define WAIVERS_MAX 100u

struct table; /* model/table.h: only passed on here */

struct document {
    const struct text_file *file;
    const struct collection *collection;
    unsigned language;             /* index into the site's languages */
    const struct edition *edition; /* set in shape, once it is part of a sheet; NULL: none */
    bool is_translation;           /* required fields may be missing: inherited in link */
    enum status status;            /* published where the sheet does not say */
    struct slice id;               /* `id:`; empty: the file's name */
    struct span id_span;
    struct slice *aliases; /* `alias:`, one or a list: old addresses */
    size_t alias_count;
    struct waiver *waivers; /* `waivers:` or `deroghe:` */
    size_t waiver_count;
    struct value *values;         /* one for each field of the collection, in their order */
    bool *above;                  /* by field: given in the front matter, though it could be a section */
    bool *refused;                /* by field: given and wrong, so that nothing calls it missing */
    struct slice body;            /* view into the file */
    struct span front_matter_end; /* the closing line: where a missing field would be added */
    struct markdown *markdown;    /* NULL until document_shape() */
    /* Of each schema section, where it stands in markdown->sections; NULL: not there. */
    const struct markdown_section **sections;
    /* Indicator tables that fences of the body called, computed in shape. */
    struct table **tables;
    size_t table_count;
};

struct document_names {
    const struct collection *collection;
    unsigned language;
    bool is_translation;
};

/* read: front matter and fields. NULL where nothing could be read; otherwise what could, with
 * every mistake reported, and the checks of the schema made but for those that need the
 * body or other sheets. Everything is in the arena. A draft's mistakes are warnings; what
 * comes before its status can be read (a broken file, a syntax error) is an error all the same.
 *
 * A missing field is reported at the line that closes the front matter, where an editor adds it;
 * an empty one at its own line. Of a translation no field is missing, and no default is
 * filled in: it inherits whole fields, so a record that it gives must be whole. */
struct document *document_read(struct arena *arena, const struct schema *schema,
                               const struct text_file *file, struct document_names names,
                               struct diagnostics *diagnostics);

/* What a sheet says of itself before its fields, as it says it: of texts of which nothing else is asked.
 * False, and nothing is reported, where there is no front matter that could be published. */
struct document_self {
    struct slice status, id; /* in the arena; empty: it does not say */
};
bool document_read_self(struct arena *arena, struct slice text, struct document_self *self);
/* What that status means: published where it does not say, a draft where today's schema has no such. */
enum status document_self_status(const struct schema *schema, const struct document_self *self);

/* A document that no file holds: its values are the caller's to fill in, every message about it
 * stands at `span`, in `file`. Still to be shaped. */
struct document *document_create(struct arena *arena, const struct text_file *file,
                                 struct document_names names, struct slice body, struct span span);

/* shape: parses the body and the markdown fields, finds the schema's sections by heading
 * (folded, in the sheet's language or the first; an unknown heading names the nearest),
 * takes the fields that stand as sections (never both there and in the front matter), checks
 * what is required. */
void document_shape(struct arena *arena, const struct schema *schema, struct document *document,
                    struct diagnostics *diagnostics);

/* The same, with what is said of sections and fields in a list of its own: a body that scripts
 * change is looked at again, and what is said then stands in its place. */
void document_shape_apart(struct arena *arena, const struct schema *schema,
                          struct document *document, struct diagnostics *diagnostics,
                          struct diagnostics *of_sections);
/* When the body's tree has changed: sections are found in it anew, and the fields that stand as
 * sections are read from it. */
void document_shape_again(struct arena *arena, const struct schema *schema,
                          struct document *document, struct diagnostics *diagnostics);
/* A value of the document that stands as a section of its body. */
bool document_field_is_in_body(const struct document *document, const struct value *value);
/* The ids of the headings in the fields that do not: for a body that is collected again. */
struct markdown_ids *document_field_ids(struct arena *arena, const struct document *document);

/* One YAML node as a value of a field's type. False, and reported, where it is not.
 *
 * An empty node (`durata:`) and an empty text of any type but text and markdown say nothing:
 * VALUE_NONE, and true. A text where a list may stand is a list of one, unless the items are
 * lists or records (`temi: inclusione`). Members of a record are checked as a published sheet's;
 * in a sheet, by its status. A term or ref that a list holds twice counts once, with a warning.
 * A list keeps the items that are good, a record the members. */
bool value_read(struct arena *arena, const struct schema *schema, const struct field *field,
                const struct yaml_node *node, unsigned language, struct value *value,
                struct diagnostics *diagnostics);

#endif
