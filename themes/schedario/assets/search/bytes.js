// bytes.js - what the index's files are written in: src/search/bytes.h, read in the browser.
//
// Texts stay what they are on disk, a character a byte ("byte text"), as long as they are compared:
// their order is the files'. textOf() makes of them what people read.

// A file of the index cannot be read. kind: 'missing', 'damaged' or 'version' (another one wrote it).
export class IndexFailure extends Error {
  constructor(kind, file) {
    super(kind + ': ' + file);
    this.kind = kind;
    this.file = file;
  }
}
