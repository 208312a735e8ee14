function Underline(e) return pandoc.Emph{pandoc.Underline(e.content)} end
