#include "content/front_matter.h"

#include "base/buffer.h"
#include "content/document.h"
#include "text/utf8.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* --- what is said ------------------------------------------------------- */

static const struct problem empty_file = {
    "file-empty",
    SEVERITY_ERROR,
    {"this file is empty", "questo file è vuoto"},
    {"a sheet begins with its fields between two lines of three hyphens (---); copy another "
     "sheet to start from",
     "una scheda comincia con i suoi campi, tra due righe di tre trattini (---); parti dalla "
     "copia di un'altra scheda"}};
static const struct problem too_large = {
    "file-too-large",
    SEVERITY_ERROR,
    {"this file has %1 bytes; a sheet may have %2 at most",
     "questo file ha %1 byte; una scheda può averne al massimo %2"},
    {"split it into several sheets, and keep pictures and tables in files beside it",
     "dividilo in più schede, e tieni immagini e tabelle in file a parte"}};
static const struct problem not_utf8_letter = {
    "not-utf-8",
    SEVERITY_ERROR,
    {"this file is not UTF-8: byte %1 (at offset %2 in the file) cannot be read",
     "questo file non è in UTF-8: il byte %1 (posizione %2 nel file) non si può leggere"},
    {"it would be \"%3\" in Windows-1252: open the file in your editor and save it with the "
     "encoding UTF-8",
     "in Windows-1252 sarebbe \"%3\": apri il file nell'editor e salvalo con la codifica "
     "UTF-8"}};
static const struct problem not_utf8 = {
    "not-utf-8",
    SEVERITY_ERROR,
    {"this file is not UTF-8: byte %1 (at offset %2 in the file) cannot be read",
     "questo file non è in UTF-8: il byte %1 (posizione %2 nel file) non si può leggere"},
    {"open the file in your editor and save it with the encoding UTF-8",
     "apri il file nell'editor e salvalo con la codifica UTF-8"}};
static const struct problem is_utf16 = {
    "not-utf-8",
    SEVERITY_ERROR,
    {"this file is UTF-16, not UTF-8", "questo file è in UTF-16, non in UTF-8"},
    {"save it again with the encoding UTF-8 (not \"Unicode\")",
     "salvalo di nuovo con la codifica UTF-8 (non \"Unicode\")"}};
static const struct problem control_character = {
    "control-character",
    SEVERITY_ERROR,
    {"a character that cannot be seen stands here (code %1)",
     "qui c'è un carattere invisibile (codice %1)"},
    {"delete it; it often comes along with text copied from another program",
     "cancellalo; spesso arriva con un testo copiato da un altro programma"}};
static const struct problem old_line_ends = {
    "control-character",
    SEVERITY_ERROR,
    {"the lines of this file end in a way that is no longer in use (CR alone)",
     "le righe di questo file finiscono in un modo non più in uso (solo CR)"},
    {"save it again with line endings LF (Unix) or CRLF (Windows)",
     "salvalo di nuovo con fine riga LF (Unix) o CRLF (Windows)"}};
static const struct problem conflict = {
    "conflict-marker",
    SEVERITY_ERROR,
    {"two versions of the same lines stand here, from this line to line %1",
     "da questa riga alla riga %1 ci sono due versioni delle stesse righe"},
    {"keep the version that is right, and delete the other and the lines that begin with "
     "<<<<<<<, ======= and >>>>>>>",
     "tieni la versione giusta, e cancella l'altra e le righe che cominciano con <<<<<<<, "
     "======= e >>>>>>>"}};
static const struct problem lone_conflict = {
    "conflict-marker",
    SEVERITY_ERROR,
    {"this line was left over when two versions of the file were put together",
     "questa riga è rimasta da quando due versioni del file sono state unite"},
    {"check the lines around it, then delete it", "controlla le righe intorno, poi cancellala"}};
static const struct problem no_front_matter = {
    "no-front-matter",
    SEVERITY_ERROR,
    {"this sheet does not begin with its fields", "questa scheda non comincia con i suoi campi"},
    {"the first line must be three hyphens (---), then the fields, then three hyphens again",
     "la prima riga deve essere di tre trattini (---), poi i campi, poi di nuovo tre trattini"}};
static const struct problem late_front_matter = {
    "no-front-matter",
    SEVERITY_ERROR,
    {"the three hyphens that open the fields must be the first line of the file",
     "i tre trattini che aprono i campi devono essere la prima riga del file"},
    {"delete what stands above this line", "cancella quello che c'è sopra questa riga"}};
static const struct problem wrong_hyphens = {
    "no-front-matter",
    SEVERITY_ERROR,
    {"the fields open with a line of exactly three hyphens",
     "i campi si aprono con una riga di esattamente tre trattini"},
    {"write --- (your editor may have changed the hyphens into dashes)",
     "scrivi --- (l'editor può aver cambiato i trattini in lineette)"}};
static const struct problem unclosed = {
    "front-matter-unclosed",
    SEVERITY_ERROR,
    {"the fields open here and never end", "i campi cominciano qui e non finiscono mai"},
    {"add a line of three hyphens (---) between the last field and the text",
     "aggiungi una riga di tre trattini (---) tra l'ultimo campo e il testo"}};
static const struct problem wrong_close = {
    "front-matter-unclosed",
    SEVERITY_ERROR,
    {"the fields end with a line of exactly three hyphens",
     "i campi finiscono con una riga di esattamente tre trattini"},
    {"write --- here, without spaces before it", "scrivi qui ---, senza spazi prima"}};
static const struct problem fields_too_large = {
    "front-matter-too-large",
    SEVERITY_ERROR,
    {"the fields take %1 bytes; %2 is the most", "i campi occupano %1 byte; il massimo è %2"},
    {"write long texts as sections of the body, below the fields",
     "scrivi i testi lunghi come sezioni, sotto i campi"}};

/* --- bytes --------------------------------------------------------------- */

static struct span span_at(const struct text_file *file, size_t offset, size_t length)
{
    return (struct span){file, (uint32_t)offset, (uint32_t)length};
}

static struct slice number_text(struct arena *arena, size_t number)
{
    return arena_format(arena, "%zu", number);
}

/* What the byte is in Windows-1252 (WHATWG Encoding Standard); 0: nothing. From 0xA0 on it is
 * Latin-1. */
static uint32_t windows_letter(unsigned char byte)
{
    static const uint16_t letters[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (byte < 0x80)
        return 0;
    return byte < 0xA0 ? letters[byte - 0x80] : byte;
}

static void report_not_utf8(struct arena *arena, const struct text_file *file, size_t offset,
                            struct diagnostics *diagnostics)
{
    unsigned char byte = (unsigned char)file->text.ptr[offset];
    struct buffer letter = {0};
    if (windows_letter(byte))
        utf8_add(&letter, windows_letter(byte));
    diagnostic_add(diagnostics, letter.len ? &not_utf8_letter : &not_utf8, span_at(file, offset, 1),
                   arena_format(arena, "0x%02X", byte), number_text(arena, offset),
                   buffer_view(&letter));
    buffer_release(&letter);
}

static bool looks_like_utf16(struct slice text)
{
    if (text.len < 2)
        return false;
    return memcmp(text.ptr, "\xFF\xFE", 2) == 0 || memcmp(text.ptr, "\xFE\xFF", 2) == 0 ||
           (text.ptr[0] == 0) != (text.ptr[1] == 0);
}

static bool check_characters(struct arena *arena, const struct text_file *file,
                             struct diagnostics *diagnostics)
{
    struct slice text = file->text;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if ((byte >= 0x20 && byte != 0x7F) || byte == '\n' || byte == '\t')
            continue;
        bool is_return = byte == '\r';
        if (is_return && i + 1 < text.len && text.ptr[i + 1] == '\n')
            continue;
        if (is_return)
            diagnostic_add_plain(diagnostics, &old_line_ends, span_at(file, i, 1));
        else
            diagnostic_add(diagnostics, &control_character, span_at(file, i, 1),
                           arena_format(arena, "0x%02X", byte));
        return false;
    }
    return true;
}

static bool check_bytes(struct arena *arena, const struct text_file *file,
                        struct diagnostics *diagnostics)
{
    struct slice text = file->text;
    if (text.len > DOCUMENT_SIZE_MAX) {
        diagnostic_add(diagnostics, &too_large, span_of_file(file), number_text(arena, text.len),
                       number_text(arena, DOCUMENT_SIZE_MAX));
        return false;
    }
    if (looks_like_utf16(text)) {
        diagnostic_add_plain(diagnostics, &is_utf16, span_of_file(file));
        return false;
    }
    size_t invalid = utf8_find_invalid(text);
    if (invalid != SLICE_NOT_FOUND) {
        report_not_utf8(arena, file, invalid, diagnostics);
        return false;
    }
    if (slice_starts_with(text, SLICE(BYTE_ORDER_MARK)))
        text = slice_after(text, strlen(BYTE_ORDER_MARK));
    if (slice_trim(text).len == 0) {
        diagnostic_add_plain(diagnostics, &empty_file, span_of_file(file));
        return false;
    }
    return check_characters(arena, file, diagnostics);
}

/* --- conflict markers ----------------------------------------------------- */

/* Seven times the character, then a space or the line's end, as git writes them. */
static bool is_marker(struct slice line, char character)
{
    if (line.len < 7 || line.ptr[0] != character)
        return false;
    for (size_t i = 1; i < 7; i++)
        if (line.ptr[i] != character)
            return false;
    return line.len == 7 || line.ptr[7] == ' ';
}

/* A line of = alone is no marker: Markdown writes headings with it. */
static bool check_conflicts(struct arena *arena, const struct text_file *file,
                            struct diagnostics *diagnostics)
{
    struct slice rest = file->text, line, first = {0};
    while (slice_next_line(&rest, &line)) {
        bool opens = is_marker(line, '<'), closes = is_marker(line, '>');
        if (!opens && !closes)
            continue;
        if (first.len && closes) {
            size_t last = span_position(span_of(file, line)).line;
            diagnostic_add(diagnostics, &conflict, span_of(file, first), number_text(arena, last));
            return false;
        }
        if (!first.len)
            first = line;
        if (closes)
            break;
    }
    if (first.len)
        diagnostic_add_plain(diagnostics, &lone_conflict, span_of(file, first));
    return first.len == 0;
}

/* --- the two parts --------------------------------------------------------- */

static struct slice without_spaces_behind(struct slice line)
{
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    return line;
}

static bool is_fence(struct slice line)
{
    return slice_equal_string(without_spaces_behind(line), "---");
}

static bool is_end(struct slice line)
{
    return is_fence(line) || slice_equal_string(without_spaces_behind(line), "...");
}

/* Hyphens or dashes and nothing else: meant as ---. One hyphen is a list's. */
static bool is_nearly_fence(struct slice line)
{
    uint32_t character;
    size_t count = 0;
    line = slice_trim(line);
    if (slice_equal_string(line, "-"))
        return false;
    for (; utf8_next(&line, &character); count++)
        if (character != '-' && (character < 0x2010 || character > 0x2015) && character != 0x2212)
            return false;
    return count >= 1;
}

static void report_no_front_matter(const struct text_file *file, struct slice first_line,
                                   struct slice rest, struct diagnostics *diagnostics)
{
    struct slice line = first_line;
    while (slice_trim(line).len == 0 && slice_next_line(&rest, &line))
        continue;
    const struct problem *problem = &no_front_matter;
    if (is_fence(line))
        problem = &late_front_matter;
    else if (is_nearly_fence(line))
        problem = &wrong_hyphens;
    diagnostic_add_plain(diagnostics, problem, span_of(file, line));
}

static bool find_end(const struct text_file *file, struct slice opening, struct slice *rest,
                     struct slice *end, struct diagnostics *diagnostics)
{
    struct slice nearly = {0};
    while (slice_next_line(rest, end)) {
        if (is_end(*end))
            return true;
        if (nearly.len == 0 && is_nearly_fence(*end))
            nearly = *end;
    }
    if (nearly.len)
        diagnostic_add_plain(diagnostics, &wrong_close, span_of(file, nearly));
    else
        diagnostic_add_plain(diagnostics, &unclosed, span_of(file, opening));
    return false;
}

bool front_matter_split(struct arena *arena, const struct text_file *file,
                        struct front_matter *parts, struct diagnostics *diagnostics)
{
    if (!check_bytes(arena, file, diagnostics) || !check_conflicts(arena, file, diagnostics))
        return false;
    struct slice rest = file->text, opening, end;
    if (slice_starts_with(rest, SLICE(BYTE_ORDER_MARK)))
        rest = slice_after(rest, strlen(BYTE_ORDER_MARK));
    slice_next_line(&rest, &opening);
    if (!is_fence(opening)) {
        report_no_front_matter(file, opening, rest, diagnostics);
        return false;
    }
    struct slice fields = rest;
    if (!find_end(file, opening, &rest, &end, diagnostics))
        return false;
    fields.len = (size_t)(end.ptr - fields.ptr);
    if (fields.len > FRONT_MATTER_SIZE_MAX) {
        diagnostic_add(diagnostics, &fields_too_large, span_of(file, opening),
                       number_text(arena, fields.len), number_text(arena, FRONT_MATTER_SIZE_MAX));
        return false;
    }
    /* The body's view stays inside the file where nothing follows. */
    if (rest.len == 0)
        rest = slice_after(file->text, file->text.len);
    *parts = (struct front_matter){fields, rest, span_of(file, end)};
    return true;
}
