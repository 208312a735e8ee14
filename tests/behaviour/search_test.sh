#!/bin/bash
# The command that asks the index, and the index as the build writes it.
. "$(dirname "$0")/lib.sh"

searched_site() {
    small_site "$work/site"
    cat >>"$work/site/site.yaml" <<'END'
      durata: {type: duration, sort: true}
END
    sed -i 's/budget: {type: money, currency: EUR}/budget: {type: money, currency: EUR, facet: range, sort: true}/' \
        "$work/site/site.yaml"
    cat >"$work/site/content/schede/terza.md" <<'END'
---
titolo: Una rete per la città
tema: inclusione
budget: 1000
---

## Come è andata

L'esperienza di e-learning riguarda l'inclusione delle persone, OT 11 e n. 6456/2015.
END
    cat >"$work/site/content/schede/terza.en.md" <<'END'
---
titolo: A network for the town
---

Sharing what was learnt by networks of towns.
END
    program -C "$work/site" build --quiet
    expect_status 0 $?
}
ask() {
    program -C "$work/site" search --in it --format trec "$@"
    expect_status 0 $?
    found=$(cut -d' ' -f3 "$work/data" | tr '\n' ' ')
}
expect_found() {
    [ "$found" = "$1" ] || fail "found: $found; expected: $1"
}

it_finds_words_in_title_fields_and_body() {
    searched_site
    ask 'rete '
    expect_found 'terza '
    ask 'inclusione sociale'
    expect_found 'terza prima '
    ask "dell'inclusione"
    expect_found 'terza prima '
    ask 'elearning'
    expect_found 'terza '
    ask 'ot11'
    expect_found 'terza '
    ask '6456/2015'
    expect_found 'terza '
    ask 'citta'
    expect_found 'terza '
    ask 'incluisone'
    expect_found 'terza prima '
}
it_finds_phrases_and_leaves_words_out() {
    searched_site
    ask '"testo che porta"'
    expect_found 'prima '
    ask 'scheda -porta'
    expect_found 'seconda '
}
it_filters_and_sorts() {
    searched_site
    ask '' --facet tema=inclusione --sort budget
    expect_found 'terza prima '
    ask '' --sort=-budget
    expect_found 'prima terza seconda '
    ask '' --facet budget=500-2000
    expect_found 'terza '
}
it_lists_sheets_as_the_lists_do_where_nothing_is_asked() {
    searched_site
    ask ''
    listed=$(grep -o 'href="/schede/[a-z]*/"' "$work/site/public/schede/index.html" | cut -d/ -f3 | grep -v '^confronta' | uniq | tr '\n' ' ')
    [ -n "$listed" ] || fail 'the list has no sheets'
    expect_found "$listed"
}
it_has_an_index_for_each_language() {
    searched_site
    program -C "$work/site" search --in en --format json network
    expect_status 0 $?
    grep -q '"url": "/en/schede/terza/"' "$work/data" || fail "$(cat "$work/data")"
    grep -q '"title": "A network for the town"' "$work/data" || fail 'no title'
    program -C "$work/site" search --in en --format trec networks
    [ "$(cut -d' ' -f3 "$work/data")" = terza ] || fail 'not by its stem'
}
it_answers_TREC_queries_from_standard_input() {
    searched_site
    printf 'q1\trete città\nq2\tscheda\n\n' >"$work/queries"
    env -i LANG=C.UTF-8 "$schedario" -C "$work/site" search - --in it --format trec <"$work/queries" >"$work/data"
    expect_status 0 $?
    grep -qE '^q1 Q0 terza 1 [0-9]+ schedario$' "$work/data" || fail "$(cat "$work/data")"
    [ "$(grep -c '^q2 ' "$work/data")" = 2 ] || fail 'not two'
}
it_shows_people_titles_addresses_and_excerpts() {
    searched_site
    program -C "$work/site" search --in it inclusione
    expect_status 0 $?
    grep -q 'Una rete per la città' "$work/data" || fail 'no title'
    grep -q '/schede/terza/' "$work/data" || fail 'no address'
    grep -q "l'inclusione delle persone" "$work/data" || fail 'no excerpt'
    program -C "$work/site" --lang it search --in it incluisone
    grep -q 'risultati per "inclusione"' "$work/data" || fail 'what it was taken for is not said'
}
it_refuses_what_it_does_not_understand() {
    searched_site
    for words in '--facet tema' '--facet tema=pace x' '--facet colore=x x' '--sort colore x' \
        '--format xml x' '--limit 0 x' '-'; do
        program -C "$work/site" search $words </dev/null
        expect_status 2 $?
        [ -s "$work/said" ] || fail "nothing said of $words"
    done
    program -C "$work/site" check --format trec
    expect_status 2 $?
}
it_says_when_there_is_no_index() {
    small_site "$work/site"
    program -C "$work/site" search rete
    expect_status 1 $?
    grep -q 'no search index' "$work/said" || fail "$(cat "$work/said")"
    searched_site
    for language in fr ../it .; do
        program -C "$work/site" search --in "$language" rete
        expect_status 1 $?
    done
}
it_says_when_a_file_is_damaged() {
    searched_site
    printf 'x' | dd of="$(ls "$work"/site/public/search/it/words-0-*)" bs=1 seek=20 conv=notrunc 2>/dev/null
    program -C "$work/site" search --in it rete
    expect_status 3 $?
    grep -q 'words-0-.* is damaged' "$work/said" || fail "$(cat "$work/said")"
    rm "$work"/site/public/search/it/words-0-*
    program -C "$work/site" search --in it rete
    expect_status 3 $?
    grep -q 'words-0-.* is missing' "$work/said" || fail "$(cat "$work/said")"
    truncate -s 30 "$work/site/public/search/it/header.bin"
    program -C "$work/site" search --in it rete
    expect_status 3 $?
    grep -q 'header.bin is cut short' "$work/said" || fail "$(cat "$work/said")"
}
it_writes_the_same_index_with_one_job_or_eight() {
    searched_site
    program -C "$work/site" build --quiet --jobs 1 --out "$work/one"
    program -C "$work/site" build --quiet --jobs 8 --out "$work/eight"
    diff -r "$work/one/search" "$work/eight/search" || fail 'they differ'
}
it_keeps_drafts_out_of_the_index() {
    searched_site
    printf -- '---\ntitolo: Bozza segreta\nstato: bozza\n---\n\nNascosta.\n' >"$work/site/content/schede/bozza.md"
    program -C "$work/site" build --quiet
    expect_status 0 $?
    ask 'nascosta '
    expect_found ''
}
it_keeps_the_folder_of_the_index_for_itself() {
    searched_site
    sed -i 's/^titolo: La prima scheda/&\nalias: \/search\/x\//' "$work/site/content/schede/prima.md"
    program -C "$work/site" check
    expect_status 1 $?
    grep -q 'address-reserved' "$work/said" || fail "$(cat "$work/said")"
}

run_tests
