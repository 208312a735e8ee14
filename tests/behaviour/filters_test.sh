#!/bin/bash
# The guide's filters do what the guide says.
. "$(dirname "$0")/lib.sh"
guide=$root/content/guida

# example FILE NUMBER
example() {
    awk -v wanted="$2" '
        /^```lua$/ { shown = ++count == wanted; next }
        /^```$/ { shown = 0; next }
        shown' "$guide/$1"
}
site_with() {
    rm -rf "$work/site"
    small_site "$work/site"
    mkdir "$work/site/lua-filters"
    example "$1" "$2" >"$work/site/lua-filters/esempio.lua"
    [ -s "$work/site/lua-filters/esempio.lua" ] || fail "no example $2 in $1"
    cat >"$work/site/content/schede/prova.md" <<'END'
---
titolo: Prova
---

Nota: la PA ha [un sito](https://example.org/).

> Nella PA.

## Titolo
END
    program -C "$work/site" build
    expect_status 0 $?
    page=$work/site/public/schede/prova/index.html
}
expect() {
    grep -qF -- "$1" "$2" || fail "no \"$1\" in $2"
}

it_runs_the_filters_of_the_guide() {
    for file in filtri.md filtri.en.md; do
        site_with $file 1
        expect 'rel="external"' "$page"
        site_with $file 2
        expect '<h3 id="titolo">' "$page"
        site_with $file 3
        expect 'la pubblica amministrazione ha' "$page"
        expect 'Nella PA.' "$page"
        site_with $file 4
        expect '<div class="notice">' "$page"
        site_with $file 5
        expect '10 parole; at work on content/schede/prova.md [script-said]' "$work/said"
        [ "$(grep -c '^```lua$' "$guide/$file")" = 5 ] || fail "an example of $file is not run"
    done
}
it_tries_one_out() {
    site_with filtri.md 1
    program -C "$work/site" lua lua-filters/esempio.lua --sheet prova
    expect_status 0 $?
    expect 'external' "$work/data"
}

run_tests
