#include "script/catalogue_place.h"

#include <lauxlib.h>

static bool get_text(lua_State *lua, int index, const char *key, struct slice *text)
{
    bool found = lua_getfield(lua, index, key) != LUA_TNIL;
    if (found && lua_type(lua, -1) != LUA_TSTRING)
        luaL_error(lua, "%s is a text", key);
    if (found)
        text->ptr = lua_tolstring(lua, -1, &text->len); /* the table holds it */
    lua_pop(lua, 1);
    return found;
}

static const struct field *find_field(lua_State *lua, struct field *const *fields, size_t count,
                                      struct slice name)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(fields[i]->id, name))
            return fields[i];
    lua_pushliteral(lua, "there is no field \"");
    lua_value_push_slice(lua, slice_sub(name, 0, 100));
    lua_pushliteral(lua, "\"");
    lua_concat(lua, 3);
    luaL_error(lua, "%s", lua_tostring(lua, -1));
    return NULL;
}

static const struct value *narrow_value(lua_State *lua, int index, const struct value *value)
{
    struct slice member;
    if (lua_getfield(lua, index, "item") != LUA_TNIL) {
        lua_Integer item = luaL_checkinteger(lua, -1);
        if (value->kind == VALUE_LIST && item >= 1 && (size_t)item <= value->as.list.count)
            value = &value->as.list.items[item - 1];
    }
    lua_pop(lua, 1);
    if (get_text(lua, index, "member", &member) && value->kind == VALUE_RECORD) {
        const struct field *field =
            find_field(lua, value->field->fields, value->field->field_count, member);
        const struct value *found = &value->as.record.members[field->index];
        if (found->kind != VALUE_NONE && found->span.file)
            value = found;
    }
    return value;
}

static const struct markdown_section *section_of(const struct edition *edition,
                                                 const struct section *section)
{
    const struct document *document = edition->document;
    return section && document->sections ? document->sections[section->index] : NULL;
}

/* The place itself, and the text in which words are looked for. */
static struct span place_field(lua_State *lua, int index, const struct edition *edition,
                               struct slice name, struct slice *region, bool *is_inherited)
{
    const struct collection *collection = edition->sheet->collection;
    const struct field *field = find_field(lua, collection->fields, collection->field_count, name);
    const struct value *whole = &edition->values[field->index];
    const struct value *value = narrow_value(lua, index, whole);
    *is_inherited = whole->inherited;
    if (value->kind == VALUE_NONE || !value->span.file || field->computed)
        return edition->document->front_matter_end;
    *region = span_text(value->span);
    const struct markdown_section *section = section_of(edition, field->section);
    if (section && value == whole && value->span.file == edition->document->file)
        *region = section->source;
    return value->span;
}

static struct span place_section(lua_State *lua, const struct edition *edition, struct slice name,
                                 struct slice *region)
{
    const struct collection *collection = edition->sheet->collection;
    const struct section *schema = NULL;
    for (size_t i = 0; i < collection->section_count; i++)
        if (slice_equal(collection->sections[i]->id, name))
            schema = collection->sections[i];
    if (!schema) {
        lua_pushliteral(lua, "there is no section \"");
        lua_value_push_slice(lua, slice_sub(name, 0, 100));
        lua_pushliteral(lua, "\"");
        lua_concat(lua, 3);
        luaL_error(lua, "%s", lua_tostring(lua, -1));
    }
    const struct markdown_section *section = section_of(edition, schema);
    if (!section)
        return edition->document->front_matter_end;
    *region = section->source;
    return section->span;
}

static bool slice_is_within(struct slice part, struct slice whole)
{
    return part.len && part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len;
}

struct catalogue_place catalogue_place_read(lua_State *lua, int index,
                                            const struct edition *edition)
{
    struct catalogue_place place = {0};
    struct slice name, words = {0}, region = edition->document->body;
    index = lua_absindex(lua, index);
    bool is_field = get_text(lua, index, "field", &name);
    if (is_field)
        place.span = place_field(lua, index, edition, name, &region, &place.is_inherited);
    else if (get_text(lua, index, "section", &name))
        place.span = place_section(lua, edition, name, &region);
    else {
        const struct value *title = edition_role(edition, ROLE_TITLE);
        place.span =
            title && title->span.file ? title->span : span_of_file(edition->document->file);
    }
    if (!get_text(lua, index, "text", &words) || words.len == 0)
        return place;
    const struct text_file *file = is_field ? place.span.file : edition->document->file;
    size_t found = slice_find(region, words);
    if (found == SLICE_NOT_FOUND || !file ||
        !slice_is_within(slice_sub(region, found, words.len), file->text))
        return place;
    place.text = slice_sub(region, found, words.len);
    place.span = span_of(file, place.text);
    return place;
}
