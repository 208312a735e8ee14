/*
 * past_site.h - for tests of what history tells: a small site with versions of its sheets, given as text.
 *
 *     static const struct past_version versions[] = {
 *         {.sheet = "esperienze/x", .path = "content/esperienze/x.md", .date = "2021-03-01",
 *          .text = "---\ntitolo: X\n---\n"},
 *         {0},
 *     };
 *     struct small_site *site = past_site_link(SMALL_SITE_YAML, files, versions, withdrawn);
 *
 * Versions of a sheet stand together, the newest first; a commit's digits are those of its date.
 */
#ifndef SCHEDARIO_TESTS_MODEL_PAST_SITE_H
#define SCHEDARIO_TESTS_MODEL_PAST_SITE_H

#include "model/version.h"

#include "model/small_site.h"

struct past_version {
    const char *sheet, *path, *date, *text; /* text NULL: it cannot be read */
    unsigned language;
    bool is_current;
    const char *author, *subject, *commit_url;
    enum status status; /* draft: published, which most are */
};

static inline bool past_site_read(void *context, const struct version *version, struct arena *arena,
                                  struct slice *text)
{
    (void)context;
    (void)arena;
    const struct past_version *past = version->text;
    if (past->text)
        *text = slice_from_string(past->text);
    return past->text != NULL;
}

static inline struct slice past_site_commit(struct arena *arena, const char *date)
{
    return arena_format(arena, "%.4s%.2s%.2s%032d", date, date + 5, date + 8, 0);
}

static inline void past_site_give(struct small_site *site, const struct past_version *versions,
                                  size_t count)
{
    struct arena *arena = &site->arena;
    struct sheet_history *history = arena_new(arena, struct sheet_history);
    struct slice *people = arena_array(arena, struct slice, count);
    history->versions = arena_array(arena, struct version, count);
    history->version_count = count;
    for (size_t i = count; i-- > 0;) {
        const struct past_version *past = &versions[i];
        struct version *version = &history->versions[i];
        struct date date = {(int16_t)strtol(past->date, NULL, 10),
                            (uint8_t)strtoul(past->date + 5, NULL, 10),
                            (uint8_t)strtoul(past->date + 8, NULL, 10)};
        *version = (struct version){.commit = past_site_commit(arena, past->date),
                                    .date = date,
                                    .author = slice_from_string(past->author),
                                    .subject = slice_from_string(past->subject),
                                    .commit_url = slice_from_string(past->commit_url),
                                    .path = slice_from_string(past->path),
                                    .language = past->language,
                                    .status = past->status ? past->status : STATUS_PUBLISHED,
                                    .is_current = past->is_current,
                                    .text = past};
        version->name = arena_format(arena, "%s-%.*s", past->date,
                                     SLICE_ARG(version_short_commit(version)));
        if (past->author)
            people[history->contributor_count++] = version->author;
        if (!history->first_published)
            history->first_published = version;
        history->last_published = version;
    }
    history->contributors = people;
    catalogue_set_history(site->catalogue, small_site_sheet(site, versions->sheet), history);
}

/* Lists end with one without a sheet, or without a title. */
static inline struct small_site *past_site_link(const char *yaml, const struct small_file *files,
                                                const struct past_version *versions,
                                                struct withdrawal *withdrawn)
{
    static const struct catalogue_options options = {
        .history_pages = true, .version_pages = true, .withdrawn_pages = true};
    struct small_site *site = calloc(1, sizeof *site);
    size_t withdrawn_count = 0;
    site->list.arena = &site->arena;
    struct text_file file = {SLICE("site.yaml"), slice_from_string(yaml)};
    site->schema = schema_read(&site->arena, file, &site->list);
    assert_non_null(site->schema);
    site->catalogue = catalogue_create(&site->arena, site->schema);
    for (; files->path; files++)
        small_site_read(site, files);
    catalogue_gather(site->catalogue, &options, &site->list);
    while (versions->sheet) {
        size_t count = 1;
        while (versions[count].sheet && strcmp(versions[count].sheet, versions->sheet) == 0)
            count++;
        past_site_give(site, versions, count);
        versions += count;
    }
    while (withdrawn && withdrawn[withdrawn_count].title.len)
        withdrawn_count++;
    catalogue_set_withdrawals(site->catalogue, withdrawn, withdrawn_count);
    catalogue_set_version_reader(site->catalogue, past_site_read, NULL);
    catalogue_link(site->catalogue, &options, &site->list);
    return site;
}

#endif
