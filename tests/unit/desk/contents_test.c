#include "test.h"

#include "desk/contents.h"

#include <string.h>

struct content_case {
    const char *path;
    struct slice content;
    const char *code; /* NULL: nothing is wrong with it */
};

static void check_all(const struct content_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct slice found;
        const struct problem *problem =
            contents_find(slice_from_string(cases[i].path), cases[i].content, &found);
        const char *code = problem ? problem->code : NULL;
        if ((code == NULL) != (cases[i].code == NULL) ||
            (code && strcmp(code, cases[i].code) != 0))
            fail_msg("%s is %s, expected %s", cases[i].path, code ? code : "fine",
                     cases[i].code ? cases[i].code : "fine");
    }
}
#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

static void files_that_are_what_their_names_say_are_fine(void **state)
{
    (void)state;
    static const struct content_case cases[] = {
        {"a.png", SLICE_INIT("\x89PNG\r\n\x1a\nIHDR"), NULL},
        {"a.JPG", SLICE_INIT("\xff\xd8\xff\xe0"), NULL},
        {"a.gif", SLICE_INIT("GIF89a"), NULL},
        {"a.webp", SLICE_INIT("RIFF\0\0\0\0WEBPVP8 "), NULL},
        {"a.pdf", SLICE_INIT("%PDF-1.7"), NULL},
        {"a.xlsx", SLICE_INIT("PK\x03\x04"), NULL},
        {"a.mp4", SLICE_INIT("\0\0\0\x18" "ftypmp42"), NULL},
        {"a.csv", SLICE_INIT("nome,costo\n<b>,1\n"), NULL},
        {"a.txt", SLICE_INIT("<b> is bold"), NULL},
        {"a.mp3", SLICE_INIT("anything"), NULL},
        {"a.md", SLICE_INIT("<html> is only text in a sheet"), NULL},
        {"a.svg", SLICE_INIT("<svg xmlns=\"http://www.w3.org/2000/svg\"><circle r=\"1\"/></svg>"),
         NULL},
        {"empty.png", SLICE_INIT(""), NULL},
    };
    CHECK_ALL(cases);
}

static void what_acts_or_is_disguised_is_refused(void **state)
{
    (void)state;
    static const struct content_case cases[] = {
        {"a.svg",
         SLICE_INIT("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"></svg>"),
         "push-active"},
        {"a.SVG", SLICE_INIT("<html></html>"), "push-active"},
        {"a.png", SLICE_INIT("<!DOCTYPE html><p>"), "push-page"},
        {"a.pdf", SLICE_INIT("  \n<HTML><body>"), "push-page"},
        {"a.txt", SLICE_INIT("\xEF\xBB\xBF<script>x</script>"), "push-page"},
        {"a.csv", SLICE_INIT("<?xml version=\"1.0\"?><svg/>"), "push-page"},
        {"a.pdf", SLICE_INIT("MZ\x90"), "push-disguise"},
        {"a.docx", SLICE_INIT("\x7f" "ELF"), "push-disguise"},
        {"a.jpg", SLICE_INIT("\x89PNG\r\n\x1a\n"), "push-disguise"},
        {"a.webp", SLICE_INIT("RIFF"), "push-disguise"},
    };
    CHECK_ALL(cases);
}

static void the_place_in_a_drawing_is_found(void **state)
{
    (void)state;
    struct slice drawing =
        SLICE("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>"), found;
    assert_non_null(contents_find(SLICE("a.svg"), drawing, &found));
    assert_slice_equal(found, "script");
    assert_true(found.ptr > drawing.ptr && found.ptr < drawing.ptr + drawing.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_are_what_their_names_say_are_fine),
        cmocka_unit_test(what_acts_or_is_disguised_is_refused),
        cmocka_unit_test(the_place_in_a_drawing_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
