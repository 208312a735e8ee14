#!/bin/bash
# What a sheet's history gives to readers: old addresses, versions, withdrawn pages; with real git.
. "$(dirname "$0")/lib.sh"

export GIT_AUTHOR_NAME='Ada Rossi' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
at=1600000000
schede=content/schede

# Commits all of $work/site a day after the last commit: commit SUBJECT [NAME ADDRESS]
commit() {
    at=$((at + 86400))
    git -C "$work/site" add -A &&
        GIT_AUTHOR_NAME=${2:-$GIT_AUTHOR_NAME} GIT_AUTHOR_EMAIL=${3:-$GIT_AUTHOR_EMAIL} \
            GIT_AUTHOR_DATE="$at +0000" GIT_COMMITTER_DATE="$at +0000" \
            git -C "$work/site" commit -q -m "$1"
}
git_site() {
    git -C "$work/site" "$@"
}
# sheet NAME TITLE [LINE OF FRONT MATTER]: in content/schede, with a text of its own
sheet() {
    mkdir -p "$(dirname "$work/site/$schede/$1")"
    printf -- '---\ntitolo: %s\n%b---\n\nUn testo di %s, che è lungo abbastanza.\nAltre parole di %s.\nE altre ancora.\n' \
        "$2" "${3:+$3\n}" "$2" "$2" >"$work/site/$schede/$1"
}
# A catalogue of one sheet, `a`, whose pages tell their history; its first commit.
catalogue() {
    small_site "$work/site"
    rm "$work/site/$schede"/*.md
    cat >>"$work/site/site.yaml" <<'END'
  altre:
    label: {it: Altre, en: Others}
    fields:
      titolo: {type: text, role: title, required: true}
repository:
  edit: https://forge.example.org/edit/{branch}/{path}
  report: mailto:redazione@example.org?subject=Errore%20in%20{title}&body={url}
  commit: https://forge.example.org/commit/{commit}
  bots: ["*[bot]*"]
END
    sheet a.md 'La prima'
    git init -q -b main "$work/site"
    commit 'first'
}
build() {
    rm -rf "$work/out"
    program build --repo "$work/site" --out "$work/out" "$@"
    expect_status 0 $?
}
page() {
    [ -f "$work/out/$1/index.html" ] || fail "no page $1"
    cat "$work/out/$1/index.html"
}
no_page() {
    [ ! -e "$work/out/$1/index.html" ] || fail "there is a page $1"
}
leads_to() {
    page "$1" | grep -q "rel=\"canonical\" href=\"https://catalogo.example.org/$2/\"" ||
        fail "$1 does not lead to $2"
    page "$1" | grep -q 'http-equiv="refresh"' || fail "$1 is no redirect"
}
is_a_page() {
    page "$1" | grep -q "$2" || fail "$1 does not say $2"
    ! page "$1" | grep -q 'http-equiv="refresh"' || fail "$1 leads elsewhere"
}
# How many versions the pages of a sheet show.
versions() {
    find "$work/out/$1" -mindepth 2 -name index.html | wc -l
}

# ---- old addresses --------------------------------------------------------

it_leads_from_every_old_address_straight_to_todays_page() {
    catalogue
    git_site mv $schede/a.md $schede/b.md
    commit 'renamed'
    git_site mv $schede/b.md $schede/c.md
    commit 'renamed again'
    build
    for language in '' en/; do
        leads_to "${language}schede/a" "${language}schede/c"
        leads_to "${language}schede/b" "${language}schede/c"
        is_a_page "${language}schede/c" 'La prima'
    done
    no_page schede/c/storia/c
}
it_follows_a_sheet_into_another_folder_and_another_collection() {
    catalogue
    mkdir -p "$work/site/$schede/2021" "$work/site/content/altre"
    git_site mv $schede/a.md $schede/2021/a.md
    commit 'into a folder'
    build
    is_a_page schede/a 'La prima'
    [ "$(versions schede/a/storia)" = 2 ] || fail 'the folder broke its history'
    git_site mv $schede/2021/a.md content/altre/b.md
    commit 'into a collection'
    build
    leads_to schede/a altre/b
    [ "$(versions altre/b/storia)" = 3 ] || fail 'the collection broke its history'
}
it_knows_the_address_that_an_id_gave() {
    catalogue
    sheet a.md 'La prima' 'id: uno'
    commit 'an id'
    sheet a.md 'La prima' 'id: due'
    commit 'another'
    build
    leads_to schede/a schede/due
    leads_to schede/uno schede/due
}
it_keeps_the_address_of_a_sheet_that_gets_a_folder_of_its_own() {
    catalogue
    mkdir "$work/site/$schede/a"
    git_site mv $schede/a.md $schede/a/index.md
    commit 'a folder'
    build
    is_a_page schede/a 'La prima'
    [ "$(versions schede/a/storia)" = 2 ] || fail 'the folder broke its history'
}
it_leaves_two_sheets_that_swap_names_their_pages() {
    catalogue
    sheet b.md 'La seconda'
    commit 'second'
    mv "$work/site/$schede/a.md" "$work/x"
    mv "$work/site/$schede/b.md" "$work/site/$schede/a.md"
    mv "$work/x" "$work/site/$schede/b.md"
    commit 'swapped'
    build
    is_a_page schede/a 'La seconda'
    is_a_page schede/b 'La prima'
}
it_gives_an_old_address_to_the_sheet_that_stands_there_now() {
    catalogue
    git_site mv $schede/a.md $schede/b.md
    commit 'renamed'
    sheet a.md 'Tutt'\''altra cosa, del tutto nuova'
    commit 'a new sheet at the old address'
    build
    is_a_page schede/a 'altra cosa'
    is_a_page schede/b 'La prima'
}
it_gives_an_address_that_several_had_to_the_last_of_them() {
    catalogue
    git_site mv $schede/a.md $schede/b.md
    commit 'renamed'
    sheet a.md 'Tutt'\''altra cosa, del tutto nuova'
    commit 'a new sheet at the old address'
    git_site mv $schede/a.md $schede/c.md
    commit 'renamed as well'
    build
    leads_to schede/a schede/c
    git_site rm -q $schede/c.md
    commit 'taken away'
    build
    is_a_page schede/a 'altra cosa'
    is_a_page schede/b 'La prima'
}
it_prefers_an_alias_to_what_history_says() {
    catalogue
    git_site mv $schede/a.md $schede/b.md
    commit 'renamed'
    sheet c.md 'La terza' 'alias: /schede/a/'
    commit 'an alias'
    build
    leads_to schede/a schede/c
}
it_refuses_an_alias_that_hides_a_page_of_history() {
    catalogue
    sheet b.md 'La seconda' 'alias: /schede/a/storia/'
    commit 'hides'
    program check --repo "$work/site"
    expect_status 1 $?
    grep -q 'b.md:3:8: error: the old address /schede/a/storia/ .*\[alias-taken\]' "$work/said" ||
        fail "$(cat "$work/said")"
}
it_makes_no_redirect_of_a_name_that_readers_never_saw() {
    catalogue
    sheet bozza.md 'In lavoro' 'stato: bozza'
    commit 'a draft'
    git_site mv $schede/bozza.md $schede/b.md
    sheet b.md 'In lavoro'
    commit 'published'
    build
    no_page schede/bozza
    is_a_page schede/b 'In lavoro'
}

# ---- withdrawn ------------------------------------------------------------

it_says_on_which_day_a_sheet_was_taken_away() {
    catalogue
    sheet b.md 'La seconda'
    commit 'second'
    git_site mv $schede/b.md $schede/c.md
    commit 'renamed'
    git_site rm -q $schede/c.md
    commit 'taken away'
    build
    for address in schede/c en/schede/c schede/b; do
        is_a_page $address 'La seconda'
        page $address | grep -q '17 \(settembre\|September\) 2020' || fail "$address: no date"
        page $address | grep -q noindex || fail "$address: search engines may list it"
    done
    no_page schede/c/storia
    ! grep -q schede/c "$work/out/sitemap.xml" || fail 'it is in the site map'
}
it_says_so_too_of_a_sheet_that_is_a_draft_again() {
    catalogue
    sheet b.md 'La seconda'
    commit 'second'
    sheet b.md 'Da rivedere' 'stato: bozza'
    commit 'withdrawn'
    build
    is_a_page schede/b 'La seconda'
    page schede/b | grep -q '16 settembre 2020' || fail 'no date'
    ! grep -rq 'Da rivedere' "$work/out" || fail 'the draft is shown'
    build --drafts
    is_a_page schede/b 'Da rivedere'
}
it_forgets_that_a_sheet_was_away_when_it_comes_back() {
    catalogue
    sheet b.md 'La seconda'
    commit 'second'
    cp "$work/site/$schede/b.md" "$work/b.md"
    git_site rm -q $schede/b.md
    commit 'taken away'
    cp "$work/b.md" "$work/site/$schede/b.md"
    commit 'back'
    build
    is_a_page schede/b 'La seconda'
    [ "$(versions schede/b/storia)" = 2 ] || fail "$(versions schede/b/storia) versions"
}
it_says_nothing_of_drafts_and_translations_that_are_gone() {
    catalogue
    sheet bozza.md 'Mai vista' 'stato: bozza'
    sheet a.en.md 'The first'
    commit 'more'
    git_site rm -q $schede/bozza.md $schede/a.en.md
    commit 'taken away'
    build
    no_page schede/bozza
    is_a_page en/schede/a 'La prima'
}

# ---- what readers may see -------------------------------------------------

it_never_shows_what_was_a_draft() {
    catalogue
    sheet b.md 'Segreta' 'stato: bozza'
    sheet b.en.md 'Secret'
    commit 'a draft, with a translation that says nothing of it'
    sheet b.md 'Ormai pubblica' 'stato: in revisione'
    commit 'in review'
    sheet b.md 'Pubblica'
    sheet b.en.md 'Public'
    commit 'published'
    build
    [ "$(versions schede/b/storia)" = 1 ] || fail "$(versions schede/b/storia) versions"
    [ "$(versions en/schede/b/history)" = 1 ] || fail 'versions of the translation'
    ! grep -rqi 'segret\|secret\|ormai' "$work/out" || fail "$(grep -rli 'segret\|secret\|ormai' "$work/out")"
    build --drafts
    [ "$(versions schede/b/storia)" = 3 ] || fail "with drafts $(versions schede/b/storia) versions"
}
it_leaves_out_versions_whose_status_nobody_knows_or_that_nobody_could_read() {
    catalogue
    sheet b.md 'Segreta' 'stato: chissà'
    commit 'an unknown status'
    printf 'Segreta, senza dati\n' >"$work/site/$schede/b.md"
    commit 'no front matter'
    sheet b.md 'Pubblica'
    commit 'published'
    build
    [ "$(versions schede/b/storia)" = 1 ] || fail "$(versions schede/b/storia) versions"
    ! grep -rq Segreta "$work/out" || fail "$(grep -rl Segreta "$work/out")"
}
it_never_shows_what_lay_out_of_sight() {
    catalogue
    mkdir "$work/site/$schede/.cassetto"
    sheet .cassetto/b.md 'Segreta'
    commit 'in a hidden folder'
    git_site mv $schede/.cassetto/b.md $schede/b.md
    commit 'in sight'
    sheet b.md 'Pubblica'
    commit 'changed'
    build
    [ "$(versions schede/b/storia)" = 2 ] || fail "$(versions schede/b/storia) versions"
    sheet b.md 'Pubblica ancora'
    sheet .cassetto/c.md 'Segreta, di nuovo'
    commit 'another'
    git_site rm -q $schede/.cassetto/c.md
    commit 'taken away'
    build
    no_page schede/c
}
it_never_shows_what_was_no_sheet_yet() {
    catalogue
    printf -- '---\ntitolo: Segreta\n---\n\nUn testo di Pubblica, che è lungo abbastanza.\nAltre parole di Pubblica.\nE altre ancora.\n' \
        >"$work/site/$schede/appunti.txt"
    mkdir "$work/site/content/archivio"
    sed s/Segreta/Riservata/ "$work/site/$schede/appunti.txt" >"$work/site/content/archivio/c.md"
    commit 'soggetto segreto' 'Nascosta'
    git_site mv $schede/appunti.txt $schede/b.md
    git_site mv content/archivio/c.md $schede/c.md
    sheet b.md Pubblica
    sheet c.md 'Pubblica anche questa'
    commit 'published'
    build
    [ "$(versions schede/b/storia)" = 1 ] || fail "$(versions schede/b/storia) versions"
    [ "$(versions schede/c/storia)" = 1 ] || fail "$(versions schede/c/storia) versions"
    build --drafts
    ! grep -rqi 'segret\|riservata\|nascosta' "$work/out" ||
        fail "$(grep -rli 'segret\|riservata\|nascosta' "$work/out")"
}
it_knows_what_was_a_sheet_when_its_collection_had_another_name() {
    catalogue
    sheet a.md 'La prima, poi'
    commit 'second'
    sed -i 's/^  schede:/  progetti:/' "$work/site/site.yaml"
    git_site mv content/schede content/progetti
    commit 'the collection has another name'
    build
    [ "$(versions progetti/a/storia)" = 3 ] || fail "$(versions progetti/a/storia) versions"
    sed -i 's/^  progetti:/  opere:/' "$work/site/site.yaml"
    git_site mv content/progetti content/opere
    commit 'and another'
    build
    [ "$(versions opere/a/storia)" = 4 ] || fail "$(versions opere/a/storia) versions, in two commits"
}
it_tells_of_people_and_changes_in_lines_that_can_be_shown() {
    catalogue
    sheet a.md 'Due'
    commit "$(printf 'rtl \u202e\a\033[31m, Latin-1 \350')" "$(printf 'Niccol\362 \u202eBello')"
    sheet a.md 'Tre'
    commit "$(printf 'è%.0s' $(seq 300))" mario.rossi@comune.example mario.rossi@comune.example
    sheet a.md 'Quattro'
    commit '<b>grassetto</b>' 'Anna anna@comune.example'
    build
    page schede/a/storia >"$work/page"
    iconv -f UTF-8 -t UTF-8 "$work/page" >/dev/null || fail 'the page is not UTF-8'
    ! grep -qP '\x{202e}|[\x00-\x08\x0e-\x1f]' "$work/page" || fail 'control characters'
    grep -q 'rtl .*, Latin-1 è' "$work/page" || fail "$(grep rtl "$work/page")"
    grep -q 'Niccolò .*Bello' "$work/page" || fail 'no Niccolò'
    grep -q '>è\{200\}<' "$work/page" || fail 'a long subject'
    grep -q 'mario.rossi' "$work/page" || fail 'nobody'
    ! grep -rq '@comune' "$work/out" || fail 'an address of somebody'
    grep -q '&lt;b>grassetto\|&lt;b&gt;grassetto' "$work/page" || fail 'not escaped'
}
# broken_commit AUTHOR: with the work tree as it is, which git itself would not make so.
broken_commit() {
    git_site add -A
    printf 'tree %s\nparent %s\nauthor %s\ncommitter %s\n\nbroken\n' "$(git_site write-tree)" \
        "$(git_site rev-parse HEAD)" "$1" "$1" >"$work/raw"
    git_site update-ref HEAD "$(git_site hash-object -t commit -w --literally "$work/raw")"
}
it_does_with_commits_that_are_not_as_git_makes_them() {
    catalogue
    for author in nobody 'Nemo 1600200000 +0000' 'Nemo <n@example.org> 18446744073709551615 +0000'; do
        git_site mv $schede/a.md $schede/b.md
        broken_commit "$author"
        git_site mv $schede/b.md $schede/a.md
        sheet a.md 'Dopo'
        commit "after $author"
    done
    build
    [ "$(versions schede/a/storia)" = 4 ] || fail "$(versions schede/a/storia) versions"
    cp -R "$work/out" "$work/first"
    build
    [ "$(fast_fingerprint "$work/first")" = "$(fast_fingerprint "$work/out")" ] || fail 'a second build differs'
}
it_does_with_the_texts_that_a_partial_clone_has() {
    catalogue
    sheet a.md 'Due'
    commit 'second'
    git_site config uploadpack.allowFilter true
    git clone -q --filter=blob:none "file://$work/site" "$work/partial"
    program -C "$work/partial" build --out "$work/out"
    expect_status 0 $?
    is_a_page schede/a 'Due'
    [ "$(versions schede/a/storia)" = 1 ] || fail "$(versions schede/a/storia) versions"
    git -C "$work/partial" fetch -q --refetch --no-filter
    program -C "$work/partial" build --out "$work/out"
    [ "$(versions schede/a/storia)" = 2 ] || fail 'what was missing is thought to be missing for ever'
}
it_shows_each_version_as_it_was() {
    catalogue
    sheet a.md 'Cambiata'
    commit 'changed'
    build
    for version in "$work"/out/schede/a/storia/2020-09-14-*/index.html; do
        grep -q 'La prima' "$version" || fail 'the first version'
        grep -q 'rel="canonical" href="https://catalogo.example.org/schede/a/"' "$version" ||
            fail 'its canonical address is not the sheet'
        grep -q noindex "$version" || fail 'search engines may list it'
    done
    grep -q 'Cambiata' "$work"/out/schede/a/storia/2020-09-15-*/index.html || fail 'the second'
    ! grep -q storia "$work/out/sitemap.xml" || fail 'it is in the site map'
}
it_names_people_as_mailmap_says_and_no_bots() {
    catalogue
    sheet a.md 'Due'
    commit 'second' 'B. Verdi' bverdi@old.example.org
    sheet a.md 'Tre'
    commit 'third' 'deploy[bot]' bot@example.org
    echo 'Bruno Verdi <bruno@example.org> <bverdi@old.example.org>' >"$work/site/.mailmap"
    commit 'names'
    build
    page schede/a/storia | grep -q 'Bruno Verdi' || fail 'mailmap'
    ! grep -rq 'deploy\|B\. Verdi' "$work/out/schede" || fail 'a bot, or an old name'
    [ "$(versions schede/a/storia)" = 2 ] || fail 'the bot made a version'
    sed -i 's/^  bots/  people: false\n  bots/' "$work/site/site.yaml"
    commit 'nobody'
    build
    ! grep -rq 'Bruno Verdi\|Ada Rossi' "$work/out" || fail 'people are named'
}
it_knows_versions_from_merges_of_many_branches() {
    catalogue
    for branch in 1 2 3; do
        git_site checkout -q -b b$branch main
        sheet s$branch.md "Scheda $branch"
        commit "branch $branch"
    done
    git_site checkout -q main
    git_site merge -q -m octopus b1 b2 b3 >/dev/null
    git_site mv $schede/s2.md $schede/s4.md
    commit 'renamed'
    build
    leads_to schede/s2 schede/s4
    [ "$(versions schede/s4/storia)" = 2 ] || fail "$(versions schede/s4/storia) versions"
    [ "$(versions schede/s1/storia)" = 1 ] || fail "$(versions schede/s1/storia) versions"
}
it_says_that_a_shallow_clone_knows_no_first_day() {
    catalogue
    sheet a.md 'Due'
    commit 'second'
    sheet a.md 'Tre'
    commit 'third'
    git clone -q --depth 2 "file://$work/site" "$work/shallow"
    program build --repo "$work/shallow" --out "$work/out"
    expect_status 0 $?
    [ "$(grep -c 'history-shallow' "$work/said")" = 1 ] || fail "$(cat "$work/said")"
    grep -q 'git fetch --unshallow' "$work/said" || fail 'no advice'
    ! page schede/a | grep -q '14 settembre 2020' || fail 'a first day is told'
    page schede/a | grep -q '16 settembre 2020' || fail 'the last day is not told'
}
it_tells_nothing_where_site_yaml_says_nothing_of_a_repository() {
    catalogue
    git_site mv $schede/a.md $schede/b.md
    sed -i '/^repository/,$d' "$work/site/site.yaml"
    commit 'renamed'
    build
    no_page schede/a
    no_page schede/b/storia
    ! grep -rq forge.example "$work/out" || fail 'links to the forge'
}
it_does_without_in_a_theme_that_cannot_show_it() {
    catalogue
    sheet b.md 'La seconda'
    commit 'second'
    git_site rm -q $schede/b.md
    git_site mv $schede/a.md $schede/c.md
    mkdir -p "$work/site/themes/mio"
    cp -R "$root/themes/schedario/." "$work/site/themes/mio"
    rm -f "$work/site/themes/mio/templates"/{history,version,withdrawn}.html
    sed -i 's/^  languages/  theme: mio\n  languages/' "$work/site/site.yaml"
    commit 'a theme'
    build
    leads_to schede/a schede/c
    no_page schede/b
    no_page schede/c/storia
    ! grep -rq 'schede/c/storia' "$work/out" || fail 'a link to what is not there'
}

# ---- links to the forge ---------------------------------------------------

it_leads_to_the_forge_only_from_what_others_have() {
    catalogue
    sheet b.md 'Detto "così" & cosà'
    commit 'second'
    git clone -q --bare "$work/site" "$work/bare.git"
    program build --repo "$work/bare.git" --out "$work/out"
    expect_status 0 $?
    page schede/a | grep -q 'href="https://forge.example.org/edit/main/content/schede/a.md"' ||
        fail 'no edit link'
    page schede/b | grep -q 'href="mailto:redazione@example.org?subject=Errore%20in%20Detto%20%22cos%C3%AC%22%20%26%20cos%C3%A0&amp;body=https%3A%2F%2Fcatalogo.example.org%2Fschede%2Fb%2F"' ||
        fail "$(page schede/b | grep mailto)"
    program -C "$work/site" build --out "$work/alone"
    expect_status 0 $?
    ! grep -rq 'forge.example\|redazione@' "$work/alone" || fail 'a work tree without remote has links'
    git clone -q "$work/site" "$work/clone"
    sheet c.md 'La terza'
    cp "$work/site/$schede/c.md" "$work/clone/$schede/"
    program -C "$work/clone" build --out "$work/cloned"
    expect_status 0 $?
    grep -q 'edit/main/content/schede/a.md' "$work/cloned/schede/a/index.html" || fail 'no edit link'
    ! grep -q 'edit/main\|storia' "$work/cloned/schede/c/index.html" ||
        fail 'a sheet that nobody else has'
    git -C "$work/clone" checkout -q --detach
    program -C "$work/clone" build --out "$work/cloned"
    grep -q 'edit/main/content/schede/a.md' "$work/cloned/schede/a/index.html" ||
        fail 'without a branch not that of site.yaml'
    program build --repo "$work/clone" --ref main --out "$work/cloned"
    expect_status 0 $?
}
it_names_files_as_the_repository_has_them() {
    catalogue
    mkdir "$work/site/catalogo"
    mv "$work/site/content" "$work/site/site.yaml" "$work/site/catalogo"
    commit 'moved'
    git_site branch ente/bozze
    git clone -q --bare "$work/site" "$work/bare.git"
    program build --repo "$work/bare.git" --ref ente/bozze:catalogo --out "$work/out"
    expect_status 0 $?
    page schede/a | grep -q 'edit/ente/bozze/catalogo/content/schede/a.md"' ||
        fail "$(page schede/a | grep edit/)"
}

# ---- several repositories, other days -------------------------------------

it_tells_the_history_of_sheets_in_the_repositories_that_keep_them() {
    catalogue
    mkdir -p "$work/toscana/dati"
    printf -- '---\ntitolo: Orti di quartiere\n---\n\nUn testo che è lungo abbastanza.\nAltre parole.\n' \
        >"$work/toscana/dati/orti.md"
    printf -- '---\ntitolo: Via i muri\n---\n\nTutto un altro testo.\n' >"$work/toscana/dati/muri.md"
    git init -q -b main "$work/toscana"
    for step in 'add -A' 'commit -q -m uno' 'mv dati/orti.md dati/giardini.md' 'rm -q dati/muri.md' \
        'commit -q -m due'; do
        # shellcheck disable=SC2086
        GIT_AUTHOR_NAME='Dina Toscana' GIT_AUTHOR_DATE="$((at + 500)) +0000" git -C "$work/toscana" $step
    done
    git clone -q --bare "$work/toscana" "$work/toscana.git"
    cat >>"$work/site/site.yaml" <<'END'
sources:
  toscana:
    repository: ../toscana.git
    folder: dati
    prefix: schede/toscana
    edit: https://toscana.example.org/edit/{branch}/{path}
END
    commit 'a source'
    git clone -q --bare "$work/site" "$work/bare.git"
    program build --repo "$work/bare.git" --out "$work/out"
    expect_status 0 $?
    leads_to schede/orti schede/giardini
    page schede/giardini | grep -q 'href="https://toscana.example.org/edit/main/dati/giardini.md"' ||
        fail 'no edit link of the source'
    page schede/giardini/storia | grep -q 'Dina Toscana' || fail 'no history of the source'
    [ "$(versions schede/giardini/storia)" = 2 ] || fail 'versions of the source'
    is_a_page schede/muri 'Via i muri'
    page schede/a | grep -q 'href="https://forge.example.org/edit/main/content/schede/a.md"' ||
        fail 'no edit link of the site'
}
it_keeps_the_address_of_a_sheet_that_moves_to_another_repository() {
    catalogue
    sheet b.md 'Orti di quartiere'
    commit 'second'
    mkdir -p "$work/toscana"
    cp "$work/site/$schede/b.md" "$work/toscana/b.md"
    git init -q -b main "$work/toscana"
    git -C "$work/toscana" add -A
    git -C "$work/toscana" commit -q -m uno
    git_site rm -q $schede/b.md
    printf 'sources:\n  toscana: {repository: ../toscana, prefix: schede/toscana}\n' \
        >>"$work/site/site.yaml"
    commit 'moved'
    build
    is_a_page schede/b 'Orti di quartiere'
}
it_names_people_as_the_commit_has_it_and_not_the_work_tree() {
    catalogue
    sheet a.md 'Due'
    commit 'second' 'B. Verdi' bruno@example.org
    git_site tag v1
    echo 'Bruno Verdi <bruno@example.org>' >"$work/site/.mailmap"
    commit 'names'
    git clone -q --bare "$work/site" "$work/bare.git"
    program build --repo "$work/bare.git" --ref v1 --out "$work/out"
    expect_status 0 $?
    git clone -q "$work/site" "$work/clone"
    git -C "$work/clone" checkout -q v1
    program -C "$work/clone" build --out "$work/then"
    expect_status 0 $?
    page schede/a/storia | grep -q 'B\. Verdi' || fail 'a name of later'
    [ "$(fast_fingerprint "$work/then")" = "$(fast_fingerprint "$work/out")" ] || fail 'a checkout differs'
    echo 'Altri <bruno@example.org>' >"$work/site/.mailmap"
    program build --repo "$work/site" --ref main --out "$work/out"
    page schede/a/storia | grep -q 'Bruno Verdi' || fail 'the work tree was looked at'
}
it_tells_what_was_known_on_a_day() {
    catalogue
    git_site mv $schede/a.md $schede/b.md
    commit 'renamed'
    git_site mv $schede/b.md $schede/c.md
    commit 'renamed again'
    build --as-of 2020-09-15
    leads_to schede/a schede/b
    no_page schede/c
    [ "$(versions schede/b/storia)" = 2 ] || fail "$(versions schede/b/storia) versions"
}
it_follows_translations_with_their_sheet() {
    catalogue
    sheet a.en.md 'The first'
    commit 'in English'
    git_site mv $schede/a.md $schede/b.md
    git_site mv $schede/a.en.md $schede/b.en.md
    commit 'renamed'
    build
    leads_to en/schede/a en/schede/b
    is_a_page en/schede/b 'The first'
    [ "$(versions en/schede/b/history)" = 2 ] || fail "$(versions en/schede/b/history) English versions"
    [ "$(versions schede/b/storia)" = 2 ] || fail "$(versions schede/b/storia) Italian versions"
}

# ---- the same bytes -------------------------------------------------------

it_gives_the_same_bytes_from_a_clone_and_a_bare_repository_with_one_job_or_eight() {
    catalogue
    for name in b c d e; do
        sheet $name.md "Scheda $name"
        sheet $name.en.md "Sheet $name"
        commit "add $name" "Autore $name" "$name@example.org"
    done
    git_site mv $schede/b.md $schede/f.md
    git_site mv $schede/b.en.md $schede/f.en.md
    commit 'renamed'
    git_site rm -q $schede/c.md $schede/c.en.md
    commit 'taken away'
    git clone -q --bare "$work/site" "$work/bare.git"
    git clone -q "$work/site" "$work/clone"
    program -C "$work/clone" build --jobs 1 --out "$work/first"
    expect_status 0 $?
    first=$(fast_fingerprint "$work/first")
    same() {
        program "${@:2}" --out "$work/again"
        expect_status 0 $?
        [ "$(fast_fingerprint "$work/again")" = "$first" ] || fail "$1 differs"
    }
    [ -d "$work/clone/.git/schedario" ] || fail 'nothing was kept'
    same 'a second build' -C "$work/clone" build --jobs 8
    same 'the bare repository' build --repo "$work/bare.git" --ref main --jobs 8
    same 'the bare repository, again' build --repo "$work/bare.git" --ref main --jobs 1
    rm -r "$work/bare.git/schedario"
    same 'what is not kept any more' build --repo "$work/bare.git" --ref main
    for kept in "$work"/bare.git/schedario/*; do
        head -c 300 "$kept" >"$kept.x"
        mv "$kept.x" "$kept"
    done
    same 'what was kept and is damaged' build --repo "$work/bare.git" --ref main
    chmod a-w "$work/bare.git/schedario"
    rm -f "$work"/bare.git/schedario/* 2>/dev/null
    same 'where nothing can be kept' build --repo "$work/bare.git" --ref main
}
it_notices_that_a_history_was_rewritten() {
    catalogue
    sheet a.md 'Segreta, per errore'
    commit 'a mistake'
    sheet a.md 'Due'
    commit 'second'
    build
    grep -rq 'Segreta' "$work/out/schede/a/storia" || fail 'no version'
    git_site reset -q --soft HEAD~2
    commit 'second, without the mistake'
    build
    ! grep -rq 'Segreta' "$work/out" || fail 'what was taken out of history is shown'
    cp -R "$work/out" "$work/first"
    rm -r "$work/site/.git/schedario"
    build
    [ "$(fast_fingerprint "$work/first")" = "$(fast_fingerprint "$work/out")" ] || fail 'differs from a new walk'
}

run_tests
