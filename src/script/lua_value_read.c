/*
 * Lua values as fields' values: written as the YAML that an editor would have written, and read by
 * the same reader, so that a computed value passes the same checks.
 */
#include "script/lua_value.h"

#include "base/vector.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 16u
#define NODES_MAX 20000u
#define BYTES_MAX (4u << 20) /* of all texts */

struct writer {
    lua_State *lua;
    struct arena *arena;
    struct span span;
    const char *problem;
    size_t nodes, bytes;
};

static struct yaml_node *new_node(struct writer *writer, enum yaml_kind kind)
{
    struct yaml_node *node = arena_new(writer->arena, struct yaml_node);
    node->kind = kind;
    node->span = writer->span;
    if (writer->nodes++ == NODES_MAX && !writer->problem)
        writer->problem = "there are too many values in it";
    return node;
}

static struct yaml_node *new_scalar(struct writer *writer, struct slice text)
{
    struct yaml_node *node = new_node(writer, YAML_SCALAR);
    node->plain = true;
    node->text = text;
    return node;
}

static struct yaml_node *scalar_of_buffer(struct writer *writer, struct buffer *text)
{
    struct yaml_node *node = new_scalar(writer, buffer_copy(text, writer->arena));
    buffer_release(text);
    return node;
}

/* Three digits behind a point would be thousands in some languages: never just three. */
static void write_number(struct buffer *out, struct decimal number)
{
    decimal_write_plain(out, number);
    if (number.scale == 3)
        buffer_add_byte(out, '0');
}

/* A value of the catalogue's, as it stands: for a record of another sheet. */
static struct yaml_node *write_value(struct writer *writer, const struct value *value)
{
    struct buffer text = {0};
    switch (value->kind) {
    case VALUE_NONE:
        return new_node(writer, YAML_NULL);
    case VALUE_LIST: {
        struct yaml_node *node = new_node(writer, YAML_SEQUENCE);
        node->count = value->as.list.count;
        node->items = arena_array(writer->arena, struct yaml_node *, node->count);
        for (size_t i = 0; i < node->count; i++)
            node->items[i] = write_value(writer, &value->as.list.items[i]);
        return node;
    }
    case VALUE_RECORD: {
        struct yaml_node *node = new_node(writer, YAML_MAPPING);
        size_t count = value->field->field_count;
        node->keys = arena_array(writer->arena, struct yaml_node *, count);
        node->items = arena_array(writer->arena, struct yaml_node *, count);
        for (size_t i = 0; i < count; i++) {
            if (value->as.record.members[i].kind == VALUE_NONE)
                continue;
            node->keys[node->count] = new_scalar(writer, value->field->fields[i]->id);
            node->items[node->count++] = write_value(writer, &value->as.record.members[i]);
        }
        return node;
    }
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        write_number(&text, value->as.number);
        return scalar_of_buffer(writer, &text);
    default:
        value_write_plain(&text, value);
        return scalar_of_buffer(writer, &text);
    }
}

static struct yaml_node *write_node(struct writer *writer, int index, unsigned depth);

/* ------------------------------------------------------------------ tables */

static int compare_keys(const void *a, const void *b)
{
    const struct yaml_node *const *x = a, *const *y = b;
    return slice_compare((*x)->text, (*y)->text);
}

static struct yaml_node *write_sequence(struct writer *writer, int index, size_t count,
                                        unsigned depth)
{
    struct yaml_node *node = new_node(writer, YAML_SEQUENCE);
    node->items = arena_array(writer->arena, struct yaml_node *, count);
    for (size_t i = 0; i < count && !writer->problem; i++) {
        lua_rawgeti(writer->lua, index, (lua_Integer)i + 1);
        node->items[node->count++] = write_node(writer, lua_gettop(writer->lua), depth + 1);
        lua_pop(writer->lua, 1);
    }
    return node;
}

static struct yaml_node *write_mapping(struct writer *writer, int index, unsigned depth)
{
    lua_State *lua = writer->lua;
    VECTOR(struct yaml_node *) keys = {0};
    struct yaml_node *node = new_node(writer, YAML_MAPPING);
    lua_pushnil(lua);
    while (lua_next(lua, index)) {
        lua_pop(lua, 1);
        if (lua_type(lua, -1) != LUA_TSTRING) {
            writer->problem = "a table has either the keys 1, 2, 3 … or names";
            lua_pop(lua, 1);
            return node;
        }
        struct slice key;
        key.ptr = lua_tolstring(lua, -1, &key.len);
        writer->bytes += key.len;
        if (writer->bytes > BYTES_MAX || keys.count > NODES_MAX) {
            writer->problem = "it is too large";
            lua_pop(lua, 1);
            return node;
        }
        struct yaml_node *name = new_scalar(writer, arena_copy(writer->arena, key));
        vector_push(writer->arena, &keys, name);
    }
    if (keys.count)
        qsort(keys.items, keys.count, sizeof *keys.items, compare_keys);
    node->keys = keys.items;
    node->items = arena_array(writer->arena, struct yaml_node *, keys.count);
    for (size_t i = 0; i < keys.count && !writer->problem; i++) {
        lua_value_push_slice(lua, keys.items[i]->text);
        lua_rawget(lua, index);
        node->items[node->count++] = write_node(writer, lua_gettop(lua), depth + 1);
        lua_pop(lua, 1);
    }
    return node;
}

static struct yaml_node *write_table(struct writer *writer, int index, unsigned depth)
{
    size_t count = (size_t)lua_rawlen(writer->lua, index);
    if (count > NODES_MAX) {
        writer->problem = "there are too many values in it";
        return new_node(writer, YAML_NULL);
    }
    if (count)
        return write_sequence(writer, index, count, depth);
    lua_pushnil(writer->lua);
    if (!lua_next(writer->lua, index))
        return new_node(writer, YAML_NULL); /* {} says nothing */
    lua_pop(writer->lua, 2);
    return write_mapping(writer, index, depth);
}

/* ------------------------------------------------------------------ one value */

static struct yaml_node *write_typed(struct writer *writer, int index)
{
    lua_State *lua = writer->lua;
    void *self = lua_touserdata(lua, index);
    struct buffer text = {0};
    switch (lua_value_kind(lua, index)) {
    case LUA_VALUE_MONEY:
        lua_money_write_plain(&text, self);
        break;
    case LUA_VALUE_DATE:
        lua_date_write_plain(&text, self);
        break;
    case LUA_VALUE_DATETIME:
        lua_datetime_write_plain(&text, self);
        break;
    case LUA_VALUE_DURATION:
        lua_duration_write_plain(&text, self);
        break;
    case LUA_VALUE_TERM:
        return new_scalar(writer, lua_value_to_term(lua, index)->id);
    case LUA_VALUE_SHEET:
        return new_scalar(writer, lua_value_to_edition(lua, index)->sheet->id);
    case LUA_VALUE_RECORD:
        return write_value(writer, lua_record_value(self));
    case LUA_VALUE_NONE:
        writer->problem = "this object is no value of a field";
        return new_node(writer, YAML_NULL);
    }
    return scalar_of_buffer(writer, &text);
}

static struct yaml_node *write_number_node(struct writer *writer, int index)
{
    struct buffer text = {0};
    struct decimal number;
    if (!lua_value_to_decimal(writer->lua, index, &number)) {
        writer->problem = "this is no number that can be written: a division by zero, or too large";
        return new_node(writer, YAML_NULL);
    }
    write_number(&text, number);
    return scalar_of_buffer(writer, &text);
}

static struct yaml_node *write_node(struct writer *writer, int index, unsigned depth)
{
    lua_State *lua = writer->lua;
    struct slice text;
    if (depth > DEPTH_MAX || !lua_checkstack(lua, 8)) {
        writer->problem = "tables lie too deep in one another";
        return new_node(writer, YAML_NULL);
    }
    switch (lua_type(lua, index)) {
    case LUA_TNIL:
        return new_node(writer, YAML_NULL);
    case LUA_TBOOLEAN:
        return new_scalar(writer, lua_toboolean(lua, index) ? SLICE("true") : SLICE("false"));
    case LUA_TNUMBER:
        return write_number_node(writer, index);
    case LUA_TSTRING: {
        text.ptr = lua_tolstring(lua, index, &text.len);
        writer->bytes += text.len;
        if (writer->bytes > BYTES_MAX) {
            writer->problem = "the texts in it are too long";
            return new_node(writer, YAML_NULL);
        }
        struct yaml_node *node = new_scalar(writer, arena_copy(writer->arena, text));
        node->plain = false;
        return node;
    }
    case LUA_TTABLE:
        return write_table(writer, index, depth);
    case LUA_TUSERDATA:
        return write_typed(writer, index);
    default:
        writer->problem = "a function is no value of a field";
        return new_node(writer, YAML_NULL);
    }
}

struct yaml_node *lua_value_to_yaml(lua_State *lua, int index, struct arena *arena,
                                    struct span span, const char **problem)
{
    struct writer writer = {.lua = lua, .arena = arena, .span = span};
    struct yaml_node *node = write_node(&writer, lua_absindex(lua, index), 0);
    *problem = writer.problem;
    return writer.problem ? NULL : node;
}

/* ------------------------------------------------------------------ a field's value */

static const struct problem no_value = {
    "script-value",
    SEVERITY_ERROR,
    {"%1: what the script gives is no value: %2",
     "%1: quello che lo script dà non è un valore: %2"},
    {"return a text, a number, true or false, a typed value, or a table of those",
     "restituisci un testo, un numero, true o false, un valore tipizzato o una tabella di questi"}};
static const struct problem wrong_currency = {
    "field-type",
    SEVERITY_ERROR,
    {"%1: an amount in %2 is wanted, and the script gives one in %3",
     "%1: serve un importo in %2, lo script ne dà uno in %3"},
    {"convert it first", "convertilo prima"}};

bool lua_value_read(lua_State *lua, int index, const struct field *field, struct arena *arena,
                    unsigned language, struct span span, struct value *value,
                    struct diagnostics *diagnostics)
{
    const struct schema *schema = lua_values_of(lua)->schema;
    const char *problem;
    struct decimal amount;
    struct slice currency;
    *value = (struct value){.kind = VALUE_NONE, .field = field, .span = span};
    if (field->type == VALUE_MONEY && lua_value_to_money(lua, index, &amount, &currency) &&
        !slice_equal(currency, field->currency)) {
        diagnostic_add(diagnostics, &wrong_currency, span, field->id, field->currency, currency);
        return false;
    }
    struct yaml_node *node = lua_value_to_yaml(lua, index, arena, span, &problem);
    if (!node) {
        diagnostic_add(diagnostics, &no_value, span, field->id, slice_from_string(problem));
        return false;
    }
    /* A float that should be an amount: cents are what the currency has. */
    if (field->type == VALUE_MONEY && lua_value_to_decimal(lua, index, &amount)) {
        struct buffer text = {0};
        decimal_rescale(amount, currency_digits(field->currency), &amount);
        decimal_write_plain(&text, amount);
        node->text = buffer_copy(&text, arena);
        buffer_release(&text);
    }
    bool good = value_read(arena, schema, field, node, language, value, diagnostics);
    if (good && (value->kind == VALUE_NUMBER || value->kind == VALUE_PERCENT))
        value->as.number = decimal_trim(value->as.number);
    return good;
}
