#include "text/csv.h"

static char find_separator(struct slice text)
{
    size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len && (quoted || text.ptr[i] != '\n'); i++) {
        char c = text.ptr[i];
        quoted ^= c == '"';
        commas += !quoted && c == ',';
        semicolons += !quoted && c == ';';
        tabs += !quoted && c == '\t';
    }
    if (tabs && tabs >= commas && tabs >= semicolons)
        return '\t';
    return semicolons > commas ? ';' : ',';
}

static bool is_line_to_pass(struct slice text)
{
    struct slice line;
    struct slice rest = text;
    if (!slice_next_line(&rest, &line))
        return false;
    line = slice_trim(line);
    return line.len == 0 || line.ptr[0] == '#';
}

static void pass_lines(struct csv *csv)
{
    struct slice line;
    while (is_line_to_pass(csv->rest) && slice_next_line(&csv->rest, &line))
        continue;
}

void csv_start(struct csv *csv, struct arena *arena, struct slice text)
{
    *csv = (struct csv){.arena = arena, .rest = text};
    if (slice_starts_with(text, SLICE("\xef\xbb\xbf")))
        csv->rest = slice_after(text, 3);
    pass_lines(csv);
    csv->separator = find_separator(csv->rest);
}

static bool fail(struct csv *csv, enum csv_problem problem, struct slice where)
{
    csv->problem = problem;
    csv->where = where;
    csv->count = 0;
    return false;
}

/* From an opening quote on: its text without the quotes. */
static bool take_quoted(struct csv *csv, struct slice *field, struct slice *place)
{
    struct slice start = csv->rest;
    size_t i = 1, doubled = 0;
    while (i < start.len &&
           (start.ptr[i] != '"' || (i + 1 < start.len && start.ptr[i + 1] == '"'))) {
        doubled += start.ptr[i] == '"';
        i += start.ptr[i] == '"' ? 2 : 1;
    }
    if (i >= start.len)
        return fail(csv, CSV_OPEN_QUOTE, slice_sub(start, 0, 1));
    *place = *field = slice_sub(start, 1, i - 1);
    if (doubled) {
        char *copy = arena_allocate(csv->arena, field->len);
        size_t used = 0;
        for (size_t j = 0; j < field->len; j++) {
            copy[used++] = field->ptr[j];
            j += field->ptr[j] == '"';
        }
        *field = slice_from(copy, used);
    }
    csv->rest = slice_after(start, i + 1);
    return true;
}

static void pass_spaces(struct csv *csv)
{
    while (csv->rest.len && (csv->rest.ptr[0] == ' ' || csv->rest.ptr[0] == '\r' ||
                             (csv->rest.ptr[0] == '\t' && csv->separator != '\t')))
        csv->rest = slice_after(csv->rest, 1);
}

bool csv_next(struct csv *csv)
{
    if (csv->problem)
        return false;
    csv->count = 0;
    pass_lines(csv);
    if (!csv->rest.len)
        return false;
    for (;;) {
        struct slice field, place;
        if (csv->count == CSV_FIELDS_MAX)
            return fail(csv, CSV_TOO_MANY_FIELDS, slice_sub(csv->rest, 0, 1));
        pass_spaces(csv);
        if (csv->rest.len && csv->rest.ptr[0] == '"') {
            if (!take_quoted(csv, &field, &place))
                return false;
            pass_spaces(csv);
            if (csv->rest.len && csv->rest.ptr[0] != csv->separator && csv->rest.ptr[0] != '\n')
                return fail(csv, CSV_AFTER_QUOTE, slice_sub(csv->rest, 0, 1));
        } else {
            size_t end = 0;
            while (end < csv->rest.len && csv->rest.ptr[end] != csv->separator &&
                   csv->rest.ptr[end] != '\n')
                end++;
            place = field = slice_trim(slice_sub(csv->rest, 0, end));
            csv->rest = slice_after(csv->rest, end);
        }
        csv->fields[csv->count] = field;
        csv->places[csv->count++] = place;
        if (!csv->rest.len)
            return true;
        bool is_end = csv->rest.ptr[0] == '\n';
        csv->rest = slice_after(csv->rest, 1);
        if (is_end)
            return true;
    }
}
