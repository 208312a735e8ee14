#include "build/review.h"

#include "base/memory.h"
#include "base/vector.h"
#include "build/state.h"
#include "source/compare.h"

struct review {
    struct arena arena;
    struct build *before, *after;
    struct map editions[2]; /* of the two, by path */
    struct diagnostics problems;
    struct review_result result;
};

static struct build *side_create(const struct build_options *options, struct slice ref,
                                 struct arena *arena)
{
    struct build_options side = *options;
    struct slice rest = options->ref, name;
    slice_next(&rest, ':', &name);
    side.from_commit = side.check_only = true;
    side.ref = rest.len && slice_find_byte(ref, ':') == SLICE_NOT_FOUND
                   ? arena_concat(arena, ref, SLICE(":"), rest, (struct slice){0})
                   : arena_copy(arena, ref);
    return build_create(&side);
}

struct review *review_create(const struct build_options *options, struct slice before,
                             struct slice after)
{
    struct review *review = memory_allocate_zeroed(sizeof *review);
    review->problems.arena = &review->arena;
    review->result.problems = &review->problems;
    review->before = side_create(options, before, &review->arena);
    review->after = side_create(options, after, &review->arena);
    return review;
}

void review_destroy(struct review *review)
{
    build_destroy(review->before);
    build_destroy(review->after);
    arena_release(&review->arena);
    memory_release(review);
}

const struct review_result *review_result(const struct review *review)
{
    return &review->result;
}

/* ---- sheets ------------------------------------------------------------- */

static const struct item *find_item(const struct build *build, struct slice path)
{
    size_t low = 0, high = build->item_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = slice_compare(build->items[middle].entry.path, path);
        if (order == 0)
            return &build->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void index_editions(struct review *review, const struct build *build, struct map *editions)
{
    for (size_t i = 0; i < build->catalogue->sheet_count; i++)
        for (unsigned l = 0; l < build->schema->language_count; l++) {
            struct edition *edition = build->catalogue->sheets[i]->editions[l];
            if (edition)
                map_add(&review->arena, editions, edition->path, edition);
        }
}

/* What scripts computed then stands in no text: a field of the same name has it. */
static void take_computed(const struct document *then, struct document *again)
{
    for (size_t i = 0; then && i < again->collection->field_count; i++) {
        const struct field *field = again->collection->fields[i];
        const struct field *was =
            field->computed ? map_get(&then->collection->fields_by_id, field->id) : NULL;
        if (was && was->computed && was->type == field->type) {
            again->values[i] = then->values[was->index];
            again->values[i].field = field;
        }
    }
}

/* The old text as today's schema reads it. What is wrong with it was said when it was built. */
static const struct document *read_again(struct review *review, const struct item *item)
{
    struct build *after = review->after;
    struct diagnostics unheard = {.arena = &review->arena};
    struct sheet_name name;
    struct slice below_content = slice_after(item->entry.path, sizeof "content/" - 1);
    if (!sheet_name_read(after->schema, &item->file, below_content, &name, &unheard))
        return NULL;
    struct document_names names = {name.collection, name.language, name.is_translation};
    struct document *document =
        document_read(&review->arena, after->schema, &item->file, names, &unheard);
    if (document) {
        document_shape(&review->arena, after->schema, document, &unheard);
        take_computed(item->document, document);
    }
    return document;
}

static bool is_sheet(const struct item *item)
{
    return item && item->is_sheet;
}

static bool compare_sheet(struct review *review, const struct file_change *change,
                          struct review_sheet *sheet)
{
    const struct item *old = find_item(review->before, change->before);
    const struct item *new = find_item(review->after, change->after);
    if (!is_sheet(old) && !is_sheet(new))
        return false;
    *sheet = (struct review_sheet){
        .kind = !is_sheet(old)   ? REVIEW_ADDED
                : !is_sheet(new) ? REVIEW_WITHDRAWN
                : slice_equal(change->before, change->after) ? REVIEW_CHANGED
                                                             : REVIEW_RENAMED,
        .path_before = change->before,
        .path_after = change->after,
    };
    const struct item *item = is_sheet(new) ? new : old;
    const struct edition *edition =
        map_get(&review->editions[is_sheet(new)], item->entry.path);
    sheet->language = item->name.language;
    sheet->title = edition ? edition->title : item->name.id;
    if (edition && is_sheet(new))
        sheet->url = edition->sheet->url[edition->language];
    sheet->before = is_sheet(old) ? read_again(review, old) : NULL;
    sheet->after = is_sheet(new) ? new->document : NULL;
    if (sheet->before && sheet->after && sheet->before->collection != sheet->after->collection)
        sheet->before = NULL;
    if (sheet->before || sheet->after)
        sheet->difference = document_compare(&review->arena, sheet->before, sheet->after);
    return true;
}

static void compare_sheets(struct review *review, const struct file_change *changes, size_t count)
{
    VECTOR(struct review_sheet) sheets = {0};
    VECTOR(struct slice) others = {0};
    for (size_t i = 0; i < count; i++) {
        struct review_sheet sheet;
        if (compare_sheet(review, &changes[i], &sheet))
            vector_push(&review->arena, &sheets, sheet);
        else
            vector_push(&review->arena, &others,
                        changes[i].after.len ? changes[i].after : changes[i].before);
    }
    review->result.sheets = sheets.items;
    review->result.sheet_count = sheets.count;
    review->result.other_files = others.items;
    review->result.other_file_count = others.count;
}

/* ---- what moves --------------------------------------------------------- */

typedef VECTOR(struct review_count) count_vector;
typedef VECTOR(struct review_sum) sum_vector;

static const struct collection *same_collection(const struct build *build,
                                                const struct collection *collection)
{
    return map_get(&build->schema->collections_by_id, collection->id);
}

static bool has_term(const struct value *value, const struct slice term)
{
    if (value->kind == VALUE_TERM)
        return slice_equal(value->as.term->id, term);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->as.list.count; i++)
        if (has_term(&value->as.list.items[i], term))
            return true;
    return false;
}

/* How many sheets of a collection have the term in the field; all of them where there is no field. */
static size_t count_sheets(const struct build *build, const struct collection *collection,
                           const struct field *field, struct slice term)
{
    collection = same_collection(build, collection);
    field = field && collection ? map_get(&collection->fields_by_id, field->id) : NULL;
    if (!collection || (term.len && !field))
        return 0;
    const struct collection_sheets *all = catalogue_collection_sheets(build->catalogue, collection);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        count += !term.len || has_term(&all->sheets[i]->original->values[field->index], term);
    return count;
}

static const struct vocabulary *facet_vocabulary(const struct field *field)
{
    if (field->facet == FACET_NONE)
        return NULL;
    return field->vocabulary ? field->vocabulary : field->item ? field->item->vocabulary : NULL;
}

static void add_count(struct review *review, count_vector *counts, struct review_count count)
{
    if (count.before != count.after)
        vector_push(&review->arena, counts, count);
}

static struct decimal sum_sheets(const struct build *build, const struct collection *collection,
                                 const struct field *field)
{
    struct decimal sum = decimal_from_integer(0);
    collection = same_collection(build, collection);
    field = collection ? map_get(&collection->fields_by_id, field->id) : NULL;
    if (!field)
        return sum;
    const struct collection_sheets *all = catalogue_collection_sheets(build->catalogue, collection);
    for (size_t i = 0; i < all->count; i++) {
        const struct value *value = &all->sheets[i]->original->values[field->index];
        struct decimal next;
        bool is_number = value->kind == VALUE_MONEY || value->kind == VALUE_NUMBER;
        if ((is_number && decimal_add(sum, value->as.number, &next)) ||
            (value->kind == VALUE_INTEGER &&
             decimal_add(sum, decimal_from_integer(value->as.integer), &next)))
            sum = next;
    }
    return sum;
}

static bool is_summed(const struct field *field)
{
    return field->facet == FACET_RANGE &&
           (field->type == VALUE_MONEY || field->type == VALUE_NUMBER ||
            field->type == VALUE_INTEGER);
}

static void compare_collection(struct review *review, const struct collection *collection,
                               count_vector *counts, sum_vector *sums)
{
    const struct build *before = review->before, *after = review->after;
    struct slice none = {0};
    add_count(review, counts,
              (struct review_count){collection, NULL, none,
                                    count_sheets(before, collection, NULL, none),
                                    count_sheets(after, collection, NULL, none)});
    for (size_t i = 0; i < collection->field_count; i++) {
        const struct field *field = collection->fields[i];
        const struct vocabulary *vocabulary = facet_vocabulary(field);
        for (size_t k = 0; vocabulary && k < vocabulary->term_count; k++) {
            const struct term *term = vocabulary->terms[k];
            add_count(review, counts,
                      (struct review_count){collection, field, local_text_get(&term->label, 0),
                                            count_sheets(before, collection, field, term->id),
                                            count_sheets(after, collection, field, term->id)});
        }
        if (!is_summed(field))
            continue;
        struct review_sum sum = {collection, field, sum_sheets(before, collection, field),
                                 sum_sheets(after, collection, field)};
        if (decimal_compare(sum.before, sum.after) != 0)
            vector_push(&review->arena, sums, sum);
    }
}

static void compare_counts(struct review *review)
{
    count_vector counts = {0};
    sum_vector sums = {0};
    const struct schema *schema = review->after->schema;
    for (size_t i = 0; i < schema->collection_count; i++)
        compare_collection(review, schema->collections[i], &counts, &sums);
    review->result.counts = counts.items;
    review->result.count_count = counts.count;
    review->result.sums = sums.items;
    review->result.sum_count = sums.count;
}

/* ---- problems ----------------------------------------------------------- */

/* What makes two problems the same one. */
static struct slice problem_key(struct arena *arena, const struct diagnostic *diagnostic,
                                const struct map *new_paths)
{
    struct buffer text = {0};
    struct slice path = diagnostic->span.file ? diagnostic->span.file->path : (struct slice){0};
    const struct slice *renamed = map_get(new_paths, path);
    buffer_format(&text, "%s\n%.*s\n%.*s\n", diagnostic->problem->code,
                  SLICE_ARG(renamed ? *renamed : path),
                  SLICE_ARG(diagnostic->span.file ? span_line(diagnostic->span)
                                                  : (struct slice){0}));
    diagnostic_write_message(&text, diagnostic, MESSAGES_ENGLISH);
    struct slice key = buffer_copy(&text, arena);
    buffer_release(&text);
    return key;
}

static void compare_problems(struct review *review, const struct file_change *changes,
                             size_t change_count)
{
    struct arena *arena = &review->arena;
    struct map new_paths = {0}, nothing = {0}, old = {0};
    for (size_t i = 0; i < change_count; i++)
        if (changes[i].before.len && changes[i].after.len)
            map_add(arena, &new_paths, changes[i].before, (void *)&changes[i].after);
    struct diagnostics *before = &review->before->diagnostics;
    struct diagnostics *after = &review->after->diagnostics;
    diagnostics_sort(before);
    diagnostics_sort(after);
    for (size_t i = 0; i < before->count; i++) {
        struct slice key = problem_key(arena, &before->items[i], &new_paths);
        size_t *left = map_get(&old, key);
        if (!left) {
            left = arena_new(arena, size_t);
            map_add(arena, &old, key, left);
        }
        ++*left;
    }
    struct diagnostics fresh = {.arena = arena};
    review->result.mended_count = before->count;
    for (size_t i = 0; i < after->count; i++) {
        size_t *left = map_get(&old, problem_key(arena, &after->items[i], &nothing));
        if (left && *left) {
            --*left;
            review->result.old_problem_count++;
            review->result.mended_count--;
        } else {
            struct diagnostics one = {.arena = arena, .items = &after->items[i], .count = 1};
            diagnostics_merge(&fresh, &one);
        }
    }
    review->problems = fresh;
}

/* ---- the whole ---------------------------------------------------------- */

/* What stopped a side is all that there is to say. */
static enum review_outcome fail(struct review *review, struct build *side)
{
    diagnostics_merge(&review->problems, &side->diagnostics);
    build_show_sources(side, &review->problems);
    diagnostics_sort(&review->problems);
    return workers_are_interrupted() ? REVIEW_INTERRUPTED : REVIEW_FAILED;
}

static bool list_changes(struct review *review, struct file_change **changes, size_t *count)
{
    struct build *before = review->before, *after = review->after;
    return repository_compare(after->repository, &review->arena, &before->head, &after->head,
                              after->commit.folder, (struct slice){0}, changes, count,
                              &after->diagnostics);
}

enum review_outcome review_run(struct review *review)
{
    struct file_change *changes;
    size_t count;
    if (!build_prepare(review->before))
        return fail(review, review->before);
    if (!build_prepare(review->after) || !list_changes(review, &changes, &count))
        return fail(review, review->after);
    review->result.schema = review->after->schema;
    index_editions(review, review->before, &review->editions[0]);
    index_editions(review, review->after, &review->editions[1]);
    compare_sheets(review, changes, count);
    compare_counts(review);
    compare_problems(review, changes, count);
    build_show_sources(review->after, &review->problems);
    diagnostics_sort(&review->problems);
    return diagnostics_are_good(&review->problems) ? REVIEW_GOOD : REVIEW_PROBLEMS;
}
