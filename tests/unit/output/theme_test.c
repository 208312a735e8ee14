#include "temporary_folder.h"

#include "output/theme.h"

#include <unistd.h>

#define SITE(rest)                                             \
    "site:\n"                                                  \
    "  title: Catalogo\n"                                      \
    "  base_url: https://example.org/\n" rest "collections:\n" \
    "  schede:\n"                                              \
    "    label: Schede\n"                                      \
    "    fields: {titolo: {type: text, role: title}}\n"
#define ITALIAN_AND_ENGLISH "  languages: [it, en]\n"

/* What the program asks for. */
#define WORDS                                                      \
    "home: Home\nnot_found: Not found\nsite_map: Site map\n"       \
    "redirect: Moved\nfootnote_back: Back\naddress: Address\n"     \
    "related_by_term: '{field}: {term}'\n"                         \
    "related_by_reference: '{field}: {title}'\n"                   \
    "related_by_text: 'word: {word}'\ncitation_in: 'in {title}'\n" \
    "map_title: m\ntimeline_title: l\ncompare_title: c\n"

struct fixture {
    struct temporary_folder *folder;
    struct schema *schema;
    struct theme *theme;
};

/* The theme that site.yaml names, looked for in themes/, then in more/. */
static struct fixture load(struct temporary_folder *folder, const char *site)
{
    struct fixture fixture = {.folder = folder};
    struct text_file file = {SLICE("site.yaml"), slice_from_string(site)};
    struct source *source =
        source_open_folder(&folder->arena, slice_from_string(folder->path), &folder->list);
    struct theme_folder folders[] = {
        {source, SLICE("themes")}, {source, SLICE("more")}, {NULL, {NULL, 0}}};
    fixture.schema = schema_read(&folder->arena, file, &folder->list);
    assert_non_null(fixture.schema);
    fixture.theme = theme_load(&folder->arena, fixture.schema, folders, &folder->list);
    return fixture;
}

static void put_plain(struct temporary_folder *folder)
{
    temporary_folder_put(folder, "themes/plain/theme.yaml", "name: plain\n");
    temporary_folder_put(folder, "themes/plain/i18n/en.yaml", WORDS);
}

static struct slice template_text(const struct theme *theme, const char *name)
{
    const struct text_file *file = map_get(&theme->templates, slice_from_string(name));
    return file ? file->text : SLICE("(none)");
}

static struct slice template_path(const struct theme *theme, const char *name)
{
    const struct text_file *file = map_get(&theme->templates, slice_from_string(name));
    return file ? file->path : SLICE("(none)");
}

static const struct asset *find_asset(const struct theme *theme, const char *name)
{
    const struct asset *asset = map_get(&theme->assets_by_name, slice_from_string(name));
    assert_non_null(asset);
    return asset;
}

static struct slice say(const struct fixture *fixture, unsigned language, const char *key,
                        int64_t count)
{
    return theme_message(fixture->theme, fixture->schema->locales[language], language,
                         slice_from_string(key), count);
}

static void end(struct fixture *fixture)
{
    schema_release(fixture->schema);
}

/* ---- files --------------------------------------------------------------- */

static void a_theme_is_its_templates_assets_and_words(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/templates/home.html", "home");
    temporary_folder_put(folder, "themes/plain/templates/partials/card.html", "card");
    temporary_folder_put(folder, "themes/plain/templates/.home.html.swp", "");
    temporary_folder_put(folder, "themes/plain/templates/home.html~", "");
    temporary_folder_put(folder, "themes/plain/assets/style.css", "a{}");
    temporary_folder_put(folder, "themes/plain/assets/fonts/a.woff2", "\xff\xfe");
    temporary_folder_put(folder, "themes/plain/assets/LICENSE", "");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_non_null(fixture.theme);
    assert_slice_equal(fixture.theme->name, "plain");
    assert_slice_equal(template_text(fixture.theme, "home.html"), "home");
    assert_slice_equal(template_path(fixture.theme, "home.html"),
                       "themes/plain/templates/home.html");
    assert_slice_equal(template_text(fixture.theme, "partials/card.html"), "card");
    assert_slice_equal(template_text(fixture.theme, "plain:partials/card.html"), "card");
    assert_slice_equal(template_text(fixture.theme, "card.html"), "(none)");
    assert_int_equal(fixture.theme->templates.count, 4);
    assert_int_equal(fixture.theme->asset_count, 3);
    for (size_t i = 1; i < fixture.theme->asset_count; i++)
        assert_true(slice_compare(fixture.theme->assets[i - 1].output_path,
                                  fixture.theme->assets[i].output_path) < 0);
    struct slice path = find_asset(fixture.theme, "fonts/a.woff2")->output_path;
    assert_int_equal(path.len, strlen("assets/fonts/a.01234567.woff2"));
    assert_true(slice_starts_with(path, SLICE("assets/fonts/a.")));
    assert_true(slice_ends_with(path, SLICE(".woff2")));
    path = find_asset(fixture.theme, "LICENSE")->output_path;
    assert_int_equal(path.len, strlen("assets/LICENSE.01234567"));
    assert_null(fixture.theme->logo);
    end(&fixture);
}

static void a_child_takes_its_parents_files_one_by_one(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/templates/home.html", "plain home");
    temporary_folder_put(folder, "themes/plain/templates/sheet.html", "plain sheet");
    temporary_folder_put(folder, "themes/plain/assets/style.css", "plain{}");
    temporary_folder_put(folder, "themes/plain/assets/icon.svg", "<svg/>");
    temporary_folder_put(folder, "themes/plain/i18n/it.yaml", "home: Inizio\nadress: x\n");
    temporary_folder_put(folder, "themes/child/theme.yaml", "extends: plain\n");
    temporary_folder_put(folder, "themes/child/templates/sheet.html", "child sheet");
    temporary_folder_put(folder, "themes/child/assets/style.css", "child{}");
    temporary_folder_put(folder, "themes/child/i18n/it.yaml", "site_map: Tutto\n");
    temporary_folder_put(folder, "themes/child/i18n/en.yaml", "home: Start\n");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: child\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(fixture.theme->name, "child");
    assert_slice_equal(template_text(fixture.theme, "sheet.html"), "child sheet");
    assert_slice_equal(template_text(fixture.theme, "child:sheet.html"), "child sheet");
    assert_slice_equal(template_text(fixture.theme, "plain:sheet.html"), "plain sheet");
    assert_slice_equal(template_text(fixture.theme, "home.html"), "plain home");
    assert_slice_equal(template_text(fixture.theme, "plain:home.html"), "plain home");
    assert_slice_equal(template_text(fixture.theme, "child:home.html"), "(none)");
    assert_slice_equal(template_path(fixture.theme, "plain:sheet.html"),
                       "themes/plain/templates/sheet.html");
    assert_int_equal(fixture.theme->asset_count, 2);
    assert_slice_equal(find_asset(fixture.theme, "style.css")->content, "child{}");
    assert_slice_equal(find_asset(fixture.theme, "icon.svg")->content, "<svg/>");
    assert_slice_equal(say(&fixture, 0, "home", -1), "Inizio");
    assert_slice_equal(say(&fixture, 0, "site_map", -1), "Tutto");
    assert_slice_equal(say(&fixture, 0, "not_found", -1), "Not found");
    assert_slice_equal(say(&fixture, 1, "home", -1), "Start");
    assert_slice_equal(say(&fixture, 1, "site_map", -1), "Site map");
    end(&fixture);
}

static void a_theme_is_looked_for_in_each_place_in_turn(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "themes/child/theme.yaml", "extends: base\n");
    temporary_folder_put(folder, "themes/base/templates/home.html", "no theme.yaml beside it");
    temporary_folder_put(folder, "more/base/theme.yaml", "");
    temporary_folder_put(folder, "more/base/templates/home.html", "more");
    temporary_folder_put(folder, "more/base/i18n/en.yaml", WORDS);
    temporary_folder_put(folder, "more/child/theme.yaml", "extends: nobody\n");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: child\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(template_text(fixture.theme, "home.html"), "more");
    end(&fixture);
}

static void a_missing_theme_is_reported_where_it_is_named(void **state)
{
    struct temporary_folder *folder = *state;
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plian\n"));
    assert_null(fixture.theme);
    assert_slice_equal(
        temporary_folder_said(folder),
        "site.yaml:5:10 error theme-missing: there is no theme \"plian\" | a theme is "
        "a folder of that name under themes/, with a theme.yaml\n");
    end(&fixture);
}

static void a_missing_parent_is_reported_where_it_is_named(void **state)
{
    struct temporary_folder *folder = *state;
    static const char *const names[] = {"nobody", "../plain", ".", "plain/"};
    put_plain(folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[64], expected[256];
        snprintf(text, sizeof text, "name: Child\nextends: \"%s\"\n", names[i]);
        temporary_folder_put(folder, "themes/child/theme.yaml", text);
        folder->list.count = 0;
        struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: child\n"));
        assert_null(fixture.theme);
        snprintf(
            expected, sizeof expected,
            "themes/child/theme.yaml:2:10 error theme-missing: non c'è il tema \"%s\" | un tema "
            "è una cartella con quel nome sotto themes/, con un theme.yaml\n",
            names[i]);
        assert_slice_equal(temporary_folder_said_in(folder, MESSAGES_ITALIAN), expected);
        end(&fixture);
    }
}

static void a_theme_cannot_extend_itself(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "themes/a/theme.yaml", "extends: b\n");
    temporary_folder_put(folder, "themes/b/theme.yaml", "extends: a\n");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: a\n"));
    assert_null(fixture.theme);
    assert_slice_equal(temporary_folder_said(folder),
                       "themes/b/theme.yaml:1:10 error theme-loop: the theme \"a\" extends itself, "
                       "through others or by itself | take one `extends` out\n");
    end(&fixture);
}

static void a_chain_of_themes_has_an_end(void **state)
{
    struct temporary_folder *folder = *state;
    for (int i = 0; i < 9; i++) {
        char path[64], text[64];
        snprintf(path, sizeof path, "themes/t%d/theme.yaml", i);
        snprintf(text, sizeof text, "extends: t%d\n", i + 1);
        temporary_folder_put(folder, path, i == 7 ? "" : text);
    }
    temporary_folder_put(folder, "themes/t7/i18n/en.yaml", WORDS);
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: t0\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    end(&fixture);
    temporary_folder_put(folder, "themes/t7/theme.yaml", "extends: t8\n");
    fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: t0\n"));
    assert_null(fixture.theme);
    assert_slice_equal(temporary_folder_said(folder),
                       "themes/t7/theme.yaml:1:10 error theme-chain: more than 8 themes extend one "
                       "another | let this one stand alone\n");
    end(&fixture);
}

static void what_theme_yaml_does_not_know_is_reported_all_of_it(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/theme.yaml",
                         "name: plain\n"
                         "extend: other\n"
                         "extends: [a]\n"
                         "paper: {light: white, darkk: \"#000000\", dark: \"#111111\"}\n");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    static const char paper[] = "the ground of a theme is two colours: light and dark | write "
                                "paper: {light: \"#ffffff\", dark: \"#121212\"}\n";
    struct slice said = temporary_folder_said(folder);
    struct buffer expected = {0};
    buffer_format(&expected,
                  "themes/plain/theme.yaml:2:1 error theme-key: theme.yaml has no key \"extend\" | "
                  "the keys are name, extends, paper and maps\n"
                  "themes/plain/theme.yaml:3:10 error theme-shape: theme.yaml holds a key and a "
                  "value on each line | the keys are name, extends, paper and maps\n"
                  "themes/plain/theme.yaml:4:16 error theme-paper: %s"
                  "themes/plain/theme.yaml:4:30 error theme-paper: %s",
                  paper, paper);
    assert_slice_equal(said, buffer_string(&expected));
    buffer_release(&expected);
    end(&fixture);
}

static void a_theme_yaml_of_another_shape_is_reported(void **state)
{
    struct temporary_folder *folder = *state;
    static const char *const texts[] = {"plain\n", "[name]\n"};
    put_plain(folder);
    for (size_t i = 0; i < 2; i++) {
        folder->list.count = 0;
        temporary_folder_put(folder, "themes/plain/theme.yaml", texts[i]);
        struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
        assert_int_equal(folder->list.count, 1);
        assert_string_equal(folder->list.items[0].problem->code, "theme-shape");
        end(&fixture);
    }
    temporary_folder_put(folder, "themes/plain/theme.yaml", "name: [\n");
    folder->list.count = 0;
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_null(fixture.theme);
    assert_int_not_equal(folder->list.count, 0);
    end(&fixture);
}

static void a_template_that_is_not_utf_8_is_shown_with_its_place(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/templates/home.html", "<p>\nperch\xe9");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_null(fixture.theme);
    assert_slice_equal(
        temporary_folder_said(folder),
        "themes/plain/templates/home.html:2:6 error theme-encoding: this file is not "
        "UTF-8 | save it again as UTF-8\n");
    end(&fixture);
}

static void a_file_too_large_names_the_limit(void **state)
{
    struct temporary_folder *folder = *state;
    char *large = malloc((2 << 20) + 1);
    memset(large, ' ', (2 << 20) + 1);
    put_plain(folder);
    temporary_folder_put_bytes(folder, "themes/plain/assets/video.mp4",
                               slice_from(large, (2 << 20) + 1));
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_null(fixture.theme);
    struct slice said = temporary_folder_said(folder);
    assert_int_not_equal(slice_find(said, SLICE("limit of 2097152 bytes")), SLICE_NOT_FOUND);
    free(large);
    end(&fixture);
}

static void links_in_a_theme_are_refused(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/assets/a.css", "a{}");
    assert_int_equal(symlink("/etc/passwd", temporary_folder_path(folder, "themes/plain/assets/b")),
                     0);
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_int_equal(fixture.theme->asset_count, 1);
    assert_slice_equal(temporary_folder_said(folder),
                       "themes/plain/assets/b:1:1 error file-link: this is a symbolic link: links are "
                       "not followed | put the file itself here\n");
    end(&fixture);
}

static void too_many_files_name_their_limit(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    for (int i = 0; i < 2001; i++) {
        char path[64];
        snprintf(path, sizeof path, "themes/plain/templates/t/%d", i);
        temporary_folder_put(folder, path, "");
    }
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_null(fixture.theme);
    assert_slice_equal(
        temporary_folder_said(folder),
        "site.yaml:5:10 error theme-files: a theme and those that it extends may have "
        "2000 files: this one has more | take out what no page needs\n");
    end(&fixture);
}

/* ---- names of assets ----------------------------------------------------- */

static void an_assets_name_changes_with_its_content_alone(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/assets/a.css", "a{}");
    temporary_folder_put(folder, "themes/plain/assets/b.css", "b{}");
    struct fixture first = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    temporary_folder_put(folder, "themes/plain/assets/a.css", "a{ }");
    struct fixture second = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_false(slice_equal(find_asset(first.theme, "a.css")->output_path,
                             find_asset(second.theme, "a.css")->output_path));
    assert_true(slice_equal(find_asset(first.theme, "b.css")->output_path,
                            find_asset(second.theme, "b.css")->output_path));
    end(&first);
    end(&second);
}

static void an_assets_name_means_nothing_in_an_address(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/assets/a#b.css", "");
    temporary_folder_put(folder, "themes/plain/assets/a?b.css", "");
    temporary_folder_put(folder, "themes/plain/assets/a%41.css", "");
    temporary_folder_put(folder, "themes/plain/assets/a-b.css", "");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_int_equal(fixture.theme->asset_count, 4);
    for (size_t i = 0; i < 4; i++) {
        struct slice path = fixture.theme->assets[i].output_path;
        assert_int_equal(slice_find_byte(path, '#'), SLICE_NOT_FOUND);
        assert_int_equal(slice_find_byte(path, '?'), SLICE_NOT_FOUND);
        assert_int_equal(slice_find_byte(path, '%'), SLICE_NOT_FOUND);
        assert_true(i == 0 || !slice_equal(path, fixture.theme->assets[i - 1].output_path));
    }
    assert_non_null(find_asset(fixture.theme, "a#b.css"));
    end(&fixture);
}

static void the_logo_is_published_beside_an_asset_of_the_same_name(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/assets/icon.svg", "<svg/>");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    const struct asset *logo = theme_set_logo(&folder->arena, fixture.theme,
                                              SLICE("content/icon.svg"), SLICE("<svg>logo</svg>"));
    assert_ptr_equal(logo, fixture.theme->logo);
    assert_slice_equal(logo->content, "<svg>logo</svg>");
    assert_true(slice_starts_with(logo->output_path, SLICE("assets/icon.")));
    assert_int_equal(fixture.theme->asset_count, 2);
    assert_slice_equal(find_asset(fixture.theme, "icon.svg")->content, "<svg/>");
    end(&fixture);
}

static void a_logo_that_is_the_themes_own_file_is_published_once(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/assets/icon.svg", "<svg/>");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    theme_set_logo(&folder->arena, fixture.theme, SLICE("icon.svg"), SLICE("<svg/>"));
    assert_int_equal(fixture.theme->asset_count, 1);
    assert_ptr_equal(fixture.theme->logo, find_asset(fixture.theme, "icon.svg"));
    end(&fixture);
}

static void a_theme_without_assets_can_have_a_logo(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_int_equal(fixture.theme->asset_count, 0);
    theme_set_logo(&folder->arena, fixture.theme, SLICE("logo.png"), SLICE("x"));
    assert_int_equal(fixture.theme->asset_count, 1);
    end(&fixture);
}

/* ---- words --------------------------------------------------------------- */

static void plural_forms_are_those_of_each_language(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/i18n/en.yaml",
                         WORDS
                         "n: {one: one sheet, other: sheets}\nx: {one: just one, other: all}\n");
    temporary_folder_put(folder, "themes/plain/i18n/it.yaml",
                         "n: {one: una scheda, many: milioni di schede, other: schede}\n");
    temporary_folder_put(folder, "themes/plain/i18n/sl.yaml",
                         "n: {one: list, two: lista, few: listi, other: listov}\n");
    struct fixture fixture = load(folder, SITE("  languages: [it, en, sl]\n  theme: plain\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(say(&fixture, 0, "n", 1), "una scheda");
    assert_slice_equal(say(&fixture, 0, "n", 0), "schede");
    assert_slice_equal(say(&fixture, 0, "n", 24), "schede");
    assert_slice_equal(say(&fixture, 0, "n", 2000000), "milioni di schede");
    assert_slice_equal(say(&fixture, 0, "n", -1), "schede");
    assert_slice_equal(say(&fixture, 1, "n", 1), "one sheet");
    assert_slice_equal(say(&fixture, 1, "n", 2000000), "sheets");
    assert_slice_equal(say(&fixture, 2, "n", 1), "list");
    assert_slice_equal(say(&fixture, 2, "n", 102), "lista");
    assert_slice_equal(say(&fixture, 2, "n", 3), "listi");
    assert_slice_equal(say(&fixture, 2, "n", 11), "listov");
    assert_slice_equal(say(&fixture, 2, "x", 3), "all"); /* few, which English has not */
    end(&fixture);
}

static void nested_keys_are_named_with_dots(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/i18n/it.yaml",
                         "pager:\n"
                         "  next: Avanti\n"
                         "  count: {one: una, other: tante}\n"
                         "  far: {away: Lontano}\n"
                         "\"dotted.key\": Sì\n"
                         "yes: no\n");
    struct fixture fixture = load(folder, SITE("  languages: [it]\n  theme: plain\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(say(&fixture, 0, "pager.next", -1), "Avanti");
    assert_slice_equal(say(&fixture, 0, "pager.count", 1), "una");
    assert_slice_equal(say(&fixture, 0, "pager.far.away", -1), "Lontano");
    assert_slice_equal(say(&fixture, 0, "dotted.key", -1), "Sì");
    assert_slice_equal(say(&fixture, 0, "yes", -1), "no");
    assert_slice_equal(say(&fixture, 0, "pager", -1), "");
    assert_slice_equal(say(&fixture, 0, "next", -1), "");
    end(&fixture);
}

static void a_regional_language_falls_back_to_its_own_before_english(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/i18n/it.yaml", "home: Inizio\nsite_map: Mappa\n");
    temporary_folder_put(folder, "themes/plain/i18n/it-CH.yaml", "home: Salve\n");
    struct fixture fixture = load(folder, SITE("  languages: [it-CH]\n  theme: plain\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(say(&fixture, 0, "home", -1), "Salve");
    assert_slice_equal(say(&fixture, 0, "site_map", -1), "Mappa");
    assert_slice_equal(say(&fixture, 0, "redirect", -1), "Moved");
    end(&fixture);
}

static void what_is_no_text_is_reported(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/i18n/en.yaml",
                         WORDS "list: [a]\nnothing:\nplural: {one: a, few: b}\n");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    struct slice said = temporary_folder_said(folder);
    assert_int_equal(folder->list.count, 3);
    assert_true(
        slice_starts_with(said, SLICE("themes/plain/i18n/en.yaml:14:7 error theme-text: ")));
    assert_int_not_equal(
        slice_find(said, SLICE("\nthemes/plain/i18n/en.yaml:15:9 error theme-text: ")),
        SLICE_NOT_FOUND);
    assert_int_not_equal(
        slice_find(said, SLICE("\nthemes/plain/i18n/en.yaml:16:9 error theme-plural: the form "
                               "`other` is missing: it stands for every number that has no form of "
                               "its own | write {one: …, other: …}\n")),
        SLICE_NOT_FOUND);
    end(&fixture);
}

static void words_of_another_shape_are_reported(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/i18n/it.yaml", "- Inizio\n");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_slice_equal(temporary_folder_said(folder),
                       "themes/plain/i18n/it.yaml:1:1 error theme-words: a file of i18n/ holds one "
                       "text after the other, each with its key | write key: text, a line each\n");
    temporary_folder_put(folder, "themes/plain/i18n/it.yaml", "# nothing yet\n");
    folder->list.count = 0;
    end(&fixture);
    fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    end(&fixture);
}

static void what_the_program_asks_for_must_be_there_in_each_language_or_in_english(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "themes/plain/theme.yaml", "");
    temporary_folder_put(
        folder, "themes/plain/i18n/en.yaml",
        "home: Home\nnot_found: Not found\nsite_map: \"\"\nredirect: Moved\n"
        "footnote_back: Back\nrelated_by_term: a\nrelated_by_reference: b\n"
        "related_by_text: c\ncitation_in: d\nmap_title: m\ntimeline_title: l\ncompare_title: c\n");
    temporary_folder_put(folder, "themes/plain/i18n/it.yaml", "site_map: Mappa\n");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_slice_equal(
        temporary_folder_said(folder),
        "themes/plain/i18n/en.yaml:1:1 error theme-text-missing: the theme \"plain\" has no text "
        "\"address\" for the language English, and the program itself asks for it | add a line "
        "to this file: address: …\n"
        "themes/plain/i18n/en.yaml:1:1 error theme-text-missing: the theme \"plain\" has no text "
        "\"site_map\" for the language English, and the program itself asks for it | add a line "
        "to this file: site_map: …\n"
        "themes/plain/i18n/it.yaml:1:1 error theme-text-missing: the theme \"plain\" has no text "
        "\"address\" for the language italiano, and the program itself asks for it | add a line "
        "to this file: address: …\n");
    end(&fixture);
}

static void a_theme_without_any_words_lacks_all_that_the_program_asks_for(void **state)
{
    struct temporary_folder *folder = *state;
    temporary_folder_put(folder, "themes/plain/theme.yaml", "");
    struct fixture fixture = load(folder, SITE("  languages: [it]\n  theme: plain\n"));
    assert_int_equal(folder->list.count, 13);
    for (size_t i = 0; i < folder->list.count; i++)
        assert_string_equal(folder->list.items[i].problem->code, "theme-text-missing");
    end(&fixture);
}

/* ---- the accent ---------------------------------------------------------- */

static void the_accent_is_written_after_the_style_for_light_and_dark(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/theme.yaml",
                         "paper: {light: \"#ffffff\", dark: \"#000000\"}\n");
    temporary_folder_put(folder, "themes/plain/assets/style.css", "a{}");
    temporary_folder_put(folder, "themes/plain/assets/other.css", "b{}");
    struct fixture fixture =
        load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n  accent: \"#767676\"\n"));
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(find_asset(fixture.theme, "style.css")->content,
                       "a{}\n"
                       ":root{--accent:#767676;--accent-text:#000000}\n"
                       "@media screen and (prefers-color-scheme:dark){"
                       ":root{--accent:#767676;--accent-text:#000000}}\n");
    assert_slice_equal(find_asset(fixture.theme, "other.css")->content, "b{}");
    end(&fixture);
}

static void an_accent_that_is_hard_to_read_is_warned_with_the_numbers_and_mended(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/assets/style.css", "");
    struct fixture fixture =
        load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n  accent: \"#777777\"\n"));
    assert_slice_equal(
        temporary_folder_said(folder),
        "site.yaml:6:11 warning accent-contrast: the accent #777777 has a contrast of "
        "4.47 with the theme's paper: less than 4.5 is hard to read | #757575 is "
        "near it, has enough, and takes its place\n");
    assert_slice_equal(
        temporary_folder_said_in(folder, MESSAGES_ITALIAN),
        "site.yaml:6:11 warning accent-contrast: il colore #777777 ha un contrasto di "
        "4,47 con lo sfondo del tema: sotto 4,5 si legge male | #757575 è vicino, "
        "basta, e prende il suo posto\n");
    assert_true(slice_starts_with(find_asset(fixture.theme, "style.css")->content,
                                  SLICE("\n:root{--accent:#757575;--accent-text:#")));
    end(&fixture);
}

static void the_paper_of_the_child_goes_before_its_parents(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/theme.yaml",
                         "paper: {light: \"#ffffff\", dark: \"#777777\"}\n");
    temporary_folder_put(folder, "themes/child/theme.yaml",
                         "extends: plain\npaper: {light: \"#000000\"}\n");
    temporary_folder_put(folder, "themes/plain/assets/style.css", "");
    struct fixture fixture =
        load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: child\n  accent: \"#ffffff\"\n"));
    assert_slice_equal(temporary_folder_said(folder), ""); /* white on black */
    struct slice css = find_asset(fixture.theme, "style.css")->content;
    assert_int_not_equal(slice_find(css, SLICE("\n:root{--accent:#ffffff;")), SLICE_NOT_FOUND);
    /* White on the parent's dark paper has 4.47. */
    assert_int_equal(slice_find(css, SLICE("dark){:root{--accent:#ffffff;")), SLICE_NOT_FOUND);
    end(&fixture);
}

static void without_an_accent_the_style_is_the_themes(void **state)
{
    struct temporary_folder *folder = *state;
    put_plain(folder);
    temporary_folder_put(folder, "themes/plain/assets/style.css", "a{}");
    struct fixture fixture = load(folder, SITE(ITALIAN_AND_ENGLISH "  theme: plain\n"));
    assert_slice_equal(find_asset(fixture.theme, "style.css")->content, "a{}");
    end(&fixture);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, temporary_folder_set_up, temporary_folder_tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_theme_is_its_templates_assets_and_words),
        TEST(a_child_takes_its_parents_files_one_by_one),
        TEST(a_theme_is_looked_for_in_each_place_in_turn),
        TEST(a_missing_theme_is_reported_where_it_is_named),
        TEST(a_missing_parent_is_reported_where_it_is_named),
        TEST(a_theme_cannot_extend_itself),
        TEST(a_chain_of_themes_has_an_end),
        TEST(what_theme_yaml_does_not_know_is_reported_all_of_it),
        TEST(a_theme_yaml_of_another_shape_is_reported),
        TEST(a_template_that_is_not_utf_8_is_shown_with_its_place),
        TEST(a_file_too_large_names_the_limit),
        TEST(links_in_a_theme_are_refused),
        TEST(too_many_files_name_their_limit),
        TEST(an_assets_name_changes_with_its_content_alone),
        TEST(an_assets_name_means_nothing_in_an_address),
        TEST(the_logo_is_published_beside_an_asset_of_the_same_name),
        TEST(a_logo_that_is_the_themes_own_file_is_published_once),
        TEST(a_theme_without_assets_can_have_a_logo),
        TEST(plural_forms_are_those_of_each_language),
        TEST(nested_keys_are_named_with_dots),
        TEST(a_regional_language_falls_back_to_its_own_before_english),
        TEST(what_is_no_text_is_reported),
        TEST(words_of_another_shape_are_reported),
        TEST(what_the_program_asks_for_must_be_there_in_each_language_or_in_english),
        TEST(a_theme_without_any_words_lacks_all_that_the_program_asks_for),
        TEST(the_accent_is_written_after_the_style_for_light_and_dark),
        TEST(an_accent_that_is_hard_to_read_is_warned_with_the_numbers_and_mended),
        TEST(the_paper_of_the_child_goes_before_its_parents),
        TEST(without_an_accent_the_style_is_the_themes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
