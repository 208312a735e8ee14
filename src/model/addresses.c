/* Addresses below the site's root: what they look like, in each language. */
#include "model/link.h"

#include "base/files.h"
#include "text/escape.h"

struct slice catalogue_home_url(const struct catalogue *catalogue, struct arena *arena,
                                unsigned language)
{
    if (language == 0)
        return SLICE("/");
    return arena_concat(arena, SLICE("/"), catalogue->schema->languages[language], SLICE("/"),
                        (struct slice){0});
}

/* An address that starts with "/", in the place of a language. */
static struct slice with_language(const struct catalogue *catalogue, struct arena *arena,
                                  struct slice url, unsigned language)
{
    if (language == 0)
        return url;
    return arena_concat(arena, SLICE("/"), catalogue->schema->languages[language], url,
                        (struct slice){0});
}

/* "/esperienze/{id}/" gives "/esperienze/". */
static struct slice list_of_pattern(struct slice pattern)
{
    size_t brace = slice_find_byte(pattern, '{');
    if (brace != SLICE_NOT_FOUND)
        pattern.len = brace;
    pattern.len = slice_find_last_byte(pattern, '/') + 1; /* not found is -1 */
    return pattern.len ? pattern : SLICE("/");
}

static struct slice fill_pattern(struct arena *arena, struct slice pattern, struct slice id,
                                 struct slice path)
{
    static const struct slice id_mark = SLICE_INIT("{id}"), path_mark = SLICE_INIT("{path}");
    struct buffer url = {0};
    while (pattern.len) {
        if (slice_starts_with(pattern, id_mark)) {
            escape_url_part(&url, id);
            pattern = slice_after(pattern, id_mark.len);
        } else if (slice_starts_with(pattern, path_mark)) {
            buffer_add(&url, path); /* identifiers with slashes between them */
            pattern = slice_after(pattern, path_mark.len);
        } else {
            buffer_add_byte(&url, pattern.ptr[0]);
            pattern = slice_after(pattern, 1);
        }
    }
    struct slice filled = buffer_copy(&url, arena);
    buffer_release(&url);
    return filled;
}

struct slice collection_url(const struct catalogue *catalogue, struct arena *arena,
                            const struct collection *collection, unsigned language)
{
    return with_language(catalogue, arena, list_of_pattern(collection->url), language);
}

struct slice vocabulary_url(const struct catalogue *catalogue, struct arena *arena,
                            const struct vocabulary *vocabulary, unsigned language)
{
    return with_language(catalogue, arena, list_of_pattern(vocabulary->url), language);
}

struct slice term_url(const struct catalogue *catalogue, struct arena *arena,
                      const struct term *term, unsigned language)
{
    struct slice url = fill_pattern(arena, term->vocabulary->url, term->id, term->id);
    return with_language(catalogue, arena, url, language);
}

bool catalogue_is_italian(const struct catalogue *catalogue, unsigned language)
{
    struct slice code = catalogue->schema->languages[language];
    return slice_equal_string(code, "it") || slice_starts_with(code, SLICE("it-"));
}

struct slice catalogue_page_url(const struct catalogue *catalogue, struct arena *arena,
                                struct slice list_url, unsigned language, size_t page)
{
    if (page <= 1)
        return list_url;
    return arena_format(arena, "%.*s%s/%zu/", SLICE_ARG(list_url),
                        catalogue_is_italian(catalogue, language) ? "pagina" : "page", page);
}

struct slice catalogue_site_map_url(const struct catalogue *catalogue, struct arena *arena,
                                    unsigned language)
{
    struct slice url = catalogue_is_italian(catalogue, language) ? SLICE("/mappa/") : SLICE("/site-map/");
    return with_language(catalogue, arena, url, language);
}

struct slice collection_feed_url(const struct catalogue *catalogue, struct arena *arena,
                                 const struct collection *collection, unsigned language)
{
    return arena_concat(arena, collection_url(catalogue, arena, collection, language),
                        SLICE("feed.xml"), (struct slice){0});
}

struct slice collection_csv_url(const struct catalogue *catalogue, struct arena *arena,
                                const struct collection *collection, unsigned language)
{
    return arena_concat(arena, collection_url(catalogue, arena, collection, language),
                        collection->id, SLICE(".csv"), (struct slice){0});
}

struct slice collection_json_url(const struct catalogue *catalogue, struct arena *arena,
                                 const struct collection *collection)
{
    return arena_concat(arena, collection_url(catalogue, arena, collection, 0), collection->id,
                        SLICE(".json"), (struct slice){0});
}

struct slice term_feed_url(const struct catalogue *catalogue, struct arena *arena,
                           const struct term *term, unsigned language)
{
    return arena_concat(arena, term_url(catalogue, arena, term, language), SLICE("feed.xml"),
                        (struct slice){0});
}

struct slice sheet_json_url(const struct catalogue *catalogue, struct arena *arena,
                            const struct sheet *sheet)
{
    (void)catalogue;
    return arena_concat(arena, sheet->url[0], SLICE("index.json"), (struct slice){0});
}

/* A guide's own index.md stands in the place of its list. */
static struct slice sheet_url(struct arena *arena, const struct collection *collection,
                              struct slice folder, struct slice id, bool is_root)
{
    if (is_root)
        return list_of_pattern(collection->url);
    return fill_pattern(arena, collection->url, id, path_join(arena, folder, id));
}

struct slice catalogue_address_of(const struct catalogue *catalogue, struct arena *arena,
                                  const struct sheet_name *name, struct slice id, unsigned language)
{
    bool is_root = name->has_folder && !name->folder.len && slice_equal_string(name->id, "index");
    struct slice url =
        sheet_url(arena, name->collection, name->folder, id.len ? id : name->id, is_root);
    return with_language(catalogue, arena, url, language);
}

struct slice history_url(const struct catalogue *catalogue, struct arena *arena,
                         const struct sheet *sheet, unsigned language)
{
    return arena_concat(
        arena, sheet->url[language],
        catalogue_is_italian(catalogue, language) ? SLICE("storia/") : SLICE("history/"),
        (struct slice){0});
}

void link_addresses(struct link *link)
{
    for (size_t i = 0; i < link->state->all.count; i++) {
        struct linked_sheet *sheet = link->state->all.items[i];
        struct slice url = sheet_url(link->arena, sheet->sheet.collection, sheet->sheet.folder,
                                     sheet->sheet.id, sheet->is_root);
        for (unsigned language = 0; language < link->schema->language_count; language++) {
            struct slice own = sheet->address[language].len ? sheet->address[language] : url;
            sheet->sheet.url[language] = with_language(link->catalogue, link->arena, own, language);
            if (!sheet->visible)
                map_set(link->arena, &link->state->hidden_by_url, sheet->sheet.url[language],
                        sheet);
        }
    }
}
