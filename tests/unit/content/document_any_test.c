#include "content/sheet.h"

/* A sheet with something of everything, damaged in thousands of ways: whatever comes of it, every
 * mistake can be shown, and nothing is read past its end (run under the sanitizers). */

#define SITE                                                                                     \
    SITE_START                                                                                   \
    "collections:\n"                                                                             \
    "  schede:\n"                                                                                \
    "    label: Schede\n"                                                                        \
    "    fields:\n"                                                                              \
    "      titolo: {type: text, role: title, required: true}\n"                                  \
    "      budget: {type: money, currency: EUR}\n"                                               \
    "      avvio: {type: date}\n"                                                                \
    "      durata: {type: duration}\n"                                                           \
    "      temi: {type: list, of: {type: term, of: temi}}\n"                                     \
    "      nota: {type: markdown}\n"                                                             \
    "      parti: {type: list, of: {type: record, fields: {nome: {type: text, required: true}, " \
    "note: {type: markdown}, costo: {type: money, currency: EUR}}}}\n"                           \
    "      prodotti: {type: list, of: markdown, section: prodotti}\n"                            \
    "    sections:\n"                                                                            \
    "      - {id: sintesi, heading: {it: Sintesi, en: Summary}, required: true}\n"               \
    "      - {id: prodotti, heading: {it: Prodotti, en: Outputs}}\n"

static const char sheet[] = "---\n"
                            "titolo: L'esperienza, una prova\n"
                            "budget: € 84.498,00\n"
                            "avvio: 20 dicembre 2017\n"
                            "durata: 1 anno e 6 mesi\n"
                            "temi: [inclusione, lavoro]\n"
                            "nota: |\n"
                            "  Una **nota** con [un link](enti/engim.md).\n"
                            "\n"
                            "  - e un [[rimando]]\n"
                            "parti:\n"
                            "  - nome: Formazione\n"
                            "    note: >\n"
                            "      Testo *piegato*\n"
                            "      in due righe.\n"
                            "    costo: 1.000,50\n"
                            "  - {nome: \"Studio\", costo: 240mila}\n"
                            "stato: bozza\n"
                            "alias: [/vecchia/, /altra/]\n"
                            "---\n"
                            "\n"
                            "## Sintesi\n"
                            "\n"
                            "Testo con ~~righe~~, www.example.org e | tabelle |.\n"
                            "\n"
                            "| a | b |\n"
                            "|---|---|\n"
                            "| 1 | 2 |\n"
                            "\n"
                            "## Prodotti\n"
                            "\n"
                            "- uno[^1]\n"
                            "-   due\n"
                            "\n"
                            "    ancora due\n"
                            "\n"
                            "[^1]: nota\n";

/* Knuth's MMIX generator: the same damage every time. */
static uint32_t next_number(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static struct slice damage(struct arena *arena, uint64_t *seed)
{
    static const char *const pieces[] = {"\n",  "---\n", ": ",   "- ",  "[",   "]",    "{",
                                         "}",   "\"",    "'",    "|\n", "## ", "\xEF", "\xC3\xA8",
                                         "\r",  "\t",    "#",    "&",   "*",   "[[",   "](",
                                         "\\x", "%",     "<!--", "$",   ",",   "9999", "0"};
    struct slice text = slice_from(sheet, sizeof sheet - 1);
    for (uint32_t times = 1 + next_number(seed) % 4; times > 0; times--) {
        size_t at = next_number(seed) % (text.len + 1), skip = next_number(seed) % 12;
        struct slice piece =
            slice_from_string(pieces[next_number(seed) % (sizeof pieces / sizeof *pieces)]);
        if (next_number(seed) % 3 == 0)
            piece = SLICE("");
        else if (next_number(seed) % 2 == 0)
            skip = 0;
        text = arena_concat(arena, slice_from(text.ptr, at), piece, slice_after(text, at + skip),
                            SLICE(" "), (struct slice){0});
        text.len--;
    }
    return text;
}

static void any_damage_to_a_sheet_is_survived_and_told(void **state)
{
    (void)state;
    struct diagnosis *site = diagnosis_start();
    struct text_file file = *diagnosis_file(site, slice_from_string(SITE));
    struct schema *schema = schema_read(&site->arena, file, &site->list);
    assert_int_equal(site->list.count, 0);
    uint64_t seed = 2017;
    for (int i = 0; i < 3000; i++) {
        struct diagnosis *diagnosis = diagnosis_start();
        const struct text_file *damaged =
            diagnosis_file(diagnosis, damage(&diagnosis->arena, &seed));
        struct document_names names = {schema->collections[0], (unsigned)i % 2, i % 5 == 0};
        struct document *document =
            document_read(&diagnosis->arena, schema, damaged, names, &diagnosis->list);
        if (document)
            document_shape(&diagnosis->arena, schema, document, &diagnosis->list);
        else
            assert_true(diagnosis->list.count > 0);
        struct buffer text = {0};
        for (size_t k = 0; k < diagnosis->list.count; k++)
            diagnostic_write_text(&text, &diagnosis->list.items[k],
                                  (struct diagnostic_style){MESSAGES_ITALIAN, false});
        buffer_release(&text);
        diagnosis_end(diagnosis);
    }
    schema_release(schema);
    diagnosis_end(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_damage_to_a_sheet_is_survived_and_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
