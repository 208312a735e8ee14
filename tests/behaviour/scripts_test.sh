#!/bin/bash
# What scripts add is the same with any number of workers, and the guide's scripts do what it says.
. "$(dirname "$0")/lib.sh"
guide=$root/content/guida

# The sample catalogue without its own scripts, but with those of the guide's example.
sample() {
    rm -rf "$work/sample"
    mkdir -p "$work/sample/lua-filters"
    cp -R "$root/site.yaml" "$root/content" "$work/sample/"
    # Tables of the sample's own scripts are not there.
    grep -rlE '^```\{' "$work/sample/content" | while read -r file; do
        awk '/^```\{/ { inside = 1; next } inside { if (/^```$/) inside = 0; next } { print }' "$file" >"$work/plain"
        mv "$work/plain" "$file"
    done
}

it_gives_the_same_site_with_one_worker_and_with_eight() {
    for site in lua-fields lua-templates lua-pages lua-blocks; do
        cp -R "$root/tests/golden/$site" "$work/$site"
        mkdir -p "$work/$site/themes"
        cp -R "$root/tests/golden/themes/plain" "$work/$site/themes/"
        for jobs in 1 8; do
            program -C "$work/$site" build --jobs $jobs --out "$work/$site-$jobs"
            expect_status 0 $?
        done
        diff -r "$work/$site-1" "$work/$site-8" || fail "$site differs"
    done
    for jobs in 1 8; do
        program -C "$root" build --jobs $jobs --out "$work/sample-$jobs"
        expect_status 0 $?
    done
    diff -r "$work/sample-1" "$work/sample-8" || fail 'the sample catalogue differs'
}
it_says_the_same_with_one_worker_and_with_eight() {
    for site in lua-errors lua-checks lua-template-errors; do
        cp -R "$root/tests/golden/$site" "$work/$site"
        mkdir -p "$work/$site/themes"
        cp -R "$root/tests/golden/themes/plain" "$work/$site/themes/"
        for jobs in 1 8; do
            program -C "$work/$site" build --jobs $jobs --out "$work/$site-$jobs"
            expect_status 1 $?
            cp "$work/said" "$work/said-$jobs"
        done
        diff "$work/said-1" "$work/said-8" || fail "$site says other things"
    done
}
it_runs_every_script_of_the_guide() {
    for file in "$guide/catalogo-in-lua.md" "$guide/catalogo-in-lua.en.md" "$guide/controlli.md" "$guide/controlli.en.md"; do
        sample
        count=$(fences "$file" lua)
        [ "$count" -ge 3 ] || fail "only $count examples in $file"
        for number in $(seq 1 "$count"); do
            fence "$file" lua "$number" >"$work/sample/lua-filters/example.lua"
            program -C "$work/sample" check
            expect_status 0 $?
            ! grep -q 'lua-filters' "$work/said" || fail "$file, example $number: $(cat "$work/said")"
        done
    done
}
it_computes_the_field_that_the_guide_shows() {
    sample
    fence "$guide/catalogo-in-lua.md" lua 1 >"$work/sample/lua-filters/example.lua"
    program -C "$work/sample" build --out "$work/site"
    expect_status 0 $?
    head -n 1 "$work/site/esperienze/esperienze.csv" | grep -q 'Costo a testa' || fail 'no column'
    grep '^assist,' "$work/site/esperienze/esperienze.csv" | grep -q '5894.90' || fail 'no cost'
}
it_makes_the_page_and_the_block_of_the_guide() {
    for file in "$guide/catalogo-in-lua.md" "$guide/catalogo-in-lua.en.md"; do
        sample
        fence "$file" lua 5 >"$work/sample/lua-filters/page.lua"
        fence "$file" lua 6 >"$work/sample/lua-filters/table.lua"
        fence "$file" lua 7 >"$work/sample/lua-filters/block.lua"
        grep -q 'catalogue.block' "$work/sample/lua-filters/block.lua" || fail 'no block in the guide'
        { echo; fence "$file" markdown 1; } >>"$work/sample/content/guida/lingue.md"
        program -C "$work/sample" build --out "$work/site"
        expect_status 0 $?
        grep -q '<li>Inserimento lavorativo: ' "$work/site/temi-per-numero/index.html" || fail 'no page'
        grep -q '<li>Access to work: ' "$work/site/en/themes-by-number/index.html" || fail 'no page in English'
        grep -q '<th scope="row">Inserimento lavorativo</th><td class="n">[0-9]' "$work/site/temi-in-tabella/index.html" ||
            fail 'no table on the page'
        grep -q '<a href="/en/temi/">All themes</a>' "$work/site/en/themes-table/index.html" || fail 'no elements'
        grep -q '<li><strong>[Mm]ar[a-z]* 2018</strong>: ' "$work/site/guida/lingue/index.html" || fail 'no block'
    done
}
it_calls_the_functions_of_the_guide_in_a_template() {
    for file in "$guide/catalogo-in-lua.md" "$guide/catalogo-in-lua.en.md"; do
        sample
        fence "$file" lua 8 >"$work/sample/lua-filters/functions.lua"
        mkdir -p "$work/sample/themes/mine/templates"
        printf 'name: mine\nextends: schedario\n' >"$work/sample/themes/mine/theme.yaml"
        { echo '<p>'; fence "$file" jinja 1; echo '</p>'; } >"$work/sample/themes/mine/templates/sheet.html"
        sed -i 's/theme: schedario/theme: mine/' "$work/sample/site.yaml"
        program -C "$work/sample" build --out "$work/site"
        expect_status 0 $?
        grep -q '^5.894,90.€' "$work/site/esperienze/assist/index.html" || fail "$(cat "$work/site/esperienze/assist/index.html")"
        grep -qE '^[0-9]+$' "$work/site/esperienze/assist/index.html" || fail 'no count'
    done
}
it_waives_what_the_guide_waives() {
    for file in "$guide/controlli.md" "$guide/controlli.en.md"; do
        sample
        fence "$file" lua 3 >"$work/sample/lua-filters/example.lua"
        {
            echo ---
            echo 'titolo: Una scheda di prova'
            fence "$file" yaml 1
            printf '%s\n' 'ente: engim-veneto' 'obiettivo: ot9' 'stato: bozza' ---
        } >"$work/sample/content/esperienze/scheda-della-guida.md"
        program -C "$work/sample" check
        expect_status 0 $?
        ! grep 'scheda-della-guida' "$work/said" | grep -qE '\[(molte-persone|many-people|waiver[a-z-]*)\]' || fail "$(cat "$work/said")"
        sed -i '/^deroghe:/,/motivo:/d; /^waivers:/,/reason:/d' "$work/sample/content/esperienze/scheda-della-guida.md"
        program -C "$work/sample" check
        grep -qE '\[(molte-persone|many-people)\]' "$work/said" || fail 'the check finds nothing'
    done
}
it_finds_what_the_sample_s_checks_look_for() {
    mkdir -p "$work/sample"
    cp -R "$root/site.yaml" "$root/content" "$root/lua-filters" "$work/sample/"
    program -C "$work/sample" check
    expect_status 0 $?
    ! grep -qE 'percent-parts|start-duration-end|sum-total|two-counts' "$work/said" || fail "$(cat "$work/said")"
    sheet=$work/sample/content/esperienze/integrazione-smart-delle-reti.md
    sed -i '/^deroghe:/,/^pubblicata_il/{/^pubblicata_il/!d}' "$sheet"
    sed -i 's/^durata: 6 mesi/durata: 6 mesi\nfine: 2020-01-15/' "$sheet"
    sed -i 's/\*\*21 su 25\*\*/21 su 25 (80 %)/' "$sheet"
    sed -i 's/| \*\*90\*\* |/| **91** |/' "$work/sample/content/esperienze/dati-aperti-dei-comuni/index.md"
    sed -i 's/40 persone/41 persone/' "$work/sample/content/esperienze/all-inclusive.md"
    sed -i 's/^## Sintesi$/&\n\nRaggiunti 43 operatori; 38 (80% dei partecipanti) con attestato, 21 (84 %) di 25.\n\n| Voce | Tutti | Parte | Quota |\n|---|---|---|---|\n| Nessuno | 0 | 0 | 0 % |\n/' \
        "$work/sample/content/esperienze/polo.md"
    program -C "$work/sample" check
    expect_status 0 $?
    for said in '38 does not go with 80%: it is 88% of 43, 83% of 46 \[percent-parts\]' \
        '21 is not 80% of 25: it is 84% \[percent-parts\]' \
        'polo.md:[0-9:]*: warning: 38 is not 80% of 43: it is 88% \[percent-parts\]' \
        '6 mesi from the start (20 dicembre 2017) does not reach the end (15 gennaio 2020) \[start-duration-end\]' \
        '"Totale" says 91, but the rows above add up to 90 \[sum-total\]' \
        'two counts for one thing: 46 here, 43 elsewhere \[two-counts\]' \
        'two counts for one thing: 41 here, 40 elsewhere \[two-counts\]'; do
        grep -q "$said" "$work/said" || fail "nobody said $said: $(cat "$work/said")"
    done
    [ "$(grep -c 'polo.md.*percent-parts' "$work/said")" -eq 1 ] || fail "$(cat "$work/said")"
}

it_refuses_a_script_that_is_too_large() {
    small_site "$work/site"
    mkdir "$work/site/lua-filters"
    printf -- '-- %0300000d\n' 0 >"$work/site/lua-filters/large.lua"
    program -C "$work/site" check
    expect_status 1 $?
    grep -q 'large.lua:1:1: error: this script is larger than 262144 bytes \[script-size\]' "$work/said" ||
        fail "$(cat "$work/said")"
    program -C "$work/site" lua "$work/site/lua-filters/large.lua" --sheet prima
    expect_status 2 $?
    grep -q 'more than 256 kB' "$work/said" || fail "$(cat "$work/said")"
}

run_tests
