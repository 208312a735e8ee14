#include "test.h"

#include "desk/ref_name.h"

static const char *said(const char *name, bool is_tag)
{
    const struct problem *problem = ref_name_check(slice_from_string(name), is_tag, SLICE("main"));
    return problem ? problem->text[MESSAGES_ENGLISH] : "";
}

static void names_that_people_give_are_good(void **state)
{
    (void)state;
    static const char *const good[] = {"main", "bozza", "revisione/anna", "citt\xc3\xa0/\xc3\xa8",
                                       "v1.0", "a=b", "heads/x", "cafe", "Mainz", "HEADS"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_string_equal(said(good[i], false), "");
    assert_string_equal(said("v1.0", true), "");
}

static void names_that_mean_something_else_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool is_tag;
        const char *part;
    } wrong[] = {
        {"HEAD", false, "git keeps"},
        {"head", true, "git keeps"},
        {"refs/heads/main", false, "git keeps"},
        {"0123456789abcdef0123456789ABCDEF01234567", false, "git keeps"},
        {"main", true, "a tag of that name"},
        {"Main", false, "the same name"},
        {"MAIN", true, "the same name"},
        {"a\xc2\x9b" "b", false, "cannot be seen"},
        {"a\xe2\x80\xae", false, "cannot be seen"},
        {"\xff", true, "cannot be seen"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (!strstr(said(wrong[i].name, wrong[i].is_tag), wrong[i].part))
            fail_msg("%s: %s", wrong[i].name, said(wrong[i].name, wrong[i].is_tag));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_people_give_are_good),
        cmocka_unit_test(names_that_mean_something_else_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
