/* What a walk found, in a file: "SCHH", a version, and the rest. What does not fit together is as good as not
 * there. */
#include "source/history_parts.h"
#include "source/kept.h"

#define KEPT_MAGIC    "SCHH"
#define KEPT_VERSION  2

void walk_save(const struct walk *walk, struct repository *repository, struct slice name,
               const struct object_id *head)
{
    struct buffer out = {0};
    buffer_add_string(&out, KEPT_MAGIC);
    kept_put_number(&out, KEPT_VERSION, 4);
    kept_put_id(&out, head);
    kept_put_number(&out, walk->people.count, 4);
    for (size_t i = 0; i < walk->people.count; i++) {
        kept_put_text(&out, walk->people.items[i].name);
        kept_put_text(&out, walk->people.items[i].email);
    }
    kept_put_number(&out, walk->paths.count, 4);
    for (size_t i = 0; i < walk->paths.count; i++)
        kept_put_text(&out, walk->paths.items[i]);
    kept_put_number(&out, walk->changes.count, 4);
    for (size_t i = 0; i < walk->changes.count; i++) {
        const struct change *change = &walk->changes.items[i];
        kept_put_number(&out, change->path, 4);
        kept_put_number(&out, change->from, 4);
        kept_put_id(&out, &change->text);
    }
    kept_put_number(&out, walk->parents.count, 4);
    for (size_t i = 0; i < walk->parents.count; i++)
        kept_put_number(&out, walk->parents.items[i], 4);
    kept_put_number(&out, walk->commits.count, 4);
    for (size_t i = 0; i < walk->commits.count; i++) {
        const struct walked_commit *commit = &walk->commits.items[i];
        kept_put_id(&out, &commit->id);
        kept_put_number(&out, (uint64_t)commit->authored, 8);
        kept_put_number(&out, (uint64_t)commit->committed, 8);
        kept_put_number(&out, (uint16_t)commit->authored_zone, 2);
        kept_put_number(&out, commit->author, 4);
        kept_put_number(&out, commit->first_change, 4);
        kept_put_number(&out, commit->change_count, 4);
        kept_put_number(&out, commit->first_parent, 4);
        kept_put_number(&out, commit->parent_count, 4);
        kept_put_text(&out, commit->subject);
    }
    kept_write(repository, name, &out);
    buffer_release(&out);
}

static void take_changes(struct kept *kept, struct walk *walk)
{
    for (size_t left = kept_take_number(kept, 4); left && kept->good; left--) {
        struct change change = {.path = (uint32_t)kept_take_number(kept, 4)};
        change.from = (uint32_t)kept_take_number(kept, 4);
        change.text = kept_take_id(kept);
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
    for (size_t left = kept_take_number(kept, 4); left && kept->good; left--) {
        struct walked_commit commit = {.id = kept_take_id(kept)};
        commit.authored = (int64_t)kept_take_number(kept, 8);
        commit.committed = (int64_t)kept_take_number(kept, 8);
        commit.authored_zone = (int16_t)kept_take_number(kept, 2);
        commit.author = (uint32_t)kept_take_number(kept, 4);
        commit.first_change = (uint32_t)kept_take_number(kept, 4);
        commit.change_count = (uint32_t)kept_take_number(kept, 4);
        commit.first_parent = (uint32_t)kept_take_number(kept, 4);
        commit.parent_count = (uint32_t)kept_take_number(kept, 4);
        commit.subject = kept_take_text(kept);
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
    if (!slice_equal_string(magic, KEPT_MAGIC) || kept_take_number(kept, 4) != KEPT_VERSION)
        return false;
    *head = kept_take_id(kept);
    for (size_t left = kept_take_number(kept, 4); left && kept->good; left--) {
        struct slice name = kept_take_text(kept), email = kept_take_text(kept);
        walk_person(walk, name, email);
    }
    for (size_t left = kept_take_number(kept, 4); left && kept->good; left--)
        walk_path(walk, kept_take_text(kept));
    take_changes(kept, walk);
    for (size_t left = kept_take_number(kept, 4); left && kept->good; left--)
        vector_push(walk->arena, &walk->parents, (uint32_t)kept_take_number(kept, 4));
    take_commits(kept, walk);
    for (size_t i = 0; i < walk->parents.count; i++)
        kept->good &= walk->parents.items[i] < walk->commits.count;
    return kept_is_whole(kept);
}

bool walk_load(struct walk *walk, struct repository *repository, struct slice name,
               struct object_id *head)
{
    struct walk loaded = {.arena = walk->arena};
    struct kept kept = kept_read(repository, walk->arena, name);
    if (!walk_take(&kept, &loaded, head))
        return false;
    *walk = loaded;
    return true;
}
