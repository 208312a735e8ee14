catalogue.block{name = "sbagliato", rendr = function() end}
