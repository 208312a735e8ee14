#!/bin/bash
# Forty mistakes in forty files: all are shown, each in its place, in one run.
. "$(dirname "$0")/lib.sh"

# wrong NUMBER LINE COLUMN FRONT-MATTER...: a sheet with one mistake at that place.
places=
wrong() {
    number=$1
    places="$places content/schede/e$number.md:$2:$3:"
    shift 3
    printf '%s\n' "$@" >"$work/site/content/schede/e$number.md"
}

it_shows_forty_mistakes_in_forty_files_in_one_run() {
    small_site "$work/site"
    program -C "$work/site" build
    expect_status 0 $?
    before=$(fingerprint "$work/site/public")
    i=0
    for amount in 240mila 12x 1,2,3 '"€ € 3"' abc; do
        i=$((i + 1))
        wrong $i 3 9 --- 'titolo: Una scheda' "budget: $amount" --- '' Testo.
    done
    for term in inclusion lavori nessuno temi Lavoro; do
        i=$((i + 1))
        wrong $i 3 7 --- 'titolo: Una scheda' "tema: $term" --- '' Testo.
    done
    for field in titlo budgett tem colore nota; do
        i=$((i + 1))
        wrong $i 3 1 --- 'titolo: Una scheda' "$field: x" --- '' Testo.
    done
    for target in manca.md ../schede/manca.md altro/x.md prima.md#manca '#manca'; do
        i=$((i + 1))
        wrong $i 6 14 --- 'titolo: Una scheda' --- '' Testo. "E qui [ecco]($target)."
    done
    for id in manca 'primaa' 'schede/manca' 'prima#manca' 'altro/prima'; do
        i=$((i + 1))
        wrong $i 5 7 --- 'titolo: Una scheda' --- '' "Qui [[$id]]."
    done
    for line in 'titolo: Ancora' 'titolo: Due' 'titolo: Tre' 'titolo: "Q"' "titolo: 'R'"; do
        i=$((i + 1))
        wrong $i 3 1 --- 'titolo: Una scheda' "$line" --- '' Testo.
    done
    for line in 'tema: [lavoro, inclusione]' 'tema: {a: b}' 'budget: [1, 2]' 'budget: {a: 1}' 'budget: -'; do
        i=$((i + 1))
        key=${line%%:*}
        wrong $i 3 $((${#key} + 3)) --- 'titolo: Una scheda' "$line" --- '' Testo.
    done
    for text in 'Solo testo.' '# Titolo' '- uno' 'titolo: x' '> cita'; do
        i=$((i + 1))
        wrong $i 1 1 "$text"
    done
    [ $i = 40 ] || fail "only $i files"
    program -C "$work/site" check
    expect_status 1 $?
    for place in $places; do
        grep -q "^$place" "$work/said" || fail "$place is not there: $(grep "^${place%%:*}" "$work/said")"
    done
    files=$(grep -o '^content/schede/e[0-9]*\.md' "$work/said" | sort -u | wc -l)
    [ "$files" = 40 ] || fail "$files files"
    [ "$before" = "$(fingerprint "$work/site/public")" ] || fail 'the site changed'
    program -C "$work/site" build
    expect_status 1 $?
    [ "$before" = "$(fingerprint "$work/site/public")" ] || fail 'the site changed by the build'
}

run_tests
