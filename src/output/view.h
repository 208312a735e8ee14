/*
 * view.h - what templates see: the contract between the engine and a theme.
 *
 * A route's kind names its template; a sheet's is its collection's `template:`.
 *
 *     page.html    of the pages that scripts make; a theme without one shows them by sheet.html
 *     home.html  list.html  sheet.html  organisation.html  guide.html  vocabulary.html  term.html
 *     map.html  timeline.html  compare.html  sitemap.html  404.html  redirect.html
 *     history.html  version.html  withdrawn.html: where `repository:` of site.yaml lets a site tell its
 *                sheets' history; a theme without them has no such pages
 *
 * Globals of every template (none where it does not apply):
 *
 *   site        title tagline description base_url home (address) language (of the page)
 *               languages [language]      collections [collection]   vocabularies [vocabulary]
 *               menu [{label, url, current}]  theme  accent  logo (address, or none)
 *               publisher {name, url, email}  license {name, url}  generator ("schedario 0.1.0")
 *               offline (true: pages work from file://)  root (what addresses below the root begin
 *               with: "/", "/catalogo/" or, offline, "../../")
 *               pages [sheet]: those that scripts make, by title
 *               sheet_count (without them)  site_map (address of the people's site map)
 *               latest [sheet] (12, newest start, published or updated date first)
 *               preview (the branch's name): pages are not the published site, which they say
 *   page        kind ("home" "list" "map" "timeline" "compare" "sheet" "history" "version"
 *               "withdrawn" "vocabulary" "term" "sitemap" "404" "redirect")
 *               title  description  url (href)  permalink (whole)  canonical (whole)
 *               alternates [{code, name, url, current, translated}]: each language, for hreflang
 *               breadcrumbs [{title, url}] from the home to the page; the last one's url is none
 *               toc [{id, title, level, children}]   feed csv json (hrefs, or none)
 *               number count (pages)  previous next (hrefs, or none)
 *               pages [{number, url, current}]
 *               target (redirect: the href of the page that took this one's place)
 *               metadata (markup for <head>: canonical, hreflang, Open Graph, Dublin Core, JSON-LD)
 *               noindex (true for a draft, for a page that shows another language's text or tells
 *               of history, and for all pages of a preview)
 *   collection  on list, map, timeline, compare, sheet, history, version, withdrawn
 *   vocabulary  on vocabulary, term     sheet       on sheet, history, version     term   on term
 *   version     on version              withdrawal  on withdrawn
 *   sheets      [sheet] of this page of a list or of a term
 *   table       in partials/table.html, which shows an indicator table wherever a text has one;
 *               that partial is in the language of the table's text, as are all words it asks for
 *
 * Objects:
 *
 *   language    code name home direction
 *   collection  id label label_one description url count feed csv json template sheets [sheet]
 *               fields [field]  columns [field]  facets [{field, terms [{id, label, count, url, term,
 *                      depth}]}]: those with a sheet, in tree order; of a ref, the sheets named, by
 *                      title (no term, depth 0)
 *               choices [field]: those with `facet` or `sort`      page_size
 *               search {folder (href of the language's index), header (of it, in base64)}: on the
 *                      pages of lists; none where no index is built
 *               tree [sheet] (guides: the roots, in reading order)
 *               map timeline compare (hrefs of its other pages, or none: model/catalogue.h); map and
 *                      timeline take the parameters of the list's address and show what it finds,
 *                      compare takes ?id=ID&id=ID, two to four
 *               tiles (none where there is no map): rows columns (of the grid) most (the largest
 *                      count) vocabulary  field (its id; none of a vocabulary's)  places [{term,
 *                      short (a few letters), count, row, column (from 0), shade (0: none)}]
 *                      shades [{shade, from, to}]  drawing {view_box, shapes (markup)}: the
 *                      theme's own (theme.h), or none
 *               spans (none where there is no time line): rows [{sheet, position (in the
 *                      collection's order, from 0), x, width (0: a point; of 1000)}] by start
 *                      ticks [{year, x}]  from to (years)  fields [field] (start, end, duration)
 *                      undated left_out (how many sheets are not among them)
 *   vocabulary  id label label_one description url terms [term] (roots)  all [term] (tree order)
 *               role: of the first field that takes its terms ("theme", "place" …), or none
 *               tiles: as a collection's, counting the sheets of all collections
 *   term        id label description code url vocabulary parent children
 *               ancestors [term, root first]  count own_count same_as [text]  depth  feed
 *               sheets [sheet]
 *               row column (its tile, or none)  groups [{collection, sheets}]
 *               position: among its siblings, from 1 (what the icon of a degree goes by)
 *   field       id label help unit type role facet range sort column currency (or none)
 *               of: the type of a list's items, or none   vocabulary, or none (a list's too)
 *   sheet       id title summary (text) url permalink language (of the text)  collection status
 *               is_draft is_sample  source (path of the file)  word_count  reading_minutes
 *               fields [entry]: every field with a value, in the schema's order, but those bound to
 *                      sections and those of role title and summary
 *               values: by field id, `sheet.values.budget`; none where empty; an unknown field
 *                      is an error
 *               role: by role name, `sheet.role.organisation`: an entry, or none
 *               has_tables: its text shows indicator tables
 *               sections [section]: in the schema's order, then others as written
 *               section: by id, `sheet.section.sintesi`; none where it is missing
 *               lead: markup of what stands before the first heading
 *               content: markup of the whole body, headings included (guides)
 *               footnotes: markup
 *               backlinks [{sheet, anchor}]   referrers [{field, collection, sheets}]
 *               related [{sheet, reasons [text]}]: "stesso tema: Inclusione sociale"
 *               attachments [{name, url, size}]
 *               degrees [{term, count}]: how many components of role transferability have each
 *                      degree (their first member of type term), in the vocabulary's order
 *               translations [{language, title, url}]: real editions, this one left out
 *               notice ("missing", "outdated" or none) original {language, title, url}
 *                      (language: the language's object here and in translations)
 *               parent previous next children (guides)  updated published start (dates, or none)
 *               history (or none)   edit report (addresses at the forge, or none)
 *               keeper (the label of the source that it comes from, or none)
 *   history     url (of its page, or none)  first last (dates on which it was published first and
 *               changed last; none where that is not known)  count  contributors [text]
 *               is_cut (its older versions are not in this copy of the repository)
 *               versions [version]: of all editions, newest first
 *   version     date author (or none) subject path (of its file then)  url permalink (of its page; none: it has none)
 *               commit (10 digits)  commit_url (at the forge, or none)  language status
 *               current (it is what the sheet says today)  first (of its edition: nothing is before it)
 *               before (status), where it was another, or none
 *               fields sections [difference]: what it changed; is_same: nothing a reader sees;
 *               is_known: false where the texts cannot be read, or are too old to be compared
 *               since {fields, sections, is_same, is_known}: what has changed from it to the newest
 *               newest [version of the same edition]   newer older (of the same edition, or none)
 *               sheet: as it was then, or none where it cannot be read. Of what it names that is
 *                      gone, a sheet or a file has no url
 *   difference  label (or none: what stands before the first heading)  field (or none)
 *               kind ("value": before, after, one of them none; "terms": removed [text], added [text];
 *                      "order": of a list alone; "text": pieces; "form": what marks up the words alone;
 *                      "added" "removed": a section, pieces)
 *               pieces [{kind ("same" "removed" "added" "cut"), text}]: cut stands for a stretch that is
 *                      the same, and has no text
 *   withdrawal  title date collection
 *   table       id name anchor mark (begins the ids of its parts)  caption description csv (address)
 *               source date (of all figures)
 *               columns [{id, label, unit, type, numeric, marks}]: those that are shown
 *               grouped  groups [{label, marks, rows, subtotals}]: one without a label where
 *                      nothing is grouped   totals (below the table)   row_count
 *               rows [{cells}]  subtotals, totals [{label (or none), aggregate, cells}]: the first
 *                      cell is none, and stands for the label; none is what has no total
 *               a cell: text numeric missing not_computable url lang (of a sheet) marks
 *                      counted counted_of (an aggregate of fewer figures than there are rows)
 *               marks [{number, id, href}]: references to notes
 *               notes [{number, id, backs [href], and one of text, total {given, computed,
 *                      difference, unit, by_rounding}, source with or without date, date}]
 *               how [{label, kind, text, first, second, in_group, about}]: of a column, kind is
 *                      function share ratio gap gap_percent attainment (given: only about);
 *                      of a row of totals, its aggregate, with first the column of weights
 *               charts [{title, description, kind, svg (markup)}]
 *               Words of its charts, where the theme has them: table_missing,
 *                      chart_of_planned {achieved} {planned}, chart_planned
 *   entry       field (the field)  id label value  and for what one prints: `{{ entry.value }}`
 *               of, as the field's; columns [field] (of a list of records: members that any
 *                      of them fills)
 *               role, type, unit, help as the field's
 *   section     id (its anchor in the page)  name (the schema's id, or none)  heading role
 *               content (markup)  field (or none)  value
 *
 * Values: a text is text, markdown is markup, a number, money, date, percent or duration prints in
 * the page's language, a term is a term, a ref is a sheet, a file is {name, url, size}, a list is a
 * list of those, a record is a list of entries with a value (`for e in record`), whose members can
 * be named as well: `record.by.grado` (none where empty).
 *
 * Keys of i18n/ that the engine itself asks for: home, not_found, site_map, redirect (titles),
 *   map_title timeline_title compare_title {collection}, where the theme has their templates
 *   history_title {title}, version_title {title} {date}, withdrawn_title {title}, citation_version {date}
 *   {commit}, version_table {name}, history (a crumb), footnote_back (a label), related_by_term
 *   {field} {term}, related_by_reference {field} {title}, related_by_text {word}, citation_in
 *   {title}, address (a column of CSV files). A theme that lacks one is refused: theme_words.c has
 *   them in step.
 *
 * Functions: t(key, count=, name=…) the theme's text, {name} filled in and escaped where it stands;
 *   asset(name) its address; url(address) an address below the root with the base path in front.
 * Scripts add filters and functions of their own (view_scripts.h).
 * Filters: markdown (a text as markup), citation (a sheet or a version, as plain text: who, title,
 * catalogue, date, address; with a history, which version and its address).
 */
#ifndef SCHEDARIO_OUTPUT_VIEW_H
#define SCHEDARIO_OUTPUT_VIEW_H

#include "output/site.h"

/* What a page's getters need, as data_context.user. */
struct view_tables;
struct view {
    const struct site *site;
    const struct route *route;
    const struct view_tables *tables; /* of the page's sheet; NULL: none (output/view_table.h) */
    unsigned worker; /* whose scripts' state it is */
    const struct sheet *past; /* on the page of a version: the sheet as it was; NULL: unreadable */
    bool past_was_read;       /* it was asked for */
    const struct view_changes *changes; /* of the sheet whose history was asked for; NULL: not yet */
};

/* The globals' names, in the order of view_globals(). */
extern const char *const view_global_names[];
extern const size_t view_global_count;
extern const struct template_function view_functions[];
extern const size_t view_function_count;

/* The globals of a route's page, in the arena. */
const struct data *view_globals(const struct data_context *context);

#endif
