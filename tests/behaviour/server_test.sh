#!/bin/bash
# The guide for a server of one's own: its commands are run, in their order, in folders that stand for the server's. Of the
# tools that only a server has (apt-get, adduser, systemctl…) the test takes note; ssh obeys the guide's authorized_keys.
. "$(dirname "$0")/lib.sh"

export GIT_CONFIG_SYSTEM=/dev/null GIT_SSH_VARIANT=ssh
export SCHEDARIO_LSAN=$leaks

# A server in $work/root, and a publisher's computer with a catalogue in $work/desk.
server() {
    guide=$root/content/guida
    suffix=.md
    [ "$1" = it ] || suffix=.en.md
    mkdir -p "$work/root/srv" "$work/root/etc/ssh" "$work/root/etc/pam.d" "$work/root/etc/nginx/sites-available" "$work/root/etc/nginx/sites-enabled" \
        "$work/tools" "$work/home" "$work/program"
    for name in apt-get adduser addgroup systemctl certbot chgrp make; do
        tool $name "echo $name \"\$*\" >>'$work/called'"
    done
    tool schedario "LSAN_OPTIONS='$leaks' exec '$schedario' \"\$@\""
    # Nobody becomes anybody: the test's user owns all.
    tool sudo '[ "$1" != -u ] || shift 2; exec "$@"'
    tool install 'exec /usr/bin/install "$1" "${@:6}"'
    tool ssh "host=\$(printf '%s\n' \"\$@\" | grep -n catalogo.example.org | cut -d: -f1)
[ \"\$host\" ] || exit 255
export SSH_ORIGINAL_COMMAND=\"\${*:\$((host + 1))}\"
command=\$(sed -n 's/^restrict,command=\"\\(.*\\)\" ssh-ed25519 .* anna@comune.example\$/\\1/p' '$work/root/srv/catalogo/.ssh/authorized_keys' | sed 's/\\\\\"/\"/g')
cd '$work/root/srv/catalogo' && exec sh -c \"\$command\""
    ssh-keygen -q -t ed25519 -N '' -f "$work/root/etc/ssh/ssh_host_ed25519_key"
    export HOME=$work/home PATH=$work/tools:$PATH
    git config --global user.name 'Anna Bianchi'
    git config --global user.email anna@comune.example
    small_site "$work/desk"
    git init -q -b main "$work/desk"
    git -C "$work/desk" add -A
    git -C "$work/desk" commit -qm 'the catalogue'
}
tool() {
    printf '#!/bin/bash\n%s\n' "$2" >"$work/tools/$1"
    chmod +x "$work/tools/$1"
}
# shown PAGE NUMBER FOLDER: runs that sh block of the page there.
shown() {
    fence "$guide/$1$suffix" sh "$2" | sed -E "s#(/srv/|/etc/)#$work/root\1#g; s#--system --add#--global --add#" >"$work/block"
    [ -s "$work/block" ] || fail "$1 has no block $2"
    ! grep -E "(^|[ \"'=])/(srv|etc)/" "$work/block" || fail 'this would touch the machine itself'
    (cd "$3" && bash -e "$work/block") >"$work/said" 2>&1
}
good() {
    shown "$@" || fail "$(cat "$work/block"): $(cat "$work/said")"
}
# Up to the first push.
set_up() {
    server "$1"
    for number in 1 2 3 4 5; do
        good server-proprio $number "$work/program"
    done
    good server-proprio 6 "$work/desk"
    published='published: https://catalogo.example.org/'
    [ "$1" = en ] || published='pubblicato: https://catalogo.example.org/'
    grep -qF "$published" "$work/said" || fail "$(cat "$work/said")"
    repository=$work/root/srv/catalogo/catalogo.git
    site=$work/root/srv/www/catalogo
}

it_sets_up_a_server_as_the_guide_says_in_Italian() {
    set_up it
    [ -s "$site/schede/prima/index.html" ] || fail 'the sheet is not online'
    good server-proprio 7 "$work/program"
    for words in 'make deps install' 'adduser --system --group --shell /bin/sh' 'systemctl reload nginx'; do
        grep -qF "$words" "$work/called" || fail "nobody called $words"
    done
    fence "$guide/server-proprio$suffix" nginx 1 | grep -q 'root /srv/www/catalogo;' || fail 'nginx shows another folder'
    fence "$guide/server-proprio$suffix" apache 1 | grep -q 'DocumentRoot /srv/www/catalogo' || fail 'Apache shows another folder'
}
it_sets_up_a_server_as_the_guide_says_in_English() {
    set_up en
    [ -s "$site/schede/prima/index.html" ] || fail 'the sheet is not online'
}
it_lets_people_in_for_git_alone() {
    set_up en
    ! ssh catalogo.example.org ls >"$work/said" 2>&1 || fail 'a command that is not of git was run'
    ! ssh catalogo.example.org '' >"$work/said" 2>&1 || fail 'there is a shell'
    sed -i 's/84.498,00/80mila/' "$work/desk/content/schede/prima.md"
    git -C "$work/desk" commit -qam 'a mistake'
    ! git -C "$work/desk" push -q server main 2>"$work/said" || fail 'a mistake was taken'
    grep -q 'remote: .*content/schede/prima.md:4:9: error: ' "$work/said" || fail "$(cat "$work/said")"
}
it_takes_the_groups_of_the_system_as_well() {
    set_up en
    good server-proprio 8 "$work/program"
    [ "$(git -C "$repository" config core.sharedRepository)" = group ] && grep -q 'chgrp -R catalogo-redazione' "$work/called" ||
        fail 'the group does not share the repository'
    git -C "$work/desk" commit -q --allow-empty -m 'again'
    git -C "$work/desk" push server main 2>&1 | grep -qF "$published" || fail 'nobody can push any more'
}

it_runs_the_server_day_by_day_as_the_guide_says() {
    for language in it en; do
        rm -rf "$work"/*
        set_up $language
        below=$work/root/srv/catalogo
        # Previews, mail.
        good server-ogni-giorno 1 "$below"
        [ "$(git -C "$repository" config schedario.previews)" = 40 ] || fail 'the number of previews stays'
        good server-ogni-giorno 2 "$below"
        tool msmtp "cat >'$work/letter'"
        sed -i 's/84.498,00/90000/' "$work/desk/content/schede/prima.md"
        git -C "$work/desk" commit -qam 'another budget'
        git -C "$work/desk" push -q server main 2>"$work/said" || fail "$(cat "$work/said")"
        waited_for "$work/letter" 'To: redazione@example.org'
        [ -s "$repository/schedario/report.eml" ] || fail 'no report is kept'
        # The log, building again.
        good server-ogni-giorno 3 "$below"
        grep -q 'https://catalogo.example.org/' "$work/said" || fail "$(cat "$work/said")"
        rm "$site/schede/prima/index.html"
        good server-ogni-giorno 4 "$below"
        waited_for "$site/schede/prima/index.html" '90.000,00'
        # Taking back.
        git -C "$work/desk" branch -q --set-upstream-to server/main
        good server-ogni-giorno 5 "$work/desk"
        waited_for "$site/schede/prima/index.html" '84.498,00'
        good server-ogni-giorno 6 "$below"
        waited_for "$site/schede/prima/index.html" '90.000,00'
        # A backup, and a new server of it.
        good server-ogni-giorno 9 "$below"
        good server-ogni-giorno 10 "$below"
        new=nuovo
        [ $language = it ] || new=new
        waited_for "$work/root/srv/www/$new/schede/prima/index.html" '84.498,00'
        # The newer program.
        good server-ogni-giorno 11 "$work/desk"
    done
}
# waited_for FILE WORDS: what is built in the background may take a while.
waited_for() {
    for second in $(seq 1 60); do
        grep -qF "$2" "$1" 2>/dev/null && return
        sleep 0.5
    done
    fail "no \"$2\" in $1: $(head -c 300 "$1" 2>&1)"
}
it_takes_the_rules_of_the_guide() {
    for language in it en; do
        rm -rf "$work"/*
        set_up $language
        mkdir -p "$work/desk/content/schede/toscana"
        fence "$guide/server-ogni-giorno$suffix" yaml 1 | sed 's|content/esperienze|content/schede|' >>"$work/desk/site.yaml"
        printf -- '---\ntitolo: Una scheda toscana\n---\n' >"$work/desk/content/schede/toscana/una.md"
        program -C "$work/desk" check
        expect_status 0 $?
        git -C "$work/desk" add -A
        git -C "$work/desk" commit -qm 'rules'
        git -C "$work/desk" push -q server main 2>"$work/said" || fail "$(cat "$work/said")"
        # Anna publishes: she may touch what is nobody's. Maria may touch her folder alone.
        sed -i 's/SCHEDARIO_USER=anna/SCHEDARIO_USER=maria/' "$work/root/srv/catalogo/.ssh/authorized_keys"
        echo 'Nuova.' >>"$work/desk/content/schede/toscana/una.md"
        git -C "$work/desk" commit -qam 'her own folder'
        git -C "$work/desk" push -q server main 2>"$work/said" || fail "$(cat "$work/said")"
        echo 'Altro.' >>"$work/desk/content/schede/prima.md"
        git -C "$work/desk" commit -qam 'a folder of others'
        ! git -C "$work/desk" push -q server main 2>"$work/said" || fail 'she touched what is not hers'
        grep -q 'content/schede/prima.md' "$work/said" || fail "$(cat "$work/said")"
    done
}
it_takes_in_another_repository_as_the_guide_says() {
    for language in it en; do
        rm -rf "$work"/*
        set_up $language
        mkdir -p "$work/toscana/schede"
        printf -- '---\ntitolo: Una scheda toscana\n---\n' >"$work/toscana/schede/una.md"
        git init -q -b main "$work/toscana"
        git -C "$work/toscana" add -A
        git -C "$work/toscana" commit -qm 'the sheets of Tuscany'
        fence "$guide/server-ogni-giorno$suffix" yaml 2 | sed "s|https://git.regione.*|file://$work/toscana|; s|esperienze/|schede/|" \
            >>"$work/desk/site.yaml"
        git -C "$work/desk" commit -qam 'a source'
        good server-ogni-giorno 7 "$work/desk"
        good server-ogni-giorno 8 "$work/root/srv/catalogo"
        git -C "$work/desk" push -q server main >"$work/said" 2>&1 || fail "$(cat "$work/said")"
        waited_for "$site/schede/una/index.html" 'Una scheda toscana'
        sed -i 's/Una scheda toscana/Una scheda cambiata/' "$work/toscana/schede/una.md"
        git -C "$work/toscana" commit -qam 'changed'
        fence "$guide/server-ogni-giorno$suffix" text 1 | sed -n 's/^[*0-9/ ]* catalogo //p' | sed "s|/srv/|$work/root/srv/|" >"$work/block"
        ! grep -E '(^| )/srv' "$work/block" && [ -s "$work/block" ] || fail 'no line for cron'
        bash -e "$work/block" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
        waited_for "$site/schede/una/index.html" 'Una scheda cambiata'
    done
}

run_tests
