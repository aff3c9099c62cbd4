"""Changes to a message that must not change what it means (Ribeiro et al. 2020: invariance).

Each takes a text and a source of chance and returns a text. The same chance gives the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST_WITH_TYPO = 4
"""Letters of the shortest word that gets a typing mistake: in "to" or "my" it would be another."""
EMOJI = ("😡", "😭", "🙏", "😔", "👍", "❤️", "🤷")
POLITE = (
    ("Hello, could you please tell me: ", ""),
    ("Sorry to bother you. ", " Thank you very much."),
    ("Hi there, ", " please"),
    ("", " thanks in advance"),
    ("Good morning. ", " Kind regards"),
)
PREAMBLES = (
    "I have been trying to sort this out for ages and nobody gets back to me. ",
    "So I was on the phone for an hour today and got passed round three people. ",
    "I do not really know if this is the right place but here goes. ",
    "My head is all over the place with this, bear with me. ",
    "We have had social services in our lives since the spring. ",
)
BRITISH_AND_AMERICAN = {
    "organise": "organize", "apologise": "apologize", "apologised": "apologized",
    "centre": "center", "behaviour": "behavior", "colour": "color", "favour": "favor",
    "recognise": "recognize", "realise": "realize", "judgement": "judgment",
    "neighbour": "neighbor", "programme": "program", "mum": "mom", "mum's": "mom's",
    "cheque": "check", "enquiry": "inquiry", "whilst": "while", "licence": "license",
}  # fmt: skip
LITTLE_WORDS = frozenset(["a", "an", "the", "do", "does", "did", "is", "are", "am", "to", "of"])
TEXT_SPEAK = {
    "you": "u", "your": "ur", "are": "r", "please": "pls", "about": "abt", "because": "cos",
    "people": "ppl", "to": "2", "for": "4", "before": "b4", "with": "wiv", "that": "dat",
    "what": "wat", "something": "sumfin", "want": "wanna", "thanks": "thx",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z']+")

Change = Callable[[str, Random], str]


def typos(number: int) -> Change:
    """Return the change that makes so many typing mistakes, in different words where it can."""

    def change(text: str, chance: Random) -> str:
        words = list(_WORD.finditer(text))
        long_words = [word for word in words if len(word[0]) >= SHORTEST_WITH_TYPO]
        chosen = chance.sample(long_words, min(number, len(long_words)))
        for word in sorted(chosen, key=lambda one: -one.start()):
            text = text[: word.start()] + mistyped(word[0], chance) + text[word.end() :]
        return text

    return change


def mistyped(word: str, chance: Random) -> str:
    """Return a word with one slip: two letters swapped, one left out, doubled or hit beside."""
    at = chance.randrange(1, len(word) - 1)
    slip = chance.choice(("swap", "drop", "double", "beside"))
    if slip == "swap" and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if slip == "double":
        return word[:at] + word[at] + word[at:]
    if slip == "beside" and word[at].isalpha():
        return word[:at] + _beside(word[at], chance) + word[at + 1 :]
    return word[:at] + word[at + 1 :]


def _beside(letter: str, chance: Random) -> str:
    row = next(row for row in KEYBOARD if letter.lower() in row)
    at = row.index(letter.lower())
    return chance.choice([row[place] for place in (at - 1, at + 1) if 0 <= place < len(row)])


def _with_emoji(text: str, chance: Random) -> str:
    return f"{text} {chance.choice(EMOJI)}{chance.choice(EMOJI)}"


def _polite(text: str, chance: Random) -> str:
    before, after = chance.choice(POLITE)
    return f"{before}{text}{after}"


def _american(text: str, _chance: Random) -> str:
    return _WORD.sub(lambda word: BRITISH_AND_AMERICAN.get(word[0].lower(), word[0]), text)


def _without_little_words(text: str, _chance: Random) -> str:
    words = text.split()
    left = [word for word in words if word.lower() not in LITTLE_WORDS]
    return " ".join(left if len(left) >= len(words) / 2 else words)


def _text_speak(text: str, _chance: Random) -> str:
    return _WORD.sub(lambda word: TEXT_SPEAK.get(word[0].lower(), word[0]), text)


CHANGES: Mapping[str, Change] = {
    "one typing mistake": typos(1),
    "two typing mistakes": typos(2),
    "small letters only": lambda text, _: text.lower(),
    "capitals only": lambda text, _: text.upper(),
    "no punctuation": lambda text, _: " ".join(re.sub(r"[^\w\s'£]", " ", text).split()),
    "no apostrophes": lambda text, _: re.sub(r"['’]", "", text),
    "politeness around it": _polite,
    "emoji after it": _with_emoji,
    "a long preamble": lambda text, chance: chance.choice(PREAMBLES) + text,
    "American spelling": _american,
    "little words left out": _without_little_words,
    "text speak": _text_speak,
}
"""Every change, by what it does."""
