#!/bin/bash
# Odd repositories: what is too much.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/odd_lib.sh"

it_bounds_a_tree_that_stands_in_itself_many_times_over() {
    plain
    tree=$(printf '100644 blob %s\tx.txt\n' "$(object site.yaml)" | git -C "$work/odd" mktree)
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
        tree=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\td%s\n' "$tree" $i; done |
            git -C "$work/odd" mktree)
    done
    commit_sheets "$tree"
    every_command
    expect_ends check=1 build=1 source=1
    expect_said 'there are more than'
}
it_reads_no_huge_blob_whole() {
    plain
    git -C "$work/odd" config core.bigFileThreshold 1m
    big=$(head -c 314572800 /dev/zero | git -C "$work/odd" hash-object -w --stdin)
    printf '100644 blob %s\tgrande.png\n100644 blob %s\tprima.md\n' "$big" "$big" | odd_sheets
    # The sanitizer reserves more than all the memory there is.
    case $schedario in
    *asan*) ;;
    *) ulimit -v 2000000 ;;
    esac
    every_command
    expect_ends check=1 build=1 source=1 range=1
    expect_said 'is larger than 8388608 bytes'
    # As a configuration, and as the text of a commit.
    commit_tree "$(printf '040000 tree %s\tcontent\n100644 blob %s\tsite.yaml\n100644 blob %s\t.mailmap\n' \
        "$(object content)" "$big" "$big" | git -C "$work/odd" mktree)"
    every_command
    expect_ends check=1 build=1 source=0 diff=1 log=1
    expect_said 'site.yaml is larger than 4194304 bytes'
}
it_reads_fifty_thousand_files() {
    plain
    blob=$(object content/schede/prima.md)
    tree=$(for i in $(seq 50000); do printf '100644 blob %s\tallegato-%d.txt\n' "$blob" "$i"; done |
        git -C "$work/odd" mktree)
    printf '100644 blob %s\tprima.md\n100644 blob %s\tseconda.md\n040000 tree %s\ttanti\n' "$blob" \
        "$(object content/schede/seconda.md)" "$tree" | odd_sheets
    every_command
}

run_tests
