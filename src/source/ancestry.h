/*
 * ancestry.h - how two commits are related.
 */
#ifndef SCHEDARIO_SOURCE_ANCESTRY_H
#define SCHEDARIO_SOURCE_ANCESTRY_H

#include "source/repository.h"

/* Whether `commit` is `ancestor` or came after it. */
bool repository_descends(struct repository *repository, const struct object_id *commit,
                         const struct object_id *ancestor);
/* What an object of forty hexadecimal digits, a commit or a tag of one, leads to. False, and nothing said,
 * where it leads to no commit. */
bool repository_peel(struct repository *repository, struct slice id, struct object_id *commit);
/* The first parent; false: there is none that can be read. */
bool repository_parent(struct repository *repository, const struct object_id *commit,
                       struct object_id *parent);

#endif
