#include "script/lua_value.h"

#include "../model/small_site.h"
#include "script/state.h"

#include <lauxlib.h>

static const struct script_limits limits = {8 << 20, 3000000, false};

static const struct small_file files[] = {
    {"content/esperienze/alfa.md", "---\ntitolo: Alfa\nente: engim\nbudget: \"84.498,00\"\n"
                                   "aggiornata: 2017-12-20\ntemi: [lavoro, ambiente]\n"
                                   "partner: [engim]\nsostegno: {grado: 3, testo: pieno}\n---\n\n"
                                   "## Sintesi\n\nSei mesi.\n"},
    {"content/esperienze/alfa.en.md", "---\ntitolo: Alpha\n---\n\n## Summary\n\nSix months.\n"},
    {"content/enti/engim.md", "---\nnome: Engim\n---\n"},
    {0},
};

struct world {
    struct small_site *site;
    struct script_state *state;
    struct lua_values *values;
};

static struct world open_world(unsigned language)
{
    struct world world = {.site = small_site_link(SMALL_SITE_YAML, files, false),
                          .state = script_state_create(limits)};
    lua_State *lua = script_state_lua(world.state);
    world.values = lua_values_open(lua, world.site->schema);
    world.values->catalogue = world.site->catalogue;
    lua_values_enter(world.values, small_site_sheet(world.site, "alfa")->editions[language]);
    return world;
}

static void close_world(struct world *world)
{
    script_state_destroy(world->state);
    small_site_end(world->site);
}

/* Runs `text` as a chunk of (sheet, money, date, duration). */
static enum script_outcome run(struct world *world, const char *text, struct buffer *shown)
{
    lua_State *lua = script_state_lua(world->state);
    enum script_outcome outcome =
        script_load(world->state, SLICE("test"), slice_from_string(text), shown);
    if (outcome != SCRIPT_GOOD)
        return outcome;
    lua_value_push_edition(lua, world->values->edition);
    lua_pushcfunction(lua, lua_money_make);
    lua_pushcfunction(lua, lua_date_make);
    lua_pushcfunction(lua, lua_duration_make);
    outcome = script_call(world->state, 4, 1, shown);
    if (outcome != SCRIPT_GOOD)
        return outcome;
    buffer_add_string(shown, luaL_tolstring(lua, -1, NULL));
    lua_pop(lua, 2);
    return outcome;
}

static void expect_in(unsigned language, const char *expression, const char *result)
{
    struct world world = open_world(language);
    struct buffer chunk = {0}, shown = {0};
    buffer_format(&chunk, "local sheet, money, date, duration = ...; return %s", expression);
    run(&world, buffer_string(&chunk), &shown);
    if (strcmp(buffer_string(&shown), result))
        print_error("%s\n", expression);
    assert_string_equal(buffer_string(&shown), result);
    buffer_release(&chunk);
    buffer_release(&shown);
    close_world(&world);
}

static void expect(const char *expression, const char *result)
{
    expect_in(0, expression, result);
}

static void expect_error(const char *expression, const char *words)
{
    struct world world = open_world(0);
    struct buffer chunk = {0}, shown = {0};
    buffer_format(&chunk, "local sheet, money, date, duration = ...; return %s", expression);
    assert_int_equal(run(&world, buffer_string(&chunk), &shown), SCRIPT_ERROR);
    if (slice_find(buffer_view(&shown), slice_from_string(words)) == SLICE_NOT_FOUND)
        print_error("%s: %s\n", expression, buffer_string(&shown));
    assert_true(slice_find(buffer_view(&shown), slice_from_string(words)) != SLICE_NOT_FOUND);
    buffer_release(&chunk);
    buffer_release(&shown);
    close_world(&world);
}

static void money_keeps_its_cents_and_its_currency(void **state)
{
    (void)state;
    expect("sheet.values.budget", "84.498,00\u00a0€");
    expect_in(1, "sheet.values.budget", "€84,498.00");
    expect("sheet.values.budget.amount == 84498 and sheet.values.budget.currency", "EUR");
    expect("money(0.1) + money(0.2) == money(0.3)", "true");
    expect("money(10) - money(2.5)", "7,50\u00a0€");
    expect("money(10) * 3", "30,00\u00a0€");
    expect("0.5 * money(10)", "5,00\u00a0€");
    expect("money(10) / 3", "3,33\u00a0€");
    expect("money(10) / money(4)", "2.5");
    expect("-money(10) < money(0)", "true");
    expect("(money(10) / 3):round() == money(3)", "true");
    expect("'spesi ' .. money(10)", "spesi 10,00\u00a0€");
    expect("'it' .. ' -' .. money(5) .. '!'", "it -5,00\u00a0€!");
    expect("'it' .. ' -' .. money(5)", "it -5,00\u00a0€");
    expect("money(10) == 10", "false");
    expect_error("money(1) + money(1, 'USD')", "amounts in EUR and in USD do not go together");
    expect_error("money(1) * money(1)", "means nothing");
    expect_error("money(1) / 0", "a division by zero");
    expect_error("money(0/0)", "an amount is a number");
    expect_error("money(1).amuont", "money has no \"amuont\"; it has: amount, currency, round");
    expect_error("getmetatable(money(1)).x", "attempt to index");
    expect_error("(function() money(1).amount = 2 end)()", "money cannot be changed");
}

static void dates_know_the_calendar(void **state)
{
    (void)state;
    expect("sheet.values.aggiornata", "20 dicembre 2017");
    expect_in(1, "sheet.values.aggiornata", "20 December 2017");
    expect("date('2018-01-01') - date('2017-12-20')", "12");
    expect("date(2020, 2, 29) + duration('P1Y')", "28 febbraio 2021");
    expect("date(2018, 1, 31) + duration{months = 1}", "28 febbraio 2018");
    expect("(date(2018, 3, 1) - duration('P1D')).iso", "2018-02-28");
    expect("(date(1969, 12, 31) + duration('P1D')).iso", "1970-01-01");
    expect("(date(2018, 6) + duration('P6M')).iso", "2018-12");
    expect("(date(2018) + duration('P24M')).iso", "2020");
    expect("date(2018, 6).day", "nil");
    expect("date(2018, 6, 1):months_since(date(2017, 12, 20))", "5");
    expect("date(2017, 12, 20):months_since(date(2018, 6, 1))", "-5");
    expect("date(2018) < date(2018, 1)", "true");
    expect_error("date(2018) - date(2017, 1, 1)", "known to the year alone");
    expect_error("date(2018, 2, 30)", "the month has no such day");
    expect_error("date(9999, 12, 31) + duration('P1D')", "years go from 1000 to 9999");
    expect_error("date('domani')", "no date");
}

static void durations_count_in_their_own_units(void **state)
{
    (void)state;
    expect("duration('6 mesi')", "6 mesi");
    expect("duration('P1Y6M').months", "18");
    expect("duration('P1Y6M').years", "1.5");
    expect("duration('P2W').days", "14");
    expect("duration('P1Y') == duration('P12M')", "true");
    expect("duration('P1Y') - duration('P2M')", "10 mesi");
    expect("duration('P1Y') * 0.5", "6 mesi");
    expect("duration('P9M') / duration('P6M')", "1.5");
    expect("duration('P30D') < duration('P1M')", "true");
    expect_error("duration('P1M') - duration('P2M')", "less than nothing");
    expect_error("duration('P1M') - duration('P1D')", "different units");
    expect_error("duration{months = -1}", "not below 0");
}

static void sheets_terms_and_records_answer_by_name(void **state)
{
    (void)state;
    expect("sheet.key", "esperienze/alfa");
    expect_in(1, "sheet.title .. ' ' .. sheet.language", "Alpha en");
    expect_in(1, "sheet.original.title", "Alfa");
    expect_in(1, "sheet.values.temi", "Work, Environment");
    expect("sheet.values.temi[1].parent.label_in and sheet.values.temi[1].parent:label_in('en')",
           "Inclusion");
    expect("sheet.values.temi[1]:is('inclusione')", "true");
    expect("sheet.values.temi[1] < sheet.values.temi[2]", "true");
    expect("sheet.values.temi:includes('ambiente')", "true");
    expect("#sheet.values.temi:filter(function(t) return t.parent end)", "1");
    expect("sheet.values.temi:map(function(t) return t.id end):join('+')", "lavoro+ambiente");
    expect("sheet.values.ente", "Engim");
    expect("sheet.values.ente.values.nome", "Engim");
    expect("sheet.values.partner[1] == sheet.values.ente", "true");
    expect("sheet.values.sostegno.grado", "3");
    expect("sheet.values.nota", "nil");
    expect("sheet.sections.sintesi", "Sei mesi.");
    expect_in(1, "sheet.sections.sintesi", "Six months.");
    expect("sheet:text('budget') .. sheet:label('budget')", "84.498,00\u00a0€Budget");
    expect("sheet:role('organisation')", "Engim");
    expect("sheet:line('budget')", "4");
    expect("sheet:line('nota')", "nil");
    expect_in(1, "sheet:line('budget')", "nil");
    expect_in(1, "sheet:line('titolo')", "2");
    expect_error("sheet.values.bugdet", "did you mean \"budget\"?");
    expect_error("sheet.values.sostegno.gardo", "did you mean \"grado\"?");
    expect_error("sheet.sections.sintsi", "did you mean \"sintesi\"?");
    expect_error("sheet.titel", "sheet has no \"titel\"");
}

static void check_value(const char *field_id, const char *expression, const char *plain)
{
    struct world world = open_world(0);
    lua_State *lua = script_state_lua(world.state);
    struct buffer chunk = {0}, shown = {0};
    buffer_format(&chunk, "local sheet, money, date, duration = ...; return %s", expression);
    script_load(world.state, SLICE("test"), buffer_view(&chunk), &shown);
    lua_value_push_edition(lua, world.values->edition);
    lua_pushcfunction(lua, lua_money_make);
    lua_pushcfunction(lua, lua_date_make);
    lua_pushcfunction(lua, lua_duration_make);
    assert_int_equal(script_call(world.state, 4, 1, &shown), SCRIPT_GOOD);
    const struct field *field = map_get(&world.values->edition->sheet->collection->fields_by_id,
                                        slice_from_string(field_id));
    struct value value;
    bool good = lua_value_read(lua, -1, field, &world.site->arena, 0, (struct span){0}, &value,
                               &world.site->list);
    if (good)
        value_write_plain(&shown, &value);
    else
        buffer_add(&shown, small_site_codes(world.site));
    if (strcmp(buffer_string(&shown), plain))
        print_error("%s\n%.*s", expression, SLICE_ARG(small_site_said(world.site, true)));
    assert_string_equal(buffer_string(&shown), plain);
    buffer_release(&chunk);
    buffer_release(&shown);
    close_world(&world);
}

static void values_come_back_through_the_schema(void **state)
{
    (void)state;
    check_value("budget", "sheet.values.budget / 43", "1965.07");
    check_value("budget", "84498 / 43", "1965.07");
    check_value("budget", "'84.498,00'", "84498.00");
    check_value("aggiornata", "date('2018-01-01')", "2018-01-01");
    check_value("temi", "sheet.values.temi", "lavoro; ambiente");
    check_value("temi", "{'lavoro'}", "lavoro");
    check_value("ente", "sheet.values.ente", "engim");
    check_value("sostegno", "{grado = 4, testo = 'x'}", "grado=4, testo=x");
    check_value("sostegno", "sheet.values.sostegno", "grado=3, testo=pieno");
    check_value("nota", "nil", "");
    check_value("budget", "money(1, 'USD')", "-:1:1 error field-type\n");
    check_value("budget", "true", "-:1:1 error field-type\n");
    check_value("budget", "1/0", "-:1:1 error script-value\n");
    check_value("temi", "{'lavro'}", "-:1:1 error unknown-term\n");
    check_value("titolo", "print", "");
    check_value("titolo", "string.rep", "-:1:1 error script-value\n");
    check_value("titolo", "{1, 2}", "-:1:1 error field-shape\n");
}

static void three_decimals_are_no_thousands(void **state)
{
    (void)state;
    struct world world = open_world(0);
    lua_State *lua = script_state_lua(world.state);
    struct field field = {.id = SLICE_INIT("quota"), .type = VALUE_NUMBER};
    struct value value;
    static const double numbers[] = {84.498, 0.1, 1e-12, 123456.789, -2.5, 100};
    static const char *const texts[] = {"84.498",     "0.1",  "0.000000000001",
                                        "123456.789", "-2.5", "100"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct buffer shown = {0};
        lua_pushnumber(lua, numbers[i]);
        assert_true(lua_value_read(lua, -1, &field, &world.site->arena, 0, (struct span){0}, &value,
                                   &world.site->list));
        value_write_plain(&shown, &value);
        assert_string_equal(buffer_string(&shown), texts[i]);
        buffer_release(&shown);
        lua_pop(lua, 1);
    }
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_keeps_its_cents_and_its_currency),
        cmocka_unit_test(dates_know_the_calendar),
        cmocka_unit_test(durations_count_in_their_own_units),
        cmocka_unit_test(sheets_terms_and_records_answer_by_name),
        cmocka_unit_test(values_come_back_through_the_schema),
        cmocka_unit_test(three_decimals_are_no_thousands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
