/* Facets, ranges and orders: which of the hits stay, how many each further choice would give, and in
 * which order they come. */
#include "search/days.h"
#include "search/query_parts.h"

#include <stdlib.h>
#include <string.h>

/* The choices of one column. */
struct chosen {
    struct reader_column *column;
    uint8_t *allowed; /* by document */
};

struct choosing {
    struct reader *reader;
    const struct query_request *request;
    struct query_result *result;
    struct arena scratch;
    struct chosen chosen[QUERY_CHOICES_MAX];
    size_t chosen_count;
};

static bool mistaken(struct choosing *choosing, enum query_mistake mistake, struct slice name)
{
    choosing->result->mistake = mistake;
    choosing->result->mistaken = name;
    choosing->result->hit_count = choosing->result->all_count = 0;
    return false;
}

/* ---- ranges ------------------------------------------------------------- */

static bool take_digits(struct slice *rest, size_t max, int64_t *number, size_t *count)
{
    *number = 0;
    *count = 0;
    while (*count < max && *count < rest->len && rest->ptr[*count] >= '0' &&
           rest->ptr[*count] <= '9')
        *number = *number * 10 + (rest->ptr[(*count)++] - '0');
    *rest = slice_after(*rest, *count);
    return *count > 0;
}

/* "2017", "2017-06", "2017-06-30": its first day, or its last. */
static bool read_day(struct slice text, bool last, int64_t *day)
{
    int64_t parts[3] = {0, 1, 1};
    size_t count, given = 0;
    while (given < 3 && take_digits(&text, given ? 2 : 4, &parts[given], &count)) {
        given++;
        if (text.len && *text.ptr == '-' && text.len > 1)
            text = slice_after(text, 1);
        else
            break;
    }
    if (!given || text.len || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 || parts[2] > 31)
        return false;
    int year = (int)parts[0];
    unsigned month = (unsigned)parts[1];
    if (last && given < 3) { /* the day before the next year or month begins */
        bool next_year = given == 1 || month == 12;
        *day = days_from_date(next_year ? year + 1 : year, next_year ? 1 : month + 1, 1) - 1;
    } else {
        *day = days_from_date(year, month, (unsigned)parts[2]);
    }
    return true;
}

/* "50000" or "12.5", in units of 10 to the power of -scale. */
static bool read_number(struct slice text, unsigned scale, int64_t *number)
{
    int64_t whole, part = 0;
    size_t count, digits = 0;
    bool negative = text.len && *text.ptr == '-';
    if (negative)
        text = slice_after(text, 1);
    if (!take_digits(&text, 15, &whole, &count) || scale > 18)
        return false;
    if (text.len && *text.ptr == '.') {
        text = slice_after(text, 1);
        if (!take_digits(&text, scale, &part, &digits) && scale)
            return false;
    }
    for (; digits < scale; digits++)
        part *= 10;
    for (unsigned i = 0; i < scale; i++)
        if (__builtin_mul_overflow(whole, (int64_t)10, &whole))
            return false;
    *number = negative ? -(whole + part) : whole + part;
    return !text.len;
}

static bool read_end(struct slice text, const struct reader_column *column, unsigned scale,
                     bool last, int64_t *end)
{
    if (!text.len) {
        *end = last ? INT64_MAX : INT64_MIN;
        return true;
    }
    return column->uses & COLUMN_DAYS ? read_day(text, last, end) : read_number(text, scale, end);
}

static bool read_range(struct slice text, const struct reader_column *column, unsigned scale,
                       int64_t *from, int64_t *to)
{
    size_t at = slice_find(text, SLICE("..")), len = 2;
    if (at == SLICE_NOT_FOUND && !(column->uses & COLUMN_DAYS)) {
        at = slice_find_byte(slice_after(text, 1), '-');
        at = at == SLICE_NOT_FOUND ? at : at + 1;
        len = 1;
    }
    struct slice first = at == SLICE_NOT_FOUND ? text : slice_sub(text, 0, at);
    struct slice second = at == SLICE_NOT_FOUND ? text : slice_after(text, at + len);
    return (first.len || second.len) && read_end(first, column, scale, false, from) &&
           read_end(second, column, scale, true, to);
}

/* ---- choices ------------------------------------------------------------ */

static struct chosen *chosen_of(struct choosing *choosing, struct reader_column *column)
{
    for (size_t i = 0; i < choosing->chosen_count; i++)
        if (choosing->chosen[i].column == column)
            return &choosing->chosen[i];
    struct chosen *chosen = &choosing->chosen[choosing->chosen_count++];
    chosen->column = column;
    chosen->allowed = arena_array(&choosing->scratch, uint8_t,
                                  (size_t)choosing->reader->document_count + 1);
    return chosen;
}

static bool add_choice(struct choosing *choosing, const struct query_choice *choice)
{
    struct reader_column *wanted =
        reader_find_column(choosing->reader, choice->column, COLUMN_FACET | COLUMN_RANGE);
    if (!wanted)
        return mistaken(choosing, QUERY_NO_COLUMN, choice->column);
    const struct column *column = reader_column(choosing->reader, wanted);
    if (!column)
        return false;
    struct chosen *chosen = chosen_of(choosing, wanted);
    if (wanted->kind == COLUMN_TERMS) {
        for (uint32_t i = 0; i < column->value_count; i++) {
            const struct column_value *value = &column->values[i];
            if (!slice_equal(value->id, choice->value))
                continue;
            for (uint32_t j = 0; j < value->document_count; j++)
                chosen->allowed[value->documents[j]] = 1;
            return true;
        }
        return mistaken(choosing, QUERY_NO_VALUE, choice->value);
    }
    int64_t from, to;
    if (!read_range(choice->value, wanted, column->scale, &from, &to))
        return mistaken(choosing, QUERY_NO_VALUE, choice->value);
    for (uint32_t i = 0; i < column->document_count; i++)
        if (column->numbers[i] >= from && column->numbers[i] <= to)
            chosen->allowed[column->documents[i]] = 1;
    return true;
}

static bool is_allowed(const struct choosing *choosing, uint32_t document,
                       const struct reader_column *but)
{
    for (size_t i = 0; i < choosing->chosen_count; i++)
        if (choosing->chosen[i].column != but && !choosing->chosen[i].allowed[document])
            return false;
    return true;
}

static void count_facet(struct choosing *choosing, struct reader_column *wanted, uint8_t *counted)
{
    const struct query_result *result = choosing->result;
    const struct column *column = reader_column(choosing->reader, wanted);
    if (!column)
        return;
    memset(counted, 0, choosing->reader->document_count);
    for (size_t i = 0; i < result->hit_count; i++)
        counted[result->hits[i].document] = is_allowed(choosing, result->hits[i].document, wanted);
    uint32_t *counts = arena_array(&choosing->reader->answers, uint32_t, (size_t)column->value_count + 1);
    for (uint32_t i = 0; i < column->value_count; i++)
        for (uint32_t j = 0; j < column->values[i].document_count; j++)
            counts[i] += counted[column->values[i].documents[j]];
    choosing->result->facets[choosing->result->facet_count++] =
        (struct query_facet){wanted, counts};
}

static void count_facets(struct choosing *choosing)
{
    struct reader *reader = choosing->reader;
    uint8_t *counted =
        arena_array(&choosing->scratch, uint8_t, (size_t)reader->document_count + 1);
    choosing->result->facets =
        arena_array(&reader->answers, struct query_facet, (size_t)reader->column_count + 1);
    for (uint32_t i = 0; i < reader->column_count; i++)
        if (reader->columns[i].uses & COLUMN_FACET && reader->columns[i].kind == COLUMN_TERMS)
            count_facet(choosing, &reader->columns[i], counted);
}

static void keep_allowed(struct choosing *choosing)
{
    struct query_result *result = choosing->result;
    size_t kept = 0;
    result->all_count = 0;
    for (size_t i = 0; i < result->hit_count; i++)
        if (is_allowed(choosing, result->hits[i].document, NULL)) {
            result->all_count += result->hits[i].all;
            result->hits[kept++] = result->hits[i];
        }
    result->hit_count = kept;
}

/* ---- order -------------------------------------------------------------- */

struct ordered {
    struct query_hit hit;
    int64_t number;
    size_t place; /* by relevance */
    bool missing;
};

static int compare_ordered(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    if (x->missing != y->missing)
        return x->missing ? 1 : -1;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static bool sort_hits(struct choosing *choosing, struct slice name)
{
    struct query_result *result = choosing->result;
    struct arena *scratch = &choosing->scratch;
    bool descending = slice_starts_with(name, SLICE("-"));
    name = slice_after(name, descending ? 1 : 0);
    struct reader_column *wanted = reader_find_column(choosing->reader, name, COLUMN_SORT);
    if (!wanted || wanted->kind == COLUMN_TERMS)
        return mistaken(choosing, QUERY_NO_ORDER, name);
    const struct column *column = reader_column(choosing->reader, wanted);
    if (!column)
        return false;
    uint32_t *places =
        arena_array(scratch, uint32_t, (size_t)choosing->reader->document_count + 1);
    for (uint32_t i = 0; i < column->document_count; i++)
        places[column->documents[i]] = i + 1;
    struct ordered *ordered = arena_array(scratch, struct ordered, result->hit_count + 1);
    for (size_t i = 0; i < result->hit_count; i++) {
        uint32_t place = places[result->hits[i].document];
        int64_t number = place ? column->numbers[place - 1] : 0;
        ordered[i] = (struct ordered){result->hits[i], descending ? ~number : number, i, !place};
    }
    qsort(ordered, result->hit_count, sizeof *ordered, compare_ordered);
    for (size_t i = 0; i < result->hit_count; i++)
        result->hits[i] = ordered[i].hit;
    return true;
}

void query_choose(struct reader *reader, const struct query_request *request, bool by_list,
                  struct query_result *result)
{
    struct choosing choosing = {.reader = reader, .request = request, .result = result};
    bool good = true;
    for (size_t i = 0; i < request->choice_count && i < QUERY_CHOICES_MAX && good; i++)
        good = add_choice(&choosing, &request->choices[i]);
    if (good && request->counts)
        count_facets(&choosing);
    if (good)
        keep_allowed(&choosing);
    if (good && request->sort.len)
        sort_hits(&choosing, request->sort);
    else if (good && by_list)
        sort_hits(&choosing, SLICE(FORMAT_LIST));
    arena_release(&choosing.scratch);
}
