/*
 * history.h - how a sheet came to be what it is, as its pages tell it.
 *
 * Whoever reads the repository (src/build) fills this in between catalogue_gather() and catalogue_link():
 * the model knows no git. A version is a commit that changed the file of an edition, as long as readers may
 * see it: one that was published, or any where drafts are shown. What a version said is not kept: it is
 * read again, by today's schema, when its page is written.
 *
 *     catalogue_set_history(catalogue, sheet, history);
 *     catalogue_set_withdrawals(catalogue, withdrawals, count);
 *     catalogue_set_version_reader(catalogue, read, context);
 *     ...
 *     struct document *document = version_read(catalogue, sheet, version, &arena);
 */
#ifndef SCHEDARIO_MODEL_HISTORY_H
#define SCHEDARIO_MODEL_HISTORY_H

#include "model/catalogue.h"
#include "text/date.h"

/* Of an edition: older ones are listed, and have no page. */
#define HISTORY_VERSION_PAGES_MAX 100

struct version {
    struct slice commit; /* forty hexadecimal digits */
    struct slice name;   /* of its page: "2021-03-01-1a2b3c4d5e" */
    struct date date;    /* the author's, where they were */
    int64_t authored;    /* seconds since 1970-01-01 UTC */
    struct slice author; /* empty: people are not told */
    struct slice subject;
    struct slice path; /* of the file then: "content/esperienze/x.md" */
    struct slice commit_url; /* whole, at the forge; empty: nobody says where */
    unsigned language; /* of the edition that the file is */
    enum status status;
    bool is_current;  /* what it said is what the edition says today */
    struct slice url; /* of its page, below the root; empty: none. Set in link */
    const void *text; /* the reader's: where its text is */
};

struct sheet_history {
    struct version *versions; /* of all editions, newest first */
    size_t version_count;
    const struct version *first_published, *last_published; /* NULL: never */
    const struct slice *contributors;                       /* in the order they came */
    size_t contributor_count;
    bool is_cut; /* the repository has no older commits: a shallow clone */
    /* Of the page that tells it, below the root; empty: none. Set in link. */
    struct slice url[SITE_LANGUAGES_MAX];
    /* Addresses at which its pages were published before, below the root, without today's own. */
    const struct slice *old_urls;
    const unsigned *old_url_languages;
    size_t old_url_count;
};

/* Where a published sheet was, which is there no more or is no longer published. */
struct withdrawal {
    struct slice title;
    struct slice url[SITE_LANGUAGES_MAX]; /* empty: it had none in that language */
    struct date date;                     /* on which it was taken away */
    const struct collection *collection;
};

/* Where an edition's file can be changed, and mistakes in it be told of; whole addresses, empty: nowhere. */
struct edit_links {
    struct slice edit, report;
};

/* The text of a version's file. False where it cannot be had. From any thread. */
typedef bool version_reader(void *context, const struct version *version, struct arena *arena,
                            struct slice *text);

/* Between gather and link; what is given must live as long as the catalogue. */
void catalogue_set_history(struct catalogue *catalogue, const struct sheet *sheet,
                           struct sheet_history *history);
void catalogue_set_keeper(struct catalogue *catalogue, const struct sheet *sheet,
                          const struct local_text *keeper);
void catalogue_set_edit_links(struct catalogue *catalogue, const struct edition *edition,
                              const struct edit_links *links);
/* Of two withdrawals with one address the first has its page. */
void catalogue_set_withdrawals(struct catalogue *catalogue, struct withdrawal *withdrawals,
                               size_t count);
void catalogue_set_version_reader(struct catalogue *catalogue, version_reader *reader,
                                  void *context);

/* The address that a sheet of this name has in a language, with the `id:` that it gives itself or none:
 * where an old version of it was. */
struct slice catalogue_address_of(const struct catalogue *catalogue, struct arena *arena,
                                  const struct sheet_name *name, struct slice id,
                                  unsigned language);
/* Where its history is told: "/esperienze/x/storia/", "/en/esperienze/x/history/". */
struct slice history_url(const struct catalogue *catalogue, struct arena *arena,
                         const struct sheet *sheet, unsigned language);

/* What the version said, as today's schema reads sheets of today's collection; what is wrong with it was
 * said in its time. NULL: it cannot be read. From any thread. */
struct document *version_read(const struct catalogue *catalogue, const struct sheet *sheet,
                              const struct version *version, struct arena *arena);
/* The one before it of the same edition; NULL: none that readers may see. */
const struct version *version_before(const struct sheet_history *history,
                                     const struct version *version);

#endif
