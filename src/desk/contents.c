#include "desk/contents.h"

#include "base/files.h"
#include "source/history.h"
#include "text/svg.h"

static const struct problem active = {
    "push-active",
    SEVERITY_ERROR,
    {"\"%1\": this drawing does more than draw, and would do so in the site's name",
     "\"%1\": questo disegno non si limita a disegnare, e agirebbe a nome del sito"},
    {"save it again as plain SVG, without scripts or links; or give it as PNG",
     "salvalo di nuovo come SVG semplice, senza script né collegamenti; oppure mettilo in PNG"}};
static const struct problem page = {
    "push-page",
    SEVERITY_ERROR,
    {"this file is a web page, whatever its name says", "questo file è una pagina web, qualunque cosa dica il nome"},
    {"give the text as Markdown, or as PDF", "metti il testo in Markdown, o in PDF"}};
static const struct problem disguised = {
    "push-disguise",
    SEVERITY_ERROR,
    {"what is in this file is not what \"%1\" at the end of its name says",
     "il contenuto di questo file non è quello che dice la fine del nome, \"%1\""},
    {"open it in the program it came from, and save it again in that format",
     "aprilo nel programma da cui viene, e salvalo di nuovo in quel formato"}};
static const struct problem unreadable = {
    "push-damaged",
    SEVERITY_ERROR,
    {"this file is missing or damaged", "questo file manca o è rovinato"},
    {"type \"git fsck\" where you pushed from: it tells what is damaged",
     "scrivi \"git fsck\" nella cartella da cui hai inviato: dice che cosa è rotto"}};

/* How files of a type begin; several rows for one type: any of them. */
static const struct signature {
    const char *extension;
    size_t offset;
    struct slice bytes;
} signatures[] = {
    {".png", 0, SLICE_INIT("\x89PNG\r\n\x1a\n")},
    {".jpg", 0, SLICE_INIT("\xff\xd8\xff")},
    {".jpeg", 0, SLICE_INIT("\xff\xd8\xff")},
    {".gif", 0, SLICE_INIT("GIF8")},
    {".webp", 8, SLICE_INIT("WEBP")},
    {".avif", 4, SLICE_INIT("ftyp")},
    {".pdf", 0, SLICE_INIT("%PDF-")},
    {".zip", 0, SLICE_INIT("PK\x03\x04")},
    {".zip", 0, SLICE_INIT("PK\x05\x06")},
    {".docx", 0, SLICE_INIT("PK\x03\x04")},
    {".xlsx", 0, SLICE_INIT("PK\x03\x04")},
    {".pptx", 0, SLICE_INIT("PK\x03\x04")},
    {".odt", 0, SLICE_INIT("PK\x03\x04")},
    {".ods", 0, SLICE_INIT("PK\x03\x04")},
    {".odp", 0, SLICE_INIT("PK\x03\x04")},
    {".odg", 0, SLICE_INIT("PK\x03\x04")},
    {".mp4", 4, SLICE_INIT("ftyp")},
    {".ogg", 0, SLICE_INIT("OggS")},
    {".webm", 0, SLICE_INIT("\x1a\x45\xdf\xa3")},
};

/* Texts that a browser must not take for a page. */
static const char *const text_types[] = {".csv", ".tsv", ".json", ".txt", ".ics", ".vtt"};

static bool is_text(struct slice extension)
{
    for (size_t i = 0; i < sizeof text_types / sizeof *text_types; i++)
        if (slice_equal_ignoring_case(extension, slice_from_string(text_types[i])))
            return true;
    return false;
}

static bool begins_as_page(struct slice content)
{
    static const char *const beginnings[] = {"<!doctype", "<html", "<head", "<body", "<script",
                                             "<iframe", "<svg", "<?xml"};
    if (slice_starts_with(content, SLICE("\xEF\xBB\xBF")))
        content = slice_after(content, 3);
    content = slice_trim(slice_sub(content, 0, 1024));
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        struct slice begin = slice_from_string(beginnings[i]);
        if (slice_equal_ignoring_case(slice_sub(content, 0, begin.len), begin))
            return true;
    }
    return false;
}

/* Types without a row may begin as they like. */
static bool begins_as_named(struct slice extension, struct slice content)
{
    bool is_known = false;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const struct signature *row = &signatures[i];
        if (!slice_equal_ignoring_case(extension, slice_from_string(row->extension)))
            continue;
        is_known = true;
        if (slice_equal(slice_sub(content, row->offset, row->bytes.len), row->bytes))
            return true;
    }
    return !is_known;
}

const struct problem *contents_find(struct slice path, struct slice content, struct slice *found)
{
    struct slice extension = path_extension(path);
    *found = extension;
    if (slice_equal_ignoring_case(extension, SLICE(".svg"))) {
        *found = svg_find_active(content);
        return found->len ? &active : NULL;
    }
    /* An empty file acts as nothing. */
    if (!content.len || slice_equal_ignoring_case(extension, SLICE(".md")))
        return NULL;
    if (!begins_as_named(extension, content))
        return begins_as_page(content) ? &page : &disguised;
    return is_text(extension) && begins_as_page(content) ? &page : NULL;
}

void contents_check(struct repository *repository, struct arena *arena,
                    const struct pushed_file *file, struct diagnostics *diagnostics)
{
    struct arena scratch = {0};
    struct slice content, found;
    struct slice extension = path_extension(file->path);
    if (slice_equal_ignoring_case(extension, SLICE(".md")))
        return;
    struct text_file *text = arena_new(arena, struct text_file);
    text->path = file->path;
    if (!history_read_text(repository, &scratch, &file->text, file->size, &content)) {
        diagnostic_add_plain(diagnostics, &unreadable, span_of_file(text));
    } else {
        const struct problem *problem = contents_find(file->path, content, &found);
        if (problem == &active) {
            /* The place is in the text, which must live as long as the message. */
            text->text = arena_copy(arena, content);
            found = svg_find_active(text->text);
            diagnostic_add(diagnostics, problem, span_of(text, found), found);
        } else if (problem) {
            diagnostic_add(diagnostics, problem, span_of_file(text), found);
        }
    }
    arena_release(&scratch);
}
