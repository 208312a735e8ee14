#!/bin/bash
# Odd repositories: what is damaged, missing or taken away.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/odd_lib.sh"

it_ends_where_a_tree_is_no_tree_or_stands_where_none_can() {
    plain
    blob=$(object content/schede/prima.md)
    broken=$(printf 'nothing like a tree' | git -C "$work/odd" hash-object -t tree -w --stdin --literally)
    cut=$(printf '100644 prima.md\0abc' | git -C "$work/odd" hash-object -t tree -w --stdin --literally)
    empty=$(printf '' | git -C "$work/odd" hash-object -t tree -w --stdin --literally)
    commit_sheets "$empty"
    every_command
    for tree in "$broken" "$cut" "$blob"; do
        commit_sheets "$tree"
        every_command
        expect_ends check=3 build=3 source=3
        expect_said 'cannot be read'
    done
    # A mode that git does not know, and a blob that is a tree.
    commit_sheets "$(printf '177777 a.md %s\n100644 prima.md %s\n100644 z.md %s\n' "$blob" "$blob" "$(object content)" |
        raw_tree)"
    every_command
}
it_ends_where_objects_are_missing() {
    plain
    none=1234567890123456789012345678901234567890
    printf '100644 blob %s\tprima.md\n100644 blob %s\tseconda.md\n' $none "$(object content/schede/seconda.md)" |
        odd_sheets
    every_command
    expect_ends check=3 build=3 source=3
    expect_said 'cannot be read'
    commit_sheets $none
    every_command
    expect_ends check=3 build=3 source=3
    # An old commit of the history, its tree and its parents.
    for gone in "$(git -C "$work/odd" rev-parse main~1)" "$(git -C "$work/odd" rev-parse main~1^{tree})"; do
        git -C "$work/odd" update-ref refs/heads/odd main
        mv "$work/odd/.git/objects/${gone:0:2}/${gone:2}" "$work/gone"
        every_command
        mv "$work/gone" "$work/odd/.git/objects/${gone:0:2}/${gone:2}"
        rm -f "$work"/odd/.git/schedario/history-*.bin
    done
}
it_ends_where_a_pack_is_damaged() {
    plain
    git clone -q --bare "$work/odd" "$work/packed.git"
    git -C "$work/packed.git" repack -adq
    pack=$(ls "$work/packed.git"/objects/pack/*.pack)
    size=$(stat -c %s "$pack")
    chmod u+w "$pack" "${pack%.pack}.idx"
    cp "$pack" "$work/pack.good"
    cp "${pack%.pack}.idx" "$work/idx.good"
    for at in 12 40 $((size / 2)) $((size - 1)); do
        cp "$work/pack.good" "$pack"
        printf '\377' | dd of="$pack" bs=1 seek="$at" conv=notrunc status=none
        every_command "$work/packed.git"
        rm -rf "$work/packed.git/schedario"
    done
    truncate -s $((size / 2)) "$pack"
    every_command "$work/packed.git"
    expect_ends check=3 build=3 source=3
    cp "$work/pack.good" "$pack"
    for at in 8 1040; do
        cp "$work/idx.good" "${pack%.pack}.idx"
        printf '\377' | dd of="${pack%.pack}.idx" bs=1 seek="$at" conv=notrunc status=none
        every_command "$work/packed.git"
        rm -rf "$work/packed.git/schedario"
    done
    : >"${pack%.pack}.idx"
    every_command "$work/packed.git"
    expect_ends check=3 build=3 source=3
}
it_reads_a_repository_that_is_repacked_meanwhile() {
    plain
    for i in $(seq 300); do
        sheet "$work/odd/content/schede/s$i.md" "Scheda $i"
    done
    commit "$work/odd" 'many'
    for i in $(seq 20); do
        sheet "$work/odd/content/schede/s$i.md" "Scheda $i, ancora"
        commit "$work/odd" "change $i"
    done
    git -C "$work/odd" update-ref refs/heads/odd main
    program build --repo "$work/odd" --ref odd --out "$work/out/site"
    expect_status 0 $?
    good=$(fast_fingerprint "$work/out/site")
    touch "$work/busy"
    (
        while [ -e "$work/busy" ]; do
            git -C "$work/odd" repack -Adq
            git -C "$work/odd" unpack-objects -q <"$(ls "$work/odd"/.git/objects/pack/*.pack | head -n 1)"
            git -C "$work/odd" pack-refs --all
            git -C "$work/odd" gc --quiet --prune=now
        done
    ) >/dev/null 2>&1 &
    for _ in 1 2 3; do
        rm -f "$work"/odd/.git/schedario/history-*.bin
        ends build build --repo "$work/odd" --ref odd --out "$work/out/site" --jobs 2
        ends log log s1 --repo "$work/odd" --ref odd
        # Whatever git was doing, the site is whole.
        [ "$good" = "$(fast_fingerprint "$work/out/site")" ] || fail 'another site'
    done
    rm "$work/busy"
    wait
}

run_tests
