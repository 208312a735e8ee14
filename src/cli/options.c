#include "cli/options.h"

#include "text/date.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JOBS_MAX  64
#define LIMIT_MAX 10000
#define TIMEOUT_MAX 86400

struct option_row {
    char letter;
    const char *name;
    const char *argument; /* NULL: takes none */
    const char *help[MESSAGE_LANGUAGES];
};

/* A row an option: its letter names it in a command's `options` and to getopt. */
static const struct option_row rows[] = {
    {'C', "directory", "DIR",
     {"the folder that holds site.yaml (default: here)",
      "la cartella che contiene site.yaml (se manca: questa)"}},
    {'o', "out", "DIR",
     {"where the site goes (default: DIR/public)", "dove va il sito (se manca: DIR/public)"}},
    {'u', "base-url", "URL",
     {"the site's address, in place of site.yaml's",
      "l'indirizzo del sito, al posto di quello in site.yaml"}},
    {'g', "repo", "PATH",
     {"the site's files come from this git repository (default: the one here), not from disk",
      "i file del sito vengono da questo archivio git (se manca: quello di qui), non dal disco"}},
    {'b', "ref", "NAME",
     {"the branch, tag or commit to take them from; NAME:FOLDER for a folder in it (default: HEAD)",
      "il ramo, l'etichetta o il commit da cui prenderli; NOME:CARTELLA per una cartella (se manca: HEAD)"}},
    {'a', "as-of", "DATE",
     {"the site as it was at the end of that day: 2021-03-01",
      "il sito com'era alla fine di quel giorno: 2021-03-01"}},
    {'r', "range", "A..B",
     {"only what the commits after A, up to B, make worse",
      "solo ciò che peggiorano i commit dopo A, fino a B"}},
    {'d', "drafts", NULL,
     {"drafts and sheets in review get pages too",
      "fa le pagine anche delle bozze e delle schede in revisione"}},
    {'O', "offline", NULL,
     {"pages that work from a folder, without a server (diff: addresses of such pages)",
      "pagine che funzionano da una cartella, senza un server (per diff: i loro indirizzi)"}},
    {'j', "jobs", "N",
     {"how many threads work (default: one a processor)",
      "quanti thread lavorano (se manca: uno per processore)"}},
    {'f', "format", "text|json",
     {"how the outcome is written (search: trec; diff: markdown, html; lua: html as well)",
      "come si scrive l'esito (per search anche trec; per diff anche markdown, html; per lua anche html)"}},
    {'i', "in", "LANG",
     {"the language searched in (default: yours, where the site has it)",
      "la lingua in cui si cerca (se manca: la tua, se il sito la ha)"}},
    {'F', "facet", "FIELD=VALUE",
     {"only what has this value (again for more; ranges: 1000-2000)",
      "solo ciò che ha questo valore (anche più volte; intervalli: 1000-2000)"}},
    {'S', "sheet", "ID",
     {"the sheet to try it on: its id, or COLLECTION/ID",
      "la scheda su cui provarlo: il suo id, oppure RACCOLTA/ID"}},
    {'s', "sort", "FIELD",
     {"in the order of a field; -FIELD for the other way round",
      "nell'ordine di un campo; -CAMPO per quello inverso"}},
    {'n', "limit", "N", {"how many results (1 to 10000)", "quanti risultati (da 1 a 10000)"}},
    {'t', "timeout", "SECONDS",
     {"how long to wait where nothing comes (1 to 86400; default: 60)",
      "quanto aspettare quando non arriva nulla (da 1 a 86400; se manca: 60)"}},
    {'q', "quiet", NULL,
     {"say nothing but problems", "non dire nulla, tranne i problemi"}},
    {'l', "lang", "it|en",
     {"the language of messages", "la lingua dei messaggi"}},
    {'h', "help", NULL, {"this help", "questo aiuto"}},
    {'V', "version", NULL, {"the version", "la versione"}},
};
#define ROW_COUNT (sizeof rows / sizeof *rows)
/* Those that every command takes. */
static const char everywhere[] = "ClhV";

static const struct option_row *find_row(int letter)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].letter == letter)
            return &rows[i];
    return NULL;
}

static bool language_is_italian(const char *name)
{
    return name && strncmp(name, "it", 2) == 0 && !(name[2] >= 'a' && name[2] <= 'z');
}

enum message_language options_language(int count, char **arguments)
{
    const char *name = NULL;
    const char *variables[] = {"LANG", "LC_MESSAGES", "LC_ALL"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            name = value;
    }
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--") == 0)
            break;
        if (strncmp(arguments[i], "--lang=", 7) == 0)
            name = arguments[i] + 7;
        else if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count)
            name = arguments[i + 1];
    }
    return language_is_italian(name) ? MESSAGES_ITALIAN : MESSAGES_ENGLISH;
}

static enum options_outcome complain(const struct invocation *invocation, const char *english,
                                     const char *italian, const char *what)
{
    bool in_italian = invocation->language == MESSAGES_ITALIAN;
    fprintf(stderr, "schedario: ");
    /* Both texts are this file's own and hold one %s. */
    const char *mark = strstr(in_italian ? italian : english, "%s");
    const char *text = in_italian ? italian : english;
    fprintf(stderr, "%.*s%s%s\n", (int)(mark - text), text, what, mark + 2);
    fputs(in_italian ? "\"schedario help\" elenca i comandi e le opzioni\n"
                     : "\"schedario help\" lists the commands and options\n",
          stderr);
    return OPTIONS_WRONG;
}

static bool read_count(const char *text, unsigned max, unsigned *count)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || number < 1 || number > max)
        return false;
    *count = (unsigned)number;
    return true;
}

/* The last second of a day, UTC. */
static bool read_day(const char *text, int64_t *seconds)
{
    struct arena arena = {0};
    struct readings readings = {0};
    struct datetime end = {.hour = 23, .minute = 59, .second = 59};
    bool good = date_read(slice_from_string(text), locale_open(&arena, SLICE("it")), &end.date,
                          &readings) == READING_GOOD &&
                end.date.day;
    if (good)
        *seconds = datetime_to_seconds(end);
    arena_release(&arena);
    return good;
}

static bool add_facet(struct invocation *invocation, const char *argument)
{
    if (!strchr(argument, '=') || *argument == '=' || invocation->facet_count == FACETS_MAX)
        return false;
    invocation->facets[invocation->facet_count++] = argument;
    return true;
}

static const char *const format_names[] = {
    [FORMAT_TEXT] = "text",         [FORMAT_JSON] = "json", [FORMAT_TREC] = "trec",
    [FORMAT_MARKDOWN] = "markdown", [FORMAT_HTML] = "html",
};

static bool read_format(const char *name, enum output_format *format)
{
    for (size_t i = 0; i < sizeof format_names / sizeof *format_names; i++)
        if (strcmp(name, format_names[i]) == 0) {
            *format = (enum output_format)i;
            return true;
        }
    return false;
}

/* Text and JSON every command has that has --format. */
static bool format_is_for(enum output_format format, const struct command *command)
{
    if (format == FORMAT_HTML && command->run == run_lua)
        return true;
    return format == FORMAT_TEXT || format == FORMAT_JSON ||
           (format == FORMAT_TREC ? command->run == run_search : command->run == run_diff);
}

static enum options_outcome take_option(struct invocation *invocation, int letter,
                                        const char *argument)
{
    struct slice text = slice_from_string(argument);
    switch (letter) {
    case 'C':
        invocation->build.folder = text;
        break;
    case 'o':
        invocation->build.out = text;
        break;
    case 'u':
        invocation->build.base_url = text;
        break;
    case 'g':
        invocation->build.from_commit = true;
        invocation->build.repository = text;
        break;
    case 'b':
        invocation->build.from_commit = true;
        invocation->build.ref = text;
        break;
    case 'a':
        invocation->build.from_commit = invocation->build.is_dated = true;
        if (!read_day(argument, &invocation->build.date))
            return complain(invocation, "--as-of takes a day such as 2021-03-01, not \"%s\"",
                            "--as-of vuole un giorno come 2021-03-01, non \"%s\"", argument);
        break;
    case 'r':
        if (!strstr(argument, ".."))
            return complain(invocation, "--range takes two commits, A..B, not \"%s\"",
                            "--range vuole due commit, A..B, non \"%s\"", argument);
        invocation->range = text;
        break;
    case 'd':
        invocation->build.drafts = true;
        break;
    case 'O':
        invocation->build.offline = true;
        break;
    case 'q':
        invocation->quiet = true;
        break;
    case 'j':
        if (!read_count(argument, JOBS_MAX, &invocation->build.jobs))
            return complain(invocation, "--jobs takes a number from 1 to 64, not \"%s\"",
                            "--jobs vuole un numero da 1 a 64, non \"%s\"", argument);
        break;
    case 'f':
        if (!read_format(argument, &invocation->format))
            return complain(invocation, "--format is text or json, not \"%s\"",
                            "--format è text oppure json, non \"%s\"", argument);
        break;
    case 'i':
        invocation->in = text;
        break;
    case 'S':
        invocation->sheet = text;
        break;
    case 's':
        invocation->sort = text;
        break;
    case 'F':
        if (!add_facet(invocation, argument))
            return complain(invocation, "--facet takes FIELD=VALUE, at most 64 times, not \"%s\"",
                            "--facet vuole CAMPO=VALORE, al più 64 volte, non \"%s\"", argument);
        break;
    case 'n':
        if (!read_count(argument, LIMIT_MAX, &invocation->limit))
            return complain(invocation, "--limit takes a number from 1 to 10000, not \"%s\"",
                            "--limit vuole un numero da 1 a 10000, non \"%s\"", argument);
        break;
    case 't':
        if (!read_count(argument, TIMEOUT_MAX, &invocation->timeout))
            return complain(invocation, "--timeout takes seconds, from 1 to 86400, not \"%s\"",
                            "--timeout vuole dei secondi, da 1 a 86400, non \"%s\"", argument);
        break;
    case 'l':
        if (strcmp(argument, "it") != 0 && strcmp(argument, "en") != 0)
            return complain(invocation, "--lang is it or en, not \"%s\"",
                            "--lang è it oppure en, non \"%s\"", argument);
        invocation->language_is_chosen = true;
        break;
    case 'h':
        return OPTIONS_HELP;
    case 'V':
        return OPTIONS_VERSION;
    }
    return OPTIONS_GOOD;
}

/* The command is the first word that is no option; options may stand before and after it. */
enum options_outcome options_read(int count, char **arguments, struct invocation *invocation,
                                  const struct command **command)
{
    struct option long_options[ROW_COUNT + 1] = {{0}};
    char letters[2 * ROW_COUNT + 2] = ":";
    size_t length = 1;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        long_options[i] = (struct option){rows[i].name,
                                          rows[i].argument ? required_argument : no_argument, NULL,
                                          rows[i].letter};
        letters[length++] = rows[i].letter;
        if (rows[i].argument)
            letters[length++] = ':';
    }
    char given[ROW_COUNT * 4 + 1] = "";
    size_t given_count = 0;
    enum options_outcome outcome = OPTIONS_GOOD;
    int letter;

    *command = NULL;
    opterr = 0;
    while ((letter = getopt_long(count, arguments, letters, long_options, NULL)) != -1) {
        if (letter == '?')
            return complain(invocation, "there is no option \"%s\"", "non c'è l'opzione \"%s\"",
                            arguments[optind - 1]);
        if (letter == ':')
            return complain(invocation, "the option \"%s\" needs a value",
                            "l'opzione \"%s\" vuole un valore", arguments[optind - 1]);
        if (!strchr(given, letter) && given_count < sizeof given - 1)
            given[given_count++] = (char)letter;
        enum options_outcome taken = take_option(invocation, letter, optarg);
        if (taken == OPTIONS_WRONG)
            return taken;
        if (taken != OPTIONS_GOOD)
            outcome = taken;
    }
    if (optind == count)
        return outcome == OPTIONS_GOOD ? OPTIONS_HELP : outcome;

    const char *name = arguments[optind];
    *command = command_find(name);
    if (!*command)
        return complain(invocation, "there is no command \"%s\"", "non c'è il comando \"%s\"", name);
    if (outcome != OPTIONS_GOOD)
        return outcome;
    invocation->operands = (const char *const *)arguments + optind + 1;
    invocation->operand_count = count - optind - 1;
    if (invocation->operand_count < (*command)->operands_min)
        return complain(invocation, "this command wants more words: %s",
                        "questo comando vuole altre parole: %s", (*command)->synopsis);
    if (invocation->operand_count > (*command)->operands_max)
        return complain(invocation, "what is \"%s\"? the command takes no more words",
                        "che cos'è \"%s\"? il comando non vuole altre parole",
                        invocation->operands[(*command)->operands_max]);
    for (size_t i = 0; i < given_count; i++)
        if (!strchr((*command)->options, given[i]) && !strchr(everywhere, given[i]))
            return complain(invocation, "this command has no option --%s",
                            "questo comando non ha l'opzione --%s", find_row(given[i])->name);
    if (!format_is_for(invocation->format, *command))
        return complain(invocation, "--format is text or json, not \"%s\"",
                        "--format è text oppure json, non \"%s\"",
                        format_names[invocation->format]);
    return OPTIONS_GOOD;
}

static void write_option(struct buffer *out, const struct option_row *row,
                         enum message_language language)
{
    struct buffer left = {0};
    buffer_format(&left, "  -%c, --%s%s%s", row->letter, row->name, row->argument ? " " : "",
                  row->argument ? row->argument : "");
    buffer_format(out, "%-28s %s\n", buffer_string(&left), row->help[language]);
    buffer_release(&left);
}

void options_write_help(struct buffer *out, const struct command *command,
                        enum message_language language)
{
    bool italian = language == MESSAGES_ITALIAN;
    if (command) {
        buffer_format(out, "%s schedario [-C DIR] %s %s\n\n%s\n\n", italian ? "Uso:" : "Usage:",
                      command->name, command->synopsis, command->summary[language]);
    } else {
        buffer_format(out, "%s schedario [-C DIR] %s\n\n%s\n\n", italian ? "Uso:" : "Usage:",
                      italian ? "COMANDO [OPZIONI]" : "COMMAND [OPTIONS]",
                      italian ? "Fa di schede in Markdown un catalogo di buone pratiche."
                              : "Turns Markdown sheets into a catalogue of good practices.");
        for (size_t i = 0; i < command_count; i++)
            buffer_format(out, "  %-9s %s\n", commands[i].name, commands[i].summary[language]);
        buffer_add_byte(out, '\n');
    }
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (strchr(everywhere, rows[i].letter) || (command && strchr(command->options, rows[i].letter)))
            write_option(out, &rows[i], language);
    if (!command)
        buffer_add_string(out, italian
                                   ? "\n\"schedario help COMANDO\" dice di un comando.\n"
                                     "Stato di uscita: 0 bene, 1 problemi nei contenuti, 2 uso "
                                     "sbagliato, 3 la macchina, 130 interrotto.\n"
                                   : "\n\"schedario help COMMAND\" tells about one.\n"
                                     "Exit status: 0 good, 1 problems in the content, 2 wrong "
                                     "usage, 3 the machine, 130 interrupted.\n");
}
