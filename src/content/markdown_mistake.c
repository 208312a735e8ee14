#include "content/markdown_mistake.h"

#define TRIES_MAX   50u
#define ADDRESS_MAX 200u /* bytes that are shown of one */

static const struct problem address_with_space = {
    "link-broken",
    SEVERITY_WARNING,
    {"this is not read as a link, because of the space in the address: readers will see the "
     "brackets",
     "questo non viene letto come collegamento, per lo spazio nell'indirizzo: i lettori vedranno "
     "le parentesi"},
    {"write the address between < and >: ](<%1>)", "scrivi l'indirizzo tra < e >: ](<%1>)"}};
static const struct problem no_link = {
    "link-broken",
    SEVERITY_WARNING,
    {"this is not read as a link: readers will see the brackets",
     "questo non viene letto come collegamento: i lettori vedranno le parentesi"},
    {"close the address with a round bracket on the same line; if no link is meant, write \\[ in "
     "place of [",
     "chiudi l'indirizzo con una parentesi tonda sulla stessa riga; se non è un collegamento, "
     "scrivi \\[ al posto di ["}};

/* The lines of the paragraph, heading or table that the text stands in. */
static struct slice lines_around(const struct markdown_tree *tree, const cmark_node *node)
{
    while (node->parent && (CMARK_NODE_INLINE_P((cmark_node *)node) ||
                            markdown_node_is(node, CMARK_NODE_TABLE_CELL) ||
                            markdown_node_is(node, CMARK_NODE_TABLE_ROW)))
        node = node->parent;
    int last = node->end_line > node->start_line ? node->end_line : node->start_line;
    return markdown_tree_lines(tree, node->start_line, last);
}

/* From "[", where the text has it, to ")" or the text's end. */
static struct slice link_like(struct slice text, size_t middle)
{
    size_t open = slice_find_last_byte(slice_sub(text, 0, middle), '[');
    size_t start = open != SLICE_NOT_FOUND && middle - open < ADDRESS_MAX ? open : middle;
    struct slice address = slice_after(text, middle + 2);
    size_t close = slice_find_byte(address, ')');
    size_t length = close != SLICE_NOT_FOUND ? close + 1 : address.len;
    return slice_sub(text, start, middle + 2 - start + length);
}

/* Without the title that may stand behind it. */
static struct slice without_title(struct slice address)
{
    size_t quote = slice_find(address, SLICE(" \""));
    return slice_trim(quote == SLICE_NOT_FOUND ? address : slice_sub(address, 0, quote));
}

static void report(struct markdown_mistakes *mistakes, struct slice written)
{
    struct slice address = slice_after(written, slice_find(written, SLICE("](")) + 2);
    bool is_closed = slice_ends_with(address, SLICE(")"));
    if (is_closed)
        address.len--;
    address = without_title(address);
    bool has_space = is_closed && slice_find_byte(address, ' ') != SLICE_NOT_FOUND;
    diagnostic_add(mistakes->diagnostics, has_space ? &address_with_space : &no_link,
                   markdown_tree_span(mistakes->tree, address.len ? address : written),
                   slice_sub(address, 0, ADDRESS_MAX));
}

void markdown_mistake_check(struct markdown_mistakes *mistakes, const cmark_node *text)
{
    struct slice literal = markdown_chunk(&text->as.literal);
    if (slice_find_byte(literal, ']') == SLICE_NOT_FOUND)
        return;
    size_t middle = slice_find(literal, SLICE("]("));
    if (middle == SLICE_NOT_FOUND || mistakes->tries++ >= TRIES_MAX)
        return;
    struct slice wanted = link_like(literal, middle), lines = lines_around(mistakes->tree, text);
    size_t at = slice_find(lines, wanted);
    /* What is escaped stands there in other bytes, and is meant as text. */
    bool is_escaped = at != SLICE_NOT_FOUND && at > 0 && lines.ptr[at - 1] == '\\';
    if (at == SLICE_NOT_FOUND || is_escaped ||
        slice_find_byte(slice_sub(lines, 0, at + 1), '[') == SLICE_NOT_FOUND)
        return;
    report(mistakes, slice_sub(lines, at, wanted.len));
}
