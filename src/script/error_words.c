#include "script/error_words.h"

#include "base/buffer.h"

#define CAPTURES_MAX 4
/* Texts within texts: "bad argument #1 to 'f' (…)". */
#define DEPTH_MAX 3

/* A row's pattern holds %1 to %4 for what differs. The first row that fits the whole text is it. */
struct row {
    const char *pattern;
    const char *words[MESSAGE_LANGUAGES]; /* NULL: as it is */
};

#define NO_FILES   "a script reaches neither files nor the machine"
#define SENZA_FILE "uno script non arriva né ai file né alla macchina"

static const struct row rows[] = {
    /* what is not here */
    {"attempt to index a nil value (global 'io')",
     {"there is no io here: a script reaches no files, unless site.yaml names it under trusted",
      "qui io non c'è: uno script non arriva ai file, se site.yaml non lo indica in trusted"}},
    {"attempt to index a nil value (global 'os')",
     {"there is no os here: " NO_FILES, "qui os non c'è: " SENZA_FILE}},
    {"attempt to index a nil value (global 'package')",
     {"there is no package here: require finds the files of lua-filters/ alone",
      "qui package non c'è: require trova soltanto i file di lua-filters/"}},
    {"attempt to index a nil value (global 'debug')",
     {"there is no debug here: a script sees nothing of the program",
      "qui debug non c'è: uno script non vede niente del programma"}},
    {"attempt to call a nil value (global 'dofile')",
     {"there is no dofile here: use require, which finds the files of lua-filters/",
      "qui dofile non c'è: usa require, che trova i file di lua-filters/"}},
    {"attempt to call a nil value (global 'loadfile')",
     {"there is no loadfile here: use require, which finds the files of lua-filters/",
      "qui loadfile non c'è: usa require, che trova i file di lua-filters/"}},
    {"attempt to call a nil value (global 'collectgarbage')",
     {"there is no collectgarbage here: memory is looked after for you",
      "qui collectgarbage non c'è: alla memoria pensa il programma"}},
    {"attempt to call a nil value (field 'random')",
     {"there is no math.random here: a site comes out the same each time",
      "qui math.random non c'è: un sito viene uguale ogni volta"}},
    {"finalizers (__gc) are not available here",
     {NULL, "qui non ci sono funzioni finali (__gc): togli __gc dalla metatabella"}},
    {"weak tables (__mode) are not available here",
     {NULL, "qui non ci sono tabelle deboli (__mode): togli __mode dalla metatabella"}},
    {"only a text can be loaded", {NULL, "load() prende soltanto un testo"}},
    {"format '%p' is not available here", {NULL, "string.format qui non ha '%p'"}},

    /* values */
    {"attempt to index a %1 value (%2 '%3')", {NULL, "%2 '%3' è %1: non ha campi"}},
    {"attempt to index a %1 value", {NULL, "si cerca un campo in %1, che non ne ha"}},
    {"attempt to call a %1 value (%2 '%3')", {NULL, "%2 '%3' è %1: non si può chiamare"}},
    {"attempt to call a %1 value", {NULL, "si chiama %1, che non è una funzione"}},
    {"attempt to perform arithmetic on a %1 value (%2 '%3')",
     {NULL, "%2 '%3' è %1: non si può usare in un calcolo"}},
    {"attempt to perform arithmetic on a %1 value", {NULL, "%1 non si può usare in un calcolo"}},
    {"attempt to perform bitwise operation on a %1 value (%2 '%3')",
     {NULL, "%2 '%3' è %1: non si può usare in un calcolo"}},
    {"attempt to concatenate a %1 value (%2 '%3')",
     {NULL, "%2 '%3' è %1: non si può unire a un testo"}},
    {"attempt to concatenate a %1 value", {NULL, "%1 non si può unire a un testo"}},
    {"attempt to get length of a %1 value (%2 '%3')", {NULL, "%2 '%3' è %1: non ha una lunghezza"}},
    {"attempt to get length of a %1 value", {NULL, "%1 non ha una lunghezza"}},
    {"attempt to compare two %1 values",
     {NULL, "due valori di questo tipo (%1) non hanno un ordine"}},
    {"attempt to compare %1 with %2", {NULL, "non si può confrontare %1 con %2"}},
    {"attempt to perform 'n//0'", {NULL, "divisione intera per zero"}},
    {"attempt to perform 'n%%0'", {NULL, "resto di una divisione per zero"}},
    {"number%1has no integer representation", {NULL, "il numero non è intero"}},
    {"table index is nil", {NULL, "la chiave di una tabella è nil"}},
    {"table index is NaN", {NULL, "la chiave di una tabella non è un numero vero (NaN)"}},
    {"'for' step is zero", {NULL, "il passo di 'for' è zero"}},
    {"'for' %1 must be a number", {NULL, "'for': %1 deve essere un numero"}},
    {"bad 'for' %1 (number expected, got %2)",
     {NULL, "'for': %1 deve essere un numero, e qui è %2"}},
    {"assertion failed!", {NULL, "assert: la condizione non è vera"}},
    {"cannot change a protected metatable", {NULL, "questa metatabella non si può cambiare"}},
    {"attempt to yield from outside a coroutine", {NULL, "yield fuori da una coroutine"}},
    {"attempt to yield across a C-call boundary",
     {NULL, "yield dentro una funzione che non si può interrompere"}},
    {"cannot resume dead coroutine", {NULL, "la coroutine è finita: non può riprendere"}},
    {"cannot resume non-suspended coroutine",
     {NULL, "la coroutine non è sospesa: non può riprendere"}},
    {"C stack overflow", {NULL, "troppe chiamate una dentro l'altra"}},
    {"stack overflow",
     {NULL, "troppe chiamate una dentro l'altra: una funzione chiama sé stessa "
            "senza fine?"}},
    {"stack overflow (%1)", {NULL, "troppe chiamate una dentro l'altra (%1)"}},
    {"error in error handling", {NULL, "un errore mentre se ne descriveva un altro"}},
    {"an error without a text", {NULL, "un errore senza testo"}},
    {"'__tostring' must return a string", {NULL, "__tostring deve dare un testo"}},

    /* the library */
    {"bad argument #%1 to '%2' (%3 expected, got %4)",
     {NULL, "l'argomento %1 di '%2' deve essere %3, e qui è %4"}},
    {"bad argument #%1 to '%2' (%3 expected)", {NULL, "l'argomento %1 di '%2' deve essere %3"}},
    {"bad argument #%1 to '%2' (%3)", {NULL, "l'argomento %1 di '%2' non va: %3"}},
    {"calling '%1' on bad self (%2)", {NULL, "'%1' è chiamata su un valore che non va: %2"}},
    {"wrong number of arguments to '%1'", {NULL, "'%1' vuole un altro numero di argomenti"}},
    {"position out of bounds", {NULL, "il posto è fuori dalla lista"}},
    {"index out of range", {NULL, "il posto è fuori dalla lista"}},
    {"array too big", {NULL, "la lista è troppo lunga"}},
    {"too many results to unpack", {NULL, "troppi valori in una volta"}},
    {"value out of range", {NULL, "il valore è fuori dai limiti"}},
    {"invalid value (at index %1) in table for 'concat'",
     {NULL, "table.concat: al posto %1 non c'è né un testo né un numero"}},
    {"invalid value (%1) at index %2 in table for 'concat'",
     {NULL, "table.concat: al posto %2 c'è %1, né un testo né un numero"}},
    {"resulting string too large", {NULL, "il testo diventa troppo lungo"}},
    {"string length overflow", {NULL, "il testo diventa troppo lungo"}},
    {"invalid conversion '%1' to 'format'", {NULL, "string.format non conosce '%1'"}},
    {"invalid option '%1'", {NULL, "'%1' non è tra le scelte possibili"}},
    {"invalid UTF-8 code", {NULL, "il testo non è UTF-8 valido"}},
    {"invalid replacement value (a %1)", {NULL, "gsub: al posto di quel che trova c'è %1"}},
    {"invalid use of '%1' in replacement string",
     {NULL, "gsub: dopo '%' nel testo nuovo va una cifra o un altro '%'"}},
    {"malformed pattern (ends with '%1')", {NULL, "modello incompleto: finisce con '%1'"}},
    {"malformed pattern (missing %1)", {NULL, "modello incompleto: manca %1"}},
    {"missing '[' after '%f' in pattern", {NULL, "modello incompleto: dopo '%f' serve '['"}},
    {"invalid capture index %1", {NULL, "il modello non ha la parte %1 tra parentesi"}},
    {"invalid pattern capture", {NULL, "nel modello una parentesi si chiude senza aprirsi"}},
    {"unfinished capture", {NULL, "nel modello una parentesi non si chiude"}},
    {"too many captures", {NULL, "il modello ha troppe parentesi"}},
    {"pattern too complex", {NULL, "il modello è troppo complicato"}},
    {"keys of type %1 have no order",
     {NULL, "la tabella ha tra le chiavi %1: pairs() non saprebbe in che ordine darle"}},

    /* syntax */
    {"%1 expected (to close %2 at line %3) near %4",
     {NULL, "vicino a %4 manca %1, che chiude %2 della riga %3"}},
    {"unexpected symbol near %1", {NULL, "qui non può stare %1"}},
    {"unfinished string near %1", {NULL, "manca la virgoletta che chiude il testo, vicino a %1"}},
    {"unfinished long string (starting at line %1) near %2",
     {NULL, "manca ]] che chiude il testo della riga %1"}},
    {"unfinished long comment (starting at line %1) near %2",
     {NULL, "manca ]] che chiude il commento della riga %1"}},
    {"malformed number near %1", {NULL, "numero scritto male, vicino a %1"}},
    {"invalid escape sequence %1", {NULL, "dopo \\ sta una lettera che non è prevista, in %1"}},
    {"syntax error near %1", {NULL, "errore di scrittura vicino a %1"}},
    {"cannot use %1 near %2", {NULL, "%1 qui non si può usare, vicino a %2"}},
    {"attempt to assign to const variable %1",
     {NULL, "la variabile %1 è costante (const): non si può cambiare"}},
    {"no visible label %1 for goto at line %2",
     {NULL, "goto alla riga %2: l'etichetta %1 non c'è"}},
    {"break outside a loop at line %1%2", {NULL, "break alla riga %1 è fuori da un ciclo"}},
    {"label %1 already defined on line %2", {NULL, "l'etichetta %1 c'è già, alla riga %2"}},
    {"%1 expected near %2", {NULL, "vicino a %2 manca %1"}},

    /* pandoc's functions */
    {"the filter function '%1' gave back something wrong: %2",
     {NULL, "la funzione '%1' del filtro ha restituito qualcosa che non va: %2"}},
    {"a filter must be a table of functions, not a %1",
     {NULL, "un filtro è una tabella di funzioni, e qui è %1"}},
    {"a filter must give back a table of functions, not a %1",
     {NULL, "un filtro restituisce una tabella di funzioni, e qui %1"}},
    {"%1 expected, got %2 (in the %3 of %4)", {NULL, "in %4, %3 deve essere %1, e qui è %2"}},
    {"%1 expected, got %2", {NULL, "serve %1, e qui c'è %2"}},
    {"%1: the format '%2' is not available here; there are %3",
     {NULL, "%1: il formato '%2' qui non c'è; ci sono %3"}},
    {"require '%1': it is not available here: %2", {NULL, "require '%1': qui non c'è: %2"}},
    {"%1 is not available here: %2", {NULL, "%1 qui non c'è: %2"}},
    {"%1 is not available here", {NULL, "%1 qui non c'è"}},
    {"it runs another program", {NULL, "fa partire un altro programma"}},
    {"it reaches the machine", {NULL, "arriva alla macchina"}},
    {"put both filters into lua-filters/: they run one after the other",
     {NULL, "metti i due filtri in lua-filters/: passano uno dopo l'altro"}},
    {"there is no bibliography here", {NULL, "qui non c'è una bibliografia"}},
    {"a sheet's files lie beside it", {NULL, "i file di una scheda stanno accanto a lei"}},
    {"pages are made by the theme's templates", {NULL, "le pagine le fanno i modelli del tema"}},
    {"the theme makes a page's contents", {NULL, "l'indice di una pagina lo fa il tema"}},
    {"pandoc has it, the sandbox does not; use string.match and its sisters",
     {NULL, "pandoc l'ha, qui manca; usa string.match e le sue sorelle"}},
    {"a script reaches no files, unless site.yaml trusts it",
     {NULL, "uno script non arriva ai file, se site.yaml non se ne fida"}},
    {"a script reaches nothing of the machine", {NULL, "uno script non arriva alla macchina"}},
    {"a script sees nothing of the program", {NULL, "uno script non vede niente del programma"}},
    {"require finds the files of lua-filters/ alone",
     {NULL, "require trova soltanto i file di lua-filters/"}},
    {"cannot set unknown property '%1' of %2", {NULL, "%2 non ha nessuna proprietà '%1'"}},
    {"%1 has no property '%2'", {NULL, "%1 non ha la proprietà '%2'"}},
    {"'%1' cannot be changed: it is read-only", {NULL, "'%1' non si può cambiare"}},
    {"elements within elements, more than %1 of them",
     {NULL, "elementi uno dentro l'altro, più di %1"}},
    {"metadata within metadata, more than %1 levels",
     {NULL, "metadati uno dentro l'altro, più di %1 livelli"}},
    {"there is no module '%1' under lua-filters/",
     {NULL, "sotto lua-filters/ non c'è il modulo '%1'"}},
    {"module '%1' requires itself", {NULL, "il modulo '%1' richiede sé stesso"}},
    {"require cannot be called here", {NULL, "require non si può chiamare qui"}},
    {"JSON, line %1: %2", {NULL, "JSON, riga %1: %2"}},
    {"too deep", {NULL, "troppi livelli"}},
    {"a comma or ] is missing", {NULL, "manca una virgola o ]"}},
    {"a comma or } is missing", {NULL, "manca una virgola o }"}},
    {"a colon is missing", {NULL, "mancano i due punti"}},
    {"a key is missing", {NULL, "manca una chiave"}},
    {"a value is missing", {NULL, "manca un valore"}},
    {"a text without its end", {NULL, "un testo senza la fine"}},
    {"something follows the value", {NULL, "dopo il valore c'è altro"}},
    {"this is not a document as pandoc writes it in JSON",
     {NULL, "non è un documento come pandoc lo scrive in JSON"}},

    /* the catalogue's */
    {"catalogue.%1 takes a table: %2", {NULL, "catalogue.%1 vuole una tabella: %2"}},
    {"catalogue.%1: the name is missing", {NULL, "catalogue.%1: manca il nome"}},
    {"catalogue.%1: keys are names", {NULL, "catalogue.%1: le chiavi sono nomi"}},
    {"catalogue.%1: there is no key \"%2\"%3",
     {NULL, "catalogue.%1: la chiave \"%2\" non esiste%3"}},
    {"catalogue.%1: %2 is missing", {NULL, "catalogue.%1: manca %2"}},
    {"catalogue.%1: %2 is a %3, not a %4", {NULL, "catalogue.%1: %2 è %3, e qui è %4"}},
    {"this amount is too large", {NULL, "questo importo è troppo grande"}},
    {"amounts in %1 and in %2 do not go together",
     {NULL, "importi in %1 e in %2 non stanno insieme"}},
    {"an amount of money times another means nothing",
     {NULL, "un importo per un altro non vuol dire niente"}},
    {"a division by no money at all", {NULL, "divisione per un importo nullo"}},
    {"a division by no time at all", {NULL, "divisione per una durata nulla"}},
    {"durations of different units cannot be subtracted",
     {NULL, "durate in unità diverse non si sottraggono"}},
    {"this duration is too long", {NULL, "questa durata è troppo lunga"}},
    {"a duration cannot be less than nothing", {NULL, "una durata non può essere meno di niente"}},
    {"years go from 1000 to 9999", {NULL, "gli anni vanno da 1000 a 9999"}},
    {"this date is known to the year alone: ask for its .month first",
     {NULL, "di questa data si sa soltanto l'anno: chiedi prima il suo .month"}},
    {"this date is known to the %1 alone: ask for its .day first",
     {NULL, "di questa data non si sa il giorno: chiedi prima il suo .day"}},
    {"the sheets are not read yet: %1",
     {NULL, "le schede non sono ancora lette: chiedile dentro una funzione registrata"}},
    {"%1 cannot be changed", {NULL, "%1 non si può cambiare"}},
    {NULL, {NULL, NULL}},
};

/* What stands in the places of a pattern. */
static const char *const words[][2] = {
    {"nil", "nil (niente)"},
    {"no value", "niente"},
    {"string", "un testo"},
    {"number", "un numero"},
    {"integer", "un numero intero"},
    {"boolean", "un vero o falso"},
    {"table", "una tabella"},
    {"list", "una lista"},
    {"function", "una funzione"},
    {"thread", "una coroutine"},
    {"userdata", "un elemento"},
    {"nil or table", "nil o una tabella"},
    {"string/function/table", "un testo, una funzione o una tabella"},
    {"element or text", "un elemento o un testo"},
    {"Inline, list of Inlines, or string", "un Inline, una lista di Inline o un testo"},
    {"Block, list of Blocks, or compatible element",
     "un Block, una lista di Block o un elemento che lo diventa"},
    {"table of attributes", "una tabella di attributi"},
    {"metadata", "un metadato"},
    {"local", "la variabile locale"},
    {"global", "la variabile globale"},
    {"upvalue", "la variabile esterna"},
    {"field", "il campo"},
    {"method", "il metodo"},
    {"constant", "la costante"},
    {"for iterator", "l'iteratore di for"},
    {"initial value", "il primo valore"},
    {"'initial' value", "il primo valore"},
    {"limit", "il limite"},
    {"'limit'", "il limite"},
    {"step", "il passo"},
    {"'step'", "il passo"},
    {"<eof>", "(fine del file)"},
    {"'<eof>'", "(fine del file)"},
    {"<name>", "un nome"},
    {"'<name>'", "un nome"},
};

/* The text from the front of `pattern` to its next place, which is taken too: *place 0: none. */
static struct slice next_literal(struct slice *pattern, size_t *place)
{
    for (size_t i = 0; i + 1 < pattern->len; i++) {
        if (pattern->ptr[i] != '%' || pattern->ptr[i + 1] < '1' || pattern->ptr[i + 1] > '9')
            continue;
        struct slice literal = slice_sub(*pattern, 0, i);
        *place = (size_t)(pattern->ptr[i + 1] - '0');
        *pattern = slice_after(*pattern, i + 2);
        return literal;
    }
    struct slice literal = *pattern;
    *place = 0;
    *pattern = slice_after(*pattern, pattern->len);
    return literal;
}

static bool fits(struct slice text, struct slice pattern, struct slice *captures)
{
    size_t place;
    struct slice literal = next_literal(&pattern, &place);
    if (!slice_starts_with(text, literal))
        return false;
    text = slice_after(text, literal.len);
    while (place) {
        size_t current = place, length;
        literal = next_literal(&pattern, &place);
        if (!place) { /* the last one ends the text */
            if (!slice_ends_with(text, literal))
                return false;
            length = text.len - literal.len;
        } else {
            length = slice_find(text, literal);
            if (length == SLICE_NOT_FOUND)
                return false;
        }
        captures[current - 1] = slice_sub(text, 0, length);
        text = slice_after(text, length + literal.len);
    }
    return !text.len;
}

static struct slice translate(struct arena *arena, struct slice text,
                              enum message_language language, int depth);

static struct slice translate_part(struct arena *arena, struct slice text,
                                   enum message_language language, int depth)
{
    if (language == MESSAGES_ENGLISH)
        return text;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_equal_string(text, words[i][0]))
            return slice_from_string(words[i][1]);
    return translate(arena, text, language, depth + 1);
}

static struct slice translate(struct arena *arena, struct slice text,
                              enum message_language language, int depth)
{
    struct slice captures[CAPTURES_MAX] = {{0}};
    for (const struct row *row = rows; row->pattern && depth < DEPTH_MAX; row++) {
        if (!row->words[language] || !fits(text, slice_from_string(row->pattern), captures))
            continue;
        struct slice rest = slice_from_string(row->words[language]);
        struct buffer out = {0};
        for (size_t place = 1; place;) {
            buffer_add(&out, next_literal(&rest, &place));
            if (place)
                buffer_add(&out, translate_part(arena, captures[place - 1], language, depth));
        }
        struct slice result = buffer_copy(&out, arena);
        buffer_release(&out);
        return result;
    }
    return text;
}

struct slice error_words(struct arena *arena, struct slice text, enum message_language language)
{
    return translate(arena, text, language, 0);
}
