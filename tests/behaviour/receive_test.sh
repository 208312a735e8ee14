#!/bin/bash
# What editors push is taken or refused: real pushes, through the hook that `hook install` sets up.
. "$(dirname "$0")/lib.sh"

export GIT_AUTHOR_NAME='Ada Rossi' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_ADVICE=0
export LSAN_OPTIONS=$leaks LC_ALL=C.UTF-8
unset GL_ID GL_USERNAME GL_REPOSITORY GITEA_PUSHER_NAME REMOTE_USER SCHEDARIO_USER SCHEDARIO_EMAIL

# A folder whose name needs care; the clone stands beside it.
bare="$work/l'archivio di prova.git"
site=$work/site
sheets=$site/content/schede

# What comes after a push is tried elsewhere.
without_what_follows() {
    rm -f "$bare/hooks/post-receive"
}
# The repository, empty, and a clone of it with a small site that is not committed yet.
desk() {
    program hook install "$bare"
    expect_status 0 $?
    without_what_follows
    small_site "$site"
    git init -q -b main "$site"
    git -C "$site" remote add origin "file://$bare"
}
commit() {
    git -C "$site" add -A && git -C "$site" commit -q --allow-empty -m "${1:-a change}"
}
# push ARGUMENTS: what the server said is in $work/said, without git's "remote: ".
push() {
    timeout 300 git -C "$site" push "$@" >"$work/pushed" 2>&1
    local status=$?
    sed -n 's/^remote: //; s/ *$//p' "$work/pushed" | grep -v '^To \|^ [!*+-] \|^error: failed\|^   [0-9a-f]\{7\}' >"$work/said"
    return $status
}
taken() {
    push "${@:-origin}" || fail "not taken: $(cat "$work/pushed")"
}
refused() {
    ! push "${@:-origin}" || fail "taken: $(cat "$work/pushed")"
}
said() {
    grep -qF -- "$1" "$work/said" || fail "no \"$1\" in: $(cat "$work/said")"
}
not_said() {
    ! grep -qF -- "$1" "$work/said" || fail "\"$1\" in: $(cat "$work/said")"
}
tip() {
    git -C "$bare" rev-parse -q --verify "$1"
}
# A desk with the site pushed to it.
published() {
    desk
    as anna
    [ -z "$1" ] || printf '%s\n' "$1" >>"$site/site.yaml"
    commit first
    taken origin main
}
as() {
    export SCHEDARIO_USER=$1
}
sheet() {
    mkdir -p "$(dirname "$sheets/$1")"
    printf -- '---\ntitolo: %s\n---\n\nTesto.\n' "$2" >"$sheets/$1"
}
# The branch odd gets a tree that git itself would not make: lines "MODE NAME HASH" on standard input, in
# the folder content/schede of main.
odd_branch() {
    local tree commit
    tree=$(perl -ne 'chomp; my ($mode, $name, $hash) = split / /; $name =~ s/\\x(..)/chr hex $1/ge;
                     print "$mode $name\0", pack "H*", $hash' |
        git -C "$site" hash-object -t tree -w --stdin --literally) || exit 1
    tree=$(printf '040000 tree %s\tschede\n' "$tree" | git -C "$site" mktree --missing)
    tree=$(printf '100644 blob %s\tsite.yaml\n040000 tree %s\tcontent\n' \
        "$(git -C "$site" rev-parse main:site.yaml)" "$tree" | git -C "$site" mktree --missing)
    commit=$(git -C "$site" commit-tree -p main -m odd "$tree")
    git -C "$site" update-ref refs/heads/odd "$commit"
}
people='desk:
  branches:
    - {name: main, rule: strict, publish: true}
    - {name: "revisione/*", rule: warn, preview: true}
    - {name: "*", rule: free}
  people: {redazione: [anna], toscana: ["*@regione.toscana.example", bruno]}
  publishers: [redazione]
  areas: {content/schede/toscana: [toscana]}'

# ---- the content -----------------------------------------------------------------------------

it_refuses_three_mistakes_with_three_lines_and_takes_the_mended_sheet() {
    published
    before=$(tip main)
    printf -- '---\ntitolo: Nuova\ntema: lavor\nbudget: 80mila\n---\n\nVedi [[primo]].\n' >"$sheets/nuova.md"
    commit 'three mistakes'
    refused origin main
    [ "$(grep -c ': error: ' "$work/said")" = 3 ] || fail "$(cat "$work/said")"
    said 'content/schede/nuova.md:3:7: error: tema: "lavor" is not a term of "temi"; did you mean "lavoro"?'
    said 'content/schede/nuova.md:4:9: error: budget: "80mila" is not an amount in EUR; write it as'
    said 'content/schede/nuova.md:7:8: error: there is no sheet [[primo]]; did you mean [[prima]]?'
    said 'Nothing was taken: the repository and the site are as they were.'
    said 'Mend the 3 errors above, save the files, then type: git add -A && git commit -m "mended" && git push'
    [ "$(tip main)" = "$before" ] || fail 'the branch moved'
    ! git -C "$bare" cat-file -e "$(git -C "$site" rev-parse main)" 2>/dev/null || fail 'the commit was kept'
    [ -z "$(find "$bare/objects" -name 'tmp_objdir*')" ] || fail 'what was held back is still there'
    sed -i 's/lavor$/lavoro/; s/80mila/80000/; s/primo/prima/' "$sheets/nuova.md"
    commit mended
    taken origin main
    [ ! -s "$work/said" ] || fail "it spoke: $(cat "$work/said")"
    [ "$(tip main)" = "$(git -C "$site" rev-parse main)" ] || fail 'the branch did not move'
}
it_speaks_the_language_of_the_pusher_then_of_the_repository_then_of_the_server() {
    published
    sheet nuova.md ''
    commit
    LC_ALL=it_IT.UTF-8 refused origin main
    said 'content/schede/nuova.md:2:8: errore: '
    said "Non è stato accettato nulla: l'archivio e il sito sono come prima."
    git -C "$bare" config schedario.lang it
    refused origin main
    said ': errore: '
    refused -o lang=en origin main
    said ': error: '
    said 'Mend the error above, save the file'
}
it_marks_its_lines_for_gitlab_when_it_refuses() {
    published
    sheet nuova.md ''
    commit
    GL_ID=user-7 refused origin main
    [ "$(grep -c '^GL-HOOK-ERR: ' "$work/said")" = 3 ] || fail "$(cat "$work/said")"
    [ "$(wc -l <"$work/said")" = 3 ] || fail "$(cat "$work/said")"
    said 'GL-HOOK-ERR: content/schede/nuova.md:2:8: error: '
    GL_ID=user-7 taken origin main:bozza
    not_said GL-HOOK-ERR
}
it_holds_against_a_push_only_what_the_push_brings() {
    published
    sheet vecchia.md ''
    commit 'an old mistake'
    mv "$bare/hooks/pre-receive" "$work/aside"
    taken origin main
    mv "$work/aside" "$bare/hooks/pre-receive"
    sheet nuova.md Nuova
    commit 'a good one'
    taken origin main
    git -C "$site" mv content/schede/seconda.md content/schede/altra.md
    commit 'breaks a link elsewhere'
    refused origin main
    [ "$(grep -c ': error: ' "$work/said")" = 1 ] || fail "$(cat "$work/said")"
    said 'content/schede/prima.md:7:'
}
it_shows_fifty_lines_and_counts_the_rest() {
    published
    for i in $(seq 60); do
        sheet "s$i.md" ''
    done
    commit
    refused origin main
    [ "$(grep -c ': error: ' "$work/said")" = 50 ] || fail "$(grep -c ': error: ' "$work/said") lines"
    said 'and 10 more'
    said 'Mend the 60 errors above'
}
it_tells_errors_and_takes_them_where_the_rule_warns_and_counts_them_where_it_is_free() {
    published "$people"
    as anna
    sheet nuova.md ''
    commit
    taken origin main:revisione/nuova
    said 'content/schede/nuova.md:2:8: error: '
    said 'revisione/nuova: taken. Its errors (1) must be mended before it goes to "main".'
    git -C "$site" commit -q --amend --allow-empty -m again
    taken -f origin main:revisione/nuova
    said 'content/schede/nuova.md:2:8: error: '
    taken origin main:bozze
    said 'bozze: taken. It has errors (1), which are no matter here'
    not_said 'nuova.md'
    refused origin main
}

# ---- who may touch what ------------------------------------------------------------------------

it_lets_each_administration_into_its_own_folder() {
    published "$people"
    as bruno
    sheet toscana/siena.md Siena
    commit
    taken origin main
    git -C "$site" mv content/schede/toscana/siena.md content/schede/siena.md
    commit 'out of the folder'
    refused origin main
    said 'content/schede/siena.md:1:1: error: "bruno" may not change this: only publishers may (redazione); take your change back (git checkout origin/main -- FILE;'
    not_said 'toscana/siena.md'
    git -C "$site" reset -q --hard HEAD~1
    as carla
    sheet toscana/lucca.md Lucca
    commit
    refused origin main
    said '"carla" may not change this: the folder content/schede/toscana belongs to toscana'
    refused origin main:revisione/lucca
    taken origin main:bozza
    said 'warning: "carla" may not change this'
    SCHEDARIO_EMAIL=carla@regione.toscana.example taken origin main
    as anna
    rm "$sheets/prima.md" "$sheets/seconda.md"
    commit
    taken origin main
}
it_keeps_the_published_branch_to_those_who_may_touch_it_whatever_its_rule() {
    published "${people/main, rule: strict/main, rule: free}"
    as bruno
    sheet toscana/siena.md Siena
    commit
    taken origin main
    sheet umbria.md Umbria
    mkdir "$site/lua-filters"
    echo 'x = 1' >"$site/lua-filters/x.lua"
    commit
    refused origin main
    said 'content/schede/umbria.md:1:1: error: "bruno" may not change this'
    said 'lua-filters/x.lua:1:1: error: "bruno" may not change this'
}
it_holds_nobody_to_account_for_what_others_published() {
    published "$people"
    as bruno
    git -C "$site" checkout -q -b revisione/toscana
    sheet toscana/siena.md Siena
    commit
    taken origin revisione/toscana
    git -C "$site" checkout -q main
    sheet umbria.md Umbria
    commit
    as anna
    taken origin main
    git -C "$site" checkout -q revisione/toscana
    git -C "$site" merge -q -m 'what is published' main
    as bruno
    taken origin revisione/toscana
    git -C "$site" checkout -q main
    git -C "$site" merge -q -m 'into main' revisione/toscana
    taken origin main
}
it_lets_only_publishers_change_what_shapes_the_site() {
    published "$people"
    as bruno
    for file in site.yaml themes/mio/theme.yaml lua-filters/x.lua; do
        mkdir -p "$(dirname "$site/$file")"
        echo '# x' >>"$site/$file"
        commit
        refused origin main
        said "$file:1:1: error: \"bruno\" may not change this: only publishers may (redazione)"
        git -C "$site" reset -q --hard HEAD~1
    done
    as anna
    echo '# x' >>"$site/site.yaml"
    commit
    taken origin main
}
it_runs_nothing_of_a_push_but_a_publishers_on_the_published_branch() {
    published "$people"
    mkdir "$site/lua-filters"
    echo 'error("a script of the push was run")' >"$site/lua-filters/x.lua"
    sheet nuova.md ''
    commit
    as bruno
    refused origin main
    said 'lua-filters/x.lua:1:1: error: "bruno" may not change this'
    said 'content/schede/nuova.md:2:8: error: '
    not_said 'was run'
    taken origin main:bozza
    said 'bozza: taken. It has errors (1)'
    as anna
    taken origin main:revisione/x
    not_said 'was run'
    refused origin main
    said 'a script of the push was run'
    echo 'while true do end' >"$site/lua-filters/x.lua"
    commit
    taken origin main:bozza
    refused origin main
    said 'lua-filters/x.lua:1'
}

# ---- files ---------------------------------------------------------------------------------

it_refuses_links_submodules_and_names_that_break_elsewhere() {
    published
    ln -s /etc/passwd "$sheets/link.md"
    git -C "$site" update-index --add --cacheinfo "160000,$(git -C "$site" rev-parse main),content/modulo"
    sheet 'aux.md' X
    sheet 'a:b.md' X
    sheet 'fine .md' X
    printf x >"$sheets/due."
    printf '[submodule "x"]\npath = content/modulo\nurl = https://example.org/x\n' >"$site/.gitmodules"
    git -C "$site" add content/schede .gitmodules
    git -C "$site" commit -q -m odd
    refused origin main:bozza
    said 'content/schede/link.md:1:1: error: this is a symbolic link'
    said 'content/modulo:1:1: error: this is a submodule'
    said '.gitmodules:1:1: error: ".gitmodules" declares submodules'
    said 'content/schede/aux.md:1:1: error: no file can be called "aux.md" on Windows, where this is the name of a device; rename it: "scheda-aux.md"'
    said 'content/schede/a:b.md:1:1: error: the name "a:b.md" cannot be written on Windows'
    said 'content/schede/due.:1:1: error: the name "due." begins with a space, or ends'
    not_said 'fine .md'
    not_said root:
}
it_refuses_names_that_are_one_on_other_computers() {
    published
    sheet Prima.md Altra
    sheet $'perch\xc3\xa8.md' Uno
    sheet $'perche\xcc\x80.md' Due
    mkdir -p "$site/Content"
    echo x >"$site/Content/x.txt"
    commit
    refused origin main:bozza
    said 'content/schede/Prima.md:1:1: error: on Windows and macOS this is the same name as "prima.md"'
    said $'is the same name as "perche\xcc\x80.md"'
    said 'Content:1:1: error: on Windows and macOS this is the same name as "content"'
    [ "$(grep -c 'same name' "$work/said")" = 3 ] || fail "$(cat "$work/said")"
    # Where they are there already they are no fault of the next push.
    mv "$bare/hooks/pre-receive" "$work/aside"
    taken origin main:bozza
    mv "$work/aside" "$bare/hooks/pre-receive"
    sheet nuova.md Nuova
    commit
    taken origin main:bozza
}
it_refuses_trees_that_git_itself_would_not_make() {
    published
    git -C "$bare" config receive.fsckObjects false
    blob=$(git -C "$site" rev-parse main:content/schede/prima.md)
    tree=$(git -C "$site" rev-parse main:content/schede)
    printf '100644 .. %s\n40000 .git %s\n40000 git~1 %s\n100644 x\\xff.md %s\n100664 .g\\xe2\\x80\\x8cit %s\n070000 y.md %s\n' \
        "$blob" "$tree" "$tree" "$blob" "$blob" "$blob" | odd_branch
    refused origin odd
    said '".." is a name that no file can have'
    said 'content/schede/.git:1:1: error: ".git" passes for git'
    said 'content/schede/git~1:1:1: error: "git~1" passes for git'
    said 'it is not UTF-8'
    said 'y.md:1:1: error: this is neither a file nor a folder'
    printf '100644 a/b.md %s\n' "$blob" | odd_branch
    refused origin odd
    said 'there is a name that no file can have'
    printf '100644 x.md 1234567890123456789012345678901234567890\n' | odd_branch
    refused origin odd
    git -C "$bare" config receive.fsckObjects true
    printf '40000 .git %s\n' "$tree" | odd_branch
    refused origin odd
}
it_takes_only_the_types_that_a_catalogue_shows_and_looks_into_them() {
    published
    mkdir -p "$sheets/x"
    sheet x/index.md X
    echo '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' >"$sheets/x/a.svg"
    echo '<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>' >"$sheets/x/b.svg"
    echo '<!DOCTYPE html><p>x' >"$sheets/x/c.png"
    echo '<html><p>x' >"$sheets/x/d.txt"
    printf 'MZ\220\0' >"$sheets/x/e.pdf"
    echo '<p>x' >"$sheets/x/f.html"
    echo x >"$sheets/x/senza"
    printf '\211PNG\r\n\032\n' >"$sheets/x/g.png"
    touch "$sheets/x/.gitkeep"
    echo '<p>not of the site' >"$site/README.html"
    commit
    refused origin main:bozza
    said 'content/schede/x/a.svg:1:42: error: "script": this drawing does more than draw'
    said 'content/schede/x/c.png:1:1: error: this file is a web page'
    said 'content/schede/x/d.txt:1:1: error: this file is a web page'
    said 'content/schede/x/e.pdf:1:1: error: what is in this file is not what ".pdf"'
    said 'content/schede/x/f.html:1:1: error: files like ".html" are not taken here; the ends that names may have: md, png'
    said 'content/schede/x/senza:1:1: error: files like "senza"'
    for file in b.svg g.png .gitkeep README.html; do
        not_said "$file"
    done
}
it_refuses_files_that_are_too_large_even_if_a_later_commit_takes_them_out() {
    published
    head -c 300000000 /dev/zero >"$sheets/grande.pdf"
    commit large
    started=$SECONDS
    refused origin main
    said 'content/schede/grande.pdf:1:1: error: this file has 287 MB; at most 10 MB is taken; make it smaller'
    [ $((SECONDS - started)) -lt 60 ] || fail "it took $((SECONDS - started)) s"
    rm "$sheets/grande.pdf"
    commit 'taken out'
    refused origin main
    said 'even if a later commit takes it out; make one new commit of your work without it: git reset --soft origin/main && git commit'
    git -C "$site" reset -q --soft origin/main
    sheet nuova.md Nuova
    commit
    taken origin main
    printf 'desk: {max_push: 100 kB}\n' >>"$site/site.yaml"
    commit
    taken origin main
    head -c 200000 /dev/urandom >"$sheets/rumore.txt"
    commit
    refused origin main
    said 'at most 100 kB is taken at a time'
}
it_bounds_a_tree_that_stands_in_itself_many_times_over() {
    published
    git -C "$bare" config receive.fsckObjects false
    tree=$(printf '100644 blob %s\tx.md\n' "$(git -C "$site" rev-parse main:site.yaml)" | git -C "$site" mktree)
    for level in $(seq 12); do
        tree=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\tt%s\n' "$tree" $i; done | git -C "$site" mktree)
    done
    printf '40000 bomba %s\n' "$tree" | odd_branch
    started=$SECONDS
    refused origin odd
    said 'there are more files in this push than can be looked at'
    not_said 'too much memory'
    bomb=$(git -C "$site" commit-tree -p main -m bomb "$tree")
    refused origin "$bomb:refs/heads/bomba"
    said 'there are more files in this push than can be looked at'
    not_said 'too much memory'
    [ $((SECONDS - started)) -lt 60 ] || fail "it took $((SECONDS - started)) s"
    tree=$(printf '100644 blob %s\tx.md\n' "$(git -C "$site" rev-parse main:site.yaml)" | git -C "$site" mktree)
    for level in $(seq 100); do
        tree=$(printf '040000 tree %s\tt\n' "$tree" | git -C "$site" mktree)
    done
    printf '40000 fondo %s\n' "$tree" | odd_branch
    refused origin odd
    said 'folders may be 32 deep in each other'
}

# ---- branches and tags -----------------------------------------------------------------------

it_never_deletes_or_rewrites_the_published_branch() {
    published
    sheet nuova.md Nuova
    commit
    taken origin main
    git -C "$bare" config receive.denyDeleteCurrent ignore
    refused origin :main
    said 'main: error: this branch holds the published site, and cannot be deleted'
    git -C "$site" reset -q --hard HEAD~1
    sheet altra.md Altra
    commit
    refused --force origin main
    said 'main: error: this push would take commits out of the published branch'
    not_said 'git add -A'
    git -C "$site" checkout -q --orphan nulla
    commit unrelated
    refused --force origin nulla:main
    said 'would take commits out'
    taken origin nulla
    git -C "$site" commit -q --amend -m 'unrelated, again'
    taken --force origin nulla
    taken origin :nulla
    ! tip nulla || fail 'the branch is still there'
}
it_takes_tags_and_lets_only_publishers_move_them() {
    published "$people"
    git -C "$site" tag uno
    git -C "$site" tag -a -m due due
    as bruno
    taken origin uno due
    git -C "$site" commit -q --allow-empty -m next
    git -C "$site" tag -f uno >/dev/null
    refused -f origin uno
    said 'uno: error: only publishers may move or delete a tag (redazione)'
    refused origin :due
    as anna
    taken -f origin uno
    taken origin :due
    git -C "$site" tag blobbo "$(git -C "$site" rev-parse main:site.yaml)"
    refused origin blobbo
    said 'blobbo: error: this leads to no commit'
}
it_takes_no_name_that_would_be_taken_for_another() {
    published "$people"
    as bruno
    git -C "$site" branch prova
    taken origin prova
    for name in HEAD Main "$(git -C "$site" rev-parse main)" refs/heads/main $'rosso\xc2\x9b31m' $'a\xe2\x80\xaeb' $'\xff'; do
        refused origin "main:refs/heads/$name"
        said 'Nothing was taken'
        ! grep -qP '\xc2\x9b|\xe2\x80\xae' "$work/said" || fail "the name as it is: $(cat -v "$work/said")"
    done
    for name in main prova MAIN HEAD; do
        refused origin "main:refs/tags/$name"
    done
    said '"HEAD" is a name that git keeps for itself'
    refused origin main:refs/tags/main
    said 'main: error: there is a branch called "main": a tag of that name would be taken for it; give the tag another name'
    git -C "$bare" update-ref refs/heads/MAIN main
    taken origin :MAIN
}
it_takes_a_push_of_several_branches_in_whole_or_not_at_all() {
    published
    git -C "$site" branch buona
    sheet nuova.md ''
    commit
    refused origin main buona
    said 'main:'
    said 'content/schede/nuova.md:2:8: error: '
    ! tip buona || fail 'one of them was taken'
    git -C "$site" update-ref refs/notes/commits main~1
    refused origin buona refs/notes/commits
    said 'refs/notes/commits: error: only branches and tags are taken'
    taken origin buona main:altra
    said 'altra: taken. It has errors (1)'
}
it_takes_an_octopus_merge() {
    published
    for branch in uno due tre; do
        git -C "$site" checkout -q -b "$branch" main
        sheet "$branch.md" "$branch"
        commit "$branch"
    done
    git -C "$site" checkout -q main
    git -C "$site" merge -q -m octopus uno due tre || fail 'git could not merge'
    taken origin main
    [ "$(git -C "$bare" cat-file -p main | grep -c ^parent)" -ge 3 ] || fail 'no octopus'
}

# ---- beginnings ------------------------------------------------------------------------------

it_takes_the_first_push_to_an_empty_repository_by_the_rules_it_brings() {
    desk
    printf '%s\n' "$people" >>"$site/site.yaml"
    sheet nuova.md ''
    commit
    as carla
    refused origin main
    said 'site.yaml:1:1: error: "carla" may not change this: only publishers may (redazione)'
    as anna
    refused origin main
    said 'content/schede/nuova.md:2:8: error: '
    sheet nuova.md Nuova
    commit
    taken origin main:bozza
    said 'the site is made from the branch "main", which is not there yet'
    said 'the sheets were not checked'
    taken origin main
    [ ! -s "$work/said" ] || fail "$(cat "$work/said")"
}
it_waits_for_site_yaml_and_never_takes_a_broken_one_where_it_counts() {
    desk
    mv "$site/site.yaml" "$work/aside.yaml"
    commit 'no site yet'
    taken origin main
    said 'there is no site.yaml in this branch yet'
    sed 's/role: title,//' "$work/aside.yaml" >"$site/site.yaml"
    printf 'desk: {branches: [{name: main, rule: warn, publish: true}]}\n' >>"$site/site.yaml"
    commit 'broken'
    refused origin main
    said 'site.yaml:'
    taken origin main:bozza
    cp "$work/aside.yaml" "$site/site.yaml"
    printf 'desk: {branches: [{name: main, rule: warn, publish: true}]}\n' >>"$site/site.yaml"
    sheet nuova.md ''
    commit
    taken origin main
    said 'content/schede/nuova.md:2:8: error: '
    echo 'desk: [' >"$site/site.yaml"
    commit
    refused origin main
    said 'site.yaml:'
    git -C "$site" rm -q site.yaml
    commit
    refused origin main
    said 'site.yaml is not there any more'
}
it_looks_at_the_folder_of_the_repository_that_holds_the_site() {
    desk
    mkdir "$site/catalogo"
    mv "$site/site.yaml" "$site/content" "$site/catalogo"
    git -C "$bare" config schedario.folder catalogo
    printf '%s\n' "$people" >>"$site/catalogo/site.yaml"
    commit
    as anna
    taken origin main
    [ ! -s "$work/said" ] || fail "$(cat "$work/said")"
    as bruno
    echo 'int main(void) { return 0; }' >"$site/x.c"
    commit
    taken origin main
    [ ! -s "$work/said" ] || fail "$(cat "$work/said")"
    mkdir -p "$site/catalogo/content/schede/toscana"
    printf -- '---\ntitolo:\n---\n' >"$site/catalogo/content/schede/toscana/x.md"
    echo x >"$site/catalogo/content/y.txt"
    commit
    refused origin main
    said 'catalogo/content/schede/toscana/x.md:2:8: error: '
    said 'catalogo/content/y.txt:1:1: error: "bruno" may not change this'
}
it_refuses_sha256_in_plain_words() {
    git init -q --bare --object-format=sha256 "$work/neuf.git" 2>/dev/null || fail 'git knows no sha256'
    program hook install "$work/neuf.git"
    expect_status 3 $?
    said 'names its objects by SHA-256'
    desk
    mkdir -p "$work/neuf.git/hooks"
    cp "$bare/hooks/pre-receive" "$work/neuf.git/hooks/"
    git init -q -b main --object-format=sha256 "$work/neuf"
    git -C "$work/neuf" commit -q --allow-empty -m x
    ! git -C "$work/neuf" push "file://$work/neuf.git" main >"$work/said" 2>&1 || fail 'taken'
    said 'names its objects by SHA-256'
    said 'Nothing was taken'
}

# ---- many, at once, and half ---------------------------------------------------------------------

it_takes_five_thousand_commits_in_seconds() {
    published
    perl -e 'for my $i (1 .. 5000) {
        my $sheet = "---\ntitolo: Scheda $i\n---\n\nTesto $i.\n";
        printf "commit refs/heads/main\ncommitter Ada <ada\@example.org> %d +0000\ndata 2\nx\n", 1600000000 + $i;
        print "from refs/heads/main^0\n" if $i == 1;
        printf "M 100644 inline content/schede/s%d.md\ndata %d\n%s\n", $i % 1000, length $sheet, $sheet;
    }' | git -C "$site" fast-import --quiet || fail 'no commits were made'
    git -C "$site" reset -q --hard
    started=$SECONDS
    taken origin main
    [ $((SECONDS - started)) -lt 60 ] || fail "it took $((SECONDS - started)) s"
    echo "    5,000 commits: $((SECONDS - started)) s"
}
it_does_not_read_for_ever() {
    desk
    (cd "$bare" && yes | GIT_DIR=. timeout 60 "$schedario" hook pre-receive >"$work/said" 2>&1)
    expect_status 1 $?
    said 'what git says of this push cannot be understood'
}
it_gives_up_in_time_and_says_so() {
    published
    mkdir "$site/lua-filters"
    cat >"$site/lua-filters/lento.lua" <<'END'
function Para(para)
    local n = 0
    for i = 1, 3000000 do n = n + i % 7 end
    return nil
end
END
    for i in $(seq 400); do
        sheet "s$i.md" "Scheda $i"
    done
    commit
    git -C "$bare" config schedario.checkSeconds 1
    started=$SECONDS
    refused origin main
    said 'looking at this push took longer than 1 seconds, and was given up'
    said 'Nothing was taken'
    [ $((SECONDS - started)) -lt 30 ] || fail "it took $((SECONDS - started)) s"
}
it_leaves_nothing_of_a_push_that_is_killed_half_way() {
    published
    before=$(tip main)
    sheet nuova.md Nuova
    commit
    cp "$bare/hooks/pre-receive" "$work/aside"
    # The server's part of the push dies while the hook runs.
    printf '#!/bin/sh\nkill -9 $PPID\nsleep 1\n' >"$bare/hooks/pre-receive"
    refused origin main
    cp "$work/aside" "$bare/hooks/pre-receive"
    [ "$(tip main)" = "$before" ] || fail 'the branch moved'
    git -C "$bare" fsck --strict >/dev/null 2>&1 || fail 'the repository is damaged'
    taken origin main
}
it_takes_two_pushes_at_once_to_two_branches_and_one_of_two_to_the_same() {
    published
    git clone -q "file://$bare" "$work/other"
    sheet nuova.md Nuova
    commit
    printf -- '---\ntitolo: Altra\n---\n' >"$work/other/content/schede/altra.md"
    git -C "$work/other" add -A
    git -C "$work/other" commit -q -m other
    git -C "$work/other" push -q origin HEAD:refs/heads/altra >"$work/first" 2>&1 &
    taken origin main:refs/heads/una
    wait $! || fail "the other was not taken: $(cat "$work/first")"
    git -C "$work/other" push -q origin main >"$work/first" 2>&1 &
    push origin main
    mine=$?
    wait $!
    theirs=$?
    [ $((mine == 0)) != $((theirs == 0)) ] || fail "$mine and $theirs: $(cat "$work/first" "$work/pushed")"
    git -C "$bare" fsck --strict >/dev/null 2>&1 || fail 'the repository is damaged'
}

# ---- hook install --------------------------------------------------------------------------------

it_is_installed_twice_as_once_and_touches_no_hook_of_others() {
    program hook install "$bare" --out "$work/sito" --base-url https://catalogo.example.org/ --lang it
    expect_status 0 $?
    grep -q 'è nuovo, e pronto' "$work/data" || fail "$(cat "$work/data")"
    grep -qF "git clone" "$work/data" || fail 'it says nothing of clones'
    [ "$(git -C "$bare" symbolic-ref HEAD)" = refs/heads/main ] || fail 'no branch main'
    [ "$(git -C "$bare" config schedario.out)" = "$work/sito" ] || fail 'no out'
    before=$(fingerprint "$bare")
    program hook install "$bare"
    expect_status 0 $?
    [ "$(fingerprint "$bare")" = "$before" ] || fail 'the second time changed something'
    echo '#!/bin/sh' >"$bare/hooks/pre-receive"
    program hook install "$bare"
    expect_status 1 $?
    said "somebody else wrote it"
    [ "$(cat "$bare/hooks/pre-receive")" = '#!/bin/sh' ] || fail 'it was touched'
}
it_refuses_what_is_no_repository_to_push_to() {
    git init -q "$work/tree"
    program hook install "$work/tree"
    expect_status 1 $?
    said 'is a folder that people work in'
    mkdir -p "$work/full"
    touch "$work/full/x"
    program hook install "$work/full"
    expect_status 1 $?
    said 'is there, and is no repository'
    program hook install
    expect_status 2 $?
    program hook strange
    expect_status 2 $?
    program hook pre-receive
    expect_status 2 $?
    said 'git calls this command when somebody pushes'
    git init -q --bare "$work/elsewhere.git"
    git -C "$work/elsewhere.git" config core.hooksPath /etc/hooks
    program hook install "$work/elsewhere.git"
    expect_status 1 $?
    said 'config core.hooksPath hooks'
    git init -q --bare -b trunk "$work/trunk.git"
    program hook install "$work/trunk.git"
    expect_status 0 $?
    said 'the branch "trunk" of this repository, which is not there'
}
it_takes_nothing_unchecked_when_the_program_has_moved() {
    published
    sed -i "s|^program=.*|program=/nowhere/schedario|" "$bare/hooks/pre-receive"
    sheet nuova.md Nuova
    commit
    PATH=/usr/bin:/bin refused origin main
    said 'the program is gone'
    program hook install "$bare"
    without_what_follows
    taken origin main
}

run_tests
