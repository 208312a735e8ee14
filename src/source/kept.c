#include "source/kept.h"

#include "source/repository_parts.h"

#include <stdio.h>
#include <unistd.h>

#define KEPT_SIZE_MAX (1u << 30)

/* Shared by all work trees of the repository. */
static struct slice kept_path(struct repository *repository, struct arena *arena,
                              struct slice name)
{
    git_repository *handle = repository_borrow(repository);
    if (!handle)
        return (struct slice){0};
    struct slice path = arena_format(arena, "%sschedario/%.*s", git_repository_commondir(handle),
                                     SLICE_ARG(name));
    repository_return(repository, handle);
    return path;
}

/* ---- writing ------------------------------------------------------------ */

void kept_put_number(struct buffer *out, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buffer_add_byte(out, (char)(number >> (8 * i)));
}

void kept_put_text(struct buffer *out, struct slice text)
{
    kept_put_number(out, text.len, 4);
    buffer_add(out, text);
}

void kept_put_id(struct buffer *out, const struct object_id *id)
{
    buffer_add(out, slice_from((const char *)id->bytes, sizeof id->bytes));
}

void kept_write(struct repository *repository, struct slice name, struct buffer *out)
{
    struct arena arena = {0};
    struct file_error error;
    struct slice path = kept_path(repository, &arena, name);
    struct slice beside = arena_format(&arena, "%.*s.%ld", SLICE_ARG(path), (long)getpid());
    kept_put_number(out, slice_hash(buffer_view(out)), 8);
    if (path.len && directory_create(arena_string(&arena, path_folder(path)), &error)) {
        if (!file_write(beside.ptr, buffer_view(out), &error) || rename(beside.ptr, path.ptr) != 0)
            unlink(beside.ptr);
    }
    arena_release(&arena);
}

/* ---- reading ------------------------------------------------------------ */

struct kept kept_read(struct repository *repository, struct arena *arena, struct slice name)
{
    struct slice text, path = kept_path(repository, arena, name);
    struct file_error error;
    struct kept kept = {{0}, false};
    if (!path.len || !file_read(arena, path.ptr, KEPT_SIZE_MAX, &text, &error) || text.len < 8)
        return kept;
    struct kept end = {slice_after(text, text.len - 8), true};
    kept.rest = slice_sub(text, 0, text.len - 8);
    kept.good = kept_take_number(&end, 8) == slice_hash(kept.rest);
    return kept;
}

bool kept_is_whole(const struct kept *kept)
{
    return kept->good && !kept->rest.len;
}

uint64_t kept_take_number(struct kept *kept, unsigned bytes)
{
    uint64_t number = 0;
    if (kept->rest.len < bytes) {
        kept->good = false;
        return 0;
    }
    for (unsigned i = 0; i < bytes; i++)
        number |= (uint64_t)(unsigned char)kept->rest.ptr[i] << (8 * i);
    kept->rest = slice_after(kept->rest, bytes);
    return number;
}

struct slice kept_take_text(struct kept *kept)
{
    size_t size = kept_take_number(kept, 4);
    if (kept->rest.len < size)
        kept->good = false;
    struct slice text = kept->good ? slice_sub(kept->rest, 0, size) : (struct slice){0};
    kept->rest = slice_after(kept->rest, size);
    return text;
}

struct object_id kept_take_id(struct kept *kept)
{
    struct object_id id = {{0}};
    if (kept->rest.len < sizeof id.bytes)
        kept->good = false;
    else
        memcpy(id.bytes, kept->rest.ptr, sizeof id.bytes);
    kept->rest = slice_after(kept->rest, sizeof id.bytes);
    return id;
}
