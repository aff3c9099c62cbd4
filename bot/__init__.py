"""Have Your Say: a guide to complaining about a council's children's social care."""
