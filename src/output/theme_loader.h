/*
 * theme_loader.h - what the files that read a theme share. Known to theme*.c alone.
 *
 * theme.c finds the theme and its parents and takes their files, theme_words.c the words of the
 * interface, theme_accent.c the site's colour.
 */
#ifndef SCHEDARIO_OUTPUT_THEME_LOADER_H
#define SCHEDARIO_OUTPUT_THEME_LOADER_H

#include "base/vector.h"
#include "content/yaml.h"
#include "output/accent.h"
#include "output/theme.h"

struct theme_loader {
    struct arena *arena;
    const struct schema *schema;
    const struct theme_folder *folders;
    struct diagnostics *diagnostics;
    struct theme *theme;
    VECTOR(struct asset) assets;
    struct map assets_by_name; /* of those: which names are taken */
    size_t file_count;
    struct color paper, dark_paper;
    bool paper_set, dark_paper_set;
    bool broken;       /* a file could not be read: what is missing may have been in it */
    bool words_broken; /* the same of i18n/ */
};

/* A theme's folder in its source and as people see it: "themes/NAME". */
struct theme_place {
    struct source *source;
    struct slice folder, shown;
};

/* NULL where there is no such file, or it could not be read (reported). */
struct text_file *theme_read_file(struct theme_loader *loader, struct theme_place place,
                                  struct slice name);

/* theme_words.c: i18n/ of one theme, in the site's languages and English; what is there already
 * stays. */
void theme_read_words(struct theme_loader *loader, struct theme_place place);
/* That what the program itself asks for is there. */
void theme_check_words(struct theme_loader *loader);

/* theme_accent.c: `paper:` of theme.yaml, or NULL; what is set already stays. */
void theme_read_paper(struct theme_loader *loader, const struct yaml_node *paper);
/* theme_maps.c: `maps:` of theme.yaml; a child's goes before its parent's. */
void theme_read_maps(struct theme_loader *loader, struct theme_place place,
                     const struct yaml_node *maps);
/* Writes the site's accent into style.css. */
void theme_append_accent(struct theme_loader *loader);

#endif
