#include "desk/names.h"

#include "base/character.h"
#include "base/files.h"
#include "text/slug.h"
#include "text/utf8.h"

static const struct problem not_utf8 = {
    "name-encoding",
    SEVERITY_ERROR,
    {"the name of this file has letters that other computers cannot read (it is not UTF-8)",
     "il nome di questo file ha lettere che altri computer non sanno leggere (non è UTF-8)"},
    {"rename it with plain letters, digits and hyphens",
     "rinominalo con lettere semplici, cifre e trattini"}};
static const struct problem invisible = {
    "name-invisible",
    SEVERITY_ERROR,
    {"the name \"%1\" has characters that nobody can see",
     "il nome \"%1\" ha caratteri che nessuno può vedere"},
    {"rename it: \"%2\"", "rinominalo: \"%2\""}};
static const struct problem impossible = {
    "name-impossible",
    SEVERITY_ERROR,
    {"\"%1\" is a name that no file can have", "\"%1\" è un nome che nessun file può avere"},
    {"this commit was not made by git itself: make it again with the files alone",
     "questo commit non è stato fatto da git: rifallo con i soli file"}};
static const struct problem git_folder = {
    "name-git",
    SEVERITY_ERROR,
    {"\"%1\" passes for git's own folder, and would run programs on other people's computers",
     "\"%1\" si spaccia per la cartella di git, e avvierebbe programmi sui computer degli altri"},
    {"take it out", "toglilo"}};
static const struct problem git_modules = {
    "name-submodules",
    SEVERITY_ERROR,
    {"\"%1\" declares submodules, which the catalogue does not take",
     "\"%1\" dichiara dei sottomoduli, che il catalogo non accetta"},
    {"take it out, and put the files themselves here",
     "toglilo, e metti qui i file veri e propri"}};
static const struct problem windows_character = {
    "name-character",
    SEVERITY_ERROR,
    {"the name \"%1\" cannot be written on Windows: it has one of < > : \" | ? * \\",
     "il nome \"%1\" non si può scrivere su Windows: ha uno tra < > : \" | ? * \\"},
    {"rename it: \"%2\"", "rinominalo: \"%2\""}};
static const struct problem windows_end = {
    "name-end",
    SEVERITY_ERROR,
    {"the name \"%1\" begins with a space, or ends with a space or a dot: Windows would drop it",
     "il nome \"%1\" comincia con uno spazio, o finisce con uno spazio o un punto: Windows lo perderebbe"},
    {"rename it: \"%2\"", "rinominalo: \"%2\""}};
static const struct problem windows_device = {
    "name-device",
    SEVERITY_ERROR,
    {"no file can be called \"%1\" on Windows, where this is the name of a device",
     "su Windows nessun file può chiamarsi \"%1\", che è il nome di un dispositivo"},
    {"rename it: \"%2\"", "rinominalo: \"%2\""}};
static const struct problem too_long = {
    "name-length",
    SEVERITY_ERROR,
    {"the name \"%1\" is too long for some computers",
     "il nome \"%1\" è troppo lungo per alcuni computer"},
    {"make it shorter: \"%2\"", "accorcialo: \"%2\""}};
static const struct problem path_too_long = {
    "name-path",
    SEVERITY_ERROR,
    {"the names of the file and of its folders have more than %1 characters together: Windows cannot "
     "write it",
     "i nomi del file e delle sue cartelle superano insieme i %1 caratteri: Windows non può scriverlo"},
    {"use shorter names, or fewer folders", "usa nomi più corti, o meno cartelle"}};

/* ---- git's own names ----------------------------------------------------- */

static bool hfs_leaves_out(uint32_t character)
{
    return (character >= 0x200C && character <= 0x200F) ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x206A && character <= 0x206F) || character == 0xFEFF;
}

/* The name as HFS+ compares it, in small ASCII letters; cut where it is longer than any that matters. */
static struct slice hfs_name(struct slice part, char *out, size_t capacity)
{
    size_t length = 0;
    uint32_t character;
    while (length + 4 <= capacity && utf8_next(&part, &character))
        if (!hfs_leaves_out(character)) {
            if (character >= 'A' && character <= 'Z')
                character += 'a' - 'A';
            length += utf8_write(out + length, character);
        }
    return slice_from(out, length);
}

/* What NTFS drops from the end: spaces, dots, and from a colon on (a stream). */
static bool ntfs_ends(struct slice rest)
{
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.ptr[i] == ':' || rest.ptr[i] == '\\')
            return true;
        if (rest.ptr[i] != ' ' && rest.ptr[i] != '.')
            return false;
    }
    return true;
}

static bool begins_as(struct slice name, const char *begin)
{
    struct slice wanted = slice_from_string(begin);
    return slice_starts_with(name, wanted) && ntfs_ends(slice_after(name, wanted.len));
}

/* NTFS's short names of .gitmodules: "gitmod~1" to 4, or "gi7eba~" and digits. */
static bool is_short_modules(struct slice name)
{
    size_t tilde = slice_find_byte(name, '~');
    struct slice stem = slice_sub(name, 0, tilde == SLICE_NOT_FOUND ? 0 : tilde);
    return slice_equal_string(stem, "gitmod") || slice_equal_string(stem, "gi7eba");
}

const struct problem *names_check_harm(struct slice part)
{
    char text[64];
    if (!part.len || slice_equal_string(part, ".") || slice_equal_string(part, "..") ||
        slice_find_byte(part, '/') != SLICE_NOT_FOUND)
        return &impossible;
    struct slice name = hfs_name(part, text, sizeof text);
    if (begins_as(name, ".git") || begins_as(name, "git~1"))
        return &git_folder;
    if (begins_as(name, ".gitmodules") || is_short_modules(name))
        return &git_modules;
    return NULL;
}

/* ---- Windows ------------------------------------------------------------- */

static bool is_device(struct slice part)
{
    static const char *const names[] = {"con", "prn", "aux", "nul", "conin$", "conout$"};
    size_t end = slice_find_byte(part, '.');
    struct slice stem = slice_trim(slice_sub(part, 0, end == SLICE_NOT_FOUND ? part.len : end));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_equal_ignoring_case(stem, slice_from_string(names[i])))
            return true;
    if (!slice_equal_ignoring_case(slice_sub(stem, 0, 3), SLICE("com")) &&
        !slice_equal_ignoring_case(slice_sub(stem, 0, 3), SLICE("lpt")))
        return false;
    struct slice digit = slice_after(stem, 3);
    return (digit.len == 1 && digit.ptr[0] >= '0' && digit.ptr[0] <= '9') ||
           slice_equal_string(digit, "¹") || slice_equal_string(digit, "²") ||
           slice_equal_string(digit, "³");
}

static bool has_unseen(struct slice part)
{
    uint32_t character;
    while (utf8_next(&part, &character))
        if (character_is_control(character) || utf8_is_ignorable(character) ||
            hfs_leaves_out(character) || character == 0x200B || character == 0x2028 || character == 0x2029)
            return true;
    return false;
}

static bool has_windows_character(struct slice part)
{
    for (size_t i = 0; i < part.len; i++)
        if (strchr("<>:\"|?*\\", part.ptr[i]))
            return true;
    return false;
}

const struct problem *names_check(struct slice part)
{
    const struct problem *harm = names_check_harm(part);
    if (harm)
        return harm;
    if (utf8_find_invalid(part) != SLICE_NOT_FOUND)
        return &not_utf8;
    if (has_unseen(part))
        return &invisible;
    if (has_windows_character(part))
        return &windows_character;
    if (part.ptr[0] == ' ' || part.ptr[part.len - 1] == ' ' || part.ptr[part.len - 1] == '.')
        return &windows_end;
    if (is_device(part))
        return &windows_device;
    return part.len > NAMES_PART_MAX ? &too_long : NULL;
}

const struct problem *names_check_path(struct slice path)
{
    return utf8_count(path) > NAMES_PATH_MAX ? &path_too_long : NULL;
}

/* ---- better ones --------------------------------------------------------- */

struct slice names_suggest(struct arena *arena, struct slice part)
{
    struct slice extension = path_extension(part);
    struct slice stem = slice_sub(part, 0, part.len - extension.len);
    struct slice end = slug_make(arena, slice_after(extension, 1), (struct slice){0});
    struct slice name = slug_make(arena, stem, SLICE("scheda"));
    if (is_device(name))
        name = arena_concat(arena, SLICE("scheda-"), name, (struct slice){0});
    return end.len ? arena_concat(arena, name, SLICE("."), end, (struct slice){0}) : name;
}

struct slice names_key(struct arena *arena, struct slice part)
{
    if (utf8_find_invalid(part) != SLICE_NOT_FOUND)
        return part;
    return utf8_lower(arena, utf8_normalize(arena, part), SLICE("en"));
}
