#include "script/catalogue_field.h"

#include "content/markdown_field.h"

#include <lauxlib.h>

static const struct problem broken_keys = {
    "script-value",
    SEVERITY_ERROR,
    {"catalogue.field \"%1\": %2", "catalogue.field \"%1\": %2"},
    {"keys are written as in site.yaml", "le chiavi si scrivono come in site.yaml"}};

struct computed_field {
    const struct hook *hook;
    const struct field *field;
    const struct collection *collection;
};

struct catalogue_fields {
    struct computed_field *items; /* in order of registration */
    size_t count;
};

bool catalogue_fields_are_none(const struct catalogue_fields *fields)
{
    return fields->count == 0;
}

/* ------------------------------------------------------------------ the schema */

/* What goes on to the schema as it stands. */
static const char *const schema_keys[] = {"type", "of",      "to",    "fields", "currency",
                                          "unit", "role",    "label", "help",   "min",
                                          "max",  "pattern", "facet", "sort",   "column"};

struct adding {
    struct schema *schema;
    struct arena *arena;
    struct diagnostics *diagnostics;
    const struct hook *hook;
    struct field *field;
    const struct collection *collection;
};

static struct slice copy_text(lua_State *lua, const char *key, struct arena *arena)
{
    struct slice text = {0};
    if (lua_getfield(lua, 1, key) == LUA_TSTRING)
        text.ptr = lua_tolstring(lua, -1, &text.len);
    if (text.len)
        text = arena_copy(arena, text);
    lua_pop(lua, 1);
    return text;
}

static int add_field(lua_State *lua)
{
    struct adding *adding = lua_touserdata(lua, 2);
    struct span span = adding->hook->span;
    const char *problem;
    catalogue_values(lua);
    lua_newtable(lua);
    for (size_t i = 0; i < sizeof schema_keys / sizeof *schema_keys; i++) {
        lua_getfield(lua, 1, schema_keys[i]);
        lua_setfield(lua, -2, schema_keys[i]);
    }
    struct schema_addition addition = {.collection = copy_text(lua, "collection", adding->arena),
                                       .id = copy_text(lua, "id", adding->arena),
                                       .after = copy_text(lua, "after", adding->arena),
                                       .span = span};
    addition.keys = lua_value_to_yaml(lua, -1, adding->arena, span, &problem);
    if (!addition.keys)
        diagnostic_add(adding->diagnostics, &broken_keys, span, addition.id,
                       slice_from_string(problem));
    else
        adding->field =
            schema_add_field(adding->schema, adding->arena, &addition, adding->diagnostics);
    adding->collection = map_get(&adding->schema->collections_by_id, addition.collection);
    return 0;
}

struct catalogue_fields *catalogue_fields_create(struct hooks *hooks, struct schema *schema,
                                                 struct arena *arena,
                                                 struct diagnostics *diagnostics)
{
    struct catalogue_fields *fields = arena_new(arena, struct catalogue_fields);
    if (!hooks_have(hooks, HOOK_FIELD))
        return fields;
    struct hook_subject subject = {.arena = arena, .diagnostics = diagnostics};
    fields->items = arena_array(arena, struct computed_field, hooks_count(hooks));
    hooks_begin(hooks, 0, &subject);
    for (size_t i = 0; i < hooks_count(hooks); i++) {
        const struct hook *hook = hooks_get(hooks, i);
        struct adding adding = {schema, arena, diagnostics, hook, NULL, NULL};
        if (hook->kind == HOOK_FIELD && hooks_run(hooks, 0, hook, add_field, &adding) &&
            adding.field)
            fields->items[fields->count++] =
                (struct computed_field){hook, adding.field, adding.collection};
    }
    hooks_end(hooks, 0);
    return fields;
}

/* ------------------------------------------------------------------ values */

struct computing {
    const struct edition *edition;
    const struct field *field;
    struct span span;
    struct arena *arena;
    struct diagnostics mistakes;
    struct value value;
};

static int compute(lua_State *lua)
{
    struct computing *computing = lua_touserdata(lua, 2);
    catalogue_values(lua);
    lua_getfield(lua, 1, "value");
    lua_value_push_edition(lua, computing->edition);
    lua_call(lua, 1, 1);
    /* `a and b and a / b` is false where it should be nil. */
    if (lua_isboolean(lua, -1) && !lua_toboolean(lua, -1) &&
        computing->field->type != VALUE_BOOLEAN)
        return 0;
    if (lua_value_read(lua, -1, computing->field, computing->arena, computing->edition->language,
                       computing->span, &computing->value, &computing->mistakes))
        computing->value = markdown_field_parse_value(computing->arena, &computing->value, NULL,
                                                      &computing->mistakes);
    else
        computing->value = (struct value){.field = computing->field};
    return 0;
}

/* Told at the sheet, with the script as the second place. */
static void report(const struct diagnostics *mistakes, const struct hook *hook,
                   struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < mistakes->count; i++) {
        const struct diagnostic *mistake = &mistakes->items[i];
        struct diagnostic *told = diagnostic_add_list(diagnostics, mistake->problem, mistake->span,
                                                      DIAGNOSTIC_ARGUMENTS_MAX, mistake->arguments);
        told->related = hook->span;
        told->related_text[MESSAGES_ENGLISH] = "computed by this script";
        told->related_text[MESSAGES_ITALIAN] = "calcolato da questo script";
    }
}

static bool is_text(const struct field *field)
{
    const struct field *item = field->type == VALUE_LIST ? field->item : field;
    return item->type == VALUE_TEXT || item->type == VALUE_MARKDOWN;
}

/* Of one edition: every field, or for a translation those that are texts. */
static void compute_edition(const struct catalogue_fields *fields, struct hooks *hooks,
                            unsigned worker, struct hook_subject *subject)
{
    const struct edition *edition = subject->document->edition;
    const struct edition *original = edition->sheet->original;
    struct diagnostics *diagnostics = subject->diagnostics;
    bool lenient = diagnostics->lenient;
    diagnostics->lenient = subject->document->status == STATUS_DRAFT;
    hooks_begin(hooks, worker, subject);
    for (size_t i = 0; i < fields->count; i++) {
        const struct computed_field *computed = &fields->items[i];
        const struct field *field = computed->field;
        if (computed->collection != edition->sheet->collection)
            continue;
        if (edition != original && !is_text(field)) {
            edition->values[field->index] = original->values[field->index];
            edition->values[field->index].inherited = true;
            continue;
        }
        struct computing computing = {.edition = edition,
                                      .field = field,
                                      .span = subject->document->front_matter_end,
                                      .arena = subject->arena,
                                      .mistakes = {.arena = subject->arena},
                                      .value = {.field = field}};
        hooks_run(hooks, worker, computed->hook, compute, &computing);
        report(&computing.mistakes, computed->hook, diagnostics);
        edition->values[field->index] = computing.value;
    }
    hooks_end(hooks, worker);
    diagnostics->lenient = lenient;
}

void catalogue_fields_compute(const struct catalogue_fields *fields, struct hooks *hooks,
                              unsigned worker, struct document *document, size_t index,
                              bool translations, struct arena *arena,
                              struct diagnostics *diagnostics)
{
    const struct edition *edition = document->edition;
    if (!edition || (edition != edition->sheet->original) != translations)
        return;
    bool has_fields = false;
    for (size_t i = 0; i < fields->count; i++)
        has_fields = has_fields || fields->items[i].collection == edition->sheet->collection;
    if (!has_fields)
        return;
    struct hook_subject subject = {.document = document,
                                   .index = index,
                                   .language = edition->language,
                                   .arena = arena,
                                   .diagnostics = diagnostics};
    compute_edition(fields, hooks, worker, &subject);
}
