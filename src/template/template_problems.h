/*
 * template_problems.h - every mistake a template can make, in one table.
 *
 * %9 of a run-time problem is the page that was being rendered.
 */
#ifndef SCHEDARIO_TEMPLATE_PROBLEMS_H
#define SCHEDARIO_TEMPLATE_PROBLEMS_H

#include "base/diagnostic.h"

/* X(identifier, code, English, Italian, English hint or NULL, Italian hint or NULL) */
#define TEMPLATE_PROBLEMS(X)                                                                       \
    /* reading */                                                                                  \
    X(problem_syntax, "template-syntax", "expected %1, found %2", "atteso %3, trovato %2", NULL,   \
      NULL)                                                                                        \
    X(problem_unclosed, "template-unclosed", "\"%1\" is never closed",                             \
      "\"%1\" non viene mai chiuso", "write %2", "scrivere %2")                                    \
    X(problem_character, "template-character", "\"%1\" means nothing here",                        \
      "\"%1\" qui non significa nulla", NULL, NULL)                                                \
    X(problem_number, "template-number", "\"%1\" is not a number that can be used",                \
      "\"%1\" non è un numero utilizzabile", NULL, NULL)                                           \
    X(problem_statement, "template-statement", "\"%1\" is not a statement",                        \
      "\"%1\" non è un'istruzione", "%2", "%3")                                                    \
    X(problem_end, "template-end", "\"%1\" closes nothing here", "\"%1\" qui non chiude nulla",    \
      "%2", "%2")                                                                                  \
    X(problem_size, "template-limit", "the template is larger than %1", "il modello supera %1",    \
      NULL, NULL)                                                                                  \
    X(problem_nesting, "template-limit", "statements are nested more than %1 deep",                \
      "istruzioni annidate per più di %1 livelli", "move the inner part to a macro or a template", \
      "spostare la parte interna in una macro o in un modello")                                    \
    X(problem_expression_nesting, "template-limit", "the expression is nested more than %1 deep",  \
      "espressione annidata per più di %1 livelli", "use {%% set %%} for its parts",               \
      "usare {%% set %%} per le sue parti")                                                        \
    X(problem_arguments, "template-limit", "more than %1 arguments", "più di %1 argomenti", NULL,  \
      NULL)                                                                                        \
    X(problem_locals, "template-limit",                                                            \
      "more than %1 variables of loops, \"with\" and macros at once",                              \
      "più di %1 variabili di cicli, \"with\" e macro insieme",                                    \
      "move the inner part to a template", "spostare la parte interna in un modello")              \
    X(problem_range, "template-limit", "range() gives %1 numbers at most",                         \
      "range() dà al massimo %1 numeri", "page %9", "pagina %9")                                   \
    X(problem_json_depth, "template-limit", "JSON is nested more than %1 deep",                    \
      "JSON annidato per più di %1 livelli", "page %9", "pagina %9")                               \
    X(problem_duplicate_block, "template-duplicate-block", "block \"%1\" is defined twice",        \
      "il blocco \"%1\" è definito due volte", "give one of them another name",                    \
      "dare a uno dei due un altro nome")                                                          \
    X(problem_extends_place, "template-extends-place",                                             \
      "\"extends\" must stand once, outside of every block, loop and condition",                   \
      "\"extends\" deve comparire una sola volta, fuori da blocchi, cicli e condizioni", NULL,     \
      NULL)                                                                                        \
    X(problem_required_body, "template-required-block", "required block \"%1\" must be empty",     \
      "il blocco obbligatorio \"%1\" deve essere vuoto",                                           \
      "the templates that extend this one fill it", "lo riempiono i modelli che estendono questo") \
    X(problem_assignment, "template-assignment", "\"%1\" cannot be assigned to",                   \
      "a \"%1\" non si può assegnare un valore", NULL, NULL)                                       \
    X(problem_parameter, "template-parameter", "parameter \"%1\" stands twice",                    \
      "il parametro \"%1\" compare due volte", NULL, NULL)                                         \
    /* names */                                                                                    \
    X(problem_unknown_name, "template-unknown-name", "nothing is called \"%1\"",                   \
      "non c'è nulla che si chiami \"%1\"", "%2", "%3")                                            \
    X(problem_unknown_filter, "template-unknown-filter", "there is no filter \"%1\"",              \
      "non c'è un filtro \"%1\"", "%2", "%3")                                                      \
    X(problem_unknown_test, "template-unknown-test", "there is no test \"%1\"",                    \
      "non c'è un test \"%1\"", "%2", "%3")                                                        \
    X(problem_unknown_template, "template-missing", "there is no template \"%1\"",                 \
      "non c'è un modello \"%1\"", "%2", "%3")                                                     \
    X(problem_unknown_macro, "template-unknown-macro", "template \"%1\" has no \"%2\" to import",  \
      "il modello \"%1\" non ha \"%2\" da importare", "%3", "%4")                                  \
    X(problem_unknown_argument, "template-unknown-argument", "\"%1\" takes no argument \"%2\"",    \
      "\"%1\" non accetta un argomento \"%2\"", "it takes: %3", "accetta: %3")                     \
    X(problem_too_many_arguments, "template-too-many-arguments",                                   \
      "\"%1\" takes at most %2 arguments", "\"%1\" accetta al massimo %2 argomenti",               \
      "it takes: %3", "accetta: %3")                                                               \
    X(problem_same_argument, "template-same-argument", "\"%1\" gets its argument \"%2\" twice",    \
      "\"%1\" riceve due volte l'argomento \"%2\"", NULL, NULL)                                    \
    X(problem_spread, "template-spread", "\"%1\" cannot take \"*\" and \"**\" arguments",          \
      "\"%1\" non accetta argomenti con \"*\" e \"**\"", "only macros take them",                  \
      "li accettano solo le macro")                                                                \
    X(problem_cycle, "template-cycle", "template \"%1\" extends itself",                           \
      "il modello \"%1\" estende sé stesso", "through %2", "passando per %2")                      \
    X(problem_super, "template-super", "super() has nothing above it here",                        \
      "super() qui non ha nulla sopra di sé", "it belongs into a block that overrides another",    \
      "va usato in un blocco che ne sostituisce un altro")                                         \
    X(problem_unknown_block, "template-unknown-block",                                             \
      "no template above has a block \"%1\": it is never shown",                                   \
      "nessun modello esteso ha un blocco \"%1\": non comparirà mai", "%2", "%3")                  \
    /* contexts */                                                                                 \
    X(problem_context_refused, "template-context", "a value may not stand %1",                     \
      "un valore non può stare %2", "%3", "%4")                                                    \
    X(problem_context_branches, "template-context-branches",                                       \
      "the branches end in different places: %1 and %2",                                           \
      "i rami finiscono in punti diversi: %3 e %4",                                                \
      "close tags and quotes within the branch that opens them",                                   \
      "chiudere tag e virgolette nel ramo che li apre")                                            \
    X(problem_context_end, "template-context-end", "%1 ends %2", "%3 finisce %4",                  \
      "close the tag, quote or comment", "chiudere il tag, le virgolette o il commento")           \
    X(problem_context_include, "template-context-include", "\"%1\" may not stand %2",              \
      "\"%1\" non può stare %3", "set the value first and print it there",                         \
      "assegnare prima il valore e stamparlo lì")                                                  \
    /* run time */                                                                                 \
    X(problem_none_attribute, "template-none", "\"%1\" is none: it has no \"%2\"",                 \
      "\"%1\" è vuoto (none): non ha \"%2\"", "guard it with \"if\" or \"| default\" (page %9)",   \
      "proteggerlo con \"if\" o \"| default\" (pagina %9)")                                        \
    X(problem_attribute, "template-attribute", "%1 has no \"%2\"", "%1 non ha \"%2\"",             \
      "%3(page %9)", "%4(pagina %9)")                                                              \
    X(problem_text_method, "template-method", "texts have no methods: \"%1\"",                     \
      "i testi non hanno metodi: \"%1\"", "write | %2 (page %9)", "scrivere | %2 (pagina %9)")     \
    X(problem_operands, "template-operands", "%1 cannot be used with %2 and %3",                   \
      "%1 non si può usare con %4 e %5", "page %9", "pagina %9")                                   \
    X(problem_operand, "template-operand", "%1 cannot be used with %2",                            \
      "%1 non si può usare con %3", "page %9", "pagina %9")                                        \
    X(problem_division, "template-division", "division by zero", "divisione per zero", "page %9",  \
      "pagina %9")                                                                                 \
    X(problem_call, "template-call", "\"%1\" is %2, not something to call",                        \
      "\"%1\" è %3, non qualcosa da chiamare", "page %9", "pagina %9")                             \
    X(problem_loop, "template-loop", "cannot loop over %1", "non si può scorrere %2", "page %9",   \
      "pagina %9")                                                                                 \
    X(problem_unpack, "template-unpack", "%1 values for %2 names", "%1 valori per %2 nomi",        \
      "page %9", "pagina %9")                                                                      \
    X(problem_print, "template-print", "%1 cannot be printed", "%2 non si può stampare",           \
      "%3 (page %9)", "%4 (pagina %9)")                                                            \
    X(problem_keep, "template-keep", "%1 cannot be put here", "%2 non può stare qui", "page %9",   \
      "pagina %9")                                                                                 \
    X(problem_address, "template-address", "\"%1\" is not an address that a page may link to",     \
      "\"%1\" non è un indirizzo a cui una pagina può rimandare",                                  \
      "allowed: relative addresses, http, https, mailto, tel (page %9)",                           \
      "ammessi: indirizzi relativi, http, https, mailto, tel (pagina %9)")                         \
    X(problem_tag, "template-tag", "\"%1\" may not stand inside a tag",                            \
      "\"%1\" non può stare dentro un tag", "page %9", "pagina %9")                                \
    X(problem_argument, "template-argument", "\"%1\": %2", "\"%1\": %3", "page %9", "pagina %9")   \
    X(problem_function, "template-function", "\"%1\": %2", "\"%1\": %2", "page %9", "pagina %9")   \
    X(problem_depth, "template-depth", "includes and macros are nested more than %1 deep",         \
      "inclusioni e macro annidate per più di %1 livelli",                                         \
      "something calls itself without end (page %9)",                                              \
      "qualcosa richiama sé stesso senza fine (pagina %9)")                                        \
    X(problem_steps, "template-steps", "the page takes too long to render",                        \
      "la pagina richiede troppo tempo", "a loop runs too often (page %9)",                        \
      "un ciclo si ripete troppe volte (pagina %9)")                                               \
    X(problem_memory, "template-memory", "the page needs too much memory",                         \
      "la pagina richiede troppa memoria", "page %9", "pagina %9")                                 \
    X(problem_output, "template-output", "the page is larger than %1 megabytes",                   \
      "la pagina supera %1 megabyte", "page %9", "pagina %9")                                      \
    X(problem_required, "template-required", "block \"%1\" is required and nobody fills it",       \
      "il blocco \"%1\" è obbligatorio e nessuno lo riempie", "page %9", "pagina %9")              \
    X(problem_language, "template-language", "\"%1\" is of another kind than the template here",   \
      "\"%1\" è di tipo diverso dal modello che lo richiama",                                      \
      "include HTML in HTML, text in text (page %9)",                                              \
      "includere HTML in HTML, testo in testo (pagina %9)")                                        \
    X(problem_internal, "template-internal", "the template could not be run: %1",                  \
      "il modello non può essere eseguito: %1", "page %9", "pagina %9")

/* "did you mean …?" in both languages; empty where nothing is near. */
struct suggestion {
    struct slice text[MESSAGE_LANGUAGES];
};
struct suggestion suggest(struct arena *arena, struct slice nearest);

#define TEMPLATE_PROBLEM_DECLARE(identifier, code, english, italian, hint, suggerimento) \
    extern const struct problem identifier;
TEMPLATE_PROBLEMS(TEMPLATE_PROBLEM_DECLARE)
#undef TEMPLATE_PROBLEM_DECLARE

#endif
