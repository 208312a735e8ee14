/* The process that fetches: what it does and what it says of it. */
#include "source/mirror_parts.h"

#include "base/workers.h"

#include <time.h>
#include <unistd.h>

/* How often a sign of life is sent, in milliseconds. */
#define SIGN_EVERY 100

struct fetching {
    const struct mirror_order *order;
    struct credentials keys;
    struct fetch_message message;
    int pipe;
    int64_t next_sign;
};

static const char *const branches_and_tags[] = {"+refs/heads/*:refs/heads/*",
                                                "+refs/tags/*:refs/tags/*"};

static void say(struct fetching *fetching)
{
    /* Whoever waits may be gone: then nothing is left to be said. */
    (void)!write(fetching->pipe, &fetching->message, sizeof fetching->message);
}

static void give_sign(struct fetching *fetching)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t milliseconds = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    if (milliseconds < fetching->next_sign)
        return;
    fetching->next_sign = milliseconds + SIGN_EVERY;
    say(fetching);
}

static int stop(struct fetching *fetching, enum fetch_trouble trouble)
{
    fetching->message.trouble = trouble;
    return GIT_EUSER;
}

static int watch_objects(const git_indexer_progress *progress, void *context)
{
    struct fetching *fetching = context;
    fetching->message.progress = (struct mirror_progress){
        progress->received_bytes, progress->received_objects, progress->total_objects};
    if (progress->received_bytes > fetching->order->max ||
        progress->total_objects > MIRROR_OBJECTS_MAX)
        return stop(fetching, FETCH_TOO_LARGE);
    if (workers_are_interrupted())
        return stop(fetching, FETCH_INTERRUPTED);
    give_sign(fetching);
    return 0;
}

/* What the other side says of its own work, which may take long; it is not shown. */
static int watch_words(const char *text, int length, void *context)
{
    struct fetching *fetching = context;
    (void)text;
    (void)length;
    if (workers_are_interrupted())
        return stop(fetching, FETCH_INTERRUPTED);
    give_sign(fetching);
    return 0;
}

static int offer_key(git_credential **credential, const char *url, const char *user,
                     unsigned allowed, void *context)
{
    (void)url;
    return credentials_offer(credential, user, allowed, &((struct fetching *)context)->keys);
}

static int check_host(git_cert *certificate, int is_valid, const char *host, void *context)
{
    (void)host;
    return is_valid ? 0 : credentials_distrust(certificate, &((struct fetching *)context)->keys);
}

/* ---- what went wrong ----------------------------------------------------- */

static bool says(struct slice text, const char *word)
{
    return slice_find(text, slice_from_string(word)) != SLICE_NOT_FOUND;
}

static enum fetch_trouble find_trouble(const struct fetching *fetching, int code)
{
    const git_error *error = git_error_last();
    struct slice text = slice_from_string(error ? error->message : NULL);
    if (fetching->message.trouble)
        return fetching->message.trouble;
    if (fetching->keys.distrust)
        return fetching->keys.distrust;
    if (code == GIT_EOWNER || says(text, "safe.directory"))
        return FETCH_OWNER;
    if (says(text, "objectformat") || says(text, "object format") || says(text, "object-format"))
        return FETCH_SHA256;
    if (code == GIT_EAUTH || says(text, "status code: 401") || says(text, "status code: 403") ||
        says(text, "authenticat") || (fetching->keys.asked && says(text, "callback returned")))
        return FETCH_REFUSED;
    if (code == GIT_ENOTFOUND || says(text, "status code: 404") || says(text, "does not exist") || says(text, "No such file") ||
        says(text, "not found") || says(text, "could not find repository") || says(text, "not appear to be a git repository"))
        return FETCH_NOT_THERE;
    if (error && (error->klass == GIT_ERROR_NET || error->klass == GIT_ERROR_SSL ||
                  error->klass == GIT_ERROR_SSH || error->klass == GIT_ERROR_HTTP ||
                  error->klass == GIT_ERROR_OS))
        return FETCH_UNREACHABLE;
    return FETCH_OTHER;
}

static void tell_trouble(struct fetching *fetching, int code)
{
    const git_error *error = git_error_last();
    struct fetch_message *message = &fetching->message;
    message->trouble = find_trouble(fetching, code);
    const char *detail = message->trouble == FETCH_HOST_KEY ? fetching->keys.host_key
                         : error                            ? error->message
                                                            : "";
    strncpy(message->detail, detail, sizeof message->detail - 1);
}

/* ---- what came ----------------------------------------------------------- */

static bool find_head(git_repository *handle, struct slice ref, git_oid *id)
{
    char name[1000];
    git_object *object = NULL, *commit = NULL;
    if (ref.len >= sizeof name)
        return false;
    memcpy(name, ref.len ? ref.ptr : "HEAD", ref.len ? ref.len : 4);
    name[ref.len ? ref.len : 4] = '\0';
    bool found = git_revparse_single(&object, handle, name) == 0 &&
                 git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;
    if (found)
        *id = *git_object_id(commit);
    git_object_free(commit);
    git_object_free(object);
    return found;
}

static unsigned count_commits(git_repository *handle, const git_oid *head, const git_oid *before)
{
    git_revwalk *walk = NULL;
    git_oid id;
    unsigned count = 0;
    if (git_revwalk_new(&walk, handle) != 0)
        return 0;
    if (git_revwalk_push(walk, head) == 0 && (!before || git_revwalk_hide(walk, before) == 0))
        while (count < MIRROR_COMMITS_MAX && git_revwalk_next(&id, walk) == 0)
            count++;
    git_revwalk_free(walk);
    return count;
}

static void gather_news(struct fetching *fetching, git_repository *handle, const git_oid *before)
{
    struct mirror_news *news = &fetching->message.news;
    git_oid head;
    git_commit *commit = NULL;
    fetching->message.has_ref = find_head(handle, fetching->order->ref, &head);
    if (!fetching->message.has_ref)
        return;
    news->head = object_id_from_git(&head);
    news->commits = count_commits(handle, &head, before);
    news->was_rewritten = before && !git_oid_equal(before, &head) &&
                          git_graph_descendant_of(handle, &head, before) != 1;
    if (git_commit_lookup(&commit, handle, &head) == 0)
        news->date = git_commit_time(commit);
    git_commit_free(commit);
}

/* ---- the fetch ----------------------------------------------------------- */

/* The other side's HEAD is the mirror's: a source without a `ref` is read there. */
static void follow_head(git_repository *handle, git_remote *remote)
{
    git_buf branch = {0};
    if (git_remote_default_branch(&branch, remote) == 0)
        git_repository_set_head(handle, branch.ptr);
    git_buf_dispose(&branch);
}

static int fetch(struct fetching *fetching, git_repository *handle, const char *url)
{
    git_remote *remote = NULL;
    git_strarray names = {(char **)branches_and_tags, 2};
    git_fetch_options options;
    git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
    options.prune = GIT_FETCH_PRUNE;
    options.update_fetchhead = 0;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE; /* they are named */
    options.proxy_opts.type = GIT_PROXY_AUTO;
    options.callbacks.payload = fetching;
    options.callbacks.transfer_progress = watch_objects;
    options.callbacks.sideband_progress = watch_words;
    options.callbacks.credentials = offer_key;
    options.callbacks.certificate_check = check_host;
    int code = git_remote_create_anonymous(&remote, handle, url);
    if (code == 0)
        code = git_remote_fetch(remote, &names, &options, NULL);
    if (code == 0)
        follow_head(handle, remote);
    git_remote_free(remote);
    return code;
}

static int fetch_into(struct fetching *fetching, const char *path, const char *url)
{
    git_repository *handle = NULL;
    git_oid before;
    int code = git_repository_open_ext(&handle, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
    if (code == 0) {
        bool has_before = find_head(handle, fetching->order->ref, &before);
        code = fetch(fetching, handle, url);
        if (code == 0)
            gather_news(fetching, handle, has_before ? &before : NULL);
    }
    git_repository_free(handle);
    return code;
}

void mirror_fetch_here(const struct mirror_order *order, const char *path, int pipe)
{
    struct arena arena = {0};
    struct fetching fetching = {.order = order, .keys = {.order = order}, .pipe = pipe};
    git_libgit2_init();
    if (order->certificates.len)
        git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, arena_string(&arena, order->certificates),
                         NULL);
    int code = fetch_into(&fetching, path, arena_string(&arena, order->url));
    if (code != 0)
        tell_trouble(&fetching, code);
    fetching.message.is_end = true;
    say(&fetching);
    git_libgit2_shutdown();
    arena_release(&arena);
}
