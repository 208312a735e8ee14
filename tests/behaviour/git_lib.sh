# What the tests with git repositories share; after lib.sh.
export GIT_AUTHOR_NAME='Ada Rossi' GIT_AUTHOR_EMAIL=ada@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
at=1600000000

# commit FOLDER SUBJECT: all that is in it, a day after the last commit.
commit() {
    at=$((at + 86400))
    git -C "$1" add -A &&
        GIT_AUTHOR_DATE="$at +0000" GIT_COMMITTER_DATE="$at +0000" git -C "$1" commit -q -m "$2"
}
# sheet FILE TITLE [BODY]
sheet() {
    mkdir -p "$(dirname "$1")"
    printf -- '---\ntitolo: %s\n---\n\n%s\n' "$2" "${3-Un testo.}" >"$1"
}

# $work/site, a small site in a repository of its own, whose sheets of Tuscany stand under schede/toscana and are
# kept in $work/toscana, folder dati.
site_with_toscana() {
    small_site "$work/site"
    cat >>"$work/site/site.yaml" <<END
repository:
  edit: https://forge.example.org/catalogo/edit/{branch}/{path}
sources:
  toscana:
    repository: ${1-../toscana}
    folder: dati
    prefix: schede/toscana
    label: {it: Regione Toscana, en: Tuscany}
    edit: https://toscana.example.org/edit/{branch}/{path}
END
    sheet "$work/toscana/dati/orti.md" 'Gli orti' 'Vedi [[prima]] e [i piedibus](sub/piedibus.md).'
    sheet "$work/toscana/dati/sub/piedibus.md" 'I piedibus' 'Vedi [gli orti](../orti.md).'
    sheet "$work/toscana/README.md" 'Non una scheda'
    for name in toscana site; do
        git init -q -b main "$work/$name"
        git -C "$work/$name" remote add origin "https://$name.example.org/x.git"
        commit "$work/$name" 'first'
    done
}
