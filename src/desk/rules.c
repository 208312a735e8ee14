#include "desk/rules.h"

#include "base/files.h"
#include "model/catalogue.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

struct schema *rules_read_schema(struct repository *repository, struct arena *arena,
                                 const struct object_id *commit, struct slice below)
{
    struct diagnostics unheard = {.arena = arena};
    struct source_commit name = {.name = object_id_text(arena, commit), .folder = below};
    struct text_file file = {.path = SLICE("site.yaml")};
    struct file_error error;
    struct source *source = source_open_commit(arena, repository, &name, &unheard);
    bool is_read =
        source && source_read(source, arena, file.path, SITE_YAML_SIZE_MAX, &file.text, &error);
    source_close(source);
    return is_read ? schema_read(arena, file, &unheard) : NULL;
}

struct desk_rules rules_from(const struct schema *schema, struct slice branch)
{
    struct desk_rules rules = {.branch = branch};
    rules.desk = schema ? schema->desk
                        : (struct schema_desk){.max_file = DESK_FILE_MAX, .max_push = DESK_PUSH_MAX};
    return rules;
}

/* ---- branches ------------------------------------------------------------ */

static const struct desk_branch *find_branch(const struct desk_rules *rules, struct slice branch)
{
    for (size_t i = 0; i < rules->desk.branch_count; i++)
        if (slice_fits(branch, rules->desk.branches[i].pattern))
            return &rules->desk.branches[i];
    return NULL;
}

static const struct desk_branch *find_published(const struct desk_rules *rules)
{
    for (size_t i = 0; i < rules->desk.branch_count; i++)
        if (rules->desk.branches[i].publish)
            return &rules->desk.branches[i];
    return NULL;
}

struct slice rules_stray_branch(const struct desk_rules *rules)
{
    const struct desk_branch *published = find_published(rules);
    return published && !slice_equal(published->pattern, rules->branch) ? published->pattern
                                                                        : (struct slice){0};
}

struct branch_rule rules_of(const struct desk_rules *rules, struct slice branch)
{
    const struct desk_branch *found = find_branch(rules, branch);
    bool is_own = slice_equal(branch, rules->branch);
    struct branch_rule rule = {
        .rule = is_own ? DESK_STRICT : DESK_FREE,
        .publish = is_own && !rules_stray_branch(rules).len,
        .preview = !is_own && !rules->desk.branch_count,
    };
    if (found) {
        rule.rule = found->rule;
        rule.preview = found->preview && !rule.publish;
    }
    return rule;
}

bool rules_have_previews(const struct desk_rules *rules)
{
    bool have = !rules->desk.branch_count;
    for (size_t i = 0; i < rules->desk.branch_count && !have; i++)
        have = rules->desk.branches[i].preview;
    return have;
}

/* ---- people -------------------------------------------------------------- */

static struct slice first_set(struct arena *arena, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct slice value = slice_trim(slice_from_string(getenv(names[i])));
        if (value.len)
            return arena_copy(arena, value);
    }
    return (struct slice){0};
}

struct desk_identity identity_from_environment(struct arena *arena)
{
    static const char *const names[] = {"SCHEDARIO_USER", "GL_USERNAME", "GITEA_PUSHER_NAME",
                                        "GL_USER", "REMOTE_USER"};
    static const char *const addresses[] = {"SCHEDARIO_EMAIL", "GITEA_PUSHER_EMAIL"};
    struct desk_identity who = {first_set(arena, names, sizeof names / sizeof *names),
                                first_set(arena, addresses, sizeof addresses / sizeof *addresses)};
    struct passwd entry, *found = NULL;
    char text[4096];
    if (!who.name.len && getpwuid_r(geteuid(), &entry, text, sizeof text, &found) == 0 && found)
        who.name = arena_copy(arena, slice_from_string(found->pw_name));
    if (!who.name.len)
        who.name = arena_format(arena, "uid-%u", (unsigned)geteuid());
    return who;
}

static bool is_in(const struct desk_group *group, const struct desk_identity *who)
{
    for (size_t i = 0; i < group->people_count; i++)
        if (slice_fits(who->name, group->people[i]) ||
            (who->address.len && slice_fits(who->address, group->people[i])))
            return true;
    return false;
}

static bool is_in_any(const struct desk_group *const *groups, size_t count,
                      const struct desk_identity *who)
{
    for (size_t i = 0; i < count; i++)
        if (is_in(groups[i], who))
            return true;
    return false;
}

bool rules_is_publisher(const struct desk_rules *rules, const struct desk_identity *who)
{
    const struct schema_desk *desk = &rules->desk;
    return !desk->has_publishers || is_in_any(desk->publishers, desk->publisher_count, who);
}

/* ---- places -------------------------------------------------------------- */

/* A whole name, and what stands below a folder of that name. Case plays no part: on some computers it
 * is the same file. */
static bool is_at(struct slice path, struct slice place)
{
    return slice_equal_ignoring_case(slice_sub(path, 0, place.len), place) &&
           (path.len == place.len || path.ptr[place.len] == '/');
}

bool rules_is_shaping(struct slice path)
{
    return is_at(path, SLICE("site.yaml")) || is_at(path, SLICE("themes")) ||
           is_at(path, SLICE("lua-filters"));
}

bool rules_may_touch(const struct desk_rules *rules, const struct desk_identity *who,
                     struct slice path, const struct desk_area **area)
{
    const struct schema_desk *desk = &rules->desk;
    const struct desk_area *found = NULL;
    for (size_t i = 0; i < desk->area_count; i++)
        if (is_at(path, desk->areas[i].folder) &&
            (!found || desk->areas[i].folder.len > found->folder.len))
            found = &desk->areas[i];
    if (area)
        *area = found;
    if (rules_is_publisher(rules, who))
        return true;
    /* Without areas sheets are everybody's, and what shapes the site the publishers' alone. */
    if (!desk->area_count)
        return !rules_is_shaping(path);
    return found && is_in_any(found->groups, found->group_count, who);
}

struct slice rules_list_groups(const struct desk_rules *rules, struct arena *arena,
                               const struct desk_area *area)
{
    const struct desk_group *const *groups = area ? area->groups : rules->desk.publishers;
    size_t count = area ? area->group_count : rules->desk.publisher_count;
    struct buffer text = {0};
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_add(&text, SLICE(", "));
        buffer_add(&text, groups[i]->id);
    }
    struct slice list = text.len ? buffer_copy(&text, arena) : SLICE("-");
    buffer_release(&text);
    return list;
}

/* ---- types --------------------------------------------------------------- */

bool rules_allow_type(const struct desk_rules *rules, struct slice path)
{
    const struct schema_desk *desk = &rules->desk;
    struct slice type = slice_after(path_extension(path), 1);
    if (!desk->type_count)
        return slice_equal_ignoring_case(type, SLICE("md")) || attachment_type_is_allowed(type);
    for (size_t i = 0; i < desk->type_count; i++)
        if (slice_equal_ignoring_case(type, desk->types[i]))
            return true;
    return false;
}

struct slice rules_list_types(const struct desk_rules *rules, struct arena *arena)
{
    const struct schema_desk *desk = &rules->desk;
    struct buffer text = {0};
    if (!desk->type_count)
        return arena_concat(arena, SLICE("md, "), attachment_list_types(arena), (struct slice){0});
    for (size_t i = 0; i < desk->type_count; i++) {
        if (i)
            buffer_add(&text, SLICE(", "));
        buffer_add(&text, desk->types[i]);
    }
    struct slice list = buffer_copy(&text, arena);
    buffer_release(&text);
    return list;
}
