/* Links in the texts: each gets the address of what it names, or the editor is told. */
#include "model/link.h"

#include "base/files.h"
#include "text/url.h"

#include <string.h>

static const struct problem dead_link = {
    "link-dead",
    SEVERITY_ERROR,
    {"there is nothing at \"%1\"", "in \"%1\" non c'è nulla"},
    {"write the path of a file from this sheet's folder, or from content/ with a / in front",
     "scrivi il percorso di un file a partire dalla cartella di questa scheda, o da content/ con "
     "una / davanti"}};

static const struct problem dead_link_near = {
    "link-dead",
    SEVERITY_ERROR,
    {"there is nothing at \"%1\"", "in \"%1\" non c'è nulla"},
    {"did you mean \"%2\"?", "forse \"%2\"?"}};

static const struct problem dead_wiki = {
    "link-dead",
    SEVERITY_ERROR,
    {"there is no sheet [[%1]]", "non c'è nessuna scheda [[%1]]"},
    {"write the name of a sheet's file, without .md",
     "scrivi il nome del file di una scheda, senza .md"}};

static const struct problem dead_wiki_near = {
    "link-dead",
    SEVERITY_ERROR,
    {"there is no sheet [[%1]]", "non c'è nessuna scheda [[%1]]"},
    {"did you mean [[%2]]?", "forse [[%2]]?"}};

static const struct problem ambiguous_wiki = {
    "link-ambiguous",
    SEVERITY_ERROR,
    {"[[%1]] may be a sheet of %2 or of %3", "[[%1]] può essere una scheda di %2 o di %3"},
    {"write [[%2/%1]] or [[%3/%1]]", "scrivi [[%2/%1]] oppure [[%3/%1]]"}};

static const struct problem dead_anchor = {
    "link-anchor",
    SEVERITY_ERROR,
    {"%1 has no heading \"#%2\"", "in %1 non c'è il titolo \"#%2\""},
    {"copy the anchor from the page's table of contents",
     "copia l'ancora dall'indice della pagina"}};

static const struct problem dead_anchor_near = {
    "link-anchor",
    SEVERITY_ERROR,
    {"%1 has no heading \"#%2\"", "in %1 non c'è il titolo \"#%2\""},
    {"did you mean \"#%3\"?", "forse \"#%3\"?"}};

static const struct problem draft_link = {
    "link-draft",
    SEVERITY_WARNING,
    {"%1 is not published yet: this link will be plain text",
     "%1 non è ancora pubblicata: questo collegamento sarà solo testo"},
    {"publish it as well, or take the link out",
     "pubblica anche quella, oppure togli il collegamento"}};

static const struct problem refused_link = {
    "link-scheme",
    SEVERITY_WARNING,
    {"\"%1\" is not an address that may stand in a page: this link will be plain text",
     "\"%1\" non è un indirizzo che può stare in una pagina: questo collegamento sarà solo testo"},
    {"links begin with https://, http://, mailto: or tel:, or name a file",
     "i collegamenti cominciano con https://, http://, mailto: o tel:, oppure nominano un file"}};

static const struct problem spaced_link = {
    "link-scheme",
    SEVERITY_ERROR,
    {"\"%1\" has a space in it, and an address has none",
     "in \"%1\" c'è uno spazio, e un indirizzo non ne ha"},
    {"write %%20 for the space, or better rename the file with a hyphen",
     "scrivi %%20 al posto dello spazio, o meglio rinomina il file con un trattino"}};

static const struct problem image_elsewhere = {
    "image-elsewhere",
    SEVERITY_WARNING,
    {"this picture is on another site, which would learn who reads the page",
     "questa immagine sta su un altro sito, che verrebbe a sapere chi legge la pagina"},
    {"put the file beside the sheet", "metti il file accanto alla scheda"}};

static const struct problem drawing_as_link = {
    "link-svg",
    SEVERITY_ERROR,
    {"an SVG drawing can run programs when it is opened by itself",
     "un disegno SVG, aperto da solo, può eseguire programmi"},
    {"show it as a picture, ![description](file.svg), or give it as PNG or PDF",
     "mostralo come immagine, ![descrizione](file.svg), oppure mettilo in PNG o in PDF"}};

struct linking {
    struct link *link;
    struct linked_sheet *source;
    const struct edition *edition;
    const struct markdown *body; /* where headings stand; NULL in fields */
    struct slice folder;         /* of the edition's file, below content/ */
};

/* --- addresses ---------------------------------------------------------- */

struct slice link_page_address(struct arena *arena, const struct schema *schema, struct slice url,
                               struct slice fragment)
{
    struct slice base = schema->base_path;
    if (base.len && base.ptr[base.len - 1] == '/')
        base.len--;
    return arena_concat(arena, base, url, fragment.len ? SLICE("#") : SLICE(""), fragment,
                        (struct slice){0});
}

static struct slice page_address(struct link *link, struct slice url, struct slice fragment)
{
    return link_page_address(link->arena, link->schema, url, fragment);
}

/* The fragment becomes the id that the page has for it. */
static void resolve_anchor(struct linking *linking, struct markdown_link *target,
                           const struct edition *edition)
{
    struct link *link = linking->link;
    if (target->fragment.len == 0 || link_find_anchor(link, edition, &target->fragment))
        return;
    struct slice near = link_nearest_anchor(link, edition, target->fragment);
    diagnostic_add(link->diagnostics, near.len ? &dead_anchor_near : &dead_anchor, target->span,
                   edition->path, target->fragment, near);
}

static void link_to_sheet(struct linking *linking, struct markdown_link *target,
                          struct linked_sheet *sheet, unsigned language)
{
    struct link *link = linking->link;
    if (sheet->broken) {
        target->missing = true;
        return;
    }
    const struct edition *edition = sheet_edition(&sheet->sheet, language);
    if (sheet == linking->source && sheet->editions[language])
        edition = sheet->editions[language];
    if (target->kind == MARKDOWN_LINK_WIKI)
        target->text = edition->title;
    if (!sheet->visible && sheet != linking->source) {
        target->missing = true;
        if (linking->source->visible)
            diagnostic_add(link->diagnostics, &draft_link, target->span, edition->path);
        return;
    }
    resolve_anchor(linking, target, edition);
    target->url = page_address(link, sheet->sheet.url[language], target->fragment);
    link_note_backlink(link, sheet, linking->edition, linking->body, target->span);
}

static void report_dead(struct linking *linking, struct markdown_link *target, struct slice near)
{
    target->missing = true;
    diagnostic_add(linking->link->diagnostics, near.len ? &dead_link_near : &dead_link,
                   target->span, target->target, near);
}

/* --- files -------------------------------------------------------------- */

static void link_to_file(struct linking *linking, struct markdown_link *target,
                         struct loose_file *file)
{
    struct link *link = linking->link;
    struct slice path = file->attachment.path;
    if (target->kind != MARKDOWN_LINK_IMAGE &&
        slice_equal_ignoring_case(path_extension(path), SLICE(".svg"))) {
        diagnostic_add_plain(link->diagnostics, &drawing_as_link, target->span);
        target->missing = true;
        return;
    }
    if (file->owner && !file->owner->visible) {
        target->missing = true;
        if (!file->owner->broken && linking->source->visible)
            diagnostic_add(link->diagnostics, &draft_link, target->span,
                           file->owner->sheet.original->path);
        return;
    }
    if (linking->source->visible && !link_use_file(link, file, linking->source))
        target->missing = true;
    else if (file->attachment.url.len)
        target->url = page_address(link, file->attachment.url, target->fragment);
}

struct linked_sheet *link_sheet_of_file(const struct catalogue *catalogue, struct slice path)
{
    const struct catalogue_state *state = catalogue->private;
    if (!slice_ends_with(path, SLICE(".md")))
        return NULL;
    path.len -= strlen(".md");
    struct linked_sheet *sheet = map_get(&state->sheets_by_file, path);
    struct slice name = path_name(path);
    size_t dot = slice_find_last_byte(name, '.');
    if (!sheet && dot != SLICE_NOT_FOUND &&
        schema_find_language(catalogue->schema, slice_after(name, dot + 1)) >= 0)
        sheet = map_get(&state->sheets_by_file, slice_sub(path, 0, path.len - (name.len - dot)));
    return sheet;
}

struct linked_sheet *link_sheet_of_folder(const struct catalogue *catalogue, struct slice path)
{
    const struct catalogue_state *state = catalogue->private;
    if (path.len && path.ptr[path.len - 1] == '/')
        path.len--;
    return map_get(&state->sheets_by_folder, path);
}

/* The sheet that was probably meant, as a path from content/; else a file of the same folder. */
static struct slice nearest_target(struct link *link, struct slice path)
{
    if (path.len && path.ptr[path.len - 1] == '/')
        path.len--;
    struct slice name = path_name(path);
    if (slice_starts_with(name, SLICE("index."))) {
        path = path_folder(path);
        name = path_name(path);
    }
    struct slice extension = path_extension(name);
    if (extension.len && !slice_equal_string(extension, ".md"))
        return link_nearest_file(link, path);
    name.len -= extension.len;
    const struct linked_sheet *sheet = link_nearest_sheet(link, NULL, name);
    if (!sheet)
        return (struct slice){0};
    return arena_concat(link->arena, SLICE("/"), sheet->files[0]->key, SLICE(".md"),
                        (struct slice){0});
}

/* --- the site's own addresses: "/esperienze/x/" -------------------------- */

static bool link_to_route(struct linking *linking, struct markdown_link *target, struct slice path)
{
    struct link *link = linking->link;
    size_t mark = slice_find_byte(path, '?');
    struct slice query = mark == SLICE_NOT_FOUND ? (struct slice){0} : slice_after(path, mark);
    path.len -= query.len;
    struct slice url = arena_concat(link->arena, SLICE("/"), path, (struct slice){0});
    const struct route *route = link_find_route(link, url_output_path(link->arena, url));
    if (!route && path.len && path.ptr[path.len - 1] != '/') {
        url = arena_concat(link->arena, url, SLICE("/"), (struct slice){0});
        route = link_find_route(link, url_output_path(link->arena, url));
    }
    if (!route) {
        struct linked_sheet *hidden = map_get(&link->state->hidden_by_url, url);
        if (hidden)
            link_to_sheet(linking, target, hidden, linking->edition->language);
        return hidden != NULL;
    }
    if (target->kind == MARKDOWN_LINK_IMAGE && route->kind != ROUTE_ATTACHMENT)
        return false;
    if (route->kind == ROUTE_SHEET || route->kind == ROUTE_REDIRECT)
        link_to_sheet(linking, target, linked_sheet_of(route->sheet), route->language);
    else
        target->url =
            page_address(link, arena_concat(link->arena, route->url, query, (struct slice){0}),
                         target->fragment);
    return true;
}

/* --- one link ------------------------------------------------------------ */

static void resolve_path(struct linking *linking, struct markdown_link *target)
{
    struct link *link = linking->link;
    struct slice written = target->target, path = {0};
    bool from_root = slice_starts_with(written, SLICE("/"));
    bool is_image = target->kind == MARKDOWN_LINK_IMAGE;
    if (written.len == 0) {
        struct slice fragment = target->fragment;
        if (fragment.len && !is_image)
            resolve_anchor(linking, target, linking->edition);
        if (!slice_equal(fragment, target->fragment))
            target->url =
                arena_concat(link->arena, SLICE("#"), target->fragment, (struct slice){0});
        return;
    }
    if (!content_path_resolve(link->arena, from_root ? SLICE("") : linking->folder, written,
                              &path)) {
        report_dead(linking, target, (struct slice){0});
        return;
    }
    struct linked_sheet *sheet = is_image ? NULL : link_sheet_of_file(link->catalogue, path);
    if (sheet) {
        link_to_sheet(linking, target, sheet, linking->edition->language);
        return;
    }
    struct loose_file *file = map_get(&link->state->loose_by_path, path);
    if (file) {
        link_to_file(linking, target, file);
        return;
    }
    if (from_root && link_to_route(linking, target, path))
        return;
    sheet = is_image ? NULL : link_sheet_of_folder(link->catalogue, path);
    if (sheet)
        link_to_sheet(linking, target, sheet, linking->edition->language);
    else
        report_dead(linking, target, nearest_target(link, path));
}

static void resolve_wiki(struct linking *linking, struct markdown_link *target)
{
    struct link *link = linking->link;
    struct slice name = target->target;
    struct linked_sheet *sheet = NULL;
    const struct collection *collection = NULL;
    size_t slash = slice_find_byte(name, '/');
    if (slash != SLICE_NOT_FOUND) {
        sheet = map_get(&link->state->sheets_by_key, name);
        collection = map_get(&link->schema->collections_by_id, slice_sub(name, 0, slash));
        name = slice_after(name, slash + 1);
    } else {
        const struct namesakes *named = map_get(&link->state->sheets_by_id, name);
        if (named && named->second) {
            target->missing = true;
            diagnostic_add(link->diagnostics, &ambiguous_wiki, target->span, name,
                           named->first->sheet.collection->id, named->second->sheet.collection->id);
            return;
        }
        sheet = named ? named->first : NULL;
    }
    if (sheet) {
        link_to_sheet(linking, target, sheet, linking->edition->language);
        return;
    }
    const struct linked_sheet *near = link_nearest_sheet(link, collection, name);
    target->missing = true;
    diagnostic_add(link->diagnostics, near ? &dead_wiki_near : &dead_wiki, target->span,
                   target->target,
                   near && slash != SLICE_NOT_FOUND ? linked_sheet_key(link->arena, near)
                   : near                           ? near->sheet.id
                                                    : (struct slice){0});
}

static void resolve_link(struct linking *linking, struct markdown_link *target)
{
    switch (target->kind) {
    case MARKDOWN_LINK_EXTERNAL:
        break;
    case MARKDOWN_LINK_REFUSED:
        diagnostic_add(linking->link->diagnostics,
                       slice_find_byte(target->target, ' ') == SLICE_NOT_FOUND ? &refused_link
                                                                               : &spaced_link,
                       target->span, target->target);
        target->missing = true;
        break;
    case MARKDOWN_LINK_WIKI:
        resolve_wiki(linking, target);
        break;
    case MARKDOWN_LINK_IMAGE:
        if (url_is_absolute(target->target)) {
            diagnostic_add_plain(linking->link->diagnostics, &image_elsewhere, target->span);
            break;
        }
        resolve_path(linking, target);
        break;
    case MARKDOWN_LINK_FILE:
        resolve_path(linking, target);
        break;
    }
}

static void resolve_tree(struct linking *linking, struct markdown *tree)
{
    for (size_t i = 0; tree && i < tree->link_count; i++)
        resolve_link(linking, &tree->links[i]);
}

static void resolve_value(void *context, const struct field *field, uint64_t ordinal,
                          struct value *value)
{
    (void)field;
    (void)ordinal;
    if (value->kind == VALUE_MARKDOWN)
        resolve_tree(context, value->as.markdown.tree);
}

/* What a translation inherits has been resolved with its original, whose language it is in. */
static void resolve_edition(struct link *link, struct linked_sheet *sheet, struct edition *edition,
                            void *context)
{
    const struct collection *collection = sheet->sheet.collection;
    struct linking linking = {link, sheet, edition, edition->document->markdown,
                              path_folder(content_path(edition->path))};
    (void)context;
    resolve_tree(&linking, edition->document->markdown);
    linking.body = NULL;
    values_visit(collection->fields, collection->field_count, edition->document->values,
                 resolve_value, &linking);
}

void link_markdown(struct link *link)
{
    link_each_edition(link, resolve_edition, NULL);
    link_sort_backlinks(link);
}
