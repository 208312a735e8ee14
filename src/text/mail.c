#include "text/mail.h"

#include "text/base64.h"
#include "text/url.h"
#include "text/utf8.h"

#include <stdio.h>

#define LINE_MAX_LENGTH 76 /* RFC 2045, 6.7 and RFC 2047, 2 */
#define WORD_BYTES_MAX  45 /* of an encoded word: 60 in base64, with "=?UTF-8?B?" and "?=" around */
/* What quoted-printable never holds (RFC 2045, 6.7: "=_"). */
#define BOUNDARY "=_schedario_=_"

/* ---- headers ------------------------------------------------------------ */

static bool is_plain(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < ' ' || text.ptr[i] > '~')
            return false;
    return text.len <= LINE_MAX_LENGTH - 12 && slice_find(text, SLICE("=?")) == SLICE_NOT_FOUND;
}

/* Characters, one space for each that is a control, U+FFFD for what is none. */
static void clean(struct buffer *out, struct slice text)
{
    uint32_t character;
    while (utf8_next(&text, &character))
        utf8_add(out, character < ' ' || (character >= 0x7f && character < 0xa0) ||
                              character == 0x2028 || character == 0x2029
                          ? ' '
                          : character);
}

/* Never cuts a character in two (RFC 2047, 5). */
static void write_encoded_words(struct buffer *out, struct slice text)
{
    while (text.len) {
        struct slice rest = text, before = text;
        uint32_t character;
        while (text.len - rest.len <= WORD_BYTES_MAX && utf8_next(&rest, &character) &&
               text.len - rest.len <= WORD_BYTES_MAX)
            before = rest;
        buffer_add_string(out, "=?UTF-8?B?");
        base64_write(out, slice_sub(text, 0, text.len - before.len));
        buffer_add_string(out, "?=");
        text = before;
        if (text.len)
            buffer_add_string(out, "\n ");
    }
}

static void write_words(struct buffer *out, struct slice text, bool is_quoted)
{
    struct buffer plain = {0};
    clean(&plain, text);
    struct slice words = slice_trim(buffer_view(&plain));
    if (!is_plain(words)) {
        write_encoded_words(out, words);
    } else {
        for (size_t i = 0; i < words.len; i++) {
            if (is_quoted && (words.ptr[i] == '"' || words.ptr[i] == '\\'))
                buffer_add_byte(out, '\\');
            buffer_add_byte(out, words.ptr[i]);
        }
    }
    buffer_release(&plain);
}

/* ---- addresses ---------------------------------------------------------- */

struct address {
    struct slice name, address;
};

/* Up to the next comma that stands in no quotes. */
static bool next_address(struct slice *rest, struct slice *one)
{
    bool is_quoted = false;
    size_t end = 0;
    if (!rest->len)
        return false;
    while (end < rest->len && (is_quoted || rest->ptr[end] != ','))
        is_quoted ^= rest->ptr[end++] == '"';
    *one = slice_trim(slice_sub(*rest, 0, end));
    *rest = slice_after(*rest, end + 1);
    return true;
}

/* What RFC 5322, 3.2.3 lets stand without quotes, on both sides of the @. */
static bool is_bare(struct slice address)
{
    for (size_t i = 0; i < address.len; i++)
        if (address.ptr[i] <= ' ' || address.ptr[i] > '~' || strchr("<>()[],;:\\\"", address.ptr[i]))
            return false;
    return email_is_valid(address);
}

static bool read_address(struct slice text, struct address *read)
{
    size_t angle = slice_find_last_byte(text, '<');
    *read = (struct address){.address = text};
    if (angle != SLICE_NOT_FOUND && slice_ends_with(text, SLICE(">"))) {
        read->name = slice_trim(slice_sub(text, 0, angle));
        read->address = slice_sub(text, angle + 1, text.len - angle - 2);
        if (read->name.len > 1 && read->name.ptr[0] == '"' && slice_ends_with(read->name, SLICE("\"")))
            read->name = slice_sub(read->name, 1, read->name.len - 2);
    }
    return is_bare(read->address);
}

bool mail_addresses_are_good(struct slice addresses)
{
    struct slice one;
    struct address address;
    bool good = addresses.len > 0;
    while (good && next_address(&addresses, &one))
        good = read_address(one, &address);
    return good;
}

static void write_addresses(struct buffer *out, struct slice addresses)
{
    struct slice one;
    struct address address;
    for (bool is_first = true; next_address(&addresses, &one); is_first = false) {
        if (!read_address(one, &address))
            continue;
        buffer_add_string(out, is_first ? "" : ",\n ");
        if (!address.name.len) {
            buffer_add(out, address.address);
            continue;
        }
        bool is_quoted = is_plain(address.name);
        buffer_add_string(out, is_quoted ? "\"" : "");
        write_words(out, address.name, true);
        buffer_format(out, "%s <%.*s>", is_quoted ? "\"" : "", SLICE_ARG(address.address));
    }
}

static struct slice sender_domain(struct slice from)
{
    struct address address;
    if (!read_address(slice_trim(from), &address))
        return SLICE("localhost");
    return slice_after(address.address, slice_find_byte(address.address, '@') + 1);
}

/* English names, whatever the locale (RFC 5322, 3.3). */
static void write_date(struct buffer *out, time_t date)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm at;
    if (!localtime_r(&date, &at))
        return;
    long minutes = at.tm_gmtoff / 60, east = minutes < 0 ? -minutes : minutes;
    buffer_format(out, "Date: %s, %02d %s %d %02d:%02d:%02d %c%02ld%02ld\n", days[at.tm_wday],
                  at.tm_mday, months[at.tm_mon], at.tm_year + 1900, at.tm_hour, at.tm_min,
                  at.tm_sec, minutes < 0 ? '-' : '+', east / 60, east % 60);
}

/* ---- bodies ------------------------------------------------------------- */

/* Quoted-printable (RFC 2045, 6.7). A full stop alone would end the letter for some programs, and "From "
 * begins another one in a mailbox. */
static void write_line(struct buffer *out, struct slice line)
{
    size_t column = 0;
    bool is_from = slice_starts_with(line, SLICE("From "));
    for (size_t i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.ptr[i];
        bool is_last = i + 1 == line.len;
        bool is_plain_byte = c > ' ' && c <= '~' && c != '=';
        if ((c == ' ' || c == '\t') && !is_last)
            is_plain_byte = true;
        if (i == 0 && (is_from || c == '.'))
            is_plain_byte = false;
        size_t size = is_plain_byte ? 1 : 3;
        if (column + size > LINE_MAX_LENGTH - (is_last ? 0 : 1)) {
            buffer_add_string(out, "=\n");
            column = 0;
        }
        if (is_plain_byte)
            buffer_add_byte(out, (char)c);
        else
            buffer_format(out, "=%02X", c);
        column += size;
    }
    buffer_add_byte(out, '\n');
}

static void write_part(struct buffer *out, const char *type, struct slice body)
{
    struct slice line;
    struct buffer text = {0};
    uint32_t character;
    while (utf8_next(&body, &character))
        utf8_add(&text, character);
    body = buffer_view(&text);
    buffer_format(out,
                  "--" BOUNDARY "\nContent-Type: text/%s; charset=UTF-8\n"
                  "Content-Transfer-Encoding: quoted-printable\n\n",
                  type);
    while (slice_next_line(&body, &line))
        write_line(out, line);
    buffer_add_byte(out, '\n');
    buffer_release(&text);
}

void mail_write(struct buffer *out, const struct mail *mail)
{
    struct slice domain = sender_domain(mail->from);
    write_date(out, mail->date);
    buffer_add_string(out, "From: ");
    write_addresses(out, mail->from);
    buffer_add_string(out, "\nTo: ");
    if (mail->to.len)
        write_addresses(out, mail->to);
    else
        buffer_add_string(out, "undisclosed-recipients:;");
    buffer_add_string(out, "\nSubject: ");
    write_words(out, mail->subject, false);
    buffer_format(out,
                  "\nMessage-ID: <%.*s@%.*s>\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
                  "Content-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\n\n",
                  SLICE_ARG(mail->id), SLICE_ARG(domain));
    write_part(out, "plain", mail->text);
    write_part(out, "html", mail->html);
    buffer_add_string(out, "--" BOUNDARY "--\n");
}
