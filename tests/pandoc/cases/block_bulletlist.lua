function BulletList(e) e.content:insert(1, {pandoc.Plain 'first'}) return e end
