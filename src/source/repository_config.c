#include "source/repository_config.h"

#include "source/repository_parts.h"

static const struct problem config_unwritten = {
    "repository-config",
    SEVERITY_FAILURE,
    {"the setting %1 of %2 cannot be written: %3", "l'impostazione %1 di %2 non si può scrivere: %3"},
    {"whoever runs this must be allowed to write the repository's file config",
     "chi dà il comando deve poter scrivere il file config dell'archivio"}};

bool repository_config_read(struct repository *repository, struct arena *arena, const char *name,
                            struct slice *value)
{
    git_config *config = NULL, *snapshot = NULL;
    const char *text;
    git_repository *handle = repository_borrow(repository);
    if (!handle)
        return false;
    bool is_set = git_repository_config(&config, handle) == 0 &&
                  git_config_snapshot(&snapshot, config) == 0 &&
                  git_config_get_string(&text, snapshot, name) == 0;
    if (is_set)
        *value = arena_copy(arena, slice_from_string(text));
    git_config_free(snapshot);
    git_config_free(config);
    repository_return(repository, handle);
    return is_set;
}

bool repository_config_write(struct repository *repository, const char *name, struct slice value,
                             struct diagnostics *diagnostics)
{
    git_config *all = NULL, *own = NULL;
    git_repository *handle = repository_borrow(repository);
    if (!handle) {
        repository_report(repository, diagnostics);
        return false;
    }
    bool good = git_repository_config(&all, handle) == 0 &&
                git_config_open_level(&own, all, GIT_CONFIG_LEVEL_LOCAL) == 0 &&
                git_config_set_string(own, name, arena_string(diagnostics->arena, value)) == 0;
    if (!good) {
        const git_error *error = git_error_last();
        diagnostic_add(diagnostics, &config_unwritten, (struct span){0}, slice_from_string(name),
                       repository_path(repository),
                       slice_from_string(error ? error->message : NULL));
    }
    git_config_free(own);
    git_config_free(all);
    repository_return(repository, handle);
    return good;
}

struct slice repository_folder(struct repository *repository, struct arena *arena)
{
    git_repository *handle = repository_borrow(repository);
    if (!handle)
        return repository_path(repository);
    struct slice folder = arena_copy(arena, slice_from_string(git_repository_path(handle)));
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    repository_return(repository, handle);
    return arena_copy(arena, folder); /* NUL-terminated at its new end */
}
