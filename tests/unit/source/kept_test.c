#include "source/kept.h"

#include "temporary_folder.h"

#include <stdlib.h>

static struct repository *open_repository(struct temporary_folder *folder)
{
    struct diagnostics list = {.arena = &folder->arena};
    temporary_folder_put(folder, "site/site.yaml", "site: {}\n");
    const char *path = temporary_folder_path(folder, "site");
    assert_int_equal(
        system(arena_format(&folder->arena, "git init -q '%s' 2>/dev/null", path).ptr), 0);
    struct repository *repository = repository_open(&folder->arena, slice_from_string(path), &list);
    assert_non_null(repository);
    return repository;
}

static void keep_something(struct repository *repository)
{
    struct buffer out = {0};
    struct object_id id = {{1, 2, 3}};
    kept_put_number(&out, 0x01020304u, 4);
    kept_put_text(&out, SLICE("parola"));
    kept_put_id(&out, &id);
    kept_put_text(&out, SLICE(""));
    kept_write(repository, SLICE("prova.bin"), &out);
    buffer_release(&out);
}

static void what_is_kept_is_read_again(void **state)
{
    struct temporary_folder *folder = *state;
    struct repository *repository = open_repository(folder);
    struct kept kept = kept_read(repository, &folder->arena, SLICE("prova.bin"));
    assert_false(kept.good);
    keep_something(repository);
    kept = kept_read(repository, &folder->arena, SLICE("prova.bin"));
    assert_true(kept.good);
    assert_int_equal(kept_take_number(&kept, 4), 0x01020304u);
    assert_slice_equal(kept_take_text(&kept), "parola");
    assert_int_equal(kept_take_id(&kept).bytes[2], 3);
    assert_false(kept_is_whole(&kept));
    assert_slice_equal(kept_take_text(&kept), "");
    assert_true(kept_is_whole(&kept));
    /* Past the end there is nothing, and that stays known. */
    assert_int_equal(kept_take_number(&kept, 8), 0);
    assert_int_equal(kept_take_text(&kept).len, 0);
    assert_false(kept_is_whole(&kept));
    repository_close(repository);
}

static void what_is_damaged_is_as_good_as_not_there(void **state)
{
    struct temporary_folder *folder = *state;
    struct repository *repository = open_repository(folder);
    struct slice whole;
    struct file_error error;
    keep_something(repository);
    const char *path = temporary_folder_path(folder, "site/.git/schedario/prova.bin");
    assert_true(file_read(&folder->arena, path, 1 << 20, &whole, &error));
    for (size_t size = 0; size < whole.len; size++) {
        assert_true(file_write(path, slice_sub(whole, 0, size), &error));
        struct kept kept = kept_read(repository, &folder->arena, SLICE("prova.bin"));
        assert_false(kept_is_whole(&kept) || kept.good);
    }
    for (size_t at = 0; at < whole.len; at++) {
        char *changed = arena_string(&folder->arena, whole);
        changed[at] ^= 1;
        assert_true(file_write(path, slice_from(changed, whole.len), &error));
        assert_false(kept_read(repository, &folder->arena, SLICE("prova.bin")).good);
    }
    repository_close(repository);
}

static void what_cannot_be_written_is_let_be(void **state)
{
    struct temporary_folder *folder = *state;
    struct repository *repository = open_repository(folder);
    temporary_folder_put(folder, "site/.git/schedario", "a file, and no folder");
    keep_something(repository);
    assert_false(kept_read(repository, &folder->arena, SLICE("prova.bin")).good);
    repository_close(repository);
}

int main(void)
{
#define IN_A_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, temporary_folder_set_up, temporary_folder_tear_down)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_is_kept_is_read_again),
        IN_A_FOLDER(what_is_damaged_is_as_good_as_not_there),
        IN_A_FOLDER(what_cannot_be_written_is_let_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
