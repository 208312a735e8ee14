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

struct span template_span(const struct template_tree *tree, struct place place)
{
    return (struct span){tree->file, place.start, place.length ? place.length : 1};
}

/* ------------------------------------------------------------------ tokens */

const struct token *parser_token(const struct parser *parser)
{
    return &parser->tokens.items[parser->position];
}

const struct token *parser_take(struct parser *parser)
{
    const struct token *token = &parser->tokens.items[parser->position];
    if (token->kind != TOKEN_END)
        parser->position++;
    return token;
}

bool parser_at_operator(const struct parser *parser, const char *operation)
{
    const struct token *token = parser_token(parser);
    return token->kind == TOKEN_OPERATOR && slice_equal_string(token->text, operation);
}

bool parser_at_word(const struct parser *parser, const char *word)
{
    const struct token *token = parser_token(parser);
    return token->kind == TOKEN_NAME && slice_equal_string(token->text, word);
}

bool parser_take_operator(struct parser *parser, const char *operation)
{
    bool there = parser_at_operator(parser, operation);
    if (there)
        parser_take(parser);
    return there;
}

bool parser_take_word(struct parser *parser, const char *word)
{
    bool there = parser_at_word(parser, word);
    if (there)
        parser_take(parser);
    return there;
}

static struct slice token_name(const struct token *token)
{
    switch (token->kind) {
    case TOKEN_TEXT:
    case TOKEN_END:
        return SLICE("…");
    case TOKEN_PRINT_END:
        return SLICE("}}");
    case TOKEN_BLOCK_END:
        return SLICE("%}");
    default:
        return token->text;
    }
}

void parser_fail(struct parser *parser, const char *english, const char *italian)
{
    const struct token *token = parser_token(parser);
    struct slice found = arena_format(parser->arena, "\"%.*s\"", SLICE_ARG(token_name(token)));
    diagnostic_add(parser->diagnostics, &problem_syntax, template_span(parser->tree, token->at),
                   slice_from_string(english), found, slice_from_string(italian));
}

bool parser_expect_operator(struct parser *parser, const char *operation)
{
    if (parser_take_operator(parser, operation))
        return true;
    const char *quoted = arena_format(parser->arena, "\"%s\"", operation).ptr;
    parser_fail(parser, quoted, quoted);
    return false;
}

bool parser_expect_word(struct parser *parser, const char *word)
{
    if (parser_take_word(parser, word))
        return true;
    const char *quoted = arena_format(parser->arena, "\"%s\"", word).ptr;
    parser_fail(parser, quoted, quoted);
    return false;
}

bool parser_expect_name(struct parser *parser, struct slice *name)
{
    if (parser_token(parser)->kind != TOKEN_NAME) {
        parser_fail(parser, "a name", "un nome");
        return false;
    }
    *name = parser_take(parser)->text;
    return true;
}

static bool expect_tag_end(struct parser *parser)
{
    if (parser_token(parser)->kind == TOKEN_BLOCK_END) {
        parser_take(parser);
        return true;
    }
    parser_fail(parser, "\"%}\"", "\"%}\"");
    return false;
}

/* ------------------------------------------------------------------ statements */

static bool parse_nodes(struct parser *parser, struct nodes *nodes, const char *const *ends,
                        const struct node *opener);

static void bind_name(struct parser *parser, struct slice name)
{
    map_set(parser->arena, &parser->tree->all_names, name, parser->tree);
    if (parser->depth <= 1)
        map_set(parser->arena, &parser->tree->top_names, name, parser->tree);
}

/* The body up to one of the end words, which is taken, with the "%}" behind it left. */
static bool parse_body(struct parser *parser, struct nodes *body, const char *const *ends,
                       const struct node *opener)
{
    if (!expect_tag_end(parser))
        return false;
    parser->depth++;
    bool good = ++parser->nesting <= NODE_DEPTH_MAX;
    if (!good)
        diagnostic_add(parser->diagnostics, &problem_limit, template_span(parser->tree, opener->at),
                       SLICE("{% %}"), SLICE("24"));
    good = good && parse_nodes(parser, body, ends, opener);
    parser->nesting--;
    parser->depth--;
    return good;
}

#define ENDS(...) ((const char *const[]){__VA_ARGS__, NULL})

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
            bind_name(parser, node->targets[i]->text);
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

static bool body_is_empty(const struct nodes *body)
{
    for (size_t i = 0; i < body->count; i++)
        if (body->items[i]->kind != NODE_TEXT || slice_trim(body->items[i]->text).len)
            return false;
    return true;
}

static bool parse_block(struct parser *parser, struct node *node)
{
    struct place at = parser_token(parser)->at;
    if (!parser_expect_name(parser, &node->name))
        return false;
    node->at = at;
    for (bool more = true; more;) {
        if (parser_take_word(parser, "scoped"))
            node->scoped = parser->tree->has_scoped_blocks = true;
        else if (parser_take_word(parser, "required"))
            node->required = true;
        else
            more = false;
    }
    if (!map_add(parser->arena, &parser->tree->blocks, node->name, node)) {
        struct diagnostic *diagnostic =
            diagnostic_add(parser->diagnostics, &problem_duplicate_block,
                           template_span(parser->tree, at), node->name);
        const struct node *first = map_get(&parser->tree->blocks, node->name);
        diagnostic->related = template_span(parser->tree, first->at);
        parser->tree->broken = true;
    }
    /* A block is a function of its own: the loop around it is not its loop. */
    bool in_loop = parser->in_loop;
    parser->in_loop = false;
    bool good = parse_body(parser, &node->body, ENDS("endblock"), node);
    parser->in_loop = in_loop;
    if (!good)
        return false;
    parser_take(parser);
    if (parser_token(parser)->kind == TOKEN_NAME &&
        !parser_expect_word(parser, arena_string(parser->arena, node->name)))
        return false;
    if (node->required && !body_is_empty(&node->body)) {
        diagnostic_add(parser->diagnostics, &problem_required_body, template_span(parser->tree, at),
                       node->name);
        parser->tree->broken = true;
    }
    return true;
}

static void parse_context(struct parser *parser, struct node *node, bool with_context)
{
    node->with_context = with_context;
    bool with = parser_at_word(parser, "with"), without = parser_at_word(parser, "without");
    const struct token *next = &parser->tokens.items[parser->position + 1];
    if ((with || without) && next->kind == TOKEN_NAME &&
        slice_equal_string(next->text, "context")) {
        parser_take(parser);
        parser_take(parser);
        node->with_context = with;
    }
}

static bool parse_extends(struct parser *parser, struct node *node)
{
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value)
        return false;
    if (parser->tree->extends || parser->depth > 1) {
        diagnostic_add_plain(parser->diagnostics, &problem_extends_place,
                             template_span(parser->tree, node->at));
        parser->tree->broken = true;
    }
    parser->tree->extends = node;
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}

static bool parse_include(struct parser *parser, struct node *node)
{
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value)
        return false;
    if (parser_take_word(parser, "ignore")) {
        if (!parser_expect_word(parser, "missing"))
            return false;
        node->ignore_missing = true;
    }
    parse_context(parser, node, true);
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}

static bool parse_import(struct parser *parser, struct node *node)
{
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value || !parser_expect_word(parser, "as") ||
        !parser_expect_name(parser, &node->name))
        return false;
    bind_name(parser, node->name);
    parse_context(parser, node, false);
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}

static bool parse_from(struct parser *parser, struct node *node)
{
    VECTOR(struct imported_name) names = {0};
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value || !parser_expect_word(parser, "import"))
        return false;
    do {
        if (names.count && (parser_token(parser)->kind == TOKEN_BLOCK_END ||
                            parser_at_word(parser, "with") || parser_at_word(parser, "without")))
            break;
        struct imported_name name = {.at = parser_token(parser)->at};
        if (!parser_expect_name(parser, &name.name))
            return false;
        name.alias = name.name;
        if (parser_take_word(parser, "as") && !parser_expect_name(parser, &name.alias))
            return false;
        bind_name(parser, name.alias);
        vector_push(parser->arena, &names, name);
    } while (parser_take_operator(parser, ","));
    node->names = names.items;
    node->name_count = names.count;
    parse_context(parser, node, false);
    vector_push(parser->arena, &parser->tree->references, node);
    return true;
}

/* Behind "(". */
static bool parse_parameters(struct parser *parser, struct node *node)
{
    VECTOR(struct parameter) parameters = {0};
    while (!parser_take_operator(parser, ")")) {
        struct parameter parameter = {.at = parser_token(parser)->at};
        struct expression *target = parse_target(parser, false);
        if (!target)
            return false;
        parameter.name = target->text;
        for (size_t i = 0; i < parameters.count; i++)
            if (slice_equal(parameters.items[i].name, parameter.name)) {
                diagnostic_add(parser->diagnostics, &problem_parameter,
                               template_span(parser->tree, parameter.at), parameter.name);
                return false;
            }
        if (parser_take_operator(parser, "=")) {
            parameter.fallback = parse_expression(parser, EXPRESSION_ANY);
            if (!parameter.fallback)
                return false;
        }
        vector_push(parser->arena, &parameters, parameter);
        if (!parser_at_operator(parser, ")") && !parser_expect_operator(parser, ","))
            return false;
    }
    if (parameters.count > 40) {
        diagnostic_add(parser->diagnostics, &problem_limit, template_span(parser->tree, node->at),
                       SLICE("macro (...)"), SLICE("40"));
        return false;
    }
    node->parameters = parameters.items;
    node->parameter_count = parameters.count;
    parser->depth++;
    for (size_t i = 0; i < parameters.count; i++)
        bind_name(parser, parameters.items[i].name);
    parser->depth--;
    return true;
}

static bool parse_macro(struct parser *parser, struct node *node)
{
    node->at = parser_token(parser)->at;
    struct expression *target = parse_target(parser, false);
    if (!target || !parser_expect_operator(parser, "(") || !parse_parameters(parser, node))
        return false;
    node->name = target->text;
    bind_name(parser, node->name);
    if (parser->depth <= 1)
        map_set(parser->arena, &parser->tree->macros, node->name, node);
    bool in_loop = parser->in_loop;
    parser->in_loop = false;
    bool good = parse_body(parser, &node->body, ENDS("endmacro"), node);
    parser->in_loop = in_loop;
    if (good)
        parser_take(parser);
    return good;
}

static bool parse_call(struct parser *parser, struct node *node)
{
    if (parser_take_operator(parser, "(") && !parse_parameters(parser, node))
        return false;
    node->value = parse_expression(parser, EXPRESSION_ANY);
    if (!node->value)
        return false;
    if (node->value->kind != EXPRESSION_CALL) {
        parser_fail(parser, "a macro with ()", "una macro con ()");
        return false;
    }
    bool good = parse_body(parser, &node->body, ENDS("endcall"), node);
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
        if (!statements[i].parse(parser, node) || !expect_tag_end(parser))
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
