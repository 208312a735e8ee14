#include "desk/report.h"

#include "build/difference.h"
#include "text/mail.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINES_REPORTED 200
#define MAIL_SECONDS   60 /* then the command is ended */
#define LOOK_EVERY     20 /* milliseconds */

/* ---- the letter --------------------------------------------------------- */

static size_t count_pages(const struct desk_outcome *outcome, enum review_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < outcome->page_count; i++)
        count += outcome->pages[i].kind == kind;
    return count;
}

/* "[Catalogo di prova] published: La prima scheda", or how many of which kind. */
static void write_subject(struct buffer *out, const struct report *report,
                          enum message_language language)
{
    static const char *const counts[][2][MESSAGE_LANGUAGES] = {
        [REVIEW_ADDED] = {{"%zu new sheet", "%zu scheda nuova"},
                          {"%zu new sheets", "%zu schede nuove"}},
        [REVIEW_CHANGED] = {{"%zu changed", "%zu cambiata"}, {"%zu changed", "%zu cambiate"}},
        [REVIEW_RENAMED] = {{"%zu renamed", "%zu rinominata"}, {"%zu renamed", "%zu rinominate"}},
        [REVIEW_WITHDRAWN] = {{"%zu withdrawn", "%zu ritirata"},
                              {"%zu withdrawn", "%zu ritirate"}},
    };
    const struct desk_outcome *outcome = report->outcome;
    bool is_good = outcome->result == DESK_PUBLISHED || outcome->result == DESK_PREVIEWED;
    buffer_format(out, "[%.*s] ", SLICE_ARG(report->site_title));
    if (outcome->is_preview)
        buffer_format(out, is_good ? desk_say(language, "preview of %.*s", "anteprima di %.*s")
                                   : desk_say(language, "no preview of %.*s",
                                              "nessuna anteprima di %.*s"),
                      SLICE_ARG(outcome->branch));
    else
        buffer_add_string(out, is_good ? desk_say(language, "published", "pubblicato")
                                       : desk_say(language, "not published", "non pubblicato"));
    if (outcome->page_count == 1) {
        buffer_format(out, ": %.*s", SLICE_ARG(outcome->pages[0].title));
        return;
    }
    const char *before = ": ";
    for (int kind = REVIEW_ADDED; kind <= REVIEW_WITHDRAWN; kind++) {
        size_t count = count_pages(outcome, (enum review_kind)kind);
        if (!count)
            continue;
        buffer_add_string(out, before);
        buffer_format(out, counts[kind][count != 1][language], count);
        before = ", ";
    }
}

static void write_line(struct buffer *out, const char *label, struct slice text,
                       const struct difference_style *style)
{
    if (!text.len)
        return;
    struct buffer name = {0};
    desk_add_name(&name, text);
    buffer_add_string(out, style->markdown ? "- " : "");
    buffer_add_string(out, label);
    difference_write_text(out, buffer_view(&name), style);
    buffer_add_byte(out, '\n');
    buffer_release(&name);
}

/* What the outcome says; its lines of problems must not be taken for Markdown. */
static void write_outcome(struct buffer *out, const struct report *report,
                          const struct difference_style *style)
{
    struct buffer text = {0};
    outcome_write(&text, report->outcome, style->language, LINES_REPORTED);
    buffer_add_string(out, style->markdown ? "```text\n" : "");
    buffer_add(out, buffer_view(&text));
    buffer_add_string(out, style->markdown ? "```\n" : "");
    buffer_add_byte(out, '\n');
    buffer_release(&text);
}

static void write_body(struct buffer *out, const struct report *report,
                       const struct difference_style *style)
{
    enum message_language language = style->language;
    write_outcome(out, report, style);
    write_line(out, desk_say(language, "Branch: ", "Ramo: "), report->outcome->branch, style);
    write_line(out, desk_say(language, "Pushed by: ", "Inviato da: "), report->wish->who, style);
    write_line(out, desk_say(language, "Last commit: ", "Ultimo commit: "),
               slice_sub(report->commit, 0, 10), style);
    write_line(out, desk_say(language, "Its author: ", "Autore: "), report->author, style);
    write_line(out, desk_say(language, "What it says: ", "Che cosa dice: "), report->subject, style);
    buffer_add_byte(out, '\n');
    if (report->review)
        difference_write_review(out, report->review, style);
}

static struct slice first_good(const struct desk *desk, struct arena *arena, const char *setting,
                               struct slice set, struct slice otherwise)
{
    if (set.len && mail_addresses_are_good(set))
        return set;
    if (set.len)
        desk_log_write(&desk->log,
                       arena_format(arena,
                                    desk_say(desk->own, "schedario.%s: \"%.*s\" is no mail address",
                                             "schedario.%s: \"%.*s\" non è un indirizzo di posta"),
                                    setting, SLICE_ARG(set)));
    return otherwise.len && mail_addresses_are_good(otherwise) ? otherwise : (struct slice){0};
}

static struct slice host_address(struct arena *arena)
{
    char name[256] = "";
    gethostname(name, sizeof name - 1);
    struct slice address =
        arena_format(arena, "schedario@%s%s", name, strchr(name, '.') ? "" : ".localdomain");
    return mail_addresses_are_good(address) ? address : SLICE("schedario@localhost.localdomain");
}

/* ---- sending ------------------------------------------------------------ */

/* 0 where it did its work within its time. */
static int wait_for(pid_t child)
{
    struct timespec pause = {.tv_nsec = LOOK_EVERY * 1000000}, now, start;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (waitpid(child, &status, WNOHANG) == 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec - start.tv_sec > MAIL_SECONDS)
            kill(-child, SIGKILL);
        nanosleep(&pause, NULL);
    }
    return status;
}

/* The letter is its standard input already. */
static void run_mail_command(const char *command)
{
    setpgid(0, 0);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static void see_it_sent(const struct desk *desk, struct arena *arena)
{
    const char *command = arena_string(arena, desk->settings.mail);
    pid_t child = fork();
    if (child == 0)
        run_mail_command(command);
    int status = child > 0 ? wait_for(child) : -1;
    if (status != 0)
        desk_log_write(
            &desk->log,
            arena_format(arena,
                         desk_say(desk->own, "the report was not sent: \"%s\" failed (%s %d)",
                                  "il rapporto non è stato spedito: \"%s\" non è riuscito (%s %d)"),
                         command,
                         child > 0 && WIFSIGNALED(status) ? desk_say(desk->own, "signal", "segnale")
                                                          : desk_say(desk->own, "status", "stato"),
                         child < 0                ? -1
                         : WIFSIGNALED(status) ? WTERMSIG(status)
                                               : WEXITSTATUS(status)));
}

/* Aside, without the builder's locks: a command that hangs keeps no other push waiting. The letter is open
 * before the next one takes its place. */
static void send_letter(const struct desk *desk, struct arena *arena, struct slice path)
{
    int letter = open(path.ptr, O_RDONLY | O_CLOEXEC);
    fflush(NULL);
    pid_t aside = letter >= 0 ? fork() : -1;
    if (aside == 0) {
        dup2(letter, STDIN_FILENO);
        close_range(STDERR_FILENO + 1, ~0u, 0);
        see_it_sent(desk, arena);
        _exit(0);
    }
    if (aside < 0)
        desk_log_write(&desk->log, arena_format(arena, "%.*s: %s", SLICE_ARG(path), strerror(errno)));
    if (letter >= 0)
        close(letter);
}

void report_make(const struct desk *desk, struct arena *arena, const struct report *report)
{
    struct difference_style style = {.language = desk->own,
                                     .schema = report->review ? report->review->schema : NULL};
    struct buffer subject = {0}, text = {0}, markdown = {0}, html = {0}, letter = {0};
    struct slice path = path_join(arena, desk->folder, SLICE("report.eml"));
    struct file_error error;
    write_subject(&subject, report, desk->own);
    write_body(&text, report, &style);
    style.markdown = true;
    write_body(&markdown, report, &style);
    difference_write_html(&html, buffer_view(&markdown));
    struct mail mail = {
        .from = first_good(desk, arena, "from", desk->settings.from, report->publisher_email),
        .to = first_good(desk, arena, "to", desk->settings.to, report->publisher_email),
        .subject = buffer_view(&subject),
        .id = arena_format(arena, "schedario.%lu.%.*s", report->wish->number,
                           SLICE_ARG(slice_sub(report->commit, 0, 10))),
        .date = time(NULL),
        .text = buffer_view(&text),
        .html = buffer_view(&html),
    };
    if (!mail.from.len)
        mail.from = host_address(arena);
    mail_write(&letter, &mail);
    bool is_written = file_replace(path.ptr, buffer_view(&letter), 0, &error);
    if (!is_written)
        desk_log_write(&desk->log,
                       arena_format(arena, "%.*s: %s", SLICE_ARG(path), strerror(error.number)));
    if (is_written && desk->settings.mail.len && mail.to.len)
        send_letter(desk, arena, path);
    else if (desk->settings.mail.len && !mail.to.len)
        desk_log_write(&desk->log,
                       slice_from_string(desk_say(
                           desk->own,
                           "the report is written to nobody: git config schedario.to ADDRESS",
                           "il rapporto non ha un destinatario: git config schedario.to INDIRIZZO")));
    buffer_release(&subject);
    buffer_release(&text);
    buffer_release(&markdown);
    buffer_release(&html);
    buffer_release(&letter);
}
