/*
 * kept.h - what was found out about a repository, kept in its own folder for the next time.
 *
 * A file schedario/NAME: numbers with the lowest byte first, texts after their length, and at the end the
 * FNV-1a hash of all before it. What is damaged is as good as not there, and so is what cannot be written:
 * nothing may depend on it but time.
 *
 *     struct buffer out = {0};
 *     kept_put_number(&out, count, 4);
 *     kept_write(repository, SLICE("walk.bin"), &out);
 *     ...
 *     struct kept kept = kept_read(repository, &arena, SLICE("walk.bin"));
 *     size_t count = kept_take_number(&kept, 4);
 *     if (kept_is_whole(&kept)) …
 */
#ifndef SCHEDARIO_SOURCE_KEPT_H
#define SCHEDARIO_SOURCE_KEPT_H

#include "base/buffer.h"
#include "source/repository.h"

/* Reads on; past the end everything is 0 or empty, and `good` stays false. */
struct kept {
    struct slice rest;
    bool good;
};

struct kept kept_read(struct repository *repository, struct arena *arena, struct slice name);
uint64_t kept_take_number(struct kept *kept, unsigned bytes);
struct slice kept_take_text(struct kept *kept);
struct object_id kept_take_id(struct kept *kept);
/* Nothing was missing, and nothing is left. */
bool kept_is_whole(const struct kept *kept);

void kept_put_number(struct buffer *out, uint64_t number, unsigned bytes);
void kept_put_text(struct buffer *out, struct slice text);
void kept_put_id(struct buffer *out, const struct object_id *id);
/* Whoever reads meanwhile has the old one whole, or the new one. In silence where it fails. */
void kept_write(struct repository *repository, struct slice name, struct buffer *out);

#endif
