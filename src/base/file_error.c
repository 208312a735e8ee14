/*
 * file_error.c - what the machine refused, in words.
 *
 * What was being done and why it failed are both said in the reader's
 * language, so the problems are the product of the two tables.
 */
#include "base/files.h"

#include <errno.h>
#include <string.h>

enum reason {
    REASON_OTHER,
    REASON_FULL,
    REASON_PERMISSION,
    REASON_READ_ONLY,
    REASON_MISSING,
    REASON_NOT_A_FOLDER,
    REASON_IS_A_FOLDER,
    REASON_NOT_A_FILE,
    REASON_MAXIMUM,
    REASON_TOO_LARGE,
    REASON_TOO_DEEP,
    REASON_NAME_TOO_LONG,
    REASON_OPEN_FILES,
    REASON_DEVICE,
    REASON_BUSY,
    REASONS
};

/* %1 is the path, %2 the maximum in bytes, %3 what the system says. */
#define ROW(do_it, farlo, code, why, perche, hint, rimedio)                     \
    {                                                                           \
        code, SEVERITY_FAILURE,                                                 \
            {"cannot " do_it " %1: " why, "impossibile " farlo " %1: " perche}, \
        {                                                                       \
            hint, rimedio                                                       \
        }                                                                       \
    }

/* In the order of enum reason. */
#define ROWS(do_it, farlo)                                                                         \
    {                                                                                              \
        ROW(do_it, farlo, "file-error", "%3", "%3", NULL, NULL),                                   \
            ROW(do_it, farlo, "disk-full", "the disk is full", "il disco è pieno",                 \
                "free some space, or ask for a larger quota, and try again",                       \
                "libera spazio, o chiedi una quota maggiore, e riprova"),                          \
            ROW(do_it, farlo, "permission", "permission denied", "permesso negato",                \
                "ask whoever runs this machine for the permission",                                \
                "chiedi il permesso a chi gestisce questa macchina"),                              \
            ROW(do_it, farlo, "read-only", "the disk can only be read",                            \
                "il disco è in sola lettura", "choose another folder",                             \
                "scegli un'altra cartella"),                                                       \
            ROW(do_it, farlo, "file-missing", "there is no such file or folder",                   \
                "il file o la cartella non esiste", "check the name, capital letters too",         \
                "controlla il nome, anche maiuscole e minuscole"),                                 \
            ROW(do_it, farlo, "not-a-folder", "it, or a folder on its way, is not a folder",       \
                "non è una cartella, o non lo è una parte del percorso", NULL, NULL),              \
            ROW(do_it, farlo, "is-a-folder", "it is a folder", "è una cartella", NULL, NULL),      \
            ROW(do_it, farlo, "not-a-file", "it is not an ordinary file",                          \
                "non è un file ordinario", NULL, NULL),                                            \
            ROW(do_it, farlo, "file-too-large", "it is larger than the limit of %2 bytes",         \
                "supera il limite di %2 byte", NULL, NULL),                                        \
            ROW(do_it, farlo, "file-too-large", "it is larger than this machine allows",           \
                "è più grande di quanto questa macchina consenta", NULL, NULL),                    \
            ROW(do_it, farlo, "too-deep",                                                          \
                "too many folders inside each other, or links in a circle",                        \
                "troppe cartelle una dentro l'altra, o collegamenti in circolo", NULL, NULL),      \
            ROW(do_it, farlo, "name-too-long", "the name is too long", "il nome è troppo lungo",   \
                "choose a shorter one", "scegline uno più corto"),                                 \
            ROW(do_it, farlo, "open-files", "too many files are open", "troppi file aperti",       \
                "try again with fewer jobs", "riprova con meno processi"),                         \
            ROW(do_it, farlo, "device", "the disk reports an error", "il disco segnala un errore", \
                "the disk may be failing: tell whoever runs this machine",                         \
                "il disco potrebbe essere guasto: avvisa chi gestisce questa macchina"),           \
            ROW(do_it, farlo, "busy", "it is in use, or a disk is mounted there",                  \
                "è in uso, o vi è montato un disco", "choose a folder inside it, or another one",  \
                "scegli una cartella al suo interno, o un'altra"),                                 \
    }

static const struct {
    const char *action;
    struct problem reasons[REASONS];
} actions[] = {
    {"use", ROWS("use", "usare")}, /* stands for any that is not listed */
    {"read", ROWS("read", "leggere")},
    {"write", ROWS("write", "scrivere")},
    {"create", ROWS("create", "creare")},
    {"list", ROWS("list the folder", "elencare la cartella")},
    {"remove", ROWS("remove", "eliminare")},
    {"replace", ROWS("replace", "sostituire")},
    {"synchronise", ROWS("secure on the disk", "mettere al sicuro sul disco")},
};

static const struct {
    int number;
    enum reason reason;
} reasons[] = {
    {ENOSPC, REASON_FULL},          {EDQUOT, REASON_FULL},
    {EACCES, REASON_PERMISSION},    {EPERM, REASON_PERMISSION},
    {EROFS, REASON_READ_ONLY},      {ENOENT, REASON_MISSING},
    {ENOTDIR, REASON_NOT_A_FOLDER}, {EISDIR, REASON_IS_A_FOLDER},
    {EINVAL, REASON_NOT_A_FILE},    {EFBIG, REASON_TOO_LARGE},
    {ELOOP, REASON_TOO_DEEP},       {ENAMETOOLONG, REASON_NAME_TOO_LONG},
    {EMFILE, REASON_OPEN_FILES},    {ENFILE, REASON_OPEN_FILES},
    {EIO, REASON_DEVICE},           {EBUSY, REASON_BUSY},
    {EXDEV, REASON_BUSY},
};

static enum reason find_reason(const struct file_error *error)
{
    if (error->number == EFBIG && error->maximum)
        return REASON_MAXIMUM;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == error->number)
            return reasons[i].reason;
    return REASON_OTHER;
}

void file_error_report(struct diagnostics *list, const struct file_error *error)
{
    size_t action = sizeof actions / sizeof *actions - 1;
    while (action > 0 && strcmp(actions[action].action, error->action) != 0)
        action--;
    const char *description = strerrordesc_np(error->number);
    diagnostic_add(list, &actions[action].reasons[find_reason(error)], (struct span){0},
                   error->path, arena_format(list->arena, "%zu", error->maximum),
                   slice_from_string(description ? description : "unknown error"));
}
