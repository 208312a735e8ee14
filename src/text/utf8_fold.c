/* Normalisation and folding (utf8.h). */
#include "text/utf8.h"

#include "text/wide.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

/* ---- normalisation ------------------------------------------------------ */

/* Letters and punctuation that no normalisation form changes and no mark in
 * front of changes: the common ones, so that plain text asks ICU nothing. */
static bool is_surely_composed(uint32_t c)
{
    return c < 0x300 || (c >= 0x2010 && c < 0x20D0);
}

static bool is_normalized(struct slice s)
{
    if (utf8_is_ascii(s))
        return true;
    uint8_t last_class = 0;
    while (s.len) {
        uint32_t c;
        utf8_next(&s, &c);
        uint8_t class = 0;
        if (!is_surely_composed(c)) {
            class = u_getCombiningClass((UChar32)c);
            if (class && class < last_class)
                return false;
            if (u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES)
                return false;
        }
        last_class = class;
    }
    return true;
}

struct slice utf8_normalize(struct arena *arena, struct slice s)
{
    if (is_normalized(s))
        return s;
    struct wide wide = wide_from(arena, s);
    return wide_to_utf8(arena, wide_map(arena, wide, MAPPING_NFC, NULL));
}

struct slice utf8_normalize_compatible(struct arena *arena, struct slice s)
{
    if (utf8_is_ascii(s))
        return s;
    struct wide wide = wide_from(arena, s);
    return wide_to_utf8(arena, wide_map(arena, wide, MAPPING_NFKC, NULL));
}

/* ---- folding ------------------------------------------------------------ */

/* Classes 6 to 9 (reading marks of Han, nukta, voicing of kana, virama) make
 * another letter; the others are accents (Unicode Standard Annex #44, table 15). */
static bool is_accent(uint32_t c)
{
    uint8_t class = c < 0x300 ? 0 : u_getCombiningClass((UChar32)c);
    return class && (class < 6 || class > 9);
}

/* Folds a character of the Latin blocks, of punctuation or an accent into at
 * most as many bytes as it had. False: of another script, or made longer. */
static bool fold_latin(uint32_t c, char *out, size_t *written)
{
    *written = 0;
    if (utf8_is_apostrophe(c)) {
        out[(*written)++] = '\'';
        return true;
    }
    if (utf8_is_ignorable(c) || (c >= 0x300 && c < 0x370 && is_accent(c)))
        return true;
    if (c == 0xDF || c == 0x149) { /* the two of these blocks that fold to two letters */
        memcpy(out, c == 0xDF ? "ss" : "'n", 2);
        *written = 2;
        return true;
    }
    if (c >= 0x180 && !(c >= 0x2010 && c < 0x20D0))
        return false;
    if (c >= 0xC0 && c < 0x180) {
        UChar parts[8];
        UErrorCode status = U_ZERO_ERROR;
        int32_t count =
            unorm2_getDecomposition(unorm2_getNFCInstance(&status), (UChar32)c, parts, 8, &status);
        if (count > 0 && U_SUCCESS(status))
            c = parts[0];
    }
    *written = utf8_write(out, (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT));
    return true;
}

static void drop_accents(struct wide *wide)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < wide->len;) {
        int32_t start = i;
        UChar32 c;
        U16_NEXT(wide->ptr, i, wide->len, c);
        if (utf8_is_apostrophe((uint32_t)c)) {
            wide->ptr[kept++] = '\'';
        } else if (!is_accent((uint32_t)c) && !utf8_is_ignorable((uint32_t)c)) {
            while (start < i)
                wide->ptr[kept++] = wide->ptr[start++];
        }
    }
    wide->len = kept;
}

static struct slice fold_any(struct arena *arena, struct slice s)
{
    struct wide wide = wide_map(arena, wide_from(arena, s), MAPPING_NFD, NULL);
    drop_accents(&wide); /* before folding, which makes a letter of the iota subscript */
    wide = wide_map(arena, wide, MAPPING_FOLD, NULL);
    wide = wide_map(arena, wide, MAPPING_NFD, NULL); /* folding may give composed letters */
    drop_accents(&wide);
    return wide_to_utf8(arena, wide_map(arena, wide, MAPPING_NFC, NULL));
}

/* Into `out`, until the text or the capacity ends. False where the text has
 * a character that only ICU can fold. */
static bool fold_simple(struct slice s, char *out, size_t capacity, size_t *written)
{
    size_t len = 0;
    while (s.len && len < capacity) {
        unsigned char byte = (unsigned char)*s.ptr;
        if (byte < 0x80) {
            out[len++] = (char)((unsigned)byte - 'A' < 26 ? byte + 32 : byte);
            s.ptr++;
            s.len--;
            continue;
        }
        uint32_t c;
        utf8_next(&s, &c);
        char bytes[4];
        size_t count;
        if (!fold_latin(c, bytes, &count))
            return false;
        if (len + count > capacity)
            break;
        memcpy(out + len, bytes, count);
        len += count;
    }
    *written = len;
    return true;
}

struct slice utf8_fold(struct arena *arena, struct slice s)
{
    size_t i = 0;
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80 && (unsigned char)(s.ptr[i] - 'A') >= 26)
        i++;
    if (i == s.len)
        return s;
    char *folded = arena_allocate(arena, s.len);
    size_t len;
    return fold_simple(s, folded, s.len, &len) ? slice_from(folded, len) : fold_any(arena, s);
}

size_t utf8_fold_to(struct slice s, char *out, size_t capacity)
{
    size_t len;
    if (fold_simple(s, out, capacity, &len))
        return len;
    struct arena arena = {0};
    struct slice folded = fold_any(&arena, s);
    len = folded.len < capacity ? folded.len : capacity;
    while (len < folded.len && len && ((unsigned char)folded.ptr[len] & 0xC0) == 0x80)
        len--;
    if (len)
        memcpy(out, folded.ptr, len);
    arena_release(&arena);
    return len;
}
