#include "output/view_table.h"

#include "model/table_mark.h"
#include "output/chart.h"
#include "output/view_parts.h"
#include "text/escape.h"

/* ---- what is looked at --------------------------------------------------- */

/* A note below the table, in the order it is first referred to. */
struct shown_note {
    enum { NOTE_TEXT, NOTE_TOTAL, NOTE_SOURCE } kind;
    unsigned footnote; /* TEXT: of table->footnotes */
    const struct table_given *given;
    struct slice source;
    bool has_as_of;
    struct date as_of;
    size_t number, references;
};

struct table_view {
    const struct data_context *context;
    const struct edition *edition;
    const struct table *table;
    struct slice anchor,
        mark; /* ids: of the whole, for links from elsewhere; of its parts, short */
    VECTOR(struct shown_note) notes;
    size_t *note_of;            /* of each footnote: number; 0: not referred to yet */
    struct map notes_by_source; /* number */
};

static struct arena *arena_of(const struct table_view *view)
{
    return view->context->arena;
}

static struct data local(const struct table_view *view, const struct local_text *text)
{
    return view_optional(local_text_get(text, view->table->language));
}

/* ---- notes --------------------------------------------------------------- */

static struct slice note_id(const struct table_view *view, size_t number)
{
    return arena_format(arena_of(view), "%.*s-%zu", SLICE_ARG(view->mark), number);
}

static struct slice reference_id(const struct table_view *view, size_t number, size_t reference)
{
    return arena_format(arena_of(view), "%.*s-%zu-%zu", SLICE_ARG(view->mark), number, reference);
}

static size_t add_note(struct table_view *view, struct shown_note note)
{
    note.number = view->notes.count + 1;
    vector_push(arena_of(view), &view->notes, note);
    return note.number;
}

/* A reference to the note, as a cell shows it. */
static struct data refer(struct table_view *view, size_t number)
{
    struct shown_note *note = &view->notes.items[number - 1];
    note->references++;
    return VIEW_MAP(
        view->context, VIEW_PAIR("number", data_integer((int64_t)number)),
        VIEW_PAIR("id", data_text(reference_id(view, number, note->references))),
        VIEW_PAIR("href", data_text(arena_concat(arena_of(view), SLICE("#"), note_id(view, number),
                                                 (struct slice){0}))));
}

static struct data refer_to_footnote(struct table_view *view, unsigned footnote)
{
    if (!view->note_of[footnote])
        view->note_of[footnote] =
            add_note(view, (struct shown_note){.kind = NOTE_TEXT, .footnote = footnote});
    return refer(view, view->note_of[footnote]);
}

static struct data refer_to_source(struct table_view *view,
                                   const struct table_cell_details *details)
{
    struct buffer key = {0};
    buffer_add(&key, details->source);
    buffer_add_byte(&key, '\n');
    if (details->has_as_of)
        date_write_iso(&key, details->as_of);
    struct slice name = buffer_copy(&key, arena_of(view));
    buffer_release(&key);
    size_t number = (uintptr_t)map_get(&view->notes_by_source, name);
    if (!number) {
        number = add_note(view, (struct shown_note){.kind = NOTE_SOURCE,
                                                    .source = details->source,
                                                    .has_as_of = details->has_as_of,
                                                    .as_of = details->as_of});
        map_set(arena_of(view), &view->notes_by_source, name, (void *)(uintptr_t)number);
    }
    return refer(view, number);
}

static struct data marks_of(struct table_view *view, const unsigned *notes, size_t count,
                            const struct table_cell_details *details,
                            const struct table_given *given)
{
    struct data *marks = arena_array(arena_of(view), struct data, count + 2);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        marks[used++] = refer_to_footnote(view, notes[i]);
    if (details && (details->source.len || details->has_as_of))
        marks[used++] = refer_to_source(view, details);
    if (given)
        marks[used++] =
            refer(view, add_note(view, (struct shown_note){.kind = NOTE_TOTAL, .given = given}));
    return data_list(marks, used);
}

static struct slice date_text(const struct table_view *view, struct date date)
{
    struct buffer text = {0};
    date_write(&text, date, view->context->locale);
    struct slice copy = buffer_copy(&text, arena_of(view));
    buffer_release(&text);
    return copy;
}

/* A figure of a column that is no cell: a given total, a difference. */
static struct slice figure_text(const struct table_view *view, const struct table_column *column,
                                struct decimal number)
{
    struct table_column shown = *column;
    struct table_cell cell = {.kind = CELL_NUMBER, .as.number = number};
    struct buffer text = {0};
    if (number.scale > shown.scale)
        shown.scale =
            decimal_trim(number).scale > shown.scale ? decimal_trim(number).scale : shown.scale;
    table_write_cell(&text, &shown, &cell, view->context->locale);
    struct slice copy = buffer_copy(&text, arena_of(view));
    buffer_release(&text);
    return copy;
}

/* As its source writes it: 154, not 154,0. */
static struct slice given_text(const struct table_view *view, const struct table_given *given)
{
    struct table_column shown = view->table->columns[given->column];
    shown.scale = given->number.scale;
    return figure_text(view, &shown, given->number);
}

static struct data note_data(const struct table_view *view, const struct shown_note *note)
{
    const struct table *table = view->table;
    struct data *backs = arena_array(arena_of(view), struct data, note->references);
    struct data text = data_none(), given = data_none(), source = data_none(), date = data_none();
    for (size_t i = 0; i < note->references; i++)
        backs[i] =
            data_text(arena_concat(arena_of(view), SLICE("#"),
                                   reference_id(view, note->number, i + 1), (struct slice){0}));
    if (note->kind == NOTE_TEXT)
        text = local(view, &table->footnotes.items[note->footnote].text);
    if (note->kind == NOTE_SOURCE) {
        source = view_optional(note->source);
        date = note->has_as_of ? data_text(date_text(view, note->as_of)) : data_none();
    }
    if (note->kind == NOTE_TOTAL) {
        const struct table_column *column = &table->columns[note->given->column];
        struct decimal difference = note->given->difference;
        if (difference.units < 0)
            difference.units = -difference.units;
        given = VIEW_MAP(
            view->context, VIEW_PAIR("given", data_text(given_text(view, note->given))),
            VIEW_PAIR("computed", data_text(figure_text(view, column, note->given->computed))),
            VIEW_PAIR("difference", data_text(figure_text(view, column, difference))),
            VIEW_PAIR("unit", local(view, &column->unit.label)),
            VIEW_PAIR("by_rounding", data_boolean(!note->given->is_wrong)));
    }
    return VIEW_MAP(view->context, VIEW_PAIR("number", data_integer((int64_t)note->number)),
                    VIEW_PAIR("id", data_text(note_id(view, note->number))),
                    VIEW_PAIR("text", text), VIEW_PAIR("total", given), VIEW_PAIR("source", source),
                    VIEW_PAIR("date", date),
                    VIEW_PAIR("backs", data_list(backs, note->references)));
}

/* ---- cells --------------------------------------------------------------- */

static struct data cell_data(struct table_view *view, const struct table_column *column,
                             const struct table_cell *cell, const struct table_given *given)
{
    const struct table_cell_details *details = cell->details;
    struct buffer text = {0};
    struct data url = data_none(), lang = data_none();
    table_write_cell(&text, column, cell, view->context->locale);
    if (cell->kind == CELL_SHEET) {
        const struct sheet *sheet = cell->as.ref.sheet;
        const struct edition *edition = sheet ? sheet_edition(sheet, view->table->language) : NULL;
        buffer_add(&text, edition ? edition->title : cell->as.ref.id);
        if (sheet)
            url = view_href(view->context, sheet->url[view_route(view->context)->language]);
        if (edition && edition->language != view->table->language)
            lang = data_text(view_site(view->context)->schema->languages[edition->language]);
    }
    struct slice copy = buffer_copy(&text, arena_of(view));
    buffer_release(&text);
    bool is_partial = cell->counted < cell->counted_of && cell->kind > CELL_NOT_COMPUTABLE &&
                      cell->showing != SHOWN_AS_COUNT;
    return VIEW_MAP(
        view->context, VIEW_PAIR("text", data_text(copy)),
        VIEW_PAIR("numeric", data_boolean(table_type_is_number(column->type))),
        VIEW_PAIR("missing", data_boolean(cell->kind == CELL_MISSING)),
        VIEW_PAIR("not_computable", data_boolean(cell->kind == CELL_NOT_COMPUTABLE)),
        VIEW_PAIR("url", url), VIEW_PAIR("lang", lang),
        VIEW_PAIR("counted", is_partial ? data_integer(cell->counted) : data_none()),
        VIEW_PAIR("counted_of", is_partial ? data_integer(cell->counted_of) : data_none()),
        VIEW_PAIR("marks", marks_of(view, details ? details->notes : NULL,
                                    details ? details->note_count : 0, details, given)));
}

static size_t shown_columns(const struct table *table)
{
    size_t count = 0;
    for (size_t c = 0; c < table->column_count; c++)
        count += !table->columns[c].hidden;
    return count;
}

static struct data row_data(struct table_view *view, const struct table_cell *cells)
{
    const struct table *table = view->table;
    struct data *items = arena_array(arena_of(view), struct data, shown_columns(table));
    size_t count = 0;
    for (size_t c = 0; c < table->column_count; c++)
        if (!table->columns[c].hidden)
            items[count++] = cell_data(view, &table->columns[c], &cells[c], NULL);
    return VIEW_MAP(view->context, VIEW_PAIR("cells", data_list(items, count)));
}

/* The total that the source gives and that is not the one computed. */
static const struct table_given *given_for(const struct table *table,
                                           const struct table_group *group, size_t column)
{
    for (size_t i = 0; i < table->given.count; i++) {
        const struct table_given *given = &table->given.items[i];
        if (given->column == column && given->is_compared && given->differs &&
            (group ? given->group == group : !given->in_group))
            return given;
    }
    return NULL;
}

static struct data summary_data(struct table_view *view, const struct table_summary *summary,
                                const struct table_cell *cells, const struct table_group *group)
{
    const struct table *table = view->table;
    struct data *items = arena_array(arena_of(view), struct data, shown_columns(table));
    size_t count = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        if (column->hidden)
            continue;
        if (count == 0 || !table_summary_covers(summary, column)) {
            items[count++] = data_none();
            continue;
        }
        items[count++] =
            cell_data(view, column, &cells[c],
                      summary->aggregate == AGGREGATE_SUM ? given_for(table, group, c) : NULL);
    }
    return VIEW_MAP(view->context, VIEW_PAIR("label", local(view, &summary->label)),
                    VIEW_PAIR("aggregate", data_text(slice_from_string(
                                               table_aggregate_names[summary->aggregate]))),
                    VIEW_PAIR("cells", data_list(items, count)));
}

static struct data summaries_data(struct table_view *view, const struct table_cell *cells,
                                  const struct table_group *group)
{
    const struct table *table = view->table;
    struct data *items = arena_array(arena_of(view), struct data, table->summaries.count);
    size_t count = 0;
    for (size_t s = 0; s < table->summaries.count; s++) {
        const struct table_summary *summary = &table->summaries.items[s];
        if (group ? summary->in_groups : summary->in_table)
            items[count++] = summary_data(view, summary, &cells[s * table->column_count], group);
    }
    return data_list(items, count);
}

/* ---- columns and groups -------------------------------------------------- */

static struct data columns_data(struct table_view *view)
{
    const struct table *table = view->table;
    struct data *items = arena_array(arena_of(view), struct data, shown_columns(table));
    size_t count = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        if (column->hidden)
            continue;
        items[count++] = VIEW_MAP(
            view->context, VIEW_PAIR("id", data_text(column->id)),
            VIEW_PAIR("label", local(view, &column->label)),
            VIEW_PAIR("unit", local(view, &column->unit.label)),
            VIEW_PAIR("type", data_text(slice_from_string(table_type_names[column->type]))),
            VIEW_PAIR("numeric", data_boolean(table_type_is_number(column->type))),
            VIEW_PAIR("marks", marks_of(view, column->notes, column->note_count, NULL, NULL)));
    }
    return data_list(items, count);
}

static struct data groups_data(struct table_view *view)
{
    const struct table *table = view->table;
    struct data *items = arena_array(arena_of(view), struct data, table->groups.count);
    size_t count = 0;
    for (size_t g = 0; g < table->groups.count; g++) {
        const struct table_group *group = &table->groups.items[g];
        if (!group->row_count)
            continue;
        struct data *rows = arena_array(arena_of(view), struct data, group->row_count);
        struct data marks = marks_of(view, group->notes, group->note_count, NULL, NULL);
        for (size_t i = 0; i < group->row_count; i++)
            rows[i] = row_data(view, table->rows.items[group->first_row + i]);
        items[count++] = VIEW_MAP(
            view->context, VIEW_PAIR("label", view_optional(group->label)),
            VIEW_PAIR("marks", marks), VIEW_PAIR("rows", data_list(rows, group->row_count)),
            VIEW_PAIR("subtotals", summaries_data(view, group->summaries, group)));
    }
    return data_list(items, count);
}

/* ---- how it is computed -------------------------------------------------- */

static struct data explanation(const struct table_view *view, struct data label, const char *kind,
                               struct data text, const struct table_column *first,
                               const struct table_column *second, bool in_group, bool about)
{
    return VIEW_MAP(view->context, VIEW_PAIR("label", label),
                    VIEW_PAIR("kind", data_text(slice_from_string(kind))), VIEW_PAIR("text", text),
                    VIEW_PAIR("first", first ? local(view, &first->label) : data_none()),
                    VIEW_PAIR("second", second ? local(view, &second->label) : data_none()),
                    VIEW_PAIR("in_group", data_boolean(in_group)),
                    VIEW_PAIR("about", data_boolean(about)));
}

static struct data how_data(const struct table_view *view)
{
    static const char *const origins[] = {"given", "function",    "share",     "ratio",
                                          "gap",   "gap_percent", "attainment"};
    const struct table *table = view->table;
    VECTOR(struct data) items = {0};
    for (size_t c = 0; c < table->column_count; c++) {
        const struct table_column *column = &table->columns[c];
        if ((column->origin == ORIGIN_GIVEN && !column->how.text[0].len && !column->about) ||
            column->hidden)
            continue;
        bool is_derived = column->origin > ORIGIN_FUNCTION;
        struct data item = explanation(
            view, local(view, &column->label), origins[column->origin], local(view, &column->how),
            is_derived ? &table->columns[column->first] : NULL,
            is_derived && column->origin != ORIGIN_SHARE ? &table->columns[column->second] : NULL,
            column->in_group, column->about);
        vector_push(arena_of(view), &items, item);
    }
    bool said[AGGREGATES] = {0};
    for (size_t s = 0; s < table->summaries.count; s++) {
        const struct table_summary *summary = &table->summaries.items[s];
        if (said[summary->aggregate] && !summary->label.text[0].len)
            continue; /* below groups and below the table alike */
        said[summary->aggregate] = true;
        struct data item = explanation(
            view, local(view, &summary->label), table_aggregate_names[summary->aggregate],
            local(view, &summary->how),
            summary->aggregate == AGGREGATE_WEIGHTED_MEAN ? &table->columns[summary->weight] : NULL,
            NULL, false, false);
        vector_push(arena_of(view), &items, item);
    }
    return data_list(items.items, items.count);
}

/* ---- charts -------------------------------------------------------------- */

static struct slice word(const struct table_view *view, const char *key, const char *otherwise)
{
    struct slice text = theme_message(view_site(view->context)->theme, view->context->locale,
                                      view->context->language, slice_from_string(key), -1);
    return text.len ? text : slice_from_string(otherwise);
}

static struct data charts_data(const struct table_view *view)
{
    const struct table *table = view->table;
    struct chart_words words = {.missing = word(view, "table_missing", "no figure"),
                                .of_planned =
                                    word(view, "chart_of_planned", "{achieved} / {planned}"),
                                .planned = word(view, "chart_planned", "100%")};
    struct data *items = arena_array(arena_of(view), struct data, table->charts.count);
    size_t count = 0;
    for (size_t i = 0; i < table->charts.count; i++) {
        struct buffer svg = {0};
        const struct chart *chart = chart_create(arena_of(view), table, &table->charts.items[i],
                                                 view->context->locale, &words);
        if (!chart)
            continue;
        chart_write_svg(&svg, chart,
                        arena_format(arena_of(view), "%.*s-c%zu", SLICE_ARG(view->mark), i + 1));
        const char *kind = table_chart_names[table->charts.items[i].kind];
        items[count++] = VIEW_MAP(view->context, VIEW_PAIR("title", view_optional(chart->title)),
                                  VIEW_PAIR("description", view_optional(chart->description)),
                                  VIEW_PAIR("kind", data_text(slice_from_string(kind))),
                                  VIEW_PAIR("svg", data_markup(buffer_copy(&svg, arena_of(view)))));
        buffer_release(&svg);
    }
    return data_list(items, count);
}

/* ---- the table ----------------------------------------------------------- */

static struct slice anchor_of(const struct data_context *context, const struct table *table)
{
    return arena_concat(context->arena, SLICE("_indicators-"), table->id, (struct slice){0});
}

/* "_t2" of the page's second table. */
static struct slice mark_of(const struct data_context *context, const struct edition *edition,
                            const struct table *table)
{
    size_t number = 0;
    while (number < edition->document->table_count && edition->document->tables[number] != table)
        number++;
    return arena_format(context->arena, "_t%zu", number + 1);
}

struct data view_table(const struct data_context *context, const struct edition *edition,
                       const struct table *table)
{
    struct table_view view = {.context = context,
                              .edition = edition,
                              .table = table,
                              .anchor = anchor_of(context, table),
                              .mark = mark_of(context, edition, table),
                              .note_of =
                                  arena_array(context->arena, size_t, table->footnotes.count + 1)};
    unsigned page_language = view_route(context)->language;
    struct slice csv = table->csv_url[page_language];
    /* In the order they are read in, which is that of the notes. */
    struct data columns = columns_data(&view);
    struct data groups = groups_data(&view);
    struct data totals = summaries_data(&view, table->totals, NULL);
    struct data *notes = arena_array(context->arena, struct data, view.notes.count);
    for (size_t i = 0; i < view.notes.count; i++)
        notes[i] = note_data(&view, &view.notes.items[i]);
    return VIEW_MAP(
        context, VIEW_PAIR("id", data_text(table->id)), VIEW_PAIR("name", data_text(table->name)),
        VIEW_PAIR("anchor", data_text(view.anchor)), VIEW_PAIR("mark", data_text(view.mark)),
        VIEW_PAIR("caption", local(&view, &table->caption)),
        VIEW_PAIR("description", local(&view, &table->description)),
        VIEW_PAIR("csv", csv.len ? view_href(context, csv) : data_none()),
        VIEW_PAIR("columns", columns), VIEW_PAIR("grouped", data_boolean(table->is_grouped)),
        VIEW_PAIR("groups", groups), VIEW_PAIR("totals", totals),
        VIEW_PAIR("row_count", data_integer((int64_t)table->rows.count)),
        VIEW_PAIR("notes", data_list(notes, view.notes.count)), VIEW_PAIR("how", how_data(&view)),
        VIEW_PAIR("source", view_optional(table->source)),
        VIEW_PAIR("date",
                  table->has_as_of ? data_text(date_text(&view, table->as_of)) : data_none()),
        VIEW_PAIR("charts", charts_data(&view)));
}

/* ---- in their places ----------------------------------------------------- */

static void place(const struct data_context *context, const struct edition *edition,
                  struct slice id, struct buffer *out)
{
    const struct view_tables *tables = ((const struct view *)context->user)->tables;
    const struct document *document = edition->document;
    for (size_t i = 0; i < document->table_count; i++) {
        const struct table *table = document->tables[i];
        if (!slice_equal(table->id, id))
            continue;
        if (tables && tables->edition == edition) {
            buffer_add(out, tables->html[i]);
            return;
        }
        struct slice href = view_href(context, edition->sheet->url[context->language]).as.text;
        buffer_add_string(out, "<p><a href=\"");
        escape_html(out, href);
        buffer_add_byte(out, '#');
        escape_html(out, anchor_of(context, table));
        buffer_add_string(out, "\">");
        escape_html(out, local_text_get(&table->caption, table->language));
        buffer_add_string(out, "</a></p>\n");
        return;
    }
}

struct slice view_tables_place(const struct data_context *context, const struct edition *edition,
                               struct slice html)
{
    struct buffer out = {0};
    struct slice before, id;
    if (!edition->document->table_count)
        return html;
    while (table_mark_next(&html, &before, &id)) {
        buffer_add(&out, before);
        place(context, edition, id, &out);
    }
    buffer_add(&out, before);
    struct slice copy = buffer_copy(&out, context->arena);
    buffer_release(&out);
    return copy;
}
