-- fails
local x = require "no_such_module_here"
