function Str(e) e.text = e.text .. e.text return e end
