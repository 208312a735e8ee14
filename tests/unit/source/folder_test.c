#include "temporary_folder.h"

#include "source/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Stands before the C library's: a folder that nobody may read, even where root runs the tests. */
static const char *unreadable_folder;
DIR *opendir(const char *path)
{
    if (unreadable_folder && strcmp(path, unreadable_folder) == 0) {
        errno = EACCES;
        return NULL;
    }
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 ? NULL : fdopendir(folder);
}

static int tear_down(void **state)
{
    unreadable_folder = NULL;
    return temporary_folder_tear_down(state);
}

static struct source *open_source(struct temporary_folder *folder)
{
    struct source *source =
        source_open_folder(&folder->arena, slice_from_string(folder->path), &folder->list);
    assert_non_null(source);
    return source;
}

/* The paths below content/ with spaces between; "(false)" behind them where listing failed. */
static struct slice list(struct temporary_folder *folder)
{
    struct source_entry *entries;
    size_t count;
    bool good = source_list(open_source(folder), &folder->arena, SLICE("content"), &entries, &count,
                            &folder->list);
    struct buffer paths = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_add(&paths, i ? SLICE(" ") : SLICE(""));
        buffer_add(&paths, entries[i].path);
    }
    buffer_add_string(&paths, good ? "" : "(false)");
    struct slice copy = buffer_copy(&paths, &folder->arena);
    buffer_release(&paths);
    return copy;
}

/* The number of the error, 0 where it was read. */
static int read_number(struct temporary_folder *folder, const char *path, size_t max)
{
    struct file_error error = {0};
    struct slice content;
    if (source_read(open_source(folder), &folder->arena, slice_from_string(path), max, &content,
                    &error))
        return 0;
    assert_int_not_equal(error.number, 0);
    assert_string_equal(error.action, "read");
    return error.number;
}

static void files_come_in_the_order_of_their_whole_paths(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content/a/z.md", "");
    temporary_folder_put(folder, "content/a/b/c.md", "");
    temporary_folder_put(folder, "content/a-b.md", "");
    temporary_folder_put(folder, "content/a.md", "");
    temporary_folder_put(folder, "content/Z.md", "");
    temporary_folder_put(folder, "content/\xc3\xa8.md", "");
    temporary_folder_put(folder, "elsewhere.md", "");
    assert_slice_equal(list(folder), "content/Z.md content/a-b.md content/a.md content/a/b/c.md "
                                     "content/a/z.md content/\xc3\xa8.md");
    assert_slice_equal(temporary_folder_said(folder), "");
}

static void each_file_has_its_size(void **state)
{
    struct temporary_folder *folder = *state;
    struct source_entry *entries;
    size_t count;
    temporary_folder_put(folder, "content/a.md", "12345");
    temporary_folder_put(folder, "content/b.md", "");
    assert_true(source_list(open_source(folder), &folder->arena, SLICE("content"), &entries, &count,
                            &folder->list));
    assert_int_equal(count, 2);
    assert_int_equal(entries[0].size, 5);
    assert_int_equal(entries[1].size, 0);
}

static void hidden_names_and_copies_of_editors_are_left_out_in_silence(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content/a.md", "");
    temporary_folder_put(folder, "content/a.md~", "");
    temporary_folder_put(folder, "content/.a.md.swp", "");
    temporary_folder_put(folder, "content/.git/config", "");
    temporary_folder_put(folder, "content/old~/b.md", "");
    assert_int_equal(symlink("a.md", temporary_folder_path(folder, "content/.#a.md")), 0);
    assert_slice_equal(list(folder), "content/a.md");
    assert_slice_equal(temporary_folder_said(folder), "");
}

static void links_are_left_out_with_their_place(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content/a.md", "");
    temporary_folder_put(folder, "outside/b.md", "");
    assert_int_equal(symlink("a.md", temporary_folder_path(folder, "content/to-file.md")), 0);
    assert_int_equal(symlink("../outside", temporary_folder_path(folder, "content/to-folder")), 0);
    assert_int_equal(symlink("nowhere", temporary_folder_path(folder, "content/to-nothing")), 0);
    assert_slice_equal(list(folder), "content/a.md");
    assert_slice_equal(
        temporary_folder_said(folder),
        "content/to-file.md:1:1 error file-link: this is a symbolic link: links are not followed "
        "| put the file itself here\n"
        "content/to-folder:1:1 error file-link: this is a symbolic link: links are not followed "
        "| put the file itself here\n"
        "content/to-nothing:1:1 error file-link: this is a symbolic link: links are not followed "
        "| put the file itself here\n");
}

static void links_in_a_circle_do_not_loop(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content/a/b.md", "");
    assert_int_equal(symlink("..", temporary_folder_path(folder, "content/a/up")), 0);
    assert_int_equal(symlink("self", temporary_folder_path(folder, "content/self")), 0);
    assert_slice_equal(list(folder), "content/a/b.md");
    assert_int_equal(folder->list.count, 2);
}

static void content_that_is_itself_a_link_is_not_followed(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "elsewhere/a.md", "");
    assert_int_equal(symlink("elsewhere", temporary_folder_path(folder, "content")), 0);
    assert_slice_equal(list(folder), "(false)");
    assert_slice_equal(temporary_folder_said_in(folder, MESSAGES_ITALIAN),
                       "content:1:1 error file-link: questo è un collegamento simbolico: i "
                       "collegamenti non si seguono | metti qui il file vero e proprio\n");
}

static void what_is_neither_file_nor_folder_is_left_out_unread(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content/a.md", "");
    assert_int_equal(mkfifo(temporary_folder_path(folder, "content/pipe.md"), 0600), 0);
    assert_slice_equal(list(folder), "content/a.md");
    assert_slice_equal(temporary_folder_said(folder),
                       "content/pipe.md:1:1 error file-kind: this is neither a file nor a folder: "
                       "it is left out | take it out of the site's folder\n");
    assert_int_equal(read_number(folder, "content/pipe.md", 100), EINVAL);
}

static void folders_too_deep_are_left_out_and_named(void **state)
{
    struct temporary_folder *folder = *state;
    struct buffer path = {0}, expected = {0};
    buffer_add_string(&path, "content");
    for (int depth = 1; depth < SOURCE_DEPTH_MAX; depth++)
        buffer_add_string(&path, "/d");
    buffer_format(&expected, "%s/last.md", buffer_string(&path));
    temporary_folder_put(folder, buffer_string(&expected), "");
    buffer_add_string(&path, "/deeper");
    struct slice deeper = buffer_copy(&path, &folder->arena);
    buffer_add_string(&path, "/too-deep.md");
    temporary_folder_put(folder, buffer_string(&path), "");
    assert_slice_equal(list(folder), buffer_string(&expected));
    assert_int_equal(folder->list.count, 1);
    assert_true(slice_starts_with(temporary_folder_said(folder), deeper));
    assert_slice_equal(slice_after(temporary_folder_said(folder), deeper.len),
                       ":1:1 error folder-depth: folders may be 32 deep in each other: this one "
                       "is deeper, and left out | move it further up\n");
    buffer_release(&path);
    buffer_release(&expected);
}

static void a_missing_content_folder_gives_no_files(void **state)
{
    struct temporary_folder *folder = *state;
    assert_slice_equal(list(folder), "");
    assert_slice_equal(temporary_folder_said(folder), "");
}

static void an_empty_content_folder_gives_no_files(void **state)
{
    struct temporary_folder *folder = *state;
    assert_int_equal(mkdir(temporary_folder_path(folder, "content"), 0700), 0);
    assert_slice_equal(list(folder), "");
    assert_slice_equal(temporary_folder_said(folder), "");
}

static void content_that_is_a_file_is_a_failure(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content", "");
    assert_slice_equal(list(folder), "(false)");
    assert_int_equal(folder->list.count, 1);
    assert_string_equal(folder->list.items[0].problem->code, "not-a-folder");
}

static void a_folder_that_cannot_be_read_is_a_failure_and_hides_no_other(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content/a/one.md", "");
    temporary_folder_put(folder, "content/b/two.md", "");
    unreadable_folder = temporary_folder_path(folder, "content/a");
    assert_slice_equal(list(folder), "content/b/two.md(false)");
    assert_int_equal(folder->list.count, 1);
    assert_string_equal(folder->list.items[0].problem->code, "permission");
    assert_int_equal(folder->list.items[0].severity, SEVERITY_FAILURE);
}

static void names_may_be_any_bytes(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "content/\xff\n\t.md", "x");
    assert_slice_equal(list(folder), "content/\xff\n\t.md");
    assert_int_equal(read_number(folder, "content/\xff\n\t.md", 10), 0);
}

static void a_site_that_is_not_there_says_how_to_name_it(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "file", "");
    assert_null(source_open_folder(
        &folder->arena, slice_from_string(temporary_folder_path(folder, "none")), &folder->list));
    assert_null(source_open_folder(
        &folder->arena, slice_from_string(temporary_folder_path(folder, "file")), &folder->list));
    assert_int_equal(folder->list.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(folder->list.items[i].problem->code, "no-such-folder");
        assert_int_equal(folder->list.items[i].severity, SEVERITY_FAILURE);
    }
}

static void a_file_is_read_up_to_the_maximum(void **state)
{
    struct temporary_folder *folder = *state;
    struct slice content;
    struct file_error error;
    temporary_folder_put(folder, "content/a.md", "12345");
    assert_true(source_read(open_source(folder), &folder->arena, SLICE("content/a.md"), 5, &content,
                            &error));
    assert_slice_equal(content, "12345");
    assert_false(source_read(open_source(folder), &folder->arena, SLICE("content/a.md"), 4,
                             &content, &error));
    assert_int_equal(error.number, EFBIG);
    assert_int_equal(error.maximum, 4);
    assert_int_equal(read_number(folder, "content/b.md", 5), ENOENT);
    assert_int_equal(read_number(folder, "content", 5), EISDIR);
}

static void nothing_outside_the_folder_is_read(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "site/a.md", "inside");
    temporary_folder_put(folder, "secret", "outside");
    struct source *source = source_open_folder(
        &folder->arena, slice_from_string(temporary_folder_path(folder, "site")), &folder->list);
    static const char *const paths[] = {
        "../secret", "./a.md", "x/../../secret", "",     "a.md/",
        "//a.md",    "..",     "/../secret",     "x/..", "x/./../a.md"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct slice content;
        struct file_error error;
        assert_false(source_read(source, &folder->arena, slice_from_string(paths[i]), 100, &content,
                                 &error));
        assert_int_equal(error.number, ENOENT);
    }
}

static void no_link_is_followed_wherever_it_stands_in_the_path(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "real/a.md", "");
    assert_int_equal(symlink("real", temporary_folder_path(folder, "link")), 0);
    assert_int_equal(symlink("a.md", temporary_folder_path(folder, "real/b.md")), 0);
    assert_int_equal(symlink("real/a.md", temporary_folder_path(folder, "c")), 0);
    assert_int_equal(read_number(folder, "real/a.md", 10), 0);
    assert_int_equal(read_number(folder, "link/a.md", 10), EINVAL);
    assert_int_equal(read_number(folder, "real/b.md", 10), EINVAL);
    assert_int_equal(read_number(folder, "c", 10), EINVAL);
}

static void a_site_may_be_reached_by_a_link(void **state)
{
    struct temporary_folder *folder = *state;
    struct slice content;
    struct file_error error;
    temporary_folder_put(folder, "real/content/a.md", "text");
    assert_int_equal(symlink("real", temporary_folder_path(folder, "site")), 0);
    struct source *source = source_open_folder(
        &folder->arena, slice_from_string(temporary_folder_path(folder, "site/")), &folder->list);
    assert_true(source_read(source, &folder->arena, SLICE("content/a.md"), 10, &content, &error));
    assert_slice_equal(content, "text");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, temporary_folder_set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_come_in_the_order_of_their_whole_paths),
        TEST(each_file_has_its_size),
        TEST(hidden_names_and_copies_of_editors_are_left_out_in_silence),
        TEST(links_are_left_out_with_their_place),
        TEST(links_in_a_circle_do_not_loop),
        TEST(content_that_is_itself_a_link_is_not_followed),
        TEST(what_is_neither_file_nor_folder_is_left_out_unread),
        TEST(folders_too_deep_are_left_out_and_named),
        TEST(a_missing_content_folder_gives_no_files),
        TEST(an_empty_content_folder_gives_no_files),
        TEST(content_that_is_a_file_is_a_failure),
        TEST(a_folder_that_cannot_be_read_is_a_failure_and_hides_no_other),
        TEST(names_may_be_any_bytes),
        TEST(a_site_that_is_not_there_says_how_to_name_it),
        TEST(a_file_is_read_up_to_the_maximum),
        TEST(nothing_outside_the_folder_is_read),
        TEST(no_link_is_followed_wherever_it_stands_in_the_path),
        TEST(a_site_may_be_reached_by_a_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
