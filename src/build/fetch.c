#include "build/fetch.h"

#include "base/memory.h"
#include "build/state.h"
#include "source/remote.h"

struct fetch {
    struct fetch_options options;
    struct build *build; /* its site.yaml is read, and no more */
    const struct schema_source *under_way;
};

static const struct problem no_such_source = {
    "fetch-name",
    SEVERITY_ERROR,
    {"there is no source \"%1\" in site.yaml", "in site.yaml non c'è la sorgente \"%1\""},
    {"there is: %2", "ci sono: %2"}};
static const struct problem no_sources = {
    "fetch-nothing",
    SEVERITY_ERROR,
    {"site.yaml lists no sources: there is nothing to fetch",
     "site.yaml non elenca sorgenti: non c'è nulla da scaricare"},
    {"sheets that are kept elsewhere are listed under `sources`",
     "le schede tenute altrove si elencano sotto `sources`"}};

struct fetch *fetch_create(const struct fetch_options *options)
{
    struct fetch *fetch = memory_allocate_zeroed(sizeof *fetch);
    fetch->options = *options;
    /* Each fetch is a process: there are no threads that it could tear from their work. */
    fetch->options.build.jobs = 1;
    fetch->build = build_create(&fetch->options.build);
    return fetch;
}

void fetch_destroy(struct fetch *fetch)
{
    build_destroy(fetch->build);
    memory_release(fetch);
}

const struct diagnostics *fetch_diagnostics(const struct fetch *fetch)
{
    return &fetch->build->diagnostics;
}

/* ---- one source ---------------------------------------------------------- */

static struct slice variable(const struct fetch *fetch, const char *name)
{
    return slice_from_string(fetch->options.variable ? fetch->options.variable(name) : NULL);
}

/* "prov-toscana" gives SCHEDARIO_TOKEN_PROV_TOSCANA. */
static struct slice token_variable(struct arena *arena, struct slice id)
{
    char *name = arena_string(
        arena, arena_concat(arena, SLICE("SCHEDARIO_TOKEN_"), id, (struct slice){0}));
    for (char *byte = name; *byte; byte++)
        *byte = *byte == '-' ? '_' : *byte >= 'a' && *byte <= 'z' ? (char)(*byte - 'a' + 'A') : *byte;
    return slice_from_string(name);
}

static void watch(void *context, const struct mirror_progress *progress)
{
    struct fetch *fetch = context;
    if (fetch->options.progress)
        fetch->options.progress(fetch->options.context, fetch->under_way, progress);
}

static struct mirror_order order_of(struct fetch *fetch, const struct schema_source *source)
{
    struct arena *arena = &fetch->build->arena;
    struct slice secret = token_variable(arena, source->id);
    return (struct mirror_order){
        .name = source->id,
        .path = build_source_path(fetch->build, source),
        .url = source->repository,
        .ref = source->ref,
        .token = variable(fetch, secret.ptr),
        .token_variable = secret,
        .home = variable(fetch, "HOME"),
        .has_agent = variable(fetch, "SSH_AUTH_SOCK").len > 0,
        .certificates = variable(fetch, "SSL_CERT_FILE"),
        .max = source->max_fetch,
        .timeout = fetch->options.timeout,
        .watcher = watch,
        .context = fetch,
    };
}

static bool fetch_one(struct fetch *fetch, const struct schema_source *source)
{
    struct build *build = fetch->build;
    struct mirror_news news = {0};
    bool is_fetched = remote_is_fetched(remote_read(source->repository).kind);
    fetch->under_way = source;
    if (is_fetched) {
        struct mirror_order order = order_of(fetch, source);
        if (!mirror_fetch(&build->arena, &order, &news, &build->diagnostics))
            return false;
    }
    if (fetch->options.done)
        fetch->options.done(fetch->options.context, source, is_fetched ? &news : NULL);
    return true;
}

/* ---- those that are asked for -------------------------------------------- */

static const struct schema_source *find_source(const struct schema *schema, struct slice name)
{
    for (size_t i = 0; i < schema->source_count; i++)
        if (slice_equal(schema->sources[i].id, name))
            return &schema->sources[i];
    return NULL;
}

static void report_unknown(struct fetch *fetch, struct slice name)
{
    const struct schema *schema = fetch->build->schema;
    struct buffer names = {0};
    for (size_t i = 0; i < schema->source_count; i++)
        buffer_format(&names, "%s%.*s", i ? ", " : "", SLICE_ARG(schema->sources[i].id));
    diagnostic_add(&fetch->build->diagnostics, &no_such_source, (struct span){0}, name,
                   buffer_view(&names));
    buffer_release(&names);
}

static bool names_are_known(struct fetch *fetch)
{
    bool good = true;
    for (size_t i = 0; i < fetch->options.name_count; i++) {
        struct slice name = slice_from_string(fetch->options.names[i]);
        if (find_source(fetch->build->schema, name))
            continue;
        report_unknown(fetch, name);
        good = false;
    }
    return good;
}

static bool is_asked_for(const struct fetch *fetch, const struct schema_source *source)
{
    bool asked = fetch->options.name_count == 0;
    for (size_t i = 0; i < fetch->options.name_count; i++)
        asked |= slice_equal_string(source->id, fetch->options.names[i]);
    return asked && source->is_sound;
}

static enum fetch_outcome fetch_all(struct fetch *fetch)
{
    struct build *build = fetch->build;
    enum fetch_outcome outcome = FETCH_RUN_GOOD;
    if (!build_open_source(build) || !build_read_schema(build))
        return diagnostics_count(&build->diagnostics, SEVERITY_FAILURE) ? FETCH_RUN_FAILED
                                                                       : FETCH_RUN_PROBLEMS;
    if (!build->schema->source_count)
        diagnostic_add_plain(&build->diagnostics, &no_sources, (struct span){0});
    if (!build->schema->source_count || !names_are_known(fetch))
        return FETCH_RUN_PROBLEMS;
    if (!diagnostics_are_good(&build->diagnostics))
        outcome = FETCH_RUN_PROBLEMS;
    for (size_t i = 0; i < build->schema->source_count && !workers_are_interrupted(); i++)
        if (is_asked_for(fetch, &build->schema->sources[i]) &&
            !fetch_one(fetch, &build->schema->sources[i]))
            outcome = FETCH_RUN_FAILED;
    return outcome;
}

enum fetch_outcome fetch_run(struct fetch *fetch)
{
    enum fetch_outcome outcome = fetch_all(fetch);
    diagnostics_sort(&fetch->build->diagnostics);
    return workers_are_interrupted() ? FETCH_RUN_INTERRUPTED : outcome;
}
