function OrderedList(e) e.start = e.start + 10 e.style = 'UpperRoman' e.delimiter = 'Period' return e end
