catalogue.filter{name = "breaks", call = function(x) return x.nothing.more end}
catalogue.func{name = "function_back", call = function() return print or string.rep end}
catalogue.filter{name = "upper", call = function(x) return x end}
catalogue.func{name = "t", call = function(x) return x end}
