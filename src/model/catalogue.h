/*
 * catalogue.h - the catalogue: sheets, terms, addresses, and what ties them.
 *
 * A sheet is one thing in the catalogue (an experience, an organisation, a page of a guide); an
 * edition is its text in one language, from one file. The original edition carries the facts; a
 * translation inherits every field that it does not state.
 *
 * Life: catalogue_create, catalogue_add for every document in order of path, catalogue_gather once
 * the bodies are parsed, then catalogue_link once; after that everything is read-only and every
 * worker reads it at once. Between the two, what was gathered can be read as well: a publisher's
 * scripts see sheets, editions, values and the targets of references, and add computed values.
 * All of it lives in one arena.
 *
 *     struct catalogue *catalogue = catalogue_create(arena, schema);
 *     for (…) catalogue_add(catalogue, document, path, diagnostics);
 *     catalogue_gather(catalogue, &options, diagnostics);
 *     catalogue_link(catalogue, &options, diagnostics);
 */
#ifndef SCHEDARIO_MODEL_CATALOGUE_H
#define SCHEDARIO_MODEL_CATALOGUE_H

#include "content/document.h"
#include "content/schema.h"

struct sheet;
struct table; /* model/table.h */
/* model/history.h */
struct sheet_history;
struct version;
struct withdrawal;
struct edit_links;

struct edition {
    struct sheet *sheet;
    unsigned language;
    struct document *document;
    struct slice path;    /* of its file: "content/esperienze/all-inclusive.en.md" */
    struct slice title;   /* plain text; the id where the sheet has no title */
    struct slice summary; /* plain text of the summary field or section, may be empty */
    struct value *values; /* by field index; a translation's with what it inherits */
    bool outdated;        /* a translation whose original was updated after it (role `updated`) */
};

struct backlink {
    const struct sheet *from;
    const struct edition *edition; /* the one the link stands in */
    struct slice anchor;           /* the heading the link stands under; empty: none */
};

/* Sheets that name this one in a field: "Esperienze: realizzato da". */
struct referrer {
    const struct field *field;
    const struct collection *collection;
    const struct sheet **sheets;
    size_t count;
};

enum related_reason_kind { RELATED_BY_TERM, RELATED_BY_REFERENCE, RELATED_BY_TEXT };

struct related_reason {
    enum related_reason_kind kind;
    const struct field *field; /* by term or reference: which field they share */
    const struct term *term;   /* by term */
    const struct sheet *sheet; /* by reference: the sheet both name */
    struct slice word;         /* by text: the most telling word they share, as written */
};

#define RELATED_MAX         4 /* sheets */
#define RELATED_REASONS_MAX 3

struct related {
    const struct sheet *sheet;
    double score;
    struct related_reason reasons[RELATED_REASONS_MAX];
    size_t reason_count;
};

struct attachment {
    struct slice path; /* "content/esperienze/x/foto.png" */
    struct slice url;  /* "/esperienze/x/foto.png" */
    uint64_t size;
};

struct sheet {
    struct slice id;
    const struct collection *collection;
    size_t index;                                 /* in catalogue->sheets */
    struct edition *editions[SITE_LANGUAGES_MAX]; /* NULL where there is none */
    struct edition *original;
    enum status status;
    struct slice folder; /* of its file, below the collection's path; "" or "capitolo-1" */
    struct slice url[SITE_LANGUAGES_MAX]; /* below the site's root: "/en/esperienze/x/" */
    struct attachment *attachments;       /* of ID/index.md: all other files in that folder */
    size_t attachment_count;
    struct slice *aliases; /* old addresses */
    size_t alias_count;
    struct backlink *backlinks;
    size_t backlink_count;
    struct referrer *referrers;
    size_t referrer_count;
    struct related related[RELATED_MAX];
    size_t related_count;
    /* In a collection with a template for guides: reading order and tree. */
    const struct sheet *parent, *previous, *next;
    const struct sheet **children;
    size_t child_count;
    struct sheet_history *history; /* NULL: nobody tells it */
    /* Of each edition; NULL where there is none, or its file is kept nowhere that can be named. */
    const struct local_text *keeper; /* whose repository it comes from; NULL: the site's own */
    const struct edit_links *edit_links[SITE_LANGUAGES_MAX];
};

/* The sheets that carry a term or one of its descendants, in any field, sorted as the collection
 * is. */
struct term_sheets {
    const struct sheet **sheets;
    size_t count;     /* with descendants */
    size_t own_count; /* without */
};

struct collection_sheets {
    const struct collection *collection;
    const struct sheet **sheets; /* in the collection's order */
    size_t count;
};

enum route_kind {
    ROUTE_HOME,
    ROUTE_COLLECTION, /* a page of its list */
    ROUTE_MAP,      /* a collection's sheets by place, over time, side by side: below its list's */
    ROUTE_TIMELINE, /* address, where it has the fields (collection_has_view) */
    ROUTE_COMPARE,
    ROUTE_SHEET,
    ROUTE_VOCABULARY,
    ROUTE_TERM,
    ROUTE_SITE_MAP, /* for people */
    ROUTE_NOT_FOUND,
    ROUTE_HISTORY,   /* of a sheet: below its address, "storia/" or in other languages "history/" */
    ROUTE_VERSION,   /* one of its texts: below that, "2021-03-01-1a2b3c4d5e/" */
    ROUTE_WITHDRAWN, /* where a published sheet was */
    ROUTE_REDIRECT,  /* an alias, or an address that the sheet had */
    ROUTE_ATTACHMENT,
    ROUTE_MACHINE, /* feed, CSV, JSON, sitemap.xml, robots.txt … */
};

enum machine_file {
    MACHINE_SITEMAP,         /* /sitemap.xml */
    MACHINE_ROBOTS,          /* /robots.txt */
    MACHINE_COLLECTION_FEED, /* /esperienze/feed.xml */
    MACHINE_COLLECTION_CSV,  /* /esperienze/esperienze.csv */
    MACHINE_COLLECTION_JSON, /* /esperienze/esperienze.json */
    MACHINE_SHEET_JSON,      /* /esperienze/x/index.json */
    MACHINE_TERM_FEED,       /* /temi/inclusione/feed.xml */
    MACHINE_TABLE_CSV,       /* /esperienze/x/dotazione.csv */
};

struct route {
    enum route_kind kind;
    unsigned language;
    struct slice url;          /* below the site's root, "/" first: "/en/temi/inclusione/2/" */
    struct slice output_path;  /* "en/temi/inclusione/2/index.html" */
    const struct sheet *sheet; /* SHEET, HISTORY, VERSION, REDIRECT, ATTACHMENT, MACHINE_SHEET_JSON */
    const struct version *version;       /* VERSION */
    const struct withdrawal *withdrawal; /* WITHDRAWN */
    const struct collection
        *collection; /* COLLECTION, MAP, TIMELINE, COMPARE, MACHINE_COLLECTION_… */
    const struct vocabulary *vocabulary; /* VOCABULARY */
    const struct term *term;             /* TERM, MACHINE_TERM_FEED */
    const struct attachment *attachment; /* ATTACHMENT */
    const struct table *table;           /* MACHINE_TABLE_CSV */
    enum machine_file machine;           /* MACHINE */
    bool is_old; /* REDIRECT, WITHDRAWN: history says so, no `alias`; any other page goes before it */
    size_t page, page_count;             /* COLLECTION, TERM: from 1 */
};

struct catalogue {
    struct arena *arena;
    struct schema *schema;
    struct sheet **sheets; /* those with pages (drafts left out), sorted by collection, then id */
    size_t sheet_count;
    struct collection_sheets *collections; /* by collection->index */
    struct term_sheets **terms;            /* [vocabulary->index][term->index] */
    struct route *routes;                  /* sorted by output_path: what the site is made of */
    size_t route_count;
    struct map routes_by_path; /* output_path to struct route */
    struct map sheets_by_key;  /* "COLLECTION/ID" to struct sheet */
    void *private;
};

/* Where a site shows the branches that are not published. */
#define PREVIEWS_FOLDER "anteprima"

struct catalogue_options {
    bool drafts; /* drafts and sheets in review get pages as well */
    /* The theme can show them: without, histories have no pages (model/history.h). */
    bool history_pages, version_pages, withdrawn_pages;
    bool previews; /* PREVIEWS_FOLDER is taken */
};

struct catalogue *catalogue_create(struct arena *arena, struct schema *schema);

/* Which collection, id, language a file under content/ has ("esperienze/all-inclusive.en.md",
 * "esperienze/x/index.md"), before it is read. False: no sheet (an attachment, or reported where it
 * is a mistake: a .md file under no collection, a language the site does not have). `path` is
 * relative to content/. */
struct sheet_name {
    const struct collection *collection;
    struct slice id;
    struct slice folder;
    unsigned language;
    bool is_translation;
    bool has_folder; /* ID/index.md */
};
bool sheet_name_read(const struct schema *schema, const struct text_file *file, struct slice path,
                     struct sheet_name *name, struct diagnostics *diagnostics);

/* Two files for one edition are an error naming both. `document` may be NULL: it could not be read,
 * and references to it are not reported as missing. */
void catalogue_add(struct catalogue *catalogue, struct document *document,
                   const struct sheet_name *name, const struct text_file *file,
                   struct diagnostics *diagnostics);
/* Any file under content/ that is no sheet: "content/esperienze/x/foto.png". It is published where
 * it stands in a folder with an index.md, or where a sheet names it. */
void catalogue_add_attachment(struct catalogue *catalogue, struct slice path, uint64_t size);
/* attachments.c: whether files whose names end so ("pdf") may be published, and those that may: "png, jpg …". */
bool attachment_type_is_allowed(struct slice extension);
struct slice attachment_list_types(struct arena *arena);

/* shape, once the bodies are parsed: files become sheets with editions, drafts are left out,
 * translations inherit, references in fields find their sheets. Fills `sheets`, `sheets_by_key`,
 * and of each sheet id, collection, index, editions, original, status, folder, aliases. */
void catalogue_gather(struct catalogue *catalogue, const struct catalogue_options *options,
                      struct diagnostics *diagnostics);

/* Between the two, when scripts have changed texts: titles and what translations inherit. */
void catalogue_renew(struct catalogue *catalogue);

/* link: gathers, unless that was done; orders, terms, addresses (clashes are errors naming both),
 * links and anchors (dead ones are errors with the nearest id), backlinks, related sheets, guides'
 * trees, routes. After it the catalogue is frozen. */
void catalogue_link(struct catalogue *catalogue, const struct catalogue_options *options,
                    struct diagnostics *diagnostics);

/* The edition a page in this language shows: its own, or the original. Never NULL. */
const struct edition *sheet_edition(const struct sheet *sheet, unsigned language);
/* The id of a schema's section on the page: its heading's, or its own where a field of the front
 * matter stands for it; "_" goes before that where another heading has it. */
struct slice edition_section_anchor(struct arena *arena, const struct edition *edition,
                                    const struct section *section);
/* The value of a field by role, or NULL where it is empty or the collection has none. */
const struct value *edition_role(const struct edition *edition, enum field_role role);
/* By id or "COLLECTION/ID". NULL: none; an id in two collections without its collection is none. */
const struct sheet *catalogue_find_sheet(const struct catalogue *catalogue, struct slice name);
const struct term_sheets *catalogue_term_sheets(const struct catalogue *catalogue,
                                                const struct term *term);
const struct collection_sheets *catalogue_collection_sheets(const struct catalogue *catalogue,
                                                            const struct collection *collection);

/* Addresses below the root, in a page's language. */
struct slice catalogue_home_url(const struct catalogue *catalogue, struct arena *arena,
                                unsigned language);
struct slice collection_url(const struct catalogue *catalogue, struct arena *arena,
                            const struct collection *collection, unsigned language);
/* What a collection has besides its list, never a guide: ROUTE_MAP where its field of role place
 * takes the terms of a vocabulary with tiles; ROUTE_TIMELINE where it has fields of the roles start
 * and end or duration; ROUTE_COMPARE always. They stand below the list: "/esperienze/mappa/",
 * "tempo/", "confronta/"; in other languages than Italian "/en/esperienze/map/", "timeline/",
 * "compare/". No sheet can have these addresses. */
bool collection_has_view(const struct collection *collection, enum route_kind view);
struct slice collection_view_url(const struct catalogue *catalogue, struct arena *arena,
                                 const struct collection *collection, enum route_kind view,
                                 unsigned language);
/* The vocabulary of the places on its map; NULL: none. */
const struct vocabulary *collection_places(const struct collection *collection);
struct slice vocabulary_url(const struct catalogue *catalogue, struct arena *arena,
                            const struct vocabulary *vocabulary, unsigned language);
struct slice term_url(const struct catalogue *catalogue, struct arena *arena,
                      const struct term *term, unsigned language);
/* Page `page` (from 1) of the list at `list_url`: "/esperienze/pagina/2/",
 * "/en/esperienze/page/2/". */
struct slice catalogue_page_url(const struct catalogue *catalogue, struct arena *arena,
                                struct slice list_url, unsigned language, size_t page);
/* "it" and "it-CH": the program's own addresses are in Italian or in English. */
bool catalogue_is_italian(const struct catalogue *catalogue, unsigned language);
/* "/mappa/", "/en/site-map/". */
struct slice catalogue_site_map_url(const struct catalogue *catalogue, struct arena *arena,
                                    unsigned language);
/* Files for machines. Feeds and CSV are there in every language; JSON holds every edition and
 * stands at the first language's place alone, whatever language is asked for. */
struct slice collection_feed_url(const struct catalogue *catalogue, struct arena *arena,
                                 const struct collection *collection, unsigned language);
struct slice collection_csv_url(const struct catalogue *catalogue, struct arena *arena,
                                const struct collection *collection, unsigned language);
struct slice collection_json_url(const struct catalogue *catalogue, struct arena *arena,
                                 const struct collection *collection);
struct slice term_feed_url(const struct catalogue *catalogue, struct arena *arena,
                           const struct term *term, unsigned language);
struct slice sheet_json_url(const struct catalogue *catalogue, struct arena *arena,
                            const struct sheet *sheet);
/* What stands at an address below the root ("/esperienze/x/", "/esperienze/x/index.json"); NULL:
 * nothing. */
const struct route *catalogue_find_route(const struct catalogue *catalogue, struct arena *arena,
                                         struct slice url);
/* The published file that a value of type file names; NULL: none. */
const struct attachment *catalogue_find_attachment(const struct catalogue *catalogue,
                                                   struct arena *arena,
                                                   const struct edition *edition,
                                                   struct slice path);

#endif
