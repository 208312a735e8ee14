#include "content/markdown_limits.h"

#include "text/escape.h"

#include <stdio.h>
#include <string.h>

static const struct problem too_large = {
    "markdown-size",
    SEVERITY_ERROR,
    {"this text is larger than %1 MB", "questo testo supera %1 MB"},
    {"split it into several sheets", "dividilo in più schede"}};

static const struct problem too_much_memory = {
    "markdown-memory",
    SEVERITY_ERROR,
    {"this text needs more than %1 MB of memory",
     "per leggere questo testo servono più di %1 MB di memoria"},
    {"look for a table with thousands of columns, or split the text into several sheets",
     "controlla se c'è una tabella con migliaia di colonne, oppure dividi il testo in più "
     "schede"}};

static const struct problem too_costly = {
    "markdown-cost",
    SEVERITY_ERROR,
    {"this text would take too long to read (more than %1 million steps)",
     "leggere questo testo richiederebbe troppo tempo (più di %1 milioni di passi)"},
    {"look for thousands of [, ), |, @ or <! without an end, and take them out",
     "cerca migliaia di [, ), |, @ oppure <! senza una chiusura e toglili"}};

static const struct problem too_deep = {
    "markdown-depth",
    SEVERITY_ERROR,
    {"lists, quotations or emphasis stand inside each other more than %1 deep",
     "elenchi, citazioni o enfasi sono annidati oltre %1 livelli"},
    {"write them with fewer levels", "scrivili con meno livelli"}};

static const struct problem too_many_links = {
    "markdown-links",
    SEVERITY_ERROR,
    {"this text has more than %1 links", "questo testo ha più di %1 collegamenti"},
    {"split it into several sheets", "dividilo in più schede"}};

static const struct problem addresses_too_long = {
    "markdown-addresses",
    SEVERITY_ERROR,
    {"the addresses of this text's links take more than %1 MB",
     "gli indirizzi dei collegamenti di questo testo superano %1 MB"},
    {"shorten the link definitions that are used many times",
     "accorcia le definizioni di collegamento usate molte volte"}};

static void report(struct markdown_limits *limits, const struct problem *problem,
                   struct slice where, unsigned limit)
{
    char number[16];
    snprintf(number, sizeof number, "%u", limit);
    diagnostic_add(limits->diagnostics, problem, markdown_tree_span(limits->tree, where),
                   slice_from_string(number));
}

static struct slice first_line(const struct markdown_limits *limits)
{
    struct slice rest = limits->tree->source, line = {NULL, 0};
    slice_next_line(&rest, &line);
    return line;
}

void markdown_limits_report_size(struct markdown_limits *limits)
{
    report(limits, &too_large, first_line(limits), MARKDOWN_SIZE_MAX >> 20);
}

void markdown_limits_report_memory(struct markdown_limits *limits)
{
    report(limits, &too_much_memory, first_line(limits), MARKDOWN_MEMORY_MAX >> 20);
}

void markdown_limits_report_depth(struct markdown_limits *limits, struct slice where)
{
    report(limits, &too_deep, where, MARKDOWN_DEPTH_MAX);
}

void markdown_limits_report_links(struct markdown_limits *limits, struct slice where)
{
    report(limits, &too_many_links, where, MARKDOWN_LINKS_MAX);
}

void markdown_limits_report_addresses(struct markdown_limits *limits, struct slice where)
{
    report(limits, &addresses_too_long, where, MARKDOWN_ADDRESSES_MAX >> 20);
}

static bool pay(struct markdown_limits *limits, uint64_t steps, struct slice where)
{
    limits->steps += steps;
    if (limits->steps <= MARKDOWN_STEPS_MAX)
        return true;
    report(limits, &too_costly, where, MARKDOWN_STEPS_MAX / 1000000u);
    return false;
}

/* How many block quotes and list items the line opens at its start. Long before cmark is
 * through with a line of them, so that a line of a million needs no parsing. A
 * thematic break looks like one, "* * * *", and is passed over as it ends with the line. */
static bool line_nests_too_deep(struct slice line)
{
    size_t depth = 0, i = 0;
    while (i < line.len) {
        char c = line.ptr[i];
        size_t digits = i;
        while (digits < line.len && digits - i < 9 && line.ptr[digits] >= '0' &&
               line.ptr[digits] <= '9')
            digits++;
        bool is_ordered =
            digits > i && digits < line.len && (line.ptr[digits] == '.' || line.ptr[digits] == ')');
        size_t after = is_ordered ? digits + 1 : i + 1;
        bool is_item = (is_ordered || c == '-' || c == '*' || c == '+') && after < line.len &&
                       (line.ptr[after] == ' ' || line.ptr[after] == '\t');
        if (c == '>' || is_item) {
            depth++;
            i = after;
        } else if (c == ' ' || c == '\t') {
            i++;
        } else {
            break;
        }
    }
    return depth > 10 * MARKDOWN_DEPTH_MAX && i + 1 < line.len;
}

static bool looks_like_delimiter_row(struct slice line)
{
    bool has_hyphen = false;
    for (size_t i = 0; i < line.len; i++) {
        if (!memchr("|:- \t\v\f>\r\n", line.ptr[i], 10))
            return false;
        has_hyphen |= line.ptr[i] == '-';
    }
    return has_hyphen;
}

bool markdown_limits_check_line(struct markdown_limits *limits, const cmark_parser *parser,
                                struct slice line)
{
    const cmark_node *current = parser->current;
    if (markdown_node_is(current, CMARK_NODE_CODE_BLOCK) ||
        markdown_node_is(current, CMARK_NODE_HTML_BLOCK))
        return true;
    if (line_nests_too_deep(line)) {
        markdown_limits_report_depth(limits, slice_sub(line, 0, 1));
        return false;
    }
    uint64_t pipes = 0;
    for (const char *at = line.ptr, *end = line.ptr + line.len;
         (at = memchr(at, '|', (size_t)(end - at))); at++)
        pipes++;
    uint64_t steps = pipes * pipes;
    if (markdown_node_is(current, CMARK_NODE_PARAGRAPH) && looks_like_delimiter_row(line))
        steps += 4 * (uint64_t)current->content.size;
    return pay(limits, steps, slice_sub(line, 0, 1));
}

bool markdown_limits_check_depth(struct markdown_limits *limits, const cmark_parser *parser,
                                 struct slice line)
{
    unsigned depth = 0;
    for (const cmark_node *node = parser->current; node->parent; node = node->parent) {
        if (++depth > MARKDOWN_DEPTH_MAX) {
            markdown_limits_report_depth(limits, slice_sub(line, 0, 1));
            return false;
        }
    }
    return true;
}

static uint64_t word_steps(uint64_t length, uint64_t closers, uint64_t ats)
{
    return length * closers / 4 + 2 * length * (ats > 1000 ? 1000 : ats) * (ats > 1);
}

static uint64_t inline_steps(struct slice text)
{
    static const unsigned char special[256] = {
        [' '] = 1, ['\t'] = 1, ['\n'] = 1, ['['] = 1, [']'] = 1, ['<'] = 1, [')'] = 1, ['@'] = 1};
    uint64_t steps = 0, open_brackets = 0, closers = 0, ats = 0;
    const char *word = text.ptr, *end = text.ptr + text.len;
    for (const char *p = word; (p = escape_find(p, end, special)) < end; p++) {
        char next = p + 1 < end ? p[1] : '\0';
        switch (*p) {
        case '[':
            open_brackets++;
            break;
        case ']':
            steps += 10 * open_brackets;
            open_brackets -= open_brackets > 0;
            break;
        case '<':
            if (next == '?' || next == '!')
                steps += (uint64_t)(end - p);
            break;
        case ')':
            closers++;
            break;
        case '@':
            ats++;
            break;
        default: /* a word's end */
            if (closers || ats)
                steps += word_steps((uint64_t)(p - word), closers, ats);
            closers = ats = 0;
            word = p + 1;
        }
    }
    return steps + word_steps((uint64_t)(end - word), closers, ats);
}

bool markdown_limits_check_inlines(struct markdown_limits *limits, const cmark_node *root)
{
    for (const cmark_node *node = root; node; node = markdown_node_after(node, root)) {
        if (!markdown_node_is(node, CMARK_NODE_PARAGRAPH) &&
            !markdown_node_is(node, CMARK_NODE_HEADING) &&
            !markdown_node_is(node, CMARK_NODE_TABLE_CELL))
            continue;
        struct slice text = slice_from((const char *)node->content.ptr, (size_t)node->content.size);
        struct slice line = markdown_tree_lines(limits->tree, node->start_line, node->start_line);
        if (!pay(limits, inline_steps(text), slice_sub(line, 0, 1)))
            return false;
    }
    return true;
}
