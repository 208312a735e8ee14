#!/bin/bash
# What the README and the guides show is what the program does: their examples are run.
. "$(dirname "$0")/lib.sh"
guide=$root/content/guida

# The sample catalogue, to add sheets to.
sample() {
    mkdir -p "$work/sample"
    cp -R "$root/site.yaml" "$root/content" "$root/lua-filters" "$work/sample/"
}
# draft FILE: a draft experience with the lines of that file in its front matter.
draft() {
    mkdir -p "$work/sample/content/esperienze"
    {
        echo ---
        echo 'stato: bozza'
        grep -q '^titolo:' "$1" || echo 'titolo: Una scheda di prova'
        grep -v '^---$' "$1" | grep -v '^stato:'
        echo ---
    } >"$work/sample/content/esperienze/scheda-della-guida.md"
}
# Problems of the guide's sheet, but for what a draft may lack.
problems() {
    grep 'scheda-della-guida.md:' "$work/said" | grep -v '\[missing-'
}

it_fills_every_table_of_indicators_that_the_guide_shows() {
    sample
    for file in "$guide/tabelle-di-indicatori.md" "$guide/tabelle-di-indicatori.en.md"; do
        count=$(fences "$file" lua)
        [ "$count" -ge 6 ] && [ "$count" = "$(fences "$file" markdown)" ] || fail "$count examples in $file"
        language=it
        sheet=$work/sample/content/esperienze/scheda-delle-tabelle.md
        case $file in *.en.md) language=en ;; esac
        for number in $(seq 1 "$count"); do
            fence "$file" lua "$number" >"$work/sample/lua-filters/esempio.lua"
            { printf -- '---\nstato: bozza\ntitolo: Una prova\n'; fence "$file" yaml 1; echo ---; } >"$sheet"
            {
                printf -- '---\nstato: bozza\ntitolo: Una prova\n'
                fence "$file" yaml 1
                printf -- '---\n\n## %s\n\n' "$([ $language = it ] && echo Sintesi || echo Summary)"
                fence "$file" markdown "$number"
            } >"${sheet%.md}$([ $language = it ] || echo .en).md"
            name=$(sed -n "s/^  name = '\(.*\)',/\1/p" "$work/sample/lua-filters/esempio.lua")
            program -C "$work/sample" build --drafts --out "$work/tables"
            expect_status 0 $?
            grep -E 'esempio.lua|scheda-delle-tabelle' "$work/said" | grep -v '\[missing-' >"$work/problems" &&
                fail "$file, example $number: $(cat "$work/problems")"
            [ -n "$(find "$work/tables" -path "*/scheda-delle-tabelle/$name.csv")" ] || fail "$file: no $name.csv"
        done
        rm -f "$work/sample/content/esperienze/scheda-delle-tabelle"*
    done
}
it_checks_the_first_sheet_of_the_README() {
    sample
    awk '/^2\. Make the file/ { shown = 1; next } /^3\. / { shown = 0 } shown' "$root/README.md" |
        sed '1{/^$/d}; s/^       //' >"$work/sample/content/esperienze/orti-della-scuola.md"
    head -n 1 "$work/sample/content/esperienze/orti-della-scuola.md" | grep -qx -- --- || fail 'no sheet in the README'
    program -C "$work/sample" check
    expect_status 0 $?
    program -C "$work/sample" build --drafts --out "$work/preview"
    expect_status 0 $?
    [ -s "$work/preview/esperienze/orti-della-scuola/index.html" ] || fail 'no page in the preview'
    sed -i 's/ot9$/ot99/; s/^stato: .*/stato: pubblicata/' "$work/sample/content/esperienze/orti-della-scuola.md"
    program -C "$work/sample" check
    expect_status 1 $?
    grep -q 'orti-della-scuola.md:5:12: error: .*ot99' "$work/said" || fail "$(cat "$work/said")"
}
it_has_the_commands_that_the_README_lists() {
    program help
    commands=$(sed -n 's/^  \([a-z]\{3,\}\) .*/\1/p' "$work/data")
    [ "$(echo "$commands" | wc -l)" -ge 7 ] || fail "the help lists no commands: $commands"
    for command in $commands; do
        program help "$command"
        usage=$(sed -n '1s/^Usage: //p' "$work/data" | sed 's/ *$//')
        case $command in
        help | version) usage=$(printf '%s' "$usage" | sed 's/ \[-C DIR\]//') ;;
        esac
        sed 's/^ *//; s/  */ /g' "$root/README.md" | grep -qxF "$usage" || fail "README has no line: $usage"
    done
}
it_builds_the_whole_catalogue_of_the_publishers_guide() {
    for file in "$guide/site-yaml.md" "$guide/site-yaml.en.md"; do
        rm -rf "$work/whole"
        sheet=$(grep -o 'content/[a-z/-]*\.md' "$file" | head -n 1)
        [ -n "$sheet" ] || fail "$file names no sheet"
        mkdir -p "$work/whole/$(dirname "$sheet")"
        fence "$file" yaml 1 >"$work/whole/site.yaml"
        fence "$file" markdown 1 >"$work/whole/$sheet"
        [ -s "$work/whole/site.yaml" ] && [ -s "$work/whole/$sheet" ] || fail "no example in $file"
        program -C "$work/whole" build
        expect_status 0 $?
        [ ! -s "$work/said" ] || grep -vq '[0-9]* sheets' "$work/said" && fail "$(cat "$work/said")"
        [ -n "$(find "$work/whole/public" -path "*/$(basename "$sheet" .md)/index.html")" ] || fail 'no page of the sheet'
    done
    return 0
}
it_takes_the_first_sheet_of_the_editors_guide() {
    sample
    for file in "$guide/prima-scheda.md" "$guide/prima-scheda.en.md"; do
        fence "$file" yaml 1 >"$work/lines"
        [ -s "$work/lines" ] || fail "no example in $file"
        draft "$work/lines"
        program -C "$work/sample" check
        expect_status 0 $?
        [ -z "$(problems)" ] || fail "$file: $(problems)"
    done
}
it_takes_every_field_that_the_guide_shows() {
    sample
    for file in "$guide/campi.md" "$guide/campi.en.md"; do
        count=$(fences "$file" yaml)
        [ "$count" -ge 5 ] || fail "only $count examples in $file"
        for number in $(seq 1 "$count"); do
            fence "$file" yaml "$number" >"$work/lines"
            draft "$work/lines"
            program -C "$work/sample" check
            expect_status 0 $?
            [ -z "$(problems)" ] || fail "$file, example $number: $(problems)"
        done
    done
}
it_finds_every_mistake_that_the_guide_shows() {
    sample
    for file in "$guide/messaggi.md" "$guide/messaggi.en.md"; do
        count=$(fences "$file" yaml)
        [ "$count" -ge 4 ] || fail "only $count examples in $file"
        for number in $(seq 1 "$count"); do
            fence "$file" yaml "$number" >"$work/lines"
            # A member of an indicator stands within one.
            if grep -qE '^(raggiunto|achieved):' "$work/lines"; then
                { echo 'indicatori:'; echo '  - indicatore: Una prova'; sed 's/^/    /' "$work/lines"; } >"$work/record"
                mv "$work/record" "$work/lines"
            fi
            draft "$work/lines"
            program -C "$work/sample" check
            [ -n "$(problems)" ] || fail "$file, example $number: nothing is said of $(cat "$work/lines")"
        done
    done
}
it_says_what_the_guide_says_it_says() {
    sample
    for language in it en; do
        case $language in it) file=$guide/messaggi.md ;; en) file=$guide/messaggi.en.md ;; esac
        fence "$file" text 1 >"$work/shown"
        grep -q 240mila "$work/shown" || fail "no message in $file"
        cp "$root/content/esperienze/all-inclusive.md" "$work/sample/content/esperienze/all-inclusive.md"
        sed -i 's/^budget: .*/budget: 240mila/' "$work/sample/content/esperienze/all-inclusive.md"
        program -C "$work/sample" --lang $language check
        expect_status 1 $?
        grep -A 2 240mila "$work/said" | head -n 3 | sed 's/:[0-9]*:9:/:N:9:/; s/^ *[0-9]* |/N |/' >"$work/is"
        sed 's/:[0-9]*:9:/:N:9:/; s/^ *[0-9]* |/N |/' "$work/shown" | diff - "$work/is" || fail "$file shows another message"
    done
}
it_takes_the_theme_of_the_publishers_guide() {
    for file in "$guide/temi-e-modelli.md" "$guide/temi-e-modelli.en.md"; do
        rm -rf "$work/sample"
        sample
        mkdir -p "$work/sample/themes/mio/templates" "$work/sample/themes/mio/i18n"
        fence "$file" yaml 1 >"$work/sample/themes/mio/theme.yaml"
        fence "$file" jinja 1 >"$work/sample/themes/mio/templates/sheet.html"
        fence "$file" jinja 2 >"$work/sample/themes/mio/templates/avviso.html"
        fence "$file" yaml 2 >"$work/sample/themes/mio/i18n/it.yaml"
        sed -i 's/theme: schedario/theme: mio/' "$work/sample/site.yaml"
        program -C "$work/sample" check
        expect_status 0 $?
    done
}
it_tells_the_history_as_the_guide_says() {
    export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
    for file in "$guide/archivio-e-storia.md" "$guide/archivio-e-storia.en.md"; do
        rm -rf "$work"/*
        small_site "$work/sample"
        fence "$file" yaml 1 >>"$work/sample/site.yaml"
        git init -q -b main "$work/sample"
        for day in 2021-02-01 2021-04-01; do
            git -C "$work/sample" add -A
            GIT_COMMITTER_DATE="$day 12:00 +0000" git -C "$work/sample" -c user.name=Anna -c user.email=anna@comune.example \
                commit -q --date="$day 12:00 +0000" -m 'a version'
            git -C "$work/sample" mv content/schede/prima.md content/schede/primissima.md 2>/dev/null
            sed -i 's/prima\]\]/primissima]]/' "$work/sample/content/schede/seconda.md"
        done
        git clone -q --bare "$work/sample" "$work/sample.git"
        { fence "$file" sh 1; fence "$file" sh 2; } | sed "s|/tmp/|$work/|; s|log prima|-C $work/sample log primissima|; s|schedario |program |; s|--repo .|--repo $work/sample.git|" >"$work/lines"
        [ "$(wc -l <"$work/lines")" = 3 ] || fail "no example in $file"
        while read -r line; do
            eval "$line"
            expect_status 0 $?
        done <"$work/lines"
        grep -q 'href="https://git.example.org/catalogo/edit/main/content/schede/primissima.md"' "$work"/sit?/schede/primissima/index.html ||
            fail 'no link for editing'
        grep -q primissima "$work"/sit?/schede/prima/index.html && [ -s "$work"/sit?/schede/primissima/storia/index.html ] ||
            fail 'no redirect, or no history'
        [ -s "$work"/sit*-*/schede/prima/index.html ] && [ ! -e "$work"/sit*-*/schede/primissima ] || fail 'not the site of then'
    done
}

run_tests
