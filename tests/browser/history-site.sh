# The sample catalogue with a history, as the tests of its pages see it: a repository with the sample's sheets
# and three more, which are written, translated, renamed, changed and withdrawn; built into
# build/tests/history.
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 3
site=build/tests/history
repository=build/tests/history-repository
rm -rf "$repository"
mkdir -p "$repository"
cp -R site.yaml content lua-filters "$repository/"
sed -i '/^repository:/,/^[a-z]/{/^[a-z]/!d;/^repository:/d}' "$repository/site.yaml"
cat >>"$repository/site.yaml" <<'END'

repository:
  edit: https://forge.example.org/catalogo/edit/{branch}/{path}
  report: https://forge.example.org/catalogo/issues/new?title={title}
  commit: https://forge.example.org/catalogo/commit/{commit}
END

history_git() {
    git -C "$repository" -c init.defaultBranch=main -c commit.gpgsign=false -c core.autocrlf=false "$@"
}
# history_commit DATE NAME SUBJECT: all there is now, as NAME committed it at noon of that day.
history_commit() {
    history_git add -A
    GIT_AUTHOR_NAME=$2 GIT_AUTHOR_EMAIL=${2%% *}@ente.example GIT_AUTHOR_DATE="$1T12:00:00+0000" \
        GIT_COMMITTER_NAME=$2 GIT_COMMITTER_EMAIL=${2%% *}@ente.example \
        GIT_COMMITTER_DATE="$1T12:00:00+0000" history_git commit -q -m "$3" >/dev/null
}
# A sheet of the history's own: history_sheet FILE, whose text stands on standard input.
history_sheet() {
    mkdir -p "$(dirname "$repository/content/esperienze/$1")"
    cat >"$repository/content/esperienze/$1"
}

history_git init -q
rm -rf "$repository/content/esperienze"
mkdir -p "$repository/content/esperienze"
cp -R content/esperienze/. "$repository/content/esperienze/"

history_sheet banca-del-tempo.md <<'END'
---
titolo: Banca del tempo di valle
esempio: sì
ente: comune-di-pontelargo
obiettivo: ot9
temi: [partecipazione]
territori: [bologna]
avvio: 2018
---

## Sintesi

Chi abita in valle scambia ore di lavoro: un'ora di giardino per un'ora di inglese.

## Attività

- Uno sportello in biblioteca.
END
history_sheet doposcuola/index.md <<'END'
---
titolo: Doposcuola in biblioteca
esempio: sì
ente: comune-di-pontelargo
obiettivo: ot9
temi: [partecipazione]
territori: [bologna]
avvio: 2019-09
durata: 12 mesi
budget: 80000
partner_di_rete: 4
trasferibilita:
  - componente: Patto con le scuole
    grado: trasferibile
  - componente: Volontari formati
    grado: con-condizioni
    condizioni: Servono due mesi di formazione.
---

## Sintesi

Ogni pomeriggio la biblioteca apre le sue sale a ragazze e ragazzi delle medie, con dieci volontari che aiutano nei compiti e con
laboratori di lettura, di teatro e di scienze una volta alla settimana, preparati insieme alle scuole del quartiere.

## Motivazione e obiettivi

Nel quartiere mancava un luogo dove studiare insieme. Lo racconta anche la [banca del tempo](../banca-del-tempo.md), e lo si
vede nella figura.

![La sala di lettura, con sei tavoli e trenta posti](sala.png)

## Attività

- Aiuto nei compiti, tutti i giorni.
- Laboratorio di lettura, il martedì.

## Quadro dei risultati

```{previsto-raggiunto}
indicatore; previsto; raggiunto; unita
Ragazzi iscritti; 40; 38; persone
Pomeriggi di apertura; 180; 176; giorni
```
END
cp content/esperienze/dati-aperti-dei-comuni/*.png "$repository/content/esperienze/doposcuola/sala.png" 2>/dev/null
[ -s "$repository/content/esperienze/doposcuola/sala.png" ] ||
    printf '%s' 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==' |
        base64 -d >"$repository/content/esperienze/doposcuola/sala.png"
history_commit 2020-03-02 'Anna Bianchi' 'Le prime schede'

sed -i -e 's/^budget: 80000/budget: 84498/' -e 's/^temi: .*/temi: [partecipazione, innovazione-sociale]/' \
    -e 's/con dieci volontari/con quindici volontari/' -e 's/^- Laboratorio di lettura, il martedì\./- Laboratorio di lettura, il martedì e il giovedì./' \
    "$repository/content/esperienze/doposcuola/index.md"
history_commit 2021-03-01 'Bruno Neri' 'Doposcuola: budget definitivo e nuovi volontari'

history_sheet doposcuola/index.en.md <<'END'
---
titolo: Homework in the library
trasferibilita:
  - componente: Agreement with the schools
    grado: trasferibile
  - componente: Trained volunteers
    grado: con-condizioni
    condizioni: They need two months of training.
---

## Summary

Every afternoon the library opens its rooms to pupils of the middle school, with fifteen volunteers who help them with their homework.

## Activities

- Help with homework, every day.
END
history_commit 2021-07-15 'Anna Bianchi' 'Doposcuola in inglese'

mv "$repository"/content/esperienze/{doposcuola,doposcuola-in-biblioteca}
sed -i -e '/banca del tempo/d' -e 's/^vede nella figura\.$/Lo si vede dai numeri./' -e '/sala\.png/d' \
    "$repository/content/esperienze/doposcuola-in-biblioteca/index.md"
rm "$repository"/content/esperienze/{doposcuola-in-biblioteca/sala.png,banca-del-tempo.md}
history_commit 2022-05-03 'Carla De Santis' 'Doposcuola: nuovo nome. Ritirata la banca del tempo'

sed -i -e 's/^titolo: .*/titolo:   "Doposcuola in biblioteca"/' \
    "$repository/content/esperienze/doposcuola-in-biblioteca/index.md"
history_commit 2022-06-01 'Carla De Santis' 'Virgolette nei titoli'

sed -i -e '/^## Quadro/,$d' -e 's/Servono due mesi/Servono tre mesi/' -e '/^durata:/d' \
    "$repository/content/esperienze/doposcuola-in-biblioteca/index.md"
cat >>"$repository/content/esperienze/doposcuola-in-biblioteca/index.md" <<'END'
## Lezioni

I volontari restano se qualcuno li ringrazia. Il **patto** con le scuole va rinnovato ogni anno.
END
history_commit 2024-11-20 'Bruno Neri' 'Doposcuola: che cosa abbiamo imparato'

history_git remote add origin https://forge.example.org/catalogo.git
build/schedario -C "$repository" build --quiet --out "$PWD/$site" ||
    { echo 'the catalogue with a history does not build'; exit 1; }
