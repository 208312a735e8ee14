#include "template/filters.h"

#include "text/escape.h"

#include <stdio.h>
#include <string.h>

struct directive {
    char flags[8];
    int width, precision; /* -1: none */
    char conversion;
    size_t length;
};

/* Behind the "%". */
static bool read_directive(struct slice rest, struct directive *directive)
{
    size_t i = 0, flags = 0;
    *directive = (struct directive){.width = -1, .precision = -1};
    while (i < rest.len && strchr("-+ 0#", rest.ptr[i]) && flags < 5)
        directive->flags[flags++] = rest.ptr[i++];
    for (int part = 0; part < 2; part++) {
        int number = -1;
        if (part && (i >= rest.len || rest.ptr[i] != '.'))
            break;
        if (part) {
            i++;
            number = 0;
        }
        while (i < rest.len && rest.ptr[i] >= '0' && rest.ptr[i] <= '9') {
            number = (number < 0 ? 0 : number) * 10 + (rest.ptr[i++] - '0');
            if (number > 200)
                return false;
        }
        if (part)
            directive->precision = number;
        else
            directive->width = number;
    }
    if (i >= rest.len)
        return false;
    directive->conversion = rest.ptr[i];
    directive->length = i + 1;
    return strchr("sdifgexXc%", directive->conversion);
}

static void add_padded(struct buffer *out, struct slice text, const struct directive *directive)
{
    size_t length = utf8_count(text);
    size_t padding = directive->width > (int)length ? (size_t)directive->width - length : 0;
    bool left = strchr(directive->flags, '-');
    if (!left)
        buffer_add_repeated(out, ' ', padding);
    buffer_add(out, text);
    if (left)
        buffer_add_repeated(out, ' ', padding);
}

static void add_number(const struct library_call *call, struct buffer *out, struct data data,
                       const struct directive *directive)
{
    struct data number;
    char pattern[24], text[512];
    if (!data_to_number(data, &number))
        library_fail_kind(call, data);
    int width = directive->width < 0 ? 0 : directive->width;
    if (strchr("dixX", directive->conversion)) {
        char conversion = directive->conversion == 'i' ? 'd' : directive->conversion;
        long long integer = number.kind == DATA_INTEGER
                                ? number.as.integer
                                : argument_integer(&(struct library_call){.runtime = call->runtime,
                                                                          .name = call->name,
                                                                          .arguments = &number,
                                                                          .argument_count = 1},
                                                   0, 0);
        snprintf(pattern, sizeof pattern, "%%%s*ll%c", directive->flags, conversion);
        snprintf(text, sizeof text, pattern, width, integer);
    } else {
        int precision = directive->precision < 0 ? 6 : directive->precision;
        snprintf(pattern, sizeof pattern, "%%%s*.*%c", directive->flags, directive->conversion);
        snprintf(text, sizeof text, pattern, width, precision, data_to_double(number));
    }
    buffer_add_string(out, text);
}

struct data filter_format(const struct library_call *call)
{
    struct slice text = subject_text(call);
    bool is_markup = filter_subject(call).kind == DATA_MARKUP;
    size_t mark, next = 1, percent;
    struct buffer *out = build_begin(call, &mark);
    while ((percent = slice_find_byte(text, '%')) != SLICE_NOT_FOUND) {
        struct directive directive;
        buffer_add(out, slice_sub(text, 0, percent));
        text = slice_after(text, percent + 1);
        if (!read_directive(text, &directive))
            library_fail(call, "after \"%\" must come s, d, f, x or another %",
                         "dopo \"%\" deve venire s, d, f, x o un altro %");
        text = slice_after(text, directive.length);
        if (directive.conversion == '%') {
            buffer_add_byte(out, '%');
            continue;
        }
        if (next >= call->argument_count)
            library_fail(call, "there are more places than values", "ci sono più posti che valori");
        struct data value = call->arguments[next++];
        if (directive.conversion == 's' || directive.conversion == 'c') {
            struct slice shown = data_to_text(call->runtime, value);
            if (directive.precision >= 0)
                shown = utf8_prefix(shown, (size_t)directive.precision);
            if (is_markup && value.kind != DATA_MARKUP)
                escape_html(out, shown);
            else
                add_padded(out, shown, &directive);
        } else {
            add_number(call, out, value, &directive);
        }
    }
    buffer_add(out, text);
    return text_like_subject(call, build_end(call, mark));
}
