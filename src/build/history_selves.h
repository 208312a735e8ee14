/*
 * history_selves.h - what the texts of a repository say of themselves, status and id, each read once: kept
 * beside the walk (source/kept.h) by the text's name.
 *
 * Also which text a path had in a commit, where the history of its file does not tell.
 *
 *     struct selves *selves = selves_open(&arena, repository);
 *     const struct self *self = selves_find(selves, &text);      // NULL: not known yet
 *     selves_add(selves, &text, read);
 *     selves_keep(selves, texts_in_use);
 */
#ifndef SCHEDARIO_BUILD_HISTORY_SELVES_H
#define SCHEDARIO_BUILD_HISTORY_SELVES_H

#include "base/map.h"
#include "content/document.h"
#include "source/repository.h"

struct self {
    bool is_sheet; /* false: it could not be read */
    struct document_self says;
};

struct selves {
    struct arena *arena;
    struct repository *repository;
    struct map texts;  /* by twenty bytes: struct self */
    struct map places; /* by twenty bytes of a commit and a path: struct object_id */
    size_t kept_count; /* of both, as they were read */
};

struct selves *selves_open(struct arena *arena, struct repository *repository);
const struct self *selves_find(const struct selves *selves, const struct object_id *text);
void selves_add(struct selves *selves, const struct object_id *text, const struct self *self);
const struct object_id *selves_find_place(const struct selves *selves,
                                          const struct object_id *commit, struct slice path);
void selves_add_place(struct selves *selves, const struct object_id *commit, struct slice path,
                      const struct object_id *text);
/* For the next time, where there is something new. */
void selves_keep(const struct selves *selves);

#endif
