#include "test.h"

#include "content/schema.h"
#include "text/locale.h"

#include <string.h>

static struct arena arena;
static struct diagnostics diagnostics;
static struct schema *schema;

static int set_up(void **state)
{
    (void)state;
    arena = (struct arena){0};
    diagnostics = (struct diagnostics){.arena = &arena};
    schema = NULL;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    schema_release(schema);
    arena_release(&arena);
    return 0;
}

static const char sound[] =
    "site:\n"                                    /* 1 */
    "  title: {it: Catalogo, en: Catalogue}\n"   /* 2 */
    "  base_url: https://example.org/catalogo\n" /* 3 */
    "  languages: [it, en]\n"                    /* 4 */
    "  accent: \"#0b5cad\"\n"                    /* 5 */
    "  page_size: 12\n"                          /* 6 */
    "  statuses: {draft: [bozza, draft], review: [in revisione], published: pubblicata}\n"
    "  publisher: {name: Redazione, url: https://example.org/, email: a@example.org}\n" /* 8 */
    "  menu: [{to: esperienze}, {label: Guida, url: /guida/}, {label: X, to: enti/x}]\n"
    "vocabularies:\n"                                                               /* 10 */
    "  temi:\n"                                                                     /* 11 */
    "    mare: {label: Mare, parent: acqua, tile: [1, 2]}\n"                        /* 12 */
    "    acqua: {label: {it: Acqua, en: Water}, code: 012, tile: [1, 1]}\n"         /* 13 */
    "    aria: {label: Aria}\n"                                                     /* 14 */
    "  luoghi:\n"                                                                   /* 15 */
    "    label: Luoghi\n"                                                           /* 16 */
    "    url: /dove/{id}/\n"                                                        /* 17 */
    "    terms: {toscana: {label: Toscana, same_as: https://example.org/t}}\n"      /* 18 */
    "collections:\n"                                                                /* 19 */
    "  esperienze:\n"                                                               /* 20 */
    "    label: {it: Esperienze}\n"                                                 /* 21 */
    "    url: /esperienze/{path}/\n"                                                /* 22 */
    "    sort: [-avvio, titolo]\n"                                                  /* 23 */
    "    fields:\n"                                                                 /* 24 */
    "      titolo: {type: text, role: title, required: true, min: 3, max: 80}\n"    /* 25 */
    "      ente: {type: ref, to: enti, role: organisation, facet: true}\n"          /* 26 */
    "      temi: {type: list, of: {type: term, of: temi}, facet: true}\n"           /* 27 */
    "      avvio: {type: date, role: start, sort: true}\n"                          /* 28 */
    "      budget: {type: money, currency: EUR, role: budget, facet: range}\n"      /* 29 */
    "      codice: {type: text, pattern: '[0-9]+', required: pubblicata}\n"         /* 30 */
    "      prodotti: {type: list, of: markdown, section: risultati}\n"              /* 31 */
    "      note: {type: markdown, section: {it: Note finali, en: Notes}}\n"         /* 32 */
    "      parti: {type: list, of: {type: record, fields: {nome: {type: text}}}}\n" /* 33 */
    "      quanti: {type: integer, unit: persone, min: 1, default: 4}\n"            /* 34 */
    "    sections:\n"                                                               /* 35 */
    "      - {id: sintesi, heading: {it: Sintesi, en: Summary}, required: in revisione}\n"
    "      - {id: risultati, heading: Risultati}\n" /* 37 */
    "  enti:\n"                                     /* 38 */
    "    path: /altri/soggetti/\n"                  /* 39 */
    "    label: Enti\n"                             /* 40 */
    "    fields: {nome: {type: text, role: title}, sopra: {type: ref, to: enti, role: parent}}\n";

static void read_text(struct slice text)
{
    struct text_file file = {SLICE("site.yaml"), arena_copy(&arena, text)};
    schema_release(schema);
    schema = schema_read(&arena, file, &diagnostics);
    if (schema)
        schema_settle(schema, &arena, &diagnostics);
}

/* The sound one, with the first `was` in it changed. */
static void read_changed(const char *was, const char *becomes)
{
    struct slice text = slice_from_string(sound);
    size_t at = slice_find(text, slice_from_string(was));
    if (at == SLICE_NOT_FOUND)
        fail_msg("not in the sound site.yaml: %s", was);
    read_text(arena_concat(&arena, slice_sub(text, 0, at), slice_from_string(becomes),
                           slice_after(text, at + strlen(was)), (struct slice){0}));
}

static void show_diagnostics(void)
{
    struct buffer out = {0};
    for (size_t i = 0; i < diagnostics.count; i++)
        diagnostic_write_text(&out, &diagnostics.items[i], (struct diagnostic_style){0});
    print_error("%s", buffer_string(&out));
    buffer_release(&out);
}

static const struct collection *collection(const char *id)
{
    return map_get(&schema->collections_by_id, slice_from_string(id));
}

static const struct field *field(const char *id)
{
    return map_get(&collection("esperienze")->fields_by_id, slice_from_string(id));
}

static const struct vocabulary *vocabulary(const char *id)
{
    return map_get(&schema->vocabularies_by_id, slice_from_string(id));
}

static void read_sound(void)
{
    read_text(slice_from_string(sound));
    show_diagnostics();
    assert_int_equal(diagnostics.count, 0);
    assert_non_null(schema);
}

/* --- what is understood ----------------------------------------------------- */

static void the_site_is_read(void **state)
{
    (void)state;
    read_sound();
    assert_slice_equal(schema->title.text[0], "Catalogo");
    assert_slice_equal(local_text_get(&schema->title, 1), "Catalogue");
    assert_slice_equal(schema->base_url, "https://example.org/catalogo/");
    assert_slice_equal(schema->base_path, "/catalogo/");
    assert_int_equal(schema->language_count, 2);
    assert_int_equal(schema_find_language(schema, SLICE("en")), 1);
    assert_int_equal(schema_find_language(schema, SLICE("de")), -1);
    assert_slice_equal(schema->locales[0]->language, "it");
    assert_slice_equal(schema->theme, "schedario");
    assert_int_equal(schema->page_size, 12);
    assert_slice_equal(schema->publisher_name.text[1], "Redazione");
    assert_int_equal(schema->menu_count, 3);
    assert_slice_equal(schema->menu[0].label.text[0], "Esperienze");
    assert_slice_equal(schema->menu[1].url, "/guida/");
    assert_slice_equal(schema->menu[2].target, "enti/x");
}

static void another_base_url_may_take_its_place(void **state)
{
    (void)state;
    read_sound();
    assert_true(schema_set_base_url(schema, &arena, SLICE("http://localhost:8080")));
    assert_slice_equal(schema->base_url, "http://localhost:8080/");
    assert_slice_equal(schema->base_path, "/");
    assert_false(schema_set_base_url(schema, &arena, SLICE("/catalogo/")));
    assert_false(schema_set_base_url(schema, &arena, SLICE("https://a.it/?b")));
    assert_slice_equal(schema->base_url, "http://localhost:8080/");
}

static void statuses_have_names_of_the_site(void **state)
{
    (void)state;
    enum status status = STATUS_REVIEW;
    read_sound();
    assert_true(schema_find_status(schema, SLICE("Draft"), &status));
    assert_int_equal(status, STATUS_DRAFT);
    assert_true(schema_find_status(schema, SLICE("pubblicata"), &status));
    assert_int_equal(status, STATUS_PUBLISHED);
    assert_false(schema_find_status(schema, SLICE("published"), &status));

    read_changed("  statuses: {draft: [bozza, draft], review: [in revisione], published: "
                 "pubblicata}\n",
                 "");
    assert_int_equal(diagnostics.count, 0);
    assert_true(schema_find_status(schema, SLICE("in review"), &status));
    assert_true(schema_find_status(schema, SLICE("published"), &status));
}

static void terms_stand_in_the_order_of_their_tree(void **state)
{
    (void)state;
    read_sound();
    const struct vocabulary *temi = vocabulary("temi");
    assert_int_equal(temi->term_count, 3);
    assert_slice_equal(temi->terms[0]->id, "acqua");
    assert_slice_equal(temi->terms[1]->id, "mare");
    assert_slice_equal(temi->terms[2]->id, "aria");
    assert_ptr_equal(temi->terms[1]->parent, temi->terms[0]);
    assert_ptr_equal(temi->terms[0]->children[0], temi->terms[1]);
    assert_int_equal(temi->terms[1]->depth, 1);
    assert_int_equal(temi->terms[2]->index, 2);
    assert_slice_equal(temi->terms[0]->code, "012");
    assert_true(temi->terms[0]->has_tile);
    assert_int_equal(temi->terms[1]->tile_column, 2);
    assert_slice_equal(temi->label.text[0], "Temi");
    assert_slice_equal(temi->url, "/temi/{id}/");
    assert_slice_equal(temi->terms[0]->label.text[1], "Water");
    assert_slice_equal(vocabulary("luoghi")->url, "/dove/{id}/");
    assert_slice_equal(vocabulary("luoghi")->terms[0]->same_as[0], "https://example.org/t");
}

static void a_deep_vocabulary_is_read_in_linear_time(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text,
                      "site: {title: A, base_url: 'https://a.it/', languages: it}\n"
                      "collections: {c: {label: C, fields: {t: {type: text, role: title}}}}\n"
                      "vocabularies:\n  v:\n");
    for (int i = 0; i < 12000; i++)
        buffer_format(&text, "    t%d: {label: T, parent: t%d}\n", i, (i + 1) % 12000);
    read_text(buffer_view(&text));
    buffer_release(&text);
    assert_int_equal(diagnostics.count, 1);
    assert_string_equal(diagnostics.items[0].problem->code, "parent-cycle");
    const struct vocabulary *deep = vocabulary("v");
    assert_int_equal(deep->term_count, 12000);
    assert_int_equal(deep->terms[11999]->depth, 11999);
}

static void fields_have_what_their_type_asks_for(void **state)
{
    (void)state;
    read_sound();
    assert_int_equal(field("titolo")->role, ROLE_TITLE);
    assert_true(field("titolo")->required);
    assert_int_equal(field("titolo")->required_from, STATUS_DRAFT);
    assert_int_equal(field("titolo")->max.as.integer, 80);
    assert_ptr_equal(field("ente")->target, collection("enti"));
    assert_ptr_equal(field("temi")->item->vocabulary, vocabulary("temi"));
    assert_int_equal(field("temi")->facet, FACET_VALUES);
    assert_int_equal(field("budget")->facet, FACET_RANGE);
    assert_slice_equal(field("budget")->currency, "EUR");
    assert_int_equal(field("codice")->required_from, STATUS_PUBLISHED);
    assert_true(pattern_matches(field("codice")->pattern, SLICE("123")));
    assert_slice_equal(field("codice")->label.text[1], "Codice");
    assert_slice_equal(field("parti")->item->fields[0]->id, "nome");
    assert_int_equal(field("quanti")->min.as.integer, 1);
    assert_int_equal(field("quanti")->fallback->as.integer, 4);
    assert_slice_equal(field("quanti")->unit.text[0], "persone");
    assert_int_equal(field("quanti")->index, 9);
}

static void collections_know_their_roles_order_and_folder(void **state)
{
    (void)state;
    read_sound();
    const struct collection *esperienze = collection("esperienze");
    assert_ptr_equal(esperienze->by_role[ROLE_TITLE], field("titolo"));
    assert_ptr_equal(esperienze->by_role[ROLE_BUDGET], field("budget"));
    assert_null(esperienze->by_role[ROLE_END]);
    assert_int_equal(esperienze->sort_count, 2);
    assert_true(esperienze->sort[0].descending);
    assert_ptr_equal(esperienze->sort[1].field, field("titolo"));
    assert_int_equal(esperienze->page_size, 12);
    assert_true(esperienze->feed);
    assert_slice_equal(esperienze->template, "sheet");
    assert_slice_equal(esperienze->label_one.text[0], "Esperienze");
    assert_int_equal(collection("enti")->other_sections, SECTIONS_ALLOW);
    assert_slice_equal(collection("enti")->path, "altri/soggetti");
    assert_ptr_equal(schema_find_collection(schema, SLICE("altri/soggetti/x.md")),
                     collection("enti"));
    assert_null(schema_find_collection(schema, SLICE("altri/soggettivo/x.md")));
    assert_null(schema_find_collection(schema, SLICE("esperienze")));
}

static void the_longest_folder_wins(void **state)
{
    (void)state;
    read_changed("path: /altri/soggetti/", "path: esperienze/enti");
    assert_int_equal(diagnostics.count, 0);
    assert_ptr_equal(schema_find_collection(schema, SLICE("esperienze/enti/x.md")),
                     collection("enti"));
    assert_ptr_equal(schema_find_collection(schema, SLICE("esperienze/entity.md")),
                     collection("esperienze"));
}

static void fields_bind_to_sections_or_declare_them(void **state)
{
    (void)state;
    read_sound();
    const struct collection *esperienze = collection("esperienze");
    assert_int_equal(esperienze->section_count, 3);
    assert_int_equal(esperienze->other_sections, SECTIONS_REFUSE);
    assert_slice_equal(esperienze->sections[0]->heading.text[1], "Summary");
    assert_int_equal(esperienze->sections[0]->required_from, STATUS_REVIEW);
    assert_null(esperienze->sections[0]->field);
    assert_ptr_equal(esperienze->sections[1]->field, field("prodotti"));
    assert_ptr_equal(field("prodotti")->section, esperienze->sections[1]);
    assert_slice_equal(esperienze->sections[2]->id, "note");
    assert_slice_equal(esperienze->sections[2]->heading.text[1], "Notes");
    assert_ptr_equal(field("note")->section, esperienze->sections[2]);
}

static void a_file_with_byte_order_mark_and_crlf_is_read_alike(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, "\xEF\xBB\xBF");
    for (const char *at = sound; *at; at++) {
        if (*at == '\n')
            buffer_add_byte(&text, '\r');
        buffer_add_byte(&text, *at);
    }
    read_text(buffer_view(&text));
    buffer_release(&text);
    assert_int_equal(diagnostics.count, 0);
    assert_slice_equal(schema->title.text[0], "Catalogo");
}

static void roles_have_names(void **state)
{
    (void)state;
    assert_slice_equal(field_role_name(ROLE_TITLE), "title");
    assert_slice_equal(field_role_name(ROLE_SOURCE_NOTE), "source_note");
    assert_slice_equal(field_role_name(ROLE_NONE), "");
    for (int role = ROLE_TITLE; role < ROLE_COUNT; role++)
        assert_true(field_role_name((enum field_role)role).len > 0);
}

/* --- what is wrong -------------------------------------------------------------- */

/* One mistake each, made in the sound one: its code and its place. */
static const struct {
    const char *was, *becomes, *code;
    unsigned line, column;
} mistakes[] = {
    /* keys and shapes */
    {"  page_size: 12", "  page_sise: 12", "unknown-key", 6, 3},
    {"parent: acqua,", "genitore: acqua,", "unknown-key", 12, 25},
    {"vocabularies:", "vocabulary: {}\nvocabularies:", "unknown-key", 10, 1},
    {"  title: {it: Catalogo, en: Catalogue}\n", "", "missing-key", 1, 1},
    {"  title: {it: Catalogo, en: Catalogue}\n", "  title:\n", "missing-key", 2, 3},
    {"  base_url: https://example.org/catalogo\n", "", "missing-key", 1, 1},
    {"    label: Enti\n", "", "missing-key", 38, 3},
    {"{type: text, pattern: '[0-9]+', required: pubblicata}", "{required: pubblicata}",
     "missing-key", 30, 7},
    {"mare: {label: Mare, parent", "mare: {parent", "missing-key", 12, 5},
    {"{id: risultati, heading: Risultati}", "{id: risultati}", "missing-key", 37, 9},
    {"page_size: 12", "page_size: [12]", "key-shape", 6, 14},
    {"label: Luoghi", "label: [Luoghi]", "key-shape", 16, 12},
    {"terms: {toscana: {label: Toscana, same_as: https://example.org/t}}", "terms: [toscana]",
     "key-shape", 18, 12},
    {"aria: {label: Aria}", "aria: Aria", "key-shape", 14, 11},
    {"menu: [{to: esperienze}, {label: Guida, url: /guida/}, {label: X, to: enti/x}]",
     "menu: esperienze", "key-shape", 9, 9},
    {"sort: true}", "sort: forse}", "key-boolean", 28, 46},
    {"page_size: 12", "page_size: 501", "key-number", 6, 14},
    {"page_size: 12", "page_size: 0", "key-number", 6, 14},
    {"page_size: 12", "page_size: dodici", "key-number", 6, 14},
    {"label: Enti\n", "label: Enti\n    page_size: 4294967297\n", "key-number", 41, 16},
    /* the site */
    {"https://example.org/catalogo", "example.org/catalogo", "base-url", 3, 13},
    {"https://example.org/catalogo", "ftp://example.org/", "base-url", 3, 13},
    {"https://example.org/catalogo", "https://example.org/?a", "base-url", 3, 13},
    {"url: https://example.org/,", "url: example.org,", "wrong-address", 8, 37},
    {"a@example.org", "example.org", "wrong-email", 8, 66},
    {"\"#0b5cad\"", "blu", "wrong-color", 5, 11},
    {"\"#0b5cad\"", "\"#0b5ca\"", "wrong-color", 5, 11},
    {"\"#0b5cad\"", "\"#0b5cag\"", "wrong-color", 5, 11},
    {"  accent", "  logo: ../logo.svg\n  accent", "wrong-path", 5, 9},
    {"  accent", "  theme: ../altro\n  accent", "wrong-name", 5, 10},
    {"languages: [it, en]", "languages: [it, en, it]", "language-twice", 4, 23},
    {"languages: [it, en]", "languages: [it, en, zz]", "unknown-language", 4, 23},
    {"languages: [it, en]", "languages: [it, en, it@x]", "unknown-language", 4, 23},
    {"languages: [it, en]", "languages: [it, en, de, fr, es, pt, nl, pl, sv]", "too-many-languages",
     4, 47},
    {"languages: [it, en]", "languages: []", "missing-key", 4, 3},
    {"  languages: [it, en]\n", "", "missing-key", 1, 1},
    {"{it: Catalogo, en: Catalogue}", "{it: Catalogo, eng: Catalogue}", "unknown-language", 2, 25},
    {"{it: Catalogo, en: Catalogue}", "{en: Catalogue}", "first-language", 2, 10},
    {"review: [in revisione]", "review: [in revisione, Bozza]", "status-twice", 7, 60},
    {"to: esperienze", "to: esperienza", "menu-target", 9, 15},
    {"to: enti/x", "to: ente/x", "menu-target", 9, 73},
    {"to: enti/x", "to: enti/X y", "menu-target", 9, 73},
    {"to: enti/x", "to: temi/x", "menu-target", 9, 73},
    {"{to: esperienze}", "{to: esperienze, url: /x/}", "menu-entry", 9, 10},
    {"{to: esperienze}", "{label: Niente}", "menu-entry", 9, 10},
    {"{label: Guida, url: /guida/}", "{url: /guida/}", "missing-key", 9, 28},
    {"url: /guida/}", "url: 'javascript:x'}", "wrong-address", 9, 48},
    /* vocabularies */
    {"  luoghi:", "  Luoghi:", "wrong-name", 15, 3},
    {"    aria:", "    l'aria:", "wrong-name", 14, 5},
    {"parent: acqua", "parent: aqua", "unknown-parent", 12, 33},
    {"parent: acqua", "parent: mare", "parent-cycle", 12, 33},
    {"code: 012", "parent: mare", "parent-cycle", 12, 33},
    {"tile: [1, 2]", "tile: [1, 1]", "tile-clash", 13, 61},
    {"tile: [1, 2]", "tile: [1]", "wrong-tile", 12, 46},
    {"tile: [1, 2]", "tile: [1, due]", "key-number", 12, 50},
    {"same_as: https://example.org/t", "same_as: [toscana]", "wrong-address", 18, 49},
    {"url: /dove/{id}/", "url: /dove/{path}/", "url-placeholder", 17, 10},
    {"    terms: {toscana: {label: Toscana, same_as: https://example.org/t}}\n", "", "missing-key",
     15, 3},
    /* collections */
    {"  enti:\n    path", "  luoghi:\n    path", "unknown-collection", 26, 29},
    {"url: /esperienze/{path}/", "url: esperienze/{path}/", "url-slash", 22, 10},
    {"url: /esperienze/{path}/", "url: /esperienze/{path}", "url-slash", 22, 10},
    {"url: /esperienze/{path}/", "url: /esperienze/", "url-id", 22, 10},
    {"url: /esperienze/{path}/", "url: /{id}/{anno}/", "url-placeholder", 22, 10},
    {"url: /esperienze/{path}/", "url: /{id}/{anno/", "url-placeholder", 22, 10},
    {"url: /esperienze/{path}/", "url: /{id}/a}/", "url-placeholder", 22, 10},
    {"url: /esperienze/{path}/", "url: /a//{id}/", "url-character", 22, 10},
    {"url: /esperienze/{path}/", "url: /../{id}/", "url-character", 22, 10},
    {"url: /esperienze/{path}/", "url: /a?b/{id}/", "url-character", 22, 10},
    {"url: /esperienze/{path}/", "url: /.a/{id}/", "url-character", 22, 10},
    {"url: /esperienze/{path}/", "url: /temi/{path}/", "url-clash", 22, 10},
    {"label: Enti\n", "label: Enti\n    url: /esperienze/{id}/\n", "url-clash", 41, 10},
    {"path: /altri/soggetti/", "path: esperienze", "path-clash", 39, 11},
    {"path: /altri/soggetti/", "path: ../altri", "wrong-path", 39, 11},
    {"path: /altri/soggetti/", "path: /", "wrong-path", 39, 11},
    {"label: Enti\n", "label: Enti\n    template: ../x\n", "wrong-name", 41, 15},
    {"label: Enti\n", "label: Enti\n    other_sections: rifiuta\n", "other-sections", 41, 21},
    {"sort: [-avvio, titolo]", "sort: [-avvio, titlo]", "sort-unknown", 23, 20},
    {"sort: [-avvio, titolo]", "sort: -temi", "sort-type", 23, 11},
    {"sort: [-avvio, titolo]", "sort: note", "sort-type", 23, 11},
    {"    fields: {nome: {type: text, role: title}, sopra: {type: ref, to: enti, role: parent}}\n",
     "", "missing-key", 38, 3},
    {"{nome: {type: text, role: title}, sopra", "{nome: {type: text}, sopra", "title-missing", 41,
     5},
    {"pattern: '[0-9]+',", "role: title,", "role-twice", 30, 34},
    {"role: start", "role: begin", "unknown-role", 28, 33},
    {"role: organisation", "role: organization", "unknown-role", 26, 41},
    {"role: start", "role: budget", "role-type", 28, 33},
    {"{type: text, pattern", "{type: text, role: start, pattern", "role-type", 30, 34},
    {"to: enti, role: parent", "to: esperienze, role: parent", "role-parent", 41, 88},
    /* fields */
    {"      codice:", "      Codice:", "wrong-name", 30, 7},
    {"      codice:", "      stato:", "reserved-name", 30, 7},
    {"      codice:", "      alias:", "reserved-name", 30, 7},
    {"{type: text, pattern", "{type: txt, pattern", "unknown-type", 30, 22},
    {"of: {type: term, of: temi}", "of: temi", "unknown-type", 27, 30},
    {"to: enti, role: org", "to: ente, role: org", "unknown-collection", 26, 29},
    {"of: {type: term, of: temi}", "of: {type: term, of: tema}", "unknown-vocabulary", 27, 47},
    {"of: {type: term, of: temi}", "of: {type: term}", "missing-key", 27, 26},
    {"of: {type: term, of: temi}", "of: term", "missing-key", 27, 26},
    {"{type: list, of: markdown, section", "{type: list, section", "missing-key", 31, 7},
    {"to: enti, role: org", "role: org", "missing-key", 26, 7},
    {"{type: record, fields: {nome: {type: text}}}", "{type: record}", "missing-key", 33, 27},
    {"currency: EUR, ", "", "missing-key", 29, 7},
    {"currency: EUR", "currency: EURO", "unknown-currency", 29, 39},
    {"currency: EUR", "currency: eur", "unknown-currency", 29, 39},
    {"facet: range", "facet: intervallo", "wrong-facet", 29, 65},
    {"facet: true}\n      avvio", "facet: range}\n      avvio", "facet-order", 27, 61},
    {"role: organisation, facet: true", "role: organisation, facet: range", "facet-order", 26, 62},
    {"of: markdown, section", "of: markdown, facet: true, section", "facet-type", 31, 51},
    {"{type: markdown, section", "{type: markdown, facet: range, section", "facet-type", 32, 37},
    {"unit: persone, min", "currency: EUR, min", "misplaced-key", 34, 31},
    {"{type: markdown, section", "{type: markdown, sort: true, section", "misplaced-key", 32, 30},
    {"role: start, sort", "pattern: x, sort", "misplaced-key", 28, 27},
    {"{nome: {type: text}}}", "{nome: {type: text, role: title}}}", "nested-key", 33, 74},
    {"{nome: {type: text}}}", "{nome: {type: text, facet: true}}}", "nested-key", 33, 74},
    {"{nome: {type: text}}}", "{Nome: {type: text}}}", "wrong-name", 33, 55},
    {"pattern: '[0-9]+'", "pattern: '[0-9+'", "wrong-pattern", 30, 37},
    {"min: 3, max: 80", "min: 81, max: 80", "min-over-max", 25, 62},
    {"unit: persone, min: 1, default: 4", "min: 10, max: 9", "min-over-max", 34, 36},
    {"min: 3, max: 80", "min: -3", "key-number", 25, 62},
    {"unit: persone, min: 1", "min: molti", "field-type", 34, 36},
    {"default: 4", "default: quattro", "field-type", 34, 63},
    {"default: 4", "default: 0", "field-range", 34, 63},
    {"required: pubblicata", "required: pubblicato", "unknown-status", 30, 57},
    {"required: pubblicata", "required: [true]", "key-shape", 30, 57},
    {"{nome: {type: text}}}", "{nome: {type: list, of: {type: list, of: {type: list, of: text}}}}}",
     "too-deep", 33, 91},
    /* sections */
    {"{id: risultati, heading", "{id: sintesi, heading", "section-clash", 37, 14},
    {"heading: Risultati", "heading: {it: sintesi, en: Results}", "heading-clash", 37, 14},
    {"heading: Risultati", "heading: {it: Esiti, en: SUMMARY}", "heading-clash", 37, 14},
    {"{it: Note finali, en: Notes}", "Sintesi", "heading-clash", 32, 39},
    {"{it: Note finali, en: Notes}", "sintsi", "unknown-section", 32, 39},
    {"{it: Note finali, en: Notes}", "risultati", "section-bound-twice", 32, 39},
    {"unit: persone, ", "section: sintesi, ", "section-type", 34, 40},
    {"of: markdown, section", "of: integer, section", "section-type", 31, 52},
    {"- {id: risultati", "- {id: Risultati finali", "wrong-name", 37, 14},
};

/* Some mistakes bring another with them: the first in the file is the one that is meant. */
static bool brings_another(const char *code)
{
    static const char *const codes[] = {"wrong-name",    "reserved-name",      "title-missing",
                                        "section-clash", "unknown-collection", "path-clash"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(code, codes[i]) == 0)
            return true;
    return false;
}

static void every_mistake_has_its_name_and_its_place(void **state)
{
    (void)state;
    bool is_good = true;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        diagnostics = (struct diagnostics){.arena = &arena};
        read_changed(mistakes[i].was, mistakes[i].becomes);
        diagnostics_sort(&diagnostics);
        const struct diagnostic *found = NULL;
        for (size_t j = 0; !found && j < diagnostics.count; j++)
            if (strcmp(diagnostics.items[j].problem->code, mistakes[i].code) == 0)
                found = &diagnostics.items[j];
        struct position position = found ? span_position(found->span) : (struct position){0};
        bool is_alone = diagnostics.count == 1 || brings_another(mistakes[i].code);
        if (!found || !is_alone || position.line != mistakes[i].line ||
            position.column != mistakes[i].column) {
            print_error("%s -> %s: expected %s at %u:%u\n", mistakes[i].was, mistakes[i].becomes,
                        mistakes[i].code, mistakes[i].line, mistakes[i].column);
            show_diagnostics();
            is_good = false;
        }
    }
    assert_true(is_good);
}

static void every_message_is_whole_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        diagnostics = (struct diagnostics){.arena = &arena};
        read_changed(mistakes[i].was, mistakes[i].becomes);
        for (size_t j = 0; j < diagnostics.count; j++) {
            const struct problem *problem = diagnostics.items[j].problem;
            for (int language = 0; language < MESSAGE_LANGUAGES; language++) {
                assert_non_null(problem->text[language]);
                /* Every argument that the text or hint shows was given. */
                for (int n = 0; n < DIAGNOSTIC_ARGUMENTS_MAX; n++) {
                    char mark[] = {'%', (char)('1' + n), '\0'};
                    bool is_shown =
                        strstr(problem->text[language], mark) ||
                        (problem->hint[language] && strstr(problem->hint[language], mark));
                    if (is_shown && diagnostics.items[j].arguments[n].len == 0)
                        fail_msg("%s: %s is empty", problem->code, mark);
                }
            }
        }
    }
}

static void what_cannot_be_read_gives_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } broken[] = {
        {"", "site-empty"},
        {"# nulla\n", "site-empty"},
        {"- site\n", "key-shape"},
        {"sito", "key-shape"},
        {"collections: {}\n", "missing-key"},
        {"site: a\ncollections: {}\n", "key-shape"},
        {"site: {title: a\n", "yaml-bracket-open"},
        {"site:\n\ttitle: a\n", "yaml-tab"},
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        diagnostics = (struct diagnostics){.arena = &arena};
        read_text(slice_from_string(broken[i].text));
        assert_null(schema);
        assert_true(diagnostics.count > 0);
        assert_string_equal(diagnostics.items[0].problem->code, broken[i].code);
    }
}

static void all_mistakes_are_shown_together(void **state)
{
    (void)state;
    read_text(SLICE("site:\n  titel: A\n  base_url: x\n  languages: [it, it]\n  accent: blu\n"
                    "vocabularies:\n  v: {a: {labl: A, parent: b}}\n"
                    "collections:\n  c:\n    fields:\n      t: {type: tetx}\n"
                    "      u: {type: term, of: w}\n"));
    assert_non_null(schema);
    assert_int_equal(diagnostics.count, 12);
}

static void a_near_name_is_suggested(void **state)
{
    (void)state;
    read_changed("type: text, pattern", "type: txt, pattern");
    assert_slice_equal(diagnostics.items[0].arguments[0],
                       "collections.esperienze.fields.codice.type");
    assert_slice_equal(diagnostics.items[0].arguments[2], "text");
    read_changed("of: {type: term, of: temi}", "of: {type: term, of: xyzzy}");
    assert_slice_equal(diagnostics.items[1].arguments[2], "temi, luoghi");
}

static void a_collection_has_a_limited_number_of_fields(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, "site: {title: A, base_url: 'https://a.it/', languages: it}\n"
                             "collections:\n  c:\n    label: C\n    fields:\n"
                             "      t: {type: text, role: title}\n");
    for (int i = 0; i < SCHEMA_FIELDS_MAX + 5; i++)
        buffer_format(&text, "      f%d: {type: text}\n", i);
    read_text(buffer_view(&text));
    buffer_release(&text);
    assert_int_equal(diagnostics.count, 1);
    assert_string_equal(diagnostics.items[0].problem->code, "too-many-fields");
    assert_int_equal(collection("c")->field_count, SCHEMA_FIELDS_MAX);
}

static void many_wrong_names_cost_no_more_than_a_few(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text,
                      "site: {title: A, base_url: 'https://a.it/', languages: it}\n"
                      "collections: {c: {label: C, fields: {t: {type: text, role: title}}}}\n"
                      "vocabularies:\n  v:\n");
    for (int i = 0; i < 12000; i++)
        buffer_format(&text, "    term%d: {label: T, parent: nessuno-%d}\n", i, i);
    read_text(buffer_view(&text));
    buffer_release(&text);
    assert_int_equal(diagnostics.count, 12000);
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(the_site_is_read),
        test(another_base_url_may_take_its_place),
        test(statuses_have_names_of_the_site),
        test(terms_stand_in_the_order_of_their_tree),
        test(a_deep_vocabulary_is_read_in_linear_time),
        test(fields_have_what_their_type_asks_for),
        test(collections_know_their_roles_order_and_folder),
        test(the_longest_folder_wins),
        test(fields_bind_to_sections_or_declare_them),
        test(a_file_with_byte_order_mark_and_crlf_is_read_alike),
        test(roles_have_names),
        test(every_mistake_has_its_name_and_its_place),
        test(every_message_is_whole_in_both_languages),
        test(what_cannot_be_read_gives_nothing),
        test(all_mistakes_are_shown_together),
        test(a_near_name_is_suggested),
        test(a_collection_has_a_limited_number_of_fields),
        test(many_wrong_names_cost_no_more_than_a_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
