/*
 * template_runtime.h - what compiled templates call while a page renders.
 *
 * In Lua a value is nil (none), a boolean, a number, a string (a text that the template writes
 * out), or a light userdata: a `struct data` in the page's arena. Macros are Lua functions;
 * namespaces, modules, cyclers and loops are tables that carry their kind. Nothing is collected
 * while a page renders, so a slice of a Lua string stays good until its end.
 *
 * Functions that raise leave by longjmp: nothing may be held then but what the runtime or the
 * page's arena owns. Texts are built at the end of the page's own buffer and taken off again
 * (runtime_take), so that building one needs no memory that a raise would lose.
 */
#ifndef SCHEDARIO_TEMPLATE_RUNTIME_H
#define SCHEDARIO_TEMPLATE_RUNTIME_H

#include "script/state.h"
#include "template/template.h"
#include "template/template_emit.h"
#include "text/utf8.h"

#include <lua.h>

#define RUNTIME_DEPTH_MAX  50          /* includes, macros, recursive loops in one another */
#define RUNTIME_OUTPUT_MAX (64u << 20) /* bytes of one page */
#define RUNTIME_MEMORY_MAX (64u << 20) /* of Lua, and again of the page's arena */
#define RUNTIME_RANGE_MAX  10000
#define RUNTIME_JSON_DEPTH 60

struct template_unit;

struct runtime_failure {
    const struct problem *problem; /* NULL: none */
    struct slice arguments[DIAGNOSTIC_ARGUMENTS_MAX];
    struct span span;
    bool reported; /* the diagnostics have it already */
};

struct runtime_collator {
    struct slice language;
    struct collator *collator;
};

struct template_runtime {
    struct template_engine *engine;
    struct script_state *state;
    lua_State *lua;
    const struct data_context *context;
    struct diagnostics *diagnostics;
    struct buffer *out;
    size_t out_start;
    size_t arena_start;
    struct slice page;
    unsigned depth;
    unsigned skip_frames;  /* an error is the caller's: of a macro with wrong arguments */
    size_t value_index;    /* of the write at hand; SIZE_MAX: none */
    struct buffer scratch; /* for one step, never across something that may raise */
    struct runtime_failure failure;
    struct runtime_collator collators[8];
    size_t collator_count;
};

/* ---- template_runtime.c ---- */

/* Leaves a table of all functions on the stack. May raise. */
void runtime_open(struct template_runtime *runtime, const struct template_environment *environment);
struct template_runtime *runtime_of(lua_State *lua);
_Noreturn void runtime_fail_list(struct template_runtime *runtime, const struct problem *problem,
                                 size_t count, const struct slice *arguments);
#define runtime_fail(runtime, problem, ...)                                         \
    runtime_fail_list((runtime), (problem),                                         \
                      sizeof((struct slice[]){__VA_ARGS__}) / sizeof(struct slice), \
                      (struct slice[]){__VA_ARGS__})
/* The template's words that the operation at hand is about ("sheet.author"). */
struct slice runtime_subject(struct template_runtime *runtime);
/* The template whose code runs. */
const struct template_tree *runtime_tree(struct template_runtime *runtime);
/* Raises where the page has grown over its limits. */
void runtime_check_size(struct template_runtime *runtime);
/* The same before so much is built. */
void runtime_expect(struct template_runtime *runtime, size_t bytes);
/* The value at hand is the argument `index` of a write: errors point to it. */
void runtime_set_value(struct template_runtime *runtime, size_t index);

/* ---- runtime_values.c: data and Lua ---- */

/* Only in functions whose first upvalue is the runtime. */
void runtime_push(lua_State *lua, struct data data);
/* As a Lua string, to be the key of a table. */
void runtime_push_name(lua_State *lua, struct slice name);
/* Fails for what is no data: macros, namespaces. */
struct data runtime_data(lua_State *lua, int index);
/* False for those. */
bool runtime_to_data(lua_State *lua, int index, struct data *data);
bool data_is_true(struct template_runtime *runtime, struct data data);
bool data_equal(struct template_runtime *runtime, struct data a, struct data b);
/* False where the two have no order. */
bool data_compare(struct template_runtime *runtime, struct data a, struct data b, int *order);
/* An object that is a list becomes one. */
struct data data_resolve(struct template_runtime *runtime, struct data data);
/* As it is printed; fails for lists and maps. */
struct slice data_to_text(struct template_runtime *runtime, struct data data);
void data_write_text(struct template_runtime *runtime, struct buffer *out, struct data data);
/* True numbers, and values that are numbers. */
bool data_to_number(struct data data, struct data *number);
double data_to_double(struct data number);
/* Anything that can be looped over, as a list. */
bool data_to_list(struct template_runtime *runtime, struct data data, struct data *list);
/* "a text", "a list" …; "sheet" for an object. */
struct slice data_kind_name(struct data data, enum message_language language);
struct slice runtime_kind_name(lua_State *lua, int index, enum message_language language);
void number_write(struct buffer *out, double number);

/* The end of the page's buffer as a text of its own. */
struct slice runtime_take(struct template_runtime *runtime, size_t mark);

/* ---- runtime_attributes.c ---- */

/* False where there is no such name; `soft` keeps it from failing. */
bool data_get(struct template_runtime *runtime, struct data base, struct data key, bool soft,
              struct data *result);
/* a.b.c for filters: attribute='author.name', or a number. */
struct data data_get_path(struct template_runtime *runtime, struct data base, struct data path);

/* ---- runtime_write.c ---- */

void runtime_write(struct template_runtime *runtime, struct data data, enum write_mode mode);
void data_write_json(struct template_runtime *runtime, struct json_writer *json, struct data data);
/* Markup that keeps its entities and loses its tags' meaning. */
void escape_markup_for_attribute(struct buffer *out, struct slice html);

/* One level further into includes, macros and recursive loops; whoever comes back does depth--. */
void runtime_go_deeper(struct template_runtime *runtime);
struct slice runtime_number_text(struct template_runtime *runtime, size_t number);
/* The value at `index` is called and is nothing to call. */
_Noreturn void runtime_fail_call(lua_State *lua, int index);

/* ---- Lua's functions, by file ---- */

enum runtime_table {
    TABLE_NONE,
    TABLE_NAMESPACE,
    TABLE_MODULE,
    TABLE_CYCLER,
    TABLE_LOOP,
    TABLE_TEXT, /* no table: what has a text's methods */
};
extern const char runtime_table_key;
enum runtime_table runtime_table_kind(lua_State *lua, int index);

int runtime_function_write(lua_State *lua);
int runtime_function_get(lua_State *lua);
int runtime_function_gets(lua_State *lua);
int runtime_function_part(lua_State *lua);
int runtime_function_setattr(lua_State *lua);
int runtime_function_method(lua_State *lua);
int runtime_function_callable(lua_State *lua);
extern const struct lua_function {
    const char *name;
    lua_CFunction function;
} runtime_operations[], runtime_loops[], runtime_macros[], runtime_templates[], runtime_globals[];
/* A new context on the stack, behind which the one at `outer` stands. */
void runtime_derive_context(lua_State *lua, int outer);
/* The blocks of a template that is shown by itself; `unit` is where its {root, blocks} stand. */
void runtime_push_blocks(lua_State *lua, const struct template_tree *tree, int unit);

/* ---- template_engine.c ---- */

const struct template_environment *engine_environment(const struct template_engine *engine);
/* NULL where there is none; compiled, unless it failed (then it is reported). */
struct template_unit *engine_unit(struct template_engine *engine, struct slice name,
                                  struct diagnostics *diagnostics);
/* Leaves {root, blocks} on the stack; false where the unit is broken. */
bool engine_push_unit(struct template_engine *engine, struct template_unit *unit);
const struct template_tree *engine_unit_tree(const struct template_unit *unit);
/* NULL: the line is none of a template's. */
const struct emit_position *engine_position(struct template_engine *engine, struct slice chunk,
                                            size_t line, const struct template_tree **tree,
                                            const struct place **values);
struct slice engine_nearest_template(struct template_engine *engine, struct slice name);

#endif
