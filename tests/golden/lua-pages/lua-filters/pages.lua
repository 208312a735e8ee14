catalogue.page{
  name = "anni",
  pages = function(language)
    local body = {"## Schede\n"}
    for _, sheet in ipairs(catalogue.sheets{collection = "esperienze"}) do
      body[#body + 1] = "- " .. sheet.link .. ", " .. sheet:text("avvio")
    end
    local pages = {{
      id = "anno-2017", address = language == "it" and "/anni/2017/" or "/years/2017/",
      title = "2017 & " .. language, summary = "Il 2017", body = table.concat(body, "\n"), menu = true}}
    pages[2] = {address = "/anni/", language = "it", title = "Anni", body = "Solo in italiano: [[anno-2017]]."}
    return pages
  end}

-- Elements, a declared table and Markdown, one after the other
catalogue.table{
  name = "voci", caption = "Voci", columns = {
    {id = "voce", label = "Voce", type = "text"},
    {id = "importo", label = "Importo", type = "integer"}},
  totals = {"sum"}}
catalogue.table{
  name = "scelte", caption = "Scelte", rows = function(arguments)
    return {{voce = arguments.prima}, {voce = arguments.seconda}}
  end,
  columns = {{id = "voce", label = "Voce", type = "text"}}}
catalogue.page{
  name = "parti",
  pages = function(language)
    if language ~= "it" then return {address = "/parts/", id = "parti", title = "Parts", body = pandoc.Para "Elements."} end
    return {address = "/parti/", id = "parti", title = "Parti", body = {
      "## Testo\n\nUn [[alfa]].",
      {table = "voci", data = "voce;importo\nA;1\nB;2"},
      pandoc.Header(2, "Elementi"),
      {pandoc.Para{pandoc.Str "vedi", pandoc.Space(), pandoc.Link("sopra", "#testo")}, pandoc.HorizontalRule()},
      {table = "scelte", seconda = "due parole", prima = 1},
      pandoc.read("- a\n- b\n", "gfm")}}
  end}
