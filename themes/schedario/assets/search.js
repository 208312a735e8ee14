// search.js - the page of a collection's list, made to search and filter. What it needs stands in the
// page (partials/search.html); without it, or where it cannot work, the list stays as it was built.
import { startPage } from './search/page.js';

startPage();
