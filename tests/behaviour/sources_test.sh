#!/bin/bash
# Several repositories in one catalogue.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/git_lib.sh"

expect_said() {
    grep -qF -- "$1" "$work/said" || fail "not said: $1; but: $(cat "$work/said")"
}

it_shows_the_sheets_of_all_repositories_in_one_catalogue() {
    site_with_toscana
    program -C "$work/site" build --out "$work/out"
    expect_status 0 $?
    for name in prima orti piedibus; do
        [ -f "$work/out/schede/$name/index.html" ] || fail "$name has no page"
    done
    grep -q 'href="../piedibus/' "$work/out/schede/orti/index.html" ||
        grep -q 'href="/schede/piedibus/' "$work/out/schede/orti/index.html" || fail 'no link within the source'
    grep -q 'orti/"' "$work/out/schede/prima/index.html" || fail 'no link back to the source'
    ! grep -rq 'Non una scheda' "$work/out" || fail 'a file outside the folder is shown'
}
it_gives_the_same_bytes_from_a_folder_and_from_bare_repositories_with_one_job_and_eight() {
    site_with_toscana
    git clone -q --bare "$work/site" "$work/bare/site.git"
    git clone -q --bare "$work/toscana" "$work/bare/toscana"
    for jobs in 1 8; do
        program -C "$work/site" build --jobs $jobs --out "$work/folder-$jobs"
        expect_status 0 $?
        program build --repo "$work/bare/site.git" --ref main --jobs $jobs --out "$work/bare-$jobs"
        expect_status 0 $?
    done
    for name in folder-8 bare-1 bare-8; do
        [ "$(fingerprint "$work/folder-1")" = "$(fingerprint "$work/$name")" ] ||
            fail "$name differs: $(diff -rq "$work/folder-1" "$work/$name" | head -3)"
    done
}
it_reads_a_relative_folder_from_where_the_site_stands_in_its_repository() {
    site_with_toscana
    mkdir "$work/site/catalogo"
    (cd "$work/site" && git mv -k ./* catalogo >/dev/null 2>&1)
    sed -i 's|repository: ../toscana|repository: ../../toscana|' "$work/site/catalogo/site.yaml"
    commit "$work/site" 'moved'
    git clone -q --bare "$work/site" "$work/bare.git"
    program -C "$work/site/catalogo" build --out "$work/now"
    expect_status 0 $?
    program -C "$work/site/catalogo" build --ref HEAD --out "$work/from-within"
    expect_status 0 $?
    program build --repo "$work/bare.git" --ref main:catalogo --out "$work/out"
    expect_status 0 $?
    (cd / && program build --repo "$work/site" --ref main:catalogo/ --out "$work/elsewhere")
    expect_status 0 $?
    for name in from-within out elsewhere; do
        [ "$(fingerprint "$work/now")" = "$(fingerprint "$work/$name")" ] || fail "$name differs"
    done
}
it_reads_the_branch_that_is_asked_for_and_only_what_is_committed() {
    site_with_toscana
    git -C "$work/toscana" branch pronte
    sheet "$work/toscana/dati/nuova.md" 'Una nuova'
    commit "$work/toscana" 'second'
    sheet "$work/toscana/dati/bozza.md" 'Non registrata'
    program -C "$work/site" build --out "$work/out"
    [ -f "$work/out/schede/nuova/index.html" ] || fail 'HEAD was not read'
    [ ! -e "$work/out/schede/bozza" ] || fail 'what is not committed was read'
    sed -i 's|    folder: dati|    ref: pronte\n&|' "$work/site/site.yaml"
    program -C "$work/site" build --out "$work/out"
    expect_status 0 $?
    [ ! -e "$work/out/schede/nuova" ] || fail 'another branch was read'
    sed -i "s|ref: pronte|ref: $(git -C "$work/toscana" rev-parse main)|" "$work/site/site.yaml"
    program -C "$work/site" build --out "$work/out"
    [ -f "$work/out/schede/nuova/index.html" ] || fail 'the commit was not read'
}
it_names_a_mistake_by_the_file_that_its_editor_knows() {
    site_with_toscana
    sheet "$work/toscana/dati/sub/piedibus.md" 'I piedibus' 'Vedi [gli orti](../ort.md).'
    commit "$work/toscana" 'second'
    program -C "$work/site" check
    expect_status 1 $?
    expect_said 'toscana: dati/sub/piedibus.md:5:17: error: '
    ! grep -q 'content/schede/toscana' "$work/said" || fail "$(cat "$work/said")"
    program -C "$work/site" check --format json
    grep -q '"path":"toscana: dati/sub/piedibus.md","line":5' "$work/data" || fail "$(cat "$work/data")"
}
it_names_both_sources_of_a_file_that_two_give() {
    site_with_toscana
    sheet "$work/site/content/schede/toscana/orti.md" 'Orti nostri'
    program -C "$work/site" check
    expect_status 1 $?
    expect_said 'the site itself and a source give the same file: "content/schede/toscana/orti.md" and "toscana: dati/orti.md"'
    rm "$work/site/content/schede/toscana/orti.md"
    cp -R "$work/toscana" "$work/umbria"
    printf '  umbria: {repository: ../umbria, folder: dati, prefix: schede/toscana}\n' >>"$work/site/site.yaml"
    program -C "$work/site" check --lang it
    expect_status 1 $?
    expect_said 'due sorgenti danno lo stesso file: "toscana: dati/orti.md" e "umbria: dati/orti.md"'
}
it_names_both_sources_of_an_id_that_two_sheets_have() {
    site_with_toscana
    cp -R "$work/toscana" "$work/umbria"
    printf '  umbria: {repository: ../umbria, folder: dati, prefix: schede/umbria}\n' >>"$work/site/site.yaml"
    program -C "$work/site" check
    expect_status 1 $?
    expect_said 'umbria: dati/orti.md:1:1: error: the id "orti" is taken already in schede: by toscana: dati/orti.md'
    expect_said 'toscana: dati/orti.md:1:1: note: first stands here'
    sed -i '/umbria/d' "$work/site/site.yaml"
    sheet "$work/site/content/schede/altre/orti.md" 'Orti nostri'
    program -C "$work/site" check
    expect_status 1 $?
    expect_said 'toscana: dati/orti.md:1:1: error: the id "orti" is taken already in schede: by content/schede/altre/orti.md'
    expect_said "content/schede/altre/orti.md:1:1: note: first stands here, among the site's own files"
}
it_leaves_the_site_as_it_was_where_a_source_cannot_be_read() {
    site_with_toscana
    program -C "$work/site" build --out "$work/out"
    before=$(fingerprint "$work/out")
    while IFS='|' read -r mischief place words; do
        rm -rf "$work/toscana.good"
        cp -R "$work/toscana" "$work/toscana.good"
        cp "$work/site/site.yaml" "$work/site.yaml.good"
        (cd "$work" && eval "$mischief") || fail "$mischief"
        program -C "$work/site" build --out "$work/out"
        status=$?
        rm -rf "$work/toscana"
        mv "$work/toscana.good" "$work/toscana"
        mv "$work/site.yaml.good" "$work/site/site.yaml"
        [ "$status" = 3 ] || fail "$mischief: exit status $status: $(cat "$work/said")"
        grep -qF "$place: failure: $words" "$work/said" || fail "$mischief: $(cat "$work/said")"
        [ "$before" = "$(fingerprint "$work/out")" ] || fail "$mischief: the site changed"
    done <<'END'
rm -rf toscana|site.yaml:22:17|there is no git repository in
rm -rf toscana/.git|site.yaml:22:17|there is no git repository in
rm -rf toscana/.git; git init -q toscana|site.yaml:22:17|the repository
sed -i 's/folder: dati/folder: altri/' site/site.yaml|site.yaml:22:17|the source "toscana" has no folder altri
sed -i 's/folder: dati/folder: README.md/' site/site.yaml|site.yaml:22:17|the source "toscana" has no folder README.md
sed -i 's/    folder: dati/    ref: altro/' site/site.yaml|site.yaml:22:17|"altro" is no branch, tag or commit of
rm -rf toscana; git init -q --object-format=sha256 toscana|site.yaml:22:17|the repository
sed -i 's#repository: ../toscana#repository: https://forge.example.org/x.git#' site/site.yaml|site.yaml:22:17|the source "toscana" was not fetched yet
END
    program -C "$work/site" build --out "$work/out"
    expect_status 0 $?
    [ "$before" = "$(fingerprint "$work/out")" ] || fail 'it is another site now'
}
it_builds_all_sources_as_they_were_on_a_day() {
    site_with_toscana
    git clone -q --bare "$work/toscana" "$work/then"
    sheet "$work/toscana/dati/nuova.md" 'Una nuova'
    commit "$work/toscana" 'second'
    sed -i 's/^  title:.*/  title: {it: Altro, en: Other}/' "$work/site/site.yaml"
    commit "$work/site" 'second'
    program -C "$work/site" build --as-of 2020-09-15 --out "$work/out"
    expect_status 0 $?
    [ ! -e "$work/out/schede/nuova" ] || fail 'a sheet of later is there'
    grep -q 'Catalogo di prova' "$work/out/index.html" || fail 'the site is that of later'
    program -C "$work/site" build --as-of 2020-12-31 --out "$work/out"
    [ -f "$work/out/schede/nuova/index.html" ] || fail 'the sheet is not there later'
}
it_shows_each_sheet_the_history_the_forge_and_the_keeper_of_its_own_repository() {
    site_with_toscana
    sheet "$work/toscana/dati/orti.md" 'Gli orti della scuola' 'Vedi [[prima]] e [i piedibus](sub/piedibus.md).'
    commit "$work/toscana" 'Cambia il titolo'
    program -C "$work/site" build --out "$work/out"
    expect_status 0 $?
    orti=$work/out/schede/orti prima=$work/out/schede/prima
    grep -q 'https://toscana.example.org/edit/main/dati/orti.md' "$orti/index.html" || fail 'no link to edit it'
    grep -q 'https://forge.example.org/catalogo/edit/main/content/schede/prima.md' "$prima/index.html" ||
        fail 'no link to edit the own sheet'
    grep -q 'tenuta da: Regione Toscana' "$orti/index.html" || fail 'its keeper is not told'
    grep -q 'kept by: Tuscany' "$work/out/en/schede/orti/index.html" || fail 'its keeper is not told in English'
    ! grep -q 'tenuta da' "$prima/index.html" || fail 'another keeper is told'
    grep -q 'Gli orti della scuola' "$orti/storia/index.html" || fail 'no history of its own'
    [ "$(find "$orti/storia" -mindepth 1 -maxdepth 1 -type d | wc -l)" = 2 ] || fail 'not two versions'
    [ "$(find "$prima/storia" -mindepth 1 -maxdepth 1 -type d | wc -l)" = 1 ] || fail 'not one version of the own'
    git -C "$work/toscana" mv dati/orti.md dati/giardini.md
    sheet "$work/toscana/dati/sub/piedibus.md" 'I piedibus'
    commit "$work/toscana" 'renamed'
    program -C "$work/site" build --out "$work/out"
    expect_status 0 $?
    grep -q 'schede/giardini/' "$work/out/schede/orti/index.html" || fail 'the old address leads nowhere'
}
it_says_what_a_change_of_the_site_does_with_the_sources_as_they_are() {
    site_with_toscana
    rm "$work/site/content/schede/prima.md"
    sed -i 's/\[\[prima\]\]/niente/' "$work/site/content/schede/seconda.md"
    commit "$work/site" 'second'
    program -C "$work/site" check --range main~1..main
    expect_status 1 $?
    expect_said 'toscana: dati/orti.md:5:8: error: there is no sheet [[prima]]'
    expect_said '1 new problems, 0 mended, 0 that were there before'
    program -C "$work/site" diff main~1 main
    expect_status 0 $?
    grep -q 'La prima scheda' "$work/data" || fail "$(cat "$work/data")"
    ! grep -q 'Gli orti' "$work/data" || fail 'a sheet of the source is told of'
}
it_shows_no_password_of_an_address_that_cannot_be() {
    site_with_toscana 'ftp://ada:segreto@toscana.example.org'
    program check --repo "$work/site"
    expect_status 1 $?
    grep -q 'a password or a token stands in the address' "$work/said" || fail "$(cat "$work/said")"
    ! grep -q segreto "$work/said" || fail 'it is shown'
}

run_tests
