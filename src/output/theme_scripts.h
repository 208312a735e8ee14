/*
 * theme_scripts.h - scripts of a theme written in several files, published as one each.
 *
 * An asset NAME.js with import lines becomes one classic script: every module that it imports, each
 * once, those that others need first, then itself, in one function scope. So a page loads one file,
 * a site works from a disk (file://), where browsers load no modules, and the policy of the site's
 * pages stays as strict as it is. The modules themselves, which only others import, are not
 * published. A child theme's module takes the place of its parent's by name, like any asset.
 *
 *     assets/search.js            import { ask } from './search/engine.js';
 *     assets/search/engine.js     export function ask(words) { … }
 *
 *     -> (() => {
 *        'use strict';
 *        function ask(words){ … }
 *        …
 *        })();
 *
 * Which forms may be written: output/script_scan.h. All modules of a script share its scope: a name
 * at the top of two of them is reported, as are modules that are not there, names that they do not
 * export, and circles.
 */
#ifndef SCHEDARIO_OUTPUT_THEME_SCRIPTS_H
#define SCHEDARIO_OUTPUT_THEME_SCRIPTS_H

#include "output/theme_loader.h"

/* Changes the content of assets that import, and takes out those that are imported. */
void theme_join_scripts(struct theme_loader *loader);

/* Gives the joined ones short names (output/script_shorten.h). */
void theme_shorten_scripts(struct theme_loader *loader);

#endif
