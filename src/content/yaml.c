#include "content/yaml.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/vector.h"
#include "content/yaml_failure.h"
#include "content/yaml_problem.h"
#include "content/yaml_text.h"

#include <string.h>
#include <yaml.h>

#define DEPTH_MAX       32
#define NODES_MAX       100000
#define BYTE_ORDER_MARK SLICE("\xEF\xBB\xBF")

/* A list or mapping whose end has not come yet. */
struct frame {
    struct yaml_node *node;
    VECTOR(struct yaml_node *) keys;
    VECTOR(struct yaml_node *) items;
    struct map seen;       /* key to its node */
    struct yaml_node *key; /* waits for its value */
    bool is_refused;       /* the key is: its value is read and dropped */
    bool is_flow;
    size_t end; /* of the last thing inside */
};

struct reader {
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct slice part;
    size_t base; /* of part, in the file */
    struct yaml_offsets offsets;
    struct yaml_failure failure;
    struct frame frames[DEPTH_MAX];
    size_t depth;
    size_t node_count;
    struct yaml_node *root;
};

/* In bytes from the start of the part. */
static size_t offset_of(const struct reader *reader, yaml_mark_t mark)
{
    return yaml_offset_find(&reader->offsets, mark.index);
}

static struct span span_between(const struct reader *reader, size_t start, size_t end)
{
    return (struct span){reader->failure.file, (uint32_t)(reader->base + start),
                         (uint32_t)(end > start ? end - start : 0)};
}

static struct span event_span(const struct reader *reader, const yaml_event_t *event)
{
    return span_between(reader, offset_of(reader, event->start_mark),
                        offset_of(reader, event->end_mark));
}

static void refuse(struct reader *reader, const struct problem *problem, struct span span)
{
    diagnostic_add_plain(reader->diagnostics, problem, span);
    reader->failure.refused_at = span.start - reader->base;
    reader->failure.has_refused = true;
}

static void refuse_properties(struct reader *reader, const yaml_event_t *event,
                              const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor)
        refuse(reader, &yaml_problem_anchor, event_span(reader, event));
    if (tag)
        refuse(reader, &yaml_problem_tag, event_span(reader, event));
}

static bool has_control_character(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F ||
            (byte == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0))
            return true;
    }
    return false;
}

static bool is_null_word(struct slice text)
{
    return text.len == 0 || slice_equal_string(text, "~") || slice_equal_string(text, "null") ||
           slice_equal_string(text, "Null") || slice_equal_string(text, "NULL");
}

static struct yaml_node *node_make(struct reader *reader, enum yaml_kind kind, struct span span)
{
    struct yaml_node *node = arena_new(reader->arena, struct yaml_node);
    node->kind = kind;
    node->span = span;
    return node;
}

static struct yaml_node *read_scalar(struct reader *reader, const yaml_event_t *event)
{
    size_t start = offset_of(reader, event->start_mark), end = offset_of(reader, event->end_mark);
    /* A block scalar ends where the next thing starts. */
    if (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
        event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE)
        while (end > start && strchr(" \t\r\n", reader->part.ptr[end - 1]))
            end--;
    struct yaml_node *node = node_make(reader, YAML_SCALAR, span_between(reader, start, end));
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text = arena_copy(reader->arena, slice_from((const char *)event->data.scalar.value,
                                                      event->data.scalar.length));
    if (node->plain && is_null_word(node->text))
        node->kind = YAML_NULL;
    if (has_control_character(node->text))
        diagnostic_add_plain(reader->diagnostics, &yaml_problem_control_character, node->span);
    refuse_properties(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
    if (end > start) {
        reader->failure.scalar_at = start;
        reader->failure.scalar_end = end;
    }
    return node;
}

static void place_key(struct reader *reader, struct frame *frame, struct yaml_node *key)
{
    frame->key = key;
    frame->is_refused = true;
    if (key->kind == YAML_SEQUENCE || key->kind == YAML_MAPPING) {
        diagnostic_add_plain(reader->diagnostics, &yaml_problem_key_kind, key->span);
        return;
    }
    if (key->kind == YAML_NULL && key->text.len == 0) {
        diagnostic_add_plain(reader->diagnostics, &yaml_problem_key_missing, key->span);
        return;
    }
    key->kind = YAML_SCALAR;
    if (key->plain && slice_equal_string(key->text, "<<")) {
        refuse(reader, &yaml_problem_merge_key, key->span);
        return;
    }
    frame->is_refused = !map_add(reader->arena, &frame->seen, key->text, key);
    if (frame->is_refused) {
        const struct yaml_node *first = map_get(&frame->seen, key->text);
        diagnostic_add(reader->diagnostics, &yaml_problem_duplicate_key, key->span, key->text)
            ->related = first->span;
    }
}

/* Puts a node that is whole where it belongs. */
static void place(struct reader *reader, struct yaml_node *node)
{
    if (reader->depth == 0) {
        reader->root = node;
        return;
    }
    struct frame *frame = &reader->frames[reader->depth - 1];
    size_t end = node->span.start - reader->base + node->span.length;
    if (end > frame->end)
        frame->end = end;
    if (frame->node->kind == YAML_SEQUENCE) {
        vector_push(reader->arena, &frame->items, node);
        return;
    }
    if (!frame->key) {
        place_key(reader, frame, node);
        return;
    }
    if (!frame->is_refused) {
        vector_push(reader->arena, &frame->keys, frame->key);
        vector_push(reader->arena, &frame->items, node);
    }
    frame->key = NULL;
}

static bool open_frame(struct reader *reader, const yaml_event_t *event)
{
    struct span span = event_span(reader, event);
    if (reader->depth == DEPTH_MAX) {
        diagnostic_add(reader->diagnostics, &yaml_problem_too_deep, span,
                       arena_format(reader->arena, "%d", DEPTH_MAX));
        return false;
    }
    bool is_mapping = event->type == YAML_MAPPING_START_EVENT;
    struct frame *frame = &reader->frames[reader->depth++];
    *frame = (struct frame){0};
    frame->node = node_make(reader, is_mapping ? YAML_MAPPING : YAML_SEQUENCE, span);
    frame->end = span.start - reader->base;
    if (is_mapping) {
        frame->is_flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
        refuse_properties(reader, event, event->data.mapping_start.anchor,
                          event->data.mapping_start.tag);
    } else {
        frame->is_flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
        refuse_properties(reader, event, event->data.sequence_start.anchor,
                          event->data.sequence_start.tag);
    }
    return true;
}

static void close_frame(struct reader *reader, const yaml_event_t *event)
{
    struct frame *frame = &reader->frames[--reader->depth];
    /* libyaml ends a block where the next thing starts, comments and blank lines included. */
    size_t end = frame->is_flow ? offset_of(reader, event->end_mark) : frame->end;
    struct yaml_node *node = frame->node;
    node->span =
        span_between(reader, node->span.start - reader->base, end > frame->end ? end : frame->end);
    node->count = frame->items.count;
    node->keys = frame->keys.items;
    node->items = frame->items.items;
    place(reader, node);
}

static bool take_event(struct reader *reader, const yaml_event_t *event)
{
    bool is_node = event->type == YAML_SCALAR_EVENT || event->type == YAML_ALIAS_EVENT ||
                   event->type == YAML_SEQUENCE_START_EVENT ||
                   event->type == YAML_MAPPING_START_EVENT;
    if (is_node && ++reader->node_count > NODES_MAX) {
        diagnostic_add(reader->diagnostics, &yaml_problem_too_many, event_span(reader, event),
                       arena_format(reader->arena, "%d", NODES_MAX));
        return false;
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        place(reader, read_scalar(reader, event));
        return true;
    case YAML_ALIAS_EVENT:
        refuse(reader, &yaml_problem_alias, event_span(reader, event));
        struct yaml_node *node = node_make(reader, YAML_NULL, event_span(reader, event));
        node->text = span_text(node->span); /* as a key: not an empty one */
        place(reader, node);
        return true;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_frame(reader, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_frame(reader, event);
        return true;
    default:
        return true;
    }
}

/* The first line that holds more than blanks or a comment; false: none. */
static bool next_content(struct slice rest, struct slice *line)
{
    while (slice_next_line(&rest, line)) {
        struct slice trimmed = slice_trim(*line);
        if (trimmed.len && trimmed.ptr[0] != '#' && !slice_equal_string(trimmed, "..."))
            return true;
    }
    return false;
}

static bool refuse_directive(struct reader *reader)
{
    struct slice line;
    if (!next_content(reader->part, &line) || line.ptr[0] != '%')
        return false;
    diagnostic_add_plain(reader->diagnostics, &yaml_problem_directive,
                         span_of(reader->failure.file, line));
    return true;
}

/* After the document only blanks may come. What else there is, libyaml would read as a second
 * document, or stumble over: then its complaint is wanted, so it goes on. */
enum rest { REST_BLANK, REST_DOCUMENT, REST_OTHER };

static enum rest check_rest(struct reader *reader, size_t end)
{
    struct slice line;
    if (!next_content(slice_after(reader->part, end), &line))
        return REST_BLANK;
    if (line.ptr[0] != '%' && !slice_starts_with(line, SLICE("---")))
        return REST_OTHER;
    diagnostic_add_plain(reader->diagnostics, &yaml_problem_documents,
                         span_of(reader->failure.file, line));
    return REST_DOCUMENT;
}

static void report_failure(struct reader *reader, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR)
        memory_exhausted(reader->part.len);
    reader->failure.context = parser->context;
    reader->failure.problem = parser->problem ? parser->problem : "";
    reader->failure.context_at = offset_of(reader, parser->context_mark);
    reader->failure.problem_at = offset_of(reader, parser->problem_mark);
    yaml_failure_report(&reader->failure, reader->diagnostics);
}

static bool read_events(struct reader *reader, yaml_parser_t *parser)
{
    bool go_on = true, done = false;
    while (go_on && !done) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            report_failure(reader, parser);
            return false;
        }
        done = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_DOCUMENT_END_EVENT) {
            enum rest rest = check_rest(reader, offset_of(reader, event.end_mark));
            done = rest == REST_BLANK;
            go_on = rest != REST_DOCUMENT;
        } else {
            go_on = take_event(reader, &event);
        }
        yaml_event_delete(&event);
    }
    return go_on;
}

struct yaml_node *yaml_parse(struct arena *arena, const struct text_file *file, struct slice part,
                             struct diagnostics *diagnostics)
{
    if (slice_starts_with(part, BYTE_ORDER_MARK))
        part = slice_after(part, BYTE_ORDER_MARK.len);
    struct span start = span_of(file, slice_sub(part, 0, 0));
    if (!yaml_text_check(file, part, diagnostics))
        return NULL;
    struct reader reader = {.arena = arena,
                            .diagnostics = diagnostics,
                            .part = part,
                            .base = start.start,
                            .offsets = yaml_offsets_make(arena, part),
                            .failure = {.file = file, .part = part}};
    if (refuse_directive(&reader))
        return NULL;

    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        memory_exhausted(part.len);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(part.len ? part.ptr : ""),
                                 part.len);
    bool is_good = read_events(&reader, &parser);
    yaml_parser_delete(&parser);
    if (!is_good)
        return NULL;
    start.length = 0;
    return reader.root ? reader.root : node_make(&reader, YAML_NULL, start);
}

static size_t find_key(const struct yaml_node *node, const char *key)
{
    for (size_t i = 0; node && node->kind == YAML_MAPPING && i < node->count; i++)
        if (slice_equal_string(node->keys[i]->text, key))
            return i;
    return SLICE_NOT_FOUND;
}

struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
    size_t found = find_key(node, key);
    return found == SLICE_NOT_FOUND ? NULL : node->items[found];
}

struct yaml_node *yaml_get_key(const struct yaml_node *node, const char *key)
{
    size_t found = find_key(node, key);
    return found == SLICE_NOT_FOUND ? NULL : node->keys[found];
}
