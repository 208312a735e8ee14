/*
 * template/template.h - Jinja's language, compiled to Lua once per worker.
 *
 *     {{ value | filter(argument) }}   {% if %} {% elif %} {% else %} {% endif %}
 *     {% for a, b in list if … recursive %} {% else %} {% endfor %}   {% set %}   {% with %}
 *     {% block %} {% extends %} {% include … ignore missing, with context %} {% import %} {% from
 * %}
 *     {% macro %} {% call %} {% filter %} {% raw %} {# comment #}   {%- whitespace -%}
 *     loop.index index0 first last length previtem nextitem cycle() depth, super(), caller()
 *
 * Escaping is on and knows where it stands: text, quoted attribute, address, JSON, script,
 * as the text of the template before it says. A value in an address (href, src, action …) goes
 * through url_is_allowed(); one in a <script type="application/json" or "…ld+json"> is written
 * as JSON; other scripts, styles, unquoted attributes and on… attributes refuse values at compile
 * time.
 * `| safe` and data of kind MARKUP are raw in text. The file's extension sets the language:
 * .html, .xml (Atom, sitemap), .json, .txt; .css and .js take no values and can be included in
 * <style> and <script>. Between the attributes of a tag may stand a bare name, `xmlattr`, or a
 * macro whose text begins with a space.
 *
 * none is all that is not there: an unknown key of a map, a field without a value, an argument
 * that was not given. It prints nothing and loops no times; an attribute of it is an error, unless
 * `default`, `is defined`, `is none` or `is empty` guards it, however deep. Numbers, order and
 * slices are Python's; maps have items(), keys(), values() and get(), texts split(), startswith()
 * and endswith(), everything else is a filter (template_filters.c lists them).
 *
 * An environment is the theme's sources; it is read-only and shared. An engine is one
 * worker's Lua state with the compiled templates.
 *
 * Every error, at compile time and at run time, is a diagnostic with the template's file,
 * line and column, and says which page was being rendered. No template can hang the build: a
 * render has a budget of instructions and memory.
 */
#ifndef SCHEDARIO_TEMPLATE_TEMPLATE_H
#define SCHEDARIO_TEMPLATE_TEMPLATE_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/map.h"
#include "template/data.h"

/* One call of a function or filter that the host gives: `{{ t('home', count=3) }}`,
 * `{{ sheet | citation }}` (arguments[0] is the filtered value). */
struct template_function;
struct template_call {
    const struct data_context *context;
    const struct data *arguments;
    size_t argument_count;
    const struct data_pair *named;
    size_t named_count;
    const struct template_function *function; /* which of the host's it is */
    struct slice error; /* set before returning false: what is wrong, for a diagnostic */
};

typedef bool template_host_function(struct template_call *call, struct data *result);

struct template_function {
    const char *name;
    template_host_function *call;
    bool is_filter; /* else a function */
};

struct template_environment {
    struct map sources; /* name ("sheet.html", "partials/card.html", "schedario:sheet.html") to
                           struct text_file */
    const struct template_function *functions;
    size_t function_count;
    const char *const
        *globals; /* the names that render() will be given: others are errors at compile time */
    size_t global_count;
};

struct template_engine;

struct template_engine *template_engine_create(const struct template_environment *environment);
void template_engine_destroy(struct template_engine *engine);

/* Compiles every template of the environment and checks names of templates, filters, tests,
 * functions, macros and globals, used or not. False when there is any error. */
bool template_engine_check(struct template_engine *engine, struct diagnostics *diagnostics);
bool template_exists(const struct template_engine *engine, struct slice name);

/* Renders one page into `out`. `globals` in the order of environment->globals. False when it
 * failed (reported; `out` then holds what was written so far). `page` names the page in messages.
 */
bool template_render(struct template_engine *engine, struct slice name, const struct data *globals,
                     const struct data_context *context, struct slice page, struct buffer *out,
                     struct diagnostics *diagnostics);

#endif
