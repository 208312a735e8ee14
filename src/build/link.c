/* link: give every sheet its address, resolve references and links, build terms, backlinks and
 * related sheets. From here on the catalogue is read-only. */
#include "build/state.h"

bool build_link(struct build *build)
{
    struct diagnostics *diagnostics = &build->diagnostics;
    build->catalogue = catalogue_create(&build->arena, build->schema);
    for (size_t i = 0; i < build->item_count; i++) {
        struct item *item = &build->items[i];
        if (item->is_sheet) {
            catalogue_add(build->catalogue, item->document, &item->name, &item->file, diagnostics);
        } else {
            catalogue_add_attachment(build->catalogue, item->entry.path, item->entry.size);
        }
    }
    struct catalogue_options options = {.drafts = build->options.drafts};
    catalogue_link(build->catalogue, &options, diagnostics);
    build->counts.sheets = build->catalogue->sheet_count;
    return !workers_are_interrupted();
}
