/*
 * Statements and what stands between them.
 *
 *     template  = { text | "{{" tuple "}}" | statement }
 *     statement = "{%" keyword … "%}" [ template "{%" "end" keyword "%}" ]
 *
 *     if CONDITION … {elif CONDITION …} [else …] endif
 *     for NAME{, NAME} in TUPLE [if CONDITION] [recursive] … [else …] endfor
 *     set TARGET{, TARGET} = TUPLE      set NAME [| FILTERS] … endset
 *     with [NAME = VALUE{, NAME = VALUE}] … endwith
 *     block NAME [scoped] [required] … endblock [NAME]
 *     extends VALUE      include VALUE [ignore missing] [with context | without context]
 *     import VALUE as NAME [with context]
 *     from VALUE import NAME [as NAME]{, …} [with context]
 *     macro NAME(NAME [= VALUE]{, …}) … endmacro      call [(PARAMETERS)] CALL … endcall
 *     filter FILTERS … endfilter      do VALUE
 */
#include "template/template_parse.h"

#include "template/template_problems.h"
#include "text/nearest.h"

static bool parse_nodes(struct parser *parser, struct nodes *nodes, const char *const *ends,
                        const struct node *opener);

void parser_bind_name(struct parser *parser, struct slice name)
{
    map_set(parser->arena, &parser->tree->all_names, name, parser->tree);
    if (parser->depth <= 1)
        map_set(parser->arena, &parser->tree->top_names, name, parser->tree);
}

/* The body up to one of the end words, which is taken, with the "%}" behind it left. */
bool parse_body(struct parser *parser, struct nodes *body, const char *const *ends,
                const struct node *opener)
{
    if (!parser_expect_tag_end(parser))
        return false;
    parser->depth++;
    bool good = ++parser->nesting <= NODE_DEPTH_MAX;
    if (!good)
        diagnostic_add(parser->diagnostics, &problem_nesting,
                       template_span(parser->tree, opener->at), SLICE("24"));
    good = good && parse_nodes(parser, body, ends, opener);
    parser->nesting--;
    parser->depth--;
    return good;
}

static bool parse_if(struct parser *parser, struct node *node)
{
    VECTOR(struct branch) branches = {0};
    bool more = true, is_else = false;
    /* What an "if" sets at the top is set at the top. */
    while (more) {
        struct branch branch = {0};
        if (!is_else) {
            branch.condition = parse_tuple(parser, EXPRESSION_ANY);
            if (!branch.condition)
                return false;
        }
        unsigned depth = parser->depth;
        if (depth == 1)
            parser->depth = 0;
        bool good = parse_body(parser, &branch.body,
                               is_else ? ENDS("endif") : ENDS("elif", "else", "endif"), node);
        parser->depth = depth;
        if (!good)
            return false;
        vector_push(parser->arena, &branches, branch);
        struct slice end = parser_take(parser)->text;
        more = !slice_equal_string(end, "endif");
        is_else = slice_equal_string(end, "else");
    }
    node->branches = branches.items;
    node->branch_count = branches.count;
    return true;
}

static bool parse_targets(struct parser *parser, struct node *node, bool attributes)
{
    VECTOR(struct expression *) targets = {0};
    bool in_parentheses = parser_take_operator(parser, "(");
    do {
        struct expression *target = parse_target(parser, attributes);
        if (!target)
            return false;
        vector_push(parser->arena, &targets, target);
    } while (parser_take_operator(parser, ","));
    if (in_parentheses && !parser_expect_operator(parser, ")"))
        return false;
    node->targets = targets.items;
    node->target_count = targets.count;
    return true;
}

static void bind_targets(struct parser *parser, const struct node *node)
{
    for (size_t i = 0; i < node->target_count; i++)
        if (node->targets[i]->kind == EXPRESSION_NAME)
            parser_bind_name(parser, node->targets[i]->text);
}

static bool parse_for(struct parser *parser, struct node *node)
{
    if (!parse_targets(parser, node, false) || !parser_expect_word(parser, "in"))
        return false;
    node->value = parse_tuple(parser, EXPRESSION_WITHOUT_CONDITION);
    if (!node->value)
        return false;
    bool in_loop = parser->in_loop;
    parser->in_loop = true;
    if (parser_take_word(parser, "if")) {
        node->condition = parse_expression(parser, EXPRESSION_ANY);
        if (!node->condition)
            return false;
    }
    node->recursive = parser_take_word(parser, "recursive");
    parser->depth++;
    bind_targets(parser, node);
    parser->depth--;
    bool good = parse_body(parser, &node->body, ENDS("else", "endfor"), node);
    parser->in_loop = in_loop;
    if (!good)
        return false;
    if (slice_equal_string(parser_take(parser)->text, "endfor"))
        return true;
    good = parse_body(parser, &node->other, ENDS("endfor"), node);
    if (good)
        parser_take(parser);
    return good;
}

static bool parse_set(struct parser *parser, struct node *node)
{
    if (!parse_targets(parser, node, true))
        return false;
    bind_targets(parser, node);
    if (parser_take_operator(parser, "=")) {
        node->value = parse_tuple(parser, EXPRESSION_ANY);
        return node->value;
    }
    if (node->target_count > 1) {
        parser_fail(parser, "\"=\"", "\"=\"");
        return false;
    }
    node->kind = NODE_SET_BLOCK;
    if (parser_take_operator(parser, "|")) {
        node->value = parse_filter_chain(parser);
        if (!node->value)
            return false;
    }
    bool good = parse_body(parser, &node->body, ENDS("endset"), node);
    if (good)
        parser_take(parser);
    return good;
}

static bool parse_with(struct parser *parser, struct node *node)
{
    VECTOR(struct expression *) targets = {0};
    VECTOR(struct expression *) values = {0};
    while (parser_token(parser)->kind != TOKEN_BLOCK_END) {
        if (targets.count && !parser_expect_operator(parser, ","))
            return false;
        struct expression *target = parse_target(parser, false);
        if (!target || !parser_expect_operator(parser, "="))
            return false;
        struct expression *value = parse_expression(parser, EXPRESSION_ANY);
        if (!value)
            return false;
        vector_push(parser->arena, &targets, target);
        vector_push(parser->arena, &values, value);
    }
    node->targets = targets.items;
    node->values = values.items;
    node->target_count = targets.count;
    parser->depth++;
    bind_targets(parser, node);
    parser->depth--;
    bool good = parse_body(parser, &node->body, ENDS("endwith"), node);
    if (good)
        parser_take(parser);
    return good;
}

static bool parse_filter_block(struct parser *parser, struct node *node)
{
    node->value = parse_filter_chain(parser);
    if (!node->value || !parse_body(parser, &node->body, ENDS("endfilter"), node))
        return false;
    parser_take(parser);
    return true;
}

static bool parse_do(struct parser *parser, struct node *node)
{
    node->value = parse_tuple(parser, EXPRESSION_ANY);
    return node->value;
}

static const struct statement {
    const char *keyword;
    enum node_kind kind;
    bool (*parse)(struct parser *parser, struct node *node);
} statements[] = {
    {"if", NODE_IF, parse_if},
    {"for", NODE_FOR, parse_for},
    {"set", NODE_SET, parse_set},
    {"with", NODE_WITH, parse_with},
    {"block", NODE_BLOCK, parse_block},
    {"extends", NODE_EXTENDS, parse_extends},
    {"include", NODE_INCLUDE, parse_include},
    {"import", NODE_IMPORT, parse_import},
    {"from", NODE_FROM, parse_from},
    {"macro", NODE_MACRO, parse_macro},
    {"call", NODE_CALL, parse_call},
    {"filter", NODE_FILTER, parse_filter_block},
    {"do", NODE_DO, parse_do},
};

static bool is_one_of(struct slice word, const char *const *words)
{
    for (; words && *words; words++)
        if (slice_equal_string(word, *words))
            return true;
    return false;
}

static void fail_statement(struct parser *parser, const struct token *token,
                           const char *const *ends)
{
    static const char *const closers[] = {"elif",    "else",      "endif",    "endfor",
                                          "endset",  "endwith",   "endblock", "endmacro",
                                          "endcall", "endfilter", "endraw",   NULL};
    struct span span = template_span(parser->tree, token->at);
    if (is_one_of(token->text, closers)) {
        struct slice hint =
            ends ? arena_format(parser->arena, "{%% %s %%}", *ends) : SLICE("{% … %}");
        for (; ends && *ends; ends++)
            hint = arena_format(parser->arena, "{%% %s %%}", *ends);
        diagnostic_add(parser->diagnostics, &problem_end, span, token->text, hint);
        return;
    }
    struct nearest nearest = nearest_start(token->text);
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        nearest_offer(&nearest, slice_from_string(statements[i].keyword));
    struct suggestion hint = suggest(parser->arena, nearest.best);
    if (!nearest.best.len)
        hint.text[0] = hint.text[1] = SLICE("if, for, set, with, block, extends, include, import, "
                                            "from, macro, call, filter");
    diagnostic_add(parser->diagnostics, &problem_statement, span, token->text, hint.text[0],
                   hint.text[1]);
}

static bool parse_statement(struct parser *parser, const struct token *keyword, struct nodes *nodes,
                            const char *const *ends)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (!slice_equal_string(keyword->text, statements[i].keyword))
            continue;
        struct node *node = arena_new(parser->arena, struct node);
        node->kind = statements[i].kind;
        node->at = keyword->at;
        if (!statements[i].parse(parser, node) || !parser_expect_tag_end(parser))
            return false;
        vector_push(parser->arena, nodes, node);
        return true;
    }
    fail_statement(parser, keyword, ends);
    return false;
}

/* A mistake inside of {{ }} does not hide the next one. */
static bool parse_print(struct parser *parser, struct nodes *nodes)
{
    struct place at = parser_take(parser)->at;
    parser->expression_depth = 0;
    struct expression *value = parse_tuple(parser, EXPRESSION_ANY);
    if (value && parser_token(parser)->kind != TOKEN_PRINT_END) {
        parser_fail(parser, "\"}}\"", "\"}}\"");
        value = NULL;
    }
    if (!value)
        parser->tree->broken = true;
    while (parser_token(parser)->kind != TOKEN_PRINT_END)
        if (parser_take(parser)->kind == TOKEN_END)
            return false;
    parser_take(parser);
    if (value) {
        struct node *node = arena_new(parser->arena, struct node);
        node->kind = NODE_PRINT;
        node->at = at;
        node->value = value;
        vector_push(parser->arena, nodes, node);
    }
    return true;
}

static bool parse_nodes(struct parser *parser, struct nodes *nodes, const char *const *ends,
                        const struct node *opener)
{
    for (;;) {
        const struct token *token = parser_token(parser);
        if (token->kind == TOKEN_END) {
            if (!ends)
                return true;
            const char *end = *ends;
            for (; *ends; ends++)
                end = *ends;
            struct slice close = arena_format(parser->arena, "{%% %s %%}", end);
            diagnostic_add(parser->diagnostics, &problem_unclosed,
                           template_span(parser->tree, opener->at),
                           span_text(template_span(parser->tree, opener->at)), close);
            return false;
        }
        if (token->kind == TOKEN_TEXT) {
            struct node *node = arena_new(parser->arena, struct node);
            node->kind = NODE_TEXT;
            node->at = token->at;
            node->text = token->text;
            vector_push(parser->arena, nodes, node);
            parser_take(parser);
        } else if (token->kind == TOKEN_PRINT_BEGIN) {
            if (!parse_print(parser, nodes))
                return false;
        } else {
            parser_take(parser);
            parser->expression_depth = 0;
            const struct token *keyword = parser_token(parser);
            if (keyword->kind != TOKEN_NAME) {
                parser_fail(parser, "a statement", "un'istruzione");
                return false;
            }
            if (is_one_of(keyword->text, ends))
                return true;
            parser_take(parser);
            if (!parse_statement(parser, keyword, nodes, ends))
                return false;
        }
    }
}

static enum template_language language_of(struct slice name)
{
    if (slice_ends_with(name, SLICE(".xml")))
        return LANGUAGE_XML;
    if (slice_ends_with(name, SLICE(".json")) || slice_ends_with(name, SLICE(".webmanifest")))
        return LANGUAGE_JSON;
    if (slice_ends_with(name, SLICE(".txt")))
        return LANGUAGE_TEXT;
    if (slice_ends_with(name, SLICE(".css")))
        return LANGUAGE_STYLE;
    if (slice_ends_with(name, SLICE(".js")))
        return LANGUAGE_SCRIPT;
    return LANGUAGE_HTML;
}

struct template_tree *template_parse(struct arena *arena, struct slice name,
                                     const struct text_file *file, struct diagnostics *diagnostics)
{
    struct template_tree *tree = arena_new(arena, struct template_tree);
    tree->name = name;
    tree->file = file;
    tree->language = language_of(name);
    struct parser parser = {.arena = arena, .tree = tree, .diagnostics = diagnostics, .depth = 1};
    if (!template_lex(arena, tree, &parser.tokens, diagnostics) ||
        !parse_nodes(&parser, &tree->body, NULL, NULL))
        tree->broken = true;
    return tree;
}
