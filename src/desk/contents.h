/*
 * desk/contents.h - whether a file is what the end of its name says, and nothing that acts.
 *
 * A reader's browser goes by the name; a drawing that runs scripts, a page of HTML under a picture's name, or
 * a program under that of a document are refused. The first bytes are those that each format begins with
 * (PNG, GIF89a, JFIF, RIFF/WebP, PDF, ZIP, ISO base media, Ogg, Matroska).
 */
#ifndef SCHEDARIO_DESK_CONTENTS_H
#define SCHEDARIO_DESK_CONTENTS_H

#include "source/pushed.h"

/* What is wrong with it by its name and its bytes: `what` is told of, or where in the text it stands. NULL:
 * nothing. */
const struct problem *contents_find(struct slice path, struct slice content, struct slice *found);

/* Reads the file and reports. */
void contents_check(struct repository *repository, struct arena *arena,
                    const struct pushed_file *file, struct diagnostics *diagnostics);

#endif
