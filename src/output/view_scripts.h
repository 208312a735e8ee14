/*
 * view_scripts.h - filters and functions that scripts give to templates.
 *
 *     site_add_scripts(site, arena, hooks, diagnostics);    // after site_create(), before workers
 *     view_scripts_begin(&view, …) … view_scripts_end(&view) around each page
 *
 * They go by the names that catalogue.filter{} and catalogue.func{} gave them; what has a name of
 * the engine's own is refused.
 */
#ifndef SCHEDARIO_OUTPUT_VIEW_SCRIPTS_H
#define SCHEDARIO_OUTPUT_VIEW_SCRIPTS_H

#include "output/view.h"
#include "script/hooks.h"

/* The functions of a page's scripts, for the page of `route`. Nothing where there are none. */
void view_scripts_begin(struct view *view, struct hook_subject *subject, struct arena *arena,
                        struct diagnostics *diagnostics);
void view_scripts_end(struct view *view);

#endif
