/*
 * url.h - which addresses may stand in a page.
 *
 * A list of what is allowed, never of what is forbidden (WHATWG URL Standard:
 * browsers drop tabs and line ends inside an address and spaces before it, and
 * take a backslash for a slash, so all of these are refused).
 */
#ifndef SCHEDARIO_TEXT_URL_H
#define SCHEDARIO_TEXT_URL_H

#include "base/arena.h"

/* Relative, or of a scheme in the list: http and https with "//" and a host,
 * mailto, tel. Neither "//host" nor a backslash before the query; no control
 * characters, white space or marks of direction anywhere; not even when HTML
 * entities in it are decoded. The empty address (this page) is allowed. */
bool url_is_allowed(struct slice address);
/* A ":" before any "/", "?" or "#". */
bool url_has_scheme(struct slice address);
/* http or https, with a host; allowed as above. */
bool url_is_absolute(struct slice address);
/* One @, a name before it, a domain with a dot behind it, no white space; and nothing that would
 * mean more behind "mailto:" than an address. */
bool email_is_valid(struct slice address);
/* %XX as bytes, but for NUL; the text itself where there is none. */
struct slice url_decode(struct arena *arena, struct slice address);

#endif
