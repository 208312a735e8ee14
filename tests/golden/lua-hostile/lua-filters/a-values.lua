local f = catalogue.field
f{collection = "esperienze", id = "lungo", type = "list", of = "text", value = function() local s = ("x"):rep(1000000) return {s, s, s, s, s} end}
f{collection = "esperienze", id = "circolo", type = "list", of = "text", value = function() local t = {} t[1] = t return t end}
f{collection = "esperienze", id = "funzione", type = "text", value = function() return {a = print or next} end}
f{collection = "esperienze", id = "misto", type = "text", value = function() return {[1.5] = 2} end}
f{collection = "esperienze", id = "infinito", type = "number", value = function() return 1 / 0 end}
f{collection = "esperienze", id = "oggetto", type = "text", value = function(sheet) return sheet.values end}
f{collection = "esperienze", id = "sheet", type = "text", value = function(sheet) sheet.title = "x" end}
f{collection = "esperienze", id = "metatabella", type = "text", value = function(sheet)
  return tostring(getmetatable(sheet)) .. tostring(getmetatable(catalogue)) end}
