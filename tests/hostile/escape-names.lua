-- expects: nothing
function Link()
    assert(not os and not package and not debug and not dofile and not loadfile and not collectgarbage)
    assert(not io and not string.dump)
end
