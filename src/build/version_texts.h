/*
 * version_texts.h - the texts that versions had, read from their repository and kept for a while: the
 * page of a version, that of the next one, and the page of the history ask for the same ones within moments,
 * and to inflate a text takes as long as to read it.
 *
 *     struct version_texts *texts = version_texts_create();
 *     version_texts_read(texts, repository, &text, &arena, &content);     // from any thread
 *     version_texts_destroy(texts);
 */
#ifndef SCHEDARIO_BUILD_VERSION_TEXTS_H
#define SCHEDARIO_BUILD_VERSION_TEXTS_H

#include "source/repository.h"

struct version_texts;

struct version_texts *version_texts_create(void);
/* False where it cannot be had, or is too large for a sheet. */
bool version_texts_read(struct version_texts *texts, struct repository *repository,
                        const struct object_id *text, struct arena *arena, struct slice *content);
/* NULL is nothing to destroy. */
void version_texts_destroy(struct version_texts *texts);

#endif
