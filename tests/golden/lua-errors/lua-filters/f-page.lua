catalogue.page{name = "anni", pages = function()
  return {{address = "/anni/", title = "Anni", body = "Vedi [[nessuno]]."},
          {address = "/anni/", title = "Anni", body = "Due volte."}}
end}
catalogue.page{name = "storta", pages = function() return {address = "anni", title = "A", body = ""} end}
catalogue.page{name = "muta", pages = function() return {address = "/muta/", body = ""} end}
catalogue.page{name = "senza-corpo", pages = function() return {address = "/vuota/", title = "A", body = {1}} end}
