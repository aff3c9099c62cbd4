"""Holds what the guide says to plain words: sentence length, text length, school grade, word list.

The limits and the lists stand in content/england/plain_words.yml. Names, addresses and numbers are
exempt: they cannot be made shorter.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.catalogue.reading import ENGLAND, read_checked

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat asks for its own version in an outdated way
    import textstat

_ADDRESS = re.compile(
    r"\S+@\S+\w|(?:https?://|www\.)\S+\w|\b[\w-]+(?:\.[\w-]+)*\.(?:gov|org)\.uk\S*"
)
_NUMBER = re.compile(r"\b\d[\d ]*\d\b|\b\d\b")
_END = re.compile(r"(?<=[.?!])[\"'”’)]*\s+|\n+")
GRADE_NEEDS_WORDS = 25
"""A grade of fewer words than this says nothing: one long word would decide it."""


@dataclass(frozen=True)
class Avoid:
    """What not to write, and what to write instead."""

    pattern: str
    say: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern; one written in small letters matches capitals too."""
        bare = re.sub(r"\\.", "", self.pattern)
        return re.compile(self.pattern, 0 if re.search("[A-Z]", bare) else re.IGNORECASE)


@dataclass(frozen=True)
class PlainWords:
    """The limits that every text for citizens is held to. Lengths are in words.

    `grade` is a Flesch-Kincaid school grade: 6 is a reading age of about 11.
    """

    sentence_words: int
    text_words: int
    simple_words: int
    grade: float
    names: tuple[str, ...]
    avoid: tuple[Avoid, ...]

    def broken_by(self, text: str, most_words: int | None = None) -> Iterator[tuple[str, str]]:
        """Yield each rule that a text breaks, as the mistake and its remedy.

        `most_words` is the limit for the whole text, where it has one.
        """
        words = len(_words(text))
        if most_words and words > most_words:
            yield f"{words} words, at most {most_words} are allowed", "leave out what is not needed"
        for sentence in sentences(text):
            length = len(_words(self.shortened(sentence)))
            if length > self.sentence_words:
                mistake = f"a sentence of {length} words, at most {self.sentence_words} are allowed"
                yield f"{mistake}: {sentence!r}", "make two sentences of it"
        for avoided in self.avoid:
            found = avoided.regex.search(text)
            if found:
                yield f"{found[0]!r} is not plain", f"write {avoided.say}"
        grade = self.grade_of(text)
        if words >= GRADE_NEEDS_WORDS and grade > self.grade:
            mistake = f"school grade {grade:.1f}, at most {self.grade:g} is allowed"
            yield mistake, "use shorter words and shorter sentences"

    def grade_of(self, text: str) -> float:
        """Return the Flesch-Kincaid school grade of a text, its names counted as short words.

        textstat counts the syllables. Sentences are counted here: textstat takes one of two words
        for none.
        """
        plain = self.shortened(text)
        words, stops = len(_words(plain)), len(sentences(plain))
        if not words:
            return 0.0
        syllables = int(textstat.syllable_count(plain))
        return 0.39 * words / stops + 11.8 * syllables / words - 15.59

    def shortened(self, text: str) -> str:
        """Return text with one short word for each name, address and number."""
        text = _ADDRESS.sub("it", text)
        return self._any_name.sub("Ann", _NUMBER.sub("ten", text))

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        longest_first = sorted(map(re.escape, self.names), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def read_plain_words(root: Path, more_names: Iterable[str] = ()) -> PlainWords:
    """Read the limits and lists. `more_names` are those of councils and contacts.

    Raises ContentError if content/england/plain_words.yml is wrong.
    """
    stored = read_checked(root / ENGLAND / "plain_words.yml", "plain_words")
    return PlainWords(
        **stored["limits"],
        names=(*stored["names"], *more_names),
        avoid=tuple(Avoid(**entry) for entry in stored["avoid"]),
    )


def sentences(text: str) -> list[str]:
    """Split text into sentences: at a full stop, question or exclamation mark and at a new line."""
    return [sentence for sentence in _END.split(text) if sentence and _words(sentence)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w[\w'’.@/-]*", text)
