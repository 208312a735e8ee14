/* The machine fails at every point of a build in turn: memory, then the disk. */
#include "build/build.h"
#include "temporary_folder.h"

#include "base/memory.h"
#include "text/unicode.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUT_OF_MEMORY 3

static const char site_yaml[] =
    "site:\n"
    "  title: {it: Prove, en: Trials}\n"
    "  base_url: https://prove.example.org/\n"
    "  languages: [it, en]\n"
    "  theme: piccolo\n"
    "vocabularies:\n"
    "  temi: {uno: {label: Uno}, due: {label: Due, parent: uno}}\n"
    "collections:\n"
    "  schede:\n"
    "    label: Schede\n"
    "    fields:\n"
    "      titolo: {type: text, role: title, required: true, pattern: '.*'}\n"
    "      temi: {type: list, of: {type: term, of: temi}, role: theme, facet: true}\n"
    "      budget: {type: money, currency: EUR}\n"
    "      nota: {type: markdown}\n";
static const char repository_key[] = "repository: {commit: \"https://f.example.org/{commit}\"}\n";
static const char first_sheet[] =
    "---\ntitolo: Prima\ntemi: [uno, due]\nbudget: \"84.498,00\"\nnota: \"*con* "
    "[[seconda]]\"\n---\n\n"
    "Testo[^1] con [la seconda](seconda/index.md), una tabella e ~~altro~~ www.example.org.\n\n"
    "## Parte\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Nota.\n";
static const char second_sheet[] =
    "---\ntitolo: Seconda\ntemi: uno\n---\n\n- [ ] [[prima]]\n\n![Disegno](disegno.svg)\n";
static const char template[] =
    "<!DOCTYPE html>\n<html lang=\"{{ site.language.code }}\"><head><title>{{ page.title "
    "}}</title>\n"
    "{{ page.metadata }}</head><body>{% for s in sheets | default([]) %}<a href=\"{{ s.url }}\">"
    "{{ s.title | upper }}</a>{% endfor %}{% if sheet %}{{ sheet.content }}{% endif "
    "%}</body></html>\n";

/* The texts that a theme must have are the theme's own; tests run in the top folder. */
static void put_words(struct temporary_folder *folder, const char *name)
{
    struct slice words;
    struct file_error error;
    const char *from = arena_format(&folder->arena, "themes/schedario/i18n/%s.yaml", name).ptr;
    assert_true(file_read(&folder->arena, from, 1 << 20, &words, &error));
    temporary_folder_put_bytes(
        folder, arena_format(&folder->arena, "site/themes/piccolo/i18n/%s.yaml", name).ptr, words);
}

/* A small site; it is published in the folder `out` beside it. */
static void put_site(struct temporary_folder *folder)
{
    static const char *const names[] = {"home",       "list", "sheet",   "organisation",
                                        "guide",      "term", "sitemap", "redirect",
                                        "vocabulary", "404",  "compare"};
    temporary_folder_put(folder, "site/site.yaml", site_yaml);
    temporary_folder_put(folder, "site/content/schede/prima.md", first_sheet);
    temporary_folder_put(folder, "site/content/schede/seconda/index.md", second_sheet);
    temporary_folder_put(folder, "site/content/schede/seconda/disegno.svg", "<svg/>");
    temporary_folder_put(folder, "site/themes/piccolo/theme.yaml", "name: piccolo\n");
    temporary_folder_put(folder, "site/themes/piccolo/assets/style.css", "body { color: black }\n");
    put_words(folder, "it");
    put_words(folder, "en");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        temporary_folder_put(
            folder,
            arena_format(&folder->arena, "site/themes/piccolo/templates/%s.html", names[i]).ptr,
            template);
}

static void git(struct temporary_folder *folder, const char *arguments)
{
    const char *command = arena_format(
        &folder->arena,
        "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null git -C '%s' -c user.name=Ada "
        "-c user.email=ada@example.org %s >/dev/null 2>&1",
        temporary_folder_path(folder, "site"), arguments).ptr;
    if (system(command) != 0)
        fail_msg("%s", command);
}

/* The same, kept in git: a sheet was renamed, one changed, one taken away, and pages tell of it. */
static void put_site_with_history(struct temporary_folder *folder)
{
    static const char *const names[] = {"history", "version", "withdrawn"};
    put_site(folder);
    temporary_folder_put(
        folder, "site/site.yaml",
        arena_format(&folder->arena, "%s%s", site_yaml, repository_key).ptr);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        temporary_folder_put(
            folder,
            arena_format(&folder->arena, "site/themes/piccolo/templates/%s.html", names[i]).ptr,
            template);
    temporary_folder_put(folder, "site/content/schede/terza.md", "---\ntitolo: Terza\n---\n");
    temporary_folder_put(folder, "site/content/schede/quarta.md", "---\ntitolo: Quarta\n---\n");
    temporary_folder_put(folder, "site/content/schede/terza.en.md", "---\ntitolo: Third\n---\n");
    git(folder, "init -q -b main");
    git(folder, "add -A");
    git(folder, "commit -q -m uno");
    git(folder, "rm -q content/schede/quarta.md");
    git(folder, "mv content/schede/terza.md content/schede/quinta.md");
    git(folder, "mv content/schede/terza.en.md content/schede/quinta.en.md");
    git(folder, "commit -q -m due");
}

static enum build_outcome run_build(struct temporary_folder *folder, unsigned jobs)
{
    struct build_options options = {
        .folder = slice_from_string(temporary_folder_path(folder, "site")),
        .out = slice_from_string(temporary_folder_path(folder, "out")),
        .jobs = jobs,
    };
    struct build *build = build_create(&options);
    enum build_outcome outcome = build_run(build);
    const struct diagnostics *found = build_diagnostics(build);
    if (outcome == BUILD_PROBLEMS) {
        struct buffer text = {0};
        diagnostics_write_text(&text, found, (struct diagnostic_style){0});
        print_error("%s", buffer_string(&text));
        buffer_release(&text);
    }
    if (outcome == BUILD_FAILED)
        assert_true(diagnostics_count(found, SEVERITY_FAILURE) > 0);
    build_destroy(build);
    return outcome;
}

/* Names and bytes of all that a folder holds. */
static void add_folder(struct arena *arena, struct slice path, struct buffer *out)
{
    struct slice *names, content;
    size_t count;
    struct file_error error;
    struct file_status status;
    assert_true(directory_list(arena, path.ptr, &names, &count, &error));
    for (size_t i = 0; i < count; i++) {
        struct slice name = path_join(arena, path, names[i]);
        assert_true(file_status_read(name.ptr, &status, &error));
        buffer_format(out, "%.*s\n", SLICE_ARG(name));
        if (status.kind == FILE_DIRECTORY) {
            add_folder(arena, name, out);
        } else {
            assert_true(file_read(arena, name.ptr, 1 << 24, &content, &error));
            buffer_add(out, content);
        }
    }
}

static uint64_t fingerprint(struct temporary_folder *folder)
{
    struct arena arena = {0};
    struct buffer text = {0};
    add_folder(&arena, slice_from_string(temporary_folder_path(folder, "out")), &text);
    uint64_t hash = slice_hash(buffer_view(&text));
    buffer_release(&text);
    arena_release(&arena);
    return hash;
}

static bool is_there(struct temporary_folder *folder, const char *path)
{
    return access(temporary_folder_path(folder, path), F_OK) == 0;
}

/* The program has no memory left: it ends at once, as src/cli does. */
static void end_at_once(size_t size)
{
    (void)size;
    _exit(OUT_OF_MEMORY);
}

static int build_with_memory_for(struct temporary_folder *folder, long allocations)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        memory_set_handler(end_at_once);
        memory_fail_after(allocations);
        enum build_outcome outcome = run_build(folder, allocations % 2 ? 1 : 3);
        memory_fail_after(-1);
        _exit(outcome == BUILD_GOOD ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void fail_memory_at_every_point(struct temporary_folder *folder)
{
    assert_int_equal(run_build(folder, 1), BUILD_GOOD);
    uint64_t before = fingerprint(folder);
    long count = 0, tries = 0;
    int status;
    do {
        status = build_with_memory_for(folder, count);
        if (status != 0 && status != OUT_OF_MEMORY)
            fail_msg("after %ld allocations: exit status %d", count, status);
        assert_true(fingerprint(folder) == before);
        count += 1 + count / 15;
        tries++;
    } while (status != 0);
    assert_true(tries > 50);
    assert_int_equal(run_build(folder, 1), BUILD_GOOD);
    assert_false(is_there(folder, ".out.staging"));
    assert_true(fingerprint(folder) == before);
}

static void without_memory_the_program_ends_and_the_site_stays(void **state)
{
    put_site(*state);
    fail_memory_at_every_point(*state);
}

static void without_memory_for_the_history_the_site_stays(void **state)
{
    struct temporary_folder *folder = *state;
    put_site_with_history(folder);
    fail_memory_at_every_point(folder);
    assert_true(is_there(folder, "out/schede/terza/index.html"));
    assert_true(is_there(folder, "out/schede/quarta/index.html"));
    assert_true(is_there(folder, "out/schede/quinta/storia/index.html"));
}

/* What is kept for the next build is no part of this one. */
static void where_nothing_can_be_kept_of_the_history_the_site_is_the_same(void **state)
{
    struct temporary_folder *folder = *state;
    put_site_with_history(folder);
    assert_int_equal(run_build(folder, 1), BUILD_GOOD);
    uint64_t before = fingerprint(folder);
    assert_true(is_there(folder, "site/.git/schedario/selves.bin"));
    temporary_folder_put(folder, "site/.git/schedario/selves.bin", "SCHSbroken");
    assert_int_equal(run_build(folder, 1), BUILD_GOOD);
    assert_true(fingerprint(folder) == before);
    assert_int_equal(system(arena_format(&folder->arena, "rm -rf '%s' && : >'%s'",
                                         temporary_folder_path(folder, "site/.git/schedario"),
                                         temporary_folder_path(folder, "site/.git/schedario"))
                                .ptr),
                     0);
    assert_int_equal(run_build(folder, 1), BUILD_GOOD);
    assert_true(fingerprint(folder) == before);
}

static void with_a_full_disk_the_site_stays_and_nothing_is_left(void **state)
{
    static const int numbers[] = {ENOSPC, EDQUOT, EIO};
    struct temporary_folder *folder = *state;
    put_site(folder);
    assert_int_equal(run_build(folder, 1), BUILD_GOOD);
    uint64_t before = fingerprint(folder);
    temporary_folder_put(folder, "site/content/schede/prima.md",
                         "---\ntitolo: Cambiata\n---\n\nAltro.\n");
    enum build_outcome outcome = BUILD_FAILED;
    long bytes = 0;
    for (int i = 0; outcome != BUILD_GOOD; i++, bytes += 1 + bytes / 10) {
        file_fail_writes_after(bytes, numbers[i % 3]);
        outcome = run_build(folder, i % 2 ? 1 : 3);
        file_fail_writes_after(0, 0);
        assert_true(outcome == BUILD_FAILED || outcome == BUILD_GOOD);
        if (outcome == BUILD_FAILED)
            assert_true(fingerprint(folder) == before);
        assert_false(is_there(folder, ".out.staging"));
    }
    assert_true(bytes > 5000);
    assert_true(fingerprint(folder) != before);
}

/* A first build that fails leaves no site at all, rather than half of one. */
static void a_first_build_that_fails_leaves_nothing(void **state)
{
    struct temporary_folder *folder = *state;
    put_site(folder);
    for (long bytes = 0; bytes < 4000; bytes += 500) {
        file_fail_writes_after(bytes, ENOSPC);
        assert_int_equal(run_build(folder, 3), BUILD_FAILED);
        file_fail_writes_after(0, 0);
        assert_false(is_there(folder, "out"));
        assert_false(is_there(folder, ".out.staging"));
    }
    assert_int_equal(run_build(folder, 3), BUILD_GOOD);
}

int main(void)
{
#define IN_A_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, temporary_folder_set_up, temporary_folder_tear_down)
    unicode_prepare(); /* ICU's memory fails, too */
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(without_memory_the_program_ends_and_the_site_stays),
        IN_A_FOLDER(without_memory_for_the_history_the_site_stays),
        IN_A_FOLDER(where_nothing_can_be_kept_of_the_history_the_site_is_the_same),
        IN_A_FOLDER(with_a_full_disk_the_site_stays_and_nothing_is_left),
        IN_A_FOLDER(a_first_build_that_fails_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
