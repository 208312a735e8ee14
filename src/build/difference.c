#include "build/difference.h"

#include "content/markdown.h"
#include "output/difference_words.h"
#include "output/offline.h"

#include <string.h>

static const char *say(const struct difference_style *style, const char *english,
                       const char *italian)
{
    return style->language == MESSAGES_ITALIAN ? italian : english;
}

void difference_write_text(struct buffer *out, struct slice text,
                           const struct difference_style *style)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '\n' || c == '\r' || c == '\t') {
            buffer_add_byte(out, ' ');
        } else if (c < ' ' || c == 0x7f) {
            buffer_add_byte(out, '?');
        } else {
            if (style->markdown && strchr("\\`*_[]<>~|#!&@", c))
                buffer_add_byte(out, '\\');
            buffer_add_byte(out, (char)c);
        }
    }
}

/* ---- words -------------------------------------------------------------- */

static bool is_cut(const struct difference_line *line, size_t index)
{
    return line->pieces[index].kind == PIECE_CUT;
}

static void write_pieces(struct buffer *out, const struct difference_line *line,
                         const struct difference_style *style)
{
    static const char *const marks[2][4][2] = {
        {{"", ""}, {"[-", "-]"}, {"{+", "+}"}, {"…", ""}},
        {{"", ""}, {"~~", "~~"}, {"**", "**"}, {"…", ""}},
    };
    size_t last = line->piece_count - 1;
    for (size_t i = 0; i <= last; i++) {
        const char *const *mark = marks[style->markdown][line->pieces[i].kind];
        bool is_joined = (i == 1 && is_cut(line, 0)) || (i == last && is_cut(line, last));
        if (i && !is_joined)
            buffer_add_byte(out, ' ');
        buffer_add_string(out, mark[0]);
        difference_write_text(out, line->pieces[i].text, style);
        buffer_add_string(out, mark[1]);
    }
}

/* ---- fields and sections ------------------------------------------------ */

static void write_items(struct buffer *out, const char *mark, const struct slice *items,
                        size_t count, const struct difference_style *style)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(out, mark);
        difference_write_text(out, items[i], style);
    }
}

static void write_label(struct buffer *out, const char *indent, struct slice label,
                        const struct difference_style *style)
{
    buffer_format(out, "%s%s", indent, style->markdown ? "- *" : "");
    difference_write_text(out, label, style);
    buffer_add_string(out, style->markdown ? "*:" : ":");
}

static void write_line(struct buffer *out, const struct difference_line *line,
                       const struct difference_style *style)
{
    switch (line->kind) {
    case LINE_VALUE:
        buffer_add_byte(out, ' ');
        difference_write_text(out, line->before, style);
        buffer_add_string(out, line->before.len ? " → " : "→ ");
        difference_write_text(
            out, line->after.len ? line->after : slice_from_string(say(style, "nothing", "niente")),
            style);
        break;
    case LINE_TERMS:
        write_items(out, " +", line->added, line->added_count, style);
        write_items(out, " -", line->removed, line->removed_count, style);
        break;
    case LINE_ORDER:
        buffer_add_string(out, say(style, " another order", " un altro ordine"));
        break;
    case LINE_FORM:
        buffer_add_string(out, say(style, " its form alone", " solo la forma"));
        break;
    case LINE_ADDED:
        buffer_add_string(out, say(style, " new section", " sezione nuova"));
        break;
    case LINE_REMOVED:
        buffer_add_string(out, say(style, " section removed", " sezione tolta"));
        break;
    case LINE_TEXT:
        buffer_add_byte(out, ' ');
        write_pieces(out, line, style);
        break;
    }
    buffer_add_byte(out, '\n');
}

static void write_status(struct buffer *out, const struct document_difference *difference,
                         const struct difference_style *style, const char *indent)
{
    static const char *const statuses[][MESSAGE_LANGUAGES] = {
        [STATUS_DRAFT] = {"draft", "bozza"},
        [STATUS_REVIEW] = {"in review", "in revisione"},
        [STATUS_PUBLISHED] = {"published", "pubblicata"},
    };
    write_label(out, indent, slice_from_string(say(style, "Status", "Stato")), style);
    buffer_format(out, " %s → %s\n", statuses[difference->status_before][style->language],
                  statuses[difference->status_after][style->language]);
}

void difference_write(struct buffer *out, const struct document_difference *difference,
                      const struct difference_style *style, const char *indent)
{
    struct arena arena = {0};
    struct difference_reader reader = {style->schema->locales[style->sheet_language],
                                       style->sheet_language, false};
    struct difference_lines lines = difference_words(&arena, difference, &reader);
    struct slice beginning = slice_from_string(say(style, "Beginning", "Inizio"));
    if (difference->status_changed)
        write_status(out, difference, style, indent);
    for (size_t i = 0; i < lines.field_count; i++) {
        write_label(out, indent, lines.fields[i].label, style);
        write_line(out, &lines.fields[i], style);
    }
    for (size_t i = 0; i < lines.section_count; i++) {
        struct slice heading = lines.sections[i].label;
        write_label(out, indent, heading.len ? heading : beginning, style);
        write_line(out, &lines.sections[i], style);
    }
    arena_release(&arena);
}

/* ---- a review ----------------------------------------------------------- */

static void write_heading(struct buffer *out, const char *text,
                          const struct difference_style *style)
{
    buffer_format(out, style->markdown ? "### %s\n\n" : "%s\n", text);
}

static void write_sheet(struct buffer *out, const struct review_sheet *sheet,
                        const struct difference_style *style)
{
    static const char *const kinds[][MESSAGE_LANGUAGES] = {
        [REVIEW_ADDED] = {"new", "nuova"},
        [REVIEW_CHANGED] = {"changed", "cambiata"},
        [REVIEW_RENAMED] = {"renamed", "rinominata"},
        [REVIEW_WITHDRAWN] = {"withdrawn", "ritirata"},
    };
    const char *kind = kinds[sheet->kind][style->language];
    struct slice base = style->schema->base_url;
    buffer_format(out, style->markdown ? "- %s: " : "  %s: ", kind);
    if (style->markdown && sheet->url.len)
        buffer_add_byte(out, '[');
    difference_write_text(out, sheet->title, style);
    if (style->markdown && sheet->url.len) {
        struct slice address = slice_after(sheet->url, 1);
        buffer_format(out, "](<%.*s", SLICE_ARG(base));
        if (style->offline)
            offline_write_file(out, address);
        else
            buffer_add(out, address);
        buffer_add_string(out, ">)");
    }
    buffer_add_string(out, style->markdown ? " (" : "\n    ");
    if (sheet->kind == REVIEW_RENAMED) {
        difference_write_text(out, sheet->path_before, style);
        buffer_add_string(out, " → ");
    }
    difference_write_text(
        out, sheet->path_after.len ? sheet->path_after : sheet->path_before, style);
    buffer_add_string(out, style->markdown ? ")\n" : "\n");
    struct difference_style own = *style;
    own.sheet_language = sheet->language;
    if (sheet->kind == REVIEW_CHANGED || sheet->kind == REVIEW_RENAMED)
        difference_write(out, &sheet->difference, &own, style->markdown ? "  " : "      ");
}

static void write_count(struct buffer *out, const struct review_count *count,
                        const struct difference_style *style)
{
    buffer_add_string(out, style->markdown ? "- " : "  ");
    difference_write_text(out, local_text_get(&count->collection->label, 0), style);
    if (count->field) {
        buffer_add_string(out, ", ");
        difference_write_text(out, count->label, style);
    }
    buffer_format(out, ": %zu → %zu\n", count->before, count->after);
}

static void write_value(struct buffer *out, const struct value *value,
                        const struct difference_style *style)
{
    struct buffer text = {0};
    value_write(&text, value, style->schema->locales[style->sheet_language],
                style->sheet_language);
    difference_write_text(out, buffer_view(&text), style);
    buffer_release(&text);
}

static void write_sum(struct buffer *out, const struct review_sum *sum,
                      const struct difference_style *style)
{
    struct value before = {.kind = VALUE_MONEY, .field = sum->field, .as.number = sum->before};
    struct value after = {.kind = VALUE_MONEY, .field = sum->field, .as.number = sum->after};
    struct slice label = local_text_get(&sum->field->label, 0);
    buffer_add_string(out, style->markdown ? "- " : "  ");
    difference_write_text(out, local_text_get(&sum->collection->label, 0), style);
    buffer_add_string(out, ", ");
    difference_write_text(out, label.len ? label : sum->field->id, style);
    buffer_add_string(out, say(style, " in all: ", " in tutto: "));
    if (sum->field->type != VALUE_MONEY)
        before.kind = after.kind = VALUE_NUMBER;
    write_value(out, &before, style);
    buffer_add_string(out, " → ");
    write_value(out, &after, style);
    buffer_add_byte(out, '\n');
}

static void write_problems(struct buffer *out, const struct review_result *result,
                           const struct difference_style *style)
{
    if (result->problems->count) {
        write_heading(out, say(style, "New problems", "Problemi nuovi"), style);
        struct diagnostic_style plain = {.language = style->language};
        buffer_add_string(out, style->markdown ? "```text\n" : "");
        diagnostics_write_text(out, result->problems, plain);
        buffer_add_string(out, style->markdown ? "```\n" : "");
        buffer_add_byte(out, '\n');
    }
    buffer_format(out,
                  say(style, "Problems: %zu new, %zu mended, %zu that were there before.\n",
                      "Problemi: %zu nuovi, %zu risolti, %zu che c'erano già.\n"),
                  result->problems->count, result->mended_count, result->old_problem_count);
}

void difference_write_review(struct buffer *out, const struct review_result *result,
                             const struct difference_style *style)
{
    if (result->sheet_count) {
        write_heading(out, say(style, "Sheets", "Schede"), style);
        for (size_t i = 0; i < result->sheet_count; i++)
            write_sheet(out, &result->sheets[i], style);
        buffer_add_byte(out, '\n');
    }
    if (result->other_file_count) {
        write_heading(out, say(style, "Other files", "Altri file"), style);
        for (size_t i = 0; i < result->other_file_count; i++) {
            buffer_add_string(out, style->markdown ? "- " : "  ");
            difference_write_text(out, result->other_files[i], style);
            buffer_add_byte(out, '\n');
        }
        buffer_add_byte(out, '\n');
    }
    if (result->count_count || result->sum_count) {
        write_heading(out, say(style, "What moves", "Che cosa si sposta"), style);
        for (size_t i = 0; i < result->count_count; i++)
            write_count(out, &result->counts[i], style);
        for (size_t i = 0; i < result->sum_count; i++)
            write_sum(out, &result->sums[i], style);
        buffer_add_byte(out, '\n');
    }
    write_problems(out, result, style);
}

void difference_write_html(struct buffer *out, struct slice markdown)
{
    struct arena arena = {0};
    struct diagnostics unheard = {.arena = &arena};
    struct text_file file = {SLICE("diff"), markdown};
    markdown_prepare();
    struct markdown *tree = markdown_parse(&arena, &file, file.text, NULL, &unheard);
    struct markdown_style style = {.plain_gfm = true};
    if (tree)
        markdown_write_html(out, tree, &style);
    arena_release(&arena);
}
