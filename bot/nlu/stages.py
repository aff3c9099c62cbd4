"""Which stage of the complaint a message speaks of, and which of several it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.nlu.tokens import Patterns, Token, like, plain, tokens, word_set

STAGES = (1, 2, 3)
ROMAN = {"i": 1, "ii": 2, "iii": 3}
SOUNDS_LIKE = {"too": 2, "tow": 2, "won": 1, "tree": 3}
STAGE_SLIPS = {"stge", "stag", "satge", "stgae", "sateg", "staeg", "stages", "stg", "step", "steps"}
BITS = word_set("part parts bit round phase fase level levels levl lvl tier")
"""What a stage is called too, where a number or "first", "second" or "third" stands beside it."""
BEFORE_ST = word_set("on at to the my for is was in after from of does do did what how about or")
"""Words before "st 3": elsewhere "st" is a street or a weight."""


@dataclass(frozen=True)
class FoundStage:
    """A stage named from `start` to `end`. `main`: it is the one that the message is about."""

    stage: int
    start: int
    end: int
    as_written: str
    main: bool = False


PATTERNS = Patterns(
    {
        "several": [
            "STAGE|BIT NUM and|or|&|,|to|- NUM",
            "STAGE|BIT NUM ,? NUM and|or|& NUM",
            "STAGE NUMERIC",
        ],
        "numbered": [
            "STAGE -? NUM",
            "STAGE number|no|nr NUM",
            "STAGE ORD",
            "BIT NUM",
            "ORD STAGE|BIT|go",
            "SHORT NUM",
        ],
    }
)
_BIT = r"(?:step|bit|part|round|phase|level|tier)"
_UNNUMBERED = r"\b(?! (?:\d|one\b|two\b|three\b))"
_A_BIT = rf"(?:stage|{_BIT}){_UNNUMBERED}"
_PANEL = r"pan+[ae]l+s?\b"
_INDEPENDENT = r"indep[ea]nd[ae]nt"
_LOOKS = (
    r"(?:(?:look|check|read)(?:s|ing)? (?:at|in\s?to|over|through)|comes?\b|investigat|"
    r"deals|answers|repl(?:y|ies))"
)


def _any(*ways: str) -> re.Pattern[str]:
    """Any of these ways to say it, with any white space where they have a blank."""
    return re.compile(rf"\b(?:{'|'.join(ways)})".replace(" ", r"\s+"))


DESCRIBED = {
    1: _any(
        r"(?:first|1st|frist) (?:reply|answer|response)\b(?! team)",
        r"local resolution\b",
        rf"(?:beginning|starting|initial|opening) {_A_BIT}",
        rf"{_A_BIT} (?:where|when) (?:\w+ ){{0,2}}manager {_LOOKS}",
    ),
    2: _any(
        r"(?:second|2nd|secound) (?:reply|answer|response)\b",
        rf"middle {_A_BIT}",
        rf"(?:formal|external|outside|{_INDEPENDENT}) inves\w*gation\b",
        rf"{_INDEPENDENT} (?:person|lady|man|woman|bloke|guy|inves\w*gat\w+)",
        rf"inves\w*gat(?:ion|ing) {_A_BIT}",
        r"(?:inves\w*gator|inves\w*gat(?:ion|ing) officer)s?\b",
        r"adjudication\b",
        rf"(?:outsider|(?:someone|somebody|person) (?:from (?:the )?outside|{_INDEPENDENT}|"
        r"who does\s?n(?:'?t|ot) work (?:there|for (?:them|you|the council))))"
        rf" (?:\w+ ){{0,2}}?{_LOOKS}",
    ),
    3: _any(
        rf"(?:the )?(?:review )?{_PANEL}",
        rf"(?:last|final) (?:stage|round|phase|level|tier){_UNNUMBERED}"
        r"(?! (?:i|we|they)\b)(?! is (?:the )?ombudsman)",
        rf"(?:{_A_BIT}|one|thing) (?:just |right )?before (?:the )?ombudsman",
        rf"(?:meeting|one|{_A_BIT}) with (?:the )?(?:three|3) (?:\w+ )?people\b(?! from\b)",
        rf"(?:three|3) {_INDEPENDENT} people\b",
    ),
}
"""How people describe a stage whose number they do not say."""
_OTHERS = r"(?:police|criminal|ombudsman|ofsted|private|safeguarding|child protection|fraud)"
UNLESS = (
    (
        3,
        _any(r"(?:the|complaints?|review) hearing\b(?! (?:aid|test|loop|loss|impair|in my))"),
        _any(
            r"(?:court|judges?|magistrates?|tribunal|barrister|solicitor|cafcass|proceedings)\b",
            r"(?:final hearing|statement|assess?ments?|filed|abeyance)\b",
            r"(?:care|contact|residence|supervision) (?:order|case)\b",
        ),
    ),
    (
        2,
        _any(r"(?:the|an) inves\w*gation\b(?! into (?:me|us|him|her|my|our|the family))"),
        _any(rf"(?:{_OTHERS}|s\s?47|section 47|enquir(?:y|ies)|arrest\w*|court|hospital|school)\b"),
    ),
)
"""Stages described in words that mean something else where the message also has other words."""
ONLY_ALIKE = _any(
    r"key stage \w+",
    r"stage \w+ (?:\w+ )?(?:cancer|tumour|disease|dementia|renal|kidney|liver)",
    r"stage(?: \w+)? of (?:(?:the|my|your|her|his|their) )?(?:form|letter|life|pregnan|grief|"
    r"labour|cancer|application|assessment|adoption|divorce)",
    rf"(?:{_BIT}|go)(?: \w+)? of "
    r"(?!(?:\w+ ){0,2}(?:compl|process|procedure|it\b|this\b))",
    rf"(?:adopt|foster|placement|resourc|fund|perman|legal|admission|gateway|solar|matching|ehc|sen\b|"
    rf"send\b|control|touch)\w* {_PANEL}",
    rf"{_PANEL} (?:for|that|which|who|to)(?: \w+){{0,3}} "
    r"(?:foster|adopt|fund|placement|resourc|perman|school|admission)",
    rf"{_OTHERS}(?:'?s)? (?:\w+ )?inves\w*ga\w+(?: officers?)?",
    rf"inves\w*ga\w+(?: officer)? (?:by|from|of|with|at) (?:the )?{_OTHERS}",
    r"round \w+ by\b",
    r"round \S+(?: (?:or|to|and) \S+)? (?:days?|weeks?|wks?|months?|mths|years?|hours?|people|"
    r"o'?clock|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\b",
    r"(?:skill|need|needs|support|risk|threshold|sea|ground|a|key) level \w+",
    r"(?:level|tier) \w+ (?:qualif|nvq|btec|diploma|autis|asd|needs?\b|course|child|apprent|"
    r"english|maths|teach|foster|carer|support|social)\w*",
    r"level \w+ (?:on|for|with) (?:(?:the|his|her) )?(?:autis|asd|spectrum|need)",
    r"(?:i|we|you|they|should|must|to) (?:first|second|third) go",
    r"(?:first|second|third|1st|2nd|3rd) go (?:at|to|and|through|back|on|into)\b",
    rf"ombudsman (?:is |be )?(?:the|my|a) (?:very )?(?:last|final) {_A_BIT}",
)
"""What has the words of a stage and is none, such as "key stage 2"."""
TO = word_set(
    "to for into onto start begin want request requesting asking ask refuse refused refusing "
    "at get getting reach try trying"
)
BACKGROUND = word_set(
    "after since from following with had finished done did got before despite per"
)
REPLIED = re.compile(
    r"(?:['’]?s)? ?(?:final )?(?:reply|answer|response|report|letter|findings)\b", re.IGNORECASE
)
"""After its name: a stage whose reply is there is over."""
INVESTIGATOR = re.compile(r"inves\w*gators?$")
"""Who works at a stage: beside another stage, that is the one that is spoken of."""
BEYOND = re.compile(
    r"\b(further|higher|next|escalat\w*|(turned|knocked) (me )?(down|back)|reject\w*|refus\w*|"
    r"(first|second) (answer|reply|response)|unhappy|not happy|disagree\w*|not satisfied|"
    r"dissatisfied|lost|failed)\b",
    re.IGNORECASE,
)
PUT = {"put", "go", "goes", "going", "bring", "taken"}
UNWANTED = {"dont", "didnt"}
DENIED = {"not", "isnt", "wasnt"}
SKIPPED = word_set("the a an my their our go going straight on in of is was")


def asks_beyond(text: str) -> bool:
    """Whether the message asks for the stage after the one it names.

    "They turned me down at stage 1, how do I go further?" asks for stage 2.
    """
    return bool(BEYOND.search(text))


def find_stage(text: str) -> tuple[FoundStage, ...]:
    """Every stage named, left to right; one that is denied ("not stage 1") is left out.

    A stage is named by its number ("stage 2", "level 2") or described ("the panel bit").

    The main one is, in this order: the only one named; the only one asked for or moved to ("to
    stage 2", "ask for the panel"); the only one that is neither over ("the stage 1 reply") nor
    background ("after stage 1"); the only one that is not background.
    """
    row = [_kind(token, row, index) for row in [tokens(text)] for index, token in enumerate(row)]
    found: list[FoundStage] = []
    roles: list[str] = []
    taken = [match.span() for match in ONLY_ALIKE.finditer(plain(text))]
    for start, end, numbers, a_way in sorted(
        (*_numbered(row), *_described(text)), key=_first_longest
    ):
        first = sum(token.end <= start for token in row)
        role = _role(row, first, text[end:])
        if role == "denied" or any(start < other_end and other < end for other, other_end in taken):
            continue
        taken.append((start, end))
        for position, number in enumerate(numbers):
            found.append(FoundStage(number, start, end, text[start:end]))
            goal = a_way and role == "background" and position == len(numbers) - 1
            roles.append("asked_for" if goal else role)
    main = _main(found, roles)
    return tuple(replace(stage, main=stage.stage == main) for stage in found)


Named = tuple[int, int, list[int], bool]
"""From where to where the words stand, the stages, and whether they go from one to the other."""


def _first_longest(named: Named) -> tuple[int, int]:
    return named[0], -named[1]


def _numbered(row: Sequence[Token]) -> Iterator[Named]:
    for _, first, after in PATTERNS.matches(list(row)):
        numbers = _numbers(row[first:after])
        if numbers:
            a_way = "to" in {token.text for token in row[first:after]}
            yield row[first].start, row[after - 1].end, numbers, a_way


def _described(text: str) -> Iterator[Named]:
    written = plain(text)
    for stage, words in DESCRIBED.items():
        for match in words.finditer(written):
            yield *match.span(), [stage], False
    for stage, words, unless in UNLESS:
        if not unless.search(written):
            for match in words.finditer(written):
                yield *match.span(), [stage], False


def _kind(token: Token, row: Sequence[Token], index: int) -> Token:
    word = token.text
    previous = row[index - 1].text if index else ""
    after_stage = previous in STAGE_SLIPS | {"stage"} or like(previous, ("stage",)) == "stage"
    if token.kind in ("NUM", "ORD"):
        return token
    if after_stage and (
        word in ROMAN or word in SOUNDS_LIKE or (word == "to" and index == len(row) - 1)
    ):
        return replace(token, kind="NUM", number={**ROMAN, **SOUNDS_LIKE, "to": 2}[word])
    if word in STAGE_SLIPS or (
        len(word) < 7
        and like(word, ("stage",))
        and word not in ("stake", "stale", "state", "stare", "stave", "staged")
    ):
        return replace(token, kind="STAGE")
    if word in BITS:
        return replace(token, kind="BIT")
    following = row[index + 1] if index + 1 < len(row) else None
    if word in ("s", "st") and following and following.kind == "NUM":
        on_its_own = not previous or previous in BEFORE_ST
        if following.start == token.end or (word == "st" and on_its_own):
            return replace(token, kind="SHORT")
    return token


def _numbers(span: Sequence[Token]) -> list[int]:
    numbers = [token.number for token in span if token.kind in ("NUM", "ORD")]
    for token in span:
        if token.kind == "NUMERIC":
            numbers = [
                int(part) for part in token.text.replace("-", "/").split("/") if part.isdigit()
            ]
    return [int(number) for number in numbers if number in STAGES]


def _role(row: Sequence[Token], first: int, after: str) -> str:
    before = [token.text for token in row[max(0, first - 4) : first]]
    if before and before[-1] in DENIED:
        return "denied"
    while before and before[-1] in SKIPPED:
        before.pop()
    if before and before[-1] in TO and not set(before[-2:-1]) & UNWANTED:
        return "asked_for"
    if before[-1:] == ["before"] and set(before[-2:-1]) & PUT:
        return "asked_for"  # "I want it put before a panel"
    if before and before[-1] in BACKGROUND | UNWANTED | TO:
        return "background"
    over = REPLIED.match(after) or INVESTIGATOR.match(row[first].text)
    return "over" if over else "plain"


def _main(found: Sequence[FoundStage], roles: Sequence[str]) -> int | None:
    named = [(stage.stage, role) for stage, role in zip(found, roles, strict=True)]
    for counted in (
        {"asked_for", "plain", "over", "background"},
        {"asked_for"},
        {"asked_for", "plain"},
        {"asked_for", "plain", "over"},
    ):
        candidates = {stage for stage, role in named if role in counted}
        if len(candidates) == 1:
            return candidates.pop()
    return None
