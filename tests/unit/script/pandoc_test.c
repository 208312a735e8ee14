#include "script/pandoc.h"
#include "script/state.h"

#include <lauxlib.h>
#include <lua.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct script_limits limits = {32 << 20, 20000000, false};

/* ------------------------------------------------------------------ a state, a script, a filter */

static int open_protected(lua_State *lua)
{
    pandoc_open(lua);
    return 0;
}

static struct script_state *open_state(void)
{
    struct script_state *state = script_state_create(limits);
    struct buffer error = {0};
    lua_pushcfunction(script_state_lua(state), open_protected);
    assert_int_equal(script_call(state, 0, 0, &error), SCRIPT_GOOD);
    buffer_release(&error);
    return state;
}

struct run {
    const char *script;   /* its text */
    const char *document; /* in pandoc's JSON; NULL: the script's own result is what is asked for */
};

static void push_script(lua_State *lua, const char *text)
{
    struct pandoc_script script = {.file = SLICE("filters/test.lua")};
    if (luaL_loadbufferx(lua, text, strlen(text), "@filters/test.lua", "t") != LUA_OK)
        lua_error(lua);
    pandoc_push_environment(lua, &script);
    lua_pushvalue(lua, -1);
    lua_setupvalue(lua, -3, 1);
    lua_insert(lua, -2); /* environment, function */
}

static int run_protected(lua_State *lua)
{
    const struct run *run = lua_touserdata(lua, 1);
    push_script(lua, run->script);
    int environment = lua_gettop(lua) - 1;
    lua_call(lua, 0, 1);
    if (!run->document) {
        luaL_tolstring(lua, -1, NULL);
        return 1;
    }
    pandoc_push_function(lua, "filters_of");
    lua_insert(lua, -2);
    lua_pushvalue(lua, environment);
    lua_call(lua, 2, 1);
    int filters = lua_gettop(lua);
    pandoc_push_function(lua, "write_json");
    pandoc_push_function(lua, "run_filter");
    pandoc_push_function(lua, "read_json");
    lua_pushstring(lua, run->document);
    lua_call(lua, 1, 1);
    lua_pushvalue(lua, filters);
    lua_call(lua, 2, 1);
    lua_call(lua, 1, 1);
    return 1;
}

static enum script_outcome run_in(struct script_state *state, const char *script,
                                  const char *document, struct buffer *shown)
{
    struct run run = {script, document};
    lua_State *lua = script_state_lua(state);
    buffer_clear(shown);
    lua_pushcfunction(lua, run_protected);
    lua_pushlightuserdata(lua, &run);
    enum script_outcome outcome = script_call(state, 1, 1, shown);
    if (outcome == SCRIPT_GOOD) {
        size_t length;
        const char *text = lua_tolstring(lua, -1, &length);
        buffer_add(shown, slice_from(text, length));
        lua_pop(lua, 1);
    }
    assert_int_equal(lua_gettop(lua), 0);
    return outcome;
}

/* The value that the script gives back, as text. */
static void expect(const char *script, const char *result)
{
    struct script_state *state = open_state();
    struct buffer shown = {0};
    enum script_outcome outcome = run_in(state, script, NULL, &shown);
    if (outcome != SCRIPT_GOOD || strcmp(buffer_string(&shown), result))
        print_error("%s\nexpected %s\ngot %d %s\n", script, result, (int)outcome,
                    buffer_string(&shown));
    assert_int_equal(outcome, SCRIPT_GOOD);
    assert_string_equal(buffer_string(&shown), result);
    buffer_release(&shown);
    script_state_destroy(state);
}

#define PARAGRAPH(inlines)                                                                         \
    "{\"pandoc-api-version\":[1,22],\"meta\":{},\"blocks\":[{\"t\":\"Para\",\"c\":[" inlines "]}]" \
                                                                                             "}"
#define STR(text) "{\"t\":\"Str\",\"c\":\"" text "\"}"

/* What the filter makes of a paragraph with the one word "a": all of it but the version. */
static void expect_filtered(const char *script, const char *inlines)
{
    struct script_state *state = open_state();
    struct buffer shown = {0};
    char wanted[1000];
    snprintf(wanted, sizeof wanted,
             "{\"blocks\":[{\"c\":[%s],\"t\":\"Para\"}],\"meta\":{},\"pandoc-api-version\":"
             "[1,22,2,1]}",
             inlines);
    enum script_outcome outcome = run_in(state, script, PARAGRAPH(STR("a")), &shown);
    if (outcome != SCRIPT_GOOD)
        print_error("%s\n%s\n", script, buffer_string(&shown));
    assert_int_equal(outcome, SCRIPT_GOOD);
    assert_string_equal(buffer_string(&shown), wanted);
    buffer_release(&shown);
    script_state_destroy(state);
}

static void expect_failure(const char *script, enum script_outcome wanted, const char *part)
{
    struct script_state *state = open_state();
    struct buffer shown = {0};
    enum script_outcome outcome = run_in(state, script, PARAGRAPH(STR("a")), &shown);
    if (outcome != wanted || !strstr(buffer_string(&shown), part))
        print_error("%s\nexpected %d %s\ngot %d %s\n", script, (int)wanted, part, (int)outcome,
                    buffer_string(&shown));
    assert_int_equal(outcome, wanted);
    assert_non_null(strstr(buffer_string(&shown), part));
    /* The next filter in the same state knows nothing of it. */
    assert_int_equal(
        run_in(state, "function Str(e) return pandoc.Str 'next' end", PARAGRAPH(STR("a")), &shown),
        SCRIPT_GOOD);
    assert_non_null(strstr(buffer_string(&shown), "next"));
    buffer_release(&shown);
    script_state_destroy(state);
}

/* ------------------------------------------------------------------ what C makes */

static void push_str(lua_State *lua, const char *text)
{
    lua_createtable(lua, 0, 1);
    lua_pushstring(lua, text);
    lua_setfield(lua, -2, "text");
    pandoc_push_class(lua, "Str");
    lua_setmetatable(lua, -2);
}

static int make_link(lua_State *lua)
{
    lua_createtable(lua, 0, 2); /* no title, no attributes */
    lua_createtable(lua, 2, 0);
    push_str(lua, "word");
    lua_rawseti(lua, -2, 1);
    pandoc_push_single(lua, "Space");
    lua_rawseti(lua, -2, 2);
    pandoc_push_class(lua, "Inlines");
    lua_setmetatable(lua, -2);
    lua_setfield(lua, -2, "content");
    lua_pushliteral(lua, "http://example.org");
    lua_setfield(lua, -2, "target");
    pandoc_push_class(lua, "Link");
    lua_setmetatable(lua, -2);
    return 1;
}

static int show_made(lua_State *lua)
{
    make_link(lua);
    assert_string_equal(pandoc_tag(lua, -1), "Link");
    luaL_tolstring(lua, -1, NULL);
    assert_string_equal(lua_tostring(lua, -1), "Link (\"\",[],[]) [Str \"word\",Space] "
                                               "(\"http://example.org\",\"\")");
    lua_pushnil(lua);
    assert_null(pandoc_tag(lua, -1));
    pandoc_push_single(lua, "LineBreak");
    assert_string_equal(pandoc_tag(lua, -1), "LineBreak");
    lua_newtable(lua);
    assert_null(pandoc_tag(lua, -1));
    return 0;
}

static void call_good(struct script_state *state, lua_CFunction function)
{
    struct buffer error = {0};
    lua_pushcfunction(script_state_lua(state), function);
    enum script_outcome outcome = script_call(state, 0, 0, &error);
    if (outcome != SCRIPT_GOOD)
        print_error("%s\n", buffer_string(&error));
    assert_int_equal(outcome, SCRIPT_GOOD);
    buffer_release(&error);
}

static void an_element_that_c_makes_may_leave_out_what_is_empty(void **unused)
{
    (void)unused;
    struct script_state *state = open_state();
    call_good(state, show_made);
    script_state_destroy(state);
}

static int ask_elements(lua_State *lua)
{
    pandoc_push_function(lua, "filter_elements");
    push_script(lua, "return {{Link = function() end}, {Blocks = function() end, x = 1,\n"
                     "Str = 'no function', Pandoc = function() end}}");
    lua_call(lua, 0, 1);
    lua_remove(lua, -2);
    lua_call(lua, 1, 1);
    const char *const named[] = {"Link", "Blocks", "Pandoc"};
    int count = 0;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(lua_getfield(lua, -1, named[i]), LUA_TBOOLEAN);
        lua_pop(lua, 1);
    }
    for (lua_pushnil(lua); lua_next(lua, -2); lua_pop(lua, 1))
        count++;
    assert_int_equal(count, 3);
    return 0;
}

static void a_filter_says_which_elements_it_is_about(void **unused)
{
    (void)unused;
    struct script_state *state = open_state();
    call_good(state, ask_elements);
    script_state_destroy(state);
}

static void push_filter(lua_State *lua, const char *text)
{
    pandoc_push_function(lua, "filters_of");
    push_script(lua, text);
    lua_pushvalue(lua, -2);
    lua_remove(lua, -3);
    lua_insert(lua, -2);
    lua_call(lua, 0, 1);
    lua_insert(lua, -2);
    lua_call(lua, 2, 1);
    lua_rawgeti(lua, -1, 1);
    lua_remove(lua, -2);
}

static int apply_to_one(lua_State *lua)
{
    pandoc_push_function(lua, "apply");
    push_filter(lua, "function Link(l) return {l, pandoc.Str '!'}, false end");
    make_link(lua);
    lua_call(lua, 2, 2);
    assert_true(lua_toboolean(lua, -1));
    assert_string_equal(pandoc_tag(lua, -2), "Inlines");
    assert_int_equal(lua_rawlen(lua, -2), 2);

    pandoc_push_function(lua, "apply");
    push_filter(lua, "function Str(s) return s end");
    make_link(lua);
    lua_call(lua, 2, 2);
    assert_true(lua_isnil(lua, -2));
    return 0;
}

static void one_element_alone_can_be_given_to_a_filter(void **unused)
{
    (void)unused;
    struct script_state *state = open_state();
    call_good(state, apply_to_one);
    script_state_destroy(state);
}

static int read_upper(lua_State *lua)
{
    push_script(lua, "local text, options, format = ...\n"
                     "return pandoc.Pandoc {pandoc.Para(text:upper() .. ' ' .. format)}");
    lua_pushvalue(lua, 1);
    lua_pushnil(lua);
    lua_pushvalue(lua, 3);
    lua_call(lua, 3, 1);
    return 1;
}

static int load_module(lua_State *lua)
{
    if (strcmp(lua_tostring(lua, 1), "mine")) {
        lua_pushnil(lua);
        lua_pushliteral(lua, "no such file");
        return 2;
    }
    lua_newtable(lua);
    lua_pushliteral(lua, "loaded");
    lua_setfield(lua, -2, "name");
    return 1;
}

static int set_hooks(lua_State *lua)
{
    lua_pushcfunction(lua, read_upper);
    pandoc_set_reader(lua, "shout");
    lua_pushcfunction(lua, load_module);
    pandoc_set_loader(lua);
    return 0;
}

static void readers_and_modules_come_from_who_has_them(void **unused)
{
    (void)unused;
    struct script_state *state = open_state();
    struct buffer shown = {0};
    call_good(state, set_hooks);
    assert_int_equal(run_in(state,
                            "return tostring(pandoc.read('a b', 'shout+smart').blocks[1]) ..\n"
                            "require('mine').name .. tostring(require 'mine' == require 'mine')",
                            NULL, &shown),
                     SCRIPT_GOOD);
    assert_string_equal(buffer_string(&shown),
                        "Para [Str \"A\",Space,Str \"B\",Space,Str \"shout+smart\"]loadedtrue");
    assert_int_equal(run_in(state, "\nlocal x = require 'other'", NULL, &shown), SCRIPT_ERROR);
    assert_string_equal(buffer_string(&shown),
                        "filters/test.lua:2: module 'other' not found: no such file");
    buffer_release(&shown);
    script_state_destroy(state);
}

/* ------------------------------------------------------------------ filters */

static void a_filter_need_not_stand_in_a_list(void **unused)
{
    (void)unused;
    expect_filtered("return {Str = function(s) return pandoc.Str 'b' end}",
                    "{\"c\":\"b\",\"t\":\"Str\"}");
    expect_filtered("return {{Str = function(s) return pandoc.Str 'b' end}}",
                    "{\"c\":\"b\",\"t\":\"Str\"}");
    expect_filtered("function Str(s) return pandoc.Str 'b' end", "{\"c\":\"b\",\"t\":\"Str\"}");
}

static void what_a_script_keeps_is_no_part_of_the_tree(void **unused)
{
    (void)unused;
    expect_filtered("local kept\n"
                    "return {{Str = function(s) kept = s return s end},\n"
                    "{Pandoc = function() kept.text = 'changed' end}}",
                    "{\"c\":\"a\",\"t\":\"Str\"}");
    expect_filtered("function Str(s) s.text = 'without a return' end",
                    "{\"c\":\"a\",\"t\":\"Str\"}");
    expect_filtered("local one = pandoc.Str 'x'\n"
                    "return {{Str = function() return {one, one} end},\n"
                    "{Str = function(s) s.text = s.text .. 'y' return s end}}",
                    "{\"c\":\"xy\",\"t\":\"Str\"},{\"c\":\"xy\",\"t\":\"Str\"}");
}

static void texts_leave_as_utf_8(void **unused)
{
    (void)unused;
    expect_filtered("function Str() return pandoc.Str 'a\\xff' end",
                    "{\"c\":\"a\xEF\xBF\xBD\",\"t\":\"Str\"}");
}

static void an_error_names_file_line_and_function(void **unused)
{
    (void)unused;
    expect_failure("function Str()\n  return true\nend", SCRIPT_ERROR,
                   "filters/test.lua:1: the filter function 'Str' gave back something wrong: "
                   "Inline, list of Inlines, or string expected, got boolean");
    expect_failure("function Str(s)\n  local x = pandoc.Link('a')\n  return x\nend", SCRIPT_ERROR,
                   "filters/test.lua:2: bad argument #2 to 'Link' (string expected, got nil)");
    expect_failure("\nfunction Str(s)\n  return pandoc.Link('a')\nend", SCRIPT_ERROR,
                   "filters/test.lua:2: bad argument #2 to 'Link'");
    expect_failure("function Str(s)\n\n  s.colour = 'red'\nend", SCRIPT_ERROR,
                   "filters/test.lua:3: cannot set unknown property 'colour' of Str");
    expect_failure("function Str(s) s.t = 'Emph' end", SCRIPT_ERROR, "filters/test.lua:1: 't'");
    expect_failure("return 5", SCRIPT_ERROR, "filters/test.lua:1: a filter must give back");
    expect_failure("function Str(s)\n local x = nil\n return x.y\nend", SCRIPT_ERROR,
                   "filters/test.lua:3: ");
}

static void what_cannot_be_given_is_named(void **unused)
{
    (void)unused;
    expect_failure("local x = pandoc.mediabag.fetch('a')", SCRIPT_ERROR,
                   "filters/test.lua:1: pandoc.mediabag.fetch is not available here");
    expect_failure("local x = pandoc.utils.citeproc()", SCRIPT_ERROR,
                   "pandoc.utils.citeproc is not available here");
    expect_failure("local x = pandoc.pipe('ls', {}, '')", SCRIPT_ERROR, "pandoc.pipe");
    expect_failure("local x = pandoc.system.get_working_directory()", SCRIPT_ERROR,
                   "pandoc.system.get_working_directory");
    expect_failure("local x = require 'lpeg'", SCRIPT_ERROR, "pandoc has it, the sandbox does not");
    expect_failure("local x = lpeg.P 'a'", SCRIPT_ERROR, "lpeg.P: pandoc has it");
    expect_failure("local x = re.compile 'a'", SCRIPT_ERROR, "re.compile: pandoc has it");
    expect_failure("local x = pandoc.read('x', 'latex')", SCRIPT_ERROR,
                   "the format 'latex' is not available here");
}

/* ------------------------------------------------------------------ what scripts cannot do */

static void what_one_script_changes_no_other_sees(void **unused)
{
    (void)unused;
    static const char *const spoilers[] = {
        "pandoc.Str = nil; pandoc.utils.stringify = nil; pandoc.List.map = nil; return 1",
        "pandoc = nil; type = nil; getmetatable = nil; return 1",
        "getmetatable(pandoc.Inlines {}).walk = nil; getmetatable(pandoc.List {}).__index = nil\n"
        "return 1",
        "local c = pandoc.Para 'x'.content; setmetatable(c, nil); return 1",
        "getmetatable(pandoc.Para 'x'.content).insert = false; return 1",
        "return tostring(pcall(rawset, pandoc.Space(), 'text', 'x'))",
        "return tostring(pcall(function() pandoc.Space().t = 'Str' end))",
        "return tostring(pcall(setmetatable, pandoc.Space(), {}))",
        "return tostring(pcall(rawset, pandoc.json.null, 'x', 1))",
        "for key in pairs(pandoc.Inline.constructor) do pandoc.Inline.constructor[key] = nil end\n"
        "return 1",
        "return load('return getmetatable(...)')(pandoc.Para 'x'.content) == nil",
        "PANDOC_VERSION = 1; pandoc.List.__gc = print; return 1",
    };
    struct script_state *state = open_state();
    struct buffer shown = {0};
    for (size_t i = 0; i < sizeof spoilers / sizeof *spoilers; i++) {
        if (run_in(state, spoilers[i], NULL, &shown) != SCRIPT_GOOD)
            print_message("%s: %s\n", spoilers[i], buffer_string(&shown));
        assert_int_equal(
            run_in(state,
                   "local p = pandoc.Para 'a b'\n"
                   "assert(getmetatable(p) == true and type(p) == 'userdata')\n"
                   "assert(pandoc.Space().text == nil and pandoc.Space().t == 'Space')\n"
                   "assert(pandoc.List {1}:map(function(x) return x + 1 end)[1] == 2)\n"
                   "p.content:insert(pandoc.Str 'c')\n"
                   "p.content = p.content:walk {Str = function(s) return s end}\n"
                   "assert(pandoc.Inline.constructor.Str 'x'.text == 'x')\n"
                   "assert(pandoc.json.null.x == nil)\n"
                   "return pandoc.utils.stringify(p) .. tostring(PANDOC_VERSION)",
                   NULL, &shown),
            SCRIPT_GOOD);
        assert_string_equal(buffer_string(&shown), "a bc2.17.1.1");
    }
    buffer_release(&shown);
    script_state_destroy(state);
}

static void no_address_and_no_finalizer_comes_in_by_an_element(void **unused)
{
    (void)unused;
    expect("return tostring(pandoc.List {pandoc.Str 'a'}) .. tostring(pandoc.Meta {}) ..\n"
           "tostring(pandoc.ListAttributes()) .. tostring(pandoc.json.null)",
           "List {Str \"a\"}MetaListAttributesnull");
    expect("pandoc.List.__gc = function() end\n"
           "return tostring((pcall(pandoc.List, {1})))",
           "false");
    expect("return tostring((pcall(pandoc.List.new, {__gc = function() end}, {1})))", "false");
}

static void trees_without_an_end_are_stopped(void **unused)
{
    (void)unused;
    expect_failure("function Str(s)\n local e = pandoc.Emph {}\n e.content[1] = e\n return e\nend",
                   SCRIPT_ERROR, "elements within elements, more than 150");
    expect_failure("function Meta(m)\n m.m = m\n return m\nend", SCRIPT_ERROR,
                   "metadata within metadata");
    expect_failure("function Pandoc(d)\n local l = {}\n l[1] = l\n d.meta.x = pandoc.List(l)\n"
                   " return d\nend",
                   SCRIPT_ERROR, "more than 150");
    expect_failure("return {{Str = function(s) local e = s\n"
                   "for i = 1, 100 do local f = pandoc.Emph {} f.content[1] = e e = f end\n"
                   "return e end}, {Str = function(s) local e = s\n"
                   "for i = 1, 100 do local f = pandoc.Emph {} f.content[1] = e e = f end\n"
                   "return e end}, {Str = function(s) local e = s\n"
                   "for i = 1, 120 do local f = pandoc.Emph {} f.content[1] = e e = f end\n"
                   "return e end}, {Str = function(s) local e = s\n"
                   "for i = 1, 120 do local f = pandoc.Emph {} f.content[1] = e e = f end\n"
                   "return e end}}",
                   SCRIPT_ERROR, "more than 150");
    expect_failure("function Str(s)\n local e = pandoc.Emph {}\n e.content[1] = e\n"
                   " e.content[2] = e\n return e\nend",
                   SCRIPT_ERROR, "more than 150");
    expect_failure("traverse = 'topdown'\nfunction Emph(e) return {e, e} end\n"
                   "function Str(s) return pandoc.Emph {s} end\n"
                   "function Pandoc(d) local l = {} for i = 1, 1e9 do l[i] = d end end",
                   SCRIPT_OUT_OF_MEMORY, "");
    expect_failure("function Str() while true do pandoc.Str 'x' end end", SCRIPT_OUT_OF_STEPS, "");
    expect_failure("function Str() while true do pcall(pandoc.Para, 5) end end",
                   SCRIPT_OUT_OF_STEPS, "");
    expect_failure("function Str(s) local l = {} for i = 1, 60000 do l[i] = s end\n"
                   "local x = pandoc.Para(l) while true do x = x:clone() end end",
                   SCRIPT_OUT_OF_STEPS, "");
}

static void lists_of_a_script_have_its_own_methods(void **unused)
{
    (void)unused;
    expect("function pandoc.List.second(l) return l[2] end\n"
           "return pandoc.List {1, 'two'}:second()",
           "two");
    expect("return tostring(getmetatable(pandoc.Para 'x'.content).__name)", "Inlines");
    expect("return tostring(getmetatable(pandoc.List {}) == pandoc.List)", "true");
    expect("return tostring(pandoc.Attr('', {'a'}).classes == pandoc.List {'a'})", "true");
}

static void json_goes_there_and_back(void **unused)
{
    (void)unused;
    expect("return pandoc.json.encode {a = {1, 2.5, true}, b = 'x\\n\"', c = pandoc.json.null}",
           "{\"a\":[1,2.5,true],\"b\":\"x\\n\\\"\",\"c\":null}");
    expect("local v = pandoc.json.decode '{\"a\": [1, -2.5e3, \"\\\\u00e9\\\\ud83d\\\\ude00\"]}'\n"
           "return v.a[1] .. v.a[2] .. v.a[3]",
           "1-2500.0\xC3\xA9\xF0\x9F\x98\x80");
    expect("return tostring(pandoc.json.decode(pandoc.json.encode(pandoc.Emph 'a b')))",
           "Emph [Str \"a\",Space,Str \"b\"]");
    expect("return tostring(pandoc.json.decode(pandoc.json.encode(pandoc.Para 'a b'.content)))",
           "Inlines {Str \"a\", Space, Str \"b\"}");
    expect("return tostring(pcall(pandoc.json.decode, '{\"a\": }'))", "false");
    expect("return tostring(pcall(pandoc.json.decode, ('['):rep(100000)))", "false");
    expect("return tostring(pcall(pandoc.json.decode, '\"abc'))", "false");
    expect("return tostring(pcall(pandoc.json.decode, '1 2'))", "false");
}

static void documents_are_written_as_html_text_and_native(void **unused)
{
    (void)unused;
    expect("return pandoc.write(pandoc.Pandoc {pandoc.Para {'a<b ', pandoc.Emph 'c'}})",
           "<p>a&lt;b <em>c</em></p>");
    expect("return pandoc.write(pandoc.Pandoc {pandoc.BulletList {{'x'}, {pandoc.Para 'y'}},\n"
           "pandoc.CodeBlock('a&b', {'i', {'c'}}), pandoc.RawBlock('html', '<hr>'),\n"
           "pandoc.RawBlock('tex', 'x')})",
           "<ul>\n<li>x</li>\n<li><p>y</p></li>\n</ul>\n"
           "<pre id=\"i\" class=\"c\"><code>a&amp;b</code></pre>\n<hr>");
    expect("return pandoc.write(pandoc.Pandoc {pandoc.Para {'t', pandoc.Note 'n'}}, 'plain')",
           "t[1]\n\n[1] n\n");
    expect("return pandoc.write(pandoc.Pandoc 'x', 'native')", "[Plain [Str \"x\"]]");
    expect("local t = pandoc.utils.from_simple_table(pandoc.SimpleTable('c', {'AlignRight'},\n"
           "{0}, {'h'}, {{'1'}, {'2'}}))\n"
           "return pandoc.write(pandoc.Pandoc {t}) == pandoc.write(pandoc.Pandoc {t}) and\n"
           "pandoc.write(pandoc.Pandoc {t}):match '<tbody>.-</tr>'",
           "<tbody>\n<tr class=\"odd\">\n<td style=\"text-align: right;\">1</td>\n</tr>");
}

static void sha1_is_that_of_the_standard(void **unused)
{
    (void)unused;
    expect("return pandoc.utils.sha1 ''", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    expect("return pandoc.utils.sha1 'abc'", "a9993e364706816aba3e25717850c26c9cd0d89d");
    expect("return pandoc.utils.sha1(('a'):rep(1000))", "291e9a6c66994949b57ba5e650361e98fc36b1ba");
    expect("return pandoc.utils.sha1(('a'):rep(55)) .. pandoc.utils.sha1(('a'):rep(56)) ..\n"
           "pandoc.utils.sha1(('a'):rep(64))",
           "c1c8bbdc22796e28c0e15163d20899b65621d65a"
           "c2db330f6083854c99d4b5bfb6e8f29f201be699"
           "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_that_c_makes_may_leave_out_what_is_empty),
        cmocka_unit_test(a_filter_says_which_elements_it_is_about),
        cmocka_unit_test(one_element_alone_can_be_given_to_a_filter),
        cmocka_unit_test(readers_and_modules_come_from_who_has_them),
        cmocka_unit_test(a_filter_need_not_stand_in_a_list),
        cmocka_unit_test(what_a_script_keeps_is_no_part_of_the_tree),
        cmocka_unit_test(texts_leave_as_utf_8),
        cmocka_unit_test(an_error_names_file_line_and_function),
        cmocka_unit_test(what_cannot_be_given_is_named),
        cmocka_unit_test(what_one_script_changes_no_other_sees),
        cmocka_unit_test(no_address_and_no_finalizer_comes_in_by_an_element),
        cmocka_unit_test(trees_without_an_end_are_stopped),
        cmocka_unit_test(lists_of_a_script_have_its_own_methods),
        cmocka_unit_test(json_goes_there_and_back),
        cmocka_unit_test(documents_are_written_as_html_text_and_native),
        cmocka_unit_test(sha1_is_that_of_the_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
