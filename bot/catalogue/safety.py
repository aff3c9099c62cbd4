"""The words for somebody in danger or worried: content/england/emergency.yml.

Every number comes from contacts.yml or from the council's own file, so none can differ.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.councils import LocalNumber
from bot.catalogue.problems import ContentError, Problem
from bot.catalogue.reading import CONTENT, ENGLAND, read_checked

_CONTACT = re.compile(r"\{(name|phone):([a-z0-9_]+)\}")


def emergency_line(root: Path = CONTENT) -> str:
    """Return the short line that sends people in danger to 999."""
    return _filled(_words(root)["line"], Catalogue.load(root))


def emergency_text(catalogue: Catalogue, council: str | None) -> str:
    """Return what to say when somebody is in danger now; 999 stands alone on the first line.

    With a council, its children's team follows, by day and out of hours. Raises UnknownCouncil.
    """
    words = _words(catalogue.root)
    team, own_council = _team(catalogue, council, words)
    now = " ".join([words["now"], *own_council])
    lines = _listed([*team, *_helplines(words["now_helplines"], words)])
    parts = (words["first"], now, lines, words["cannot_send_help"])
    return _filled("\n\n".join(parts), catalogue)


def worry_text(catalogue: Catalogue, concern: str, council: str | None) -> str:
    """Return what to say first to somebody worried: the 999 line, a kind word, who can help.

    A concern without words of its own gets the general ones. Raises UnknownCouncil.
    """
    words = _words(catalogue.root)
    worry = words["worries"].get(concern, words["general_worry"])
    team, own_council = _team(catalogue, council, words) if worry["children_team"] else ([], [])
    says = " ".join([worry["says"], *own_council])
    lines = _listed([*_helplines(worry["helplines"], words), *team])
    return _filled("\n\n".join((words["line"], says, lines)), catalogue)


@cache
def _words(root: Path) -> Mapping[str, Any]:
    """Return the words of emergency.yml, every helpline and contact in them known.

    Raises ContentError where one is not.
    """
    path = root / ENGLAND / "emergency.yml"
    words: dict[str, Any] = read_checked(path, "emergency_words")
    contacts = Catalogue.load(root).contacts
    named = [key for worry in words["worries"].values() for key in worry["helplines"]]
    named += [*words["general_worry"]["helplines"], *words["now_helplines"]]
    problems = [
        Problem("content/england/emergency.yml", "helplines", f"no line for {key!r}", "write one")
        for key in dict.fromkeys(named)
        if key not in words["helplines"]
    ]
    problems += [
        Problem("content/england/emergency.yml", "", f"contacts.yml has no {key!r}", "add it there")
        for _, key in _CONTACT.findall(str(words))
        if key not in contacts
    ]
    if problems:
        raise ContentError(problems)
    return words


def _team(
    catalogue: Catalogue, council: str | None, words: Mapping[str, Any]
) -> tuple[list[str], list[str]]:
    """Return the lines for the council's children's team, and a sentence where none is known."""
    numbers = catalogue.emergency(council)
    say = words["children_team"]
    if numbers.day is None:
        return [], [words["own_council"]]
    if numbers.out_of_hours is None or numbers.out_of_hours.phone == numbers.day.phone:
        return [_local(say["always"], numbers.day)], []
    out_of_hours = _local(say["out_of_hours"], numbers.out_of_hours)
    return [_local(say["day"], numbers.day), out_of_hours], []


def _local(line: str, number: LocalNumber) -> str:
    if number.hours is None:
        line = line.replace(" ({hours})", "")
    return line.format(name=number.name, phone=number.phone, hours=number.hours)


def _helplines(keys: list[str], words: Mapping[str, Any]) -> list[str]:
    return [words["helplines"][key] for key in keys]


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _filled(text: str, catalogue: Catalogue) -> str:
    """Put the names and numbers of contacts.yml into a text."""

    def said(found: re.Match[str]) -> str:
        contact = catalogue.contact(found[2])
        if found[1] == "phone":
            return contact.phone or contact.name
        before = text[: found.start()]
        return contact.name[0].upper() + contact.name[1:] if before.endswith("- ") else contact.name

    return _CONTACT.sub(said, text)
