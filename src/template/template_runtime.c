#include "template/template_runtime.h"

#include "template/template_library.h"
#include "template/template_problems.h"

#include <lauxlib.h>
#include <string.h>

struct template_runtime *runtime_of(lua_State *lua)
{
    return lua_touserdata(lua, lua_upvalueindex(1));
}

/* ------------------------------------------------------------------ places and failures */

struct frame {
    const struct template_tree *tree;
    const struct emit_position *position;
    const struct place *values;
};

/* The template's code that runs, `skip` of them outwards. */
static bool find_frame(struct template_runtime *runtime, unsigned skip, struct frame *frame)
{
    lua_Debug debug;
    for (int level = 0; lua_getstack(runtime->lua, level, &debug); level++) {
        lua_getinfo(runtime->lua, "Sl", &debug);
        if (debug.currentline <= 0 || *debug.source != '@')
            continue;
        frame->position = engine_position(runtime->engine, slice_from_string(debug.source + 1),
                                          (size_t)debug.currentline, &frame->tree, &frame->values);
        if (frame->position && !skip--)
            return true;
    }
    return false;
}

const struct template_tree *runtime_tree(struct template_runtime *runtime)
{
    struct frame frame;
    return find_frame(runtime, 0, &frame) ? frame.tree : NULL;
}

struct slice runtime_subject(struct template_runtime *runtime)
{
    struct frame frame;
    if (!find_frame(runtime, 0, &frame) || !frame.position->about.length)
        return SLICE("…");
    return span_text(template_span(frame.tree, frame.position->about));
}

void runtime_set_value(struct template_runtime *runtime, size_t index)
{
    runtime->value_index = index;
}

void runtime_fail_list(struct template_runtime *runtime, const struct problem *problem,
                       size_t count, const struct slice *arguments)
{
    struct runtime_failure *failure = &runtime->failure;
    struct frame frame;
    failure->problem = problem;
    memset(failure->arguments, 0, sizeof failure->arguments);
    memcpy(failure->arguments, arguments, count * sizeof *arguments);
    failure->span = (struct span){0};
    bool known =
        find_frame(runtime, runtime->skip_frames, &frame) || find_frame(runtime, 0, &frame);
    if (known) {
        struct place at = frame.position->at;
        if (runtime->value_index < frame.position->value_count && !runtime->skip_frames)
            at = frame.values[frame.position->first_value + runtime->value_index];
        failure->span = template_span(frame.tree, at);
    }
    lua_pushliteral(runtime->lua, "");
    lua_error(runtime->lua);
    __builtin_unreachable();
}

void runtime_expect(struct template_runtime *runtime, size_t bytes)
{
    size_t used = runtime->context->arena->used - runtime->arena_start;
    if (bytes > RUNTIME_MEMORY_MAX || used + bytes > RUNTIME_MEMORY_MAX)
        runtime_fail(runtime, &problem_memory, (struct slice){0});
}

void runtime_check_size(struct template_runtime *runtime)
{
    runtime_expect(runtime, 0);
    if (script_memory_used(runtime->state) > RUNTIME_MEMORY_MAX)
        runtime_fail(runtime, &problem_memory, (struct slice){0});
    if (runtime->out->len - runtime->out_start > RUNTIME_OUTPUT_MAX)
        runtime_fail(runtime, &problem_output,
                     arena_format(runtime->context->arena, "%u", RUNTIME_OUTPUT_MAX >> 20));
}

struct slice runtime_number_text(struct template_runtime *runtime, size_t number)
{
    return arena_format(runtime->context->arena, "%zu", number);
}

void runtime_go_deeper(struct template_runtime *runtime)
{
    if (++runtime->depth > RUNTIME_DEPTH_MAX)
        runtime_fail(runtime, &problem_depth, runtime_number_text(runtime, RUNTIME_DEPTH_MAX));
}

/* ------------------------------------------------------------------ the library */

struct data library_argument(const struct library_call *call, size_t index)
{
    return index < call->argument_count ? call->arguments[index] : data_none();
}

void library_fail(const struct library_call *call, const char *english, const char *italian)
{
    runtime_fail(call->runtime, &problem_argument, slice_from_string(call->name),
                 slice_from_string(english), slice_from_string(italian));
}

void library_fail_kind(const struct library_call *call, struct data data)
{
    runtime_fail(call->runtime, &problem_operand, slice_from_string(call->name),
                 data_kind_name(data, MESSAGES_ENGLISH), data_kind_name(data, MESSAGES_ITALIAN));
}

void library_charge(const struct library_call *call, size_t steps)
{
    script_charge(call->runtime->lua, steps);
}

void library_expect_size(const struct library_call *call, size_t bytes)
{
    runtime_expect(call->runtime, bytes);
}

const struct library_row *library_find(const struct library_row *table, struct slice name)
{
    for (; table->name; table++)
        if (slice_equal_string(name, table->name))
            return table;
    return NULL;
}

#define ARGUMENTS_MAX 64

/* What a call costs beyond its own instruction. */
static size_t cost_of(struct data data)
{
    switch (data.kind) {
    case DATA_TEXT:
    case DATA_MARKUP:
        return data.as.text.len / 32;
    case DATA_LIST:
        return data.as.list.count;
    case DATA_MAP:
        return data.as.map.count;
    default:
        return 0;
    }
}

static struct data call_row(lua_State *lua, const struct library_row *row)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct data arguments[ARGUMENTS_MAX];
    size_t count = (size_t)lua_gettop(lua), cost = 4;
    if (count > ARGUMENTS_MAX)
        count = ARGUMENTS_MAX;
    for (size_t i = 0; i < count; i++) {
        arguments[i] = runtime_data(lua, (int)i + 1);
        cost += cost_of(arguments[i]);
    }
    script_charge(lua, cost);
    struct library_call call = {runtime, runtime->context->arena, row->name, arguments, count};
    struct data result = row->call(&call);
    runtime_check_size(runtime);
    return result;
}

static int call_library(lua_State *lua)
{
    runtime_push(lua, call_row(lua, lua_touserdata(lua, lua_upvalueindex(2))));
    return 1;
}

/* f(count, a, b, …, name, value, …) */
static int call_host(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    const struct template_function *function = lua_touserdata(lua, lua_upvalueindex(2));
    struct data arguments[ARGUMENTS_MAX], result = data_none();
    struct data_pair named[ARGUMENTS_MAX];
    size_t count = (size_t)lua_tointeger(lua, 1), named_count = 0;
    int top = lua_gettop(lua);
    for (size_t i = 0; i < count; i++)
        arguments[i] = runtime_data(lua, (int)i + 2);
    for (int i = (int)count + 2; i < top; i += 2)
        named[named_count++] =
            (struct data_pair){runtime_data(lua, i).as.text, runtime_data(lua, i + 1)};
    script_charge(lua, 20);
    struct template_call call = {runtime->context, arguments, count, named,
                                 named_count,      function,  {0}};
    if (!function->call(&call, &result))
        runtime_fail(runtime, &problem_function, slice_from_string(function->name), call.error);
    runtime_check_size(runtime);
    runtime_push(lua, result);
    return 1;
}

/* ------------------------------------------------------------------ setting up */

static void push_rows(struct template_runtime *runtime, const struct library_row *row)
{
    lua_State *lua = runtime->lua;
    lua_newtable(lua);
    for (; row->name; row++) {
        lua_pushlightuserdata(lua, runtime);
        lua_pushlightuserdata(lua, (void *)row);
        lua_pushcclosure(lua, call_library, 2);
        lua_setfield(lua, -2, row->name);
    }
}

static void push_host(struct template_runtime *runtime,
                      const struct template_environment *environment, bool filters)
{
    lua_State *lua = runtime->lua;
    lua_newtable(lua);
    for (size_t i = 0; i < environment->function_count; i++) {
        if (environment->functions[i].is_filter != filters)
            continue;
        lua_pushlightuserdata(lua, runtime);
        lua_pushlightuserdata(lua, (void *)&environment->functions[i]);
        lua_pushcclosure(lua, call_host, 2);
        lua_setfield(lua, -2, environment->functions[i].name);
    }
}

/* Into the table on top; each function's upvalues are the runtime and the filters. */
static void add_functions(struct template_runtime *runtime, const struct lua_function *row,
                          int filters)
{
    lua_State *lua = runtime->lua;
    for (; row->name; row++) {
        lua_pushlightuserdata(lua, runtime);
        lua_pushvalue(lua, filters);
        lua_pushcclosure(lua, row->function, 2);
        lua_setfield(lua, -2, row->name);
    }
}

void runtime_open(struct template_runtime *runtime, const struct template_environment *environment)
{
    lua_State *lua = runtime->lua;
    luaL_checkstack(lua, 20, NULL);
    push_rows(runtime, template_filters);
    int filters = lua_gettop(lua);
    lua_newtable(lua);
    add_functions(runtime, runtime_operations, filters);
    add_functions(runtime, runtime_loops, filters);
    add_functions(runtime, runtime_macros, filters);
    add_functions(runtime, runtime_templates, filters);
    lua_pushvalue(lua, filters);
    lua_setfield(lua, -2, "F");
    push_rows(runtime, template_tests);
    lua_setfield(lua, -2, "T");
    push_host(runtime, environment, true);
    lua_setfield(lua, -2, "H");
    push_host(runtime, environment, false);
    lua_setfield(lua, -2, "U");
    lua_newtable(lua);
    add_functions(runtime, runtime_globals, filters);
    lua_setfield(lua, -2, "G");
    lua_remove(lua, filters);
}
