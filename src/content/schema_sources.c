/* sources: whose sheets come in from other repositories. */
#include "content/schema_read.h"
#include "source/remote.h"

#define SOURCES_MAX 100u

static const struct problem wrong_repository = {
    "source-repository",
    SEVERITY_ERROR,
    {"%1: \"%2\" is neither a folder nor the address of a repository",
     "%1: \"%2\" non è né una cartella né l'indirizzo di un archivio"},
    {"a folder: ../toscana.git; or an address: https://forge.example.org/toscana.git, "
     "git@forge.example.org:toscana.git",
     "una cartella: ../toscana.git; oppure un indirizzo: https://forge.example.org/toscana.git, "
     "git@forge.example.org:toscana.git"}};
static const struct problem unsafe_repository = {
    "source-repository",
    SEVERITY_ERROR,
    {"%1: what comes from \"%2\" can be read and changed on its way",
     "%1: ciò che arriva da \"%2\" si può leggere e cambiare lungo la strada"},
    {"write the address with https:// or ssh://", "scrivi l'indirizzo con https:// o ssh://"}};
static const struct problem secret_in_repository = {
    "source-repository",
    SEVERITY_ERROR,
    {"%1: a password or a token stands in the address, where everybody can read it",
     "%1: nell'indirizzo c'è una password o un token, che tutti possono leggere"},
    {"take it out, and give it to `schedario fetch` in the environment; change the password, for it "
     "was seen",
     "toglila, e dalla a `schedario fetch` nell'ambiente; poi cambiala, perché è stata vista"}};
static const struct problem wrong_ref = {
    "source-ref",
    SEVERITY_ERROR,
    {"%1: \"%2\" cannot be the name of a branch, a tag or a commit",
     "%1: \"%2\" non può essere il nome di un ramo, di un'etichetta o di un commit"},
    {"main, for example; a folder in it goes under `folder`",
     "per esempio main; una sua cartella va sotto `folder`"}};
static const struct problem wrong_folder = {
    "source-folder",
    SEVERITY_ERROR,
    {"%1: \"%2\" is not a folder", "%1: \"%2\" non è una cartella"},
    {"names with / between them, none with a dot in front: esperienze/toscana",
     "nomi separati da /, nessuno con un punto davanti: esperienze/toscana"}};
static const struct problem too_many_sources = {
    "too-many-names",
    SEVERITY_ERROR,
    {"%1: %2 sources can be given at the most", "%1: si possono dare al massimo %2 sorgenti"},
    {"take out those from here on", "togli quelle da qui in poi"}};

/* Names of folders that would be left out or could not be printed. */
static bool is_folder(struct slice folder)
{
    struct slice part;
    if (!schema_check_folder(&folder))
        return false;
    for (size_t i = 0; i < folder.len; i++)
        if ((unsigned char)folder.ptr[i] < ' ' || folder.ptr[i] == 0x7f)
            return false;
    while (slice_next(&folder, '/', &part))
        if (part.ptr[0] == '.' || part.ptr[part.len - 1] == '~')
            return false;
    return true;
}

static const struct problem *what_is_wrong(struct slice repository)
{
    switch (remote_read(repository).kind) {
    case REMOTE_UNSAFE:
        return &unsafe_repository;
    case REMOTE_SECRET:
        return &secret_in_repository;
    case REMOTE_WRONG:
        return &wrong_repository;
    default:
        return NULL;
    }
}

/* The place of an address, in a copy of the file whose line can be shown: what stands before the @ is hidden. */
static struct span hide_secret(struct schema_reader *reader, struct span span)
{
    struct text_file *file = arena_new(reader->arena, struct text_file);
    char *text = arena_string(reader->arena, span.file->text);
    size_t at = slice_find_last_byte(span_text(span), '@');
    if (at != SLICE_NOT_FOUND)
        memset(text + span.start, '*', at);
    *file = (struct text_file){span.file->path, slice_from(text, span.file->text.len)};
    span.file = file;
    return span;
}

static void check_repository(struct schema_reader *reader, const struct schema_entry *entry,
                             struct schema_source *source)
{
    struct schema_entry written = schema_entry_under(reader, entry, "repository");
    if (!source->repository.len)
        return;
    source->repository_span = written.node->span;
    const struct problem *problem = what_is_wrong(source->repository);
    struct span span = written.node->span;
    if (problem == &secret_in_repository)
        span = hide_secret(reader, span);
    if (problem)
        diagnostic_add(reader->diagnostics, problem, span, written.where, source->repository);
}

struct source_draft {
    struct schema_source source;
    struct slice max_fetch;
};

static void read_source(struct schema_reader *reader, const struct schema_entry *entry,
                        struct schema_source *source)
{
    static const struct schema_key keys[] = {
        {.name = "repository", KEY_TEXT, offsetof(struct source_draft, source.repository),
         .is_required = true},
        {.name = "ref", KEY_TEXT, offsetof(struct source_draft, source.ref),
         .is_good = schema_is_branch, .otherwise = &wrong_ref},
        {.name = "folder", KEY_TEXT, offsetof(struct source_draft, source.folder),
         .is_good = is_folder, .otherwise = &wrong_folder},
        {.name = "prefix", KEY_TEXT, offsetof(struct source_draft, source.prefix), .is_required = true,
         .is_good = is_folder, .otherwise = &wrong_folder},
        {.name = "label", KEY_LOCAL, offsetof(struct source_draft, source.label)},
        {.name = "max_fetch", KEY_TEXT, offsetof(struct source_draft, max_fetch)},
        {.name = "edit", KEY_TEXT, offsetof(struct source_draft, source.links.edit),
         .is_good = schema_is_forge_page, .otherwise = &schema_bad_forge_page},
        {.name = "report", KEY_TEXT, offsetof(struct source_draft, source.links.report),
         .is_good = schema_is_forge_page, .otherwise = &schema_bad_forge_page},
        {.name = "commit", KEY_TEXT, offsetof(struct source_draft, source.links.commit),
         .is_good = schema_is_forge_page, .otherwise = &schema_bad_forge_page},
    };
    const struct repository_links *own = &reader->schema->repository;
    source->label = schema_label_from(reader, source->id);
    source->links = (struct repository_links){.history = own->history,
                                              .people = own->people,
                                              .bots = own->bots,
                                              .bot_count = own->bot_count};
    struct source_draft draft = {.source = *source};
    draft.source.max_fetch = SOURCE_FETCH_MAX;
    if (!schema_read_mapping(reader, entry, SCHEMA_KEYS(keys), &draft))
        return;
    schema_take_size(reader, entry, "max_fetch", draft.max_fetch, &draft.source.max_fetch);
    *source = draft.source;
    check_repository(reader, entry, source);
    source->links.branch = source->ref.len ? source->ref : SLICE("main");
    schema_check_folder(&source->folder);
    schema_check_folder(&source->prefix);
}

void schema_read_sources(struct schema_reader *reader, const struct schema_entry *entry)
{
    struct schema *schema = reader->schema;
    if (schema_is_blank(entry->node) || !schema_take_mapping(reader, entry->where, entry->node))
        return;
    size_t count = entry->node->count;
    if (count > SOURCES_MAX) {
        diagnostic_add(reader->diagnostics, &too_many_sources,
                       entry->node->keys[SOURCES_MAX]->span, entry->where,
                       arena_format(reader->arena, "%u", SOURCES_MAX));
        count = SOURCES_MAX;
    }
    schema->sources = arena_array(reader->arena, struct schema_source, count);
    for (size_t i = 0; i < count; i++) {
        struct schema_entry item = schema_entry_of(reader, entry, i);
        if (!schema_check_identifier(reader, item.where, entry->node->keys[i]))
            continue;
        struct schema_source *source = &schema->sources[schema->source_count++];
        source->id = entry->node->keys[i]->text;
        source->span = item.name;
        size_t before = reader->diagnostics->count;
        read_source(reader, &item, source);
        source->is_sound = reader->diagnostics->count == before;
    }
}
