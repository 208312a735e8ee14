/* Maps of tiles and time lines, as templates see them: laid out, to be drawn. */
#include "output/map_drawing.h"
#include "output/spans.h"
#include "output/tiles.h"
#include "output/view_parts.h"

static struct data number(size_t value)
{
    return data_integer((int64_t)value);
}

static struct data view_tile(const struct data_context *context, const struct tile *tile)
{
    return VIEW_MAP(
        context, VIEW_PAIR("term", data_object(&view_term_class, tile->term)),
        VIEW_PAIR("short", data_text(tile->short_name)), VIEW_PAIR("count", number(tile->count)),
        VIEW_PAIR("shade", number(tile->shade)), VIEW_PAIR("row", data_integer(tile->row)),
        VIEW_PAIR("column", data_integer(tile->column)));
}

static struct data view_shades(const struct data_context *context, const struct tiles *tiles)
{
    struct data *items = arena_array(context->arena, struct data, tiles->shade_count);
    for (unsigned i = 0; i < tiles->shade_count; i++) {
        bool is_last = i + 1 == tiles->shade_count;
        items[i] = VIEW_MAP(
            context, VIEW_PAIR("shade", number(i + 1)), VIEW_PAIR("from", number(tiles->from[i])),
            VIEW_PAIR("to", number(is_last ? tiles->most : tiles->from[i + 1] - 1)));
    }
    return data_list(items, tiles->shade_count);
}

struct drawn_places {
    const struct data_context *context;
    const struct tiles *tiles;
};

static bool find_place(void *context, struct slice id, struct drawn_place *place)
{
    const struct drawn_places *drawn = context;
    const struct term *term = id.len ? map_get(&drawn->tiles->vocabulary->by_id, id) : NULL;
    if (!term)
        return false;
    const struct data_context *data = drawn->context;
    struct slice url = term_url(view_site(data)->catalogue, data->arena, term, data->language);
    size_t count = drawn->tiles->counts[term->index];
    *place = (struct drawn_place){
        .id = term->id,
        .label = local_text_get(&term->label, data->language),
        .href = site_href_from(view_site(data), data->arena, view_route(data), url),
        .count = count,
        .shade = tiles_shade(drawn->tiles, count),
    };
    return true;
}

/* The theme's own drawing of the places, if it has one. */
static struct data view_drawing(const struct data_context *context, const struct tiles *tiles)
{
    const struct text_file *file = map_get(&view_site(context)->theme->maps, tiles->vocabulary->id);
    if (!file)
        return data_none();
    struct drawn_places drawn = {context, tiles};
    struct buffer svg = {0};
    map_drawing_write(&svg, file->text, find_place, &drawn);
    struct slice shapes = buffer_copy(&svg, context->arena);
    buffer_release(&svg);
    return VIEW_MAP(
        context, VIEW_PAIR("view_box", data_text(map_drawing_view_box(context->arena, file->text))),
        VIEW_PAIR("shapes", data_markup(shapes)));
}

struct data view_tiles(const struct data_context *context, const struct collection *collection,
                       const struct vocabulary *vocabulary)
{
    const struct tiles *tiles = tiles_of(context->arena, view_site(context)->catalogue, collection,
                                         vocabulary, context->language);
    struct data *places = arena_array(context->arena, struct data, tiles->count);
    for (size_t i = 0; i < tiles->count; i++)
        places[i] = view_tile(context, &tiles->tiles[i]);
    if (!tiles->count)
        return data_none();
    return VIEW_MAP(context, VIEW_PAIR("places", data_list(places, tiles->count)),
                    VIEW_PAIR("vocabulary", data_object(&view_vocabulary_class, vocabulary)),
                    VIEW_PAIR("field", collection ? data_text(collection->by_role[ROLE_PLACE]->id)
                                                  : data_none()),
                    VIEW_PAIR("rows", data_integer(tiles->rows)),
                    VIEW_PAIR("columns", data_integer(tiles->columns)),
                    VIEW_PAIR("drawing", view_drawing(context, tiles)),
                    VIEW_PAIR("most", number(tiles->most)),
                    VIEW_PAIR("shades", view_shades(context, tiles)));
}

static struct data view_row(const struct data_context *context, const struct span_row *row)
{
    return VIEW_MAP(context, VIEW_PAIR("sheet", data_object(&view_sheet_class, row->sheet)),
                    VIEW_PAIR("position", number(row->position)), VIEW_PAIR("x", number(row->x)),
                    VIEW_PAIR("width", number(row->width)));
}

/* No number: 2.017 would be one. */
static struct data year(const struct data_context *context, int year)
{
    return data_text(arena_format(context->arena, "%d", year));
}

/* Those that say when. */
static struct data view_span_fields(const struct data_context *context,
                                    const struct collection *collection)
{
    static const enum field_role roles[] = {ROLE_START, ROLE_END, ROLE_DURATION};
    struct data *fields = arena_array(context->arena, struct data, 3);
    size_t count = 0;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (collection->by_role[roles[i]])
            fields[count++] = data_object(&view_field_class, collection->by_role[roles[i]]);
    return data_list(fields, count);
}

struct data view_spans(const struct data_context *context, const struct collection *collection)
{
    const struct spans *spans = spans_of(context->arena, view_site(context)->catalogue, collection);
    struct data *rows = arena_array(context->arena, struct data, spans->count);
    struct data *ticks = arena_array(context->arena, struct data, spans->tick_count);
    for (size_t i = 0; i < spans->count; i++)
        rows[i] = view_row(context, &spans->rows[i]);
    for (size_t i = 0; i < spans->tick_count; i++)
        ticks[i] = VIEW_MAP(context, VIEW_PAIR("year", year(context, spans->ticks[i].year)),
                            VIEW_PAIR("x", number(spans->ticks[i].x)));
    return VIEW_MAP(context, VIEW_PAIR("rows", data_list(rows, spans->count)),
                    VIEW_PAIR("ticks", data_list(ticks, spans->tick_count)),
                    VIEW_PAIR("from", year(context, spans->from)),
                    VIEW_PAIR("to", year(context, spans->to)),
                    VIEW_PAIR("fields", view_span_fields(context, collection)),
                    VIEW_PAIR("undated", number(spans->undated)),
                    VIEW_PAIR("left_out", number(spans->left_out)));
}
