function Para(e) return {e, pandoc.HorizontalRule()} end
