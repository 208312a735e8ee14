/* The files of an index, in their order: what holds words and cards first, then the directory that
 * names them, then the header that names the directory. */
#include "search/bytes.h"
#include "search/index_parts.h"

#include <stdlib.h>

static void group_by_stem(struct index *index)
{
    size_t stems = lexicon_stem_count(index->lexicon), count = index->counted.count;
    uint32_t *starts = arena_array(&index->counting, uint32_t, stems + 2);
    index->by_stem = arena_array(&index->counting, const struct counted *, count + 1);
    for (size_t i = 0; i < count; i++)
        starts[index->counted.items[i].stem + 2]++;
    for (size_t i = 2; i < stems + 2; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < count; i++) {
        const struct counted *counted = &index->counted.items[i];
        index->by_stem[starts[counted->stem + 1]++] = counted;
    }
    index->stem_starts = starts;
    index->stem_common = arena_array(&index->counting, bool, stems + 1);
    for (size_t i = 0; i < stems; i++)
        index->stem_common[i] = true;
    for (size_t i = 0; i < lexicon_form_count(index->lexicon); i++)
        if (!lexicon_form(index->lexicon, i)->common)
            index->stem_common[lexicon_form(index->lexicon, i)->stem] = false;
}

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

uint32_t index_write_file(struct index *index, const char *kind, size_t number,
                          struct slice content)
{
    struct buffer file = {0}, name = {0};
    bytes_deflate(content, &file);
    uint32_t hash = bytes_hash(buffer_view(&file));
    buffer_format(&name, "%s-%zu-%08x.bin", kind, number, (unsigned)hash);
    index->sink(index->context, buffer_view(&name), buffer_view(&file));
    buffer_release(&file);
    buffer_release(&name);
    return hash;
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

void index_write(struct index *index, index_sink *sink, void *context)
{
    struct buffer directory = {0}, header = {0};
    index->sink = sink;
    index->context = context;
    group_by_stem(index);
    index_write_words(index, &directory);
    index_write_vocabulary(index, &directory);
    index_write_cards(index, &directory);
    index_write_excerpts(index, &directory);
    index_write_columns(index, &directory);
    add_common_words(index, &directory);
    uint32_t hash = index_write_file(index, "directory", 0, buffer_view(&directory));

    buffer_add_string(&header, FORMAT_MAGIC);
    buffer_add_byte(&header, FORMAT_VERSION);
    bytes_add_string(&header, lexicon_language(index->lexicon));
    bytes_add_varint(&header, (uint32_t)index->documents.count);
    bytes_add_varint(&header, (uint32_t)directory.len);
    bytes_add_word(&header, hash);
    bytes_add_word(&header, bytes_hash(buffer_view(&header)));
    sink(context, SLICE("header.bin"), buffer_view(&header));
    buffer_release(&directory);
    buffer_release(&header);
}
