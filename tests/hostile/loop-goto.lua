-- expects: script-budget
function Link() ::again:: goto again end
