local all = catalogue.sheets{}
