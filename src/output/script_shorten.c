#include "output/script_shorten.h"

#include "base/buffer.h"
#include "base/map.h"
#include "output/script_tokens.h"

#include <stdlib.h>
#include <string.h>

/* The letters that scripts are full of come first: what is repeated compresses well. */
#define FIRSTS   "etnrisoualcfdphmgvybwxkqjzTSCDALEMIRNPOFUHBVGWXKYZJQ_$"
#define NEXTS    FIRSTS "0123456789"

/* A variable's name, and the bracket that it is good within. */
struct name {
    struct slice text, shorter;
    struct name *same; /* NULL: none; of an outer bracket, which it cannot be told from */
    uint32_t scope;    /* the bracket + 1; 0: the script */
    uint32_t first;    /* where it stands first */
    uint32_t uses, shorthands;
};

struct shortening {
    struct arena *arena;
    struct tokens tokens;
    uint32_t top;              /* the bracket around the script's own statements, + 1 */
    struct map **scopes;       /* by bracket + 1: its names; NULL: none */
    struct name **names;       /* by token; NULL: it is no name of ours */
};

/* What a page may use without declaring it, where it begins with a small letter; in byte order. */
static const char *const globals[] = {
    "addEventListener", "alert", "atob", "blur", "btoa", "caches", "cancelAnimationFrame",
    "cancelIdleCallback", "clearInterval", "clearTimeout", "close", "closed", "confirm", "console",
    "cookieStore", "createImageBitmap", "crypto", "customElements", "decodeURI", "decodeURIComponent",
    "devicePixelRatio", "dispatchEvent", "document", "encodeURI", "encodeURIComponent", "escape", "event",
    "exports", "external", "fetch", "find", "focus", "frameElement", "frames", "getComputedStyle",
    "getSelection", "globalThis", "history", "indexedDB", "innerHeight", "innerWidth", "isFinite",
    "isNaN", "isSecureContext", "length", "localStorage", "location", "locationbar", "matchMedia",
    "menubar", "module", "moveBy", "moveTo", "name", "navigation", "navigator", "open", "opener",
    "origin", "outerHeight", "outerWidth", "pageXOffset", "pageYOffset", "parent", "parseFloat",
    "parseInt", "performance", "personalbar", "postMessage", "print", "process", "prompt",
    "queueMicrotask", "removeEventListener", "reportError", "requestAnimationFrame",
    "requestIdleCallback", "require", "resizeBy", "resizeTo", "scheduler", "screen", "screenLeft",
    "screenTop", "screenX", "screenY", "scroll", "scrollBy", "scrollTo", "scrollX", "scrollY",
    "scrollbars", "self", "sessionStorage", "setInterval", "setTimeout", "speechSynthesis", "status",
    "statusbar", "stop", "structuredClone", "toolbar", "top", "trustedTypes", "unescape",
    "visualViewport", "window",
};

static int compare_global(const void *key, const void *item)
{
    return slice_compare(*(const struct slice *)key, slice_from_string(*(const char *const *)item));
}

/* What may be somebody else's name: one of the list, or one with a capital. */
static bool may_be_global(struct slice name)
{
    return (*name.ptr >= 'A' && *name.ptr <= 'Z') ||
           bsearch(&name, globals, sizeof globals / sizeof *globals, sizeof *globals,
                   compare_global) != NULL;
}

/* ---- names ---------------------------------------------------------------- */

static bool is_variable(const struct token *token)
{
    return token->kind == TOKEN_WORD &&
           (token->word == WORD_VARIABLE || token->word == WORD_SHORTHAND);
}

static uint32_t scope_of(const struct token *token)
{
    return token->scope == SCRIPT_TOP ? 0 : token->scope;
}

static void add_name(struct shortening *shortening, uint32_t scope, struct slice text)
{
    struct map **names = &shortening->scopes[scope];
    if (!*names)
        *names = arena_new(shortening->arena, struct map);
    if (map_find(*names, text))
        return;
    struct name *name = arena_new(shortening->arena, struct name);
    *name = (struct name){.text = text, .scope = scope, .first = UINT32_MAX};
    map_set(shortening->arena, *names, text, name);
}

/* The name that the text means within the bracket; NULL: none that the script declares. */
static struct name *look_up(const struct shortening *shortening, uint32_t scope, struct slice text)
{
    for (;;) {
        const struct map *names = shortening->scopes[scope];
        struct name *name = names ? map_get(names, text) : NULL;
        if (name || !scope)
            return name;
        scope = shortening->tokens.items[scope - 1].outer;
    }
}

/* What is good within more than it should might be taken for a name further out: the two become one. */
static void unite(struct shortening *shortening, const struct token *token)
{
    uint32_t scope = scope_of(token);
    struct name *name = scope ? map_get(shortening->scopes[scope], token->text) : NULL;
    struct name *outer =
        name ? look_up(shortening, shortening->tokens.items[scope - 1].outer, token->text) : NULL;
    if (outer)
        name->same = outer;
}

static void collect_names(struct shortening *shortening)
{
    struct tokens *tokens = &shortening->tokens;
    shortening->scopes = arena_array(shortening->arena, struct map *, tokens->count + 1);
    shortening->names = arena_array(shortening->arena, struct name *, tokens->count + 1);
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].scope)
            add_name(shortening, scope_of(&tokens->items[i]), tokens->items[i].text);
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].scope && tokens->items[i].loose)
            unite(shortening, &tokens->items[i]);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (!is_variable(token))
            continue;
        struct name *name = look_up(shortening, token->scope ? scope_of(token) : token->outer,
                                    token->text);
        while (name && name->same)
            name = name->same;
        shortening->names[i] = name;
        if (!name)
            continue;
        name->first = name->first < i ? name->first : (uint32_t)i;
        name->uses += token->word == WORD_VARIABLE;
        name->shorthands += token->word == WORD_SHORTHAND;
    }
}

static bool can_be_shorter(const struct shortening *shortening, const struct name *name)
{
    return !name->same && name->text.len > 1 && name->uses >= 2 * name->shorthands &&
           (name->scope == shortening->top || !may_be_global(name->text));
}

static int compare_names(const void *a, const void *b)
{
    const struct name *x = *(const struct name *const *)a, *y = *(const struct name *const *)b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* e, t … $, ee, te … */
static struct slice number_name(size_t number, char name[8])
{
    size_t len = 0;
    name[len++] = FIRSTS[number % (sizeof FIRSTS - 1)];
    for (number /= sizeof FIRSTS - 1; number; number /= sizeof NEXTS - 1)
        name[len++] = NEXTS[--number % (sizeof NEXTS - 1)];
    return slice_from(name, len);
}

/* The next short name that is neither taken nor a keyword. */
static struct slice next_name(struct arena *arena, const struct map *taken, size_t *number)
{
    char bytes[8];
    for (;;) {
        struct slice name = number_name((*number)++, bytes);
        if (!map_find(taken, name) && !slice_equal_string(name, "do") &&
            !slice_equal_string(name, "if") && !slice_equal_string(name, "in") &&
            !slice_equal_string(name, "of") && !slice_equal_string(name, "as"))
            return arena_copy(arena, name);
    }
}

/* The names of a scope that can be shorter, in the order they come. */
static struct name **sort_names(const struct shortening *shortening, struct arena *arena,
                                const struct map *names, size_t *count)
{
    struct name **sorted = arena_array(arena, struct name *, names->count + 1);
    *count = 0;
    for (size_t i = 0; i < names->count; i++) {
        struct name *name = names->entries[i].value;
        if (can_be_shorter(shortening, name))
            sorted[(*count)++] = name;
    }
    qsort(sorted, *count, sizeof *sorted, compare_names);
    return sorted;
}

/* Scopes come after those around them; what stands within one as a word, or will, is taken. */
static void assign_names(struct shortening *shortening)
{
    struct arena scratch = {0};
    const struct tokens *tokens = &shortening->tokens;
    for (uint32_t scope = 0; scope <= tokens->count; scope++) {
        if (!shortening->scopes[scope])
            continue;
        struct map taken = {0};
        size_t count, end = tokens->count, number = 0;
        struct name **names = sort_names(shortening, &scratch, shortening->scopes[scope], &count);
        if (scope)
            end = tokens->items[scope - 1].end;
        for (size_t i = scope ? scope - 1 : 0; count && i <= end && i < tokens->count; i++) {
            const struct name *name = shortening->names[i];
            if (name && name->shorter.len)
                map_add(&scratch, &taken, name->shorter, shortening);
            else if (is_variable(&tokens->items[i]) && (!name || !can_be_shorter(shortening, name)))
                map_add(&scratch, &taken, tokens->items[i].text, shortening);
        }
        for (size_t i = 0; i < count; i++)
            names[i]->shorter = next_name(shortening->arena, &taken, &number);
        arena_reset(&scratch);
    }
    arena_release(&scratch);
}

/* The scope within `(() => {`, which its parameters begin; 0: the script begins otherwise. */
static uint32_t find_top(const struct tokens *tokens)
{
    static const char *const start[] = {"(", "(", ")", "=", ">", "{"};
    for (uint32_t i = 0; i < 6; i++)
        if (i >= tokens->count || !token_is(&tokens->items[i], start[i]))
            return 0;
    return 2;
}

/* ---- writing -------------------------------------------------------------- */

static bool is_wordlike(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER;
}

/* Whether the end of a line between the two may end a statement. */
static bool line_counts(const struct token *before, const struct token *after)
{
    if (before->kind == TOKEN_SIGN && !strchr(")]}+-", *before->text.ptr))
        return false;
    return after->kind != TOKEN_SIGN || strchr("+-([{!~", *after->text.ptr);
}

static char space_between(const struct token *before, const struct token *after)
{
    char last = before->text.ptr[before->text.len - 1], next = *after->text.ptr;
    if (after->after_line && line_counts(before, after))
        return '\n';
    if (!after->after_space)
        return '\0';
    bool words = is_wordlike(before) && is_wordlike(after);
    bool flags = *before->text.ptr == '/' && before->kind == TOKEN_TEXT && is_wordlike(after);
    bool signs = (last == next && strchr("+-/", last)) || (last == '<' && next == '!') ||
                 (before->kind == TOKEN_NUMBER && next == '.');
    return words || flags || signs ? ' ' : '\0';
}

static void put_token(const struct shortening *shortening, size_t at, struct buffer *out)
{
    const struct token *token = &shortening->tokens.items[at];
    const struct name *name = shortening->names[at];
    if (!name || !name->shorter.len) {
        buffer_add(out, token->text);
        return;
    }
    if (token->word == WORD_SHORTHAND) {
        buffer_add(out, token->text);
        buffer_add_byte(out, ':');
    }
    buffer_add(out, name->shorter);
}

/* A semicolon before the end of a block says nothing, unless it is a statement of its own. */
static bool is_needless(const struct tokens *tokens, size_t at)
{
    const struct token *token = &tokens->items[at], *before = token - 1;
    if (!at || at + 1 >= tokens->count || !token_is(token, ";") || !token_is(token + 1, "}"))
        return false;
    if (before->kind == TOKEN_SIGN && strchr(")", *before->text.ptr)) { /* while (x); */
        const struct token *head = &tokens->items[before->partner ? before->partner - 1 : 0];
        return head->kind != TOKEN_WORD || head->word != WORD_KEYWORD;
    }
    return before->kind != TOKEN_WORD ? *before->text.ptr != ';' && *before->text.ptr != '{'
                                      : before->word != WORD_KEYWORD;
}

struct slice script_shorten(struct arena *arena, struct slice code)
{
    struct arena scratch = {0};
    struct shortening shortening = {.arena = &scratch};
    struct buffer out = {0};
    struct slice shorter = code;
    if (script_tokenize(&scratch, code, &shortening.tokens)) {
        shortening.top = find_top(&shortening.tokens);
        collect_names(&shortening);
        assign_names(&shortening);
        for (size_t i = 0; i < shortening.tokens.count; i++) {
            const struct token *token = &shortening.tokens.items[i];
            if (is_needless(&shortening.tokens, i))
                continue;
            char space = i ? space_between(token - 1, token) : '\0';
            if (space)
                buffer_add_byte(&out, space);
            put_token(&shortening, i, &out);
        }
        buffer_add_byte(&out, '\n');
        shorter = buffer_copy(&out, arena);
    }
    buffer_release(&out);
    arena_release(&scratch);
    return shorter;
}
