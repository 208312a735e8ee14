/*
 * small_site.h - for tests of model/: a site of a few files, given as text, read by the real
 * readers and linked.
 *
 *     static const struct small_file files[] = {
 *         {"content/enti/engim.md", "---\nnome: Engim\n---\n"},
 *         {"content/esperienze/x/foto.png", NULL},
 *         {0},
 *     };
 *     struct small_site *site = small_site_link(SITE, files, false);
 *     assert_slice_equal(small_site_codes(site), "");
 *     small_site_end(site);
 */
#ifndef SCHEDARIO_TESTS_MODEL_SMALL_SITE_H
#define SCHEDARIO_TESTS_MODEL_SMALL_SITE_H

#include "model/catalogue.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

struct small_file {
    const char *path;
    const char *text; /* of an attachment: its size in MB, or NULL for a small one */
};

struct small_site {
    struct arena arena;
    struct diagnostics list;
    struct schema *schema;
    struct catalogue *catalogue;
    struct buffer text;
};

/* A vocabulary, organisations, experiences, a guide; two languages, a root below a host. */
#define SMALL_SITE_YAML                                                                \
    "site:\n"                                                                          \
    "  title: Catalogo\n"                                                              \
    "  base_url: https://example.org/catalogo/\n"                                      \
    "  languages: [it, en]\n"                                                          \
    "  page_size: 2\n"                                                                 \
    "vocabularies:\n"                                                                  \
    "  temi:\n"                                                                        \
    "    inclusione: {label: {it: Inclusione, en: Inclusion}}\n"                       \
    "    lavoro: {label: {it: Lavoro, en: Work}, parent: inclusione}\n"                \
    "    ambiente: {label: {it: Ambiente, en: Environment}}\n"                         \
    "collections:\n"                                                                   \
    "  esperienze:\n"                                                                  \
    "    label: {it: Esperienze, en: Experiences}\n"                                   \
    "    url: /esperienze/{id}/\n"                                                     \
    "    page_size: 2\n"                                                               \
    "    sort: [-budget]\n"                                                            \
    "    other_sections: allow\n"                                                      \
    "    fields:\n"                                                                    \
    "      titolo: {type: text, role: title, label: Titolo}\n"                         \
    "      ente: {type: ref, to: enti, role: organisation, label: Ente}\n"             \
    "      partner: {type: list, of: {type: ref, to: enti}, label: Partner}\n"         \
    "      temi: {type: list, of: {type: term, of: temi}, facet: true, label: Temi}\n" \
    "      budget: {type: money, currency: EUR, sort: true, label: Budget}\n"          \
    "      aggiornata: {type: date, role: updated, label: Aggiornata}\n"               \
    "      nota: {type: markdown, label: Nota}\n"                                      \
    "      scheda: {type: file, label: Scheda}\n"                                      \
    "      foto: {type: file, role: image, label: Foto}\n"                             \
    "      sostegno: {type: record, label: Sostegno, fields: {\n"                      \
    "        grado: {type: integer, label: Grado},\n"                                  \
    "        testo: {type: text, label: Testo}}}\n"                                    \
    "    sections:\n"                                                                  \
    "      - {id: sintesi, heading: {it: Sintesi, en: Summary}, role: summary}\n"      \
    "  enti:\n"                                                                        \
    "    label: {it: Enti, en: Organisations}\n"                                       \
    "    template: organisation\n"                                                     \
    "    url: /enti/{id}/\n"                                                           \
    "    fields:\n"                                                                    \
    "      nome: {type: text, role: title, label: Nome}\n"                             \
    "      capofila: {type: ref, to: enti, role: parent, label: Capofila}\n"           \
    "  guida:\n"                                                                       \
    "    label: {it: Guida, en: Guide}\n"                                              \
    "    template: guide\n"                                                            \
    "    url: /guida/{path}/\n"                                                        \
    "    fields:\n"                                                                    \
    "      titolo: {type: text, role: title, label: Titolo}\n"                         \
    "      ordine: {type: integer, role: order, label: Ordine}\n"                      \
    "      sopra: {type: ref, to: guida, role: parent, label: Sopra}\n"

static inline void small_site_read(struct small_site *site, const struct small_file *file)
{
    struct text_file *text = arena_new(&site->arena, struct text_file);
    struct sheet_name name;
    text->path = slice_from_string(file->path);
    text->text = slice_from_string(file->text);
    struct slice below = slice_after(text->path, strlen("content/"));
    if (!sheet_name_read(site->schema, text, below, &name, &site->list)) {
        catalogue_add_attachment(site->catalogue, text->path,
                                 file->text ? strtoull(file->text, NULL, 10) << 20 : 1);
        return;
    }
    struct document_names names = {name.collection, name.language, name.is_translation};
    struct document *document = document_read(&site->arena, site->schema, text, names, &site->list);
    if (document)
        document_shape(&site->arena, site->schema, document, &site->list);
    catalogue_add(site->catalogue, document, &name, text, &site->list);
}

/* `files` ends with one without a path. */
static inline struct small_site *small_site_link(const char *yaml, const struct small_file *files,
                                                 bool drafts)
{
    struct small_site *site = calloc(1, sizeof *site);
    site->list.arena = &site->arena;
    struct text_file file = {SLICE("site.yaml"), slice_from_string(yaml)};
    site->schema = schema_read(&site->arena, file, &site->list);
    if (site->schema)
        schema_settle(site->schema, &site->arena, &site->list);
    assert_non_null(site->schema);
    site->catalogue = catalogue_create(&site->arena, site->schema);
    for (; files->path; files++)
        small_site_read(site, files);
    struct catalogue_options options = {.drafts = drafts};
    catalogue_link(site->catalogue, &options, &site->list);
    return site;
}

static inline void small_site_end(struct small_site *site)
{
    schema_release(site->schema);
    buffer_release(&site->text);
    arena_release(&site->arena);
    free(site);
}

/* The diagnostics, a line each: "content/enti/engim.md:3:7 error ref-missing: message | hint". */
static inline struct slice small_site_said(struct small_site *site, bool in_full)
{
    buffer_clear(&site->text);
    diagnostics_sort(&site->list);
    for (size_t i = 0; i < site->list.count; i++) {
        const struct diagnostic *one = &site->list.items[i];
        struct position at = span_position(one->span);
        struct slice path = one->span.file ? one->span.file->path : SLICE("-");
        buffer_format(&site->text, "%.*s:%zu:%zu %s %s", SLICE_ARG(path), at.line, at.column,
                      one->severity == SEVERITY_WARNING ? "warning" : "error", one->problem->code);
        if (in_full) {
            buffer_add(&site->text, SLICE(": "));
            diagnostic_write_message(&site->text, one, MESSAGES_ENGLISH);
            buffer_add(&site->text, SLICE(" | "));
            diagnostic_write_hint(&site->text, one, MESSAGES_ENGLISH);
        }
        buffer_add_byte(&site->text, '\n');
    }
    return buffer_view(&site->text);
}

static inline struct slice small_site_codes(struct small_site *site)
{
    return small_site_said(site, false);
}

static inline bool small_site_says(struct small_site *site, const char *words)
{
    if (slice_find(small_site_said(site, true), slice_from_string(words)) != SLICE_NOT_FOUND)
        return true;
    print_error("nobody said \"%s\":\n%s", words, buffer_string(&site->text));
    return false;
}

static inline const struct sheet *small_site_sheet(struct small_site *site, const char *name)
{
    return catalogue_find_sheet(site->catalogue, slice_from_string(name));
}

/* Ids of sheets with spaces between. */
static inline struct slice small_site_ids(struct small_site *site,
                                          const struct sheet *const *sheets, size_t count)
{
    buffer_clear(&site->text);
    for (size_t i = 0; i < count; i++) {
        buffer_add(&site->text, i ? SLICE(" ") : SLICE(""));
        buffer_add(&site->text, sheets[i]->id);
    }
    return buffer_view(&site->text);
}

static inline bool small_site_has(struct small_site *site, const char *output_path)
{
    return map_get(&site->catalogue->routes_by_path, slice_from_string(output_path)) != NULL;
}

/* The address that the n-th link of a sheet's text was given. */
static inline struct slice small_site_link_url(struct small_site *site, const char *name,
                                               unsigned language, size_t n)
{
    const struct edition *edition = small_site_sheet(site, name)->editions[language];
    assert_true(n < edition->document->markdown->link_count);
    return edition->document->markdown->links[n].url;
}

#endif
