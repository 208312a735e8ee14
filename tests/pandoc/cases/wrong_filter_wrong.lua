-- fails
return 5
