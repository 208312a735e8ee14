/*
 * template_library.h - what templates can call: filters, tests and functions, a row each.
 *
 * All of them are C functions over `struct data`, as the host's own are (template.h). What they
 * make lives in the page's arena. A row says the names of the parameters, so that the compiler
 * puts named arguments in their places:
 *
 *     "length killwords"     two, by place or name
 *     "attribute= *"         by name alone; the * takes all that are left by place
 *
 * An argument that is not given is DATA_NONE, and so is one that the template gives as none.
 */
#ifndef SCHEDARIO_TEMPLATE_LIBRARY_H
#define SCHEDARIO_TEMPLATE_LIBRARY_H

#include "template/template.h"

struct template_runtime;

/* arguments[0] is the filtered or tested value; functions begin with their first parameter. */
struct library_call {
    struct template_runtime *runtime;
    struct arena *arena;
    const char *name;
    const struct data *arguments;
    size_t argument_count;
};

/* Errors do not return: library_fail() leaves by Lua's longjmp, so no function may hold a
 * buffer when it calls that, or anything that may. */
typedef struct data library_function(const struct library_call *call);

struct library_row {
    const char *name;
    library_function *call;
    const char *parameters;
    const char *description;
};

extern const struct library_row template_filters[];
extern const struct library_row template_tests[];
/* NULL where there is none. */
const struct library_row *library_find(const struct library_row *table, struct slice name);

/* DATA_NONE past the end. */
struct data library_argument(const struct library_call *call, size_t index);
_Noreturn void library_fail(const struct library_call *call, const char *english,
                            const char *italian);
/* "cannot be used with a list". */
_Noreturn void library_fail_kind(const struct library_call *call, struct data data);
/* So much work more, in instructions; so much memory before it is asked for. */
void library_charge(const struct library_call *call, size_t steps);
void library_expect_size(const struct library_call *call, size_t bytes);

#endif
