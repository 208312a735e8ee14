#include "script/catalogue_page.h"

#include "base/vector.h"
#include "script/catalogue_page_body.h"
#include "text/slug.h"

#include <lauxlib.h>

static const struct problem page_twice = {"page-twice",
                                          SEVERITY_ERROR,
                                          {"two pages have the id \"%1\" in the same language",
                                           "due pagine hanno l'id \"%1\" nella stessa lingua"},
                                          {"give each page another address, or another id",
                                           "dai a ogni pagina un altro indirizzo, o un altro id"}};

struct making {
    struct schema *schema;
    const struct collection *collection;
    const struct hook *hook;
    struct arena *arena;
    struct diagnostics *diagnostics;
    unsigned language;
    size_t bytes; /* of all texts so far */
    VECTOR(struct generated_page *) pages;
    struct map by_id; /* struct generated_page */
};

/* ------------------------------------------------------------------ one page */

static bool address_is_sound(struct slice address)
{
    struct slice rest = slice_after(address, 1), part;
    if (address.len < 3 || address.len > 200 || address.ptr[0] != '/' ||
        address.ptr[address.len - 1] != '/')
        return false;
    rest.len--;
    while (slice_next(&rest, '/', &part))
        if (!slug_is_identifier(part))
            return false;
    return true;
}

/* "/anni/2017/" is "anni-2017". */
static struct slice id_of_address(struct arena *arena, struct slice address)
{
    struct slice id = arena_copy(arena, slice_sub(address, 1, address.len - 2));
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] == '/')
            ((char *)id.ptr)[i] = '-';
    return slice_sub(id, 0, SLUG_IDENTIFIER_MAX);
}

/* A copy in the arena, within what all pages together may have. */
static struct slice keep_text(lua_State *lua, struct making *making, struct slice text)
{
    making->bytes += text.len;
    if (making->bytes > GENERATED_BYTES_MAX)
        luaL_error(lua, "catalogue.page: all pages together have more than %d MB of text",
                   (int)(GENERATED_BYTES_MAX >> 20));
    return arena_copy(making->arena, text);
}

static struct slice take_text(lua_State *lua, int page, const char *key, struct making *making)
{
    struct slice text = {0};
    if (lua_getfield(lua, page, key) != LUA_TNIL) {
        luaL_tolstring(lua, -1, NULL);
        text.ptr = lua_tolstring(lua, -1, &text.len);
        text = keep_text(lua, making, text);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 1);
    return text;
}

/* The list of its parts is left on the stack. */
static struct slice take_body(lua_State *lua, int page, struct making *making)
{
    struct slice text;
    lua_getfield(lua, page, "body");
    page_body_read(lua);
    text.ptr = lua_tolstring(lua, -2, &text.len);
    return keep_text(lua, making, text);
}

static void set_value(struct document *document, enum field_role role, struct slice text,
                      struct span span)
{
    const struct field *field = document->collection->by_role[role];
    struct value *value = &document->values[field->index];
    if (text.len)
        *value = (struct value){.kind = VALUE_TEXT, .field = field, .span = span, .as.text = text};
}

static void add_to_menu(struct making *making, const struct generated_page *page,
                        struct slice title)
{
    struct schema *schema = making->schema;
    struct slice target = arena_concat(making->arena, making->collection->id, SLICE("/"), page->id,
                                       (struct slice){0});
    for (size_t i = 0; i < schema->menu_count; i++)
        if (slice_equal(schema->menu[i].target, target)) {
            schema->menu[i].label.text[making->language] = title;
            return;
        }
    struct menu_entry *menu = arena_array(making->arena, struct menu_entry, schema->menu_count + 1);
    for (size_t i = 0; i < schema->menu_count; i++)
        menu[i] = schema->menu[i];
    menu[schema->menu_count] = (struct menu_entry){.target = target, .span = making->hook->span};
    for (unsigned i = 0; i < schema->language_count; i++)
        menu[schema->menu_count].label.text[i] = title;
    schema->menu = menu;
    schema->menu_count++;
}

static struct generated_page *page_of_id(struct making *making, struct slice id)
{
    struct generated_page *page = map_get(&making->by_id, id);
    if (page)
        return page;
    page = arena_new(making->arena, struct generated_page);
    page->id = id;
    map_set(making->arena, &making->by_id, id, page);
    vector_push(making->arena, &making->pages, page);
    return page;
}

static bool is_for_language(lua_State *lua, const struct making *making, int page)
{
    struct slice name;
    bool fits = true;
    if (lua_getfield(lua, page, "language") != LUA_TNIL) {
        name.ptr = luaL_checklstring(lua, -1, &name.len);
        fits = slice_equal(name, making->schema->languages[making->language]);
    }
    lua_pop(lua, 1);
    return fits;
}

/* The page in the table on top. */
static void take_page(lua_State *lua, struct making *making)
{
    static const struct catalogue_key {
        const char *name;
    } keys[] = {{"address"}, {"title"},    {"summary"}, {"body"},
                {"id"},      {"language"}, {"menu"},    {NULL}};
    int table = lua_gettop(lua);
    struct arena *arena = making->arena;
    luaL_checktype(lua, table, LUA_TTABLE);
    lua_pushnil(lua);
    while (lua_next(lua, table)) {
        const struct catalogue_key *key = keys;
        const char *name = lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : "";
        while (key->name && !slice_equal_string(slice_from_string(name), key->name))
            key++;
        if (!key->name)
            luaL_error(lua, "catalogue.page: a page has no \"%s\"", name);
        lua_pop(lua, 1);
    }
    if (!is_for_language(lua, making, table))
        return;
    struct slice address = take_text(lua, table, "address", making);
    struct slice title = take_text(lua, table, "title", making);
    struct slice id = take_text(lua, table, "id", making);
    if (!address_is_sound(address))
        luaL_error(lua,
                   "catalogue.page: \"%s\" is no address: small letters, digits, - and _ between "
                   "slashes, as in /anni/2017/",
                   address.len ? address.ptr : "");
    if (!title.len)
        luaL_error(lua, "catalogue.page: the page %s has no title", address.ptr);
    if (id.len && !slug_is_identifier(id))
        luaL_error(lua, "catalogue.page: \"%s\" cannot be an id", id.ptr);
    if (making->pages.count == GENERATED_PAGES_MAX)
        luaL_error(lua, "catalogue.page: more than %d pages", GENERATED_PAGES_MAX);
    struct slice summary = take_text(lua, table, "summary", making);
    struct document_names names = {making->collection, making->language, false};
    struct document *document = document_create(arena, making->hook->span.file, names,
                                                take_body(lua, table, making), making->hook->span);
    page_body_build(lua, arena, document, making->diagnostics);
    lua_settop(lua, table);
    /* From here on nothing raises: a page has what it needs, or is none. */
    struct generated_page *page = page_of_id(making, id.len ? id : id_of_address(arena, address));
    unsigned language = making->language;
    if (page->documents[language]) {
        diagnostic_add(making->diagnostics, &page_twice, making->hook->span, page->id);
        return;
    }
    set_value(document, ROLE_TITLE, title, making->hook->span);
    set_value(document, ROLE_SUMMARY, summary, making->hook->span);
    page->documents[language] = document;
    page->address[language] = address;
    lua_getfield(lua, table, "menu");
    if (lua_toboolean(lua, -1))
        add_to_menu(making, page, title);
    lua_pop(lua, 1);
}

static int make_pages(lua_State *lua)
{
    struct making *making = lua_touserdata(lua, 2);
    catalogue_values(lua);
    lua_getfield(lua, 1, "pages");
    lua_value_push_slice(lua, making->schema->languages[making->language]);
    lua_call(lua, 1, 1);
    if (lua_isnil(lua, -1))
        return 0;
    luaL_checktype(lua, -1, LUA_TTABLE);
    lua_Integer count = luaL_len(lua, -1);
    if (count == 0 && lua_getfield(lua, -1, "address") != LUA_TNIL) {
        lua_pop(lua, 1);
        take_page(lua, making);
        return 0;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, -1, i);
        take_page(lua, making);
        lua_pop(lua, 1);
    }
    return 0;
}

void catalogue_pages_make(struct hooks *hooks, struct schema *schema,
                          const struct collection *collection, struct arena *arena,
                          struct diagnostics *diagnostics, struct generated_page **pages,
                          size_t *count)
{
    struct making making = {
        .schema = schema, .collection = collection, .arena = arena, .diagnostics = diagnostics};
    for (making.language = 0; making.language < schema->language_count; making.language++) {
        struct hook_subject subject = {
            .language = making.language, .arena = arena, .diagnostics = diagnostics};
        hooks_begin(hooks, 0, &subject);
        for (size_t i = 0; i < hooks_count(hooks); i++) {
            making.hook = hooks_get(hooks, i);
            if (making.hook->kind == HOOK_PAGE)
                hooks_run(hooks, 0, making.hook, make_pages, &making);
        }
        hooks_end(hooks, 0);
    }
    *count = making.pages.count;
    *pages = arena_array(arena, struct generated_page, making.pages.count);
    for (size_t i = 0; i < making.pages.count; i++)
        (*pages)[i] = *making.pages.items[i];
}
