#!/bin/bash
# What `make install` puts in its place works there, without the source tree.
. "$(dirname "$0")/lib.sh"

it_builds_a_site_once_installed() {
    make -s -C "$root" install DESTDIR="$work" prefix=/opt/schedario >"$work/said" 2>&1
    expect_status 0 $?
    small_site "$work/site"
    (cd "$work/site" && env -i PATH="$work/opt/schedario/bin" LANG=C.UTF-8 "$(command -v env)" schedario build --quiet) >"$work/said" 2>&1
    expect_status 0 $?
    [ -s "$work/site/public/index.html" ] || fail 'no site'
    make -s -C "$root" uninstall DESTDIR="$work" prefix=/opt/schedario
    [ -z "$(find "$work/opt" -type f)" ] || fail "left: $(find "$work/opt" -type f)"
}

run_tests
