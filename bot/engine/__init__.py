"""The Rasa agent inside this process: the only place that runs Rasa as a server would."""
