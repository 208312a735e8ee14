// views.js - the map and the time line of a collection follow what was chosen on its list: they take
// the same address. Without it, or where the index cannot be read, they show all sheets.
import { showPlaces } from './search/map.js';
import { showSpans } from './search/timeline.js';
import { startView } from './search/view.js';

startView(document.querySelector('svg.tiles') ? showPlaces : showSpans);
