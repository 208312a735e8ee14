#!/bin/bash
# Building from a git repository: no checkout, the same bytes; odd repositories end in a message.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/git_lib.sh"

repository() {
    small_site "$work/site"
    git init -q -b main "$work/site"
    commit "$work/site" 'first'
}
# The tree of the branch odd is what standard input says, as git mktree reads it, beside site.yaml.
odd_content() {
    local tree
    tree=$(git -C "$work/site" mktree --missing) || return 1
    odd_tree "$tree"
}
odd_tree() {
    local top commit
    top=$(printf '100644 blob %s\tsite.yaml\n040000 tree %s\tcontent\n' \
        "$(git -C "$work/site" rev-parse main:site.yaml)" "$1" | git -C "$work/site" mktree --missing)
    commit=$(git -C "$work/site" commit-tree -m odd "$top")
    git -C "$work/site" update-ref refs/heads/odd "$commit"
}
# A tree object byte by byte: lines of "MODE NAME HASH" on standard input.
raw_tree() {
    perl -ne 'chomp; my ($mode, $name, $hash) = split / /; $name =~ s/\\x(..)/chr hex $1/ge;
              print "$mode $name\0", pack "H*", $hash' |
        git -C "$work/site" hash-object -t tree -w --stdin --literally
}
check_odd() {
    timeout 60 env -i PATH="$PATH" LANG=C.UTF-8 "$schedario" check --repo "$work/site" --ref odd \
        >"$work/data" 2>"$work/said"
}

it_builds_any_branch_tag_or_commit_byte_for_byte_as_a_checkout() {
    repository
    git -C "$work/site" tag -a -m one v1
    sed -i 's/^titolo: .*/titolo: Cambiato/' "$work/site/content/schede/prima.md"
    commit "$work/site" 'second'
    git -C "$work/site" branch ente/bozze
    git clone -q --bare "$work/site" "$work/bare.git"
    program -C "$work/site" build --out "$work/now"
    expect_status 0 $?
    git -C "$work/site" checkout -q v1
    program -C "$work/site" build --out "$work/then"
    expect_status 0 $?
    [ "$(fingerprint "$work/now")" != "$(fingerprint "$work/then")" ] || fail 'nothing changed'
    for ref in main ente/bozze HEAD~0 "$(git -C "$work/site" rev-parse main)"; do
        [ "$ref" != HEAD~0 ] || ref=main~0
        program build --repo "$work/bare.git" --ref "$ref" --out "$work/out"
        expect_status 0 $?
        [ "$(fingerprint "$work/now")" = "$(fingerprint "$work/out")" ] || fail "$ref differs"
    done
    for ref in v1 main~1; do
        program build --repo "$work/bare.git" --ref "$ref" --out "$work/out"
        expect_status 0 $?
        [ "$(fingerprint "$work/then")" = "$(fingerprint "$work/out")" ] || fail "$ref differs"
    done
    program build --repo "$work/bare.git" --as-of 2020-09-14 --out "$work/out"
    expect_status 0 $?
    [ "$(fingerprint "$work/then")" = "$(fingerprint "$work/out")" ] || fail 'as of the first day differs'
}
it_leaves_out_what_is_not_committed() {
    repository
    program -C "$work/site" build --out "$work/now"
    printf -- '---\ntitolo: [\n' >"$work/site/content/schede/terza.md"
    (cd "$work/site" && program build --ref HEAD --out "$work/out")
    expect_status 0 $?
    [ "$(fingerprint "$work/now")" = "$(fingerprint "$work/out")" ] || fail 'the work tree was looked at'
}
it_builds_a_folder_of_the_repository_with_its_own_theme() {
    repository
    mkdir "$work/site/catalogo"
    mv "$work/site/site.yaml" "$work/site/content" "$work/site/catalogo"
    mkdir -p "$work/site/catalogo/themes/mio/templates"
    printf 'extends: schedario\n' >"$work/site/catalogo/themes/mio/theme.yaml"
    echo 'mine: {{ sheet.title }}' >"$work/site/catalogo/themes/mio/templates/sheet.html"
    sed -i 's/^  languages/  theme: mio\n  languages/' "$work/site/catalogo/site.yaml"
    commit "$work/site" 'moved'
    program -C "$work/site/catalogo" build --out "$work/now"
    expect_status 0 $?
    program build --repo "$work/site" --ref main:catalogo --out "$work/out"
    expect_status 0 $?
    [ "$(fingerprint "$work/now")" = "$(fingerprint "$work/out")" ] || fail 'main:catalogo differs'
    rm -r "$work/site/catalogo/themes" "$work/out"
    program -C "$work/site/catalogo" build --ref main --out "$work/out"
    expect_status 0 $?
    [ "$(fingerprint "$work/now")" = "$(fingerprint "$work/out")" ] || fail 'from within differs'
    grep -q 'mine: La prima scheda' "$work/out/schede/prima/index.html" || fail 'not its theme'
}
it_says_what_is_wrong_with_a_name_a_date_or_a_folder() {
    repository
    while IFS='|' read -r arguments words; do
        # shellcheck disable=SC2086
        program check --repo $arguments
        expect_status 3 $?
        grep -qF "$words" "$work/said" || fail "$arguments: $(cat "$work/said")"
    done <<END
$work/site --ref altro|"altro" is no branch, tag or commit
$work/site --ref main:altrove|there is no folder altrove
$work/site --as-of 2001-01-01|has no commit so early: its first is of 2020-09-14
$work/nowhere --ref main|there is no git repository
$work/site/content --ref main|there is no git repository
END
    program check --repo "$work/site" --as-of yesterday
    expect_status 2 $?
    git init -q --bare "$work/empty.git"
    program check --repo "$work/empty.git"
    expect_status 3 $?
    grep -q 'has no commit yet' "$work/said" || fail "$(cat "$work/said")"
    mkdir "$work/plain"
    (cd "$work/plain" && program check --ref main)
    expect_status 3 $?
    grep -q 'there is no git repository' "$work/said" || fail "$(cat "$work/said")"
}
it_refuses_sha256_and_other_owners_in_plain_words() {
    git init -q --object-format=sha256 "$work/new" 2>/dev/null || fail 'git knows no sha256'
    program check --repo "$work/new"
    expect_status 3 $?
    grep -q 'names its objects by SHA-256' "$work/said" || fail "$(cat "$work/said")"
    [ "$(id -u)" = 0 ] || return 0
    repository
    chown -R 12345 "$work/site"
    program check --repo "$work/site"
    expect_status 3 $?
    grep -q 'belongs to another user' "$work/said" || fail "$(cat "$work/said")"
    grep -q 'safe.directory' "$work/said" || fail 'no advice'
}
it_reads_shallow_clones_and_replaced_objects() {
    repository
    program -C "$work/site" build --out "$work/now"
    sed -i 's/^titolo: .*/titolo: Cambiato/' "$work/site/content/schede/prima.md"
    commit "$work/site" 'second'
    git clone -q --depth 1 "file://$work/site" "$work/shallow"
    program check --repo "$work/shallow"
    expect_status 0 $?
    program check --repo "$work/shallow" --as-of 2020-09-14
    expect_status 3 $?
    git -C "$work/site" replace HEAD HEAD~1
    program build --repo "$work/site" --out "$work/out"
    expect_status 0 $?
    grep -q Cambiato "$work/out/schede/prima/index.html" || fail 'the replacement was followed'
}
it_leaves_links_and_submodules_out_with_a_message() {
    repository
    link=$(printf /etc/passwd | git -C "$work/site" hash-object -w --stdin)
    sheet=$(git -C "$work/site" rev-parse main:content/schede/prima.md)
    printf '120000 blob %s\tlink.md\n160000 commit %s\tmodule\n100644 blob %s\tterza.md\n' \
        "$link" "$(git -C "$work/site" rev-parse main)" "$sheet" | odd_content
    check_odd
    expect_status 1 $?
    grep -q 'content/link.md.*symbolic link' "$work/said" || fail "$(cat "$work/said")"
    grep -q 'content/module.*submodule' "$work/said" || fail "$(cat "$work/said")"
    ! grep -q root: "$work/said" || fail 'the link was followed'
    odd_link=$(printf '120000 blob %s\tsite.yaml\n' "$link" | git -C "$work/site" mktree)
    git -C "$work/site" update-ref refs/heads/odd "$(git -C "$work/site" commit-tree -m l "$odd_link")"
    check_odd
    [ $? != 0 ] || fail 'a link as site.yaml was read'
}
it_names_the_names_that_no_file_can_have() {
    repository
    blob=$(git -C "$work/site" rev-parse main:content/schede/prima.md)
    hex=$(git -C "$work/site" rev-parse main:content/schede)
    odd_tree "$(printf '100644 .. %s\n100644 a/b.md %s\n40000 .git %s\n100644 x\\xff.md %s\n100644 y.md %s\n100644 y.md %s\n40000 .. %s\n' \
        "$blob" "$blob" "$hex" "$blob" "$blob" "$blob" "$hex" | raw_tree)"
    check_odd
    expect_status 1 $?
    grep -q '"a/b.md", which no file can have' "$work/said" || fail "$(cat "$work/said")"
    grep -q '"..", which no file can have' "$work/said" || fail "$(cat "$work/said")"
    grep -q 'holds this name twice' "$work/said" || fail "$(cat "$work/said")"
    grep -q 'is not UTF-8' "$work/said" || fail "$(cat "$work/said")"
}
it_ends_with_a_message_where_objects_are_missing_or_damaged() {
    repository
    printf '100644 blob %s\tx.md\n' 1234567890123456789012345678901234567890 | odd_content
    check_odd
    expect_status 3 $?
    grep -q 'cannot be read' "$work/said" || fail "$(cat "$work/said")"
    object=$(git -C "$work/site" rev-parse main:content/schede)
    chmod +w "$work/site/.git/objects/${object:0:2}/${object:2}"
    echo broken >"$work/site/.git/objects/${object:0:2}/${object:2}"
    program check --repo "$work/site" --ref main
    expect_status 3 $?
    grep -q 'cannot be read' "$work/said" || fail "$(cat "$work/said")"
}
it_bounds_a_tree_that_stands_in_itself_many_times_over() {
    repository
    tree=$(printf '100644 blob %s\tx.txt\n' "$(git -C "$work/site" rev-parse main:site.yaml)" |
        git -C "$work/site" mktree)
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
        tree=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\td%s\n' "$tree" $i; done |
            git -C "$work/site" mktree)
    done
    odd_tree "$tree"
    check_odd
    expect_status 1 $?
    grep -q 'there are more than' "$work/said" || fail "$(head -c 500 "$work/said")"
}
it_says_the_limit_of_a_huge_blob_without_reading_it() {
    repository
    head -c 314572800 /dev/zero >"$work/site/content/schede/terza.md"
    git -C "$work/site" config core.bigFileThreshold 1m
    commit "$work/site" 'huge'
    # The sanitizer reserves more than all the memory there is.
    case $schedario in
    *asan*) ;;
    *) ulimit -v 1000000 ;;
    esac
    program check --repo "$work/site"
    expect_status 1 $?
    grep -q 'is larger than 8388608 bytes' "$work/said" || fail "$(cat "$work/said")"
}

run_tests
