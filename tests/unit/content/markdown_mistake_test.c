#include "content/diagnosis.h"

#include "content/markdown.h"

static void assert_codes(const char *text, const char *codes)
{
    struct diagnosis *diagnosis = diagnosis_start();
    const struct text_file *file = diagnosis_file(diagnosis, slice_from_string(text));
    assert_non_null(markdown_parse(&diagnosis->arena, file, file->text, NULL, &diagnosis->list));
    assert_slice_equal(diagnosis_codes(diagnosis), codes);
    diagnosis_end(diagnosis);
}

static void an_address_with_spaces_is_no_link(void **state)
{
    (void)state;
    assert_codes("Il [bando](bando di gara.pdf).\n", "1:12 warning link-broken\n");
    assert_codes("Uno.\n\n- ![foto](la foto.png)\n", "3:11 warning link-broken\n");
    assert_codes("Il [**bando**](bando di gara.pdf).\n", "1:16 warning link-broken\n");
    assert_codes("| a |\n|---|\n| [x](y z) |\n", "3:7 warning link-broken\n");
    assert_codes("## Il [bando](a b)\n", "1:15 warning link-broken\n");
}

static void an_address_that_is_not_closed_is_no_link(void **state)
{
    (void)state;
    assert_codes("Il [bando](bando.pdf\n", "1:12 warning link-broken\n");
    assert_codes("Il [bando](bando.pdf e [altro](altro.pdf).\n", "1:12 warning link-broken\n");
}

static void what_is_a_link_or_meant_as_text_is_no_mistake(void **state)
{
    (void)state;
    const char *const good[] = {
        "Il [bando](bando.pdf).\n",
        "Il [bando](<bando di gara.pdf>).\n",
        "Il [bando](bando.pdf \"Il bando\").\n",
        "Si scrive `[bando](bando di gara.pdf)`.\n",
        "    [bando](bando di gara.pdf)\n",
        "```\n[bando](bando di gara.pdf)\n```\n",
        "Si scrive \\[bando](bando di gara.pdf).\n",
        "Si scrive [bando\\](bando di gara.pdf).\n",
        "Si scrive \\[bando\\](bando di gara.pdf).\n",
        "Un insieme ]( strano).\n",
        "[a] (b c)\n",
        "[[id|un testo]](x y)\n",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_codes(good[i], "");
}

static void many_of_them_are_told_in_part_and_cost_little(void **state)
{
    (void)state;
    struct diagnosis *diagnosis = diagnosis_start();
    struct buffer text = {0};
    for (int i = 0; i < 20000; i++)
        buffer_add(&text, SLICE("*a* [x](y z) "));
    const struct text_file *file = diagnosis_file(diagnosis, buffer_view(&text));
    markdown_parse(&diagnosis->arena, file, file->text, NULL, &diagnosis->list);
    assert_in_range(diagnosis->list.count, 1, 50);
    buffer_release(&text);
    diagnosis_end(diagnosis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_with_spaces_is_no_link),
        cmocka_unit_test(an_address_that_is_not_closed_is_no_link),
        cmocka_unit_test(what_is_a_link_or_meant_as_text_is_no_mistake),
        cmocka_unit_test(many_of_them_are_told_in_part_and_cost_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
