/* Findings of checks that a sheet answers for, with its reasons (document.h). */
#include "content/document_checks.h"
#include "content/value_reader.h"

#include "base/vector.h"

static const struct problem no_waiver = {"waiver",
                                         SEVERITY_ERROR,
                                         {"%1: each waiver has the name of a check and a reason",
                                          "%1: ogni deroga ha il nome di un controllo e un motivo"},
                                         {"write it as {check: NAME, reason: \"…\"}",
                                          "scrivila così: {controllo: NOME, motivo: \"…\"}"}};
static const struct problem no_reason = {
    "waiver",
    SEVERITY_ERROR,
    {"%1: this waiver has no reason", "%1: questa deroga non ha un motivo"},
    {"say why the finding is no mistake: reason: \"…\"",
     "di' perché la segnalazione non è un errore: motivo: \"…\""}};
static const struct problem unknown_key = {
    "waiver",
    SEVERITY_ERROR,
    {"%1: \"%2\" is no part of a waiver", "%1: \"%2\" non fa parte di una deroga"},
    {"its parts are: check, about, reason", "le sue parti sono: controllo, riguarda, motivo"}};
static const struct problem too_many = {
    "waiver",
    SEVERITY_ERROR,
    {"%1: a sheet may have %2 waivers at most", "%1: una scheda può avere al massimo %2 deroghe"},
    {"mend what the checks find", "correggi quello che i controlli segnalano"}};

/* Names of the parts, in English and in Italian. */
static const struct {
    const char *names[2];
    size_t offset;
} parts[] = {
    {{"check", "controllo"}, offsetof(struct waiver, check)},
    {{"about", "riguarda"}, offsetof(struct waiver, about)},
    {{"reason", "motivo"}, offsetof(struct waiver, reason)},
};

static struct slice *find_part(struct waiver *waiver, struct slice name)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (slice_equal_string(name, parts[i].names[0]) ||
            slice_equal_string(name, parts[i].names[1]))
            return (struct slice *)((char *)waiver + parts[i].offset);
    return NULL;
}

static bool read_waiver(struct value_reader *reader, struct slice key, const struct yaml_node *node,
                        struct waiver *waiver)
{
    *waiver = (struct waiver){.span = node->span};
    for (size_t i = 0; node->kind == YAML_MAPPING && i < node->count; i++) {
        struct slice *part = find_part(waiver, node->keys[i]->text);
        const struct yaml_node *item = node->items[i];
        if (!part) {
            diagnostic_add(reader->diagnostics, &unknown_key, node->keys[i]->span, key,
                           value_reader_quote(reader, node->keys[i]->text));
            return false;
        }
        if (item->kind == YAML_SCALAR)
            *part = slice_trim(item->text);
        if (part == &waiver->check)
            waiver->span = item->span;
    }
    bool is_whole = waiver->check.len && waiver->reason.len;
    if (!is_whole)
        diagnostic_add(reader->diagnostics, waiver->check.len ? &no_reason : &no_waiver,
                       waiver->span, key);
    return is_whole;
}

void document_read_waivers(struct value_reader *reader, const struct yaml_node *root,
                           struct document *document)
{
    static const char *const keys[] = {"waivers", "deroghe"};
    VECTOR(struct waiver) waivers = {0};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct yaml_node *node = yaml_get(root, keys[i]);
        struct slice key = slice_from_string(keys[i]);
        if (!node || node->kind == YAML_NULL)
            continue;
        if (node->kind != YAML_SEQUENCE) {
            diagnostic_add(reader->diagnostics, &no_waiver, node->span, key);
            continue;
        }
        for (size_t k = 0; k < node->count; k++) {
            struct waiver waiver;
            if (waivers.count == WAIVERS_MAX) {
                diagnostic_add(reader->diagnostics, &too_many, node->items[k]->span, key,
                               arena_format(reader->arena, "%u", WAIVERS_MAX));
                break;
            }
            if (read_waiver(reader, key, node->items[k], &waiver))
                vector_push(reader->arena, &waivers, waiver);
        }
    }
    document->waivers = waivers.items;
    document->waiver_count = waivers.count;
}
