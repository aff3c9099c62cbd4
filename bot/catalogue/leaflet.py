"""Reads a council's leaflet, mirrored word for word in content/<council>/leaflet.md."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.catalogue.problems import ContentError, Problem, shown
from bot.catalogue.reading import check, parse_yaml, read_text

# Headings, paragraphs and lists only: nothing in a leaflet becomes a link, for a leaflet may print
# addresses that are wrong or dead.
_MARKDOWN = MarkdownIt("zero").enable(["heading", "list"])
START = "start"


@dataclass(frozen=True)
class Correction:
    """Something a leaflet prints that is wrong, dead or unclear, and what to say instead.

    `kind` is `contact` (a number or address that does not work), `limit` (a time or a rule that
    the law puts otherwise) or `name`. `sources` are keys of law.yml.
    """

    council: str
    printed: str
    kind: Literal["contact", "limit", "name"]
    say: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, with its lines as printed, or a list, with its items."""

    kind: Literal["paragraph", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A heading of the leaflet and what stands below it. All of it is plain text.

    What stands before the first heading is a section with the id `start` and no heading.
    `corrections` are those whose printed words stand in this section.
    """

    id: str
    heading: str
    level: int
    blocks: tuple[Block, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def text(self) -> str:
        """The words of the section, its heading first, with white space folded."""
        lines = [line for block in self.blocks for line in block.lines]
        return folded(" ".join([self.heading, *lines]))


@dataclass(frozen=True)
class Omission:
    """Words of the original that the mirror leaves out, and why: page numbers and the like."""

    text: str
    after: str
    reason: str


@dataclass(frozen=True)
class Leaflet:
    """A council's leaflet, word for word. `date` is what it prints, or None where it is undated."""

    title: str
    date: str | None
    date_quote: str | None
    source: str
    omitted: tuple[Omission, ...]
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """All the words of the leaflet, with white space folded."""
        return folded(" ".join(section.text for section in self.sections))

    def section_of(self, quote: str) -> Section | None:
        """Return the section in which a quote stands word for word, or None."""
        wanted = folded(quote)
        return next((section for section in self.sections if wanted in section.text), None)


def folded(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


def read_leaflet(path: Path, corrections: tuple[Correction, ...] = ()) -> Leaflet:
    """Read a leaflet and put each correction with the section that prints what it corrects.

    Raises ContentError if the file is not a leaflet with its head between two lines of ---.
    """
    head, body = _head_and_body(path)
    return Leaflet(
        title=head["title"],
        date=head["date"],
        date_quote=head.get("date_quote"),
        source=head["source"],
        omitted=tuple(Omission(**omission) for omission in head["omitted"]),
        sections=tuple(_with_corrections(section, corrections) for section in _sections(body)),
    )


def words_of_original(original: str, omitted: tuple[Omission, ...]) -> tuple[str, ...]:
    """Return the words of the original file without those that the mirror leaves out.

    The dashes and dots that mark the items of a list are no words. Raises ValueError where words
    to be left out do not stand exactly once behind the words that are said to come before them.
    """
    text = folded(re.sub(r"^\s*[-*•] ", "", original, flags=re.MULTILINE))
    for omission in omitted:
        before, left_out = folded(omission.after), folded(omission.text)
        passage = f"{before} {left_out} "
        if (text + " ").count(passage) != 1:
            raise ValueError(f"{left_out!r} does not stand exactly once after {before!r}")
        text = (text + " ").replace(passage, f"{before} ").strip()
    return tuple(text.split())


def _head_and_body(path: Path) -> tuple[Mapping[str, Any], str]:
    parts = read_text(path).split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        mistake = "the leaflet has no head"
        remedy = "start the file with title, date, source and omitted between two lines of ---"
        raise ContentError([Problem(shown(path), "", mistake, remedy)])
    head = parse_yaml(parts[1], path)
    check(head, "leaflet", path)
    if not parts[2].strip():
        mistake, remedy = "there is no text below the head", "put the leaflet's own words there"
        raise ContentError([Problem(shown(path), "", mistake, remedy)])
    return head, parts[2]


def _sections(body: str) -> Iterator[Section]:
    tokens = _MARKDOWN.parse(body)
    headings = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    seen: Counter[str] = Counter()
    before_first = _blocks(tokens[: headings[0] if headings else None])
    if before_first:
        yield Section(START, "", 0, before_first)
    for begin, end in pairwise([*headings, len(tokens)]):
        heading = tokens[begin + 1].content
        name = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
        seen[name] += 1
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        yield Section(
            name + number, heading, int(tokens[begin].tag[1]), _blocks(tokens[begin + 3 : end])
        )


def _blocks(tokens: list[Token]) -> tuple[Block, ...]:
    """Gather paragraphs and lists. The leaflets hold no list inside a list."""
    blocks: list[Block] = []
    items: list[str] | None = None
    for token in tokens:
        if token.type == "bullet_list_open" or token.type == "ordered_list_open":
            items = []
        elif token.type == "bullet_list_close" or token.type == "ordered_list_close":
            blocks.append(Block("list", tuple(items or ())))
            items = None
        elif token.type == "inline" and items is not None:
            items.append(folded(token.content))
        elif token.type == "inline":
            blocks.append(Block("paragraph", tuple(token.content.split("\n"))))
    return tuple(blocks)


def _with_corrections(section: Section, corrections: tuple[Correction, ...]) -> Section:
    here = tuple(c for c in corrections if folded(c.printed) in section.text)
    return Section(section.id, section.heading, section.level, section.blocks, here)
