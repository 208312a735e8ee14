#!/bin/bash
# log: how one sheet became what it is, for those who write it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/git_lib.sh"
schede=content/schede
nbsp=$'\u00a0'

# Two sheets; the first changes its budget, its name and its status, and gets a translation.
repository() {
    small_site "$work/site"
    git init -q -b main "$work/site"
    commit "$work/site" 'first'
    sed -i 's/84.498,00/90000/; s/^tema: .*/tema: lavoro/' "$work/site/$schede/prima.md"
    commit "$work/site" 'more money'
    git -C "$work/site" mv $schede/prima.md $schede/nuova.md
    sed -i 's/prima/nuova/' "$work/site/$schede/seconda.md"
    printf -- '---\ntitolo: The first sheet\n---\n\nA text.\n' >"$work/site/$schede/nuova.en.md"
    commit "$work/site" 'renamed, and in English'
    sed -i 's/^tema: /stato: bozza\ntema: /' "$work/site/$schede/nuova.md"
    commit "$work/site" 'withdrawn for a while'
}
log() {
    program log "$@" --repo "$work/site"
}
says() {
    grep -qF -- "$1" "$work/${2:-data}" || fail "no \"$1\" in: $(cat "$work/${2:-data}")"
}

it_says_what_each_version_changed_by_field() {
    repository
    log nuova
    expect_status 0 $?
    diff "$work/data" - <<END || fail "$(cat "$work/data")"
La prima scheda
content/schede/nuova.md

2020-09-17  $(git -C "$work/site" rev-parse main | cut -c 1-10)  Ada Rossi  (bozza)
  withdrawn for a while
    Status: published → draft

2020-09-16  $(git -C "$work/site" rev-parse main~1 | cut -c 1-10)  Ada Rossi
  renamed, and in English
    renamed: content/schede/prima.md → content/schede/nuova.md

2020-09-16  $(git -C "$work/site" rev-parse main~1 | cut -c 1-10)  Ada Rossi  [en]
  renamed, and in English
    new

2020-09-15  $(git -C "$work/site" rev-parse main~2 | cut -c 1-10)  Ada Rossi
  more money
    Tema: Inclusione sociale → Lavoro
    Budget: 84.498,00$nbsp€ → 90.000,00$nbsp€

2020-09-14  $(git -C "$work/site" rev-parse main~3 | cut -c 1-10)  Ada Rossi
  first
    new
END
    log nuova --limit 1
    expect_status 0 $?
    [ "$(grep -c '^2020' "$work/data")" = 1 ] || fail 'more than one'
    log nuova --lang it
    says 'Stato: pubblicata → bozza'
    says 'rinominata: content/schede/prima.md'
}
it_finds_a_sheet_by_its_id_its_collection_or_a_path_of_today_or_once() {
    repository
    for name in nuova schede/nuova $schede/nuova.md schede/nuova.md ./content/schede/nuova.md \
        $schede/prima.md; do
        log "$name"
        expect_status 0 $?
        says 'more money'
    done
    log $schede/nuova.en.md
    says '[en]'
    ! grep -q 'more money' "$work/data" || fail 'a translation has a history of its own'
    (cd "$work/site" && program log nuova)
    expect_status 0 $?
    says 'more money'
    log nuova --ref main~2
    expect_status 1 $?
    log prima --ref main~2
    expect_status 0 $?
    says 'more money'
}
it_tells_of_a_sheet_that_was_taken_away() {
    repository
    git -C "$work/site" rm -q $schede/seconda.md
    sed -i 's/\[alla seconda\](seconda.md)/altro/' "$work/site/$schede/nuova.md"
    commit "$work/site" 'taken away'
    for name in seconda schede/seconda $schede/seconda.md; do
        log "$name"
        expect_status 0 $?
        says 'content/schede/seconda.md, withdrawn on 2020-09-18'
    done
}
it_names_the_nearest_where_there_is_no_such_sheet() {
    repository
    while IFS='|' read -r name words; do
        log "$name"
        expect_status 1 $?
        says "$words" said
        [ ! -s "$work/data" ] || fail 'it said something else'
    done <<'END'
nuva|there is no sheet "nuva", and there was none
nuva|did you mean "nuova"?
schede/nuva|did you mean "schede/nuova"?
content/schede/nuva.md|did you mean "content/schede/nuova.md"?
qualcosa-di-diverso|what is not committed yet has no history
END
    log nuva --lang it
    says 'forse "nuova"?' said
    sed -i 's/^collections:/collections:\n  altre:\n    label: Altre\n    fields: {titolo: {type: text, role: title}}/' "$work/site/site.yaml"
    mkdir "$work/site/content/altre"
    cp "$work/site/$schede/seconda.md" "$work/site/content/altre"
    commit "$work/site" 'a namesake'
    log seconda
    expect_status 1 $?
    says '"seconda" is the id of several sheets: altre/seconda, schede/seconda' said
}
it_is_plain_json_for_machines() {
    repository
    log nuova --format json
    expect_status 0 $?
    perl -MJSON::PP -e 'local $/; my $d = decode_json(<STDIN>); my @v = @{$d->{versions}};
        exit !(@v == 5 && $d->{id} eq "nuova" && !defined $d->{withdrawn} && $v[0]{status} eq "draft"
            && $v[1]{path_before} eq "content/schede/prima.md" && $v[2]{language} eq "en"
            && $v[3]{fields}[1]{field} eq "budget" && $v[4]{is_first})' <"$work/data" ||
        fail "$(cat "$work/data")"
    log nuva --format json
    expect_status 1 $?
    perl -MJSON::PP -e 'local $/; exit !(decode_json(<STDIN>)->[0]{code} eq "no-sheet")' <"$work/data" ||
        fail "$(cat "$work/data")"
}
it_compares_what_it_can_read() {
    repository
    printf 'senza dati\n' >"$work/site/$schede/seconda.md"
    commit "$work/site" 'broken'
    printf -- '---\ntitolo: La seconda scheda\ntema: lavoro\n---\n\nRimessa a posto.\n' \
        >"$work/site/$schede/seconda.md"
    commit "$work/site" 'mended'
    log seconda
    expect_status 0 $?
    says 'it cannot be read as a sheet'
    says 'it can be read as a sheet again'
    git clone -q --depth 2 "file://$work/site" "$work/shallow"
    program log seconda --repo "$work/shallow"
    expect_status 0 $?
    says 'as far back as this repository goes'
    says 'git fetch --unshallow' said
    mkdir "$work/plain"
    (cd "$work/plain" && program log seconda)
    expect_status 3 $?
    says 'there is no git repository' said
    program log
    expect_status 2 $?
}

run_tests
