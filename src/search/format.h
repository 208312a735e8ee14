/*
 * search/format.h - the files of an index, byte by byte.
 *
 * One index a language, in a folder of its own (search/it/). content/guida tells the same to people;
 * when one changes the other does, and FORMAT_VERSION with them. Numbers, strings and front coding are
 * those of search/bytes.h; every file but the header is raw DEFLATE. N is a file's number among those
 * of its kind, HASH the eight hexadecimal digits of its bytes as they are on disk.
 *
 *     header.bin             small, not compressed: may stand in a page
 *     directory-0-HASH.bin   which files there are, and the words passed over
 *     words-N-HASH.bin       forms in their order, with the postings of their stems
 *     positions-N-HASH.bin   of the same stems: for phrases
 *     vocabulary-N-HASH.bin  forms and reversed forms: for mistyped words
 *     cards-N-HASH.bin       what a result shows: address, title, facts
 *     excerpts-N-HASH.bin    the texts that an excerpt is cut from
 *     column-N-HASH.bin      a facet's or a sort order's values
 *
 * Header: "SCHE", a byte FORMAT_VERSION, string language, varint documents, varint size of the
 * inflated directory, word hash of directory-0, word FNV-1a hash of all bytes before it.
 *
 * Directory:
 *     varint shards; for each: front-coded first key, word hash of words-N, word hash of positions-N
 *     varint vocabularies; for each: front-coded first key, word hash
 *     varint groups of cards; for each: varint documents, word hash
 *     varint groups of excerpts; likewise
 *     varint columns; for each: string id, string label, byte kind (enum column_kind), byte uses
 *         (bits of enum column_use), word hash
 *     varint common words; front-coded, in byte order
 *
 * A first key is the shortest text that is above all of the shard before it; that of the first is "".
 *
 * Words:
 *     varint entries; for each, by folded form and then by written form:
 *         front-coded folded form; string written form, empty where it is the folded one;
 *         varint place: group << 4 | bit << 1 | elsewhere; where elsewhere is 1, varint shard
 *     varint groups; for each: varint documents, varint weight, byte flags (enum group_flag), varint
 *         bytes of its postings
 *     the postings of each group, one after the other:
 *         a varint a document: its number, less the one before, less 1 (the first: its number)
 *         a byte a document: level (1 to 15) | place << 4 | LEVEL_MORE. A place is p where the word
 *             stands at a position of which position / PLACE_WORDS mod 8 is p; 0 for GROUP_COMMON.
 *             LEVEL_MORE: the word has several places, or stands in the title
 *         a byte for each document with LEVEL_MORE, in that order: all its places, a bit p each
 *         a byte for each of these: how many stems the title has, 255 at the most; 0: not in the title
 *         where GROUP_FORMS (never with GROUP_COMMON): a byte a document, bit b where form b stands in it
 * A group is a stem. It lies in the shard that its first form belongs to; an entry whose form belongs
 * to another shard says `elsewhere`.
 *
 * Positions: varint groups; for each varint bytes; then for each, a document after the other: varint
 * count, then count varints, the positions, less the one before, less 1. None of GROUP_COMMON.
 *
 * Vocabulary: varint keys; for each, in byte order: front-coded key, byte rank (bits of the number of
 * documents that have its stem). A key is ">" and a folded form, or "<" and the form with its
 * characters in reverse; forms with digits, common ones, and those of less than four characters
 * are left out.
 *
 * Cards: for each document: strings key ("esperienze/id"), address, title; varint facts, for each
 * strings field, text. Excerpts: for each document: string text.
 *
 * Column: varint documents that have a value, then by kind
 *     COLUMN_TERMS   varint values; for each: string id, string label, varint parent (its number + 1;
 *                    0: none), varint documents, and their numbers as in postings. A value's documents
 *                    are those of the values below it, too.
 *     COLUMN_NUMBERS byte scale (digits after the point), the documents' numbers as in postings, then a
 *                    wide number a document: less the one before. Dates are days since 1970-01-01.
 *     COLUMN_ORDER   the documents' numbers, then a varint a document: its rank, equal ones equal.
 *
 * The score of a word in a document is weight * level * (EXACT where the written form itself stands in
 * it, else SIMILAR) * the fraction of how it was found; query.h says the rest. All of it is whole
 * numbers, so that everyone who asks gets the same order.
 */
#ifndef SCHEDARIO_SEARCH_FORMAT_H
#define SCHEDARIO_SEARCH_FORMAT_H

#define FORMAT_MAGIC     "SCHE"
#define FORMAT_VERSION   1
#define FORMAT_DIRECTORY "search" /* below the site's root; each language's folder is in it */

#define FORMAT_HEADER_MAX 1024

#define LEVEL_MAX   15
#define LEVEL_PLACE 4 /* bits to shift by */
#define LEVEL_MORE  0x80
#define PLACE_WORDS 12

enum group_flag { GROUP_COMMON = 1, GROUP_FORMS = 2 };
enum column_kind { COLUMN_TERMS, COLUMN_NUMBERS, COLUMN_ORDER, COLUMN_KINDS };
enum column_use { COLUMN_FACET = 1, COLUMN_SORT = 2, COLUMN_RANGE = 4, COLUMN_DAYS = 8 };

#endif
