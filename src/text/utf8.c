#include "text/utf8.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define REPLACEMENT 0xFFFD
/* So that every length ICU sees, UTF-16 after folding too, fits in 31 bits. */
#define TEXT_LENGTH_MAX ((size_t)1 << 30)

/* ---- bytes to characters ------------------------------------------------ */

/* The length of the ASCII run at the start. */
static size_t ascii_run(const char *ptr, size_t len)
{
    size_t i = 0;
    for (; i + 8 <= len; i += 8) {
        uint64_t word;
        memcpy(&word, ptr + i, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < len && (unsigned char)ptr[i] < 0x80)
        i++;
    return i;
}

/* How many bytes the first character takes; *valid is false where they are not
 * one, and then they are the maximal subpart (at least one byte). */
static size_t decode(const char *ptr, size_t len, uint32_t *character, bool *valid)
{
    const unsigned char *p = (const unsigned char *)ptr;
    uint32_t c = p[0];
    *valid = true;
    if (c < 0x80) {
        *character = c;
        return 1;
    }
    size_t more = 0;
    /* What the second byte may be: narrower after E0 (overlong), ED
     * (surrogates), F0 (overlong) and F4 (past U+10FFFF). */
    unsigned char low = 0x80, high = 0xBF;
    if (c >= 0xC2 && c <= 0xDF) {
        more = 1;
        c &= 0x1F;
    } else if (c >= 0xE0 && c <= 0xEF) {
        more = 2;
        low = c == 0xE0 ? 0xA0 : 0x80;
        high = c == 0xED ? 0x9F : 0xBF;
        c &= 0x0F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        more = 3;
        low = c == 0xF0 ? 0x90 : 0x80;
        high = c == 0xF4 ? 0x8F : 0xBF;
        c &= 0x07;
    }
    size_t i = 1;
    for (; i <= more && i < len && p[i] >= low && p[i] <= high; i++) {
        c = c << 6 | (p[i] & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    if (!more || i <= more) {
        *valid = false;
        c = REPLACEMENT;
    }
    *character = c;
    return i;
}

size_t utf8_find_invalid(struct slice s)
{
    size_t i = 0;
    while (i < s.len) {
        if ((unsigned char)s.ptr[i] < 0x80) {
            i += ascii_run(s.ptr + i, s.len - i);
            continue;
        }
        uint32_t character;
        bool valid;
        size_t taken = decode(s.ptr + i, s.len - i, &character, &valid);
        if (!valid)
            return i;
        i += taken;
    }
    return SLICE_NOT_FOUND;
}

bool utf8_is_ascii(struct slice s)
{
    return !s.len || ascii_run(s.ptr, s.len) == s.len;
}

bool utf8_next(struct slice *rest, uint32_t *character)
{
    if (!rest->len)
        return false;
    bool valid;
    size_t taken = decode(rest->ptr, rest->len, character, &valid);
    rest->ptr += taken;
    rest->len -= taken;
    return true;
}

size_t utf8_write(char *out, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

void utf8_add(struct buffer *out, uint32_t character)
{
    char bytes[4];
    buffer_add(out, slice_from(bytes, utf8_write(bytes, character)));
}

size_t utf8_count(struct slice s)
{
    size_t count = 0;
    while (s.len) {
        size_t ascii = ascii_run(s.ptr, s.len);
        count += ascii;
        s = slice_after(s, ascii);
        uint32_t character;
        count += utf8_next(&s, &character);
    }
    return count;
}

struct slice utf8_prefix(struct slice s, size_t count)
{
    struct slice rest = s;
    uint32_t character;
    while (count && utf8_next(&rest, &character))
        count--;
    return slice_from(s.ptr, s.len - rest.len);
}

/* ---- what a character is ------------------------------------------------ */

bool utf8_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) - 'a' < 26;
    return (U_MASK(u_charType((UChar32)c)) & U_GC_L_MASK) && !utf8_is_apostrophe(c);
}

bool utf8_is_digit(uint32_t c)
{
    return c < 0x80 ? c - '0' < 10 : u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER;
}

bool utf8_is_mark(uint32_t c)
{
    return c >= 0x300 && (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK);
}

bool utf8_is_ignorable(uint32_t c)
{
    return c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

bool utf8_is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x201B || c == 0x2BC || c == 0xFF07;
}

/* ---- UTF-16, as ICU wants it -------------------------------------------- */

/* Always in an arena, never malloc'd: an arena at its limit may jump away. */
struct wide {
    UChar *ptr;
    int32_t len;
};

static struct wide wide_from(struct arena *arena, struct slice s)
{
    assert(s.len <= TEXT_LENGTH_MAX);
    struct wide wide = {arena_array(arena, UChar, s.len + 1), 0};
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(wide.ptr, (int32_t)s.len + 1, &wide.len, s.ptr, (int32_t)s.len,
                         REPLACEMENT, NULL, &status);
    assert(U_SUCCESS(status));
    return wide;
}

static struct slice wide_to_utf8(struct arena *arena, struct wide wide)
{
    size_t capacity = (size_t)wide.len * 3 + 1; /* a unit takes three bytes at the most */
    char *bytes = arena_allocate(arena, capacity);
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(bytes, (int32_t)capacity, &len, wide.ptr, wide.len, REPLACEMENT, NULL,
                       &status);
    assert(U_SUCCESS(status));
    return slice_from(bytes, (size_t)len);
}

enum mapping { MAPPING_NFC, MAPPING_NFD, MAPPING_NFKC, MAPPING_FOLD, MAPPING_UPPER, MAPPING_LOWER };

static int32_t map_once(enum mapping mapping, struct wide from, struct wide to, const char *locale,
                        UErrorCode *status)
{
    const UNormalizer2 *normalizer = NULL;
    switch (mapping) {
    case MAPPING_NFC:
        normalizer = unorm2_getNFCInstance(status);
        break;
    case MAPPING_NFD:
        normalizer = unorm2_getNFDInstance(status);
        break;
    case MAPPING_NFKC:
        normalizer = unorm2_getNFKCInstance(status);
        break;
    case MAPPING_FOLD:
        return u_strFoldCase(to.ptr, to.len, from.ptr, from.len, U_FOLD_CASE_DEFAULT, status);
    case MAPPING_UPPER:
        return u_strToUpper(to.ptr, to.len, from.ptr, from.len, locale, status);
    case MAPPING_LOWER:
        return u_strToLower(to.ptr, to.len, from.ptr, from.len, locale, status);
    }
    return unorm2_normalize(normalizer, from.ptr, from.len, to.ptr, to.len, status);
}

static struct wide wide_map(struct arena *arena, struct wide from, enum mapping mapping,
                            const char *locale)
{
    struct wide to = {NULL, from.len + from.len / 8 + 16};
    for (;;) {
        to.ptr = arena_array(arena, UChar, (size_t)to.len);
        UErrorCode status = U_ZERO_ERROR;
        int32_t len = map_once(mapping, from, to, locale, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR) {
            to.len = len + 1;
            continue;
        }
        assert(U_SUCCESS(status));
        to.len = len;
        return to;
    }
}

/* ---- normalisation ------------------------------------------------------ */

/* Letters and punctuation that no normalisation form changes and no mark in
 * front of changes: the common ones, so that plain text asks ICU nothing. */
static bool is_surely_composed(uint32_t c)
{
    return c < 0x300 || (c >= 0x2010 && c < 0x20D0);
}

static bool is_normalized(struct slice s)
{
    uint8_t last_class = 0;
    while (s.len) {
        size_t ascii = ascii_run(s.ptr, s.len);
        if (ascii) {
            last_class = 0;
            s = slice_after(s, ascii);
            continue;
        }
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

/* ---- upper, lower, title ------------------------------------------------ */

/* "tr" and "az" have a dotless i; "lt" keeps the dot under an accent. */
static bool has_own_i(struct slice language)
{
    struct slice primary = slice_sub(language, 0, 2);
    return (language.len == 2 || (language.len > 2 && language.ptr[2] == '-')) &&
           (slice_equal_ignoring_case(primary, SLICE("tr")) ||
            slice_equal_ignoring_case(primary, SLICE("az")) ||
            slice_equal_ignoring_case(primary, SLICE("lt")));
}

/* ICU reads the locale up to the first - or _; longer names mean no language. */
static const char *locale_name(struct slice language, char name[16])
{
    size_t len = language.len < 15 ? language.len : 0;
    if (len)
        memcpy(name, language.ptr, len);
    name[len] = '\0';
    return name;
}

static struct slice change_case(struct arena *arena, struct slice s, struct slice language,
                                enum mapping mapping)
{
    if (utf8_is_ascii(s) && !has_own_i(language)) {
        char *changed = arena_allocate(arena, s.len);
        char first = mapping == MAPPING_UPPER ? 'a' : 'A';
        for (size_t i = 0; i < s.len; i++)
            changed[i] = (char)((unsigned char)(s.ptr[i] - first) < 26 ? s.ptr[i] ^ 32 : s.ptr[i]);
        return slice_from(changed, s.len);
    }
    char name[16];
    struct wide wide = wide_from(arena, s);
    return wide_to_utf8(arena, wide_map(arena, wide, mapping, locale_name(language, name)));
}

struct slice utf8_upper(struct arena *arena, struct slice s, struct slice language)
{
    return change_case(arena, s, language, MAPPING_UPPER);
}

struct slice utf8_lower(struct arena *arena, struct slice s, struct slice language)
{
    return change_case(arena, s, language, MAPPING_LOWER);
}

struct slice utf8_title(struct arena *arena, struct slice s, struct slice language)
{
    struct slice rest = utf8_lower(arena, s, language);
    bool own_i = has_own_i(language) && !slice_starts_with(language, SLICE("lt"));
    /* A capital may take a byte more than its small letter: at most half of it again. */
    char *title = arena_allocate(arena, rest.len * 2 + 4);
    size_t len = 0;
    bool inside = false;
    uint32_t c;
    while (utf8_next(&rest, &c)) {
        bool letter = utf8_is_letter(c);
        if (letter && !inside && c == 0xDF) {
            len += utf8_write(title + len, 'S');
            c = 's';
        } else if (letter && !inside) {
            c = own_i && c == 'i' ? 0x130 : (uint32_t)u_totitle((UChar32)c);
        }
        inside = letter || utf8_is_digit(c) ||
                 (inside && (utf8_is_mark(c) || utf8_is_ignorable(c) || utf8_is_apostrophe(c)));
        len += utf8_write(title + len, c);
    }
    return slice_from(title, len);
}

/* ---- the order of a dictionary ------------------------------------------ */

struct collator {
    UCollator *order;
};

struct collator *collator_open(struct slice language)
{
    char name[16];
    UErrorCode status = U_ZERO_ERROR;
    struct collator *collator = memory_allocate_zeroed(sizeof *collator);
    collator->order = ucol_open(locale_name(language, name), &status);
    assert(U_SUCCESS(status));
    return collator;
}

struct slice collator_key(const struct collator *collator, struct arena *arena, struct slice s)
{
    struct wide wide = wide_from(arena, s);
    int32_t capacity = wide.len * 4 + 16;
    for (;;) {
        uint8_t *key = arena_allocate(arena, (size_t)capacity);
        int32_t len = ucol_getSortKey(collator->order, wide.ptr, wide.len, key, capacity);
        if (len <= capacity) /* the last byte of a key is a NUL */
            return slice_from((const char *)key, len > 0 ? (size_t)len - 1 : 0);
        capacity = len;
    }
}

void collator_close(struct collator *collator)
{
    if (!collator)
        return;
    ucol_close(collator->order);
    memory_release(collator);
}
