catalogue.block{name = "tappe", render = function(body) return #body:csv() .. " righe" end}
catalogue.block{name = "dati", render = function(body) return #body:yaml() .. " dati" end}
catalogue.block{name = "rotto", render = function(body, arguments) return arguments.x.y end}
catalogue.block{name = "funzione", render = function() return {print or next} end}
