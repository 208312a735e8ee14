/* Measures search on a collection: search [--keep FOLDER] DOCS QRELS NAME=QUERIES...
 *
 * DOCS has a JSON object a line, with id, lang, title, text; QRELS and QUERIES are tab-separated, as the
 * collections of the TREC conferences are. An index is built of all documents, in the language of the
 * first, and each file of queries gets a line: nDCG@10 (Jaervelin, Kekaelaeinen 2002) and time. Then what
 * readers wait for is measured at 1,000 documents, the first ones, and at 10,000: the collection as
 * often as it takes, with other ids, each fourth word of a copy that of another document at that place.
 *
 * What is read, on average over queries: `cold` by a first query with ten results; `next` by one
 * after it; `typed` by one typed letter by letter, results of each state looked for, cards of the last
 * one. With --keep the indexes are left in FOLDER/all, FOLDER/1000 and FOLDER/10000. */
#include "base/files.h"
#include "base/map.h"
#include "base/vector.h"
#include "search/index.h"
#include "search/query.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FILE_MAX   (1u << 30)
#define RESULTS     10
#define COLD_EVERY  25 /* one query in so many is also asked of an index just opened */
#define REPLACED    4  /* one word in so many, in copies */
#define TYPED_LEAST 2  /* letters typed before anything is looked for */

struct collection {
    struct arena arena;
    struct slice language;
    const char *keep; /* a folder; NULL: none */
    VECTOR(struct index_document) documents;
    struct map grades; /* "QUERY\tDOCUMENT" to grade */
    struct map ideals; /* query to a list of grades, as a string of bytes */
    struct map files;  /* of the index */
    struct map relevant; /* document to a list of queries, "q1\tq2\t" */
    struct map answered; /* queries */
    size_t bytes;
};

static double seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct slice read_all(struct arena *arena, const char *path)
{
    struct slice content;
    struct file_error error;
    if (!file_read(arena, path, FILE_MAX, &content, &error)) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(3);
    }
    return content;
}

static unsigned read_hex(struct slice text)
{
    unsigned number = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        number = number * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return number;
}

/* The text of a member of the object in a line; only what these collections have is understood. */
static struct slice json_member_text(struct arena *arena, struct slice line, const char *name)
{
    struct slice key = arena_format(arena, "\"%s\":", name);
    size_t at = slice_find(line, key);
    struct buffer text = {0};
    if (at == SLICE_NOT_FOUND)
        return (struct slice){0};
    struct slice rest = slice_after(line, at + key.len);
    at = slice_find_byte(rest, '"');
    rest = slice_after(rest, at == SLICE_NOT_FOUND ? rest.len : at + 1);
    for (; rest.len && *rest.ptr != '"'; rest = slice_after(rest, 1)) {
        if (*rest.ptr != '\\' || rest.len < 2) {
            buffer_add_byte(&text, *rest.ptr);
            continue;
        }
        rest = slice_after(rest, 1);
        if (*rest.ptr == 'u' && rest.len > 4) {
            unsigned unit = read_hex(slice_sub(rest, 1, 4));
            rest = slice_after(rest, 4);
            utf8_add(&text, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
        } else {
            buffer_add_byte(&text, *rest.ptr == 'n' || *rest.ptr == 't' ? ' ' : *rest.ptr);
        }
    }
    struct slice copy = buffer_copy(&text, arena);
    buffer_release(&text);
    return copy;
}

static void read_documents(struct collection *collection, const char *path)
{
    struct arena *arena = &collection->arena;
    struct slice rest = read_all(arena, path), line;
    while (slice_next_line(&rest, &line)) {
        if (!line.len)
            continue;
        struct index_text *texts = arena_array(arena, struct index_text, 2);
        struct slice id = json_member_text(arena, line, "id");
        struct slice title = json_member_text(arena, line, "title");
        struct slice text = json_member_text(arena, line, "text");
        if (!collection->language.len)
            collection->language = json_member_text(arena, line, "lang");
        texts[0] = (struct index_text){ZONE_TITLE, title};
        texts[1] = (struct index_text){ZONE_BODY, text};
        struct index_document document = {
            .key = id,
            .address = arena_format(arena, "/schede/%.*s/", SLICE_ARG(id)),
            .title = title,
            .excerpt = text,
            .texts = texts,
            .text_count = 2,
        };
        vector_push(arena, &collection->documents, document);
    }
}

static struct slice *slice_in(struct arena *arena, struct map *map, struct slice key)
{
    struct slice *found = map_get(map, key);
    if (!found) {
        found = arena_new(arena, struct slice);
        map_set(arena, map, key, found);
    }
    return found;
}

static void read_grades(struct collection *collection, const char *path)
{
    struct arena *arena = &collection->arena;
    struct slice rest = read_all(arena, path), line;
    while (slice_next_line(&rest, &line)) {
        size_t tab = slice_find_last_byte(line, '\t');
        if (tab == SLICE_NOT_FOUND || atoi(line.ptr + tab + 1) <= 0)
            continue;
        struct slice pair = slice_sub(line, 0, tab);
        struct slice query = slice_sub(line, 0, slice_find_byte(line, '\t'));
        uintptr_t grade = (uintptr_t)atoi(line.ptr + tab + 1);
        map_set(arena, &collection->grades, pair, (void *)grade);
        struct slice document = slice_after(pair, query.len + 1);
        struct slice *ideal = slice_in(arena, &collection->ideals, query);
        struct slice *queries = slice_in(arena, &collection->relevant, document);
        *ideal = arena_format(arena, "%.*s%c", SLICE_ARG(*ideal), (int)grade);
        *queries = arena_format(arena, "%.*s%.*s\t", SLICE_ARG(*queries), SLICE_ARG(query));
    }
}

/* ---- the index, in memory ----------------------------------------------- */

static void keep_file(void *context, struct slice name, struct slice content)
{
    struct collection *collection = context;
    struct slice *copy = arena_new(&collection->arena, struct slice);
    *copy = arena_copy(&collection->arena, content);
    map_set(&collection->arena, &collection->files, arena_copy(&collection->arena, name), copy);
    collection->bytes += content.len;
}

static bool fetch_file(void *context, struct slice name, struct buffer *out)
{
    const struct slice *content = map_get(&((struct collection *)context)->files, name);
    if (content)
        buffer_add(out, *content);
    return content != NULL;
}

static void keep_on_disk(struct collection *collection, const char *name)
{
    struct arena arena = {0};
    struct file_error error;
    struct slice folder = arena_format(&arena, "%s/%s", collection->keep, name);
    bool good = directory_create(folder.ptr, &error);
    for (size_t i = 0; i < collection->files.count && good; i++) {
        const struct slice *content = collection->files.entries[i].value;
        struct slice path = path_join(&arena, folder, collection->files.entries[i].key);
        good = file_write(path.ptr, *content, &error);
    }
    if (!good) {
        fprintf(stderr, "cannot write to %s\n", folder.ptr);
        exit(3);
    }
    arena_release(&arena);
}

static void show_kinds(const struct collection *collection)
{
    static const char *const kinds[] = {"words", "positions", "vocabulary", "cards", "column",
                                        "directory", "header"};
    const char *separator = "kB: ";
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t bytes = 0, files = 0;
        for (size_t i = 0; i < collection->files.count; i++)
            if (slice_starts_with(collection->files.entries[i].key, slice_from_string(kinds[k]))) {
                bytes += ((struct slice *)collection->files.entries[i].value)->len;
                files++;
            }
        printf("%s%s %.1f in %zu", separator, kinds[k], (double)bytes / 1000, files);
        separator = ", ";
    }
    putchar('\n');
}

/* A collection has no facets: these are made, with few and with many values, some much more frequent than
 * others, each document in one of each. */
static void add_facets(struct arena *arena, struct index *index, size_t count)
{
    static const size_t sizes[] = {8, 24, 120, 400};
    for (size_t f = 0; f < sizeof sizes / sizeof *sizes; f++) {
        struct index_value *values = arena_array(arena, struct index_value, sizes[f]);
        uint32_t **documents = arena_array(arena, uint32_t *, sizes[f]);
        for (size_t v = 0; v < sizes[f]; v++) {
            values[v].id = arena_format(arena, "v%zu", v);
            values[v].label = arena_format(arena, "Valore numero %zu", v);
            values[v].documents = documents[v] = arena_array(arena, uint32_t, count + 1);
        }
        for (size_t d = 0; d < count; d++) {
            double place = (double)((d * 2654435761u + f * 40503u) % 65536u) / 65536;
            size_t v = (size_t)(place * place * (double)sizes[f]);
            documents[v][values[v].document_count++] = (uint32_t)d;
        }
        struct index_column column = {.id = arena_format(arena, "facet-%zu", f),
                                      .label = arena_format(arena, "Filtro %zu", f),
                                      .kind = COLUMN_TERMS,
                                      .uses = COLUMN_FACET,
                                      .document_count = count,
                                      .values = values,
                                      .value_count = sizes[f]};
        index_add_column(index, &column);
    }
}

/* `count` documents; where there are fewer, copies of them. */
static void build_index(struct collection *collection, const struct index_document *documents,
                        size_t count, const char *name)
{
    struct arena arena = {0};
    collection->files = (struct map){0};
    collection->bytes = 0;
    double start = seconds();
    struct index *index = index_create(&arena, collection->language);
    for (size_t i = 0; i < count; i++)
        index_add(index, &documents[i]);
    add_facets(&arena, index, count);
    index_write(index, keep_file, collection);
    double taken = seconds() - start;
    index_destroy(index);
    arena_release(&arena);
    printf("\n%zu documents: %.3f MB in %zu files, %.2f s of processor time\n", count,
           (double)collection->bytes / 1e6, collection->files.count, taken);
    show_kinds(collection);
    if (collection->keep)
        keep_on_disk(collection, name);
}

static struct slice mix_text(struct arena *arena, struct slice text, struct slice other, size_t seed)
{
    struct buffer mixed = {0};
    struct slice word, replacement;
    for (size_t i = seed; slice_next(&text, ' ', &word); i++) {
        bool replaced = slice_next(&other, ' ', &replacement) && i % REPLACED == 0;
        if (mixed.len)
            buffer_add_byte(&mixed, ' ');
        buffer_add(&mixed, replaced ? replacement : word);
    }
    struct slice copy = buffer_copy(&mixed, arena);
    buffer_release(&mixed);
    return copy;
}

static struct index_document *copy_documents(struct collection *collection, size_t count)
{
    struct arena *arena = &collection->arena;
    struct index_document *copies = arena_array(arena, struct index_document, count);
    size_t known = collection->documents.count;
    for (size_t i = 0; i < count; i++) {
        size_t round = i / known;
        copies[i] = collection->documents.items[i % known];
        if (!round)
            continue;
        const struct index_document *other =
            &collection->documents.items[(i * 7919 + round * 104729) % known];
        struct index_text *texts = arena_array(arena, struct index_text, 2);
        copies[i].key = arena_format(arena, "%.*s-%zu", SLICE_ARG(copies[i].key), round);
        copies[i].address = arena_format(arena, "/schede/%.*s/", SLICE_ARG(copies[i].key));
        copies[i].excerpt = mix_text(arena, copies[i].excerpt, other->excerpt, i);
        texts[0] = copies[i].texts[0];
        texts[1] = (struct index_text){ZONE_BODY, copies[i].excerpt};
        copies[i].texts = texts;
    }
    return copies;
}

/* ---- queries ------------------------------------------------------------ */

static int by_grade(const void *a, const void *b)
{
    return *(const char *)b - *(const char *)a;
}

static double score_query(struct collection *collection, struct reader *reader, struct slice id,
                          struct slice text, struct buffer *key)
{
    struct query_result result = query_run(reader, &(struct query_request){.text = text});
    struct slice *ideal = map_get(&collection->ideals, id);
    double gain = 0, best = 0;
    for (size_t i = 0; i < result.hit_count && i < RESULTS; i++) {
        buffer_clear(key);
        buffer_add(key, id);
        buffer_add_byte(key, '\t');
        buffer_add(key, reader_card(reader, result.hits[i].document).key);
        uintptr_t grade = (uintptr_t)map_get(&collection->grades, buffer_view(key));
        gain += (pow(2, (double)grade) - 1) / log2((double)i + 2);
    }
    if (ideal) {
        qsort((char *)(uintptr_t)ideal->ptr, ideal->len, 1, by_grade);
        for (size_t i = 0; i < ideal->len && i < RESULTS; i++)
            best += (pow(2, ideal->ptr[i]) - 1) / log2((double)i + 2);
    }
    return best > 0 ? gain / best : 0;
}

/* ---- what is read ------------------------------------------------------- */

struct reading {
    double bytes, files;
};

struct readings {
    struct reading cold, next, typed, words; /* words: what of `cold` are no cards */
    size_t count;
};

static struct query_result ask(struct reader *reader, struct slice text)
{
    return query_run(reader, &(struct query_request){.text = text});
}

static void show(struct reader *reader, const struct query_result *result)
{
    for (size_t i = 0; i < result->hit_count && i < RESULTS; i++)
        reader_card(reader, result->hits[i].document);
}

static void note(struct reading *reading, const struct reader *reader, struct reading before)
{
    reading->bytes += (double)reader->bytes_read - before.bytes;
    reading->files += (double)reader->files_read - before.files;
}

static struct reading so_far(const struct reader *reader)
{
    return (struct reading){(double)reader->bytes_read, (double)reader->files_read};
}

static void read_cold_and_next(struct collection *collection, struct readings *readings,
                               struct slice text, struct slice next)
{
    struct arena arena = {0};
    struct reader *reader = reader_open(&arena, fetch_file, collection);
    struct query_result result = ask(reader, text);
    note(&readings->words, reader, (struct reading){0});
    show(reader, &result);
    note(&readings->cold, reader, (struct reading){0});
    struct reading before = so_far(reader);
    result = ask(reader, next);
    show(reader, &result);
    note(&readings->next, reader, before);
    reader_close(reader);
    arena_release(&arena);
}

static void read_typed(struct collection *collection, struct readings *readings, struct slice text)
{
    struct arena arena = {0};
    struct reader *reader = reader_open(&arena, fetch_file, collection);
    size_t letters = utf8_count(text);
    struct query_result result = {0};
    for (size_t i = TYPED_LEAST; i <= letters; i++)
        result = ask(reader, utf8_prefix(text, i));
    show(reader, &result);
    note(&readings->typed, reader, (struct reading){0});
    reader_close(reader);
    arena_release(&arena);
}

static void show_reading(const char *name, struct reading reading, size_t count)
{
    printf(" %s %5.1f kB %4.1f files;", name, count ? reading.bytes / 1000 / (double)count : 0,
           count ? reading.files / (double)count : 0);
}

/* Only queries to which a document of the index at hand is an answer. */
static bool is_answered(const struct collection *collection, struct slice query)
{
    return map_get(&collection->answered, query) != NULL;
}

static void measure_reading(struct collection *collection, struct slice name, const char *path)
{
    struct arena arena = {0};
    struct readings readings = {0};
    struct slice rest = read_all(&arena, path), line, previous = {0};
    for (size_t i = 0; slice_next_line(&rest, &line);) {
        struct slice text = slice_after(line, slice_find_byte(line, '\t') + 1);
        if (!is_answered(collection, slice_sub(line, 0, slice_find_byte(line, '\t'))))
            continue;
        if (i % COLD_EVERY == 0 && previous.len) {
            read_cold_and_next(collection, &readings, text, previous);
            read_typed(collection, &readings, text);
            readings.count++;
        }
        if (i++ % COLD_EVERY == COLD_EVERY / 2)
            previous = text;
    }
    printf("%-8.*s", SLICE_ARG(name));
    show_reading("cold", readings.cold, readings.count);
    show_reading("(no cards", readings.words, readings.count);
    show_reading(") next", readings.next, readings.count);
    show_reading("typed", readings.typed, readings.count);
    putchar('\n');
    arena_release(&arena);
}

static void run_queries(struct collection *collection, struct slice name, const char *path)
{
    struct arena arena = {0}, index_arena = {0};
    struct buffer key = {0};
    struct reader *reader = reader_open(&index_arena, fetch_file, collection);
    struct slice rest = read_all(&arena, path), line;
    double sum = 0, start = seconds();
    size_t count = 0;
    while (slice_next_line(&rest, &line)) {
        size_t tab = slice_find_byte(line, '\t');
        if (tab == SLICE_NOT_FOUND)
            continue;
        struct slice id = slice_sub(line, 0, tab), text = slice_after(line, tab + 1);
        sum += score_query(collection, reader, id, text, &key);
        count++;
    }
    double taken = seconds() - start;
    printf("%-8.*s nDCG@10 %.4f over %zu; %.3f ms each\n", SLICE_ARG(name),
           count ? sum / (double)count : 0, count, count ? taken * 1000 / (double)count : 0);
    buffer_release(&key);
    reader_close(reader);
    arena_release(&arena);
    arena_release(&index_arena);
}

typedef void run_file(struct collection *collection, struct slice name, const char *path);

static void run_all(struct collection *collection, int count, char **files, run_file *run)
{
    for (int i = 0; i < count; i++) {
        struct slice argument = slice_from_string(files[i]);
        size_t equals = slice_find_byte(argument, '=');
        if (equals != SLICE_NOT_FOUND)
            run(collection, slice_sub(argument, 0, equals), argument.ptr + equals + 1);
    }
}

static void measure_size(struct collection *collection, size_t size, const char *name, int count,
                         char **files)
{
    const struct index_document *documents = copy_documents(collection, size);
    struct slice query;
    collection->answered = (struct map){0};
    for (size_t i = 0; i < size; i++) {
        const struct slice *queries = map_get(&collection->relevant, documents[i].key);
        for (struct slice rest = queries ? *queries : (struct slice){0}; slice_next(&rest, '\t', &query);)
            map_set(&collection->arena, &collection->answered, query, collection);
    }
    build_index(collection, documents, size, name);
    run_all(collection, count, files, measure_reading);
}

int main(int count, char **arguments)
{
    struct collection collection = {0};
    int first = 1;
    if (count > 2 && strcmp(arguments[1], "--keep") == 0) {
        collection.keep = arguments[2];
        first = 3;
    }
    if (count < first + 3) {
        fputs("usage: search [--keep FOLDER] DOCS QRELS NAME=QUERIES...\n", stderr);
        return 2;
    }
    read_documents(&collection, arguments[first]);
    read_grades(&collection, arguments[first + 1]);
    int files = count - first - 2;
    char **queries = arguments + first + 2;
    build_index(&collection, collection.documents.items, collection.documents.count, "all");
    run_all(&collection, files, queries, run_queries);
    measure_size(&collection, 1000, "1000", files, queries);
    measure_size(&collection, 10000, "10000", files, queries);
    arena_release(&collection.arena);
    return 0;
}
