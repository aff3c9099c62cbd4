"""A message as a row of tokens that say what they are: a number, a month, a weekday, a plain word.

The matchers of `dates` and `stages` look at the kind of each token, not at its spelling, so
that "3rd of Febuary", "third of february" and "3 Feb" need one pattern. Upper-case kinds are the
ones below; any other token's kind is its own lower-case word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, to look words up in."""
    return frozenset(text.split())


def _numbered(groups: str, start: int = 0) -> dict[str, int]:
    """Number the groups, parted by commas; each holds the spellings of one word."""
    return {
        form: number
        for number, forms in enumerate(groups.split(","), start)
        for form in forms.split()
    }


NUMBER_WORDS = _numbered(
    "zero nought, one, two, three thre, four, five, six, seven, eight eigt, nine, ten, eleven, "
    "twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen"
)
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60}
ORDINAL_WORDS = _numbered(
    "zeroth, first frist, second secound secend, third thrid, fourth forth, fifth fith, sixth, "
    "seventh, eighth eigth, ninth nineth, tenth, eleventh, twelfth twelth twelvth, thirteenth, "
    "fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth twentyth"
) | {"thirtieth": 30, "thirtyth": 30}

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
# The long names are matched by likeness. Short ones are too like other words (march, match),
# so their slips are listed.
MONTH_FORMS = _numbered(
    "january jan janury, february feb febuary feburary feby febr, march mar marhc mrach mach marh, "
    "april apr aprl apirl aprill arpil, may, june jun juen, july jul jully juley, "
    "august aug agust, september sep sept setember, october oct, november nov, "
    "december dec decmber",
    start=1,
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_FORMS = _numbered(
    "monday mon, tuesday tue tues, wednesday wed weds wensday, thursday thu thur thurs, "
    "friday fri, saturday sat, sunday sun"
)
UNIT_FORMS = {
    form: unit
    for unit, forms in {
        "days": "day days dys daze",
        "weeks": "week weeks wk wks weaks weak weekes",
        "fortnights": "fortnight fortnights fortnite fortnites",
        "months": "month months mth mths mnths monts moths munths",
        "years": "year years yr yrs yers",
    }.items()
    for form in forms.split()
}
# Words that are also something else: "they sat on it", "may I complain", "march in".
WEAK = word_set("april may june august march mar mach jan jun sat sun mon wed fri thu tue")
DAY_WORDS = {"today": 0, "2day": 0, "tonight": 0, "yesterday": -1, "yday": -1, "tomorrow": 1}
# Ordinary words within one or two slips of a month or weekday.
NOT_MISSPELT = {"sundry", "someday", "sundays", "octave", "augment", "friendly", "monthly"}

_TOKEN = re.compile(
    r"""
    (?P<other> £\s?\d[\d,.]*                                  # money
             | (?<!\d)(?:\+44\s?|0)\d(?:[ -]?\d){8,9}(?!\d)   # phone number
             | \b\d{2}[ -]\d{3}[ -]\d{3}\b                    # Ombudsman case number
             | \b\d{1,2}:\d{2}(?:\s?[ap]m)?                   # time
             | \b\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b
             | \b24[/-]7\b | \d+\s?% )
  | (?P<numeric> (?<![\d/.-])\d{1,4}\s?(?P<sep>[/.\-])\s?\d{1,2}\s?(?P=sep)\s?\d{1,4}(?![\d/])
             | (?<![\d/.-])\d{1,2}/\d{1,2}(?![\d/]) )
  | (?P<yy> '\d\d\b)
  | (?P<ordinal> \d+\s?(?:st|nd|rd|th)(?=[^a-z]|$|of|jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec) )
  | (?P<decimal> \d+\.\d+)
  | (?P<number> \d+)
  | (?P<word> [^\W\d_]+(?:'[^\W\d_]+)*)
  | (?P<mark> [^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Token:
    """One word, number or mark; `start` and `end` are offsets in the message."""

    kind: str
    text: str
    start: int
    end: int
    number: float = 0
    """Of a number, ordinal or year its value; of a month 1 to 12; of a weekday 0 (Monday) to 6; of
    a unit of time 1 where it is written in the singular."""
    weak: bool = False
    """Also an ordinary word, so it counts only beside words that settle it."""


@lru_cache(maxsize=4096)
def like(word: str, names: tuple[str, ...]) -> str | None:
    """The one of `names` that `word` is a slip of, if any.

    A slip has the same first letter and one letter wrong, missing, swapped or too many; two in
    names of eight letters and more.
    """
    for name in names:
        slips = 2 if len(name) >= 8 else 1
        if word[:1] == name[:1] and OSA.distance(word, name, score_cutoff=slips) <= slips:
            return name
    return None


_QUOTES = str.maketrans("’‘–—", "''--")


def plain(text: str) -> str:
    """The text in small letters with straight quotes, every character in its place."""
    lowered = (char.lower() if len(char.lower()) == 1 else char for char in text)
    return "".join(lowered).translate(_QUOTES)


def tokens(text: str) -> list[Token]:
    """The message as tokens. Compound numbers ("twenty third", "three and a half") become one."""
    written = plain(text)
    found = [_token(match.lastgroup or "", match) for match in _TOKEN.finditer(written)]
    return _joined(found)


def _token(group: str, match: re.Match[str]) -> Token:
    start, end = match.span()
    written = match[0]
    if group == "other":
        return Token("OTHER", written, start, end)
    if group == "numeric" or group == "sep":
        return Token("NUMERIC", written, start, end)
    if group == "yy":
        return Token("YEAR", written, start, end, 2000 + int(written[1:]))
    if group == "ordinal":
        return Token("ORD", written, start, end, int(re.sub(r"\D", "", written)))
    if group == "decimal":
        return Token("NUM", written, start, end, float(written))
    if group == "number":
        kind = "YEAR" if len(written) == 4 and "1500" < written < "3999" else "NUM"
        return Token(kind, written, start, end, int(written[:9]))
    if group == "mark":
        return Token(written, written, start, end)
    return _word(written, start, end)


def _word(written: str, start: int, end: int) -> Token:
    word = written[:-2] if written.endswith("'s") and written[:-2] in WEEKDAY_FORMS else written
    word = word.replace("'", "")
    if word in NUMBER_WORDS:
        return Token("NUM", word, start, end, NUMBER_WORDS[word])
    if word in TENS:
        return Token("NUM", word, start, end, TENS[word])
    if word in ORDINAL_WORDS:
        return Token("ORD", word, start, end, ORDINAL_WORDS[word])
    month = MONTH_FORMS.get(word) or _misspelt(word, MONTHS)
    if month:
        return Token("MONTH", MONTHS[month - 1], start, end, month, word in WEAK)
    weekday = WEEKDAY_FORMS.get(word)
    weekday = weekday if weekday is not None else (_misspelt(word, WEEKDAYS) or 0) - 1
    if weekday >= 0:
        return Token("WEEKDAY", WEEKDAYS[weekday], start, end, weekday, word in WEAK)
    near = word if word in DAY_WORDS else like(word, ("yesterday", "tomorrow"))
    if near:
        return Token("DAYWORD", near, start, end, DAY_WORDS[near])
    if word in UNIT_FORMS:
        return Token("UNIT", UNIT_FORMS[word], start, end, 1 if word[-1] != "s" else 0)
    return Token(word, word, start, end)


def _misspelt(word: str, names: tuple[str, ...]) -> int | None:
    if len(word) < 5 or word in NOT_MISSPELT or word[:-1] in names:  # "mondays" is a habit
        return None
    name = like(word, tuple(name for name in names if len(name) > 5))
    return names.index(name) + 1 if name else None


def _joined(found: list[Token]) -> list[Token]:
    """Joins the words of one number: tens and units, years in words, "and a half"."""
    row: list[Token] = []
    index = 0
    while index < len(found):
        token, used = found[index], 1
        after = found[index + 1 : index + 5]
        if token.text in TENS:
            token, used = _compound(token, after)
        elif token.text == "two" and [t.text for t in after[:1]] == ["thousand"]:
            token, used = _two_thousand(token, after)
        if token.kind == "NUM" and [t.text for t in found[index + used :][:3]] == [
            "and",
            "a",
            "half",
        ]:
            last = found[index + used + 2]
            token, used = _until(token, last, token.number + 0.5), used + 3
        row.append(token)
        index += used
    return row


def _compound(token: Token, after: list[Token]) -> tuple[Token, int]:
    skip = 1 if after and after[0].text == "-" else 0
    rest = after[skip:]
    if (
        rest
        and rest[0].kind in ("NUM", "ORD")
        and 0 < rest[0].number < 10
        and rest[0].text.isalpha()
    ):
        return _until(token, rest[0], token.number + rest[0].number, rest[0].kind), 2 + skip
    if (
        token.text == "twenty" and rest and rest[0].text in ("twenty", "thirty")
    ):  # twenty twenty six
        century, used = _compound(rest[0], rest[1:])
        if century.kind == "NUM":
            return _until(token, century, 2000 + century.number, "YEAR"), 1 + skip + used
    return token, 1


def _two_thousand(token: Token, after: list[Token]) -> tuple[Token, int]:
    skip = 2 if len(after) > 1 and after[1].text == "and" else 1
    rest = after[skip:]
    if not rest or rest[0].kind != "NUM":
        return token, 1
    last, used = _compound(rest[0], rest[1:]) if rest[0].text in TENS else (rest[0], 1)
    return _until(token, last, 2000 + last.number, "YEAR"), 1 + skip + used


def _until(first: Token, last: Token, number: float, kind: str = "NUM") -> Token:
    return Token(kind, f"{first.text} {last.text}", first.start, last.end, number)


class Patterns:
    """Token patterns in one line each, read by spaCy's Matcher.

    `"the? ORD|NUM of? MONTH"`: kinds or words parted by spaces, `|` between alternatives and a
    trailing `?` where it may be missing.
    """

    def __init__(self, patterns: dict[str, list[str]]):
        self._vocab = Vocab()
        self._matcher = Matcher(self._vocab)
        self._order = list(patterns)
        for name, lines in patterns.items():
            self._matcher.add(name, [[_part(part) for part in line.split()] for line in lines])

    def matches(self, row: list[Token]) -> list[tuple[str, int, int]]:
        """(name, first token, token after the last), longest first, then leftmost."""
        if not row:
            return []
        doc = Doc(self._vocab, words=[token.kind for token in row])
        named = {(self._vocab.strings[key], start, end) for key, start, end in self._matcher(doc)}
        return sorted(named, key=lambda m: (m[1] - m[2], m[1], self._order.index(m[0])))


def _part(part: str) -> dict[str, Any]:
    optional = part.endswith("?") and len(part) > 1
    choices = part.rstrip("?").split("|") if optional else part.split("|")
    spec: dict[str, Any] = {"ORTH": {"IN": choices}}
    return spec | {"OP": "?"} if optional else spec
