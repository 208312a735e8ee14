function Code() return "two words" end
