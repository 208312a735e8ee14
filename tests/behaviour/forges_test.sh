#!/bin/bash
# The pipelines for GitLab and GitHub: their script lines are run in a clean shell, in a clone of a small catalogue, with
# the forge's variables set; what they may do is read in the files.
. "$(dirname "$0")/lib.sh"
gitlab=$root/.gitlab-ci.yml
github=$root/.github/workflows/catalogo.yml

export GIT_AUTHOR_NAME='Ada Rossi' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null

# gitlab_lines JOB KEY: the list of lines that stands under a key of a job.
gitlab_lines() {
    awk -v job="$1:" -v key="  $2:" '
        /^[^ #]/ { inside = $0 == job; listed = 0 }
        inside && /^  [^ ]/ { listed = $0 == key }
        inside && listed && sub(/^    - /, "")' "$gitlab"
}
# github_lines JOB STEP: the `run` of a step, on its line or below it.
github_lines() {
    awk -v job="  $1:" -v step="      - name: $2" '
        /^  [^ ]/ { inside = $0 == job; found = shown = 0 }
        /^      - / { found = inside && $0 == step; shown = 0 }
        shown && /^          / { print substr($0, 11); next }
        { shown = 0 }
        found && /^        run: \|$/ { shown = 1; next }
        found && sub(/^        run: /, "")' "$github"
}
github_job() {
    awk -v job="  $1:" '/^  [^ ]/ { inside = $0 == job } inside' "$github"
}

# run_lines SHELL VARIABLE=VALUE...: the lines on standard input, in a clean shell, as a runner runs them; what is said
# goes to $work/said. The tools that a runner installs or that speak to the forge are in $work/tools.
run_lines() {
    shell=$1
    shift
    cat >"$work/lines"
    [ -s "$work/lines" ] || fail 'the pipeline has no such lines'
    env -i PATH="$work/tools:$PATH" HOME="$work/home" MESSAGES=en LSAN_OPTIONS="$leaks" "$@" $shell "$work/lines" \
        >"$work/said" 2>&1
}
# What the forges do with a script: GitLab in bash, GitHub in a container in sh.
on_gitlab() {
    run_lines 'bash -eo pipefail' CI_PROJECT_DIR="$work/clone" CI_PROJECT_ROOT_NAMESPACE=ente \
        CI_PROJECT_PATH=ente/area/catalogo CI_PAGES_DOMAIN=pages.example.org CI_PROJECT_ID=12 \
        CI_PAGES_URL=https://ente.pages.example.org/area/catalogo CI_JOB_ID=77 CI_MERGE_REQUEST_IID=3 \
        CI_API_V4_URL=https://forge.example.org/api/v4 CI_COMMIT_SHA="$(git -C "$work/clone" rev-parse HEAD)" \
        CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git -C "$work/clone" merge-base origin/main HEAD)" "$@"
}
on_github() {
    run_lines 'sh -e' GITHUB_WORKSPACE="$work/clone" GITHUB_STEP_SUMMARY="$work/summary" \
        GITHUB_SERVER_URL="file://$work/forge" GITHUB_REPOSITORY=ente/catalogo GITHUB_SHA=0123abc \
        SITE=https://ente.pages.example.org/catalogo/ NUMBER=3 "$@"
}
tool() {
    cat >"$work/tools/$1"
    chmod +x "$work/tools/$1"
}
# A catalogue on a forge, a request in it, and its clone as the runner has it.
forge() {
    mkdir -p "$work/tools" "$work/home" "$work/forge/ente"
    ln -s "$schedario" "$work/tools/schedario"
    small_site "$work/site"
    git init -q -b main "$work/site"
    git -C "$work/site" add -A
    git -C "$work/site" commit -qm 'first'
    git -C "$work/site" switch -qc request
}
request() { # the request's last commit; then the clone, of its tip or as a merge
    git -C "$work/site" add -A
    git -C "$work/site" commit -qm 'request'
    rm -rf "$work/clone" "$work/forge/ente/catalogo"
    if [ "$1" = merged ]; then
        git -C "$work/site" switch -q --detach main
        git -C "$work/site" merge -q --no-ff -m 'merge of both' request
        git -C "$work/site" branch -f merged HEAD
        git -C "$work/site" switch -q request
    fi
    git clone -q --bare "$work/site" "$work/forge/ente/catalogo"
    git clone -q --branch "${1:-request}" "file://$work/forge/ente/catalogo" "$work/clone"
    cd "$work/clone" || exit 1
}
a_good_change() {
    sed -i 's/84.498,00/90000/' "$work/site/content/schede/prima.md"
    printf -- '---\ntitolo: La terza scheda\nstato: bozza\n---\n\nNuova.\n' >"$work/site/content/schede/terza.md"
}
a_bad_change() {
    sed -i 's/84.498,00/90mila/' "$work/site/content/schede/prima.md"
}
expect_file() {
    grep -qF -- "$2" "$1" || fail "no \"$2\" in $1: $(cat "$1")"
}

it_checks_a_good_merge_request_on_GitLab() {
    forge
    a_good_change
    request
    gitlab_lines check script | on_gitlab
    expect_status 0 $?
    address=https://ente.pages.example.org/-/area/catalogo/-/jobs/77/artifacts/preview/
    expect_file preview.env "PREVIEW=${address}index.html"
    head -n 1 changes.md | grep -qxF '<!-- schedario -->' || fail "$(cat changes.md)"
    expect_file changes.md "[La prima scheda](<${address}schede/prima/index.html>)"
    expect_file changes.md "[La terza scheda](<${address}schede/terza/index.html>)"
    expect_file changes.md '90.000,00'
    expect_file "$work/said" '0 new problems'
    for page in schede/prima schede/terza; do
        [ -s preview/$page/index.html ] || fail "the preview has no $page"
    done
    expect_file preview/index.html 'href="schede/index.html"'
}
it_refuses_a_bad_merge_request_on_GitLab_and_tells_its_changes() {
    forge
    a_bad_change
    request
    gitlab_lines check script | on_gitlab
    expect_status 1 $?
    expect_file "$work/said" 'content/schede/prima.md:4:9: error: budget: "90mila" is not an amount in EUR'
    expect_file changes.md 'Problems: 1 new'
    [ ! -e preview ] || fail 'there is a preview of it'
    git rm -q site.yaml
    git commit -qm 'no site'
    gitlab_lines check script | on_gitlab
    expect_status 1 $?
    expect_file "$work/said" 'no site.yaml'
}
it_speaks_the_language_of_the_pipeline() {
    forge
    a_bad_change
    request
    gitlab_lines check script | on_gitlab MESSAGES=it
    expect_file "$work/said" 'non è un importo in EUR'
    grep -qx '  MESSAGES: it # or en' "$gitlab" && grep -qx '  MESSAGES: it # or en' "$github" || fail 'no MESSAGES'
}
# A curl that keeps what it is told, and answers with the comments there are.
fake_curl() {
    tool apt-get </dev/null
    tool curl <<END
#!/bin/bash
cat >"$work/header"
printf '%s\n' "\$*" >>"$work/asked"
case " \$* " in *' --request '*) ;; *) cat "$work/notes" ;; esac
END
    echo '<!-- schedario -->' >changes.md
}
it_comments_a_merge_request_once_and_then_mends_the_comment() {
    forge
    a_good_change
    request
    fake_curl
    echo '[{"id": 4, "body": "What about the date?"}]' >"$work/notes"
    gitlab_lines comment script | on_gitlab COMMENT_TOKEN=secret-of-the-project
    expect_status 0 $?
    notes=https://forge.example.org/api/v4/projects/12/merge_requests/3/notes
    tail -n 1 "$work/asked" | grep -qE -- "--request POST --data-urlencode body@changes.md .* $notes\$" || fail "$(cat "$work/asked")"
    expect_file "$work/header" 'PRIVATE-TOKEN:secret-of-the-project'
    echo '[{"id": 4, "body": "What about the date?"}, {"id": 9, "body": "<!-- schedario -->\nOld."}]' >"$work/notes"
    gitlab_lines comment script | on_gitlab COMMENT_TOKEN=secret-of-the-project
    expect_status 0 $?
    tail -n 1 "$work/asked" | grep -qE -- "--request PUT .* $notes/9\$" || fail "$(cat "$work/asked")"
    ! grep -q secret "$work/asked" "$work/said" || fail 'the token is seen'
}
it_publishes_the_main_branch_on_GitLab() {
    forge
    a_good_change
    request
    git switch -q main
    gitlab_lines pages script | on_gitlab
    expect_status 0 $?
    expect_file public/schede/prima/index.html 'https://ente.pages.example.org/area/catalogo/schede/prima/'
    [ ! -e public/schede/terza ] || fail 'the draft is online'
}
it_installs_the_program_with_the_commands_of_this_repository() {
    forge
    for name in apt-get make; do
        echo "echo $name \"\$*\" >>'$work/called'" | tool $name
    done
    { github_lines check 'what the checkout needs'; github_lines check 'the program'; } | on_github
    expect_status 0 $?
    mv "$work/called" "$work/on-github"
    gitlab_lines .program before_script | on_gitlab
    expect_status 0 $?
    diff "$work/on-github" "$work/called" || fail 'the two forges install it in two ways'
    grep -qx 'make deps install' "$work/called" || fail "$(cat "$work/called")"
    make -n -C "$root" deps install | grep -q '.ci/deps build' || fail 'make has no such tasks'
    git config --file "$work/home/.gitconfig" safe.directory | grep -qxF "$work/clone" || fail 'git does not trust the clone'
}

it_installs_the_program_in_a_catalogue_of_ones_own_as_the_guide_says() {
    forge
    git init -q "$work/program"
    git -C "$work/program" commit -q --allow-empty -m 'the program'
    git -C "$work/program" tag "v$("$schedario" version | cut -d' ' -f2)"
    echo "echo make \"\$*\" >>'$work/called'" | tool make
    git config --file "$work/home/.gitconfig" url."file://$work/program".insteadOf https://git.example.org/schedario.git
    for file in "$root/content/guida/piattaforme.md" "$root/content/guida/piattaforme.en.md"; do
        rm -rf "$work/called" "$work/opt"
        awk '/^   ```sh$/ { shown = 1; next } /^   ```$/ { shown = 0 } shown' "$file" | sed "s|^ *||; s|/opt/schedario|$work/opt|" |
            run_lines 'sh -e'
        expect_status 0 $?
        grep -qx "make -C $work/opt deps install" "$work/called" && [ -d "$work/opt/.git" ] || fail "$file"
    done
}
it_says_on_ones_own_computer_what_a_request_would_say() {
    forge
    a_good_change
    request
    git branch -q main origin/main
    for file in "$root/content/guida/piattaforme.md" "$root/content/guida/piattaforme.en.md"; do
        awk '/^```sh$/ { shown = 1; next } /^```$/ { shown = 0 } shown' "$file" | run_lines 'sh -e'
        expect_status 0 $?
        expect_file "$work/said" '[La terza scheda]('
    done
}

it_checks_a_good_pull_request_on_GitHub() {
    forge
    git -C "$work/site" switch -q main
    sed -i 's/tema: lavoro/tema: inclusione/' "$work/site/content/schede/seconda.md"
    git -C "$work/site" commit -qam 'meanwhile, on main'
    git -C "$work/site" switch -q request
    a_good_change
    request merged
    github_lines check 'what the request changes' | on_github PREVIEW=anteprima/3/
    expect_status 0 $?
    address=https://ente.pages.example.org/catalogo/anteprima/3/
    expect_file changes.md "[La prima scheda](<${address}schede/prima/>)"
    ! grep -q 'La seconda scheda' changes.md || fail 'it tells what others changed meanwhile'
    diff changes.md "$work/summary" || fail 'the page of the run does not show it'
    expect_file site/schede/terza/index.html "$address"
}
it_makes_a_preview_to_download_for_a_fork() {
    forge
    a_good_change
    request merged
    github_lines check 'what the request changes' | on_github PREVIEW=
    expect_status 0 $?
    expect_file site/index.html 'href="schede/index.html"'
    expect_file changes.md '(<https://ente.pages.example.org/catalogo/schede/prima/>)'
}
it_refuses_a_bad_pull_request_on_GitHub() {
    forge
    a_bad_change
    request merged
    github_lines check 'what the request changes' | on_github PREVIEW=anteprima/3/
    expect_status 1 $?
    expect_file "$work/said" 'content/schede/prima.md:4:9: error: budget: "90mila" is not an amount in EUR'
    expect_file "$work/summary" 'Problems: 1 new'
    [ ! -e site ] || fail 'there is a preview of it'
}
# The job that publishes: without a clone, in a folder where the artifact was unpacked.
publish_on_github() {
    rm -rf "$work/runner"
    mkdir "$work/runner"
    [ -z "$1" ] || cp -R "$1" "$work/runner/site"
    cd "$work/runner" || exit 1
    { github_lines pages 'the branch gh-pages'; github_lines pages 'the site in it'; github_lines pages 'online'; } |
        on_github GH_TOKEN=secret "PREVIEW=$2"
    expect_status 0 $?
}
online() {
    git -C "$work/forge/ente/catalogo" ls-tree -r --name-only gh-pages >"$work/online"
}
it_publishes_the_site_and_previews_beside_each_other_on_GitHub() {
    forge
    echo : | tool gh
    a_good_change
    request
    git switch -q main
    github_lines check 'the site' | on_github
    expect_status 0 $?
    expect_file site/schede/prima/index.html 'https://ente.pages.example.org/catalogo/schede/prima/'
    publish_on_github "$work/clone/site" ''
    online
    grep -qx schede/prima/index.html "$work/online" && grep -qx .nojekyll "$work/online" || fail "$(cat "$work/online")"
    mkdir -p "$work/preview"
    echo preview >"$work/preview/index.html"
    publish_on_github "$work/preview" anteprima/3/
    echo other >"$work/preview/index.html"
    publish_on_github "$work/preview" anteprima/4/
    rm "$work/clone/site/schede/prima/index.html"
    publish_on_github "$work/clone/site" ''
    online
    grep -qx anteprima/3/index.html "$work/online" && grep -qx anteprima/4/index.html "$work/online" || fail 'the previews are gone'
    ! grep -qx schede/prima/index.html "$work/online" || fail 'a page that is gone is online'
    publish_on_github '' anteprima/3/
    online
    ! grep -q '^anteprima/3/' "$work/online" || fail 'the preview of a closed request is online'
    grep -qx anteprima/4/index.html "$work/online" && grep -qx index.html "$work/online" || fail "$(cat "$work/online")"
}
it_publishes_two_previews_at_once_on_GitHub() {
    forge
    echo : | tool gh
    a_good_change
    request
    mkdir -p "$work/preview"
    echo preview >"$work/preview/index.html"
    publish_on_github "$work/preview" anteprima/3/
    # Another comes in between, after this one has looked at the branch and before it pushes.
    rm -rf "$work/runner"
    mkdir "$work/runner"
    cp -R "$work/preview" "$work/runner/site"
    cd "$work/runner" || exit 1
    { github_lines pages 'the branch gh-pages'; github_lines pages 'the site in it'; } | on_github PREVIEW=anteprima/4/
    expect_status 0 $?
    git clone -q --branch gh-pages "$work/forge/ente/catalogo" "$work/other"
    mkdir -p "$work/other/anteprima/5"
    echo other >"$work/other/anteprima/5/index.html"
    git -C "$work/other" add -A
    git -C "$work/other" commit -qm 'another preview'
    git -C "$work/other" push -q origin gh-pages
    github_lines pages 'online' | on_github PREVIEW=anteprima/4/
    expect_status 0 $?
    online
    for number in 3 4 5; do
        grep -qx anteprima/$number/index.html "$work/online" || fail "no preview $number: $(cat "$work/said")"
    done
}
it_comments_a_pull_request_once_and_then_mends_the_comment() {
    forge
    mkdir -p "$work/runner"
    cd "$work/runner" || exit 1
    tool gh <<END
#!/bin/bash
printf '%s\n' "\$*" >>"$work/asked"
case " \$* " in *' --jq '*) cat "$work/comments" ;; esac
END
    : >"$work/comments"
    { echo '<!-- schedario -->'; yes 'Città, perché' | head -n 9000; } >changes.md
    github_lines comment 'the comment' | on_github GH_TOKEN=secret
    expect_status 0 $?
    tail -n 1 "$work/asked" | grep -qx -- 'api --silent --method POST repos/ente/catalogo/issues/3/comments --field body=@comment.md' ||
        fail "$(cat "$work/asked")"
    [ "$(wc -c <comment.md)" -le 60000 ] && iconv -f UTF-8 -t UTF-8 comment.md >/dev/null || fail 'the comment is too long or broken'
    echo 99 >"$work/comments"
    github_lines comment 'the comment' | on_github GH_TOKEN=secret
    tail -n 1 "$work/asked" | grep -q -- '--method PATCH repos/ente/catalogo/issues/comments/99 ' || fail "$(cat "$work/asked")"
    ! grep -q secret "$work/asked" "$work/said" || fail 'the token is seen'
}

it_gives_a_fork_no_right_to_write() {
    ! grep -qE 'pull_request_target|workflow_run|secrets\.' "$github" || fail 'an event that gives a fork rights, or a secret'
    [ "$(awk '/^permissions:/ { inside = 1; next } /^[^ ]/ { inside = 0 } inside && NF' "$github")" = '  contents: read' ] ||
        fail 'more than reading at the top'
    writers=0
    for job in $(awk '/^jobs:/ { jobs = 1 } jobs && /^  [a-z]+:$/ { sub(":", ""); print $1 }' "$github"); do
        github_job "$job" | grep -q ': write$' || continue
        writers=$((writers + 1))
        github_job "$job" | grep -qF 'github.event.pull_request.head.repo.full_name == github.repository' || fail "$job has no guard"
        ! github_job "$job" | grep -qE 'actions/checkout|schedario --lang' || fail "$job runs what a request brings"
    done
    [ $writers = 2 ] || fail "$writers jobs write"
    github_job check | grep -q 'persist-credentials: false' || fail 'the checkout keeps its token'
    # A value of the request within a script's text would be run: values come as variables.
    ! awk 'match($0, /[^ ]/) < 10 { run = /run:/ } run && /[$][{][{]/' "$github" | grep . || fail 'a value within a script'
    awk '/^comment:/ { inside = 1 } /^pages:/ { inside = 0 } inside && / if: /' "$gitlab" |
        grep -qF '$COMMENT_TOKEN && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID' || fail 'GitLab comments forks'
    [ "$(grep -c COMMENT_TOKEN "$gitlab")" = 2 ] || fail 'the token is used elsewhere'
}
it_pins_actions_by_their_major_version_and_fetches_the_whole_history() {
    [ "$(grep -c 'uses:' "$github")" = "$(grep -cE 'uses: actions/[a-z-]+@v[0-9]+$' "$github")" ] || fail "$(grep uses: "$github")"
    grep -q 'fetch-depth: 0' "$github" && grep -q 'GIT_DEPTH: "0"' "$gitlab" || fail 'a part of the history'
}

run_tests
