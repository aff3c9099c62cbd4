"""Sees danger in a message: needs no Rasa, no clock and no network.

`assess` is asked about every text before anything else. What counts as danger is data:
content/england/danger.yml.
"""

from bot.danger.assessment import Danger, assess, is_figure_of_speech

__all__ = ["Danger", "assess", "is_figure_of_speech"]
