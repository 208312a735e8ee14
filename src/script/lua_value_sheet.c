/* Sheets as scripts see them, and the records in their fields. */
#include "script/lua_value.h"

#include "script/state.h"
#include "text/nearest.h"

#include <lauxlib.h>

/* ------------------------------------------------------------------ names of fields */

static _Noreturn void fail_name(lua_State *lua, const char *what, struct slice name,
                                struct slice nearest)
{
    if (name.len > 100)
        name.len = 100;
    lua_pushfstring(lua, "there is no %s \"", what);
    lua_value_push_slice(lua, name);
    lua_pushstring(lua, nearest.len ? "\"; did you mean \"" : "\"");
    lua_value_push_slice(lua, nearest);
    lua_pushstring(lua, nearest.len ? "\"?" : "");
    lua_concat(lua, 5);
    luaL_error(lua, "%s", lua_tostring(lua, -1));
    __builtin_unreachable();
}

static const struct field *find_field(lua_State *lua, struct field *const *fields, size_t count,
                                      struct slice name, const char *what)
{
    struct nearest nearest;
    for (size_t i = 0; i < count; i++)
        if (slice_equal(fields[i]->id, name))
            return fields[i];
    nearest = nearest_start(name);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, fields[i]->id);
    fail_name(lua, what, name, nearest.best);
}

static struct slice check_slice(lua_State *lua, int index)
{
    struct slice text;
    text.ptr = luaL_checklstring(lua, index, &text.len);
    return text;
}

/* ------------------------------------------------------------------ records */

struct record_object {
    const struct value *value;
};

const struct value *lua_record_value(const void *self)
{
    return ((const struct record_object *)self)->value;
}

void lua_value_push_record(lua_State *lua, const struct value *record)
{
    struct record_object *object = lua_class_new(lua, &lua_record_class, sizeof *object);
    object->value = record;
}

static bool record_find(lua_State *lua, const void *self, struct slice name)
{
    const struct value *record = lua_record_value(self);
    const struct field *field = record->field;
    const struct field *member =
        find_field(lua, field->fields, field->field_count, name, "such field in this record:");
    lua_value_push(lua, &record->as.record.members[member->index]);
    return true;
}

static int record_tostring(lua_State *lua)
{
    const struct value *record = lua_record_value(lua_class_check(lua, 1, &lua_record_class));
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    value_write(&values->scratch, record, values->schema->locales[values->language],
                values->language);
    lua_values_push_scratch(lua);
    return 1;
}

static int record_equal(lua_State *lua)
{
    const struct record_object *a = lua_class_test(lua, 1, &lua_record_class),
                               *b = lua_class_test(lua, 2, &lua_record_class);
    lua_pushboolean(lua, a && b && a->value == b->value);
    return 1;
}

static const luaL_Reg record_meta[] = {
    {"__tostring", record_tostring}, {"__eq", record_equal}, {NULL, NULL}};
const struct lua_class lua_record_class = {"record", NULL, 0, NULL, record_meta, record_find};

/* ------------------------------------------------------------------ sheets */

struct sheet_object {
    const struct edition *edition;
};

static const struct edition *edition_of(const void *self)
{
    return ((const struct sheet_object *)self)->edition;
}

static const struct edition *check_edition(lua_State *lua, int index)
{
    return edition_of(lua_class_check(lua, index, &lua_sheet_class));
}

void lua_value_push_edition(lua_State *lua, const struct edition *edition)
{
    if (!edition) {
        lua_pushnil(lua);
        return;
    }
    struct sheet_object *object = lua_class_new(lua, &lua_sheet_class, sizeof *object);
    object->edition = edition;
}

void lua_value_push_sheet(lua_State *lua, const struct sheet *sheet)
{
    lua_value_push_edition(lua, sheet ? sheet_edition(sheet, lua_values_of(lua)->language) : NULL);
}

const struct edition *lua_value_to_edition(lua_State *lua, int index)
{
    const struct sheet_object *object = lua_class_test(lua, index, &lua_sheet_class);
    return object ? object->edition : NULL;
}

static void push_id(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, edition_of(self)->sheet->id);
}

static void push_collection(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, edition_of(self)->sheet->collection->id);
}

static void push_key(lua_State *lua, const void *self)
{
    push_collection(lua, self);
    lua_pushliteral(lua, "/");
    push_id(lua, self);
    lua_concat(lua, 3);
}

static void push_language(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, lua_values_of(lua)->schema->languages[edition_of(self)->language]);
}

static void push_title(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, edition_of(self)->title);
}

static void push_path(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, edition_of(self)->path);
}

static void push_status(lua_State *lua, const void *self)
{
    static const char *const names[] = {
        [STATUS_DRAFT] = "draft", [STATUS_REVIEW] = "review", [STATUS_PUBLISHED] = "published"};
    lua_pushstring(lua, names[edition_of(self)->document->status]);
}

static void push_is_translation(lua_State *lua, const void *self)
{
    const struct edition *edition = edition_of(self);
    lua_pushboolean(lua, edition != edition->sheet->original);
}

static void push_original(lua_State *lua, const void *self)
{
    lua_value_push_edition(lua, edition_of(self)->sheet->original);
}

static void push_body(lua_State *lua, const void *self)
{
    lua_value_push_slice(lua, edition_of(self)->document->body);
}

static void push_link(lua_State *lua, const void *self)
{
    lua_pushliteral(lua, "[[");
    push_key(lua, self);
    lua_pushliteral(lua, "]]");
    lua_concat(lua, 3);
}

/* sheet.values and sheet.sections are the sheet itself with other names. */
struct part_object {
    const struct edition *edition;
};

/* All sheets are computed at once: what one gets for another's must not depend on which is first. */
static void expect_settled(lua_State *lua, const struct edition *edition, const struct field *field)
{
    const struct lua_values *values = lua_values_of(lua);
    if (!field->computed || !values->is_computing || !values->edition ||
        values->edition->sheet == edition->sheet)
        return;
    lua_pushliteral(lua, "\"");
    lua_value_push_slice(lua, field->id);
    lua_pushliteral(lua, "\" of another sheet is computed as well, and not there yet");
    lua_concat(lua, 3);
    luaL_error(lua, "%s", lua_tostring(lua, -1));
}

static bool find_value(lua_State *lua, const void *self, struct slice name)
{
    const struct edition *edition = ((const struct part_object *)self)->edition;
    const struct collection *collection = edition->sheet->collection;
    const struct field *field = map_get(&collection->fields_by_id, name);
    if (!field) /* raises, with the nearest */
        field = find_field(lua, collection->fields, collection->field_count, name,
                           "such field in this collection:");
    expect_settled(lua, edition, field);
    lua_value_push(lua, &edition->values[field->index]);
    return true;
}

static bool find_section(lua_State *lua, const void *self, struct slice name)
{
    const struct edition *edition = ((const struct part_object *)self)->edition;
    const struct collection *collection = edition->sheet->collection;
    struct nearest nearest;
    for (size_t i = 0; i < collection->section_count; i++) {
        if (!slice_equal(collection->sections[i]->id, name))
            continue;
        const struct markdown_section **sections = edition->document->sections;
        if (sections && sections[i])
            lua_value_push_slice(lua, sections[i]->source);
        else
            lua_pushnil(lua);
        return true;
    }
    nearest = nearest_start(name);
    for (size_t i = 0; i < collection->section_count; i++)
        nearest_offer(&nearest, collection->sections[i]->id);
    fail_name(lua, "such section in this collection:", name, nearest.best);
}

static const struct lua_class values_class = {"sheet.values", NULL, 0, NULL, NULL, find_value};
static const struct lua_class sections_class = {"sheet.sections", NULL, 0, NULL, NULL,
                                                find_section};

static void push_part(lua_State *lua, const struct lua_class *class, const struct edition *edition)
{
    if (luaL_getmetatable(lua, class->name) == LUA_TNIL)
        lua_class_open(lua, class);
    lua_pop(lua, 1);
    struct part_object *object = lua_class_new(lua, class, sizeof *object);
    object->edition = edition;
}

static void push_values(lua_State *lua, const void *self)
{
    push_part(lua, &values_class, edition_of(self));
}

static void push_sections(lua_State *lua, const void *self)
{
    push_part(lua, &sections_class, edition_of(self));
}

/* The schema's sections that the sheet has, in the schema's order. */
static void push_section_ids(lua_State *lua, const void *self)
{
    const struct edition *edition = edition_of(self);
    const struct collection *collection = edition->sheet->collection;
    const struct markdown_section **sections = edition->document->sections;
    lua_Integer count = 0;
    lua_value_push_list(lua, collection->section_count);
    for (size_t i = 0; sections && i < collection->section_count; i++)
        if (sections[i]) {
            lua_value_push_slice(lua, collection->sections[i]->id);
            lua_rawseti(lua, -2, ++count);
        }
}

static const struct field *check_field(lua_State *lua, const struct edition *edition, int index)
{
    const struct collection *collection = edition->sheet->collection;
    const struct field *field =
        find_field(lua, collection->fields, collection->field_count, check_slice(lua, index),
                   "such field in this collection:");
    expect_settled(lua, edition, field);
    return field;
}

/* sheet:text("budget"): what readers see, "" where the sheet does not say. */
static int sheet_text(lua_State *lua)
{
    const struct edition *edition = check_edition(lua, 1);
    const struct field *field = check_field(lua, edition, 2);
    const struct value *value = &edition->values[field->index];
    struct lua_values *values = lua_values_of(lua);
    buffer_clear(&values->scratch);
    if (value->kind == VALUE_REF && value->as.ref.target)
        buffer_add(&values->scratch, sheet_edition(value->as.ref.target, values->language)->title);
    else if (value->kind != VALUE_NONE)
        value_write(&values->scratch, value, values->schema->locales[values->language],
                    values->language);
    script_charge(lua, values->scratch.len / 4);
    lua_values_push_scratch(lua);
    return 1;
}

/* sheet:label("budget"): "Budget programmato" */
static int sheet_label(lua_State *lua)
{
    const struct edition *edition = check_edition(lua, 1);
    lua_value_push_local(lua, &check_field(lua, edition, 2)->label);
    return 1;
}

/* sheet:role("budget"): the value of the field with that role, whatever it is called; nil. */
static int sheet_role(lua_State *lua)
{
    const struct edition *edition = check_edition(lua, 1);
    struct slice name = check_slice(lua, 2);
    for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
        if (slice_equal(field_role_name((enum field_role)role), name)) {
            if (edition->sheet->collection->by_role[role])
                expect_settled(lua, edition, edition->sheet->collection->by_role[role]);
            lua_value_push(lua, edition_role(edition, (enum field_role)role));
            return 1;
        }
    return luaL_argerror(lua, 2, "there is no such role");
}

/* sheet:has("budget") */
static int sheet_has(lua_State *lua)
{
    const struct edition *edition = check_edition(lua, 1);
    const struct field *field = check_field(lua, edition, 2);
    lua_pushboolean(lua, !value_is_empty(&edition->values[field->index]));
    return 1;
}

/* sheet:line("budget"): where its value stands in the sheet's file; nil where it stands elsewhere. */
static int sheet_line(lua_State *lua)
{
    const struct edition *edition = check_edition(lua, 1);
    const struct field *field = check_field(lua, edition, 2);
    struct span span = edition->values[field->index].span;
    script_charge(lua, span.start / 8);
    if (span.file == edition->document->file && !field->computed)
        lua_pushinteger(lua, (lua_Integer)span_position(span).line);
    else
        lua_pushnil(lua);
    return 1;
}

static int sheet_equal(lua_State *lua)
{
    const struct edition *a = lua_value_to_edition(lua, 1), *b = lua_value_to_edition(lua, 2);
    lua_pushboolean(lua, a && b && a->sheet == b->sheet);
    return 1;
}

static int sheet_tostring(lua_State *lua)
{
    lua_value_push_slice(lua, check_edition(lua, 1)->title);
    return 1;
}

static const struct lua_attribute_row attributes[] = {{"id", push_id},
                                                      {"key", push_key},
                                                      {"collection", push_collection},
                                                      {"language", push_language},
                                                      {"title", push_title},
                                                      {"path", push_path},
                                                      {"status", push_status},
                                                      {"is_translation", push_is_translation},
                                                      {"original", push_original},
                                                      {"link", push_link},
                                                      {"body", push_body},
                                                      {"values", push_values},
                                                      {"sections", push_sections},
                                                      {"section_ids", push_section_ids}};
static const luaL_Reg methods[] = {{"text", sheet_text}, {"label", sheet_label},
                                   {"role", sheet_role}, {"has", sheet_has},
                                   {"line", sheet_line}, {NULL, NULL}};
static const luaL_Reg meta[] = {
    {"__eq", sheet_equal}, {"__tostring", sheet_tostring}, {NULL, NULL}};
const struct lua_class lua_sheet_class = {
    "sheet", attributes, sizeof attributes / sizeof *attributes, methods, meta, NULL};
