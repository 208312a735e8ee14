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

it_gives_the_same_whatever_the_number_of_workers() {
    mkdir "$work/site"
    cp -R "$root/tests/golden/filters/." "$work/site"
    mkdir "$work/site/themes"
    cp -R "$root/tests/golden/themes/plain" "$work/site/themes/"
    for i in $(seq 40); do
        sed "s/^titolo: .*/titolo: Copia $i/" "$work/site/content/pagine/uno.md" \
            >"$work/site/content/pagine/copia-$i.md"
    done
    for jobs in 1 2 8; do
        program -C "$work/site" build --jobs $jobs --out "$work/out-$jobs"
        expect_status 0 $?
        cp "$work/said" "$work/said-$jobs"
    done
    for jobs in 2 8; do
        [ "$(fast_fingerprint "$work/out-1")" = "$(fast_fingerprint "$work/out-$jobs")" ] ||
            fail "not with $jobs jobs"
        diff <(grep -v 'pages and files' "$work/said-1") <(grep -v 'pages and files' "$work/said-$jobs") ||
            fail "other messages with $jobs jobs"
    done
}

run_tests
