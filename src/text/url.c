#include "text/url.h"

#include "base/buffer.h"
#include "text/utf8.h"

#include <unicode/uchar.h>

static bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static bool is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static bool is_hidden(uint32_t c)
{
    if (c < 0x80)
        return c <= 0x20 || c == 0x7F;
    return c == 0xFFFD || u_isUWhiteSpace((UChar32)c) ||
           (U_MASK(u_charType((UChar32)c)) & (U_GC_CC_MASK | U_GC_CF_MASK));
}

static bool has_hidden_characters(struct slice s)
{
    while (s.len) {
        uint32_t c = (unsigned char)*s.ptr;
        if (c < 0x80)
            s = slice_after(s, 1);
        else
            utf8_next(&s, &c);
        if (is_hidden(c))
            return true;
    }
    return false;
}

/* The offset of the first of the bytes, or the length. */
static size_t find_any(struct slice s, const char *bytes)
{
    for (size_t i = 0; i < s.len; i++)
        for (const char *b = bytes; *b; b++)
            if (s.ptr[i] == *b)
                return i;
    return s.len;
}

/* "//" and a host, which may have a user before it and a port behind it. */
static bool has_host(struct slice rest)
{
    if (!slice_starts_with(rest, SLICE("//")))
        return false;
    struct slice authority = slice_after(rest, 2);
    authority.len = find_any(authority, "/?#");
    size_t at = slice_find_last_byte(authority, '@');
    struct slice host = at == SLICE_NOT_FOUND ? authority : slice_after(authority, at + 1);
    return host.len && host.ptr[0] != ':';
}

bool url_has_scheme(struct slice address)
{
    size_t end = find_any(address, ":/?#");
    return end < address.len && address.ptr[end] == ':';
}

/* The scheme, or the empty slice for a relative address. */
static struct slice scheme_of(struct slice address)
{
    return slice_sub(address, 0, url_has_scheme(address) ? slice_find_byte(address, ':') : 0);
}

static bool is_web_scheme(struct slice scheme)
{
    return slice_equal_ignoring_case(scheme, SLICE("http")) ||
           slice_equal_ignoring_case(scheme, SLICE("https"));
}

static bool is_allowed_as_written(struct slice address)
{
    if (has_hidden_characters(address))
        return false;
    struct slice path = slice_sub(address, 0, find_any(address, "?#"));
    if (slice_find_byte(path, '\\') != SLICE_NOT_FOUND)
        return false;
    if (address.len && address.ptr[0] == ':')
        return false;
    struct slice scheme = scheme_of(address);
    if (!scheme.len)
        return !slice_starts_with(address, SLICE("//"));
    struct slice rest = slice_after(address, scheme.len + 1);
    if (is_web_scheme(scheme))
        return has_host(rest);
    return (slice_equal_ignoring_case(scheme, SLICE("mailto")) ||
            slice_equal_ignoring_case(scheme, SLICE("tel"))) &&
           rest.len && rest.ptr[0] != '/';
}

/* The value of a digit in the base, or the base where it is none. */
static uint32_t digit_value(char c, uint32_t base)
{
    uint32_t value = is_digit(c)    ? (uint32_t)(c - '0')
                     : is_letter(c) ? (uint32_t)((c | 0x20) - 'a') + 10
                                    : base;
    return value < base ? value : base;
}

/* Takes an entity off the start of *rest, which begins with &. */
static bool take_entity(struct slice *rest, uint32_t *character)
{
    /* Those that stand for what the checks above look at. */
    static const struct {
        struct slice name;
        uint32_t character;
    } names[] = {
        {SLICE_INIT("&amp;"), '&'},   {SLICE_INIT("&colon;"), ':'}, {SLICE_INIT("&sol;"), '/'},
        {SLICE_INIT("&bsol;"), '\\'}, {SLICE_INIT("&Tab;"), '\t'},  {SLICE_INIT("&NewLine;"), '\n'},
        {SLICE_INIT("&nbsp;"), 0xA0},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct slice start = slice_sub(*rest, 0, names[i].name.len);
        if (!slice_equal_ignoring_case(start, names[i].name))
            continue;
        *character = names[i].character;
        *rest = slice_after(*rest, names[i].name.len);
        return true;
    }
    if (!slice_starts_with(*rest, SLICE("&#")))
        return false;
    bool hexadecimal = rest->len > 2 && (rest->ptr[2] | 0x20) == 'x';
    uint32_t base = hexadecimal ? 16 : 10, value = 0, digit;
    size_t start = hexadecimal ? 3 : 2, i = start;
    for (; i < rest->len && (digit = digit_value(rest->ptr[i], base)) < base; i++)
        value = value > 0x10FFFF ? value : value * base + digit;
    if (i == start)
        return false;
    if (i < rest->len && rest->ptr[i] == ';') /* browsers do without it */
        i++;
    *character = value;
    *rest = slice_after(*rest, i);
    return true;
}

static void add_decoded(struct buffer *out, struct slice address)
{
    while (address.len) {
        uint32_t character;
        if (*address.ptr == '&' && take_entity(&address, &character)) {
            utf8_add(out, character);
        } else {
            buffer_add_byte(out, *address.ptr);
            address = slice_after(address, 1);
        }
    }
}

bool url_is_allowed(struct slice address)
{
    if (!is_allowed_as_written(address))
        return false;
    if (slice_find_byte(address, '&') == SLICE_NOT_FOUND)
        return true;
    struct buffer decoded = {0};
    add_decoded(&decoded, address);
    bool allowed = is_allowed_as_written(buffer_view(&decoded));
    buffer_release(&decoded);
    return allowed;
}

bool url_is_absolute(struct slice address)
{
    return is_web_scheme(scheme_of(address)) && url_is_allowed(address);
}

/* Dots between labels of letters, digits and hyphens; at least one dot. */
static bool is_domain(struct slice domain)
{
    size_t labels = 0, label = 0;
    for (size_t i = 0; i <= domain.len; i++) {
        char c = i < domain.len ? domain.ptr[i] : '.';
        if (c == '.') {
            if (!label || domain.ptr[i - 1] == '-' || label > 63)
                return false;
            labels++;
            label = 0;
        } else if (is_letter(c) || is_digit(c) || (c == '-' && label) || (unsigned char)c >= 0x80) {
            label++;
        } else {
            return false;
        }
    }
    return labels > 1;
}

bool email_is_valid(struct slice address)
{
    size_t at = slice_find_byte(address, '@');
    if (at == SLICE_NOT_FOUND || at == 0 || address.len > 254 || has_hidden_characters(address))
        return false;
    struct slice name = slice_sub(address, 0, at);
    return find_any(name, "<>()[],;:\"\\?#%/") == name.len &&
           is_domain(slice_after(address, at + 1));
}

struct slice url_decode(struct arena *arena, struct slice address)
{
    if (slice_find_byte(address, '%') == SLICE_NOT_FOUND)
        return address;
    char *bytes = arena_array(arena, char, address.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < address.len; i++) {
        bytes[len] = address.ptr[i];
        if (address.ptr[i] == '%' && i + 2 < address.len) {
            uint32_t high = digit_value(address.ptr[i + 1], 16);
            uint32_t low = digit_value(address.ptr[i + 2], 16);
            if (high < 16 && low < 16 && high + low > 0) {
                bytes[len] = (char)(high * 16 + low);
                i += 2;
            }
        }
        len++;
    }
    return slice_from(bytes, len);
}
