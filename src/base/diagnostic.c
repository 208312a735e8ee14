#include "base/diagnostic.h"

#include "base/character.h"
#include "base/span_index.h"
#include "base/vector.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* --- the list ----------------------------------------------------------- */

/* An argument quotes the input, which may be a megabyte on one line. */
static struct slice copy_argument(struct arena *arena, struct slice argument)
{
    if (argument.len <= DIAGNOSTIC_ARGUMENT_SIZE)
        return arena_copy(arena, argument);
    size_t end = DIAGNOSTIC_ARGUMENT_SIZE;
    while (end > DIAGNOSTIC_ARGUMENT_SIZE - 4 && ((unsigned char)argument.ptr[end] & 0xC0) == 0x80)
        end--;
    return arena_concat(arena, slice_sub(argument, 0, end), SLICE("…"), (struct slice){0});
}

static struct diagnostic *append(struct diagnostics *list, const struct diagnostic *diagnostic)
{
    if (list->count == list->capacity)
        list->items = vector_grow(list->arena, list->items, sizeof *list->items, &list->capacity);
    list->items[list->count] = *diagnostic;
    return &list->items[list->count++];
}

struct diagnostic *diagnostic_add_list(struct diagnostics *list, const struct problem *problem,
                                       struct span span, size_t count,
                                       const struct slice *arguments)
{
    assert(count <= DIAGNOSTIC_ARGUMENTS_MAX);
    struct diagnostic diagnostic = {
        .problem = problem, .severity = problem->severity, .span = span};
    if (list->lenient && diagnostic.severity == SEVERITY_ERROR)
        diagnostic.severity = SEVERITY_WARNING;
    for (size_t i = 0; i < count; i++)
        diagnostic.arguments[i] = copy_argument(list->arena, arguments[i]);
    return append(list, &diagnostic);
}

struct diagnostic *diagnostic_add_plain(struct diagnostics *list, const struct problem *problem,
                                        struct span span)
{
    return diagnostic_add_list(list, problem, span, 0, NULL);
}

void diagnostics_merge(struct diagnostics *into, const struct diagnostics *from)
{
    for (size_t i = 0; i < from->count; i++)
        append(into, &from->items[i]);
}

#define COMPARE_NUMBERS(a, b) (((a) > (b)) - ((a) < (b)))

static int compare_places(struct span a, struct span b)
{
    if (!a.file || !b.file)
        return (a.file != NULL) - (b.file != NULL);
    int order = slice_compare(a.file->path, b.file->path);
    if (!order)
        order = COMPARE_NUMBERS(a.start, b.start);
    return order ? order : COMPARE_NUMBERS(a.length, b.length);
}

/* 0 for two that say the same of the same place. */
static int compare(const struct diagnostic *a, const struct diagnostic *b)
{
    int order = compare_places(a->span, b->span);
    if (!order)
        order = strcmp(a->problem->code, b->problem->code);
    if (!order)
        order = strcmp(a->problem->text[MESSAGES_ENGLISH], b->problem->text[MESSAGES_ENGLISH]);
    for (size_t i = 0; !order && i < DIAGNOSTIC_ARGUMENTS_MAX; i++)
        order = slice_compare(a->arguments[i], b->arguments[i]);
    return order;
}

/* Of equal ones the gravest comes first, and stays. */
static int compare_for_sort(const void *a, const void *b)
{
    const struct diagnostic *one = a, *other = b;
    int order = compare(one, other);
    if (!order)
        order = COMPARE_NUMBERS(other->severity, one->severity);
    return order ? order : compare_places(one->related, other->related);
}

void diagnostics_sort(struct diagnostics *list)
{
    if (list->count == 0)
        return;
    qsort(list->items, list->count, sizeof *list->items, compare_for_sort);
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++)
        if (compare(&list->items[kept - 1], &list->items[i]) != 0)
            list->items[kept++] = list->items[i];
    list->count = kept;
}

size_t diagnostics_count(const struct diagnostics *list, enum severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->items[i].severity == severity;
    return count;
}

bool diagnostics_are_good(const struct diagnostics *list)
{
    return diagnostics_count(list, SEVERITY_ERROR) == 0 &&
           diagnostics_count(list, SEVERITY_FAILURE) == 0;
}

/* --- what it says ------------------------------------------------------- */

/* In the language, or in English where nobody has translated it yet. */
static const char *in_language(const char *const texts[], enum message_language language)
{
    return texts[language] ? texts[language] : texts[MESSAGES_ENGLISH];
}

static void fill_in(struct buffer *out, const char *text, const struct slice *arguments)
{
    for (const char *percent; (percent = strchr(text, '%')); text = percent + 2) {
        buffer_add(out, (struct slice){text, (size_t)(percent - text)});
        if (percent[1] >= '1' && percent[1] <= '9') {
            buffer_add(out, arguments[percent[1] - '1']);
        } else {
            assert(percent[1] == '%');
            buffer_add_byte(out, '%');
        }
    }
    buffer_add_string(out, text);
}

void diagnostic_write_message(struct buffer *out, const struct diagnostic *diagnostic,
                              enum message_language language)
{
    fill_in(out, in_language(diagnostic->problem->text, language), diagnostic->arguments);
}

bool diagnostic_write_hint(struct buffer *out, const struct diagnostic *diagnostic,
                           enum message_language language)
{
    const char *hint = in_language(diagnostic->problem->hint, language);
    if (!hint)
        return false;
    fill_in(out, hint, diagnostic->arguments);
    return true;
}

const char *severity_name(enum severity severity, enum message_language language)
{
    static const char *const names[][MESSAGE_LANGUAGES] = {
        [SEVERITY_NOTE] = {"note", "nota"},
        [SEVERITY_WARNING] = {"warning", "avviso"},
        [SEVERITY_ERROR] = {"error", "errore"},
        [SEVERITY_FAILURE] = {"failure", "guasto"},
    };
    return names[severity][language];
}

/* --- JSON (RFC 8259) ---------------------------------------------------- */

static void write_json_string(struct buffer *out, struct slice text)
{
    buffer_add_byte(out, '"');
    while (text.len) {
        size_t length;
        uint32_t character = character_decode(text, &length);
        if (character == CHARACTER_INVALID)
            buffer_add(out, SLICE("\xEF\xBF\xBD"));
        else if (character == '"' || character == '\\')
            buffer_format(out, "\\%c", (char)character);
        else if (character == '\n')
            buffer_add(out, SLICE("\\n"));
        else if (character < 0x20 || character == 0x7F)
            buffer_format(out, "\\u%04x", (unsigned)character);
        else
            buffer_add(out, slice_sub(text, 0, length));
        text = slice_after(text, length);
    }
    buffer_add_byte(out, '"');
}

static void write_json_place(struct buffer *out, struct span span, struct span_index *index)
{
    struct position start = span_index_position(index, span);
    buffer_add(out, SLICE("\"path\":"));
    write_json_string(out, span.file->path);
    buffer_format(out, ",\"line\":%zu,\"column\":%zu", start.line, start.column);
}

static void write_json(struct buffer *out, const struct diagnostic *diagnostic,
                       enum message_language language, struct span_index *index)
{
    struct span span = diagnostic->span;
    struct buffer text = {0};
    buffer_add_byte(out, '{');
    if (span.file) {
        struct span behind = span;
        behind.start += (uint32_t)span_text(span).len;
        struct position end = span_index_position(index, behind);
        write_json_place(out, span, index);
        buffer_format(out, ",\"end_line\":%zu,\"end_column\":%zu", end.line, end.column);
    } else {
        buffer_add(out, SLICE("\"path\":null,\"line\":null,\"column\":null,"
                              "\"end_line\":null,\"end_column\":null"));
    }
    buffer_format(out, ",\"severity\":\"%s\",\"code\":",
                  severity_name(diagnostic->severity, MESSAGES_ENGLISH));
    write_json_string(out, slice_from_string(diagnostic->problem->code));
    buffer_add(out, SLICE(",\"message\":"));
    diagnostic_write_message(&text, diagnostic, language);
    write_json_string(out, buffer_view(&text));
    buffer_add(out, SLICE(",\"hint\":"));
    buffer_clear(&text);
    if (diagnostic_write_hint(&text, diagnostic, language))
        write_json_string(out, buffer_view(&text));
    else
        buffer_add(out, SLICE("null"));
    if (diagnostic->related.file) {
        buffer_add(out, SLICE(",\"related\":{"));
        write_json_place(out, diagnostic->related, index);
        if (diagnostic->related_text[language]) {
            buffer_add(out, SLICE(",\"message\":"));
            write_json_string(out, slice_from_string(diagnostic->related_text[language]));
        }
        buffer_add_byte(out, '}');
    }
    buffer_add_byte(out, '}');
    buffer_release(&text);
}

void diagnostic_write_json(struct buffer *out, const struct diagnostic *diagnostic,
                           enum message_language language)
{
    struct arena arena = {0};
    struct span_index index = {.arena = &arena};
    write_json(out, diagnostic, language, &index);
    arena_release(&arena);
}

void diagnostics_write_json(struct buffer *out, const struct diagnostics *list,
                            enum message_language language)
{
    struct arena arena = {0};
    struct span_index index = {.arena = &arena};
    buffer_add(out, SLICE("["));
    for (size_t i = 0; i < list->count; i++) {
        buffer_add(out, i ? SLICE(",\n ") : SLICE("\n "));
        write_json(out, &list->items[i], language, &index);
    }
    buffer_add(out, list->count ? SLICE("\n]\n") : SLICE("]\n"));
    arena_release(&arena);
}
