/*
 * table_parts.h - what the rooms of catalogue.table share. Private to src/script/table*.c.
 *
 * table_declare.c reads the declaration, by values (table_take.c), columns (table_columns.c) and what
 * stands below the rows and beside the table (table_summary.c, table_chart.c); table_fill.c finds the
 * rows, table_rows.c reads them from YAML and fields, table_body.c what else a fence says,
 * table_csv.c from CSV, table_cells.c single figures; table_function.c calls the publisher's
 * functions.
 */
#ifndef SCHEDARIO_SCRIPT_TABLE_PARTS_H
#define SCHEDARIO_SCRIPT_TABLE_PARTS_H

#include "script/hooks.h"
#include "script/table.h"

enum rows_kind { ROWS_OF_FENCE, ROWS_OF_FIELD, ROWS_OF_CSV, ROWS_OF_FUNCTION };

/* What a column's declaration says that the frozen table has no use for. */
struct declared_column {
    struct slice from; /* its name in the rows */
    bool about;        /* months and days may be taken for one another */
};

struct table_reading {
    lua_State *lua;
    struct arena *arena;
    const struct schema *schema;
    unsigned language;
    struct diagnostics *diagnostics;
    struct span span; /* the script's line, or the fence */
    int spec;         /* where the declaration is on the stack */
    struct table *table;
    struct declared_column more[TABLE_COLUMNS_MAX];
    enum rows_kind rows;
    struct slice rows_name; /* field or file */
    bool rows_are_declared; /* by the script, not by the fence */
    bool has_group;
    size_t group; /* column */
    /* Of a fence: */
    const struct document *document;
    struct source *source;
    struct text_file *file; /* the body or CSV that spans point into */
    struct table_cell *row; /* the one at hand */
    struct span declared;   /* the script's line */
    size_t computing;       /* the column whose function runs */
};

/* ---- table_declare.c ---- */

/* False, and reported, where anything in it is wrong. */
bool table_read_declaration(struct table_reading *reading);

/* ---- table_columns.c ---- */

bool table_read_columns(struct table_reading *reading);

/* ---- table_take.c ---- */

/* A mistake of the declaration; arguments as the problem has them. */
static inline bool table_refused(const struct diagnostic *diagnostic)
{
    (void)diagnostic;
    return false;
}
#define table_wrong(reading, problem, ...) \
    table_refused(diagnostic_add((reading)->diagnostics, (problem), (reading)->span, __VA_ARGS__))

extern const struct problem table_value_wrong; /* %1 where, %2 what would be right */
extern const struct problem table_value_missing;
extern const struct problem table_no_column; /* %1 where, %2 name, %3 what there is */
extern const struct problem table_no_groups; /* %1 where */

/* The field of the table at `index` is pushed: whether it is there. */
bool table_get(struct table_reading *reading, int index, const char *key);
/* Of the value on top of the stack, which is popped; `where` is for messages. */
bool table_take_text(struct table_reading *reading, struct slice where, struct slice *text);
bool table_take_local(struct table_reading *reading, struct slice where, struct local_text *text);
bool table_take_column(struct table_reading *reading, struct slice where, size_t *column);
bool table_take_columns(struct table_reading *reading, struct slice where, size_t *columns,
                        size_t *count, size_t max);
/* Whether all can be added up; reported where one cannot. */
bool table_are_numbers(struct table_reading *reading, struct slice where, const size_t *columns,
                       size_t count);
/* One of a list of words, by its number; empty ones are not offered. */
bool table_take_word(struct table_reading *reading, struct slice where, const char *const *words,
                     size_t count, int *chosen);
/* "a, b, c", for messages. */
struct slice table_column_names(struct table_reading *reading);
/* Text of the reading's arena. */
struct slice table_where(struct table_reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Reports keys that are not among those listed, which end in NULL. */
bool table_check_keys(struct table_reading *reading, int index, struct slice where,
                      const char *const *known);

/* ---- table_summary.c: groups, totals, notes ---- */

bool table_read_notes(struct table_reading *reading); /* before columns: they name them */
bool table_read_below(struct table_reading *reading);
/* ---- table_chart.c ---- */
bool table_read_charts(struct table_reading *reading);
/* The number of a note; false, and reported, where there is none. */
bool table_find_note(struct table_reading *reading, struct slice where, struct slice id,
                     unsigned *note);

/* ---- table_cells.c: false, and reported, where the figure is not of the column's type ---- */

struct table_unit;
bool table_cell_from_text(struct table_reading *reading, const struct table_column *column,
                          const struct table_unit *unit, struct slice text, struct span span,
                          struct table_cell *cell);
/* What cannot be a figure at all. */
bool table_refuse_cell(struct table_reading *reading, const struct table_column *column,
                       struct slice text, struct span span);
/* False, and reported: there is no such unit. */
bool table_find_unit(struct table_reading *reading, struct slice name, struct span span,
                     struct table_unit *unit);
bool table_cell_from_value(struct table_reading *reading, const struct table_column *column,
                           const struct value *value, struct table_cell *cell);
/* The Lua value at `index`; a table is a figure with what goes with it. */
bool table_cell_from_lua(struct table_reading *reading, const struct table_column *column,
                         int index, struct table_cell *cell);
/* Says so where nothing is given: "", "-", "n.d.", "n/a". */
bool table_text_is_missing(struct slice text);
struct table_cell_details *table_cell_details(struct table_reading *reading,
                                              struct table_cell *cell);
/* What goes with a figure, by name: note, source, date. False: no such name, or wrong. */
bool table_cell_add_detail(struct table_reading *reading, struct table_cell *cell,
                           struct slice name, struct slice text, struct span span);

/* ---- table_rows.c ---- */

struct yaml_node;
bool table_cell_from_yaml(struct table_reading *reading, const struct table_column *column,
                          const struct yaml_node *node, struct table_cell *cell);
/* A list of mappings. */
bool table_rows_from_list(struct table_reading *reading, const struct yaml_node *node);
/* The table has no column of that name: the nearest, or all, are told. */
void table_report_unknown(struct table_reading *reading, struct slice name, struct span span);

struct fence_arguments {
    struct slice names[16], values[16];
    size_t count;
};
bool table_read_arguments(struct table_reading *reading, const struct markdown_fence *fence,
                          struct fence_arguments *arguments);
/* table_body.c */
bool table_rows_from_yaml(struct table_reading *reading, struct slice text);
/* table_csv.c */
bool table_rows_from_csv(struct table_reading *reading, struct slice text);
bool table_rows_from_field(struct table_reading *reading, struct slice name);
/* The row at hand, made of figures by column, goes to the table. */
bool table_begin_row(struct table_reading *reading);
bool table_end_row(struct table_reading *reading);
/* The column of that name that rows may give; NULL, and reported, where it is none. */
struct table_column *table_given_column(struct table_reading *reading, struct slice name,
                                        struct span span);
/* False, and reported: no rows stand there. */
bool table_body_is_wrong(struct table_reading *reading, struct span span);
/* The column of that name in the rows; NULL: none. */
struct table_column *table_column_from(const struct table_reading *reading, struct slice name);

/* ---- table_function.c: may raise ---- */

bool table_rows_from_function(struct table_reading *reading,
                              const struct fence_arguments *arguments);
void table_compute_functions(struct table_reading *reading);

#endif
