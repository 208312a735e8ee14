# What the tests of odd repositories share; after lib.sh. Whatever somebody has made, each command that reads it ends in
# a result or a message. Never a crash, never a hang, never a file outside the output.
. "$(dirname "${BASH_SOURCE[0]}")/git_lib.sh"

# $work/odd, whose branch main is a small site with a history; each test makes the branch odd.
plain() {
    small_site "$work/odd"
    printf 'repository: {history: true}\n' >>"$work/odd/site.yaml"
    git init -q -b main "$work/odd"
    commit "$work/odd" 'first'
    sed -i 's/^titolo: .*/titolo: Cambiato/' "$work/odd/content/schede/prima.md"
    commit "$work/odd" 'second'
    git -C "$work/odd" branch odd
}
object() {
    git -C "$work/odd" rev-parse "main:$1"
}
# commit_tree TREE: the branch odd has this tree, after main.
commit_tree() {
    git -C "$work/odd" update-ref refs/heads/odd "$(git -C "$work/odd" commit-tree -p main -m odd "$1")"
}
# The branch odd has this tree for content/schede; as git mktree reads it, on standard input.
odd_sheets() {
    commit_sheets "$(git -C "$work/odd" mktree --missing)"
}
commit_sheets() {
    local content
    content=$(printf '040000 tree %s\tschede\n' "$1" | git -C "$work/odd" mktree --missing)
    commit_tree "$(printf '040000 tree %s\tcontent\n100644 blob %s\tsite.yaml\n' "$content" "$(object site.yaml)" |
        git -C "$work/odd" mktree --missing)"
}
# An object byte by byte: lines of "MODE NAME HASH" on standard input are a tree's.
raw_tree() {
    perl -ne 'chomp; my ($mode, $name, $hash) = split / /; $name =~ s/\\x(..)/chr hex $1/ge;
              print "$mode $name\0", pack "H*", $hash' |
        git -C "$work/odd" hash-object -t tree -w --stdin --literally
}

# What there is besides the output and what the program keeps of a repository's history.
everything() {
    find "$work" \( -name out -o -name said -o -name data -o -name history-\*.bin -o -path '*/.git/schedario' \
        -o -path '*.git/schedario' \) -prune -o -print | sort
}
# ends HOW COMMAND...: a result, or a message, within a minute.
ends() {
    local how=$1 status
    shift
    timeout 60 env -i PATH="$PATH" LANG=C.UTF-8 LSAN_OPTIONS="$leaks" "$schedario" "$@" >"$work/data" 2>"$work/said"
    status=$?
    case $status in
    0 | 1 | 3) ;;
    *) fail "$how: exit status $status: $(head -c 2000 "$work/said")" ;;
    esac
    ! grep -qE 'Sanitizer|runtime error|Assertion' "$work/said" || fail "$how: $(head -c 3000 "$work/said")"
    [ "$status" = 0 ] || [ -s "$work/said" ] || [ -s "$work/data" ] || fail "$how: not a word"
    cat "$work/said" >>"$work/all.said"
    echo "$how: $status" >>"$work/all.statuses"
}
# Every command that reads a repository, on the branch odd of $1 (default $work/odd); what they all said is in
# $work/all.said, how they ended in $work/all.statuses.
every_command() {
    local repository=${1-$work/odd}
    small_site "$work/host"
    printf 'repository: {history: true}\nsources:\n  altri: {repository: "%s", ref: odd, folder: content, prefix: schede/altri}\n' \
        "$repository" >>"$work/host/site.yaml"
    rm -f "$work"/host/content/schede/*.md
    sheet "$work/host/content/schede/casa.md" 'Di casa'
    : >"$work/all.said"
    : >"$work/all.statuses"
    before=$(everything)
    ends check check --repo "$repository" --ref odd
    ends build build --repo "$repository" --ref odd --out "$work/out/site" --jobs 4
    ends source build -C "$work/host" --out "$work/out/host" --jobs 4
    ends diff diff main odd --repo "$repository"
    ends back diff odd main --repo "$repository" --format markdown
    ends range check --range main..odd --repo "$repository"
    ends log log prima --repo "$repository" --ref odd
    ends as-of check --repo "$repository" --ref odd --as-of 2020-09-14
    [ "$before" = "$(everything)" ] || fail "outside the output: $(diff <(echo "$before") <(everything))"
}
expect_said() {
    grep -qF -- "$1" "$work/all.said" || fail "nobody said: $1; but: $(sort -u "$work/all.said" | head -c 3000)"
}
# expect_ends HOW=STATUS...
expect_ends() {
    for pair; do
        grep -qx "${pair%=*}: ${pair#*=}" "$work/all.statuses" ||
            fail "not $pair: $(tr '\n' ' ' <"$work/all.statuses"), $(head -c 3000 "$work/all.said")"
    done
}
