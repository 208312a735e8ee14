#include "base/buffer.h"

#include "base/memory.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define FIRST_CAPACITY 64u

/* Room for `size` more bytes and the NUL. */
void buffer_grow(struct buffer *buffer, size_t size)
{
    if (size > SIZE_MAX / 4 || buffer->len > SIZE_MAX / 4)
        memory_exhausted(size);
    size_t needed = buffer->len + size + 1;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : FIRST_CAPACITY;
    if (capacity < needed)
        capacity = needed;
    buffer->ptr = memory_resize(buffer->ptr, capacity);
    buffer->capacity = capacity;
    buffer->ptr[buffer->len] = '\0';
}

void buffer_add_repeated(struct buffer *buffer, char byte, size_t count)
{
    if (count == 0)
        return;
    memset(buffer_reserve(buffer, count), byte, count);
    buffer->len += count;
    buffer->ptr[buffer->len] = '\0';
}

void buffer_add_integer(struct buffer *buffer, int64_t number)
{
    char digits[20], *start = digits + sizeof digits;
    uint64_t magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--start = (char)('0' + magnitude % 10);
    while (magnitude /= 10);
    if (number < 0)
        *--start = '-';
    buffer_add(buffer, (struct slice){start, (size_t)(digits + sizeof digits - start)});
}

void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    size_t room = buffer->capacity - buffer->len;
    int length = vsnprintf(room ? buffer->ptr + buffer->len : NULL, room, format, arguments);
    assert(length >= 0);
    if ((size_t)length >= room)
        vsnprintf(buffer_reserve(buffer, (size_t)length), (size_t)length + 1, format, again);
    va_end(again);
    buffer->len += (size_t)length;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(buffer, format, arguments);
    va_end(arguments);
}

struct slice buffer_view(const struct buffer *buffer)
{
    return (struct slice){buffer->ptr, buffer->len};
}

const char *buffer_string(const struct buffer *buffer)
{
    if (!buffer->ptr)
        return "";
    buffer->ptr[buffer->len] = '\0'; /* whoever used buffer_reserve() may have left it out */
    return buffer->ptr;
}

struct slice buffer_copy(const struct buffer *buffer, struct arena *arena)
{
    return arena_copy(arena, buffer_view(buffer));
}

void buffer_clear(struct buffer *buffer)
{
    buffer_truncate(buffer, 0);
}

void buffer_truncate(struct buffer *buffer, size_t len)
{
    assert(len <= buffer->len);
    buffer->len = len;
    if (buffer->ptr)
        buffer->ptr[len] = '\0';
}

void buffer_release(struct buffer *buffer)
{
    memory_release(buffer->ptr);
    *buffer = (struct buffer){0};
}
