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
