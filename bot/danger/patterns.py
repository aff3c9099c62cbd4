"""The patterns of content/england/danger.yml, read once and made ready for matching.

How an expression is written: `(…|…)` is a choice and `(…)?` may be missing, as in every regular
expression; `<name>` is a list of words of the file; ` .. ` is a gap of up to two words and ` ... `
of up to five. It is held to whole words. Nothing in it may repeat without a bound.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from bot.catalogue import CONTENT, ContentError, Problem, read_checked
from bot.danger.wording import LONGEST_WORD, plain, single_letters

Tier = Literal["now", "worry"]

DANGER_FILE = Path("england") / "danger.yml"
LOOK_ALIKES_FILE = Path("england") / "danger_look_alikes.yml"

_LIST = re.compile(r"<([a-z_]+)>")
_GAP = re.compile(r" (\.{2,3}) ")
_WORDS_IN_GAP = {"..": 2, "...": 5}
_UNBOUNDED = re.compile(r"[*+\\]|\{\d*,\}")


@dataclass(frozen=True)
class Pattern:
    """Wordings that mean the same danger. `reason` says in plain words why they mean it."""

    tier: Tier
    concern: str
    reason: str
    expressions: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    look_alikes: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """Wordings that sound like danger and are not: they cancel a match that they overlap."""

    reason: str
    expressions: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Settled:
    """When danger lies in the past: a word of `past` and none of `still` stand in the message.

    `becomes` gives the worry that danger now of each concern then is; a concern that is not in it
    stays. A worry of a concern in `gone` is then none. `closed` says that the matter is closed or
    denied; no pattern then speaks, save those of a concern in `never_closed`.
    """

    past: tuple[re.Pattern[str], ...]
    still: tuple[re.Pattern[str], ...]
    becomes: Mapping[str, str]
    gone: tuple[str, ...]
    closed: tuple[re.Pattern[str], ...]
    never_closed: tuple[str, ...]


@dataclass(frozen=True)
class Patterns:
    """Everything that danger.yml says; the patterns for `now` stand before those for `worry`."""

    spellings: Mapping[str, str]
    slips: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    figures: tuple[Figure, ...]
    settled: Settled


@cache
def danger_patterns(root: Path = CONTENT) -> Patterns:
    """Return the patterns of a content folder.

    Raises ContentError if the file is wrong or an expression cannot be used.
    """
    path = root / DANGER_FILE
    stored = read_checked(path, "danger")
    lists = {name: f"(?:{'|'.join(words)})" for name, words in stored["words"].items()}

    def compiled(expressions: list[str], place: str) -> tuple[re.Pattern[str], ...]:
        try:
            return tuple(_compiled(expression, lists) for expression in expressions)
        except (re.error, ValueError) as error:
            remedy = "the head of the file says how an expression is written"
            raise ContentError(
                [Problem("content/england/danger.yml", place, str(error), remedy)]
            ) from None

    patterns = [
        Pattern(
            tier=entry["tier"],
            concern=entry["concern"],
            reason=entry["reason"],
            expressions=compiled(entry["expressions"], f"patterns > {entry['reason']}"),
            examples=tuple(entry["examples"]),
            look_alikes=tuple(entry.get("look_alikes", ())),
        )
        for entry in stored["patterns"]
    ]
    figures = [
        Figure(
            reason=entry["reason"],
            expressions=compiled(entry["expressions"], f"figures > {entry['reason']}"),
            examples=tuple(entry["examples"]),
        )
        for entry in stored["figures"]
    ]
    settled = stored["settled"]
    return Patterns(
        spellings=_by_form(stored["spellings"]),
        slips=tuple(single_letters(word) for word in stored["slips"]),
        patterns=tuple(sorted(patterns, key=lambda pattern: pattern.tier != "now")),
        figures=tuple(figures),
        settled=Settled(
            past=compiled(settled["past"], "settled > past"),
            still=compiled(settled["still"], "settled > still"),
            becomes=settled["becomes"],
            gone=tuple(settled["gone"]),
            closed=compiled(settled["closed"], "settled > closed"),
            never_closed=tuple(settled["never_closed"]),
        ),
    )


def look_alikes(root: Path = CONTENT) -> tuple[str, ...]:
    """Return messages that sound like danger and are none, each once, for the classifier to learn.

    They are those of danger_look_alikes.yml, the patterns' look-alikes and the figures of speech.
    Raises ContentError if a file is wrong.
    """
    known = danger_patterns(root)
    messages: list[str] = read_checked(root / LOOK_ALIKES_FILE, "danger_look_alikes")["look_alikes"]
    beside = [text for pattern in known.patterns for text in pattern.look_alikes]
    figures = [text for figure in known.figures for text in figure.examples]
    return tuple(dict.fromkeys([*messages, *beside, *figures]))


def _by_form(spellings: Mapping[str, list[str]]) -> dict[str, str]:
    """Return what each written form stands for, with and without its doubled letters."""
    by_form = {plain(form): said for said, forms in spellings.items() for form in forms}
    return {single_letters(form): said for form, said in by_form.items()} | by_form


def _compiled(expression: str, lists: Mapping[str, str]) -> re.Pattern[str]:
    """Make one expression ready. Raises ValueError or re.error where it is not well written."""
    filled = expression
    while name := _LIST.search(filled):
        if name[1] not in lists:
            raise ValueError(f"{expression!r} names the list <{name[1]}>, which is not in words")
        filled = filled.replace(name[0], lists[name[1]])
    if _UNBOUNDED.search(filled):
        raise ValueError(f"{expression!r} repeats without a bound")
    if "." in _GAP.sub(" ", filled):
        raise ValueError(f"{expression!r} has a gap without a space on both sides")
    filled = single_letters(filled)
    word = f"(?:[a-z0-9]{{1,{LONGEST_WORD}}}+ )"
    filled = _GAP.sub(lambda gap: f" {word}{{0,{_WORDS_IN_GAP[gap[1]]}}}", filled)
    return re.compile(f" (?:{filled})(?= )")
