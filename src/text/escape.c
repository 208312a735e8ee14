#include "text/escape.h"

#include "text/utf8.h"

/* So many entries of a table by byte. */
#define EIGHT(x)        x, x, x, x, x, x, x, x
#define THIRTY_TWO(x)   EIGHT(x), EIGHT(x), EIGHT(x), EIGHT(x)
#define BEYOND_ASCII(x) [0x80] = THIRTY_TWO(x), THIRTY_TWO(x), THIRTY_TWO(x), THIRTY_TWO(x)

static const char hexadecimal[] = "0123456789ABCDEF";

static void add_between(struct buffer *out, const char *from, const char *to)
{
    if (to > from)
        buffer_add(out, slice_from(from, (size_t)(to - from)));
}

/* ---- HTML and XML ------------------------------------------------------- */

void escape_html(struct buffer *out, struct slice text)
{
    static const unsigned char special[256] = {
        ['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5};
    static const struct slice entities[] = {
        {NULL, 0},          SLICE_INIT("&amp;"),  SLICE_INIT("&lt;"),
        SLICE_INIT("&gt;"), SLICE_INIT("&quot;"), SLICE_INIT("&#39;")};
    if (!text.len)
        return;
    const char *end = text.ptr + text.len, *plain = text.ptr;
    for (const char *p; (p = escape_find(plain, end, special)) < end; plain = p + 1) {
        add_between(out, plain, p);
        buffer_add(out, entities[special[(unsigned char)*p]]);
    }
    add_between(out, plain, end);
}

/* What XML 1.0 (2.2, Char) allows of the characters past ASCII. */
static bool is_xml_character(uint32_t c)
{
    return c != 0xFFFE && c != 0xFFFF;
}

void escape_xml(struct buffer *out, struct slice text)
{
    const char *plain = text.ptr;
    for (struct slice rest = text; rest.len;) {
        const char *p = rest.ptr, *replacement = NULL;
        unsigned char byte = (unsigned char)*p;
        if (byte < 0x80) {
            rest.ptr++;
            rest.len--;
            if (byte >= '?' || byte == ' ')
                continue;
            if (byte == '&')
                replacement = "&amp;";
            else if (byte == '<')
                replacement = "&lt;";
            else if (byte == '>')
                replacement = "&gt;";
            else if (byte == '"')
                replacement = "&quot;";
            else if (byte == '\'')
                replacement = "&apos;";
            else if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
                replacement = "";
            else
                continue;
        } else {
            uint32_t c;
            utf8_next(&rest, &c);
            if (!is_xml_character(c))
                replacement = "";
            else if (c == 0xFFFD) /* also what is not UTF-8, which no reader of XML forgives */
                replacement = "\xEF\xBF\xBD";
            else
                continue;
        }
        add_between(out, plain, p);
        buffer_add_string(out, replacement);
        plain = rest.ptr;
    }
    if (text.len)
        add_between(out, plain, text.ptr + text.len);
}

/* ---- JSON --------------------------------------------------------------- */

static void add_unicode_escape(struct buffer *out, uint32_t c)
{
    char escape[6] = {'\\',
                      'u',
                      hexadecimal[c >> 12 & 15],
                      hexadecimal[c >> 8 & 15],
                      hexadecimal[c >> 4 & 15],
                      hexadecimal[c & 15]};
    buffer_add(out, slice_from(escape, sizeof escape));
}

static void add_json_escape(struct buffer *out, uint32_t c)
{
    static const char letters[] = "btn\0fr"; /* from backspace, 8, to carriage return, 13 */
    if (c == '"' || c == '\\') {
        buffer_add_byte(out, '\\');
        buffer_add_byte(out, (char)c);
    } else if (c >= 8 && c <= 13 && letters[c - 8]) {
        buffer_add_byte(out, '\\');
        buffer_add_byte(out, letters[c - 8]);
    } else if (c == 0xFFFD) {
        utf8_add(out, c);
    } else {
        add_unicode_escape(out, c);
    }
}

/* 1: escaped; 2: in a script alone; 3: more than a byte, to be looked at. */
static const unsigned char json_special[256] = {
    THIRTY_TWO(1), ['"'] = 1, ['\\'] = 1, ['<'] = 2, ['>'] = 2, ['&'] = 2, BEYOND_ASCII(3)};

static void add_json(struct buffer *out, struct slice text, bool for_script)
{
    if (!text.len)
        return;
    const char *plain = text.ptr, *end = text.ptr + text.len;
    for (const char *p = plain; (p = escape_find(p, end, json_special)) < end;) {
        struct slice rest = slice_from(p, (size_t)(end - p));
        uint32_t c = 0;
        utf8_next(&rest, &c);
        bool is_special = c < 0x80 ? for_script || json_special[c] == 1
                                   : c == 0xFFFD || (for_script && (c == 0x2028 || c == 0x2029));
        if (is_special) {
            add_between(out, plain, p);
            add_json_escape(out, c);
            plain = rest.ptr;
        }
        p = rest.ptr;
    }
    add_between(out, plain, end);
}

void escape_json(struct buffer *out, struct slice text)
{
    add_json(out, text, false);
}

void escape_json_for_script(struct buffer *out, struct slice text)
{
    add_json(out, text, true);
}

/* ---- addresses ---------------------------------------------------------- */

static bool is_letter_or_digit(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

static bool is_hexadecimal(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 6 || (unsigned char)(c - '0') < 10;
}

static bool is_one_of(char c, const char *characters)
{
    for (; *characters; characters++)
        if (c == *characters)
            return true;
    return false;
}

static void add_percent(struct buffer *out, char byte)
{
    unsigned char value = (unsigned char)byte;
    char escape[3] = {'%', hexadecimal[value >> 4], hexadecimal[value & 15]};
    buffer_add(out, slice_from(escape, sizeof escape));
}

void escape_url_part(struct buffer *out, struct slice text)
{
    const char *plain = text.ptr;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (is_letter_or_digit(c) || is_one_of(c, "-._~"))
            continue;
        add_between(out, plain, text.ptr + i);
        add_percent(out, c);
        plain = text.ptr + i + 1;
    }
    if (text.len)
        add_between(out, plain, text.ptr + text.len);
}

/* Where the host of "scheme://host" ends, 0 where there is none: brackets may
 * stand there alone (RFC 3986, 3.2.2). */
static size_t host_end(struct slice address)
{
    size_t start = slice_find(address, SLICE("://"));
    if (start == SLICE_NOT_FOUND)
        return 0;
    for (size_t i = 0; i < start; i++)
        if (!is_letter_or_digit(address.ptr[i]) && !is_one_of(address.ptr[i], "+-."))
            return 0;
    size_t end = start + 3;
    while (end < address.len && !is_one_of(address.ptr[end], "/?#"))
        end++;
    return end;
}

/* What stays whatever is around it. */
static const unsigned char url_special[256] = {
    THIRTY_TWO(1), [' '] = 1, ['"'] = 1,  ['#'] = 1,  ['%'] = 1,      ['<'] = 1,
    ['>'] = 1,     ['['] = 1, ['\\'] = 1, [']'] = 1,  ['^'] = 1,      ['`'] = 1,
    ['{'] = 1,     ['|'] = 1, ['}'] = 1,  [0x7F] = 1, BEYOND_ASCII(1)};

void escape_url(struct buffer *out, struct slice address)
{
    size_t brackets_until =
        slice_find_byte(address, '[') == SLICE_NOT_FOUND ? 0 : host_end(address);
    bool in_fragment = false;
    const char *plain = address.ptr;
    for (size_t i = 0; i < address.len; i++) {
        char c = address.ptr[i];
        bool stays = !url_special[(unsigned char)c];
        if (stays)
            continue;
        if (c == '[' || c == ']') {
            stays = i < brackets_until;
        } else if (c == '#') {
            stays = !in_fragment;
            in_fragment = true;
        } else if (c == '%') {
            stays = i + 2 < address.len && is_hexadecimal(address.ptr[i + 1]) &&
                    is_hexadecimal(address.ptr[i + 2]);
        }
        if (stays)
            continue;
        add_between(out, plain, address.ptr + i);
        add_percent(out, c);
        plain = address.ptr + i + 1;
    }
    if (address.len)
        add_between(out, plain, address.ptr + address.len);
}

/* ---- CSV ---------------------------------------------------------------- */

/* A sign, digits, and points or commas between digits: no formula. */
static bool is_plain_number(struct slice field)
{
    size_t i = field.len && is_one_of(field.ptr[0], "+-");
    bool after_digit = false;
    for (; i < field.len; i++) {
        bool digit = (unsigned char)(field.ptr[i] - '0') < 10;
        if (!digit && !(after_digit && is_one_of(field.ptr[i], ".,")))
            return false;
        after_digit = digit;
    }
    return after_digit;
}

void escape_csv(struct buffer *out, struct slice field)
{
    if (!field.len)
        return;
    bool guarded = is_one_of(field.ptr[0], "=+-@\t\r") && !is_plain_number(field);
    bool quoted = false;
    for (size_t i = 0; i < field.len && !quoted; i++)
        quoted = is_one_of(field.ptr[i], ",\"\r\n");
    if (quoted)
        buffer_add_byte(out, '"');
    if (guarded)
        buffer_add_byte(out, '\'');
    while (quoted && field.len) {
        size_t quote = slice_find_byte(field, '"');
        if (quote == SLICE_NOT_FOUND)
            break;
        buffer_add(out, slice_sub(field, 0, quote + 1));
        buffer_add_byte(out, '"');
        field = slice_after(field, quote + 1);
    }
    buffer_add(out, field);
    if (quoted)
        buffer_add_byte(out, '"');
}
