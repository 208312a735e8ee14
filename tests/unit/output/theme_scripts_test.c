#include "temporary_folder.h"

#include "output/theme_scripts.h"

struct joined {
    struct temporary_folder *folder;
    struct theme_loader loader;
    struct theme theme;
};

static void put(struct joined *joined, const char *name, const char *text)
{
    struct arena *arena = &joined->folder->arena;
    struct text_file *file = arena_new(arena, struct text_file);
    file->path = arena_format(arena, "themes/plain/assets/%s", name);
    file->text = slice_from_string(text);
    struct asset asset = {.name = slice_from_string(name), .content = file->text};
    joined->loader.arena = arena;
    joined->loader.diagnostics = &joined->folder->list;
    vector_push(arena, &joined->loader.assets, asset);
    map_add(arena, &joined->loader.assets_by_name, asset.name, file);
}

static const char *content(const struct joined *joined, const char *name)
{
    for (size_t i = 0; i < joined->loader.assets.count; i++)
        if (slice_equal_string(joined->loader.assets.items[i].name, name))
            return arena_string(&joined->folder->arena, joined->loader.assets.items[i].content);
    return "(none)";
}

static const char *join_one(struct joined *joined, const char *text)
{
    put(joined, "a.js", text);
    theme_join_scripts(&joined->loader);
    return content(joined, "a.js");
}

#define OPEN  "(() => {\n'use strict';\n"
#define CLOSE "})();\n"

static void a_script_and_its_modules_become_one_those_that_are_needed_first(void **state)
{
    struct joined joined = {.folder = *state};
    put(&joined, "page.js", "import { ask } from './search/ask.js';\n\nask(0);\n");
    put(&joined, "search/ask.js",
        "import {\n  read, // by name\n  close,\n} from '../base/read.js'\n"
        "import { fold } from './fold.js';\n"
        "/** Asks. */\nexport async function ask(words) {\n  close(await read(fold(words)));\n}\n");
    put(&joined, "search/fold.js",
        "import { close } from \"../base/read.js\";\nexport const fold = close;\n");
    put(&joined, "base/read.js",
        "export let read = (x) => x;\nexport class Book {}\nexport function close() {}\n");
    put(&joined, "style.css", "a{}");
    put(&joined, "script.js", "// A script of its own\nrun();\n");
    theme_join_scripts(&joined.loader);
    assert_slice_equal(temporary_folder_said(joined.folder), "");
    assert_string_equal(content(&joined, "page.js"),
                        OPEN "let read=(x)=>x;class Book{}\nfunction close(){}\n"
                             "const fold=close;"
                             "async function ask(words){close(await read(fold(words)));}\n"
                             "ask(0);" CLOSE);
    assert_string_equal(content(&joined, "search/ask.js"), "(none)");
    assert_string_equal(content(&joined, "base/read.js"), "(none)");
    assert_string_equal(content(&joined, "style.css"), "a{}");
    assert_string_equal(content(&joined, "script.js"), "// A script of its own\nrun();\n");
    assert_int_equal(joined.loader.assets.count, 3);
}

static void two_scripts_may_share_a_module(void **state)
{
    struct joined joined = {.folder = *state};
    put(&joined, "a.js", "import { one } from './one.js';\na(one);\n");
    put(&joined, "b.js", "import { one } from './one.js';\nb(one);\n");
    put(&joined, "one.js", "export const one = 1;\n");
    theme_join_scripts(&joined.loader);
    assert_slice_equal(temporary_folder_said(joined.folder), "");
    assert_string_equal(content(&joined, "a.js"), OPEN "const one=1;a(one);" CLOSE);
    assert_string_equal(content(&joined, "b.js"), OPEN "const one=1;b(one);" CLOSE);
}

#define ONE "import { one } from './one.js';\n"

static void what_only_looks_like_comments_and_imports_stays(void **state)
{
    struct joined joined = {.folder = *state};
    put(&joined, "one.js", "export const one = 1;\n");
    const char *text = join_one(
        &joined,
        "\xef\xbb\xbf" ONE "const t = `\n  // kept ${ one /* not */ + `}` } \n\n/* kept */`;\n"
        "const s = 'a // b' + \"/* c */\" + '\\'//';\n"
        "const r = /[/*]\\/\\/`'\"/.test(s) || 6 / 3 / 2; // dropped\n"
        "const q = one / 2; /* dropped */ const p = s.length / 2 + one++ / 1; // `\n"
        "x.import = { import: 1, export: 2 };\n"
        "/* a\n b */ call(/x`/);\n"
        "return_(() => { return /\"/; });\n");
    assert_slice_equal(temporary_folder_said(joined.folder), "");
    assert_string_equal(text, OPEN "const one=1;"
                                   "const t=`\n  // kept ${one + `}`} \n\n/* kept */`;"
                                   "const s='a // b' + \"/* c */\" + '\\'//';"
                                   "const r=/[/*]\\/\\/`'\"/.test(s)||6 / 3 / 2;"
                                   "const q=one / 2;const p=s.length / 2 + one++ / 1;"
                                   "x.import={import:1,export:2};"
                                   "call(/x`/);"
                                   "return_(()=>{return /\"/;});" CLOSE);
}

static void spaces_that_say_something_stay(void **state)
{
    struct joined joined = {.folder = *state};
    put(&joined, "one.js", "export const one = 1;\n");
    const char *text = join_one(&joined, ONE "let a = one\nlet b = a++ + ++a - -a\n"
                                             "if (a < !--b) return 'x' in { }\n"
                                             "const t = ` = ${ a } = `, u = ' = ', v = / = /;\n");
    assert_slice_equal(temporary_folder_said(joined.folder), "");
    assert_string_equal(text, OPEN "const one=1;let a=one\nlet b=a++ + ++a - -a\n"
                                   "if(a< !--b)return 'x' in{}\n"
                                   "const t=` = ${a} = `,u=' = ',v=/ = /;" CLOSE);
}

static void assert_refused(struct joined *joined, const char *text, const char *said)
{
    put(joined, "one.js", "export const one = 1;\nconst own = 2;\n");
    join_one(joined, text);
    struct slice shown = temporary_folder_said(joined->folder);
    if (slice_find(shown, slice_from_string(said)) == SLICE_NOT_FOUND)
        assert_slice_equal(shown, said);
}

#define REFUSED(name, text, said)                      \
    static void name(void **state)                     \
    {                                                  \
        struct joined joined = {.folder = *state};     \
        assert_refused(&joined, text, "assets/" said); \
    }

REFUSED(a_default_import_is_refused, "import one from './one.js';\n",
        "a.js:1:1 error script-import: a theme's script cannot import like this")
REFUSED(a_renamed_import_is_refused, ONE "import { one as two } from './one.js';\n",
        "a.js:2:1 error script-import: a theme's script cannot import like this")
REFUSED(an_import_of_all_is_refused, "import * as one from './one.js';\n",
        "a.js:1:1 error script-import: a theme's script cannot import like this")
REFUSED(an_import_without_names_is_refused, "import './one.js';\n",
        "a.js:1:1 error script-import: a theme's script cannot import like this")
REFUSED(a_dynamic_import_is_refused, ONE "f(() => import('./one.js'));\n",
        "a.js:2:9 error script-dynamic: the published script is one file")
REFUSED(import_meta_is_refused, ONE "f(import.meta.url);\n",
        "a.js:2:3 error script-dynamic: the published script is one file")
REFUSED(a_default_export_is_refused, ONE "export default one;\n",
        "a.js:2:1 error script-export: a theme's script cannot export like this")
REFUSED(a_list_of_exports_is_refused, ONE "const a = 1;\nexport { a };\n",
        "a.js:3:1 error script-export: a theme's script cannot export like this")
REFUSED(an_export_of_another_is_refused, ONE "export * from './one.js';\n",
        "a.js:2:1 error script-export: a theme's script cannot export like this")
REFUSED(an_await_outside_functions_is_refused, ONE "const a = await f(one);\n",
        "a.js:2:11 error script-await: await stands outside every function")
REFUSED(a_missing_module_is_refused, "import { two } from './two.js';\n",
        "a.js:1:22 error script-missing: there is no script two.js in the theme's assets/")
REFUSED(a_module_outside_of_the_assets_is_refused, "import { two } from '../../two.js';\n",
        "a.js:1:22 error script-missing: there is no script ../../two.js in the theme's assets/")
REFUSED(a_module_by_its_name_is_refused, "import { two } from 'two';\n",
        "a.js:1:22 error script-missing: there is no script two in the theme's assets/")
REFUSED(a_name_that_is_not_exported_is_refused, "import { one, own } from './one.js';\n",
        "a.js:1:15 error script-name: one.js does not export own")
REFUSED(a_name_of_two_modules_is_refused, ONE "function own() {}\n",
        "a.js:2:10 error script-twice: own is a name in one.js as well")
REFUSED(a_name_in_a_pattern_counts, ONE "const { x: y, own = 1 } = f();\n",
        "a.js:2:15 error script-twice: own is a name in one.js as well")
REFUSED(a_script_that_imports_itself_is_refused,
        "import { a } from './a.js';\nexport const a = 1;\n",
        "a.js:1:20 error script-circle: a.js imports itself")
REFUSED(a_template_without_end_is_refused, ONE "f(`\n",
        "a.js:2:3 error script-unfinished: what starts here does not end")
REFUSED(a_text_without_end_is_refused, ONE "f('a\n');\n",
        "a.js:2:3 error script-unfinished: what starts here does not end")
REFUSED(a_comment_without_end_is_refused, ONE "/* f\n",
        "a.js:2:1 error script-unfinished: what starts here does not end")

static void modules_in_a_circle_are_reported_once(void **state)
{
    struct joined joined = {.folder = *state};
    put(&joined, "a.js", "import { b } from './b.js';\nb();\n");
    put(&joined, "b.js", "import { c } from './c.js';\nexport const b = c;\n");
    put(&joined, "c.js", "import { b } from './b.js';\nexport const c = b;\n");
    theme_join_scripts(&joined.loader);
    assert_slice_equal(temporary_folder_said(joined.folder),
                       "themes/plain/assets/c.js:1:20 error script-circle: b.js imports itself, by "
                       "itself or through others | move what both need into a script of its own\n");
}

static void an_await_in_an_async_function_is_none_at_the_top(void **state)
{
    struct joined joined = {.folder = *state};
    put(&joined, "one.js", "export const one = 1;\n");
    const char *code = "const f = async (x) =>\nawait x;\n"
                       "document.on('x', async () => await f(one));\n"
                       "async function g() { for await (const x of f()) await x; }\n"
                       "const h = { async i() { await g(); } };\n";
    const char *text =
        join_one(&joined, arena_format(&joined.folder->arena, "%s%s", ONE, code).ptr);
    assert_slice_equal(temporary_folder_said(joined.folder), "");
    assert_string_equal(text, OPEN "const one=1;const f=async(x)=>await x;"
                                   "document.on('x',async()=>await f(one));"
                                   "async function g(){for await(const x of f())await x;}\n"
                                   "const h={async i(){await g();}};" CLOSE);
}

static void a_joined_script_has_a_limit(void **state)
{
    struct joined joined = {.folder = *state};
    char *half = arena_allocate(&joined.folder->arena, (2u << 20) + 3);
    memset(half, ';', 2u << 20);
    put(&joined, "a.js", "import { one } from './one.js';\nimport { two } from './two.js';\n");
    put(&joined, "one.js", arena_format(&joined.folder->arena, "export let one\n%s\n", half).ptr);
    put(&joined, "two.js", arena_format(&joined.folder->arena, "export let two\n%s\n", half).ptr);
    theme_join_scripts(&joined.loader);
    assert_true(slice_starts_with(
        temporary_folder_said(joined.folder),
        SLICE("themes/plain/assets/a.js:1:1 error script-size: this script and what "
              "it imports have more than 4194304 bytes")));
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, temporary_folder_set_up, temporary_folder_tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_script_and_its_modules_become_one_those_that_are_needed_first),
        TEST(two_scripts_may_share_a_module),
        TEST(what_only_looks_like_comments_and_imports_stays),
        TEST(spaces_that_say_something_stay),
        TEST(a_default_import_is_refused),
        TEST(a_renamed_import_is_refused),
        TEST(an_import_of_all_is_refused),
        TEST(an_import_without_names_is_refused),
        TEST(a_dynamic_import_is_refused),
        TEST(import_meta_is_refused),
        TEST(a_default_export_is_refused),
        TEST(a_list_of_exports_is_refused),
        TEST(an_export_of_another_is_refused),
        TEST(an_await_outside_functions_is_refused),
        TEST(a_missing_module_is_refused),
        TEST(a_module_outside_of_the_assets_is_refused),
        TEST(a_module_by_its_name_is_refused),
        TEST(a_name_that_is_not_exported_is_refused),
        TEST(a_name_of_two_modules_is_refused),
        TEST(a_name_in_a_pattern_counts),
        TEST(a_script_that_imports_itself_is_refused),
        TEST(a_template_without_end_is_refused),
        TEST(a_text_without_end_is_refused),
        TEST(a_comment_without_end_is_refused),
        TEST(modules_in_a_circle_are_reported_once),
        TEST(an_await_in_an_async_function_is_none_at_the_top),
        TEST(a_joined_script_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
