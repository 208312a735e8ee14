/* What people wrote of themselves and of their changes, as one line that can be shown. Commits may hold any bytes:
 * git asks for UTF-8, and older programs wrote Latin-1, which is what other bytes are taken for. */
#include "source/history_parts.h"

#include "base/buffer.h"
#include "base/character.h"

struct slice history_line(struct arena *arena, struct slice text, size_t max)
{
    struct buffer out = {0};
    for (size_t length, count = 0; text.len && count < max; text = slice_after(text, length), count++) {
        uint32_t character = character_decode(text, &length);
        unsigned char byte = (unsigned char)text.ptr[0];
        if (character == CHARACTER_INVALID && byte >= 0xA0) {
            buffer_add_byte(&out, (char)(0xC0 | byte >> 6));
            buffer_add_byte(&out, (char)(0x80 | (byte & 0x3F)));
        } else if (character == CHARACTER_INVALID || character_is_control(character)) {
            buffer_add_byte(&out, ' ');
        } else {
            buffer_add(&out, slice_sub(text, 0, length));
        }
    }
    struct slice line = arena_copy(arena, slice_trim(buffer_view(&out)));
    buffer_release(&out);
    return line;
}
