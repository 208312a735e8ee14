#!/bin/bash
# The editorial desk: people push with git, and the site follows. Real git is the client.
. "$(dirname "$0")/lib.sh"

export GIT_AUTHOR_NAME='Ada Rossi' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export LANG=C.UTF-8 LC_ALL=C.UTF-8 LSAN_OPTIONS="$leaks"
unset SCHEDARIO_USER GL_USERNAME GITEA_PUSHER_NAME GL_USER REMOTE_USER

# A bare repository with the hooks, $work/catalogo.git, whose site is $work/www. No push is told to wait
# so long that a slow machine would have it go on without the outcome.
server() {
    program hook install "$work/catalogo.git" --out "$work/www" --lang en
    expect_status 0 $?
    git -C "$work/catalogo.git" config schedario.wait 60
}
# A mistake that came some other way than by a push, which would have refused it.
unchecked() {
    rm "$work/catalogo.git/hooks/pre-receive"
}
# An editor's clone: clone NAME
clone() {
    git clone -q "$work/catalogo.git" "$work/$1" 2>/dev/null
    git -C "$work/$1" config user.name "$1"
}
# The catalogue is online, and ada has a clone of it.
published_site() {
    server
    small_site "$work/site"
    git init -q -b main "$work/site"
    git -C "$work/site" add -A
    git -C "$work/site" commit -q -m first
    git -C "$work/site" push -q "$work/catalogo.git" main >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    rm -rf "$work/site"
    clone ada
}
# save EDITOR MESSAGE: commits all that the editor has.
save() {
    git -C "$work/$1" add -A && git -C "$work/$1" commit -q -m "$2"
}
# push EDITOR ARGUMENTS…: what the pusher sees is in $work/said, without git's "remote: ".
push() {
    local editor=$1 status
    shift
    git -C "$work/$editor" push -q origin "$@" >"$work/pushed" 2>&1
    status=$?
    sed 's/^remote: //; s/ *$//' "$work/pushed" >"$work/said"
    return $status
}
title() {
    sed -i "s/^titolo: .*/titolo: $2/" "$work/$1/content/schede/prima.md"
}
shows() {
    grep -qF -- "$2" "$work/www/$1" 2>/dev/null || fail "no \"$2\" in $1"
}
expect_said() {
    grep -qF -- "$1" "$work/said" || fail "no \"$1\" in: $(cat "$work/said")"
}
expect_logged() {
    grep -qF -- "$1" "$work/catalogo.git/schedario/log" || fail "no \"$1\" in the log: $(cat "$work/catalogo.git/schedario/log")"
}
# Whoever builds here, by the log that is its output.
builders() {
    local place
    for place in /proc/[0-9]*/fd/2; do
        [ "$(readlink "$place" 2>/dev/null)" != "$work/catalogo.git/schedario/log" ] || basename "${place%/fd/2}"
    done
}
# until_true SECONDS COMMAND…
until_true() {
    local left=$(($1 * 20))
    shift
    until "$@" >/dev/null 2>&1; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.05
    done
}
is_idle() {
    [ -z "$(builders)" ]
}

it_takes_a_sheet_from_its_first_mistakes_to_a_page_online() {
    published_site
    rm -rf "$work/ada"
    clone ada
    cd "$work/ada/content/schede" || exit 1
    sed 's/^titolo: .*/titolo: Orti della scuola/; s/^tema: .*/tema: inclusoine/; s/^budget: .*/budget: 240mila/
        s/(seconda.md)/(secunda.md)/' prima.md >orti.md
    cd - >/dev/null || exit 1
    save ada 'school gardens'
    before=$(fingerprint "$work/www")
    ! push ada main || fail 'it was taken'
    grep -E '^content/' "$work/said" | cut -d' ' -f1 >"$work/places"
    printf '%s\n' content/schede/orti.md:3:7: content/schede/orti.md:4:9: content/schede/orti.md:7:35: |
        diff - "$work/places" || fail "other lines: $(cat "$work/said")"
    expect_said '"inclusoine"'
    expect_said 'inclusione'
    expect_said '"240mila" is not an amount in EUR'
    expect_said '240000'
    expect_said 'secunda.md'
    [ "$before" = "$(fingerprint "$work/www")" ] || fail 'the site changed'
    sed -i 's/inclusoine/inclusione/; s/240mila/240000/; s/secunda/seconda/' "$work/ada/content/schede/orti.md"
    save ada 'mended'
    push ada main
    expect_status 0 $?
    expect_said 'published: https://catalogo.example.org/'
    expect_said 'new: https://catalogo.example.org/schede/orti/'
    shows schede/orti/index.html 'Orti della scuola'
    printf 'repository:\n  branch: main\n' >>"$work/ada/site.yaml"
    git -C "$work/ada" mv content/schede/orti.md content/schede/orti-della-scuola.md
    save ada 'a better name'
    push ada main
    expect_status 0 $?
    expect_said 'renamed: https://catalogo.example.org/schede/orti-della-scuola/'
    shows schede/orti-della-scuola/index.html 'Orti della scuola'
    shows schede/orti/index.html 'url=/schede/orti-della-scuola/'
}
it_publishes_what_is_pushed_and_tells_where_it_is() {
    published_site
    [ "$(cat "$work/said")" = '' ] || expect_said 'published: https://catalogo.example.org/'
    shows schede/prima/index.html 'La prima scheda'
    title ada 'Un altro titolo'
    sed 's/^titolo: .*/titolo: La terza/' "$work/ada/content/schede/seconda.md" >"$work/ada/content/schede/terza.md"
    save ada 'a title'
    push ada main
    expect_status 0 $?
    printf '%s\n' 'published: https://catalogo.example.org/' \
        '  changed: https://catalogo.example.org/schede/prima/' \
        '  new: https://catalogo.example.org/schede/terza/' | diff - "$work/said" || fail 'it said something else'
    shows schede/prima/index.html 'Un altro titolo'
    shows schede/terza/index.html 'La terza'
}
it_speaks_the_language_of_the_pusher_else_of_the_repository() {
    published_site
    git -C "$work/catalogo.git" config schedario.lang it
    title ada Uno && save ada one && push ada main
    expect_said 'pubblicato: https://catalogo.example.org/'
    title ada Due && save ada two && push ada -o lang=en main
    expect_said 'published: https://catalogo.example.org/'
    expect_logged 'pubblicato: https://catalogo.example.org/'
    git -C "$work/catalogo.git" config --unset schedario.lang
    title ada Tre && save ada three && LC_ALL=it_IT.UTF-8 push ada main
    expect_said 'cambiata: https://catalogo.example.org/schede/prima/'
}
it_publishes_at_the_first_push_to_an_empty_repository() {
    server
    small_site "$work/ada"
    git init -q -b main "$work/ada"
    git -C "$work/ada" remote add origin "$work/catalogo.git"
    save ada first
    push ada main
    expect_status 0 $?
    printf 'published: https://catalogo.example.org/\n' | diff - "$work/said" || fail 'it said something else'
    shows schede/prima/index.html 'La prima scheda'
}
it_says_how_to_go_on_where_the_first_push_is_to_another_branch() {
    server
    git -C "$work/catalogo.git" symbolic-ref HEAD refs/heads/master
    small_site "$work/ada"
    git init -q -b main "$work/ada"
    git -C "$work/ada" remote add origin "$work/catalogo.git"
    save ada first
    push ada main
    expect_status 0 $?
    expect_said "nothing is published: the repository's own branch is master, which is not there"
    expect_said 'git symbolic-ref HEAD refs/heads/main'
    [ ! -e "$work/www" ] || fail 'something was published'
    git -C "$work/catalogo.git" symbolic-ref HEAD refs/heads/main
    program -C "$work/catalogo.git" hook post-receive </dev/null
    expect_status 0 $?
    expect_said 'published: https://catalogo.example.org/'
    shows schede/prima/index.html 'La prima scheda'
}
it_does_not_mind_a_tag() {
    published_site
    before=$(fingerprint "$work/www")
    git -C "$work/ada" tag -a -m one v1
    push ada v1
    expect_status 0 $?
    [ ! -s "$work/said" ] || fail "it said: $(cat "$work/said")"
    [ "$before" = "$(fingerprint "$work/www")" ] || fail 'the site changed'
}
it_takes_two_editors_at_once() {
    published_site
    clone bice
    title ada 'Da Ada' && save ada ada
    sed -i 's/^titolo: .*/titolo: Da Bice/' "$work/bice/content/schede/seconda.md" && save bice bice
    git -C "$work/ada" push -q origin main >"$work/ada.said" 2>&1 &
    first=$!
    git -C "$work/bice" push -q origin main >"$work/bice.said" 2>&1 &
    second=$!
    wait $first
    status_ada=$?
    wait $second
    status_bice=$?
    [ $((status_ada + status_bice)) -gt 0 ] && [ $((status_ada * status_bice)) = 0 ] ||
        fail "one of the two must be told to fetch first: $status_ada, $status_bice"
    late=ada
    [ $status_ada != 0 ] || late=bice
    git -C "$work/$late" pull -q --rebase origin main
    push $late main
    expect_status 0 $?
    shows schede/prima/index.html 'Da Ada'
    shows schede/seconda/index.html 'Da Bice'
}
it_ends_with_the_newest_commit_however_many_are_pushed() {
    published_site
    git -C "$work/catalogo.git" config schedario.wait 0
    for i in 1 2 3 4 5 6; do
        title ada "Numero $i" && save ada "number $i"
        push ada main
        expect_status 0 $?
        expect_said "the site is still being made: $work/catalogo.git/schedario/log will tell"
    done
    until_true 60 is_idle || fail 'it never ends'
    shows schede/prima/index.html 'Numero 6'
    [ -z "$(ls "$work/catalogo.git/schedario/queue")" ] || fail 'something is left in the queue'
}
it_follows_a_force_push_where_that_is_allowed() {
    published_site
    title ada 'Uno sbaglio' && save ada mistake && push ada main
    shows schede/prima/index.html 'Uno sbaglio'
    git -C "$work/ada" reset -q --hard HEAD~1
    title ada 'Meglio' && save ada better
    ! push ada --force main || fail 'the published branch was rewritten'
    expect_said 'git revert COMMIT'
    shows schede/prima/index.html 'Uno sbaglio'
    push ada main:prova
    expect_status 0 $?
    git -C "$work/ada" commit -q --amend -m 'better said'
    ! push ada main:prova || fail 'git itself takes it'
    push ada --force main:prova
    expect_status 0 $?
    expect_said 'preview of prova: https://catalogo.example.org/anteprima/prova/'
    shows anteprima/prova/schede/prima/index.html 'Meglio'
    # What somebody did on the server itself is followed as well: the old commit is no ancestor any more.
    git -C "$work/catalogo.git" update-ref refs/heads/main prova
    program -C "$work/catalogo.git" hook post-receive </dev/null
    expect_said 'changed: https://catalogo.example.org/schede/prima/'
    shows schede/prima/index.html 'Meglio'
}
it_publishes_a_merge_of_many_branches() {
    published_site
    for name in uno due tre; do
        git -C "$work/ada" checkout -q -b $name main
        sed "s/^titolo: .*/titolo: Scheda $name/" "$work/ada/content/schede/seconda.md" >"$work/ada/content/schede/$name.md"
        save ada $name
    done
    git -C "$work/ada" checkout -q main
    git -C "$work/ada" merge -q -m octopus uno due tre >/dev/null 2>&1 || fail 'no octopus'
    push ada main
    expect_status 0 $?
    for name in uno due tre; do
        expect_said "new: https://catalogo.example.org/schede/$name/"
        shows schede/$name/index.html "Scheda $name"
    done
}
it_keeps_the_site_where_the_published_branch_is_deleted() {
    published_site
    unchecked
    git -C "$work/catalogo.git" config receive.denyDeleteCurrent ignore
    before=$(fingerprint "$work/www")
    push ada :main
    expect_status 0 $?
    expect_said 'the published branch main was deleted: the site stays as it is'
    [ "$before" = "$(fingerprint "$work/www")" ] || fail 'the site changed'
    push ada main
    expect_status 0 $?
    expect_said 'published: '
}

# ---- previews --------------------------------------------------------------

it_shows_a_branch_before_it_is_published_and_takes_it_away_with_the_branch() {
    published_site
    before=$(fingerprint "$work/www")
    git -C "$work/ada" checkout -q -b revisione/ada
    title ada 'In revisione'
    printf -- '---\ntitolo: Una bozza\nstato: bozza\n---\n' >"$work/ada/content/schede/bozza.md"
    save ada review
    push ada revisione/ada
    expect_status 0 $?
    address=https://catalogo.example.org/anteprima/revisione~ada
    printf '%s\n' "preview of revisione/ada: $address/" "  new: $address/schede/bozza/" \
        "  changed: $address/schede/prima/" | diff - "$work/said" || fail 'it said something else'
    shows anteprima/revisione~ada/schede/prima/index.html 'In revisione'
    shows anteprima/revisione~ada/schede/bozza/index.html 'Una bozza'
    shows anteprima/revisione~ada/schede/prima/index.html "rel=\"canonical\" href=\"$address/schede/prima/\""
    shows anteprima/revisione~ada/schede/prima/index.html '<meta name="robots" content="noindex">'
    shows anteprima/revisione~ada/schede/prima/index.html '<p class="preview">'
    shows schede/prima/index.html 'La prima scheda'
    [ "$before" = "$(fingerprint "$work/www")" ] || fail 'the site changed'
    # The site changes places, the preview stays.
    git -C "$work/ada" checkout -q main
    title ada 'Pubblicato' && save ada publish && push ada main
    shows schede/prima/index.html 'Pubblicato'
    shows anteprima/revisione~ada/schede/prima/index.html 'In revisione'
    push ada :revisione/ada
    expect_status 0 $?
    expect_said 'the branch revisione/ada is no more, and neither is its preview'
    [ -z "$(ls -A "$work/www/anteprima/")" ] || fail "left: $(ls -A "$work/www/anteprima/")"
}
it_gives_branches_of_any_name_a_place_of_their_own() {
    published_site
    for branch in a.b..c; do git check-ref-format "refs/heads/$branch" && fail "$branch"; done
    for branch in Revisione revisione 'città/è' 'a=b' 'x.-y' '%2e%2e/%2e%2e' 'a/b' 'a~'; do
        git -C "$work/catalogo.git" update-ref "refs/heads/$branch" main 2>/dev/null
    done
    git -C "$work/catalogo.git" for-each-ref --format='%(objectname) %(refname)' refs/heads |
        sed "s/^/$(printf '0%.0s' $(seq 40)) /" >"$work/updates"
    program -C "$work/catalogo.git" hook post-receive <"$work/updates"
    expect_status 0 $?
    until_true 60 is_idle || fail 'it never ends'
    printf '%s\n' '=252e=252e~=252e=252e' '=52evisione' 'a=3db' 'a~b' 'citt=c3=a0~=c3=a8' revisione 'x=2e-y' |
        LC_ALL=C sort >"$work/wanted"
    (cd "$work/www/anteprima" && ls -d -- *) | LC_ALL=C sort | diff "$work/wanted" - || fail 'other names'
}
it_lets_everybody_read_a_site_that_a_careful_user_pushed() {
    published_site
    title ada Uno && save ada one
    (umask 077 && push ada main)
    expect_said 'published: '
    for file in . index.html schede/prima/index.html; do
        [ "$(stat -c %A "$work/www/$file" | cut -c8)" = r ] || fail "$(stat -c '%A %n' "$work/www/$file")"
    done
}
it_says_that_a_long_name_has_no_preview() {
    published_site
    name=$(printf 'l%.0s' $(seq 210))
    push ada "main:refs/heads/$name"
    expect_status 0 $?
    expect_said 'the name of this branch is too long to be part of an address: it is seen nowhere'
}
it_keeps_so_many_previews_and_no_more() {
    published_site
    git -C "$work/catalogo.git" config schedario.previews 2
    for name in uno due tre; do
        git -C "$work/ada" checkout -q -b $name main
        title ada "Ramo $name" && save ada $name && push ada $name
        expect_said "preview of $name: "
        until_true 60 is_idle || fail 'it never ends'
    done
    (cd "$work/www/anteprima" && ls -d -- *) | tr '\n' ' ' >"$work/there"
    [ "$(cat "$work/there")" = 'due tre ' ] || fail "there are: $(cat "$work/there")"
    expect_logged 'uno: its preview is the oldest of too many, and goes'
}
it_runs_nothing_that_comes_with_a_branch_that_is_only_looked_at() {
    published_site
    git -C "$work/ada" checkout -q -b prova
    mkdir -p "$work/ada/lua-filters" "$work/ada/themes/mio/templates"
    printf 'return {Para = function() return pandoc.Para{pandoc.Str "RUN"} end}\n' >"$work/ada/lua-filters/all.lua"
    printf 'extends: schedario\n' >"$work/ada/themes/mio/theme.yaml"
    echo 'THEME' >"$work/ada/themes/mio/templates/sheet.html"
    sed -i 's/^  languages/  theme: mio\n  languages/; s/Catalogo di prova/Catalogo finto/' "$work/ada/site.yaml"
    title ada 'Ramo di prova'
    save ada 'all sorts of things'
    push ada prova
    expect_status 0 $?
    page=anteprima/prova/schede/prima/index.html
    shows $page 'Ramo di prova'
    shows $page 'Catalogo di prova'
    ! grep -qE 'RUN|THEME|finto' "$work/www/$page" || fail 'it ran'
}
it_lets_no_sheet_stand_where_previews_are() {
    published_site
    sed -i 's/^titolo:.*/&\nalias: [\/Anteprima\/vecchia\/]/' "$work/ada/content/schede/prima.md"
    save ada alias
    ! push ada main || fail 'it was taken'
    expect_said 'in the folder that shows what is not published yet'
    expect_said '/anteprima/ is taken'
}

# ---- when it goes wrong ----------------------------------------------------

it_tells_why_a_site_was_not_published_and_leaves_it_as_it_was() {
    published_site
    unchecked
    before=$(fingerprint "$work/www")
    sed -i 's/^tema: .*/tema: inclusoine/' "$work/ada/content/schede/prima.md"
    save ada mistake
    push ada main
    expect_said 'not published, the site is as it was; what is wrong:'
    expect_said 'content/schede/prima.md:3:7: error: '
    [ "$before" = "$(fingerprint "$work/www")" ] || fail 'the site changed'
    expect_logged 'not published, the site is as it was'
    sed -i 's/^tema: .*/tema: inclusione/' "$work/ada/content/schede/prima.md"
    title ada 'Rimediato' && save ada mended && push ada main
    expect_said 'published: '
    shows schede/prima/index.html 'Rimediato'
}
it_leaves_what_it_writes_to_the_group_that_shares_the_repository() {
    umask 022
    server
    git -C "$work/catalogo.git" config core.sharedRepository group
    small_site "$work/site"
    git init -q -b main "$work/site"
    git -C "$work/site" add -A
    git -C "$work/site" commit -q -m first
    git -C "$work/site" push -q "$work/catalogo.git" main >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    shows schede/prima/index.html 'La prima scheda'
    local closed
    closed=$(find "$work/www" "$work/catalogo.git/schedario" ! -type l ! -perm -g+w)
    [ -z "$closed" ] || fail "not the group's: $closed"
}
it_never_overwrites_what_is_not_its_own() {
    server
    mkdir "$work/www"
    echo mine >"$work/www/index.html"
    small_site "$work/ada"
    git init -q -b main "$work/ada"
    git -C "$work/ada" remote add origin "$work/catalogo.git"
    save ada first
    push ada main
    expect_status 0 $?
    expect_said 'the push is taken but not published, the site is as it was; it is tried again after the next push. For whoever runs the server:'
    expect_said "$work/www holds files that schedario did not make"
    [ "$(cat "$work/www/index.html")" = mine ] || fail 'it was overwritten'
    rm -r "$work/www"
    program -C "$work/catalogo.git" hook post-receive </dev/null
    expect_said 'published: '
}
it_makes_the_folder_of_the_site_again_where_it_is_gone() {
    published_site
    rm -rf "$work/www"
    title ada 'Di nuovo' && save ada again && push ada main
    expect_said 'published: '
    shows schede/prima/index.html 'Di nuovo'
}
it_leaves_the_site_alone_when_the_disk_is_full() {
    published_site
    before=$(fingerprint "$work/www")
    # What the program writes may be this large and no larger.
    sed -i "s/^exec/ulimit -f 4; trap '' XFSZ; exec/" "$work/catalogo.git/hooks/post-receive"
    title ada 'Troppo' && save ada full && push ada main
    expect_said 'the push is taken but not published, the site is as it was; it is tried again after the next push. For whoever runs the server:'
    [ "$before" = "$(fingerprint "$work/www")" ] || fail 'the site changed'
    sed -i "s/^ulimit.*exec/exec/" "$work/catalogo.git/hooks/post-receive"
    program -C "$work/catalogo.git" hook post-receive </dev/null
    expect_said 'published: '
    shows schede/prima/index.html 'Troppo'
}
many_sheets() {
    awk -v folder="$work/$1/content/schede" -v count="$2" 'BEGIN {
        for (i = 1; i <= count; i++) {
            file = folder "/n" i ".md"
            printf "---\ntitolo: Numero %d\ntema: lavoro\n---\n\nUn testo.\n", i >file
            close(file)
        }
    }'
}
it_says_that_the_push_is_taken_where_nothing_can_be_written_down() {
    published_site
    rm -rf "$work/catalogo.git/schedario"
    touch "$work/catalogo.git/schedario"
    title ada Uno && save ada one
    push ada main
    expect_status 0 $?
    expect_said 'the push is taken, but nothing was made of it and the site is as it was. For whoever runs the server:'
    rm "$work/catalogo.git/schedario"
    title ada Due && save ada two && push ada main
    expect_said 'published: '
}
it_says_whose_a_repository_is_that_is_not_trusted() {
    [ "$(id -u)" = 0 ] || return 0 # nobody else can give files away
    server
    chown -R 65534 "$work/catalogo.git"
    (cd "$work/catalogo.git" && GIT_DIR=. HOME=/nonexistent "$schedario" hook pre-receive </dev/null >"$work/said" 2>&1)
    expect_status 1 $?
    expect_said "$work/catalogo.git belongs to another user"
}
it_goes_on_with_the_next_push_where_the_builder_was_killed() {
    published_site
    git -C "$work/catalogo.git" config schedario.wait 0
    before=$(fast_fingerprint "$work/www")
    many_sheets ada 1000
    title ada 'Ucciso' && save ada many && push ada main
    until_true 20 test -e "$work/.www.staging" || fail 'it never began'
    # shellcheck disable=SC2046
    kill -9 $(builders)
    until_true 10 is_idle || fail 'it lives on'
    [ "$before" = "$(fast_fingerprint "$work/www")" ] || fail 'the site changed'
    [ -n "$(ls "$work/catalogo.git/schedario/queue")" ] || fail 'the wish is lost'
    # A push of something else brings that one home, too.
    git -C "$work/catalogo.git" config schedario.wait 60
    git -C "$work/ada" tag v1
    program -C "$work/catalogo.git" hook post-receive </dev/null
    expect_said 'published: '
    shows schede/prima/index.html 'Ucciso'
    [ ! -e "$work/.www.staging" ] || fail 'what the kill left is still there'
}
it_says_so_where_a_build_breaks_off() {
    published_site
    before=$(fast_fingerprint "$work/www")
    many_sheets ada 1000
    title ada 'Rotto' && save ada broken
    push ada main &
    pushing=$!
    until_true 20 test -e "$work/.www.staging" || fail 'it never began'
    # The build itself, as the system does when memory runs out; the builder sees it.
    kill -9 "$(builders | sort -n | tail -n 1)"
    wait $pushing
    expect_said 'the build broke off (perhaps for want of memory), the site is as it was'
    [ "$before" = "$(fast_fingerprint "$work/www")" ] || fail 'the site changed'
    until_true 10 is_idle || fail 'it never ends'
    expect_logged 'the build ended by signal 9'
}
it_tells_the_pusher_where_the_builder_is_gone() {
    published_site
    many_sheets ada 1000
    title ada 'Ucciso' && save ada many
    push ada main &
    pushing=$!
    until_true 20 test -e "$work/.www.staging" || fail 'it never began'
    # shellcheck disable=SC2046
    kill -9 $(builders)
    wait $pushing
    expect_said 'the push is taken, but nothing was made of it and the site is as it was'
}
it_ends_in_order_when_it_is_asked_to() {
    published_site
    many_sheets ada 1000
    title ada 'Fermato' && save ada many
    push ada main &
    pushing=$!
    until_true 20 test -e "$work/.www.staging" || fail 'it never began'
    kill -TERM "$(builders | sort -n | head -n 1)"
    wait $pushing
    expect_said 'interrupted before it was published, the site is as it was'
    until_true 10 is_idle || fail 'it never ends'
    [ ! -e "$work/.www.staging" ] || fail 'staging was left behind'
}
it_survives_a_push_that_is_killed_half_way() {
    published_site
    before=$(fingerprint "$work/www")
    head -c 2000000 /dev/urandom >"$work/ada/content/schede/foto.png"
    title ada 'A metà' && save ada half
    # The line is cut after so many bytes.
    git -C "$work/ada" -c protocol.ext.allow=always push -q \
        "ext::sh -c head% -c% 500000|%S% $work/catalogo.git" main >"$work/said" 2>&1
    [ $? != 0 ] || fail 'it was not cut'
    [ "$before" = "$(fingerprint "$work/www")" ] || fail 'the site changed'
    rm "$work/ada/content/schede/foto.png"
    git -C "$work/ada" add -A && git -C "$work/ada" commit -q --amend -m whole
    push ada main
    expect_status 0 $?
    shows schede/prima/index.html 'A metà'
}
it_lets_the_pusher_go_while_it_builds() {
    published_site
    git -C "$work/catalogo.git" config schedario.wait 1
    many_sheets ada 1200
    title ada 'Con calma' && save ada many
    started=$(date +%s%N)
    push ada main
    took=$((($(date +%s%N) - started) / 1000000))
    until_true 120 is_idle || fail 'it never ends'
    shows schede/prima/index.html 'Con calma'
    echo "    the push took $took ms"
    grep -q 'still being made' "$work/said" || return 0
    [ $took -lt 15000 ] || fail "it held the pusher for $took ms"
}
it_takes_a_push_of_5000_commits() {
    published_site
    git -C "$work/ada" fast-export --no-data main >/dev/null || fail 'no export'
    tree=$(git -C "$work/ada" rev-parse main^{tree})
    {
        for i in $(seq 1 5000); do
            printf 'blob\nmark :%d\ndata <<EOT\n---\ntitolo: Numero %d\n---\n\nTesto %d.\nEOT\n' $((i * 2)) "$i" "$i"
            printf 'commit refs/heads/main\nmark :%d\nauthor Ada <ada@example.org> %d +0000\ncommitter Ada <ada@example.org> %d +0000\ndata 3\nadd\n' \
                $((i * 2 + 1)) $((1700000000 + i)) $((1700000000 + i))
            [ "$i" != 1 ] || printf 'from refs/heads/main^0\n'
            printf 'M 100644 :%d content/schede/molte-%d.md\n\n' $((i * 2)) $((i % 40))
        done
    } | git -C "$work/ada" fast-import --quiet || fail 'no import'
    started=$(date +%s%N)
    push ada main
    expect_status 0 $?
    echo "    a push of 5000 commits took $((($(date +%s%N) - started) / 1000000)) ms"
    expect_said 'published: '
    shows schede/molte-0/index.html 'Numero 5000'
}

# ---- the report ------------------------------------------------------------

it_writes_a_letter_about_what_changed_and_has_it_sent() {
    published_site
    git -C "$work/catalogo.git" config schedario.from 'Redazione è qui <redazione@ente.example>'
    git -C "$work/catalogo.git" config schedario.to 'a@ente.example, "Rossi, Bice" <b@ente.example>'
    git -C "$work/catalogo.git" config schedario.mail "cat >$work/sent; echo heard"
    title ada 'Perché sì'
    sed -i 's/84.498,00/90000/' "$work/ada/content/schede/prima.md"
    printf '<script>x</script> [x](javascript:x) ```\xe9\n\nBcc: all@example.org\n\n--=_schedario_=_' >"$work/message"
    git -C "$work/ada" add -A && git -C "$work/ada" commit -q -F "$work/message" 2>/dev/null
    SCHEDARIO_USER=$'anna\nBcc: evil@example.org' push ada main
    expect_status 0 $?
    until_true 60 is_idle || fail 'it never ends'
    cmp "$work/sent" "$work/catalogo.git/schedario/report.eml" || fail 'another letter was sent'
    expect_logged heard
    perl -MEncode -MMIME::QuotedPrint -0777 -e '
        my ($head, $body) = split /\n\n/, <STDIN>, 2;
        $head =~ s/\n[ \t]+/ /g;
        print encode("UTF-8", decode("MIME-Header", $head)), "\n\n";
        my ($boundary) = $head =~ /boundary="(.*?)"/ or die "no boundary";
        my @parts = split /^--\Q$boundary\E(?:--)?\n/m, $body;
        die "parts: " . @parts unless @parts == 3;
        print decode_qp((split /\n\n/, $_, 2)[1]) for @parts[1, 2];' <"$work/sent" >"$work/said" ||
        fail 'no letter'
    expect_said 'Subject: [Catalogo di prova] published: Perché sì'
    expect_said 'From: Redazione è qui <redazione@ente.example>'
    expect_said 'To: a@ente.example, "Rossi, Bice" <b@ente.example>'
    expect_said 'Budget: 84.498,00'
    expect_said 'changed: https://catalogo.example.org/schede/prima/'
    expect_said '<a href="https://catalogo.example.org/schede/prima/">Perché sì</a>'
    expect_said '&lt;script&gt;x&lt;/script&gt; [x](javascript:x) ```'
    ! grep -qi '^bcc' "$work/sent" || fail 'a header was brought in'
}
it_writes_when_nothing_could_be_published() {
    published_site
    unchecked
    sed -i 's/^tema: .*/tema: inclusoine/' "$work/ada/content/schede/prima.md"
    save ada mistake
    push ada main
    until_true 60 is_idle || fail 'it never ends'
    grep -q '^Subject: \[Catalogo di prova\] not published$' "$work/catalogo.git/schedario/report.eml" ||
        fail "$(cat "$work/catalogo.git/schedario/report.eml")"
    grep -q 'content/schede/prima.md:3:7: error' "$work/catalogo.git/schedario/report.eml" || fail 'it does not say why'
}
it_keeps_nobody_waiting_for_a_mail_command_that_hangs() {
    published_site
    git -C "$work/catalogo.git" config schedario.to a@ente.example
    git -C "$work/catalogo.git" config schedario.mail "touch $work/begun; exec sleep 50"
    title ada Uno && save ada one && push ada main
    expect_said 'published: '
    until_true 20 ls "$work/begun" || fail 'it does not begin'
    git -C "$work/catalogo.git" config schedario.wait 20
    title ada Due && save ada two && push ada main
    expect_said 'published: '
    shows schede/prima/index.html Due
    kill $(builders)
}
it_logs_a_mail_command_that_fails() {
    published_site
    git -C "$work/catalogo.git" config schedario.mail 'echo no such server >&2; exit 75'
    title ada Uno && save ada one && push ada main
    until_true 60 is_idle || fail 'it never ends'
    expect_logged 'the report is written to nobody: git config schedario.to ADDRESS'
    git -C "$work/catalogo.git" config schedario.to a@ente.example
    title ada Due && save ada two && push ada main
    expect_said 'published: '
    until_true 60 is_idle || fail 'it never ends'
    expect_logged 'no such server'
    expect_logged 'the report was not sent: "echo no such server >&2; exit 75" failed (status 75)'
}

run_tests
