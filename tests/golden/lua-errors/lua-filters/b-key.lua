catalogue.field{collection = "esperienze", id = "chiave", tipe = "integer", value = function() end}
