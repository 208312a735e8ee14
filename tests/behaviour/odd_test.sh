#!/bin/bash
# Odd repositories: what stands in them, and how they are kept.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/odd_lib.sh"

it_reads_what_is_not_odd_at_all() {
    plain
    every_command
    expect_ends check=0 build=0 source=0 diff=0 back=0 range=0 log=0 as-of=0
}
it_refuses_sha256() {
    plain
    mv "$work/odd/.git" "$work/sha1"
    git init -q -b main --object-format=sha256 "$work/odd"
    commit "$work/odd" 'first'
    git -C "$work/odd" branch odd
    every_command
    expect_ends check=3 build=3 source=3 diff=3 range=3 log=3
    expect_said 'names its objects by SHA-256'
}
it_refuses_another_owner() {
    [ "$(id -u)" = 0 ] || return 0
    plain
    chown -R 12345 "$work/odd"
    every_command
    expect_ends check=3 build=3 source=3 diff=3 range=3 log=3
    expect_said 'belongs to another user'
}
it_reads_a_shallow_clone_and_says_what_is_missing() {
    plain
    git clone -q --depth 1 -b odd "file://$work/odd" "$work/shallow"
    git -C "$work/shallow" branch main
    every_command "$work/shallow"
    expect_ends check=0 build=0 source=0 diff=0 range=0 log=0 as-of=3
    expect_said 'holds the last commits alone: what was there on that day'
}
it_leaves_out_links_and_submodules() {
    plain
    link=$(printf /etc/passwd | git -C "$work/odd" hash-object -w --stdin)
    printf '100644 blob %s\tprima.md\n120000 blob %s\tlink.md\n160000 commit %s\tmodulo\n100644 blob %s\tseconda.md\n' \
        "$(object content/schede/prima.md)" "$link" "$(git -C "$work/odd" rev-parse main)" \
        "$(object content/schede/seconda.md)" | odd_sheets
    every_command
    expect_ends check=1 build=1 source=1 diff=0 range=1 log=0
    expect_said 'content/schede/link.md:1:1: error: this is a symbolic link'
    expect_said 'altri: content/schede/link.md:1:1: error: this is a symbolic link'
    expect_said 'content/schede/modulo:1:1: error: this is a submodule'
    ! grep -q 'root:' "$work/all.said" || fail 'the link was followed'
}
it_reads_no_link_in_the_place_of_a_folder_or_of_site_yaml() {
    plain
    link=$(printf '../../../../../../etc' | git -C "$work/odd" hash-object -w --stdin)
    commit_tree "$(printf '120000 blob %s\tcontent\n100644 blob %s\tsite.yaml\n' "$link" "$(object site.yaml)" |
        git -C "$work/odd" mktree)"
    every_command
    expect_ends check=1 build=1 source=3
    commit_tree "$(printf '040000 tree %s\tcontent\n120000 blob %s\tsite.yaml\n' "$(object content)" "$link" |
        git -C "$work/odd" mktree)"
    every_command
    expect_ends check=3 build=3
    ! grep -q 'root:' "$work/all.said" || fail 'the link was followed'
}
it_names_the_names_that_no_file_can_have() {
    plain
    blob=$(object content/schede/prima.md)
    tree=$(object content/schede)
    commit_sheets "$(printf '100644 .. %s\n40000 .. %s\n100644 . %s\n100644 a/../../../b.md %s\n40000 .git %s\n100644 prima.md %s\n100644 x\\xff.md %s\n100644 x\\x01.md %s\n100644 y.md %s\n100644 y.md %s\n40000 y.md %s\n' \
        "$blob" "$tree" "$blob" "$blob" "$tree" "$blob" "$blob" "$blob" "$blob" "$blob" "$tree" | raw_tree)"
    every_command
    expect_ends check=1 build=1 source=1
    expect_said '"..", which no file can have'
    expect_said '"a/../../../b.md", which no file can have'
    expect_said 'holds this name twice'
    expect_said 'is not UTF-8'
    expect_said 'altri: '
}
it_ends_where_a_ref_points_nowhere_or_has_a_hostile_name() {
    plain
    echo 1234567890123456789012345678901234567890 >"$work/odd/.git/refs/heads/odd"
    every_command
    expect_ends check=3 build=3 source=3 diff=3 range=3 log=3
    echo 'ref: refs/heads/odd' >"$work/odd/.git/refs/heads/odd"
    every_command
    expect_ends check=3 build=3 source=3 diff=3 range=3 log=3
    echo 'ref: ../../../../etc/passwd' >"$work/odd/.git/refs/heads/odd"
    every_command
    expect_ends check=3 build=3
    head -c 100000 /dev/urandom >"$work/odd/.git/refs/heads/odd"
    every_command
    expect_ends check=3 build=3
    object content/schede/prima.md >"$work/odd/.git/refs/heads/odd" # a blob
    every_command
    expect_ends check=3 build=3
    git -C "$work/odd" update-ref refs/heads/odd main
    for name in '' '--upload-pack=touch x' '../../etc/passwd' '@{-1}' 'main^{/(((((((((}' ':/.*' 'main~99999999999' \
        'HEAD@{99999999}' 'main:../..' $'a\nb' 'main^999' '^' ':' '@' "$(printf 'x%.0s' $(seq 5000))" '*' '$(id)'; do
        ends "$name" check --repo "$work/odd" "--ref=$name"
        ends "$name" diff --repo "$work/odd" -- main "$name"
        ends "$name" check --repo "$work/odd" "--range=main..$name"
        ends "$name" log prima --repo "$work/odd" "--ref=$name"
    done
    # A name that the file system takes and git does not.
    mkdir -p "$work/odd/.git/refs/heads/a..b"
    git -C "$work/odd" rev-parse main >"$work/odd/.git/refs/heads/a..b/-x"
    git -C "$work/odd" rev-parse main >"$work/odd/.git/refs/heads/con~1"
    every_command
    expect_ends check=0 diff=0
}
it_reads_replaced_objects_as_they_are() {
    plain
    git -C "$work/odd" replace main main~1
    every_command
    expect_ends check=0 build=0 source=0 diff=0 range=0 log=0
    grep -rq Cambiato "$work/out/site/schede/prima/index.html" || fail 'the replacement was followed'
}
it_reads_through_alternates_and_ends_where_they_lead_nowhere() {
    plain
    git clone -q --bare --shared "$work/odd" "$work/shared.git"
    every_command "$work/shared.git"
    expect_ends check=0 build=0 source=0 diff=0 range=0 log=0
    echo /nowhere/objects >"$work/shared.git/objects/info/alternates"
    every_command "$work/shared.git"
    expect_ends check=3 build=3 source=3
    rm -rf "$work/shared.git/schedario"
    # Around in a circle.
    echo "$work/shared.git/objects" >"$work/shared.git/objects/info/alternates"
    every_command "$work/shared.git"
    expect_ends check=3 build=3 source=3
}
it_reads_a_second_work_tree_and_follows_no_odd_gitfile() {
    plain
    git -C "$work/odd" worktree add -q "$work/second" odd
    every_command "$work/second"
    expect_ends check=0 build=0 source=0 diff=0 range=0 log=0
    ends within build -C "$work/second" --out "$work/out/within"
    expect_ends within=0
    for line in 'gitdir: /nowhere' 'gitdir: ../second/.git' 'gitdir: ' 'nothing' "gitdir: $work/host"; do
        echo "$line" >"$work/second/.git"
        every_command "$work/second"
        expect_ends check=3 build=3
        ends within build -C "$work/second" --out "$work/out/within"
    done
}
it_obeys_no_configuration_that_runs_something() {
    plain
    for key in core.fsmonitor core.sshCommand core.pager diff.external uploadpack.packObjectsHook core.hooksPath \
        filter.x.smudge filter.x.clean core.gitProxy core.editor; do
        git -C "$work/odd" config "$key" "touch $work/ran"
    done
    printf '* filter=x diff=x ident eol=crlf working-tree-encoding=UTF-16\n' >"$work/odd/.git/info/attributes"
    every_command
    expect_ends check=0 build=0 source=0 diff=0 range=0 log=0
    [ ! -e "$work/ran" ] || fail 'something was run'
    printf '[core\n]]]=\n' >>"$work/odd/.git/config"
    every_command
    expect_ends check=3 build=3 source=3
}

run_tests
