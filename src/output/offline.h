/*
 * offline.h - pages that work from a folder: from a disk, a stick, an archive.
 *
 * Opened by file:// a page has no root: "/esperienze/x/" is nowhere, a folder shows its list of
 * files, and scripts cannot fetch. So addresses of the site become relative to their page and name
 * the file: "../../esperienze/x/index.html". The search index's files are scripts that hand over
 * their bytes: schedario_file("words-0-1a2b3c4d.bin","BASE64");
 */
#ifndef SCHEDARIO_OUTPUT_OFFLINE_H
#define SCHEDARIO_OUTPUT_OFFLINE_H

#include "base/buffer.h"

/* "../../": from a file of the site to its root. */
struct slice offline_root(struct arena *arena, struct slice output_path);
/* An address of the site without the root's path and its "/" ("esperienze/x/?q=a#b"), as a file's:
 * with index.html where it names a folder. */
void offline_write_file(struct buffer *out, struct slice address);
/* A page, with each address in an attribute that starts with the root's path made relative. */
void offline_write_page(struct buffer *out, struct slice html, struct slice base_path,
                        struct slice root);
/* A file of the index as a script; its name ends in .js in place of .bin. */
void offline_write_index_file(struct buffer *out, struct slice name, struct slice content);

#endif
