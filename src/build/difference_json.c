#include "build/difference.h"

static const char *const kinds[] = {"added", "removed", "changed"};

static void write_value(struct json_writer *json, const char *key, const struct value *value)
{
    json_key(json, slice_from_string(key));
    if (value)
        value_write_json(json, value);
    else
        json_null(json);
}

static void write_items(struct json_writer *json, const char *key,
                        const struct value *const *items, size_t count)
{
    json_key(json, slice_from_string(key));
    json_begin_array(json);
    for (size_t i = 0; i < count; i++)
        value_write_json(json, items[i]);
    json_end_array(json);
}

static void write_runs(struct json_writer *json, const struct word_run *runs, size_t count)
{
    static const char *const run_kinds[] = {"same", "removed", "added"};
    json_key(json, SLICE("words"));
    json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(json);
        json_member(json, slice_from_string(run_kinds[runs[i].kind]), runs[i].text);
        json_end_object(json);
    }
    json_end_array(json);
}

void difference_write_json(struct json_writer *json, const struct document_difference *difference)
{
    json_key(json, SLICE("fields"));
    json_begin_array(json);
    for (size_t i = 0; i < difference->field_count; i++) {
        const struct field_difference *field = &difference->fields[i];
        json_begin_object(json);
        json_member(json, SLICE("field"), field->field->id);
        json_member(json, SLICE("change"), slice_from_string(kinds[field->kind]));
        write_value(json, "before", field->before);
        write_value(json, "after", field->after);
        if (field->is_set) {
            write_items(json, "added", field->added, field->added_count);
            write_items(json, "removed", field->removed, field->removed_count);
        }
        json_end_object(json);
    }
    json_end_array(json);
    json_key(json, SLICE("sections"));
    json_begin_array(json);
    for (size_t i = 0; i < difference->section_count; i++) {
        const struct section_difference *section = &difference->sections[i];
        json_begin_object(json);
        json_member(json, SLICE("heading"), section->heading);
        json_member(json, SLICE("change"), slice_from_string(kinds[section->kind]));
        write_runs(json, section->runs, section->run_count);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_sheet(struct json_writer *json, const struct review_sheet *sheet,
                        const struct schema *schema)
{
    static const char *const sheet_kinds[] = {"added", "changed", "renamed", "withdrawn"};
    json_begin_object(json);
    json_member(json, SLICE("change"), slice_from_string(sheet_kinds[sheet->kind]));
    json_member_or_null(json, SLICE("before"), sheet->path_before);
    json_member_or_null(json, SLICE("after"), sheet->path_after);
    json_member(json, SLICE("title"), sheet->title);
    json_member(json, SLICE("language"), schema->languages[sheet->language]);
    json_member_or_null(json, SLICE("url"), sheet->url);
    difference_write_json(json, &sheet->difference);
    json_end_object(json);
}

static void write_count(struct json_writer *json, const struct review_count *count)
{
    json_begin_object(json);
    json_member(json, SLICE("collection"), count->collection->id);
    json_member_or_null(json, SLICE("field"), count->field ? count->field->id : (struct slice){0});
    json_member_or_null(json, SLICE("label"), count->label);
    json_key(json, SLICE("before"));
    json_integer(json, (int64_t)count->before);
    json_key(json, SLICE("after"));
    json_integer(json, (int64_t)count->after);
    json_end_object(json);
}

static void write_decimal(struct json_writer *json, const char *key, struct decimal number)
{
    struct buffer text = {0};
    decimal_write_plain(&text, number);
    json_key(json, slice_from_string(key));
    json_number_text(json, buffer_view(&text));
    buffer_release(&text);
}

static void write_sum(struct json_writer *json, const struct review_sum *sum)
{
    json_begin_object(json);
    json_member(json, SLICE("collection"), sum->collection->id);
    json_member(json, SLICE("field"), sum->field->id);
    json_member_or_null(json, SLICE("currency"), sum->field->currency);
    write_decimal(json, "before", sum->before);
    write_decimal(json, "after", sum->after);
    json_end_object(json);
}

static void write_number(struct json_writer *json, const char *key, size_t number)
{
    json_key(json, slice_from_string(key));
    json_integer(json, (int64_t)number);
}

void difference_write_review_json(struct buffer *out, const struct review_result *result,
                                  enum message_language language)
{
    struct json_writer json = {.out = out};
    json_begin_object(&json);
    json_key(&json, SLICE("sheets"));
    json_begin_array(&json);
    for (size_t i = 0; i < result->sheet_count; i++)
        write_sheet(&json, &result->sheets[i], result->schema);
    json_end_array(&json);
    json_key(&json, SLICE("other_files"));
    json_begin_array(&json);
    for (size_t i = 0; i < result->other_file_count; i++)
        json_string(&json, result->other_files[i]);
    json_end_array(&json);
    json_key(&json, SLICE("counts"));
    json_begin_array(&json);
    for (size_t i = 0; i < result->count_count; i++)
        write_count(&json, &result->counts[i]);
    json_end_array(&json);
    json_key(&json, SLICE("sums"));
    json_begin_array(&json);
    for (size_t i = 0; i < result->sum_count; i++)
        write_sum(&json, &result->sums[i]);
    json_end_array(&json);
    write_number(&json, "mended", result->mended_count);
    write_number(&json, "there_before", result->old_problem_count);
    json_key(&json, SLICE("problems"));
    json_begin_array(&json);
    /* A diagnostic writes itself as an object. */
    for (size_t i = 0; i < result->problems->count; i++) {
        struct buffer one = {0};
        diagnostic_write_json(&one, &result->problems->items[i], language);
        json_number_text(&json, buffer_view(&one));
        buffer_release(&one);
    }
    json_end_array(&json);
    json_end_object(&json);
    buffer_add_byte(out, '\n');
}
