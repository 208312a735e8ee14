/* Where the site's files come from, for real repositories: git makes them. */
#include "build/state.h"
#include "model/history.h"
#include "temporary_folder.h"

static const char site_yaml[] = "site:\n"
                                "  title: Prove\n"
                                "  base_url: https://prove.example.org/\n"
                                "  languages: [it]\n"
                                "collections:\n"
                                "  schede:\n"
                                "    label: Schede\n"
                                "    fields:\n"
                                "      titolo: {type: text, role: title}\n";
static const char with_repository[] = "repository:\n  history: true\n";

/* git ARGUMENTS, in a folder of the test's. */
static void git(struct temporary_folder *folder, const char *in, const char *arguments)
{
    const char *command =
        arena_format(&folder->arena,
                     "cd '%s' && env GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 git -c user.name=Ada "
                     "-c user.email=ada@example.org %s >/dev/null",
                     temporary_folder_path(folder, in), arguments)
            .ptr;
    assert_int_equal(system(command), 0);
}

/* work/catalogo/ holds a site, committed on the branch main. */
static void put_work(struct temporary_folder *folder, const char *more)
{
    temporary_folder_put(folder, "work/catalogo/site.yaml",
                         arena_format(&folder->arena, "%s%s", site_yaml, more).ptr);
    temporary_folder_put(folder, "work/catalogo/content/schede/prima.md", "---\ntitolo: Prima\n---\n");
    git(folder, "work", "init -q -b main");
    git(folder, "work", "add -A");
    git(folder, "work", "commit -q -m first");
}

static struct build *read_build(struct build_options options)
{
    options.check_only = true;
    options.jobs = 1;
    struct build *build = build_create(&options);
    assert_true(build_read(build));
    return build;
}

static struct build *read_folder(struct temporary_folder *folder)
{
    return read_build((struct build_options){
        .folder = slice_from_string(temporary_folder_path(folder, "work/catalogo"))});
}

static struct build *read_commit(struct temporary_folder *folder, const char *repository,
                                 const char *ref)
{
    return read_build((struct build_options){
        .folder = SLICE("."),
        .from_commit = true,
        .repository = slice_from_string(temporary_folder_path(folder, repository)),
        .ref = slice_from_string(ref)});
}

static void a_folder_in_a_work_tree_has_its_repository_where_the_site_asks(void **state)
{
    struct temporary_folder *folder = *state;
    struct slice below;
    put_work(folder, with_repository);
    struct build *build = read_folder(folder);
    const struct origin *own = build_origin_of(build, SLICE("content/schede/prima.md"), &below);
    assert_ptr_equal(own, build->origins);
    assert_slice_equal(below, "content/schede/prima.md");
    assert_non_null(own->repository);
    assert_true(own->is_work_tree);
    assert_false(own->has_remote);
    assert_slice_equal(own->branch, "main");
    assert_slice_equal(own->commit.folder, "catalogo");
    assert_slice_equal(own->prefix, "");
    build_destroy(build);

    git(folder, "work", "remote add origin https://forge.example.org/catalogo.git");
    git(folder, "work", "checkout -q --detach");
    build = read_folder(folder);
    assert_true(build->origins[0].has_remote);
    assert_slice_equal(build->origins[0].branch, "");
    build_destroy(build);
}

static void nobody_looks_for_a_repository_that_the_site_does_not_ask_for(void **state)
{
    struct temporary_folder *folder = *state;
    put_work(folder, "");
    struct build *build = read_folder(folder);
    assert_null(build->origins[0].repository);
    assert_false(build->origins[0].is_work_tree);
    build_destroy(build);
}

static void a_repository_without_a_commit_or_none_at_all_is_none(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "work/catalogo/site.yaml",
                         arena_format(&folder->arena, "%s%s", site_yaml, with_repository).ptr);
    struct build *build = read_folder(folder);
    assert_null(build->origins[0].repository);
    assert_int_equal(build->diagnostics.count, 0);
    build_destroy(build);
    git(folder, "work", "init -q -b main");
    build = read_folder(folder);
    assert_null(build->origins[0].repository);
    assert_int_equal(build->diagnostics.count, 0);
    build_destroy(build);
}

static void a_commit_of_a_bare_repository_is_shared_with_others(void **state)
{
    struct temporary_folder *folder = *state;
    static const struct {
        const char *ref, *branch;
    } cases[] = {{"main:catalogo/", "main"}, {"refs/heads/main:catalogo", "main"},
                 {":catalogo", "main"},      {"HEAD:catalogo", "main"},
                 {"v1:catalogo", ""},        {"main~0:catalogo", ""}};
    put_work(folder, with_repository);
    git(folder, "work", "tag -a -m one v1");
    git(folder, ".", "clone -q --bare work bare.git");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct build *build = read_commit(folder, "bare.git", cases[i].ref);
        const struct origin *own = &build->origins[0];
        assert_true(own->has_remote);
        assert_false(own->is_work_tree);
        assert_slice_equal(own->branch, cases[i].branch);
        assert_slice_equal(own->commit.folder, "catalogo");
        struct build *work = read_folder(folder);
        assert_memory_equal(&own->head, &work->origins[0].head, sizeof own->head);
        build_destroy(work);
        build_destroy(build);
    }
}

static void content_is_the_commit_s_and_all_else_the_trusted_one_s(void **state)
{
    struct temporary_folder *folder = *state;
    put_work(folder, "");
    git(folder, "work", "checkout -q -b proposta");
    temporary_folder_put(folder, "work/catalogo/site.yaml", "nothing good\n");
    temporary_folder_put(folder, "work/catalogo/lua-filters/evil.lua", "error('I ran')\n");
    temporary_folder_put(folder, "work/catalogo/content/schede/nuova.md", "---\ntitolo: Nuova\n---\n");
    git(folder, "work", "add -A");
    git(folder, "work", "commit -q -m second");
    struct build *build = read_build((struct build_options){
        .folder = SLICE("."),
        .from_commit = true,
        .repository = slice_from_string(temporary_folder_path(folder, "work")),
        .ref = SLICE("proposta:catalogo"),
        .trusted_ref = SLICE("main")});
    assert_int_equal(build->item_count, 2);
    assert_slice_equal(build->items[0].entry.path, "content/schede/nuova.md");
    assert_int_equal(build->diagnostics.count, 0);
    assert_false(hooks_have(build->hooks, HOOK_PAGE));
    assert_slice_equal(build->origins[0].branch, "proposta");
    build_destroy(build);
}

/* What git runs in a hook finds sources beside the repository, as from a work tree beside them. */
static void a_hook_finds_the_sources_from_the_repository_that_it_runs_in(void **state)
{
    struct temporary_folder *folder = *state;
    put_work(folder, "sources: {toscana: {repository: ../../toscana, prefix: schede/toscana}}\n");
    temporary_folder_put(folder, "toscana/orti.md", "---\ntitolo: Orti\n---\n");
    git(folder, "toscana", "init -q -b main");
    git(folder, "toscana", "add -A");
    git(folder, "toscana", "commit -q -m first");
    git(folder, ".", "clone -q --bare work bare.git");
    setenv("GIT_DIR", temporary_folder_path(folder, "bare.git"), 1);
    struct build *build = read_build((struct build_options){.folder = SLICE("."),
                                                            .from_commit = true,
                                                            .pushed = true,
                                                            .ref = SLICE("main:catalogo"),
                                                            .trusted_ref = SLICE("main")});
    unsetenv("GIT_DIR");
    assert_int_equal(build->item_count, 2);
    assert_slice_equal(build->items[1].entry.path, "content/schede/toscana/orti.md");
    assert_int_equal(build->origin_count, 2);
    assert_slice_equal(build->origins[1].prefix, "content/schede/toscana");
    build_destroy(build);
}

/* As git sets the environment of a hook. */
static void a_hook_sees_the_repository_that_it_runs_in(void **state)
{
    struct temporary_folder *folder = *state;
    put_work(folder, with_repository);
    git(folder, ".", "clone -q --bare work bare.git");
    setenv("GIT_DIR", temporary_folder_path(folder, "bare.git"), 1);
    struct build *build = read_build((struct build_options){.folder = SLICE("."),
                                                            .from_commit = true,
                                                            .pushed = true,
                                                            .ref = SLICE("main:catalogo")});
    unsetenv("GIT_DIR");
    assert_int_equal(build->item_count, 1);
    assert_true(build->origins[0].has_remote);
    assert_slice_equal(build->origins[0].branch, "main");
    build_destroy(build);
}

static const struct sheet *find_sheet(const struct build *build, const char *id)
{
    for (size_t i = 0; i < build->catalogue->sheet_count; i++)
        if (slice_equal_string(build->catalogue->sheets[i]->id, id))
            return build->catalogue->sheets[i];
    fail_msg("no sheet %s", id);
    return NULL;
}

static void a_sheet_of_a_source_has_the_history_and_the_forge_of_its_own_repository(void **state)
{
    struct temporary_folder *folder = *state;
    put_work(folder, "repository:\n"
                     "  edit: https://site.example.org/edit/{branch}/{path}\n"
                     "sources:\n"
                     "  toscana:\n"
                     "    repository: ../../toscana\n"
                     "    folder: dati\n"
                     "    prefix: schede/toscana\n"
                     "    edit: https://toscana.example.org/edit/{branch}/{path}\n"
                     "    commit: https://toscana.example.org/commit/{commit}\n");
    git(folder, "work", "remote add origin https://site.example.org/x.git");
    temporary_folder_put(folder, "toscana/dati/orti.md", "---\ntitolo: Orti\n---\n");
    git(folder, "toscana", "init -q -b pronte");
    git(folder, "toscana", "remote add origin https://toscana.example.org/x.git");
    git(folder, "toscana", "add -A");
    git(folder, "toscana", "commit -q -m 'Gli orti di Firenze'");
    struct build *build = read_folder(folder);
    assert_true(build_shape(build) && build_link(build));

    const struct sheet *orti = find_sheet(build, "orti"), *prima = find_sheet(build, "prima");
    assert_int_equal(orti->history->version_count, 1);
    assert_slice_equal(orti->history->versions[0].subject, "Gli orti di Firenze");
    assert_true(slice_starts_with(orti->history->versions[0].commit_url,
                                  SLICE("https://toscana.example.org/commit/")));
    assert_slice_equal(orti->edit_links[0]->edit, "https://toscana.example.org/edit/pronte/dati/orti.md");
    assert_int_equal(prima->history->version_count, 1);
    assert_slice_equal(prima->history->versions[0].subject, "first");
    assert_slice_equal(prima->edit_links[0]->edit,
                       "https://site.example.org/edit/main/catalogo/content/schede/prima.md");
    build_destroy(build);
}

#define test(name) \
    cmocka_unit_test_setup_teardown(name, temporary_folder_set_up, temporary_folder_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_folder_in_a_work_tree_has_its_repository_where_the_site_asks),
        test(nobody_looks_for_a_repository_that_the_site_does_not_ask_for),
        test(a_repository_without_a_commit_or_none_at_all_is_none),
        test(a_commit_of_a_bare_repository_is_shared_with_others),
        test(content_is_the_commit_s_and_all_else_the_trusted_one_s),
        test(a_hook_sees_the_repository_that_it_runs_in),
        test(a_hook_finds_the_sources_from_the_repository_that_it_runs_in),
        test(a_sheet_of_a_source_has_the_history_and_the_forge_of_its_own_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
