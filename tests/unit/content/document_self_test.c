#include "content/document.h"

#include "test.h"

#include <stdlib.h>

/* What a text says of itself: "status/id", or NULL where it has no front matter to read. */
struct row {
    const char *text, *status, *id;
};

static void a_text_says_its_status_and_its_id(void **state)
{
    static const struct row rows[] = {
        {"---\ntitolo: A\n---\n", "", ""},
        {"---\nstato: bozza\nid: altro\n---\n\nTesto.\n", "bozza", "altro"},
        {"---\r\nstatus: \" draft \"\r\n---\r\n", "draft", ""},
        {"---\nstato: pubblicata\nstatus: bozza\n---\n", "pubblicata", ""},
        {"---\nstato:\nid:\n---\n", "", ""},
        {"---\nstato: [bozza]\n---\n", "[]", ""},
        {"---\nid: Non Va\n---\n", "", ""},
        {"---\n---\n", "", ""},
        {"---\naltro: {stato: bozza}\n---\n", "", ""},
        {"senza dati\n", NULL, NULL},
        {"", NULL, NULL},
        {"---\nstato: [\n---\n", NULL, NULL},
        {"---\n- a\n---\n", NULL, NULL},
        {"---\nstato: bozza\nstato: pubblicata\n---\n", NULL, NULL},
        {"<<<<<<< HEAD\n---\nstato: bozza\n---\n", NULL, NULL},
        {"---\nstato: boz\xffza\n---\n", NULL, NULL},
    };
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct document_self self = {{0}, {0}};
        bool is_sheet = document_read_self(&arena, slice_from_string(rows[i].text), &self);
        assert_int_equal(is_sheet, rows[i].status != NULL);
        if (!is_sheet)
            continue;
        assert_slice_equal(self.status, rows[i].status);
        assert_slice_equal(self.id, rows[i].id);
    }
    arena_release(&arena);
}

static void a_status_that_nobody_knows_is_a_draft(void **state)
{
    static const struct {
        const char *name;
        enum status status;
    } rows[] = {
        {"", STATUS_PUBLISHED},
        {"pubblicata", STATUS_PUBLISHED},
        {"in revisione", STATUS_REVIEW},
        {"bozza", STATUS_DRAFT},
        {"chissà", STATUS_DRAFT},
        {"[]", STATUS_DRAFT},
    };
    (void)state;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    struct text_file file = {SLICE("site.yaml"),
                             SLICE("site: {title: Prove, base_url: 'https://example.org/', "
                                   "languages: [it]}\ncollections:\n  schede: {label: Schede, "
                                   "fields: {titolo: {type: text, role: title}}}\n")};
    struct schema *schema = schema_read(&arena, file, &list);
    assert_non_null(schema);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct document_self self = {.status = slice_from_string(rows[i].name)};
        assert_int_equal(document_self_status(schema, &self), rows[i].status);
    }
    schema_release(schema);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_says_its_status_and_its_id),
        cmocka_unit_test(a_status_that_nobody_knows_is_a_draft),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
