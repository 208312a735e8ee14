function Link(e) e.target = e.target .. '#x' e.title = e.title .. '!' e.attributes.rel = 'nofollow' return e end
