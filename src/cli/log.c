/* log: the versions of one sheet, by field. */
#include "build/difference.h"
#include "cli/report.h"

#include "build/sheet_log.h"
#include "text/json.h"

#include <stdio.h>

struct showing {
    const struct invocation *invocation;
    struct buffer out;
    struct json_writer json;
    size_t shown;
};

static const char *say(const struct showing *showing, const char *english, const char *italian)
{
    return showing->invocation->language == MESSAGES_ITALIAN ? italian : english;
}

static struct slice date_text(struct buffer *text, struct date date)
{
    buffer_clear(text);
    date_write_iso(text, date);
    return buffer_view(text);
}

/* As the site's editors write it. */
static struct slice status_name(const struct schema *schema, enum status status)
{
    return schema->status_name_count[status] ? schema->status_names[status][0]
                                             : SLICE("");
}

/* ---- for people --------------------------------------------------------- */

static void write_sheet(struct showing *showing, const struct sheet_log_subject *sheet)
{
    struct difference_style style = {.language = showing->invocation->language};
    struct buffer *out = &showing->out;
    difference_write_text(out, sheet->title, &style);
    buffer_add_string(out, "\n");
    difference_write_text(out, sheet->path, &style);
    if (sheet->is_withdrawn) {
        buffer_add_string(out, say(showing, ", withdrawn on ", ", ritirata il "));
        date_write_iso(out, sheet->withdrawn);
    }
    buffer_add_byte(out, '\n');
}

static void write_changes(struct showing *showing, const struct sheet_log_subject *sheet,
                          const struct sheet_log_version *version)
{
    struct buffer *out = &showing->out;
    struct difference_style style = {.language = showing->invocation->language,
                                     .schema = sheet->schema,
                                     .sheet_language = version->language};
    if (version->path_before.len) {
        buffer_add_string(out, say(showing, "    renamed: ", "    rinominata: "));
        difference_write_text(out, version->path_before, &style);
        buffer_add_string(out, " → ");
        difference_write_text(out, version->path, &style);
        buffer_add_byte(out, '\n');
    }
    if (!version->is_readable)
        buffer_add_string(out, say(showing, "    it cannot be read as a sheet\n",
                                   "    non si legge come una scheda\n"));
    if (version->is_first)
        buffer_add_string(out, sheet->is_cut
                                   ? say(showing,
                                         "    as far back as this repository goes\n",
                                         "    più indietro questo archivio non va\n")
                                   : say(showing, "    new\n", "    nuova\n"));
    else if (version->is_readable && !version->was_readable)
        buffer_add_string(out, say(showing, "    it can be read as a sheet again\n",
                                   "    si legge di nuovo come una scheda\n"));
    else if (version->is_readable && !version->path_before.len &&
             document_difference_is_empty(&version->difference))
        buffer_add_string(out, say(showing, "    nothing that readers see\n",
                                   "    nulla che i lettori vedano\n"));
    else
        difference_write(out, &version->difference, &style, "    ");
}

static void write_version(struct showing *showing, const struct sheet_log_subject *sheet,
                          const struct sheet_log_version *version)
{
    struct difference_style style = {.language = showing->invocation->language};
    struct buffer *out = &showing->out;
    buffer_add_byte(out, '\n');
    date_write_iso(out, version->date);
    buffer_format(out, "  %.10s  ", version->commit.ptr);
    difference_write_text(out, version->author, &style);
    if (version->language)
        buffer_format(out, "  [%.*s]",
                      SLICE_ARG(sheet->schema->languages[version->language]));
    if (version->is_readable && version->status != STATUS_PUBLISHED)
        buffer_format(out, "  (%.*s)", SLICE_ARG(status_name(sheet->schema, version->status)));
    buffer_add_string(out, "\n  ");
    difference_write_text(out, version->subject, &style);
    buffer_add_byte(out, '\n');
    write_changes(showing, sheet, version);
}

/* ---- for machines ------------------------------------------------------- */

static void write_sheet_json(struct showing *showing, const struct sheet_log_subject *sheet)
{
    struct json_writer *json = &showing->json;
    struct buffer date = {0};
    json_begin_object(json);
    json_member(json, SLICE("collection"), sheet->collection->id);
    json_member(json, SLICE("id"), sheet->id);
    json_member(json, SLICE("title"), sheet->title);
    json_member(json, SLICE("path"), sheet->path);
    json_member_or_null(json, SLICE("withdrawn"),
                   sheet->is_withdrawn ? date_text(&date, sheet->withdrawn) : (struct slice){0});
    json_key(json, SLICE("is_cut"));
    json_boolean(json, sheet->is_cut);
    json_key(json, SLICE("versions"));
    json_begin_array(json);
    buffer_release(&date);
}

static void write_version_json(struct showing *showing, const struct sheet_log_subject *sheet,
                               const struct sheet_log_version *version)
{
    static const char *const statuses[] = {"draft", "review", "published"};
    struct json_writer *json = &showing->json;
    struct buffer date = {0};
    json_begin_object(json);
    json_member(json, SLICE("commit"), version->commit);
    json_member(json, SLICE("date"), date_text(&date, version->date));
    json_member(json, SLICE("author"), version->author);
    json_member(json, SLICE("subject"), version->subject);
    json_member(json, SLICE("path"), version->path);
    json_member_or_null(json, SLICE("path_before"), version->path_before);
    json_member(json, SLICE("language"), sheet->schema->languages[version->language]);
    json_member_or_null(json, SLICE("status"),
                   version->is_readable ? slice_from_string(statuses[version->status])
                                        : (struct slice){0});
    json_key(json, SLICE("is_first"));
    json_boolean(json, version->is_first);
    difference_write_json(json, &version->difference);
    json_end_object(json);
    buffer_release(&date);
}

/* ---- the command -------------------------------------------------------- */

static bool show_version(void *context, const struct sheet_log_subject *sheet,
                         const struct sheet_log_version *version)
{
    struct showing *showing = context;
    bool is_json = showing->invocation->format == FORMAT_JSON;
    if (!showing->shown++)
        (is_json ? write_sheet_json : write_sheet)(showing, sheet);
    (is_json ? write_version_json : write_version)(showing, sheet, version);
    fputs(buffer_string(&showing->out), stdout);
    buffer_clear(&showing->out);
    unsigned limit = showing->invocation->limit;
    return !limit || showing->shown < limit;
}

static void end_json(struct showing *showing)
{
    json_end_array(&showing->json);
    json_end_object(&showing->json);
    buffer_add_byte(&showing->out, '\n');
    fputs(buffer_string(&showing->out), stdout);
}

enum exit_status run_log(const struct invocation *invocation)
{
    struct showing showing = {.invocation = invocation};
    struct sheet_log *log = sheet_log_create(&invocation->build, slice_from_string(invocation->operands[0]));
    showing.json.out = &showing.out;
    enum sheet_log_outcome outcome = sheet_log_run(log, show_version, &showing);
    if (showing.shown && invocation->format == FORMAT_JSON)
        end_json(&showing);
    const struct diagnostics *said = sheet_log_diagnostics(log);
    struct invocation in_words = *invocation;
    in_words.format = FORMAT_TEXT; /* standard output holds the versions */
    report_diagnostics(showing.shown ? &in_words : invocation, said);
    if (outcome == SHEET_LOG_GOOD && !showing.shown)
        fputs(say(&showing, "schedario: nobody but bots has written this sheet\n",
                  "schedario: questa scheda l'hanno scritta solo programmi\n"),
              stderr);
    enum exit_status status = outcome == SHEET_LOG_GOOD          ? EXIT_GOOD
                              : outcome == SHEET_LOG_INTERRUPTED ? EXIT_INTERRUPTED
                              : diagnostics_count(said, SEVERITY_FAILURE) ? EXIT_MACHINE
                                                                          : EXIT_PROBLEMS;
    buffer_release(&showing.out);
    sheet_log_destroy(log);
    return status;
}
