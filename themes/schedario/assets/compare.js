// compare.js - two to four sheets of a collection, side by side: ?id=SHEET&id=SHEET. Without it the
// page lists the sheets, to be opened beside each other.
import { startCompare } from './search/compare.js';

startCompare();
