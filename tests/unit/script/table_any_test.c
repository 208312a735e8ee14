/* Whatever an editor writes into a table's fence, the program stands. */
#include "script/hooks.h"
#include "script/table.h"
#include "temporary_folder.h"

#define SITE                                   \
    "site:\n"                                  \
    "  title: Prove\n"                         \
    "  base_url: https://prove.example.org/\n" \
    "  languages: [it, en]\n"                  \
    "collections:\n"                           \
    "  pagine:\n"                              \
    "    label: Pagine\n"                      \
    "    fields:\n"                            \
    "      titolo: {type: text, role: title}\n"

static const char script[] =
    "catalogue.table {name = 't', caption = 'T', group = 'g', sort = '-n', subtotals = {'sum', "
    "'share'}, totals = {'sum', 'mean', 'median', {'weighted_mean', weight = 'm'}, 'count'},"
    "notes = {a = 'A'},"
    "columns = {{id = 'g', label = 'G', type = 'text'}, {id = 'n', label = 'N', type = 'number', "
    "unit = 'months', approximate = true}, {id = 'm', label = 'M', type = 'money', unit = 'keur'}, "
    "{id = 'p', label = 'P', type = 'percent'}, {id = 'd', label = 'D', type = 'date'},"
    "{id = 'q', label = 'Q', type = 'percent', share_of = 'n', within = 'group'},"
    "{id = 'r', label = 'R', type = 'number', ratio = {'n', 'm'}},"
    "{id = 'f', label = 'F', type = 'money', how = 'x', compute = function(r) return r.m / r.n "
    "end},"
    "{id = 'v', label = 'V', type = 'text', role = 'note'}},"
    "charts = {{kind = 'bar', title = 'X', series = {'n'}, of = 'groups'},"
    "{kind = 'line', title = 'X', series = {'n'}}}}";

static const char *const pieces[] = {
    "- ",        "g: ",         "n: ",       "m: ",
    "{",         "}",           "[",         "]",
    ", ",        ";",           "\n",        "\n",
    "\n  ",      "\"",          "'",         "rows:\n",
    "given: ",   "1",           "-3",        "0",
    "12,5",      "1.234",       "1e9",       "999999999999999999",
    "2020-03",   "d: ",         "value: ",   "unit: ",
    "EUR",       "note: a",     "days",      "source: x",
    "date: ",    "p: ",         "5 %",       "v: ",
    "n.d.",      "groups: ",    "g,n,m",     "g;n.note;m.unit",
    "\xc3\xa8",  "\t",          "# ",        "notes: {b: c}",
    "caption: ", "tolerance: ", "column: n", "~",
};

static struct slice random_body(struct arena *arena, uint64_t *seed)
{
    struct buffer text = {0};
    unsigned count = 1 + (unsigned)(*seed >> 40) % 40;
    for (unsigned i = 0; i < count; i++) {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        buffer_add_string(&text, pieces[(*seed >> 33) % (sizeof pieces / sizeof *pieces)]);
    }
    struct slice copy = buffer_copy(&text, arena);
    buffer_release(&text);
    return copy;
}

static void any_body_is_filled_or_refused(void **state)
{
    struct temporary_folder *folder = *state;
    struct arena *arena = &folder->arena;
    uint64_t seed = 7;
    size_t filled = 0, refused = 0;
    temporary_folder_put(folder, "lua-filters/t.lua", script);
    struct text_file site = {SLICE("site.yaml"), SLICE(SITE)};
    struct schema *schema = schema_read(arena, site, &folder->list);
    assert_non_null(schema);
    struct source *source =
        source_open_folder(arena, slice_from_string(folder->path), &folder->list);
    struct hooks *hooks = hooks_create(arena, source, schema, 1, &folder->list);
    assert_slice_equal(temporary_folder_said(folder), "");
    for (int i = 0; i < 2000; i++) {
        struct arena own = {0};
        struct diagnostics list = {.arena = &own};
        struct text_file file = {SLICE("content/pagine/x.md"), random_body(&own, &seed)};
        struct document document = {.file = &file, .collection = schema->collections[0]};
        struct markdown_fence fence = {
            .name = SLICE("t"), .body = file.text, .span = span_of_file(&file)};
        struct markdown markdown = {.fences = &fence, .fence_count = 1};
        struct hook_subject subject = {
            .document = &document, .index = (size_t)i, .arena = &own, .diagnostics = &list};
        hooks_begin(hooks, 0, &subject);
        table_fill_fences(hooks, 0, &markdown);
        hooks_end(hooks, 0);
        if (document.table_count) {
            filled++;
            assert_true(document.tables[0]->is_computed);
        } else {
            refused++;
            assert_int_not_equal(list.count, 0); /* and the editor is told why */
        }
        struct buffer text = {0};
        diagnostics_write_text(&text, &list, (struct diagnostic_style){MESSAGES_ITALIAN, false});
        buffer_release(&text);
        arena_release(&own);
    }
    assert_true(filled > 20);
    assert_true(refused > 20);
    hooks_destroy(hooks);
    schema_release(schema);
    source_close(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_body_is_filled_or_refused, temporary_folder_set_up,
                                        temporary_folder_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
