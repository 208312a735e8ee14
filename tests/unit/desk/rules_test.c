#include "test.h"

#include "desk/rules.h"
#include "text/unicode.h"

#include <stdlib.h>

static struct arena arena;
static struct diagnostics diagnostics;
static struct schema *schema;

static int set_up(void **state)
{
    (void)state;
    arena = (struct arena){0};
    diagnostics = (struct diagnostics){.arena = &arena};
    schema = NULL;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    schema_release(schema);
    arena_release(&arena);
    return 0;
}

/* The rules of a site whose desk: is this. */
static struct desk_rules rules_with(const char *desk)
{
    static const char site[] = "site: {title: X, base_url: https://example.org/, languages: [it]}\n"
                               "collections:\n"
                               "  schede:\n"
                               "    label: Schede\n"
                               "    fields: {titolo: {type: text, role: title}}\n";
    struct slice text =
        arena_concat(&arena, slice_from_string(site), slice_from_string(desk), (struct slice){0});
    struct text_file file = {SLICE("site.yaml"), text};
    schema_release(schema);
    schema = schema_read(&arena, file, &diagnostics);
    assert_non_null(schema);
    return rules_from(schema, SLICE("main"));
}

static void expect_rule(const struct desk_rules *rules, const char *branch, enum desk_rule rule,
                        bool publish, bool preview)
{
    struct branch_rule found = rules_of(rules, slice_from_string(branch));
    if (found.rule != rule || found.publish != publish || found.preview != preview)
        fail_msg("%s: rule %d, publish %d, preview %d", branch, (int)found.rule, found.publish,
                 found.preview);
}

static bool may(const struct desk_rules *rules, const char *name, const char *address,
                const char *path)
{
    struct desk_identity who = {slice_from_string(name), slice_from_string(address)};
    return rules_may_touch(rules, &who, slice_from_string(path), NULL);
}

static void without_a_desk_the_own_branch_is_strict_and_others_are_free(void **state)
{
    (void)state;
    struct desk_rules rules = rules_with("");
    assert_int_equal(diagnostics.count, 0);
    expect_rule(&rules, "main", DESK_STRICT, true, false);
    expect_rule(&rules, "bozze", DESK_FREE, false, true);
    assert_true(may(&rules, "chiunque", NULL, "site.yaml"));
    assert_true(rules.desk.max_file == DESK_FILE_MAX && rules.desk.max_push == DESK_PUSH_MAX);
    rules = rules_from(NULL, SLICE("main"));
    expect_rule(&rules, "main", DESK_STRICT, true, false);
    assert_true(may(&rules, "chiunque", NULL, "site.yaml"));
    assert_true(rules.desk.max_file == DESK_FILE_MAX);
}

static void the_first_pattern_that_fits_counts(void **state)
{
    (void)state;
    struct desk_rules rules = rules_with("desk:\n"
                                         "  branches:\n"
                                         "    - {name: main, rule: strict, publish: true}\n"
                                         "    - {name: \"revisione/*\", rule: warn, preview: true}\n"
                                         "    - {name: revisione/x, rule: strict}\n"
                                         "    - {name: \"bozze*\", rule: free}\n");
    assert_int_equal(diagnostics.count, 1); /* revisione/x is never reached */
    expect_rule(&rules, "main", DESK_STRICT, true, false);
    expect_rule(&rules, "revisione/x", DESK_WARN, false, true);
    expect_rule(&rules, "revisione/x/y", DESK_WARN, false, true);
    expect_rule(&rules, "bozze-anna", DESK_FREE, false, false);
    expect_rule(&rules, "altro", DESK_FREE, false, false);
}

static void only_the_repositorys_own_branch_is_published(void **state)
{
    (void)state;
    struct desk_rules rules =
        rules_with("desk: {branches: [{name: altro, rule: strict, publish: true}]}\n");
    expect_rule(&rules, "main", DESK_STRICT, false, false);
    expect_rule(&rules, "altro", DESK_STRICT, false, false);
    assert_slice_equal(rules_stray_branch(&rules), "altro");
    /* Where no row says which, it is the own one. */
    rules = rules_with("desk: {branches: [{name: \"*\", rule: warn}]}\n");
    expect_rule(&rules, "main", DESK_WARN, true, false);
    assert_slice_equal(rules_stray_branch(&rules), "");
}

static void the_longest_area_decides_and_what_none_names_is_the_publishers(void **state)
{
    (void)state;
    struct desk_rules rules =
        rules_with("desk:\n"
                   "  people:\n"
                   "    redazione: [anna]\n"
                   "    toscana: [\"*@regione.toscana.example\", bruno]\n"
                   "    siena: [carla]\n"
                   "  publishers: [redazione]\n"
                   "  areas:\n"
                   "    content/toscana: [toscana, siena]\n"
                   "    content/toscana/siena/: siena\n");
    assert_int_equal(diagnostics.count, 0);
    static const struct {
        const char *name, *address, *path;
        bool may;
    } cases[] = {
        {"anna", NULL, "site.yaml", true},
        {"Anna", NULL, "content/toscana/siena/x.md", true},
        {"bruno", NULL, "content/toscana/x.md", true},
        {"x", "dora@regione.toscana.example", "content/toscana/firenze/x.md", true},
        {"dora@regione.toscana.example", NULL, "content/toscana/x.md", true},
        {"x", "dora@regione.toscana.example.evil", "content/toscana/x.md", false},
        {"bruno", NULL, "content/toscana/siena/x.md", false},
        {"carla", NULL, "content/toscana/siena/x.md", true},
        {"carla", NULL, "content/toscana/x.md", true},
        {"carla", NULL, "content/toscanaccia/x.md", false},
        {"carla", NULL, "content/umbria/x.md", false},
        {"bruno", NULL, "site.yaml", false},
        {"bruno", NULL, "themes/x/templates/page.html", false},
        {"bruno", NULL, "README.md", false},
        {"bruno", NULL, "content/Toscana/x.md", true}, /* the same folder on some computers */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (may(&rules, cases[i].name, cases[i].address, cases[i].path) != cases[i].may)
            fail_msg("%s, %s", cases[i].name, cases[i].path);
    const struct desk_area *area;
    struct desk_identity nobody = {SLICE("x"), {0}};
    assert_false(rules_may_touch(&rules, &nobody, SLICE("content/toscana/x.md"), &area));
    assert_slice_equal(rules_list_groups(&rules, &arena, area), "toscana, siena");
    assert_false(rules_may_touch(&rules, &nobody, SLICE("x"), &area));
    assert_slice_equal(rules_list_groups(&rules, &arena, area), "redazione");
}

static void without_areas_sheets_are_everybodys_and_the_site_is_the_publishers(void **state)
{
    (void)state;
    struct desk_rules rules = rules_with("desk: {people: {redazione: anna}, publishers: redazione}\n");
    assert_int_equal(diagnostics.count, 0);
    assert_true(may(&rules, "bruno", NULL, "content/schede/x.md"));
    assert_true(may(&rules, "bruno", NULL, "README.md"));
    static const char *const shaping[] = {"site.yaml", "SITE.yaml", "themes/a/b", "Lua-Filters/x.lua",
                                          "themes"};
    for (size_t i = 0; i < sizeof shaping / sizeof *shaping; i++) {
        assert_true(rules_is_shaping(slice_from_string(shaping[i])));
        assert_false(may(&rules, "bruno", NULL, shaping[i]));
        assert_true(may(&rules, "anna", NULL, shaping[i]));
    }
    assert_false(rules_is_shaping(SLICE("site.yaml.old")));
    assert_false(rules_is_shaping(SLICE("content/themes/x")));
}

static void a_mistake_never_opens_what_it_closes(void **state)
{
    (void)state;
    struct desk_rules rules = rules_with("desk:\n"
                                         "  branches: [{name: \"*\", rule: severo}]\n"
                                         "  people: {redazione: [anna]}\n"
                                         "  publishers: [redazion]\n"
                                         "  areas: {content/x: [nessuno]}\n");
    expect_rule(&rules, "bozze", DESK_STRICT, false, false);
    assert_false(may(&rules, "bruno", NULL, "site.yaml"));
    assert_false(may(&rules, "bruno", NULL, "content/x/y.md"));
}

static void types_are_those_that_can_be_published_or_those_named(void **state)
{
    (void)state;
    struct desk_rules rules = rules_with("");
    assert_true(rules_allow_type(&rules, SLICE("content/a.md")));
    assert_true(rules_allow_type(&rules, SLICE("content/a.PDF")));
    assert_false(rules_allow_type(&rules, SLICE("content/a.html")));
    assert_false(rules_allow_type(&rules, SLICE("content/a.exe")));
    assert_false(rules_allow_type(&rules, SLICE("content/LICENSE")));
    rules = rules_with("desk: {types: [md, png]}\n");
    assert_true(rules_allow_type(&rules, SLICE("content/a.png")));
    assert_false(rules_allow_type(&rules, SLICE("content/a.pdf")));
    assert_slice_equal(rules_list_types(&rules, &arena), "md, png");
}

static void sizes_are_read_with_their_units(void **state)
{
    (void)state;
    struct desk_rules rules = rules_with("desk: {max_file: 500 kB, max_push: 1GB}\n");
    assert_int_equal(diagnostics.count, 0);
    assert_true(rules.desk.max_file == 500u << 10);
    assert_true(rules.desk.max_push == 1u << 30);
}

static void the_pusher_is_who_the_server_says(void **state)
{
    (void)state;
    static const char *const all[] = {"SCHEDARIO_USER", "GL_USERNAME", "GITEA_PUSHER_NAME",
                                      "GL_USER", "REMOTE_USER", "SCHEDARIO_EMAIL",
                                      "GITEA_PUSHER_EMAIL"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        unsetenv(all[i]);
    assert_true(identity_from_environment(&arena).name.len > 0);
    setenv("REMOTE_USER", "rosa", 1);
    assert_slice_equal(identity_from_environment(&arena).name, "rosa");
    setenv("GL_USERNAME", "gino", 1);
    assert_slice_equal(identity_from_environment(&arena).name, "gino");
    setenv("SCHEDARIO_USER", " sara ", 1);
    setenv("GITEA_PUSHER_EMAIL", "sara@ente.example", 1);
    assert_slice_equal(identity_from_environment(&arena).name, "sara");
    assert_slice_equal(identity_from_environment(&arena).address, "sara@ente.example");
}

int main(void)
{
    unicode_prepare();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            without_a_desk_the_own_branch_is_strict_and_others_are_free, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_pattern_that_fits_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_the_repositorys_own_branch_is_published, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            the_longest_area_decides_and_what_none_names_is_the_publishers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            without_areas_sheets_are_everybodys_and_the_site_is_the_publishers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_mistake_never_opens_what_it_closes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(types_are_those_that_can_be_published_or_those_named,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(sizes_are_read_with_their_units, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_pusher_is_who_the_server_says, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
