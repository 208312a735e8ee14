#include "text/locale.h"

#include "base/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#define NAME_MAX_LENGTH 96
#define TEXT_UNITS_MAX  128

/* ---- from UTF-16 -------------------------------------------------------- */

/* CLDR's texts are short; one that is not is cut. */
static struct slice to_slice(struct arena *arena, const UChar *text, int32_t length)
{
    char bytes[3 * TEXT_UNITS_MAX + 1];
    int32_t written = 0;
    UErrorCode status = U_ZERO_ERROR;
    length = length < 0 ? 0 : length > TEXT_UNITS_MAX ? TEXT_UNITS_MAX : length;
    u_strToUTF8WithSub(bytes, sizeof bytes, &written, text, length, 0xFFFD, NULL, &status);
    return U_FAILURE(status) ? SLICE("") : arena_copy(arena, slice_from(bytes, (size_t)written));
}

/* ---- numbers ------------------------------------------------------------ */

static struct slice number_symbol(struct arena *arena, const UNumberFormat *format,
                                  UNumberFormatSymbol which)
{
    UChar symbol[TEXT_UNITS_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = unum_getSymbol(format, which, symbol, TEXT_UNITS_MAX, &status);
    return U_FAILURE(status) ? SLICE("") : to_slice(arena, symbol, length);
}

/* CLDR's minimum is told by example alone: does 1234 have a separator? (The
 * older unum_format does not follow it.) */
static bool groups_four_digits(const char *id)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[TEXT_UNITS_MAX];
    UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(u"", 0, id, &status);
    UFormattedNumber *number = unumf_openResult(&status);
    unumf_formatInt(formatter, 1234, number, &status);
    int32_t length = unumf_resultToString(number, text, TEXT_UNITS_MAX, &status);
    unumf_closeResult(number);
    unumf_close(formatter);
    return U_SUCCESS(status) && length > 4;
}

static bool read_separators(struct arena *arena, const char *id, struct locale *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, id, NULL, &status);
    if (U_FAILURE(status))
        return false;
    locale->decimal = number_symbol(arena, format, UNUM_DECIMAL_SEPARATOR_SYMBOL);
    locale->group = number_symbol(arena, format, UNUM_GROUPING_SEPARATOR_SYMBOL);
    locale->group_minimum = groups_four_digits(id) ? 1 : 2;
    int32_t further = unum_getAttribute(format, UNUM_SECONDARY_GROUPING_SIZE);
    locale->group_further = further > 0 ? (unsigned)further : 3;
    unum_close(format);
    return true;
}

/* What stands before and behind the digits of a pattern like "#,##0.00 ¤". */
static bool read_affixes(const char *id, UNumberFormatStyle style, UChar *pattern,
                         int32_t *prefix_length, const UChar **suffix, int32_t *suffix_length)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = unum_open(style, NULL, 0, id, NULL, &status);
    if (U_FAILURE(status))
        return false;
    int32_t length = unum_toPattern(format, false, pattern, TEXT_UNITS_MAX, &status);
    unum_close(format);
    if (U_FAILURE(status) || length >= TEXT_UNITS_MAX)
        return false;
    int32_t end = 0, first, last;
    while (end < length && pattern[end] != ';') /* the pattern of negative numbers follows */
        end++;
    for (first = 0; first < end && pattern[first] != '#' && pattern[first] != '0';)
        first++;
    for (last = end; last > first && pattern[last - 1] != '#' && pattern[last - 1] != '0';)
        last--;
    *prefix_length = first;
    *suffix = pattern + last;
    *suffix_length = end - last;
    return true;
}

static bool read_percent(struct arena *arena, const char *id, struct locale *locale)
{
    UChar pattern[TEXT_UNITS_MAX];
    const UChar *suffix;
    int32_t prefix_length, suffix_length;
    if (!read_affixes(id, UNUM_PERCENT, pattern, &prefix_length, &suffix, &suffix_length))
        return false;
    locale->percent_prefix = to_slice(arena, pattern, prefix_length);
    locale->percent_suffix = to_slice(arena, suffix, suffix_length);
    return true;
}

static bool read_currency(struct arena *arena, const char *id, struct locale *locale)
{
    UChar pattern[TEXT_UNITS_MAX], space[TEXT_UNITS_MAX];
    const UChar *suffix;
    int32_t prefix_length, suffix_length, kept = 0;
    if (!read_affixes(id, UNUM_CURRENCY, pattern, &prefix_length, &suffix, &suffix_length))
        return false;
    const UChar sign = 0xA4;
    locale->currency_first = u_memchr(pattern, sign, prefix_length) != NULL;
    const UChar *affix = locale->currency_first ? pattern : suffix;
    int32_t length = locale->currency_first ? prefix_length : suffix_length;
    for (int32_t i = 0; i < length; i++)
        if (affix[i] != sign)
            space[kept++] = affix[i];
    locale->currency_space = to_slice(arena, space, kept);
    return true;
}

static int compare_symbols(const void *a, const void *b)
{
    return strcmp(((const struct currency_symbol *)a)->code,
                  ((const struct currency_symbol *)b)->code);
}

static bool read_currency_symbols(struct arena *arena, const char *id, struct locale *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration *codes = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
    VECTOR(struct currency_symbol) symbols = {0};
    int32_t length;
    const UChar *code;
    while (U_SUCCESS(status) && (code = uenum_unext(codes, &length, &status)) && length == 3) {
        const UChar *name = ucurr_getName(code, id, UCURR_SYMBOL_NAME, NULL, &length, &status);
        if (U_FAILURE(status) || (length == 3 && !u_memcmp(name, code, 3)))
            continue;
        struct currency_symbol symbol = {.symbol = to_slice(arena, name, length)};
        for (int i = 0; i < 3; i++)
            symbol.code[i] = (char)code[i];
        vector_push(arena, &symbols, symbol);
    }
    uenum_close(codes);
    if (symbols.count)
        qsort(symbols.items, symbols.count, sizeof *symbols.items, compare_symbols);
    locale->currency_symbols = symbols.items;
    locale->currency_symbol_count = symbols.count;
    return U_SUCCESS(status);
}

/* ---- dates -------------------------------------------------------------- */

static void read_month_names(struct arena *arena, const UDateFormat *format,
                             UDateFormatSymbolType type, struct slice names[12])
{
    for (int32_t i = 0; i < 12; i++) {
        UChar name[TEXT_UNITS_MAX];
        UErrorCode status = U_ZERO_ERROR;
        int32_t length = udat_getSymbols(format, type, i, name, TEXT_UNITS_MAX, &status);
        names[i] = to_slice(arena, name, U_FAILURE(status) ? 0 : length);
    }
}

static bool read_months(struct arena *arena, const char *id, struct locale *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *format = udat_open(UDAT_NONE, UDAT_SHORT, id, NULL, 0, NULL, 0, &status);
    if (U_FAILURE(status))
        return false;
    read_month_names(arena, format, UDAT_MONTHS, locale->month);
    read_month_names(arena, format, UDAT_SHORT_MONTHS, locale->month_short);
    read_month_names(arena, format, UDAT_STANDALONE_MONTHS, locale->month_alone);
    udat_close(format);
    return true;
}

static struct slice date_pattern(struct arena *arena, UDateTimePatternGenerator *generator,
                                 const char *skeleton)
{
    UChar wanted[TEXT_UNITS_MAX], pattern[TEXT_UNITS_MAX];
    UErrorCode status = U_ZERO_ERROR;
    u_uastrcpy(wanted, skeleton);
    int32_t length = udatpg_getBestPattern(generator, wanted, -1, pattern, TEXT_UNITS_MAX, &status);
    return to_slice(arena, pattern, U_FAILURE(status) ? 0 : length);
}

static bool read_date_patterns(struct arena *arena, const char *id, struct locale *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateTimePatternGenerator *generator = udatpg_open(id, &status);
    if (U_FAILURE(status))
        return false;
    locale->date_pattern = date_pattern(arena, generator, "yMMMMd");
    locale->month_pattern = date_pattern(arena, generator, "yMMMM");
    locale->short_pattern = date_pattern(arena, generator, "yMMdd");
    udatpg_close(generator);
    locale->month_first =
        slice_find_byte(locale->short_pattern, 'M') < slice_find_byte(locale->short_pattern, 'd');
    return locale->date_pattern.len && locale->month_pattern.len && locale->short_pattern.len;
}

/* ---- opening ------------------------------------------------------------ */

static bool is_available(const char *id)
{
    char wanted[ULOC_LANG_CAPACITY], language[ULOC_LANG_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    uloc_getLanguage(id, wanted, sizeof wanted, &status);
    if (U_FAILURE(status) || !*wanted)
        return false;
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        uloc_getLanguage(uloc_getAvailable(i), language, sizeof language, &status);
        if (U_SUCCESS(status) && !strcmp(wanted, language))
            return true;
    }
    return false;
}

/* ICU's name of the locale, without extensions. */
static bool read_id(struct slice language, char id[NAME_MAX_LENGTH])
{
    char tag[NAME_MAX_LENGTH / 2], full[NAME_MAX_LENGTH];
    if (!language.len || language.len >= sizeof tag)
        return false;
    memcpy(tag, language.ptr, language.len);
    tag[language.len] = '\0';
    UErrorCode status = U_ZERO_ERROR;
    int32_t parsed = 0;
    uloc_forLanguageTag(tag, full, sizeof full, &parsed, &status);
    if (U_FAILURE(status) || (size_t)parsed != language.len)
        return false;
    uloc_getBaseName(full, id, NAME_MAX_LENGTH, &status);
    return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING && is_available(id);
}

static struct slice name_in_itself(struct arena *arena, const char *id)
{
    UChar name[TEXT_UNITS_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = uloc_getDisplayName(id, id, name, TEXT_UNITS_MAX, &status);
    return to_slice(arena, name, U_FAILURE(status) ? 0 : length);
}

/* The one it names, or the likely one of CLDR (Unicode Technical Standard #35,
 * "Likely Subtags"). That of "en" would be the United States, but its dates
 * here are those of the world. */
static struct slice territory(struct arena *arena, const char *id)
{
    char likely[NAME_MAX_LENGTH], country[ULOC_COUNTRY_CAPACITY] = "";
    UErrorCode status = U_ZERO_ERROR;
    uloc_addLikelySubtags(strcmp(id, "en") ? id : "en_GB", likely, sizeof likely, &status);
    if (U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING)
        uloc_getCountry(likely, country, sizeof country, &status);
    return U_FAILURE(status) ? SLICE("") : arena_copy(arena, slice_from_string(country));
}

const struct locale *locale_open(struct arena *arena, struct slice language)
{
    char id[NAME_MAX_LENGTH], tag[NAME_MAX_LENGTH], with_keywords[NAME_MAX_LENGTH + 40];
    if (!read_id(language, id))
        return NULL;
    UErrorCode status = U_ZERO_ERROR;
    uloc_toLanguageTag(id, tag, sizeof tag, false, &status);
    if (U_FAILURE(status))
        return NULL;
    struct locale *locale = arena_new(arena, struct locale);
    locale->language = arena_copy(arena, slice_from_string(tag));
    locale->name = name_in_itself(arena, id);
    locale->territory = territory(arena, id);
    locale->right_to_left = uloc_isRightToLeft(id);
    snprintf(with_keywords, sizeof with_keywords, "%s@calendar=gregorian;numbers=latn",
             strcmp(id, "en") ? id : "en_001");
    bool complete = read_separators(arena, with_keywords, locale) &&
                    read_percent(arena, with_keywords, locale) &&
                    read_currency(arena, with_keywords, locale) &&
                    read_currency_symbols(arena, with_keywords, locale) &&
                    read_months(arena, with_keywords, locale) &&
                    read_date_patterns(arena, with_keywords, locale);
    return complete ? locale : NULL;
}

struct slice locale_primary(const struct locale *locale)
{
    size_t end = slice_find_byte(locale->language, '-');
    return slice_sub(locale->language, 0, end);
}

struct slice locale_currency_symbol(const struct locale *locale, struct slice code)
{
    for (size_t i = 0; i < locale->currency_symbol_count; i++)
        if (slice_equal_string(code, locale->currency_symbols[i].code))
            return locale->currency_symbols[i].symbol;
    return code;
}

/* ---- plurals ------------------------------------------------------------ */

/* CLDR's rules for whole numbers (Unicode Technical Standard #35, part 3). */
enum plural_rule {
    PLURAL_ONE,           /* 1 */
    PLURAL_ONE_AND_MANY,  /* 1; whole millions but 0 */
    PLURAL_ZERO_ONE_MANY, /* 0 and 1; whole millions but 0 */
};

static const struct {
    struct slice language;
    enum plural_rule rule;
} plural_rules[] = {
    {SLICE_INIT("it"), PLURAL_ONE_AND_MANY},  {SLICE_INIT("en"), PLURAL_ONE},
    {SLICE_INIT("fr"), PLURAL_ZERO_ONE_MANY}, {SLICE_INIT("de"), PLURAL_ONE},
    {SLICE_INIT("es"), PLURAL_ONE_AND_MANY},  {SLICE_INIT("pt-PT"), PLURAL_ONE_AND_MANY},
    {SLICE_INIT("pt"), PLURAL_ZERO_ONE_MANY},
};

static struct slice plural_by_rule(enum plural_rule rule, uint64_t count)
{
    if (count == 1 || (count == 0 && rule == PLURAL_ZERO_ONE_MANY))
        return SLICE("one");
    if (rule != PLURAL_ONE && count && count % 1000000 == 0)
        return SLICE("many");
    return SLICE("other");
}

static struct slice plural_by_icu(struct slice language, int64_t count)
{
    static const struct slice categories[] = {SLICE_INIT("zero"), SLICE_INIT("one"),
                                              SLICE_INIT("two"),  SLICE_INIT("few"),
                                              SLICE_INIT("many"), SLICE_INIT("other")};
    char id[NAME_MAX_LENGTH] = "", keyword[16] = "";
    UChar wide[16];
    if (!read_id(language, id))
        return SLICE("other");
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_open(id, &status);
    int32_t length = uplrules_select(rules, (double)count, wide, 15, &status);
    uplrules_close(rules);
    if (U_SUCCESS(status))
        u_UCharsToChars(wide, keyword, length);
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (slice_equal_string(categories[i], keyword))
            return categories[i];
    return SLICE("other");
}

struct slice locale_plural(const struct locale *locale, int64_t count)
{
    struct slice primary = locale_primary(locale);
    for (size_t i = 0; i < sizeof plural_rules / sizeof *plural_rules; i++)
        if (slice_equal(locale->language, plural_rules[i].language) ||
            slice_equal(primary, plural_rules[i].language))
            return plural_by_rule(plural_rules[i].rule,
                                  count < 0 ? -(uint64_t)count : (uint64_t)count);
    return plural_by_icu(locale->language, count);
}
