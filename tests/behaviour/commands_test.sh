#!/bin/bash
# The command line: what it answers, where it writes, how it exits.
. "$(dirname "$0")/lib.sh"

it_tells_its_version_on_standard_output() {
    program version
    expect_status 0 $?
    grep -q '^schedario [0-9]' "$work/data" || fail 'no version'
    [ ! -s "$work/said" ] || fail 'it said something'
}
it_lists_its_commands() {
    program help
    expect_status 0 $?
    for command in build check fetch help version; do
        grep -q "^  $command " "$work/data" || fail "no $command"
    done
}
it_helps_with_each_command() {
    for command in build check fetch help version; do
        program "$command" --help
        expect_status 0 $?
        grep -q "schedario \[-C DIR\] $command" "$work/data" || fail "no usage of $command"
    done
}
it_speaks_Italian_when_asked() {
    program --lang it help
    expect_status 0 $?
    grep -q '^Uso:' "$work/data" || fail 'not Italian'
    env -i PATH="$PATH" LC_ALL=it_IT.UTF-8 "$schedario" help | grep -q '^Uso:' || fail 'not by LC_ALL'
}
it_refuses_wrong_usage_with_status_two() {
    for words in 'frobnicate' 'build --frobnicate' 'build --jobs 0' 'build --jobs x' 'check --out x' \
        'build one' 'check --format xml' 'build --out' '--lang fr help' ''; do
        program $words
        expect_status 2 $?
    done
}
it_says_when_there_is_no_site_yaml() {
    mkdir "$work/empty"
    program -C "$work/empty" check
    expect_status 1 $?
    grep -q 'no site.yaml' "$work/said" || fail 'not said'
}
it_exits_three_when_the_folder_is_missing() {
    program -C "$work/nowhere" check
    expect_status 3 $?
}
it_writes_problems_as_JSON_on_standard_output() {
    small_site "$work/site"
    sed -i 's/^budget: .*/budget: 240mila/' "$work/site/content/schede/prima.md"
    program -C "$work/site" check --format json
    expect_status 1 $?
    grep -q '"path": *"content/schede/prima.md"' "$work/data" || fail "$(cat "$work/data")"
    grep -q '"line": *4' "$work/data" || fail 'no line'
    ! grep -q 240mila "$work/said" || fail 'the problem is on standard error as well'
}
it_gives_an_empty_JSON_list_when_all_is_well() {
    small_site "$work/site"
    program -C "$work/site" check --format=json
    expect_status 0 $?
    [ "$(tr -d ' \n' <"$work/data")" = '[]' ] || fail "$(cat "$work/data")"
}
it_uses_no_colour_when_it_is_not_on_a_terminal() {
    small_site "$work/site"
    sed -i 's/^budget: .*/budget: 240mila/' "$work/site/content/schede/prima.md"
    program -C "$work/site" check
    expect_status 1 $?
    ! grep -q "$(printf '\033')" "$work/said" || fail 'colour'
}
it_colours_on_a_terminal_unless_NO_COLOR_is_set() {
    small_site "$work/site"
    sed -i 's/^budget: .*/budget: 240mila/' "$work/site/content/schede/prima.md"
    TERM=xterm script -qec "'$schedario' -C '$work/site' check" /dev/null >"$work/on" </dev/null
    NO_COLOR=1 TERM=xterm script -qec "'$schedario' -C '$work/site' check" /dev/null >"$work/off" </dev/null
    grep -q "$(printf '\033\\[[0-9;]*m')" "$work/on" || fail 'no colour on a terminal'
    ! grep -q "$(printf '\033\\[[0-9;]*m')" "$work/off" || fail 'colour in spite of NO_COLOR'
}
it_check_writes_nothing() {
    small_site "$work/site"
    before=$(fingerprint "$work/site")
    program -C "$work/site" check
    expect_status 0 $?
    [ "$before" = "$(fingerprint "$work/site")" ] || fail 'something changed'
}

run_tests
