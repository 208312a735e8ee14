/* link: give every sheet its address, resolve links, build terms, backlinks and related sheets.
 * From here on the catalogue is read-only. */
#include "build/state.h"

bool build_link(struct build *build)
{
    struct catalogue_options options = {.drafts = build->options.drafts};
    catalogue_link(build->catalogue, &options, &build->diagnostics);
    build->counts.sheets = build->catalogue->sheet_count;
    return !workers_are_interrupted();
}
