-- expects: script-error
function Link() catalogue.this.id = 'leaked' catalogue.this.titolo = 'leaked' end
