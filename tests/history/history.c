/* The history of a repository's files, a line a version, for comparing with git's own, and what it took:
 *     history REPOSITORY REF FOLDER BELOW [--time]
 */
#include "source/history.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
    if (count < 5)
        return 2;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    struct repository *repository =
        repository_open(&arena, slice_from_string(arguments[1]), &list);
    struct source_commit name = {.name = slice_from_string(arguments[2])};
    struct slice bots[] = {SLICE("*[bot]*")};
    struct history_options options = {slice_from_string(arguments[3]),
                                      slice_from_string(arguments[4]), bots, 1, true, false};
    struct object_id head;
    double started = seconds(CLOCK_PROCESS_CPUTIME_ID);
    struct history *history = NULL;
    if (repository && repository_find_commit(repository, &name, &head, &list))
        history = history_read(&arena, repository, &head, &options, &list);
    double taken = seconds(CLOCK_PROCESS_CPUTIME_ID) - started;
    struct buffer said = {0};
    diagnostics_write_text(&said, &list, (struct diagnostic_style){0});
    fputs(buffer_string(&said), stderr);
    if (!history)
        return 1;
    if (count > 5) {
        struct rusage usage;
        getrusage(RUSAGE_SELF, &usage);
        printf("%zu commits, %zu walked, %zu files, %zu removed: %.0f ms of CPU, %ld MB%s\n",
               history->commit_count, history->walked, history->file_count,
               history->removed_count, taken * 1000, usage.ru_maxrss / 1024,
               history->rewritten ? ", rewritten" : "");
    } else {
        for (size_t i = 0; i < history->file_count + history->removed_count; i++) {
            const struct history_file *file = &history->files[i];
            for (size_t k = 0; k < file->version_count; k++) {
                const struct history_version *version = &file->versions[k];
                const struct history_person *person = &history->people[version->commit->author];
                printf("%s%.*s\t%.*s\t%lld\t%.*s <%.*s>\t%.*s\n", file->removed ? "-" : "",
                       SLICE_ARG(file->path),
                       SLICE_ARG(object_id_text(&arena, &version->commit->id)),
                       (long long)version->commit->authored, SLICE_ARG(person->name),
                       SLICE_ARG(person->email), SLICE_ARG(version->path));
            }
        }
    }
    buffer_release(&said);
    repository_close(repository);
    arena_release(&arena);
    return 0;
}
