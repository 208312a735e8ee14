#include "temporary_folder.h"

#include "desk/settings.h"
#include "source/repository_config.h"

#include <unistd.h>

/* A bare repository as `git init --bare` leaves it. */
static struct repository *repository_with(struct temporary_folder *folder, const char *config)
{
    struct buffer text = {0};
    buffer_format(&text, "[core]\n\trepositoryformatversion = 0\n\tbare = true\n%s", config);
    temporary_folder_put(folder, "catalogo.git/HEAD", "ref: refs/heads/main\n");
    temporary_folder_put(folder, "catalogo.git/config", buffer_string(&text));
    temporary_folder_put(folder, "catalogo.git/objects/info/x", "");
    temporary_folder_put(folder, "catalogo.git/refs/heads/x/y", "");
    buffer_release(&text);
    struct slice path = slice_from_string(temporary_folder_path(folder, "catalogo.git"));
    struct repository *repository = repository_open(&folder->arena, path, &folder->list);
    assert_non_null(repository);
    return repository;
}

static struct desk_settings read_settings(struct temporary_folder *folder, const char *config)
{
    struct desk_settings settings;
    struct repository *repository = repository_with(folder, config);
    desk_settings_read(repository, &folder->arena, &settings, &folder->list);
    repository_close(repository);
    return settings;
}

static const char *below(struct temporary_folder *folder, const char *path)
{
    return temporary_folder_path(folder, path);
}

static void a_repository_without_settings_publishes_within_itself(void **state)
{
    struct temporary_folder *folder = *state;
    struct desk_settings settings = read_settings(folder, "");
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(settings.repository, below(folder, "catalogo.git"));
    assert_slice_equal(settings.out, below(folder, "catalogo.git/schedario/public"));
    assert_slice_equal(settings.previews, below(folder, "catalogo.git/schedario/.public.previews"));
    assert_slice_equal(settings.base_url, "");
    assert_slice_equal(settings.mail, "");
    assert_int_equal(settings.wait, 10);
    assert_int_equal(settings.previews_max, 20);
}

static void what_git_leaves_to_a_group_is_shared(void **state)
{
    static const struct {
        const char *config;
        bool is_shared;
    } cases[] = {{"", false},
                 {"[core]\n\tsharedRepository = group\n", true},
                 {"[core]\n\tsharedRepository = true\n", true},
                 {"[core]\n\tsharedRepository = World\n", true},
                 {"[core]\n\tsharedRepository = 0660\n", true},
                 {"[core]\n\tsharedRepository = 0640\n", false},
                 {"[core]\n\tsharedRepository = umask\n", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(read_settings(*state, cases[i].config).is_shared, cases[i].is_shared);
}

static void settings_are_read_from_the_configuration_of_git(void **state)
{
    struct temporary_folder *folder = *state;
    struct desk_settings settings = read_settings(
        folder, "[schedario]\n\tout = /var/www/catalogo/\n\tbaseUrl = https://a.example/x/\n"
                "\tfolder = sito/\n\tlang = it\n\twait = 0\n\tpreviews = 3\n"
                "\tmail = \"msmtp -t\"\n\tfrom = a@b.example\n\tto = c@d.example\n");
    assert_slice_equal(temporary_folder_said(folder), "");
    assert_slice_equal(settings.out, "/var/www/catalogo");
    assert_slice_equal(settings.previews, "/var/www/.catalogo.previews");
    assert_slice_equal(settings.base_url, "https://a.example/x/");
    assert_slice_equal(settings.below, "sito");
    assert_slice_equal(settings.language, "it");
    assert_slice_equal(settings.mail, "msmtp -t");
    assert_slice_equal(settings.from, "a@b.example");
    assert_slice_equal(settings.to, "c@d.example");
    assert_int_equal(settings.wait, 0);
    assert_int_equal(settings.previews_max, 3);
}

static void a_relative_folder_is_below_the_repository(void **state)
{
    struct temporary_folder *folder = *state;
    struct desk_settings settings = read_settings(folder, "[schedario]\n\tout = ../sito\n");
    assert_slice_equal(settings.out, below(folder, "catalogo.git/../sito"));
}

static void what_makes_no_sense_is_a_warning_and_has_no_effect(void **state)
{
    struct temporary_folder *folder = *state;
    struct desk_settings settings =
        read_settings(folder, "[schedario]\n\tlang = de\n\twait = soon\n\tpreviews = 1001\n"
                              "\tfolder = a/../b\n\tbaseUrl = catalogo\n\tmail = \"a\\nb\"\n");
    assert_slice_equal(settings.language, "");
    assert_slice_equal(settings.below, "");
    assert_slice_equal(settings.base_url, "");
    assert_slice_equal(settings.mail, "");
    assert_int_equal(settings.wait, 10);
    assert_int_equal(settings.previews_max, 20);
    assert_int_equal(folder->list.count, 6);
    assert_true(diagnostics_are_good(&folder->list));
    assert_true(slice_find(temporary_folder_said(folder),
                           SLICE("schedario.wait: \"soon\" is not a number from 0 to 1000")) !=
                SLICE_NOT_FOUND);
}

static void a_setting_that_is_written_is_read_again(void **state)
{
    struct temporary_folder *folder = *state;
    struct repository *repository = repository_with(folder, "[user]\n\tname = Ada\n");
    struct slice mail = SLICE("sh -c 'cat > \"/var/x y\"' # \\");
    struct slice name;
    struct desk_settings settings;
    assert_true(desk_settings_write(repository, "mail", mail, &folder->list));
    assert_true(desk_settings_write(repository, "lang", SLICE("en"), &folder->list));
    assert_true(desk_settings_write(repository, "lang", SLICE("it"), &folder->list));
    desk_settings_read(repository, &folder->arena, &settings, &folder->list);
    assert_slice_equal(settings.mail, mail.ptr);
    assert_slice_equal(settings.language, "it");
    assert_true(repository_config_read(repository, &folder->arena, "user.name", &name));
    assert_slice_equal(name, "Ada");
    repository_close(repository);
    assert_slice_equal(temporary_folder_said(folder), "");
}

static void a_folder_is_written_whole_as_hooks_run_elsewhere(void **state)
{
    struct temporary_folder *folder = *state;
    struct repository *repository = repository_with(folder, "");
    struct desk_settings settings;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder->path), 0);
    assert_true(desk_settings_write(repository, "out", SLICE("./sito"), &folder->list));
    assert_int_equal(chdir(before), 0);
    desk_settings_read(repository, &folder->arena, &settings, &folder->list);
    assert_slice_equal(settings.out, below(folder, "sito"));
    repository_close(repository);
}

static void what_makes_no_sense_is_not_written(void **state)
{
    struct temporary_folder *folder = *state;
    struct repository *repository = repository_with(folder, "");
    assert_false(desk_settings_write(repository, "baseUrl", SLICE("ftp:x"), &folder->list));
    assert_false(desk_settings_write(repository, "lang", SLICE("fr"), &folder->list));
    assert_false(desk_settings_write(repository, "out", SLICE(""), &folder->list));
    assert_int_equal(diagnostics_count(&folder->list, SEVERITY_ERROR), 3);
    repository_close(repository);
}

static void a_configuration_that_cannot_be_written_is_a_failure(void **state)
{
    struct temporary_folder *folder = *state;
    struct repository *repository = repository_with(folder, "");
    temporary_folder_put(folder, "catalogo.git/config.lock", "");
    assert_false(desk_settings_write(repository, "lang", SLICE("it"), &folder->list));
    assert_int_equal(diagnostics_count(&folder->list, SEVERITY_FAILURE), 1);
    repository_close(repository);
}

static void the_pusher_chooses_the_language_before_the_repository_does(void **state)
{
    (void)state;
    struct desk_settings none = {0}, italian = {.language = SLICE("it")};
    unsetenv("GIT_PUSH_OPTION_COUNT");
    assert_int_equal(desk_language(&none, MESSAGES_ENGLISH), MESSAGES_ENGLISH);
    assert_int_equal(desk_language(&none, MESSAGES_ITALIAN), MESSAGES_ITALIAN);
    assert_int_equal(desk_language(&italian, MESSAGES_ENGLISH), MESSAGES_ITALIAN);
    setenv("GIT_PUSH_OPTION_COUNT", "2", 1);
    setenv("GIT_PUSH_OPTION_0", "lang=en", 1);
    setenv("GIT_PUSH_OPTION_1", "lang=de", 1);
    assert_int_equal(desk_language(&italian, MESSAGES_ITALIAN), MESSAGES_ENGLISH);
    setenv("GIT_PUSH_OPTION_COUNT", "99999999999", 1);
    assert_int_equal(desk_language(&italian, MESSAGES_ITALIAN), MESSAGES_ENGLISH);
    setenv("GIT_PUSH_OPTION_COUNT", "nothing", 1);
    assert_int_equal(desk_language(&italian, MESSAGES_ENGLISH), MESSAGES_ITALIAN);
    unsetenv("GIT_PUSH_OPTION_COUNT");
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, temporary_folder_set_up, temporary_folder_tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_repository_without_settings_publishes_within_itself),
        TEST(what_git_leaves_to_a_group_is_shared),
        TEST(settings_are_read_from_the_configuration_of_git),
        TEST(a_relative_folder_is_below_the_repository),
        TEST(what_makes_no_sense_is_a_warning_and_has_no_effect),
        TEST(a_setting_that_is_written_is_read_again),
        TEST(a_folder_is_written_whole_as_hooks_run_elsewhere),
        TEST(what_makes_no_sense_is_not_written),
        TEST(a_configuration_that_cannot_be_written_is_a_failure),
        TEST(the_pusher_chooses_the_language_before_the_repository_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
