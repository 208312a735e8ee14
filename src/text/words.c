#include "text/words.h"

#include "text/utf8.h"

/* ---- finding words ------------------------------------------------------ */

struct word {
    struct slice text;
    bool before_apostrophe; /* one and a letter follow: "l" of "l'inclusione" */
    bool after_apostrophe;  /* one and a letter before: "s" of "city's" */
};

/* The folded form of a byte that is a word's in ASCII, 0 of others. */
static const char ascii_folded[256] = {
    ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ['A'] = 'a', 'b', 'c',
    'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
    'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', ['a'] = 'a', 'b', 'c',
    'd',         'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n',         'o', 'p',
    'q',         'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
};

static bool is_ascii_word(char c)
{
    return ascii_folded[(unsigned char)c];
}

static bool is_ascii_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* The character at the start, without taking it. */
static uint32_t peek(struct slice rest)
{
    uint32_t c = 0;
    return utf8_next(&rest, &c) ? c : 0;
}

static bool begins_word(uint32_t c)
{
    return utf8_is_letter(c) || utf8_is_digit(c);
}

/* Up to the first letter or digit. */
static void skip_to_word(struct slice *rest)
{
    for (;;) {
        while (rest->len && (unsigned char)*rest->ptr < 0x80 && !is_ascii_word(*rest->ptr)) {
            rest->ptr++;
            rest->len--;
        }
        if (!rest->len || is_ascii_word(*rest->ptr))
            return;
        struct slice next = *rest;
        uint32_t c;
        utf8_next(&next, &c);
        if (begins_word(c))
            return;
        *rest = next;
    }
}

/* Takes a run of letters, marks, digits, and points between two digits. */
static struct slice take_run(struct slice *rest)
{
    struct slice run = *rest;
    size_t i = 0;
    while (i < run.len) {
        char c = run.ptr[i];
        if (is_ascii_word(c)) {
            i++;
        } else if (c == '.' && i > 0 && is_ascii_digit(run.ptr[i - 1]) && i + 1 < run.len &&
                   is_ascii_digit(run.ptr[i + 1])) {
            i += 2;
        } else if ((unsigned char)c < 0x80) {
            break;
        } else {
            struct slice next = slice_after(run, i);
            uint32_t character;
            utf8_next(&next, &character);
            if (!begins_word(character) && !utf8_is_mark(character) &&
                !utf8_is_ignorable(character))
                break;
            i = run.len - next.len;
        }
    }
    *rest = slice_after(run, i);
    return slice_sub(run, 0, i);
}

static bool next_word(struct slice *rest, bool after_apostrophe, struct word *word)
{
    if (!after_apostrophe)
        skip_to_word(rest);
    if (!rest->len)
        return false;
    word->after_apostrophe = after_apostrophe;
    word->text = take_run(rest);
    word->before_apostrophe = false;
    struct slice behind = *rest;
    uint32_t c;
    bool ends_plainly = rest->len && (unsigned char)*rest->ptr < 0x80 && *rest->ptr != '\'';
    if (!ends_plainly && utf8_next(&behind, &c) && utf8_is_apostrophe(c) &&
        utf8_is_letter(peek(behind))) {
        word->before_apostrophe = true;
        *rest = behind;
    }
    return true;
}

/* ---- elision ------------------------------------------------------------ */

static bool is_language(struct slice language, const char *primary)
{
    return slice_equal_string(slice_sub(language, 0, slice_find_byte(language, '-')), primary);
}

static bool is_listed(struct slice word, const char *const *sorted, size_t count)
{
    for (size_t low = 0, high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(word, slice_from_string(sorted[middle]));
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* Articles and the like that lose their vowel before another one; in their order. */
static const char *const italian_elided[] = {
    "all", "bell", "c",    "coll",  "com",   "cos", "d",    "dall", "dell", "dov", "gl", "l",
    "m",   "n",    "nell", "quell", "quest", "s",   "sant", "sull", "t",    "un",  "v",
};
static const char *const french_elided[] = {
    "c",       "d",  "j",      "jusqu",  "l", "lorsqu", "m", "n", "presqu",
    "puisqu", "qu", "quelqu", "quoiqu", "s", "t",
};

enum elision { ELISION_NONE, ELISION_ITALIAN, ELISION_FRENCH, ELISION_ENGLISH };

static enum elision elision_of(struct slice language)
{
    return is_language(language, "it")   ? ELISION_ITALIAN
           : is_language(language, "fr") ? ELISION_FRENCH
           : is_language(language, "en") ? ELISION_ENGLISH
                                         : ELISION_NONE;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_elided(const struct word *word, struct slice folded, enum elision elision)
{
    switch (elision) {
    case ELISION_ITALIAN:
        return word->before_apostrophe && is_listed(folded, italian_elided, COUNT(italian_elided));
    case ELISION_FRENCH:
        return word->before_apostrophe && is_listed(folded, french_elided, COUNT(french_elided));
    case ELISION_ENGLISH:
        return word->after_apostrophe && slice_equal_string(folded, "s");
    case ELISION_NONE:
        break;
    }
    return false;
}

/* Most words are ASCII and end with a space: they are found and folded in one go. 0, and nothing
 * taken, where it is not as simple as that. */
static size_t take_plain_word(struct slice *rest, char bytes[WORDS_BYTES_MAX])
{
    const char *p = rest->ptr, *end = p + rest->len;
    size_t len = 0;
    char folded;
    while (p < end && (unsigned char)*p < 0x80 && !ascii_folded[(unsigned char)*p])
        p++;
    while (p < end && len < WORDS_BYTES_MAX && (folded = ascii_folded[(unsigned char)*p])) {
        bytes[len++] = folded;
        p++;
    }
    if (len == WORDS_BYTES_MAX ||
        (p < end && (*p == '.' || *p == '\'' || (unsigned char)*p >= 0x80)))
        return 0;
    *rest = slice_from(p, (size_t)(end - p));
    return len;
}

void words_visit(struct slice text, struct slice language, word_visitor *visitor, void *context)
{
    enum elision elision = elision_of(language);
    struct word word = {.before_apostrophe = false};
    char bytes[WORDS_BYTES_MAX];
    for (;;) {
        size_t plain = text.len && !word.before_apostrophe ? take_plain_word(&text, bytes) : 0;
        if (plain) {
            visitor(context, slice_from(bytes, plain));
            continue;
        }
        if (!next_word(&text, word.before_apostrophe, &word))
            return;
        struct slice folded = slice_from(bytes, utf8_fold_to(word.text, bytes, sizeof bytes));
        if (folded.len && !is_elided(&word, folded, elision))
            visitor(context, folded);
    }
}

struct words words_begin(struct slice text, struct slice language)
{
    return (struct words){.rest = text, .elision = elision_of(language)};
}

bool words_next(struct words *words, struct slice *written)
{
    struct word word;
    while (next_word(&words->rest, words->after_apostrophe, &word)) {
        words->after_apostrophe = word.before_apostrophe;
        *written = word.text;
        if (!word.before_apostrophe && !word.after_apostrophe)
            return true;
        char bytes[WORDS_BYTES_MAX];
        struct slice folded = slice_from(bytes, utf8_fold_to(word.text, bytes, sizeof bytes));
        if (!is_elided(&word, folded, (enum elision)words->elision))
            return true;
    }
    return false;
}

size_t words_count(struct slice text)
{
    size_t count = 0;
    struct word word = {.before_apostrophe = false};
    while (next_word(&text, word.before_apostrophe, &word))
        count += !word.after_apostrophe;
    return count;
}

/* ---- common words ------------------------------------------------------- */

bool word_is_common(struct slice folded_word, struct slice language)
{
    size_t count;
    const char *const *list = words_common(language, &count);
    return is_listed(folded_word, list, count);
}
