local f = catalogue.field
f{collection = "esperienze", id = "doppio", type = "integer", max = 7, value = function(s) return s.values.persone and s.values.persone * 2 end}
f{collection = "esperienzze", id = "x", type = "integer", value = function() end}
f{collection = "esperienze", id = "persone", type = "integer", value = function() end}
f{collection = "esperienze", id = "tipo", type = "intero", value = function() end}
f{collection = "esperienze", id = "dopo", type = "integer", after = "personne", value = function() end}
f{collection = "esperienze", id = "testo", type = "integer", value = function(s) return s.values.persone and "tre" end}
f{collection = "esperienze", id = "errore", type = "integer", value = function(s) return s.values.persnoe end}
f{collection = "esperienze", id = "altri", type = "integer",
  value = function(s) return catalogue.sheet("beta").values.doppio end}
