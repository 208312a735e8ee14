/*
 * yaml_failure.h - what libyaml could not read, in words an editor understands. For yaml.c alone.
 *
 * libyaml says where it noticed, which is often lines after the slip: a quote that is not closed
 * swallows what follows. So the text around the place is looked at, to name the slip and to mark
 * where it stands.
 */
#ifndef SCHEDARIO_CONTENT_YAML_FAILURE_H
#define SCHEDARIO_CONTENT_YAML_FAILURE_H

#include "base/diagnostic.h"

struct yaml_failure {
    const struct text_file *file;
    struct slice part;   /* view into file->text; the places below are bytes into it */
    const char *context; /* libyaml's words: "while scanning a quoted scalar" … or NULL */
    const char *problem; /* "found unexpected end of stream" … */
    size_t context_at;   /* where the context began */
    size_t problem_at;
    size_t scalar_at;  /* the last scalar that was read whole */
    size_t scalar_end; /* 0: there was none */
    size_t refused_at; /* the last thing refused for what it is (an alias, a tag) … */
    bool has_refused;
};

void yaml_failure_report(const struct yaml_failure *failure, struct diagnostics *diagnostics);

#endif
