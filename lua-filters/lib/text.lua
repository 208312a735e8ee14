-- Reading numbers, percentages and tables in the text of sheets, in Italian and in English.

local M = {}

-- "1.234,5" or "1,234.5" as a number; nil where it is none.
function M.number(text, language)
  local group, decimal = ".", ","
  if language == "en" then group, decimal = ",", "." end
  text = text:gsub("%s", ""):gsub("\u{a0}", ""):gsub("%*", "")
  text = text:gsub("%" .. group .. "(%d%d%d)", "%1"):gsub("%" .. decimal, ".")
  return tonumber(text)
end

-- How many digits stand behind the decimal sign.
function M.decimals(text, language)
  local digits = text:match((language == "en" and "%." or ",") .. "(%d+)")
  return digits and #digits or 0
end

-- A figure as readers see it, without needless zeros.
function M.show(number)
  if math.type(number) == "float" and number == math.floor(number) then number = math.floor(number) end
  return catalogue.number(number)
end

-- Whether a part of a whole, rounded as the percentage is, gives the percentage. Of nothing there is
-- no percentage to compare.
function M.is_share(part, whole, percent, decimals)
  if whole == 0 then return true end
  local half = 0.5 * 10 ^ -decimals
  return math.abs(part / whole * 100 - percent) <= half + 1e-9
end

-- The share that it is, to be told: 88 for 38 of 43.
function M.share(part, whole)
  return math.floor(part / whole * 100 + 0.5)
end

-- A percentage with its article, as Italian says it: "il 38 %", "l'80 %", "lo 0 %".
function M.the(percent)
  local digits = tostring(percent)
  local whole = digits:match("^%d+") or ""
  if whole:match("^8") or whole == "1" or whole == "11" then return "l'" .. digits .. "%" end
  return (whole == "0" and "lo " or "il ") .. digits .. "%"
end

-- The tables of a text: lists of rows, each a list of cells as they are written. The rule below the
-- head is left out.
function M.tables(text)
  local tables, rows = {}, nil
  for line in (text .. "\n"):gmatch("(.-)\n") do
    if line:match("^%s*|") then
      if not rows then
        rows = {}
        tables[#tables + 1] = rows
      end
      if not line:match("^[%s|:%-]+$") then
        local cells = {}
        for cell in line:match("^%s*|(.*)$"):gmatch("([^|]*)|") do
          cells[#cells + 1] = cell:match("^%s*(.-)%s*$")
        end
        cells.line = line
        rows[#rows + 1] = cells
      end
    else
      rows = nil
    end
  end
  return tables
end

-- Every section of a sheet that has a text: id and text.
function M.sections(sheet)
  local found = {}
  for _, id in ipairs(sheet.section_ids) do
    local text = sheet.sections[id]
    if text then found[#found + 1] = {id = id, text = text} end
  end
  return found
end

return M
