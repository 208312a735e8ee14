#include "build/history_selves.h"

#include "source/kept.h"

#define SELVES_MAGIC   0x53484353u /* "SCHS" */
#define SELVES_VERSION 1u
#define SELVES_NAME    SLICE("selves.bin")
/* Rewritten histories leave texts behind: past so many all is begun anew. */
#define SELVES_MAX 1000000u

static struct slice id_key(const struct object_id *id)
{
    return slice_from((const char *)id->bytes, sizeof id->bytes);
}

static struct slice place_key(struct arena *arena, const struct object_id *commit,
                              struct slice path)
{
    return arena_concat(arena, id_key(commit), path, (struct slice){0});
}

const struct self *selves_find(const struct selves *selves, const struct object_id *text)
{
    return map_get(&selves->texts, id_key(text));
}

void selves_add(struct selves *selves, const struct object_id *text, const struct self *self)
{
    struct self *added = arena_new(selves->arena, struct self);
    *added = *self;
    map_add(selves->arena, &selves->texts, arena_copy(selves->arena, id_key(text)), added);
}

const struct object_id *selves_find_place(const struct selves *selves,
                                          const struct object_id *commit, struct slice path)
{
    struct arena scratch = {0};
    const struct object_id *found = map_get(&selves->places, place_key(&scratch, commit, path));
    arena_release(&scratch);
    return found;
}

void selves_add_place(struct selves *selves, const struct object_id *commit, struct slice path,
                      const struct object_id *text)
{
    struct object_id *added = arena_new(selves->arena, struct object_id);
    *added = *text;
    map_add(selves->arena, &selves->places, place_key(selves->arena, commit, path), added);
}

/* ---- kept --------------------------------------------------------------- */

static void take_texts(struct selves *selves, struct kept *kept)
{
    for (size_t left = kept_take_number(kept, 4); left && kept->good; left--) {
        struct object_id text = kept_take_id(kept);
        struct self self = {.is_sheet = kept_take_number(kept, 1) != 0};
        if (self.is_sheet) {
            self.says.status = kept_take_text(kept);
            self.says.id = kept_take_text(kept);
        }
        selves_add(selves, &text, &self);
    }
}

static void take_places(struct selves *selves, struct kept *kept)
{
    for (size_t left = kept_take_number(kept, 4); left && kept->good; left--) {
        struct object_id commit = kept_take_id(kept);
        struct slice path = kept_take_text(kept);
        struct object_id text = kept_take_id(kept);
        selves_add_place(selves, &commit, path, &text);
    }
}

struct selves *selves_open(struct arena *arena, struct repository *repository)
{
    struct selves *selves = arena_new(arena, struct selves);
    struct kept kept = kept_read(repository, arena, SELVES_NAME);
    *selves = (struct selves){.arena = arena, .repository = repository};
    bool good = kept_take_number(&kept, 4) == SELVES_MAGIC &&
                kept_take_number(&kept, 4) == SELVES_VERSION;
    if (good && kept.good) {
        take_texts(selves, &kept);
        take_places(selves, &kept);
    }
    if (!kept_is_whole(&kept) || selves->texts.count + selves->places.count > SELVES_MAX)
        *selves = (struct selves){.arena = arena, .repository = repository};
    selves->kept_count = selves->texts.count + selves->places.count;
    return selves;
}

void selves_keep(const struct selves *selves)
{
    struct buffer out = {0};
    if (selves->texts.count + selves->places.count == selves->kept_count)
        return;
    kept_put_number(&out, SELVES_MAGIC, 4);
    kept_put_number(&out, SELVES_VERSION, 4);
    kept_put_number(&out, selves->texts.count, 4);
    for (size_t i = 0; i < selves->texts.count; i++) {
        const struct self *self = selves->texts.entries[i].value;
        buffer_add(&out, selves->texts.entries[i].key);
        kept_put_number(&out, self->is_sheet, 1);
        if (self->is_sheet) {
            kept_put_text(&out, self->says.status);
            kept_put_text(&out, self->says.id);
        }
    }
    kept_put_number(&out, selves->places.count, 4);
    for (size_t i = 0; i < selves->places.count; i++) {
        struct slice key = selves->places.entries[i].key;
        buffer_add(&out, slice_sub(key, 0, sizeof(struct object_id)));
        kept_put_text(&out, slice_after(key, sizeof(struct object_id)));
        kept_put_id(&out, selves->places.entries[i].value);
    }
    kept_write(selves->repository, SELVES_NAME, &out);
    buffer_release(&out);
}
