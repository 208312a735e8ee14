/*
 * template_context.h - where in a page a value is written, found from the text before it.
 *
 * A state machine reads the template's own text (HTML as a browser tokenises it: WHATWG HTML,
 * section 13.2.5) and gives each {{ }} its mode of escaping. Branches of an "if" must end in the
 * same place, the body of a loop where it began, and a macro or included template in plain text.
 * A block begins where it stands in the template that is extended.
 */
#ifndef SCHEDARIO_TEMPLATE_CONTEXT_H
#define SCHEDARIO_TEMPLATE_CONTEXT_H

#include "base/diagnostic.h"
#include "template/template_syntax.h"

enum context_place {
    PLACE_TEXT,
    PLACE_TAG_OPEN, /* behind "<" or "</" */
    PLACE_TAG_NAME,
    PLACE_TAG, /* between attributes */
    PLACE_ATTRIBUTE_NAME,
    PLACE_ATTRIBUTE_BEHIND, /* behind a name and white space */
    PLACE_VALUE_BEFORE,     /* behind "=" */
    PLACE_VALUE_QUOTED,
    PLACE_VALUE_BARE,
    PLACE_COMMENT,
    PLACE_DECLARATION, /* <!DOCTYPE …>, <?xml …?> */
    PLACE_CDATA,
    PLACE_RAW, /* in <script>, <style>, <title> … */
    PLACE_JSON,
    PLACE_PLAIN,
};

enum context_element {
    ELEMENT_NORMAL,
    ELEMENT_SCRIPT,
    ELEMENT_SCRIPT_JSON,
    ELEMENT_STYLE,
    ELEMENT_TITLE, /* and <textarea>: characters are escaped, tags are not tags */
    ELEMENT_RAW,   /* <iframe>, <xmp> … */
};

enum context_attribute { ATTRIBUTE_TEXT, ATTRIBUTE_URL, ATTRIBUTE_TYPE, ATTRIBUTE_REFUSED };

enum context_url { URL_EMPTY, URL_UNSURE, URL_REST, URL_QUERY };

struct context {
    enum context_place place;
    enum template_language language;
    enum context_element element; /* of the tag at hand, or that PLACE_RAW is in */
    enum context_attribute attribute;
    enum context_url url;
    bool closing;   /* in an end tag */
    bool in_string; /* JSON */
    char quote;
    char tag[16];  /* lower case; what is longer is cut: no special name is */
    char name[24]; /* of the attribute */
    char type[32]; /* of a script */
};

struct context context_start(enum template_language language);

/* Sets `mode` of every print node. `above`: blocks of the template that is extended, name to
 * struct context, or NULL. `blocks`: where this template's blocks begin, to pass on (those above
 * included). False after an error. */
bool template_find_contexts(struct arena *arena, struct template_tree *tree,
                            const struct map *above, struct map *blocks,
                            struct diagnostics *diagnostics);

#endif
