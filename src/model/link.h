/*
 * link.h - what the rooms of src/model share while a catalogue is put together.
 *
 * Nobody outside src/model includes this. A linked_sheet is a sheet with what only linking needs;
 * it is made for drafts and for sheets that could not be read as well, so that a link to one of
 * them is told apart from a link to nothing. The steps run in the order of catalogue_link().
 */
#ifndef SCHEDARIO_MODEL_LINK_H
#define SCHEDARIO_MODEL_LINK_H

#include "base/vector.h"
#include "model/history.h"
#include "text/utf8.h"

/* A file as it was added. */
struct added_file {
    struct sheet_name name;
    const struct text_file *file;
    struct document *document; /* NULL: could not be read */
    struct slice key; /* below content/, without language and ".md": "esperienze/x/index" */
};

struct linked_sheet {
    struct sheet sheet; /* first, so that linked_sheet_of() is a cast */
    const struct added_file *files[SITE_LANGUAGES_MAX];
    struct edition *editions[SITE_LANGUAGES_MAX]; /* drafts among them, unlike sheet.editions */
    bool visible;
    bool broken;            /* what is wrong with it has been said: links to it are not reported */
    bool is_root;           /* index.md of a whole guide */
    struct slice title_key; /* for sorting */
    /* Of generated pages: in place of what the collection's pattern says. */
    struct slice address[SITE_LANGUAGES_MAX];
    struct map *anchors[SITE_LANGUAGES_MAX]; /* made when first asked for */
    const struct linked_sheet *last_source;  /* of its backlinks */
    VECTOR(struct backlink) backlinks;
    VECTOR(struct attachment) attachments;
};

/* Sheets of several collections may have the same id. */
struct namesakes {
    struct linked_sheet *first, *second;
};

/* A file that is no sheet. */
struct loose_file {
    struct attachment attachment;
    struct linked_sheet *owner; /* whose folder it stands in; NULL: it lies beside sheets */
    struct linked_sheet *user;  /* the first visible sheet that names it */
    const struct collection *collection; /* NULL: none */
    bool checked, allowed;               /* of a type and size that may be published */
    bool has_rows;                       /* of an indicator table: it need not be published */
};

struct catalogue_state {
    VECTOR(struct added_file *) added;
    struct map editions_by_file;       /* "COLLECTION/FOLDER/ID.LANG" to struct added_file */
    VECTOR(struct linked_sheet *) all; /* sorted by collection, then id */
    struct map sheets_by_file;   /* "esperienze/x", "esperienze/x/index" to struct linked_sheet */
    struct map sheets_by_folder; /* "esperienze/x" of "esperienze/x/index" */
    struct map sheets_by_key;    /* "COLLECTION/ID" */
    struct map sheets_by_id;     /* struct namesakes */
    struct map hidden_by_url;    /* addresses that drafts would have */
    VECTOR(struct loose_file *) loose;
    struct map loose_by_path; /* "esperienze/x/foto.png" to struct loose_file */
    VECTOR(struct route *) routes;
    struct map routes_by_folded_path; /* struct route: lower case, as some disks see it */
    struct withdrawal *withdrawals;
    size_t withdrawal_count;
    version_reader *read_version; /* NULL: nobody can */
    void *version_context;
    bool is_gathered;
};

struct link {
    struct catalogue *catalogue;
    struct catalogue_state *state;
    struct arena *arena;
    const struct schema *schema;
    struct catalogue_options options;
    struct diagnostics *diagnostics;
    struct collator *collator; /* of the first language */
    size_t nearest_left;       /* how many more names may be offered as the nearest */
};

static inline struct linked_sheet *linked_sheet_of(const struct sheet *sheet)
{
    return (struct linked_sheet *)sheet;
}

/* Mistakes in a draft are warnings: call before looking at an edition's file. NULL: back to errors.
 */
void link_set_lenient(struct link *link, const struct document *document);
/* Every edition, those of drafts too, sheet by sheet in their order. Mistakes that the visitor
 * reports are as lenient as the edition. */
typedef void edition_visitor(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                             void *context);
void link_each_edition(struct link *link, edition_visitor *visitor, void *context);
/* "content/esperienze/x.md" gives "esperienze/x.md". */
struct slice content_path(struct slice path);
/* Joins and takes out "." and ".."; false where it would leave content/. */
bool content_path_resolve(struct arena *arena, struct slice folder, struct slice relative,
                          struct slice *path);
/* The sheet whose id is nearest, in a collection or (NULL) in all of them; NULL where none is near,
 * or where so many names were wrong already that looking on would take too long. */
const struct linked_sheet *
link_nearest_sheet(struct link *link, const struct collection *collection, struct slice wanted);
struct slice linked_sheet_key(struct arena *arena, const struct linked_sheet *sheet);

/* Visits each value that is neither list nor record. `field` is the one whose label names it: for
 * the items of a list, the list. `ordinal` orders fields as the schema does, members of records
 * behind their record. */
typedef void value_visitor(void *context, const struct field *field, uint64_t ordinal,
                           struct value *value);
void values_visit(struct field *const *fields, size_t field_count, struct value *values,
                  value_visitor *visitor, void *context);

/* The steps, in their order. */
void link_sheets(struct link *link);
void link_references(struct link *link);
void link_tables(struct link *link); /* the sheets that indicator tables name */
void link_editions(struct link *link);
void link_renew_editions(struct link *link);
void link_order(struct link *link);
void link_guides(struct link *link);
void link_terms(struct link *link);
void link_referrers(struct link *link);
void link_addresses(struct link *link);
void link_routes(struct link *link);
void link_attachments(struct link *link);
void link_markdown(struct link *link);
void link_files(struct link *link);
void link_summaries(struct link *link);
void link_related(struct link *link);
void link_histories(struct link *link);
void link_finish_routes(struct link *link);

/* link_markdown.c: an address below the root, as a page writes it: "/catalogo/esperienze/x/#esiti". */
struct slice link_page_address(struct arena *arena, const struct schema *schema, struct slice url,
                               struct slice fragment);
/* The sheet whose file it is, whatever its language ("x/index.en.md" is one of "x/index"), or whose
 * folder; below content/. NULL: none. */
struct linked_sheet *link_sheet_of_file(const struct catalogue *catalogue, struct slice path);
struct linked_sheet *link_sheet_of_folder(const struct catalogue *catalogue, struct slice path);

/* link_editions.c: a translation's value, with what it takes over from its original's. */
struct value link_inherit_value(struct arena *arena, const struct field *field,
                                const struct value *own, const struct value *original,
                                const struct text_file *file);
/* link_editions.c: of a text or a Markdown value, trimmed; empty for NULL and other kinds. */
struct slice value_plain_text(const struct value *value);

/* link_order.c: by title in the first language's dictionary order, then by id. */
int linked_sheet_compare_titles(const struct linked_sheet *a, const struct linked_sheet *b);

/* views.c: the map, time line and comparison that the collection has. */
void link_add_views(struct link *link, const struct collection *collection, unsigned language);

/* link_routes.c: false, and reported, where another route has the place already. */
bool link_add_route(struct link *link, struct route route);
/* The same for what history tells of, which gives way: NULL, or in silence the route that was there
 * first (itself, where no page can stand there at all). */
const struct route *link_try_route(struct link *link, struct route route);
/* An alias that is in the way of a page. */
void link_report_alias(struct link *link, const struct route *alias, const struct route *page);
/* What stands at an output path, however its letters are cased; NULL: nothing. */
const struct route *link_find_route(struct link *link, struct slice output_path);
/* "/a/b/" gives "a/b/index.html", "/404.html" gives "404.html". */
struct slice url_output_path(struct arena *arena, struct slice url);

/* link_tables.c: the files of a sheet's indicator tables. */
void link_table_routes(struct link *link, const struct sheet *sheet, unsigned language);

/* attachments.c: a visible sheet names the file. False, and reported, where it may not be
 * published. */
bool link_use_file(struct link *link, struct loose_file *file, struct linked_sheet *user);
/* Of the names in the folder that the path is in; empty: none. */
struct slice link_nearest_file(struct link *link, struct slice path);

/* anchors.c: whether an edition's page has an element of this id (a section's own id becomes that
 * of its heading), and the one nearest to it. */
bool link_find_anchor(struct link *link, const struct edition *edition, struct slice *anchor);
struct slice link_nearest_anchor(struct link *link, const struct edition *edition,
                                 struct slice wanted);

/* backlinks.c: the edition links to the target. Sheets come one after the other, originals first.
 */
void link_note_backlink(struct link *link, struct linked_sheet *target, const struct edition *from,
                        const struct markdown *body, struct span place);
void link_sort_backlinks(struct link *link);

#endif
