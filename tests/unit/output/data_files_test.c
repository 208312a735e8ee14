#include "output/output_site.h"
#include "output/well_formed.h"

#define ROOT "https://example.org/catalogo/"
#define BOM  "\xef\xbb\xbf"

static const struct small_file files[] = {
    {"content/enti/comune.md", "---\nnome: Comune\n---\n"},
    {"content/enti/rete.md", "---\nnome: Rete\n---\n"},
    {"content/progetti/alfa/index.md",
     "---\ntitolo: Alfa\nsommario: Il primo.\nente: comune\npartner: [rete, comune]\n"
     "obiettivo: crescere\ntemi: [lavoro, inclusione]\nluogo: veneto\navvio: 2017-12-20\n"
     "fine: 2019\nbudget: \"84.498,00\"\nfondo: FSE\npubblicata: 2020-01-02\n"
     "aggiornata: 2021-02-03T10:30:00Z\nfoto: foto.png\nquota: 12,5%\n"
     "sostegno: {grado: 3, altro: {nota: \"a; b\"}}\n"
     "esiti: [{anno: 2018, esito: buono}, {anno: 2019}]\n---\n\nPrima.\n\n## Parte\n\nTesto "
     "*forte*.\n"},
    {"content/progetti/alfa/index.en.md",
     "---\ntitolo: Alpha\nsommario: The first.\n---\n\n## Part\n\nText.\n"},
    {"content/progetti/alfa/foto.png", NULL},
    {"content/progetti/beta.md", "---\ntitolo: Beta\nente: comune\ntemi: lavoro\n---\n"},
    {"content/guida/passi.md", "---\ntitolo: Passi\n---\n\n[Alfa](../progetti/alfa/index.md)\n"},
    {0},
};

/* ---- CSV ------------------------------------------------------------------ */

static void csv_has_a_column_a_field_in_the_order_of_the_schema(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
    assert_slice_equal(small_site_codes(site->small), "");
    assert_slice_equal(
        output_site_render(site, "progetti/progetti.csv"), BOM
        "id,Titolo,Indirizzo,Sommario,Ente,Partner,Obiettivo,Temi,Luogo,Avvio,Fine,Budget,Fondo,"
        "Pubblicata,Aggiornata,Foto,Quota,Sostegno.Grado,Sostegno.Altro.Nota,Esiti\r\n"
        "alfa,Alfa," ROOT "progetti/alfa/,Il primo.,comune,rete; comune,crescere,"
        "lavoro; inclusione,veneto,2017-12-20,2019,84498.00,FSE,2020-01-02,2021-02-03T10:30:00Z,"
        "foto.png,12.5,3,a; b,\"anno=2018, esito=buono; anno=2019\"\r\n"
        "beta,Beta," ROOT "progetti/beta/,,comune,,,lavoro,,,,,,,,,,,,\r\n");
    output_site_end(site);
}

static void csv_in_another_language_has_its_labels_texts_and_addresses(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
    assert_slice_equal(
        output_site_render(site, "en/progetti/progetti.csv"), BOM
        "id,Title,Address,Summary,Body,Partner,Aim,Temi,Luogo,Avvio,Fine,Budget,Fondo,"
        "Pubblicata,Aggiornata,Foto,Quota,Support.Degree,Support.Altro.Nota,Esiti\r\n"
        "alfa,Alpha," ROOT "en/progetti/alfa/,The first.,comune,rete; comune,crescere,"
        "lavoro; inclusione,veneto,2017-12-20,2019,84498.00,FSE,2020-01-02,2021-02-03T10:30:00Z,"
        "foto.png,12.5,3,a; b,\"anno=2018, esito=buono; anno=2019\"\r\n"
        "beta,Beta," ROOT "en/progetti/beta/,,comune,,,lavoro,,,,,,,,,,,,\r\n");
    output_site_end(site);
}

static const char simple[] = "site:\n"
                             "  title: T\n"
                             "  base_url: https://example.org/\n"
                             "  languages: [it]\n"
                             "  theme: test\n"
                             "collections:\n"
                             "  schede:\n"
                             "    label: Schede\n"
                             "    fields:\n"
                             "      titolo: {type: text, role: title}\n"
                             "      testo: {type: text, label: '=A, \"B\"'}\n"
                             "      corpo: {type: markdown}\n"
                             "      numero: {type: number}\n"
                             "      elenco: {type: list, of: text}\n"
                             "      vero: {type: boolean}\n";

static void an_empty_collection_is_a_header(void **state)
{
    (void)state;
    static const struct small_file none[] = {{0}};
    struct output_site *site = output_site_start(simple, none, false);
    assert_slice_equal(output_site_render(site, "schede/schede.csv"),
                       BOM "id,Titolo,Indirizzo,\"'=A, \"\"B\"\"\",Corpo,Numero,Elenco,Vero\r\n");
    assert_slice_equal(output_site_render(site, "schede/schede.json"), "[]\n");
    output_site_end(site);
}

static void what_a_spreadsheet_would_run_is_guarded_and_numbers_are_not(void **state)
{
    (void)state;
    static const struct small_file hostile[] = {
        {"content/schede/a.md",
         "---\ntitolo: '=1+1'\ntesto: '@SUM(A1,\"x\")'\ncorpo: \"+uno\\n\\n-due\"\n"
         "numero: -12,5\nelenco: ['-x', 'y; z']\nvero: no\n---\n"},
        {0}};
    struct output_site *site = output_site_start(simple, hostile, false);
    assert_slice_equal(small_site_codes(site->small), "");
    assert_slice_equal(
        output_site_render(site, "schede/schede.csv"),
        BOM "id,Titolo,Indirizzo,\"'=A, \"\"B\"\"\",Corpo,Numero,Elenco,Vero\r\n"
            "a,'=1+1,https://example.org/schede/a/,\"'@SUM(A1,\"\"x\"\")\",\"'+uno\n\n-due\",-12.5,"
            "'-x; y; z,false\r\n");
    output_site_end(site);
}

/* As RFC 4180 reads it: how many fields each record has; 0 where it is none. */
static size_t fields_of_each_record(struct slice csv)
{
    size_t fields = 1, expected = 0;
    bool quoted = false;
    csv = slice_after(csv, strlen(BOM));
    for (size_t i = 0; i < csv.len; i++) {
        char c = csv.ptr[i];
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            fields++;
        } else if (!quoted && (c == '\r' || c == '\n')) {
            if (c == '\n' || i + 1 == csv.len || csv.ptr[++i] != '\n' ||
                (expected && fields != expected))
                return 0;
            expected = fields;
            fields = 1;
        }
    }
    return quoted || fields != 1 ? 0 : expected;
}

#define HOSTILE "\"<b>\\\" & ,; \\t \\u2028 ]] </script> '\""
static void every_csv_and_json_file_can_be_read_whatever_is_written(void **state)
{
    (void)state;
    static const struct small_file hostile[] = {
        {"content/enti/x.md", "---\nnome: " HOSTILE "\n---\n\n## \"a, \\b\" {#c}\n\n`\\`, \"\n"},
        {"content/enti/x.en.md", "---\nnome: " HOSTILE "\n---\n"},
        {"content/progetti/y.md",
         "---\ntitolo: " HOSTILE "\nsommario: " HOSTILE "\nente: x\nfondo: " HOSTILE
         "\nsostegno: {altro: {nota: " HOSTILE "}}\nesiti: [{esito: " HOSTILE "}]\n---\n"},
        {"content/progetti/z.md", "---\ntitolo: Z\n---\n"},
        {0}};
    struct output_site *site = output_site_start(OUTPUT_YAML, hostile, false);
    size_t csv_count = 0, json_count = 0;
    for (size_t i = 0; i < site->small->catalogue->route_count; i++) {
        struct slice path = site->small->catalogue->routes[i].output_path;
        bool csv = slice_ends_with(path, SLICE(".csv"));
        if (!csv && !slice_ends_with(path, SLICE(".json")))
            continue;
        struct slice text = output_site_render(site, arena_string(&site->small->arena, path));
        const char *mistake = csv ? NULL : json_mistake(text);
        if (csv && !fields_of_each_record(text))
            mistake = "records of different lengths";
        if (mistake)
            print_error("%.*s: %s\n%.*s\n", SLICE_ARG(path), mistake, SLICE_ARG(text));
        assert_null(mistake);
        csv_count += csv;
        json_count += !csv;
    }
    assert_int_equal(csv_count, 6);
    assert_int_equal(json_count, 6);
    output_site_end(site);
}

/* ---- JSON ----------------------------------------------------------------- */

#define FIELDS(indent)                                                                           \
    indent "\"fields\": {\n" indent "  \"titolo\": \"Alfa\",\n" indent                           \
           "  \"sommario\": \"Il primo.\",\n" indent "  \"ente\": \"comune\",\n" indent          \
           "  \"partner\": [\n" indent "    \"rete\",\n" indent "    \"comune\"\n" indent        \
           "  ],\n" indent "  \"obiettivo\": \"crescere\",\n" indent "  \"temi\": [\n" indent    \
           "    \"lavoro\",\n" indent "    \"inclusione\"\n" indent "  ],\n" indent              \
           "  \"luogo\": \"veneto\",\n" indent "  \"avvio\": \"2017-12-20\",\n" indent           \
           "  \"fine\": \"2019\",\n" indent "  \"budget\": {\n" indent                           \
           "    \"amount\": 84498.00,\n" indent "    \"currency\": \"EUR\"\n" indent             \
           "  },\n" indent "  \"fondo\": \"FSE\",\n" indent                                      \
           "  \"pubblicata\": \"2020-01-02\",\n" indent                                          \
           "  \"aggiornata\": \"2021-02-03T10:30:00Z\",\n" indent                                \
           "  \"foto\": \"foto.png\",\n" indent "  \"quota\": 12.5,\n" indent                    \
           "  \"sostegno\": {\n" indent "    \"grado\": 3,\n" indent "    \"altro\": {\n" indent \
           "      \"nota\": \"a; b\"\n" indent "    }\n" indent "  },\n" indent                  \
           "  \"esiti\": [\n" indent "    {\n" indent "      \"anno\": 2018,\n" indent           \
           "      \"esito\": \"buono\"\n" indent "    },\n" indent "    {\n" indent              \
           "      \"anno\": 2019,\n" indent "      \"esito\": null\n" indent "    }\n" indent    \
           "  ]\n" indent "},\n"

static void a_sheets_json_has_its_fields_editions_and_ties(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
    assert_slice_equal(output_site_render(site, "progetti/alfa/index.json"),
                       "{\n"
                       "  \"id\": \"alfa\",\n"
                       "  \"collection\": \"progetti\",\n"
                       "  \"status\": \"published\",\n"
                       "  \"url\": \"" ROOT "progetti/alfa/\",\n" FIELDS(
                           "  ") "  \"editions\": {\n"
                                 "    \"it\": {\n"
                                 "      \"title\": \"Alfa\",\n"
                                 "      \"summary\": \"Il primo.\",\n"
                                 "      \"url\": \"" ROOT "progetti/alfa/\",\n"
                                 "      \"sections\": [\n"
                                 "        {\n"
                                 "          \"markdown\": \"Prima.\"\n"
                                 "        },\n"
                                 "        {\n"
                                 "          \"id\": \"parte\",\n"
                                 "          \"heading\": \"Parte\",\n"
                                 "          \"markdown\": \"Testo *forte*.\"\n"
                                 "        }\n"
                                 "      ]\n"
                                 "    },\n"
                                 "    \"en\": {\n"
                                 "      \"title\": \"Alpha\",\n"
                                 "      \"summary\": \"The first.\",\n"
                                 "      \"url\": \"" ROOT "en/progetti/alfa/\",\n"
                                 "      \"sections\": [\n"
                                 "        {\n"
                                 "          \"id\": \"part\",\n"
                                 "          \"heading\": \"Part\",\n"
                                 "          \"markdown\": \"Text.\"\n"
                                 "        }\n"
                                 "      ]\n"
                                 "    }\n"
                                 "  },\n"
                                 "  \"referrers\": [],\n"
                                 "  \"backlinks\": [\n"
                                 "    \"guida/passi\"\n"
                                 "  ],\n"
                                 "  \"related\": [\n"
                                 "    \"progetti/beta\"\n"
                                 "  ]\n"
                                 "}\n");
    output_site_end(site);
}

static void referrers_are_named_by_the_field_they_refer_with(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
    assert_has(output_site_render(site, "enti/comune/index.json"), "  \"referrers\": [\n"
                                                                   "    {\n"
                                                                   "      \"field\": \"ente\",\n"
                                                                   "      \"sheets\": [\n"
                                                                   "        \"progetti/alfa\",\n"
                                                                   "        \"progetti/beta\"\n"
                                                                   "      ]\n"
                                                                   "    },\n"
                                                                   "    {\n"
                                                                   "      \"field\": \"partner\",\n"
                                                                   "      \"sheets\": [\n"
                                                                   "        \"progetti/alfa\"\n"
                                                                   "      ]\n"
                                                                   "    }\n"
                                                                   "  ],\n");
    output_site_end(site);
}

static void a_collections_json_has_the_same_objects_without_bodies(void **state)
{
    (void)state;
    struct output_site *site = output_site_start(OUTPUT_YAML, files, false);
    assert_slice_equal(output_site_render(site, "progetti/progetti.json"),
                       "[\n"
                       "  {\n"
                       "    \"id\": \"alfa\",\n"
                       "    \"collection\": \"progetti\",\n"
                       "    \"status\": \"published\",\n"
                       "    \"url\": \"" ROOT "progetti/alfa/\",\n" FIELDS(
                           "    ") "    \"editions\": {\n"
                                   "      \"it\": {\n"
                                   "        \"title\": \"Alfa\",\n"
                                   "        \"summary\": \"Il primo.\",\n"
                                   "        \"url\": \"" ROOT "progetti/alfa/\"\n"
                                   "      },\n"
                                   "      \"en\": {\n"
                                   "        \"title\": \"Alpha\",\n"
                                   "        \"summary\": \"The first.\",\n"
                                   "        \"url\": \"" ROOT "en/progetti/alfa/\"\n"
                                   "      }\n"
                                   "    }\n"
                                   "  },\n"
                                   "  {\n"
                                   "    \"id\": \"beta\",\n"
                                   "    \"collection\": \"progetti\",\n"
                                   "    \"status\": \"published\",\n"
                                   "    \"url\": \"" ROOT "progetti/beta/\",\n"
                                   "    \"fields\": {\n"
                                   "      \"titolo\": \"Beta\",\n"
                                   "      \"ente\": \"comune\",\n"
                                   "      \"temi\": [\n"
                                   "        \"lavoro\"\n"
                                   "      ]\n"
                                   "    },\n"
                                   "    \"editions\": {\n"
                                   "      \"it\": {\n"
                                   "        \"title\": \"Beta\",\n"
                                   "        \"url\": \"" ROOT "progetti/beta/\"\n"
                                   "      }\n"
                                   "    }\n"
                                   "  }\n"
                                   "]\n");
    output_site_end(site);
}

static void sheets_that_are_not_published_are_not_named(void **state)
{
    (void)state;
    static const struct small_file drafts[] = {
        {"content/enti/bozza.md", "---\nnome: Segreta\nstato: bozza\n---\n"},
        {"content/enti/rete.md", "---\nnome: Rete\n---\n"},
        {"content/progetti/a.md",
         "---\ntitolo: A\nente: bozza\npartner: [bozza, rete]\npubblicata: 2020\n---\n"},
        {"content/progetti/b.md", "---\ntitolo: B\npartner: [bozza]\n---\n"},
        {0}};
    static const char *const paths[] = {"progetti/progetti.csv", "progetti/progetti.json",
                                        "progetti/a/index.json", "progetti/b/index.json",
                                        "progetti/feed.xml",     "progetti/a/index.html",
                                        "progetti/b/index.html", "sitemap.xml",
                                        "enti/enti.csv"};
    struct output_site *site = output_site_start(OUTPUT_YAML, drafts, false);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_has_not(output_site_render(site, paths[i]), "bozza");
        assert_has_not(output_site_render(site, paths[i]), "Segreta");
    }
    assert_has(output_site_render(site, "progetti/progetti.csv"),
               "\r\na,A," ROOT "progetti/a/,,,rete,,");
    assert_has(output_site_render(site, "progetti/feed.xml"), "<name>Ente</name>");
    assert_has(output_site_render(site, "progetti/a/index.json"),
               "    \"partner\": [\n      \"rete\"\n    ]");
    assert_has_not(output_site_render(site, "progetti/b/index.json"), "partner");
    output_site_end(site);
}

static void a_draft_says_so(void **state)
{
    (void)state;
    static const struct small_file drafts[] = {
        {"content/schede/a.md", "---\ntitolo: A\nstato: bozza\n---\n"},
        {"content/schede/b.md", "---\ntitolo: B\nstato: in revisione\n---\n"},
        {0}};
    struct output_site *site = output_site_start(simple, drafts, true);
    struct slice json = output_site_render(site, "schede/schede.json");
    assert_has(json, "\"status\": \"draft\"");
    assert_has(json, "\"status\": \"review\"");
    output_site_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_a_column_a_field_in_the_order_of_the_schema),
        cmocka_unit_test(csv_in_another_language_has_its_labels_texts_and_addresses),
        cmocka_unit_test(an_empty_collection_is_a_header),
        cmocka_unit_test(what_a_spreadsheet_would_run_is_guarded_and_numbers_are_not),
        cmocka_unit_test(every_csv_and_json_file_can_be_read_whatever_is_written),
        cmocka_unit_test(a_sheets_json_has_its_fields_editions_and_ties),
        cmocka_unit_test(referrers_are_named_by_the_field_they_refer_with),
        cmocka_unit_test(a_collections_json_has_the_same_objects_without_bodies),
        cmocka_unit_test(sheets_that_are_not_published_are_not_named),
        cmocka_unit_test(a_draft_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
