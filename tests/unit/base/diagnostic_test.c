#include "test.h"

#include "base/diagnostic.h"

#include <string.h>

static const struct problem bad_amount = {
    "field-type",
    SEVERITY_ERROR,
    {"\"%1\" is not an amount in %2", "\"%1\" non è un importo in %2"},
    {"write it as 240000 or \"240.000,00\"", "scrivi 240000 o \"240.000,00\""}};
static const struct problem plain = {"plain", SEVERITY_WARNING, {"100%% sure", NULL}, {NULL}};
static const struct problem broken = {"disk-full", SEVERITY_FAILURE, {"no room", "pieno"}, {NULL}};
static const struct problem remark = {"remark", SEVERITY_NOTE, {"look", "guarda"}, {"hint", NULL}};

static const struct text_file sheet = {
    SLICE_INIT("content/esperienze/all-inclusive.md"),
    SLICE_INIT("---\ntitolo: Uno\n\n\n\n\nbudget: 240mila\r\ncittà: là\n\tx\x1b[2J\x80y\n")};

static struct span find(const struct text_file *file, const char *words)
{
    size_t start = slice_find(file->text, slice_from_string(words));
    assert_true(start != SLICE_NOT_FOUND);
    return span_of(file, slice_sub(file->text, start, strlen(words)));
}

struct fixture {
    struct arena arena;
    struct diagnostics list;
    struct buffer out;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    fixture.list.arena = &fixture.arena;
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    buffer_release(&fixture->out);
    arena_release(&fixture->arena);
    return 0;
}

static const char *text_of(struct fixture *fixture, const struct diagnostic *diagnostic,
                           enum message_language language)
{
    buffer_clear(&fixture->out);
    diagnostic_write_text(&fixture->out, diagnostic, (struct diagnostic_style){language, false});
    return buffer_string(&fixture->out);
}

static void a_message_shows_the_line_the_place_and_the_hint(void **state)
{
    struct fixture *fixture = *state;
    struct diagnostic *found = diagnostic_add(&fixture->list, &bad_amount, find(&sheet, "240mila"),
                                              SLICE("240mila"), SLICE("EUR"));
    assert_string_equal(
        text_of(fixture, found, MESSAGES_ENGLISH),
        "content/esperienze/all-inclusive.md:7:9: error: \"240mila\" is not an amount in EUR "
        "[field-type]\n"
        "    7 | budget: 240mila\n"
        "      |         ^~~~~~~ write it as 240000 or \"240.000,00\"\n");
    assert_string_equal(
        text_of(fixture, found, MESSAGES_ITALIAN),
        "content/esperienze/all-inclusive.md:7:9: errore: \"240mila\" non è un importo in EUR "
        "[field-type]\n"
        "    7 | budget: 240mila\n"
        "      |         ^~~~~~~ scrivi 240000 o \"240.000,00\"\n");
}

static void without_a_place_there_is_no_line(void **state)
{
    struct fixture *fixture = *state;
    struct span nowhere = {0};
    assert_string_equal(
        text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, nowhere), MESSAGES_ITALIAN),
        "schedario: avviso: 100% sure [plain]\n");
    assert_string_equal(
        text_of(fixture, diagnostic_add_plain(&fixture->list, &broken, nowhere), MESSAGES_ITALIAN),
        "schedario: guasto: pieno [disk-full]\n");
    assert_string_equal(
        text_of(fixture, diagnostic_add_plain(&fixture->list, &remark, nowhere), MESSAGES_ENGLISH),
        "schedario: note: look [remark]\n      | hint\n");
    static const struct text_file empty = {SLICE_INIT("vuoto.md"), {NULL, 0}};
    assert_string_equal(text_of(fixture,
                                diagnostic_add_plain(&fixture->list, &plain, span_of_file(&empty)),
                                MESSAGES_ENGLISH),
                        "vuoto.md:1:1: warning: 100% sure [plain]\n");
}

static void a_second_place_has_a_line_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    struct diagnostic *found = diagnostic_add_plain(&fixture->list, &plain, find(&sheet, "là"));
    found->related = find(&sheet, "Uno");
    assert_string_equal(text_of(fixture, found, MESSAGES_ENGLISH),
                        "content/esperienze/all-inclusive.md:8:8: warning: 100% sure [plain]\n"
                        "    8 | città: là\n"
                        "      |        ^~\n"
                        "content/esperienze/all-inclusive.md:2:9: note: first stands here\n");
    assert_non_null(
        strstr(text_of(fixture, found, MESSAGES_ITALIAN), "md:2:9: nota: la prima volta è qui\n"));
    found->related_text[MESSAGES_ENGLISH] = "the whole is here";
    found->related_text[MESSAGES_ITALIAN] = "il totale è qui";
    assert_non_null(
        strstr(text_of(fixture, found, MESSAGES_ENGLISH), "md:2:9: note: the whole is here\n"));
    assert_non_null(
        strstr(text_of(fixture, found, MESSAGES_ITALIAN), "md:2:9: nota: il totale è qui\n"));
}

static void what_could_harm_a_terminal_is_not_shown(void **state)
{
    struct fixture *fixture = *state;
    struct diagnostic *found = diagnostic_add(&fixture->list, &bad_amount, find(&sheet, "y\n"),
                                              SLICE("a\x1b]0;\nb\tc\xFF"), SLICE("\xE2\x80\xAE"));
    assert_string_equal(text_of(fixture, found, MESSAGES_ENGLISH),
                        "content/esperienze/all-inclusive.md:9:8: error: \"a?]0;?b c\xEF\xBF\xBD\" "
                        "is not an amount "
                        "in ? [field-type]\n"
                        "    9 |     x?[2J\xEF\xBF\xBDy\n"
                        "      |           ^ write it as 240000 or \"240.000,00\"\n");
}

static void wide_and_combining_characters_keep_the_caret_in_place(void **state)
{
    struct fixture *fixture = *state;
    static const struct text_file wide = {SLICE_INIT("w.md"),
                                          SLICE_INIT("\xEF\xBB\xBF日本 e\xCC\x81 qui 日本")};
    assert_string_equal(
        text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, find(&wide, "qui 日本")),
                MESSAGES_ENGLISH),
        "w.md:1:7: warning: 100% sure [plain]\n"
        "    1 | 日本 e\xCC\x81 qui 日本\n"
        "      |        ^~~~~~~~\n");
    assert_string_equal(text_of(fixture,
                                diagnostic_add_plain(&fixture->list, &plain, span_of_file(&wide)),
                                MESSAGES_ENGLISH),
                        "w.md:1:1: warning: 100% sure [plain]\n"
                        "    1 | 日本 e\xCC\x81 qui 日本\n"
                        "      | ^\n");
}

/* The column under which the caret stands, counted in characters of the line above. */
static void assert_caret_under(const char *text, const char *expected)
{
    const char *line = strstr(text, " | ") + 3;
    const char *caret = strstr(line, " | ") + 3;
    size_t column = strcspn(caret, "^");
    while (column > 0 || ((unsigned char)*line & 0xC0) == 0x80) {
        line++;
        column -= ((unsigned char)*line & 0xC0) != 0x80;
    }
    assert_memory_equal(line, expected, strlen(expected));
}

static void a_long_line_is_cut_around_the_caret(void **state)
{
    struct fixture *fixture = *state;
    static char words[100001];
    for (size_t i = 0; i + 5 <= 100000; i += 5) {
        char word[6];
        snprintf(word, sizeof word, "%04zu ", i / 5 % 10000);
        memcpy(words + i, word, 5);
    }
    struct text_file file = {SLICE("long.md"), slice_from(words, 100000)};
    static const size_t places[] = {0, 5, 35, 50, 500, 50000, 99900, 99995};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct span span = {&file, (uint32_t)places[i], 4};
        char expected[6];
        snprintf(expected, sizeof expected, "%04zu ", places[i] / 5 % 10000);
        const char *text =
            text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, span), MESSAGES_ENGLISH);
        assert_true(strlen(text) < 400);
        assert_non_null(strstr(text, "…"));
        assert_caret_under(text, expected);
        assert_non_null(strstr(text, "^~~~\n"));
    }
    struct span whole = {&file, 10, 99990};
    const char *text =
        text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, whole), MESSAGES_ENGLISH);
    assert_true(strlen(text) < 400);
    struct span end = {&file, 100000, 0};
    text = text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, end), MESSAGES_ENGLISH);
    assert_true(strlen(text) < 400);
    assert_caret_under(text, "\n");

    memset(words, '\x80', 100000); /* nothing but bytes that are not UTF-8 */
    struct span middle = {&file, 50000, 1};
    text = text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, middle), MESSAGES_ENGLISH);
    assert_true(strlen(text) < 700);
    for (size_t i = 0; i < 100000; i += 2) /* nothing but combining marks */
        memcpy(words + i, "\xCC\x81", 2);
    text = text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, middle), MESSAGES_ENGLISH);
    assert_true(strlen(text) < 2000);
}

static void a_line_of_a_hundred_columns_is_whole(void **state)
{
    struct fixture *fixture = *state;
    char words[102];
    memset(words, 'x', sizeof words);
    words[100] = '\n';
    struct text_file file = {SLICE("l.md"), slice_from(words, 101)};
    struct span span = {&file, 99, 1};
    assert_null(strstr(
        text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, span), MESSAGES_ENGLISH),
        "…"));
    words[100] = 'x';
    assert_non_null(strstr(
        text_of(fixture, diagnostic_add_plain(&fixture->list, &plain, span), MESSAGES_ENGLISH),
        "…"));
}

static void colours_come_only_when_asked_for(void **state)
{
    struct fixture *fixture = *state;
    struct diagnostic *found = diagnostic_add(&fixture->list, &bad_amount, find(&sheet, "240mila"),
                                              SLICE("x"), SLICE("EUR"));
    assert_null(strchr(text_of(fixture, found, MESSAGES_ENGLISH), '\033'));
    buffer_clear(&fixture->out);
    diagnostic_write_text(&fixture->out, found, (struct diagnostic_style){MESSAGES_ENGLISH, true});
    const char *text = buffer_string(&fixture->out);
    assert_non_null(strstr(
        text, "\033[1mcontent/esperienze/all-inclusive.md:7:9:\033[0m \033[1;31merror:\033[0m "));
    assert_non_null(strstr(text, "\033[1;31m^~~~~~~\033[0m \033[36mwrite it"));
}

static void json_holds_everything_and_escapes_it(void **state)
{
    struct fixture *fixture = *state;
    struct diagnostic *found = diagnostic_add(&fixture->list, &bad_amount, find(&sheet, "240mila"),
                                              SLICE("a\"\\\n\t\x01\x80\xE2\x82"), SLICE("è"));
    diagnostic_write_json(&fixture->out, found, MESSAGES_ITALIAN);
    assert_string_equal(
        buffer_string(&fixture->out),
        "{\"path\":\"content/esperienze/all-inclusive.md\",\"line\":7,\"column\":9,"
        "\"end_line\":7,\"end_column\":16,\"severity\":\"error\",\"code\":\"field-type\","
        "\"message\":\"\\\"a\\\"\\\\\\n\\u0009\\u0001\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\\\" non "
        "è "
        "un importo in è\",\"hint\":\"scrivi 240000 o \\\"240.000,00\\\"\"}");
    buffer_clear(&fixture->out);
    found = diagnostic_add_plain(&fixture->list, &broken, (struct span){0});
    found->related = find(&sheet, "Uno");
    diagnostic_write_json(&fixture->out, found, MESSAGES_ENGLISH);
    assert_string_equal(
        buffer_string(&fixture->out),
        "{\"path\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,"
        "\"severity\":\"failure\",\"code\":\"disk-full\",\"message\":\"no room\",\"hint\":null,"
        "\"related\":{\"path\":\"content/esperienze/all-inclusive.md\",\"line\":2,\"column\":9}}");
    buffer_clear(&fixture->out);
    found->related_text[MESSAGES_ITALIAN] = "il \"totale\" è qui";
    diagnostic_write_json(&fixture->out, found, MESSAGES_ITALIAN);
    assert_non_null(strstr(buffer_string(&fixture->out),
                           "\"line\":2,\"column\":9,\"message\":\"il \\\"totale\\\" è qui\"}}"));
}

static void lists_are_sorted_by_place_and_say_nothing_twice(void **state)
{
    struct fixture *fixture = *state;
    static const struct text_file first = {SLICE_INIT("a.md"), SLICE_INIT("abc")};
    struct diagnostics other = {.arena = &fixture->arena};
    diagnostic_add_plain(&fixture->list, &remark, find(&sheet, "Uno"));
    diagnostic_add(&fixture->list, &bad_amount, find(&sheet, "Uno"), SLICE("2"), SLICE("EUR"));
    diagnostic_add(&fixture->list, &bad_amount, find(&sheet, "Uno"), SLICE("1"), SLICE("EUR"));
    other.lenient = true;
    diagnostic_add(&other, &bad_amount, find(&sheet, "Uno"), SLICE("1"), SLICE("EUR"));
    diagnostic_add_plain(&other, &plain, find(&first, "b"));
    diagnostic_add_plain(&other, &broken, find(&sheet, "titolo"));
    diagnostic_add_plain(&other, &remark, (struct span){0});
    diagnostics_merge(&other, &fixture->list);
    assert_int_equal(other.count, 7);
    diagnostics_sort(&other);
    assert_int_equal(other.count, 6);
    assert_null(other.items[0].span.file);
    assert_ptr_equal(other.items[1].span.file, &first);
    assert_ptr_equal(other.items[2].problem, &broken);
    assert_slice_equal(other.items[3].arguments[0], "1");
    assert_int_equal(other.items[3].severity, SEVERITY_ERROR);
    assert_slice_equal(other.items[4].arguments[0], "2");
    assert_ptr_equal(other.items[5].problem, &remark);
    struct diagnostics none = {0};
    diagnostics_sort(&none);
    assert_true(diagnostics_are_good(&none));
}

static void a_draft_is_warned_where_a_published_sheet_is_refused(void **state)
{
    struct fixture *fixture = *state;
    fixture->list.lenient = true;
    diagnostic_add(&fixture->list, &bad_amount, (struct span){0}, SLICE("1"), SLICE("EUR"));
    assert_true(diagnostics_are_good(&fixture->list));
    assert_int_equal(diagnostics_count(&fixture->list, SEVERITY_WARNING), 1);
    diagnostic_add_plain(&fixture->list, &broken, (struct span){0});
    assert_int_equal(diagnostics_count(&fixture->list, SEVERITY_FAILURE), 1);
    assert_false(diagnostics_are_good(&fixture->list));
}

static void a_long_argument_is_cut_between_characters(void **state)
{
    struct fixture *fixture = *state;
    char text[4000];
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 4 <= sizeof text; i += 4)
            memcpy(text + i, "\xF0\x9F\x98\x80", 4);
        struct diagnostic *found = diagnostic_add(&fixture->list, &bad_amount, (struct span){0},
                                                  slice_from(text, sizeof text), SLICE("EUR"));
        struct slice kept = found->arguments[0];
        assert_true(kept.len <= DIAGNOSTIC_ARGUMENT_SIZE + 3);
        assert_true(slice_ends_with(kept, SLICE("\x98\x80…")));
    }
    struct diagnostic *found =
        diagnostic_add(&fixture->list, &bad_amount, (struct span){0},
                       slice_from(text, DIAGNOSTIC_ARGUMENT_SIZE), SLICE(""));
    assert_int_equal(found->arguments[0].len, DIAGNOSTIC_ARGUMENT_SIZE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_message_shows_the_line_the_place_and_the_hint),
        TEST(without_a_place_there_is_no_line),
        TEST(a_second_place_has_a_line_of_its_own),
        TEST(what_could_harm_a_terminal_is_not_shown),
        TEST(wide_and_combining_characters_keep_the_caret_in_place),
        TEST(a_long_line_is_cut_around_the_caret),
        TEST(a_line_of_a_hundred_columns_is_whole),
        TEST(colours_come_only_when_asked_for),
        TEST(json_holds_everything_and_escapes_it),
        TEST(lists_are_sorted_by_place_and_say_nothing_twice),
        TEST(a_draft_is_warned_where_a_published_sheet_is_refused),
        TEST(a_long_argument_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
