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

it_shows_the_fields_that_a_script_changes() {
    echo 'function Meta(m) m.titolo = "Nuovo" return m end' >"$work/meta.lua"
    program -C "$site" lua "$work/meta.lua" --sheet uno
    expect_status 0 $?
    [ "$(grep '^[-+]' "$work/data")" = '- titolo: "Uno"
+ titolo: "Nuovo"' ] || fail "$(head -n 5 "$work/data")"
}

it_gives_documents_as_pandoc_has_them_where_json_is_asked_for() {
    echo 'function Link(l) return l.content end' >"$work/links.lua"
    program -C "$site" lua "$work/links.lua" --sheet uno --format json
    expect_status 0 $?
    node -e '
        const { sheet, before, after, problems } = JSON.parse(require("fs").readFileSync(process.argv[1]));
        const links = tree => JSON.stringify(tree.blocks).split("\"t\":\"Link\"").length - 1;
        const good = sheet === "content/pagine/uno.md" && links(before) === 5 && links(after) === 0 &&
            before.meta.titolo && before["pandoc-api-version"] && problems.length === 0;
        process.exit(good ? 0 : 1);' "$work/data" || fail "$(head -c 300 "$work/data")"
    echo 'function Link(l) return l.nothing.at.all end' >"$work/links.lua"
    program -C "$site" lua "$work/links.lua" --sheet uno --format json
    expect_status 1 $?
    grep -q '"code":"script-error"' "$work/data" || fail "no problem told"
    program -C "$site" lua "$work/links.lua" --sheet tre --format json
    expect_status 1 $?
    grep -q '"sheet":null' "$work/data" || fail "$(cat "$work/data")"
}

it_says_how_much_changes() {
    program -C "$site" lua lua-filters/a-collegamenti.lua --sheet uno
    grep -q 'uno.md: lines taken out (-) [1-9]' "$work/said" || fail "$(cat "$work/said")"
    echo 'function Math(m) return {} end' >"$work/idle.lua"
    program -C "$site" lua "$work/idle.lua" --sheet uno
    expect_status 0 $?
    grep -q 'uno.md: the script changes nothing here' "$work/said" || fail "$(cat "$work/said")"
}

it_speaks_italian_of_what_lua_says() {
    echo 'function Link(l) return l.nothing.at end' >"$work/links.lua"
    program -C "$site" lua "$work/links.lua" --sheet uno --lang it
    grep -qF "errore: il campo 'nothing' è nil (niente): non ha campi; al lavoro su content/pagine/uno.md" \
        "$work/said" || fail "$(cat "$work/said")"
    echo 'function Link(l) return os.getenv "HOME" end' >"$work/links.lua"
    program -C "$site" lua "$work/links.lua" --sheet uno
    grep -qF 'error: there is no os here: a script reaches neither files nor the machine' "$work/said" ||
        fail "$(cat "$work/said")"
    echo 'function Link(l) return pandoc.utils.run_json_filter(l, "x") end' >"$work/links.lua"
    program -C "$site" lua "$work/links.lua" --sheet uno
    grep -qF 'pandoc.utils.run_json_filter is not available here: it runs another program' "$work/said" ||
        fail "$(cat "$work/said")"
}

it_requires_what_pandoc_has() {
    cat >"$work/requires.lua" <<'END'
local text, List, s = require 'text', require 'pandoc.List', require 'string'
assert(not pcall(require, 'io') and not pcall(require, 'lpeg') and List{1}:includes(1))
function Str(str) return pandoc.Str(text.upper(str.text) .. s.rep('!', 2)) end
END
    program -C "$site" lua "$work/requires.lua" --sheet uno
    expect_status 0 $?
    grep -q 'TESTO!!' "$work/data" || fail "$(cat "$work/data" "$work/said")"
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
    program -C "$site" lua lua-filters/c-parole.lua --sheet unno
    grep -q 'did you mean --sheet uno?' "$work/said" || fail "$(cat "$work/said")"
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
