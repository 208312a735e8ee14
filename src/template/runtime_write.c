#include "template/template_problems.h"
#include "template/template_runtime.h"

#include "text/escape.h"
#include "text/json.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ markup where only text may be
 */

/* The entity that begins at "&": its length, and the character where it is one of the five that
 * escaping makes; 0 where it is none. */
static size_t entity_length(struct slice rest, char *character)
{
    static const struct {
        const char *entity;
        char character;
    } rows[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
                {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}};
    *character = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (slice_starts_with(rest, slice_from_string(rows[i].entity))) {
            *character = rows[i].character;
            return strlen(rows[i].entity);
        }
    size_t length = 1;
    while (length < rest.len && length < 12 &&
           (rest.ptr[length] == '#' || (rest.ptr[length] >= '0' && rest.ptr[length] <= '9') ||
            (rest.ptr[length] >= 'a' && rest.ptr[length] <= 'z') ||
            (rest.ptr[length] >= 'A' && rest.ptr[length] <= 'Z')))
        length++;
    return length > 1 && length < rest.len && rest.ptr[length] == ';' ? length + 1 : 0;
}

void escape_markup_for_attribute(struct buffer *out, struct slice html)
{
    for (size_t i = 0; i < html.len;) {
        char character;
        size_t entity = html.ptr[i] == '&' ? entity_length(slice_after(html, i), &character) : 0;
        if (entity)
            buffer_add(out, slice_sub(html, i, entity));
        else
            escape_html(out, slice_sub(html, i, 1));
        i += entity ? entity : 1;
    }
}

static void add_markup_as_text(struct buffer *out, struct slice html)
{
    for (size_t i = 0; i < html.len;) {
        char character;
        size_t entity = html.ptr[i] == '&' ? entity_length(slice_after(html, i), &character) : 0;
        if (entity && character)
            buffer_add_byte(out, character);
        else
            buffer_add(out, slice_sub(html, i, entity ? entity : 1));
        i += entity ? entity : 1;
    }
}

/* ------------------------------------------------------------------ addresses */

static _Noreturn void fail_address(struct template_runtime *runtime, struct slice address)
{
    runtime_fail(runtime, &problem_address, address);
}

/* What cannot stand in an address is escaped before it is checked: a tab within "javascript:"
 * makes it a strange name, and white space is no reason to refuse a link. */
static void write_url(struct template_runtime *runtime, struct slice address, enum write_mode mode)
{
    struct buffer *out = runtime->out, *scratch = &runtime->scratch;
    address = slice_trim(address);
    if (!address.len)
        return;
    if (mode == WRITE_URL_UNSURE && out->len && strchr("\"'", out->ptr[out->len - 1]))
        mode = WRITE_URL_START; /* nothing was written before it after all */
    buffer_clear(scratch);
    if (mode == WRITE_URL_QUERY)
        escape_url_part(scratch, address);
    else
        escape_url(scratch, address);
    struct slice escaped = buffer_view(scratch), part;
    if (mode == WRITE_URL_START && !url_is_allowed(escaped))
        fail_address(runtime, address);
    if (mode != WRITE_URL_UNSURE) {
        escape_html(out, escaped);
        return;
    }
    for (bool first = true; slice_next(&escaped, ':', &part); first = false) {
        if (!first)
            buffer_add_string(out, "%3A");
        escape_html(out, part);
    }
}

/* ------------------------------------------------------------------ inside of tags */

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
}

static bool tag_part_is_good(struct slice text, enum write_mode mode)
{
    static const char *const refused[] = {"script", "style",   "title",    "textarea", "iframe",
                                          "xmp",    "noembed", "noframes", "plaintext"};
    for (size_t i = 0; i < text.len; i++)
        if (!is_name_character(text.ptr[i]) ||
            (mode == WRITE_TAG_DIGITS && (text.ptr[i] < '0' || text.ptr[i] > '9')))
            return false;
    for (size_t i = 0; mode == WRITE_TAG_NAME && i < sizeof refused / sizeof *refused; i++)
        if (slice_equal_ignoring_case(text, slice_from_string(refused[i])))
            return false;
    /* A bare attribute has no value, and a handler without one does nothing; it is refused all
     * the same, since an "=" may follow. */
    return mode != WRITE_TAG_INSIDE ||
           !slice_equal_ignoring_case(slice_sub(text, 0, 2), SLICE("on"));
}

static void write_in_tag(struct template_runtime *runtime, struct data data, enum write_mode mode)
{
    bool is_apart = data.kind == DATA_MARKUP && slice_starts_with(data.as.text, SLICE(" "));
    if (data.kind == DATA_MARKUP && (mode == WRITE_TAG_INSIDE || is_apart)) {
        buffer_add(runtime->out, data.as.text);
        return;
    }
    struct slice text = slice_trim(data_to_text(runtime, data));
    if (!tag_part_is_good(text, mode) || (!text.len && mode == WRITE_TAG_NAME))
        runtime_fail(runtime, &problem_tag, text);
    buffer_add(runtime->out, text);
}

/* ------------------------------------------------------------------ JSON */

static void write_json_at_depth(struct template_runtime *runtime, struct json_writer *json,
                                struct data data, unsigned depth)
{
    if (depth > RUNTIME_JSON_DEPTH) {
        struct slice limit = arena_format(runtime->context->arena, "%d", RUNTIME_JSON_DEPTH);
        runtime_fail(runtime, &problem_json_depth, limit);
    }
    data = data_resolve(runtime, data);
    switch (data.kind) {
    case DATA_NONE:
        json_null(json);
        return;
    case DATA_BOOLEAN:
        json_boolean(json, data.as.boolean);
        return;
    case DATA_INTEGER:
        json_integer(json, data.as.integer);
        return;
    case DATA_NUMBER:
        if (isfinite(data.as.number)) {
            buffer_clear(&runtime->scratch);
            number_write(&runtime->scratch, data.as.number);
            json_number_text(json, buffer_view(&runtime->scratch));
        } else {
            json_null(json);
        }
        return;
    case DATA_TEXT:
    case DATA_MARKUP:
        json_string(json, data.as.text);
        return;
    case DATA_VALUE:
        value_write_json(json, data.as.value);
        return;
    case DATA_LIST:
        json_begin_array(json);
        for (size_t i = 0; i < data.as.list.count; i++)
            write_json_at_depth(runtime, json, data.as.list.items[i], depth + 1);
        json_end_array(json);
        script_charge(runtime->lua, data.as.list.count);
        return;
    case DATA_MAP:
        json_begin_object(json);
        for (size_t i = 0; i < data.as.map.count; i++) {
            json_key(json, data.as.map.pairs[i].name);
            write_json_at_depth(runtime, json, data.as.map.pairs[i].data, depth + 1);
        }
        json_end_object(json);
        script_charge(runtime->lua, data.as.map.count);
        return;
    case DATA_OBJECT:
        break;
    }
    struct data text = data_none();
    if (data.as.object.class->text)
        data.as.object.class->text(runtime->context, data.as.object.self, &text);
    write_json_at_depth(runtime, json, text.kind == DATA_OBJECT ? data_none() : text, depth + 1);
}

void data_write_json(struct template_runtime *runtime, struct json_writer *json, struct data data)
{
    write_json_at_depth(runtime, json, data, 0);
    runtime_check_size(runtime);
}

static void write_json(struct template_runtime *runtime, struct data data, bool for_script)
{
    struct json_writer json = {.out = runtime->out, .for_script = for_script};
    data_write_json(runtime, &json, data);
}

/* ------------------------------------------------------------------ by mode */

/* "--" and a ">" at the start would end the comment. */
static void write_comment(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '-' || text.ptr[i] == '<' || text.ptr[i] == '>')
            buffer_add_byte(out, ' ');
        else
            buffer_add_byte(out, text.ptr[i]);
    }
}

static void write_cdata(struct buffer *out, struct slice text)
{
    size_t end;
    while ((end = slice_find(text, SLICE("]]>"))) != SLICE_NOT_FOUND) {
        buffer_add(out, slice_sub(text, 0, end));
        buffer_add_string(out, "]]]]><![CDATA[>");
        text = slice_after(text, end + 3);
    }
    buffer_add(out, text);
}

static struct slice text_without_markup(struct template_runtime *runtime, struct data data)
{
    if (data.kind != DATA_MARKUP)
        return data_to_text(runtime, data);
    size_t mark = runtime->out->len;
    add_markup_as_text(runtime->out, data.as.text);
    return runtime_take(runtime, mark);
}

void runtime_write(struct template_runtime *runtime, struct data data, enum write_mode mode)
{
    struct buffer *out = runtime->out;
    bool is_markup = data.kind == DATA_MARKUP;
    if (data.kind == DATA_NONE && mode != WRITE_JSON && mode != WRITE_SCRIPT_JSON)
        return;
    switch (mode) {
    case WRITE_PLAIN:
    case WRITE_LITERAL:
        data_write_text(runtime, out, data);
        break;
    case WRITE_HTML:
        if (is_markup)
            buffer_add(out, data.as.text);
        else
            escape_html(out, data_to_text(runtime, data));
        break;
    case WRITE_XML:
        if (is_markup)
            buffer_add(out, data.as.text);
        else
            escape_xml(out, data_to_text(runtime, data));
        break;
    case WRITE_HTML_ATTRIBUTE:
        if (is_markup)
            escape_markup_for_attribute(out, data.as.text);
        else
            escape_html(out, data_to_text(runtime, data));
        break;
    case WRITE_XML_ATTRIBUTE:
        if (is_markup)
            escape_markup_for_attribute(out, data.as.text);
        else
            escape_xml(out, data_to_text(runtime, data));
        break;
    case WRITE_URL_START:
    case WRITE_URL_UNSURE:
    case WRITE_URL_REST:
    case WRITE_URL_QUERY:
        write_url(runtime, text_without_markup(runtime, data), mode);
        break;
    case WRITE_TAG_NAME:
    case WRITE_TAG_DIGITS:
    case WRITE_TAG_INSIDE:
        write_in_tag(runtime, data, mode);
        break;
    case WRITE_COMMENT:
        write_comment(out, data_to_text(runtime, data));
        break;
    case WRITE_CDATA:
        write_cdata(out, data_to_text(runtime, data));
        break;
    case WRITE_JSON:
    case WRITE_SCRIPT_JSON:
        write_json(runtime, data, mode == WRITE_SCRIPT_JSON);
        break;
    case WRITE_JSON_STRING:
        escape_json(out, data_to_text(runtime, data));
        break;
    case WRITE_SCRIPT_JSON_STRING:
        escape_json_for_script(out, data_to_text(runtime, data));
        break;
    }
}

/* W(value, value, …, modes) */
int runtime_function_write(lua_State *lua)
{
    struct template_runtime *runtime = runtime_of(lua);
    struct buffer *out = runtime->out;
    size_t count, length;
    const char *modes = lua_tolstring(lua, -1, &count);
    for (size_t i = 0; i < count; i++) {
        enum write_mode mode = (enum write_mode)modes[i];
        int index = (int)i + 1;
        int type = lua_type(lua, index);
        if (type == LUA_TSTRING && (mode == WRITE_LITERAL || mode == WRITE_HTML)) {
            const char *text = lua_tolstring(lua, index, &length);
            if (mode == WRITE_LITERAL)
                buffer_add(out, slice_from(text, length));
            else
                escape_html(out, slice_from(text, length));
            continue;
        }
        struct data data;
        runtime_set_value(runtime, i);
        if (!runtime_to_data(lua, index, &data))
            runtime_fail(runtime, &problem_print, runtime_kind_name(lua, index, MESSAGES_ENGLISH),
                         runtime_kind_name(lua, index, MESSAGES_ITALIAN),
                         SLICE("did you forget the \"()\"?"), SLICE("mancano le \"()\"?"));
        runtime_write(runtime, data, mode);
    }
    runtime_set_value(runtime, SIZE_MAX);
    if (out->len - runtime->out_start > RUNTIME_OUTPUT_MAX)
        runtime_check_size(runtime);
    return 0;
}
