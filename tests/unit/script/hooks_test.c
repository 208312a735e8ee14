#include "script/hooks.h"
#include "temporary_folder.h"

#define SITE                                   \
    "site:\n"                                  \
    "  title: Prove\n"                         \
    "  base_url: https://prove.example.org/\n" \
    "  languages: [it]\n"                      \
    "collections:\n"                           \
    "  pagine:\n"                              \
    "    label: Pagine\n"                      \
    "    fields:\n"                            \
    "      titolo: {type: text, role: title}\n"

struct world {
    struct temporary_folder *folder;
    struct source *source;
    struct schema *schema;
    struct hooks *hooks;
};

static struct world open_site(void **state, const char *more)
{
    struct world world = {.folder = *state};
    struct arena *arena = &world.folder->arena;
    struct text_file file = {SLICE("site.yaml"),
                             arena_format(arena, "%s%s", SITE, more ? more : "")};
    world.schema = schema_read(arena, file, &world.folder->list);
    assert_non_null(world.schema);
    world.source =
        source_open_folder(arena, slice_from_string(world.folder->path), &world.folder->list);
    world.hooks = hooks_create(arena, world.source, world.schema, 2, &world.folder->list);
    return world;
}

static void close_site(struct world *world)
{
    hooks_destroy(world->hooks);
    schema_release(world->schema);
    source_close(world->source);
}

static void put(void **state, const char *name, const char *text)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, arena_format(&folder->arena, "lua-filters/%s", name).ptr, text);
}

static void without_scripts_there_is_nothing(void **state)
{
    struct world world = open_site(state, NULL);
    assert_true(hooks_is_empty(world.hooks));
    assert_int_equal(hooks_count(world.hooks), 0);
    assert_slice_equal(temporary_folder_said(world.folder), "");
    close_site(&world);
}

static void an_error_of_the_scan_names_file_and_line(void **state)
{
    put(state, "a.lua", "local x = 1\n\nerror('no good')\n");
    put(state, "b.lua", "local = 1\n");
    put(state, "c.lua", "return nil + 1\n");
    put(state, "d.lua", "x = 1 end\n");
    put(state, "e.lua", "error({})\n");
    struct world world = open_site(state, NULL);
    assert_slice_equal(temporary_folder_said(world.folder),
                       "lua-filters/a.lua:3:1 error script-error: no good | \n"
                       "lua-filters/b.lua:1:1 error script-error: <name> expected near '=' | \n"
                       "lua-filters/c.lua:1:1 error script-error: attempt to perform arithmetic on "
                       "a nil value | \n"
                       "lua-filters/d.lua:1:1 error script-error: <eof> expected near 'end' | \n"
                       "lua-filters/e.lua:1:1 error script-error: an error without a text | \n");
    close_site(&world);
}

static void site_yaml_chooses_scripts_and_their_order(void **state)
{
    put(state, "uno.lua", "error('uno')");
    put(state, "due.lua", "error('due')");
    put(state, "sotto/tre.lua", "error('tre')");
    struct world world = open_site(state, "filters: [due.lua, unno.lua, due.lua, sotto/tre.lua]\n");
    assert_slice_equal(temporary_folder_said(world.folder),
                       "lua-filters/due.lua:1:1 error script-error: due | \n"
                       "site.yaml:10:20 error unknown-script: there is no script \"unno.lua\" in "
                       "lua-filters/ | did "
                       "you mean \"uno.lua\"?\n"
                       "site.yaml:10:30 error script-twice: the script \"due.lua\" is named twice "
                       "| keep one of the "
                       "two\n"
                       "site.yaml:10:39 error unknown-script: there is no script \"sotto/tre.lua\" "
                       "in lua-filters/ | "
                       "write the name of a file that stands there: links.lua\n");
    close_site(&world);
}

static void no_script_runs_where_site_yaml_wants_none(void **state)
{
    put(state, "uno.lua", "error('uno')");
    struct world world = open_site(state, "filters: []\n");
    assert_true(hooks_is_empty(world.hooks));
    assert_slice_equal(temporary_folder_said(world.folder), "");
    close_site(&world);
}

static void require_finds_files_of_the_folder_alone(void **state)
{
    put(state, "a.lua",
        "local words = require 'lib.words'\n"
        "assert(words.count == 1 and require('lib.words') == words)\n"
        "assert(shared == 'yes')\n"
        "assert(require('lib').is_init)\n"
        "assert(not pcall(require, '../../etc/passwd'))\n"
        "require 'site'\n");
    put(state, "b.lua", "require 'lib.loop'");
    put(state, "lib/words.lua", "shared = 'yes'\nreturn {count = 1}\n");
    put(state, "lib/init.lua", "return {is_init = true}");
    put(state, "lib/loop.lua", "return require 'lib.loop'");
    struct world world = open_site(state, NULL);
    assert_slice_equal(
        temporary_folder_said(world.folder),
        "lua-filters/a.lua:6:1 error script-error: there is no module 'site' under "
        "lua-filters/ | \n"
        "lua-filters/lib/loop.lua:1:1 error script-error: module 'lib.loop' requires "
        "itself | \n");
    close_site(&world);
}

static void what_a_script_changes_no_other_sees(void **state)
{
    put(state, "a.lua",
        "string.shout = function(s) return s:upper() .. '!' end\n"
        "assert(('a'):shout() == 'A!')\n"
        "function string.upper() return 'mine' end\n"
        "assert(('a'):upper() == 'mine')\n"
        "table.insert, math.pi, tostring, leak = nil, 3, nil, 1\n"
        "rawset(string, 'lower', 1) rawset(_G, 'print', 1)\n"
        "assert(not getmetatable(''))\n"
        "assert(not pcall(setmetatable, string, {}))\n"
        "local n = 0 for k in pairs(string) do n = n + 1 end assert(n > 12)\n"
        "assert(load('return leak')() == 1)\n");
    put(state, "b.lua",
        "assert(not string.shout and ('a'):upper() == 'A')\n"
        "assert(table.insert and math.pi > 3.1 and tostring and not leak)\n"
        "assert(string.lower('A') == 'a' and ('A'):lower() == 'a')\n"
        "assert(type(print) == 'function' and load('return leak')() == nil)\n");
    struct world world = open_site(state, NULL);
    assert_slice_equal(temporary_folder_said(world.folder), "");
    close_site(&world);
}

static void a_trusted_script_reads_the_site_s_files(void **state)
{
    put(state, "a.lua", "assert(not io)");
    put(state, "b.lua",
        "local f = io.open('data/words.txt')\n"
        "assert(f:read() == 'uno' and f:read('L') == 'due\\n' and f:read('n') == 3)\n"
        "assert(f:read('a') == '\\n' and f:read('l') == nil) f:close()\n"
        "local n = 0 for line in io.lines('data/words.txt') do n = n + 1 end\n"
        "assert(n == 3 and io.open('nowhere') == nil)\n"
        "assert(not io.open('../../../../etc/passwd') and not io.open('/etc/passwd'))\n"
        "io.open('data/words.txt', 'w')\n");
    temporary_folder_put(*state, "data/words.txt", "uno\ndue\n3\n");
    struct world world = open_site(state, "trusted: [b.lua]\n");
    assert_slice_equal(
        temporary_folder_said(world.folder),
        "lua-filters/b.lua:7:1 error script-error: files can be opened for reading "
        "alone | \n"
        "site.yaml:10:11 note trusted-script: the script \"b.lua\" is trusted: it may "
        "read files of this machine (io) | \n");
    close_site(&world);
}

static void an_endless_script_is_stopped_where_it_is(void **state)
{
    put(state, "a.lua", "local x\nwhile true do\n  x = 1\nend\n");
    put(state, "b.lua", "local t = {}\nfor i = 1, 1e9 do\n  t[i] = ('x'):rep(1e5) .. i\nend\n");
    struct world world = open_site(state, NULL);
    struct slice said = temporary_folder_said(world.folder);
    assert_true(slice_find(said, SLICE("lua-filters/a.lua:")) == 0);
    assert_true(slice_find(said, SLICE("it took more than 50000000 steps")) != SLICE_NOT_FOUND);
    assert_true(slice_find(said, SLICE("lua-filters/b.lua:3")) != SLICE_NOT_FOUND);
    close_site(&world);
}

int main(void)
{
#define TEST(function) \
    cmocka_unit_test_setup_teardown(function, temporary_folder_set_up, temporary_folder_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_scripts_there_is_nothing),
        TEST(an_error_of_the_scan_names_file_and_line),
        TEST(site_yaml_chooses_scripts_and_their_order),
        TEST(no_script_runs_where_site_yaml_wants_none),
        TEST(require_finds_files_of_the_folder_alone),
        TEST(what_a_script_changes_no_other_sees),
        TEST(a_trusted_script_reads_the_site_s_files),
        TEST(an_endless_script_is_stopped_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
