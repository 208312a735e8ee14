/* shape: each body parsed, its blocks filled, its headings, links and words collected. All that a
 * publisher's hooks may change, they change here, and nothing after it. */
#include "build/state.h"

static void shape_item(void *context, size_t index, unsigned worker)
{
    struct build *build = context;
    struct worker_state *state = &build->worker_states[worker];
    struct document *document = build->items[index].document;
    if (document)
        document_shape(&state->arena, build->schema, document, &state->diagnostics);
}

bool build_shape(struct build *build)
{
    markdown_prepare();
    return build_each(build, BUILD_SHAPE, build->item_count, shape_item, build);
}
