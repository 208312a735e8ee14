/* The files of an index. They are kept until all are formed, since each one's name tells of all. */
#include "search/bytes.h"
#include "search/index_parts.h"

#include <stdlib.h>

static int compare_forms(const void *a, const void *b, void *lexicon)
{
    const struct form *x = lexicon_form(lexicon, *(const uint32_t *)a);
    const struct form *y = lexicon_form(lexicon, *(const uint32_t *)b);
    int order = slice_compare(x->folded, y->folded);
    return order ? order : slice_compare(x->written, y->written);
}

const uint32_t *index_sorted_forms(struct index *index)
{
    size_t count = lexicon_form_count(index->lexicon);
    if (!index->sorted_forms) {
        index->sorted_forms = arena_array(&index->counting, uint32_t, count + 1);
        for (size_t i = 0; i < count; i++)
            index->sorted_forms[i] = (uint32_t)i;
        qsort_r(index->sorted_forms, count, sizeof *index->sorted_forms, compare_forms,
                index->lexicon);
    }
    return index->sorted_forms;
}

void index_write_file(struct index *index, const char *kind, size_t number, struct slice content)
{
    struct buffer compressed = {0}, body = {0}, file = {0};
    bytes_deflate(content, &compressed);
    bytes_add_string(&body, buffer_view(&compressed));
    bytes_add_word(&file, bytes_hash(buffer_view(&body)));
    buffer_add(&file, buffer_view(&body));
    struct pending_file pending = {kind, number, buffer_copy(&file, &index->counting)};
    vector_push(&index->counting, &index->files, pending);
    buffer_release(&compressed);
    buffer_release(&body);
    buffer_release(&file);
}

static void add_common_words(struct index *index, struct buffer *directory)
{
    const uint32_t *sorted = index_sorted_forms(index);
    struct slice before = {0};
    struct buffer listed = {0};
    uint32_t count = 0;
    for (size_t i = 0; i < lexicon_form_count(index->lexicon); i++) {
        const struct form *form = lexicon_form(index->lexicon, sorted[i]);
        if (!form->common || slice_equal(form->folded, before))
            continue;
        bytes_add_front_coded(&listed, before, form->folded);
        before = form->folded;
        count++;
    }
    bytes_add_varint(directory, count);
    buffer_add(directory, buffer_view(&listed));
    buffer_release(&listed);
}

/* What every name carries: a hash of the hashes that the files begin with. */
static uint32_t find_generation(const struct index *index, struct slice directory)
{
    struct buffer hashes = {0};
    for (size_t i = 0; i < index->files.count; i++)
        buffer_add(&hashes, slice_sub(index->files.items[i].bytes, 0, 4));
    buffer_add(&hashes, directory);
    uint32_t generation = bytes_hash(buffer_view(&hashes));
    buffer_release(&hashes);
    return generation;
}

static void write_header(struct index *index, struct slice directory, struct buffer *header)
{
    struct buffer compressed = {0}, rest = {0};
    struct slice language = lexicon_language(index->lexicon);
    uint32_t generation = find_generation(index, directory);
    bytes_deflate(directory, &compressed);
    buffer_add_string(header, FORMAT_MAGIC);
    buffer_add_byte(header, FORMAT_VERSION);
    bytes_add_string(header, language);
    bytes_add_varint(header, (uint32_t)index->documents.count);
    bytes_add_word(header, generation);
    bytes_add_string(&rest, buffer_view(&compressed));
    if (header->len + rest.len + 4 > FORMAT_HEADER_MAX) {
        index_write_file(index, "directory", 0, directory);
        buffer_clear(&rest);
        bytes_add_string(&rest, (struct slice){0});
    }
    buffer_add(header, buffer_view(&rest));
    bytes_add_word(header, bytes_hash(buffer_view(header)));
    index->generation = generation;
    buffer_release(&compressed);
    buffer_release(&rest);
}

void index_write(struct index *index, index_sink *sink, void *context)
{
    struct buffer directory = {0}, header = {0}, name = {0};
    index_count_stems(index);
    index_order_documents(index);
    index_gather_postings(index);
    index_write_words(index, &directory);
    index_write_vocabulary(index, &directory);
    index_write_cards(index, &directory);
    index_write_records(index, &directory);
    index_write_columns(index, &directory);
    add_common_words(index, &directory);
    write_header(index, buffer_view(&directory), &header);
    for (size_t i = 0; i < index->files.count; i++) {
        const struct pending_file *file = &index->files.items[i];
        buffer_clear(&name);
        buffer_format(&name, "%s-%zu-%08x.bin", file->kind, file->number,
                      (unsigned)index->generation);
        sink(context, buffer_view(&name), file->bytes);
    }
    sink(context, SLICE("header.bin"), buffer_view(&header));
    buffer_release(&directory);
    buffer_release(&header);
    buffer_release(&name);
}
