#include "output/view_scripts.h"

#include "output/view_parts.h"
#include "script/catalogue_call.h"
#include "template/template_library.h"

#define ARGUMENTS_MAX 32
#define DEPTH_MAX     10

static const struct problem filter_taken = {
    "hook-name",
    SEVERITY_ERROR,
    {"templates have a filter \"%1\" already", "i modelli hanno già un filtro \"%1\""},
    {"give it another name", "dagli un altro nome"}};
static const struct problem function_taken = {
    "hook-name",
    SEVERITY_ERROR,
    {"templates have a function \"%1\" already", "i modelli hanno già una funzione \"%1\""},
    {"give it another name", "dalle un altro nome"}};

/* ------------------------------------------------------------------ to the script */

static bool to_script(struct template_call *call, struct data data, int depth,
                      struct catalogue_data *result);

static bool refuse(struct template_call *call, const char *why)
{
    call->error = slice_from_string(why);
    return false;
}

static bool list_to_script(struct template_call *call, struct data data, int depth,
                           struct catalogue_data *result)
{
    struct arena *arena = call->context->arena;
    bool is_map = data.kind == DATA_MAP;
    size_t count = is_map ? data.as.map.count : data.as.list.count;
    result->kind = is_map ? CATALOGUE_MAP : CATALOGUE_LIST;
    result->as.list.count = count;
    result->as.list.items = arena_array(arena, struct catalogue_data, count);
    result->as.list.names = is_map ? arena_array(arena, struct slice, count) : NULL;
    for (size_t i = 0; i < count; i++) {
        if (is_map)
            result->as.list.names[i] = data.as.map.pairs[i].name;
        if (!to_script(call, is_map ? data.as.map.pairs[i].data : data.as.list.items[i], depth + 1,
                       &result->as.list.items[i]))
            return false;
    }
    return true;
}

static bool object_to_script(struct template_call *call, struct data data,
                             struct catalogue_data *result)
{
    const struct data_class *class = data.as.object.class;
    const void *self = data.as.object.self;
    if (class == &view_sheet_class) {
        result->kind = CATALOGUE_SHEET;
        result->as.edition = sheet_edition(self, call->context->language);
    } else if (class == &view_term_class) {
        result->kind = CATALOGUE_TERM;
        result->as.term = self;
    } else if (class == &view_entry_class) {
        result->kind = CATALOGUE_VALUE;
        result->as.value = ((const struct view_entry *)self)->value;
    } else {
        return refuse(call, "takes values, sheets and terms: this object is none of them");
    }
    return true;
}

static bool to_script(struct template_call *call, struct data data, int depth,
                      struct catalogue_data *result)
{
    *result = (struct catalogue_data){0};
    if (depth > DEPTH_MAX)
        return refuse(call, "takes no lists this deep in one another");
    switch (data.kind) {
    case DATA_NONE:
        break;
    case DATA_BOOLEAN:
        result->kind = CATALOGUE_BOOLEAN;
        result->as.boolean = data.as.boolean;
        break;
    case DATA_INTEGER:
        result->kind = CATALOGUE_INTEGER;
        result->as.integer = data.as.integer;
        break;
    case DATA_NUMBER:
        result->kind = CATALOGUE_NUMBER;
        result->as.number = data.as.number;
        break;
    case DATA_TEXT:
    case DATA_MARKUP:
        result->kind = CATALOGUE_TEXT;
        result->as.text = data.as.text;
        break;
    case DATA_VALUE:
        result->kind = CATALOGUE_VALUE;
        result->as.value = data.as.value;
        break;
    case DATA_LIST:
    case DATA_MAP:
        return list_to_script(call, data, depth, result);
    case DATA_OBJECT:
        return object_to_script(call, data, result);
    }
    return true;
}

/* ------------------------------------------------------------------ and back */

static struct data from_script(const struct data_context *context,
                               const struct catalogue_data *result)
{
    size_t count = result->as.list.count;
    switch (result->kind) {
    case CATALOGUE_NONE:
        return data_none();
    case CATALOGUE_BOOLEAN:
        return data_boolean(result->as.boolean);
    case CATALOGUE_INTEGER:
        return data_integer(result->as.integer);
    case CATALOGUE_NUMBER:
        return (struct data){.kind = DATA_NUMBER, .as.number = result->as.number};
    case CATALOGUE_TEXT:
        return data_text(result->as.text);
    case CATALOGUE_VALUE:
        return data_value(result->as.value);
    case CATALOGUE_TERM:
        return data_object(&view_term_class, result->as.term);
    case CATALOGUE_SHEET:
        return data_object(&view_sheet_class, result->as.edition->sheet);
    case CATALOGUE_LIST: {
        struct data *items = arena_array(context->arena, struct data, count);
        for (size_t i = 0; i < count; i++)
            items[i] = from_script(context, &result->as.list.items[i]);
        return data_list(items, count);
    }
    case CATALOGUE_MAP: {
        struct data_pair *pairs = arena_array(context->arena, struct data_pair, count);
        for (size_t i = 0; i < count; i++)
            pairs[i] = (struct data_pair){result->as.list.names[i],
                                          from_script(context, &result->as.list.items[i])};
        return data_map(pairs, count);
    }
    }
    return data_none();
}

/* ------------------------------------------------------------------ the call */

static bool call_script(struct template_call *call, struct data *result)
{
    const struct view *view = call->context->user;
    const struct hook *hook =
        hooks_find(view->site->hooks, call->function->is_filter ? HOOK_FILTER : HOOK_FUNC,
                   slice_from_string(call->function->name));
    struct catalogue_data arguments[ARGUMENTS_MAX + 1], given;
    size_t count = call->argument_count;
    if (count > ARGUMENTS_MAX)
        return refuse(call, "takes 32 arguments at the most");
    for (size_t i = 0; i < count; i++)
        if (!to_script(call, call->arguments[i], 0, &arguments[i]))
            return false;
    if (call->named_count) {
        struct data named = data_map(call->named, call->named_count);
        if (!to_script(call, named, 0, &arguments[count++]))
            return false;
    }
    if (!catalogue_call(view->site->hooks, view->worker, hook, arguments, count,
                        call->context->arena, &given, &call->error))
        return false;
    *result = from_script(call->context, &given);
    return true;
}

static bool have_functions(const struct hooks *hooks)
{
    return hooks && (hooks_have(hooks, HOOK_FILTER) || hooks_have(hooks, HOOK_FUNC));
}

void view_scripts_begin(struct view *view, struct hook_subject *subject, struct arena *arena,
                        struct diagnostics *diagnostics)
{
    const struct route *route = view->route;
    if (!have_functions(view->site->hooks))
        return;
    *subject = (struct hook_subject){
        .sheet = route->kind == ROUTE_SHEET ? route->sheet : NULL,
        .index = (size_t)(route - view->site->catalogue->routes),
        .language = route->language,
        .arena = arena,
        .diagnostics = diagnostics,
    };
    if (subject->sheet)
        subject->document = sheet_edition(subject->sheet, route->language)->document;
    hooks_begin(view->site->hooks, view->worker, subject);
}

void view_scripts_end(struct view *view)
{
    if (have_functions(view->site->hooks))
        hooks_end(view->site->hooks, view->worker);
}

/* ------------------------------------------------------------------ names */

static bool is_taken(const struct site *site, const struct hook *hook)
{
    bool is_filter = hook->kind == HOOK_FILTER;
    if (is_filter && library_find(template_filters, hook->name))
        return true;
    for (size_t i = 0; i < site->environment.function_count; i++)
        if (site->environment.functions[i].is_filter == is_filter &&
            slice_equal_string(hook->name, site->environment.functions[i].name))
            return true;
    return false;
}

void site_add_scripts(struct site *site, struct arena *arena, struct hooks *hooks,
                      struct diagnostics *diagnostics)
{
    site->hooks = hooks;
    if (!have_functions(hooks))
        return;
    size_t before = site->environment.function_count;
    struct template_function *functions =
        arena_array(arena, struct template_function, before + hooks_count(hooks));
    for (size_t i = 0; i < before; i++)
        functions[i] = site->environment.functions[i];
    site->environment.functions = functions;
    for (size_t i = 0; i < hooks_count(hooks); i++) {
        const struct hook *hook = hooks_get(hooks, i);
        if (hook->kind != HOOK_FILTER && hook->kind != HOOK_FUNC)
            continue;
        bool is_filter = hook->kind == HOOK_FILTER;
        if (is_taken(site, hook))
            diagnostic_add(diagnostics, is_filter ? &filter_taken : &function_taken, hook->span,
                           hook->name);
        else
            functions[site->environment.function_count++] =
                (struct template_function){arena_string(arena, hook->name), call_script, is_filter};
    }
}
