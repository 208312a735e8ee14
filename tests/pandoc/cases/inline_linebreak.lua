function LineBreak() return {pandoc.Str '/', pandoc.LineBreak()} end
