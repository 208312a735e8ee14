catalogue.filter{name = "breaks", call = function(x)
  return x.nothing.more
end}
