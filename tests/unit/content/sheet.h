/*
 * sheet.h - for tests of content/: a site.yaml in a string, a sheet of it, and what was read.
 */
#ifndef SCHEDARIO_TESTS_CONTENT_SHEET_H
#define SCHEDARIO_TESTS_CONTENT_SHEET_H

#include "content/diagnosis.h"
#include "content/document.h"

#include <string.h>

/* What every site below begins with; two languages, two vocabularies. */
#define SITE_START                                                              \
    "site:\n"                                                                   \
    "  title: Prove\n"                                                          \
    "  base_url: https://prove.example.org/\n"                                  \
    "  languages: [it, en]\n"                                                   \
    "vocabularies:\n"                                                           \
    "  temi:\n"                                                                 \
    "    inclusione: {label: {it: Inclusione sociale, en: Social inclusion}}\n" \
    "    lavoro: {label: {it: Lavoro, en: Work}}\n"                             \
    "    competenze: {label: {it: Competenze digitali, en: Digital skills}}\n"

struct reading_of_sheet {
    struct diagnosis *diagnosis;
    struct schema *schema;
    struct document *document; /* of the first collection */
};

static inline struct reading_of_sheet sheet_read(const char *site, const char *sheet,
                                                 unsigned language, bool is_translation)
{
    struct reading_of_sheet reading = {.diagnosis = diagnosis_start()};
    struct diagnosis *diagnosis = reading.diagnosis;
    struct text_file file = *diagnosis_file(diagnosis, slice_from_string(site));
    file.path = SLICE("site.yaml");
    reading.schema = schema_read(&diagnosis->arena, file, &diagnosis->list);
    if (!reading.schema || diagnosis->list.count) {
        print_error("site.yaml:\n%s", diagnosis_text(diagnosis, MESSAGES_ENGLISH).ptr);
        fail();
    }
    struct document_names names = {reading.schema->collections[0], language, is_translation};
    reading.document =
        document_read(&diagnosis->arena, reading.schema,
                      diagnosis_file(diagnosis, slice_from_string(sheet)), names, &diagnosis->list);
    return reading;
}

static inline void sheet_shape(struct reading_of_sheet *reading)
{
    assert_non_null(reading->document);
    document_shape(&reading->diagnosis->arena, reading->schema, reading->document,
                   &reading->diagnosis->list);
}

static inline void sheet_end(struct reading_of_sheet *reading)
{
    schema_release(reading->schema);
    diagnosis_end(reading->diagnosis);
}

static inline const struct value *sheet_value(const struct reading_of_sheet *reading,
                                              const char *field)
{
    const struct field *found =
        map_get(&reading->document->collection->fields_by_id, slice_from_string(field));
    assert_non_null(found);
    return &reading->document->values[found->index];
}

/* A value as a reader sees it, in the first language. */
static inline struct slice sheet_shown(struct reading_of_sheet *reading, const char *field)
{
    buffer_clear(&reading->diagnosis->text);
    value_write(&reading->diagnosis->text, sheet_value(reading, field), reading->schema->locales[0],
                0);
    return buffer_view(&reading->diagnosis->text);
}

static inline struct slice sheet_plain(struct reading_of_sheet *reading, const char *field)
{
    buffer_clear(&reading->diagnosis->text);
    value_write_plain(&reading->diagnosis->text, sheet_value(reading, field));
    return buffer_view(&reading->diagnosis->text);
}

#endif
