#include "temporary_folder.h"

#include "desk/log.h"
#include "desk/outcome.h"
#include "desk/queue.h"

#include <sys/stat.h>
#include <unistd.h>

static struct slice here(struct temporary_folder *folder)
{
    return slice_from_string(folder->path);
}

static struct wish add(struct temporary_folder *folder, const char *branch, const char *who)
{
    struct wish wish = {.branch = slice_from_string(branch), .who = slice_from_string(who)};
    assert_true(queue_add(here(folder), &folder->arena, &wish, &folder->list));
    return wish;
}

/* The branches that are left, in their order. */
static struct slice drain(struct temporary_folder *folder, const char *first)
{
    wish_numbers tried = {0};
    struct wish wish;
    buffer_clear(&folder->text);
    while (queue_next(here(folder), &folder->arena, slice_from_string(first), &tried, &wish)) {
        buffer_format(&folder->text, "%.*s ", SLICE_ARG(wish.branch));
        vector_push(&folder->arena, &tried, wish.number);
    }
    return buffer_view(&folder->text);
}

static void the_first_branch_comes_first_and_the_others_by_age(void **state)
{
    struct temporary_folder *folder = *state;
    add(folder, "z/uno", "");
    add(folder, "b", "");
    add(folder, "main", "");
    add(folder, "A", "");
    assert_slice_equal(drain(folder, "main"), "main z/uno b A ");
    assert_slice_equal(drain(folder, ""), "z/uno b main A ");
}

static void leave(struct temporary_folder *folder, const char *name, const char *text)
{
    struct file_error error;
    struct slice path = path_join(&folder->arena, here(folder), slice_from_string(name));
    assert_true(file_write(path.ptr, slice_from_string(text), &error));
}

static void what_is_no_wish_keeps_nobody_busy(void **state)
{
    struct temporary_folder *folder = *state;
    struct slice queue = path_join(&folder->arena, here(folder), SLICE("queue"));
    struct slice pipe = path_join(&folder->arena, queue, SLICE("pipe"));
    struct slice *names;
    size_t count;
    struct file_error error;
    struct wish wish = add(folder, "main", "");
    leave(folder, "queue/altro", "number 1\nbranch main\n"); /* not where its wish would be */
    leave(folder, "queue/vuoto", "");
    leave(folder, "queue/x", "number 7\nbranch ../x\n");
    assert_int_equal(mkfifo(pipe.ptr, 0600), 0); /* reading it would never end */
    assert_slice_equal(drain(folder, "main"), "main ");
    queue_answer(here(folder), &folder->arena, &wish);
    assert_true(directory_list(&folder->arena, queue.ptr, &names, &count, &error));
    assert_int_equal(count, 0);
}

static void a_number_that_is_none_starts_anew(void **state)
{
    struct temporary_folder *folder = *state;
    leave(folder, "number", "99999999999999999999\n");
    assert_true(add(folder, "main", "").number > 0);
    assert_slice_equal(drain(folder, "main"), "main ");
}

static void a_later_wish_stands_for_an_earlier_one(void **state)
{
    struct temporary_folder *folder = *state;
    struct wish first = add(folder, "main", "anna"), found;
    struct wish second = add(folder, "main", "bice");
    wish_numbers tried = {0};
    assert_true(second.number > first.number);
    assert_true(queue_next(here(folder), &folder->arena, SLICE("main"), &tried, &found));
    assert_true(found.number == second.number);
    assert_slice_equal(found.who, "bice");
    /* The answer to the first leaves the second where it is. */
    queue_answer(here(folder), &folder->arena, &first);
    assert_slice_equal(drain(folder, "main"), "main ");
    queue_answer(here(folder), &folder->arena, &second);
    assert_slice_equal(drain(folder, "main"), "");
}

static void numbers_grow_also_where_the_last_one_is_lost(void **state)
{
    struct temporary_folder *folder = *state;
    struct wish first = add(folder, "a", "");
    usleep(2000);
    assert_int_equal(unlink(temporary_folder_path(folder, "number")), 0);
    struct wish second = add(folder, "a", "");
    assert_true(second.number > first.number);
    temporary_folder_put(folder, "number", "99999999999999\n"); /* a clock that was wrong */
    struct wish third = add(folder, "a", "");
    assert_true(third.number == 100000000000000ul);
}

static void what_is_no_wish_is_taken_out_of_the_queue(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "queue/a", "");
    temporary_folder_put(folder, "queue/b", "number x\nbranch b\n");
    temporary_folder_put(folder, "queue/c", "number 1\n");
    add(folder, "d", "one\nnumber 7\nbranch x");
    assert_slice_equal(drain(folder, "main"), "d ");
    assert_int_equal(access(temporary_folder_path(folder, "queue/a"), F_OK), -1);
}

static void a_full_disk_is_told(void **state)
{
    struct temporary_folder *folder = *state;
    struct wish wish = {.branch = SLICE("main")};
    file_fail_writes_after(0, 28);
    bool good = queue_add(here(folder), &folder->arena, &wish, &folder->list);
    file_fail_writes_after(0, 0);
    assert_false(good);
    assert_int_equal(diagnostics_count(&folder->list, SEVERITY_FAILURE), 1);
    assert_slice_equal(drain(folder, "main"), "");
}

static void an_answer_is_for_its_wish_and_those_before(void **state)
{
    struct temporary_folder *folder = *state;
    struct arena *arena = &folder->arena;
    struct slice text;
    struct wish first = add(folder, "main", ""), second = add(folder, "main", "");
    struct wish third = add(folder, "main", "");
    struct desk_outcome outcome = {
        .result = DESK_PUBLISHED, .branch = SLICE("main"), .url = SLICE("https://a.example/")};
    assert_false(outcome_read(here(folder), arena, &first, MESSAGES_ITALIAN, &text));
    outcome_keep(here(folder), arena, &outcome, &second);
    assert_true(outcome_read(here(folder), arena, &first, MESSAGES_ITALIAN, &text));
    assert_slice_equal(text, "pubblicato: https://a.example/\n");
    assert_true(outcome_read(here(folder), arena, &second, MESSAGES_ENGLISH, &text));
    assert_slice_equal(text, "published: https://a.example/\n");
    assert_false(outcome_read(here(folder), arena, &third, MESSAGES_ENGLISH, &text));
    outcome_forget(here(folder), arena, SLICE("main"));
    assert_false(outcome_read(here(folder), arena, &first, MESSAGES_ITALIAN, &text));
}

static void an_outcome_names_ten_pages_and_counts_the_rest(void **state)
{
    struct temporary_folder *folder = *state;
    struct desk_page pages[12];
    for (size_t i = 0; i < 12; i++)
        pages[i] = (struct desk_page){REVIEW_CHANGED, SLICE("A\nsheet"), {0}};
    struct desk_outcome outcome = {.result = DESK_PREVIEWED,
                                   .is_preview = true,
                                   .branch = SLICE("a\x1b[1mb"),
                                   .url = SLICE("https://a.example/"),
                                   .pages = pages,
                                   .page_count = 12};
    outcome_write(&folder->text, &outcome, MESSAGES_ENGLISH, 10);
    struct slice text = buffer_view(&folder->text), line;
    size_t lines = 0;
    slice_next_line(&text, &line);
    assert_slice_equal(line, "preview of a?[1mb: https://a.example/");
    while (slice_next_line(&text, &line) && ++lines <= 10)
        assert_slice_equal(line, "  changed: A sheet");
    assert_slice_equal(line, "  … and 2 more");
    assert_int_equal(text.len, 0);
}

static void problems_are_cut_and_errors_come_first(void **state)
{
    struct temporary_folder *folder = *state;
    static const struct problem warning = {"w", SEVERITY_WARNING, {"warned", "avviso"}, {NULL}};
    static const struct problem error = {"e", SEVERITY_ERROR, {"wrong %1", "male %1"}, {NULL}};
    diagnostic_add_plain(&folder->list, &warning, (struct span){0});
    for (int i = 0; i < 5; i++)
        diagnostic_add(&folder->list, &error, (struct span){0}, SLICE("x"));
    struct desk_outcome outcome = {
        .result = DESK_PROBLEMS, .branch = SLICE("main"), .problems = &folder->list};
    outcome_write(&folder->text, &outcome, MESSAGES_ITALIAN, 2);
    assert_slice_equal(buffer_view(&folder->text),
                       "non pubblicato, il sito è com'era; che cosa non va:\n"
                       "schedario: errore: male x [e]\n"
                       "schedario: errore: male x [e]\n"
                       "… e altre 4 righe\n");
}

static void every_result_has_its_words_in_both_languages(void **state)
{
    struct temporary_folder *folder = *state;
    for (int result = DESK_PUBLISHED; result <= DESK_NOTHING_YET; result++)
        for (int preview = 0; preview <= 1; preview++)
            for (int language = 0; language < MESSAGE_LANGUAGES; language++) {
                struct desk_outcome outcome = {.result = (enum desk_result)result,
                                               .is_preview = preview,
                                               .branch = SLICE("B"),
                                               .published_branch = SLICE("P"),
                                               .url = SLICE("U")};
                buffer_clear(&folder->text);
                outcome_write(&folder->text, &outcome, (enum message_language)language, 5);
                assert_true(folder->text.len > 10);
                assert_int_equal(slice_find_byte(buffer_view(&folder->text), '%'),
                                 SLICE_NOT_FOUND);
            }
}

static void the_log_says_when_and_sets_further_lines_in(void **state)
{
    struct temporary_folder *folder = *state;
    struct file_error error;
    struct slice text, line;
    struct desk_log log = desk_log_of(&folder->arena, here(folder));
    desk_log_write(&log, SLICE("one\ntwo\n"));
    desk_log_write(&log, SLICE("three"));
    assert_true(file_read(&folder->arena, log.path.ptr, 1000, &text, &error));
    slice_next_line(&text, &line);
    assert_int_equal(slice_find(line, SLICE("  one")), strlen("2026-11-28 22:44:00 +0000"));
    slice_next_line(&text, &line);
    assert_slice_equal(line, "    two");
    slice_next_line(&text, &line);
    assert_true(slice_ends_with(line, SLICE("  three")));
}

static void a_long_log_makes_room_for_a_new_one(void **state)
{
    struct temporary_folder *folder = *state;
    struct file_status status;
    struct file_error error;
    struct desk_log log = desk_log_of(&folder->arena, here(folder));
    char *large = arena_allocate(&folder->arena, LOG_SIZE_MAX + 1);
    for (int i = 0; i < LOG_KEPT + 2; i++) {
        memset(large, 'a' + i, LOG_SIZE_MAX + 1);
        temporary_folder_put_bytes(folder, "log", slice_from(large, LOG_SIZE_MAX + 1));
        desk_log_rotate(&log);
        desk_log_rotate(&log); /* a short one stays */
        desk_log_write(&log, SLICE("short"));
        desk_log_rotate(&log);
    }
    assert_true(file_status_read(temporary_folder_path(folder, "log"), &status, &error));
    assert_true(status.kind == FILE_REGULAR && status.size < 100);
    struct slice last;
    assert_true(file_read(&folder->arena, temporary_folder_path(folder, "log.3"), 2u << 20, &last, &error));
    assert_int_equal(last.ptr[0], 'c');
    assert_true(file_status_read(temporary_folder_path(folder, "log.4"), &status, &error));
    assert_int_equal(status.kind, FILE_MISSING);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, temporary_folder_set_up, temporary_folder_tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_branch_comes_first_and_the_others_by_age),
        TEST(a_later_wish_stands_for_an_earlier_one),
        TEST(numbers_grow_also_where_the_last_one_is_lost),
        TEST(what_is_no_wish_is_taken_out_of_the_queue),
        TEST(what_is_no_wish_keeps_nobody_busy),
        TEST(a_number_that_is_none_starts_anew),
        TEST(a_full_disk_is_told),
        TEST(an_answer_is_for_its_wish_and_those_before),
        TEST(an_outcome_names_ten_pages_and_counts_the_rest),
        TEST(problems_are_cut_and_errors_come_first),
        TEST(every_result_has_its_words_in_both_languages),
        TEST(the_log_says_when_and_sets_further_lines_in),
        TEST(a_long_log_makes_room_for_a_new_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
