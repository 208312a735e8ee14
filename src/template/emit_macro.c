#include "template/emitter.h"

#include <stdio.h>

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
    emit(emitter, "function(K,c%u,...) local m=enter(", ++emitter->next_id);
    size_t price = emit_price_begin(emitter);
    emit(emitter, ") ");
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
    emit_price_end(emitter, price);
    emit(emitter, "return leave(m) end ");
}

void emit_macro(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    emit(emitter, " ");
    emit_name(emitter, node->name);
    emit(emitter, "=");
    emit_macro_function(emitter, node);
}

void emit_call_block(struct emitter *emitter, const struct node *node)
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
