function Str(e) local ok = pcall(pandoc.Para, 5) return pandoc.Str(e.text .. tostring(ok)) end
