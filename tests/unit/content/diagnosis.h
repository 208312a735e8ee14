/*
 * diagnosis.h - for tests of content/: a text read, and what was said about it.
 */
#ifndef SCHEDARIO_TESTS_CONTENT_DIAGNOSIS_H
#define SCHEDARIO_TESTS_CONTENT_DIAGNOSIS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "test.h"

struct diagnosis {
    struct arena arena;
    struct diagnostics list;
    struct buffer text; /* all of it, as people read it, in English */
};

static inline struct diagnosis *diagnosis_start(void)
{
    struct arena arena = {0};
    struct diagnosis *diagnosis = arena_new(&arena, struct diagnosis);
    diagnosis->arena = arena;
    diagnosis->list.arena = &diagnosis->arena;
    return diagnosis;
}

static inline void diagnosis_end(struct diagnosis *diagnosis)
{
    struct arena arena = diagnosis->arena; /* it holds the diagnosis itself */
    buffer_release(&diagnosis->text);
    arena_release(&arena);
}

static inline struct text_file *diagnosis_file(struct diagnosis *diagnosis, struct slice text)
{
    struct text_file *file = arena_new(&diagnosis->arena, struct text_file);
    *file = (struct text_file){SLICE("scheda.md"), arena_copy(&diagnosis->arena, text)};
    return file;
}

/* The diagnostics, a line each: "7:9 error field-type: message | hint". */
static inline struct slice diagnosis_text(struct diagnosis *diagnosis,
                                          enum message_language language)
{
    buffer_clear(&diagnosis->text);
    diagnostics_sort(&diagnosis->list);
    for (size_t i = 0; i < diagnosis->list.count; i++) {
        const struct diagnostic *one = &diagnosis->list.items[i];
        struct position at = span_position(one->span);
        buffer_format(&diagnosis->text, "%zu:%zu %s %s: ", at.line, at.column,
                      severity_name(one->severity, MESSAGES_ENGLISH), one->problem->code);
        diagnostic_write_message(&diagnosis->text, one, language);
        buffer_add(&diagnosis->text, SLICE(" | "));
        diagnostic_write_hint(&diagnosis->text, one, language);
        buffer_add_byte(&diagnosis->text, '\n');
    }
    return buffer_view(&diagnosis->text);
}

/* The places and codes alone: "7:9 error field-type\n". */
static inline struct slice diagnosis_codes(struct diagnosis *diagnosis)
{
    buffer_clear(&diagnosis->text);
    diagnostics_sort(&diagnosis->list);
    for (size_t i = 0; i < diagnosis->list.count; i++) {
        const struct diagnostic *one = &diagnosis->list.items[i];
        struct position at = span_position(one->span);
        buffer_format(&diagnosis->text, "%zu:%zu %s %s\n", at.line, at.column,
                      severity_name(one->severity, MESSAGES_ENGLISH), one->problem->code);
    }
    return buffer_view(&diagnosis->text);
}

#endif
