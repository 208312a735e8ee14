/*
 * Our HTML and that of the cmark-gfm program, byte for byte, on documents, on the examples of
 * specifications and on seeded mutations of all of them.
 *
 *     gfm_test [-m MUTATIONS] [-s SECONDS] FILE.md… FILE.json…
 */
#include "base/buffer.h"
#include "base/files.h"
#include "base/vector.h"
#include "content/markdown.h"
#include "spec_reader.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct document {
    struct slice name;
    struct slice text;
};

struct run {
    struct arena arena; /* of the documents */
    struct arena task;  /* of the comparison at hand */
    VECTOR(struct document) documents;
    uint64_t random;
    size_t passed, failed;
};

static _Noreturn void give_up(const char *action)
{
    fprintf(stderr, "gfm_test: %s: %s\n", action, strerror(errno));
    exit(3);
}

/* What the program makes of the text, as if it were given on its standard input. */
static void run_program(struct slice text, struct buffer *html)
{
    static const char *const arguments[] = {
        "cmark-gfm", "-e", "table",    "-e", "strikethrough", "-e", "autolink", "-e",
        "tagfilter", "-e", "tasklist", "-e", "footnotes",     NULL};
    int input = memfd_create("input", MFD_CLOEXEC), output[2];
    if (input < 0 || pipe(output) < 0)
        give_up("cannot make a pipe");
    for (size_t done = 0; done < text.len;) {
        ssize_t count = write(input, text.ptr + done, text.len - done);
        if (count < 0)
            give_up("cannot write");
        done += (size_t)count;
    }
    lseek(input, 0, SEEK_SET);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    posix_spawn_file_actions_addclose(&actions, output[0]);
    pid_t child;
    errno = posix_spawnp(&child, "cmark-gfm", &actions, NULL, (char *const *)(uintptr_t)arguments,
                         environ);
    if (errno)
        give_up("cannot run cmark-gfm");
    posix_spawn_file_actions_destroy(&actions);
    close(output[1]);
    close(input);
    for (;;) {
        ssize_t count = read(output[0], buffer_reserve(html, 65536), 65536);
        if (count <= 0)
            break;
        html->len += (size_t)count;
    }
    close(output[0]);
    waitpid(child, NULL, 0);
}

static void show_difference(struct slice name, struct slice text, struct slice expected,
                            struct slice actual)
{
    size_t i = 0;
    while (i < expected.len && i < actual.len && expected.ptr[i] == actual.ptr[i])
        i++;
    size_t from = i > 40 ? i - 40 : 0;
    printf("not ok %.*s, byte %zu\n--- document\n%.*s\n--- cmark-gfm\n%.*s\n--- "
           "schedario\n%.*s\n---\n",
           SLICE_ARG(name), i, SLICE_ARG(slice_sub(text, 0, 4000)),
           SLICE_ARG(slice_sub(expected, from, 120)), SLICE_ARG(slice_sub(actual, from, 120)));
}

static void compare(struct run *run, struct slice name, struct slice text)
{
    struct buffer expected = {0}, actual = {0};
    struct diagnostics diagnostics = {.arena = &run->task};
    struct text_file file = {.path = name, .text = text};
    struct markdown_style style = {.plain_gfm = true};
    run_program(text, &expected);
    struct markdown *markdown = markdown_parse(&run->task, &file, text, NULL, &diagnostics);
    if (markdown)
        markdown_write_html(&actual, markdown, &style);
    if (markdown && slice_equal(buffer_view(&expected), buffer_view(&actual))) {
        run->passed++;
    } else {
        run->failed++;
        show_difference(name, text, buffer_view(&expected),
                        markdown ? buffer_view(&actual)
                                 : slice_from_string(diagnostics.items[0].problem->code));
    }
    buffer_release(&expected);
    buffer_release(&actual);
    arena_reset(&run->task);
}

/* xorshift64* (Marsaglia 2003, Vigna 2016): the same documents in each run. */
static size_t draw(struct run *run, size_t below)
{
    run->random ^= run->random >> 12;
    run->random ^= run->random << 25;
    run->random ^= run->random >> 27;
    return below ? (size_t)((run->random * 2685821657736338717u) >> 33) % below : 0;
}

static struct slice draw_part(struct run *run, struct slice text, size_t max)
{
    size_t start = draw(run, text.len + 1);
    return slice_sub(text, start, draw(run, max));
}

static struct slice draw_document(struct run *run)
{
    return run->documents.items[draw(run, run->documents.count)].text;
}

/* One to four changes: cut, copy, a piece of another document, a token that means something. */
static void mutate(struct run *run, struct buffer *out)
{
    static const char *const tokens[] = {
        "*",
        "**",
        "_",
        "~~",
        "~",
        "`",
        "```\n",
        "[",
        "]",
        "](",
        "![",
        "[^1]",
        "[^1]: ",
        "|",
        "|-|-|\n",
        "\n|:-:|\n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "- [x] ",
        "# ",
        "===\n",
        "---\n",
        "<b>",
        "<!-- ",
        "-->",
        "<?",
        "&amp;",
        "&#64;",
        "&#0;",
        "\\",
        "\\\n",
        "  \n",
        "www.a.it",
        "https://a.it/b",
        "a@b.it",
        "mailto:a@b.it",
        "[[id]]",
        " {#id}\n",
        "[x]: <y> \"z\"\n",
        "[x]",
        "\xC3\xA0",
        "\xC2\xA0",
        "\xE2\x80\x9C",
        "\r",
        "\r\n",
        "\f",
        "\xEF\xBB\xBF",
    };
    struct slice text = draw_document(run);
    buffer_add(out, text);
    for (size_t changes = 1 + draw(run, 4); changes; changes--) {
        struct slice copy = buffer_copy(out, &run->task), added = {NULL, 0};
        size_t at = draw(run, copy.len + 1), cut = 0;
        switch (draw(run, 6)) {
        case 0:
            cut = draw(run, 20);
            break;
        case 1:
            added = draw_part(run, copy, 40);
            break;
        case 2:
            added = draw_part(run, draw_document(run), 60);
            break;
        case 3:
            cut = draw(run, 3);
            /* fall through */
        default:
            added = slice_from_string(tokens[draw(run, sizeof tokens / sizeof *tokens)]);
        }
        buffer_truncate(out, at);
        buffer_add(out, added);
        buffer_add(out, slice_after(copy, at + cut));
    }
}

static void read_document(struct run *run, const char *path)
{
    struct slice content, name = slice_from_string(path), text;
    struct file_error error;
    if (!file_read(&run->arena, path, 1u << 24, &content, &error))
        give_up(path);
    if (!slice_ends_with(name, SLICE(".json"))) {
        vector_push(&run->arena, &run->documents, ((struct document){name, content}));
        return;
    }
    for (unsigned number = 1; spec_next(&run->arena, &content, &text); number++) {
        struct slice example = arena_format(&run->arena, "%s, example %u", path, number);
        vector_push(&run->arena, &run->documents, ((struct document){example, text}));
    }
}

int main(int argc, char **argv)
{
    struct run run = {.random = 20171220};
    unsigned long mutations = 0;
    time_t seconds = 30;
    for (int option; (option = getopt(argc, argv, "m:s:")) != -1;) {
        if (option == 'm')
            mutations = strtoul(optarg, NULL, 10);
        else if (option == 's')
            seconds = (time_t)strtoul(optarg, NULL, 10);
        else
            return 2;
    }
    for (int i = optind; i < argc; i++)
        read_document(&run, argv[i]);
    for (size_t i = 0; i < run.documents.count; i++)
        compare(&run, run.documents.items[i].name, run.documents.items[i].text);
    time_t end = time(NULL) + seconds;
    unsigned long done = 0;
    for (; done < mutations && run.documents.count && time(NULL) < end; done++) {
        struct buffer text = {0};
        mutate(&run, &text);
        struct slice name = arena_format(&run.arena, "mutation %lu", done + 1);
        compare(&run, name, buffer_copy(&text, &run.arena));
        buffer_release(&text);
    }
    printf("%zu documents, %lu of %lu mutations\n", run.documents.count, done, mutations);
    printf("%zu passed, %zu failed\n", run.passed, run.failed);
    arena_release(&run.task);
    arena_release(&run.arena);
    return run.failed != 0;
}
