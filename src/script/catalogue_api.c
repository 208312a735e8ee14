#include "script/catalogue_api.h"

#include "script/catalogue_check.h"
#include "script/catalogue_register.h"
#include "script/state.h"
#include "text/nearest.h"

#include <lauxlib.h>

const struct edition *catalogue_edition(const struct document *document)
{
    return document ? document->edition : NULL;
}

struct lua_values *catalogue_values(lua_State *lua)
{
    const struct hook_run *run = hooks_run_of(lua);
    const struct hook_subject *subject = run->subject;
    struct lua_values *values = lua_values_of(lua);
    if (!values) {
        values = lua_values_open(lua, hooks_schema(run->hooks));
        lua_class_add_method(lua, "sheet", "report", catalogue_check_report);
    }
    values->checking = NULL;
    const struct catalogue_world *world =
        subject->catalogue ? subject->catalogue : hooks_catalogue(run->hooks);
    values->catalogue = world ? world->catalogue : NULL;
    values->is_computing = world && world->is_computing;
    lua_values_enter(values, catalogue_edition(subject->document));
    values->language = subject->language;
    return values;
}

static const struct catalogue *check_gathered(lua_State *lua)
{
    const struct catalogue *catalogue = lua_values_of(lua)->catalogue;
    if (!catalogue)
        luaL_error(lua, "the sheets are not read yet: ask for them inside of the function that "
                        "you register");
    return catalogue;
}

static struct slice check_slice(lua_State *lua, int index)
{
    struct slice text;
    text.ptr = luaL_checklstring(lua, index, &text.len);
    return text;
}

static void set_slice(lua_State *lua, const char *name, struct slice text)
{
    if (text.len == 0)
        return;
    lua_value_push_slice(lua, text);
    lua_setfield(lua, -2, name);
}

static void set_local(lua_State *lua, const char *name, const struct local_text *text)
{
    lua_value_push_local(lua, text);
    lua_setfield(lua, -2, name);
}

/* ------------------------------------------------------------------ the site */

static void push_site(lua_State *lua)
{
    const struct schema *schema = lua_values_of(lua)->schema;
    lua_newtable(lua);
    set_local(lua, "title", &schema->title);
    set_local(lua, "tagline", &schema->tagline);
    set_local(lua, "description", &schema->description);
    set_local(lua, "publisher", &schema->publisher_name);
    set_local(lua, "license", &schema->license_name);
    set_slice(lua, "base_url", schema->base_url);
    set_slice(lua, "theme", schema->theme);
    lua_value_push_list(lua, schema->language_count);
    for (unsigned i = 0; i < schema->language_count; i++) {
        lua_value_push_slice(lua, schema->languages[i]);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    lua_setfield(lua, -2, "languages");
}

static void push_field(lua_State *lua, const struct field *field)
{
    lua_newtable(lua);
    set_slice(lua, "id", field->id);
    set_slice(lua, "type", value_kind_name(field->type));
    set_slice(lua, "role", field_role_name(field->role));
    set_slice(lua, "currency", field->currency);
    set_local(lua, "label", &field->label);
    set_local(lua, "unit", &field->unit);
    if (field->vocabulary)
        set_slice(lua, "vocabulary", field->vocabulary->id);
    if (field->item) {
        set_slice(lua, "of", value_kind_name(field->item->type));
        if (field->item->vocabulary)
            set_slice(lua, "vocabulary", field->item->vocabulary->id);
    }
    lua_pushboolean(lua, field->computed);
    lua_setfield(lua, -2, "computed");
}

static void push_collections(lua_State *lua)
{
    const struct schema *schema = lua_values_of(lua)->schema;
    lua_value_push_list(lua, schema->collection_count);
    for (size_t i = 0; i < schema->collection_count; i++) {
        const struct collection *collection = schema->collections[i];
        lua_newtable(lua);
        set_slice(lua, "id", collection->id);
        set_local(lua, "label", &collection->label);
        set_local(lua, "label_one", &collection->label_one);
        set_local(lua, "description", &collection->description);
        lua_value_push_list(lua, collection->field_count);
        for (size_t k = 0; k < collection->field_count; k++) {
            push_field(lua, collection->fields[k]);
            lua_rawseti(lua, -2, (lua_Integer)k + 1);
        }
        lua_setfield(lua, -2, "fields");
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
}

/* ------------------------------------------------------------------ vocabularies */

static _Noreturn void fail_name(lua_State *lua, const char *what, struct slice name,
                                const struct map *known)
{
    struct nearest nearest = nearest_start(name);
    for (size_t i = 0; i < known->count; i++)
        nearest_offer(&nearest, known->entries[i].key);
    if (name.len > 100)
        name.len = 100;
    lua_pushfstring(lua, "there is no %s \"", what);
    lua_value_push_slice(lua, name);
    lua_pushstring(lua, nearest.best.len ? "\"; did you mean \"" : "\"");
    lua_value_push_slice(lua, nearest.best);
    lua_pushstring(lua, nearest.best.len ? "\"?" : "");
    lua_concat(lua, 5);
    luaL_error(lua, "%s", lua_tostring(lua, -1));
    __builtin_unreachable();
}

static const struct vocabulary *check_vocabulary(lua_State *lua, int index)
{
    struct slice name = check_slice(lua, index);
    const struct map *known = &lua_values_of(lua)->schema->vocabularies_by_id;
    const struct vocabulary *vocabulary = map_get(known, name);
    if (!vocabulary)
        fail_name(lua, "vocabulary", name, known);
    return vocabulary;
}

static int catalogue_vocabulary(lua_State *lua)
{
    const struct vocabulary *vocabulary = check_vocabulary(lua, 1);
    script_charge(lua, vocabulary->term_count);
    lua_value_push_list(lua, vocabulary->term_count);
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        lua_value_push_term(lua, vocabulary->terms[i]);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int catalogue_term(lua_State *lua)
{
    const struct vocabulary *vocabulary = check_vocabulary(lua, 1);
    lua_value_push_term(lua, map_get(&vocabulary->by_id, check_slice(lua, 2)));
    return 1;
}

/* ------------------------------------------------------------------ sheets */

static int catalogue_sheet(lua_State *lua)
{
    const struct catalogue *catalogue = check_gathered(lua);
    lua_value_push_sheet(lua, catalogue_find_sheet(catalogue, check_slice(lua, 1)));
    return 1;
}

struct query {
    const struct collection *collection; /* NULL: all but those of generated pages */
    const struct term *term;
    struct slice term_id;
    bool has_term, has_where;
};

static bool value_has_term(const struct value *value, const struct query *query)
{
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->as.list.count; i++)
            if (value_has_term(&value->as.list.items[i], query))
                return true;
        return false;
    }
    if (value->kind == VALUE_RECORD) {
        for (size_t i = 0; i < value->field->field_count; i++)
            if (value_has_term(&value->as.record.members[i], query))
                return true;
        return false;
    }
    if (value->kind != VALUE_TERM)
        return false;
    for (const struct term *term = value->as.term; term; term = term->parent)
        if (query->term ? term == query->term : slice_equal(term->id, query->term_id))
            return true;
    return false;
}

static bool sheet_fits(const struct sheet *sheet, const struct query *query, bool is_computing)
{
    const struct collection *collection = sheet->collection;
    if (query->collection ? collection != query->collection : collection->is_generated)
        return false;
    bool fits = !query->has_term;
    for (size_t i = 0; !fits && i < collection->field_count; i++)
        fits = !(is_computing && collection->fields[i]->computed) &&
               value_has_term(&sheet->original->values[i], query);
    return fits;
}

static void read_query(lua_State *lua, struct query *query)
{
    const struct map *known = &lua_values_of(lua)->schema->collections_by_id;
    lua_pushnil(lua);
    while (lua_next(lua, 1)) {
        struct slice key = {0};
        if (lua_type(lua, -2) == LUA_TSTRING)
            key.ptr = lua_tolstring(lua, -2, &key.len);
        if (slice_equal_string(key, "collection")) {
            struct slice name = check_slice(lua, -1);
            query->collection = map_get(known, name);
            if (!query->collection)
                fail_name(lua, "collection", name, known);
        } else if (slice_equal_string(key, "term")) {
            query->term = lua_value_to_term(lua, -1);
            query->has_term = true;
            if (!query->term)
                query->term_id = check_slice(lua, -1); /* the table holds it */
        } else if (slice_equal_string(key, "where")) {
            luaL_argexpected(lua, lua_isfunction(lua, -1), 1, "where = function");
            query->has_where = true;
        } else {
            luaL_error(lua, "catalogue.sheets takes collection, term and where");
        }
        lua_pop(lua, 1);
    }
}

static int catalogue_sheets(lua_State *lua)
{
    const struct catalogue *catalogue = check_gathered(lua);
    struct query query = {0};
    lua_Integer count = 0;
    lua_settop(lua, 1);
    if (!lua_isnil(lua, 1)) {
        luaL_checktype(lua, 1, LUA_TTABLE);
        read_query(lua, &query);
        lua_getfield(lua, 1, "where");
    } else {
        lua_pushnil(lua);
    }
    bool is_computing = lua_values_of(lua)->is_computing;
    script_charge(lua, catalogue->sheet_count);
    lua_value_push_list(lua, 0);
    for (size_t i = 0; i < catalogue->sheet_count; i++) {
        if (!sheet_fits(catalogue->sheets[i], &query, is_computing))
            continue;
        script_charge(lua, 10);
        lua_value_push_sheet(lua, catalogue->sheets[i]);
        bool wanted = true;
        if (query.has_where) {
            lua_pushvalue(lua, 2);
            lua_pushvalue(lua, -2);
            lua_call(lua, 1, 1);
            wanted = lua_toboolean(lua, -1);
            lua_pop(lua, 1);
        }
        if (wanted)
            lua_rawseti(lua, 3, ++count);
        else
            lua_pop(lua, 1);
    }
    return 1;
}

/* ------------------------------------------------------------------ numbers as text */

static int catalogue_number(lua_State *lua)
{
    struct lua_values *values = lua_values_of(lua);
    struct decimal number;
    luaL_argcheck(lua, lua_value_to_decimal(lua, 1, &number), 1, "a number is wanted");
    if (!lua_isnoneornil(lua, 2)) {
        lua_Integer digits = luaL_checkinteger(lua, 2);
        luaL_argcheck(lua, digits >= 0 && digits <= 12, 2, "0 to 12 digits");
        decimal_rescale(number, (unsigned)digits, &number);
    }
    buffer_clear(&values->scratch);
    decimal_write(&values->scratch, number, values->schema->locales[values->language]);
    lua_values_push_scratch(lua);
    return 1;
}

/* ------------------------------------------------------------------ the table */

/* What few scripts ask for is made when one does. */
static int late_index(lua_State *lua)
{
    struct slice name = {0};
    if (lua_type(lua, 2) == LUA_TSTRING)
        name.ptr = lua_tolstring(lua, 2, &name.len);
    lua_settop(lua, 2);
    if (slice_equal_string(name, "site"))
        push_site(lua);
    else if (slice_equal_string(name, "collections"))
        push_collections(lua);
    else
        return 0;
    lua_pushvalue(lua, 2);
    lua_pushvalue(lua, 3);
    lua_rawset(lua, 1);
    return 1;
}

void catalogue_api_push(lua_State *lua, const struct hook_run *run)
{
    static const luaL_Reg functions[] = {{"vocabulary", catalogue_vocabulary},
                                         {"term", catalogue_term},
                                         {"sheet", catalogue_sheet},
                                         {"sheets", catalogue_sheets},
                                         {"money", lua_money_make},
                                         {"date", lua_date_make},
                                         {"duration", lua_duration_make},
                                         {"number", catalogue_number},
                                         {NULL, NULL}};
    (void)run;
    struct lua_values *values = catalogue_values(lua);
    lua_newtable(lua);
    luaL_setfuncs(lua, functions, 0);
    catalogue_register_open(lua);
    if (luaL_newmetatable(lua, "catalogue")) {
        lua_pushcfunction(lua, late_index);
        lua_setfield(lua, -2, "__index");
        lua_pushboolean(lua, 0);
        lua_setfield(lua, -2, "__metatable");
    }
    lua_setmetatable(lua, -2);
    set_slice(lua, "language", values->schema->languages[values->language]);
    lua_value_push_edition(lua, values->edition);
    lua_setfield(lua, -2, "this");
}
