"""Which council a message names: one of ours, or another in England.

The names come in from content/, so that a council added there is recognised without training.
A place of the council, or a name that is also a word or a surname (Reading, Thornton), counts
only where the words around it speak of a place.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.catalogue import Catalogue, Council
from bot.catalogue.reading import CONTENT, ENGLAND, read_yaml
from bot.nlu.tokens import plain, word_set

By = Literal["name", "misspelling", "place", "look_alike"]
OTHER = "other:"


@dataclass(frozen=True)
class Elsewhere:
    """Names that belong to another council: those that lie or look close, or all of England's.

    `ordinary`: its names are also words or surnames.
    """

    council: str
    names: tuple[str, ...]
    ordinary: bool = False


@dataclass(frozen=True)
class CouncilNames:
    """How people name a council that the guide covers, and its places."""

    slug: str
    name: str
    names: tuple[str, ...]
    places: tuple[str, ...] = ()
    partly: tuple[tuple[str, str], ...] = ()
    """(place, the other council that has a part of it)."""
    not_here: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class FoundCouncil:
    """A council named from `start` to `end`. `value` is its slug, or "other:" and its name."""

    value: str
    name: str
    start: int
    end: int
    as_written: str
    by: By
    confidence: float = 1.0


@dataclass(frozen=True)
class _Meaning:
    value: str
    name: str
    by: By
    context: Literal["none", "place", "ordinary"] = "none"
    also: str | None = None


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int


AFTER_A_NAME = word_set("council councils mbc bc cc dc city county borough district metropolitan")
OF_A_COUNCIL = AFTER_A_NAME | word_set(
    "social socials childrens children complaints area office authority la ss services way covered"
)
GENERIC = AFTER_A_NAME | {"the", "of"}
PLACE_BEFORE = word_set(
    "in near around round live lives living based placed lived outside cover covers"
)
TITLES = word_set("mr mrs miss ms dr worker manager")
"""Before these words' names: a person's."""
WHICH = word_set("which what wich whats who whos")
SENT_BY = word_set("letter email reply heard hear call answer report response text got received")
ANSWER_FILLER = word_set(
    "i im live in its it is the please council yes yeah no am from my mine we area think not sure "
    "one city under with was were meant mean sorry ok"
)
NEGATED_BY = {"not", "isnt", "arent", "wasnt", "instead", "nor"}
NEGATION_FILLER = word_set("in from under the with of about near")
# Ordinary words one or two slips away from a name.
NOT_MISSPELT = word_set(
    "bottle soften often section lesser letter letters sexton easter master member reading "
    "hamper selling telling smelling spelling lancaster crosses presto prescott washington winston "
    "wadsworth"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[^\w\s]")
_ADDRESS = re.compile(
    r"\S*@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|info)\b\S*",
    re.IGNORECASE,
)
"""An e-mail or web address: whose it is says nothing of where the person lives."""
_WHOM = re.compile(
    r"\bwho (?:do|should|can|must|would) (?:i|we) (?:complain|ring|phone|contact|go|write|call)\b"
)
_TIERS = re.compile(
    r"\b(?P<name>[a-z]+(?: (?:and|upon|on|in|le|under)(?: the)? [a-z]+)?)"
    r" (?:county|city|borough|district|metropolitan) council\b"
)
_NOT_THE_CITY = re.compile(
    r"\bcounty\b.*\bnot (?:in )?(?:the )?city\b|"
    r"\bnot (?:in )?(?:the )?city\b.*\bcounty\b"
)
NO_NAME = word_set(
    "the a my our your their his her its local this that other another which what any every new "
    "old "
    "same different wrong right and or for to from with by of in under is was each own large "
    "nearest neighbouring county city metropolitan borough district london royal about against"
)


def _words(text: str) -> list[_Word]:
    words = []
    for match in _WORD.finditer(plain(text)):
        word = match[0].removesuffix("'s").replace("'", "").replace("&", "and")
        if word not in ("", "-", "."):  # Brighton-le-Sands, St. Helens
            words.append(
                _Word(word, match.start(), match.start() + len(match[0].removesuffix("'s")))
            )
    return words


class CouncilFinder:
    """Finds councils by the names in content/.

    `england` names the councils that may be recognised but are not covered. One that is covered,
    by its name or any of its names, is left out of it and of every other council's `not_here`.
    """

    def __init__(self, covered: Iterable[CouncilNames], england: Iterable[Elsewhere] = ()):
        self._covered = tuple(covered)
        self._meanings: dict[tuple[str, ...], _Meaning] = {}
        self._ours = {
            _phrase(name): council
            for council in self._covered
            for name in (council.name, *council.names)
        }
        for council in self._covered:
            for name in (council.name, *council.names):
                self._mean(name, _Meaning(council.slug, council.name, "name"))
        for council in self._covered:
            self._mean_places(council)
        for council in self._covered:
            for elsewhere in council.not_here:
                self._mean_elsewhere(elsewhere, "look_alike")
        for elsewhere in england:
            self._mean_elsewhere(elsewhere, "name")
        self._our_words = {phrase[0] for phrase in self._ours} - GENERIC
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        for phrase in self._meanings:
            self._matcher.add(" ".join(phrase), [Doc(self._vocab, words=list(phrase))])
        self._by_letter: dict[str, list[str]] = {}
        for phrase in self._meanings:
            self._by_letter.setdefault(phrase[0][0], []).append(" ".join(phrase))

    def find(self, text: str) -> tuple[FoundCouncil, ...]:
        """Every council named, left to right, each once. Those that are denied are left out."""
        spoken = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
        words = _words(spoken)
        found = self._named(words, text)
        found += self._misspelt(words, text, found)
        if not found:
            unknown = (
                f for f in _of_a_tier(words, spoken) if _phrase(f.as_written) not in self._meanings
            )
            found = list(unknown)  # a name that is known was denied: "not leicester city council"
        once: dict[str, FoundCouncil] = {}
        for council in sorted(found, key=lambda council: (council.start, council.by == "place")):
            once.setdefault(council.value, council)
        return tuple(once.values())

    # --- building ----------------------------------------------------------------------------

    def _mean(self, name: str, meaning: _Meaning) -> None:
        phrase = _phrase(name)
        if not set(phrase) <= GENERIC:  # "the City Council" is every city's
            self._meanings.setdefault(phrase, meaning)

    def _mean_places(self, council: CouncilNames) -> None:
        for place, also in council.partly:
            self._mean(place, _Meaning(council.slug, council.name, "place", "place", also))
        for place in council.places:
            self._mean(place, _Meaning(council.slug, council.name, "place", "place"))

    def _mean_elsewhere(self, elsewhere: Elsewhere, by: By) -> None:
        names = (elsewhere.council, *elsewhere.names)
        ours = [self._ours[phrase] for name in names if (phrase := _phrase(name)) in self._ours]
        for name in names:
            meaning = (
                _Meaning(ours[0].slug, ours[0].name, "place", "place")
                if ours
                else _Meaning(
                    OTHER + elsewhere.council, elsewhere.council, by, self._context(name, elsewhere)
                )
            )
            self._mean(name, meaning)

    @staticmethod
    def _context(name: str, elsewhere: Elsewhere) -> Literal["none", "place", "ordinary"]:
        if set(_phrase(name)) & AFTER_A_NAME:
            return "none"
        if elsewhere.ordinary:
            return "ordinary"
        first = _phrase(elsewhere.council)[0]  # Knowsley, but not Whiston, a surname
        return (
            "none"
            if _phrase(name)[0] in (first, first.removesuffix("shire")) or "shire" in name
            else "place"
        )

    # --- finding -----------------------------------------------------------------------------

    def _named(self, words: Sequence[_Word], text: str) -> list[FoundCouncil]:
        if not words:
            return []
        doc = Doc(self._vocab, words=[word.text for word in words])
        spans = sorted(
            ((start, end) for _, start, end in self._matcher(doc)),
            key=lambda s: (s[0] - s[1], s[0]),
        )
        taken: set[int] = set()
        found: list[FoundCouncil] = []
        for start, end in spans:
            if taken & set(range(start, end)):
                continue
            taken |= set(range(start, end))
            meaning = self._meanings[tuple(word.text for word in words[start:end])]
            if _fits(meaning, words, start, end, self._our_words) and not _denied(words, start):
                found += self._found(meaning, words, start, end, text)
        return found

    def _found(
        self,
        meaning: _Meaning,
        words: Sequence[_Word],
        start: int,
        end: int,
        text: str,
        confidence: float = 1.0,
    ) -> Iterator[FoundCouncil]:
        said = " ".join(word.text for word in words)
        if [word.text for word in words[end : end + 1]] == ["county"] or _NOT_THE_CITY.search(said):
            meaning = self._county(words[start].text) or meaning
        while end < len(words) and words[end].text in AFTER_A_NAME:
            end += 1
        at = words[start].start, words[end - 1].end
        yield FoundCouncil(
            meaning.value, meaning.name, *at, text[slice(*at)], meaning.by, confidence
        )
        if meaning.also:
            yield FoundCouncil(
                OTHER + meaning.also, meaning.also, *at, text[slice(*at)], "place", confidence
            )

    def _county(self, word: str) -> _Meaning | None:
        """The county that a city's name and "county" mean: "leicester county" is Leicestershire."""
        return self._meanings.get((f"{word}shire",))

    def _misspelt(
        self, words: Sequence[_Word], text: str, found: Sequence[FoundCouncil]
    ) -> list[FoundCouncil]:
        slips: list[tuple[float, int, int, int, str]] = []
        for size in (1, 2, 3):
            for start in range(len(words) - size + 1):
                part = words[start : start + size]
                name, slipped = self._closest(words, start, start + size)
                if name and not any(
                    part[0].start < f.end and f.start < part[-1].end for f in found
                ):
                    slips.append((slipped, -size, start, start + size, name))
        new: list[FoundCouncil] = []
        taken: set[int] = set()
        for slipped, _, start, end, name in sorted(slips):
            if taken & set(range(start, end)):
                continue
            taken |= set(range(start, end))
            meaning = self._meanings[tuple(name.split())]
            by: By = "place" if meaning.by == "place" else "misspelling"
            meaning = _Meaning(meaning.value, meaning.name, by, meaning.context, meaning.also)
            if _fits(meaning, words, start, end, self._our_words) and not _denied(words, start):
                new += self._found(
                    meaning, words, start, end, text, round(1 - slipped / len(name), 2)
                )
        return new

    def _closest(self, words: Sequence[_Word], start: int, end: int) -> tuple[str | None, float]:
        """The name that these words are a slip of, and by how many letters."""
        typed = " ".join(word.text for word in words[start:end])
        if tuple(typed.split()) in self._meanings or set(typed.split()) & (NOT_MISSPELT | GENERIC):
            return None, 0
        written = typed.replace("ph", "f")  # Sephton
        if len(written) < 5 or not all(word.text.isalpha() for word in words[start:end]):
            return None, 0
        if tuple(written.split()) in self._meanings:
            return written, 1
        names = self._by_letter.get(written[0], [])
        best = process.extractOne(written, names, scorer=OSA.distance, score_cutoff=3)
        if best is None:
            return None, 0
        name, slipped = best[0], best[1]
        meaning = self._meanings[tuple(name.split())]
        sure_of_council = end - start == len(words) or any(
            word.text in ("council", "city", "mbc", "county") for word in words[end : end + 1]
        )
        allowed = _slips_allowed(name, meaning, sure_of_council, len(written))
        return (name, slipped) if slipped <= allowed else (None, 0)


def _slips_allowed(name: str, meaning: _Meaning, sure_of_council: bool, written_length: int) -> int:
    """Our own council's name may be further off, most of all just before "council" or "city"."""
    if meaning.context == "ordinary" or len(name) < 6:
        return 0
    if meaning.by != "name" and written_length < 6:
        return 0
    if meaning.value.startswith(OTHER):
        return 0 if len(name) < 7 else 1 if len(name) < 10 else 2
    return (2 if len(name) >= 9 else 1) + (
        sure_of_council and meaning.by == "name" and len(name) >= 9
    )


def _phrase(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in _words(name) if word.text != ",")


def _fits(
    meaning: _Meaning, words: Sequence[_Word], start: int, end: int, our_words: Set[str]
) -> bool:
    """Whether the words around it speak of a council or place, where the name is not enough.

    `our_words` begin the names of the councils that are covered.
    """
    if meaning.context == "none":
        return True
    before = [word.text for word in words[max(0, start - 4) : start]]
    after = {word.text for word in words[end : end + 1]}
    rest = {word.text for word in (*words[:start], *words[end:]) if word.text.isalpha()}
    if (
        after & (OF_A_COUNCIL if meaning.context == "place" else AFTER_A_NAME)
        or rest <= ANSWER_FILLER
    ):
        return True
    lives = bool(set(before[-3:]) & {"live", "lives", "living", "lived", "moved", "placed"})
    if meaning.context == "ordinary":
        return lives or before[-1:] == ["under"]
    if before and before[-1] in TITLES:
        return False
    asks_which = bool(rest & WHICH) and bool(rest & {"council", "councils", "under"})
    asks_whom = _WHOM.search(" ".join(word.text for word in words)) is not None
    return (
        lives
        or (before == ["is"] and bool(after & our_words))  # "is maghull sefton?"
        or (asks_whom and (not before or before[-1] in {"for", ","}))
        or (before[-1:] == ["for"] and bool(set(before) & {"services", "team"}))
        or asks_which  # "which council is southport under?"
        or bool(set(before[-1:]) & PLACE_BEFORE)
        or (before[-1:] == ["from"] and not set(before) & SENT_BY)
    )


def _denied(words: Sequence[_Word], start: int) -> bool:
    """Whether the words before say that it is not this one: "not in", "dont live in"."""
    before = [word.text for word in words[max(0, start - 6) : start]]
    while before and before[-1] in NEGATION_FILLER:
        before.pop()
    if before and before[-1] in {"live", "living", "lived", "mean", "meant"}:
        before.pop()
        return bool(before) and before[-1] in {"dont", "not", "never", "doesnt", "longer", "didnt"}
    return bool(before) and before[-1] in NEGATED_BY


def _of_a_tier(words: Sequence[_Word], text: str) -> Iterator[FoundCouncil]:
    """A council in none of our lists, by its kind: "Melton borough council"."""
    for match in _TIERS.finditer(plain(text)):
        name = match["name"].split()
        while name and name[0] in NO_NAME:
            name.pop(0)
        start = match.start() + match["name"].rindex(" ".join(name))
        first = sum(word.start < start for word in words)
        if name and name[-1] not in NO_NAME and not _denied(words, first):
            shown = text[start : match.end()]
            yield FoundCouncil(
                OTHER + shown.title(), shown.title(), start, match.end(), shown, "name", 0.8
            )


@cache
def council_finder() -> CouncilFinder:
    """The finder for the councils in content/. Raises ContentError if content/ is wrong."""
    return CouncilFinder(covered_councils(), other_councils())


def covered_councils() -> tuple[CouncilNames, ...]:
    """The names of the councils that have a folder in content/."""
    return tuple(council_names(council) for council in Catalogue.load().councils.values())


def council_names(council: Council) -> CouncilNames:
    """What the catalogue knows of a council, as the finder takes it."""
    return CouncilNames(
        council.slug,
        council.name,
        (council.short_name, *council.names),
        council.places,
        tuple((place.name, place.also) for place in council.partly),
        tuple(Elsewhere(other.council, other.names) for other in council.not_here),
    )


@cache
def other_councils() -> tuple[Elsewhere, ...]:
    """England's councils for children's social care, from content/england/councils.yml."""
    entries = read_yaml(CONTENT / ENGLAND / "councils.yml")["councils"]
    return tuple(
        Elsewhere(entry["name"], tuple(entry["names"]), entry.get("ordinary", False))
        for entry in entries
    )
