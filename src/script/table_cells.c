/* Single figures: from a text, a field of a sheet, a value of Lua. */
#include "script/table_parts.h"

#include "script/lua_value.h"

#include <lauxlib.h>

#define WRONG_FIGURE(english, italian)                         \
    {                                                          \
        "table-figure", SEVERITY_ERROR,                        \
            {"\"%1\" is nothing that the column \"%2\" holds", \
             "\"%1\" non può stare nella colonna \"%2\""},     \
        {                                                      \
            english "; leave it empty where nothing is known", \
                italian "; se il dato non c'è, lascia vuoto"  \
        }                                                      \
    }
static const struct problem wrong_figures[TABLE_TYPES] = {
    [TABLE_TEXT] = WRONG_FIGURE("write a text", "scrivi un testo"),
    [TABLE_INTEGER] =
        WRONG_FIGURE("write a whole number, such as 1200", "scrivi un numero intero, come 1200"),
    [TABLE_NUMBER] = WRONG_FIGURE("write a number in figures, such as 1200 or \"1200.50\"",
                                  "scrivi un numero in cifre, come 1200 o \"1200,50\""),
    [TABLE_MONEY] = WRONG_FIGURE("write an amount in figures, such as 84498 or \"84498.50\"",
                                 "scrivi un importo in cifre, come 84498 o \"84498,50\""),
    [TABLE_PERCENT] = WRONG_FIGURE("write a percentage, such as 12 or \"12.5%%\"",
                                   "scrivi una percentuale, come 12 o \"12,5%%\""),
    [TABLE_DATE] = WRONG_FIGURE("write a date, such as 2020-03-25, 2020-03 or 2020",
                                "scrivi una data, come 2020-03-25, 2020-03 o 2020"),
    [TABLE_SHEET] =
        WRONG_FIGURE("write the name of a sheet's file", "scrivi il nome del file di una scheda"),
};

static const struct problem ambiguous_figure = {
    "table-figure",
    SEVERITY_ERROR,
    {"in the column \"%2\", \"%1\" can be read in two ways",
     "nella colonna \"%2\", \"%1\" si può leggere in due modi"},
    {"write it as %3 or as %4", "scrivilo come %3 o come %4"}};

static const struct problem not_convertible = {
    "table-unit",
    SEVERITY_ERROR,
    {"\"%1\" is in %2, which the column \"%3\" (%4) cannot be converted from",
     "\"%1\" è in %2, che non si può convertire nell'unità della colonna \"%3\" (%4)"},
    {"write it in %4; months and days are taken for one another only where the column says "
     "approximate = true",
     "scrivilo in %4; mesi e giorni si convertono tra loro solo se la colonna dice approximate = "
     "true"}};

static const struct problem no_unit = {"table-unit",
                                       SEVERITY_ERROR,
                                       {"there is no unit \"%1\"", "non c'è l'unità \"%1\""},
                                       {"write one of %2", "scrivi una tra %2"}};

static const struct problem detail_unknown = {
    "table-figure",
    SEVERITY_ERROR,
    {"\"%1\" says nothing of a figure", "\"%1\" non dice nulla di un dato"},
    {"write value, unit, note, source or date", "scrivi value, unit, note, source o date"}};

static struct slice column_label(const struct table_reading *reading,
                                 const struct table_column *column)
{
    return local_text_get(&column->label, reading->language);
}

bool table_refuse_cell(struct table_reading *reading, const struct table_column *column,
                       struct slice text, struct span span)
{
    diagnostic_add(reading->diagnostics, &wrong_figures[column->type], span, text,
                   column_label(reading, column));
    return false;
}

bool table_find_unit(struct table_reading *reading, struct slice name, struct span span,
                     struct table_unit *unit)
{
    bool found = table_unit_find(reading->schema, name, unit);
    if (!found)
        diagnostic_add(reading->diagnostics, &no_unit, span, name, table_unit_names());
    return found;
}

static bool refuse_unit(struct table_reading *reading, const struct table_column *column,
                        struct slice text, struct slice unit, struct span span)
{
    diagnostic_add(reading->diagnostics, &not_convertible, span, text, unit,
                   column_label(reading, column),
                   column->unit.id.len ? column->unit.id : SLICE("-"));
    return false;
}

bool table_text_is_missing(struct slice text)
{
    static const char *const words[] = {"",     "-",   "\xe2\x80\x93", "\xe2\x80\x94",
                                        "n.d.", "n/a", "n.a."};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equal_string(text, words[i]))
            return true;
    return false;
}

/* ---- text ---------------------------------------------------------------- */

/* An amount: with cents where the unit is a currency, else with any digits. */
static enum reading read_money(const struct table_unit *unit, struct slice text,
                               const struct locale *locale, struct decimal *number,
                               struct readings *readings)
{
    if (unit->kind == UNIT_MONEY && unit->factor == 1)
        return money_read(text, unit->currency, locale, number, readings);
    return decimal_read(text, locale, number, readings);
}

bool table_cell_from_text(struct table_reading *reading, const struct table_column *column,
                          const struct table_unit *unit, struct slice text, struct span span,
                          struct table_cell *cell)
{
    const struct locale *locale = reading->schema->locales[reading->language];
    struct readings readings = {0};
    enum reading outcome = READING_GOOD;
    int64_t integer = 0;
    cell->span = span;
    text = slice_trim(text);
    if (table_text_is_missing(text)) {
        cell->kind = CELL_MISSING;
        return true;
    }
    if (!unit)
        unit = &column->unit;
    cell->kind = CELL_NUMBER;
    switch (column->type) {
    case TABLE_TEXT:
        cell->kind = CELL_TEXT;
        cell->as.text = text;
        return true;
    case TABLE_SHEET:
        cell->kind = CELL_SHEET;
        cell->as.ref.id = text;
        return true;
    case TABLE_DATE:
        cell->kind = CELL_DATE;
        outcome = date_read(text, locale, &cell->as.date, &readings);
        break;
    case TABLE_INTEGER:
        outcome = integer_read(text, locale, &integer, &readings);
        cell->as.number = decimal_from_integer(integer);
        break;
    case TABLE_PERCENT:
        outcome = percent_read(text, locale, &cell->as.number, &readings);
        break;
    case TABLE_MONEY:
        outcome = read_money(unit, text, locale, &cell->as.number, &readings);
        break;
    default:
        outcome = decimal_read(text, locale, &cell->as.number, &readings);
        break;
    }
    if (outcome == READING_AMBIGUOUS) {
        diagnostic_add(reading->diagnostics, &ambiguous_figure, span, text,
                       column_label(reading, column), slice_from_string(readings.text[0]),
                       slice_from_string(readings.text[1]));
        return false;
    }
    if (outcome != READING_GOOD)
        return table_refuse_cell(reading, column, text, span);
    if (unit == &column->unit || cell->kind != CELL_NUMBER)
        return true;
    enum table_conversion conversion = table_unit_convert(
        cell->as.number, unit, &column->unit, reading->more[column->index].about, &cell->as.number);
    if (conversion > CONVERTED_ABOUT)
        return refuse_unit(reading, column, text, unit->id, span);
    return true;
}

/* ---- fields -------------------------------------------------------------- */

static struct slice value_text(struct table_reading *reading, const struct value *value)
{
    struct buffer text = {0};
    value_write(&text, value, reading->schema->locales[reading->language], reading->language);
    struct slice copy = buffer_copy(&text, reading->arena);
    buffer_release(&text);
    return copy;
}

static bool from_money(struct table_reading *reading, const struct table_column *column,
                       struct decimal amount, struct slice currency, struct span span,
                       struct table_cell *cell)
{
    struct table_unit unit;
    cell->kind = CELL_NUMBER;
    if (column->type != TABLE_MONEY || !table_unit_find(reading->schema, currency, &unit) ||
        table_unit_convert(amount, &unit, &column->unit, false, &cell->as.number) != CONVERTED) {
        struct buffer text = {0};
        decimal_write_plain(&text, amount);
        struct slice shown = buffer_copy(&text, reading->arena);
        buffer_release(&text);
        return refuse_unit(reading, column, shown, currency, span);
    }
    return true;
}

static bool from_duration(struct table_reading *reading, const struct table_column *column,
                          struct duration duration, struct span span, struct table_cell *cell)
{
    struct buffer text = {0};
    cell->kind = CELL_NUMBER;
    if ((column->type == TABLE_NUMBER || column->type == TABLE_INTEGER) &&
        table_unit_of_duration(duration, &column->unit, reading->more[column->index].about,
                               &cell->as.number) <= CONVERTED_ABOUT)
        return true;
    duration_write(&text, duration, reading->schema->locales[reading->language]);
    struct slice shown = buffer_copy(&text, reading->arena);
    buffer_release(&text);
    return refuse_unit(reading, column, shown, SLICE("months/days"), span);
}

static bool from_number(struct table_reading *reading, const struct table_column *column,
                        struct decimal number, struct span span, struct table_cell *cell)
{
    struct decimal whole;
    cell->kind = CELL_NUMBER;
    cell->as.number = number;
    if (table_type_is_number(column->type) &&
        (column->type != TABLE_INTEGER ||
         (decimal_rescale(number, 0, &whole) && decimal_compare(number, whole) == 0)))
        return true;
    struct buffer text = {0};
    decimal_write_plain(&text, number);
    struct slice shown = buffer_copy(&text, reading->arena);
    buffer_release(&text);
    return table_refuse_cell(reading, column, shown, span);
}

bool table_cell_from_value(struct table_reading *reading, const struct table_column *column,
                           const struct value *value, struct table_cell *cell)
{
    cell->span = value->span;
    if (value_is_empty(value))
        return true;
    if (column->type == TABLE_TEXT) {
        cell->kind = CELL_TEXT;
        cell->as.text = value_text(reading, value);
        return true;
    }
    switch (value->kind) {
    case VALUE_INTEGER:
        return from_number(reading, column, decimal_from_integer(value->as.integer), value->span,
                           cell);
    case VALUE_NUMBER:
    case VALUE_PERCENT:
        return from_number(reading, column, value->as.number, value->span, cell);
    case VALUE_MONEY:
        return from_money(reading, column, value->as.number, value->field->currency, value->span,
                          cell);
    case VALUE_DURATION:
        return from_duration(reading, column, value->as.duration, value->span, cell);
    case VALUE_DATE:
        if (column->type != TABLE_DATE)
            break;
        cell->kind = CELL_DATE;
        cell->as.date = value->as.date;
        return true;
    case VALUE_REF:
        if (column->type != TABLE_SHEET)
            break;
        cell->kind = CELL_SHEET;
        cell->as.ref.id = value->as.ref.id;
        return true;
    case VALUE_TEXT:
        return table_cell_from_text(reading, column, NULL, value->as.text, value->span, cell);
    default:
        break;
    }
    return table_refuse_cell(reading, column, value_text(reading, value), value->span);
}

/* ---- what goes with a figure --------------------------------------------- */

struct table_cell_details *table_cell_details(struct table_reading *reading,
                                              struct table_cell *cell)
{
    if (!cell->details)
        cell->details = arena_new(reading->arena, struct table_cell_details);
    return (struct table_cell_details *)cell->details; /* nobody else has it yet */
}

bool table_cell_add_detail(struct table_reading *reading, struct table_cell *cell,
                           struct slice name, struct slice text, struct span span)
{
    struct table_cell_details *details = table_cell_details(reading, cell);
    struct span was = reading->span;
    text = slice_trim(text);
    if (!text.len)
        return true;
    if (slice_equal_string(name, "note")) {
        unsigned *notes = arena_array(reading->arena, unsigned, details->note_count + 1);
        for (size_t i = 0; i < details->note_count; i++)
            notes[i] = details->notes[i];
        reading->span = span;
        bool found = table_find_note(reading, name, text, &notes[details->note_count]);
        reading->span = was;
        details->notes = notes;
        details->note_count += found;
        return found;
    }
    if (slice_equal_string(name, "source")) {
        details->source = arena_copy(reading->arena, text);
        return true;
    }
    if (slice_equal_string(name, "date")) {
        details->has_as_of = date_read(text, reading->schema->locales[reading->language],
                                       &details->as_of, NULL) == READING_GOOD;
        if (!details->has_as_of)
            diagnostic_add(reading->diagnostics, &wrong_figures[TABLE_DATE], span, text, name);
        return details->has_as_of;
    }
    diagnostic_add(reading->diagnostics, &detail_unknown, span, name);
    return false;
}

/* ---- Lua ----------------------------------------------------------------- */

static bool from_lua_text(struct table_reading *reading, const struct table_column *column,
                          const struct table_unit *unit, int index, struct table_cell *cell)
{
    size_t length;
    const char *text = lua_tolstring(reading->lua, index, &length);
    return table_cell_from_text(reading, column, unit,
                                arena_copy(reading->arena, slice_from(text, length)), reading->span,
                                cell);
}

static bool from_typed(struct table_reading *reading, const struct table_column *column, int index,
                       struct table_cell *cell)
{
    lua_State *lua = reading->lua;
    struct decimal amount;
    struct slice currency;
    struct duration duration;
    const struct edition *edition;
    const struct term *term;
    switch (lua_value_kind(lua, index)) {
    case LUA_VALUE_MONEY:
        if (lua_value_to_money(lua, index, &amount, &currency))
            return from_money(reading, column, amount, currency, reading->span, cell);
        break;
    case LUA_VALUE_DURATION:
        if (lua_value_to_duration(lua, index, &duration))
            return from_duration(reading, column, duration, reading->span, cell);
        break;
    case LUA_VALUE_DATE:
        cell->kind = CELL_DATE;
        if (column->type == TABLE_DATE && lua_value_to_date(lua, index, &cell->as.date))
            return true;
        break;
    case LUA_VALUE_TERM:
        term = lua_value_to_term(lua, index);
        cell->kind = CELL_TEXT;
        if (column->type == TABLE_TEXT && term) {
            cell->as.text = local_text_get(&term->label, reading->language);
            return true;
        }
        break;
    case LUA_VALUE_SHEET:
        edition = lua_value_to_edition(lua, index);
        if (column->type == TABLE_SHEET && edition) {
            cell->kind = CELL_SHEET;
            cell->as.ref.id = arena_concat(reading->arena, edition->sheet->collection->id,
                                           SLICE("/"), edition->sheet->id, (struct slice){0});
            return true;
        }
        if (column->type == TABLE_TEXT && edition) {
            cell->kind = CELL_TEXT;
            cell->as.text = edition->title;
            return true;
        }
        break;
    default:
        break;
    }
    return table_refuse_cell(reading, column, slice_from_string(luaL_typename(lua, index)),
                             reading->span);
}

/* {value =, unit =, note =, source =, date =} */
static bool from_lua_table(struct table_reading *reading, const struct table_column *column,
                           int index, struct table_cell *cell)
{
    lua_State *lua = reading->lua;
    static const char *const details[] = {"note", "source", "date"};
    static const char *const keys[] = {"value", "unit", "note", "source", "date", NULL};
    struct table_unit unit;
    struct slice name;
    bool good = table_check_keys(reading, index, column->id, keys), has_unit = false;
    if (good && table_get(reading, index, "unit")) {
        if (!table_take_text(reading, column->id, &name))
            return false;
        has_unit = table_find_unit(reading, name, reading->span, &unit);
        if (!has_unit)
            return false;
    }
    if (good && table_get(reading, index, "value")) {
        if (lua_type(lua, -1) == LUA_TSTRING)
            good = from_lua_text(reading, column, has_unit ? &unit : NULL, -1, cell);
        else if (lua_istable(lua, -1))
            good = table_refuse_cell(reading, column, SLICE("value"), reading->span);
        else
            good = table_cell_from_lua(reading, column, -1, cell);
        if (good && has_unit && lua_type(lua, -1) == LUA_TNUMBER &&
            table_unit_convert(cell->as.number, &unit, &column->unit,
                               reading->more[column->index].about,
                               &cell->as.number) > CONVERTED_ABOUT)
            good = refuse_unit(reading, column, SLICE("value"), unit.id, reading->span);
        lua_pop(lua, 1);
    }
    for (size_t i = 0; good && i < sizeof details / sizeof *details; i++) {
        struct slice text;
        struct date date;
        if (!table_get(reading, index, details[i]))
            continue;
        if (i == 2 && lua_value_to_date(lua, -1, &date)) {
            struct table_cell_details *with = table_cell_details(reading, cell);
            with->has_as_of = true;
            with->as_of = date;
            lua_pop(lua, 1);
            continue;
        }
        good = table_take_text(reading, column->id, &text) &&
               table_cell_add_detail(reading, cell, slice_from_string(details[i]), text,
                                     reading->span);
    }
    return good;
}

bool table_cell_from_lua(struct table_reading *reading, const struct table_column *column,
                         int index, struct table_cell *cell)
{
    lua_State *lua = reading->lua;
    struct decimal number;
    luaL_checkstack(lua, 10, NULL);
    index = lua_absindex(lua, index);
    switch (lua_type(lua, index)) {
    case LUA_TNIL:
        return true;
    case LUA_TNUMBER:
        if (!lua_value_to_decimal(lua, index, &number)) {
            cell->kind = CELL_NOT_COMPUTABLE; /* infinite, or no number at all */
            return table_type_is_number(column->type) ||
                   table_refuse_cell(reading, column, SLICE("number"), reading->span);
        }
        return from_number(reading, column, number, reading->span, cell);
    case LUA_TSTRING:
        return from_lua_text(reading, column, NULL, index, cell);
    case LUA_TTABLE:
        return from_lua_table(reading, column, index, cell);
    case LUA_TUSERDATA:
        return from_typed(reading, column, index, cell);
    default:
        return table_refuse_cell(reading, column, slice_from_string(luaL_typename(lua, index)),
                                 reading->span);
    }
}
