"""`python -m bot refresh-bank-holidays`: adds GOV.UK's newest bank holidays to those we know.

It never takes a day out: a day that GOV.UK no longer lists stays, and the command says so.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import requests

from bot import clock
from bot.catalogue.limits import BankHolidays, bank_holidays, write_bank_holidays
from bot.catalogue.reading import CONTENT

FAILED = 1
TIMEOUT = 20  # seconds
FEWEST_A_YEAR = 8  # England and Wales never have fewer: with fewer the year is not all there


@dataclass(frozen=True)
class Merged:
    """The bank holidays after a merge, and one line for everything that somebody should know."""

    known: BankHolidays
    notes: tuple[str, ...]


def download(url: str) -> bytes:
    """Fetch GOV.UK's list. Raises ValueError where that fails."""
    try:
        response = requests.get(url, timeout=TIMEOUT)
        response.raise_for_status()
    except requests.RequestException as error:
        raise ValueError(
            f"{url} could not be fetched ({type(error).__name__}): try again later, "
            "or save it from a browser and use --from FILE"
        ) from None
    return response.content


def read_govuk(text: bytes, division: str) -> dict[date, str]:
    """Read the days and names of one division from GOV.UK's JSON.

    Raises ValueError where it is not JSON, or not of the form that GOV.UK publishes.
    """
    try:
        events = json.loads(text)[division]["events"]
        listed = {clock.iso_date(event["date"]): event["title"] for event in events}
    except KeyError as error:
        raise ValueError(f"GOV.UK's list has no {error}") from None
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"this is not GOV.UK's list of bank holidays: {error}") from None
    if not listed:
        raise ValueError(f"GOV.UK's list has no bank holiday for {division}")
    for day, name in listed.items():
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"GOV.UK's list gives {day} no name")
    return listed


def merge(known: BankHolidays, listed: Mapping[date, str], checked: date) -> Merged:
    """Add the days that GOV.UK lists to those known, and whole new years to the years covered.

    A new year is covered only if it follows the last one and is complete; otherwise it is left
    out with a note. No day that is known is ever taken out.
    """
    last_year, notes = known.last_day.year, []
    for year in sorted({day.year for day in listed if day > known.last_day}):
        days = sum(day.year == year for day in listed)
        if year == last_year + 1 and days >= FEWEST_A_YEAR:
            last_year = year
            notes.append(f"added the year {year} with {days} days")
        else:
            notes.append(f"left out {year}: GOV.UK lists {days} days, the years end at {last_year}")
    last_day = max(known.last_day, date(last_year, 12, 31))
    usable = {day: name for day, name in listed.items() if known.first_day <= day <= last_day}
    merged = replace(known, names={**known.names, **usable}, last_day=last_day, checked=checked)
    return Merged(merged, (*notes, *_changed_days(known, listed)))


def _changed_days(known: BankHolidays, listed: Mapping[date, str]) -> Iterator[str]:
    """Say of every single day, up to the last one known, how GOV.UK's list differs."""
    for day, name in sorted(listed.items()):
        if day < known.first_day:
            yield f"left out {day}, {name}: the years begin with {known.first_day}"
        elif day <= known.last_day and day not in known.names:
            yield f"added {day}, {name}"
        elif known.names.get(day, name) != name:
            yield f"renamed {day}: {known.names[day]} is now {name}"
    for day, name in sorted(known.names.items()):
        if day >= min(listed) and day not in listed:
            yield (
                f"kept {day}, {name}, which GOV.UK does not list: if it is no longer a bank "
                "holiday, take it out of bank_holidays.yml by hand"
            )


def main(arguments: Sequence[str], content: Path = CONTENT) -> int:
    """Run the command and return its exit status. A failure leaves the file as it was."""
    parser = ArgumentParser(prog="python -m bot refresh-bank-holidays", description=__doc__)
    parser.add_argument("--from", dest="file", type=Path, help="a saved copy of GOV.UK's JSON")
    options = parser.parse_args(arguments)
    try:
        known = bank_holidays(content)
        text = options.file.read_bytes() if options.file else download(known.source)
        merged = merge(known, read_govuk(text, known.division), checked=clock.today())
        write_bank_holidays(merged.known, content)
    except (OSError, ValueError) as error:
        print(f"python -m bot refresh-bank-holidays: {error}", file=sys.stderr)
        return FAILED
    for note in merged.notes:
        print(note)
    print(f"{len(merged.known.names)} bank holidays are known, to {merged.known.last_day}")
    return 0
