/*
 * mail.h - a letter as bytes (RFC 5322, with MIME: RFC 2045 to 2047).
 *
 * Text and HTML side by side, in UTF-8. Whatever a subject or a name holds, it stays within its header: what
 * is not plain becomes an encoded word, and a control character a space. Lines end as the system's do, as
 * programs that send mail expect them.
 *
 *     struct mail mail = {.from = SLICE("Catalogo <a@ente.example>"), .to = …, .subject = …};
 *     mail_write(&out, &mail);
 */
#ifndef SCHEDARIO_TEXT_MAIL_H
#define SCHEDARIO_TEXT_MAIL_H

#include "base/buffer.h"

#include <time.h>

struct mail {
    struct slice from; /* "a@ente.example" or "Name <a@ente.example>" */
    struct slice to;   /* the same, or several with commas between; empty: nobody is named */
    struct slice subject;
    struct slice id; /* of letters, digits, dots and hyphens: no other letter of the sender has it */
    time_t date;
    struct slice text, html;
};

void mail_write(struct buffer *out, const struct mail *mail);

/* Whether each is an address that a header can hold. */
bool mail_addresses_are_good(struct slice addresses);

#endif
