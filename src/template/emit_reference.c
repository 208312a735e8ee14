#include "template/emitter.h"

void emit_block_place(struct emitter *emitter, const struct node *node)
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

void emit_include(struct emitter *emitter, const struct node *node)
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

void emit_import(struct emitter *emitter, const struct node *node)
{
    emit_flush(emitter);
    emit(emitter, " ");
    emit_name(emitter, node->name);
    emit(emitter, "=");
    emit_module(emitter, node);
}

void emit_from(struct emitter *emitter, const struct node *node)
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
