/*
 * schema.h - what site.yaml says: the site, its vocabularies, its collections.
 *
 * The schema says what a sheet is, once; validation, forms, facets, columns,
 * machine files and guides all read it here. It is checked as strictly as a
 * sheet: unknown keys name the nearest, every value has its type, and all
 * mistakes are shown together. Everything lives in the arena and is read-only
 * after schema_read() and schema_settle().
 *
 * The grammar of site.yaml (LOCAL: a text, or a mapping from language to text):
 *
 *     site:
 *       title: LOCAL                      required
 *       tagline: LOCAL                    one line under the title
 *       description: LOCAL                for search engines and feeds
 *       base_url: URL                     required; its path is the site's root
 *       languages: [it, en]               required; the first stands at the root
 *       theme: schedario
 *       accent: "#0b5cad"                 given to the theme, as is logo (a file under DIR)
 *       logo: content/logo.svg
 *       publisher: {name: LOCAL, url: URL, email: EMAIL}
 *       license: {name: LOCAL, url: URL}
 *       page_size: 20                     sheets on one page of a list
 *       statuses: {draft: [bozza, draft], review: [in revisione, in review],
 *                  published: [pubblicata, published]}
 *       menu: [{label: LOCAL, to: COLLECTION or VOCABULARY or COLLECTION/ID} or
 *              {label: LOCAL, url: URL}]
 *                                         without a label: that of the COLLECTION or VOCABULARY
 *     vocabularies:
 *       VOCABULARY:                       either terms alone, or
 *         label: LOCAL                    in full, with `terms`
 *         label_one: LOCAL                one of them: "Tema"
 *         description: LOCAL
 *         url: /temi/{id}/                default /VOCABULARY/{id}/
 *         terms:                          required, in full
 *           TERM: {label: LOCAL (required), description: LOCAL, parent: TERM, code: TEXT,
 *                  same_as: URL or list, tile: [row, column]}
 *     collections:
 *       COLLECTION:
 *         path: FOLDER                    under content/; default the collection's name
 *         label: LOCAL                    required: "Esperienze"
 *         label_one: LOCAL                "Esperienza"
 *         description: LOCAL
 *         url: /esperienze/{id}/          {id} and {path} (folders below `path` and the id)
 *         template: sheet                 the theme's for its sheets: sheet, organisation, guide …
 *         sort: [-avvio, titolo]          default order; - for descending
 *         page_size: 20
 *         feed: true
 *         fields: {FIELD: {…}}            required; one has the role title
 *         sections: [{id:, heading: LOCAL, required:, role:, help: LOCAL}]
 *         other_sections: allow | warn | refuse   default refuse where there are sections,
 *                                         else allow
 *     FIELD:
 *       type: text markdown integer number percent money date datetime duration boolean url email
 *             file term ref list record   required
 *       of: VOCABULARY (term), or a field or type name (list)     to: COLLECTION (ref)
 *       fields: {…} (record)              currency: EUR (money)    unit: LOCAL (integer, number)
 *       role: see enum field_role         label: LOCAL             help: LOCAL
 *       required: true | false | STATUS   from that status on
 *       min, max: length of text, number of items, or value (date: a date; duration: a duration)
 *       pattern: regular expression       pattern_help: LOCAL
 *       default: value                    deprecated: LOCAL (says what to use instead)
 *       facet: true | range               sort: true
 *       column: true                      shown in lists and CSV
 *       section: the id of a section whose text is this field's value (text, markdown, list of
 *             either), or LOCAL heading, which declares that section
 *
 *     filters: [figures.lua, links.lua]   the scripts of lua-filters/ that run, in this order; default
 *                                         all of them by name; []: none
 *     trusted: [figures.lua]              scripts that may read files (io)
 *
 *     repository:                         the sheets are kept in git, and their pages tell their history
 *       branch: main                      where edit links lead when the build is of no branch
 *       edit: https://forge.example.org/catalogo/edit/{branch}/{path}
 *       report: an address of http, https or mailto   {title} {url} {id} {path} {branch}
 *       commit: https://forge.example.org/catalogo/commit/{commit}
 *       history: true                     false: edit links alone
 *       people: true                      false: nobody is named
 *       bots: ["*[bot]*"]                 patterns of "Name <address>": their commits do not count
 *
 *     sources:                            sheets of others, each kept in a repository of its own
 *       NAME:
 *         repository: ../toscana.git      required; a folder (a relative one begins at the site's folder),
 *                                         or an address that `schedario fetch` copies (source/remote.h)
 *         ref: main                       a branch, a tag or a commit; default its HEAD
 *         folder: schede                  in it; default the whole
 *         prefix: esperienze/toscana      required; where under content/ its files stand
 *         label: LOCAL                    whose it is; default its name
 *         max_fetch: 500 MB               that one fetch may bring; default 2 GB
 *         edit, report, commit            as of `repository:`
 *
 *     desk:                               how pushes are taken: `schedario hook` (schema_desk.h)
 *       branches: [{name: main, rule: strict, publish: true},
 *                  {name: "bozze-*", rule: warn, preview: true}]
 *                                         the first whose name fits; rule: strict, warn or free.
 *                                         Default: the repository's own branch strict and published, others
 *                                         free with a preview
 *       people: {GROUP: [NAME or ADDRESS, which may have * in them]}
 *       publishers: [GROUP]               may touch everything; default everybody
 *       areas: {content/FOLDER: [GROUP]}  who may touch a folder, besides publishers; the longest that fits
 *       max_file: 10 MB                   of one file; kB, MB or GB
 *       max_push: 200 MB                  of all that one push brings
 *       types: [md, png, pdf]             ends of names under content/; default what can be published
 *
 * Names of things are ids (text/slug.h). `role`, `facet`, `sort`, `column` and `section` are for
 * the fields of a collection, not for those inside a record or list. Which types a role may have,
 * and which keys go with which type, stands in the tables of schema_type.c.
 *
 * What was not understood is reported and stands as what was probably meant, so that sheets can be
 * checked all the same: a field of an unknown type is a text, a name that names nothing is the
 * nearest.
 *
 * Keys that every sheet may have besides its fields: `id`, `stato` or `status`, `alias`,
 * `deroghe` or `waivers`.
 */
#ifndef SCHEDARIO_CONTENT_SCHEMA_H
#define SCHEDARIO_CONTENT_SCHEMA_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/map.h"
#include "content/schema_desk.h"
#include "content/value.h"
#include "text/pattern.h"

#define SITE_LANGUAGES_MAX    8
#define SCHEMA_FIELDS_MAX     200 /* of a collection, nested ones not counted */
#define SCHEMA_DEPTH_MAX      4   /* lists and records within one another */
#define SOURCE_FETCH_MAX      ((uint64_t)2 << 30) /* bytes, where site.yaml does not say */
#define SCHEMA_TERM_DEPTH_MAX 20  /* levels of terms below one another */

/* A text by language, in the order of the site's languages. Where a language
 * has none, the first one's stands in its place. */
struct local_text {
    struct slice text[SITE_LANGUAGES_MAX];
};

enum status { STATUS_DRAFT, STATUS_REVIEW, STATUS_PUBLISHED, STATUS_COUNT };

struct term {
    struct slice id;
    struct local_text label;
    struct local_text description;
    struct slice code; /* NUTS or the like; may be empty */
    struct slice *same_as;
    size_t same_as_count;
    bool has_tile;
    int tile_row, tile_column;
    const struct vocabulary *vocabulary;
    const struct term *parent; /* NULL: a root */
    const struct term **children;
    size_t child_count;
    unsigned depth;
    size_t index; /* in vocabulary->terms: tree order, parents before children */
    struct span span;
};

struct vocabulary {
    struct slice id;
    struct local_text label, label_one, description;
    struct slice url;    /* "/temi/{id}/" */
    struct term **terms; /* all, in tree order */
    size_t term_count;
    struct map by_id; /* struct term */
    size_t index;
    struct span span;
};

enum field_role {
    ROLE_NONE,
    ROLE_TITLE, /* every collection has exactly one */
    ROLE_SUMMARY,
    ROLE_ORGANISATION, /* carried out by */
    ROLE_PARTNER,
    ROLE_OBJECTIVE,
    ROLE_THEME,
    ROLE_PLACE,
    ROLE_START,
    ROLE_END,
    ROLE_DURATION,
    ROLE_BUDGET,
    ROLE_FUND,
    ROLE_PUBLISHED, /* date */
    ROLE_UPDATED,   /* date: a translation older than its original is noticed by it */
    ROLE_ORDER,     /* integer: place in the navigation of a guide */
    ROLE_PARENT,    /* ref to the same collection: chapter of a guide, part of an organisation */
    ROLE_IMAGE,
    ROLE_WEBSITE,
    ROLE_SAMPLE,          /* boolean: invented, and says so on its page */
    ROLE_TRANSFERABILITY, /* list of records: components with degree, conditions, support */
    ROLE_SOURCE_NOTE,     /* list of markdown: where the sources do not agree */
    ROLE_COUNT
};
/* "title", "summary" …; "" for ROLE_NONE. */
struct slice field_role_name(enum field_role role);

enum facet { FACET_NONE, FACET_VALUES, FACET_RANGE };

struct field {
    struct slice id;
    enum value_kind type; /* VALUE_TEXT … VALUE_RECORD; never VALUE_NONE */
    enum field_role role;
    struct local_text label, help, unit;
    size_t index; /* in its collection or record */

    bool required;
    enum status required_from; /* STATUS_DRAFT where `required: true` */
    enum facet facet;
    bool sort, column;
    bool computed; /* by a script: no sheet may state it */

    struct slice currency;               /* money */
    const struct vocabulary *vocabulary; /* term */
    const struct collection *target;     /* ref */
    const struct field *item;            /* list; its id is empty, its label the list's */
    struct field **fields;               /* record */
    size_t field_count;

    bool has_min, has_max;
    struct value min, max; /* for text and list: VALUE_INTEGER, characters or items */
    struct pattern *pattern;
    struct local_text pattern_help;
    struct value *fallback; /* `default:`; NULL: none */
    bool deprecated;
    struct local_text deprecated_help;
    const struct section *section; /* NULL: front matter only */
    struct span span;
};

struct section {
    struct slice id;
    struct local_text heading, help;
    struct slice role; /* free: "summary", "strengths", "issues" …; the theme knows some */
    bool required;
    enum status required_from;
    const struct field *field; /* bound to this section; NULL: prose */
    size_t index;
    struct span span;
};

struct sort_key {
    const struct field *field;
    bool descending;
};

enum other_sections { SECTIONS_ALLOW, SECTIONS_WARN, SECTIONS_REFUSE };

struct collection {
    struct slice id;
    struct slice path; /* under content/, without slashes at the ends */
    struct local_text label, label_one, description;
    struct slice url;
    struct slice template;
    struct field **fields;
    size_t field_count;
    struct map fields_by_id;                 /* struct field */
    const struct field *by_role[ROLE_COUNT]; /* NULL: none */
    struct section **sections;
    size_t section_count;
    enum other_sections other_sections;
    struct sort_key *sort; /* set by schema_settle() */
    size_t sort_count;
    const struct yaml_node *written_sort;
    size_t page_size;
    bool feed;
    bool is_generated; /* of pages that scripts make: no list, no feed, no data files of its own */
    size_t index;
    struct span span;
};

struct menu_entry {
    struct local_text label;
    struct slice target; /* "esperienze", "temi", "guida/primi-passi"; empty where url is set */
    struct slice url;
    struct span span;
};

/* A file of lua-filters/ that site.yaml names. */
struct script_name {
    struct slice name; /* "links.lua" */
    struct span span;
};

/* Where the sheets are kept, and the pages there that theirs lead to; patterns are empty where site.yaml
 * does not say. */
struct repository_links {
    struct slice branch, edit, report, commit;
    bool history, people;
    const struct slice *bots;
    size_t bot_count;
};

/* Sheets that somebody else keeps. */
struct schema_source {
    struct slice id;
    struct local_text label;
    struct slice repository; /* a folder or an address: remote_read() knows which */
    struct slice ref;        /* empty: its HEAD */
    struct slice folder;     /* in it; empty: the whole */
    struct slice prefix;     /* under content/: "esperienze/toscana" */
    uint64_t max_fetch;      /* bytes */
    /* Its own pages at the forge; history, people and bots are as of the site. */
    struct repository_links links;
    struct span span, repository_span;
    bool is_sound; /* no mistake was found in what site.yaml says of it */
};

struct yaml_node;

struct schema {
    struct text_file file; /* site.yaml */
    struct local_text title, tagline, description;
    struct slice base_url;  /* ends in "/" */
    struct slice base_path; /* its path: "/" or "/catalogo/" */
    struct slice languages[SITE_LANGUAGES_MAX];
    const struct locale *locales[SITE_LANGUAGES_MAX];
    unsigned language_count;
    struct slice theme, accent, logo;
    struct span theme_span, accent_span, logo_span; /* nowhere: site.yaml does not say */
    struct local_text publisher_name, license_name;
    struct slice publisher_url, publisher_email, license_url;
    size_t page_size;
    struct slice *status_names[STATUS_COUNT];
    size_t status_name_count[STATUS_COUNT];
    struct menu_entry *menu;
    size_t menu_count;
    struct vocabulary **vocabularies;
    size_t vocabulary_count;
    struct map vocabularies_by_id;
    struct collection **collections;
    size_t collection_count;
    struct map collections_by_id;
    bool has_filters; /* false: all scripts run */
    struct script_name *filters, *trusted;
    size_t filter_count, trusted_count;
    bool has_repository;
    struct repository_links repository;
    struct schema_source *sources; /* in the order of site.yaml */
    size_t source_count;
    struct schema_desk desk;
};

/* Of the file: what is larger is no site.yaml. */
#define SITE_YAML_SIZE_MAX (4u << 20)

/* Reads site.yaml. NULL where it is too broken to go on; otherwise what could be
 * understood, with every mistake reported. Release patterns by schema_release. */
struct schema *schema_read(struct arena *arena, struct text_file file,
                           struct diagnostics *diagnostics);
void schema_release(struct schema *schema);

/* A field that a script computes. */
struct schema_addition {
    struct slice collection, id;
    struct slice after;           /* the field that it stands behind; empty: the last */
    const struct yaml_node *keys; /* a mapping: what site.yaml would say of it */
    struct span span;             /* where the script adds it */
};
/* Before any document is read, as values lie by the fields' indexes. Checked like those of
 * site.yaml; NULL, and reported, where there is no such collection or another field has the id. */
struct field *schema_add_field(struct schema *schema, struct arena *arena,
                               const struct schema_addition *addition,
                               struct diagnostics *diagnostics);
/* Once, behind the last of them and before the catalogue is linked: what a collection is sorted by
 * may be a field that a script computes. Reports names that are no field. */
void schema_settle(struct schema *schema, struct arena *arena, struct diagnostics *diagnostics);
/* The collection of the pages that scripts make: a title, a summary, no folder, no list. Before any
 * document is read. */
struct collection *schema_add_pages(struct schema *schema, struct arena *arena);

/* Takes another base_url in place of site.yaml's. False, and nothing changed, where it is no
 * absolute address. */
bool schema_set_base_url(struct schema *schema, struct arena *arena, struct slice url);

/* The site's index of a language, or -1. */
int schema_find_language(const struct schema *schema, struct slice language);
struct slice local_text_get(const struct local_text *text, unsigned language);
/* The longest `path` that the file is under; NULL: none. `path` is relative to content/. */
const struct collection *schema_find_collection(const struct schema *schema, struct slice path);
/* False where the name is no status. */
bool schema_find_status(const struct schema *schema, struct slice name, enum status *status);

#endif
