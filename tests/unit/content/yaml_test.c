#include "test.h"

#include "content/yaml.h"

#include <string.h>

static struct arena arena;
static struct diagnostics diagnostics;
static struct text_file file;

static int set_up(void **state)
{
    (void)state;
    arena = (struct arena){0};
    diagnostics = (struct diagnostics){.arena = &arena};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct yaml_node *parse_slice(struct slice text)
{
    /* Exactly as long as it is, so that the sanitizer sees a step past the end. */
    file = (struct text_file){SLICE("site.yaml"), arena_copy(&arena, text)};
    return yaml_parse(&arena, &file, file.text, &diagnostics);
}

static struct yaml_node *parse(const char *text)
{
    return parse_slice(slice_from_string(text));
}

static struct yaml_node *parse_good(const char *text)
{
    struct yaml_node *node = parse(text);
    if (diagnostics.count)
        print_error("%s: %s\n", text, diagnostics.items[0].problem->code);
    assert_int_equal(diagnostics.count, 0);
    assert_non_null(node);
    return node;
}

static struct slice message(size_t index, enum message_language language)
{
    struct buffer out = {0};
    diagnostic_write_message(&out, &diagnostics.items[index], language);
    struct slice text = buffer_copy(&out, &arena);
    buffer_release(&out);
    return text;
}

static void scalars_keep_their_text_whatever_they_look_like(void **state)
{
    (void)state;
    struct yaml_node *root = parse_good("a: no\nb: 012\nc: 1:30\nd: 2020-13-40\ne: 026081\n"
                                        "f: \"no\"\ng: 'L''acqua'\nh: |\n  uno\n  due\n");
    assert_int_equal(root->kind, YAML_MAPPING);
    assert_int_equal(root->count, 8);
    assert_slice_equal(yaml_get(root, "a")->text, "no");
    assert_true(yaml_get(root, "a")->plain);
    assert_slice_equal(yaml_get(root, "b")->text, "012");
    assert_slice_equal(yaml_get(root, "c")->text, "1:30");
    assert_slice_equal(yaml_get(root, "d")->text, "2020-13-40");
    assert_slice_equal(yaml_get(root, "e")->text, "026081");
    assert_false(yaml_get(root, "f")->plain);
    assert_slice_equal(yaml_get(root, "g")->text, "L'acqua");
    assert_slice_equal(yaml_get(root, "h")->text, "uno\ndue\n");
    assert_false(yaml_get(root, "h")->plain);
    assert_null(yaml_get(root, "z"));
    assert_null(yaml_get(NULL, "a"));
    assert_null(yaml_get(yaml_get(root, "a"), "a"));
    assert_slice_equal(yaml_get_key(root, "c")->text, "c");
}

static void only_plain_words_for_nothing_are_null(void **state)
{
    (void)state;
    struct yaml_node *root =
        parse_good("a:\nb: ~\nc: null\nd: NULL\ne: Null\nf: \"\"\ng: 'null'\nh: nullo\n");
    for (const char *key = "a\0b\0c\0d\0e\0"; *key; key += 2)
        assert_int_equal(yaml_get(root, key)->kind, YAML_NULL);
    for (const char *key = "f\0g\0h\0"; *key; key += 2)
        assert_int_equal(yaml_get(root, key)->kind, YAML_SCALAR);
}

static void names_may_be_words_for_nothing(void **state)
{
    (void)state;
    struct yaml_node *root = parse_good("null: 1\n~: 2\n");
    assert_int_equal(root->keys[0]->kind, YAML_SCALAR);
    assert_slice_equal(yaml_get(root, "null")->text, "1");
    assert_slice_equal(yaml_get(root, "~")->text, "2");
}

static void an_empty_document_is_null(void **state)
{
    (void)state;
    const char *const empty[] = {"", "\n\n", "# commento\n", "---\n", "---\n...\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        assert_int_equal(parse_good(empty[i])->kind, YAML_NULL);
    file = (struct text_file){SLICE("a.md"), {NULL, 0}};
    assert_int_equal(yaml_parse(&arena, &file, file.text, &diagnostics)->kind, YAML_NULL);
    assert_int_equal(diagnostics.count, 0);
}

static void assert_written(struct yaml_node *node, const char *expected)
{
    assert_slice_equal(span_text(node->span), expected);
}

static void spans_are_the_written_form(void **state)
{
    (void)state;
    const char *text = "\xEF\xBB\xBF"
                       "citt\xC3\xA0: \"\xE2\x82\xAC 84.498,00\"  # nota\r\n"
                       "emoji: '\xF0\x9F\x98\x80' \r\n"
                       "plain: due \xC3\xA8\r\n  parole   # nota\r\n"
                       "blocco: |\r\n  uno\r\n  due\r\n\r\n\r\n"
                       "# commento\r\n"
                       "lista: [a, {b: c}]\r\n"
                       "mappa:\r\n  x: 1\r\n  y:\r\n    - due\r\n    - tre \r\n\r\n# fine\r\n"
                       "vuoto:\r\n"
                       "ultimo: \xC3\xA8";
    struct yaml_node *root = parse_good(text);
    assert_written(yaml_get_key(root, "citt\xC3\xA0"), "citt\xC3\xA0");
    assert_written(yaml_get(root, "citt\xC3\xA0"), "\"\xE2\x82\xAC 84.498,00\"");
    assert_written(yaml_get(root, "emoji"), "'\xF0\x9F\x98\x80'");
    assert_written(yaml_get(root, "plain"), "due \xC3\xA8\r\n  parole");
    assert_written(yaml_get(root, "blocco"), "|\r\n  uno\r\n  due");
    assert_slice_equal(yaml_get(root, "blocco")->text, "uno\ndue\n");
    assert_written(yaml_get(root, "lista"), "[a, {b: c}]");
    assert_written(yaml_get(root, "lista")->items[1], "{b: c}");
    assert_written(yaml_get(root, "mappa"), "x: 1\r\n  y:\r\n    - due\r\n    - tre");
    assert_written(yaml_get(yaml_get(root, "mappa"), "y"), "- due\r\n    - tre");
    assert_int_equal(yaml_get(root, "vuoto")->span.length, 0);
    assert_written(yaml_get(root, "ultimo"), "\xC3\xA8");
    assert_int_equal(span_position(root->keys[0]->span).column, 1);
    assert_int_equal(root->span.start + root->span.length, file.text.len);
}

static void spans_hold_in_long_text_of_many_bytes_a_character(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 2000; i++)
        buffer_format(&text, "c%d: \"\xC3\xA0\xE2\x82\xAC%d\xF0\x9F\x98\x80\"\n", i, i);
    struct yaml_node *root = parse_slice(buffer_view(&text));
    buffer_release(&text);
    assert_int_equal(root->count, 2000);
    for (int i = 0; i < 2000; i++) {
        char expected[64];
        snprintf(expected, sizeof expected, "\"\xC3\xA0\xE2\x82\xAC%d\xF0\x9F\x98\x80\"", i);
        assert_slice_equal(span_text(root->items[i]->span), expected);
    }
}

static void front_matter_has_its_place_in_the_whole_file(void **state)
{
    (void)state;
    file = (struct text_file){SLICE("a.md"),
                              SLICE("---\ntitolo: Citt\xC3\xA0\nente: [x\n---\n\n# Testo: a: b\n")};
    struct slice part = slice_sub(file.text, 4, 15);
    struct yaml_node *root = yaml_parse(&arena, &file, part, &diagnostics);
    assert_slice_equal(span_text(yaml_get(root, "titolo")->span), "Citt\xC3\xA0");
    assert_int_equal(span_position(yaml_get(root, "titolo")->span).line, 2);

    part = slice_sub(file.text, 4, 24);
    assert_null(yaml_parse(&arena, &file, part, &diagnostics));
    struct position position = span_position(diagnostics.items[0].span);
    assert_string_equal(diagnostics.items[0].problem->code, "yaml-bracket-open");
    assert_int_equal(position.line, 3);
    assert_int_equal(position.column, 7);
}

/* One mistake each: what it is called, where it is marked, what is marked. */
static const struct {
    const char *text, *code;
    unsigned line, column;
    const char *marked; /* NULL: whatever */
} mistakes[] = {
    /* refused for what it is */
    {"a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1, "a"},
    {"a: 1\n\"a\": 3\n", "yaml-duplicate-key", 2, 1, "\"a\""},
    {"a: {b: 1, b: 2}\n", "yaml-duplicate-key", 1, 11, "b"},
    {"a: !!str foo\n", "yaml-tag", 1, 4, "!!str foo"},
    {"a: ! foo\n", "yaml-tag", 1, 4, "! foo"},
    {"a: !Attenzione\n", "yaml-tag", 1, 4, NULL},
    {"a: !x!y foo\n", "yaml-tag", 1, 4, "!x!y foo"},
    {"a: !<tag:x> foo\n", "yaml-tag", 1, 4, NULL},
    {"a: !nota [b]\n", "yaml-tag", 1, 4, NULL},
    {"a: &x foo\n", "yaml-anchor", 1, 4, NULL},
    {"a: &x {b: c}\n", "yaml-anchor", 1, 4, NULL},
    {"a: & foo\n", "yaml-anchor", 1, 4, "& foo"},
    {"a: *x\n", "yaml-alias", 1, 4, "*x"},
    {"a: *testo in corsivo\n", "yaml-alias", 1, 4, NULL},
    {"a: **grassetto** qui\n", "yaml-alias", 1, 4, "**grassetto** qui"},
    {"b: {<<: {a: 1}}\n", "yaml-merge", 1, 5, "<<"},
    {"a: 1\n---\nb: 2\n", "yaml-documents", 2, 1, "---"},
    {"a: 1\n...\n# poi\n--- b\n", "yaml-documents", 4, 1, "--- b"},
    {"a: 1\n...\n%TAG ! b\n", "yaml-documents", 3, 1, "%TAG ! b"},
    {"%YAML 1.1\n---\na: 1\n", "yaml-directive", 1, 1, "%YAML 1.1"},
    {"? [a]\n: b\n", "yaml-key", 1, 3, "[a]"},
    {"a: {{ nome }}\n", "yaml-key", 1, 5, "{ nome }"},
    {"{: b}\n", "yaml-key", 1, 2, NULL},
    {": b\n", "yaml-key", 1, 1, ":"},
    {"a: \"b\\0c\"\n", "yaml-control-character", 1, 4, "\"b\\0c\""},
    {"a: \"b\\x07c\"\n", "yaml-control-character", 1, 4, "\"b\\x07c\""},
    {"a: \"b\\Nc\"\n", "yaml-control-character", 1, 4, "\"b\\Nc\""},
    {"a: b\x01 c\n", "yaml-control-character", 1, 5, "\x01"},
    {"a: b\x7F\n", "yaml-control-character", 1, 5, "\x7F"},
    {"a: b\xC2\x85 c\n", "yaml-control-character", 1, 5, "\xC2\x85"},
    {"a: b\xE2\x80\xA8 c\n", "yaml-control-character", 1, 5, "\xE2\x80\xA8"},
    {"a: \xC3\xA8\nb: \xE9t\xE9\n", "yaml-encoding", 2, 4, "\xE9"},
    /* tabs */
    {"a:\n\tb: 1\n", "yaml-tab", 2, 1, "\t"},
    {"a: 1\n\tb: 1\n", "yaml-tab", 2, 1, "\t"},
    {"a: |\n  b\n\n\tc\n", "yaml-tab", 4, 1, "\t"},
    /* colons */
    {"titolo: Catalogo: le esperienze\n", "yaml-colon", 1, 9, "Catalogo: le esperienze"},
    {"- titolo: L'acqua: x # y\n", "yaml-colon", 1, 11, NULL},
    {"a: 1\nbudget 240\nc: 3\n", "yaml-no-colon", 2, 1, "budget 240"},
    {"budget 240\nc: 3\n", "yaml-no-colon", 1, 1, "budget 240"},
    {"a: 1\nbudget:240\nc: 3\n", "yaml-no-space", 2, 7, ":"},
    {"budget:240\nc: 3\n", "yaml-no-space", 1, 7, ":"},
    {"a: {budget:[240]}\n", "yaml-no-space", 1, 11, ":"},
    /* quotes and brackets */
    {"a: 1\nb: \"foo\nc: 1\n", "yaml-quote-open", 2, 4, "\"foo"},
    {"b: 'foo", "yaml-quote-open", 1, 4, "'foo"},
    {"a: \"foo\nb: \"bar\"\nc: 1\n", "yaml-quote-open", 1, 4, "\"foo"},
    {"a: 'uno\nb: l'altro\n", "yaml-quote-open", 1, 4, "'uno"},
    {"a: \"Rete\" di Vicenza\n", "yaml-quote-early", 1, 4, "\"Rete\" di Vicenza"},
    {"a: 'L'inclusione'\n", "yaml-quote-early", 1, 4, "'L'inclusione'"},
    {"a: [b, c\nd: 1\n", "yaml-bracket-open", 1, 4, "[b, c"},
    {"a: {b: c\nd: 1\n", "yaml-bracket-open", 1, 4, "{b: c"},
    {"a: [b] c\n", "yaml-bracket-early", 1, 8, "c"},
    /* indentation and lists */
    {"a: foo\n  b: bar\n", "yaml-indentation", 2, 3, "b"},
    {"a:\n    b: 1\n  c: 2\n", "yaml-indentation", 3, 3, "c: 2"},
    {"  a: 1\nb: 2\n", "yaml-indentation", 2, 1, "b: 2"},
    {"a: \"x\"\n  b: 1\n", "yaml-indentation", 2, 3, "b: 1"},
    {"a: - b\n   - c\n", "yaml-dash", 1, 4, "- b"},
    {"a:\n  - b\n  c: 1\n", "yaml-dash-missing", 3, 3, "c: 1"},
    {"a: > foo\n", "yaml-block", 1, 6, "foo"},
    /* the rest */
    {"a: @foo\n", "yaml-reserved", 1, 4, "@foo"},
    {"a: `foo`\n", "yaml-reserved", 1, 4, "`foo`"},
    {"a: %foo\n", "yaml-reserved", 1, 4, "%foo"},
    {"a: \"C:\\dir\"\n", "yaml-escape", 1, 7, "\\d"},
    {"a: \"\\ud800\"\n", "yaml-escape", 1, 5, "\\u"},
    {"a: ] b\n", "yaml-reserved", 1, 4, "] b"},
    {"{a: b}}\n", "yaml-syntax", 1, 7, "}"},
    {"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "yaml-conflict", 2, 1, "<<<<<<< HEAD"},
};

static void every_mistake_has_its_name_and_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        diagnostics = (struct diagnostics){.arena = &arena};
        parse(mistakes[i].text);
        if (diagnostics.count != 1)
            print_error("%s: %zu diagnostics\n", mistakes[i].text, diagnostics.count);
        assert_int_equal(diagnostics.count, 1);
        const struct diagnostic *found = &diagnostics.items[0];
        struct position position = span_position(found->span);
        if (strcmp(found->problem->code, mistakes[i].code) != 0 ||
            position.line != mistakes[i].line || position.column != mistakes[i].column)
            fail_msg("%s: expected %s at %u:%u, got %s at %zu:%zu", mistakes[i].text,
                     mistakes[i].code, mistakes[i].line, mistakes[i].column, found->problem->code,
                     position.line, position.column);
        if (mistakes[i].marked)
            assert_slice_equal(span_text(found->span), mistakes[i].marked);
        for (int language = 0; language < MESSAGE_LANGUAGES; language++) {
            assert_non_null(found->problem->text[language]);
            assert_non_null(found->problem->hint[language]);
            assert_true(slice_find_byte(message(0, language), '%') == SLICE_NOT_FOUND ||
                        strchr(mistakes[i].text, '%'));
        }
    }
}

static void the_hint_shows_the_text_in_quotes(void **state)
{
    (void)state;
    parse("titolo: L'acqua: \"bene comune\"\n");
    assert_slice_equal(diagnostics.items[0].arguments[0], "'L''acqua: \"bene comune\"'");
    parse("titolo: Acqua: bene comune\n");
    assert_slice_equal(diagnostics.items[1].arguments[0], "\"Acqua: bene comune\"");
}

static void a_duplicate_points_at_the_first(void **state)
{
    (void)state;
    struct yaml_node *root = parse("a: 1\nb: 2\na: 3\n");
    assert_int_equal(root->count, 2);
    assert_slice_equal(yaml_get(root, "a")->text, "1");
    assert_int_equal(span_position(diagnostics.items[0].related).line, 1);
}

static void what_is_refused_does_not_hide_what_follows(void **state)
{
    (void)state;
    struct yaml_node *root = parse("a: !x 1\nb: &y 2\nc: *y\nd: {[e]: f, g: h}\na: 5\n<<: 1\n");
    assert_int_equal(diagnostics.count, 6);
    assert_slice_equal(yaml_get(yaml_get(root, "d"), "g")->text, "h");
}

static struct slice repeat(const char *piece, size_t count, const char *tail)
{
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++)
        buffer_add_string(&text, piece);
    buffer_add_string(&text, tail);
    struct slice result = buffer_copy(&text, &arena);
    buffer_release(&text);
    return result;
}

static void depth_has_a_limit_that_comes_quickly(void **state)
{
    (void)state;
    const struct slice deep[] = {repeat("[", 60000, ""), repeat("{a: ", 60000, ""),
                                 repeat("- ", 60000, "x"), repeat("[", 33, "]")};
    for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
        diagnostics = (struct diagnostics){.arena = &arena};
        assert_null(parse_slice(deep[i]));
        assert_int_equal(diagnostics.count, 1);
        assert_string_equal(diagnostics.items[0].problem->code, "yaml-depth");
    }
    diagnostics = (struct diagnostics){.arena = &arena};
    char closed[64] = "";
    memset(closed, ']', 32);
    assert_non_null(parse_slice(repeat("[", 32, closed)));
    assert_int_equal(diagnostics.count, 0);
}

static void the_number_of_values_has_a_limit(void **state)
{
    (void)state;
    assert_null(parse_slice(repeat("- a\n", 100000, "")));
    assert_string_equal(diagnostics.items[0].problem->code, "yaml-size");
    assert_non_null(parse_slice(repeat("- a\n", 99999, "")));
    assert_int_equal(diagnostics.count, 1);
}

static void many_keys_and_many_duplicates_are_read_in_linear_time(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 40000; i++)
        buffer_format(&text, "k%d: 1\n", i % 39000);
    struct yaml_node *root = parse_slice(buffer_view(&text));
    buffer_release(&text);
    assert_int_equal(root->count, 39000);
    assert_int_equal(diagnostics.count, 1000);
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(scalars_keep_their_text_whatever_they_look_like),
        test(only_plain_words_for_nothing_are_null),
        test(names_may_be_words_for_nothing),
        test(an_empty_document_is_null),
        test(spans_are_the_written_form),
        test(spans_hold_in_long_text_of_many_bytes_a_character),
        test(front_matter_has_its_place_in_the_whole_file),
        test(every_mistake_has_its_name_and_its_place),
        test(the_hint_shows_the_text_in_quotes),
        test(a_duplicate_points_at_the_first),
        test(what_is_refused_does_not_hide_what_follows),
        test(depth_has_a_limit_that_comes_quickly),
        test(the_number_of_values_has_a_limit),
        test(many_keys_and_many_duplicates_are_read_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
