/*
 * What a walk found, in a file: "SCHH", a version, then little-endian numbers, texts after their length,
 * and at the end the FNV-1a hash of all before it. What does not fit together is as good as not there.
 */
#include "source/history_parts.h"

#include <stdio.h>
#include <unistd.h>

#define KEPT_MAGIC    "SCHH"
#define KEPT_VERSION  1
#define KEPT_SIZE_MAX (1u << 30)

/* ---- writing ------------------------------------------------------------ */

static void put_number(struct buffer *out, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buffer_add_byte(out, (char)(number >> (8 * i)));
}

static void put_text(struct buffer *out, struct slice text)
{
    put_number(out, text.len, 4);
    buffer_add(out, text);
}

static void put_id(struct buffer *out, const struct object_id *id)
{
    buffer_add(out, slice_from((const char *)id->bytes, sizeof id->bytes));
}

void walk_save(const struct walk *walk, struct slice path, const struct object_id *head)
{
    struct buffer out = {0};
    struct arena arena = {0};
    buffer_add_string(&out, KEPT_MAGIC);
    put_number(&out, KEPT_VERSION, 4);
    put_id(&out, head);
    put_number(&out, walk->people.count, 4);
    for (size_t i = 0; i < walk->people.count; i++) {
        put_text(&out, walk->people.items[i].name);
        put_text(&out, walk->people.items[i].email);
    }
    put_number(&out, walk->paths.count, 4);
    for (size_t i = 0; i < walk->paths.count; i++)
        put_text(&out, walk->paths.items[i]);
    put_number(&out, walk->changes.count, 4);
    for (size_t i = 0; i < walk->changes.count; i++) {
        const struct change *change = &walk->changes.items[i];
        put_number(&out, change->path, 4);
        put_number(&out, change->from, 4);
        put_id(&out, &change->text);
    }
    put_number(&out, walk->parents.count, 4);
    for (size_t i = 0; i < walk->parents.count; i++)
        put_number(&out, walk->parents.items[i], 4);
    put_number(&out, walk->commits.count, 4);
    for (size_t i = 0; i < walk->commits.count; i++) {
        const struct walked_commit *commit = &walk->commits.items[i];
        put_id(&out, &commit->id);
        put_number(&out, (uint64_t)commit->authored, 8);
        put_number(&out, (uint64_t)commit->committed, 8);
        put_number(&out, (uint16_t)commit->authored_zone, 2);
        put_number(&out, commit->author, 4);
        put_number(&out, commit->first_change, 4);
        put_number(&out, commit->change_count, 4);
        put_number(&out, commit->first_parent, 4);
        put_number(&out, commit->parent_count, 4);
        put_text(&out, commit->subject);
    }
    put_number(&out, slice_hash(buffer_view(&out)), 8);

    /* Whoever reads meanwhile has the old one whole, or the new one. */
    struct file_error error;
    struct slice folder = path_folder(path);
    struct slice beside = arena_format(&arena, "%.*s.%ld", SLICE_ARG(path), (long)getpid());
    if (directory_create(arena_string(&arena, folder), &error)) {
        if (!file_write(beside.ptr, buffer_view(&out), &error) ||
            rename(beside.ptr, arena_string(&arena, path)) != 0)
            unlink(beside.ptr);
    }
    arena_release(&arena);
    buffer_release(&out);
}

/* ---- reading ------------------------------------------------------------ */

struct kept {
    struct slice rest;
    bool good;
};

static uint64_t take_number(struct kept *kept, unsigned bytes)
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

static struct slice take_text(struct kept *kept)
{
    size_t size = take_number(kept, 4);
    if (kept->rest.len < size)
        kept->good = false;
    struct slice text = kept->good ? slice_sub(kept->rest, 0, size) : (struct slice){0};
    kept->rest = slice_after(kept->rest, size);
    return text;
}

static struct object_id take_id(struct kept *kept)
{
    struct object_id id = {{0}};
    if (kept->rest.len < sizeof id.bytes)
        kept->good = false;
    else
        memcpy(id.bytes, kept->rest.ptr, sizeof id.bytes);
    kept->rest = slice_after(kept->rest, sizeof id.bytes);
    return id;
}

static void take_changes(struct kept *kept, struct walk *walk)
{
    for (size_t left = take_number(kept, 4); left && kept->good; left--) {
        struct change change = {.path = (uint32_t)take_number(kept, 4)};
        change.from = (uint32_t)take_number(kept, 4);
        change.text = take_id(kept);
        if (change.path >= walk->paths.count ||
            (change.from != NOTHING && change.from >= walk->paths.count))
            kept->good = false;
        vector_push(walk->arena, &walk->changes, change);
    }
}

static bool range_is_good(uint32_t first, uint32_t count, size_t all)
{
    return first <= all && count <= all - first;
}

static void take_commits(struct kept *kept, struct walk *walk)
{
    for (size_t left = take_number(kept, 4); left && kept->good; left--) {
        struct walked_commit commit = {.id = take_id(kept)};
        commit.authored = (int64_t)take_number(kept, 8);
        commit.committed = (int64_t)take_number(kept, 8);
        commit.authored_zone = (int16_t)take_number(kept, 2);
        commit.author = (uint32_t)take_number(kept, 4);
        commit.first_change = (uint32_t)take_number(kept, 4);
        commit.change_count = (uint32_t)take_number(kept, 4);
        commit.first_parent = (uint32_t)take_number(kept, 4);
        commit.parent_count = (uint32_t)take_number(kept, 4);
        commit.subject = take_text(kept);
        kept->good &=
            commit.author < walk->people.count &&
            range_is_good(commit.first_change, commit.change_count, walk->changes.count) &&
            range_is_good(commit.first_parent, commit.parent_count, walk->parents.count);
        walk_add_commit(walk, &commit);
    }
}

static bool walk_take(struct kept *kept, struct walk *walk, struct object_id *head)
{
    struct slice magic = slice_sub(kept->rest, 0, 4);
    kept->rest = slice_after(kept->rest, 4);
    if (!slice_equal_string(magic, KEPT_MAGIC) || take_number(kept, 4) != KEPT_VERSION)
        return false;
    *head = take_id(kept);
    for (size_t left = take_number(kept, 4); left && kept->good; left--) {
        struct slice name = take_text(kept), email = take_text(kept);
        walk_person(walk, name, email);
    }
    for (size_t left = take_number(kept, 4); left && kept->good; left--)
        walk_path(walk, take_text(kept));
    take_changes(kept, walk);
    for (size_t left = take_number(kept, 4); left && kept->good; left--)
        vector_push(walk->arena, &walk->parents, (uint32_t)take_number(kept, 4));
    take_commits(kept, walk);
    for (size_t i = 0; i < walk->parents.count; i++)
        kept->good &= walk->parents.items[i] < walk->commits.count;
    return kept->good && !kept->rest.len;
}

bool walk_load(struct walk *walk, struct slice path, struct object_id *head)
{
    struct slice text;
    struct file_error error;
    struct walk loaded = {.arena = walk->arena};
    if (!file_read(walk->arena, arena_string(walk->arena, path), KEPT_SIZE_MAX, &text, &error) ||
        text.len < 8)
        return false;
    struct kept end = {slice_after(text, text.len - 8), true};
    struct kept kept = {slice_sub(text, 0, text.len - 8), true};
    if (take_number(&end, 8) != slice_hash(kept.rest) || !walk_take(&kept, &loaded, head))
        return false;
    *walk = loaded;
    return true;
}
