function Para() return "some words here" end
