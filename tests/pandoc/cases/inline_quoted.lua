function Quoted(e) e.quotetype = e.quotetype == 'DoubleQuote' and 'SingleQuote' or 'DoubleQuote' return e end
