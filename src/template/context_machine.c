#include "template/context_machine.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static void name_add(char *name, size_t size, char c)
{
    size_t length = strlen(name);
    if (length + 1 < size) {
        name[length] = lower(c);
        name[length + 1] = '\0';
    }
}

static bool is_in(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (!strcmp(name, *list))
            return true;
    return false;
}

static enum context_attribute classify_attribute(const struct context *context)
{
    static const char *const urls[] = {
        "href",       "src",        "action", "formaction", "cite",     "data",     "poster",
        "background", "xlink:href", "ping",   "srcset",     "longdesc", "manifest", "imagesrcset",
        "icon",       "profile",    "usemap", "codebase",   "classid",  "archive",  NULL};
    static const char *const refused[] = {"style", "srcdoc", NULL};
    const char *name = context->name;
    if (is_in(name, urls))
        return ATTRIBUTE_URL;
    if (context->language == LANGUAGE_HTML && (is_in(name, refused) || !strncmp(name, "on", 2)))
        return ATTRIBUTE_REFUSED;
    if (!strcmp(name, "type"))
        return ATTRIBUTE_TYPE;
    return ATTRIBUTE_TEXT;
}

static enum context_element classify_element(const struct context *context)
{
    static const char *const raw[] = {"iframe", "noembed", "noframes", "xmp", "plaintext", NULL};
    if (context->language != LANGUAGE_HTML || context->closing)
        return ELEMENT_NORMAL;
    if (!strcmp(context->tag, "script")) {
        bool is_json = !strcmp(context->type, "application/json") ||
                       (strlen(context->type) > 5 &&
                        !strcmp(context->type + strlen(context->type) - 5, "+json"));
        return is_json ? ELEMENT_SCRIPT_JSON : ELEMENT_SCRIPT;
    }
    if (!strcmp(context->tag, "style"))
        return ELEMENT_STYLE;
    if (!strcmp(context->tag, "title") || !strcmp(context->tag, "textarea"))
        return ELEMENT_TITLE;
    return is_in(context->tag, raw) ? ELEMENT_RAW : ELEMENT_NORMAL;
}

static void begin_tag(struct context *context)
{
    context->place = PLACE_TAG_OPEN;
    context->closing = false;
    context->tag[0] = context->type[0] = '\0';
}

static void end_tag(struct context *context)
{
    context->element = classify_element(context);
    context->place = context->element == ELEMENT_NORMAL ? PLACE_TEXT : PLACE_RAW;
    context->in_string = false;
}

static void begin_attribute(struct context *context, char c)
{
    context->place = PLACE_ATTRIBUTE_NAME;
    context->name[0] = '\0';
    name_add(context->name, sizeof context->name, c);
}

static void begin_value(struct context *context, enum context_attribute attribute)
{
    context->place = PLACE_VALUE_BEFORE;
    context->attribute = attribute;
    context->url = URL_EMPTY;
    if (attribute == ATTRIBUTE_TYPE)
        context->type[0] = '\0';
}

static void read_url(struct context *context, char c)
{
    bool is_set = !strcmp(context->name, "srcset") || !strcmp(context->name, "imagesrcset");
    if (is_set && c == ',')
        context->url = URL_EMPTY; /* another address */
    else if (c == '?')
        context->url = URL_QUERY;
    else if (c == '#' && context->url != URL_QUERY)
        context->url = URL_REST;
    else if (c == '/' && context->url < URL_REST)
        context->url = URL_REST;
    else if (c == ':' && context->url < URL_REST)
        context->url = URL_REST; /* the scheme is the template's own */
    else if (context->url == URL_EMPTY && !is_space(c))
        context->url = URL_UNSURE;
}

static void read_tag_open(struct context *context, char c)
{
    if (c == '/') {
        context->closing = true;
    } else if (is_letter(c)) {
        context->place = PLACE_TAG_NAME;
        name_add(context->tag, sizeof context->tag, c);
    } else if (c == '!' || c == '?') {
        context->place = PLACE_DECLARATION;
    } else {
        context->place = PLACE_TEXT;
    }
}

static void read_in_tag(struct context *context, char c)
{
    if (c == '>')
        end_tag(context);
    else if (is_space(c) || c == '/')
        context->place =
            context->place == PLACE_ATTRIBUTE_NAME || context->place == PLACE_ATTRIBUTE_BEHIND
                ? PLACE_ATTRIBUTE_BEHIND
                : PLACE_TAG;
    else if (c == '=')
        begin_value(context,
                    context->place == PLACE_TAG ? ATTRIBUTE_REFUSED : classify_attribute(context));
    else if (context->place == PLACE_ATTRIBUTE_NAME)
        name_add(context->name, sizeof context->name, c);
    else
        begin_attribute(context, c);
}

/* <meta http-equiv="refresh" content="0; url=…">: what follows "url=" is an address. */
static void read_refresh(struct context *context, char c)
{
    if (strlen(context->type) == 4)
        memmove(context->type, context->type + 1, 4);
    name_add(context->type, sizeof context->type, c);
    if (!strcmp(context->type, "url=")) {
        context->attribute = ATTRIBUTE_URL;
        context->url = URL_EMPTY;
    }
}

static void read_value(struct context *context, char c)
{
    if (context->place == PLACE_VALUE_BEFORE) {
        if (is_space(c))
            return;
        if (c == '>') {
            end_tag(context);
            return;
        }
        context->quote = c;
        context->place = c == '"' || c == '\'' ? PLACE_VALUE_QUOTED : PLACE_VALUE_BARE;
        if (context->place == PLACE_VALUE_QUOTED)
            return;
    }
    bool ends =
        context->place == PLACE_VALUE_QUOTED ? c == context->quote : is_space(c) || c == '>';
    bool is_refresh = !strcmp(context->tag, "meta") && !strcmp(context->name, "content");
    if (ends && is_refresh)
        context->type[0] = '\0';
    if (ends && c == '>')
        end_tag(context);
    else if (ends)
        context->place = PLACE_TAG;
    else if (is_refresh && context->attribute == ATTRIBUTE_TEXT)
        read_refresh(context, c);
    else if (context->attribute == ATTRIBUTE_URL)
        read_url(context, c);
    else if (context->attribute == ATTRIBUTE_TYPE)
        name_add(context->type, sizeof context->type, c);
}

/* Where the element's own end tag begins, as many characters as to skip; else 0. */
static size_t raw_end(const struct context *context, struct slice rest)
{
    size_t length = strlen(context->tag);
    if (!length || rest.len < length + 2 || rest.ptr[0] != '<' || rest.ptr[1] != '/')
        return 0;
    for (size_t i = 0; i < length; i++)
        if (lower(rest.ptr[2 + i]) != context->tag[i])
            return 0;
    if (rest.len > length + 2) {
        char c = rest.ptr[length + 2];
        if (!is_space(c) && c != '>' && c != '/')
            return 0;
    }
    return length + 2;
}

/* In JSON a backslash takes the next character with it. */
static size_t read_json(struct context *context, struct slice rest)
{
    if (context->in_string && rest.ptr[0] == '\\')
        return 2;
    if (rest.ptr[0] == '"')
        context->in_string = !context->in_string;
    return 1;
}

static size_t read_raw(struct context *context, struct slice rest)
{
    size_t end = raw_end(context, rest);
    if (end) {
        begin_tag(context);
        context->closing = true;
        context->element = ELEMENT_NORMAL;
        context->place = PLACE_TAG;
        return end;
    }
    return context->element == ELEMENT_SCRIPT_JSON ? read_json(context, rest) : 1;
}

/* Up to and with `end`, where that is found. */
static size_t read_until(struct context *context, struct slice rest, struct slice end)
{
    size_t found = slice_find(rest, end);
    if (found == SLICE_NOT_FOUND)
        return rest.len;
    context->place = PLACE_TEXT;
    return found + end.len;
}

static size_t read_step(struct context *context, struct slice rest)
{
    char c = rest.ptr[0];
    switch (context->place) {
    case PLACE_TEXT:
        if (c != '<')
            return 1;
        if (slice_starts_with(rest, SLICE("<!--"))) {
            context->place = PLACE_COMMENT;
            return 4;
        }
        if (slice_starts_with(rest, SLICE("<![CDATA["))) {
            context->place = PLACE_CDATA;
            return 9;
        }
        begin_tag(context);
        return 1;
    case PLACE_TAG_OPEN:
        read_tag_open(context, c);
        return context->place == PLACE_TEXT ? 0 : 1;
    case PLACE_TAG_NAME:
        if (c == '>' || is_space(c) || c == '/')
            read_in_tag(context, c);
        else
            name_add(context->tag, sizeof context->tag, c);
        return 1;
    case PLACE_TAG:
    case PLACE_ATTRIBUTE_NAME:
    case PLACE_ATTRIBUTE_BEHIND:
        read_in_tag(context, c);
        return 1;
    case PLACE_VALUE_BEFORE:
    case PLACE_VALUE_QUOTED:
    case PLACE_VALUE_BARE:
        read_value(context, c);
        return 1;
    case PLACE_COMMENT:
        return read_until(context, rest, SLICE("-->"));
    case PLACE_CDATA:
        return read_until(context, rest, SLICE("]]>"));
    case PLACE_DECLARATION:
        return read_until(context, rest, SLICE(">"));
    case PLACE_RAW:
        return read_raw(context, rest);
    case PLACE_JSON:
        return read_json(context, rest);
    case PLACE_PLAIN:
        break;
    }
    return rest.len;
}

void context_read_text(struct context *context, struct slice text)
{
    while (text.len)
        text = slice_after(text, read_step(context, text));
}

static char write_in_value(struct context *context)
{
    if (context->attribute == ATTRIBUTE_REFUSED || context->place == PLACE_VALUE_BARE)
        return 0;
    if (context->attribute == ATTRIBUTE_TYPE && !strcmp(context->tag, "script"))
        return 0; /* it decides what the script's text is */
    if (context->attribute != ATTRIBUTE_URL)
        return context->language == LANGUAGE_XML ? WRITE_XML_ATTRIBUTE : WRITE_HTML_ATTRIBUTE;
    switch (context->url) {
    case URL_EMPTY:
        context->url = URL_UNSURE;
        return WRITE_URL_START;
    case URL_UNSURE:
        return WRITE_URL_UNSURE;
    case URL_REST:
        return WRITE_URL_REST;
    case URL_QUERY:
        break;
    }
    return WRITE_URL_QUERY;
}

char context_write_value(struct context *context)
{
    switch (context->place) {
    case PLACE_TEXT:
        return context->language == LANGUAGE_XML ? WRITE_XML : WRITE_HTML;
    case PLACE_TAG_OPEN:
        context->place = PLACE_TAG_NAME;
        return WRITE_TAG_NAME;
    case PLACE_TAG_NAME:
        return WRITE_TAG_DIGITS;
    case PLACE_TAG:
    case PLACE_ATTRIBUTE_BEHIND:
        context->place = PLACE_TAG;
        return WRITE_TAG_INSIDE;
    case PLACE_ATTRIBUTE_NAME:
        return !strncmp(context->name, "data-", 5) || !strncmp(context->name, "aria-", 5)
                   ? WRITE_TAG_NAME
                   : 0;
    case PLACE_VALUE_QUOTED:
    case PLACE_VALUE_BARE:
        return write_in_value(context);
    case PLACE_COMMENT:
        return WRITE_COMMENT;
    case PLACE_CDATA:
        return WRITE_CDATA;
    case PLACE_RAW:
        if (context->element == ELEMENT_TITLE)
            return WRITE_HTML_ATTRIBUTE;
        if (context->element == ELEMENT_SCRIPT_JSON)
            return context->in_string ? WRITE_SCRIPT_JSON_STRING : WRITE_SCRIPT_JSON;
        return 0;
    case PLACE_JSON:
        return context->in_string ? WRITE_JSON_STRING : WRITE_JSON;
    case PLACE_PLAIN:
        return WRITE_PLAIN;
    case PLACE_VALUE_BEFORE:
    case PLACE_DECLARATION:
        break;
    }
    return 0;
}

static bool is_within_tag(const struct context *context)
{
    return context->place == PLACE_TAG_NAME || context->place == PLACE_TAG ||
           context->place == PLACE_ATTRIBUTE_NAME || context->place == PLACE_ATTRIBUTE_BEHIND;
}

bool context_same(const struct context *a, const struct context *b)
{
    return a->place == b->place && a->element == b->element && a->quote == b->quote &&
           a->attribute == b->attribute && a->url == b->url && a->in_string == b->in_string &&
           !strcmp(a->tag, b->tag) && !strcmp(a->type, b->type) && !strcmp(a->name, b->name);
}

bool context_merge(struct context *context, const struct context *other)
{
    if (is_within_tag(context) && is_within_tag(other)) {
        if (context->closing != other->closing || strcmp(context->type, other->type) ||
            classify_element(context) != classify_element(other))
            return false;
        bool same_name = context->place == other->place && !strcmp(context->name, other->name);
        bool both_names = context->place == other->place && context->place != PLACE_TAG &&
                          context->place != PLACE_TAG_NAME;
        if (both_names && !same_name && classify_attribute(context) != classify_attribute(other))
            return false;
        if (context->place != other->place)
            context->place = PLACE_TAG;
        return true;
    }
    if (context->place != other->place)
        return false;
    switch (context->place) {
    case PLACE_VALUE_QUOTED:
    case PLACE_VALUE_BARE:
    case PLACE_VALUE_BEFORE:
        if (context->quote != other->quote || context->attribute != other->attribute ||
            strcmp(context->type, other->type))
            return false;
        if (context->url != other->url)
            context->url = URL_UNSURE;
        return true;
    case PLACE_RAW:
        return context->element == other->element && context->in_string == other->in_string;
    case PLACE_JSON:
        return context->in_string == other->in_string;
    default:
        return true;
    }
}

const char *context_describe(const struct context *context, enum message_language language)
{
    static const char *const names[][MESSAGE_LANGUAGES] = {
        [PLACE_TEXT] = {"in text", "nel testo"},
        [PLACE_TAG_OPEN] = {"behind \"<\"", "dopo \"<\""},
        [PLACE_TAG_NAME] = {"in the name of a tag", "nel nome di un tag"},
        [PLACE_TAG] = {"inside a tag", "dentro un tag"},
        [PLACE_ATTRIBUTE_NAME] = {"in the name of an attribute", "nel nome di un attributo"},
        [PLACE_ATTRIBUTE_BEHIND] = {"inside a tag", "dentro un tag"},
        [PLACE_VALUE_BEFORE] = {"in an attribute without quotes",
                                "in un attributo senza virgolette"},
        [PLACE_VALUE_QUOTED] = {"in an attribute", "in un attributo"},
        [PLACE_VALUE_BARE] = {"in an attribute without quotes", "in un attributo senza virgolette"},
        [PLACE_COMMENT] = {"in a comment", "in un commento"},
        [PLACE_DECLARATION] = {"in a declaration", "in una dichiarazione"},
        [PLACE_CDATA] = {"in a CDATA section", "in una sezione CDATA"},
        [PLACE_RAW] = {"in a script or style sheet", "in uno script o foglio di stile"},
        [PLACE_JSON] = {"in JSON", "in un JSON"},
        [PLACE_PLAIN] = {"in text", "nel testo"},
    };
    if (context->place == PLACE_RAW && context->element == ELEMENT_TITLE)
        return language == MESSAGES_ITALIAN ? "in <title> o <textarea>"
                                            : "in <title> or <textarea>";
    if ((context->place == PLACE_RAW && context->element == ELEMENT_SCRIPT_JSON) &&
        context->in_string)
        return language == MESSAGES_ITALIAN ? "in un testo JSON" : "in a JSON text";
    if (context->place == PLACE_VALUE_QUOTED && context->attribute == ATTRIBUTE_REFUSED)
        return language == MESSAGES_ITALIAN ? "in un attributo che è uno script o uno stile"
                                            : "in an attribute that is script or style";
    return names[context->place][language];
}
