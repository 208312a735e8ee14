#include "content/diagnosis.h"

#include "content/document.h"
#include "content/front_matter.h"

#include <string.h>

struct split {
    struct diagnosis *diagnosis;
    struct front_matter parts;
    bool good;
};

static struct split split_slice(struct slice text)
{
    struct split split = {.diagnosis = diagnosis_start()};
    const struct text_file *file = diagnosis_file(split.diagnosis, text);
    split.good =
        front_matter_split(&split.diagnosis->arena, file, &split.parts, &split.diagnosis->list);
    return split;
}

static void assert_parts(const char *text, const char *fields, const char *body)
{
    struct split split = split_slice(slice_from_string(text));
    assert_slice_equal(diagnosis_codes(split.diagnosis), "");
    assert_true(split.good);
    assert_slice_equal(split.parts.fields, fields);
    assert_slice_equal(split.parts.body, body);
    diagnosis_end(split.diagnosis);
}

static void assert_refused_slice(struct slice text, const char *codes)
{
    struct split split = split_slice(text);
    assert_false(split.good);
    assert_slice_equal(diagnosis_codes(split.diagnosis), codes);
    diagnosis_end(split.diagnosis);
}

static void assert_refused(const char *text, const char *codes)
{
    assert_refused_slice(slice_from_string(text), codes);
}

static void assert_says(struct slice text, enum message_language language, const char *wanted)
{
    struct split split = split_slice(text);
    struct slice said = diagnosis_text(split.diagnosis, language);
    if (slice_find(said, slice_from_string(wanted)) == SLICE_NOT_FOUND)
        assert_slice_equal(said, wanted);
    diagnosis_end(split.diagnosis);
}

static void fields_and_body_come_apart(void **state)
{
    (void)state;
    assert_parts("---\na: 1\n---\ntesto\n", "a: 1\n", "testo\n");
    assert_parts("---\na: 1\nb: 2\n---\n\n## Uno\n", "a: 1\nb: 2\n", "\n## Uno\n");
    assert_parts("---\n---\n", "", "");
    assert_parts("---\na: 1\n---", "a: 1\n", "");
}

static void three_points_end_the_front_matter_too(void **state)
{
    (void)state;
    assert_parts("---\na: 1\n...\ntesto", "a: 1\n", "testo");
}

static void spaces_behind_the_hyphens_are_allowed(void **state)
{
    (void)state;
    assert_parts("---  \na: 1\n--- \t\ntesto", "a: 1\n", "testo");
}

static void a_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    assert_parts("\xEF\xBB\xBF---\na: 1\n---\ntesto", "a: 1\n", "testo");
}

static void lines_may_end_as_windows_ends_them(void **state)
{
    (void)state;
    assert_parts("---\r\na: 1\r\n---\r\ntesto\r\n", "a: 1\r\n", "testo\r\n");
}

static void hyphens_in_the_body_are_the_body_s(void **state)
{
    (void)state;
    assert_parts("---\na: 1\n---\nx\n\n---\ny\n", "a: 1\n", "x\n\n---\ny\n");
}

static void an_empty_file_is_refused(void **state)
{
    (void)state;
    assert_refused("", "1:1 error file-empty\n");
    assert_refused(" \n\n\t\n", "1:1 error file-empty\n");
    assert_refused("\xEF\xBB\xBF\n", "1:1 error file-empty\n");
}

static void a_file_without_front_matter_is_refused(void **state)
{
    (void)state;
    assert_refused("# Titolo\n\ntesto\n", "1:1 error no-front-matter\n");
    assert_refused("titolo: x\n---\ntesto\n", "1:1 error no-front-matter\n");
}

static void hyphens_below_the_first_line_are_pointed_at(void **state)
{
    (void)state;
    assert_refused("\n\n---\na: 1\n---\n", "3:1 error no-front-matter\n");
    assert_says(SLICE("\n---\na: 1\n---\n"), MESSAGES_ENGLISH, "delete what stands above");
}

static void dashes_and_too_few_hyphens_are_pointed_at(void **state)
{
    (void)state;
    const char *const openings[] = {"--", "----", "\u2014", "\u2013-", " ---"};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s\na: 1\n---\n", openings[i]);
        assert_refused(text, "1:1 error no-front-matter\n");
        assert_says(slice_from_string(text), MESSAGES_ENGLISH, "exactly three hyphens");
    }
}

static void a_front_matter_without_end_is_refused(void **state)
{
    (void)state;
    assert_refused("---\na: 1\n\ntesto\n", "1:1 error front-matter-unclosed\n");
    assert_refused("---", "1:1 error front-matter-unclosed\n");
    assert_refused("---\n- a\n-\n", "1:1 error front-matter-unclosed\n");
}

static void a_line_that_nearly_ends_the_front_matter_is_pointed_at(void **state)
{
    (void)state;
    assert_refused("---\na: 1\n----\ntesto\n", "3:1 error front-matter-unclosed\n");
    assert_refused("---\na: 1\n ---\ntesto\n", "3:1 error front-matter-unclosed\n");
    assert_refused("---\na: 1\n\u2014\ntesto\n", "3:1 error front-matter-unclosed\n");
}

static void a_byte_that_is_not_utf8_is_named_with_its_place(void **state)
{
    (void)state;
    struct slice text = SLICE("---\na: perch\xE9\n---\n");
    assert_refused_slice(text, "2:9 error not-utf-8\n");
    assert_says(text, MESSAGES_ENGLISH, "byte 0xE9 (at offset 12 in the file)");
    assert_says(text, MESSAGES_ENGLISH, "\"é\" in Windows-1252");
    assert_says(text, MESSAGES_ITALIAN, "il byte 0xE9 (posizione 12 nel file)");
    assert_says(SLICE("---\na: l\x92x\n"), MESSAGES_ENGLISH, "\"’\" in Windows-1252");
    assert_refused_slice(SLICE("---\na: \x81\n"), "2:4 error not-utf-8\n");
}

static void utf16_is_recognised(void **state)
{
    (void)state;
    assert_says(SLICE("\xFF\xFE-\0-\0-\0"), MESSAGES_ENGLISH, "UTF-16");
    assert_says(SLICE("\xFE\xFF\0-\0-\0-"), MESSAGES_ENGLISH, "UTF-16");
    assert_says(SLICE("-\0-\0-\0\n\0"), MESSAGES_ENGLISH, "UTF-16");
    assert_says(SLICE("\0-\0-\0-\0\n"), MESSAGES_ENGLISH, "UTF-16");
}

static void control_characters_are_refused(void **state)
{
    (void)state;
    assert_refused_slice(SLICE("---\na: x\0y\n---\n"), "2:5 error control-character\n");
    assert_refused("---\na: 1\n---\ntesto\x1B[2J\n", "4:6 error control-character\n");
    assert_refused("---\na: \x7F\n---\n", "2:4 error control-character\n");
    assert_refused("---\na: 1\n---\n\x0C\n", "4:1 error control-character\n");
}

static void old_line_ends_are_refused(void **state)
{
    (void)state;
    assert_refused("---\ra: 1\r---\r", "1:4 error control-character\n");
    assert_says(SLICE("---\ra: 1\r---\r"), MESSAGES_ENGLISH, "line endings");
}

static void conflict_markers_are_refused_wherever_they_stand(void **state)
{
    (void)state;
    const char *text = "---\na: 1\n---\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> altro\n";
    assert_refused(text, "4:1 error conflict-marker\n");
    assert_says(slice_from_string(text), MESSAGES_ENGLISH, "from this line to line 8");
    assert_refused("---\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n---\n",
                   "2:1 error conflict-marker\n");
    assert_refused("---\r\na: 1\r\n---\r\n>>>>>>> altro\r\n", "4:1 error conflict-marker\n");
    assert_refused("---\na: 1\n---\n<<<<<<<\n", "4:1 error conflict-marker\n");
}

static void what_only_looks_like_a_conflict_is_text(void **state)
{
    (void)state;
    const char *body = "Titolo\n=======\n\n <<<<<<< x\n<<<<<<<< x\n<<<<<<<x\n> >>>>>>> x\n";
    char text[128];
    snprintf(text, sizeof text, "---\na: 1\n---\n%s", body);
    assert_parts(text, "a: 1\n", body);
}

static void sizes_have_limits(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add(&text, SLICE("---\na: "));
    buffer_add_repeated(&text, 'x', FRONT_MATTER_SIZE_MAX);
    buffer_add(&text, SLICE("\n---\n"));
    assert_refused_slice(buffer_view(&text), "1:1 error front-matter-too-large\n");
    buffer_clear(&text);
    buffer_add(&text, SLICE("---\na: 1\n---\n"));
    buffer_add_repeated(&text, 'x', DOCUMENT_SIZE_MAX - text.len);
    assert_parts(buffer_string(&text), "a: 1\n", buffer_string(&text) + 13);
    buffer_add_byte(&text, 'x');
    assert_refused_slice(buffer_view(&text), "1:1 error file-too-large\n");
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_body_come_apart),
        cmocka_unit_test(three_points_end_the_front_matter_too),
        cmocka_unit_test(spaces_behind_the_hyphens_are_allowed),
        cmocka_unit_test(a_byte_order_mark_is_dropped),
        cmocka_unit_test(lines_may_end_as_windows_ends_them),
        cmocka_unit_test(hyphens_in_the_body_are_the_body_s),
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(a_file_without_front_matter_is_refused),
        cmocka_unit_test(hyphens_below_the_first_line_are_pointed_at),
        cmocka_unit_test(dashes_and_too_few_hyphens_are_pointed_at),
        cmocka_unit_test(a_front_matter_without_end_is_refused),
        cmocka_unit_test(a_line_that_nearly_ends_the_front_matter_is_pointed_at),
        cmocka_unit_test(a_byte_that_is_not_utf8_is_named_with_its_place),
        cmocka_unit_test(utf16_is_recognised),
        cmocka_unit_test(control_characters_are_refused),
        cmocka_unit_test(old_line_ends_are_refused),
        cmocka_unit_test(conflict_markers_are_refused_wherever_they_stand),
        cmocka_unit_test(what_only_looks_like_a_conflict_is_text),
        cmocka_unit_test(sizes_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
