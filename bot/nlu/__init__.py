"""Understanding a message: its intent, and the dates, councils, stages, events and people in it."""
