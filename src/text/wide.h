/*
 * wide.h - UTF-16, which ICU's functions on whole texts want; for src/text alone.
 *
 * Always in an arena, never malloc'd: an arena at its limit may jump away.
 */
#ifndef SCHEDARIO_TEXT_WIDE_H
#define SCHEDARIO_TEXT_WIDE_H

#include "base/arena.h"

#include <unicode/utypes.h>

struct wide {
    UChar *ptr;
    int32_t len;
};

enum mapping { MAPPING_NFC, MAPPING_NFD, MAPPING_NFKC, MAPPING_FOLD, MAPPING_UPPER, MAPPING_LOWER };

/* What is not UTF-8 becomes U+FFFD. At most 1 GiB, so that every length fits in 31 bits. */
struct wide wide_from(struct arena *arena, struct slice s);
/* `locale` matters to upper and lower alone. */
struct wide wide_map(struct arena *arena, struct wide from, enum mapping mapping,
                     const char *locale);
struct slice wide_to_utf8(struct arena *arena, struct wide wide);

#define WIDE_LOCALE_MAX 16
/* ICU's name of a language, in `name`; none where it is too long. */
const char *wide_locale(struct slice language, char name[WIDE_LOCALE_MAX]);

#endif
