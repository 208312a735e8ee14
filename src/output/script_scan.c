#include "output/script_scan.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const struct problem bad_import = {
    "script-import",
    SEVERITY_ERROR,
    {"a theme's script cannot import like this", "uno script di un tema non può importare così"},
    {"write import { name } from './file.js'; without renaming, outside all brackets",
     "scrivi import { nome } from './file.js'; senza rinominare, fuori da ogni parentesi"}};
static const struct problem bad_export = {
    "script-export",
    SEVERITY_ERROR,
    {"a theme's script cannot export like this", "uno script di un tema non può esportare così"},
    {"write export before function, async function, const, let or class and one name",
     "scrivi export davanti a function, async function, const, let o class e a un nome"}};
static const struct problem dynamic_import = {
    "script-dynamic",
    SEVERITY_ERROR,
    {"the published script is one file: there is nothing left that it could load here",
     "lo script pubblicato è un file solo: qui non c'è altro da caricare"},
    {"import at the top of the file: import { name } from './file.js';",
     "importa all'inizio del file: import { nome } from './file.js';"}};
static const struct problem top_await = {
    "script-await",
    SEVERITY_ERROR,
    {"await stands outside every function", "await sta fuori da ogni funzione"},
    {"put it into an async function and call that",
     "mettilo in una funzione async e chiama quella"}};
static const struct problem unfinished = {
    "script-unfinished",
    SEVERITY_ERROR,
    {"what starts here does not end: the script cannot be joined",
     "ciò che comincia qui non finisce: lo script non si può unire agli altri"},
    {"close the quotes, the comment or the bracket",
     "chiudi le virgolette, il commento o la parentesi"}};

struct scanner {
    struct arena *arena;
    struct script *script;
    struct diagnostics *diagnostics;
    struct slice text;
    size_t at;
    struct buffer code;
    unsigned depth;         /* of all brackets */
    unsigned braces;        /* of { } alone, outside the ${ } of templates */
    VECTOR(unsigned) holes; /* the depth inside each open ${ } */
    char last;              /* the last byte of code that is no space */
    struct slice last_word; /* where that is the end of a word */
    bool in_async;          /* the statement at the top has the word async */
    bool good;
};

bool script_has_line(struct slice text, struct slice word)
{
    struct slice line;
    if (slice_starts_with(text, SLICE(BYTE_ORDER_MARK)))
        text = slice_after(text, strlen(BYTE_ORDER_MARK));
    while (slice_next_line(&text, &line))
        if (slice_starts_with(line, word) &&
            (line.len == word.len || strchr(" \t{'\"*(", line.ptr[word.len])))
            return true;
    return false;
}

static char peek(const struct scanner *scanner, size_t ahead)
{
    size_t at = scanner->at + ahead;
    return at < scanner->text.len ? scanner->text.ptr[at] : '\0';
}

static bool at_end(const struct scanner *scanner)
{
    return scanner->at >= scanner->text.len;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

static void report(struct scanner *scanner, const struct problem *problem, size_t start, size_t len)
{
    struct slice part = slice_sub(scanner->text, start, len);
    size_t line = slice_find_byte(part, '\n');
    if (line != SLICE_NOT_FOUND)
        part.len = line;
    diagnostic_add_plain(scanner->diagnostics, problem, span_of(scanner->script->file, part));
    scanner->good = false;
}

/* ---- looking ahead, without comments ------------------------------------ */

static void skip_comment(struct scanner *scanner, bool *lines)
{
    size_t start = scanner->at;
    bool block = peek(scanner, 1) == '*';
    scanner->at += 2;
    for (; !at_end(scanner); scanner->at++) {
        if (peek(scanner, 0) == '\n') {
            if (!block)
                return;
            *lines = true;
        } else if (block && peek(scanner, 0) == '*' && peek(scanner, 1) == '/') {
            scanner->at += 2;
            return;
        }
    }
    if (block)
        report(scanner, &unfinished, start, 2);
}

static bool at_comment(const struct scanner *scanner)
{
    return peek(scanner, 0) == '/' && (peek(scanner, 1) == '/' || peek(scanner, 1) == '*');
}

static void skip_spaces(struct scanner *scanner)
{
    bool lines;
    while (!at_end(scanner) && (is_space(peek(scanner, 0)) || at_comment(scanner)))
        if (at_comment(scanner))
            skip_comment(scanner, &lines);
        else
            scanner->at++;
}

static struct slice take_word(struct scanner *scanner)
{
    size_t start = scanner->at;
    while (is_word_byte(peek(scanner, 0)))
        scanner->at++;
    return slice_sub(scanner->text, start, scanner->at - start);
}

static bool take_byte(struct scanner *scanner, char byte)
{
    skip_spaces(scanner);
    if (peek(scanner, 0) != byte)
        return false;
    scanner->at++;
    return true;
}

/* ---- imports, exports, what is declared --------------------------------- */

/* import = "import" "{" [ word { "," word } [ "," ] ] "}" "from" path [ ";" ], the word import
 * behind. */
static bool take_import(struct scanner *scanner)
{
    struct script_import import = {0};
    if (!take_byte(scanner, '{'))
        return false;
    while (!take_byte(scanner, '}')) {
        struct slice name = take_word(scanner);
        if (!name.len)
            return false;
        vector_push(scanner->arena, &import.names, name);
        skip_spaces(scanner);
        if (!take_byte(scanner, ',') && peek(scanner, 0) != '}')
            return false;
    }
    skip_spaces(scanner);
    if (!slice_equal_string(take_word(scanner), "from"))
        return false;
    skip_spaces(scanner);
    char quote = peek(scanner, 0);
    if (quote != '\'' && quote != '"')
        return false;
    size_t start = ++scanner->at;
    while (!at_end(scanner) && peek(scanner, 0) != quote && peek(scanner, 0) != '\n')
        scanner->at++;
    import.path = slice_sub(scanner->text, start, scanner->at - start);
    if (peek(scanner, 0) != quote)
        return false;
    scanner->at++;
    if (peek(scanner, 0) == ';')
        scanner->at++;
    vector_push(scanner->arena, &scanner->script->imports, import);
    return true;
}

/* The names of `{ a, b: c, d = 1 }` and `[a, b]`. */
static void declare_pattern(struct scanner *scanner)
{
    unsigned depth = 0;
    do {
        char c = peek(scanner, 0);
        depth += c == '{' || c == '[' || c == '(';
        depth -= c == '}' || c == ']' || c == ')';
        if (is_word_byte(c)) {
            struct slice name = take_word(scanner);
            skip_spaces(scanner);
            if (strchr(",}]=", peek(scanner, 0)) && !at_end(scanner))
                vector_push(scanner->arena, &scanner->script->declared, name);
        } else {
            scanner->at++;
            skip_spaces(scanner);
        }
    } while (depth && !at_end(scanner));
}

/* Looks at what follows the scanner's place and leaves it there; the name that is declared, empty
 * where there is not exactly one. */
static struct slice declare(struct scanner *scanner)
{
    size_t start = scanner->at;
    struct slice word = take_word(scanner), name = {0};
    if (slice_equal_string(word, "async")) {
        skip_spaces(scanner);
        word = take_word(scanner);
        if (!slice_equal_string(word, "function"))
            word = (struct slice){0};
    }
    bool variable = slice_equal_string(word, "const") || slice_equal_string(word, "let") ||
                    slice_equal_string(word, "var");
    if (variable || slice_equal_string(word, "function") || slice_equal_string(word, "class")) {
        skip_spaces(scanner);
        if (peek(scanner, 0) == '*')
            take_byte(scanner, '*');
        skip_spaces(scanner);
        if (variable && (peek(scanner, 0) == '{' || peek(scanner, 0) == '['))
            declare_pattern(scanner);
        else
            name = take_word(scanner);
        if (name.len)
            vector_push(scanner->arena, &scanner->script->declared, name);
    }
    scanner->at = start;
    return name;
}

static void take_export(struct scanner *scanner, size_t start)
{
    skip_spaces(scanner);
    struct slice name = {0};
    if (peek(scanner, 0) != 'v') /* export var is no form of ours */
        name = declare(scanner);
    if (name.len)
        map_set(scanner->arena, &scanner->script->exports, name, scanner->script);
    else
        report(scanner, &bad_export, start, SIZE_MAX);
}

/* ---- code --------------------------------------------------------------- */

/* What stands between this and what follows it says nothing, be it a space or the end of a line. */
static bool is_open(char c)
{
    return c && strchr("{([=,;:?<>*&|", c);
}

/* Nor what stands before this. */
static bool is_close(char c)
{
    return c && strchr("})]", c);
}

/* `< !--` would become the start of a comment. */
static bool wants_no_space(char before, char after)
{
    return (is_open(before) || is_close(before) || is_open(after) || is_close(after)) &&
           after != '!';
}

static void put(struct scanner *scanner, size_t start)
{
    struct buffer *code = &scanner->code;
    char next = scanner->text.ptr[start], last = code->len ? code->ptr[code->len - 1] : '\0';
    if ((last == '\n' && is_close(next)) ||
        (last == ' ' && code->len > 1 && wants_no_space(code->ptr[code->len - 2], next)))
        buffer_truncate(code, code->len - 1);
    buffer_add(&scanner->code, slice_sub(scanner->text, start, scanner->at - start));
}

/* From the opening quote to the closing one; a backslash hides what follows it. */
static void take_quoted(struct scanner *scanner, char quote)
{
    size_t start = scanner->at++;
    bool in_class = false; /* [/] in a regular expression */
    for (; !at_end(scanner) && peek(scanner, 0) != '\n'; scanner->at++) {
        char c = peek(scanner, 0);
        if (c == '\\')
            scanner->at++;
        else if (quote == '/' && (c == '[' || c == ']'))
            in_class = c == '[';
        else if (c == quote && !in_class)
            break;
    }
    if (peek(scanner, 0) == quote)
        scanner->at++;
    else
        report(scanner, &unfinished, start, 1);
    if (scanner->at > scanner->text.len)
        scanner->at = scanner->text.len;
    put(scanner, start);
    scanner->last = '"';
}

/* To the end of the template or to its next hole; the opening ` or } is behind. */
static void take_template(struct scanner *scanner, size_t start)
{
    while (!at_end(scanner)) {
        char c = peek(scanner, 0);
        scanner->at += c == '\\' && peek(scanner, 1) ? 2 : 1;
        if (c == '`') {
            put(scanner, start);
            scanner->last = '"';
            return;
        }
        if (c == '$' && peek(scanner, 0) == '{') {
            scanner->at++;
            put(scanner, start);
            scanner->last = '{';
            scanner->depth++;
            vector_push(scanner->arena, &scanner->holes, scanner->depth);
            return;
        }
    }
    report(scanner, &unfinished, start, 1);
}

static bool word_is_operator(struct slice word)
{
    static const char *const words[] = {"return", "typeof",     "case",  "in",   "of",
                                        "delete", "void",       "throw", "new",  "else",
                                        "do",     "instanceof", "await", "yield"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equal_string(word, words[i]))
            return true;
    return false;
}

/* A slash divides after a value, and starts a regular expression anywhere else. */
static bool slash_divides(const struct scanner *scanner)
{
    char last = scanner->last;
    if (is_word_byte(last))
        return !word_is_operator(scanner->last_word);
    return last == ')' || last == ']' || last == '"';
}

static bool starts_statement(const struct scanner *scanner)
{
    char last = scanner->last;
    return scanner->depth == 0 && (!last || last == ';' || last == '}' || !scanner->code.len ||
                                   scanner->code.ptr[scanner->code.len - 1] == '\n');
}

static void take_code_word(struct scanner *scanner)
{
    size_t start = scanner->at;
    bool first = starts_statement(scanner), is_property = scanner->last == '.';
    if (first)
        declare(scanner);
    if (scanner->depth == 0 && (scanner->last == ';' || scanner->last == '}'))
        scanner->in_async = false;
    struct slice word = take_word(scanner);
    if (!is_property && slice_equal_string(word, "import")) {
        size_t after = scanner->at;
        skip_spaces(scanner);
        char next = peek(scanner, 0);
        scanner->at = after;
        if (next == '(' || next == '.') {
            report(scanner, &dynamic_import, start, word.len);
        } else if (next != ':' && scanner->depth == 0) {
            if (first && take_import(scanner))
                return;
            report(scanner, &bad_import, start, SIZE_MAX);
        }
    } else if (!is_property && slice_equal_string(word, "export") && first) {
        take_export(scanner, start);
        return;
    } else if (slice_equal_string(word, "async")) {
        scanner->in_async = true;
    } else if (slice_equal_string(word, "await") && !scanner->braces && !scanner->in_async &&
               !is_property) {
        report(scanner, &top_await, start, word.len);
    }
    put(scanner, start);
    scanner->last_word = word;
    scanner->last = word.ptr[word.len - 1];
}

/* A line of nothing leaves nothing; no line starts or ends with a space; none ends where what
 * follows must belong to it. */
static void end_line(struct scanner *scanner)
{
    struct buffer *code = &scanner->code;
    while (code->len && (code->ptr[code->len - 1] == ' ' || code->ptr[code->len - 1] == '\t'))
        buffer_truncate(code, code->len - 1);
    if (code->len && code->ptr[code->len - 1] != '\n' && !is_open(code->ptr[code->len - 1]))
        buffer_add_byte(code, '\n');
}

static void put_space(struct scanner *scanner)
{
    if (scanner->code.len && !is_space(scanner->code.ptr[scanner->code.len - 1]))
        buffer_add_byte(&scanner->code, ' ');
}

static void take_sign(struct scanner *scanner, char c)
{
    size_t start = scanner->at++;
    if (c == '{' || c == '(' || c == '[') {
        scanner->depth++;
        scanner->braces += c == '{';
    } else if (c == '}' && scanner->holes.count &&
               scanner->holes.items[scanner->holes.count - 1] == scanner->depth) {
        scanner->holes.count--;
        scanner->depth--;
        take_template(scanner, start);
        return;
    } else if ((c == '}' || c == ')' || c == ']') && scanner->depth) {
        scanner->depth--;
        scanner->braces -= c == '}' && scanner->braces;
    }
    put(scanner, start);
    bool step = (c == '+' || c == '-') && start && scanner->text.ptr[start - 1] == c;
    scanner->last = step ? ')' : c; /* i++ / 2 */
}

static void take_one(struct scanner *scanner)
{
    char c = peek(scanner, 0);
    if (c == '\n') {
        scanner->at++;
        end_line(scanner);
    } else if (is_space(c)) {
        scanner->at++;
        put_space(scanner);
    } else if (at_comment(scanner)) {
        bool lines = false;
        skip_comment(scanner, &lines);
        if (lines)
            end_line(scanner);
        else
            put_space(scanner);
    } else if (c == '"' || c == '\'') {
        take_quoted(scanner, c);
    } else if (c == '/' && !slash_divides(scanner)) {
        take_quoted(scanner, c);
    } else if (c == '`') {
        scanner->at++;
        take_template(scanner, scanner->at - 1);
    } else if (is_word_byte(c)) {
        take_code_word(scanner);
    } else {
        take_sign(scanner, c);
    }
}

bool script_scan(struct arena *arena, const struct text_file *file, struct script *script,
                 struct diagnostics *diagnostics)
{
    struct scanner scanner = {.arena = arena,
                              .script = script,
                              .diagnostics = diagnostics,
                              .text = file->text,
                              .good = true};
    *script = (struct script){.file = file};
    if (slice_starts_with(file->text, SLICE(BYTE_ORDER_MARK)))
        scanner.at = strlen(BYTE_ORDER_MARK);
    while (!at_end(&scanner))
        take_one(&scanner);
    end_line(&scanner);
    script->code = buffer_copy(&scanner.code, arena);
    buffer_release(&scanner.code);
    return scanner.good;
}
