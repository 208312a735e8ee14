function Str(e) e.text = "changed" end
