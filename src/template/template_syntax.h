/*
 * template_syntax.h - the tree that the parser makes of a template.
 *
 * Everything lives in the engine's arena and keeps its place in the source (`at`), so
 * that the checker, the emitter and run-time errors can show the line.
 */
#ifndef SCHEDARIO_TEMPLATE_SYNTAX_H
#define SCHEDARIO_TEMPLATE_SYNTAX_H

#include "base/map.h"
#include "base/span.h"
#include "base/vector.h"

/* A span of the template at hand. */
struct place {
    uint32_t start, length;
};

enum expression_kind {
    EXPRESSION_NONE,
    EXPRESSION_BOOLEAN, /* integer: 0 or 1 */
    EXPRESSION_INTEGER,
    EXPRESSION_NUMBER,
    EXPRESSION_TEXT,      /* text */
    EXPRESSION_NAME,      /* text */
    EXPRESSION_LIST,      /* items; a tuple too */
    EXPRESSION_MAP,       /* items: key, value, key, value … */
    EXPRESSION_ATTRIBUTE, /* items[0].text */
    EXPRESSION_INDEX,     /* items[0][items[1]] */
    EXPRESSION_SLICE,     /* items[0][items[1]:items[2]:items[3]], each but the first may be NULL */
    EXPRESSION_CALL,      /* items[0](arguments) */
    EXPRESSION_FILTER,    /* items[0] | text(arguments) */
    EXPRESSION_TEST,      /* items[0] is text(arguments); negated */
    EXPRESSION_NOT,
    EXPRESSION_NEGATIVE,
    EXPRESSION_POSITIVE,
    EXPRESSION_AND,
    EXPRESSION_OR,
    EXPRESSION_CONCAT,    /* items, two or more */
    EXPRESSION_BINARY,    /* items[0] operation items[1]: + - * / // % ** */
    EXPRESSION_COMPARE,   /* items[0] operation items[1]: == != < <= > >= in; negated: not in */
    EXPRESSION_CONDITION, /* items[0] if items[1] else items[2] (may be NULL) */
};

enum operation {
    OPERATOR_NONE,
    OPERATOR_ADD,
    OPERATOR_SUBTRACT,
    OPERATOR_MULTIPLY,
    OPERATOR_DIVIDE,
    OPERATOR_FLOOR,
    OPERATOR_MODULO,
    OPERATOR_POWER,
    OPERATOR_EQUAL,
    OPERATOR_NOT_EQUAL,
    OPERATOR_LESS,
    OPERATOR_LESS_EQUAL,
    OPERATOR_GREATER,
    OPERATOR_GREATER_EQUAL,
    OPERATOR_IN,
};

struct expression;

enum argument_kind { ARGUMENT_PLAIN, ARGUMENT_NAMED, ARGUMENT_LIST, ARGUMENT_MAP };

struct argument {
    enum argument_kind kind; /* f(x), f(name=x), f(*x), f(**x) */
    struct slice name;
    struct place at;
    struct expression *value;
};

struct expression {
    enum expression_kind kind;
    enum operation operation;
    bool negated;
    uint16_t depth;     /* of the tree below: bounded, Lua's parser has its limits */
    struct place whole; /* all of it */
    struct place at;    /* what an error points to: the operation, the name behind the dot … */
    struct slice text;
    int64_t integer;
    double number;
    struct expression **items;
    size_t count;
    struct argument *arguments;
    size_t argument_count;
};

/* Where a value is written decides how it is escaped. The letters are what the
 * emitter passes to the runtime. */
enum write_mode {
    WRITE_PLAIN = 'p',
    WRITE_LITERAL = 'l', /* the template's own text */
    WRITE_HTML = 't',
    WRITE_HTML_ATTRIBUTE = 'a',
    WRITE_URL_START = 'u',  /* the first thing in an address: it is checked */
    WRITE_URL_UNSURE = 'm', /* behind text that could still become a scheme */
    WRITE_URL_REST = 'r',
    WRITE_URL_QUERY = 'q',
    WRITE_TAG_NAME = 'n',
    WRITE_TAG_DIGITS = 'd', /* <h{{ level }}> */
    WRITE_TAG_INSIDE = 'g', /* between attributes: a bare name, or xmlattr's result */
    WRITE_COMMENT = 'c',
    WRITE_CDATA = 'C',
    WRITE_XML = 'x',
    WRITE_XML_ATTRIBUTE = 'y',
    WRITE_JSON = 'J',        /* a value in a JSON document */
    WRITE_JSON_STRING = 'S', /* inside quotes of one */
    WRITE_SCRIPT_JSON = 'j', /* the same in a <script type="application/json"> */
    WRITE_SCRIPT_JSON_STRING = 's',
};

enum node_kind {
    NODE_TEXT,      /* text */
    NODE_PRINT,     /* value; mode is set by template_context */
    NODE_IF,        /* branches */
    NODE_FOR,       /* targets in value, condition, recursive; body, other */
    NODE_SET,       /* targets = value */
    NODE_SET_BLOCK, /* targets[0] = body, through value (a filter chain over NONE) where there is
                       one */
    NODE_WITH,      /* targets[i] = values[i]; body */
    NODE_BLOCK,     /* name, scoped, required; body */
    NODE_EXTENDS,   /* value */
    NODE_INCLUDE,   /* value, ignore_missing, with_context */
    NODE_IMPORT,    /* value as name, with_context */
    NODE_FROM,      /* value; names as aliases; with_context */
    NODE_MACRO,     /* name, parameters; body */
    NODE_CALL,      /* value: the call; parameters; body */
    NODE_FILTER,    /* value: a filter chain over NONE; body */
    NODE_DO,        /* value, for what it does */
};

struct node;

struct nodes {
    struct node **items;
    size_t count;
    size_t capacity;
};

struct branch {
    struct expression *condition; /* NULL: else */
    struct nodes body;
};

struct parameter {
    struct slice name;
    struct place at;
    struct expression *fallback; /* NULL: none */
};

struct imported_name {
    struct slice name, alias;
    struct place at;
};

struct node {
    enum node_kind kind;
    struct place at;
    struct slice text;
    struct slice name;
    struct expression *value;
    struct expression *condition;
    enum write_mode mode;
    bool recursive, scoped, required, ignore_missing, with_context;
    struct branch *branches;
    size_t branch_count;
    struct expression **targets; /* names, or attributes of a name (namespace) */
    size_t target_count;
    struct expression **values;
    struct parameter *parameters;
    size_t parameter_count;
    struct imported_name *names;
    size_t name_count;
    struct nodes body, other;
};

/* Style sheets and scripts take no values; they can be included where they belong. */
enum template_language {
    LANGUAGE_HTML,
    LANGUAGE_XML,
    LANGUAGE_JSON,
    LANGUAGE_TEXT,
    LANGUAGE_STYLE,
    LANGUAGE_SCRIPT,
};

/* A template as read: what the parser found, and what the other templates want to know of it. */
struct template_tree {
    struct slice name;
    const struct text_file *file;
    enum template_language language;
    bool broken; /* syntax errors were reported */
    struct nodes body;
    struct node *extends; /* NULL: none */
    struct map blocks;    /* name to struct node, in order, nested ones too */
    struct map macros;    /* at the top: name to struct node */
    struct map
        top_names; /* set, imported or defined at the top, where other templates can see them */
    struct map all_names;   /* bound anywhere */
    bool mentions_loop;     /* outside of its own loops: whoever includes it must pass `loop` on */
    bool has_scoped_blocks; /* blocks that see the names around them */
    bool mentions_changed;  /* loop.changed(): its loops remember */
    VECTOR(struct node *) references; /* extends, include, import, from */
};

#define EXPRESSION_DEPTH_MAX 90
#define NODE_DEPTH_MAX       24
#define TEMPLATE_SIZE_MAX    (1u << 20)

struct span template_span(const struct template_tree *tree, struct place place);

#endif
