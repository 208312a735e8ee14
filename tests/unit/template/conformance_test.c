/*
 * Runs every case of tests/template/ (each file holds many):
 *
 *     === a name that reads as a sentence
 *     --- context                    YAML: the globals; "@html …", "@date …", "@money …" are typed
 *     --- language it                of the page; default en
 *     --- template main.html         the first one is rendered
 *     --- template other.html        as many as are needed
 *     --- expect                     what must come out; the last line end is not part of it
 *     --- error                      or: lines "name:line:column: code", in order
 *
 * A line of "--- error" may go on with a text that the message must hold.
 */
#include "base/files.h"
#include "base/vector.h"
#include "content/schema.h"
#include "content/yaml.h"
#include "template/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct test_case {
    const char *file;
    size_t line;
    struct slice name, text;
};

static struct arena arena;

/* ------------------------------------------------------------------ context */

static const struct field euro = {.type = VALUE_MONEY, .currency = SLICE_INIT("EUR")};

static struct data typed(struct slice text)
{
    struct value *value = arena_new(&arena, struct value);
    const struct locale *locale = locale_open(&arena, SLICE("en"));
    if (slice_starts_with(text, SLICE("@html ")))
        return data_markup(slice_after(text, 6));
    if (slice_starts_with(text, SLICE("@date "))) {
        value->kind = VALUE_DATE;
        assert_int_equal(date_read(slice_after(text, 6), locale, &value->as.date, NULL),
                         READING_GOOD);
    } else if (slice_starts_with(text, SLICE("@duration "))) {
        value->kind = VALUE_DURATION;
        assert_int_equal(duration_read(slice_after(text, 10), locale, &value->as.duration, NULL),
                         READING_GOOD);
    } else if (slice_starts_with(text, SLICE("@money "))) {
        value->kind = VALUE_MONEY;
        value->field = &euro;
        assert_int_equal(decimal_read(slice_after(text, 7), locale, &value->as.number, NULL),
                         READING_GOOD);
    } else {
        return data_text(text);
    }
    return data_value(value);
}

static struct data scalar(const struct yaml_node *node)
{
    char text[64], *end;
    if (!node->plain)
        return typed(node->text);
    if (slice_equal_string(node->text, "true") || slice_equal_string(node->text, "false"))
        return data_boolean(node->text.len == 4);
    if (!node->text.len || node->text.len >= sizeof text)
        return typed(node->text);
    snprintf(text, sizeof text, "%.*s", SLICE_ARG(node->text));
    long long integer = strtoll(text, &end, 10);
    if (!*end)
        return data_integer(integer);
    double number = strtod(text, &end);
    if (!*end)
        return (struct data){.kind = DATA_NUMBER, .as.number = number};
    return typed(node->text);
}

struct thing {
    struct data title, size;
};

static void thing_title(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = ((const struct thing *)self)->title;
}

static void thing_size(const struct data_context *context, const void *self, struct data *result)
{
    (void)context;
    *result = ((const struct thing *)self)->size;
}

static const struct data_attribute thing_attributes[] = {{"title", thing_title},
                                                         {"size", thing_size}};
static const struct data_class thing_class = {"thing", thing_attributes, 2,
                                              NULL,    thing_title,      NULL};

static struct data data_of(const struct yaml_node *node)
{
    if (!node || node->kind == YAML_NULL)
        return data_none();
    if (node->kind == YAML_SCALAR)
        return scalar(node);
    if (node->kind == YAML_SEQUENCE) {
        struct data *items = arena_array(&arena, struct data, node->count + 1);
        for (size_t i = 0; i < node->count; i++)
            items[i] = data_of(node->items[i]);
        return data_list(items, node->count);
    }
    /* {thing: …, size: …} is an object */
    if (node->count && slice_equal_string(node->keys[0]->text, "thing")) {
        struct thing *thing = arena_new(&arena, struct thing);
        thing->title = data_of(node->items[0]);
        thing->size = data_of(yaml_get(node, "size"));
        return data_object(&thing_class, thing);
    }
    struct data_pair *pairs = arena_array(&arena, struct data_pair, node->count + 1);
    for (size_t i = 0; i < node->count; i++)
        pairs[i] = (struct data_pair){node->keys[i]->text, data_of(node->items[i])};
    return data_map(pairs, node->count);
}

/* ------------------------------------------------------------------ the host */

static bool host_hello(struct template_call *call, struct data *result)
{
    struct slice name = call->argument_count ? call->arguments[0].as.text : SLICE("nobody");
    struct slice end = SLICE("!");
    for (size_t i = 0; i < call->named_count; i++)
        if (slice_equal_string(call->named[i].name, "end"))
            end = call->named[i].data.as.text;
    *result = data_text(
        arena_concat(call->context->arena, SLICE("hello "), name, end, (struct slice){0}));
    return true;
}

static bool host_refuse(struct template_call *call, struct data *result)
{
    (void)result;
    call->error = SLICE("it does not want to");
    return false;
}

static bool host_bold(struct template_call *call, struct data *result)
{
    *result =
        data_markup(arena_concat(call->context->arena, SLICE("<b>"), call->arguments[0].as.text,
                                 SLICE("</b>"), (struct slice){0}));
    return true;
}

static const struct template_function functions[] = {
    {"hello", host_hello, false}, {"refuse", host_refuse, false}, {"bold", host_bold, true}};

/* ------------------------------------------------------------------ cases */

/* Takes a section off *rest: its header without the dashes, and its body. */
static bool next_section(struct slice *rest, struct slice *header, struct slice *body)
{
    if (!slice_starts_with(*rest, SLICE("--- ")))
        return false;
    slice_next_line(rest, header);
    *header = slice_trim(slice_after(*header, 4));
    struct slice start = *rest, line;
    while (rest->len && !slice_starts_with(*rest, SLICE("--- ")))
        slice_next_line(rest, &line);
    *body = slice_sub(start, 0, start.len - rest->len);
    if (slice_ends_with(*body, SLICE("\n")))
        body->len--;
    return true;
}

static void write_diagnostics(struct buffer *out, const struct diagnostics *diagnostics)
{
    struct diagnostic_style style = {MESSAGES_ENGLISH, false};
    for (size_t i = 0; i < diagnostics->count; i++)
        diagnostic_write_text(out, &diagnostics->items[i], style);
}

static bool errors_match(struct slice expected, struct diagnostics *diagnostics)
{
    struct slice line;
    size_t i = 0;
    diagnostics_sort(diagnostics);
    while (slice_next_line(&expected, &line)) {
        line = slice_trim(line);
        if (!line.len)
            continue;
        if (i >= diagnostics->count)
            return false;
        const struct diagnostic *diagnostic = &diagnostics->items[i++];
        struct position position = span_position(diagnostic->span);
        struct slice path = diagnostic->span.file ? diagnostic->span.file->path : SLICE("-");
        struct slice place =
            arena_format(&arena, "%.*s:%zu:%zu: %s", SLICE_ARG(path), position.line,
                         position.column, diagnostic->problem->code);
        /* "name:line:*: code" where the column is left to chance */
        struct slice loose = arena_format(&arena, "%.*s:%zu:*: %s", SLICE_ARG(path), position.line,
                                          diagnostic->problem->code);
        if (slice_starts_with(line, loose))
            place = loose;
        struct slice text = slice_trim(slice_after(line, place.len));
        struct buffer message = {0};
        diagnostic_write_text(&message, diagnostic,
                              (struct diagnostic_style){MESSAGES_ENGLISH, false});
        bool good = slice_starts_with(line, place) &&
                    (!text.len || slice_find(buffer_view(&message), text) != SLICE_NOT_FOUND);
        buffer_release(&message);
        if (!good)
            return false;
    }
    return i == diagnostics->count;
}

static void run_case(void **state)
{
    const struct test_case *test = *state;
    struct template_environment environment = {.functions = functions, .function_count = 3};
    struct slice rest = test->text, header, body, expected = {0}, errors = {0}, first = {0};
    struct slice language = SLICE("en");
    const char **names = NULL;
    struct data *globals = NULL;
    bool wants_error = false;
    struct diagnostics diagnostics = {.arena = &arena};
    while (next_section(&rest, &header, &body)) {
        if (slice_equal_string(header, "context")) {
            struct text_file *file = arena_new(&arena, struct text_file);
            *file = (struct text_file){SLICE("context.yaml"), body};
            struct yaml_node *node = yaml_parse(&arena, file, body, &diagnostics);
            assert_non_null(node);
            names = arena_array(&arena, const char *, node->count + 1);
            globals = arena_array(&arena, struct data, node->count + 1);
            for (size_t i = 0; i < node->count; i++) {
                names[i] = arena_string(&arena, node->keys[i]->text);
                globals[i] = data_of(node->items[i]);
            }
            environment.globals = names;
            environment.global_count = node->count;
        } else if (slice_starts_with(header, SLICE("language "))) {
            language = slice_after(header, 9);
        } else if (slice_starts_with(header, SLICE("template"))) {
            struct slice name = slice_trim(slice_after(header, 8));
            struct text_file *file = arena_new(&arena, struct text_file);
            if (!name.len)
                name = SLICE("main.html");
            *file = (struct text_file){name, body};
            map_set(&arena, &environment.sources, name, file);
            if (!first.len)
                first = name;
        } else if (slice_equal_string(header, "expect")) {
            expected = body;
        } else if (slice_equal_string(header, "error")) {
            errors = body;
            wants_error = true;
        } else {
            fail_msg("unknown section %.*s", SLICE_ARG(header));
        }
    }
    struct template_engine *engine = template_engine_create(&environment);
    struct data_context context = {&arena, locale_open(&arena, language), 0, NULL};
    struct buffer out = {0};
    bool good =
        template_render(engine, first, globals, &context, SLICE("page"), &out, &diagnostics);
    struct buffer shown = {0};
    write_diagnostics(&shown, &diagnostics);
    if (wants_error) {
        if (good || !errors_match(errors, &diagnostics))
            print_error("%s:%zu: expected\n%.*s\ngot\n%s\nand \"%s\"\n", test->file, test->line,
                        SLICE_ARG(errors), buffer_string(&shown), buffer_string(&out));
        assert_true(!good && errors_match(errors, &diagnostics));
    } else {
        if (!good || !slice_equal(expected, buffer_view(&out)))
            print_error("%s:%zu: expected\n\"%.*s\"\ngot\n\"%s\"\n%s\n", test->file, test->line,
                        SLICE_ARG(expected), buffer_string(&out), buffer_string(&shown));
        assert_true(good);
        assert_true(slice_equal(expected, buffer_view(&out)));
    }
    buffer_release(&shown);
    buffer_release(&out);
    template_engine_destroy(engine);
}

static void read_cases(const char *path, struct test_case **cases, size_t *count, size_t *capacity)
{
    struct file_error error;
    struct slice text, line;
    if (!file_read(&arena, path, 10 << 20, &text, &error))
        return;
    struct slice rest = text;
    size_t number = 0;
    struct test_case *last = NULL;
    const char *start = NULL;
    while (slice_next_line(&rest, &line)) {
        number++;
        if (!slice_starts_with(line, SLICE("=== ")))
            continue;
        if (last)
            last->text = slice_from(start, (size_t)(line.ptr - start));
        if (*count == *capacity)
            *cases = vector_grow(&arena, *cases, sizeof **cases, capacity);
        last = &(*cases)[(*count)++];
        *last = (struct test_case){path, number, slice_after(line, 4), {0}};
        start = line.ptr + line.len + 1;
    }
    if (last)
        last->text = slice_from(start, (size_t)(text.ptr + text.len - start));
}

int main(void)
{
    struct test_case *cases = NULL;
    size_t count = 0, capacity = 0, file_count;
    struct slice *files;
    struct file_error error;
    if (!directory_list(&arena, "tests/template", &files, &file_count, &error)) {
        fprintf(stderr, "run from the top of the source tree\n");
        return 1;
    }
    for (size_t i = 0; i < file_count; i++)
        if (slice_ends_with(files[i], SLICE(".txt")))
            read_cases(path_join(&arena, SLICE("tests/template"), files[i]).ptr, &cases, &count,
                       &capacity);
    struct CMUnitTest *tests = arena_array(&arena, struct CMUnitTest, count + 1);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){arena_string(&arena, cases[i].name), run_case, NULL, NULL,
                                       &cases[i]};
    int failed = _cmocka_run_group_tests("template conformance", tests, count, NULL, NULL);
    arena_release(&arena);
    return failed;
}
