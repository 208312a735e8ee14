/* The site's colour, in the theme's style. */
#include "output/theme_loader.h"

static const struct problem theme_paper = {
    "theme-paper",
    SEVERITY_ERROR,
    {"the ground of a theme is two colours: light and dark",
     "lo sfondo di un tema è fatto di due colori: light e dark"},
    {"write paper: {light: \"#ffffff\", dark: \"#121212\"}",
     "scrivi paper: {light: \"#ffffff\", dark: \"#121212\"}"}};
/* %2 is the contrast with a point, %4 with a comma. */
static const struct problem accent_contrast = {
    "accent-contrast",
    SEVERITY_WARNING,
    {"the accent %1 has a contrast of %2 with the theme's paper: less than 4.5 is hard to read",
     "il colore %1 ha un contrasto di %4 con lo sfondo del tema: sotto 4,5 si legge male"},
    {"%3 is near it, has enough, and takes its place",
     "%3 è vicino, basta, e prende il suo posto"}};

void theme_read_paper(struct theme_loader *loader, const struct yaml_node *paper)
{
    if (!paper)
        return;
    if (paper->kind != YAML_MAPPING)
        diagnostic_add_plain(loader->diagnostics, &theme_paper, paper->span);
    for (size_t i = 0; paper->kind == YAML_MAPPING && i < paper->count; i++) {
        struct slice key = paper->keys[i]->text;
        bool dark = slice_equal_string(key, "dark");
        struct color color;
        if ((!dark && !slice_equal_string(key, "light")) ||
            !color_read(slice_trim(paper->items[i]->text), &color)) {
            diagnostic_add_plain(loader->diagnostics, &theme_paper, paper->items[i]->span);
            continue;
        }
        bool *set = dark ? &loader->dark_paper_set : &loader->paper_set;
        if (!*set)
            *(dark ? &loader->dark_paper : &loader->paper) = color;
        *set = true;
    }
}

static struct slice color_text(struct arena *arena, struct color color)
{
    struct buffer text = {0};
    color_write(&text, color);
    struct slice copy = buffer_copy(&text, arena);
    buffer_release(&text);
    return copy;
}

/* Two decimals, cut and not rounded: 4.499 is no 4.5. */
static struct slice ratio_text(struct arena *arena, double ratio, char point)
{
    unsigned hundredths = (unsigned)(ratio * 100);
    return arena_format(arena, "%u%c%02u", hundredths / 100, point, hundredths % 100);
}

static struct slice accent_rule(struct arena *arena, struct color accent)
{
    return arena_concat(arena, SLICE(":root{--accent:"), color_text(arena, accent),
                        SLICE(";--accent-text:"), color_text(arena, color_text_on(accent)),
                        SLICE("}"), (struct slice){0});
}

void theme_append_accent(struct theme_loader *loader)
{
    struct color accent;
    struct arena *arena = loader->arena;
    if (!color_read(loader->schema->accent, &accent))
        return;
    struct color light = color_readable_on(accent, loader->paper);
    struct color dark = color_readable_on(accent, loader->dark_paper);
    double contrast = color_contrast(accent, loader->paper);
    if (contrast < CONTRAST_MINIMUM)
        diagnostic_add(loader->diagnostics, &accent_contrast, loader->schema->accent_span,
                       loader->schema->accent, ratio_text(arena, contrast, '.'),
                       color_text(arena, light), ratio_text(arena, contrast, ','));
    for (size_t i = 0; i < loader->assets.count; i++) {
        struct asset *asset = &loader->assets.items[i];
        if (slice_equal_string(asset->name, "style.css"))
            asset->content =
                arena_concat(arena, asset->content, SLICE("\n"), accent_rule(arena, light),
                             SLICE("\n@media screen and (prefers-color-scheme:dark){"),
                             accent_rule(arena, dark), SLICE("}\n"), (struct slice){0});
    }
}
