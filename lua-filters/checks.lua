-- The catalogue's own rules: figures that contradict one another. Each finding quotes both places;
-- a sheet that has a reason answers with a waiver (`deroghe:`).

local text = require "lib.text"

-- ------------------------------------------------------------------ percentages and their parts

local function wrong_share(sheet, place, part, whole, percent, also)
  place.message = {
    it = ("%s non è %s di %s: è %s"):format(
      text.show(part), text.the(text.show(percent)), text.show(whole), text.the(text.share(part, whole))),
    en = ("%s is not %s%% of %s: it is %d%%"):format(
      text.show(part), text.show(percent), text.show(whole), text.share(part, whole))}
  place.help = {it = "controlla le due cifre e la percentuale nella fonte",
                en = "look both figures and the percentage up in the source"}
  place.also = also
  sheet:report(place)
end

-- "21 su 25 (84 %)", "38 (80 %) di 43", "80 % (38 su 43)"
local number = "(%d[%d.,]*)"
local shares = {
  {number .. " su " .. number .. " %(" .. number .. "[ \u{a0}]*%%%)", 1, 2, 3},
  {number .. " of " .. number .. " %(" .. number .. "[ \u{a0}]*%%%)", 1, 2, 3},
  {number .. " %(" .. number .. "[ \u{a0}]*%%%) di " .. number, 1, 3, 2},
  {number .. " %(" .. number .. "[ \u{a0}]*%%%) of " .. number, 1, 3, 2},
  {number .. "[ \u{a0}]*%% %(" .. number .. " su " .. number .. "%)", 2, 3, 1},
  {number .. "[ \u{a0}]*%% %(" .. number .. " of " .. number .. "%)", 2, 3, 1},
}

local function check_sentences(sheet, section)
  for _, pattern in ipairs(shares) do
    local from = 1
    while true do
      local first, last, a, b, c = section.text:find(pattern[1], from)
      if not first then break end
      local found = {a, b, c}
      local part = text.number(found[pattern[2]], sheet.language)
      local whole = text.number(found[pattern[3]], sheet.language)
      local written = found[pattern[4]]
      local percent = text.number(written, sheet.language)
      if part and whole and percent and
         not text.is_share(part, whole, percent, text.decimals(written, sheet.language)) then
        wrong_share(sheet, {section = section.id, text = section.text:sub(first, last)}, part,
                    whole, percent)
      end
      from = last + 1
    end
  end
end

local people = {
  "destinatari", "partecipanti", "persone", "operatori", "allievi", "participants", "people", "workers",
  "trainees"}

-- "43 operatori …; 38 (80% dei partecipanti)": the whole is a count of people on the same line, which
-- nobody ties to the part.
local function check_loose_shares(sheet, section)
  local pattern = number .. " %((" .. number .. "[ \u{a0}]*%%[^()%d]*)%)%f[^)]()"
  for line in section.text:gmatch("[^\n]+") do
    for part_text, _, percent_text, behind in line:gmatch(pattern) do
      local part = text.number(part_text, sheet.language)
      local percent = text.number(percent_text, sheet.language)
      local rest = line:sub(behind)
      local wholes, good = {}, rest:match("^ di %d") or rest:match("^ of %d") -- check_sentences has it
      for _, noun in ipairs(people) do
        for figure in line:gmatch("%f[%w]" .. number .. " " .. noun) do
          local whole = text.number(figure, sheet.language)
          if whole and part and whole > part then
            wholes[#wholes + 1] = whole
            good = good or text.is_share(part, whole, percent, text.decimals(percent_text, sheet.language))
          end
        end
      end
      if part and percent and #wholes > 0 and not good then
        wrong_share(sheet, {section = section.id, text = part_text .. " (" .. percent_text}, part,
                    wholes[1], percent, {section = section.id, text = line:match("^%W*(.-)%s*$"),
                    label = {it = "l'altra cifra è in questa riga", en = "the other figure is in this line"}})
      end
    end
  end
end

-- A row of a table: label, whole, part, percentage.
local function check_rows(sheet, section)
  for _, rows in ipairs(text.tables(section.text)) do
    for i = 2, #rows do
      local row = rows[i]
      local written = (row[#row] or ""):match("^%**" .. number .. "[ \u{a0}]*%%%**$")
      if #row >= 4 and written then
        local whole = text.number(row[#row - 2], sheet.language)
        local part = text.number(row[#row - 1], sheet.language)
        local percent = text.number(written, sheet.language)
        if whole and part and percent and
           not text.is_share(part, whole, percent, text.decimals(written, sheet.language)) then
          wrong_share(sheet, {section = section.id, text = row.line}, part, whole, percent)
        end
      end
    end
  end
end

-- An indicator whose note gives a percentage: of the planned value, or of another figure with the
-- same unit, in a value or a note.
local function check_indicators(sheet)
  local indicators = sheet.values.indicatori or {}
  for i, row in ipairs(indicators) do
    -- What is counted in percent already has no parts to compare.
    local is_share = row.unita and row.unita:find("%%")
    local written = not is_share and row.nota and row.raggiunto and row.nota:match(number .. "[ \u{a0}]*%%")
    local percent = written and text.number(written, sheet.language)
    if percent then
      local wholes, seen, good = {}, {}, false
      local function offer(whole, place)
        if whole and whole ~= row.raggiunto and whole ~= percent and not seen[whole] then
          seen[whole] = true
          wholes[#wholes + 1] = {figure = whole, place = place}
          good = good or text.is_share(row.raggiunto, whole, percent,
                                       text.decimals(written, sheet.language))
        end
      end
      offer(row.previsto, {field = "indicatori", item = i, member = "previsto"})
      for k, other in ipairs(indicators) do
        if k ~= i and other.unita == row.unita then
          offer(other.raggiunto, {field = "indicatori", item = k, member = "raggiunto"})
          for figure in (other.nota or ""):gmatch("%f[%d](%d+)%f[%D]") do
            offer(tonumber(figure), {field = "indicatori", item = k, member = "nota"})
          end
        end
      end
      if #wholes > 0 and not good then
        local it, en = {}, {}
        for k, whole in ipairs(wholes) do
          it[k] = ("%s di %s"):format(text.the(text.share(row.raggiunto, whole.figure)), text.show(whole.figure))
          en[k] = ("%d%% of %s"):format(text.share(row.raggiunto, whole.figure), text.show(whole.figure))
        end
        local also = wholes[1].place
        also.label = {it = "l'altra cifra è qui", en = "the other figure is here"}
        sheet:report{
          field = "indicatori", item = i, member = "nota", text = written .. " %",
          message = {
            it = ("%s non torna con %s: è %s"):format(
              text.show(row.raggiunto), text.the(written), table.concat(it, ", ")),
            en = ("%s does not go with %s%%: it is %s"):format(
              text.show(row.raggiunto), written, table.concat(en, ", "))},
          help = {it = "correggi la cifra, o spiega in una deroga perché resta",
                  en = "mend the figure, or say in a waiver why it stays"},
          also = also}
      end
    end
  end
end

catalogue.check{
  id = "percent-parts", severity = "warning", collection = {"esperienze", "valutazioni"},
  check = function(sheet)
    for _, section in ipairs(text.sections(sheet)) do
      check_sentences(sheet, section)
      check_loose_shares(sheet, section)
      check_rows(sheet, section)
    end
    if sheet.collection == "esperienze" and not sheet.is_translation then check_indicators(sheet) end
  end}

-- ------------------------------------------------------------------ start, duration, end

catalogue.check{
  id = "start-duration-end", severity = "error", collection = "esperienze",
  check = function(sheet)
    local v = sheet.values
    local also = {field = "avvio", label = {it = "l'avvio è qui", en = "the start is here"}}
    if not v.avvio or not v.fine then return end
    if v.fine < v.avvio and v.fine.year ~= v.avvio.year or
       v.fine.month and v.avvio.month and v.fine < v.avvio and not
         (v.fine.year == v.avvio.year and v.fine.month == v.avvio.month and not v.fine.day) then
      sheet:report{
        field = "fine", also = also,
        message = {it = ("finisce (%s) prima di cominciare (%s)"):format(v.fine, v.avvio),
                   en = ("it ends (%s) before it begins (%s)"):format(v.fine, v.avvio)},
        help = {it = "correggi una delle due date", en = "mend one of the two dates"}}
      return
    end
    if not v.durata then return end
    local months = math.floor(v.durata.months + 0.5)
    local close
    if v.avvio.month and v.fine.month then
      local between = v.fine:months_since(catalogue.date(v.avvio.year, v.avvio.month))
      close = math.abs(between - months) <= 1
    else -- known to the year alone
      close = math.abs((v.fine.year - v.avvio.year) * 12 - months) <= 12
    end
    if not close then
      sheet:report{
        field = "durata", also = {field = "fine", label = {it = "la fine è qui", en = "the end is here"}},
        severity = "warning",
        message = {
          it = ("%s dall'avvio (%s) non arriva alla fine (%s)"):format(v.durata, v.avvio, v.fine),
          en = ("%s from the start (%s) does not reach the end (%s)"):format(v.durata, v.avvio, v.fine)},
        help = {it = "la durata è quella prevista: se è finita più tardi, spiegalo in una deroga",
                en = "the duration is the planned one: if it ended later, say so in a waiver"}}
    end
  end}

-- ------------------------------------------------------------------ sums and totals

local sum_words = {"^%**totale", "^%**somma", "^%**total", "^%**sum"}

local function is_total(row)
  for i = 1, math.min(2, #row) do
    for _, word in ipairs(sum_words) do
      if row[i]:lower():match(word) then return true end
    end
  end
  return false
end

local function label_of(row)
  return (row[1] ~= "" and row[1] or row[2] or ""):gsub("%*", "")
end

local function check_totals(sheet, section, rows)
  for i = 3, #rows do
    local total = rows[i]
    if is_total(total) then
      for column = 2, #total do
        local written = total[column]
        local figure = not written:find("%%") and text.number(written, sheet.language)
        local sum, count, coarsest = 0, 0, text.decimals(written, sheet.language)
        for k = 2, i - 1 do
          local cell = rows[k][column]
          local part = cell and not cell:find("%%") and text.number(cell, sheet.language)
          if part and not is_total(rows[k]) then
            sum, count = sum + part, count + 1
            coarsest = math.min(coarsest, text.decimals(cell, sheet.language))
          end
        end
        -- Each figure may be half a digit off.
        local tolerance = coarsest > 0 and 0.5 * 10 ^ -coarsest * count or 0
        if text.decimals(written, sheet.language) == 0 and math.floor(sum) ~= sum then tolerance = 0.5 end
        if figure and count > 1 and math.abs(figure - sum) > tolerance + 1e-9 then
          sheet:report{
            section = section.id, text = total.line,
            message = {
              it = ("«%s» dice %s, ma le righe sopra sommano a %s"):format(
                label_of(total), text.show(figure), text.show(sum)),
              en = ("\"%s\" says %s, but the rows above add up to %s"):format(
                label_of(total), text.show(figure), text.show(sum))},
            help = {it = "controlla le righe, o spiega la differenza in una deroga",
                    en = "check the rows, or explain the difference in a waiver"},
            also = {section = section.id, text = rows[2].line,
                    label = {it = "le righe cominciano qui", en = "the rows begin here"}}}
        end
      end
    end
  end
end

catalogue.check{
  id = "sum-total", severity = "warning", collection = {"esperienze", "avvisi", "valutazioni"},
  check = function(sheet)
    for _, section in ipairs(text.sections(sheet)) do
      for _, rows in ipairs(text.tables(section.text)) do check_totals(sheet, section, rows) end
    end
  end}

-- ------------------------------------------------------------------ two counts for one thing

-- The first "46 destinatari" of a text.
local function count_of_people(words, language)
  for _, noun in ipairs(people) do
    local first, last, figure = words:find("%f[%w]" .. number .. " " .. noun)
    if first then return text.number(figure, language), words:sub(first, last) end
  end
end

local function two_counts(sheet, figure, other, place, also)
  place.message = {
    it = ("due numeri per la stessa cosa: %s qui, %s altrove"):format(text.show(figure), text.show(other)),
    en = ("two counts for one thing: %s here, %s elsewhere"):format(text.show(figure), text.show(other))}
  place.help = {it = "tieni quello giusto, o spiega la differenza in una deroga",
                en = "keep the right one, or explain the difference in a waiver"}
  place.also = also
  sheet:report(place)
end

catalogue.check{
  id = "two-counts", severity = "warning", collection = "esperienze",
  check = function(sheet)
    local v = sheet.values
    local elsewhere = {it = "l'altro numero è qui", en = "the other count is here"}
    for i, row in ipairs(not sheet.is_translation and v.indicatori or {}) do
      local figure, words
      if row.nota and row.unita == "persone" then figure, words = count_of_people(row.nota, sheet.language) end
      if figure and row.raggiunto and figure ~= row.raggiunto and figure ~= row.previsto then
        two_counts(sheet, figure, row.raggiunto,
                   {field = "indicatori", item = i, member = "nota", text = words},
                   {field = "indicatori", item = i, member = "raggiunto", label = elsewhere})
      end
      if v.partner_di_rete and row.indicatore == "Partner di rete" and row.raggiunto and
         row.raggiunto ~= v.partner_di_rete then
        two_counts(sheet, row.raggiunto, v.partner_di_rete,
                   {field = "indicatori", item = i, member = "raggiunto"},
                   {field = "partner_di_rete", label = elsewhere})
      end
    end
    local summary = sheet.sections.sintesi
    local figure, words
    if summary and v.persone then
      local noun = sheet.language == "en" and "people" or "persone"
      local first, last, found = summary:find("%f[%w]" .. number .. " " .. noun .. "%f[%W]")
      if first then figure, words = text.number(found, sheet.language), summary:sub(first, last) end
    end
    if figure and figure ~= v.persone then
      two_counts(sheet, figure, v.persone, {section = "sintesi", text = words},
                 not sheet.is_translation and {field = "persone", label = elsewhere} or
                   {field = "persone", sheet = sheet.original, label = elsewhere})
    end
  end}
