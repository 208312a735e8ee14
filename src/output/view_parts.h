/*
 * view_parts.h - what the files of the view share. Known to view*.c alone.
 *
 * view.c the globals and functions, view_page.c the page, view_trail.c the way to it, view_site.c the site and its languages,
 * view_collection.c collections and fields, view_term.c vocabularies and terms, view_sheet.c
 * sheets, view_history.c their history, view_changes.c what it changed, view_section.c their bodies, view_ties.c what ties them to others, view_value.c typed
 * values, view_charts.c maps and time lines.
 */
#ifndef SCHEDARIO_OUTPUT_VIEW_PARTS_H
#define SCHEDARIO_OUTPUT_VIEW_PARTS_H

#include "model/version.h"
#include "output/difference_words.h"
#include "output/metadata.h"
#include "output/view.h"

/* Classes of objects; what stands behind each `self`. */
extern const struct data_class view_site_class;       /* struct site */
extern const struct data_class view_language_class;   /* struct slice: &schema->languages[i] */
extern const struct data_class view_collection_class; /* struct collection */
extern const struct data_class view_facet_class;      /* struct facet_counts */
extern const struct data_class view_field_class;      /* struct field */
extern const struct data_class view_vocabulary_class; /* struct vocabulary */
extern const struct data_class view_term_class;       /* struct term */
extern const struct data_class view_sheet_class;      /* struct sheet */
extern const struct data_class view_entry_class;      /* struct view_entry */
extern const struct data_class view_section_class;    /* struct view_section */
extern const struct data_class view_page_class;       /* struct route */
extern const struct data_class view_history_class;    /* struct sheet */
extern const struct data_class view_version_class;    /* struct view_version */

struct view_section {
    const struct edition *edition;
    const struct section *section;          /* NULL: not of the schema */
    const struct markdown_section *written; /* NULL: its field stands in the front matter */
    const struct value *value;              /* of the field bound to it; may be NULL */
    struct data *content;                   /* once somebody has asked for it, which is dear */
};

/* Shorthands for getters. */
const struct site *view_site(const struct data_context *context);
const struct route *view_route(const struct data_context *context);
struct data view_local(const struct data_context *context, const struct local_text *text);
/* A text, or none where it is empty. */
struct data view_optional(struct slice text);
/* An address below the root as an href. */
struct data view_href(const struct data_context *context, struct slice url);
/* A text of the theme with {name} filled in; pairs of name and text, ending in an empty name. */
struct slice view_message(const struct data_context *context, const char *key, int64_t count,
                          const struct slice (*pairs)[2]);

struct data view_pair_map(struct arena *arena, size_t count, const struct data_pair *pairs);
#define VIEW_MAP(context, ...)                                                          \
    view_pair_map((context)->arena,                                                     \
                  sizeof((struct data_pair[]){__VA_ARGS__}) / sizeof(struct data_pair), \
                  (struct data_pair[]){__VA_ARGS__})
#define VIEW_PAIR(name, data)  \
    {                          \
        SLICE_INIT(name), data \
    }

/* A page's title, by itself. */
struct slice view_page_title(const struct data_context *context, const struct route *route);
/* A map, time line or comparison. */
bool view_is_collection_view(const struct route *route);

/* From the home to the page. */
struct view_trail {
    struct breadcrumb items[24];
    size_t count;
};
struct view_trail view_trail(const struct data_context *context, const struct route *route);

/* The sheets on a page of a list or of a term; none on other pages. */
struct view_list {
    const struct sheet **sheets;
    size_t count, before, total;
};
struct view_list view_listed(const struct data_context *context, const struct route *route);
struct data view_sheets(const struct data_context *context, const struct sheet *const *sheets,
                        size_t count);

struct data view_language(const struct data_context *context, unsigned language);

/* A version and the sheet, as it is today, that it is one of. */
struct view_version {
    const struct sheet *sheet;
    const struct version *version;
};
/* As an object; none of NULL. */
struct data view_version(const struct data_context *context, const struct sheet *sheet,
                         const struct version *version);
struct data view_date(const struct data_context *context, struct date date);
struct slice view_date_text(const struct data_context *context, struct date date);
/* The sheet as it was; NULL where it cannot be read. */
const struct sheet *view_version_sheet(const struct data_context *context,
                                       const struct view_version *view);

/* Of a route of another kind NULL as well. */
const struct sheet *view_past(const struct data_context *context, const struct route *route);

/* What a version changed, or what has changed since. */
struct view_change {
    bool is_known; /* else nothing is */
    enum status before, after;
    struct difference_lines lines;
};
/* From the version before to this one. */
struct view_change view_change_of(const struct data_context *context,
                                  const struct view_version *view);
/* Nothing that a reader sees. */
bool view_change_is_same(const struct view_change *change);
struct data view_differences(const struct data_context *context,
                             const struct difference_line *lines, size_t count);
/* From this one to the newest. */
struct view_change view_change_since(const struct data_context *context,
                                     const struct view_version *view);

struct data view_withdrawal(const struct data_context *context,
                            const struct withdrawal *withdrawal);

/* A sheet's getters that stand in view_ties.c. */
data_getter view_sheet_backlinks;
data_getter view_sheet_referrers;
data_getter view_sheet_related;
data_getter view_sheet_attachments;
data_getter view_sheet_translations;
data_getter view_sheet_original;
data_getter view_sheet_notice;

/* A value as templates see it; none where it is empty. `edition` is the one it belongs to. */
struct data view_value(const struct data_context *context, const struct edition *edition,
                       const struct value *value);
struct data view_entry(const struct data_context *context, const struct edition *edition,
                       const struct value *value);
/* What an entry points at: a value and the edition it belongs to. */
struct view_entry {
    const struct edition *edition;
    const struct value *value;
};

/* Markdown as markup: the body's own blocks; or those of a shorter text, which stands within a
 * line where it is one paragraph. `prefix` is for the ids of its footnotes. */
struct data view_markdown(const struct data_context *context, const struct markdown *markdown);
struct data view_markdown_in_line(const struct data_context *context,
                                  const struct markdown *markdown, struct slice prefix);
struct markdown_style view_markdown_style(const struct data_context *context);

/* A map's tiles, counting a collection's sheets or (NULL) all; none where no term has one. */
struct data view_tiles(const struct data_context *context, const struct collection *collection,
                       const struct vocabulary *vocabulary);
/* A collection's sheets over time. */
struct data view_spans(const struct data_context *context, const struct collection *collection);

/* Of an edition's body. */
struct data view_sections(const struct data_context *context, const struct edition *edition);
struct data view_section_find(const struct data_context *context, const struct edition *edition,
                              struct slice name);
struct data view_toc(const struct data_context *context, const struct edition *edition);

#define VIEW_CLASS(variable, title, table, find, text)                              \
    const struct data_class variable = {title, table, sizeof table / sizeof *table, \
                                        find,  text,  NULL}

#endif
