/*
 * search/format.h - the files of an index, byte by byte.
 *
 * One index a language, in a folder of its own (search/it/). content/guida tells the same to people;
 * when one changes the other does, and FORMAT_VERSION with them. Numbers, strings and front coding are
 * those of search/bytes.h. N is a file's number among those of its kind, GENERATION eight hexadecimal
 * digits, the same in all names: they change when anything in the index does, so that every file may be
 * kept for ever, no file is taken for one of another build, and no list of hashes has to be read first.
 *
 *     header.bin                  small, not compressed: may stand in a page
 *     directory-0-GENERATION.bin  which files there are; only where it does not fit into the header
 *     words-N-…                   forms in their order, with the postings of their stems
 *     positions-N-…               of the same stems: for phrases
 *     vocabulary-N-…              forms and reversed forms: for mistyped words
 *     cards-N-…                   what a result shows: address, title, facts, the text excerpts are cut from
 *     records-N-…                 every field as readers see it: to compare and to download
 *     column-N-…                  a facet's or a sort order's values
 *
 * Header: "SCHE", a byte FORMAT_VERSION, string language, varint documents, word generation, string
 * directory (deflated; empty: it is a file), word FNV-1a hash of all bytes before it.
 *
 * Every other file: word FNV-1a hash of all bytes after it, varint how many more bytes there are, and
 * these, raw DEFLATE. What follows is what they inflate to.
 *
 * Directory:
 *     varint shards; of these, the last varint are those of common words; varint shards a file of positions
 *     for each shard: front-coded first key; the first of the common ones is coded against ""
 *     varint vocabularies; for each: front-coded first key
 *     varint documents a file of cards; varint documents a file of records (0: there are none)
 *     varint columns; for each: string id, byte kind (enum column_kind), byte uses (bits of enum column_use)
 *     varint common words; front-coded, in byte order
 *
 * A first key is the shortest text that is above all of the shard before it; that of the first, and of the
 * first common one, is "". A common word is looked for in the common shards alone, others in the others.
 *
 * Words:
 *     varint entries; varint groups
 *     the entries, by folded form and then by written form: front-coded folded form; string written form,
 *         empty where it is the folded one; varint place: back << 4 | bit << 1 | elsewhere. The group is
 *         the next one that no entry named yet where back is 0, else that one less back. Where elsewhere
 *         is 1, back is the group's number, and varint shard follows
 *     for each group: varint documents << 1 | 1 where it has forms
 *     for each group, a varint a document: its number, less the one before, less 1 (the first: its number)
 *     for each group, a byte a document: level (1 to 15) | place << 4 | LEVEL_MORE. A place is p where the
 *         word stands at a position of which position / PLACE_WORDS mod 8 is p; 0 in common
 *         shards. LEVEL_MORE: the word has several places, or stands in the title
 *     for each byte with LEVEL_MORE, in that order: a byte, all its places, a bit p each
 *     for each of these: a byte, how many stems the title has, 255 at the most; 0: not in the title
 *     for each group that has forms, a byte a document: bit b where form b stands in it
 * A group is a stem. It lies in the shard that its first form belongs to, the first that is not common if
 * there is one; an entry whose form belongs to another shard says `elsewhere`.
 *
 * Positions: for each of its shards, varint groups, for each of these varint bytes; then, group after
 * group, a document after the other: varint count, then count varints, the positions, less the one
 * before, less 1. Common shards have none.
 *
 * Vocabulary: varint keys; for each, in byte order: front-coded key, byte rank (bits of the number of
 * documents that have its stem). A key is ">" and a folded form, or "<" and the form with its
 * characters in reverse; forms with digits, common ones, and those of less than four characters
 * are left out.
 *
 * Cards: for each document: strings key ("esperienze/id"), address, title; varint facts, for each
 * strings field, text; string text, the start of what it says.
 *
 * Records: varint fields, for each strings id, label; then for each document varint fields, for each
 * varint number of the field, string text.
 *
 * Column: string label, varint documents that have a value, then by kind
 *     COLUMN_TERMS   varint values; for each: string id, string label, varint parent (its number + 1;
 *                    0: none), varint documents, and their numbers as in postings. A value's documents
 *                    are those of the values below it, too.
 *     COLUMN_NUMBERS byte scale (digits after the point), the documents' numbers as in postings, then a
 *                    wide number a document: less the one before. Dates are days since 1970-01-01.
 *     COLUMN_ORDER   the documents' numbers, then a varint a document: its rank, equal ones equal.
 *
 * Documents are numbered so that similar ones are neighbours (search/index_order.c). The column
 * FORMAT_LIST, a COLUMN_ORDER, has the order of the lists: one collection after the other, each as its
 * pages show it. It is the order of results where nothing was asked for.
 *
 * A group's weight is floor(64 * ln(1 + (all - having + 0.5) / (having + 0.5)) + 0.5), at least 1, of the
 * numbers of documents there are, and that have it. The score of a word in a document is weight * level * (EXACT where the written form itself stands in
 * it, else SIMILAR) * the fraction of how it was found; query.h says the rest. All of it is whole
 * numbers, so that everyone who asks gets the same order.
 */
#ifndef SCHEDARIO_SEARCH_FORMAT_H
#define SCHEDARIO_SEARCH_FORMAT_H

#define FORMAT_MAGIC     "SCHE"
#define FORMAT_VERSION   2
#define FORMAT_DIRECTORY "search" /* below the site's root; each language's folder is in it */

#define FORMAT_LIST      "list"   /* the column of the lists' order */

#define FORMAT_HEADER_MAX 2048

#define LEVEL_MAX   15
#define LEVEL_PLACE 4 /* bits to shift by */
#define LEVEL_MORE  0x80
#define PLACE_WORDS 12

enum column_kind { COLUMN_TERMS, COLUMN_NUMBERS, COLUMN_ORDER, COLUMN_KINDS };
enum column_use { COLUMN_FACET = 1, COLUMN_SORT = 2, COLUMN_RANGE = 4, COLUMN_DAYS = 8 };

#endif
