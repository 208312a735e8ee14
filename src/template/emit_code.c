#include "template/emitter.h"
#include "template/template_problems.h"

#include <string.h>

/* A write takes so many arguments; the next goes into another one. */
#define WRITE_ARGUMENTS_MAX 60

void emit(struct emitter *emitter, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(&emitter->code->lua, format, arguments);
    va_end(arguments);
}

void emit_string(struct emitter *emitter, struct slice text)
{
    struct buffer *out = &emitter->code->lua;
    buffer_add_byte(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= ' ' && c != '"' && c != '\\' && c != 0x7f)
            continue;
        buffer_add(out, slice_sub(text, start, i - start));
        if (c == '\n')
            buffer_add_string(out, "\\n");
        else
            buffer_format(out, "\\%03u", c);
        start = i + 1;
    }
    buffer_add(out, slice_after(text, start));
    buffer_add_byte(out, '"');
}

void emit_at_about(struct emitter *emitter, struct place at, struct place about)
{
    struct emit_position position = {.at = at, .about = about};
    buffer_add_byte(&emitter->code->lua, '\n');
    vector_push(emitter->arena, &emitter->code->positions, position);
}

void emit_at(struct emitter *emitter, struct place at)
{
    emit_at_about(emitter, at, (struct place){0, 0});
}

static void open_write(struct emitter *emitter, struct place at)
{
    if (emitter->write_count >= WRITE_ARGUMENTS_MAX)
        emit_flush(emitter);
    if (emitter->write_count) {
        emit(emitter, ",");
    } else {
        emit_at(emitter, at);
        emitter->write_line = emitter->code->positions.count - 1;
        emitter->code->positions.items[emitter->write_line].first_value =
            (uint32_t)emitter->code->values.count;
        emit(emitter, "W(");
    }
    emitter->write_count++;
}

/* The places of a write's arguments follow one another in `values`, but what is evaluated for
 * one argument may not write, so that nothing comes between them. */
static void note_value(struct emitter *emitter, struct place at, enum write_mode mode)
{
    vector_push(emitter->arena, &emitter->code->values, at);
    emitter->code->positions.items[emitter->write_line].value_count++;
    buffer_add_byte(emitter->modes, (char)mode);
}

void emit_literal_text(struct emitter *emitter, struct slice text)
{
    struct place at = {0, 0};
    open_write(emitter, at);
    emit_string(emitter, text);
    note_value(emitter, at, WRITE_LITERAL);
}

void emit_value_begin(struct emitter *emitter, enum write_mode mode, struct place at)
{
    open_write(emitter, at);
    note_value(emitter, at, mode);
}

void emit_flush(struct emitter *emitter)
{
    if (!emitter->write_count)
        return;
    emit(emitter, ",\"%.*s\")", SLICE_ARG(buffer_view(emitter->modes)));
    buffer_clear(emitter->modes);
    emitter->write_count = 0;
}

/* Some bytes of Lua for an instruction. */
#define BYTES_OF_A_STEP 8
#define PRICE_DIGITS    9

size_t emit_price_begin(struct emitter *emitter)
{
    size_t price = emitter->code->lua.len;
    buffer_add_repeated(&emitter->code->lua, ' ', PRICE_DIGITS);
    return price;
}

void emit_price_end(struct emitter *emitter, size_t price)
{
    struct buffer *out = &emitter->code->lua;
    size_t steps = 1 + (out->len - price) / BYTES_OF_A_STEP;
    for (size_t i = PRICE_DIGITS; steps && i > 0; steps /= 10)
        out->ptr[price + --i] = (char)('0' + steps % 10);
}

void emit_fail(struct emitter *emitter, const struct problem *problem, struct place at,
               struct slice first, struct slice second, struct slice third)
{
    emitter->good = false;
    diagnostic_add(emitter->diagnostics, problem, template_span(emitter->tree, at), first, second,
                   third);
}
