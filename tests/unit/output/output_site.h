/*
 * output_site.h - for tests of output/: a small site with a theme whose pages are their metadata,
 * in English and Italian, below a path of its host.
 *
 *     struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
 *     assert_slice_equal(output_site_render(site, "progetti/alfa/index.html"), "…");
 *     output_site_end(site);
 */
#ifndef SCHEDARIO_TESTS_OUTPUT_SITE_H
#define SCHEDARIO_TESTS_OUTPUT_SITE_H

#include "model/small_site.h"
#include "output/site.h"
#include "temporary_folder.h"

/* Every role, in collections of each kind. */
#define OUTPUT_SITE                                                               \
    "site:\n"                                                                     \
    "  title: {it: Catalogo, en: Catalogue}\n"                                    \
    "  description: {it: Le esperienze., en: The experiences.}\n"                 \
    "  base_url: https://example.org/catalogo/\n"                                 \
    "  languages: [it, en]\n"                                                     \
    "  theme: test\n"                                                             \
    "  page_size: 2\n"                                                            \
    "  publisher: {name: {it: Ente, en: Body}, url: https://ente.example.org/}\n" \
    "  license: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}\n"
#define OUTPUT_VOCABULARIES                                                         \
    "vocabularies:\n"                                                               \
    "  temi:\n"                                                                     \
    "    label: {it: Temi, en: Themes}\n"                                           \
    "    terms:\n"                                                                  \
    "      inclusione: {label: {it: Inclusione, en: Inclusion}}\n"                  \
    "      lavoro: {label: {it: Lavoro, en: Work}, parent: inclusione, code: T2,\n" \
    "        description: {it: Il lavoro., en: Work.},\n"                           \
    "        same_as: [https://a.example.org/1, https://b.example.org/2]}\n"        \
    "  luoghi:\n"                                                                   \
    "    label: {it: Luoghi, en: Places}\n"                                         \
    "    terms: {veneto: {label: Veneto, code: ITH3}}\n"                            \
    "  fini:\n"                                                                     \
    "    crescere: {label: {it: Crescere, en: To grow}}\n"
#define OUTPUT_COLLECTIONS                                                                        \
    "collections:\n"                                                                              \
    "  progetti:\n"                                                                               \
    "    label: {it: Progetti, en: Projects}\n"                                                   \
    "    description: {it: Tutti i progetti., en: All projects.}\n"                               \
    "    url: /progetti/{id}/\n"                                                                  \
    "    feed: true\n"                                                                            \
    "    page_size: 2\n"                                                                          \
    "    sort: [titolo]\n"                                                                        \
    "    other_sections: allow\n"                                                                 \
    "    fields:\n"                                                                               \
    "      titolo: {type: text, role: title, label: {it: Titolo, en: Title}}\n"                   \
    "      sommario: {type: text, role: summary, label: {it: Sommario, en: Summary}}\n"           \
    "      ente: {type: ref, to: enti, role: organisation, label: {it: Ente, en: Body}}\n"        \
    "      partner: {type: list, of: {type: ref, to: enti}, role: partner, label: Partner}\n"     \
    "      obiettivo: {type: term, of: fini, role: objective, label: {it: Obiettivo, en: Aim}}\n" \
    "      temi: {type: list, of: {type: term, of: temi}, role: theme, facet: true, label: "      \
    "Temi}\n"                                                                                     \
    "      luogo: {type: term, of: luoghi, role: place, facet: true, label: Luogo}\n"             \
    "      avvio: {type: date, role: start, label: Avvio}\n"                                      \
    "      fine: {type: date, role: end, label: Fine}\n"                                          \
    "      budget: {type: money, currency: EUR, role: budget, label: Budget}\n"                   \
    "      fondo: {type: text, role: fund, label: Fondo}\n"                                       \
    "      pubblicata: {type: date, role: published, label: Pubblicata}\n"                        \
    "      aggiornata: {type: datetime, role: updated, label: Aggiornata}\n"                      \
    "      foto: {type: file, role: image, label: Foto}\n"                                        \
    "      quota: {type: percent, label: Quota}\n"                                                \
    "      sostegno: {type: record, label: {it: Sostegno, en: Support}, fields: {\n"              \
    "        grado: {type: integer, label: {it: Grado, en: Degree}},\n"                           \
    "        altro: {type: record, label: Altro, fields: {\n"                                     \
    "          nota: {type: text, label: Nota}}}}}\n"                                             \
    "      esiti: {type: list, label: Esiti, of: {type: record, fields: {\n"                      \
    "        anno: {type: integer, label: Anno}, esito: {type: text, label: Esito}}}}\n"          \
    "  enti:\n"                                                                                   \
    "    label: {it: Enti, en: Bodies}\n"                                                         \
    "    template: organisation\n"                                                                \
    "    url: /enti/{id}/\n"                                                                      \
    "    fields:\n"                                                                               \
    "      nome: {type: text, role: title, label: Nome}\n"                                        \
    "      sito: {type: url, role: website, label: Sito}\n"                                       \
    "      luogo: {type: term, of: luoghi, role: place, label: Luogo}\n"                          \
    "  guida:\n"                                                                                  \
    "    label: {it: Guida, en: Guide}\n"                                                         \
    "    template: guide\n"                                                                       \
    "    url: /guida/{path}/\n"                                                                   \
    "    fields:\n"                                                                               \
    "      titolo: {type: text, role: title, label: Titolo}\n"                                    \
    "      data: {type: date, role: updated, label: Data}\n"
#define OUTPUT_YAML OUTPUT_SITE OUTPUT_VOCABULARIES OUTPUT_COLLECTIONS

struct output_site {
    struct temporary_folder *folder; /* the theme's */
    struct small_site *small;
    struct theme *theme;
    struct site *site;
    struct site_worker *worker;
    struct arena arena; /* of a page */
    struct buffer out;
    struct diagnostics list; /* of rendering */
};

static inline struct theme *output_site_theme(struct output_site *site)
{
    static const char *const pages[] = {
        "home", "list", "sheet",    "organisation", "guide",    "sitemap", "vocabulary",
        "term", "404",  "redirect", "map",          "timeline", "compare"};
    struct temporary_folder *folder = site->folder;
    struct theme_folder folders[] = {
        {source_open_folder(&folder->arena, slice_from_string(folder->path), &folder->list),
         {NULL, 0}},
        {NULL, {NULL, 0}}};
    temporary_folder_put(folder, "test/theme.yaml", "");
    temporary_folder_put(folder, "test/i18n/en.yaml",
                         "home: Home\nnot_found: Not found\nsite_map: Site map\nredirect: Moved\n"
                         "footnote_back: Back\naddress: Address\nrelated_by_term: '{term}'\n"
                         "related_by_reference: '{title}'\nrelated_by_text: '{word}'\nmap_title: "
                         "m\ntimeline_title: l\ncompare_title: c\n"
                         "citation_in: '{title}'\nhistory: Past\nhistory_title: 'Past: {title}'\n"
                         "version_title: '{title}, {date}'\nversion_table: '{name}'\n"
                         "citation_version: '{date} ({commit})'\nwithdrawn_title: 'Gone: {title}'\n");
    temporary_folder_put(folder, "test/i18n/it.yaml", "home: Inizio\naddress: Indirizzo\n");
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char path[64];
        snprintf(path, sizeof path, "test/templates/%s.html", pages[i]);
        temporary_folder_put(folder, path, "{{ page.metadata }}");
    }
    return theme_load(&folder->arena, site->small->schema, folders, &folder->list);
}

/* Of a site that is linked; what the theme has besides lies in `folder`, which is the site's from here on. */
static inline struct output_site *output_site_of(struct small_site *small,
                                                 struct temporary_folder *folder)
{
    struct output_site *site = calloc(1, sizeof *site);
    site->folder = folder;
    site->small = small;
    site->theme = output_site_theme(site);
    assert_slice_equal(temporary_folder_said(site->folder), "");
    site->site = site_create(&site->small->arena, site->small->catalogue, site->theme);
    site->worker = site_worker_create(site->site);
    site->list.arena = &site->small->arena;
    return site;
}

static inline struct output_site *output_site_start(const char *yaml,
                                                    const struct small_file *files, bool drafts)
{
    void *folder;
    assert_int_equal(temporary_folder_set_up(&folder), 0);
    return output_site_of(small_site_link(yaml, files, drafts), folder);
}

static inline void output_site_end(struct output_site *site)
{
    void *folder = site->folder;
    site_worker_destroy(site->worker);
    small_site_end(site->small);
    assert_int_equal(temporary_folder_tear_down(&folder), 0);
    arena_release(&site->arena);
    buffer_release(&site->out);
    free(site);
}

/* The bytes of a file, good until the next. */
static inline struct slice output_site_render(struct output_site *site, const char *output_path)
{
    const struct route *route =
        map_get(&site->small->catalogue->routes_by_path, slice_from_string(output_path));
    if (!route)
        print_error("there is no %s\n", output_path);
    assert_non_null(route);
    arena_reset(&site->arena);
    buffer_clear(&site->out);
    bool good = site_render(site->worker, route, &site->arena, &site->out, &site->list);
    for (size_t i = 0; !good && i < site->list.count; i++) {
        struct buffer text = {0};
        diagnostic_write_message(&text, &site->list.items[i], MESSAGES_ENGLISH);
        print_error("%s\n", buffer_string(&text));
        buffer_release(&text);
    }
    assert_true(good);
    return buffer_view(&site->out);
}

static inline bool output_site_has(struct slice text, const char *part)
{
    return slice_find(text, slice_from_string(part)) != SLICE_NOT_FOUND;
}

#define assert_has(text, part)                                                       \
    do {                                                                             \
        struct slice text_of_assert = (text);                                        \
        if (!output_site_has(text_of_assert, (part))) {                              \
            print_error("no \"%s\" in:\n%.*s\n", (part), SLICE_ARG(text_of_assert)); \
            fail();                                                                  \
        }                                                                            \
    } while (0)
#define assert_has_not(text, part)                                                \
    do {                                                                          \
        struct slice text_of_assert = (text);                                     \
        if (output_site_has(text_of_assert, (part))) {                            \
            print_error("\"%s\" in:\n%.*s\n", (part), SLICE_ARG(text_of_assert)); \
            fail();                                                               \
        }                                                                         \
    } while (0)

#endif
