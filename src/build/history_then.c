/* Whether a file was a sheet by the site.yaml of its time. Collections are renamed, and what was published under the old
 * name stays published; but not all that lies under content/ was ever a page. */
#include "build/history_parts.h"

static const struct schema *schema_of(struct schemas_then *schemas, struct repository *repository,
                                      const struct object_id *text)
{
    struct arena *arena = &schemas->arena;
    struct slice key = slice_from((const char *)text->bytes, sizeof text->bytes);
    struct text_file file = {.path = SLICE("site.yaml")};
    struct diagnostics unheard = {.arena = arena};
    struct schema **known = map_get(&schemas->by_text, key);
    if (known)
        return *known;
    known = arena_new(arena, struct schema *);
    if (history_read_text(repository, arena, text, SITE_YAML_SIZE_MAX, &file.text))
        *known = schema_read(arena, file, &unheard);
    map_set(arena, &schemas->by_text, arena_copy(arena, key), known);
    return *known;
}

bool was_sheet_then(struct schemas_then *schemas, struct repository *repository,
                    const struct object_id *site_yaml, struct slice path)
{
    const struct schema *schema = schema_of(schemas, repository, site_yaml);
    struct diagnostics unheard = {.arena = &schemas->arena};
    struct text_file file = {.path = path};
    struct sheet_name name;
    return schema && slice_starts_with(path, SLICE("content/")) &&
           sheet_name_read(schema, &file, slice_after(path, strlen("content/")), &name, &unheard);
}

void schemas_then_release(struct schemas_then *schemas)
{
    for (size_t i = 0; i < schemas->by_text.count; i++) {
        struct schema *schema = *(struct schema **)schemas->by_text.entries[i].value;
        if (schema)
            schema_release(schema);
    }
    arena_release(&schemas->arena);
}
