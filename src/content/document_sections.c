/*
 * document_sections.c - the body against the schema: its headings, and the fields that stand
 * as sections.
 */
#include "base/map.h"
#include "content/document.h"
#include "content/document_checks.h"
#include "content/markdown_field.h"
#include "content/markdown_nodes.h"
#include "content/value_reader.h"
#include "text/utf8.h"

#include <cmark-gfm.h>

/* --- what is said ------------------------------------------------------- */

static const struct problem title_in_body = {
    "heading-level",
    SEVERITY_WARNING,
    {"a heading of the first level stands in the text", "nel testo c'è un titolo di primo livello"},
    {"the page's title comes from the field \"%1\"; write headings with ##",
     "il titolo della pagina viene dal campo \"%1\"; scrivi i titoli con ##"}};
static const struct problem unknown_section = {
    "unknown-section",
    SEVERITY_ERROR,
    {"\"%1\" is not a section of the collection \"%2\"",
     "\"%1\" non è una sezione della raccolta \"%2\""},
    {"the sections are: %3; inside one of them write headings with ###",
     "le sezioni sono: %3; dentro una sezione scrivi i titoli con ###"}};
static const struct problem unknown_section_near = {
    "unknown-section",
    SEVERITY_ERROR,
    {"\"%1\" is not a section of the collection \"%2\"",
     "\"%1\" non è una sezione della raccolta \"%2\""},
    {"did you mean \"## %3\"?", "forse \"## %3\"?"}};
static const struct problem text_before_sections = {
    "text-outside-sections",
    SEVERITY_ERROR,
    {"this text stands before the first section", "questo testo sta prima della prima sezione"},
    {"put it under one of the headings: ## %1", "mettilo sotto uno dei titoli: ## %1"}};
static const struct problem repeated_section = {
    "repeated-section",
    SEVERITY_ERROR,
    {"the section \"%1\" is there twice", "la sezione \"%1\" è scritta due volte"},
    {"put both texts under one heading", "riunisci i due testi sotto un solo titolo"}};
static const struct problem missing_section = {
    "missing-section",
    SEVERITY_ERROR,
    {"the section \"%1\" is missing", "manca la sezione \"%1\""},
    {"add to the text below this line a heading \"## %1\", and its text",
     "aggiungi al testo sotto questa riga un titolo \"## %1\", e il suo testo"}};
static const struct problem empty_section = {
    "missing-section",
    SEVERITY_ERROR,
    {"the section \"%1\" is empty", "la sezione \"%1\" è vuota"},
    {"write its text below this heading", "scrivi il testo sotto questo titolo"}};
static const struct problem missing_section_field = {
    "missing-field",
    SEVERITY_ERROR,
    {"the field %1 is missing", "manca il campo %1"},
    {"add above this line \"%2: …\", or to the text a heading \"## %3\"",
     "aggiungi sopra questa riga \"%2: …\", oppure nel testo un titolo \"## %3\""}};
static const struct problem given_twice = {
    "field-given-twice",
    SEVERITY_ERROR,
    {"the field %1 is given above already", "il campo %1 è già indicato sopra"},
    {"keep one of the two: the line \"%2: …\" or this section",
     "tieni uno dei due: la riga \"%2: …\" oppure questa sezione"}};
static const struct problem not_a_list = {
    "section-no-list",
    SEVERITY_ERROR,
    {"the section \"%1\" must hold one list and nothing else",
     "la sezione \"%1\" deve contenere un elenco e nient'altro"},
    {"write each item on a line of its own, with a dash and a space before it",
     "scrivi ogni voce su una riga, preceduta da un trattino e uno spazio"}};
static const struct problem not_a_paragraph = {
    "section-no-paragraph",
    SEVERITY_ERROR,
    {"the section \"%1\" must hold one paragraph and nothing else",
     "la sezione \"%1\" deve contenere un solo paragrafo e nient'altro"},
    {"write it without lists, tables, pictures and empty lines",
     "scrivilo senza elenchi, tabelle, immagini e righe vuote"}};

/* --- one sheet while it is shaped ---------------------------------------- */

struct shaping {
    struct arena *arena;
    struct document *document;
    struct value_reader reader;
    struct diagnostics *diagnostics;
    struct markdown_ids *ids;
    bool again; /* after scripts: what counts is the tree, not the text that it came from */
};

static struct slice heading_of(const struct shaping *sheet, const struct section *section)
{
    return local_text_get(&section->heading, sheet->document->language);
}

static struct slice section_name(const void *sheet, size_t i)
{
    const struct shaping *shaping = sheet;
    return heading_of(shaping, shaping->document->collection->sections[i]);
}

static struct names section_names(const struct shaping *sheet)
{
    return (struct names){sheet->document->collection->section_count, section_name, sheet};
}

/* What is outside of the schema's sections is as grave as the collection says. */
static void set_severity(const struct shaping *sheet, struct diagnostic *diagnostic)
{
    if (sheet->document->collection->other_sections == SECTIONS_WARN)
        diagnostic->severity = SEVERITY_WARNING;
}

/* --- headings -------------------------------------------------------------- */

static struct slice fold_heading(const struct shaping *sheet, struct slice heading)
{
    struct slice folded = slice_trim(utf8_fold(sheet->arena, heading));
    if (slice_ends_with(folded, SLICE(":")))
        folded = slice_trim(slice_sub(folded, 0, folded.len - 1));
    return folded;
}

static void index_sections(const struct shaping *sheet, struct map *by_heading)
{
    const struct collection *collection = sheet->document->collection;
    for (size_t i = 0; i < collection->section_count; i++) {
        struct section *section = collection->sections[i];
        map_add(sheet->arena, by_heading, fold_heading(sheet, heading_of(sheet, section)), section);
        map_add(sheet->arena, by_heading, fold_heading(sheet, local_text_get(&section->heading, 0)),
                section);
    }
}

static void report_unknown_section(struct shaping *sheet, const struct heading *heading)
{
    const struct collection *collection = sheet->document->collection;
    if (collection->other_sections == SECTIONS_ALLOW)
        return;
    struct slice near = {0};
    if (value_reader_may_suggest(&sheet->reader))
        near = names_nearest(section_names(sheet), heading->text);
    set_severity(sheet,
                 diagnostic_add(sheet->diagnostics,
                                near.len ? &unknown_section_near : &unknown_section, heading->span,
                                value_reader_quote(&sheet->reader, heading->text), collection->id,
                                near.len ? near : names_list(sheet->arena, section_names(sheet))));
}

/* Comments (which never reach the page) and headings of the first level, which have a
 * warning of their own, are no text. */
static bool is_text(cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
        return cmark_node_get_heading_level(node) != 1;
    return cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK;
}

static void check_text_before(struct shaping *sheet, const struct markdown_section *before)
{
    const struct collection *collection = sheet->document->collection;
    if (collection->other_sections == SECTIONS_ALLOW || collection->section_count == 0)
        return;
    for (cmark_node *node = before->first; node; node = cmark_node_next(node)) {
        if (is_text(node)) {
            struct slice rest = before->source, line = {0};
            slice_next_line(&rest, &line);
            set_severity(sheet, diagnostic_add(sheet->diagnostics, &text_before_sections,
                                               span_of(sheet->document->file, line),
                                               section_name(sheet, 0)));
            return;
        }
        if (node == before->last)
            return;
    }
}

static void match_sections(struct shaping *sheet)
{
    struct document *document = sheet->document;
    struct map by_heading = {0};
    index_sections(sheet, &by_heading);
    for (size_t i = 0; i < document->markdown->section_count; i++) {
        const struct markdown_section *part = &document->markdown->sections[i];
        if (!part->heading) {
            check_text_before(sheet, part);
            continue;
        }
        const struct section *section =
            map_get(&by_heading, fold_heading(sheet, part->heading->text));
        if (!section)
            report_unknown_section(sheet, part->heading);
        else if (document->sections[section->index])
            diagnostic_add(sheet->diagnostics, &repeated_section, part->span,
                           heading_of(sheet, section))
                ->related = document->sections[section->index]->span;
        else
            document->sections[section->index] = part;
    }
}

static void check_levels(struct shaping *sheet)
{
    const struct markdown *markdown = sheet->document->markdown;
    const struct field *title = sheet->document->collection->by_role[ROLE_TITLE];
    for (size_t i = 0; title && i < markdown->heading_count; i++)
        if (markdown->headings[i].level == 1)
            diagnostic_add(sheet->diagnostics, &title_in_body, markdown->headings[i].span,
                           title->id);
}

/* --- fields that stand as sections ----------------------------------------- */

static const struct markdown *section_tree(struct shaping *sheet,
                                           const struct markdown_section *part,
                                           struct diagnostics *diagnostics)
{
    if (sheet->again)
        return markdown_section_tree(sheet->arena, sheet->document->markdown, part, diagnostics);
    return markdown_parse(sheet->arena, sheet->document->file, part->source, NULL, diagnostics);
}

static bool read_paragraph(struct shaping *sheet, const struct field *field,
                           const struct markdown_section *part, struct value *value)
{
    cmark_node *paragraph = part->first;
    if (part->first != part->last || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) {
        diagnostic_add(sheet->diagnostics, &not_a_paragraph, part->span,
                       heading_of(sheet, field->section));
        return false;
    }
    struct diagnostics known = {.arena = sheet->diagnostics->arena}; /* from the body's parse */
    const struct markdown *tree = section_tree(sheet, part, &known);
    if (!tree)
        return false;
    struct slice plain = markdown_plain_line(sheet->arena, tree);
    return value_reader_read_text(&sheet->reader, field, plain, part->span, value);
}

static struct span span_of_item(const struct shaping *sheet, const struct markdown_section *part,
                                struct slice source)
{
    struct slice body = sheet->document->body, rest = source, line = {0};
    bool is_view = source.len && source.ptr >= body.ptr && source.ptr < body.ptr + body.len;
    if (!is_view)
        return part->span;
    slice_next_line(&rest, &line);
    return span_of(sheet->document->file, line);
}

static bool read_items(struct shaping *sheet, const struct field *field,
                       const struct markdown_section *part, struct value *value)
{
    struct slice *sources;
    size_t count;
    bool good = true;
    if (!markdown_section_items(sheet->arena, part, &sources, &count)) {
        diagnostic_add(sheet->diagnostics, &not_a_list, part->span,
                       heading_of(sheet, field->section));
        return false;
    }
    struct markdown **trees = NULL;
    if (sheet->again) {
        trees = markdown_section_item_trees(sheet->arena, sheet->document->markdown, part, &count,
                                            sheet->diagnostics);
        sources = arena_array(sheet->arena, struct slice, count);
        for (size_t i = 0; i < count; i++)
            if (trees[i])
                sources[i] = markdown_plain_line(sheet->arena, trees[i]);
    }
    struct value *items = arena_array(sheet->arena, struct value, count);
    *value = (struct value){.kind = VALUE_LIST, .field = field, .span = part->span};
    value->as.list.items = items;
    for (size_t i = 0; i < count; i++) {
        struct value *item = &items[value->as.list.count];
        if (slice_trim(sources[i]).len == 0)
            continue;
        if (value_reader_read_text(&sheet->reader, field->item, sources[i],
                                   span_of_item(sheet, part, sources[i]), item)) {
            if (trees && item->kind == VALUE_MARKDOWN)
                item->as.markdown.tree = trees[i];
            value->as.list.count++;
        } else {
            good = false;
        }
    }
    return value_reader_check_list(&sheet->reader, value) && good;
}

static bool read_markdown(struct shaping *sheet, const struct field *field,
                          const struct markdown_section *part, struct value *value)
{
    struct slice source = part->source;
    struct markdown *tree = NULL;
    if (sheet->again) {
        tree = markdown_section_tree(sheet->arena, sheet->document->markdown, part,
                                     sheet->diagnostics);
        if (tree && !source.len)
            source = markdown_plain_line(sheet->arena, tree);
    }
    if (!value_reader_read_text(&sheet->reader, field, source, part->span, value))
        return false;
    if (tree && value->kind == VALUE_MARKDOWN)
        value->as.markdown.tree = tree;
    return true;
}

static bool read_section(struct shaping *sheet, const struct field *field,
                         const struct markdown_section *part, struct value *value)
{
    sheet->reader.name = field->id;
    switch (field->type) {
    case VALUE_LIST:
        return read_items(sheet, field, part, value);
    case VALUE_MARKDOWN:
        return read_markdown(sheet, field, part, value);
    default:
        return read_paragraph(sheet, field, part, value);
    }
}

static bool has_text(const struct markdown_section *part)
{
    return part && part->first;
}

static void take_field(struct shaping *sheet, const struct section *section)
{
    struct document *document = sheet->document;
    const struct field *field = section->field;
    const struct markdown_section *part = document->sections[section->index];
    struct value *value = &document->values[field->index];
    bool is_above = document->refused[field->index] || !value_is_empty(value);
    document->above[field->index] = is_above;
    if (is_above && part) {
        diagnostic_add(sheet->diagnostics, &given_twice, part->span,
                       document_name_field(sheet->arena, field, document->language), field->id)
            ->related = value->span;
    } else if (has_text(part)) {
        document->refused[field->index] = !read_section(sheet, field, part, value);
    }
}

/* --- what must be there ---------------------------------------------------- */

/* A section that is bound to a field is there where the field is, wherever it stands. */
static void check_required(struct shaping *sheet, const struct section *section)
{
    struct document *document = sheet->document;
    const struct markdown_section *part = document->sections[section->index];
    const struct field *field = section->field;
    bool is_given = has_text(part), is_wanted;
    is_wanted = document_wants(document, section->required, section->required_from);
    if (field) {
        struct value *value = &document->values[field->index];
        is_given = is_given || document->refused[field->index] || !value_is_empty(value);
        is_wanted = is_wanted || document_wants(document, field->required, field->required_from);
        if (!is_given && field->fallback && !document->is_translation) {
            *value = *field->fallback;
            return;
        }
    }
    /* A translation inherits the fields; a text that only the original has, readers miss. */
    if (is_given || !is_wanted || (document->is_translation && field))
        return;
    struct slice heading = heading_of(sheet, section);
    struct diagnostic *diagnostic;
    if (part)
        diagnostic = diagnostic_add(sheet->diagnostics, &empty_section, part->span, heading);
    else if (field)
        diagnostic = diagnostic_add(
            sheet->diagnostics, &missing_section_field, document->front_matter_end,
            document_name_field(sheet->arena, field, document->language), field->id, heading);
    else
        diagnostic = diagnostic_add(sheet->diagnostics, &missing_section,
                                    document->front_matter_end, heading);
    if (document->is_translation)
        diagnostic->severity = SEVERITY_WARNING;
}

/* What stands in the body has given its headings their ids there. */
bool document_field_is_in_body(const struct document *document, const struct value *value)
{
    const struct field *field = value->field;
    return field && field->section && document->sections[field->section->index] &&
           value->span.file == document->file &&
           value->span.start >= document->front_matter_end.start;
}

static void parse_fields(struct shaping *sheet)
{
    struct document *document = sheet->document;
    for (size_t i = 0; i < document->collection->field_count; i++) {
        struct value *value = &document->values[i];
        bool is_in_body = document_field_is_in_body(document, value);
        *value = markdown_field_parse_value(sheet->arena, value, is_in_body ? NULL : sheet->ids,
                                            sheet->diagnostics);
    }
}

static void take_sections(struct shaping *sheet)
{
    const struct collection *collection = sheet->document->collection;
    check_levels(sheet);
    match_sections(sheet);
    for (size_t i = 0; i < collection->section_count; i++) {
        if (collection->sections[i]->field)
            take_field(sheet, collection->sections[i]);
        check_required(sheet, collection->sections[i]);
    }
}

static struct shaping start(struct arena *arena, const struct schema *schema,
                            struct document *document, struct diagnostics *diagnostics)
{
    return (struct shaping){
        .arena = arena,
        .document = document,
        .reader =
            value_reader_start(arena, schema, document->language, document->status, diagnostics),
        .diagnostics = diagnostics,
    };
}

void document_shape_apart(struct arena *arena, const struct schema *schema,
                          struct document *document, struct diagnostics *diagnostics,
                          struct diagnostics *of_sections)
{
    bool outer = diagnostics->lenient;
    diagnostics->lenient = outer || document->status == STATUS_DRAFT;
    of_sections->lenient = diagnostics->lenient;
    struct shaping sheet = start(arena, schema, document, of_sections);
    sheet.ids = markdown_ids_create(arena);
    document->markdown =
        markdown_parse(arena, document->file, document->body, sheet.ids, diagnostics);
    if (document->markdown)
        take_sections(&sheet);
    sheet.diagnostics = diagnostics;
    parse_fields(&sheet);
    of_sections->lenient = diagnostics->lenient = outer;
}

void document_shape(struct arena *arena, const struct schema *schema, struct document *document,
                    struct diagnostics *diagnostics)
{
    document_shape_apart(arena, schema, document, diagnostics, diagnostics);
}

/* Read anew, with the trees that were made; what comes from the schema has none yet. */
static void take_fields_again(struct shaping *sheet)
{
    struct document *document = sheet->document;
    for (size_t i = 0; i < document->collection->section_count; i++) {
        const struct field *field = document->collection->sections[i]->field;
        if (!field || document->above[field->index])
            continue;
        struct value *value = &document->values[field->index];
        if (!document_field_is_in_body(document, value))
            *value = markdown_field_parse_value(sheet->arena, value, NULL, sheet->diagnostics);
    }
}

void document_shape_again(struct arena *arena, const struct schema *schema,
                          struct document *document, struct diagnostics *diagnostics)
{
    const struct collection *collection = document->collection;
    bool outer = diagnostics->lenient;
    diagnostics->lenient = outer || document->status == STATUS_DRAFT;
    struct shaping sheet = start(arena, schema, document, diagnostics);
    sheet.again = true;
    for (size_t i = 0; i < collection->section_count; i++) {
        const struct field *field = collection->sections[i]->field;
        document->sections[i] = NULL;
        if (!field || document->above[field->index])
            continue;
        document->values[field->index] = (struct value){.field = field};
        document->refused[field->index] = false;
    }
    take_sections(&sheet);
    take_fields_again(&sheet);
    diagnostics->lenient = outer;
}

static void reserve_ids(struct markdown_ids *ids, const struct value *value)
{
    const struct markdown *tree = value->kind == VALUE_MARKDOWN ? value->as.markdown.tree : NULL;
    for (size_t i = 0; tree && i < tree->heading_count; i++)
        markdown_ids_reserve(ids, tree->headings[i].id);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->as.list.count; i++)
        reserve_ids(ids, &value->as.list.items[i]);
    for (size_t i = 0; value->kind == VALUE_RECORD && i < value->field->field_count; i++)
        reserve_ids(ids, &value->as.record.members[i]);
}

struct markdown_ids *document_field_ids(struct arena *arena, const struct document *document)
{
    struct markdown_ids *ids = markdown_ids_create(arena);
    for (size_t i = 0; i < document->collection->field_count; i++)
        if (!document_field_is_in_body(document, &document->values[i]))
            reserve_ids(ids, &document->values[i]);
    return ids;
}
