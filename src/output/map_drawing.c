#include "output/map_drawing.h"

#include "text/escape.h"

struct tag {
    struct slice name, attributes;
    bool is_end, is_empty; /* </g>, <path/> */
};

struct drawing {
    struct slice rest;
    struct buffer *out;
    drawn_place_finder *find;
    void *context;
    size_t depth;      /* of open elements, the root's is 1 */
    size_t skip_depth; /* all above this is left out; 0: nothing is */
    size_t link_depth; /* the element that a link surrounds; 0: none */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_among(struct slice name, const char *const *names)
{
    for (; *names; names++)
        if (slice_equal_string(name, *names))
            return true;
    return false;
}

static bool draws(struct slice element)
{
    static const char *const names[] = {"svg",     "g",        "path",           "rect",
                                        "circle",  "ellipse",  "polygon",        "line",
                                        "text",    "polyline", "tspan",          "defs",
                                        "use",     "clipPath", "mask",           "stop",
                                        "pattern", "symbol",   "linearGradient", "radialGradient",
                                        NULL};
    return is_among(element, names);
}

static bool may_stay(struct slice attribute)
{
    static const char *const names[] = {"d",
                                        "x",
                                        "y",
                                        "width",
                                        "height",
                                        "points",
                                        "cx",
                                        "cy",
                                        "r",
                                        "rx",
                                        "ry",
                                        "x1",
                                        "y1",
                                        "x2",
                                        "y2",
                                        "dx",
                                        "dy",
                                        "transform",
                                        "fill",
                                        "fill-rule",
                                        "fill-opacity",
                                        "opacity",
                                        "stroke",
                                        "stroke-width",
                                        "stroke-linejoin",
                                        "offset",
                                        "stop-color",
                                        "clip-path",
                                        "clip-rule",
                                        "mask",
                                        "text-anchor",
                                        "font-size",
                                        "font-weight",
                                        "gradientUnits",
                                        "gradientTransform",
                                        "viewBox",
                                        "patternUnits",
                                        "stop-opacity",
                                        "patternTransform",
                                        "stroke-linecap",
                                        NULL};
    return is_among(attribute, names);
}

/* Passes text by (to *text, where it is wanted), comments and declarations, up to behind a tag. */
static bool next_tag(struct slice *rest, struct slice *text, struct tag *tag)
{
    size_t open = slice_find_byte(*rest, '<');
    *text = slice_sub(*rest, 0, open);
    if (open == SLICE_NOT_FOUND)
        return false;
    *rest = slice_after(*rest, open);
    const char *end = slice_starts_with(*rest, SLICE("<!--"))        ? "-->"
                      : slice_starts_with(*rest, SLICE("<![CDATA[")) ? "]]>"
                      : slice_starts_with(*rest, SLICE("<?"))        ? "?>"
                      : slice_starts_with(*rest, SLICE("<!"))        ? ">"
                                                                     : NULL;
    *tag = (struct tag){0};
    if (end) {
        size_t close = slice_find(*rest, slice_from_string(end));
        *rest = slice_after(*rest, close == SLICE_NOT_FOUND ? rest->len : close + strlen(end));
        return true;
    }
    size_t at = 1;
    tag->is_end = rest->len > 1 && rest->ptr[1] == '/';
    at += tag->is_end;
    size_t name = at;
    while (at < rest->len && !is_space(rest->ptr[at]) && rest->ptr[at] != '>' &&
           rest->ptr[at] != '/')
        at++;
    tag->name = slice_sub(*rest, name, at - name);
    size_t attributes = at;
    for (char quote = 0; at < rest->len && (quote || rest->ptr[at] != '>'); at++)
        if (rest->ptr[at] == '"' || rest->ptr[at] == '\'')
            quote = !quote ? rest->ptr[at] : quote == rest->ptr[at] ? 0 : quote;
    tag->is_empty = !tag->is_end && at > attributes && rest->ptr[at - 1] == '/';
    tag->attributes = slice_sub(*rest, attributes, at - attributes - tag->is_empty);
    *rest = slice_after(*rest, at + 1);
    return true;
}

static bool next_attribute(struct slice *rest, struct slice *name, struct slice *value)
{
    *rest = slice_trim(*rest);
    size_t equals = slice_find_byte(*rest, '=');
    if (equals == SLICE_NOT_FOUND)
        return false;
    *name = slice_trim(slice_sub(*rest, 0, equals));
    *rest = slice_trim(slice_after(*rest, equals + 1));
    if (!rest->len)
        return false;
    size_t end = slice_find_byte(slice_after(*rest, 1), rest->ptr[0]);
    if (end == SLICE_NOT_FOUND)
        return false;
    *value = slice_sub(*rest, 1, end);
    *rest = slice_after(*rest, end + 2);
    return true;
}

static struct slice attribute(const struct tag *tag, const char *wanted)
{
    struct slice rest = tag->attributes, name, value;
    while (next_attribute(&rest, &name, &value))
        if (slice_equal_string(name, wanted))
            return value;
    return (struct slice){0};
}

/* "url(#a)" becomes "url(#_map-a)". */
static void write_value(struct buffer *out, struct slice value)
{
    size_t mark;
    while ((mark = slice_find(value, SLICE("url(#"))) != SLICE_NOT_FOUND) {
        buffer_add(out, slice_sub(value, 0, mark + strlen("url(#")));
        buffer_add_string(out, "_map-");
        value = slice_after(value, mark + strlen("url(#"));
    }
    buffer_add(out, value);
}

/* The values come from quoted attributes of well-formed XML: all but quotes are escaped in them. */
static void write_attribute(struct buffer *out, struct slice name, struct slice value,
                            const char *before)
{
    bool has_double = slice_find_byte(value, '"') != SLICE_NOT_FOUND;
    char quote = has_double ? '\'' : '"';
    buffer_format(out, " %.*s=%c%s", SLICE_ARG(name), quote, before);
    write_value(out, value);
    buffer_add_byte(out, quote);
}

static void write_tag(struct buffer *out, const struct tag *tag, bool keeps_id)
{
    struct slice rest = tag->attributes, name, value;
    buffer_format(out, "<%.*s", SLICE_ARG(tag->name));
    while (next_attribute(&rest, &name, &value)) {
        bool is_link = slice_equal_string(name, "href") || slice_equal_string(name, "xlink:href");
        if (slice_equal_string(name, "id") && keeps_id)
            write_attribute(out, name, value, "_map-");
        else if (is_link && slice_starts_with(value, SLICE("#")))
            write_attribute(out, SLICE("href"), slice_after(value, 1), "#_map-");
        else if (may_stay(name))
            write_attribute(out, name, value, "");
    }
    buffer_add_string(out, tag->is_empty ? "/>" : ">");
}

static void begin_link(struct drawing *drawing, const struct drawn_place *place)
{
    struct buffer *out = drawing->out;
    buffer_format(out, "<a class=\"s%u\" href=\"", place->shade);
    escape_html(out, place->href);
    buffer_add_string(out, "\" data-term=\"");
    escape_html(out, place->id);
    buffer_add_string(out, "\" data-place=\"");
    escape_html(out, place->label);
    buffer_add_string(out, "\"><title>");
    escape_html(out, place->label);
    buffer_format(out, ": %zu</title>", place->count);
}

/* "toscana.count": whose number it is. */
static bool takes_number(struct drawing *drawing, const struct tag *tag, struct drawn_place *place)
{
    struct slice id = attribute(tag, "id"), end = SLICE(".count");
    if (!slice_equal_string(tag->name, "text") || !slice_ends_with(id, end))
        return false;
    id.len -= end.len;
    return drawing->find(drawing->context, id, place);
}

static void write_number(struct drawing *drawing, struct tag tag, const struct drawn_place *place)
{
    bool was_empty = tag.is_empty;
    tag.is_empty = false;
    write_tag(drawing->out, &tag, false);
    buffer_truncate(drawing->out, drawing->out->len - 1);
    buffer_add_string(drawing->out, " class=\"n\" data-count=\"");
    escape_html(drawing->out, place->id);
    buffer_format(drawing->out, "\">%zu</text>", place->count);
    if (!was_empty)
        drawing->skip_depth = drawing->depth + 1;
}

static void begin_element(struct drawing *drawing, const struct tag *tag)
{
    struct drawn_place place;
    if (drawing->skip_depth || drawing->depth == 0) {
        /* the root itself, and what is left out */
    } else if (!draws(tag->name)) {
        if (!tag->is_empty)
            drawing->skip_depth = drawing->depth + 1;
    } else if (takes_number(drawing, tag, &place)) {
        write_number(drawing, *tag, &place);
    } else {
        bool is_place =
            !drawing->link_depth && drawing->find(drawing->context, attribute(tag, "id"), &place);
        if (is_place)
            begin_link(drawing, &place);
        write_tag(drawing->out, tag, !is_place);
        if (is_place && tag->is_empty)
            buffer_add_string(drawing->out, "</a>");
        else if (is_place)
            drawing->link_depth = drawing->depth + 1;
    }
    drawing->depth += !tag->is_empty;
}

static void end_element(struct drawing *drawing, const struct tag *tag)
{
    if (!drawing->depth)
        return;
    if (!drawing->skip_depth && drawing->depth > 1)
        buffer_format(drawing->out, "</%.*s>", SLICE_ARG(tag->name));
    if (drawing->skip_depth == drawing->depth)
        drawing->skip_depth = 0;
    if (drawing->link_depth == drawing->depth) {
        buffer_add_string(drawing->out, "</a>");
        drawing->link_depth = 0;
    }
    drawing->depth--;
}

void map_drawing_write(struct buffer *out, struct slice svg, drawn_place_finder *find,
                       void *context)
{
    struct drawing drawing = {.rest = svg, .out = out, .find = find, .context = context};
    struct slice text;
    struct tag tag;
    while (next_tag(&drawing.rest, &text, &tag)) {
        if (drawing.depth && !drawing.skip_depth)
            buffer_add(out, text);
        if (tag.name.len && tag.is_end)
            end_element(&drawing, &tag);
        else if (tag.name.len)
            begin_element(&drawing, &tag);
    }
}

static bool find_root(struct slice svg, struct tag *tag)
{
    struct slice text;
    while (next_tag(&svg, &text, tag))
        if (tag->name.len)
            return true;
    return false;
}

/* "640", "640px", "169.3mm": the number. */
static struct slice number_of(struct slice length)
{
    size_t end = 0;
    while (end < length.len && strchr("0123456789.", length.ptr[end]))
        end++;
    return slice_sub(length, 0, end);
}

struct slice map_drawing_view_box(struct arena *arena, struct slice svg)
{
    struct tag tag;
    if (!find_root(svg, &tag))
        return (struct slice){0};
    struct slice box = attribute(&tag, "viewBox");
    struct slice width = number_of(attribute(&tag, "width"));
    struct slice height = number_of(attribute(&tag, "height"));
    if (!box.len && width.len && height.len)
        box = arena_concat(arena, SLICE("0 0 "), width, SLICE(" "), height, (struct slice){0});
    return box;
}

void map_drawing_visit_ids(struct slice svg, drawn_id_visitor *visitor, void *context)
{
    struct slice text;
    struct tag tag;
    size_t depth = 0, skip = 0;
    while (next_tag(&svg, &text, &tag)) {
        if (!tag.name.len)
            continue;
        if (tag.is_end) {
            skip = skip == depth ? 0 : skip;
            depth -= depth > 0;
            continue;
        }
        bool is_hidden = !draws(tag.name) || slice_equal_string(tag.name, "defs");
        struct slice id = attribute(&tag, "id");
        if (depth && !skip && !is_hidden && id.len)
            visitor(context, id);
        depth += !tag.is_empty;
        if (is_hidden && !skip && !tag.is_empty)
            skip = depth;
    }
}
