"""The page and the HTTP interface. Both live without Rasa: the dialogue comes in as an Engine."""
