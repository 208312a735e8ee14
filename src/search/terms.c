#include "search/terms_parts.h"

#include "base/map.h"
#include "base/vector.h"
#include "text/utf8.h"
#include "text/words.h"

#include <libstemmer.h>
#include <string.h>

#define CODE_LETTERS_MAX 4

struct lexicon {
    struct arena *arena;
    struct slice language;
    struct sb_stemmer *stemmer; /* NULL: none for the language */
    bool is_english;
    struct map by_spelling;     /* bytes as in a text, to form + 1 */
    struct map by_written;      /* likewise */
    struct map by_stem;         /* stem + 1 */
    VECTOR(struct form) forms;
    VECTOR(uint8_t) stem_forms; /* how many forms a stem has, up to TERM_FORM_BITS */
};

struct lexicon *lexicon_create(struct arena *arena, struct slice language)
{
    struct lexicon *lexicon = arena_new(arena, struct lexicon);
    lexicon->arena = arena;
    lexicon->language = arena_copy(arena, language);
    struct slice primary = slice_sub(language, 0, slice_find_byte(language, '-'));
    lexicon->is_english = slice_equal_string(primary, "en");
    lexicon->stemmer = sb_stemmer_new(arena_string(arena, primary), "UTF_8");
    return lexicon;
}

void lexicon_destroy(struct lexicon *lexicon)
{
    if (lexicon && lexicon->stemmer)
        sb_stemmer_delete(lexicon->stemmer);
}

struct slice lexicon_language(const struct lexicon *lexicon)
{
    return lexicon->language;
}

size_t lexicon_form_count(const struct lexicon *lexicon)
{
    return lexicon->forms.count;
}

const struct form *lexicon_form(const struct lexicon *lexicon, size_t index)
{
    return &lexicon->forms.items[index];
}

size_t lexicon_stem_count(const struct lexicon *lexicon)
{
    return lexicon->stem_forms.count;
}

/* ---- one word ----------------------------------------------------------- */

static struct slice cut(struct slice word)
{
    if (word.len <= TERM_BYTES_MAX)
        return word;
    word.len = TERM_BYTES_MAX;
    while (word.len && ((unsigned char)word.ptr[word.len] & 0xC0) == 0x80)
        word.len--;
    return word;
}

static struct slice drop_ignorable(struct arena *arena, struct slice word)
{
    struct slice rest = word;
    uint32_t c;
    bool found = false;
    while (utf8_next(&rest, &c))
        found = found || utf8_is_ignorable(c);
    if (!found)
        return word;
    char *bytes = arena_array(arena, char, word.len + 4);
    size_t len = 0;
    for (rest = word; utf8_next(&rest, &c);)
        if (!utf8_is_ignorable(c))
            len += utf8_write(bytes + len, c);
    return slice_from(bytes, len);
}

struct form term_fold(struct arena *arena, struct slice word, struct slice language)
{
    char bytes[4 * TERM_BYTES_MAX];
    struct form form = {0};
    word = cut(word);
    if (utf8_is_ascii(word)) {
        for (size_t i = 0; i < word.len; i++)
            bytes[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] | 0x20
                                                                        : word.ptr[i]);
        form.written = form.folded = arena_copy(arena, slice_from(bytes, word.len));
    } else {
        struct slice small = utf8_lower(arena, utf8_normalize(arena, word), language);
        form.written = arena_copy(arena, cut(drop_ignorable(arena, small)));
        size_t len = utf8_fold_to(form.written, bytes, sizeof bytes);
        form.folded = arena_copy(arena, cut(slice_from(bytes, len)));
        if (!form.folded.len)
            form.written.len = 0;
    }
    form.common = word_is_common(form.folded, language);
    return form;
}

static bool has_digit(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
            return true;
    return false;
}

static uint32_t find_stem(struct lexicon *lexicon, struct slice written)
{
    char spelled[TERM_BYTES_MAX];
    struct slice stem = lexicon->is_english ? term_one_spelling(written, spelled) : written;
    if (lexicon->stemmer && !has_digit(written)) {
        const sb_symbol *bytes = sb_stemmer_stem(
            lexicon->stemmer, (const sb_symbol *)stem.ptr, (int)stem.len);
        if (bytes && sb_stemmer_length(lexicon->stemmer) > 0)
            stem = slice_from((const char *)bytes, (size_t)sb_stemmer_length(lexicon->stemmer));
    }
    char folded[4 * TERM_BYTES_MAX];
    stem = slice_from(folded, utf8_fold_to(stem, folded, sizeof folded));
    uintptr_t found = (uintptr_t)map_get(&lexicon->by_stem, stem);
    if (!found) {
        vector_push(lexicon->arena, &lexicon->stem_forms, 0);
        found = lexicon->stem_forms.count;
        map_set(lexicon->arena, &lexicon->by_stem, arena_copy(lexicon->arena, stem),
                (void *)found);
    }
    return (uint32_t)(found - 1);
}

/* The form of a word as it stands in a text, + 1; 0: nothing is left of it. */
static uintptr_t find_form(struct lexicon *lexicon, struct slice word)
{
    word = cut(word);
    const struct map_entry *entry = map_find(&lexicon->by_spelling, word);
    if (entry)
        return (uintptr_t)entry->value;
    uintptr_t found = 0;
    struct form form = term_fold(lexicon->arena, word, lexicon->language);
    if (form.folded.len) {
        found = (uintptr_t)map_get(&lexicon->by_written, form.written);
        if (!found) {
            form.stem = find_stem(lexicon, form.written);
            uint8_t *count = &lexicon->stem_forms.items[form.stem];
            form.bit = *count < TERM_FORM_BITS ? *count : TERM_FORM_BITS - 1;
            *count = *count < TERM_FORM_BITS ? *count + 1 : *count;
            vector_push(lexicon->arena, &lexicon->forms, form);
            found = lexicon->forms.count;
            map_set(lexicon->arena, &lexicon->by_written, form.written, (void *)found);
        }
    }
    map_set(lexicon->arena, &lexicon->by_spelling, arena_copy(lexicon->arena, word),
            (void *)found);
    return found;
}

/* ---- a text ------------------------------------------------------------- */

size_t term_hyphen(struct slice before, struct slice after)
{
    const char *start = before.ptr + before.len;
    size_t len = (size_t)(after.ptr - start);
    if (len == 1 && *start == '-')
        return 1;
    /* U+2010 and U+2011, the hyphen and the one that does not break. */
    return len == 3 && (memcmp(start, "\xE2\x80\x90", 3) == 0 ||
                        memcmp(start, "\xE2\x80\x91", 3) == 0)
               ? 3
               : 0;
}

size_t term_code_split(struct slice word)
{
    size_t letters = 0;
    while (letters < word.len && (word.ptr[letters] < '0' || word.ptr[letters] > '9'))
        letters++;
    if (letters == 0 || letters == word.len || letters > CODE_LETTERS_MAX)
        return 0;
    for (size_t i = letters; i < word.len; i++)
        if ((word.ptr[i] < '0' || word.ptr[i] > '9') && word.ptr[i] != '.')
            return 0;
    return letters;
}

/* "OT" and "11" with a space between them. */
static bool is_code_in_two(struct slice before, struct slice after)
{
    if (after.ptr - (before.ptr + before.len) != 1 || before.ptr[before.len] != ' ' ||
        before.len > CODE_LETTERS_MAX || after.ptr[0] < '0' || after.ptr[0] > '9')
        return false;
    for (size_t i = 0; i < before.len; i++)
        if (before.ptr[i] < 'A' || before.ptr[i] > 'Z')
            return false;
    for (size_t i = 0; i < after.len; i++)
        if ((after.ptr[i] < '0' || after.ptr[i] > '9') && after.ptr[i] != '.')
            return false;
    return true;
}

struct reading_text {
    struct lexicon *lexicon;
    term_visitor *visitor;
    void *context;
};

static void visit(const struct reading_text *reading, struct slice word, uint32_t position)
{
    uintptr_t form = find_form(reading->lexicon, word);
    if (form)
        reading->visitor(reading->context, (uint32_t)(form - 1), position);
}

static void visit_joined(const struct reading_text *reading, const struct slice *parts,
                         size_t count, uint32_t position)
{
    char bytes[TERM_BYTES_MAX];
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        if (len + parts[i].len > sizeof bytes)
            return;
        memcpy(bytes + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
    }
    visit(reading, slice_from(bytes, len), position);
}

void lexicon_read(struct lexicon *lexicon, struct slice text, uint32_t *position,
                  term_visitor *visitor, void *context)
{
    struct reading_text reading = {lexicon, visitor, context};
    struct words words = words_begin(text, lexicon->language);
    struct slice chain[TERM_COMPOUND_PARTS], word;
    size_t parts = 0; /* of the chain of hyphens at hand */
    uint32_t chain_start = *position;
    while (words_next(&words, &word)) {
        bool joins = parts && parts <= TERM_COMPOUND_PARTS &&
                     term_hyphen(chain[parts - 1 < TERM_COMPOUND_PARTS ? parts - 1 : 0], word);
        bool code = parts == 1 && is_code_in_two(chain[0], word);
        if (!joins) {
            if (parts > 1 && parts <= TERM_COMPOUND_PARTS)
                visit_joined(&reading, chain, parts, chain_start);
            if (code)
                visit_joined(&reading, (struct slice[]){chain[0], word}, 2, *position - 1);
            parts = 0;
            chain_start = *position;
        }
        if (parts < TERM_COMPOUND_PARTS)
            chain[parts] = word;
        parts++;
        visit(&reading, word, *position);
        size_t split = term_code_split(word);
        if (split) {
            visit(&reading, slice_sub(word, 0, split), *position);
            visit(&reading, slice_after(word, split), *position);
        }
        ++*position;
    }
    if (parts > 1 && parts <= TERM_COMPOUND_PARTS)
        visit_joined(&reading, chain, parts, chain_start);
}
