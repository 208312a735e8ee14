-- expects: script-error
function Link() error('\27[2J\27]0;x\7 \r\n\n lua-filters/other.lua:1: %1 %2 \xff\xfe') end
