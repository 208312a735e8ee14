#include "text/slug.h"

#include "text/utf8.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* Past the longest slug there is room for a hyphen and a character, so that the cut sees what
 * follows. */
#define ROOM (SLUG_LENGTH_MAX + 8)

struct slug {
    char text[ROOM];
    size_t len;
    bool pending_hyphen; /* a gap that becomes a hyphen where a letter follows */
};

static void add(struct slug *slug, const char *bytes, size_t len)
{
    if (slug->pending_hyphen && slug->len)
        slug->text[slug->len++] = '-';
    slug->pending_hyphen = false;
    memcpy(slug->text + slug->len, bytes, len);
    slug->len += len;
}

static bool is_full(const struct slug *slug)
{
    return slug->len > SLUG_LENGTH_MAX;
}

/* Latin letters that no decomposition brings to ASCII. */
static const char *letter_in_ascii(uint32_t c)
{
    static const struct {
        uint16_t character;
        char ascii[3];
    } letters[] = {
        {0xC6, "ae"}, {0xD0, "d"},   {0xD8, "o"},   {0xDE, "th"}, {0xDF, "ss"}, {0xE6, "ae"},
        {0xF0, "d"},  {0xF8, "o"},   {0xFE, "th"},  {0x110, "d"}, {0x111, "d"}, {0x126, "h"},
        {0x127, "h"}, {0x131, "i"},  {0x138, "k"},  {0x141, "l"}, {0x142, "l"}, {0x14A, "n"},
        {0x14B, "n"}, {0x152, "oe"}, {0x153, "oe"}, {0x166, "t"}, {0x167, "t"}, {0x1E9E, "ss"},
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].character == c)
            return letters[i].ascii;
    return NULL;
}

/* "é" is e and a mark; a mark on a letter of another script stays on it. */
static uint32_t without_accents(uint32_t c)
{
    UChar parts[8];
    UErrorCode status = U_ZERO_ERROR;
    int32_t count =
        unorm2_getDecomposition(unorm2_getNFCInstance(&status), (UChar32)c, parts, 8, &status);
    return U_SUCCESS(status) && count > 0 && parts[0] < 0x80 ? parts[0] : c;
}

static void add_character(struct slug *slug, uint32_t c)
{
    if (c >= 0xC0)
        c = without_accents(c);
    if (c < 0x80) {
        bool kept = utf8_is_letter(c) || utf8_is_digit(c);
        char small = (char)(c - 'A' < 26 ? c + 32 : c);
        if (kept)
            add(slug, &small, 1);
        else
            slug->pending_hyphen = true;
        return;
    }
    const char *ascii = letter_in_ascii(c);
    if (ascii) {
        add(slug, ascii, strlen(ascii));
    } else if (utf8_is_letter(c) || utf8_is_digit(c)) {
        char bytes[4];
        add(slug, bytes, utf8_write(bytes, (uint32_t)u_tolower((UChar32)c)));
    } else if (utf8_is_mark(c)) {
        /* A mark belongs to a letter of its script: on ASCII it is an accent. */
        char bytes[4];
        bool on_letter =
            slug->len && !slug->pending_hyphen && (unsigned char)slug->text[slug->len - 1] >= 0x80;
        if (on_letter)
            add(slug, bytes, utf8_write(bytes, c));
    } else if (!utf8_is_ignorable(c)) {
        slug->pending_hyphen = true;
    }
}

/* Back to a hyphen that is not past the maximum, else to a whole character. */
static size_t cut(const struct slug *slug)
{
    if (slug->len <= SLUG_LENGTH_MAX)
        return slug->len;
    for (size_t i = SLUG_LENGTH_MAX; i > 0; i--)
        if (slug->text[i] == '-')
            return i;
    size_t len = SLUG_LENGTH_MAX;
    while (len && ((unsigned char)slug->text[len] & 0xC0) == 0x80)
        len--;
    return len;
}

struct slice slug_make(struct arena *arena, struct slice text, struct slice fallback)
{
    struct slug slug = {.len = 0};
    struct slice rest = utf8_normalize_compatible(arena, text);
    uint32_t c;
    while (!is_full(&slug) && utf8_next(&rest, &c))
        add_character(&slug, c);
    size_t len = cut(&slug);
    return arena_copy(arena, len ? slice_from(slug.text, len) : fallback);
}

bool slug_is_identifier(struct slice s)
{
    if (!s.len || s.len > SLUG_IDENTIFIER_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool joins = c == '-' || c == '_';
        if (joins ? i == 0 || i + 1 == s.len : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            return false;
    }
    return true;
}
