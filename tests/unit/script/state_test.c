#include "script/state.h"

#include <lauxlib.h>
#include <lua.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct script_limits limits = {8 << 20, 3000000, false};

/* Runs the text; its result, as text, or the error goes to `shown`. */
static enum script_outcome run_in(struct script_state *state, const char *text,
                                  struct buffer *shown)
{
    buffer_clear(shown);
    enum script_outcome outcome = script_load(state, SLICE("test"), slice_from_string(text), shown);
    if (outcome != SCRIPT_GOOD)
        return outcome;
    outcome = script_call(state, 0, 1, shown);
    if (outcome != SCRIPT_GOOD)
        return outcome;
    lua_State *lua = script_state_lua(state);
    size_t length;
    const char *result = luaL_tolstring(lua, -1, &length);
    buffer_add(shown, slice_from(result, length));
    lua_pop(lua, 2);
    return outcome;
}

static enum script_outcome run(const char *text, struct buffer *shown)
{
    struct script_state *state = script_state_create(limits);
    enum script_outcome outcome = run_in(state, text, shown);
    assert_int_equal(lua_gettop(script_state_lua(state)), 0);
    /* A state that went over its budget can be used again. */
    struct buffer again = {0};
    assert_int_equal(run_in(state, "return 1 + 1", &again), SCRIPT_GOOD);
    assert_string_equal(buffer_string(&again), "2");
    buffer_release(&again);
    script_state_destroy(state);
    return outcome;
}

static void expect(const char *text, const char *result)
{
    struct buffer shown = {0};
    enum script_outcome outcome = run(text, &shown);
    if (outcome != SCRIPT_GOOD || strcmp(buffer_string(&shown), result))
        print_error("%s\nexpected %s\ngot %d %s\n", text, result, (int)outcome,
                    buffer_string(&shown));
    assert_int_equal(outcome, SCRIPT_GOOD);
    assert_string_equal(buffer_string(&shown), result);
    buffer_release(&shown);
}

static void expect_outcome(const char *text, enum script_outcome wanted)
{
    struct buffer shown = {0};
    enum script_outcome outcome = run(text, &shown);
    if (outcome != wanted)
        print_error("%s\nexpected %d, got %d %s\n", text, (int)wanted, (int)outcome,
                    buffer_string(&shown));
    assert_int_equal(outcome, wanted);
    buffer_release(&shown);
}

static void expect_error(const char *text, const char *part)
{
    struct buffer shown = {0};
    enum script_outcome outcome = run(text, &shown);
    if (outcome != SCRIPT_ERROR || !strstr(buffer_string(&shown), part))
        print_error("%s\nexpected %s\ngot %d %s\n", text, part, (int)outcome,
                    buffer_string(&shown));
    assert_int_equal(outcome, SCRIPT_ERROR);
    assert_non_null(strstr(buffer_string(&shown), part));
    buffer_release(&shown);
}

/* Either budget may be the first to end it. */
static void expect_stopped(const char *text)
{
    struct buffer shown = {0};
    enum script_outcome outcome = run(text, &shown);
    if (outcome != SCRIPT_OUT_OF_STEPS && outcome != SCRIPT_OUT_OF_MEMORY)
        print_error("%s\nwas not stopped: %d %s\n", text, (int)outcome, buffer_string(&shown));
    assert_true(outcome == SCRIPT_OUT_OF_STEPS || outcome == SCRIPT_OUT_OF_MEMORY);
    buffer_release(&shown);
}

static void ordinary_scripts_run(void **state)
{
    (void)state;
    expect("local t = {} for i = 1, 10 do t[#t + 1] = i * i end return table.concat(t, ',')",
           "1,4,9,16,25,36,49,64,81,100");
    expect("return select('#', 1, 2, 3) .. select(-1, 'a', 'b') .. select(2, 'x', 'y')", "3by");
    expect("local ok, e = pcall(error, {code = 7}) return tostring(ok) .. e.code", "false7");
    expect("return (select(2, pcall(error, 'x', 0)))", "x");
    expect(
        "return select(2, xpcall(function() error('a', 0) end, function(m) return m .. 'b' end))",
        "ab");
    expect(
        "local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end)"
        " return co(1) .. ',' .. co(5)",
        "2,10");
    expect("local ok, v = pcall(function() return coroutine.wrap(function() coroutine.yield(3) "
           "end)() end)"
           " return v",
           "3");
    expect("return load('return 1 + 1')()", "2");
    expect("x = 5 return load('return x')()", "5");
    expect("return load('return x', 'c', 't', {x = 7})()", "7");
    expect("local t = table.pack(table.unpack({1, 2, 3}, 2)) return t.n .. t[1]", "22");
    expect("local t = {1, 2, 3} table.insert(t, 1, 0) table.remove(t) return table.concat(t, '')",
           "012");
    expect("return ('x'):rep(3, '-') .. #('abc') .. ('aé'):len() .. utf8.len('aé')", "x-x-x332");
    expect("return math.floor(2.7) .. ' ' .. math.max(1, 5) .. ' ' .. 7 // 2 .. ' ' .. 2^10",
           "2 5 3 1024.0");
    expect("return string.format('%5.1f|%d|%s|%q', 1.25, 3, nil, 'a')", "  1.2|3|nil|\"a\"");
    expect("return tostring(1) .. tostring(1.0) .. tostring(true) .. tostring(nil)", "11.0truenil");
    expect("goto done do return 1 end ::done:: return 2", "2");
}

static void an_error_says_chunk_and_line(void **state)
{
    (void)state;
    expect_error("\n\nerror('bad')", "test:3: bad");
    expect_error("local x = nil\nreturn x.y", "test:2:");
    expect_error("return +", "test:1:");
    expect_error("error(setmetatable({}, {__tostring = function() return 'described' end}))",
                 "described");
    expect_error("error({})", "without a text");
}

static void dangerous_names_are_gone(void **state)
{
    (void)state;
    static const char *const names[] = {
        "io",          "os",          "package",     "debug",           "require",
        "dofile",      "loadfile",    "print",       "collectgarbage",  "warn",
        "string.dump", "string.pack", "math.random", "math.randomseed", "loadstring",
        "module",      "getfenv",     "setfenv",     "newproxy",        "string.unpack"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[80];
        snprintf(text, sizeof text, "return tostring(%s)", names[i]);
        expect(text, "nil");
    }
}

static void bytecode_is_refused(void **state)
{
    (void)state;
    expect("return (load('\\27Lua'))", "nil");
    expect_error("return load(function() return nil end)", "only a text");
    expect_error("\x1bLua", "binary chunk");
}

static void endless_loops_end(void **state)
{
    (void)state;
    expect_outcome("while true do end", SCRIPT_OUT_OF_STEPS);
    expect_outcome("repeat until false", SCRIPT_OUT_OF_STEPS);
    expect_outcome("for i = 1, math.huge do end", SCRIPT_OUT_OF_STEPS);
    expect_outcome("::a:: goto a", SCRIPT_OUT_OF_STEPS);
    expect_outcome("local function f() return f() end f()", SCRIPT_OUT_OF_STEPS);
    expect_outcome("while true do pcall(function() end) end", SCRIPT_OUT_OF_STEPS);
    expect_outcome("while true do local x <const> = ('a'):upper() end", SCRIPT_OUT_OF_STEPS);
}

static void nobody_catches_the_end_of_a_budget(void **state)
{
    (void)state;
    expect_outcome("while true do pcall(function() while true do end end) end",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("pcall(function() while true do end end) return 'escaped'", SCRIPT_OUT_OF_STEPS);
    expect_outcome("xpcall(function() while true do end end, function() while true do end end)"
                   " return 'escaped'",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("local function f() pcall(f) while true do end end f() return 'escaped'",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("coroutine.resume(coroutine.create(function() while true do end end))"
                   " return 'escaped'",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("pcall(coroutine.wrap(function() while true do end end)) return 'escaped'",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome(
        "local co = coroutine.create(function()"
        " local x <close> = setmetatable({}, {__close = function() while true do end end})"
        " coroutine.yield() end) coroutine.resume(co) coroutine.close(co) return 'escaped'",
        SCRIPT_OUT_OF_STEPS);
    expect_outcome(
        "do local x <close> = setmetatable({}, {__close = function() while true do end end})"
        " end return 'escaped'",
        SCRIPT_OUT_OF_STEPS);
    expect_outcome("local function f() local x <close> = setmetatable({}, {__close = function()"
                   " while true do end end}) while true do end end"
                   " pcall(f) return 'escaped'",
                   SCRIPT_OUT_OF_STEPS);
    expect_stopped("pcall(string.rep, 'x', 1e9) local t = {} while true do"
                   " pcall(function() t[#t + 1] = ('x'):rep(1e6) end) end");
    expect_outcome("local t = {} for i = 1, 1e9 do local ok = pcall(function()"
                   " for k = 1, 1e9 do t[#t + 1] = {} end end) end return 'escaped'",
                   SCRIPT_OUT_OF_MEMORY);
    expect_outcome("coroutine.resume(coroutine.create(function() local t = {}"
                   " for i = 1, 1e9 do t[#t + 1] = {} end end)) return 'escaped'",
                   SCRIPT_OUT_OF_MEMORY);
}

static void coroutines_share_the_count(void **state)
{
    (void)state;
    expect_stopped("while true do coroutine.wrap(function() for i = 1, 90 do end end)() end");
    expect_stopped("while true do local co = coroutine.create(function() for i = 1, 400 do end end)"
                   " coroutine.resume(co) end");
    expect_error("local function f() return coroutine.wrap(f)() end f()", "overflow");
    expect_stopped("local co = coroutine.wrap(function() while true do coroutine.yield() end end)"
                   " while true do co() end");
}

static void metamethods_count(void **state)
{
    (void)state;
    expect_outcome("local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end})"
                   " while true do pcall(function() return t[1] end) end",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome(
        "local t = setmetatable({}, {__len = function() while true do end end}) return #t",
        SCRIPT_OUT_OF_STEPS);
    expect_outcome("local t = setmetatable({}, {__eq = function() while true do end end})"
                   " return t == setmetatable({}, getmetatable(t))",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome(
        "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
        SCRIPT_OUT_OF_STEPS);
    expect_outcome(
        "for k in pairs(setmetatable({}, {__pairs = function() while true do end end})) do end",
        SCRIPT_OUT_OF_STEPS);
    expect_outcome("return {} .. setmetatable({}, {__concat = function() while true do end end})",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("for x in function() return 1 end do end", SCRIPT_OUT_OF_STEPS);
}

static void comparisons_of_a_sort_count(void **state)
{
    (void)state;
    expect_outcome("table.sort({1, 2, 3}, function() while true do end end)", SCRIPT_OUT_OF_STEPS);
    expect_outcome("table.sort(setmetatable({}, {__len = function() return 2^31 - 2 end,"
                   " __index = function() return 1 end}))",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("local t = setmetatable({}, {__len = function() return 1 << 40 end})"
                   " while true do pcall(table.sort, t, rawequal) end",
                   SCRIPT_OUT_OF_STEPS);
}

static void long_work_of_one_call_is_charged(void **state)
{
    (void)state;
    expect_stopped("local s = ('x'):rep(1000000) while true do local a = s:upper() end");
    expect_stopped("local s = ('x'):rep(1000000) while true do local a = s:reverse() end");
    expect_stopped("while true do local a = ('x'):rep(1000000) end");
    expect_stopped("local s = ('x'):rep(500000) while true do local a = s .. 'y' end");
    expect_stopped("local t = {} for i = 1, 10000 do t[i] = 'x' end"
                   " while true do local a = table.concat(t) end");
    expect_stopped("local t = {} for i = 1, 50000 do t[i] = i end"
                   " while true do table.insert(t, 1, 0) table.remove(t, 1) end");
    expect_stopped("local t = {} for i = 1, 50000 do t[i] = i end"
                   " while true do table.move(t, 1, 50000, 2) end");
    expect_stopped("table.move({}, 1, 1 << 40, 2)");
    expect_stopped("table.concat(setmetatable({}, {__len = function() return 1 << 50 end,"
                   " __index = rawlen}))");
    expect_stopped("table.unpack({}, 1, 1e8)");
    expect_stopped("local t = {} for i = 1, 1000 do t[i] = i end"
                   " while true do for k in pairs(t) do break end end");
    expect_stopped("local t = {} for i = 1, 1000 do t[i] = i end while true do next(t) end");
    expect_stopped("local s = ('x'):rep(1000000) while true do utf8.len(s) end");
    expect_stopped("local s = ('x'):rep(1000000) while true do s:find('y', 1, true) end");
    expect_stopped("local s = ('x'):rep(100000) while true do string.format('%s%s', s, s) end");
    expect_stopped("local s = 'return 1' .. (' '):rep(100000) while true do load(s) end");
}

static void patterns_count_their_steps(void **state)
{
    (void)state;
    expect_outcome("return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(40) .. 'b')",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("return ('a'):rep(30):match(('a?'):rep(30) .. ('a'):rep(30) .. '$x')",
                   SCRIPT_OUT_OF_STEPS);
    expect_outcome("return ('x'):rep(2000):find(('.-'):rep(8) .. 'y')", SCRIPT_OUT_OF_STEPS);
    expect_outcome("return ('x'):rep(100000):find('.-.-.-y')", SCRIPT_OUT_OF_STEPS);
    expect_outcome("return ('('):rep(100000):gsub('%b()', '')", SCRIPT_OUT_OF_STEPS);
    expect_outcome("for a in ('x'):rep(50000):gmatch('.-.-y') do end", SCRIPT_OUT_OF_STEPS);
    expect_outcome("return ('x'):rep(10):gsub('', function() while true do end end)",
                   SCRIPT_OUT_OF_STEPS);
    expect_error("return ('x'):rep(300):find(('(x'):rep(300))", "captures");
    expect_error("return ('a'):rep(500):find(('a?'):rep(500) .. 'b')", "too complex");
}

static void memory_bombs_end(void **state)
{
    (void)state;
    expect_stopped("return ('x'):rep(1e9)");
    expect_stopped("return ('x'):rep(1e6, ('y'):rep(1e6))");
    expect_error("return ('x'):rep(1e18)", "too large");
    expect_stopped("local s = 'x' while true do s = s .. s end");
    expect_stopped("local t = {} while true do t = {t, {}} end");
    expect_stopped("local t = {} for i = 1, 1e9 do t[i] = i end");
    expect_stopped("local t = {} while true do t[#t + 1] = function() return t end end");
    expect_stopped("local t = {} while true do t[#t + 1] = coroutine.create(function() end) end");
    expect_stopped("return (('x'):rep(100000):gsub('x', ('y'):rep(100000)))");
    expect_stopped("local s = ('x'):rep(1000) local t = {} for i = 1, 1e6 do t[i] = s end"
                   " return table.concat(t)");
    expect_stopped(
        "return table.concat({('x'):rep(1e6), ('x'):rep(1e6)}, ('x'):rep(1e6)):rep(1000)");
}

static void deep_recursion_is_an_ordinary_error(void **state)
{
    (void)state;
    struct buffer shown = {0};
    enum script_outcome outcome = run("local function f() return 1 + f() end return f()", &shown);
    assert_true(outcome != SCRIPT_GOOD);
    buffer_release(&shown);
    expect_error("local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k)"
                 " return t[k] .. '' end return t.x",
                 "overflow");
    expect_error("return load(('('):rep(300) .. '1' .. (')'):rep(300)) or error('too deep', 0)",
                 "too deep");
    expect_error(
        "local s = ('a'):rep(10) local function f(x) return (x:gsub('.', f)) end return f(s)",
        "overflow");
}

static void finalizers_are_refused(void **state)
{
    (void)state;
    expect_error("setmetatable({}, {__gc = function() while true do end end})", "__gc");
    expect_error("setmetatable({}, {__gc = true})", "__gc");
    /* One that comes later is never called. */
    expect("local n = 0 for i = 1, 1000 do local m = {} setmetatable({}, m)"
           " m.__gc = function() n = n + 1 end end local s = ('x'):rep(1e6) return n",
           "0");
}

static void what_a_script_changes_no_other_sees(void **state)
{
    (void)state;
    struct script_state *lua = script_state_create(limits);
    struct buffer shown = {0};
    assert_int_equal(run_in(lua,
                            "string.rep = nil string.x = 1 table.concat = error x = 1 _G.y = 2 "
                            "rawset(_G, 'z', 3) rawset(string, 'w', 4) tostring = nil "
                            "return tostring",
                            &shown),
                     SCRIPT_GOOD);
    assert_int_equal(run_in(lua,
                            "return tostring(x) .. tostring(y) .. tostring(z) .. "
                            "tostring(string.w) .. tostring(string.x) .. ('a'):rep(2) .. "
                            "table.concat({1})",
                            &shown),
                     SCRIPT_GOOD);
    assert_string_equal(buffer_string(&shown), "nilnilnilnilnilaa1");
    buffer_release(&shown);
    script_state_destroy(lua);
    expect("return tostring(getmetatable(''))", "false");
    expect_error("getmetatable('').__index = nil", "index");
    expect_error("setmetatable('', {})", "table");
}

static void nothing_shows_an_address(void **state)
{
    (void)state;
    expect("return tostring({}) .. tostring(error) .. tostring(function() end)",
           "tablefunctionfunction");
    expect("return tostring(coroutine.create(error))", "thread");
    expect("return string.format('%s %s', {}, error)", "table function");
    expect_error("return string.format('%p', {})", "%p");
    expect_error("return string.format('%-20p', {})", "%p");
    expect("return tostring(setmetatable({}, {__name = 'X'}))", "table");
}

static void pairs_goes_by_keys(void **state)
{
    (void)state;
    expect("local t = {b = 1, a = 2, [10] = 3, [1] = 4, [2.5] = 5, [true] = 6, [false] = 7, c = 8}"
           " local s = '' for k, v in pairs(t) do s = s .. tostring(k) .. v .. ' ' end return s",
           "14 2.55 103 a2 b1 c8 false7 true6 ");
    expect("local s = '' for k, v in pairs({'x', 'y', 'z'}) do s = s .. k .. v end return s",
           "1x2y3z");
    expect(
        "local t = {3, 2, 1, x = 1} for k in pairs(t) do t[k] = nil end return tostring(next(t))",
        "nil");
    expect("local t = {} for i = 1, 200 do t['k' .. i % 50] = i end local n = 0"
           " for k in pairs(t) do n = n + 1 end return n",
           "50");
    expect("local t = {b = 1, a = 2} local k = next(t) return k .. next(t, k) .. tostring(next(t, "
           "'b'))",
           "abnil");
    expect_error("for k in pairs({[{}] = 1, [error] = 2}) do end", "no order");
    expect("local t = {z = 1, y = 2} local s = '' for k in pairs(t) do s = s .. k t.z = nil end "
           "return s",
           "y");
}

static void sort_is_stable(void **state)
{
    (void)state;
    expect("local t = {} for i = 1, 300 do t[i] = {k = i % 3, i = i} end"
           " table.sort(t, function(a, b) return a.k < b.k end)"
           " for i = 2, 300 do if t[i].k == t[i - 1].k and t[i].i < t[i - 1].i then return 'no' end"
           " end return t[1].i .. ' ' .. t[300].i",
           "3 299");
    expect("local t = {5, 2, 8, 1} table.sort(t) return table.concat(t, ' ')", "1 2 5 8");
    expect("local t = {'b', 'a'} table.sort(t, function(a, b) return a > b end)"
           " return table.concat(t)",
           "ba");
    expect("local t = {1, 2, 3} table.sort(t, function() return true end) return #t", "3");
    expect_error("table.sort({1, 'a'})", "compare");
    expect_error("table.sort({1, 2}, 5)", "function");
}

static void patterns_match_as_the_manual_says(void **state)
{
    (void)state;
    expect("return ('hello world'):find('wor')", "7");
    expect("return select(2, ('hello world'):find('wor'))", "9");
    expect("return ('hello'):match('l+')", "ll");
    expect("return ('hello'):match('(h)(e)') .. select(2, ('hello'):match('(h)(e)'))", "he");
    expect("return ('key = value'):gsub('(%w+) = (%w+)', '%2 = %1')", "value = key");
    expect("return ('abc'):gsub('', '-')", "-a-b-c-");
    expect("return ('abc'):gsub('%w', '%0%0', 2)", "aabbc");
    expect("return (('hello world'):gsub('o', {o = '0'}))", "hell0 w0rld");
    expect("return (('abc'):gsub('.', function(c) if c == 'b' then return 'X' end end))", "aXc");
    expect("local s = '' for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do s = s .. k .. v end "
           "return s",
           "a1b2");
    expect("local n = 0 for w in ('one two  three'):gmatch('%a+') do n = n + 1 end return n", "3");
    expect("return ('THE (quick) fox'):find('%((%a+)%)')", "5");
    expect("return ('f(a(b)c)d'):match('%b()')", "(a(b)c)");
    expect("return ('THE (quick) fox'):gsub('%f[%a]%a+', 'W')", "W (W) W");
    expect("return ('  trim  '):match('^%s*(.-)%s*$')", "trim");
    expect("return ('\"a\" \\'b\\''):match('([\"\\'])(.-)%1')", "\"");
    expect("return (('x'):match('()'))", "1");
    expect("return ('2024-01-05'):match('^(%d+)-(%d%d)-(%d%d)$')", "2024");
    expect("return ('a.b'):find('.', 1, true)", "2");
    expect("return ('a-b]c'):match('[%]-]')", "-");
    expect("return ('a]b'):match('[]]')", "]");
    expect("return ('a^b'):match('[b^]')", "^");
    expect("return ('abc'):match('[^a-b]')", "c");
    expect("return tostring(('abc'):match('x'))", "nil");
    expect("return tostring(('abc'):find('b', 10))", "nil");
    expect("return ('abcabc'):find('b', -3)", "5");
    expect("return ('aXb'):match('%u') .. ('a1'):match('%D')", "Xa");
    expect("return ('x'):rep(3):gsub('^x', 'y')", "yxx");
    expect("return ('a$b'):match('%$') .. ('ab$'):match('b$*')", "$b$");
    expect_error("return ('a'):find('[a')", "malformed");
    expect_error("return ('a'):find('%')", "malformed");
    expect_error("return ('a'):gsub('a', '%2')", "capture");
    expect_error("return ('a'):find('(a')", "unfinished");
    expect_error("return ('a'):match('(a))')", "invalid pattern capture");
}

static void the_place_where_steps_ran_out_is_known(void **state)
{
    (void)state;
    struct script_state *lua = script_state_create(limits);
    struct buffer shown = {0};
    assert_int_equal(run_in(lua, "local x = 1\n\nwhile true do end", &shown), SCRIPT_OUT_OF_STEPS);
    struct slice chunk;
    size_t line;
    assert_true(script_last_place(lua, &chunk, &line));
    assert_true(slice_equal_string(chunk, "test"));
    assert_int_equal(line, 3);
    buffer_release(&shown);
    script_state_destroy(lua);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_scripts_run),
        cmocka_unit_test(an_error_says_chunk_and_line),
        cmocka_unit_test(dangerous_names_are_gone),
        cmocka_unit_test(bytecode_is_refused),
        cmocka_unit_test(endless_loops_end),
        cmocka_unit_test(nobody_catches_the_end_of_a_budget),
        cmocka_unit_test(coroutines_share_the_count),
        cmocka_unit_test(metamethods_count),
        cmocka_unit_test(comparisons_of_a_sort_count),
        cmocka_unit_test(long_work_of_one_call_is_charged),
        cmocka_unit_test(patterns_count_their_steps),
        cmocka_unit_test(memory_bombs_end),
        cmocka_unit_test(deep_recursion_is_an_ordinary_error),
        cmocka_unit_test(finalizers_are_refused),
        cmocka_unit_test(what_a_script_changes_no_other_sees),
        cmocka_unit_test(nothing_shows_an_address),
        cmocka_unit_test(pairs_goes_by_keys),
        cmocka_unit_test(sort_is_stable),
        cmocka_unit_test(patterns_match_as_the_manual_says),
        cmocka_unit_test(the_place_where_steps_ran_out_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
