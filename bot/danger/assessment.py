"""Decides whether a message speaks of danger, and which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.danger.patterns import Pattern, Patterns, Tier, danger_patterns
from bot.danger.wording import fold


@dataclass(frozen=True)
class Danger:
    """What a message says of danger.

    `tier`: `now` (somebody is or may be in danger) or `worry`. `concern` names the kind, such as
    self_harm; content/england/emergency.yml has words for each. `reasons` say why, in plain words,
    the strongest first. `start` and `end` are the place of its words in the message.
    """

    tier: Tier
    concern: str
    reasons: tuple[str, ...]
    start: int
    end: int


def assess(text: str) -> Danger | None:
    """Return the danger that a message speaks of, or None. Takes any text, of any length.

    Danger now goes before worry. A figure of speech cancels only the words that it overlaps: "this
    is killing me and I want to die" is danger. Danger that plainly lies in the past is a worry,
    some worries are then none, and a closed or denied matter is left to the classifier.
    """
    known = danger_patterns()
    message = fold(text, known.spellings, known.slips)
    settled = known.settled
    still = _says(message.text, settled.still)
    past = not still and _says(message.text, settled.past)
    found = list(_found(message.text, known))
    if not still and _says(message.text, settled.closed):
        found = [one for one in found if one[0].concern in settled.never_closed]
    if past:
        found = [one for one in found if one[0].tier == "now" or one[0].concern not in settled.gone]
        found.sort(key=lambda one: one[0].tier != "now" or one[0].concern in settled.becomes)
    if not found:
        return None
    pattern, (start, end) = found[0]
    tier, concern = pattern.tier, pattern.concern
    if past and tier == "now" and concern in settled.becomes:
        tier, concern = "worry", settled.becomes[concern]
    reasons = tuple(dict.fromkeys(pattern.reason for pattern, _ in found))
    return Danger(tier, concern, reasons, *message.place(start, end))


def is_figure_of_speech(text: str) -> bool:
    """Whether a message holds a figure of speech, such as "this process is killing me"."""
    known = danger_patterns()
    return bool(_figures(fold(text, known.spellings, known.slips).text, known))


def _found(text: str, known: Patterns) -> Iterator[tuple[Pattern, tuple[int, int]]]:
    """Yield each pattern that the message matches, and where, unless a figure overlaps it."""
    figures = _figures(text, known)
    for pattern in known.patterns:
        for expression in pattern.expressions:
            spans = (match.span() for match in expression.finditer(text))
            span = next((span for span in spans if not _overlaps(span, figures)), None)
            if span:
                yield pattern, span
                break


def _figures(text: str, known: Patterns) -> list[tuple[int, int]]:
    return [
        match.span()
        for figure in known.figures
        for expression in figure.expressions
        for match in expression.finditer(text)
    ]


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _says(text: str, expressions: Sequence[re.Pattern[str]]) -> bool:
    return any(expression.search(text) for expression in expressions)
