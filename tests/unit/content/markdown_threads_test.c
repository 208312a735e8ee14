#include "content/markdown_reading.h"

#include "base/workers.h"

/* Parses that overlap in several threads, on documents with and without the constructs
 * for which cmark-gfm keeps a global table. */
enum { THREADS = 8, DOCUMENTS = 4000, KINDS = 40 };

struct task {
    struct arena arenas[THREADS];
    struct slice texts[KINDS];
    struct slice expected[KINDS];
    bool is_equal[DOCUMENTS];
};

static struct slice write_all(struct arena *task_arena, struct slice text)
{
    struct text_file task_file = {SLICE("a.md"), text};
    struct diagnostics task_diagnostics = {.arena = task_arena};
    struct markdown_style style = {0};
    struct buffer out = {0};
    struct markdown *markdown =
        markdown_parse(task_arena, &task_file, text, NULL, &task_diagnostics);
    markdown_write_html(&out, markdown, &style);
    buffer_add(&out, markdown->plain);
    buffer_format(&out, "%zu links", markdown->link_count);
    struct slice copy = buffer_copy(&out, task_arena);
    buffer_release(&out);
    return copy;
}

static void read_one(void *context, size_t index, unsigned worker)
{
    struct task *task = context;
    struct arena *task_arena = &task->arenas[worker];
    size_t kind = index * 7 % KINDS;
    task->is_equal[index] =
        slice_equal(write_all(task_arena, task->texts[kind]), task->expected[kind]);
    arena_reset(task_arena);
}

static void parses_of_eight_threads_give_what_one_gives(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "Parole e *enfasi* in **mezzo** al `testo`, niente altro.\n\n",
        "Sito www.esempio.it, https://esempio.it/a_b?c=d e redazione@esempio.it.\n\n",
        "Testo ~~tolto~~ e ~anche~ **~~questo~~**, *~no*~.\n\n",
        "| Voce | w~~w~~ |\n|:--|--:|\n| https://a.it | [[scheda|S]] |\n\n- [x] fatto: "
        "www.b.it\n\n",
        "Nota[^1] w: ww, x:y e [link](a.md#b).\n\n[^1]: vedi www.c.it e ~~d~~\n\n",
        "## Sintesi {#s}\n\n> citazione: `~~codice~~` info&#64;esempio.it\n\n",
    };
    struct task *task = arena_new(&arena, struct task);
    for (size_t kind = 0; kind < KINDS; kind++) {
        struct buffer text = {0};
        for (size_t i = 0; i < 3 + kind % 11; i++)
            buffer_add_string(&text, pieces[(kind * 5 + i * (1 + kind % 3)) % 6]);
        task->texts[kind] = buffer_copy(&text, &arena);
        buffer_release(&text);
        task->expected[kind] = write_all(&arena, task->texts[kind]);
    }
    assert_true(slice_find(task->expected[1], SLICE("mailto:redazione@esempio.it")) !=
                SLICE_NOT_FOUND);
    struct workers *workers = workers_create(THREADS);
    workers_run(workers, DOCUMENTS, read_one, task);
    workers_destroy(workers);
    size_t wrong = 0;
    for (size_t i = 0; i < DOCUMENTS; i++)
        wrong += !task->is_equal[i];
    assert_int_equal(wrong, 0);
    for (size_t i = 0; i < THREADS; i++)
        arena_release(&task->arenas[i]);
}

struct sharing {
    const struct markdown *markdown;
    struct slice expected;
    bool is_equal[DOCUMENTS];
};

static void write_one(void *context, size_t index, unsigned worker)
{
    (void)worker;
    struct sharing *sharing = context;
    struct markdown_style style = {.heading_shift = 1};
    struct buffer out = {0};
    markdown_write_html(&out, sharing->markdown, &style);
    sharing->is_equal[index] = slice_equal(buffer_view(&out), sharing->expected);
    buffer_release(&out);
}

static void one_tree_is_written_by_eight_threads(void **state)
{
    (void)state;
    struct sharing *sharing = arena_new(&arena, struct sharing);
    sharing->markdown = parse("# A\n\n[b](c) ![d](e 'f') `g`[^1] [[h]]\n\n```{i}\nj\n```\n\n"
                              "- [ ] k\n\n| l |\n|:-:|\n| m |\n\n[^1]: n\n");
    sharing->expected = html_of(sharing->markdown, (struct markdown_style){.heading_shift = 1});
    struct workers *workers = workers_create(THREADS);
    workers_run(workers, DOCUMENTS, write_one, sharing);
    workers_destroy(workers);
    for (size_t i = 0; i < DOCUMENTS; i++)
        assert_true(sharing->is_equal[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(parses_of_eight_threads_give_what_one_gives),
        TEST(one_tree_is_written_by_eight_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
