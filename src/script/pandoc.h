/*
 * pandoc.h - pandoc's Lua API (that of pandoc 2.17, Debian's), over plain Lua tables.
 *
 * The API itself is written in Lua, in src/script/pandoc/, and compiled into the program. It is
 * loaded once a state; every script then gets a module of its own, so that what one script changes
 * no other sees.
 *
 *     pandoc_open(lua);                              once a state, in protected mode
 *     pandoc_push_environment(lua, &script);         the globals of one script
 *     ... load the script with these globals, run it: it leaves one result or none ...
 *     pandoc_push_function(lua, "filters_of");       (result, environment) -> list of filters
 *     pandoc_push_function(lua, "run_filter");       (document, filters) -> document
 *
 * All of these may raise (memory, steps): call them within script_call() or lua_pcall().
 *
 * ELEMENTS. An element is a table whose raw fields are those below, with the metatable of its tag
 * (pandoc_push_class). Other names that scripts know (t, tag, c, identifier, classes, attributes,
 * start, style, delimiter) come from the metatable. C makes one so:
 *
 *     lua_createtable(lua, 0, 1);
 *     lua_pushlstring(lua, "word", 4);  lua_setfield(lua, -2, "text");
 *     pandoc_push_class(lua, "Str");    lua_setmetatable(lua, -2);
 *
 * Fields may be left out where the table below says "=": they are made when asked for.
 *
 *   Space SoftBreak LineBreak HorizontalRule Null
 *                  no fields: one table for all, which no script can change (pandoc_push_single)
 *   Str            text
 *   Emph Strong Strikeout Superscript Subscript SmallCaps Underline      content: Inlines
 *   Quoted         quotetype "SingleQuote"|"DoubleQuote", content
 *   Cite           citations: List of Citation, content
 *   Code           text, attr=
 *   Math           mathtype "InlineMath"|"DisplayMath", text
 *   RawInline      format, text
 *   Link           content, target, title="", attr=
 *   Image          caption: Inlines, src, title="", attr=
 *   Note           content: Blocks
 *   Span           content, attr=
 *   Plain Para     content: Inlines
 *   LineBlock      content: List of Inlines
 *   CodeBlock      text, attr=
 *   RawBlock       format, text
 *   BlockQuote     content: Blocks
 *   BulletList     content: List of Blocks
 *   OrderedList    content: List of Blocks, listAttributes=
 *   DefinitionList content: List of {Inlines, List of Blocks}, plain tables
 *   Header         level, content, attr=
 *   Div            content: Blocks, attr=
 *   Figure         content: Blocks, caption, attr=   (of pandoc 3; written to JSON as a Div)
 *   Table          caption {long = Blocks, short = Inlines or nil}, a plain table
 *                  colspecs: List of {alignment, width or nil}, plain tables
 *                  head: TableHead, bodies: List of plain tables {attr =, row_head_columns = 0,
 *                  head = List of Row, body = List of Row}, foot: TableFoot, attr=
 *   TableHead TableFoot   rows: List of Row, attr=
 *   Row            cells: List of Cell, attr=
 *   Cell           contents: Blocks, alignment="AlignDefault", row_span=1, col_span=1, attr=
 *   Attr           identifier="", classes= List of texts, attributes=
 *   AttributeList  1, 2, 3 …: plain tables {key, value}, in their order
 *   ListAttributes start=1, style="DefaultStyle", delimiter="DefaultDelim"
 *   Citation       id, mode "NormalCitation"|"AuthorInText"|"SuppressAuthor", prefix= Inlines,
 *                  suffix= Inlines, note_num=0, hash=0
 *   SimpleTable    caption, aligns, widths, headers, rows
 *   Inlines Blocks List   1, 2, 3 …
 *   Meta           by name: text, boolean, Inlines, Blocks, List of such, plain table of such
 *   Pandoc         blocks: Blocks, meta: Meta
 *
 * WHO OWNS WHAT. As in pandoc, a filter's function gets a copy of the element and what it gives
 * back is checked and copied: it may keep, change and use again what it had. The tree that
 * run_filter gives back therefore shares no table with a script, and is in the form above: every
 * field there (but those with "="), texts valid, lists with their class.
 */
#ifndef SCHEDARIO_SCRIPT_PANDOC_H
#define SCHEDARIO_SCRIPT_PANDOC_H

#include "base/slice.h"

#include <lua.h>
#include <stdbool.h>

/* Elements within elements, in what a script gives back. */
#define PANDOC_DEPTH_MAX 150

/* Prepares the state: once, before all else here. Some 300 kB of its memory. */
void pandoc_open(lua_State *lua);
/* The metatable of a tag of the list above. */
void pandoc_push_class(lua_State *lua, const char *tag);
/* The one table of "Space", "SoftBreak", "LineBreak", "HorizontalRule", "Null". */
void pandoc_push_single(lua_State *lua, const char *tag);
/* The tag of the value there ("Str", "Inlines", …), or NULL. The text lives as long as the
 * state. */
const char *pandoc_tag(lua_State *lua, int index);

struct pandoc_script {
    struct slice file;   /* PANDOC_SCRIPT_FILE */
    struct slice format; /* FORMAT: "html" where empty */
};

/* A fresh `pandoc` for one script. */
void pandoc_push_module(lua_State *lua);
/* The sandbox's globals for one script, with pandoc, FORMAT, PANDOC_VERSION and its sisters, type(),
 * require() of pandoc's own modules. */
void pandoc_push_environment(lua_State *lua, const struct pandoc_script *script);

/* Pushes a function of the machine; NAME is one of
 *
 *   run_filter       (document, filter or list of filters) -> document
 *                    a Pandoc through each of the filters, in pandoc's order. The document given
 *                    is used up.
 *   filters_of       (result, environment) -> list of filters
 *                    a script's result as a list of filters; where it is nil, the environment's
 *                    own functions are the filter.
 *   filter_elements  (filter or list of filters) -> {Link = true, …}
 *                    the functions it has, by name: tags, Inline, Block, Inlines, Blocks, Meta,
 *                    Pandoc. Empty: it does nothing.
 *   apply            (filter, element) -> list (Inlines or Blocks), stop
 *                    the function that the filter has for this one element, without its children:
 *                    for who walks a tree of his own. nil: there is none, or it kept the element.
 *   walk             (element, Inlines, Blocks, Pandoc; filter) -> the same
 *   read_json        (text) -> document; write_json (document) -> text: pandoc's own form
 *   forget           () the last script's functions are no longer held
 *   check            (value, kind) -> value
 *                    a copy in canonical form, or an error; kind is "Inlines", "Blocks", "Pandoc",
 *                    "Meta", "Inline", "Block"
 */
void pandoc_push_function(lua_State *lua, const char *name);

/* pandoc.read() and pandoc.write() for one more format, from the function on top of the stack,
 * which is popped: reader (text, options) -> Pandoc; writer (document, options) -> text.
 * "json" is there for both; "native", "plain", "html", "gfm", "commonmark" and "markdown" for writing. */
void pandoc_set_reader(lua_State *lua, const char *format);
void pandoc_set_writer(lua_State *lua, const char *format);
/* What require() asks for names that are not pandoc's own; popped from the stack:
 * (name, environment) -> the module's value, or nil and a text that says why. */
void pandoc_set_loader(lua_State *lua);

#endif
