catalogue.check{id = "severo", severity = "fatal", check = function() end}
