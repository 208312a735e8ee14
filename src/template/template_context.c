#include "template/template_context.h"

#include "template/context_machine.h"
#include "template/template_problems.h"

/* Loops whose body changes the place are read twice, loops within them four times …;
 * nobody writes that, and here is where it stops. */
#define VISITS_MAX 400000

struct walker {
    struct arena *arena;
    struct template_tree *tree;
    const struct map *above;
    struct map *blocks;
    struct diagnostics *diagnostics;
    bool good;
    bool silent; /* the top of a template that extends another: its text is never shown */
    size_t visits;
};

static void walk(struct walker *walker, const struct nodes *nodes, struct context *context);

struct context context_start(enum template_language language)
{
    struct context context = {.language = language};
    switch (language) {
    case LANGUAGE_HTML:
    case LANGUAGE_XML:
        context.place = PLACE_TEXT;
        break;
    case LANGUAGE_JSON:
        context.place = PLACE_JSON;
        break;
    case LANGUAGE_TEXT:
        context.place = PLACE_PLAIN;
        break;
    case LANGUAGE_STYLE:
    case LANGUAGE_SCRIPT:
        context.place = PLACE_RAW;
        context.element = language == LANGUAGE_STYLE ? ELEMENT_STYLE : ELEMENT_SCRIPT;
        break;
    }
    return context;
}

/* Macros and captured text in a JSON document are texts, to be quoted where they are printed. */
static struct context fragment_start(const struct walker *walker)
{
    enum template_language language = walker->tree->language;
    return context_start(language == LANGUAGE_JSON ? LANGUAGE_TEXT : language);
}

static struct slice describe(const struct context *context, enum message_language language)
{
    return slice_from_string(context_describe(context, language));
}

static void fail_branches(struct walker *walker, struct place at, const struct context *one,
                          const struct context *other)
{
    walker->good = false;
    diagnostic_add(walker->diagnostics, &problem_context_branches, template_span(walker->tree, at),
                   describe(one, MESSAGES_ENGLISH), describe(other, MESSAGES_ENGLISH),
                   describe(one, MESSAGES_ITALIAN), describe(other, MESSAGES_ITALIAN));
}

static void merge(struct walker *walker, struct place at, struct context *context,
                  const struct context *other)
{
    struct context before = *context;
    if (!context_merge(context, other))
        fail_branches(walker, at, &before, other);
}

static void refuse_value(struct walker *walker, const struct node *node,
                         const struct context *context)
{
    const char *hint[MESSAGE_LANGUAGES] = {"put quotes around it", "metterlo tra virgolette"};
    if (context->place == PLACE_RAW || context->place == PLACE_VALUE_QUOTED) {
        hint[0] = "pass data in a data- attribute or <script type=\"application/json\">";
        hint[1] = "passare i dati in un attributo data- o in <script type=\"application/json\">";
    } else if (context->place == PLACE_DECLARATION || context->place == PLACE_ATTRIBUTE_NAME) {
        hint[0] = "write it out, with \"if\" where it varies";
        hint[1] = "scriverlo per esteso, con \"if\" dove cambia";
    }
    walker->good = false;
    diagnostic_add(walker->diagnostics, &problem_context_refused,
                   template_span(walker->tree, node->at), describe(context, MESSAGES_ENGLISH),
                   describe(context, MESSAGES_ITALIAN), slice_from_string(hint[0]),
                   slice_from_string(hint[1]));
}

static void walk_print(struct walker *walker, struct node *node, struct context *context)
{
    if (walker->silent)
        return;
    struct context before = *context;
    char mode = context_write_value(context);
    if (!mode)
        refuse_value(walker, node, &before);
    node->mode = (enum write_mode)mode;
}

/* A body of its own: it begins and ends in text. */
static void walk_fragment(struct walker *walker, const struct node *node, const char *english,
                          const char *italian)
{
    struct context start = fragment_start(walker), end = start;
    bool silent = walker->silent;
    walker->silent = false;
    walk(walker, &node->body, &end);
    walker->silent = silent;
    if (walker->good && !context_merge(&start, &end)) {
        walker->good = false;
        diagnostic_add(walker->diagnostics, &problem_context_end,
                       template_span(walker->tree, node->at), slice_from_string(english),
                       describe(&end, MESSAGES_ENGLISH), slice_from_string(italian),
                       describe(&end, MESSAGES_ITALIAN));
    }
}

static void walk_if(struct walker *walker, const struct node *node, struct context *context)
{
    struct context start = *context;
    bool has_else = false;
    for (size_t i = 0; i < node->branch_count; i++) {
        struct context end = start;
        walk(walker, &node->branches[i].body, &end);
        has_else = has_else || !node->branches[i].condition;
        if (i == 0)
            *context = end;
        else if (walker->good)
            merge(walker, node->at, context, &end);
    }
    if (!has_else && walker->good)
        merge(walker, node->at, context, &start);
}

/* The body's end must be a place where the body can begin. */
static void walk_repeated(struct walker *walker, const struct nodes *body, struct place at,
                          struct context *context)
{
    struct context start = *context, end = start;
    walk(walker, body, &end);
    if (!walker->good || context_same(&start, &end))
        return;
    merge(walker, at, context, &end);
    if (walker->good && !context_same(&start, context)) {
        end = *context;
        walk(walker, body, &end);
        if (walker->good)
            merge(walker, at, context, &end);
    }
}

static void walk_for(struct walker *walker, const struct node *node, struct context *context)
{
    if (node->recursive)
        walk_fragment(walker, node, "the body of the loop", "il corpo del ciclo");
    struct context other = *context;
    if (!node->recursive)
        walk_repeated(walker, &node->body, node->at, context);
    if (node->other.count && walker->good) {
        walk(walker, &node->other, &other);
        if (walker->good)
            merge(walker, node->at, context, &other);
    }
}

static void walk_block(struct walker *walker, const struct node *node, struct context *context)
{
    const struct context *above = walker->above ? map_get(walker->above, node->name) : NULL;
    struct context start = above            ? *above
                           : walker->silent ? context_start(walker->tree->language)
                                            : *context;
    struct context *kept = arena_new(walker->arena, struct context);
    *kept = start;
    if (!above)
        map_set(walker->arena, walker->blocks, node->name, kept);
    bool silent = walker->silent;
    walker->silent = false;
    struct context end = start;
    walk_repeated(walker, &node->body, node->at, &end);
    walker->silent = silent;
    if (!silent)
        *context = end;
}

static void walk_include(struct walker *walker, const struct node *node,
                         const struct context *context)
{
    if (walker->silent)
        return;
    bool good = context->place == PLACE_TEXT || context->place == PLACE_PLAIN ||
                context->place == PLACE_JSON || context->element == ELEMENT_TITLE;
    if (context->place == PLACE_RAW && node->value->kind == EXPRESSION_TEXT)
        good = (context->element == ELEMENT_STYLE &&
                slice_ends_with(node->value->text, SLICE(".css"))) ||
               (context->element == ELEMENT_SCRIPT &&
                slice_ends_with(node->value->text, SLICE(".js")));
    if (good)
        return;
    walker->good = false;
    diagnostic_add(walker->diagnostics, &problem_context_include,
                   template_span(walker->tree, node->at), SLICE("include"),
                   describe(context, MESSAGES_ENGLISH), describe(context, MESSAGES_ITALIAN));
}

/* What {% call %} and {% filter %} give is printed like a value. */
static void walk_result(struct walker *walker, struct node *node, struct context *context)
{
    bool is_call = node->kind == NODE_CALL;
    walk_fragment(walker, node, is_call ? "the body of \"call\"" : "the body of \"filter\"",
                  is_call ? "il corpo di \"call\"" : "il corpo di \"filter\"");
    walk_print(walker, node, context);
}

static void walk_node(struct walker *walker, struct node *node, struct context *context)
{
    switch (node->kind) {
    case NODE_TEXT:
        if (!walker->silent)
            context_read_text(context, node->text);
        break;
    case NODE_PRINT:
        walk_print(walker, node, context);
        break;
    case NODE_IF:
        walk_if(walker, node, context);
        break;
    case NODE_FOR:
        walk_for(walker, node, context);
        if (node->recursive)
            walk_print(walker, node, context);
        break;
    case NODE_SET_BLOCK:
        walk_fragment(walker, node, "the body of \"set\"", "il corpo di \"set\"");
        break;
    case NODE_WITH:
        walk(walker, &node->body, context);
        break;
    case NODE_BLOCK:
        walk_block(walker, node, context);
        break;
    case NODE_INCLUDE:
        walk_include(walker, node, context);
        break;
    case NODE_MACRO:
        walk_fragment(walker, node, "the macro", "la macro");
        break;
    case NODE_CALL:
    case NODE_FILTER:
        walk_result(walker, node, context);
        break;
    case NODE_SET:
    case NODE_EXTENDS:
    case NODE_IMPORT:
    case NODE_FROM:
    case NODE_DO:
        break;
    }
}

static void walk(struct walker *walker, const struct nodes *nodes, struct context *context)
{
    for (size_t i = 0; i < nodes->count && walker->good; i++) {
        if (walker->visits++ > VISITS_MAX) {
            walker->good = false;
            diagnostic_add(walker->diagnostics, &problem_nesting,
                           template_span(walker->tree, nodes->items[i]->at), SLICE("8"));
            return;
        }
        walk_node(walker, nodes->items[i], context);
    }
}

bool template_find_contexts(struct arena *arena, struct template_tree *tree,
                            const struct map *above, struct map *blocks,
                            struct diagnostics *diagnostics)
{
    struct walker walker = {.arena = arena,
                            .tree = tree,
                            .above = above,
                            .blocks = blocks,
                            .diagnostics = diagnostics,
                            .good = true,
                            .silent = tree->extends};
    for (size_t i = 0; above && i < above->count; i++)
        map_set(arena, blocks, above->entries[i].key, above->entries[i].value);
    struct context start = context_start(tree->language), end = start;
    walk(&walker, &tree->body, &end);
    if (walker.good && !tree->extends && !context_merge(&start, &end)) {
        walker.good = false;
        struct place place = {(uint32_t)(tree->file->text.len ? tree->file->text.len - 1 : 0), 1};
        diagnostic_add(diagnostics, &problem_context_end, template_span(tree, place),
                       SLICE("the template"), describe(&end, MESSAGES_ENGLISH), SLICE("il modello"),
                       describe(&end, MESSAGES_ITALIAN));
    }
    return walker.good;
}
