#include "output/style_shorten.h"
#include "test.h"

/* What is too short is left alone: so a sheet is made long by a rule that is shortened to nothing. */
static struct slice shortened(struct arena *arena, const char *code)
{
    struct slice filler = arena_format(arena, "/*%*s*/", STYLE_SHORTEN_FROM, "");
    return style_shorten(arena,
                         arena_concat(arena, filler, slice_from_string(code), (struct slice){0}));
}

static void assert_shortened(const char *code, const char *expected)
{
    struct arena arena = {0};
    struct slice shorter = shortened(&arena, code);
    assert_slice_equal(shorter, arena_string(&arena, arena_format(&arena, "%s\n", expected)));
    arena_release(&arena);
}

static void assert_left_alone(const char *code)
{
    struct arena arena = {0};
    struct slice shorter = shortened(&arena, code);
    assert_true(slice_ends_with(shorter, slice_from_string(code)));
    assert_true(slice_starts_with(shorter, SLICE("/*  ")));
    arena_release(&arena);
}

static void space_and_comments_go(void **state)
{
    (void)state;
    assert_shortened(".a > .b ,\n.c { color: red; /* why */ margin : 0 auto ; }\n",
                     ".a>.b,.c{color:red;margin:0 auto}");
    assert_shortened("p { }\n\n/* --- */\nq { color: red }", "p{}q{color:red}");
    assert_shortened("@media screen and (max-width: 47.99rem) {\n  a { top: 0; }\n}\n",
                     "@media screen and (max-width:47.99rem){a{top:0}}");
    assert_shortened("@import \"a.css\" ;\na{}", "@import \"a.css\";a{}");
}

static void space_that_means_something_stays(void **state)
{
    (void)state;
    assert_shortened(".a .b :is( .c , .d ) + .e ~ f { color: red; }",
                     ".a .b :is(.c,.d) + .e ~ f{color:red}");
    assert_shortened("a { width: calc( 100vw - 3rem ) ; font: 400 14px/1 var( --sans ) }",
                     "a{width:calc(100vw - 3rem);font:400 14px/1 var(--sans)}");
    assert_shortened("@media (width >= 40rem) and (color) { a { top: 0 } }",
                     "@media (width >= 40rem) and (color){a{top:0}}");
    assert_shortened("a:hover { } a :hover { }", "a:hover{}a :hover{}");
    assert_shortened("a/**/.b { } a /**/ .b { }", "a/**/.b{}a .b{}");
}

static void properties_of_their_own_keep_their_values(void **state)
{
    (void)state;
    assert_shortened(":root { --fonts:  \"A  B\" , c ; --none: ; }",
                     ":root{--fonts:\"A  B\" , c;--none: }");
}

static void texts_and_addresses_are_copied(void **state)
{
    (void)state;
    assert_shortened("a::after { content: \" ( ; } /* \\\" \" ; }",
                     "a::after{content:\" ( ; } /* \\\" \"}");
    assert_shortened("a { background: url( data:image/svg+xml;a  b,c ) no-repeat; }",
                     "a{background:url( data:image/svg+xml;a  b,c ) no-repeat}");
    assert_shortened("[href^=\"a , b\"] { top: 0; }", "[href^=\"a , b\"]{top:0}");
    assert_shortened(".a\\:b { top: 0; }", ".a\\:b{top:0}");
    assert_shortened("/*! licence */ a { top: 0; }", "/*! licence */a{top:0}");
}

static void what_is_broken_is_left_alone(void **state)
{
    (void)state;
    assert_left_alone("a { color: red; ");
    assert_left_alone("a { color: red; } }");
    assert_left_alone("a { content: \"open\n; }");
    assert_left_alone("a { top: calc(1px ; } b { top: 0; }");
    assert_left_alone("a { top: 0; } /* no end");
    assert_left_alone("a) { top: 0; }");
    assert_left_alone("a { background: url(x ; }");
}

static void a_short_one_is_left_alone(void **state)
{
    struct arena arena = {0};
    (void)state;
    assert_slice_equal(style_shorten(&arena, SLICE("a { top: 0; }\n")), "a { top: 0; }\n");
    arena_release(&arena);
}

/* Shortened again, it stays as it is; at any length that it is cut to it is shortened or left alone. */
static void any_part_of_a_sheet(void **state)
{
    static const char sheet[] = "/* a */ @media (min-width: 3rem) { .a > b, c :is(d, e) { top: "
                                "calc(1px + 2px); --x: {a: b}; } }"
                                " f::before { content: '\\'' \"}\"; background: url(a;b) } "
                                "@font-face { src: url(\"x y\") }";
    struct arena arena = {0};
    (void)state;
    for (size_t length = 0; length <= sizeof sheet - 1; length++) {
        struct slice part = slice_from(sheet, length);
        struct slice once = shortened(&arena, arena_string(&arena, part));
        struct slice filler = arena_format(&arena, "/*%*s*/", STYLE_SHORTEN_FROM, "");
        if (slice_starts_with(once, SLICE("/*  ")))
            continue;
        struct slice again =
            style_shorten(&arena, arena_concat(&arena, filler, once, (struct slice){0}));
        assert_slice_equal(again, arena_string(&arena, once));
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(space_and_comments_go),
        cmocka_unit_test(space_that_means_something_stays),
        cmocka_unit_test(properties_of_their_own_keep_their_values),
        cmocka_unit_test(texts_and_addresses_are_copied),
        cmocka_unit_test(what_is_broken_is_left_alone),
        cmocka_unit_test(a_short_one_is_left_alone),
        cmocka_unit_test(any_part_of_a_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
