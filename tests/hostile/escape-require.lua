-- expects: there is no module
function Link() return require '../../../../etc/passwd' end
