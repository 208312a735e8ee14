/*
 * markdown.h - a body: GitHub Flavored Markdown (spec 0.29-gfm), by cmark-gfm.
 *
 * Life of a body, in the order of the build:
 *
 *   1. markdown_parse (shape): the tree, with every extension on, and what one walk
 *      collects: headings with their ids, links, words for related sheets and search.
 *      Parses of several threads give what one thread gives, without waiting for each
 *      other: markdown_parse.c says how.
 *   2. link: the model sets `url` of each link that names a sheet or an attachment.
 *   3. markdown_write_html (render): read-only, from any thread.
 *
 * HTML is cmark-gfm's own in safe mode, byte for byte (tests/gfm proves it), but for:
 * ids on headings, resolved links, addresses of schemes that are not allowed (they
 * become ""), the footnotes' back-link in the page's language, and `[[id]]`.
 *
 * `[[id]]`, `[[id|text]]` and `[[id#anchor]]` are links on the tree: MARKDOWN_LINK_WIKI.
 */
#ifndef SCHEDARIO_CONTENT_MARKDOWN_H
#define SCHEDARIO_CONTENT_MARKDOWN_H

#include "base/buffer.h"
#include "base/diagnostic.h"

#define MARKDOWN_SIZE_MAX   (4u << 20)   /* bytes of one body */
#define MARKDOWN_MEMORY_MAX (256u << 20) /* of its tree; over it, the sheet is refused */
/* More limits, on nesting, links and the time to read it, stand in markdown_limits.h. */

struct heading {
    unsigned level;    /* 1 to 6, as written */
    struct slice text; /* plain */
    struct slice id;   /* unique in the page, stable: a slug of the text, -2, -3 …, or {#id} */
    struct span span;
};

enum markdown_link_kind {
    MARKDOWN_LINK_EXTERNAL, /* https:, mailto: … */
    MARKDOWN_LINK_FILE,     /* relative: "../enti/engim.md#storia", "foto.png", "#risultati" */
    MARKDOWN_LINK_WIKI,     /* [[id]] */
    MARKDOWN_LINK_IMAGE,    /* like FILE or EXTERNAL, for ![]() */
    MARKDOWN_LINK_REFUSED,  /* a scheme that is not allowed */
};

struct markdown_link {
    enum markdown_link_kind kind;
    struct slice target;   /* without the fragment, percent-decoded for FILE */
    struct slice fragment; /* without "#", decoded like the target; empty: none */
    struct span span;      /* of the block it stands in, narrowed to the target where it is found */
    struct slice url;      /* set in link: what goes into href or src; empty: as written */
    struct slice text;     /* set in link for a [[id]] without text: the title */
    bool missing;          /* set in link: the target does not exist; rendered as text */
};

/* A part of a body: what stands under one heading of level 2 that is in no list or quotation,
 * or before the first of them (that part is there only where it holds something). */
struct markdown_section {
    const struct heading *heading; /* NULL: before the first */
    struct slice source;           /* view into the body, heading not included, trimmed */
    struct span span;              /* of the heading, or the body's start */
    void *first, *last;            /* blocks; opaque */
};

/* A fence whose info string is {name key=value}. */
struct markdown_fence {
    struct slice name;
    struct slice arguments; /* as written */
    struct slice body;      /* a view into the source where it stands there byte for byte */
    struct span span;       /* of the info string */
    struct slice html;      /* set in shape by whoever knows the name; empty: shown as code */
};

struct markdown {
    struct heading *headings;
    size_t heading_count;
    struct markdown_link *links;
    size_t link_count;
    struct markdown_section *sections;
    size_t section_count;
    struct markdown_fence *fences;
    size_t fence_count;
    bool has_footnotes;
    struct slice *anchors; /* ids of what is no heading: a filter's Div, Span … */
    size_t anchor_count;
    uint64_t kinds; /* that stand in it: bits of enum markdown_kind (markdown_nodes.h) */
    struct slice plain; /* the text alone: words separated by spaces and newlines, code included */
    void *root;         /* cmark_node; content/ alone looks inside */
};

struct markdown_ids; /* ids given in one page, so that fields and body share no id */
struct markdown_ids *markdown_ids_create(struct arena *arena);
/* A free id for the text, and reserves it. */
struct slice markdown_ids_take(struct markdown_ids *ids, struct slice text);
/* This very id, as {#id} asks for it; false where it is taken. `id` lives as long as `ids`. */
bool markdown_ids_reserve(struct markdown_ids *ids, struct slice id);

/* `source` is a view into file->text; a text from elsewhere is read as well, and its spans are
 * the file's. `ids` may be NULL for a tree of its own.
 * NULL where the body goes over a limit (reported). */
struct markdown *markdown_parse(struct arena *arena, const struct text_file *file,
                                struct slice source, struct markdown_ids *ids,
                                struct diagnostics *diagnostics);

struct markdown_style {
    struct slice footnote_back_label; /* "Torna al testo" */
    struct slice id_prefix;           /* for footnotes of several bodies in one page */
    int heading_shift;                /* added to each level, capped at 6 */
    bool plain_gfm;                   /* nothing of the design added: for the conformance tests */
};

void markdown_write_html(struct buffer *out, const struct markdown *markdown,
                         const struct markdown_style *style);
/* One section, without its heading. Footnotes are not included: they stand at the end of a page. */
void markdown_write_section_html(struct buffer *out, const struct markdown *markdown,
                                 const struct markdown_section *section,
                                 const struct markdown_style *style);
/* Its words alone, a line a block. */
void markdown_write_section_plain(struct buffer *out, const struct markdown *markdown,
                                  const struct markdown_section *section);
/* The <section> of footnotes; nothing where there are none. */
void markdown_write_footnotes_html(struct buffer *out, const struct markdown *markdown,
                                   const struct markdown_style *style);
/* A text of one paragraph without its <p>: for titles and short fields. Anything else ("1.
 * Premessa" is a list) stands as it is written. */
void markdown_write_inline_html(struct buffer *out, const struct markdown *markdown,
                                const struct markdown_style *style);
/* Nothing, or one paragraph: what can stand within a line. */
bool markdown_is_inline(const struct markdown *markdown);

/* The source of each item of the section's list; false where the section holds anything
 * else than one list; an empty section has no items. For fields of type list with
 * `section:`. A view into the body, but for items of several lines indented by more than three. */
bool markdown_section_items(struct arena *arena, const struct markdown_section *section,
                            struct slice **sources, size_t *count);

/* Frees nothing (the arena does); here so that the parser's shared tables are
 * built once, before workers start. */
void markdown_prepare(void);

#endif
