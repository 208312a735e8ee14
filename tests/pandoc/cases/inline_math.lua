function Math(e) return pandoc.RawInline('tex', e.mathtype .. e.text) end
