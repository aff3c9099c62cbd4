"""The page and the HTTP interface. It lives without Rasa: the dialogue is reached through Engine."""
