#include "content/yaml_problem.h"

const struct problem yaml_problem_duplicate_key = {
    "yaml-duplicate-key",
    SEVERITY_ERROR,
    {"\"%1\" is written twice", "\"%1\" è scritto due volte"},
    {"keep one of the two", "tieni una sola delle due voci"}};

const struct problem yaml_problem_key_kind = {
    "yaml-key",
    SEVERITY_ERROR,
    {"a list or a mapping cannot be the name before the colon",
     "un elenco o un gruppo di voci non può fare da nome prima dei due punti"},
    {"if this is text, put it in quotes: \"{…}\"",
     "se è un testo, mettilo tra virgolette: \"{…}\""}};

const struct problem yaml_problem_key_missing = {
    "yaml-key",
    SEVERITY_ERROR,
    {"there is no name before the colon", "manca il nome prima dei due punti"},
    {"write it as name: value", "scrivi nome: valore"}};

const struct problem yaml_problem_merge_key = {
    "yaml-merge",
    SEVERITY_ERROR,
    {"\"<<\" (merge) is not used here", "\"<<\" (unione) non si usa qui"},
    {"write the entries out", "scrivi le voci per esteso"}};

const struct problem yaml_problem_documents = {
    "yaml-documents",
    SEVERITY_ERROR,
    {"a second document begins here", "qui inizia un secondo documento"},
    {"keep a single one: take out this line and join the two parts",
     "tienine uno solo: togli questa riga e unisci le due parti"}};

const struct problem yaml_problem_directive = {
    "yaml-directive",
    SEVERITY_ERROR,
    {"lines that start with \"%%\" are not used here",
     "le righe che iniziano con \"%%\" non si usano qui"},
    {"take the line out", "togli la riga"}};

const struct problem yaml_problem_too_deep = {
    "yaml-depth",
    SEVERITY_ERROR,
    {"lists and mappings stand within one another more than %1 levels deep",
     "elenchi e gruppi sono annidati per più di %1 livelli"},
    {"if this is text, put it in quotes", "se è un testo, mettilo tra virgolette"}};

const struct problem yaml_problem_too_many = {
    "yaml-size",
    SEVERITY_ERROR,
    {"more than %1 values in one file", "più di %1 valori in un solo file"},
    {"split it into several files", "dividilo in più file"}};

const struct problem yaml_problem_control_character = {
    "yaml-control-character",
    SEVERITY_ERROR,
    {"the text holds an invisible control character, written with a backslash",
     "il testo contiene un carattere di controllo invisibile, scritto con una barra rovesciata"},
    {"take it out, or write the backslash twice",
     "toglilo, o scrivi due volte la barra rovesciata"}};

const struct problem yaml_problem_not_utf8 = {
    "yaml-encoding",
    SEVERITY_ERROR,
    {"this byte is not UTF-8 text (byte %1 of the file)",
     "questo byte non è testo UTF-8 (byte %1 del file)"},
    {"save the file with the encoding UTF-8", "salva il file con la codifica UTF-8"}};

const struct problem yaml_problem_alias = {
    "yaml-alias",
    SEVERITY_ERROR,
    {"a value cannot start with \"*\": references to other values are not used here",
     "un valore non può iniziare con \"*\": qui non si usano rimandi ad altri valori"},
    {"if this is text, put it in quotes: \"*…\"", "se è un testo, mettilo tra virgolette: \"*…\""}};

const struct problem yaml_problem_anchor = {
    "yaml-anchor",
    SEVERITY_ERROR,
    {"a value cannot start with \"&\": named values are not used here",
     "un valore non può iniziare con \"&\": qui non si danno nomi ai valori"},
    {"if this is text, put it in quotes: \"&…\"", "se è un testo, mettilo tra virgolette: \"&…\""}};

const struct problem yaml_problem_tag = {
    "yaml-tag",
    SEVERITY_ERROR,
    {"a value cannot start with \"!\": the type of a value is said by site.yaml alone",
     "un valore non può iniziare con \"!\": il tipo di un valore lo dice solo site.yaml"},
    {"if this is text, put it in quotes: \"!…\"", "se è un testo, mettilo tra virgolette: \"!…\""}};

const struct problem yaml_problem_conflict = {
    "yaml-conflict",
    SEVERITY_ERROR,
    {"git left two versions of these lines here",
     "qui git ha lasciato due versioni di queste righe"},
    {"choose one version and take out the lines <<<<<<<, ======= and >>>>>>>",
     "scegli una versione e togli le righe <<<<<<<, ======= e >>>>>>>"}};

const struct problem yaml_problem_tab = {
    "yaml-tab",
    SEVERITY_ERROR,
    {"a tab stands where only spaces may", "c'è una tabulazione dove possono stare solo spazi"},
    {"put spaces in its place, two a level", "metti al suo posto degli spazi, due per livello"}};

const struct problem yaml_problem_colon = {
    "yaml-colon",
    SEVERITY_ERROR,
    {"a text that holds a colon and a space must stand in quotes",
     "un testo che contiene due punti seguiti da uno spazio va tra virgolette"},
    {"write %1", "scrivi %1"}};

const struct problem yaml_problem_no_colon = {
    "yaml-no-colon",
    SEVERITY_ERROR,
    {"\"%1\" stands alone: the colon is missing", "\"%1\" sta da solo: mancano i due punti"},
    {"write name: value; or, where the text above goes on, indent this line",
     "scrivi nome: valore; oppure, se continua il testo di sopra, fai rientrare la riga"}};

const struct problem yaml_problem_no_space = {
    "yaml-no-space",
    SEVERITY_ERROR,
    {"a space is missing after the colon", "manca uno spazio dopo i due punti"},
    {"write %1", "scrivi %1"}};

const struct problem yaml_problem_quote_open = {
    "yaml-quote-open",
    SEVERITY_ERROR,
    {"the quote that opens here is not closed on this line",
     "le virgolette che si aprono qui non si chiudono su questa riga"},
    {"add %1 at the end of the text", "aggiungi %1 alla fine del testo"}};

const struct problem yaml_problem_quote_early = {
    "yaml-quote-early",
    SEVERITY_ERROR,
    {"the quotes close before the text ends",
     "le virgolette si chiudono prima che il testo finisca"},
    {"put all of it in quotes, and write those inside as \\\"",
     "metti tutto il testo tra virgolette, e scrivi quelle interne come \\\""}};

const struct problem yaml_problem_apostrophe_early = {
    "yaml-quote-early",
    SEVERITY_ERROR,
    {"the apostrophe closes the text that began with one",
     "l'apostrofo chiude il testo, che iniziava con un apostrofo"},
    {"put the whole text between double quotes: \"…\"",
     "metti tutto il testo tra virgolette doppie: \"…\""}};

const struct problem yaml_problem_bracket_open = {
    "yaml-bracket-open",
    SEVERITY_ERROR,
    {"what \"%1\" opens here is not closed, or a comma is missing in it",
     "ciò che \"%1\" apre qui non si chiude, o vi manca una virgola"},
    {"close it with \"%2\"; if this is text, put it in quotes",
     "chiudilo con \"%2\"; se è un testo, mettilo tra virgolette"}};

const struct problem yaml_problem_bracket_early = {
    "yaml-bracket-early",
    SEVERITY_ERROR,
    {"text goes on after the bracket is closed", "il testo continua dopo la parentesi chiusa"},
    {"if all of this is text, put it in quotes: \"[…] …\"",
     "se è tutto testo, mettilo tra virgolette: \"[…] …\""}};

const struct problem yaml_problem_indentation = {
    "yaml-indentation",
    SEVERITY_ERROR,
    {"this line does not begin in the same column as its neighbours",
     "questa riga non inizia nella stessa colonna delle sue vicine"},
    {"give it exactly as many spaces as the lines it belongs with",
     "dalle tanti spazi quanti ne hanno le righe del suo stesso livello"}};

const struct problem yaml_problem_indentation_of_key = {
    "yaml-indentation",
    SEVERITY_ERROR,
    {"this line is indented as if it went on with the text above",
     "questa riga rientra come se continuasse il testo di sopra"},
    {"align it with the other names; if it does go on, put the whole text in quotes",
     "allineala agli altri nomi; se invece continua il testo, mettilo tutto tra virgolette"}};

const struct problem yaml_problem_dash = {
    "yaml-dash",
    SEVERITY_ERROR,
    {"a list with dashes cannot begin on the line of its name",
     "un elenco con i trattini non può iniziare sulla riga del suo nome"},
    {"begin the list on the next line; if this is text, put it in quotes: \"- …\"",
     "inizia l'elenco sulla riga dopo; se è un testo, mettilo tra virgolette: \"- …\""}};

const struct problem yaml_problem_dash_missing = {
    "yaml-dash-missing",
    SEVERITY_ERROR,
    {"this line stands in a list but does not begin with a dash",
     "questa riga sta in un elenco ma non inizia con un trattino"},
    {"begin it with \"- \", or move it to the column of the name it belongs with",
     "falla iniziare con \"- \", o spostala nella colonna del nome a cui appartiene"}};

const struct problem yaml_problem_block_text = {
    "yaml-block",
    SEVERITY_ERROR,
    {"after \"%1\" the text begins on the next line",
     "dopo \"%1\" il testo inizia sulla riga seguente"},
    {"go to a new line and indent by two spaces; if this is all, put it in quotes",
     "vai a capo e fai rientrare di due spazi; se è tutto qui, mettilo tra virgolette"}};

const struct problem yaml_problem_reserved = {
    "yaml-reserved",
    SEVERITY_ERROR,
    {"a value cannot start with \"%1\"", "un valore non può iniziare con \"%1\""},
    {"put it in quotes: \"%1…\"", "mettilo tra virgolette: \"%1…\""}};

const struct problem yaml_problem_escape = {
    "yaml-escape",
    SEVERITY_ERROR,
    {"between double quotes a backslash starts a code, and this is none",
     "tra virgolette doppie la barra rovesciata inizia un codice, e questo non lo è"},
    {"write the backslash twice, or use single quotes: '…'",
     "scrivi due volte la barra rovesciata, o usa gli apici: '…'"}};

const struct problem yaml_problem_general = {
    "yaml-syntax",
    SEVERITY_ERROR,
    {"this YAML cannot be read: %1", "questo YAML non si può leggere: %1"},
    {"look at this line and at the one before it: quotes, brackets, colons, indentation",
     "guarda questa riga e quella prima: virgolette, parentesi, due punti, rientri"}};

const struct problem yaml_problem_invisible_character = {
    "yaml-control-character",
    SEVERITY_ERROR,
    {"an invisible character that cannot stand here (U+%1)",
     "un carattere invisibile che qui non può stare (U+%1)"},
    {"take it out, or type a space in its place", "toglilo, o mettici uno spazio"}};
