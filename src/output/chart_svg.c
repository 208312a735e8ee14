/* A chart's shapes as SVG. */
#include "output/chart.h"

#include "text/escape.h"

/* A tenth of a pixel, or of a percent: as fine as a screen is. */
static int64_t tenths(double number)
{
    return (int64_t)(number * 10 + (number < 0 ? -0.5 : 0.5));
}

static void add_tenths(struct buffer *out, const char *name, int64_t number, const char *unit)
{
    if (number == 0)
        return; /* which is what there is without it */
    buffer_format(out, " %s=\"", name);
    decimal_write_plain(out, decimal_trim((struct decimal){number, 1}));
    buffer_format(out, "%s\"", unit);
}

static void add_length(struct buffer *out, const char *name, double number, const char *unit)
{
    add_tenths(out, name, tenths(number), unit);
}

/* What a theme fills by texture is filled by address: styles cannot know the id. */
static void add_fill(struct buffer *out, unsigned series, struct slice id)
{
    if (series == 2 || series == 4)
        buffer_format(out, " fill=\"url(#%.*s-%u)\"", SLICE_ARG(id), series);
}

static void add_text(struct buffer *out, const struct chart_shape *shape)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    buffer_format(out, "<text class=\"%s\"", shape->class);
    add_length(out, "x", shape->x, "%");
    add_length(out, "y", shape->y, "");
    add_length(out, "dx", shape->dx, "");
    buffer_format(out, "%s>", anchors[shape->anchor]);
    escape_html(out, shape->text);
    buffer_add_string(out, "</text>");
}

static void add_shape(struct buffer *out, const struct chart_shape *shape, struct slice id)
{
    switch (shape->kind) {
    case SHAPE_BAR:
        buffer_format(out, "<rect class=\"c-%u\"", shape->series);
        add_length(out, "x", shape->x, "%");
        add_length(out, "y", shape->y, "");
        add_tenths(out, "width", tenths(shape->x2) - tenths(shape->x), "%"); /* ends meet */
        add_length(out, "height", shape->y2 - shape->y, "");
        add_fill(out, shape->series, id);
        buffer_add_string(out, "/>");
        break;
    case SHAPE_LINE:
        buffer_format(out, "<line class=\"%s", shape->class);
        if (shape->series)
            buffer_format(out, " c-%u", shape->series);
        buffer_add_string(out, "\"");
        add_length(out, "x1", shape->x, "%");
        add_length(out, "y1", shape->y, "");
        add_length(out, "x2", shape->x2, "%");
        add_length(out, "y2", shape->y2, "");
        buffer_add_string(out, "/>");
        break;
    case SHAPE_DOT:
        buffer_format(out, "<circle class=\"c-%u\" r=\"5.5\"", shape->series);
        add_length(out, "cx", shape->x, "%");
        add_length(out, "cy", shape->y, "");
        add_fill(out, shape->series, id);
        buffer_add_string(out, "/>");
        break;
    case SHAPE_TEXT:
        add_text(out, shape);
        break;
    }
    buffer_add_byte(out, '\n');
}

static void add_textures(struct buffer *out, struct slice id)
{
    buffer_format(out,
                  "<defs>"
                  "<pattern id=\"%.*s-2\" width=\"6\" height=\"6\" "
                  "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                  "<rect class=\"c-ground\" width=\"6\" height=\"6\"/>"
                  "<rect class=\"c-hatch\" width=\"2.5\" height=\"6\"/></pattern>"
                  "<pattern id=\"%.*s-4\" width=\"6\" height=\"6\" "
                  "patternUnits=\"userSpaceOnUse\">"
                  "<rect class=\"c-ground\" width=\"6\" height=\"6\"/>"
                  "<circle class=\"c-hatch\" cx=\"3\" cy=\"3\" r=\"1.5\"/></pattern>"
                  "</defs>\n",
                  SLICE_ARG(id), SLICE_ARG(id));
}

static bool has_textures(const struct chart *chart)
{
    for (size_t i = 0; i < chart->shapes.count; i++)
        if (chart->shapes.items[i].kind != SHAPE_LINE &&
            (chart->shapes.items[i].series == 2 || chart->shapes.items[i].series == 4))
            return true;
    return false;
}

/* The scale lies below all else, figures above. */
static int layer_of(const struct chart_shape *shape)
{
    if (shape->kind == SHAPE_TEXT)
        return 3;
    if (shape->kind == SHAPE_LINE && !shape->series)
        return slice_equal_string(slice_from_string(shape->class), "c-mark") ? 2 : 0;
    return 1;
}

void chart_write_svg(struct buffer *out, const struct chart *chart, struct slice id)
{
    buffer_format(out,
                  "<svg class=\"chart\" width=\"100%%\" height=\"%d\" role=\"img\" "
                  "aria-labelledby=\"%.*s-t%s%.*s%s\">\n",
                  (int)(chart->height + 0.5), SLICE_ARG(id), chart->description.len ? " " : "",
                  chart->description.len ? (int)id.len : 0, id.len ? id.ptr : "",
                  chart->description.len ? "-d" : "");
    buffer_format(out, "<title id=\"%.*s-t\">", SLICE_ARG(id));
    escape_html(out, chart->title);
    buffer_add_string(out, "</title>\n");
    if (chart->description.len) {
        buffer_format(out, "<desc id=\"%.*s-d\">", SLICE_ARG(id));
        escape_html(out, chart->description);
        buffer_add_string(out, "</desc>\n");
    }
    if (has_textures(chart))
        add_textures(out, id);
    for (int layer = 0; layer < 4; layer++)
        for (size_t i = 0; i < chart->shapes.count; i++)
            if (layer_of(&chart->shapes.items[i]) == layer)
                add_shape(out, &chart->shapes.items[i], id);
    buffer_add_string(out, "</svg>\n");
}
