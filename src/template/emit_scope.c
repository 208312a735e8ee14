#include "template/emitter.h"
#include "template/template_problems.h"
#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ what statements bind */

static void collect_bound(struct arena *arena, const struct nodes *nodes, struct map *names)
{
    for (size_t i = 0; i < nodes->count; i++) {
        struct node *node = nodes->items[i];
        switch (node->kind) {
        case NODE_IF:
            for (size_t k = 0; k < node->branch_count; k++)
                collect_bound(arena, &node->branches[k].body, names);
            break;
        case NODE_SET:
        case NODE_SET_BLOCK:
            for (size_t k = 0; k < node->target_count; k++)
                if (node->targets[k]->kind == EXPRESSION_NAME)
                    map_set(arena, names, node->targets[k]->text, node);
            break;
        case NODE_MACRO:
        case NODE_IMPORT:
            map_set(arena, names, node->name, node);
            break;
        case NODE_FROM:
            for (size_t k = 0; k < node->name_count; k++)
                map_set(arena, names, node->names[k].alias, node);
            break;
        default:
            break;
        }
    }
}

/* ------------------------------------------------------------------ what statements mention */

static bool expression_mentions(const struct expression *expression, struct slice name)
{
    if (!expression)
        return false;
    if (expression->kind == EXPRESSION_NAME && slice_equal(expression->text, name))
        return true;
    for (size_t i = 0; i < expression->count; i++)
        if (expression_mentions(expression->items[i], name))
            return true;
    for (size_t i = 0; i < expression->argument_count; i++)
        if (expression_mentions(expression->arguments[i].value, name))
            return true;
    return false;
}

static bool node_mentions(const struct node *node, struct slice name)
{
    if (expression_mentions(node->value, name) || expression_mentions(node->condition, name) ||
        nodes_mention(&node->body, name) || nodes_mention(&node->other, name))
        return true;
    for (size_t i = 0; i < node->branch_count; i++)
        if (expression_mentions(node->branches[i].condition, name) ||
            nodes_mention(&node->branches[i].body, name))
            return true;
    for (size_t i = 0; i < node->target_count; i++)
        if (node->values && expression_mentions(node->values[i], name))
            return true;
    for (size_t i = 0; i < node->parameter_count; i++)
        if (expression_mentions(node->parameters[i].fallback, name))
            return true;
    return false;
}

bool nodes_mention(const struct nodes *nodes, struct slice name)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (node_mentions(nodes->items[i], name))
            return true;
    return false;
}

/* ------------------------------------------------------------------ scopes */

static struct variable *add_variable(struct emitter *emitter, struct scope *scope,
                                     struct slice name)
{
    struct variable *grown = arena_array(emitter->arena, struct variable, scope->count + 1);
    if (scope->count)
        memcpy(grown, scope->variables, scope->count * sizeof *grown);
    scope->variables = grown;
    struct variable *variable = &grown[scope->count++];
    variable->name = name;
    return variable;
}

const struct variable *scope_declare(struct emitter *emitter, struct scope *scope,
                                     struct slice name)
{
    struct variable *variable = add_variable(emitter, scope, name);
    snprintf(variable->lua, sizeof variable->lua, "v%u", ++emitter->next_id);
    emitter->locals++;
    return variable;
}

/* All at once, so that a scope with hundreds of names stays linear. */
void scope_open(struct emitter *emitter, struct scope *scope, const struct nodes *body)
{
    scope->outer = emitter->scope;
    scope->locals_before = emitter->locals;
    if (scope->is_top) {
        emitter->scope = scope;
        return;
    }
    struct map names = {0};
    collect_bound(emitter->arena, body, &names);
    struct variable *variables = arena_array(emitter->arena, struct variable, names.count + 1);
    bool spills = emitter->locals + names.count > LOCALS_BEFORE_SPILL;
    unsigned table = 0;
    if (spills && names.count) {
        table = ++emitter->next_id;
        emitter->locals++;
        emit(emitter, " local X%u={} ", table);
    }
    for (size_t i = 0; i < names.count; i++) {
        struct variable *variable = &variables[i];
        variable->name = names.entries[i].key;
        if (spills) {
            snprintf(variable->lua, sizeof variable->lua, "X%u[%zu]", table, i + 1);
        } else {
            snprintf(variable->lua, sizeof variable->lua, "v%u", ++emitter->next_id);
            emitter->locals++;
        }
        emit(emitter, spills ? " %s=" : " local %s=", variable->lua);
        emit_name(emitter, variable->name);
    }
    scope->variables = variables;
    scope->count = names.count;
    emitter->scope = scope;
}

void scope_close(struct emitter *emitter, struct scope *scope)
{
    emitter->scope = scope->outer;
    emitter->locals = scope->locals_before;
}

const struct variable *scope_find(const struct emitter *emitter, struct slice name)
{
    for (const struct scope *scope = emitter->scope; scope; scope = scope->outer)
        for (size_t i = scope->count; i-- > 0;)
            if (slice_equal(scope->variables[i].name, name))
                return &scope->variables[i];
    return NULL;
}

void emit_name(struct emitter *emitter, struct slice name)
{
    const struct variable *variable = scope_find(emitter, name);
    if (variable) {
        emit(emitter, "%s", variable->lua);
        return;
    }
    emit(emitter, "C[");
    emit_string(emitter, name);
    emit(emitter, "]");
}

static void offer_map(struct nearest *nearest, const struct map *map)
{
    for (size_t i = 0; i < map->count; i++)
        nearest_offer(nearest, map->entries[i].key);
}

void check_name(struct emitter *emitter, struct slice name, struct place at)
{
    const struct template_environment *environment = emitter->scene->environment;
    if (scope_find(emitter, name) || map_find(&emitter->tree->top_names, name))
        return;
    struct nearest nearest = nearest_start(name);
    for (size_t i = 0; i < environment->global_count; i++) {
        if (slice_equal_string(name, environment->globals[i]))
            return;
        nearest_offer(&nearest, slice_from_string(environment->globals[i]));
    }
    if (emitter->scene->is_visible(emitter->scene->context, emitter->tree, name))
        return;
    for (const struct scope *scope = emitter->scope; scope; scope = scope->outer)
        for (size_t i = 0; i < scope->count; i++)
            nearest_offer(&nearest, scope->variables[i].name);
    offer_map(&nearest, &emitter->tree->top_names);
    struct suggestion hint = suggest(emitter->arena, nearest.best);
    emit_fail(emitter, &problem_unknown_name, at, name, hint.text[0], hint.text[1]);
}

void emit_visible_locals(struct emitter *emitter, const struct expression *for_template)
{
    bool any = false;
    struct map seen = {0};
    for (const struct scope *scope = emitter->scope; scope; scope = scope->outer)
        for (size_t i = scope->count; i-- > 0;) {
            const struct variable *variable = &scope->variables[i];
            if (!map_add(emitter->arena, &seen, variable->name, emitter))
                continue;
            emit(emitter, any ? ",[" : "{[");
            emit_string(emitter, variable->name);
            emit(emitter, "]=%s", variable->lua);
            any = true;
        }
    const struct template_scene *scene = emitter->scene;
    if (emitter->loop && scene->mentions_loop(scene->context, for_template)) {
        emit(emitter, any ? ",[\"loop\"]=" : "{[\"loop\"]=");
        emit_loop_object(emitter);
        any = true;
    }
    emit(emitter, any ? "}" : "nil");
}
