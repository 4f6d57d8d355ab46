"""How much each word of a translation is doubted by what the models of the pair make of it."""
