#include "build/version_texts.h"

#include "base/memory.h"
#include "content/document.h"
#include "source/history.h"

#include <pthread.h>

/* Each text has one place, by its name, and the next one there takes it: at most 8 MB. */
#define PLACES        256
#define TEXT_SIZE_MAX (32u << 10)

struct place {
    struct object_id text;
    char *bytes; /* NULL: none yet */
    size_t size;
};

struct version_texts {
    pthread_mutex_t lock;
    struct place places[PLACES];
};

struct version_texts *version_texts_create(void)
{
    struct version_texts *texts = memory_allocate_zeroed(sizeof *texts);
    pthread_mutex_init(&texts->lock, NULL);
    return texts;
}

void version_texts_destroy(struct version_texts *texts)
{
    if (!texts)
        return;
    for (size_t i = 0; i < PLACES; i++)
        memory_release(texts->places[i].bytes);
    pthread_mutex_destroy(&texts->lock);
    memory_release(texts);
}

static struct place *place_of(struct version_texts *texts, const struct object_id *text)
{
    return &texts->places[text->bytes[0] % PLACES];
}

/* An arena may jump out at its limit, so none is asked for memory while the lock is held. */
static bool find(struct version_texts *texts, const struct object_id *text, struct buffer *found)
{
    pthread_mutex_lock(&texts->lock);
    const struct place *place = place_of(texts, text);
    bool is_there =
        place->bytes && memcmp(place->text.bytes, text->bytes, sizeof text->bytes) == 0;
    if (is_there)
        buffer_add(found, slice_from(place->bytes, place->size));
    pthread_mutex_unlock(&texts->lock);
    return is_there;
}

static void put(struct version_texts *texts, const struct object_id *text, struct slice content)
{
    if (content.len > TEXT_SIZE_MAX)
        return;
    char *bytes = memory_allocate(content.len + 1);
    memcpy(bytes, content.len ? content.ptr : "", content.len);
    pthread_mutex_lock(&texts->lock);
    struct place *place = place_of(texts, text);
    char *old = place->bytes;
    *place = (struct place){*text, bytes, content.len};
    pthread_mutex_unlock(&texts->lock);
    memory_release(old);
}

bool version_texts_read(struct version_texts *texts, struct repository *repository,
                        const struct object_id *text, struct arena *arena, struct slice *content)
{
    struct buffer found = {0};
    if (find(texts, text, &found)) {
        *content = buffer_copy(&found, arena);
        buffer_release(&found);
        return true;
    }
    if (!history_read_text(repository, arena, text, DOCUMENT_SIZE_MAX, content))
        return false;
    put(texts, text, *content);
    return true;
}
