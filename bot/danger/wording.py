"""A message as plain words: how people type, folded into how the patterns are written.

"He's OUTSIDE agaaain" becomes "he is outside again". Every word remembers where it stood, so that
a match can be shown in the message itself.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

ENDS_READ = 2_000
"""Characters read at each end of a long message. Messages over 1,000 are refused in any case, and
this bounds the work that one message can cause."""

LONGEST_WORD = 40
"""Letters kept of one word; the patterns' gaps are no longer, so their work is bounded too."""

SHORTEST_SLIP = 7
"""Letters that a word needs to be taken for a misspelling: short words have too many neighbours."""

BREAK = "."
"""Stands between two sentences: no gap of a pattern reaches over it."""

_APOSTROPHES = "'’‘`´ʼ＇"
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[^\W_\u0300-\u036f]|[\u0300-\u036f{_UNSEEN}]"
_TOKEN = re.compile(
    rf"""
    (?P<word> (?:{_LETTER})+ (?: [{_APOSTROPHES}] (?:{_LETTER})+ )* )
  | (?P<pause> \.\.+ | … )          # somebody hesitates; the sentence goes on
  | (?P<end> [.!?;] )
    """,
    re.VERBOSE,
)
_REPEATED = re.compile(r"([a-z])\1+")
_NOT = re.compile(r"([a-z]{2,})n't")


@dataclass(frozen=True)
class Folded:
    """The folded words of a message; `spans` holds the place of each in the message."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The words with one space before, between and after them."""
        return f" {' '.join(self.words)} "

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the message a match of `text` stands.

        The match starts with the space before its first word and ends with its last letter.
        """
        first = self.text[: start + 1].count(" ") - 1
        last = first + self.text[start + 1 : end].count(" ")
        return self.spans[first][0], self.spans[last][1]


def fold(text: str, spellings: Mapping[str, str], slips: tuple[str, ...] = ()) -> Folded:
    """Return the words of a message in small plain letters, without doubled letters.

    `spellings` maps a written form to the word or words it stands for; a long
    word one slip away from one of `slips` becomes that one. Of a message longer than
    twice ENDS_READ only its beginning and its end are read.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, part in _parts(text):
        for token in _TOKEN.finditer(part):
            if token.lastgroup == "pause":
                continue
            span = (start + token.start(), start + token.end())
            said = BREAK if token.lastgroup == "end" else _word(token[0], spellings, slips)
            for word in said.split():
                words.append(word)
                spans.append(span)
    return Folded(tuple(words), tuple(spans))


def single_letters(text: str) -> str:
    """Write every doubled letter once: "killing" and "kiling" become the same."""
    return _REPEATED.sub(r"\1", text)


def plain(word: str) -> str:
    """Return a word in small letters without accents, unseen signs and odd apostrophes."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    letters = (
        "'" if sign in _APOSTROPHES else sign
        for sign in decomposed
        if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    )
    return "".join(letters)


def _parts(text: str) -> tuple[tuple[int, str], ...]:
    if len(text) <= 2 * ENDS_READ:
        return ((0, text),)
    tail = len(text) - ENDS_READ
    return ((0, text[:ENDS_READ] + "."), (tail, text[tail:]))


def _word(written: str, spellings: Mapping[str, str], slips: tuple[str, ...]) -> str:
    word = plain(written)[:LONGEST_WORD]
    for form in (word, word.replace("'", ""), single_letters(word.replace("'", ""))):
        if form in spellings:
            return single_letters(spellings[form])
    negated = _NOT.fullmatch(word)
    said = f"{negated[1]} not" if negated else word.replace("'", "")
    return _unslipped(single_letters(said), slips)


@lru_cache(maxsize=4096)
def _unslipped(word: str, slips: tuple[str, ...]) -> str:
    """Return the word that a long word is one slip away from, or the word itself."""
    if len(word) < SHORTEST_SLIP:
        return word
    for meant in slips:
        if word[0] == meant[0] and OSA.distance(word, meant, score_cutoff=1) <= 1:
            return meant
    return word
