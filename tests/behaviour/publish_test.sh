#!/bin/bash
# Publishing: the site is the old one or the new one, whole.
. "$(dirname "$0")/lib.sh"

it_builds_a_small_site() {
    small_site "$work/site"
    program -C "$work/site" build
    expect_status 0 $?
    for file in index.html schede/index.html schede/prima/index.html en/schede/prima/index.html \
        temi/inclusione/index.html 404.html sitemap.xml robots.txt schede/feed.xml; do
        [ -s "$work/site/public/$file" ] || fail "no $file"
    done
}
it_gives_the_same_bytes_again_from_elsewhere_with_another_clock_and_any_number_of_jobs() {
    small_site "$work/site"
    program -C "$work/site" build --jobs 1
    expect_status 0 $?
    first=$(fingerprint "$work/site/public")
    program -C "$work/site" build --jobs 8
    expect_status 0 $?
    [ "$first" = "$(fingerprint "$work/site/public")" ] || fail 'not with eight jobs'
    mkdir "$work/else where"
    cp -R "$work/site" "$work/else where/copy"
    find "$work/else where" -exec touch -d '2031-05-06' {} +
    (cd "$work/else where/copy" && TZ=Asia/Tokyo SOURCE_DATE_EPOCH=1 program build --out ../other)
    expect_status 0 $?
    [ "$first" = "$(fingerprint "$work/else where/other")" ] || fail 'not from elsewhere'
}
it_leaves_the_site_alone_when_a_sheet_is_wrong() {
    small_site "$work/site"
    program -C "$work/site" build
    before=$(fingerprint "$work/site/public")
    sed -i 's/^tema: .*/tema: nessuno/' "$work/site/content/schede/prima.md"
    program -C "$work/site" build
    expect_status 1 $?
    [ "$before" = "$(fingerprint "$work/site/public")" ] || fail 'the site changed'
    [ ! -e "$work/site/.public.staging" ] || fail 'staging was left behind'
}
it_takes_stale_pages_away_with_the_swap() {
    small_site "$work/site"
    program -C "$work/site" build
    rm "$work/site/content/schede/seconda.md"
    sed -i 's/ che porta .*/./' "$work/site/content/schede/prima.md"
    program -C "$work/site" build
    expect_status 0 $?
    [ ! -e "$work/site/public/schede/seconda" ] || fail 'the page is still there'
}
it_never_overwrites_a_folder_that_it_did_not_make() {
    small_site "$work/site"
    mkdir "$work/mine"
    echo keep >"$work/mine/letter.txt"
    program -C "$work/site" build --out "$work/mine"
    expect_status 3 $?
    [ "$(cat "$work/mine/letter.txt")" = keep ] || fail 'the letter is gone'
    program -C "$work/site" build --out "$work/site/content/out"
    expect_status 3 $?
    program -C "$work/site" build --out "$work/site"
    expect_status 3 $?
    echo file >"$work/file"
    program -C "$work/site" build --out "$work/file"
    expect_status 3 $?
    mkdir "$work/empty"
    program -C "$work/site" build --out "$work/empty"
    expect_status 0 $?
}
it_never_takes_the_place_of_its_own_sources() {
    mkdir "$work/outer"
    small_site "$work/outer/site"
    # As if somebody had copied a published site over the sources.
    touch "$work/outer/.schedario" "$work/outer/site/.schedario"
    before=$(fingerprint "$work/outer")
    cd "$work/outer" || exit 1
    for out in . "$work/outer/site" site ./site/ site/content/.. "$work/outer" /; do
        program -C site build --out "$out"
        expect_status 3 $?
        grep -q output-over-sources "$work/said" || fail "--out $out: $(cat "$work/said")"
    done
    ln -s "$work/outer/site" "$work/elsewhere"
    program -C site build --out ../elsewhere
    expect_status 3 $?
    for out in site/content/new ./site//content/a/b/; do
        program -C site build --out "$out"
        expect_status 3 $?
        grep -q output-inside-content "$work/said" || fail "--out $out: $(cat "$work/said")"
    done
    program -C site build --out not-there/../site/content/new
    expect_status 3 $?
    [ "$before" = "$(fingerprint "$work/outer")" ] || fail 'the sources changed'
    program -C site build --out ./new/./deep//folder/
    expect_status 0 $?
    [ -e new/deep/folder/index.html ] || fail 'not where it was asked for'
}
it_never_takes_a_git_repository_away() {
    small_site "$work/site"
    program -C "$work/site" build
    mkdir "$work/site/public/.git"
    program -C "$work/site" build
    expect_status 3 $?
    [ -d "$work/site/public/.git" ] || fail 'the repository is gone'
}
it_says_when_a_disk_is_mounted_on_the_output() {
    small_site "$work/site"
    mkdir "$work/site/public"
    # Where this user may mount nothing there is nothing to learn.
    unshare -rm mount -t tmpfs none "$work/site/public" 2>/dev/null || return 0
    env -i LANG=C.UTF-8 unshare -rm sh -c 'mount -t tmpfs none "$2/public"; exec "$1" -C "$2" build' \
        sh "$schedario" "$work/site" >"$work/data" 2>"$work/said"
    expect_status 3 $?
    grep -q 'mounted there.*\[busy\]' "$work/said" || fail "$(cat "$work/said")"
    [ ! -e "$work/site/.public.staging" ] || fail 'staging was left behind'
}
it_publishes_through_a_link() {
    small_site "$work/site"
    mkdir "$work/real"
    ln -s "$work/real" "$work/site/public"
    program -C "$work/site" build
    expect_status 0 $?
    [ -L "$work/site/public" ] || fail 'the link is gone'
    [ -s "$work/real/index.html" ] || fail 'nothing behind the link'
}
it_refuses_a_second_build_at_once() {
    small_site "$work/site"
    program -C "$work/site" build
    expect_status 0 $?
    flock "$work/site/.public.lock" sleep 3 &
    sleep 0.3
    program -C "$work/site" build
    expect_status 3 $?
    grep -q 'another build' "$work/said" || fail 'not said'
    wait
}
it_exits_three_when_it_may_not_write() {
    [ "$(id -u)" != 0 ] || { command -v setpriv >/dev/null || return 0; }
    small_site "$work/site"
    chmod -R a+rX "$work"
    chmod a-w "$work/site"
    if [ "$(id -u)" = 0 ]; then
        chmod 755 "$work"
        env -i LANG=C.UTF-8 setpriv --reuid 65534 --regid 65534 --clear-groups "$schedario" -C "$work/site" build \
            >"$work/data" 2>"$work/said"
    else
        program -C "$work/site" build
    fi
    status=$?
    # Where the program itself cannot be reached by another user there is nothing to learn.
    [ $status != 126 ] && [ $status != 127 ] || return 0
    expect_status 3 $status
}
it_leaves_the_site_alone_when_the_disk_is_full() {
    small_site "$work/site"
    program -C "$work/site" build
    before=$(fingerprint "$work/site/public")
    (
        ulimit -f 2
        trap '' XFSZ
        env -i LANG=C.UTF-8 "$schedario" -C "$work/site" build >"$work/data" 2>"$work/said"
    )
    expect_status 3 $?
    [ "$before" = "$(fingerprint "$work/site/public")" ] || fail 'the site changed'
}
it_is_the_old_site_or_the_new_one_whenever_it_is_killed() {
    small_site "$work/site"
    for i in $(seq 1 150); do
        sed "s/La seconda/Numero $i/" "$work/site/content/schede/seconda.md" >"$work/site/content/schede/n$i.md"
    done
    program -C "$work/site" build
    expect_status 0 $?
    old=$(fast_fingerprint "$work/site/public")
    cp -R "$work/site" "$work/next"
    sed -i 's/Catalogo di prova/Catalogo nuovo/' "$work/next/site.yaml"
    program -C "$work/next" build
    new=$(fast_fingerprint "$work/next/public")
    [ "$old" != "$new" ] || fail 'both are the same'
    cp "$work/site/site.yaml" "$work/old.yaml"
    cp "$work/next/site.yaml" "$work/new.yaml"
    seen_old=0
    seen_new=0
    started=$(date +%s%N)
    program -C "$work/site" build
    length=$((($(date +%s%N) - started) / 1000))
    for i in $(seq 1 40); do
        cp "$work/old.yaml" "$work/site/site.yaml"
        program -C "$work/site" build
        expect_status 0 $?
        cp "$work/new.yaml" "$work/site/site.yaml"
        env -i LANG=C.UTF-8 "$schedario" -C "$work/site" build >/dev/null 2>&1 &
        pid=$!
        delay=$((length * i * 11 / 400))
        sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
        kill -9 $pid 2>/dev/null
        wait $pid 2>/dev/null
        now=$(fast_fingerprint "$work/site/public")
        case $now in
        "$old") seen_old=$((seen_old + 1)) ;;
        "$new") seen_new=$((seen_new + 1)) ;;
        *) fail "neither the old site nor the new one, killed after $delay microseconds" ;;
        esac
    done
    echo "    old $seen_old times, new $seen_new times"
    [ $seen_old -gt 0 ] || fail 'it was never killed early enough'
    program -C "$work/site" build
    expect_status 0 $?
    [ ! -e "$work/site/.public.staging" ] || fail 'what the kill left is still there'
    [ "$(fast_fingerprint "$work/site/public")" = "$new" ] || fail 'the next build is not whole'
}
it_ends_in_order_when_it_is_interrupted() {
    small_site "$work/site"
    for i in $(seq 1 2000); do
        sed "s/La seconda/Numero $i/" "$work/site/content/schede/seconda.md" >"$work/site/content/schede/n$i.md"
    done
    "$schedario" -C "$work/site" build >/dev/null 2>"$work/said" &
    pid=$!
    sleep 0.15
    kill -INT $pid
    wait $pid
    status=$?
    [ $status = 130 ] || [ $status = 0 ] || fail "exit status $status"
    [ ! -e "$work/site/.public.staging" ] || fail 'staging was left behind'
    if [ $status = 130 ]; then [ ! -e "$work/site/public" ] || fail 'a site in spite of it'; fi
}

run_tests
