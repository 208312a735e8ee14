/* Addresses at the forge where the sheets are kept, from the patterns of site.yaml. */
#include "build/history_parts.h"

#include "text/escape.h"
#include "text/utf8.h"

/* What stands for what is in braces. */
struct filling {
    struct slice branch, path, commit, title, url, id;
};

static const struct {
    struct slice mark;
    size_t offset;
    bool has_slashes; /* which part folders, before the question mark */
} marks[] = {
    {SLICE_INIT("{branch}"), offsetof(struct filling, branch), true},
    {SLICE_INIT("{path}"), offsetof(struct filling, path), true},
    {SLICE_INIT("{commit}"), offsetof(struct filling, commit), false},
    {SLICE_INIT("{title}"), offsetof(struct filling, title), false},
    {SLICE_INIT("{url}"), offsetof(struct filling, url), false},
    {SLICE_INIT("{id}"), offsetof(struct filling, id), false},
};

/* Everything that could mean something is escaped (RFC 3986, of mailto: RFC 6068), control characters
 * are spaces: no line of a letter ends in a title. */
static void add_filled(struct buffer *out, struct slice text, bool keeps_slashes)
{
    struct buffer plain = {0};
    for (size_t i = 0; i < text.len; i++)
        buffer_add_byte(&plain, (unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7f
                                    ? ' '
                                    : text.ptr[i]);
    struct slice rest = buffer_view(&plain), part;
    if (!keeps_slashes) {
        escape_url_part(out, rest);
    } else {
        for (bool first = true; slice_next(&rest, '/', &part); first = false) {
            if (!first)
                buffer_add_byte(out, '/');
            escape_url_part(out, part);
        }
    }
    buffer_release(&plain);
}

static struct slice fill(struct arena *arena, struct slice pattern, const struct filling *filling)
{
    struct buffer out = {0};
    bool in_query = false;
    while (pattern.len) {
        size_t length = 0;
        for (size_t i = 0; i < sizeof marks / sizeof *marks && !length; i++) {
            if (!slice_starts_with(pattern, marks[i].mark))
                continue;
            const void *text = (const char *)filling + marks[i].offset;
            add_filled(&out, *(const struct slice *)text, marks[i].has_slashes && !in_query);
            length = marks[i].mark.len;
        }
        if (!length) {
            in_query |= pattern.ptr[0] == '?' || pattern.ptr[0] == '#';
            buffer_add_byte(&out, pattern.ptr[0]);
            length = 1;
        }
        pattern = slice_after(pattern, length);
    }
    struct slice filled = buffer_copy(&out, arena);
    buffer_release(&out);
    return filled;
}

static const struct repository_links *links_of(const struct build *build,
                                               const struct origin *origin)
{
    if (!origin->repository || !origin->has_remote)
        return NULL;
    if (origin->declared)
        return &origin->declared->links;
    return build->schema->has_repository ? &build->schema->repository : NULL;
}

struct slice commit_link(struct arena *arena, const struct build *build,
                         const struct origin *origin, struct slice commit)
{
    const struct repository_links *links = links_of(build, origin);
    struct filling filling = {.commit = commit,
                              .branch = origin->branch.len || !links ? origin->branch : links->branch};
    return links ? fill(arena, links->commit, &filling) : (struct slice){0};
}

static void link_edition(struct build *build, const struct item *item)
{
    const struct edition *edition = item->document->edition;
    struct arena *arena = &build->arena;
    struct slice below;
    const struct origin *origin = build_origin_of(build, edition->path, &below);
    const struct repository_links *links = links_of(build, origin);
    if (!links || !(links->edit.len || links->report.len))
        return;
    struct slice path = repository_file(arena, origin, below);
    struct slice url = slice_after(edition->sheet->url[edition->language], 1);
    struct filling filling = {
        .branch = origin->branch.len ? origin->branch : links->branch,
        .path = path,
        .commit = object_id_text(arena, &origin->head),
        .title = edition->title,
        .url = arena_concat(arena, build->schema->base_url, url, (struct slice){0}),
        .id = edition->sheet->id,
    };
    struct edit_links *filled = arena_new(arena, struct edit_links);
    *filled = (struct edit_links){fill(arena, links->edit, &filling),
                                  fill(arena, links->report, &filling)};
    catalogue_set_edit_links(build->catalogue, edition, filled);
}

void build_edit_links(struct build *build)
{
    for (size_t i = 0; i < build->item_count; i++) {
        const struct item *item = &build->items[i];
        /* What is in the folder alone, nobody else has. */
        if (item->document && item->document->edition && !item->is_new &&
            !item->document->collection->is_generated)
            link_edition(build, item);
    }
}
