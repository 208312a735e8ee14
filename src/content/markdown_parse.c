/*
 * cmark-gfm, its memory, and what keeps its parses apart.
 *
 * Threads. cmark-gfm finds the characters that may begin an inline in one global
 * table. Each parse enters the characters of its extensions there (`:` and `w` of
 * autolink, `~` of strikethrough) and takes them out when it is through, so that parses
 * that overlap lose links. A lock around the parse would mend that and make the workers
 * wait for each other. Instead markdown_prepare() enters the characters once, before
 * workers start, and takes autolink's list of them away, so that no parse finds anything to
 * take out. Strikethrough's list is also where cmark looks up whose a delimiter is, and
 * cannot be empty: it names NUL instead, and so do the delimiters that
 * match_strikethrough() leaves behind. Parses go on writing the table's entry for NUL, on
 * which no result depends, as no text holds one (cmark replaces it when it reads a line).
 * So every parse sees the table as a single-threaded one with these extensions does, and
 * all parses here have them. Nothing else in libcmark-gfm 0.29.0.gfm.6 that a parse
 * touches is global: the table extension's cmark_arena_push() does nothing unless
 * cmark's own arena is in use, and it is not.
 *
 * Memory. cmark_mem has no user pointer, so the arena of the parse at hand is a
 * thread's own. What cmark frees of it is kept by size for the next that it asks for, a
 * quarter of all, until as much has been used again as the budget allows: that bounds cmark's
 * work for inputs that make it allocate in vain.
 */
#include "base/memory.h"
#include "base/vector.h"
#include "content/markdown_limits.h"
#include "content/markdown_tree.h"

#include <cmark-gfm/cmark-gfm-extension_api.h>
#include <cmark-gfm/syntax_extension.h>
#include <pthread.h>
#include <stdalign.h>
#include <string.h>

static _Thread_local struct arena *parse_arena;

/* realloc() must know how much to copy. */
struct counted_block {
    size_t size;
    union {
        struct counted_block *next_free;
        char bytes[1];
    } as;
};
#define BLOCK_HEADER offsetof(struct counted_block, as)

/* Blocks that were freed, by size in units; gone with the parse. */
#define FREE_UNIT  8u
#define FREE_SIZES 32u
static _Thread_local struct counted_block *free_blocks[FREE_SIZES];
static _Thread_local size_t reuse_left; /* bytes; from then on all is new */

static struct counted_block *block_of(void *bytes)
{
    return (struct counted_block *)((char *)bytes - BLOCK_HEADER);
}

static void *parse_calloc(size_t count, size_t size)
{
    if (size && count > (SIZE_MAX / 2 - BLOCK_HEADER) / size)
        memory_exhausted(SIZE_MAX);
    size = (count * size + FREE_UNIT - 1) / FREE_UNIT * FREE_UNIT;
    size_t class = size / FREE_UNIT;
    struct counted_block *block = class < FREE_SIZES ? free_blocks[class] : NULL;
    if (block && size <= reuse_left) {
        reuse_left -= size;
        free_blocks[class] = block->as.next_free;
        return memset(block->as.bytes, 0, size);
    }
    block = arena_allocate(parse_arena, BLOCK_HEADER + (size ? size : FREE_UNIT));
    block->size = size;
    return block->as.bytes;
}

static void *parse_realloc(void *bytes, size_t size)
{
    if (!bytes)
        return parse_calloc(1, size);
    struct counted_block *block = block_of(bytes);
    if (size <= block->size)
        return bytes;
    block = arena_resize(parse_arena, block, BLOCK_HEADER + block->size, BLOCK_HEADER + size);
    block->size = size;
    return block->as.bytes;
}

static void parse_free(void *bytes)
{
    if (!bytes)
        return;
    struct counted_block *block = block_of(bytes);
    size_t class = block->size / FREE_UNIT;
    if (class == 0 || class >= FREE_SIZES)
        return;
    block->as.next_free = free_blocks[class];
    free_blocks[class] = block;
}

/* Never written to; cmark wants it without const. */
static cmark_mem parse_memory = {parse_calloc, parse_realloc, parse_free};

cmark_node *markdown_node_create(cmark_node_type type)
{
    return cmark_node_new_with_mem(type, &parse_memory);
}

cmark_node *markdown_node_create_in(struct arena *arena, cmark_node_type type)
{
    struct arena *outer = parse_arena;
    parse_arena = arena;
    reuse_left = 0; /* what was freed may lie in another arena */
    cmark_node *node = cmark_node_new_with_mem(type, &parse_memory);
    parse_arena = outer;
    return node;
}

/* In the order in which the cmark-gfm program is asked for them in tests/gfm. */
static const char *const extension_names[] = {"table", "strikethrough", "autolink", "tagfilter",
                                              "tasklist"};
#define EXTENSION_COUNT (sizeof extension_names / sizeof *extension_names)

/* Set once, by prepare(). */
static cmark_syntax_extension *extensions[EXTENSION_COUNT];
static cmark_match_inline_func cmark_match_strikethrough;
static pthread_once_t prepared = PTHREAD_ONCE_INIT;

static cmark_node *match_strikethrough(cmark_syntax_extension *self, cmark_parser *parser,
                                       cmark_node *parent, unsigned char character,
                                       cmark_inline_parser *inlines)
{
    cmark_node *text = cmark_match_strikethrough(self, parser, parent, character, inlines);
    delimiter *last = text ? cmark_inline_parser_get_last_delimiter(inlines) : NULL;
    if (last && last->inl_text == text)
        last->delim_char = '\0';
    return text;
}

void markdown_node_make_task(cmark_node *item, bool is_checked)
{
    for (size_t i = 0; i < EXTENSION_COUNT; i++)
        if (!strcmp(extension_names[i], "tasklist"))
            item->extension = extensions[i];
    item->as.list.checked = is_checked;
}

static void *library_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        memory_exhausted(SIZE_MAX);
    return memory_allocate_zeroed(count * size);
}

static void prepare(void)
{
    /* By itself cmark aborts where there is no memory for its extensions. */
    cmark_mem *memory = cmark_get_default_mem_allocator();
    *memory = (cmark_mem){library_calloc, memory_resize, memory_release};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < EXTENSION_COUNT; i++) {
        extensions[i] = cmark_find_syntax_extension(extension_names[i]);
        cmark_parser_attach_syntax_extension(parser, extensions[i]);
    }
    cmark_manage_extensions_special_characters(parser, true);
    cmark_parser_free(parser);

    cmark_syntax_extension *strikethrough = cmark_find_syntax_extension("strikethrough");
    cmark_syntax_extension *autolink = cmark_find_syntax_extension("autolink");
    strikethrough->special_inline_chars->data = NULL;
    cmark_match_strikethrough = strikethrough->match_inline;
    cmark_syntax_extension_set_match_inline_func(strikethrough, match_strikethrough);
    cmark_llist_free(memory, autolink->special_inline_chars);
    cmark_syntax_extension_set_special_inline_chars(autolink, NULL);
}

void markdown_prepare(void)
{
    pthread_once(&prepared, prepare);
}

/* Where the line ends that starts there; cmark counts a lone CR as an end too. */
static size_t find_line_end(struct slice source, size_t start, bool has_returns)
{
    struct slice rest = slice_after(source, start);
    size_t end = slice_find_byte(rest, '\n');
    end = end == SLICE_NOT_FOUND ? rest.len : end + 1;
    size_t early = has_returns ? slice_find_byte(slice_sub(rest, 0, end), '\r') : SLICE_NOT_FOUND;
    if (early != SLICE_NOT_FOUND &&
        !slice_equal(slice_sub(rest, early, end - early), SLICE("\r\n")))
        end = early + 1;
    return start + end;
}

static void find_lines(struct arena *arena, struct markdown_tree *tree)
{
    VECTOR(uint32_t) starts = {0};
    bool has_returns = slice_find_byte(tree->source, '\r') != SLICE_NOT_FOUND;
    for (size_t start = 0; start < tree->source.len;
         start = find_line_end(tree->source, start, has_returns))
        vector_push(arena, &starts, (uint32_t)start);
    tree->line_count = starts.count;
    vector_push(arena, &starts, (uint32_t)tree->source.len);
    tree->line_starts = starts.items;
}

static cmark_node *read_tree(struct markdown_limits *limits)
{
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES, &parse_memory);
    for (size_t i = 0; i < EXTENSION_COUNT; i++)
        cmark_parser_attach_syntax_extension(parser, extensions[i]);
    const struct markdown_tree *tree = limits->tree;
    for (size_t i = 0; i < tree->line_count; i++) {
        struct slice line = slice_sub(tree->source, tree->line_starts[i],
                                      tree->line_starts[i + 1] - tree->line_starts[i]);
        if (!markdown_limits_check_line(limits, parser, line))
            return NULL;
        cmark_parser_feed(parser, line.ptr, line.len);
        if (!markdown_limits_check_depth(limits, parser, line))
            return NULL;
    }
    if (!markdown_limits_check_inlines(limits, parser->root))
        return NULL;
    return cmark_parser_finish(parser);
}

/* Leaves cmark, which would abort, when the budget is used up. What the caller has set
 * on the arena for a larger task stays in force and is handed on. */
static cmark_node *read_tree_within_budget(struct arena *arena, struct markdown_limits *limits)
{
    size_t outer_limit = arena->limit;
    jmp_buf *outer_jump = arena->on_limit;
    size_t limit = arena->used + MARKDOWN_MEMORY_MAX;
    bool is_outer = outer_limit && outer_limit < limit;
    jmp_buf over;
    arena->limit = is_outer ? outer_limit : limit;
    arena->on_limit = &over;
    cmark_node *volatile root = NULL;
    volatile bool is_over = true;
    if (setjmp(over) == 0) {
        root = read_tree(limits);
        is_over = false;
    }
    arena->limit = outer_limit;
    arena->on_limit = outer_jump;
    if (is_over && is_outer) {
        parse_arena = NULL;
        if (outer_jump)
            longjmp(*outer_jump, 1);
        memory_exhausted(MARKDOWN_MEMORY_MAX);
    }
    if (is_over)
        markdown_limits_report_memory(limits);
    return root;
}

struct markdown *markdown_parse(struct arena *arena, const struct text_file *file,
                                struct slice source, struct markdown_ids *ids,
                                struct diagnostics *diagnostics)
{
    markdown_prepare();
    struct markdown_tree *tree = arena_new(arena, struct markdown_tree);
    *tree = (struct markdown_tree){.file = file, .source = source};
    struct markdown_limits limits = {.tree = tree, .diagnostics = diagnostics};
    if (source.len > MARKDOWN_SIZE_MAX) {
        markdown_limits_report_size(&limits);
        return NULL;
    }
    find_lines(arena, tree);
    struct markdown *markdown = arena_new(arena, struct markdown);
    parse_arena = arena;
    memset(free_blocks, 0, sizeof free_blocks);
    reuse_left = MARKDOWN_MEMORY_MAX;
    cmark_node *root = read_tree_within_budget(arena, &limits);
    bool is_good = root != NULL;
    if (is_good) {
        root->user_data = tree;
        markdown->root = root;
        is_good =
            markdown_collect(arena, markdown, ids ? ids : markdown_ids_create(arena), diagnostics);
    }
    parse_arena = NULL;
    return is_good ? markdown : NULL;
}
