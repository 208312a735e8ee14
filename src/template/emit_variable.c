#include "template/emitter.h"

#include <stdio.h>

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

void emit_set(struct emitter *emitter, const struct node *node)
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

void emit_captured(struct emitter *emitter, const struct nodes *body)
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

void emit_set_block(struct emitter *emitter, const struct node *node)
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

void emit_with(struct emitter *emitter, const struct node *node)
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
