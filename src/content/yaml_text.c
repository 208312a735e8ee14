#include "content/yaml_text.h"

#include "content/yaml_problem.h"
#include "text/utf8.h"

#define EVERY 64

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

struct yaml_offsets yaml_offsets_make(struct arena *arena, struct slice text)
{
    struct yaml_offsets offsets = {text, NULL};
    size_t characters = 0;
    for (size_t i = 0; i < text.len; i++)
        characters += !is_continuation(text.ptr[i]);
    if (characters == text.len)
        return offsets;
    offsets.checkpoints = arena_array(arena, uint32_t, characters / EVERY + 1);
    /* Where the text ends on a checkpoint, that one is the end. */
    offsets.checkpoints[characters / EVERY] = (uint32_t)text.len;
    size_t character = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (is_continuation(text.ptr[i]))
            continue;
        if (character % EVERY == 0)
            offsets.checkpoints[character / EVERY] = (uint32_t)i;
        character++;
    }
    return offsets;
}

size_t yaml_offset_find(const struct yaml_offsets *offsets, size_t character)
{
    struct slice text = offsets->text;
    if (character >= text.len)
        return text.len;
    if (!offsets->checkpoints)
        return character;
    size_t offset = offsets->checkpoints[character / EVERY];
    for (size_t rest = character % EVERY; rest && offset < text.len; rest--) {
        offset++;
        while (offset < text.len && is_continuation(text.ptr[offset]))
            offset++;
    }
    return offset;
}

/* The length of a forbidden character at the start of s; 0: there is none. */
static size_t forbidden_length(struct slice s, unsigned *code)
{
    static const struct {
        struct slice bytes;
        unsigned code;
    } line_ends[] = {{SLICE_INIT("\xE2\x80\xA8"), 0x2028},
                     {SLICE_INIT("\xE2\x80\xA9"), 0x2029},
                     {SLICE_INIT("\xEF\xBF\xBE"), 0xFFFE},
                     {SLICE_INIT("\xEF\xBF\xBF"), 0xFFFF}};
    unsigned char byte = (unsigned char)s.ptr[0];
    *code = byte;
    if (byte < 0x80)
        return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
    if (byte == 0xC2 && s.len > 1 && (unsigned char)s.ptr[1] < 0xA0) {
        *code = (unsigned char)s.ptr[1];
        return 2;
    }
    if (byte != 0xE2 && byte != 0xEF)
        return 0;
    for (size_t i = 0; i < sizeof line_ends / sizeof *line_ends; i++) {
        *code = line_ends[i].code;
        if (slice_starts_with(s, line_ends[i].bytes))
            return 3;
    }
    return 0;
}

bool yaml_text_check(const struct text_file *file, struct slice part,
                     struct diagnostics *diagnostics)
{
    size_t invalid = utf8_find_invalid(part);
    if (invalid != SLICE_NOT_FOUND) {
        struct span span = span_of(file, slice_sub(part, invalid, 1));
        diagnostic_add(diagnostics, &yaml_problem_not_utf8, span,
                       arena_format(diagnostics->arena, "%u", (unsigned)span.start));
        return false;
    }
    for (size_t i = 0; i < part.len; i++) {
        unsigned code;
        size_t len = forbidden_length(slice_after(part, i), &code);
        if (len) {
            diagnostic_add(diagnostics, &yaml_problem_invisible_character,
                           span_of(file, slice_sub(part, i, len)),
                           arena_format(diagnostics->arena, "%04X", code));
            return false;
        }
    }
    return true;
}
