/*
 * table.h - an indicator table: typed figures in columns, groups and totals, frozen once computed.
 *
 * Whoever makes one (src/script reads it from Lua) adds columns, then rows, then what shall stand
 * below them, and computes it; from then on it is read-only, and what shows it (HTML, CSV, JSON,
 * charts) computes nothing.
 *
 *     struct table *table = table_create(arena, SLICE("dotazione"), language);
 *     struct table_column *amount = table_add_column(table, SLICE("importo"));
 *     amount->type = TABLE_MONEY;
 *     struct table_cell *cells = table_add_row(table, SLICE("9.i"));   // cells by column, missing
 *     cells[amount->index] = (struct table_cell){.kind = CELL_NUMBER, .number = {324, 1}};
 *     table_add_summary(table, AGGREGATE_SUM);
 *     table_compute(table, diagnostics);
 *
 * What always holds:
 *   - Arithmetic is on decimals (text/number.h): sums are exact, quotients have
 *     TABLE_QUOTIENT_SCALE digits after the point. Rounding is for whoever shows a figure.
 *   - A missing figure is missing. It counts nowhere: not as zero in a sum, not in a mean. Every
 *     aggregate says how many figures it is of (`counted` of `counted_of`); of none, it is
 *     missing itself.
 *   - What cannot be computed (a division by zero, a number too large) is missing, and says so.
 *   - Rows of a group stand together, groups in the order they first appear.
 *   - A total that the source gives is compared with the computed one; what differs by more than
 *     rounding explains is reported and stays visible: the source's figure is never replaced.
 */
#ifndef SCHEDARIO_MODEL_TABLE_H
#define SCHEDARIO_MODEL_TABLE_H

#include "base/vector.h"
#include "model/table_unit.h"

#define TABLE_COLUMNS_MAX    40
#define TABLE_ROWS_MAX       20000
#define TABLE_CELLS_MAX      200000 /* rows by columns */
#define TABLE_GIVEN_MAX      200    /* totals of the source; groups declared beforehand */
#define TABLE_FOOTNOTES_MAX  100
#define TABLE_SUMMARIES_MAX  12
#define TABLE_CHARTS_MAX     4
#define TABLE_QUOTIENT_SCALE 8

struct sheet;
struct text_file;

/* ---- cells --------------------------------------------------------------- */

enum table_cell_kind {
    CELL_MISSING, /* nobody gave it */
    CELL_NOT_COMPUTABLE,
    CELL_NUMBER,
    CELL_TEXT,
    CELL_DATE,
    CELL_SHEET,
};

/* What few cells have. */
struct table_cell_details {
    const unsigned *notes; /* of table->footnotes */
    size_t note_count;
    struct slice source;
    bool has_as_of;
    struct date as_of;
};

enum table_showing {
    SHOWN_AS_COLUMN,
    SHOWN_AS_MEAN,  /* with a digit after the point where the column has none and nobody says so,
                       money apart */
    SHOWN_AS_SHARE, /* a percentage */
    SHOWN_AS_COUNT,
};

struct table_cell {
    enum table_cell_kind kind;
    enum table_showing showing;
    uint32_t counted, counted_of; /* of an aggregate: figures it is of, rows there are */
    union {
        struct decimal number; /* in the column's unit */
        struct slice text;
        struct date date;
        struct {
            struct slice id;           /* "all-inclusive" or "esperienze/all-inclusive" */
            const struct sheet *sheet; /* set in link; NULL: not published */
        } ref;
    } as;
    struct span span;                         /* where it is written; file NULL: computed */
    const struct table_cell_details *details; /* NULL: none */
};

/* ---- columns ------------------------------------------------------------- */

enum table_type {
    TABLE_TEXT,
    TABLE_INTEGER,
    TABLE_NUMBER,
    TABLE_MONEY,
    TABLE_PERCENT, /* 12.5 for 12,5 % */
    TABLE_DATE,
    TABLE_SHEET,
    TABLE_TYPES
};
/* "text", "integer" … */
extern const char *const table_type_names[TABLE_TYPES];

enum table_origin {
    ORIGIN_GIVEN,
    ORIGIN_FUNCTION,    /* a publisher's function, explained by `how` */
    ORIGIN_SHARE,       /* `first` as a percentage of its own total, the group's if `in_group` */
    ORIGIN_RATIO,       /* `first` divided by `second` */
    ORIGIN_GAP,         /* achieved (`second`) less planned (`first`) */
    ORIGIN_GAP_PERCENT, /* the gap as a percentage of what was planned */
    ORIGIN_ATTAINMENT,  /* achieved as a percentage of planned */
};

/* NOTE: a text that is a note of its row. */
enum table_role { TABLE_ROLE_NONE, TABLE_ROLE_PLANNED, TABLE_ROLE_ACHIEVED, TABLE_ROLE_NOTE };

struct table_column {
    struct slice id;
    size_t index;
    struct local_text label;
    enum table_type type;
    struct table_unit unit;
    int precision; /* digits after the point when shown; -1: as many as the figures have */
    enum table_role role;
    enum table_origin origin;
    size_t first, second; /* of derived columns: those it is made of */
    bool in_group;
    bool about;            /* months and days may be taken for one another */
    struct local_text how; /* it is computed */
    unsigned *notes;       /* footnotes of the head */
    size_t note_count;
    bool hidden;    /* used in computing, or grouped by, and not shown */
    bool no_total;  /* no sum of it makes sense: an average, a rate */
    unsigned scale; /* digits shown: set by table_compute() */
};

/* ---- below the rows ------------------------------------------------------ */

enum table_aggregate {
    AGGREGATE_SUM,
    AGGREGATE_MEAN,
    AGGREGATE_WEIGHTED_MEAN,
    AGGREGATE_MEDIAN,
    AGGREGATE_MIN,
    AGGREGATE_MAX,
    AGGREGATE_COUNT, /* rows with a figure */
    AGGREGATE_SHARE, /* of the whole table's sum: in a group's row */
    AGGREGATES
};
/* "sum", "mean", "weighted_mean" … */
extern const char *const table_aggregate_names[AGGREGATES];

struct table_summary {
    enum table_aggregate aggregate;
    struct local_text label;        /* empty: the theme's word */
    struct local_text how;          /* likewise */
    bool chosen[TABLE_COLUMNS_MAX]; /* the columns it is of, where `has_chosen` */
    bool has_chosen;
    size_t weight; /* the column, of WEIGHTED_MEAN */
    bool in_groups, in_table;
};

struct table_group {
    struct slice key;
    struct slice label;
    size_t first_row, row_count;
    struct table_cell *summaries; /* [summary * column_count + column] */
    const unsigned *notes;
    size_t note_count;
};

/* A total that the source gives. */
struct table_given {
    const struct table_group *group; /* NULL: of the whole table; set by table_compute() */
    struct slice group_key;
    bool in_group;
    size_t column;
    struct decimal number;
    bool
        has_tolerance; /* else what rounding of the figures and of the total explains; whole numbers
                           are counted, and none */
    struct decimal tolerance;
    struct span span;
    /* Set by table_compute(): */
    bool is_compared; /* there was something to compare with */
    struct decimal computed, difference;
    bool differs;  /* at all: shown as a note */
    bool is_wrong; /* by more than the tolerance: reported, too */
};

/* ---- the table ----------------------------------------------------------- */

struct table_footnote {
    struct slice id;
    struct local_text text;
};

enum table_chart_kind {
    CHART_BAR,
    CHART_GROUPED,
    CHART_STACKED,
    CHART_LINE,
    CHART_DOT,
    CHART_BULLET,
    CHART_KINDS
};
/* "bar", "grouped" … */
extern const char *const table_chart_names[CHART_KINDS];

struct table_chart {
    enum table_chart_kind kind;
    struct local_text title; /* states the finding */
    struct local_text description;
    size_t label; /* the column that names the rows */
    size_t series[TABLE_COLUMNS_MAX];
    size_t series_count;
    bool of_groups; /* their subtotals (table_charted_summary), instead of the rows */
};

struct table {
    struct arena *arena;
    struct slice id;             /* unique in its page */
    struct slice name;           /* as it was declared */
    unsigned language;           /* of the site: labels and figures are shown in it */
    const struct locale *locale; /* that texts are sorted by; NULL: by their bytes */
    struct local_text caption, description;
    struct slice source; /* of all figures */
    bool has_as_of;
    struct date as_of;
    struct table_column *columns;
    size_t column_count;
    VECTOR(struct table_cell *) rows;  /* each of column_count cells */
    VECTOR(size_t) row_groups;         /* of each row while rows are added: index of its group */
    VECTOR(struct table_group) groups; /* one without a label where nothing is grouped */
    struct map groups_by_key;
    VECTOR(struct table_summary) summaries;
    struct table_cell *totals; /* [summary * column_count + column] */
    VECTOR(struct table_given) given;
    VECTOR(struct table_footnote) footnotes;
    VECTOR(struct table_chart) charts;
    bool is_grouped;
    size_t group_column; /* where it is grouped */
    bool has_sort;
    size_t sort; /* column */
    bool sort_descending;
    struct span span;       /* of the fence that asked for it */
    struct slice rows_path; /* of the file its rows are from: "content/x/dati.csv"; empty: none */
    struct slice csv_url[SITE_LANGUAGES_MAX]; /* below the root; set in link */
    bool is_computed;
};

struct table *table_create(struct arena *arena, struct slice id, unsigned language);
/* Columns first, all of them. The pointer is good for good; NULL: TABLE_COLUMNS_MAX are there. */
struct table_column *table_add_column(struct table *table, struct slice id);
/* NULL: no such column. */
struct table_column *table_find_column(const struct table *table, struct slice id);
/* A row of missing cells, in the group of that key, which is made where it is new; its label is the
 * key until somebody sets another. NULL: as many as can be are there. */
struct table_cell *table_add_row(struct table *table, struct slice group);
struct table_group *table_find_group(const struct table *table, struct slice key);
/* Below groups and table, until the caller says otherwise. NULL: TABLE_SUMMARIES_MAX are there. */
struct table_summary *table_add_summary(struct table *table, enum table_aggregate aggregate);

/* Whether figures of this type can be added up, compared, averaged. */
bool table_type_is_number(enum table_type type);
/* Whether a row of totals has something to say about a column. */
bool table_summary_covers(const struct table_summary *summary, const struct table_column *column);

/* The first of the groups' summaries that is in the columns' own units: no count, no share. The count
 * of summaries where there is none. */
size_t table_charted_summary(const struct table *table);

/* Sorts, groups, derives columns, aggregates, compares given totals: reports those that differ.
 * Linear in the cells, but for medians and sorting. Once. */
void table_compute(struct table *table, struct diagnostics *diagnostics);

/* ---- for whoever shows it ------------------------------------------------ */

/* "1.414.296", "21,1 %" with the digits of the column and no-break spaces; "" where it is missing,
 * and of CELL_SHEET. */
void table_write_cell(struct buffer *out, const struct table_column *column,
                      const struct table_cell *cell, const struct locale *locale);
/* "32.4", "2020-03": all digits there are, zeros at the end of a quotient left out. */
void table_write_cell_plain(struct buffer *out, const struct table_column *column,
                            const struct table_cell *cell);
/* All its words, for search: caption, labels, groups, cells of text, notes; a line each. */
void table_write_words(struct buffer *out, const struct table *table);
/* "Importo (milioni di euro)". */
struct slice table_column_title(struct arena *arena, const struct table_column *column,
                                unsigned language);

#endif
