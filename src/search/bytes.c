#include "search/bytes.h"

#include "base/memory.h"

#include <string.h>
#include <zlib.h>

#define COMPRESSION 6

/* ---- writing ------------------------------------------------------------ */

static void add_groups(struct buffer *out, uint64_t number)
{
    for (; number > 0x7F; number >>= 7)
        buffer_add_byte(out, (char)(number | 0x80));
    buffer_add_byte(out, (char)number);
}

void bytes_add_varint(struct buffer *out, uint32_t number)
{
    add_groups(out, number);
}

void bytes_add_number(struct buffer *out, int64_t number)
{
    add_groups(out, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
}

void bytes_add_string(struct buffer *out, struct slice text)
{
    bytes_add_varint(out, (uint32_t)text.len);
    buffer_add(out, text);
}

void bytes_add_word(struct buffer *out, uint32_t word)
{
    for (int i = 0; i < 4; i++, word >>= 8)
        buffer_add_byte(out, (char)word);
}

void bytes_add_front_coded(struct buffer *out, struct slice before, struct slice text)
{
    size_t shared = 0;
    while (shared < before.len && shared < text.len && before.ptr[shared] == text.ptr[shared])
        shared++;
    buffer_add_byte(out, (char)shared);
    buffer_add_byte(out, (char)(text.len - shared));
    buffer_add(out, slice_after(text, shared));
}

/* ---- reading ------------------------------------------------------------ */

uint8_t cursor_byte(struct cursor *cursor)
{
    if (!cursor->rest.len) {
        cursor->bad = true;
        return 0;
    }
    uint8_t byte = (uint8_t)*cursor->rest.ptr;
    cursor->rest = slice_after(cursor->rest, 1);
    return byte;
}

static uint64_t read_groups(struct cursor *cursor, unsigned bits)
{
    uint64_t number = 0;
    for (unsigned shift = 0; shift < bits; shift += 7) {
        uint8_t byte = cursor_byte(cursor);
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
    cursor->bad = true;
    return 0;
}

uint32_t cursor_varint(struct cursor *cursor)
{
    uint64_t number = read_groups(cursor, 32);
    if (number > UINT32_MAX) {
        cursor->bad = true;
        return 0;
    }
    return (uint32_t)number;
}

int64_t cursor_number(struct cursor *cursor)
{
    uint64_t number = read_groups(cursor, 64);
    return (int64_t)((number >> 1) ^ ((number & 1) ? UINT64_MAX : 0));
}

uint32_t cursor_word(struct cursor *cursor)
{
    uint32_t word = 0;
    for (int i = 0; i < 4; i++)
        word |= (uint32_t)cursor_byte(cursor) << (8 * i);
    return word;
}

struct slice cursor_bytes(struct cursor *cursor, size_t count)
{
    if (count > cursor->rest.len) {
        cursor->bad = true;
        cursor->rest.len = 0;
        return (struct slice){0};
    }
    struct slice bytes = slice_sub(cursor->rest, 0, count);
    cursor->rest = slice_after(cursor->rest, count);
    return bytes;
}

struct slice cursor_string(struct cursor *cursor)
{
    return cursor_bytes(cursor, cursor_varint(cursor));
}

struct slice cursor_front_coded(struct cursor *cursor, char text[255], size_t *length)
{
    size_t shared = cursor_byte(cursor), count = cursor_byte(cursor);
    struct slice rest = cursor_bytes(cursor, count);
    if (cursor->bad || shared > *length || shared + count > 255) {
        cursor->bad = true;
        *length = 0;
    } else {
        if (rest.len)
            memcpy(text + shared, rest.ptr, rest.len);
        *length = shared + rest.len;
    }
    return slice_from(text, *length);
}

uint32_t cursor_count(struct cursor *cursor, size_t size)
{
    uint32_t count = cursor_varint(cursor);
    if (count > cursor->rest.len / size) {
        cursor->bad = true;
        return 0;
    }
    return count;
}

/* ---- files -------------------------------------------------------------- */

uint32_t bytes_hash(struct slice bytes)
{
    uint32_t hash = 0x811c9dc5u;
    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * 0x01000193u;
    return hash;
}

/* zlib's memory goes the one way of no memory. */
static voidpf allocate(voidpf context, uInt count, uInt size)
{
    (void)context;
    return memory_allocate((size_t)count * size);
}

static void release(voidpf context, voidpf block)
{
    (void)context;
    memory_release(block);
}

/* Small files need no large tables, which take longer to clear than the file to compress. */
static int window_bits(size_t size)
{
    int bits = 10;
    while (bits < MAX_WBITS && (size_t)1 << bits < size + 262)
        bits++;
    return bits;
}

void bytes_deflate(struct slice bytes, struct buffer *out)
{
    z_stream stream = {.zalloc = allocate, .zfree = release};
    int bits = window_bits(bytes.len);
    deflateInit2(&stream, COMPRESSION, Z_DEFLATED, -bits, bits - 6, Z_DEFAULT_STRATEGY);
    size_t room = deflateBound(&stream, (uLong)bytes.len);
    stream.next_in = (Bytef *)(uintptr_t)bytes.ptr;
    stream.avail_in = (uInt)bytes.len;
    stream.next_out = (Bytef *)buffer_reserve(out, room);
    stream.avail_out = (uInt)room;
    deflate(&stream, Z_FINISH);
    out->len += room - stream.avail_out;
    deflateEnd(&stream);
}

bool bytes_inflate(struct slice bytes, struct buffer *out)
{
    z_stream stream = {.zalloc = allocate, .zfree = release};
    size_t start = out->len;
    int status = Z_OK;
    if (bytes.len > SEARCH_FILE_MAX)
        return false;
    inflateInit2(&stream, -15);
    stream.next_in = (Bytef *)(uintptr_t)bytes.ptr;
    stream.avail_in = (uInt)bytes.len;
    while (status == Z_OK && out->len - start <= SEARCH_FILE_MAX) {
        size_t room = 4 * bytes.len + 1024;
        stream.next_out = (Bytef *)buffer_reserve(out, room);
        stream.avail_out = (uInt)room;
        status = inflate(&stream, Z_NO_FLUSH);
        out->len += room - stream.avail_out;
        if (status == Z_BUF_ERROR || (stream.avail_in == 0 && stream.avail_out))
            break;
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END && stream.avail_in == 0 && out->len - start <= SEARCH_FILE_MAX;
}
