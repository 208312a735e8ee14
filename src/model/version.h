/*
 * version.h - a version of a sheet as its page shows it: the text of then in the catalogue of today.
 *
 * What it names is looked for where it is now, also where it has moved since. A link that leads
 * nowhere any more is plain text, an image that is gone its words; a reference to a sheet that is gone
 * has a target without an address, which knows its title. All of it is in the arena, and the
 * catalogue stays as it is: from any thread.
 *
 *     struct sheet *past = version_sheet(catalogue, sheet, version, &arena);
 *     if (past)
 *         show(past->original);
 */
#ifndef SCHEDARIO_MODEL_VERSION_H
#define SCHEDARIO_MODEL_VERSION_H

#include "model/history.h"

/* version_read(), with references and links resolved. NULL: it cannot be read. */
struct document *version_document(const struct catalogue *catalogue, const struct sheet *sheet,
                                  const struct version *version, struct arena *arena);

/* A sheet with one edition, of the version's language; its address and its attachments are those of
 * today. A translation has taken over what its original said at the time. NULL: it cannot be read. */
struct sheet *version_sheet(const struct catalogue *catalogue, const struct sheet *sheet,
                            const struct version *version, struct arena *arena);

/* The ten digits that people and addresses name a commit by. */
static inline struct slice version_short_commit(const struct version *version)
{
    return slice_sub(version->commit, 0, 10);
}

/* When an edition was published first; false: never, or nobody knows any more. */
bool version_first_date(const struct sheet_history *history, unsigned language, struct date *date);

/* The newest of an edition; NULL: it has none. */
const struct version *version_newest(const struct sheet_history *history, unsigned language);

#endif
