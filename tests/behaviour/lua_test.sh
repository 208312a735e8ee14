#!/bin/bash
# `schedario lua` shows what a script does to a sheet.
. "$(dirname "$0")/lib.sh"
site=$root/tests/golden/filters

it_marks_the_lines_that_a_script_changes() {
    program -C "$site" lua lua-filters/a-collegamenti.lua --sheet uno
    expect_status 0 $?
    grep -q '^-     "altrove"$' "$work/data" || fail "the line before is not marked"
    grep -q '^+       "altrove"$' "$work/data" || fail "the line behind is not marked"
    grep -q '^      "un link"$' "$work/data" || fail "what stays is marked"
}

it_shows_the_html_where_it_is_asked_for() {
    program -C "$site" lua lua-filters/c-parole.lua --sheet pagine/uno --format html
    expect_status 0 $?
    grep -q '^+.*H<sub>2</sub>O' "$work/data" || fail "no HTML"
}

it_tells_where_a_script_fails() {
    echo "function Link() error 'mah' end" >"$work/fails.lua"
    program -C "$site" lua "$work/fails.lua" --sheet uno
    expect_status 1 $?
    grep -q 'fails.lua:1:1: error: mah; at work on content/pagine/uno.md' "$work/said" || fail "$(cat "$work/said")"
}

it_tells_that_a_sheet_or_script_is_not_there() {
    program -C "$site" lua lua-filters/c-parole.lua --sheet tre
    expect_status 1 $?
    grep -q 'there is no sheet "tre"' "$work/said" || fail "$(cat "$work/said")"
    program -C "$site" lua niente.lua --sheet uno
    expect_status 2 $?
    program -C "$site" lua lua-filters/c-parole.lua
    expect_status 2 $?
}

run_tests
