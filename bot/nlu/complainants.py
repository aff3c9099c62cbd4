"""Who the writer is to the child, and how old, where they say so of themselves."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.nlu.tokens import NUMBER_WORDS, TENS, plain

Complainant = Literal[
    "child", "care_leaver", "parent", "foster_carer", "relative", "guardian", "other"
]
ADULT = 18
"""Years of age: the Children Act's child is under it (Children Act 1989, section 105)."""


@dataclass(frozen=True)
class FoundComplainant:
    """Who the writer is, from the words `start` to `end`. `age` in years, where they give it.

    `young`: they are under 18, or plainly a child in care.
    """

    value: Complainant
    start: int
    end: int
    as_written: str
    age: int | None
    young: bool


I_AM = (
    r"\b(?:i am|i'?m|im|i m|we are|we'?re|as|speaking as|being|its|it'?s)(?: (?:just|only|"
    r"actually|also|now|still|not just))*"
)
ME = r"\b(?:i am|i'?m|im|i m)(?: (?:just|only|actually|also|still))*"
A = (
    r"(?: \d{1,2} and)?(?: (?:a|an|the|his|her|their|there|one of (?:his|her|the)))?(?: (?:(?:his "
    r"|her )?(?:dad|mum)'?s|birth|single|lone|worried|concerned|young|teenage|new|older|former|ex|"
    r"local|next door|close|family|paternal|maternal|great|non resident|disabled))*"
)
KIN = (
    r"(?:nan|nana|nanna|nanny|nans|gran|granny|grandma|grandmother|grandmum|grandad|granddad|"
    r"grandpa|grandfather|"
    r"grandparents?|great-?grand\w+|aunt|aunty|auntie|auntys|uncle|sister|brother|sibling|cousin|"
    r"step-? ?(?:mum|dad|mother|father|parent)|"
    r"partner|boyfriend|girlfriend|kinship carer|relative|family member)"
)
PARENT = (
    r"(?:mum|mam|mom|mummy|mother|mums|dad|daddy|father|parents?|mother and father|step ?in parent)"
)
CHILD_OF_MINE = (
    r"(?:son|sons|daughter|daughters|dorter|child|children|childern|kids?|baby|babies|boys?|"
    r"girls?|little (?:one|boy|girl)|toddler|newborn|"
    r"lad|bairns?|twins|unborn|teenager|teen|\d{1,2} (?:year|yr)s? old|eldest|youngest|oldest)"
)
FOSTER = r"(?:foster(?:ing)?|foster-)"

# The first rule that fits tells who it is. What people say they are comes before whom they
# speak of.
RULES: tuple[tuple[Complainant, str], ...] = (
    (
        "foster_carer",
        rf"{I_AM}{A} {FOSTER} ?(?:carers?|careers?|parents?|mum|dad|mother|father|family)\b",
    ),
    (
        "foster_carer",
        r"\b(?:i|we)(?: have| ve| also)? (?:foster|fostered|been fostering|am fostering|are "
        r"fostering)\b",
    ),
    (
        "foster_carer",
        rf"\bmy {FOSTER} ?(?:child|children|son|daughter|kids?|baby|placement)\b|\b(?:child|"
        rf"children|kids) (?:i|we) (?:foster|are fostering)\b",
    ),
    (
        "guardian",
        rf"{I_AM}{A} (?:special guardian|guardian|adopter|adopt(?:ive|ed) (?:mum|dad|parents?|"
        rf"mother|father|person|child)|adoptive|legal guardian|adopted)\b",
    ),
    (
        "guardian",
        r"\b(?:i|we) (?:have |'ve )?(?:adopted|have an? (?:sgo|special guardianship)|got an? "
        r"(?:sgo|special guardianship)|was adopted)\b|\bmy (?:adopted|adoptive) \w+|\bmy (?:sgo|"
        r"special guardianship)\b|\bi have an sgo\b",
    ),
    ("care_leaver", rf"{I_AM}{A} (?:care[- ]?leaver|care[- ]experienced)\b|\bcare ?leaver here\b"),
    (
        "care_leaver",
        r"\b(?:i|i am \d+ and|i'?m \d+ and) (?:have |ve |just )?(?:left|came out of|aged out of|"
        r"grew up in) (?:foster )?care\b|\bi (?:was|used to be) (?:looked after|fostered|brought "
        r"up in care|in (?:foster )?care|raised in care)\b|\bi was (?:\w+ ){1,3}in (?:foster "
        r")?care\b|\bwhen i was in (?:foster )?care\b|"
        r"\bmy (?:personal adviser|personal advisor|leaving care)\b",
    ),
    (
        "child",
        rf"{ME}{A} (?:looked[- ]after(?! (?:by my (?:mum|dad|nan)))|child in care|kid in care|"
        rf"foster (?:child|kid)|child|kid|young person|teenager|minor|schoolkid|cared for|in year "
        rf"\d+|under 18|underage)\b",
    ),
    (
        "child",
        r"\b(?:i am|i'?m|im|ive been|i've been|i have been)(?: (?:still|currently|now|a|living|"
        r"\d+|[a-z]+teen|and|years? old|girl|boy))* in (?:care|foster care|a (?:children'?s|care|"
        r"residential|foster|kids) (?:home|unit|placement)|residential|secure|foster|year \d+|the "
        r"care system)\b",
    ),
    (
        "child",
        rf"\bmy {FOSTER} ?(?:carers?|careers?|parents?|mum|dad|mother|father|family|home|"
        rf"placement)\b|\b(?:i live|living|live) (?:with (?:my )?(?:foster|carers?)|in (?:a "
        rf"children'?s home|foster care|care))\b|\bmy (?:children'?s home|care ?home staff|key "
        rf"?worker|iro|carers? (?:hits?|hurts?|is|are|wont|won'?t|said|says|shouts?|took|"
        rf"makes?))\b",
    ),
    ("relative", rf"{I_AM}{A} {KIN}\b|\bas (?:a|the) {KIN}\b"),
    (
        "other",
        rf"{I_AM}{A} (?:friend|neighbou?r|teacher|advocate|solicitor|support worker|godmother|"
        rf"godfather|godparent|youth worker|health visitor|nurse|doctor|gp|councillor)\b",
    ),
    (
        "other",
        r"\b(?:on behalf of|complain(?:ing)? for|complaint for|help(?:ing)?|for) (?:a|my|our|the) "
        r"(?:friend|mum|mam|mother|dad|father|neighbou?r|client|mate|wife|husband|partner|"
        r"someone)\b|\bon behalf of\b",
    ),
    ("parent", rf"{I_AM}{A} {PARENT}\b|\bas (?:a|the|his|her|their) {PARENT}\b"),
    (
        "relative",
        r"\b(?:my|our) (?:grand ?(?:son|sons|daughter|daughters|child|children|kids?|baby|babies)|"
        r"nephews?|nieces?|step ?(?:son|daughter|children|kids?|child)|great ?grand\w+|godson|"
        r"goddaughter)\b",
    ),
    (
        "other",
        r"\bmy (?:neighbou?r'?s|friend'?s|mate'?s) (?:child|children|kids?|son|daughter|baby)\b",
    ),
    (
        "parent",
        rf"\b(?:my|our|me) (?:own |other |two |three |four |2 |3 |4 |autistic |disabled |youngest "
        rf"|eldest |oldest |little |teenage |adult )*{CHILD_OF_MINE}\b",
    ),
)
_NOT = re.compile(r"\b(?:not|never|isn'?t|aren'?t)(?: (?:a|an|the|his|her|their))?\s*$")
_WORDS = "|".join([*NUMBER_WORDS, *TENS])
_AGE = re.compile(
    rf"\b(?:i am|i'?m|im|i m|i just turned|i turned|my age is)(?: (?:only|just|nearly|almost|a|"
    rf"now|aged))* "
    rf"(?P<age>\d{{1,2}}|(?:{_WORDS})(?:[- ](?:{_WORDS}))?)\b"
    r"(?!\s*(?:weeks?|days?|months?|mins?|minutes|hours?|miles|working|%|of |st\b|nd\b|rd\b|th\b|"
    r"/|\.\d|years? (?:in|into|late|on)\b|times))"
)


def find_complainant(text: str) -> FoundComplainant | None:
    """Who the writer says they are; None where they do not say."""
    written = plain(text)
    age_match = _AGE.search(written)
    age = _years(age_match["age"]) if age_match else None
    if age is not None and not 5 <= age <= 99:
        age_match, age = None, None
    role = _role(written)
    if role is None and age_match is not None and age is not None and age < ADULT:
        role = "child", age_match.start(), age_match.end()
    if role is None:
        return None
    value, start, end = role
    if value == "child" and age is not None and age >= ADULT:
        value = "care_leaver"
    if value == "care_leaver" and age is not None and age < 16:
        value = "child"  # "I was in care", said at 14
    young = age < ADULT if age is not None else value == "child"
    return FoundComplainant(value, start, end, text[start:end], age, young)


def _role(written: str) -> tuple[Complainant, int, int] | None:
    for value, words in RULES:
        for match in re.finditer(words, written):
            if not _NOT.search(written[: match.start()]) and not re.search(
                r"\bnot\b", match[0].replace("not just", "")
            ):
                return value, match.start(), match.end()
    return None


def _years(age: str) -> int:
    if age.isdigit():
        return int(age)
    numbers = {**NUMBER_WORDS, **TENS}
    return sum(numbers[word] for word in re.split(r"[- ]", age))
