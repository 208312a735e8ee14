/*
 * buffer.h - bytes that grow.
 *
 * A buffer owns its bytes: every `struct buffer b = {0}` ends in
 * buffer_release(). The view it gives is good until the next change.
 *
 *     struct buffer html = {0};
 *     buffer_add(&html, SLICE("<p>"));
 *     escape_html(&html, text);
 *     write(buffer_view(&html));
 *     buffer_release(&html);
 */
#ifndef SCHEDARIO_BASE_BUFFER_H
#define SCHEDARIO_BASE_BUFFER_H

#include "base/arena.h"
#include "base/slice.h"

#include <stdarg.h>

struct buffer {
    char *ptr; /* NULL, or NUL-terminated past len */
    size_t len;
    size_t capacity;
};

static inline void buffer_add(struct buffer *buffer, struct slice s);
static inline void buffer_add_string(struct buffer *buffer, const char *string);
static inline void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_add_repeated(struct buffer *buffer, char byte, size_t count);
void buffer_add_integer(struct buffer *buffer, int64_t number);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments);
/* Makes room for `size` more bytes and returns where they go; the caller
 * writes them and adds what it wrote to len. */
static inline char *buffer_reserve(struct buffer *buffer, size_t size);

struct slice buffer_view(const struct buffer *buffer);
/* "" when empty. */
const char *buffer_string(const struct buffer *buffer);
/* A copy in the arena. */
struct slice buffer_copy(const struct buffer *buffer, struct arena *arena);

/* Empties and keeps the memory. */
void buffer_clear(struct buffer *buffer);
void buffer_truncate(struct buffer *buffer, size_t len);
/* Empties and frees; may be used again. */
void buffer_release(struct buffer *buffer);

/* ---- here whole, as every byte of a page goes through them ---- */

void buffer_grow(struct buffer *buffer, size_t size);

static inline char *buffer_reserve(struct buffer *buffer, size_t size)
{
    if (size >= buffer->capacity - buffer->len)
        buffer_grow(buffer, size);
    return buffer->ptr + buffer->len;
}

static inline void buffer_add(struct buffer *buffer, struct slice s)
{
    if (s.len == 0)
        return;
    memcpy(buffer_reserve(buffer, s.len), s.ptr, s.len);
    buffer->len += s.len;
    buffer->ptr[buffer->len] = '\0';
}

static inline void buffer_add_string(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, slice_from_string(string));
}

static inline void buffer_add_byte(struct buffer *buffer, char byte)
{
    *buffer_reserve(buffer, 1) = byte;
    buffer->ptr[++buffer->len] = '\0';
}

#endif
