# What the behaviour tests share. Each test is a function named with a sentence; `run` calls them all.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
schedario=${SCHEDARIO:-$root/build/schedario}
work=$(mktemp -d "${TMPDIR:-/tmp}/schedario-behaviour.XXXXXX")
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
leaks=suppressions=$root/tests/behaviour/leaks:print_suppressions=0
passed=0
failed=0

# A failed expectation says what it saw and ends its test.
fail() {
    echo "    $*"
    exit 1
}
expect_status() {
    [ "$1" = "$2" ] || fail "exit status $2, expected $1; it said: $(tail -n 3 "$work/said" 2>/dev/null)"
}

# Runs the program in English without colour; what it says is in $work/said and $work/data.
program() {
    env -i PATH="$PATH" LANG=C.UTF-8 LSAN_OPTIONS="$leaks" ${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH} \
        "$schedario" "$@" >"$work/data" 2>"$work/said"
}

# One number for all that a folder holds: names, kinds and bytes.
fingerprint() {
    (cd "$1" && find . -print0 | sort -z | xargs -0 -I{} sh -c '
        if [ -f "$1" ]; then sha256sum "$1"; else echo "$1"; fi' sh {}) | sha256sum
}
fast_fingerprint() {
    (cd "$1" && find . -type d | sort; cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum) | sha256sum
}

# fence FILE LANGUAGE NUMBER: the text of that fenced block of the language, counted from 1.
fence() {
    awk -v language="$2" -v wanted="$3" '
        !inside && /^(```|~~~)/ { inside = 1; end = substr($0, 1, 3); if (substr($0, 4) == language) shown = ++count == wanted; next }
        inside && index($0, end) == 1 { inside = 0; shown = 0; next }
        shown' "$1"
}
fences() {
    awk -v language="$2" '
        !inside && /^(```|~~~)/ { inside = 1; end = substr($0, 1, 3); count += substr($0, 4) == language; next }
        inside && index($0, end) == 1 { inside = 0 }
        END { print count + 0 }' "$1"
}

# A small site: small_site FOLDER
small_site() {
    mkdir -p "$1/content/schede"
    cat >"$1/site.yaml" <<'END'
site:
  title: {it: Catalogo di prova, en: Sample catalogue}
  base_url: https://catalogo.example.org/
  languages: [it, en]
vocabularies:
  temi:
    label: {it: Temi, en: Themes}
    terms:
      inclusione: {label: {it: Inclusione sociale, en: Social inclusion}}
      lavoro: {label: {it: Lavoro, en: Work}}
collections:
  schede:
    label: {it: Schede, en: Sheets}
    fields:
      titolo: {type: text, role: title, required: true, max: 160}
      tema: {type: term, of: temi, facet: true}
      budget: {type: money, currency: EUR}
END
    cat >"$1/content/schede/prima.md" <<'END'
---
titolo: La prima scheda
tema: inclusione
budget: "84.498,00"
---

Un testo che porta [alla seconda](seconda.md).
END
    cat >"$1/content/schede/seconda.md" <<'END'
---
titolo: La seconda scheda
tema: lavoro
---

Un testo che torna a [[prima]].
END
}

run_tests() {
    for name in $(declare -F | awk '$3 ~ /^it_/ { print $3 }'); do
        rm -rf "$work"/* 2>/dev/null
        if (set +e; "$name") >"$work.log" 2>&1; then
            passed=$((passed + 1))
            echo "ok ${name//_/ }"
        else
            failed=$((failed + 1))
            echo "not ok ${name//_/ }"
            cat "$work.log"
        fi
    done
    rm -f "$work.log"
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}
