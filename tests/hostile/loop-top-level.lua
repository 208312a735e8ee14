-- expects: script-budget
repeat local x = 1 until false
