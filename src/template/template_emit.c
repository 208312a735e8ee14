#include "template/template_emit.h"

#include "template/emitter.h"
#include "template/template_problems.h"

#include <stdio.h>

void emit_scoped(struct emitter *emitter, const struct nodes *nodes)
{
    struct scope scope = {0};
    scope_open(emitter, &scope, nodes);
    emit_nodes(emitter, nodes);
    emit_flush(emitter);
    scope_close(emitter, &scope);
}

bool has_local_room(struct emitter *emitter, const struct node *node)
{
    if (emitter->locals <= LOCALS_MAX)
        return true;
    emit_fail(emitter, &problem_locals, node->at, SLICE("150"), (struct slice){0},
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

/* local a, b = …: the items of the loop at `index`. Gives the price of what is done with them. */
static size_t emit_loop_targets(struct emitter *emitter, const struct node *node,
                                struct scope *scope, const char *items, unsigned id)
{
    emit_at(emitter, node->targets[0]->at);
    emit(emitter, "local ");
    for (size_t i = 0; i < node->target_count; i++)
        emit(emitter, i ? ",%s" : "%s", scope_declare(emitter, scope, node->targets[i]->text)->lua);
    emit(emitter, node->target_count == 1 ? "=at(%s%u,i%u," : "=unpack(at(%s%u,i%u,", items, id,
         id);
    size_t price = emit_price_begin(emitter);
    if (node->target_count == 1)
        emit(emitter, ") ");
    else
        emit(emitter, "),%zu) ", node->target_count);
    return price;
}

/* Those that the condition keeps, first, so that loop.length is theirs. */
static void emit_loop_selection(struct emitter *emitter, const struct node *node, unsigned id)
{
    emit(emitter, "local all%u,count%u=it%u,n%u it%u,n%u={},0 for i%u=1,count%u do ", id, id, id,
         id, id, id, id, id);
    struct scope scope = {.outer = emitter->scope, .locals_before = emitter->locals};
    char items[] = "all";
    size_t price = emit_loop_targets(emitter, node, &scope, items, id);
    emitter->scope = &scope;
    emit_at(emitter, node->condition->whole);
    emit(emitter, "if ");
    emit_condition(emitter, node->condition);
    emit(emitter, " then n%u=n%u+1 it%u[n%u]=at(all%u,i%u,0) end end ", id, id, id, id, id, id);
    emit_price_end(emitter, price);
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
    size_t price = emit_loop_targets(emitter, node, &targets, "it", id);
    emitter->scope = &targets;
    const struct emit_loop *outer = emitter->loop;
    emitter->loop = loop;
    if (has_local_room(emitter, node))
        emit_scoped(emitter, &node->body);
    emitter->loop = outer;
    scope_close(emitter, &targets);
    emit_price_end(emitter, price);
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
    emit(emitter,
         "do local rec%u rec%u=function(x,d%u) local m=enter(1) local it%u,n%u=iterate(x) ", id, id,
         id, id, id);
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

/* ------------------------------------------------------------------ all of them */

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

void emit_nodes(struct emitter *emitter, const struct nodes *nodes)
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
    "discard,loop,cycle,changed,charge=R.less_equal,R.contains,R.subtract,R.multiply,R.divide,R."
    "floor,"
    "R.modulo,R.power,R.negative,R.positive,R.part,R.list,R.list_join,R.map,R.map_join,R.concat,"
    "R.concat_join,R.named,R.spread,R.setattr,R.derive,R.import,R.from,R.discard,R.loop,R.cycle,"
    "R.changed,R.charge\n";

static void emit_root(struct emitter *emitter)
{
    const struct template_tree *tree = emitter->tree;
    struct scope top = {.is_top = true};
    emit(emitter, "local root=function(C,B) charge(");
    size_t price = emit_price_begin(emitter);
    emit(emitter, ") ");
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
    emit_price_end(emitter, price);
    emit(emitter, "end\n");
    vector_push(emitter->arena, &emitter->code->positions, (struct emit_position){0});
}

static void emit_block_function(struct emitter *emitter, const struct node *node)
{
    emit_at(emitter, node->at);
    emit(emitter, "blocks[");
    emit_string(emitter, node->name);
    emit(emitter, "]=function(C,B,L) charge(");
    size_t price = emit_price_begin(emitter);
    emit(emitter, ") ");
    emitter->block = node;
    if (node->required) {
        emit_at(emitter, node->at);
        emit(emitter, "R.required(");
        emit_string(emitter, node->name);
        emit(emitter, ") ");
    }
    emit_scoped(emitter, &node->body);
    emitter->block = NULL;
    emit_price_end(emitter, price);
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
