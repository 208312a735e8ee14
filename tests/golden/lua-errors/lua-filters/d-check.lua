catalogue.check{id = "giusto", collection = {"esperienze", "schede"}, check = function(sheet)
  sheet:report{field = "perzone", message = "x"}
end}
catalogue.check{id = "senza-testo", check = function(sheet) sheet:report{field = "persone"} end}
