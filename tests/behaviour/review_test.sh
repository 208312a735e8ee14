#!/bin/bash
# What a change does: diff, and check --range.
. "$(dirname "$0")/lib.sh"

export GIT_AUTHOR_NAME='Ada Rossi' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null

nbsp=$'\u00a0'
commit() {
    git -C "$work/site" add -A && git -C "$work/site" commit -q -m "$1"
}
repository() {
    small_site "$work/site"
    sed -i 's/budget: {type: money, currency: EUR}/budget: {type: money, currency: EUR, facet: range, label: Budget}/' \
        "$work/site/site.yaml"
    git init -q -b main "$work/site"
    commit 'first'
    git -C "$work/site" tag before
}
expect_said() {
    grep -qF -- "$1" "$work/${2:-data}" || fail "no \"$1\" in: $(cat "$work/${2:-data}")"
}

it_says_what_scripts_compute_only_where_it_is_another() {
    repository
    mkdir "$work/site/lua-filters"
    cat >"$work/site/lua-filters/half.lua" <<'END'
catalogue.field{collection = "schede", id = "meta", type = "money", currency = "EUR", label = "Half",
  value = function(sheet) return sheet.values.budget and sheet.values.budget / 2 end}
END
    commit 'a field'
    git -C "$work/site" tag -f before >/dev/null
    sed -i 's/^titolo: .*/titolo: Altro titolo/' "$work/site/content/schede/prima.md"
    commit 'a title'
    program diff before main --repo "$work/site"
    expect_status 0 $?
    expect_said 'Titolo:'
    ! grep -q 'Half' "$work/data" || fail "it did not change: $(cat "$work/data")"
    sed -i 's/84.498,00/90000/' "$work/site/content/schede/prima.md"
    commit 'a budget'
    program diff before main --repo "$work/site"
    expect_said "Half: 42.249,00$nbsp€ → 45.000,00$nbsp€"
}
it_says_a_change_by_field_and_by_word() {
    repository
    cd "$work/site/content/schede" || exit 1
    sed -i 's/84.498,00/90000/; s/Un testo che porta/Un testo breve che porta/; s/^tema: .*/tema: lavoro/' prima.md
    git mv seconda.md altra.md
    sed -i 's/seconda.md/altra.md/' prima.md
    printf -- '---\ntitolo: La *terza* scheda\nbudget: 1000\n---\n\nNuova, di [[prima]].\n' >terza.md
    commit 'second'
    cd - >/dev/null || exit 1
    program diff before main --repo "$work/site"
    expect_status 0 $?
    for words in 'changed: La prima scheda' 'Tema: Inclusione sociale → Lavoro' \
        "Budget: 84.498,00$nbsp€ → 90.000,00$nbsp€" '{+breve+}' 'renamed: La seconda scheda' \
        'content/schede/seconda.md → content/schede/altra.md' 'new: La *terza* scheda' \
        'Schede: 2 → 3' 'Schede, Lavoro: 1 → 2' "Budget in all: 84.498,00$nbsp€ → 91.000,00$nbsp€" \
        'Problems: 0 new, 0 mended, 0 that were there before.'; do
        expect_said "$words"
    done
    program diff before main --repo "$work/site" --format markdown --base-url https://anteprima.example.org/x/
    expect_status 0 $?
    expect_said '[La prima scheda](<https://anteprima.example.org/x/schede/prima/>)'
    expect_said 'La \*terza\* scheda'
    program diff before main --repo "$work/site" --format html
    expect_status 0 $?
    expect_said '<h3>Sheets</h3>'
    expect_said 'La *terza* scheda</a>'
    program diff before main --repo "$work/site" --format json
    expect_status 0 $?
    perl -MJSON::PP -e 'local $/; my $d = decode_json(<STDIN>); my ($c) = grep { $_->{change} eq "changed" } @{$d->{sheets}};
        exit !(@{$d->{sheets}} == 3 && $c->{fields}[0]{field} eq "tema" && $d->{sums}[0]{after} == 91000)' \
        <"$work/data" || fail "$(cat "$work/data")"
}
it_tells_what_a_change_breaks_from_what_was_wrong_before() {
    repository
    printf -- '---\ntitolo: Vecchia\ntema: nessuno\n---\n' >"$work/site/content/schede/vecchia.md"
    commit 'a mistake of before'
    git -C "$work/site" tag -f before >/dev/null
    cd "$work/site/content/schede" || exit 1
    git mv vecchia.md antica.md
    sed -i '1a\
stato: bozza' antica.md
    sed -i '2d' antica.md
    git rm -q seconda.md
    printf -- '---\ntitolo: Nuova\nbudget: 80mila\n---\n' >nuova.md
    commit 'breaks a link elsewhere'
    cd - >/dev/null || exit 1
    program check --repo "$work/site" --range before..main
    expect_status 1 $?
    expect_said 'content/schede/prima.md:7:' said
    expect_said 'content/schede/nuova.md:3:' said
    expect_said '2 new problems, 0 mended, 1 that were there before' said
    ! grep -q 'antica.md' "$work/said" || fail 'the old mistake is told again'
    program check --repo "$work/site" --range main..before
    expect_status 0 $?
    expect_said '0 new problems, 2 mended, 1 that were there before' said
    program check --repo "$work/site" --range before..main --format json
    expect_status 1 $?
    [ "$(perl -MJSON::PP -e 'local $/; print scalar @{decode_json(<STDIN>)}' <"$work/data")" = 2 ] ||
        fail "$(cat "$work/data")"
}
it_says_what_stops_it() {
    repository
    program diff before nowhere --repo "$work/site"
    expect_status 3 $?
    expect_said '"nowhere" is no branch, tag or commit' said
    program diff before
    expect_status 2 $?
    program check --repo "$work/site" --range before
    expect_status 2 $?
    git -C "$work/site" rm -q site.yaml
    git -C "$work/site" commit -q -m 'no site'
    program diff before main --repo "$work/site"
    expect_status 1 $?
    expect_said 'no site.yaml' said
}

run_tests
