"""Finds the figures in a text - numbers, lengths of time, sums, telephone numbers, addresses.

With it a check can ask of every figure that the guide says whether a source holds it.
"""

import re
from dataclasses import dataclass

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_IN_WORDS = dict(zip(_WORDS, range(1, 11), strict=True)) | {"twelve": 12, "twenty": 20}
_NUMBER = rf"(?<![\w£.,/-])(\d{{1,4}}|{'|'.join(_IN_WORDS)})"
_UNIT = r"(working days?|calendar days?|days?|weeks?|months?|years?|hours?)"
_LENGTH = re.compile(rf"{_NUMBER}(?: more| further| full)?[ -]{_UNIT}\b", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w£.,/-])\d{1,4}\b(?![\w/-]|[.,]\d)")
_SUM = re.compile(r"£\d[\d,]*")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w£])(?:0\d{2,4}(?: \d{2,5}){1,3}|116 123|999|101)(?!\w)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
# Numbers that state no fact: a stage, "day 1", a rule, a charity named Project 17, an age group,
# the mark of a list's item, and the date of an example.
_NAMES = re.compile(
    r"\b(?:stages?|steps?|day|section|regulation|schedule|project)"
    r" \d+(?:(?:, | and | or | to )\d+)*"
    r"|\b(?:under|over|aged|turn|turned|before|until) (?:18|19)s?\b"
    r"|^\s*\d+[.)]\s"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day \d{1,2} [a-z]+(?: \d{4})?",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True)
class Figures:
    """The figures of a text: `lengths` as (20, "working day"), `numbers` without a unit.

    `exact` are telephone numbers, email addresses, postcodes and sums of money.
    """

    lengths: frozenset[tuple[int, str]]
    numbers: frozenset[int]
    exact: frozenset[str]

    def not_held_by(self, evidence: "Figures") -> list[str]:
        """Return the figures that the evidence does not hold, as they read.

        A length is held by the same length, or by its number without a unit (as in "20 in all");
        20 working days do not hold 20 days.
        """
        held = evidence.numbers | {number for number, _ in evidence.lengths}
        lengths = [
            f"{number} {unit}{'s' if number > 1 else ''}"
            for number, unit in sorted(self.lengths - evidence.lengths)
            if number not in evidence.numbers
        ]
        numbers = [str(number) for number in sorted(self.numbers - held)]
        return [*lengths, *numbers, *sorted(self.exact - evidence.exact)]


def figures_of(text: str) -> Figures:
    """Return the figures of a text. Numbers in words count only with a unit: "one year"."""
    text = " ".join(_ADDRESSES.sub(" ", line) for line in text.split(" "))
    exact = set()
    for pattern in (_EMAIL, _POSTCODE, _PHONE, _SUM):
        exact |= {match.replace(",", "") for match in pattern.findall(text)}
        text = pattern.sub(" ", text)
    text = _NAMES.sub(" ", text)
    lengths = {_length(number.lower(), unit.lower()) for number, unit in _LENGTH.findall(text)}
    numbers = {int(number) for number in _BARE.findall(_LENGTH.sub(" ", text))}
    return Figures(frozenset(lengths), frozenset(numbers), frozenset(exact))


def _length(number: str, unit: str) -> tuple[int, str]:
    """Return a length of time: a calendar day is a day, and of several days the unit is one day."""
    unit = unit.removesuffix("s").removeprefix("calendar ")
    return _IN_WORDS.get(number) or int(number), unit
