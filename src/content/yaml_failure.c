#include "content/yaml_failure.h"

#include "content/yaml_problem.h"

#include <string.h>

#define QUOTED_MAX 60 /* bytes of the input shown in a message */

/* What reports a failure, having found the slip or not: then it returns false. */
typedef bool teller(const struct yaml_failure *failure, struct diagnostics *diagnostics);

static char byte_at(const struct yaml_failure *failure, size_t at)
{
    return at < failure->part.len ? failure->part.ptr[at] : '\0';
}

static size_t line_start(const struct yaml_failure *failure, size_t at)
{
    return slice_find_last_byte(slice_sub(failure->part, 0, at), '\n') + 1; /* not found is -1 */
}

/* From a place to the end of its line. */
static struct slice line_rest(const struct yaml_failure *failure, size_t at)
{
    struct slice rest = slice_after(failure->part, at), line = slice_sub(rest, 0, 0);
    slice_next_line(&rest, &line);
    while (line.len && strchr(" \t\r", line.ptr[line.len - 1]))
        line.len--;
    return line;
}

static bool only_blanks(struct slice s)
{
    return slice_trim(s).len == 0;
}

static bool is_first_on_line(const struct yaml_failure *failure, size_t at)
{
    size_t start = line_start(failure, at);
    return only_blanks(slice_sub(failure->part, start, at - start));
}

static struct span span_of_part(const struct yaml_failure *failure, struct slice part)
{
    return span_of(failure->file, part);
}

static struct span span_of_byte(const struct yaml_failure *failure, size_t at)
{
    return span_of_part(failure, slice_sub(failure->part, at, 1));
}

/* Short enough for a message, cut between characters. */
static struct slice shorten(struct diagnostics *diagnostics, struct slice text)
{
    if (text.len <= QUOTED_MAX)
        return text;
    text.len = QUOTED_MAX;
    while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
        text.len--;
    return arena_concat(diagnostics->arena, text, SLICE("…"), (struct slice){0});
}

/* The value as it should be written: "…" where it holds no quote, '…' with apostrophes doubled
 * where it does. */
static struct slice quote(struct diagnostics *diagnostics, struct slice text)
{
    text = shorten(diagnostics, text);
    if (slice_find_byte(text, '"') == SLICE_NOT_FOUND &&
        slice_find_byte(text, '\\') == SLICE_NOT_FOUND)
        return arena_concat(diagnostics->arena, SLICE("\""), text, SLICE("\""), (struct slice){0});
    char *copy = arena_allocate(diagnostics->arena, text.len * 2 + 2);
    size_t len = 0;
    copy[len++] = '\'';
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            copy[len++] = '\'';
        copy[len++] = text.ptr[i];
    }
    copy[len++] = '\'';
    return slice_from(copy, len);
}

static bool tell_tab(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    diagnostic_add_plain(diagnostics, &yaml_problem_tab,
                         span_of_byte(failure, failure->problem_at));
    return true;
}

static bool tell_start(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    if (byte_at(failure, failure->problem_at) == '\t')
        return tell_tab(failure, diagnostics);
    struct slice first = slice_sub(failure->part, failure->problem_at, 1);
    diagnostic_add(diagnostics, &yaml_problem_reserved,
                   span_of_part(failure, line_rest(failure, failure->problem_at)), first);
    return true;
}

static bool tell_at_context(const struct yaml_failure *failure, const struct problem *problem,
                            struct diagnostics *diagnostics)
{
    diagnostic_add_plain(diagnostics, problem,
                         span_of_part(failure, line_rest(failure, failure->context_at)));
    return true;
}

static bool tell_alias(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    return tell_at_context(failure, &yaml_problem_alias, diagnostics);
}

static bool tell_anchor(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    return tell_at_context(failure, &yaml_problem_anchor, diagnostics);
}

static bool tell_tag(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    return tell_at_context(failure, &yaml_problem_tag, diagnostics);
}

static bool tell_block(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    diagnostic_add(diagnostics, &yaml_problem_block_text,
                   span_of_part(failure, line_rest(failure, failure->problem_at)),
                   slice_sub(failure->part, failure->context_at, 1));
    return true;
}

static bool tell_escape(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    /* Of a code that means nothing, libyaml has read on to its digits. */
    size_t at = slice_find_last_byte(slice_sub(failure->part, 0, failure->problem_at + 1), '\\');
    if (at == SLICE_NOT_FOUND)
        return false;
    diagnostic_add_plain(diagnostics, &yaml_problem_escape,
                         span_of_part(failure, slice_sub(failure->part, at, 2)));
    return true;
}

static bool tell_open_quote(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    diagnostic_add(diagnostics, &yaml_problem_quote_open,
                   span_of_part(failure, line_rest(failure, failure->context_at)),
                   slice_sub(failure->part, failure->context_at, 1));
    return true;
}

static bool tell_bracket(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    bool is_list = byte_at(failure, failure->context_at) == '[';
    diagnostic_add(diagnostics, &yaml_problem_bracket_open,
                   span_of_part(failure, line_rest(failure, failure->context_at)),
                   is_list ? SLICE("[") : SLICE("{"), is_list ? SLICE("]") : SLICE("}"));
    return true;
}

static bool tell_dash(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    diagnostic_add_plain(diagnostics, &yaml_problem_dash,
                         span_of_part(failure, line_rest(failure, failure->problem_at)));
    return true;
}

static bool tell_missing_dash(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    diagnostic_add_plain(diagnostics, &yaml_problem_dash_missing,
                         span_of_part(failure, line_rest(failure, failure->problem_at)));
    return true;
}

/* The colon of "a:b", which is no colon to YAML. */
static bool tell_missing_space(const struct yaml_failure *failure, struct slice line,
                               struct diagnostics *diagnostics)
{
    size_t found = slice_find_byte(line, ':');
    if (found == SLICE_NOT_FOUND || found == 0 ||
        slice_starts_with(slice_after(line, found), SLICE("://")))
        return false;
    struct slice name = slice_sub(line, 0, found), value = slice_after(line, found + 1);
    diagnostic_add(diagnostics, &yaml_problem_no_space,
                   span_of_part(failure, slice_sub(line, found, 1)),
                   arena_concat(diagnostics->arena, shorten(diagnostics, name), SLICE(": "),
                                shorten(diagnostics, value), (struct slice){0}));
    return true;
}

/* The same between brackets, where libyaml notices at once: "{a:[b]}". */
static bool tell_tight_colon(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    struct slice name =
        slice_sub(failure->part, failure->context_at, failure->problem_at - failure->context_at);
    diagnostic_add(diagnostics, &yaml_problem_no_space, span_of_byte(failure, failure->problem_at),
                   arena_concat(diagnostics->arena, shorten(diagnostics, name), SLICE(": …"),
                                (struct slice){0}));
    return true;
}

/* "while scanning a simple key": the line at the context has no colon. */
static bool tell_missing_colon(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    struct slice line = line_rest(failure, failure->context_at);
    if (tell_missing_space(failure, line, diagnostics))
        return true;
    diagnostic_add(diagnostics, &yaml_problem_no_colon, span_of_part(failure, line),
                   shorten(diagnostics, line));
    return true;
}

/* A colon where no name can be: either a second one on the line, or the line goes on with the
 * text above because of its indentation. */
static bool tell_colon(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    size_t at = failure->problem_at, start = line_start(failure, at);
    struct slice before = slice_sub(failure->part, start, at - start);
    size_t first = slice_find(before, SLICE(": "));
    if (first != SLICE_NOT_FOUND) {
        first += start + 2;
        while (byte_at(failure, first) == ' ')
            first++;
        struct slice value = line_rest(failure, first);
        diagnostic_add(diagnostics, &yaml_problem_colon, span_of_part(failure, value),
                       quote(diagnostics, value));
        return true;
    }
    struct slice above = line_rest(failure, failure->scalar_at);
    bool is_root = failure->scalar_end && failure->scalar_at < start &&
                   is_first_on_line(failure, failure->scalar_at);
    if (is_root && tell_missing_space(failure, above, diagnostics))
        return true;
    if (is_root) {
        diagnostic_add(diagnostics, &yaml_problem_no_colon, span_of_part(failure, above),
                       shorten(diagnostics, above));
        return true;
    }
    diagnostic_add_plain(diagnostics, &yaml_problem_indentation_of_key,
                         span_of_part(failure, slice_trim(before)));
    return true;
}

static bool tell_missing_key(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    if (byte_at(failure, failure->problem_at) != ':')
        return false;
    diagnostic_add_plain(diagnostics, &yaml_problem_key_missing,
                         span_of_byte(failure, failure->problem_at));
    return true;
}

static bool tell_no_node(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    char first = byte_at(failure, failure->problem_at);
    if (first == ',' || first == ']' || first == '}')
        return tell_start(failure, diagnostics);
    return tell_missing_key(failure, diagnostics);
}

/* Something stands where a name should: what came before it says why. */
static bool tell_key(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    size_t at = failure->problem_at;
    if (tell_missing_key(failure, diagnostics))
        return true;
    if (byte_at(failure, at) == ']' || byte_at(failure, at) == '}')
        return false;
    if (is_first_on_line(failure, at)) {
        diagnostic_add_plain(diagnostics, &yaml_problem_indentation,
                             span_of_part(failure, line_rest(failure, at)));
        return true;
    }
    size_t scalar = failure->scalar_at, end = failure->scalar_end;
    char first = byte_at(failure, scalar);
    if (end && end <= at && (first == '"' || first == '\'') &&
        only_blanks(slice_sub(failure->part, end, at - end))) {
        struct slice quoted = slice_sub(failure->part, scalar, end - scalar);
        struct slice line = line_rest(failure, scalar);
        if (slice_find_byte(quoted, '\n') != SLICE_NOT_FOUND)
            diagnostic_add(diagnostics, &yaml_problem_quote_open, span_of_part(failure, line),
                           slice_sub(quoted, 0, 1));
        else
            diagnostic_add_plain(diagnostics,
                                 first == '"' ? &yaml_problem_quote_early
                                              : &yaml_problem_apostrophe_early,
                                 span_of_part(failure, line));
        return true;
    }
    struct slice before = slice_trim(slice_sub(failure->part, 0, at));
    char last = before.len ? before.ptr[before.len - 1] : '\0';
    if (last != ']' && last != '}')
        return false;
    diagnostic_add_plain(diagnostics, &yaml_problem_bracket_early,
                         span_of_part(failure, line_rest(failure, at)));
    return true;
}

/* libyaml 0.2.5's words, by how they begin; the first row that fits. */
static const struct {
    const char *context; /* "": any */
    const char *problem; /* "": any */
    teller *tell;
} tellers[] = {
    {"", "found a tab character", tell_tab},
    {"", "found character that cannot start any token", tell_start},
    {"while scanning an alias", "", tell_alias},
    {"while scanning an anchor", "", tell_anchor},
    {"while scanning a tag", "", tell_tag},
    {"while parsing a tag", "", tell_tag},
    {"while scanning a block scalar", "did not find expected comment or line break", tell_block},
    {"while scanning a block scalar", "found an indentation indicator", tell_block},
    {"while parsing a quoted scalar", "found unknown escape character", tell_escape},
    {"while parsing a quoted scalar", "did not find expected hexdecimal number", tell_escape},
    {"while parsing a quoted scalar", "found invalid Unicode", tell_escape},
    {"while scanning a quoted scalar", "", tell_open_quote},
    {"while scanning a plain scalar", "found unexpected ':'", tell_tight_colon},
    {"while scanning a simple key", "", tell_missing_colon},
    {"while parsing a flow sequence", "did not find expected ','", tell_bracket},
    {"while parsing a flow mapping", "did not find expected ','", tell_bracket},
    {"", "mapping values are not allowed", tell_colon},
    {"", "block sequence entries are not allowed", tell_dash},
    {"while parsing a block collection", "did not find expected '-'", tell_missing_dash},
    {"while parsing a block mapping", "did not find expected key", tell_key},
    {"", "found undefined tag handle", tell_tag},
    {"", "did not find expected <document start>", tell_key},
    {"", "did not find expected node content", tell_no_node},
};

static bool begins(const char *words, const char *beginning)
{
    return !*beginning || (words && strncmp(words, beginning, strlen(beginning)) == 0);
}

static bool tell_conflict(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    struct slice rest = failure->part, line;
    while (slice_next_line(&rest, &line)) {
        if (!slice_starts_with(line, SLICE("<<<<<<< ")))
            continue;
        diagnostic_add_plain(diagnostics, &yaml_problem_conflict, span_of_part(failure, line));
        return true;
    }
    return false;
}

/* What was refused already (an alias that was meant as text) makes libyaml stumble on the rest
 * of its line: one message is enough. */
static bool follows_refused(const struct yaml_failure *failure)
{
    size_t at = failure->refused_at;
    return failure->has_refused && at <= failure->problem_at &&
           slice_find_byte(slice_sub(failure->part, at, failure->problem_at - at), '\n') ==
               SLICE_NOT_FOUND;
}

void yaml_failure_report(const struct yaml_failure *failure, struct diagnostics *diagnostics)
{
    if (follows_refused(failure) || tell_conflict(failure, diagnostics))
        return;
    for (size_t i = 0; i < sizeof tellers / sizeof *tellers; i++)
        if (begins(failure->context, tellers[i].context) &&
            begins(failure->problem, tellers[i].problem) && tellers[i].tell(failure, diagnostics))
            return;
    diagnostic_add(diagnostics, &yaml_problem_general,
                   span_of_part(failure, line_rest(failure, failure->problem_at)),
                   slice_from_string(failure->problem));
}
