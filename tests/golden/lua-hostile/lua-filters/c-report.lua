catalogue.check{id = "altrove", check = function(sheet)
  local report = sheet.report
  catalogue.sheet("alfa").report(catalogue.sheets{}[1], {message = setmetatable({}, {__tostring = function() return "ora" end})})
  report("niente", {})
end}
