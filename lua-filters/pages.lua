-- Pages that no file stands for: the experiences year by year, and by the size of their budget.

local words = {
  it = {
    years = "Anno per anno", years_summary = "Le esperienze secondo l'anno in cui sono cominciate.",
    year = "Esperienze del %d", year_summary = "Le esperienze cominciate nel %d.",
    classes = "Per dimensione del budget", classes_summary = "Le esperienze secondo il budget programmato.",
    unknown = "Senza budget dichiarato", who = "Realizzato da", budget = "Budget", start = "Avvio",
    one = "una esperienza", many = "%d esperienze", title = "Esperienza"},
  en = {
    years = "Year by year", years_summary = "The experiences by the year in which they began.",
    year = "Experiences of %d", year_summary = "The experiences that began in %d.",
    classes = "By size of the budget", classes_summary = "The experiences by their planned budget.",
    unknown = "No budget stated", who = "Carried out by", budget = "Budget", start = "Start",
    one = "one experience", many = "%d experiences", title = "Experience"}}

local function cell(text)
  return (text:gsub("|", "\\|"))
end

-- A table of sheets in Markdown.
local function table_of(sheets, w)
  local lines = {("| %s | %s | %s | %s |"):format(w.title, w.who, w.start, w.budget), "|---|---|---|---:|"}
  for _, sheet in ipairs(sheets) do
    lines[#lines + 1] = ("| %s | %s | %s | %s |"):format(
      sheet.link, cell(sheet:text("ente")), sheet:text("avvio"), sheet:text("budget"))
  end
  return table.concat(lines, "\n")
end

local function count(number, w)
  return number == 1 and w.one or w.many:format(number)
end

catalogue.page{
  name = "years",
  pages = function(language)
    local w = words[language] or words.en
    local root = language == "it" and "/anni/" or "/years/"
    local by_year, years, pages, lines = {}, {}, {}, {}
    for _, sheet in ipairs(catalogue.sheets{collection = "esperienze"}) do
      local year = sheet.values.avvio and sheet.values.avvio.year
      if year then
        if not by_year[year] then
          by_year[year] = {}
          years[#years + 1] = year
        end
        table.insert(by_year[year], sheet)
      end
    end
    table.sort(years, function(a, b) return a > b end)
    for _, year in ipairs(years) do
      local sheets = by_year[year]
      table.sort(sheets, function(a, b) return a.values.avvio < b.values.avvio end)
      lines[#lines + 1] = ("- [%d](%s%s%d/): %s"):format(
        year, language == catalogue.site.languages[1] and "" or "/" .. language, root, year, count(#sheets, w))
      pages[#pages + 1] = {
        id = "year-" .. year, address = root .. year .. "/", title = w.year:format(year),
        summary = w.year_summary:format(year), body = table_of(sheets, w)}
    end
    pages[#pages + 1] = {
      id = "years", address = root, title = w.years, summary = w.years_summary,
      body = table.concat(lines, "\n")}
    return pages
  end}

local classes = {50000, 250000, 1000000}

catalogue.page{
  name = "budget-classes",
  pages = function(language)
    local w = words[language] or words.en
    local groups, labels, body = {}, {}, {}
    for i = 1, #classes + 2 do groups[i] = {} end
    local function amount(number)
      return language == "it" and catalogue.number(number) .. "\u{a0}€" or "€" .. catalogue.number(number)
    end
    for i, limit in ipairs(classes) do
      local from, to = i > 1 and amount(classes[i - 1]), amount(limit)
      if language == "it" then
        labels[i] = from and ("Da %s a %s"):format(from, to) or ("Fino a %s"):format(to)
      else
        labels[i] = from and ("From %s to %s"):format(from, to) or ("Up to %s"):format(to)
      end
    end
    labels[#classes + 1] = (language == "it" and "Oltre %s" or "Over %s"):format(
      amount(classes[#classes]))
    labels[#classes + 2] = w.unknown
    for _, sheet in ipairs(catalogue.sheets{collection = "esperienze"}) do
      local budget, place = sheet.values.budget, #classes + 2
      if budget then
        place = #classes + 1
        for i = #classes, 1, -1 do
          if budget.amount <= classes[i] then place = i end
        end
      end
      table.insert(groups[place], sheet)
    end
    for i, sheets in ipairs(groups) do
      if #sheets > 0 then
        table.sort(sheets, function(a, b)
          local x, y = a.values.budget, b.values.budget
          if not x or not y then return false end
          return x < y
        end)
        body[#body + 1] = ("## %s\n\n%s\n"):format(labels[i], table_of(sheets, w))
      end
    end
    return {
      id = "budget-classes", address = language == "it" and "/budget/" or "/budgets/",
      title = w.classes, summary = w.classes_summary, body = table.concat(body, "\n")}
  end}
