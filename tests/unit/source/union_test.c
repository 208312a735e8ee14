#include "temporary_folder.h"

#include "source/union.h"

#include <errno.h>
#include <unistd.h>

struct trial {
    struct temporary_folder *folder;
    struct source_part parts[4];
    size_t count;
    struct source *whole;
};

static void add_part(struct trial *trial, const char *on_disk, const char *folder,
                     const char *place, const char *label)
{
    struct temporary_folder *here = trial->folder;
    const char *path = temporary_folder_path(here, on_disk);
    trial->parts[trial->count++] = (struct source_part){
        .source = source_open_folder(&here->arena, slice_from_string(path), &here->list),
        .folder = slice_from_string(folder),
        .place = slice_from_string(place),
        .label = slice_from_string(label),
    };
}

static void open_whole(struct trial *trial)
{
    trial->whole = source_open_union(&trial->folder->arena, trial->parts, trial->count);
}

/* The site's own files, and those of toscana under content/esperienze/toscana. */
static struct trial site_with_toscana(void **state)
{
    struct trial trial = {.folder = *state};
    temporary_folder_put(trial.folder, "site/site.yaml", "site");
    temporary_folder_put(trial.folder, "site/content/esperienze/a.md", "a");
    temporary_folder_put(trial.folder, "site/content/esperienze/toscana/own.md", "own");
    temporary_folder_put(trial.folder, "toscana/schede/x.md", "x");
    temporary_folder_put(trial.folder, "toscana/schede/y/index.md", "y");
    temporary_folder_put(trial.folder, "toscana/README.md", "not asked for");
    add_part(&trial, "site", "", "", "");
    add_part(&trial, "toscana", "schede", "content/esperienze/toscana", "toscana");
    open_whole(&trial);
    return trial;
}

static struct slice list(struct trial *trial, const char *below)
{
    struct source_entry *entries;
    size_t count;
    struct buffer paths = {0};
    struct arena *arena = &trial->folder->arena;
    bool good = source_list(trial->whole, arena, slice_from_string(below), &entries, &count,
                            &trial->folder->list);
    for (size_t i = 0; i < count; i++)
        buffer_format(&paths, "%s%.*s", i ? " " : "", SLICE_ARG(entries[i].path));
    buffer_add_string(&paths, good ? "" : "(false)");
    struct slice copy = buffer_copy(&paths, arena);
    buffer_release(&paths);
    return copy;
}

/* What is in the file, or the number of the error. */
static struct slice read_file(struct trial *trial, const char *path)
{
    struct file_error error = {0};
    struct slice content;
    struct arena *arena = &trial->folder->arena;
    if (source_read(trial->whole, arena, slice_from_string(path), 100, &content, &error))
        return content;
    return error.number == ENOENT ? SLICE("(none)") : arena_format(arena, "(%d)", error.number);
}

static void files_of_all_parts_are_one_tree_sorted_by_path(void **state)
{
    struct trial trial = site_with_toscana(state);
    assert_slice_equal(list(&trial, "content"),
                       "content/esperienze/a.md content/esperienze/toscana/own.md "
                       "content/esperienze/toscana/x.md content/esperienze/toscana/y/index.md");
    assert_slice_equal(list(&trial, "content/esperienze/toscana/y"),
                       "content/esperienze/toscana/y/index.md");
    assert_slice_equal(list(&trial, "lua-filters"), "");
    assert_slice_equal(read_file(&trial, "site.yaml"), "site");
    assert_slice_equal(read_file(&trial, "content/esperienze/toscana/x.md"), "x");
    assert_slice_equal(read_file(&trial, "content/esperienze/toscana/own.md"), "own");
    assert_slice_equal(read_file(&trial, "content/esperienze/toscana/../README.md"), "(none)");
    assert_slice_equal(read_file(&trial, "content/esperienze/toscana/README.md"), "(none)");
    assert_slice_equal(read_file(&trial, "README.md"), "(none)");
    assert_slice_equal(temporary_folder_said(trial.folder), "");
}

static void each_file_is_known_by_its_part(void **state)
{
    struct trial trial = site_with_toscana(state);
    struct arena *arena = &trial.folder->arena;
    struct slice below;
    list(&trial, "content");
    assert_int_equal(source_part_of(trial.whole, SLICE("content/esperienze/a.md"), &below), 0);
    assert_slice_equal(below, "content/esperienze/a.md");
    assert_int_equal(
        source_part_of(trial.whole, SLICE("content/esperienze/toscana/own.md"), &below), 0);
    assert_slice_equal(below, "content/esperienze/toscana/own.md");
    assert_int_equal(
        source_part_of(trial.whole, SLICE("content/esperienze/toscana/y/index.md"), &below), 1);
    assert_slice_equal(below, "y/index.md");
    /* One that is gone: the nearest. */
    assert_int_equal(
        source_part_of(trial.whole, SLICE("content/esperienze/toscana/gone.md"), &below), 1);
    assert_slice_equal(below, "gone.md");
    assert_int_equal(
        source_part_of(trial.whole, SLICE("content/esperienze/toscanaccio.md"), &below), 0);
    assert_slice_equal(
        source_shown_path(trial.whole, arena, SLICE("content/esperienze/toscana/x.md")),
        "toscana: schede/x.md");
    assert_slice_equal(
        source_shown_path(trial.whole, arena, SLICE("content/esperienze/toscana/own.md")),
        "content/esperienze/toscana/own.md");
}

static void a_part_whose_place_is_deeper_than_the_list_is_listed_whole(void **state)
{
    struct trial trial = {.folder = *state};
    temporary_folder_put(trial.folder, "site/site.yaml", "site");
    temporary_folder_put(trial.folder, "toscana/x.md", "x");
    add_part(&trial, "site", "", "", "");
    add_part(&trial, "toscana", "", "content/a/b", "toscana");
    open_whole(&trial);
    assert_slice_equal(list(&trial, "content"), "content/a/b/x.md");
    assert_slice_equal(list(&trial, ""), "content/a/b/x.md site.yaml");
    assert_slice_equal(list(&trial, "content/a/bc"), "");
}

static void two_parts_that_give_the_same_file_are_told_by_their_names(void **state)
{
    struct trial trial = site_with_toscana(state);
    temporary_folder_put(trial.folder, "site/content/esperienze/toscana/x.md", "mine");
    assert_slice_equal(list(&trial, "content/esperienze/toscana"),
                       "content/esperienze/toscana/own.md content/esperienze/toscana/x.md "
                       "content/esperienze/toscana/y/index.md");
    assert_slice_equal(
        temporary_folder_said(trial.folder),
        "toscana: schede/x.md:1:1 error source-clash: the site itself and a source give "
        "the same file: \"content/esperienze/toscana/x.md\" and \"toscana: schede/x.md\" | rename one "
        "of them, or give the source another `prefix` in site.yaml\n");
    assert_slice_equal(read_file(&trial, "content/esperienze/toscana/x.md"), "mine");
}

static void a_file_in_the_place_of_another_part_s_folder_is_told_too(void **state)
{
    struct trial trial = site_with_toscana(state);
    temporary_folder_put(trial.folder, "site/content/esperienze/toscana/y", "a file");
    list(&trial, "content");
    assert_slice_equal(
        temporary_folder_said(trial.folder),
        "toscana: schede/y/index.md:1:1 error source-clash: the site itself and a source have a "
        "file and a folder in the same place: \"content/esperienze/toscana/y\" and \"toscana: schede/y/index.md\" | "
        "rename one of them, or give the source another `prefix` in site.yaml\n");
}

static void what_a_source_says_of_its_files_has_its_name_in_front(void **state)
{
    struct trial trial = site_with_toscana(state);
    assert_int_equal(
        symlink("/etc/passwd", temporary_folder_path(trial.folder, "toscana/schede/link.md")), 0);
    assert_int_equal(
        symlink("/etc/passwd", temporary_folder_path(trial.folder, "site/content/link.md")), 0);
    list(&trial, "content");
    struct slice said = temporary_folder_said(trial.folder);
    assert_true(slice_starts_with(said, SLICE("content/link.md:1:1 error file-link")));
    assert_true(slice_find(said, SLICE("\ntoscana: schede/link.md:1:1 error file-link")) !=
                SLICE_NOT_FOUND);
    assert_slice_equal(read_file(&trial, "content/esperienze/toscana/link.md"),
                       arena_format(&trial.folder->arena, "(%d)", EINVAL).ptr);
}

static void a_part_that_hides_has_its_place_for_itself(void **state)
{
    struct trial trial = {.folder = *state};
    temporary_folder_put(trial.folder, "trusted/site.yaml", "trusted");
    temporary_folder_put(trial.folder, "trusted/themes/mine/theme.yaml", "trusted");
    temporary_folder_put(trial.folder, "trusted/content/old.md", "gone");
    temporary_folder_put(trial.folder, "trusted/content/both.md", "trusted");
    temporary_folder_put(trial.folder, "pushed/site.yaml", "pushed");
    temporary_folder_put(trial.folder, "pushed/lua-filters/evil.lua", "pushed");
    temporary_folder_put(trial.folder, "pushed/content/both.md", "pushed");
    add_part(&trial, "trusted", "", "", "");
    add_part(&trial, "pushed", "content", "content", "");
    trial.parts[1].hides = true;
    open_whole(&trial);
    assert_slice_equal(list(&trial, ""), "content/both.md site.yaml themes/mine/theme.yaml");
    assert_slice_equal(list(&trial, "content"), "content/both.md");
    assert_slice_equal(list(&trial, "lua-filters"), "");
    assert_slice_equal(read_file(&trial, "site.yaml"), "trusted");
    assert_slice_equal(read_file(&trial, "content/both.md"), "pushed");
    assert_slice_equal(read_file(&trial, "content/old.md"), "(none)");
    assert_slice_equal(read_file(&trial, "lua-filters/evil.lua"), "(none)");
    assert_slice_equal(temporary_folder_said(trial.folder), "");
}

#define test(name) \
    cmocka_unit_test_setup_teardown(name, temporary_folder_set_up, temporary_folder_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(files_of_all_parts_are_one_tree_sorted_by_path),
        test(each_file_is_known_by_its_part),
        test(a_part_whose_place_is_deeper_than_the_list_is_listed_whole),
        test(two_parts_that_give_the_same_file_are_told_by_their_names),
        test(a_file_in_the_place_of_another_part_s_folder_is_told_too),
        test(what_a_source_says_of_its_files_has_its_name_in_front),
        test(a_part_that_hides_has_its_place_for_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
