#include "content/sheet.h"

#include "content/document_difference.h"

static const char site[] = SITE_START
    "collections:\n"
    "  schede:\n"
    "    label: Schede\n"
    "    fields:\n"
    "      titolo: {type: text, role: title}\n"
    "      temi: {type: list, of: {type: term, of: temi}}\n"
    "      avvio: {type: date}\n"
    "      budget: {type: money, currency: EUR}\n"
    "      esiti: {type: list, of: text, section: Esiti}\n"
    "    sections:\n"
    "      - {id: sintesi, heading: {it: Sintesi, en: Summary}}\n"
    "    other_sections: allow\n";

/* "~budget 80.000,00 €>84.498,00 €": added +, removed -, changed ~; then the sections. */
static struct slice compared(struct reading_of_sheet *old, struct reading_of_sheet *new)
{
    struct arena *arena = &new->diagnosis->arena;
    static const char marks[] = "+-~";
    struct document_difference difference =
        document_compare(arena, old ? old->document : NULL, new->document);
    struct slice all = {0};
    if (difference.status_changed)
        all = arena_format(arena, "status %d>%d ", difference.status_before,
                           difference.status_after);
    for (size_t i = 0; i < difference.field_count; i++) {
        const struct field_difference *field = &difference.fields[i];
        all = arena_format(arena, "%.*s%c%.*s", SLICE_ARG(all), marks[field->kind],
                           SLICE_ARG(field->field->id));
        if (field->is_set)
            all = arena_format(arena, "%.*s +%zu -%zu", SLICE_ARG(all), field->added_count,
                               field->removed_count);
        for (size_t k = 0; k < field->run_count; k++)
            all = arena_format(arena, "%.*s %d[%.*s]", SLICE_ARG(all), field->runs[k].kind,
                               SLICE_ARG(field->runs[k].text));
        all = arena_format(arena, "%.*s; ", SLICE_ARG(all));
    }
    for (size_t i = 0; i < difference.section_count; i++) {
        const struct section_difference *section = &difference.sections[i];
        all = arena_format(arena, "%.*s%c#%.*s", SLICE_ARG(all), marks[section->kind],
                           SLICE_ARG(section->heading));
        for (size_t k = 0; k < section->run_count; k++)
            all = arena_format(arena, "%.*s %d[%.*s]", SLICE_ARG(all), section->runs[k].kind,
                               SLICE_ARG(section->runs[k].text));
        all = arena_format(arena, "%.*s; ", SLICE_ARG(all));
    }
    assert_true(all.len == 0 ? document_difference_is_empty(&difference)
                             : !document_difference_is_empty(&difference));
    return all;
}

static void check(const char *before, const char *after, const char *expected)
{
    struct reading_of_sheet old = sheet_read(site, before, 0, false);
    struct reading_of_sheet new = sheet_read(site, after, 0, false);
    sheet_shape(&old);
    sheet_shape(&new);
    assert_slice_equal(compared(&old, &new), expected);
    sheet_end(&old);
    sheet_end(&new);
}

static void another_way_of_writing_is_no_change(void **state)
{
    (void)state;
    check("---\ntitolo: Uno\nbudget: 84498\navvio: 2017-12-20\ntemi: [lavoro]\n---\n\n## Sintesi\n\n"
          "Un testo\nlungo.\n",
          "---\nbudget: \"84.498,00\"\navvio: 20/12/2017\ntemi: lavoro\ntitolo: \"Uno\"\n---\n\n\n## "
          "Sintesi\n\nUn testo lungo.\n",
          "");
}

static void fields_say_what_they_were_and_terms_come_and_go(void **state)
{
    (void)state;
    check("---\ntitolo: Una rete di servizi\nbudget: 80000\ntemi: [lavoro, inclusione]\n---\n",
          "---\ntitolo: Una grande rete\navvio: 2017\ntemi: [competenze, inclusione]\nstato: "
          "bozza\n---\n",
          "status 2>0 ~titolo 0[Una] 2[grande] 0[rete] 1[di servizi]; ~temi +1 -1; +avvio; "
          "-budget; ");
}

static void sections_show_the_words_that_changed(void **state)
{
    (void)state;
    check("---\ntitolo: Uno\n---\n\nPrima.\n\n## Sintesi\n\nUn testo breve.\n\n## Altro\n\nVia.\n",
          "---\ntitolo: Uno\n---\n\nPrima.\n\n## Nuovo\n\nQui.\n\n## Sintesi\n\nUn testo lungo.\n",
          "+#Nuovo 2[Qui.]; ~#Sintesi 0[Un testo] 1[breve.] 2[lungo.]; -#Altro 1[Via.]; ");
}

static void a_field_that_stands_as_a_section_is_a_field(void **state)
{
    (void)state;
    check("---\ntitolo: Uno\n---\n\n## Esiti\n\n- a\n- b\n",
          "---\ntitolo: Uno\n---\n\n## Esiti\n\n- b\n- c\n- d\n", "~esiti +2 -1; ");
}

static void of_a_new_sheet_all_is_new(void **state)
{
    (void)state;
    struct reading_of_sheet new =
        sheet_read(site, "---\ntitolo: Uno\n---\n\n## Sintesi\n\nEcco.\n", 0, false);
    sheet_shape(&new);
    assert_slice_equal(compared(NULL, &new), "+titolo 2[Uno]; +#Sintesi 2[Ecco.]; ");
    sheet_end(&new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_way_of_writing_is_no_change),
        cmocka_unit_test(fields_say_what_they_were_and_terms_come_and_go),
        cmocka_unit_test(sections_show_the_words_that_changed),
        cmocka_unit_test(a_field_that_stands_as_a_section_is_a_field),
        cmocka_unit_test(of_a_new_sheet_all_is_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
