/*
 * emitter.h - what the parts of the emitter share.
 *
 * A variable is a Lua local where it can be, a slot of a table where a function would get too
 * many of them, and a field of the context C at a template's top.
 */
#ifndef SCHEDARIO_TEMPLATE_EMITTER_H
#define SCHEDARIO_TEMPLATE_EMITTER_H

#include "base/diagnostic.h"
#include "template/template_emit.h"
#include "template/template_library.h"

/* Lua has 200 locals and 255 upvalues a function; the rest is for the runtime's own. */
#define LOCALS_BEFORE_SPILL 90
#define LOCALS_MAX          150

struct variable {
    struct slice name;
    char lua[40];
};

/* The loop that `loop` means: names of Lua locals are it%u, n%u, i%u, … */
struct emit_loop {
    const struct emit_loop *outer;
    unsigned id;
    bool recursive;
};

struct scope {
    const struct scope *outer;
    bool is_top; /* names are fields of C */
    struct variable *variables;
    size_t count;
    unsigned locals_before;
};

struct emitter {
    struct arena *arena;
    const struct template_tree *tree;
    const struct template_scene *scene;
    struct diagnostics *diagnostics;
    struct template_code *code;
    bool good;
    const struct scope *scope;
    const struct emit_loop *loop;
    const struct node *block;      /* that super() is in */
    const struct expression *base; /* of a filter chain: stands for `base_code` */
    const char *base_code;
    bool silent;
    unsigned locals;
    unsigned next_id;
    struct buffer *modes; /* of the write that is open */
    size_t write_count;   /* its arguments; 0: none is open */
    size_t write_line;
};

/* ---- emit_code.c: text and lines ---- */

void emit(struct emitter *emitter, const char *format, ...) __attribute__((format(printf, 2, 3)));
void emit_string(struct emitter *emitter, struct slice text);
/* Begins a line that stands for this place. */
void emit_at(struct emitter *emitter, struct place at);
void emit_at_about(struct emitter *emitter, struct place at, struct place about);
void emit_literal_text(struct emitter *emitter, struct slice text);
/* The caller emits the value right behind it. */
void emit_value_begin(struct emitter *emitter, enum write_mode mode, struct place at);
void emit_flush(struct emitter *emitter);
/* What runs the code between the two has to pay: a number, filled in at the end. */
size_t emit_price_begin(struct emitter *emitter);
void emit_price_end(struct emitter *emitter, size_t price);
void emit_fail(struct emitter *emitter, const struct problem *problem, struct place at,
               struct slice first, struct slice second, struct slice third);

/* ---- emit_scope.c: variables ---- */

/* A scope with those names that the statements bind, declared at its start with what they mean
 * outside. `own`: names that the caller declares itself first. */
void scope_open(struct emitter *emitter, struct scope *scope, const struct nodes *body);
void scope_close(struct emitter *emitter, struct scope *scope);
/* Declares without a Lua statement: the caller uses variable->lua. */
const struct variable *scope_declare(struct emitter *emitter, struct scope *scope,
                                     struct slice name);
const struct variable *scope_find(const struct emitter *emitter, struct slice name);
/* The Lua expression to read or set a name. */
void emit_name(struct emitter *emitter, struct slice name);
/* Fails where nothing can be called so. */
void check_name(struct emitter *emitter, struct slice name, struct place at);
/* {["name"] = variable, …} of all that is not in C; nil where there is none. */
void emit_visible_locals(struct emitter *emitter, const struct expression *for_template);
bool nodes_mention(const struct nodes *nodes, struct slice name);

/* ---- emit_expression.c ---- */

void emit_expression(struct emitter *emitter, const struct expression *expression);
/* none instead of an error for what is not there. */
void emit_soft(struct emitter *emitter, const struct expression *expression);
void emit_condition(struct emitter *emitter, const struct expression *condition);
/* emit_filter.c */
void emit_filter(struct emitter *emitter, const struct expression *expression);
void emit_test(struct emitter *emitter, const struct expression *expression);
/* emit_call.c */
bool expression_is_name(const struct expression *expression, const char *name);
/* `loop`, where there is one. */
bool expression_is_loop(const struct emitter *emitter, const struct expression *expression);
/* The expression as a call that passes `caller` (a Lua name) on. */
void emit_call(struct emitter *emitter, const struct expression *call, const char *caller);
void emit_loop_object(struct emitter *emitter);
/* A filter chain over what the Lua expression `base_code` gives; NULL: that alone. */
void emit_chain(struct emitter *emitter, const struct expression *chain, const char *base_code);

/* ---- emit_arguments.c ---- */

/* , a, b, nil, c: to a row's parameters. */
void emit_library_arguments(struct emitter *emitter, const struct expression *call,
                            const char *name, const char *parameters, bool first);
/* K, caller, a, b: how macros are called. */
void emit_macro_arguments(struct emitter *emitter, const struct expression *call,
                          const char *caller, const struct node *macro);
/* count, a, b, "name", c: how the host's functions are called. */
void emit_host_arguments(struct emitter *emitter, const struct expression *call,
                         const struct expression *subject);
const struct template_function *host_find(const struct emitter *emitter, struct slice name,
                                          bool is_filter);

/* ---- statements, by file ---- */

void emit_nodes(struct emitter *emitter, const struct nodes *nodes);
/* A body with a scope of its own, within a block of Lua's that the caller opened. */
void emit_scoped(struct emitter *emitter, const struct nodes *nodes);
/* Fails where a function would get too many locals. */
bool has_local_room(struct emitter *emitter, const struct node *node);
/* emit_variable.c */
void emit_set(struct emitter *emitter, const struct node *node);
void emit_set_block(struct emitter *emitter, const struct node *node);
void emit_with(struct emitter *emitter, const struct node *node);
/* What the body writes, as a value in a Lua local `m`; the "do" stays open. */
void emit_captured(struct emitter *emitter, const struct nodes *body);
/* emit_macro.c */
void emit_macro(struct emitter *emitter, const struct node *node);
void emit_call_block(struct emitter *emitter, const struct node *node);
/* emit_reference.c */
void emit_block_place(struct emitter *emitter, const struct node *node);
void emit_include(struct emitter *emitter, const struct node *node);
void emit_import(struct emitter *emitter, const struct node *node);
void emit_from(struct emitter *emitter, const struct node *node);

#endif
