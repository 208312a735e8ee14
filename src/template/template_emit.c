#include "template/template_emit.h"

#include "template/emitter.h"
#include "template/template_problems.h"

#include <stdio.h>

static void emit_nodes(struct emitter *emitter, const struct nodes *nodes);

/* A body in a block of Lua's and a scope of its own. */
static void emit_scoped(struct emitter *emitter, const struct nodes *nodes)
{
    struct scope scope = {0};
    scope_open(emitter, &scope, nodes);
    emit_nodes(emitter, nodes);
    emit_flush(emitter);
    scope_close(emitter, &scope);
}

static bool has_local_room(struct emitter *emitter, const struct node *node)
{
    if (emitter->locals <= LOCALS_MAX)
        return true;
    emit_fail(emitter, &problem_limit, node->at, SLICE("{% for %}, {% with %}"), SLICE("150"),
              (struct slice){0});
    return false;
}

/* ------------------------------------------------------------------ printing */

static bool ends_in_filter(const struct expression *expression, const char *name)
{
    return expression->kind == EXPRESSION_FILTER && slice_equal_string(expression->text, name);
}

static void emit_print_value(struct emitter *emitter, const struct node *node,
                             const struct expression *value)
{
    enum write_mode mode = node->mode;
    if (mode == WRITE_JSON || mode == WRITE_SCRIPT_JSON)
        /* It is written as JSON already. */
        while (ends_in_filter(value, "tojson") || ends_in_filter(value, "json"))
            value = value->items[0];
    if (mode == WRITE_URL_QUERY && ends_in_filter(value, "urlencode"))
        mode = WRITE_URL_REST;
    emit_value_begin(emitter, mode, value->whole);
    emit_expression(emitter, value);
}

static void emit_print(struct emitter *emitter, const struct node *node,
                       const struct expression *value)
{
    if (value->kind == EXPRESSION_NONE)
        return;
    if (value->kind == EXPRESSION_TEXT && node->mode == WRITE_PLAIN) {
        emit_literal_text(emitter, value->text);
        return;
    }
    if (value->kind != EXPRESSION_CONDITION) {
        emit_print_value(emitter, node, value);
        return;
    }
    emit_flush(emitter);
    emit_at(emitter, value->at);
    emit(emitter, "if ");
    emit_condition(emitter, value->items[1]);
    emit(emitter, " then ");
    emit_print(emitter, node, value->items[0]);
    emit_flush(emitter);
    if (value->items[2]) {
        emit(emitter, " else ");
        emit_print(emitter, node, value->items[2]);
        emit_flush(emitter);
    }
    emit(emitter, " end ");
}

/* ------------------------------------------------------------------ control */

static void emit_if(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    for (size_t i = 0; i < node->branch_count; i++) {
        const struct branch *branch = &node->branches[i];
        if (branch->condition) {
            emit_at(emitter, branch->condition->whole);
            emit(emitter, i ? "elseif " : "if ");
            emit_condition(emitter, branch->condition);
            emit(emitter, " then ");
        } else {
            emit(emitter, " else ");
        }
        emit_nodes(emitter, &branch->body);
        emit_flush(emitter);
    }
    emit(emitter, " end ");
}

/* local a, b = …: the items of the loop at `index`. */
static void emit_loop_targets(struct emitter *emitter, const struct node *node, struct scope *scope,
                              const char *items, unsigned id)
{
    emit_at(emitter, node->targets[0]->at);
    emit(emitter, "local ");
    for (size_t i = 0; i < node->target_count; i++)
        emit(emitter, i ? ",%s" : "%s", scope_declare(emitter, scope, node->targets[i]->text)->lua);
    if (node->target_count == 1)
        emit(emitter, "=at(%s%u,i%u) ", items, id, id);
    else
        emit(emitter, "=unpack(at(%s%u,i%u),%zu) ", items, id, id, node->target_count);
}

/* Those that the condition keeps, first, so that loop.length is theirs. */
static void emit_loop_selection(struct emitter *emitter, const struct node *node, unsigned id)
{
    emit(emitter, "local all%u,count%u=it%u,n%u it%u,n%u={},0 for i%u=1,count%u do ", id, id, id,
         id, id, id, id, id);
    struct scope scope = {.outer = emitter->scope, .locals_before = emitter->locals};
    char items[] = "all";
    emit_loop_targets(emitter, node, &scope, items, id);
    emitter->scope = &scope;
    emit_at(emitter, node->condition->whole);
    emit(emitter, "if ");
    emit_condition(emitter, node->condition);
    emit(emitter, " then n%u=n%u+1 it%u[n%u]=at(all%u,i%u) end end ", id, id, id, id, id, id);
    scope_close(emitter, &scope);
}

static void emit_loop_body(struct emitter *emitter, const struct node *node,
                           const struct emit_loop *loop)
{
    unsigned id = loop->id;
    if (node->condition)
        emit_loop_selection(emitter, node, id);
    if (emitter->tree->mentions_changed)
        emit(emitter, "local ch%u={} ", id);
    emit(emitter, "for i%u=1,n%u do ", id, id);
    struct scope targets = {.outer = emitter->scope, .locals_before = emitter->locals};
    emitter->locals += 9;
    emit_loop_targets(emitter, node, &targets, "it", id);
    emitter->scope = &targets;
    const struct emit_loop *outer = emitter->loop;
    emitter->loop = loop;
    if (has_local_room(emitter, node))
        emit_scoped(emitter, &node->body);
    emitter->loop = outer;
    scope_close(emitter, &targets);
    emit(emitter, " end ");
    if (node->other.count) {
        emit(emitter, "if n%u==0 then ", id);
        emit_scoped(emitter, &node->other);
        emit(emitter, " end ");
    }
}

static void emit_for(struct emitter *emitter, const struct node *node)
{
    if (emitter->silent)
        return;
    struct emit_loop loop = {emitter->loop, ++emitter->next_id, node->recursive};
    unsigned id = loop.id;
    if (!node->recursive) {
        emit_flush(emitter);
        emit_at(emitter, node->value->whole);
        emit(emitter, "do local it%u,n%u=iterate(", id, id);
        emit_expression(emitter, node->value);
        emit(emitter, ") ");
        emit_loop_body(emitter, node, &loop);
        emit(emitter, "end ");
        return;
    }
    emit_flush(emitter);
    emit_at(emitter, node->value->whole);
    emit(emitter, "do local rec%u rec%u=function(x,d%u) local m=enter() local it%u,n%u=iterate(x) ",
         id, id, id, id, id);
    emitter->locals++;
    emit_loop_body(emitter, node, &loop);
    emit(emitter, "return leave(m) end ");
    emit_value_begin(emitter, node->mode, node->value->whole);
    emit(emitter, "rec%u(", id);
    emit_expression(emitter, node->value);
    emit(emitter, ",1)");
    emit_flush(emitter);
    emitter->locals--;
    emit(emitter, " end ");
}

/* ------------------------------------------------------------------ variables */

static void emit_assignment_value(struct emitter *emitter, const struct node *node)
{
    const struct expression *value = node->value;
    if (node->target_count > 1 && value->kind == EXPRESSION_LIST &&
        value->count == node->target_count) {
        for (size_t i = 0; i < value->count; i++) {
            emit(emitter, i ? "," : "");
            emit_expression(emitter, value->items[i]);
        }
    } else if (node->target_count > 1) {
        emit(emitter, "unpack(");
        emit_expression(emitter, value);
        emit(emitter, ",%zu)", node->target_count);
    } else {
        emit_expression(emitter, value);
    }
}

static void emit_set_attribute(struct emitter *emitter, const struct expression *target,
                               const char *value)
{
    emit_at_about(emitter, target->at, target->items[0]->whole);
    emit(emitter, "setattr(");
    emit_expression(emitter, target->items[0]);
    emit(emitter, ",");
    if (target->kind == EXPRESSION_ATTRIBUTE)
        emit_string(emitter, target->text);
    else
        emit_expression(emitter, target->items[1]);
    emit(emitter, ",%s) ", value);
}

static void emit_set(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    emit_at(emitter, node->value->whole);
    bool plain = true;
    for (size_t i = 0; i < node->target_count; i++)
        plain = plain && node->targets[i]->kind == EXPRESSION_NAME;
    if (plain) {
        for (size_t i = 0; i < node->target_count; i++) {
            emit(emitter, i ? "," : "");
            emit_name(emitter, node->targets[i]->text);
        }
        emit(emitter, "=");
        emit_assignment_value(emitter, node);
        emit(emitter, " ");
        return;
    }
    emit(emitter, "do local ");
    for (size_t i = 0; i < node->target_count; i++)
        emit(emitter, i ? ",s%zu" : "s%zu", i);
    emit(emitter, "=");
    emit_assignment_value(emitter, node);
    emit(emitter, " ");
    for (size_t i = 0; i < node->target_count; i++) {
        char value[32];
        snprintf(value, sizeof value, "s%zu", i);
        if (node->targets[i]->kind == EXPRESSION_NAME) {
            emit_name(emitter, node->targets[i]->text);
            emit(emitter, "=%s ", value);
        } else {
            emit_set_attribute(emitter, node->targets[i], value);
        }
    }
    emit(emitter, "end ");
}

/* What the body writes, as a value in a Lua local `m`; the "do" stays open. */
static void emit_captured(struct emitter *emitter, const struct nodes *body)
{
    emit_flush(emitter);
    emit(emitter, " do local m=mark() do ");
    bool silent = emitter->silent;
    emitter->silent = false;
    emitter->locals++;
    emit_scoped(emitter, body);
    emitter->locals--;
    emitter->silent = silent;
    emit(emitter, " end m=take(m) ");
}

static void emit_set_block(struct emitter *emitter, const struct node *node)
{
    emit_captured(emitter, &node->body);
    const struct expression *target = node->targets[0];
    if (target->kind == EXPRESSION_NAME) {
        emit_name(emitter, target->text);
        emit(emitter, "=");
        emit_chain(emitter, node->value, "m");
    } else {
        emit(emitter, "m=");
        emit_chain(emitter, node->value, "m");
        emit(emitter, " ");
        emit_set_attribute(emitter, target, "m");
    }
    emit(emitter, " end ");
}

static void emit_with(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    emit(emitter, " do ");
    struct scope scope = {.outer = emitter->scope, .locals_before = emitter->locals};
    for (size_t i = 0; i < node->target_count; i++) {
        emit_at(emitter, node->values[i]->whole);
        emit(emitter, "local w%zu=", i);
        emit_expression(emitter, node->values[i]);
    }
    for (size_t i = 0; i < node->target_count; i++)
        emit(emitter, " local %s=w%zu ",
             scope_declare(emitter, &scope, node->targets[i]->text)->lua, i);
    emitter->locals += (unsigned)node->target_count;
    emitter->scope = &scope;
    if (has_local_room(emitter, node))
        emit_scoped(emitter, &node->body);
    scope_close(emitter, &scope);
    emit(emitter, " end ");
}

/* ------------------------------------------------------------------ macros */

static void emit_parameter_list(struct emitter *emitter, const struct node *node,
                                struct scope *scope)
{
    size_t count = node->parameter_count;
    for (size_t i = 0; i < count; i++)
        scope_declare(emitter, scope, node->parameters[i].name);
    if (count) {
        emit(emitter, "local ");
        for (size_t i = 0; i < count; i++)
            emit(emitter, i ? ",%s" : "%s", scope->variables[i].lua);
        emit(emitter, "=... ");
    }
    bool takes_rest = nodes_mention(&node->body, SLICE("varargs"));
    bool takes_named = nodes_mention(&node->body, SLICE("kwargs"));
    if (takes_rest)
        emit(emitter, "local %s=rest(%zu,...) ",
             scope_declare(emitter, scope, SLICE("varargs"))->lua, count);
    else
        emit(emitter, "if select(\"#\",...)>%zu then many(\"%.*s\",%zu) end ", count,
             SLICE_ARG(node->name), count);
    const char *named = NULL;
    if (takes_named) {
        named = scope_declare(emitter, scope, SLICE("kwargs"))->lua;
        emit(emitter, "local %s=map() ", named);
    }
    /* named arguments, in the order of the parameters, and what is left */
    emit(emitter, "if K then ");
    for (size_t i = 0; i < count; i++)
        emit(emitter, i ? ",%s" : "%s", scope->variables[i].lua);
    if (named)
        emit(emitter, count ? ",%s" : "%s", named);
    emit(emitter, count || named ? "=bind(" : "bind(");
    emit_string(emitter, node->name);
    emit(emitter, ",K,%s", named ? "true" : "false");
    for (size_t i = 0; i < count; i++) {
        emit(emitter, ",");
        emit_string(emitter, node->parameters[i].name);
        emit(emitter, ",%s", scope->variables[i].lua);
    }
    emit(emitter, ") end ");
}

/* function(K, caller, …) … end */
static void emit_macro_function(struct emitter *emitter, const struct node *node)
{
    const struct emit_loop *loop = emitter->loop;
    struct scope scope = {.outer = emitter->scope, .locals_before = emitter->locals};
    if (node->kind == NODE_MACRO)
        emitter->loop = NULL;
    emit_at(emitter, node->at);
    emit(emitter, "function(K,c%u,...) local m=enter() ", ++emitter->next_id);
    unsigned caller = emitter->next_id;
    emitter->locals += 4;
    emit_parameter_list(emitter, node, &scope);
    emitter->scope = &scope;
    if (node->kind == NODE_MACRO) {
        const struct variable *variable = scope_declare(emitter, &scope, SLICE("caller"));
        emit(emitter, "local %s=c%u ", variable->lua, caller);
    }
    for (size_t i = 0; i < node->parameter_count; i++) {
        if (!node->parameters[i].fallback)
            continue;
        emit_at(emitter, node->parameters[i].at);
        emit(emitter, "if %s==nil then %s=", scope.variables[i].lua, scope.variables[i].lua);
        emit_expression(emitter, node->parameters[i].fallback);
        emit(emitter, " end ");
    }
    bool silent = emitter->silent;
    emitter->silent = false;
    emit(emitter, "do ");
    if (has_local_room(emitter, node))
        emit_scoped(emitter, &node->body);
    emit(emitter, " end ");
    emitter->silent = silent;
    scope_close(emitter, &scope);
    emitter->loop = loop;
    emit(emitter, "return leave(m) end ");
}

static void emit_macro(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    emit(emitter, " ");
    emit_name(emitter, node->name);
    emit(emitter, "=");
    emit_macro_function(emitter, node);
}

static void emit_call_block(struct emitter *emitter, const struct node *node)
{
    if (emitter->silent)
        return;
    emit_flush(emitter);
    char caller[24];
    snprintf(caller, sizeof caller, "k%u", ++emitter->next_id);
    emit(emitter, " do local %s=", caller);
    emitter->locals++;
    emit_macro_function(emitter, node);
    emit_value_begin(emitter, node->mode, node->value->whole);
    emit_call(emitter, node->value, caller);
    emit_flush(emitter);
    emitter->locals--;
    emit(emitter, " end ");
}

static void emit_filter_block(struct emitter *emitter, const struct node *node)
{
    if (emitter->silent)
        return;
    emit_captured(emitter, &node->body);
    emit_value_begin(emitter, node->mode, node->value->whole);
    emit_chain(emitter, node->value, "m");
    emit_flush(emitter);
    emit(emitter, " end ");
}

/* ------------------------------------------------------------------ other templates */

static void emit_block_place(struct emitter *emitter, const struct node *node)
{
    if (emitter->silent)
        return;
    emit_flush(emitter);
    emit_at(emitter, node->at);
    emit(emitter, "block(B,");
    emit_string(emitter, node->name);
    emit(emitter, ",1)(");
    if (node->scoped) {
        emit(emitter, "derive(C,");
        emit_visible_locals(emitter, NULL);
        emit(emitter, ")");
    } else {
        emit(emitter, "C");
    }
    emit(emitter, ",B,1) ");
}

static void emit_include(struct emitter *emitter, const struct node *node)
{
    if (emitter->silent)
        return;
    emit_flush(emitter);
    emit_at_about(emitter, node->value->whole, node->value->whole);
    emit(emitter, "run(include(C,");
    emit_expression(emitter, node->value);
    emit(emitter, ",%s,%s,", node->ignore_missing ? "true" : "false",
         node->with_context ? "true" : "false");
    if (node->with_context)
        emit_visible_locals(emitter, node->value);
    else
        emit(emitter, "nil");
    emit(emitter, ")) ");
}

static void emit_module(struct emitter *emitter, const struct node *node)
{
    emit_at_about(emitter, node->value->whole, node->value->whole);
    emit(emitter, "import(C,");
    emit_expression(emitter, node->value);
    emit(emitter, ",%s,", node->with_context ? "true" : "false");
    if (node->with_context)
        emit_visible_locals(emitter, node->value);
    else
        emit(emitter, "nil");
    emit(emitter, ") ");
}

static void emit_import(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    emit(emitter, " ");
    emit_name(emitter, node->name);
    emit(emitter, "=");
    emit_module(emitter, node);
}

static void emit_from(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    emit(emitter, " do local m=");
    emit_module(emitter, node);
    for (size_t i = 0; i < node->name_count; i++) {
        emit_at(emitter, node->names[i].at);
        emit_name(emitter, node->names[i].alias);
        emit(emitter, "=from(m,");
        emit_string(emitter, node->names[i].name);
        emit(emitter, ") ");
    }
    emit(emitter, "end ");
}

static void emit_node(struct emitter *emitter, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        if (!emitter->silent)
            emit_literal_text(emitter, node->text);
        break;
    case NODE_PRINT:
        if (!emitter->silent)
            emit_print(emitter, node, node->value);
        break;
    case NODE_IF:
        emit_if(emitter, node);
        break;
    case NODE_FOR:
        emit_for(emitter, node);
        break;
    case NODE_SET:
        emit_set(emitter, node);
        break;
    case NODE_SET_BLOCK:
        emit_set_block(emitter, node);
        break;
    case NODE_WITH:
        emit_with(emitter, node);
        break;
    case NODE_BLOCK:
        emit_block_place(emitter, node);
        break;
    case NODE_EXTENDS:
        break; /* at the end */
    case NODE_INCLUDE:
        emit_include(emitter, node);
        break;
    case NODE_IMPORT:
        emit_import(emitter, node);
        break;
    case NODE_FROM:
        emit_from(emitter, node);
        break;
    case NODE_MACRO:
        emit_macro(emitter, node);
        break;
    case NODE_CALL:
        emit_call_block(emitter, node);
        break;
    case NODE_FILTER:
        emit_filter_block(emitter, node);
        break;
    case NODE_DO:
        emit_flush(emitter);
        emit_at(emitter, node->value->whole);
        emit(emitter, "discard(");
        emit_expression(emitter, node->value);
        emit(emitter, ") ");
        break;
    }
}

static void emit_nodes(struct emitter *emitter, const struct nodes *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        emit_node(emitter, nodes->items[i]);
}

/* ------------------------------------------------------------------ the whole */

/* What the runtime gives, in the order of template_runtime.c's table. */
static const char header[] =
    "local R=...\n"
    "local W,get,gets,truth,either,both,choose,at,iterate,unpack,equal,less,add,mark,take,enter,"
    "leave,callable,method,block,run,capture,include,F,T,H,U,G,select,many,bind,rest=R.W,R.get,"
    "R.gets,R.truth,R.either,R.both,R.choose,R.at,R.iterate,R.unpack,R.equal,R.less,R.add,R.mark,"
    "R.take,R.enter,R.leave,R.callable,R.method,R.block,R.run,R.capture,R.include,R.F,R.T,R.H,R.U,"
    "R.G,R.select,R.many,R.bind,R.rest\n"
    "local less_equal,contains,subtract,multiply,divide,floor,modulo,power,negative,positive,part,"
    "list,list_join,map,map_join,concat,concat_join,named,spread,setattr,derive,import,from,"
    "discard,loop,cycle,changed=R.less_equal,R.contains,R.subtract,R.multiply,R.divide,R.floor,"
    "R.modulo,R.power,R.negative,R.positive,R.part,R.list,R.list_join,R.map,R.map_join,R.concat,"
    "R.concat_join,R.named,R.spread,R.setattr,R.derive,R.import,R.from,R.discard,R.loop,R.cycle,"
    "R.changed\n";

static void emit_root(struct emitter *emitter)
{
    const struct template_tree *tree = emitter->tree;
    struct scope top = {.is_top = true};
    emit(emitter, "local root=function(C,B) ");
    scope_open(emitter, &top, &tree->body);
    emitter->silent = tree->extends;
    emit_nodes(emitter, &tree->body);
    emit_flush(emitter);
    emitter->silent = false;
    if (tree->extends) {
        const struct expression *name = tree->extends->value;
        emit_at_about(emitter, name->whole, name->whole);
        emit(emitter, "local f=extend(C,B,");
        emit_expression(emitter, name);
        emit(emitter, ") return f(C,B) ");
    }
    scope_close(emitter, &top);
    emit(emitter, "end\n");
    vector_push(emitter->arena, &emitter->code->positions, (struct emit_position){0});
}

static void emit_block_function(struct emitter *emitter, const struct node *node)
{
    emit_at(emitter, node->at);
    emit(emitter, "blocks[");
    emit_string(emitter, node->name);
    emit(emitter, "]=function(C,B,L) ");
    emitter->block = node;
    if (node->required) {
        emit_at(emitter, node->at);
        emit(emitter, "R.required(");
        emit_string(emitter, node->name);
        emit(emitter, ") ");
    }
    emit_scoped(emitter, &node->body);
    emitter->block = NULL;
    emit(emitter, "end ");
}

bool template_emit(struct arena *arena, const struct template_tree *tree,
                   const struct template_scene *scene, struct template_code *code,
                   struct diagnostics *diagnostics)
{
    struct buffer modes = {0};
    struct emitter emitter = {.arena = arena,
                              .tree = tree,
                              .scene = scene,
                              .code = code,
                              .diagnostics = diagnostics,
                              .modes = &modes,
                              .good = true};
    struct emit_position nowhere = {.at = {0, 1}};
    vector_push(arena, &code->positions, nowhere); /* lines count from 1 */
    for (const char *c = header; *c; c++)
        if (*c == '\n')
            vector_push(arena, &code->positions, nowhere);
    emit(&emitter, "%s", header);
    vector_push(arena, &code->positions, nowhere);
    emit(&emitter, "local blocks,extend={},R.extend ");
    for (size_t i = 0; i < tree->blocks.count; i++)
        emit_block_function(&emitter, tree->blocks.entries[i].value);
    emit_root(&emitter);
    emit(&emitter, "return {root=root,blocks=blocks}\n");
    buffer_release(&modes);
    return emitter.good;
}
