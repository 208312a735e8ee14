catalogue.check{id = "senza-fine", check = function(sheet)
  while true do pcall(function() local s = sheet:text("titolo") .. catalogue.money(1) end) end
end}
