#include "test.h"

#include "output/map_drawing.h"

static struct buffer out;

static bool find(void *context, struct slice id, struct drawn_place *place)
{
    (void)context;
    if (!slice_equal_string(id, "toscana") && !slice_equal_string(id, "firenze"))
        return false;
    *place = (struct drawn_place){id, SLICE("L'\"<i>"), SLICE("/t/?a&b"), 5, 4};
    return true;
}

static const char *drawn(const char *inside)
{
    struct buffer svg = {0};
    buffer_format(
        &svg, "<?xml version=\"1.0\"?>\n<!-- > <a> --><svg id=\"r\" viewBox=\"0 0 9 9\">%s</svg>",
        inside);
    buffer_clear(&out);
    map_drawing_write(&out, buffer_view(&svg), find, NULL);
    buffer_release(&svg);
    return buffer_string(&out);
}

#define LINK                                                                   \
    "<a class=\"s4\" href=\"/t/?a&amp;b\" data-term=\"toscana\" data-place=\"" \
    "L&#39;&quot;&lt;i&gt;\"><title>L&#39;&quot;&lt;i&gt;: 5</title>"

static void a_shape_of_a_place_becomes_a_link(void **state)
{
    (void)state;
    assert_string_equal(drawn("<path id=\"toscana\" d=\"M0 0\"/>"), LINK "<path d=\"M0 0\"/></a>");
    assert_string_equal(
        drawn("<g id=\"toscana\"><g><path d=\"M0 0\"/></g>\n</g><path d=\"M1 1\"/>"),
        LINK "<g><g><path d=\"M0 0\"/></g>\n</g></a><path d=\"M1 1\"/>");
}

static void a_place_within_a_place_is_no_link_within_a_link(void **state)
{
    (void)state;
    assert_string_equal(drawn("<g id=\"toscana\"><path id=\"firenze\"/></g>"),
                        LINK "<g><path id=\"_map-firenze\"/></g></a>");
}

static void a_text_for_a_number_gets_it(void **state)
{
    (void)state;
    assert_string_equal(drawn("<text id=\"toscana.count\" x=\"1\">old <tspan>x</tspan></text><g/>"),
                        "<text x=\"1\" class=\"n\" data-count=\"toscana\">5</text><g/>");
    assert_string_equal(drawn("<text id=\"toscana.count\" y=\"2\"/><text id=\"b.count\">7</text>"),
                        "<text y=\"2\" class=\"n\" data-count=\"toscana\">5</text>"
                        "<text id=\"_map-b.count\">7</text>");
}

static void what_does_not_draw_is_left_out(void **state)
{
    (void)state;
    assert_string_equal(drawn("<title>T</title><style>a{}</style><metadata><rdf:RDF/></metadata>"
                              "<sodipodi:namedview id=\"v\"/><a href=\"/x\"><g/></a><p>x</p>"
                              "<foreignObject><b/></foreignObject><image href=\"data:,\"/><g/>"),
                        "<g/>");
    assert_string_equal(
        drawn("<g style=\"fill:red\" class=\"a\" onclick=\"f()\" inkscape:label='b' "
              "fill='#fff' transform = \"scale(2)\"><![CDATA[<p>]]></g>"),
        "<g fill=\"#fff\" transform=\"scale(2)\"></g>");
}

static void ids_of_the_drawing_are_its_own(void **state)
{
    (void)state;
    assert_string_equal(
        drawn("<defs><clipPath id=\"c\"/></defs><use xlink:href=\"#a\"/><use href=\"/x.svg#a\"/>"
              "<g clip-path=\"url(#c)\" fill='url(\"#d\")'/>"),
        "<defs><clipPath id=\"_map-c\"/></defs><use href=\"#_map-a\"/><use/>"
        "<g clip-path=\"url(#_map-c)\" fill='url(\"#d\")'/>");
}

static void its_size_is_its_view_box_or_its_width_and_height(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_slice_equal(map_drawing_view_box(&arena, SLICE("<svg viewBox='1 2 3 4' width='9'/>")),
                       "1 2 3 4");
    assert_slice_equal(map_drawing_view_box(&arena, SLICE("<svg width=\"6.5mm\" height=\"4px\">")),
                       "0 0 6.5 4");
    assert_slice_equal(map_drawing_view_box(&arena, SLICE("<svg>")), "");
    assert_slice_equal(map_drawing_view_box(&arena, SLICE("")), "");
    arena_release(&arena);
}

static void take_id(void *context, struct slice id)
{
    buffer_add(context, id);
    buffer_add_byte(context, ' ');
}

static void ids_are_those_of_what_is_drawn(void **state)
{
    (void)state;
    buffer_clear(&out);
    map_drawing_visit_ids(SLICE("<svg id='r'><defs id='d'><g id='e'/></defs><metadata id='m'/>"
                                "<g id='a'><path id='b'/></g><style id='s'>x</style><text id='c'/>"
                                "</svg>"),
                          take_id, &out);
    assert_string_equal(buffer_string(&out), "a b c ");
}

static void broken_drawings_do_no_harm(void **state)
{
    (void)state;
    static const char *const broken[] = {"",        "<",         "<svg",       "<svg><g",
                                         "<svg></", "</g></g>",  "<svg id=",   "<svg id='><g/>",
                                         "<!--",    "<svg><g/ ", "<svg a b=>", "<svg><g id='a"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        buffer_clear(&out);
        map_drawing_write(&out, slice_from_string(broken[i]), find, NULL);
        map_drawing_visit_ids(slice_from_string(broken[i]), take_id, &out);
    }
}

static int release(void **state)
{
    (void)state;
    buffer_release(&out);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_of_a_place_becomes_a_link),
        cmocka_unit_test(a_place_within_a_place_is_no_link_within_a_link),
        cmocka_unit_test(a_text_for_a_number_gets_it),
        cmocka_unit_test(what_does_not_draw_is_left_out),
        cmocka_unit_test(ids_of_the_drawing_are_its_own),
        cmocka_unit_test(its_size_is_its_view_box_or_its_width_and_height),
        cmocka_unit_test(ids_are_those_of_what_is_drawn),
        cmocka_unit_test(broken_drawings_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
