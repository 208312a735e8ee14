#include "test.h"

#include "desk/names.h"
#include "text/unicode.h"

#include <string.h>

struct name_case {
    const char *name, *code; /* NULL: nothing is wrong with it */
};

static void check_all(const struct name_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct problem *found = names_check(slice_from_string(cases[i].name));
        const char *code = found ? found->code : NULL;
        if ((code == NULL) != (cases[i].code == NULL) ||
            (code && strcmp(code, cases[i].code) != 0))
            fail_msg("\"%s\" is %s, expected %s", cases[i].name, code ? code : "fine",
                     cases[i].code ? cases[i].code : "fine");
    }
}
#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

static void ordinary_names_are_fine(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"orti-della-scuola.md", NULL}, {"Città d'arte (2021).pdf", NULL}, {"index.en.md", NULL},
        {".gitignore", NULL},           {".gitkeep", NULL},                {"console.md", NULL},
        {"common.md", NULL},            {"com10.md", NULL},                {"git~2", NULL},
        {"digit.md", NULL},             {"日本.md", NULL},                  {"a.b.c", NULL},
    };
    CHECK_ALL(cases);
}

static void gits_own_folder_is_known_in_every_disguise(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {".git", "name-git"},
        {".GIT", "name-git"},
        {".Git ", "name-git"},
        {".git.", "name-git"},
        {".git . .", "name-git"},
        {".git::$INDEX_ALLOCATION", "name-git"},
        {".git\\config", "name-git"},
        {"git~1", "name-git"},
        {"GIT~1", "name-git"},
        {"GIT~1.", "name-git"},
        {".g\xE2\x80\x8Cit", "name-git"},             /* zero width non-joiner */
        {"\xEF\xBB\xBF.git", "name-git"},             /* byte order mark */
        {".gi\xE2\x80\xAEt", "name-git"},             /* right-to-left override */
        {".git\xE2\x81\xAF", "name-git"},             /* nominal digit shapes */
        {".gitmodules", "name-submodules"},
        {".GitModules ", "name-submodules"},
        {"gitmod~1", "name-submodules"},
        {"GI7EBA~1", "name-submodules"},
        {"..", "name-impossible"},
        {".", "name-impossible"},
        {"", "name-impossible"},
        {"a/b", "name-impossible"},
    };
    CHECK_ALL(cases);
}

static void what_windows_cannot_have_is_refused(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"con", "name-device"},      {"CON.md", "name-device"},     {"nul.tar.gz", "name-device"},
        {"Aux .md", "name-device"},  {"com1.md", "name-device"},    {"LPT9", "name-device"},
        {"com¹.md", "name-device"},  {"conin$", "name-device"},     {"a:b.md", "name-character"},
        {"a?.md", "name-character"}, {"a\\b.md", "name-character"}, {"\"a\".md", "name-character"},
        {"a|b", "name-character"},   {"<a>", "name-character"},     {"a*", "name-character"},
        {"a.md ", "name-end"},       {"a.", "name-end"},            {" a.md", "name-end"},
    };
    CHECK_ALL(cases);
}

static void what_nobody_can_read_is_refused(void **state)
{
    (void)state;
    static const struct name_case cases[] = {
        {"a\xFF.md", "name-encoding"},
        {"a\nb.md", "name-invisible"},
        {"a\x1B[31m.md", "name-invisible"},
        {"a\xE2\x80\xAE" "dm.md", "name-invisible"},
        {"a\xC2\xAD" "b.md", "name-invisible"},
        {"a\xE2\x80\x8B" "b.md", "name-invisible"}, /* zero width space */
    };
    CHECK_ALL(cases);
    char name[NAMES_PART_MAX + 2];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    struct name_case too_long = {name, "name-length"}, just = {name + 1, NULL};
    check_all(&too_long, 1);
    check_all(&just, 1);
}

static void a_long_path_is_refused_by_its_characters(void **state)
{
    (void)state;
    char path[4 * NAMES_PATH_MAX] = "";
    for (unsigned i = 0; i < NAMES_PATH_MAX; i++)
        strcat(path, "è");
    assert_null(names_check_path(slice_from_string(path)));
    strcat(path, "x");
    assert_non_null(names_check_path(slice_from_string(path)));
}

static void a_better_name_is_offered(void **state)
{
    (void)state;
    struct arena arena = {0};
    static const char *const cases[][2] = {
        {"Orti & scuola?.md", "orti-scuola.md"}, {"con.md", "scheda-con.md"}, {"a:b.PDF", "a-b.pdf"},
        {"???", "scheda"}, {"nul", "scheda-nul"}, {"fine.", "fine"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice better = names_suggest(&arena, slice_from_string(cases[i][0]));
        assert_slice_equal(better, cases[i][1]);
        assert_null(names_check(better));
    }
    arena_release(&arena);
}

static void names_that_are_one_elsewhere_have_one_key(void **state)
{
    (void)state;
    struct arena arena = {0};
    /* Upper and lower case; è as one character and as e with an accent. */
    assert_slice_equal(names_key(&arena, SLICE("Perch\xC3\xA8.MD")), "perch\xC3\xA8.md");
    assert_slice_equal(names_key(&arena, SLICE("perche\xCC\x80.md")), "perch\xC3\xA8.md");
    assert_slice_equal(names_key(&arena, SLICE("perche.md")), "perche.md");
    assert_slice_equal(names_key(&arena, SLICE("a\xFF")), "a\xFF");
    arena_release(&arena);
}

int main(void)
{
    unicode_prepare();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_names_are_fine),
        cmocka_unit_test(gits_own_folder_is_known_in_every_disguise),
        cmocka_unit_test(what_windows_cannot_have_is_refused),
        cmocka_unit_test(what_nobody_can_read_is_refused),
        cmocka_unit_test(a_long_path_is_refused_by_its_characters),
        cmocka_unit_test(a_better_name_is_offered),
        cmocka_unit_test(names_that_are_one_elsewhere_have_one_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
