/*
 * search/bytes.h - numbers and files as the index has them on disk.
 *
 * A varint is a number in groups of seven bits, the lowest first, the eighth set where more follow
 * (LEB128); at most 32 bits here. A string is its length as a varint and its bytes. A file is raw
 * DEFLATE (RFC 1951), which a browser reads as `deflate-raw`; its name carries the FNV-1a hash, 32
 * bits, of its bytes on disk, so that what is damaged or cut short is known before it is read.
 */
#ifndef SCHEDARIO_SEARCH_BYTES_H
#define SCHEDARIO_SEARCH_BYTES_H

#include "base/buffer.h"

#define SEARCH_FILE_MAX (64u << 20) /* bytes of one file, inflated */

void bytes_add_varint(struct buffer *out, uint32_t number);
/* Signed and wide, for columns: zigzag, then as many groups of seven bits as it takes. */
void bytes_add_number(struct buffer *out, int64_t number);
void bytes_add_string(struct buffer *out, struct slice text);
void bytes_add_word(struct buffer *out, uint32_t word); /* four bytes, the lowest first */
/* What it shares with the text before it, as a byte, then the rest: length as a byte, bytes. */
void bytes_add_front_coded(struct buffer *out, struct slice before, struct slice text);

/* Reads on; past the end or in what is no number everything is 0 or empty, and `bad` stays set. */
struct cursor {
    struct slice rest;
    bool bad;
};

uint8_t cursor_byte(struct cursor *cursor);
uint32_t cursor_varint(struct cursor *cursor);
int64_t cursor_number(struct cursor *cursor);
uint32_t cursor_word(struct cursor *cursor);
struct slice cursor_bytes(struct cursor *cursor, size_t count);
struct slice cursor_string(struct cursor *cursor);
/* The next of a list of front-coded texts, each at most 255 bytes: `text` holds the one before. */
struct slice cursor_front_coded(struct cursor *cursor, char text[255], size_t *length);
/* A count of things of at least `size` bytes each; bad where so many cannot follow. */
uint32_t cursor_count(struct cursor *cursor, size_t size);

uint32_t bytes_hash(struct slice bytes);
void bytes_deflate(struct slice bytes, struct buffer *out);
/* False where it is not DEFLATE, is cut short or larger than SEARCH_FILE_MAX. */
bool bytes_inflate(struct slice bytes, struct buffer *out);

#endif
