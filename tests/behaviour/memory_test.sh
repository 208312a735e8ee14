#!/bin/bash
# Memory grows with the text, not with its square.
. "$(dirname "$0")/lib.sh"
make -s -C "$root" build/release/bench/measure || exit 1
measure=$root/build/release/bench/measure

peak() {
    "$measure" "$schedario" -C "$1" build --quiet --jobs 2 --out "$work/out" | cut -d' ' -f3
}

it_takes_at_most_five_times_the_memory_for_four_times_the_sheets() {
    "$root/tests/bench/make-site" "$work/small" 250
    "$root/tests/bench/make-site" "$work/large" 1000
    small=$(peak "$work/small")
    large=$(peak "$work/large")
    echo "    $small kB, then $large kB"
    [ "$small" -gt 0 ] && [ $((small * 5)) -gt "$large" ] || fail "$small kB became $large kB"
}
it_takes_at_most_five_times_the_memory_for_sheets_four_times_as_long() {
    "$root/tests/bench/make-site" "$work/small" 50 65536
    "$root/tests/bench/make-site" "$work/large" 50 262144
    small=$(peak "$work/small")
    large=$(peak "$work/large")
    echo "    $small kB, then $large kB"
    [ "$small" -gt 0 ] && [ $((small * 5)) -gt "$large" ] || fail "$small kB became $large kB"
}

run_tests
