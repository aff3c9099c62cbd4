"""Reads the time limits and the bank holidays of content/ into frozen values.

A council's limits are data: content/<council>/limits.yml; content/england/limits.yml explains the
members. The program adds England's limits to every council's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.catalogue.problems import ContentError, Problem, UnknownCouncil, shown
from bot.catalogue.reading import CONTENT, ENGLAND, read_checked, read_text, read_yaml
from bot.eligibility import Calendar, Limit, Reference, Span

MEMBERS_OF_A_LIMIT = {
    "event", "window", "who", "basis", "start", "within", "opens_after",
    "if_passed", "condition", "law", "paragraph", "quote",
}  # fmt: skip
MEMBERS_OF_A_SPAN = {"amount", "unit", "read_as", "beginning_with"}


@dataclass(frozen=True)
class BankHolidays:
    """The bank holidays of England and Wales, as GOV.UK lists them.

    `names` gives every day its name. All bank holidays from `first_day` to `last_day` are known;
    before and after them none is. `checked` is the day somebody last compared them with `source`.
    """

    source: str
    division: str
    checked: date
    first_day: date
    last_day: date
    names: Mapping[date, str]


def councils(content: Path = CONTENT) -> tuple[str, ...]:
    """Return every name that `limits_of` knows: the folders of content/ that hold a limits.yml."""
    return tuple(sorted(path.parent.name for path in content.glob("*/limits.yml")))


@cache
def limits_of(council: str, content: Path = CONTENT) -> tuple[Limit, ...]:
    """Return England's limits, then the council's own; for `england` the law alone.

    Raises UnknownCouncil for one that has no limits.yml, ContentError where a file is at fault.
    """
    known = councils(content)
    if council not in known:
        raise UnknownCouncil(
            f"unknown council {council!r:.60}: it must be one of {', '.join(known)}"
        )
    if council == ENGLAND:
        return _read_limits(council, content)
    return limits_of(ENGLAND, content) + _read_limits(council, content)


@cache
def calendar(content: Path = CONTENT) -> Calendar:
    """Return the calendar of working days. Raises ContentError where the file is at fault."""
    known = bank_holidays(content)
    try:
        return Calendar(frozenset(known.names), known.first_day, known.last_day)
    except ValueError as error:
        remedy = "put the day right, or first_day and last_day"
        raise _at_fault(_bank_holidays_file(content), "holidays", error, remedy) from None


def bank_holidays(content: Path = CONTENT) -> BankHolidays:
    """Return the bank holidays we know. Raises ContentError where the file is at fault."""
    path = _bank_holidays_file(content)
    stored = read_yaml(path)
    try:
        return BankHolidays(
            source=stored["source"],
            division=stored["division"],
            checked=date.fromisoformat(stored["checked"]),
            first_day=date.fromisoformat(stored["first_day"]),
            last_day=date.fromisoformat(stored["last_day"]),
            names={date.fromisoformat(day["date"]): day["name"] for day in stored["holidays"]},
        )
    except (KeyError, TypeError, ValueError) as error:
        remedy = "write source, division, checked, first_day, last_day and holidays as before"
        raise _at_fault(path, "", error, remedy) from None


def write_bank_holidays(known: BankHolidays, content: Path = CONTENT) -> None:
    """Write the bank holidays back, in order, under the comment that heads the file.

    The file is replaced in one step, so that whoever reads it meanwhile finds it whole.
    """
    path = _bank_holidays_file(content)
    lines = read_text(path).splitlines(keepends=True)
    heading = "".join(line for line in lines if line.startswith("#"))
    members = {
        "source": known.source,
        "division": known.division,
        "checked": known.checked,
        "first_day": known.first_day,
        "last_day": known.last_day,
        "holidays": [{"date": day, "name": known.names[day]} for day in sorted(known.names)],
    }
    written = path.with_suffix(".new")
    text = yaml.safe_dump(members, allow_unicode=True, sort_keys=False)
    written.write_text(heading + text, encoding="utf-8")
    written.replace(path)


def _bank_holidays_file(content: Path) -> Path:
    return content / ENGLAND / "bank_holidays.yml"


def _at_fault(path: Path, place: str, error: Exception, remedy: str) -> ContentError:
    missing = isinstance(error, KeyError)
    return ContentError(
        [Problem(shown(path), place, f"{error} is missing" if missing else str(error), remedy)]
    )


def _read_limits(council: str, content: Path) -> tuple[Limit, ...]:
    path = content / council / "limits.yml"
    law = read_checked(content / ENGLAND / "law.yml", "law")["references"]
    limits = []
    for number, entry in enumerate(read_checked(path, "limits")["limits"], start=1):
        try:
            limits.append(_limit(entry, council, law))
        except (KeyError, TypeError, ValueError) as error:
            remedy = "content/england/limits.yml explains every member"
            raise _at_fault(path, f"limits > item {number}", error, remedy) from None
    return tuple(limits)


def _limit(entry: Mapping[str, Any], council: str, law: Mapping[str, Any]) -> Limit:
    _check_members(entry, MEMBERS_OF_A_LIMIT)
    if (council == ENGLAND) != (entry["basis"] in ("law", "guidance")):
        raise ValueError(
            f"basis {entry['basis']!r} in {council}: law and guidance stand in england only, "
            "and a council's own limits are council or safe"
        )
    return Limit(
        event=entry["event"],
        window=entry["window"],
        who=entry["who"],
        basis=entry["basis"],
        reference=_law(entry, law) if council == ENGLAND else _leaflet(entry, council),
        within=_spans(entry.get("within", [])),
        opens_after=_spans(entry.get("opens_after", [])),
        start=entry.get("start", "event"),
        if_passed=entry.get("if_passed"),
        condition=entry.get("condition"),
    )


def _law(entry: Mapping[str, Any], law: Mapping[str, Any]) -> Reference:
    key = entry["law"]
    if key not in law:
        raise ValueError(f"law {key!r} does not stand in law.yml")
    title = law[key]["title"] + entry.get("paragraph", "")
    return Reference(key=key, title=title, url=law[key]["url"])


def _leaflet(entry: Mapping[str, Any], council: str) -> Reference:
    return Reference(key=council, quote=entry["quote"])


def _spans(written: Any) -> tuple[Span, ...]:
    """Read one span or a list of them, which are counted one after another."""
    return tuple(_span(span) for span in (written if isinstance(written, list) else [written]))


def _span(span: Mapping[str, Any]) -> Span:
    """Read a span; a unit that the leaflet did not say is read as `read_as` says."""
    _check_members(span, MEMBERS_OF_A_SPAN)
    unit = span["read_as"] if span["unit"] == "not_said" else span["unit"]
    return Span(span["amount"], unit, span.get("beginning_with", False))


def _check_members(written: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(written) - known)
    if unknown:
        raise ValueError(f"unknown member {', '.join(unknown)}: check how it is spelt")
