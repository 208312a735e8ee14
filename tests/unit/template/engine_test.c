#include "base/vector.h"
#include "template/template.h"
#include "template/template_library.h"
#include "template/template_problems.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct arena arena, page;
    struct template_environment environment;
    struct template_engine *engine;
    struct diagnostics diagnostics;
    struct buffer out;
    const char *globals[4];
};

static void add_source(struct fixture *fixture, const char *name, const char *text)
{
    struct text_file *file = arena_new(&fixture->arena, struct text_file);
    *file = (struct text_file){slice_from_string(name),
                               arena_copy(&fixture->arena, slice_from_string(text))};
    map_set(&fixture->arena, &fixture->environment.sources, file->path, file);
}

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->globals[0] = "x";
    fixture->globals[1] = "list";
    fixture->environment.globals = fixture->globals;
    fixture->environment.global_count = 2;
    fixture->diagnostics.arena = &fixture->arena;
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    template_engine_destroy(fixture->engine);
    buffer_release(&fixture->out);
    arena_release(&fixture->page);
    arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

static bool render(struct fixture *fixture, const char *name, struct data x, struct data list)
{
    struct data globals[] = {x, list};
    struct data_context context = {.arena = &fixture->page};
    if (!fixture->engine)
        fixture->engine = template_engine_create(&fixture->environment);
    buffer_clear(&fixture->out);
    arena_reset(&fixture->page);
    return template_render(fixture->engine, slice_from_string(name), globals, &context,
                           SLICE("/pagina/"), &fixture->out, &fixture->diagnostics);
}

static void assert_rendered(struct fixture *fixture, const char *name, struct data x,
                            const char *expected)
{
    bool good = render(fixture, name, x, data_none());
    for (size_t i = 0; i < fixture->diagnostics.count; i++) {
        struct buffer shown = {0};
        diagnostic_write_text(&shown, &fixture->diagnostics.items[i],
                              (struct diagnostic_style){MESSAGES_ENGLISH, false});
        print_error("%s", buffer_string(&shown));
        buffer_release(&shown);
    }
    assert_true(good);
    assert_string_equal(buffer_string(&fixture->out), expected);
}

static const char *code_of(const struct fixture *fixture, size_t index)
{
    assert_true(index < fixture->diagnostics.count);
    return fixture->diagnostics.items[index].problem->code;
}

/* ------------------------------------------------------------------ rendering */

static void an_engine_renders_many_pages(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "a.html", "{% extends 'b.html' %}{% block c %}{{ x }}{% endblock %}");
    add_source(fixture, "b.html", "<{{ 'p' }}>{% block c %}{% endblock %}");
    for (int i = 0; i < 200; i++) {
        char expected[40];
        snprintf(expected, sizeof expected, "<p>%d", i);
        assert_rendered(fixture, "a.html", data_integer(i), expected);
    }
}

static void a_page_leaves_nothing_for_the_next(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "a.html",
               "{% from 'm.html' import c %}{{ seen|default('new') }}{% set seen = x %}{{ c() }}");
    add_source(fixture, "m.html", "{% set n = x %}{% macro c() %}{{ n }}{% endmacro %}");
    assert_rendered(fixture, "a.html", data_integer(1), "new1");
    assert_rendered(fixture, "a.html", data_integer(2), "new2");
}

static void a_failed_page_does_not_harm_the_next(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "a.html", "{% macro m(v) %}{{ 10 // v }}{% endmacro %}{{ m(x) }}");
    assert_false(render(fixture, "a.html", data_integer(0), data_none()));
    assert_string_equal(code_of(fixture, 0), "template-division");
    fixture->diagnostics.count = 0;
    assert_rendered(fixture, "a.html", data_integer(3), "3");
}

static void a_page_out_of_steps_or_memory_does_not_harm_the_next(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "a.html",
               "{% set ns = namespace(t='xxxxxxxx') %}{% for i in range(x) %}{% set ns.t = ns.t ~ "
               "ns.t %}{% endfor %}{{ ns.t|length }}");
    add_source(fixture, "b.html",
               "{% set r = range(x) %}{% for i in r %}{% for k in r %}{% for l in r %}{% endfor %}"
               "{% endfor %}{% endfor %}done");
    assert_false(render(fixture, "a.html", data_integer(60), data_none()));
    assert_string_equal(code_of(fixture, 0), "template-memory");
    assert_false(render(fixture, "b.html", data_integer(9000), data_none()));
    assert_string_equal(code_of(fixture, 1), "template-steps");
    fixture->diagnostics.count = 0;
    assert_rendered(fixture, "a.html", data_integer(4), "128");
    assert_rendered(fixture, "b.html", data_integer(4), "done");
}

/* Each takes hours if nobody counts. */
static void what_loops_or_calls_itself_pays_for_it(void **state)
{
    static const char *const names
        [] = {"0.html", "1.html", "2.html", "3.html", "4.html"},
   *const pages[] = {
       "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(45) }}",
       "{% set r = range(9000) %}{% for i in r if i != 3 %}{% for k in r if k != i %}{% endfor %}"
       "{% endfor %}",
       "{% set r = [1, 2] %}{% for i in r recursive %}{{ loop(r) if loop.depth < 45 }}{% endfor %}",
       "{% macro m(n) %}{% if n %}{{ caller() }}{% call m(n-1) %}{{ caller() }}{{ caller() }}"
       "{% endcall %}{% endif %}{% endmacro %}{% call m(40) %}x{% endcall %}",
       "{% block b %}{% set v = 1 %}{% endblock %}{% set r = range(9000) %}{% for i in r %}{% for "
       "k "
       "in r %}{{ self.b() }}{% endfor %}{% endfor %}",
   };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        add_source(fixture, names[i], pages[i]);
    /* A long body, all of it without a call. */
    struct buffer body = {0};
    buffer_add_string(&body, "{% set r = range(9000) %}{% for i in r %}{% for k in r %}");
    for (int i = 0; i < 20000; i++)
        buffer_add_string(&body, "{% set v = i %}");
    buffer_add_string(&body, "{% endfor %}{% endfor %}");
    add_source(fixture, "long.html", buffer_string(&body));
    for (size_t i = 0; i <= sizeof pages / sizeof *pages; i++) {
        const char *name = i < sizeof pages / sizeof *pages ? names[i] : "long.html";
        assert_false(render(fixture, name, data_none(), data_none()));
        const char *code = code_of(fixture, i);
        assert_true(strcmp(code, "template-steps") == 0 || strcmp(code, "template-memory") == 0);
    }
    buffer_release(&body);
}

static void a_message_names_the_page(void **state)
{
    struct fixture *fixture = *state;
    struct buffer shown = {0};
    add_source(fixture, "a.html", "\n {{ x.name.first }}");
    assert_false(render(fixture, "a.html", data_map(NULL, 0), data_none()));
    diagnostic_write_text(&shown, &fixture->diagnostics.items[0],
                          (struct diagnostic_style){MESSAGES_ITALIAN, false});
    assert_non_null(strstr(buffer_string(&shown), "a.html:2:12"));
    assert_non_null(strstr(buffer_string(&shown), "\"x.name\" è vuoto (none)"));
    assert_non_null(strstr(buffer_string(&shown), "pagina /pagina/"));
    buffer_release(&shown);
}

static void an_unknown_template_is_told(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "sheet.html", "");
    assert_false(render(fixture, "shet.html", data_none(), data_none()));
    assert_string_equal(code_of(fixture, 0), "template-missing");
    assert_true(template_exists(fixture->engine, SLICE("sheet.html")));
    assert_false(template_exists(fixture->engine, SLICE("shet.html")));
}

/* ------------------------------------------------------------------ check */

static void check_finds_mistakes_in_all_templates_at_once(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "a.html", "{{ nope }}");
    add_source(fixture, "b.html", "{% if %}");
    add_source(fixture, "c.html", "{{ 1|nofilter }}{{ 2|nofilter2 }}");
    add_source(fixture, "d.html", "{% include 'zzz.html' %}<script>{{ x }}</script>");
    add_source(fixture, "e.html", "{{ x }}");
    fixture->engine = template_engine_create(&fixture->environment);
    assert_false(template_engine_check(fixture->engine, &fixture->diagnostics));
    assert_int_equal(fixture->diagnostics.count, 6);
    diagnostics_sort(&fixture->diagnostics);
    assert_string_equal(code_of(fixture, 0), "template-unknown-name");
    assert_string_equal(code_of(fixture, 1), "template-syntax");
    assert_string_equal(code_of(fixture, 2), "template-unknown-filter");
    assert_string_equal(code_of(fixture, 3), "template-unknown-filter");
    assert_string_equal(code_of(fixture, 4), "template-missing");
    assert_string_equal(code_of(fixture, 5), "template-context");
    fixture->diagnostics.count = 0;
    assert_rendered(fixture, "e.html", data_integer(1), "1");
}

static void check_is_content_with_a_good_theme(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "base.html", "{{ title }}{% block a %}{% endblock %}");
    add_source(fixture, "a.html",
               "{% extends 'base.html' %}{% set title = x %}{% block a %}{% for i in list %}"
               "{% include 'part.html' %}{% endfor %}{% endblock %}");
    add_source(fixture, "part.html", "{{ i }}{{ loop.index }}{{ title }}");
    fixture->engine = template_engine_create(&fixture->environment);
    assert_true(template_engine_check(fixture->engine, &fixture->diagnostics));
    assert_int_equal(fixture->diagnostics.count, 0);
}

static void a_block_that_nobody_shows_is_a_warning(void **state)
{
    struct fixture *fixture = *state;
    add_source(fixture, "base.html", "{% block content %}{% endblock %}");
    add_source(fixture, "a.html", "{% extends 'base.html' %}{% block contnet %}{% endblock %}");
    fixture->engine = template_engine_create(&fixture->environment);
    assert_true(template_engine_check(fixture->engine, &fixture->diagnostics));
    assert_int_equal(fixture->diagnostics.count, 1);
    assert_string_equal(code_of(fixture, 0), "template-unknown-block");
    assert_int_equal(fixture->diagnostics.items[0].severity, SEVERITY_WARNING);
    assert_true(slice_find(fixture->diagnostics.items[0].arguments[1], SLICE("content")) !=
                SLICE_NOT_FOUND);
}

/* ------------------------------------------------------------------ large and odd templates */

static void a_template_of_three_thousand_lines_works(void **state)
{
    struct fixture *fixture = *state;
    struct buffer text = {0};
    for (int i = 0; i < 300; i++)
        buffer_format(&text, "{%% set v%d = %d %%}", i, i);
    buffer_add_string(&text, "{% macro m(a) %}{{ a + v299 }}{% endmacro %}");
    for (int i = 0; i < 3000; i++)
        buffer_format(&text,
                      "<p title=\"{{ v%d }}\">line %d {%% if v%d %%}{{ m(1) }}{%% endif %%}</p>\n",
                      i % 300, i, i % 300);
    buffer_add_string(&text, "{% for q in [1, 2] %}");
    for (int i = 0; i < 300; i++)
        buffer_format(&text, "{%% set w%d = v%d + q %%}{%% with z = w%d %%}{{ z }}{%% endwith %%}",
                      i, i, i);
    buffer_add_string(&text, "{% endfor %}{{ 1 // x }}");
    add_source(fixture, "big.html", buffer_string(&text));
    assert_true(render(fixture, "big.html", data_integer(1), data_none()));
    assert_true(slice_ends_with(buffer_view(&fixture->out), SLICE("3003011")));
    assert_true(fixture->out.len > 90000);
    /* The line of an error behind it all is right. */
    assert_false(render(fixture, "big.html", data_integer(0), data_none()));
    assert_int_equal(span_position(fixture->diagnostics.items[0].span).line, 3001);
    buffer_release(&text);
}

static void macros_in_macros_with_many_variables_work(void **state)
{
    struct fixture *fixture = *state;
    struct buffer text = {0};
    for (int level = 0; level < 6; level++) {
        buffer_format(&text, "{%% macro m%d() %%}", level);
        for (int i = 0; i < 60; i++)
            buffer_format(&text, "{%% set v%d_%d = %d %%}", level, i, i);
    }
    for (int level = 0; level < 6; level++)
        for (int i = 0; i < 60; i++)
            buffer_format(&text, "{{ v%d_%d }}", level, i);
    for (int level = 5; level >= 0; level--)
        buffer_format(&text, "{%% endmacro %%}{{ m%d() }}", level);
    add_source(fixture, "deep.html", buffer_string(&text));
    assert_true(render(fixture, "deep.html", data_none(), data_none()));
    assert_int_equal(fixture->out.len, 6 * (10 + 50 * 2));
    buffer_release(&text);
}

static void every_cut_of_a_template_is_survived(void **state)
{
    struct fixture *fixture = *state;
    static const char text[] =
        "{% extends \"b.html\" %}{% set a, b = [1, {'k': 'v'}] %}{% block c scoped %}<a href=\"/{{ "
        "x|default('y', true) }}\">{%- for i, j in [[1, 2]] if i is odd recursive -%}{{ loop.index "
        "}}"
        "{{ i ~ 'a' if j else -2 ** 3 }}{% else %}{% endfor %}</a>{# c #}{% raw %}{{{% endraw %}"
        "{% macro m(p, q=1) %}{{ caller(p[1:2]) }}{% endmacro %}{% call(z) m(1) %}{{ z }}{% "
        "endcall %}"
        "{% include 'x' ignore missing %}{% endblock %}";
    for (size_t length = 0; length < sizeof text; length++) {
        struct fixture *own;
        set_up((void **)&own);
        char *part = arena_string(&own->arena, slice_from(text, length));
        add_source(own, "a.html", part);
        add_source(own, "b.html", "{% block c %}{% endblock %}");
        render(own, "a.html", data_none(), data_none());
        /* and with a hole where that byte was */
        char *holed = arena_string(&own->arena, slice_from_string(text));
        if (length + 1 < sizeof text)
            holed[length] = ' ';
        add_source(own, "h.html", holed);
        template_engine_destroy(own->engine);
        own->engine = NULL;
        render(own, "h.html", data_none(), data_none());
        tear_down((void **)&own);
    }
    (void)fixture;
}

static void a_list_of_ten_thousand_is_no_trouble(void **state)
{
    struct fixture *fixture = *state;
    struct data *items = arena_array(&fixture->arena, struct data, 10000);
    for (int i = 0; i < 10000; i++)
        items[i] = data_integer(9999 - i);
    add_source(fixture, "a.html",
               "{% for i in list|sort %}<li>{{ i }}</li>{% endfor %}{{ list|unique|list|length }}");
    assert_true(render(fixture, "a.html", data_none(), data_list(items, 10000)));
    assert_int_equal(fixture->diagnostics.count, 0);
    assert_true(fixture->out.len > 100000);
}

static void assert_text(const char *text)
{
    assert_true(text && *text);
    for (const char *c = text; *c; c++)
        if (*c == '%') {
            c++;
            assert_true(*c == '%' || (*c >= '1' && *c <= '9'));
        }
}

static void every_problem_speaks_both_languages(void **state)
{
    (void)state;
#define PROBLEM(identifier, ...) &identifier,
    static const struct problem *const problems[] = {TEMPLATE_PROBLEMS(PROBLEM)};
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        for (size_t language = 0; language < MESSAGE_LANGUAGES; language++) {
            assert_text(problems[i]->text[language]);
            if (problems[i]->hint[0])
                assert_text(problems[i]->hint[language]);
        }
        assert_true(!problems[i]->hint[0] == !problems[i]->hint[1]);
    }
}

static void every_filter_and_test_is_described(void **state)
{
    (void)state;
    const struct library_row *tables[] = {template_filters, template_tests};
    for (size_t i = 0; i < 2; i++)
        for (const struct library_row *row = tables[i]; row->name; row++) {
            assert_true(*row->description);
            assert_ptr_equal(library_find(tables[i], slice_from_string(row->name)), row);
            if (row[1].name) /* in order, so that a row is found by eye */
                assert_true(strcmp(row->name, row[1].name) < 0);
        }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_engine_renders_many_pages),
        TEST(a_page_leaves_nothing_for_the_next),
        TEST(a_failed_page_does_not_harm_the_next),
        TEST(a_page_out_of_steps_or_memory_does_not_harm_the_next),
        TEST(what_loops_or_calls_itself_pays_for_it),
        TEST(a_message_names_the_page),
        TEST(an_unknown_template_is_told),
        TEST(check_finds_mistakes_in_all_templates_at_once),
        TEST(check_is_content_with_a_good_theme),
        TEST(a_block_that_nobody_shows_is_a_warning),
        TEST(a_template_of_three_thousand_lines_works),
        TEST(macros_in_macros_with_many_variables_work),
        TEST(every_cut_of_a_template_is_survived),
        TEST(a_list_of_ten_thousand_is_no_trouble),
        cmocka_unit_test(every_problem_speaks_both_languages),
        cmocka_unit_test(every_filter_and_test_is_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
