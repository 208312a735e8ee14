/* Measures search on a collection: search DOCS QRELS NAME=QUERIES...
 *
 * DOCS has a JSON object a line, with id, lang, title, text; QRELS and QUERIES are tab-separated, as the
 * collections of the TREC conferences are. An index is built in memory, of all documents, in the
 * language of the first; each file of queries gets a line: nDCG@10 (Jaervelin, Kekaelaeinen 2002), and
 * what a query reads from a cold start, ten cards and excerpts included. */
#include "base/files.h"
#include "base/map.h"
#include "base/vector.h"
#include "search/index.h"
#include "search/query.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FILE_MAX   (1u << 30)
#define RESULTS    10
#define COLD_EVERY 50 /* one query in so many is also asked of an index just opened */

struct collection {
    struct arena arena;
    struct slice language;
    VECTOR(struct index_document) documents;
    struct map grades; /* "QUERY\tDOCUMENT" to grade */
    struct map ideals; /* query to a list of grades, as a string of bytes */
    struct map files;  /* of the index */
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
        struct slice *ideal = map_get(&collection->ideals, query);
        if (!ideal) {
            ideal = arena_new(arena, struct slice);
            map_set(arena, &collection->ideals, query, ideal);
        }
        *ideal = arena_format(arena, "%.*s%c", SLICE_ARG(*ideal), (int)grade);
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

static void build_index(struct collection *collection)
{
    struct arena arena = {0};
    double start = seconds();
    struct index *index = index_create(&arena, collection->language);
    for (size_t i = 0; i < collection->documents.count; i++)
        index_add(index, &collection->documents.items[i]);
    index_write(index, keep_file, collection);
    double taken = seconds() - start;
    index_destroy(index);
    arena_release(&arena);
    printf("%zu documents, %zu files, %.1f kB (%.2f MB for 1,000), %.2f s of processor time\n",
           collection->documents.count, collection->files.count, (double)collection->bytes / 1000,
           (double)collection->bytes / 1000 / (double)collection->documents.count, taken);
    size_t kinds[128] = {0};
    for (size_t i = 0; i < collection->files.count; i++)
        kinds[collection->files.entries[i].key.ptr[0] & 127] +=
            ((struct slice *)collection->files.entries[i].value)->len;
    printf("kB: words %.0f, positions %.0f, vocabulary %.0f, cards and columns %.0f, excerpts %.0f, "
           "directory %.1f\n",
           (double)kinds['w'] / 1000, (double)kinds['p'] / 1000, (double)kinds['v'] / 1000,
           (double)kinds['c'] / 1000, (double)kinds['e'] / 1000, (double)kinds['d'] / 1000);
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

static void read_cold(struct collection *collection, struct slice text, double *bytes, double *files)
{
    struct arena arena = {0};
    struct reader *reader = reader_open(&arena, fetch_file, collection);
    struct query_result result = query_run(reader, &(struct query_request){.text = text});
    for (size_t i = 0; i < result.hit_count && i < RESULTS; i++) {
        reader_card(reader, result.hits[i].document);
    }
    *bytes += (double)reader->bytes_read;
    *files += (double)reader->files_read;
    reader_close(reader);
    arena_release(&arena);
}

static void run_queries(struct collection *collection, struct slice name, const char *path)
{
    struct arena arena = {0}, index_arena = {0};
    struct buffer key = {0};
    struct reader *reader = reader_open(&index_arena, fetch_file, collection);
    struct slice rest = read_all(&arena, path), line;
    double sum = 0, bytes = 0, files = 0, start = seconds(), cold_seconds = 0;
    size_t count = 0, cold = 0;
    while (slice_next_line(&rest, &line)) {
        size_t tab = slice_find_byte(line, '\t');
        if (tab == SLICE_NOT_FOUND)
            continue;
        struct slice id = slice_sub(line, 0, tab), text = slice_after(line, tab + 1);
        sum += score_query(collection, reader, id, text, &key);
        if (count++ % COLD_EVERY == 0) {
            double before = seconds();
            read_cold(collection, text, &bytes, &files);
            cold_seconds += seconds() - before;
            cold++;
        }
    }
    double taken = seconds() - start - cold_seconds;
    printf("%-10.*s nDCG@10 %.4f over %zu; cold, with ten results: %.1f kB, %.1f files; %.3f ms each\n",
           SLICE_ARG(name), count ? sum / (double)count : 0, count,
           cold ? bytes / 1000 / (double)cold : 0, cold ? files / (double)cold : 0,
           count ? taken * 1000 / (double)count : 0);
    buffer_release(&key);
    reader_close(reader);
    arena_release(&arena);
    arena_release(&index_arena);
}

int main(int count, char **arguments)
{
    struct collection collection = {0};
    if (count < 4) {
        fputs("usage: search DOCS QRELS NAME=QUERIES...\n", stderr);
        return 2;
    }
    read_documents(&collection, arguments[1]);
    read_grades(&collection, arguments[2]);
    build_index(&collection);
    for (int i = 3; i < count; i++) {
        struct slice argument = slice_from_string(arguments[i]);
        size_t equals = slice_find_byte(argument, '=');
        if (equals != SLICE_NOT_FOUND)
            run_queries(&collection, slice_sub(argument, 0, equals), argument.ptr + equals + 1);
    }
    arena_release(&collection.arena);
    return 0;
}
