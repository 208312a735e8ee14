/*
 * desk/branch_name.h - a branch's name as the name of one file or folder, and of one part of an address.
 *
 * Small letters, digits, "-", "_" and a dot within a word stay; "/" becomes "~", which git has in no name;
 * any other byte becomes "=" and two hexadecimal digits. So two branches never have the same name, not
 * even where small and capital letters are one, none begins with a dot, none leads anywhere else, and the
 * branch can be told from the name.
 *
 *     revisione/anna   revisione~anna        Bozza.1   =42ozza.1        a..b   a=2e=2eb
 */
#ifndef SCHEDARIO_DESK_BRANCH_NAME_H
#define SCHEDARIO_DESK_BRANCH_NAME_H

#include "base/arena.h"

/* With room for ".staging" and the like beside it, within the 255 bytes of a file's name. */
#define BRANCH_NAME_MAX 200

/* Empty where the name would be longer than BRANCH_NAME_MAX, or the branch has none. */
struct slice branch_name_encode(struct arena *arena, struct slice branch);
/* Empty where branch_name_encode() gives no such name. */
struct slice branch_name_decode(struct arena *arena, struct slice name);

#endif
