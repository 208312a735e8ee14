/*
 * script_scan.h - one script of a theme, read: what it imports, what it exports, and its code
 * without either. Known to theme_scripts.c and its test.
 *
 * The scanner knows strings, templates, regular expressions, comments and brackets, and nothing
 * else of the language. Of imports and exports it takes
 *
 *     import { a, b } from './part.js';        in one line or several
 *     export function | async function | const | let | class NAME
 *
 * at the start of a statement outside all brackets; every other form is reported. Comments, blank
 * lines, indentation, spaces and ends of lines that say nothing are left out of the code; texts and templates
 * keep every byte.
 */
#ifndef SCHEDARIO_OUTPUT_SCRIPT_SCAN_H
#define SCHEDARIO_OUTPUT_SCRIPT_SCAN_H

#include "base/diagnostic.h"
#include "base/map.h"
#include "base/vector.h"

struct script_import {
    struct slice path; /* as written: "./part.js"; a view into the file */
    VECTOR(struct slice) names;
};

struct script {
    const struct text_file *file;
    VECTOR(struct script_import) imports;
    VECTOR(struct slice) declared; /* at the top, exported or not; views into the file */
    struct map exports;            /* names */
    struct slice code;             /* may stand before another script's */
};

/* Whether some line of the text starts with the word: a script without is not looked into. */
bool script_has_line(struct slice text, struct slice word);

/* False: something was reported. */
bool script_scan(struct arena *arena, const struct text_file *file, struct script *script,
                 struct diagnostics *diagnostics);

#endif
