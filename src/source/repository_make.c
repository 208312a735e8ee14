#include "source/repository_make.h"

#include "source/repository_parts.h"

static const struct problem not_made = {
    "repository-unmade",
    SEVERITY_FAILURE,
    {"the repository %1 cannot be made: %2", "l'archivio %1 non si può creare: %2"},
    {NULL}};

bool repository_make(struct arena *arena, struct slice path, const char *branch,
                     struct diagnostics *diagnostics)
{
    git_repository *handle = NULL;
    git_repository_init_options options;
    git_libgit2_init();
    bool good = git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION) == 0;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH;
    options.initial_head = branch;
    good = good && git_repository_init_ext(&handle, arena_string(arena, path), &options) == 0;
    if (!good) {
        const git_error *error = git_error_last();
        diagnostic_add(diagnostics, &not_made, (struct span){0}, path,
                       slice_from_string(error ? error->message : NULL));
    }
    git_repository_free(handle);
    git_libgit2_shutdown();
    return good;
}
