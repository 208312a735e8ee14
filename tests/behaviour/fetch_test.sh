#!/bin/bash
# Sources that are kept elsewhere: over file, https and ssh, each from a server of this machine.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/git_lib.sh"
here=$(cd "$(dirname "$0")" && pwd)

# fetch [NAME=VALUE...] [ARGUMENT...]: in an environment of its own, with $work/home for a home.
fetch() {
    local variables=()
    while [[ ${1-} == *=* ]]; do
        variables+=("$1")
        shift
    done
    env -i PATH="$PATH" LANG=C.UTF-8 HOME="$work/home" LSAN_OPTIONS="$leaks" "${variables[@]}" \
        "$schedario" -C "$work/site" fetch "$@" >"$work/data" 2>"$work/said"
}
expect_said() {
    grep -qF -- "$1" "$work/said" || fail "not said: $1; but: $(cat "$work/said" "$work/data")"
}
expect_told() {
    grep -q -- "$1" "$work/data" || fail "not told: $1; but: $(cat "$work/data" "$work/said")"
}
# The site's source is at this address from now on.
source_is_at() {
    sed -i "/^sources:/,\$s|repository: .*|repository: $1|" "$work/site/site.yaml"
}
# A site whose source is served from $work/served/toscana.git.
served_site() {
    site_with_toscana "${1-}"
    mkdir -p "$work/home/.ssh" "$work/served"
    git clone -q --bare "$work/toscana" "$work/served/toscana.git"
    git -C "$work/toscana" remote set-url origin "$work/served/toscana.git"
}
news_of_toscana() {
    sheet "$work/toscana/dati/$1.md" "Scheda $1"
    commit "$work/toscana" "$1" && git -C "$work/toscana" push -q --force origin "HEAD:${2-main}"
}
mirror=site/.schedario/mirrors/toscana.git

# start_server COMMAND...: it ends when this test does, whose end of the pipe it reads; its port is in $port.
start_server() {
    mkfifo "$work/hold" "$work/port" || fail 'no pipes'
    "$@" <"$work/hold" >"$work/port" 2>"$work/server.log" &
    exec 7>"$work/hold"
    read -r -t 30 port <"$work/port" || fail "no server: $(cat "$work/server.log")"
}
serve_https() {
    served_site
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/certificate.pem" -days 2 \
        -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,DNS:127.0.0.1,IP:127.0.0.1' 2>/dev/null ||
        fail 'no certificate'
    start_server node "$here/https-server.mjs" "$work/served" "$work/key.pem" "$work/certificate.pem" segreto
    trust=SSL_CERT_FILE=$work/certificate.pem
}
serve_ssh() {
    served_site
    start_server node "$here/ssh/server.mjs" "$work/served"
    source_is_at "ssh://git@127.0.0.1:$port/toscana.git"
}

it_copies_a_repository_and_brings_what_is_new() {
    served_site
    source_is_at "file://$work/served/toscana.git"
    program -C "$work/site" build --out "$work/out"
    expect_status 3 $?
    expect_said 'type: schedario fetch toscana'
    fetch
    expect_status 0 $?
    expect_told '^toscana: fetched, 1 commit; it is at [0-9a-f]\{7\} of 14 September 2020$'
    program -C "$work/site" build --out "$work/out"
    expect_status 0 $?
    [ -f "$work/out/schede/orti/index.html" ] || fail 'no page'
    fetch
    expect_told '^toscana: nothing new, at [0-9a-f]\{7\} of 14 September 2020$'
    news_of_toscana uno
    news_of_toscana due
    fetch toscana
    expect_status 0 $?
    expect_told '^toscana: 2 new commits, now at [0-9a-f]\{7\} of 17 September 2020$'
    fetch --lang it
    expect_told '^toscana: nulla di nuovo, è a [0-9a-f]\{7\}, del 17 settembre 2020$'
    program -C "$work/site" build --out "$work/out"
    [ -f "$work/out/schede/due/index.html" ] || fail 'what is new is not there'
    fetch --quiet
    [ ! -s "$work/data" ] && [ ! -s "$work/said" ] || fail 'it is not quiet'
}
it_leaves_nothing_in_the_site_s_own_repository() {
    served_site
    source_is_at "file://$work/served/toscana.git"
    commit "$work/site" 'address'
    fetch
    [ -z "$(git -C "$work/site" status --porcelain)" ] || fail "$(git -C "$work/site" status --porcelain)"
}
it_writes_nothing_where_a_link_of_the_site_leads() {
    served_site "file://$work/served/toscana.git"
    mkdir "$work/elsewhere"
    ln -s ../elsewhere "$work/site/.schedario"
    fetch
    expect_status 3 $?
    expect_said .schedario
    rm "$work/site/.schedario"
    mkdir "$work/site/.schedario"
    echo mine >"$work/elsewhere/mine"
    ln -s ../../elsewhere/mine "$work/site/.schedario/.gitignore"
    fetch
    expect_status 0 $?
    [ "$(ls "$work/elsewhere")$(cat "$work/elsewhere/mine")" = minemine ] || fail 'it wrote through a link'
}
it_takes_away_what_is_gone_and_notices_a_rewritten_history() {
    served_site
    source_is_at "file://$work/served/toscana.git"
    news_of_toscana altra prova
    git -C "$work/toscana" tag -a -m one v1
    git -C "$work/toscana" push -q origin v1
    fetch
    git -C "$work/$mirror" rev-parse -q --verify refs/heads/prova >/dev/null || fail 'no branch'
    git -C "$work/$mirror" rev-parse -q --verify refs/tags/v1 >/dev/null || fail 'no tag'
    git -C "$work/toscana" push -q origin :prova :v1
    git -C "$work/toscana" reset -q --hard main~1
    git -C "$work/toscana" commit -q --amend -m rewritten
    git -C "$work/toscana" push -q --force origin main
    fetch
    expect_status 0 $?
    expect_told '^toscana: its history was rewritten; now at'
    [ "$(git -C "$work/$mirror" for-each-ref --format='%(refname)')" = refs/heads/main ] ||
        fail "still there: $(git -C "$work/$mirror" for-each-ref)"
}
it_follows_a_head_and_an_address_that_change() {
    served_site
    source_is_at "file://$work/served/toscana.git"
    fetch
    news_of_toscana nuova sviluppo
    git -C "$work/served/toscana.git" symbolic-ref HEAD refs/heads/sviluppo
    fetch
    program -C "$work/site" build --out "$work/out"
    [ -f "$work/out/schede/nuova/index.html" ] || fail 'HEAD was not followed'
    mv "$work/served/toscana.git" "$work/served/altro.git"
    source_is_at "file://$work/served/altro.git"
    program -C "$work/site" check
    expect_status 3 $?
    expect_said 'has another address now'
    fetch
    expect_status 0 $?
    expect_told '^toscana: fetched, '
    program -C "$work/site" check
    expect_status 0 $?
    [ "$(ls "$work/site/.schedario/mirrors")" = "$(printf 'toscana.git\ntoscana.git.lock')" ] || fail 'left over'
}
it_fetches_for_a_site_in_a_bare_repository_into_that() {
    served_site
    source_is_at "file://$work/served/toscana.git"
    commit "$work/site" 'address'
    git clone -q --bare "$work/site" "$work/bare.git"
    program fetch --repo "$work/bare.git"
    expect_status 0 $?
    program build --repo "$work/bare.git" --out "$work/out"
    expect_status 0 $?
    fetch
    program -C "$work/site" build --out "$work/now"
    [ "$(fingerprint "$work/out")" = "$(fingerprint "$work/now")" ] || fail 'other bytes'
}
it_says_what_cannot_be_fetched_and_fetches_the_others() {
    served_site
    git init -q --bare --object-format=sha256 "$work/served/new.git" 2>/dev/null
    git init -q --bare "$work/served/empty.git"
    mkdir "$work/served/folder.git"
    source_is_at "file://$work/served/toscana.git"
    for name in missing folder new empty; do
        printf "  $name: {repository: \"file://$work/served/$name.git\", prefix: schede/$name}\n"
    done >>"$work/site/site.yaml"
    printf "  nobranch: {repository: \"file://$work/served/toscana.git\", prefix: schede/b, ref: altro}\n" \
        >>"$work/site/site.yaml"
    fetch
    expect_status 3 $?
    expect_said "missing: there is no repository at file://$work/served/missing.git"
    expect_said "folder: there is no repository at file://$work/served/folder.git"
    expect_said "new: file://$work/served/new.git names its objects by SHA-256"
    expect_said "empty: file://$work/served/empty.git has no commit yet"
    expect_said 'nobranch: there is no branch, tag or commit "altro" in'
    expect_told '^toscana: fetched'
    fetch liguria
    expect_status 1 $?
    expect_said 'there is no source "liguria" in site.yaml'
    sed -i '/^sources:/,$d' "$work/site/site.yaml"
    fetch
    expect_status 1 $?
    expect_said 'site.yaml lists no sources'
}
it_keeps_the_old_copy_where_a_fetch_dies() {
    served_site
    source_is_at "file://$work/served/toscana.git"
    fetch
    program -C "$work/site" build --out "$work/before"
    # A large and new file, so that there is time to be killed in.
    head -c 60000000 /dev/urandom >"$work/toscana/dati/grande.bin"
    news_of_toscana nuova
    for _ in 1 2 3; do
        env -i PATH="$PATH" HOME="$work/home" "$schedario" -C "$work/site" fetch >/dev/null 2>&1 &
        pid=$!
        for _ in $(seq 200); do
            ls "$work/$mirror"/objects/pack/pack_git2_* >/dev/null 2>&1 && break
            sleep 0.02
        done
        kill -KILL $pid
        wait $pid 2>/dev/null
        program -C "$work/site" build --out "$work/out"
        expect_status 0 $?
        [ "$(fingerprint "$work/before")" = "$(fingerprint "$work/out")" ] && killed=yes
    done
    [ "${killed-}" = yes ] || fail 'it was never in time to be killed'
    fetch
    expect_status 0 $?
    [ -z "$(ls "$work/$mirror"/objects/pack/pack_git2_* 2>/dev/null)" ] || fail 'halves of packs were left'
    git -C "$work/$mirror" fsck --no-dangling >"$work/said" 2>&1 || fail "$(cat "$work/said")"
}
it_stops_where_more_comes_than_may() {
    serve_https
    head -c 3000000 /dev/urandom >"$work/toscana/dati/grande.bin"
    news_of_toscana nuova
    sed -i 's/^    folder: dati/    max_fetch: 1 MB\n&/' "$work/site/site.yaml"
    for address in "file://$work/served/toscana.git" "https://localhost:$port/open/toscana.git"; do
        source_is_at "$address"
        fetch "$trust"
        expect_status 3 $?
        expect_said "more than 1024 kB come from $address"
        [ ! -e "$work/$mirror" ] || fail 'half a mirror is there'
    done
    sed -i 's/max_fetch: 1 MB/max_fetch: 5 MB/' "$work/site/site.yaml"
    fetch "$trust"
    expect_status 0 $?
}
it_lets_one_fetch_at_a_time_into_a_mirror() {
    served_site
    source_is_at "file://$work/served/toscana.git"
    fetch
    (
        flock 9
        fetch
        expect_status 3 $?
        expect_said 'another fetch of it is under way'
    ) 9>>"$work/$mirror.lock" || exit 1
    fetch
    expect_status 0 $?
}
it_fetches_over_https_and_trusts_no_other_certificate() {
    serve_https
    source_is_at "https://localhost:$port/open/toscana.git"
    fetch
    expect_status 3 $?
    expect_said "the certificate of https://localhost:$port/open/toscana.git is not to be trusted"
    fetch "$trust"
    expect_status 0 $?
    expect_told '^toscana: fetched, 1 commit'
    news_of_toscana nuova
    fetch "$trust"
    expect_told '^toscana: 1 new commit, '
    program -C "$work/site" build --out "$work/out"
    expect_status 0 $?
    [ -f "$work/out/schede/nuova/index.html" ] || fail 'what is new is not there'
}
it_shows_a_token_to_a_server_that_asks_and_keeps_it_nowhere() {
    serve_https
    source_is_at "https://localhost:$port/private/toscana.git"
    fetch "$trust"
    expect_status 3 $?
    expect_said 'does not let you in'
    expect_said 'SCHEDARIO_TOKEN_TOSCANA'
    fetch "$trust" SCHEDARIO_TOKEN_TOSCANA=sbagliato
    expect_status 3 $?
    expect_said 'does not let you in'
    fetch "$trust" SCHEDARIO_TOKEN_TOSCANA=segreto
    expect_status 0 $?
    ! grep -rq segreto "$work/site" "$work/home" "$work/said" "$work/data" || fail 'the secret was written down'
}
it_says_what_is_wrong_with_a_server_that_answers_badly_or_not_at_all() {
    serve_https
    head -c 300000 /dev/urandom >"$work/toscana/dati/grande.bin"
    news_of_toscana nuova
    while IFS='|' read -r path words; do
        source_is_at "https://localhost:$port/$path"
        start=$SECONDS
        fetch "$trust" --timeout 2
        expect_status 3 $?
        expect_said "$words"
        [ $((SECONDS - start)) -lt 60 ] || fail "$path took $((SECONDS - start)) seconds"
        [ ! -e "$work/$mirror" ] || fail "$path: half a mirror is there"
    done <<'END'
open/none.git|there is no repository at
elsewhere/x.git|there is no repository at
page/x.git|cannot be reached
silent/x.git|for 2 seconds
broken/toscana.git|toscana: https://localhost
END
    exec 7>&-
    sleep 1
    source_is_at "https://localhost:$port/open/toscana.git"
    fetch "$trust"
    expect_status 3 $?
    expect_said 'cannot be reached'
}
it_fetches_over_ssh_with_a_key_of_a_file_or_of_the_agent() {
    serve_ssh
    cp "$work/served/known_hosts" "$work/home/.ssh/"
    fetch
    expect_status 3 $?
    expect_said 'does not let you in'
    cp "$work/served/id_ed25519" "$work/home/.ssh/"
    fetch
    expect_status 0 $?
    expect_told '^toscana: fetched, 1 commit'
    rm "$work/home/.ssh/id_ed25519"
    eval "$(ssh-agent)" >/dev/null
    trap 'kill "$SSH_AGENT_PID"' EXIT
    fetch SSH_AUTH_SOCK="$SSH_AUTH_SOCK"
    expect_status 3 $?
    ssh-add -q "$work/served/id_ed25519"
    news_of_toscana nuova
    fetch SSH_AUTH_SOCK="$SSH_AUTH_SOCK"
    expect_status 0 $?
    expect_told '^toscana: 1 new commit, '
    program -C "$work/site" check
    expect_status 0 $?
    source_is_at "ssh://git@127.0.0.1:$port/none.git"
    fetch SSH_AUTH_SOCK="$SSH_AUTH_SOCK"
    expect_status 3 $?
    expect_said 'there is no repository at'
}
it_talks_to_no_machine_whose_key_it_does_not_know() {
    serve_ssh
    cp "$work/served/id_ed25519" "$work/home/.ssh/"
    fetch
    expect_status 3 $?
    expect_said 'is not known here, or another than before: SHA256:'
    print=$(ssh-keygen -lf "$work/served/known_hosts" | cut -d' ' -f2)
    expect_said "$print"
    sed "s|ssh-ed25519 .*|$(cut -d' ' -f1,2 "$work/served/id_ed25519.pub")|" "$work/served/known_hosts" \
        >"$work/home/.ssh/known_hosts"
    fetch
    expect_status 3 $?
    expect_said 'is not known here, or another than before'
}

run_tests
