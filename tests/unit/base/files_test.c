#include "test.h"

#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Stands before the C library's: a file system that cannot exchange two names. */
static int exchange_fails_with;
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    if (exchange_fails_with) {
        errno = exchange_fails_with;
        return -1;
    }
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

struct fixture {
    char folder[64];
    struct arena arena;
    struct file_error error;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    strcpy(fixture->folder, "/tmp/schedario-files-XXXXXX");
    *state = fixture;
    return !fixture || !mkdtemp(fixture->folder) || chdir(fixture->folder) != 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    file_fail_writes_after(0, 0);
    exchange_fails_with = 0;
    bool good = chdir("/") == 0 && directory_remove(fixture->folder, &fixture->error);
    arena_release(&fixture->arena);
    free(fixture);
    return !good;
}

static void put(struct fixture *fixture, const char *path, const char *content)
{
    assert_true(file_write(path, slice_from_string(content), &fixture->error));
}

static void assert_content(struct fixture *fixture, const char *path, const char *expected)
{
    struct slice content;
    assert_true(file_read(&fixture->arena, path, 1000000, &content, &fixture->error));
    assert_slice_equal(content, expected);
    assert_int_equal(content.ptr[content.len], '\0');
}

static enum file_kind kind_of(struct fixture *fixture, const char *path)
{
    struct file_status status;
    assert_true(file_status_read(path, &status, &fixture->error));
    return status.kind;
}

static void what_is_written_is_read_again(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "a", "one\ntwo\n");
    assert_content(fixture, "a", "one\ntwo\n");
    put(fixture, "a", "short");
    assert_content(fixture, "a", "short");
    put(fixture, "a", "");
    assert_content(fixture, "a", "");
    assert_true(file_write("a", SLICE("a\0b"), &fixture->error));
    struct slice content;
    assert_true(file_read(&fixture->arena, "a", 3, &content, &fixture->error));
    assert_memory_equal(content.ptr, "a\0b", 4);
    struct file_status status;
    assert_true(file_status_read("a", &status, &fixture->error));
    assert_int_equal(status.kind, FILE_REGULAR);
    assert_int_equal(status.size, 3);
}

static void a_file_over_the_maximum_is_refused_with_the_limit(void **state)
{
    struct fixture *fixture = *state;
    struct slice content;
    put(fixture, "a", "12345");
    assert_true(file_read(&fixture->arena, "a", 5, &content, &fixture->error));
    assert_false(file_read(&fixture->arena, "a", 4, &content, &fixture->error));
    assert_int_equal(fixture->error.number, EFBIG);
    assert_int_equal(fixture->error.maximum, 4);
    assert_slice_equal(fixture->error.path, "a");
}

static void a_file_that_does_not_know_its_size_is_read_whole(void **state)
{
    struct fixture *fixture = *state;
    struct slice content;
    assert_true(
        file_read(&fixture->arena, "/proc/self/status", 1000000, &content, &fixture->error));
    assert_true(slice_find(content, SLICE("VmPeak")) != SLICE_NOT_FOUND);
    assert_false(file_read(&fixture->arena, "/proc/self/status", 10, &content, &fixture->error));
    assert_int_equal(fixture->error.number, EFBIG);
}

static void only_ordinary_files_are_read(void **state)
{
    struct fixture *fixture = *state;
    struct slice content;
    assert_false(file_read(&fixture->arena, "missing", 10, &content, &fixture->error));
    assert_int_equal(fixture->error.number, ENOENT);
    assert_false(file_read(&fixture->arena, ".", 100000, &content, &fixture->error));
    assert_int_equal(fixture->error.number, EISDIR);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_false(file_read(&fixture->arena, "pipe", 10, &content, &fixture->error));
    assert_int_equal(fixture->error.number, EINVAL);
    assert_int_equal(kind_of(fixture, "pipe"), FILE_OTHER);
}

static void the_kind_of_a_link_is_link_and_missing_is_no_error(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "a", "x");
    assert_int_equal(symlink("nowhere", "link"), 0);
    assert_int_equal(kind_of(fixture, "link"), FILE_LINK);
    assert_int_equal(kind_of(fixture, "."), FILE_DIRECTORY);
    assert_int_equal(kind_of(fixture, "missing"), FILE_MISSING);
    assert_int_equal(kind_of(fixture, "a/b"), FILE_MISSING);
}

static void a_full_disk_is_reported_wherever_it_happens(void **state)
{
    struct fixture *fixture = *state;
    file_fail_writes_after(10, ENOSPC);
    put(fixture, "a", "12345");
    put(fixture, "b", "12345");
    assert_false(file_write("c", SLICE("1"), &fixture->error));
    assert_int_equal(fixture->error.number, ENOSPC);
    assert_string_equal(fixture->error.action, "write");
    assert_false(file_write("d", SLICE("1"), &fixture->error));
    file_fail_writes_after(0, 0);
    put(fixture, "c", "1");
    file_fail_writes_after(3, EIO);
    assert_false(file_write("copy", SLICE("12345"), &fixture->error));
    assert_int_equal(fixture->error.number, EIO);
    assert_slice_equal(fixture->error.path, "copy");
}

static void writing_to_one_of_two_names_leaves_the_other(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "live", "old");
    assert_int_equal(link("live", "staged"), 0);
    struct stat live, staged;
    assert_int_equal(stat("live", &live) | stat("staged", &staged), 0);
    assert_true(live.st_ino == staged.st_ino);
    put(fixture, "staged", "new");
    assert_content(fixture, "live", "old");
    assert_content(fixture, "staged", "new");
}

static void what_is_replaced_is_the_old_or_the_new_file(void **state)
{
    struct fixture *fixture = *state;
    struct file_error error;
    struct file_status status;
    struct stat found;
    put(fixture, "hook", "old");
    assert_true(file_replace("hook", SLICE("new"), 0755, &error));
    assert_content(fixture, "hook", "new");
    assert_int_equal(stat("hook", &found), 0);
    assert_int_equal(found.st_mode & 0777, 0755);
    file_fail_writes_after(1, ENOSPC);
    assert_false(file_replace("hook", SLICE("newer"), 0, &error));
    file_fail_writes_after(0, 0);
    assert_int_equal(error.number, ENOSPC);
    assert_slice_equal(error.path, "hook");
    assert_content(fixture, "hook", "new");
    assert_true(file_status_read(".hook.new", &status, &error));
    assert_int_equal(status.kind, FILE_MISSING);
}

static void folders_are_created_with_their_parents(void **state)
{
    struct fixture *fixture = *state;
    assert_true(directory_create("a/b/c", &fixture->error));
    assert_true(directory_create("a/b/c", &fixture->error));
    assert_true(directory_create("a/b//d/", &fixture->error));
    assert_int_equal(kind_of(fixture, "a/b/c"), FILE_DIRECTORY);
    assert_int_equal(kind_of(fixture, "a/b/d"), FILE_DIRECTORY);
    char *absolute =
        arena_string(&fixture->arena,
                     path_join(&fixture->arena, slice_from_string(fixture->folder), SLICE("x/y")));
    assert_true(directory_create(absolute, &fixture->error));
    assert_int_equal(kind_of(fixture, "x/y"), FILE_DIRECTORY);
    put(fixture, "file", "");
    assert_false(directory_create("file", &fixture->error));
    assert_int_equal(fixture->error.number, ENOTDIR);
    assert_false(directory_create("file/a/b", &fixture->error));
    assert_int_equal(fixture->error.number, ENOTDIR);
    assert_false(directory_create("", &fixture->error));
}

static void names_are_listed_in_the_order_of_their_bytes(void **state)
{
    struct fixture *fixture = *state;
    struct slice *names;
    size_t count;
    assert_true(directory_list(&fixture->arena, ".", &names, &count, &fixture->error));
    assert_int_equal(count, 0);
    static const char *const paths[] = {"b", "a", ".hidden", "à", "B", "..x"};
    for (size_t i = 0; i < 6; i++)
        put(fixture, paths[i], "");
    assert_true(directory_list(&fixture->arena, ".", &names, &count, &fixture->error));
    static const char *const sorted[] = {"..x", ".hidden", "B", "a", "b", "à"};
    assert_int_equal(count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_slice_equal(names[i], sorted[i]);
    assert_false(directory_list(&fixture->arena, "missing", &names, &count, &fixture->error));
    assert_int_equal(fixture->error.number, ENOENT);
}

static void removing_a_folder_never_follows_a_link(void **state)
{
    struct fixture *fixture = *state;
    assert_true(directory_create("keep/inner", &fixture->error));
    put(fixture, "keep/file", "x");
    assert_true(directory_create("gone/a/b", &fixture->error));
    put(fixture, "gone/a/file", "x");
    assert_int_equal(symlink("../keep", "gone/link"), 0);
    assert_int_equal(symlink("../../keep/file", "gone/a/link"), 0);
    assert_int_equal(symlink("keep", "link"), 0);
    assert_true(directory_remove("gone", &fixture->error));
    assert_int_equal(kind_of(fixture, "gone"), FILE_MISSING);
    assert_false(directory_remove("link", &fixture->error));
    assert_int_equal(fixture->error.number, ENOTDIR);
    assert_false(directory_remove("link/", &fixture->error));
    assert_false(directory_remove("keep/file", &fixture->error));
    assert_int_equal(fixture->error.number, ENOTDIR);
    assert_content(fixture, "keep/file", "x");
    assert_true(directory_remove("missing", &fixture->error));
}

static void a_large_folder_is_removed_whole(void **state)
{
    struct fixture *fixture = *state;
    assert_true(directory_create("gone", &fixture->error));
    for (int i = 0; i < 3000; i++) {
        char path[40];
        snprintf(path, sizeof path, "gone/%d-a-longer-name", i);
        put(fixture, path, "");
    }
    assert_true(directory_remove("gone/", &fixture->error));
    assert_int_equal(kind_of(fixture, "gone"), FILE_MISSING);
}

static void folders_too_deep_are_left_with_an_error(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 250; i++)
        assert_true(mkdir("d", 0777) == 0 && chdir("d") == 0);
    assert_int_equal(chdir(fixture->folder), 0);
    assert_false(directory_remove("d", &fixture->error));
    assert_int_equal(fixture->error.number, ELOOP);
    for (int i = 0; i < 60; i++)
        assert_int_equal(chdir("d"), 0);
    assert_true(directory_remove("d", &fixture->error));
    assert_int_equal(chdir(fixture->folder), 0);
}

static void assert_exchanged(struct fixture *fixture)
{
    assert_true(directory_create("live", &fixture->error));
    assert_true(directory_create("staged", &fixture->error));
    put(fixture, "live/page", "old");
    put(fixture, "staged/page", "new");
    assert_true(directory_exchange("staged", "live", &fixture->error));
    assert_content(fixture, "live/page", "new");
    assert_content(fixture, "staged/page", "old");
    assert_int_equal(kind_of(fixture, "staged.aside"), FILE_MISSING);
    assert_true(directory_exchange("staged", "fresh", &fixture->error));
    assert_content(fixture, "fresh/page", "old");
    assert_int_equal(kind_of(fixture, "staged"), FILE_MISSING);
    assert_false(directory_exchange("staged", "live", &fixture->error));
    assert_int_equal(fixture->error.number, ENOENT);
    assert_content(fixture, "live/page", "new");
    assert_int_equal(kind_of(fixture, "staged.aside"), FILE_MISSING);
    assert_false(directory_exchange("staged", "nowhere", &fixture->error));
    assert_int_equal(fixture->error.number, ENOENT);
    assert_true(directory_remove("fresh", &fixture->error));
}

static void two_folders_change_their_names(void **state)
{
    struct fixture *fixture = *state;
    assert_exchanged(fixture);
    exchange_fails_with = EINVAL;
    assert_exchanged(fixture);
    exchange_fails_with = ENOSYS;
    assert_exchanged(fixture);
    exchange_fails_with = EIO;
    assert_false(directory_exchange("staged", "live", &fixture->error));
    assert_int_equal(fixture->error.number, EIO);
    assert_string_equal(fixture->error.action, "replace");
}

static void a_folder_is_secured_on_the_disk(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "a", "x");
    assert_true(directory_synchronise(".", &fixture->error));
    assert_false(directory_synchronise("a", &fixture->error));
    assert_int_equal(fixture->error.number, ENOTDIR);
}

static void an_error_says_what_failed_in_both_languages(void **state)
{
    struct fixture *fixture = *state;
    struct diagnostics list = {.arena = &fixture->arena};
    struct buffer out = {0};
    file_error_report(&list, &(struct file_error){"write", SLICE("public/a"), ENOSPC, 0});
    file_error_report(&list, &(struct file_error){"read", SLICE("a.csv"), EFBIG, 1000});
    file_error_report(&list, &(struct file_error){"fold", SLICE("a"), EBADMSG, 0});
    for (size_t i = 0; i < 3; i++)
        diagnostic_write_text(&out, &list.items[i],
                              (struct diagnostic_style){MESSAGES_ITALIAN, false});
    diagnostic_write_text(&out, &list.items[0], (struct diagnostic_style){MESSAGES_ENGLISH, false});
    assert_string_equal(
        buffer_string(&out),
        "schedario: guasto: impossibile scrivere public/a: il disco è pieno [disk-full]\n"
        "      | libera spazio, o chiedi una quota maggiore, e riprova\n"
        "schedario: guasto: impossibile leggere a.csv: supera il limite di 1000 byte "
        "[file-too-large]\n"
        "schedario: guasto: impossibile usare a: Bad message [file-error]\n"
        "schedario: failure: cannot write public/a: the disk is full [disk-full]\n"
        "      | free some space, or ask for a larger quota, and try again\n");
    assert_false(diagnostics_are_good(&list));
    buffer_release(&out);
}

static void paths_are_joined_and_taken_apart(void **state)
{
    struct fixture *fixture = *state;
    assert_slice_equal(path_join(&fixture->arena, SLICE("a"), SLICE("b/c")), "a/b/c");
    assert_slice_equal(path_join(&fixture->arena, SLICE("a/"), SLICE("b")), "a/b");
    assert_slice_equal(path_join(&fixture->arena, SLICE("/"), SLICE("b")), "/b");
    assert_slice_equal(path_join(&fixture->arena, SLICE(""), SLICE("b")), "b");
    assert_slice_equal(path_join(&fixture->arena, SLICE("a"), SLICE("")), "a");
    assert_slice_equal(path_folder(SLICE("a/b/c.md")), "a/b");
    assert_slice_equal(path_folder(SLICE("c.md")), "");
    assert_slice_equal(path_folder(SLICE("/c.md")), "/");
    assert_slice_equal(path_name(SLICE("a/b/c.md")), "c.md");
    assert_slice_equal(path_name(SLICE("c.md")), "c.md");
    assert_slice_equal(path_name(SLICE("a/")), "");
    assert_slice_equal(path_extension(SLICE("a.b/c.en.md")), ".md");
    assert_slice_equal(path_extension(SLICE("a.b/c")), "");
    assert_slice_equal(path_extension(SLICE("a/.hidden")), "");
    assert_slice_equal(path_extension((struct slice){NULL, 0}), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_again),
        TEST(a_file_over_the_maximum_is_refused_with_the_limit),
        TEST(a_file_that_does_not_know_its_size_is_read_whole),
        TEST(only_ordinary_files_are_read),
        TEST(the_kind_of_a_link_is_link_and_missing_is_no_error),
        TEST(a_full_disk_is_reported_wherever_it_happens),
        TEST(writing_to_one_of_two_names_leaves_the_other),
        TEST(what_is_replaced_is_the_old_or_the_new_file),
        TEST(folders_are_created_with_their_parents),
        TEST(names_are_listed_in_the_order_of_their_bytes),
        TEST(removing_a_folder_never_follows_a_link),
        TEST(a_large_folder_is_removed_whole),
        TEST(folders_too_deep_are_left_with_an_error),
        TEST(two_folders_change_their_names),
        TEST(a_folder_is_secured_on_the_disk),
        TEST(an_error_says_what_failed_in_both_languages),
        TEST(paths_are_joined_and_taken_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
