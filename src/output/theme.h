/*
 * theme.h - a theme's files: templates, assets, words of the interface.
 *
 *     themes/NAME/theme.yaml       name: TEXT, extends: NAME,
 *                                  paper: {light: "#rrggbb", dark: "#rrggbb"},
 *                                  maps: {VOCABULARY: FILE.svg}, in the place of the map of tiles:
 *                                  shapes with the ids of terms (output/map_drawing.h)
 *     themes/NAME/templates/       sheet.html, partials/card.html …: names relative to here
 *     themes/NAME/assets/          style.css, script.js, fonts: published under /assets/ with
 *                                  their content's hash in the name; scripts that import others
 *                                  are published joined with them (output/theme_scripts.h)
 *     themes/NAME/i18n/LANG.yaml   key: text, or key: {one: …, other: …}; of a language like it-CH
 *                                  what it-CH.yaml does not say, it.yaml does
 *
 * A theme may extend another, file by file: a template, asset or text that it does not have
 * is its parent's; "PARENT:sheet.html" names the parent's own. A theme is looked for
 * in DIR/themes, then beside the program (the source tree's themes/), then in
 * $(datadir)/schedario/themes.
 *
 * style.css gets the site's accent (site.yaml) appended as the custom properties --accent and
 * --accent-text (what is written on it), for light and for dark, where it is lightened until it has
 * enough contrast with the theme's `paper`. In light an accent with less than 4.5:1 against the
 * paper is darkened likewise, with a warning that names the colour (WCAG 2.2, 1.4.3).
 */
#ifndef SCHEDARIO_OUTPUT_THEME_H
#define SCHEDARIO_OUTPUT_THEME_H

#include "base/diagnostic.h"
#include "base/map.h"
#include "content/schema.h"
#include "source/source.h"

struct asset {
    struct slice name;        /* as templates say it: "style.css" */
    struct slice output_path; /* "assets/style.3f9a1c2b.css" */
    struct slice content;
    bool is_joined; /* a script of several files (output/theme_scripts.h) */
};

struct theme {
    struct slice name;
    struct map templates; /* name to struct text_file, for struct template_environment */
    struct asset *assets; /* sorted by output_path */
    size_t asset_count;
    struct map assets_by_name; /* struct asset; the logo is not among them */
    const struct asset *logo;  /* among the assets; NULL: none */
    struct map maps;           /* vocabulary to struct text_file: a drawing of its places */
    struct map *messages;      /* by language of the site: key to struct message */
    struct map *english;       /* what a language does not say; NULL: no such texts */
};

/* A folder of themes: "themes" of the site's own files, or all of a source. */
struct theme_folder {
    struct source *source;
    struct slice folder;
};

/* `folders`: where to look, in order, ending in one without source. NULL, and reported, where the theme
 * is not found or cannot be read; other mistakes are reported alone. A text that the program itself
 * asks for (output/view.h) and that is there neither in a language of the site nor in English is
 * one of them. */
struct theme *theme_load(struct arena *arena, const struct schema *schema,
                         const struct theme_folder *folders, struct diagnostics *diagnostics);

/* Publishes the site's logo with the assets. Once. */
const struct asset *theme_set_logo(struct arena *arena, struct theme *theme, struct slice name,
                                   struct slice content);

/* The text of a key in a language of the site (its index), else in English; the form for `count`
 * where there are several and count >= 0. Empty: no such key. */
struct slice theme_message(const struct theme *theme, const struct locale *locale,
                           unsigned language, struct slice key, int64_t count);

#endif
