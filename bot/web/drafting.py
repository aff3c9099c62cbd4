"""Makes a letter from its parts and a person's answers. It stores nothing and knows no web.

static/letter.js does the same in the browser, from the same parts; a test compares the two.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

KINDS = ("from", "to", "subject", "text", "item")
CLOSE = ("from", "to", "item")
"""Kinds whose blocks follow each other without an empty line between."""

CONDITION = re.compile(r"(\w+(?:\|\w+)*)(!?)=([\w,]*)")
GAP = re.compile(r"\{(\w+)\}")
LONGEST_ADDRESS = 2000
"""Characters of a mailto address. Windows hands no more than 2,048 to an e-mail program."""

# What a Word file cannot hold, or nobody can see: control signs, halves of signs, marks of order.
_UNFIT = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Part:
    """A part of a letter, as words.yml explains it: `text` stands where `when` holds.

    `law` are the keys of law.yml that it rests on.
    """

    kind: str
    text: str
    when: str = ""
    law: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One line or paragraph of a letter; `kind` is one of KINDS."""

    kind: str
    text: str


@dataclass(frozen=True)
class Draft:
    """A letter. `law` are the keys of law.yml that it rests on, in the order of the letter."""

    blocks: tuple[Block, ...]
    law: tuple[str, ...]

    @property
    def subject(self) -> str:
        """What the letter is about, in one line."""
        return _joined([block for block in self.blocks if block.kind == "subject"])

    @property
    def text(self) -> str:
        """The whole letter as plain text."""
        return _joined(self.blocks)

    def email(self, to: str, paste: str) -> tuple[str, bool]:
        """Return a mailto address that opens an e-mail, and whether the letter fits in it.

        Where it does not, `paste` stands there. `to` may be empty, for the person to fill in.
        """
        address = f"mailto:{to}?subject={_quoted(self.subject)}&body="
        body = _joined([block for block in self.blocks if block.kind in ("text", "item")])
        whole = address + _quoted(body)
        fits = len(whole) <= LONGEST_ADDRESS
        return (whole if fits else address + _quoted(paste)), fits


def tidy(text: str) -> str:
    """Return what a person typed, with one kind of new line and nothing that no file can hold."""
    return _UNFIT.sub("", re.sub("\r\n?", "\n", text).replace("\t", " ")).strip()


def holds(when: str, values: Mapping[str, str]) -> bool:
    """Whether every condition of a part holds. Raises ValueError where one is malformed."""
    return all(_holds(condition, values) for condition in when.split())


def draft(
    parts: Sequence[Part], values: Mapping[str, str], titles_of_law: Mapping[str, str]
) -> Draft:
    """Return the letter that answers and a council's facts give.

    `values` has the tidy answers and the facts by name; what is not answered may be missing.
    """
    standing = [part for part in parts if holds(part.when, values)]
    law = tuple(dict.fromkeys(key for part in standing for key in part.law))
    known = {**values, "laws": "\n".join(titles_of_law[key] for key in law)}
    blocks = [
        Block(part.kind, line.strip())
        for part in standing
        for line in GAP.sub(lambda gap: known.get(gap[1], ""), part.text).split("\n")
    ]
    return Draft(tuple(block for block in blocks if block.text), law)


def _holds(condition: str, values: Mapping[str, str]) -> bool:
    match = CONDITION.fullmatch(condition)
    if match is None:
        raise ValueError(f"{condition!r} is no condition: write name=value or name!=value")
    names, unlike, wanted = match.groups()
    return any(
        (values.get(name, "") in wanted.split(",")) != bool(unlike) for name in names.split("|")
    )


def _joined(blocks: Sequence[Block]) -> str:
    text = ""
    for before, block in zip((None, *blocks), blocks, strict=False):
        close = before and before.kind == block.kind and block.kind in CLOSE
        text += "" if before is None else "\n" if close else "\n\n"
        text += f"- {block.text}" if block.kind == "item" else block.text
    return text


def _quoted(text: str) -> str:
    """Return text for an address, as JavaScript's encodeURIComponent writes it."""
    return quote(text.replace("\n", "\r\n"), safe="!~*'()")
