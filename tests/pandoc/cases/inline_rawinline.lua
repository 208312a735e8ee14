function RawInline(e) return pandoc.Code(e.text, {class = e.format}) end
