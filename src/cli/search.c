/* search: asks the index that the build wrote, for scripts, tests and people at a terminal. */
#include "base/files.h"
#include "cli/command.h"
#include "search/bytes.h"
#include "search/query.h"
#include "text/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN          10
#define SHOWN_TREC     100
#define EXCERPT_LENGTH 200
#define LINE_MAX_BYTES 65536
/* What every word of a query stands in comes first, and TREC's tools sort by score alone. */
#define ALL_WORDS_SCORE 1000000000u

struct asking {
    const struct invocation *invocation;
    struct arena arena;
    struct slice site, folder; /* the index's */
    struct reader *reader;
    struct query_request request;
    struct query_choice choices[FACETS_MAX];
    struct buffer out;
    size_t shown;
    bool from_input; /* many queries, a line each */
};

static const char *say(const struct asking *asking, const char *english, const char *italian)
{
    return asking->invocation->language == MESSAGES_ITALIAN ? italian : english;
}

/* ---- the index ---------------------------------------------------------- */

static bool fetch(void *context, struct slice name, struct buffer *out)
{
    struct asking *asking = context;
    struct arena arena = {0};
    struct slice content;
    struct file_error error;
    bool good = file_read(&arena, path_join(&arena, asking->folder, name).ptr, SEARCH_FILE_MAX,
                          &content, &error);
    if (good)
        buffer_add(out, content);
    arena_release(&arena);
    return good;
}

static bool has_index(struct asking *asking, struct slice language)
{
    struct file_status status;
    struct file_error error;
    struct slice folder = path_join(&asking->arena, asking->site, language);
    struct slice header = path_join(&asking->arena, folder, SLICE("header.bin"));
    return file_status_read(header.ptr, &status, &error) && status.kind == FILE_REGULAR;
}

/* The language asked for; or the one of the messages; or the first there is. */
static bool find_folder(struct asking *asking)
{
    struct slice language = asking->invocation->in, *names;
    struct file_error error;
    size_t count = 0;
    if (!language.len) {
        language = asking->invocation->language == MESSAGES_ITALIAN ? SLICE("it") : SLICE("en");
        if (!has_index(asking, language) &&
            directory_list(&asking->arena, asking->site.ptr, &names, &count, &error) && count)
            language = names[0];
    }
    /* A name of a folder, never a way out of it. */
    if (slice_find_byte(language, '/') != SLICE_NOT_FOUND || *language.ptr == '.' ||
        !has_index(asking, language)) {
        fprintf(stderr,
                say(asking, "schedario: there is no search index for \"%.*s\" in %.*s\n",
                    "schedario: non c'è un indice di ricerca per \"%.*s\" in %.*s\n"),
                SLICE_ARG(language), SLICE_ARG(asking->site));
        fputs(say(asking, "build the site first, or name its folder with --out\n",
                  "costruisci prima il sito, o indica la sua cartella con --out\n"),
              stderr);
        return false;
    }
    asking->folder = path_join(&asking->arena, asking->site, language);
    return true;
}

static enum exit_status report_failure(const struct asking *asking)
{
    static const char *const texts[][MESSAGE_LANGUAGES] = {
        [READER_MISSING] = {"is missing", "manca"},
        [READER_CUT_SHORT] = {"is cut short", "è troncato"},
        [READER_DAMAGED] = {"is damaged", "è danneggiato"},
        [READER_OTHER_VERSION] = {"was written by another version of schedario",
                                  "è stato scritto da un'altra versione di schedario"},
    };
    const struct reader_failure *failure = &asking->reader->failure;
    fprintf(stderr, "schedario: %.*s/%.*s %s\n", SLICE_ARG(asking->folder),
            SLICE_ARG(failure->name), texts[failure->kind][asking->invocation->language]);
    fputs(say(asking, "build the site again\n", "ricostruisci il sito\n"), stderr);
    return EXIT_MACHINE;
}

static enum exit_status report_mistake(const struct asking *asking,
                                       const struct query_result *result)
{
    static const char *const texts[][MESSAGE_LANGUAGES] = {
        [QUERY_NO_COLUMN] = {"schedario: there is no facet \"%.*s\"",
                             "schedario: non c'è il filtro \"%.*s\""},
        [QUERY_NO_VALUE] = {"schedario: the facet has no value \"%.*s\"",
                            "schedario: il filtro non ha il valore \"%.*s\""},
        [QUERY_NO_ORDER] = {"schedario: the results cannot be sorted by \"%.*s\"",
                            "schedario: i risultati non si ordinano per \"%.*s\""},
    };
    const struct reader *reader = asking->reader;
    unsigned uses = result->mistake == QUERY_NO_ORDER ? COLUMN_SORT : COLUMN_FACET | COLUMN_RANGE;
    fprintf(stderr, texts[result->mistake][asking->invocation->language],
            SLICE_ARG(result->mistaken));
    const char *separator = say(asking, "; there are: ", "; ci sono: ");
    for (uint32_t i = 0; i < reader->column_count && result->mistake != QUERY_NO_VALUE; i++)
        if (reader->columns[i].uses & uses) {
            fprintf(stderr, "%s%.*s", separator, SLICE_ARG(reader->columns[i].id));
            separator = ", ";
        }
    fputc('\n', stderr);
    return EXIT_USAGE;
}

/* ---- results ------------------------------------------------------------ */

/* On one line, and nothing that a terminal would act on. */
static void add_line(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        buffer_add_byte(out, c < ' ' || c == 0x7F ? ' ' : (char)c);
    }
}

static void write_text(struct asking *asking, const struct query_result *result)
{
    struct buffer *out = &asking->out;
    for (size_t i = 0; i < result->note_count; i++) {
        buffer_add_string(out, say(asking, "results for \"", "risultati per \""));
        add_line(out, result->notes[i].used);
        buffer_add_string(out, say(asking, "\" (\"", "\" (\""));
        add_line(out, result->notes[i].typed);
        buffer_add_string(out, say(asking, "\" is nowhere)\n", "\" non c'è)\n"));
    }
    buffer_format(out, say(asking, "%zu results, %zu of them with every word\n",
                           "%zu risultati, %zu dei quali con tutte le parole\n"),
                  result->hit_count, result->all_count);
    for (size_t i = 0; i < result->hit_count && i < asking->shown; i++) {
        uint32_t document = result->hits[i].document;
        struct card card = reader_card(asking->reader, document);
        buffer_format(out, "\n%3zu. ", i + 1);
        add_line(out, card.title);
        buffer_add_string(out, "\n     ");
        add_line(out, card.address);
        buffer_add_string(out, "\n     ");
        add_line(out, query_excerpt(asking->reader, asking->request.text, document, EXCERPT_LENGTH));
        buffer_add_byte(out, '\n');
    }
}

static struct slice sheet_id(struct slice key)
{
    size_t slash = slice_find_last_byte(key, '/');
    return slice_after(key, slash == SLICE_NOT_FOUND ? 0 : slash + 1);
}

static void write_hit_json(struct asking *asking, struct json_writer *json,
                           const struct query_hit *hit)
{
    struct card card = reader_card(asking->reader, hit->document);
    json_begin_object(json);
    json_member(json, SLICE("key"), card.key);
    json_member(json, SLICE("id"), sheet_id(card.key));
    json_member(json, SLICE("url"), card.address);
    json_member(json, SLICE("title"), card.title);
    json_key(json, SLICE("score"));
    json_integer(json, hit->score);
    json_key(json, SLICE("all_words"));
    json_boolean(json, hit->all);
    json_member(json, SLICE("excerpt"),
                query_excerpt(asking->reader, asking->request.text, hit->document, EXCERPT_LENGTH));
    json_key(json, SLICE("facts"));
    json_begin_object(json);
    for (uint32_t i = 0; i < card.fact_count; i++)
        json_member(json, card.facts[i].field, card.facts[i].text);
    json_end_object(json);
    json_end_object(json);
}

static void write_facets_json(struct asking *asking, struct json_writer *json,
                              const struct query_result *result)
{
    json_begin_object(json);
    for (size_t i = 0; i < result->facet_count; i++) {
        const struct column *column =
            reader_column(asking->reader, result->facets[i].column);
        json_key(json, result->facets[i].column->id);
        json_begin_object(json);
        for (uint32_t j = 0; column && j < column->value_count; j++) {
            json_key(json, column->values[j].id);
            json_integer(json, result->facets[i].counts[j]);
        }
        json_end_object(json);
    }
    json_end_object(json);
}

/* What is told of a result as a whole; the hits follow it. */
static void write_summary_json(struct asking *asking, struct json_writer *json,
                               const struct query_result *result)
{
    json_key(json, SLICE("total"));
    json_integer(json, (int64_t)result->hit_count);
    json_key(json, SLICE("with_all_words"));
    json_integer(json, (int64_t)result->all_count);
    json_key(json, SLICE("taken_for"));
    json_begin_array(json);
    for (size_t i = 0; i < result->note_count; i++) {
        json_begin_object(json);
        json_member(json, SLICE("typed"), result->notes[i].typed);
        json_member(json, SLICE("used"), result->notes[i].used);
        json_end_object(json);
    }
    json_end_array(json);
    json_key(json, SLICE("facets"));
    write_facets_json(asking, json, result);
    json_key(json, SLICE("results"));
}

static void write_json(struct asking *asking, const struct query_result *result)
{
    struct json_writer json = {.out = &asking->out, .pretty = true};
    json_begin_object(&json);
    json_member(&json, SLICE("query"), asking->request.text);
    json_member(&json, SLICE("language"), asking->reader->language);
    write_summary_json(asking, &json, result);
    json_begin_array(&json);
    for (size_t i = 0; i < result->hit_count && i < asking->shown; i++)
        write_hit_json(asking, &json, &result->hits[i]);
    json_end_array(&json);
    json_end_object(&json);
    buffer_add_byte(&asking->out, '\n');
}

/* One of many queries: a line, of each hit its key and score alone. */
static void write_json_line(struct asking *asking, struct slice id,
                            const struct query_result *result)
{
    struct json_writer json = {.out = &asking->out};
    json_begin_object(&json);
    json_member(&json, SLICE("id"), id);
    write_summary_json(asking, &json, result);
    json_begin_array(&json);
    for (size_t i = 0; i < result->hit_count && i < asking->shown; i++) {
        json_begin_array(&json);
        json_string(&json, reader_card(asking->reader, result->hits[i].document).key);
        json_integer(&json, result->hits[i].score);
        json_end_array(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    buffer_add_byte(&asking->out, '\n');
}

static void write_trec(struct asking *asking, struct slice query, const struct query_result *result)
{
    for (size_t i = 0; i < result->hit_count && i < asking->shown; i++) {
        const struct query_hit *hit = &result->hits[i];
        struct slice key = reader_card(asking->reader, hit->document).key;
        buffer_format(&asking->out, "%.*s Q0 %.*s %zu %u schedario\n", SLICE_ARG(query),
                      SLICE_ARG(sheet_id(key)), i + 1,
                      (unsigned)(hit->score + (hit->all ? ALL_WORDS_SCORE : 0)));
    }
}

/* ---- asking ------------------------------------------------------------- */

static enum exit_status answer(struct asking *asking, struct slice id, struct slice text)
{
    asking->request.text = text;
    struct query_result result = query_run(asking->reader, &asking->request);
    if (result.mistake)
        return report_mistake(asking, &result);
    if (asking->invocation->format == FORMAT_TREC)
        write_trec(asking, id, &result);
    else if (asking->from_input)
        write_json_line(asking, id, &result);
    else if (asking->invocation->format == FORMAT_JSON)
        write_json(asking, &result);
    else
        write_text(asking, &result);
    if (asking->reader->failure.kind)
        return report_failure(asking);
    fputs(buffer_string(&asking->out), stdout);
    buffer_clear(&asking->out);
    return EXIT_GOOD;
}

/* A query a line on standard input: its id, a tab, its words. */
static enum exit_status answer_lines(struct asking *asking)
{
    static const char *const wrong[] = {"schedario: line %zu has no tab between id and query\n",
                                        "schedario: la riga %zu non ha una tabulazione tra "
                                        "identificativo e domanda\n"};
    char *line = NULL;
    size_t capacity = 0, number = 0;
    ssize_t length;
    enum exit_status status = EXIT_GOOD;
    while (status == EXIT_GOOD && (length = getline(&line, &capacity, stdin)) >= 0) {
        struct slice rest = slice_from(line, (size_t)length), id;
        number++;
        while (rest.len && (rest.ptr[rest.len - 1] == '\n' || rest.ptr[rest.len - 1] == '\r'))
            rest.len--;
        if (!rest.len)
            continue;
        if (slice_find_byte(rest, '\t') == SLICE_NOT_FOUND || rest.len > LINE_MAX_BYTES) {
            fprintf(stderr, wrong[asking->invocation->language], number);
            status = EXIT_USAGE;
            break;
        }
        slice_next(&rest, '\t', &id);
        status = answer(asking, id, rest);
    }
    free(line);
    return status;
}

static enum exit_status answer_words(struct asking *asking)
{
    struct buffer words = {0};
    for (int i = 0; i < asking->invocation->operand_count; i++) {
        if (i)
            buffer_add_byte(&words, ' ');
        buffer_add_string(&words, asking->invocation->operands[i]);
    }
    enum exit_status status = answer(asking, SLICE("1"), buffer_view(&words));
    buffer_release(&words);
    return status;
}

static void take_choices(struct asking *asking)
{
    const struct invocation *invocation = asking->invocation;
    for (size_t i = 0; i < invocation->facet_count; i++) {
        struct slice text = slice_from_string(invocation->facets[i]);
        size_t equals = slice_find_byte(text, '=');
        asking->choices[i] =
            (struct query_choice){slice_sub(text, 0, equals), slice_after(text, equals + 1)};
    }
    asking->request = (struct query_request){.choices = asking->choices,
                                             .choice_count = invocation->facet_count,
                                             .sort = invocation->sort,
                                             .counts = invocation->format == FORMAT_JSON};
}

enum exit_status run_search(const struct invocation *invocation)
{
    struct asking asking = {.invocation = invocation};
    struct slice out = invocation->build.out;
    asking.from_input =
        invocation->operand_count == 1 && strcmp(invocation->operands[0], "-") == 0;
    if (asking.from_input && invocation->format == FORMAT_TEXT) {
        fputs(say(&asking, "schedario: \"-\" reads queries for --format trec or json\n",
                  "schedario: \"-\" legge domande per --format trec o json\n"),
              stderr);
        return EXIT_USAGE;
    }
    if (!out.len)
        out = path_join(&asking.arena, invocation->build.folder, SLICE("public"));
    asking.site = path_join(&asking.arena, out, SLICE(FORMAT_DIRECTORY));
    asking.shown = invocation->limit                   ? invocation->limit
                   : invocation->format == FORMAT_TREC ? SHOWN_TREC
                                                       : SHOWN;
    enum exit_status status = EXIT_PROBLEMS;
    if (find_folder(&asking)) {
        asking.reader = reader_open(&asking.arena, fetch, &asking);
        take_choices(&asking);
        status = asking.reader->failure.kind ? report_failure(&asking)
                 : asking.from_input         ? answer_lines(&asking)
                                             : answer_words(&asking);
        reader_close(asking.reader);
    }
    buffer_release(&asking.out);
    arena_release(&asking.arena);
    return status;
}
