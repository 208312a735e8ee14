/* From a body's tree to Lua's tables. */
#include "script/tree.h"

#include "base/vector.h"
#include "script/pandoc.h"
#include "script/state.h"

#include <lauxlib.h>

/* In the registry: kind + 1 -> class, and those of lists below. */
static const char classes_key = 0;
enum {
    LIST_CLASS = MARKDOWN_KINDS + 1,
    INLINES_CLASS,
    BLOCKS_CLASS,
    ATTR_CLASS,
    PAIRS_CLASS,
    LIST_ATTRIBUTES_CLASS,
    CITATION_CLASS
};

/* An open element: its table is on the stack, and above it the list of what it holds. */
struct level {
    enum markdown_kind kind;
    int list;          /* stack index of the list that children go to; 0: none */
    lua_Integer count; /* in it */
};

struct push {
    lua_State *lua;
    struct arena *arena;
    int classes; /* stack index */
    VECTOR(struct level) levels;
};

/* ------------------------------------------------------------------ classes */

static void push_classes(lua_State *lua)
{
    if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &classes_key) == LUA_TTABLE)
        return;
    lua_pop(lua, 1);
    lua_newtable(lua);
    for (int kind = 0; kind <= MARKDOWN_NULL; kind++) {
        bool is_single = kind == MARKDOWN_SPACE || kind == MARKDOWN_SOFT_BREAK ||
                         kind == MARKDOWN_LINE_BREAK || kind == MARKDOWN_HORIZONTAL_RULE ||
                         kind == MARKDOWN_NULL;
        if (is_single)
            pandoc_push_single(lua, markdown_kind_name((enum markdown_kind)kind));
        else
            pandoc_push_class(lua, markdown_kind_name((enum markdown_kind)kind));
        lua_rawseti(lua, -2, kind + 1);
    }
    static const struct {
        int place;
        const char *tag;
    } others[] = {{LIST_CLASS, "List"},
                  {INLINES_CLASS, "Inlines"},
                  {BLOCKS_CLASS, "Blocks"},
                  {ATTR_CLASS, "Attr"},
                  {PAIRS_CLASS, "AttributeList"},
                  {LIST_ATTRIBUTES_CLASS, "ListAttributes"},
                  {CITATION_CLASS, "Citation"},
                  {MARKDOWN_TABLE_HEAD + 1, "TableHead"},
                  {MARKDOWN_TABLE_FOOT + 1, "TableFoot"},
                  {MARKDOWN_ROW + 1, "Row"},
                  {MARKDOWN_CELL + 1, "Cell"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        pandoc_push_class(lua, others[i].tag);
        lua_rawseti(lua, -2, others[i].place);
    }
    lua_pushvalue(lua, -1);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &classes_key);
}

/* The table at the top gets its class. */
static void set_class(struct push *push, int place)
{
    lua_rawgeti(push->lua, push->classes, place);
    lua_setmetatable(push->lua, -2);
}

static void push_list(struct push *push, int place)
{
    lua_newtable(push->lua);
    set_class(push, place);
}

/* The value at the top becomes the field of the table below it. */
static void set_field(struct push *push, const char *name)
{
    lua_pushstring(push->lua, name);
    lua_insert(push->lua, -2);
    lua_rawset(push->lua, -3);
}

static void set_text(struct push *push, const char *name, struct slice text)
{
    lua_pushlstring(push->lua, text.len ? text.ptr : "", text.len);
    set_field(push, name);
}

static void set_whole_attr(struct push *push, const struct markdown_attributes *attributes)
{
    lua_State *lua = push->lua;
    lua_createtable(lua, 0, 3);
    set_text(push, "identifier", attributes->identifier);
    push_list(push, LIST_CLASS);
    for (size_t i = 0; i < attributes->class_count; i++) {
        lua_pushlstring(lua, attributes->classes[i].ptr, attributes->classes[i].len);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    set_field(push, "classes");
    push_list(push, PAIRS_CLASS);
    for (size_t i = 0; i < attributes->pair_count; i++) {
        struct markdown_pair pair = attributes->pairs[i];
        lua_createtable(lua, 2, 0);
        lua_pushlstring(lua, pair.name.ptr, pair.name.len);
        lua_rawseti(lua, -2, 1);
        lua_pushlstring(lua, pair.value.len ? pair.value.ptr : "", pair.value.len);
        lua_rawseti(lua, -2, 2);
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    set_field(push, "attributes");
    set_class(push, ATTR_CLASS);
    set_field(push, "attr");
}

/* An empty one is made when it is asked for. */
static void set_attr(struct push *push, const struct markdown_attributes *attributes)
{
    if (attributes->identifier.len || attributes->class_count || attributes->pair_count)
        set_whole_attr(push, attributes);
}

/* ------------------------------------------------------------------ tables */

static const char *alignment_name(enum markdown_alignment alignment)
{
    static const char *const names[] = {"AlignDefault", "AlignLeft", "AlignRight", "AlignCenter"};
    return names[alignment];
}

static void set_colspecs(struct push *push, const struct markdown_element *table)
{
    lua_State *lua = push->lua;
    push_list(push, LIST_CLASS);
    for (size_t i = 0; i < table->layout_count; i++) {
        lua_createtable(lua, 2, 0);
        lua_pushstring(lua, alignment_name(table->layout[i].alignment));
        lua_rawseti(lua, -2, 1);
        if (table->layout[i].width > 0) {
            lua_pushnumber(lua, table->layout[i].width);
            lua_rawseti(lua, -2, 2);
        }
        lua_rawseti(lua, -2, (lua_Integer)i + 1);
    }
    set_field(push, "colspecs");
}

/* With an empty caption, until one comes. */
static void start_table(struct push *push, const struct markdown_element *table)
{
    set_colspecs(push, table);
    lua_newtable(push->lua);
    push_list(push, BLOCKS_CLASS);
    set_field(push, "long");
    set_field(push, "caption");
    push_list(push, LIST_CLASS);
    set_field(push, "bodies");
}

/* ------------------------------------------------------------------ elements */

static void set_fields(struct push *push, const struct markdown_element *element)
{
    lua_State *lua = push->lua;
    switch (element->kind) {
    case MARKDOWN_STR:
        set_text(push, "text", element->text);
        break;
    case MARKDOWN_CODE:
    case MARKDOWN_CODE_BLOCK:
        set_text(push, "text", element->text);
        set_attr(push, &element->attributes);
        break;
    case MARKDOWN_RAW_INLINE:
    case MARKDOWN_RAW_BLOCK:
        set_text(push, "format", element->format);
        set_text(push, "text", element->text);
        break;
    case MARKDOWN_MATH:
        lua_pushstring(lua, element->flag ? "DisplayMath" : "InlineMath");
        set_field(push, "mathtype");
        set_text(push, "text", element->text);
        break;
    case MARKDOWN_QUOTED:
        lua_pushstring(lua, element->flag ? "DoubleQuote" : "SingleQuote");
        set_field(push, "quotetype");
        break;
    case MARKDOWN_LINK:
        set_text(push, "target", element->target);
        set_text(push, "title", element->title);
        set_attr(push, &element->attributes);
        break;
    case MARKDOWN_IMAGE:
        set_text(push, "src", element->target);
        set_text(push, "title", element->title);
        set_attr(push, &element->attributes);
        break;
    case MARKDOWN_HEADER:
        lua_pushinteger(lua, element->number);
        set_field(push, "level");
        set_attr(push, &element->attributes);
        break;
    case MARKDOWN_ORDERED_LIST:
        lua_createtable(lua, 0, 3);
        lua_pushinteger(lua, element->number);
        set_field(push, "start");
        set_text(push, "style", element->format);
        set_text(push, "delimiter", element->delimiter);
        set_class(push, LIST_ATTRIBUTES_CLASS);
        set_field(push, "listAttributes");
        break;
    case MARKDOWN_TABLE:
        start_table(push, element);
        set_attr(push, &element->attributes);
        break;
    case MARKDOWN_TABLE_BODY:
        lua_pushinteger(lua, element->number);
        set_field(push, "row_head_columns");
        push_list(push, LIST_CLASS);
        set_field(push, "head");
        set_whole_attr(push, &element->attributes);
        break;
    case MARKDOWN_CELL:
        lua_pushstring(lua, alignment_name(element->alignment));
        set_field(push, "alignment");
        lua_pushinteger(lua, element->rows);
        set_field(push, "row_span");
        lua_pushinteger(lua, element->columns);
        set_field(push, "col_span");
        set_attr(push, &element->attributes);
        break;
    case MARKDOWN_CITE: {
        struct slice rest = element->target, id;
        push_list(push, LIST_CLASS);
        for (lua_Integer i = 1; slice_next(&rest, ' ', &id); i++) {
            lua_createtable(lua, 0, 2);
            set_text(push, "id", id);
            lua_pushliteral(lua, "NormalCitation");
            set_field(push, "mode");
            set_class(push, CITATION_CLASS);
            lua_rawseti(lua, -2, i);
        }
        set_field(push, "citations");
        break;
    }
    case MARKDOWN_SPAN:
    case MARKDOWN_DIV:
    case MARKDOWN_FIGURE:
    case MARKDOWN_TABLE_HEAD:
    case MARKDOWN_TABLE_FOOT:
    case MARKDOWN_ROW:
        set_attr(push, &element->attributes);
        break;
    default:
        break;
    }
}

/* Of the list that holds what lies within; 0: nothing does. */
static int list_class_of(enum markdown_kind kind)
{
    switch (kind) {
    case MARKDOWN_EMPH:
    case MARKDOWN_STRONG:
    case MARKDOWN_UNDERLINE:
    case MARKDOWN_STRIKEOUT:
    case MARKDOWN_SUPERSCRIPT:
    case MARKDOWN_SUBSCRIPT:
    case MARKDOWN_SMALL_CAPS:
    case MARKDOWN_QUOTED:
    case MARKDOWN_CITE:
    case MARKDOWN_LINK:
    case MARKDOWN_IMAGE:
    case MARKDOWN_SPAN:
    case MARKDOWN_PLAIN:
    case MARKDOWN_PARA:
    case MARKDOWN_HEADER:
    case MARKDOWN_LINE:
    case MARKDOWN_TERM:
        return INLINES_CLASS;
    case MARKDOWN_NOTE:
    case MARKDOWN_BLOCK_QUOTE:
    case MARKDOWN_DIV:
    case MARKDOWN_FIGURE:
    case MARKDOWN_ITEM:
    case MARKDOWN_DEFINITION:
    case MARKDOWN_CAPTION:
    case MARKDOWN_CELL:
        return BLOCKS_CLASS;
    case MARKDOWN_LINE_BLOCK:
    case MARKDOWN_ORDERED_LIST:
    case MARKDOWN_BULLET_LIST:
    case MARKDOWN_DEFINITION_LIST:
    case MARKDOWN_TABLE_HEAD:
    case MARKDOWN_TABLE_BODY:
    case MARKDOWN_TABLE_FOOT:
    case MARKDOWN_ROW:
        return LIST_CLASS;
    default:
        return 0;
    }
}

static const char *content_name(enum markdown_kind kind)
{
    switch (kind) {
    case MARKDOWN_IMAGE:
        return "caption";
    case MARKDOWN_TABLE_HEAD:
    case MARKDOWN_TABLE_FOOT:
        return "rows";
    case MARKDOWN_TABLE_BODY:
        return "body";
    case MARKDOWN_ROW:
        return "cells";
    case MARKDOWN_CELL:
        return "contents";
    default:
        return "content";
    }
}

static bool is_single(enum markdown_kind kind)
{
    return kind == MARKDOWN_SPACE || kind == MARKDOWN_SOFT_BREAK || kind == MARKDOWN_LINE_BREAK ||
           kind == MARKDOWN_HORIZONTAL_RULE || kind == MARKDOWN_NULL;
}

/* These are lists themselves, no elements with one. */
static bool is_bare_list(enum markdown_kind kind)
{
    return kind == MARKDOWN_ITEM || kind == MARKDOWN_LINE || kind == MARKDOWN_TERM ||
           kind == MARKDOWN_DEFINITION || kind == MARKDOWN_CAPTION;
}

static void open_element(void *context, const struct markdown_element *element)
{
    struct push *push = context;
    lua_State *lua = push->lua;
    struct level level = {.kind = element->kind};
    luaL_checkstack(lua, 12, "elements too deep");
    script_charge(lua, 4 + element->text.len / 16);
    if (is_single(element->kind)) {
        lua_rawgeti(lua, push->classes, (lua_Integer)element->kind + 1);
    } else if (is_bare_list(element->kind)) {
        push_list(push, list_class_of(element->kind));
        level.list = lua_gettop(lua);
    } else {
        lua_createtable(lua, 0, 4);
        set_fields(push, element);
        if (list_class_of(element->kind)) {
            push_list(push, list_class_of(element->kind));
            level.list = lua_gettop(lua);
        }
    }
    vector_push(push->arena, &push->levels, level);
}

/* What is closed is at the top, its parent's table and list below. */
static void add_to_table(struct push *push, enum markdown_kind kind)
{
    lua_State *lua = push->lua;
    if (kind == MARKDOWN_TABLE_HEAD || kind == MARKDOWN_TABLE_FOOT) {
        set_field(push, kind == MARKDOWN_TABLE_HEAD ? "head" : "foot");
    } else if (kind == MARKDOWN_CAPTION) {
        lua_newtable(lua);
        lua_insert(lua, -2);
        set_field(push, "long");
        set_field(push, "caption");
    } else {
        lua_getfield(lua, -2, "bodies");
        lua_insert(lua, -2);
        lua_rawseti(lua, -2, (lua_Integer)lua_rawlen(lua, -2) + 1);
        lua_pop(lua, 1);
    }
}

/* {Inlines, List of Blocks}: a term begins one, a definition goes to the last. */
static void add_to_definitions(struct push *push, struct level *parent, enum markdown_kind kind)
{
    lua_State *lua = push->lua;
    if (kind == MARKDOWN_TERM) {
        lua_createtable(lua, 2, 0);
        lua_insert(lua, -2);
        lua_rawseti(lua, -2, 1);
        push_list(push, LIST_CLASS);
        lua_rawseti(lua, -2, 2);
        lua_rawseti(lua, parent->list, ++parent->count);
        return;
    }
    if (lua_rawgeti(lua, parent->list, parent->count) == LUA_TTABLE) {
        lua_rawgeti(lua, -1, 2);
        lua_pushvalue(lua, -3);
        lua_rawseti(lua, -2, (lua_Integer)lua_rawlen(lua, -2) + 1);
        lua_pop(lua, 1);
    }
    lua_pop(lua, 2);
}

static void add_to_parent(struct push *push, enum markdown_kind kind)
{
    struct level *parent = &push->levels.items[push->levels.count - 1];
    if (parent->kind == MARKDOWN_TABLE)
        add_to_table(push, kind);
    else if (parent->kind == MARKDOWN_FIGURE && kind == MARKDOWN_CAPTION) {
        lua_newtable(push->lua);
        lua_insert(push->lua, -2);
        set_field(push, "long");
        lua_pushliteral(push->lua, "caption");
        lua_insert(push->lua, -2);
        lua_rawset(push->lua, parent->list - 1);
    } else if (parent->kind == MARKDOWN_DEFINITION_LIST)
        add_to_definitions(push, parent, kind);
    else
        lua_rawseti(push->lua, parent->list, ++parent->count);
}

static void close_element(void *context, const struct markdown_element *element)
{
    struct push *push = context;
    struct level level = push->levels.items[--push->levels.count];
    enum markdown_kind kind = element->kind;
    if (!is_single(kind) && !is_bare_list(kind)) {
        if (level.list)
            set_field(push, content_name(kind));
        if (kind != MARKDOWN_TABLE_BODY)
            set_class(push, (int)kind + 1);
    }
    add_to_parent(push, kind);
}

/* ------------------------------------------------------------------ from outside */

/* The classes, and a list that takes all: they stay on the stack. */
static struct push start(lua_State *lua, struct arena *arena, int list_class)
{
    struct push push = {.lua = lua, .arena = arena};
    luaL_checkstack(lua, 12, NULL);
    push_classes(lua);
    push.classes = lua_gettop(lua);
    push_list(&push, list_class);
    struct level level = {MARKDOWN_DIV, lua_gettop(lua), 0};
    vector_push(arena, &push.levels, level);
    return push;
}

void tree_push_blocks(lua_State *lua, struct arena *arena, const struct markdown *markdown)
{
    struct push push = start(lua, arena, BLOCKS_CLASS);
    struct markdown_visitor visitor = {&push, open_element, close_element};
    markdown_visit(arena, markdown, &visitor);
    lua_remove(lua, push.classes);
}

void tree_push_node(lua_State *lua, struct arena *arena, const struct markdown *markdown,
                    void *node)
{
    struct push push = start(lua, arena, LIST_CLASS);
    struct markdown_visitor visitor = {&push, open_element, close_element};
    markdown_visit_node(arena, markdown, node, &visitor);
    lua_rawgeti(lua, -1, 1);
    lua_replace(lua, push.classes);
    lua_pop(lua, 1);
}

void tree_push_words(lua_State *lua, struct slice text)
{
    struct push push = {.lua = lua};
    lua_Integer count = 0;
    push_classes(lua);
    push.classes = lua_gettop(lua);
    push_list(&push, INLINES_CLASS);
    script_charge(lua, text.len);
    for (size_t i = 0, start; i < text.len;) {
        for (start = i; i < text.len && text.ptr[i] != ' ' && text.ptr[i] != '\n'; i++)
            ;
        if (i > start) {
            lua_createtable(lua, 0, 1);
            set_text(&push, "text", slice_sub(text, start, i - start));
            set_class(&push, MARKDOWN_STR + 1);
            lua_rawseti(lua, -2, ++count);
        }
        for (start = i; i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\n'); i++)
            ;
        if (i > start) {
            lua_rawgeti(lua, push.classes, MARKDOWN_SPACE + 1);
            lua_rawseti(lua, -2, ++count);
        }
    }
    lua_remove(lua, push.classes);
}
