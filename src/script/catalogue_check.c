#include "script/catalogue_check.h"

#include "base/vector.h"
#include "script/catalogue_place.h"
#include "text/nearest.h"

#include <lauxlib.h>
#include <string.h>

static const struct problem unknown_collection = {
    "unknown-collection",
    SEVERITY_ERROR,
    {"catalogue.check \"%1\": there is no collection \"%2\"",
     "catalogue.check \"%1\": non c'è nessuna raccolta \"%2\""},
    {"write the id that site.yaml gives it", "scrivi l'id che le dà site.yaml"}};
static const struct problem unused_waiver = {
    "waiver-unused",
    SEVERITY_WARNING,
    {"this waiver waives nothing: the check \"%1\" finds no such thing here",
     "questa deroga non serve: il controllo \"%1\" qui non segnala niente di simile"},
    {"take it out", "toglila"}};
static const struct problem unknown_check = {
    "waiver-unknown",
    SEVERITY_WARNING,
    {"there is no check \"%1\"", "non c'è nessun controllo \"%1\""},
    {"take the waiver out, or mend the name", "togli la deroga, o correggi il nome"}};
static const struct problem unknown_check_near = {
    "waiver-unknown",
    SEVERITY_WARNING,
    {"there is no check \"%1\"", "non c'è nessun controllo \"%1\""},
    {"did you mean \"%2\"?", "forse \"%2\"?"}};

struct registered_check {
    const struct hook *hook;
    enum severity severity;
    bool *collections; /* by index; NULL: all */
};

struct catalogue_checks {
    const struct schema *schema;
    struct registered_check *items;
    size_t count;
};

/* ------------------------------------------------------------------ what is registered */

struct registering {
    const struct schema *schema;
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct registered_check check;
};

static enum severity read_severity(lua_State *lua, int index, enum severity otherwise)
{
    if (lua_type(lua, index) != LUA_TSTRING)
        return otherwise;
    const char *name = lua_tostring(lua, index);
    if (!strcmp(name, "error"))
        return SEVERITY_ERROR;
    return !strcmp(name, "note") ? SEVERITY_NOTE : SEVERITY_WARNING;
}

static void add_collection(lua_State *lua, struct registering *registering)
{
    struct slice name;
    name.ptr = luaL_checklstring(lua, -1, &name.len);
    const struct collection *collection = map_get(&registering->schema->collections_by_id, name);
    if (collection)
        registering->check.collections[collection->index] = true;
    else
        diagnostic_add(registering->diagnostics, &unknown_collection, registering->check.hook->span,
                       registering->check.hook->name, name);
}

static int read_registration(lua_State *lua)
{
    struct registering *registering = lua_touserdata(lua, 2);
    struct registered_check *check = &registering->check;
    lua_getfield(lua, 1, "severity");
    check->severity = read_severity(lua, -1, SEVERITY_WARNING);
    if (lua_getfield(lua, 1, "collection") == LUA_TNIL)
        return 0;
    check->collections =
        arena_array(registering->arena, bool, registering->schema->collection_count);
    if (lua_type(lua, -1) == LUA_TSTRING) {
        add_collection(lua, registering);
        return 0;
    }
    luaL_argexpected(lua, lua_istable(lua, -1), 1, "collection: a text or a list of texts");
    lua_Integer count = luaL_len(lua, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, -1, i);
        add_collection(lua, registering);
        lua_pop(lua, 1);
    }
    return 0;
}

struct catalogue_checks *catalogue_checks_create(struct hooks *hooks, const struct schema *schema,
                                                 struct arena *arena,
                                                 struct diagnostics *diagnostics)
{
    struct catalogue_checks *checks = arena_new(arena, struct catalogue_checks);
    struct hook_subject subject = {.arena = arena, .diagnostics = diagnostics};
    checks->schema = schema;
    if (!hooks_have(hooks, HOOK_CHECK))
        return checks;
    checks->items = arena_array(arena, struct registered_check, hooks_count(hooks));
    hooks_begin(hooks, 0, &subject);
    for (size_t i = 0; i < hooks_count(hooks); i++) {
        struct registering registering = {
            schema, arena, diagnostics, {.hook = hooks_get(hooks, i)}};
        if (registering.check.hook->kind == HOOK_CHECK &&
            hooks_run(hooks, 0, registering.check.hook, read_registration, &registering))
            checks->items[checks->count++] = registering.check;
    }
    hooks_end(hooks, 0);
    return checks;
}

/* ------------------------------------------------------------------ findings */

struct checking {
    const struct registered_check *check;
    const struct edition *edition;
    struct document *document;
    struct arena *arena;
    struct diagnostics *diagnostics;
    size_t findings;
};

static bool slice_has(struct slice text, struct slice part)
{
    return slice_find(text, part) != SLICE_NOT_FOUND;
}

/* A translation's findings are waived by its original as well, whose own say whether they are
 * used. */
static bool is_waived(struct checking *checking, const struct diagnostic *finding,
                      const struct catalogue_place *place)
{
    struct document *documents[] = {checking->document,
                                    checking->edition->sheet->original->document};
    size_t count = documents[0] == documents[1] ? 1 : 2;
    bool waived = false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < documents[i]->waiver_count; k++) {
            struct waiver *waiver = &documents[i]->waivers[k];
            if (!slice_equal_string(waiver->check, finding->problem->code) ||
                (waiver->about.len && !slice_has(place->text, waiver->about) &&
                 !slice_has(finding->arguments[0], waiver->about) &&
                 !slice_has(finding->arguments[1], waiver->about)))
                continue;
            waived = true;
            if (i == 0)
                waiver->is_used = true;
        }
    return waived;
}

/* A text, or one by language, into `texts` by language of the interface. */
static void read_texts(lua_State *lua, int table, const char *key, struct arena *arena,
                       struct slice texts[MESSAGE_LANGUAGES])
{
    static const char *const languages[] = {[MESSAGES_ENGLISH] = "en", [MESSAGES_ITALIAN] = "it"};
    int type = lua_getfield(lua, table, key);
    for (int i = 0; i < MESSAGE_LANGUAGES && type != LUA_TNIL; i++) {
        if (type == LUA_TTABLE) {
            if (lua_getfield(lua, -1, languages[i]) == LUA_TNIL) {
                lua_pop(lua, 1);
                continue;
            }
        } else {
            lua_pushvalue(lua, -1);
        }
        struct slice text;
        luaL_tolstring(lua, -1, NULL);
        text.ptr = lua_tolstring(lua, -1, &text.len);
        /* More is not shown. */
        texts[i] = arena_copy(arena, slice_sub(text, 0, DIAGNOSTIC_ARGUMENT_SIZE + 100));
        lua_pop(lua, 2);
    }
    lua_pop(lua, 1);
    for (int i = 0; i < MESSAGE_LANGUAGES; i++)
        if (!texts[i].len)
            texts[i] = texts[!i];
}

/* A problem of its own for each finding, as its code and texts are the script's. */
static const struct problem *make_problem(struct arena *arena, struct slice code,
                                          enum severity severity, bool has_help)
{
    struct problem *problem = arena_new(arena, struct problem);
    problem->code = arena_string(arena, code);
    problem->severity = severity;
    problem->text[MESSAGES_ENGLISH] = "%1";
    problem->text[MESSAGES_ITALIAN] = "%2";
    problem->hint[MESSAGES_ENGLISH] = has_help ? "%3" : NULL;
    problem->hint[MESSAGES_ITALIAN] = has_help ? "%4" : NULL;
    return problem;
}

static void read_second_place(lua_State *lua, const struct checking *checking,
                              struct diagnostic *finding)
{
    struct slice label[MESSAGE_LANGUAGES] = {{0}};
    const struct edition *edition = checking->edition;
    if (lua_getfield(lua, -1, "also") != LUA_TTABLE) {
        lua_pop(lua, 1);
        return;
    }
    int table = lua_gettop(lua);
    if (lua_getfield(lua, table, "sheet") != LUA_TNIL)
        edition = lua_value_to_edition(lua, -1);
    lua_pop(lua, 1);
    if (!edition)
        luaL_error(lua, "also.sheet is a sheet");
    struct catalogue_place place = catalogue_place_read(lua, table, edition);
    read_texts(lua, table, "label", checking->arena, label);
    finding->related = place.span;
    for (int i = 0; i < MESSAGE_LANGUAGES; i++)
        finding->related_text[i] = label[i].len            ? arena_string(checking->arena, label[i])
                                   : i == MESSAGES_ENGLISH ? "the other place is here"
                                                           : "l'altro punto è qui";
    lua_pop(lua, 1);
}

/* The finding in the table on top. */
static void take_finding(lua_State *lua, struct checking *checking)
{
    struct slice arguments[4] = {{0}};
    luaL_checktype(lua, -1, LUA_TTABLE);
    int table = lua_gettop(lua);
    if (checking->findings++ == CHECK_FINDINGS_MAX)
        luaL_error(lua, "a check finds %d things in one sheet at the most", CHECK_FINDINGS_MAX);
    struct catalogue_place place = catalogue_place_read(lua, table, checking->edition);
    if (place.is_inherited)
        return;
    read_texts(lua, table, "message", checking->arena, arguments);
    read_texts(lua, table, "help", checking->arena, arguments + 2);
    if (!arguments[0].len)
        luaL_error(lua, "a finding has a message");
    lua_getfield(lua, table, "severity");
    enum severity severity = read_severity(lua, -1, checking->check->severity);
    lua_pop(lua, 1);
    const struct problem *problem =
        make_problem(checking->arena, checking->check->hook->name, severity, arguments[2].len);
    struct diagnostic second = {.problem = problem};
    lua_pushvalue(lua, table);
    read_second_place(lua, checking, &second);
    lua_pop(lua, 1);
    second.arguments[0] = arguments[0];
    second.arguments[1] = arguments[1];
    if (is_waived(checking, &second, &place))
        return;
    struct diagnostic *finding =
        diagnostic_add_list(checking->diagnostics, problem, place.span, 4, arguments);
    finding->related = second.related;
    memcpy(finding->related_text, second.related_text, sizeof second.related_text);
}

int catalogue_check_report(lua_State *lua)
{
    const struct edition *edition = lua_value_to_edition(lua, 1);
    struct checking *checking = lua_values_of(lua)->checking;
    if (!checking || !edition || edition != checking->edition)
        return luaL_error(lua, "sheet:report{} is for the sheet that catalogue.check{} looks at");
    lua_settop(lua, 2);
    take_finding(lua, checking);
    return 0;
}

static void take_result(lua_State *lua, struct checking *checking)
{
    if (!lua_istable(lua, -1))
        return;
    lua_Integer count = luaL_len(lua, -1);
    if (count == 0 && lua_getfield(lua, -1, "message") != LUA_TNIL) {
        lua_pop(lua, 1);
        take_finding(lua, checking);
        return;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(lua, -1, i);
        take_finding(lua, checking);
        lua_pop(lua, 1);
    }
}

static int run_check(lua_State *lua)
{
    struct checking *checking = lua_touserdata(lua, 2);
    struct lua_values *values = catalogue_values(lua);
    values->checking = checking;
    lua_getfield(lua, 1, "check");
    lua_value_push_edition(lua, checking->edition);
    lua_call(lua, 1, 1);
    take_result(lua, checking);
    return 0;
}

/* ------------------------------------------------------------------ a sheet */

static bool check_has(const struct registered_check *check, const struct collection *collection)
{
    return !check->collections || check->collections[collection->index];
}

static const struct registered_check *find_check(const struct catalogue_checks *checks,
                                                 struct slice id)
{
    for (size_t i = 0; i < checks->count; i++)
        if (slice_equal(checks->items[i].hook->name, id))
            return &checks->items[i];
    return NULL;
}

static void report_unused(const struct catalogue_checks *checks, const struct document *document,
                          const bool *failed, struct diagnostics *diagnostics)
{
    /* Without any check (their scripts may be missing) nobody can tell. */
    for (size_t i = 0; checks->count && i < document->waiver_count; i++) {
        const struct waiver *waiver = &document->waivers[i];
        const struct registered_check *check = find_check(checks, waiver->check);
        if (!check) {
            struct nearest nearest = nearest_start(waiver->check);
            for (size_t k = 0; k < checks->count; k++)
                nearest_offer(&nearest, checks->items[k].hook->name);
            diagnostic_add(diagnostics, nearest.best.len ? &unknown_check_near : &unknown_check,
                           waiver->span, waiver->check, nearest.best);
        } else if (!waiver->is_used && !failed[check - checks->items]) {
            diagnostic_add(diagnostics, &unused_waiver, waiver->span, waiver->check);
        }
    }
}

void catalogue_checks_run(const struct catalogue_checks *checks, struct hooks *hooks,
                          unsigned worker, struct document *document, size_t index,
                          struct arena *arena, struct diagnostics *diagnostics)
{
    const struct edition *edition = document->edition;
    if (!edition || edition->sheet->collection->is_generated ||
        (!checks->count && !document->waiver_count))
        return;
    bool lenient = diagnostics->lenient;
    bool *failed = arena_array(arena, bool, checks->count);
    struct hook_subject subject = {.document = document,
                                   .index = index,
                                   .language = edition->language,
                                   .arena = arena,
                                   .diagnostics = diagnostics};
    diagnostics->lenient = document->status == STATUS_DRAFT;
    hooks_begin(hooks, worker, &subject);
    for (size_t i = 0; i < checks->count; i++) {
        struct checking checking = {.check = &checks->items[i],
                                    .edition = edition,
                                    .document = document,
                                    .arena = arena,
                                    .diagnostics = diagnostics};
        if (!check_has(checking.check, edition->sheet->collection))
            continue;
        failed[i] = !hooks_run(hooks, worker, checking.check->hook, run_check, &checking);
        struct lua_values *values = lua_values_of(hooks_lua(hooks, worker));
        if (values)
            values->checking = NULL; /* it is gone with this round */
    }
    hooks_end(hooks, worker);
    report_unused(checks, document, failed, diagnostics);
    diagnostics->lenient = lenient;
}
