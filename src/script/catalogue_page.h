/*
 * catalogue_page.h - pages that no file stands for: catalogue.page{}.
 *
 *     catalogue.page{
 *       name = "anni",
 *       pages = function(language)
 *         return {{address = "/anni/2017/", title = "2017", summary = "…",
 *                  body = "Nel 2017 …\n", menu = true}}
 *       end}
 *
 * The function runs once for each language of the site, when every field is computed, and returns
 * one page or a list of them:
 *
 *     address   below the language's root: small letters, digits, - and _ between slashes
 *     title     required, as address and body are
 *     summary   for lists, search and search engines
 *     body      Markdown, in which fences call tables and blocks; pandoc's elements; a call of a
 *               table; or a list of these (catalogue_page_body.h)
 *     id        what links between the languages' pages: that of the address where it is left out;
 *               [[pages/ID]] links to the page
 *     language  the page is for that language alone
 *     menu      true: the page stands in the menu, behind what site.yaml puts there
 */
#ifndef SCHEDARIO_SCRIPT_CATALOGUE_PAGE_H
#define SCHEDARIO_SCRIPT_CATALOGUE_PAGE_H

#include "model/generated.h"
#include "script/catalogue_api.h"

#define GENERATED_PAGES_MAX 5000
#define GENERATED_BYTES_MAX (64u << 20) /* of all their texts */

/* The pages of every registration, their documents not shaped yet. After hooks_set_catalogue(). */
void catalogue_pages_make(struct hooks *hooks, struct schema *schema,
                          const struct collection *collection, struct arena *arena,
                          struct diagnostics *diagnostics, struct generated_page **pages,
                          size_t *count);

#endif
