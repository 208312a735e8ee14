#include "text/json.h"

#include "text/escape.h"

#include <assert.h>

static void begin_line(struct json_writer *json)
{
    if (!json->pretty)
        return;
    buffer_add_byte(json->out, '\n');
    buffer_add_repeated(json->out, ' ', 2 * (size_t)json->depth);
}

static void begin_item(struct json_writer *json)
{
    if (json->has_items[json->depth])
        buffer_add_byte(json->out, ',');
    json->has_items[json->depth] = true;
    if (json->depth)
        begin_line(json);
}

static void begin_value(struct json_writer *json)
{
    if (json->after_key)
        json->after_key = false;
    else
        begin_item(json);
}

static void begin_nested(struct json_writer *json, char bracket)
{
    begin_value(json);
    assert(json->depth < JSON_DEPTH_MAX);
    buffer_add_byte(json->out, bracket);
    json->has_items[++json->depth] = false;
}

static void end_nested(struct json_writer *json, char bracket)
{
    assert(json->depth && !json->after_key);
    bool had_items = json->has_items[json->depth--];
    if (had_items)
        begin_line(json);
    buffer_add_byte(json->out, bracket);
}

void json_begin_object(struct json_writer *json)
{
    begin_nested(json, '{');
}

void json_end_object(struct json_writer *json)
{
    end_nested(json, '}');
}

void json_begin_array(struct json_writer *json)
{
    begin_nested(json, '[');
}

void json_end_array(struct json_writer *json)
{
    end_nested(json, ']');
}

static void add_quoted(struct json_writer *json, struct slice text)
{
    buffer_add_byte(json->out, '"');
    if (json->for_script)
        escape_json_for_script(json->out, text);
    else
        escape_json(json->out, text);
    buffer_add_byte(json->out, '"');
}

void json_key(struct json_writer *json, struct slice key)
{
    assert(json->depth && !json->after_key);
    begin_item(json);
    add_quoted(json, key);
    buffer_add_byte(json->out, ':');
    if (json->pretty)
        buffer_add_byte(json->out, ' ');
    json->after_key = true;
}

void json_string(struct json_writer *json, struct slice text)
{
    begin_value(json);
    add_quoted(json, text);
}

void json_integer(struct json_writer *json, int64_t number)
{
    begin_value(json);
    buffer_add_integer(json->out, number);
}

void json_number_text(struct json_writer *json, struct slice digits)
{
    json_written(json, digits);
}

void json_written(struct json_writer *json, struct slice value)
{
    begin_value(json);
    buffer_add(json->out, value);
}

void json_boolean(struct json_writer *json, bool truth)
{
    begin_value(json);
    buffer_add_string(json->out, truth ? "true" : "false");
}

void json_null(struct json_writer *json)
{
    begin_value(json);
    buffer_add_string(json->out, "null");
}

void json_member(struct json_writer *json, struct slice key, struct slice text)
{
    json_key(json, key);
    json_string(json, text);
}

void json_member_or_null(struct json_writer *json, struct slice key, struct slice text)
{
    json_key(json, key);
    if (text.len)
        json_string(json, text);
    else
        json_null(json);
}
