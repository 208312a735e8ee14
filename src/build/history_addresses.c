/* Where sheets were. Of all sheets that had an address the one that had it last is found there: today's page
 * of it, by a redirect, or word of the day on which it was taken away. */
#include "build/history_parts.h"

#include "content/document.h"

struct claim {
    const struct told_file *file;
    const struct told_version *version; /* the newest that had the address */
    struct slice url;
    unsigned language;
};

struct claims {
    struct telling *telling;
    VECTOR(struct claim) all;
    struct map by_url; /* number + 1, as a pointer */
};

static void add_claim(struct claims *claims, struct claim claim)
{
    struct arena *arena = &claims->telling->arena;
    size_t number = (size_t)(uintptr_t)map_get(&claims->by_url, claim.url);
    if (!number) {
        vector_push(arena, &claims->all, claim);
        map_set(arena, &claims->by_url, claim.url, (void *)(uintptr_t)claims->all.count);
        return;
    }
    struct claim *first = &claims->all.items[number - 1];
    if (compare_commits(claim.file, claim.version->version->commit, first->file,
                        first->version->version->commit) > 0)
        *first = claim;
}

static bool same_address(const struct told_version *a, const struct told_version *b)
{
    return a && a->name == b->name && slice_equal(a->id, b->id);
}

/* Those of the original: translations stand beside it, in whatever language. */
static void claim_addresses(struct claims *claims, const struct told_file *file)
{
    struct build *build = claims->telling->build;
    const struct told_version *newer = NULL;
    for (size_t i = 0; i < file->file->version_count; i++) {
        const struct told_version *version = &file->versions[i];
        if (!version->is_public || !version->name || version->name->is_translation ||
            same_address(newer, version))
            continue;
        newer = version;
        for (unsigned l = 0; l < build->schema->language_count; l++) {
            struct claim claim = {file, version, {0}, l};
            claim.url = catalogue_address_of(build->catalogue, &build->arena, version->name,
                                             version->id, l);
            add_claim(claims, claim);
        }
    }
}

/* ---- sheets that are there ---------------------------------------------- */

struct old_addresses {
    VECTOR(struct slice) urls;
    VECTOR(unsigned) languages;
};

static void give_redirects(struct claims *claims)
{
    struct build *build = claims->telling->build;
    const struct catalogue *catalogue = build->catalogue;
    struct old_addresses *olds =
        arena_array(&claims->telling->arena, struct old_addresses, catalogue->sheet_count);
    for (size_t i = 0; i < claims->all.count; i++) {
        const struct claim *claim = &claims->all.items[i];
        const struct edition *edition = claim->file->edition;
        if (!edition)
            continue;
        struct slice today = catalogue_address_of(catalogue, &claims->telling->arena,
                                                  &claim->file->item->name,
                                                  edition->document->id, claim->language);
        struct old_addresses *old = &olds[edition->sheet->index];
        if (slice_equal(today, claim->url))
            continue;
        vector_push(&build->arena, &old->urls, claim->url);
        vector_push(&build->arena, &old->languages, claim->language);
    }
    for (size_t i = 0; i < catalogue->sheet_count; i++) {
        struct sheet_history *history = catalogue->sheets[i]->history;
        if (!history)
            continue;
        history->old_urls = olds[i].urls.items;
        history->old_url_languages = olds[i].languages.items;
        history->old_url_count = olds[i].urls.count;
    }
}

/* ---- sheets that are no more -------------------------------------------- */

/* It is there and published, and has no page for what is wrong with it. */
static bool is_broken(const struct told_file *file)
{
    return file->item && file->item->document->status == STATUS_PUBLISHED;
}

static const struct told_version *last_public(const struct told_file *file)
{
    for (size_t i = 0; i < file->file->version_count; i++)
        if (file->versions[i].is_public && file->versions[i].name &&
            !file->versions[i].name->is_translation)
            return &file->versions[i];
    return NULL;
}

/* The day of the change after which readers saw it no more. */
static struct date day_of_withdrawal(const struct told_file *file,
                                     const struct told_version *last)
{
    if (last > file->versions)
        return commit_date(last[-1].version->commit);
    return commit_date(file->file->removed ? file->file->removed : last->version->commit);
}

static struct slice title_then(struct telling *telling, const struct told_file *file,
                               const struct told_version *version)
{
    struct build *build = telling->build;
    const struct sheet_name *name = version->name;
    struct text_file text = {.path = version->path};
    struct diagnostics unheard = {.arena = &telling->arena};
    struct document_names names = {name->collection, name->language, name->is_translation};
    const struct field *field = name->collection->by_role[ROLE_TITLE];
    struct slice title = version->id.len ? version->id : name->id;
    if (field && history_read_text(file->origin->repository, &telling->arena,
                                   &version->version->text, DOCUMENT_SIZE_MAX, &text.text)) {
        const struct document *document =
            document_read(&telling->arena, build->schema, &text, names, &unheard);
        const struct value *value = document ? &document->values[field->index] : NULL;
        if (value && value->kind == VALUE_TEXT && slice_trim(value->as.text).len)
            title = slice_trim(value->as.text);
    }
    return arena_copy(&build->arena, title);
}

/* One for each name that the sheet had: of an earlier one, too, readers learn that it is gone. */
static struct withdrawal make_withdrawal(struct telling *telling, const struct claim *claim)
{
    const struct told_version *last = last_public(claim->file);
    return (struct withdrawal){
        .title = title_then(telling, claim->file, last),
        .date = day_of_withdrawal(claim->file, last),
        .collection = claim->version->name->collection,
    };
}

static void give_withdrawals(struct claims *claims)
{
    struct build *build = claims->telling->build;
    struct withdrawal *withdrawals =
        arena_array(&build->arena, struct withdrawal, claims->all.count);
    struct map by_version = {0}; /* the languages of one address */
    size_t count = 0;
    for (size_t i = 0; i < claims->all.count; i++) {
        const struct claim *claim = &claims->all.items[i];
        if (claim->file->edition || is_broken(claim->file))
            continue;
        struct slice key = slice_from((const char *)&claim->version, sizeof claim->version);
        struct withdrawal *withdrawal = map_get(&by_version, key);
        if (!withdrawal) {
            withdrawal = &withdrawals[count++];
            *withdrawal = make_withdrawal(claims->telling, claim);
            map_set(&claims->telling->arena, &by_version, key, withdrawal);
        }
        withdrawal->url[claim->language] = claim->url;
    }
    catalogue_set_withdrawals(build->catalogue, withdrawals, count);
}

void tell_addresses(struct telling *telling)
{
    struct claims claims = {.telling = telling};
    for (size_t i = 0; i < telling->files.count; i++)
        claim_addresses(&claims, &telling->files.items[i]);
    give_redirects(&claims);
    give_withdrawals(&claims);
}
