"""Which stage of the complaint a message speaks of, and which of several it is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.nlu.tokens import Patterns, Token, like, tokens, word_set

STAGES = (1, 2, 3)
ROMAN = {"i": 1, "ii": 2, "iii": 3}
SOUNDS_LIKE = {"too": 2, "tow": 2, "won": 1, "tree": 3}
STAGE_SLIPS = {"stge", "stag", "satge", "stgae", "sateg", "staeg", "stages", "step", "steps"}
OTHER_PANELS = word_set(
    "adoption fostering foster placement resource resources funding permanence permanency legal "
    "admission admissions gateway solar matching"
)


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
            "STAGE NUM and|or|&|,|to|- NUM",
            "STAGE NUM , NUM and|or|& NUM",
            "STAGE NUMERIC",
        ],
        "numbered": [
            "STAGE -? NUM",
            "STAGE number|no|nr NUM",
            "STAGE ORD",
            "ORD STAGE",
            "SHORT NUM",
        ],
        "panel": ["the? review? PANEL", "complaint|complaints review? PANEL"],
        "independent": [
            "independent INVESTIGATION",
            "independent person",
            "INVESTIGATION officer",
            "adjudication",
        ],
    }
)
TO = word_set(
    "to for into onto start begin want request requesting asking ask refuse refused refusing "
    "at get getting reach try trying"
)
BACKGROUND = word_set(
    "after since from following with had finished done did got before despite per"
)
BEYOND = re.compile(
    r"\b(further|higher|next|escalat\w*|(turned|knocked) (me )?(down|back)|reject\w*|refus\w*|"
    r"unhappy|not happy|disagree\w*|not satisfied|dissatisfied|lost|failed)\b",
    re.IGNORECASE,
)
DENIED = {"not", "isnt", "wasnt"}
SKIPPED = word_set("the a an my their our go going straight on in of is was")


def asks_beyond(text: str) -> bool:
    """Whether the message asks for the stage after the one it names.

    "They turned me down at stage 1, how do I go further?" asks for stage 2.
    """
    return bool(BEYOND.search(text))


def find_stage(text: str) -> tuple[FoundStage, ...]:
    """Every stage named, left to right; one that is denied ("not stage 1") is left out.

    The main one is, in this order: the only one named; the only one asked for or moved to ("to
    stage 2", "ask for the panel"); the only one that is not background ("after stage 1").
    """
    row = [_kind(token, row, index) for row in [tokens(text)] for index, token in enumerate(row)]
    found: list[FoundStage] = []
    roles: list[str] = []
    taken: set[int] = set()
    for name, first, after in sorted(
        PATTERNS.matches(row), key=lambda match: (match[1], -match[2])
    ):
        if taken & set(range(first, after)) or (name == "panel" and _other_panel(row, first)):
            continue
        numbers = _numbers(name, row[first:after])
        role = _role(row, first)
        if not numbers or role == "denied":
            continue
        taken |= set(range(first, after))
        start, end = row[first].start, row[after - 1].end
        a_way = (
            name == "several"
            and role == "background"
            and "to" in {t.text for t in row[first:after]}
        )
        for position, number in enumerate(numbers):
            found.append(FoundStage(number, start, end, text[start:end]))
            roles.append("asked_for" if a_way and position == len(numbers) - 1 else role)
    main = _main(found, roles)
    return tuple(replace(stage, main=stage.stage == main) for stage in found)


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
    if (
        word in ("s", "st")
        and index + 1 < len(row)
        and row[index + 1].start == token.end
        and row[index + 1].kind == "NUM"
    ):
        return replace(token, kind="SHORT")
    if word in ("panel", "panal", "pannel", "panels", "pannal"):
        return replace(token, kind="PANEL")
    if word.startswith(("investigat", "invesig", "investag")):
        return replace(token, kind="INVESTIGATION")
    return token


def _numbers(name: str, span: Sequence[Token]) -> list[int]:
    if name == "panel":
        return [3]
    if name == "independent":
        return [2]
    numbers = [token.number for token in span if token.kind in ("NUM", "ORD")]
    for token in span:
        if token.kind == "NUMERIC":
            numbers = [
                int(part) for part in token.text.replace("-", "/").split("/") if part.isdigit()
            ]
    return [int(number) for number in numbers if number in STAGES]


def _other_panel(row: Sequence[Token], first: int) -> bool:
    return first > 0 and row[first - 1].text in OTHER_PANELS


def _role(row: Sequence[Token], first: int) -> str:
    before = [token.text for token in row[max(0, first - 4) : first]]
    if before and before[-1] in DENIED:
        return "denied"
    while before and before[-1] in SKIPPED:
        before.pop()
    if before and before[-1] in TO:
        return "asked_for"
    return "background" if before and before[-1] in BACKGROUND else "plain"


def _main(found: Sequence[FoundStage], roles: Sequence[str]) -> int | None:
    everything = {stage.stage for stage in found}
    asked_for = {
        stage.stage for stage, role in zip(found, roles, strict=True) if role == "asked_for"
    }
    foreground = {
        stage.stage for stage, role in zip(found, roles, strict=True) if role != "background"
    }
    for candidates in (everything, asked_for, foreground):
        if len(candidates) == 1:
            return candidates.pop()
    return None
