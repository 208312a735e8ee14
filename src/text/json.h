/*
 * json.h - writes JSON (RFC 8259), keeping commas and nesting right.
 *
 *     struct json_writer json = {.out = &buffer};
 *     json_begin_object(&json);
 *     json_key(&json, SLICE("id"));
 *     json_string(&json, sheet->id);
 *     json_end_object(&json);
 *
 * Deeper than JSON_DEPTH_MAX is a bug of the caller, who bounds what comes from outside.
 */
#ifndef SCHEDARIO_TEXT_JSON_H
#define SCHEDARIO_TEXT_JSON_H

#include "base/buffer.h"
#include "base/slice.h"

#define JSON_DEPTH_MAX 64

struct json_writer {
    struct buffer *out;
    bool pretty;     /* two spaces a level, a line an item */
    bool for_script; /* strings may stand in a <script> */
    unsigned depth;
    bool has_items[JSON_DEPTH_MAX + 1];
    bool after_key;
};

void json_begin_object(struct json_writer *json);
void json_end_object(struct json_writer *json);
void json_begin_array(struct json_writer *json);
void json_end_array(struct json_writer *json);
void json_key(struct json_writer *json, struct slice key);
void json_string(struct json_writer *json, struct slice text);
void json_integer(struct json_writer *json, int64_t number);
/* A number that is written already, as JSON has it ("84498.00"). */
void json_number_text(struct json_writer *json, struct slice digits);
/* Any value that is written already. */
void json_written(struct json_writer *json, struct slice value);
void json_boolean(struct json_writer *json, bool truth);
void json_null(struct json_writer *json);
/* key and string in one. */
void json_member(struct json_writer *json, struct slice key, struct slice text);
/* null where the text is empty. */
void json_member_or_null(struct json_writer *json, struct slice key, struct slice text);

#endif
