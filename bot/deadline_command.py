"""`python -m bot deadline`: by when you and the council must act, for one case or for many.

One case comes from the options. Many come with `--batch` on standard input, one JSON object a line:
{"council", "event", "date"} and, if wanted, "today" and "letter_dated".
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, NoReturn, TextIO

from bot import clock
from bot.catalogue.limits import calendar, councils, limits_of
from bot.eligibility import EVENTS, Window, windows

WRONG_INPUT = 2
LONGEST_LINE = 10_000  # bytes: a case needs under 200
COLUMNS = ("name", "who", "basis", "first_day", "last_day", "status", "if_passed", "condition")


class OneLineParser(ArgumentParser):
    """Says what is wrong in one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        """End the program with status 2."""
        self.exit(WRONG_INPUT, f"{self.prog}: {' '.join(message.split())}\n")


@dataclass(frozen=True)
class Case:
    """What happened in which council and when, and the day from which we look at it."""

    council: str
    event: str
    on: date
    today: date
    letter_dated: date | None = None

    def windows(self) -> tuple[Window, ...]:
        """Work out the windows. Raises LookupError or ValueError, which say what is wrong."""
        return windows(
            self.event,
            self.on,
            today=self.today,
            limits=limits_of(self.council),
            calendar=calendar(),
            letter_dated=self.letter_dated,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the case and its windows as the command line prints them."""
        return {
            "council": self.council,
            "event": self.event,
            "date": self.on.isoformat(),
            "today": self.today.isoformat(),
            "windows": [window.as_json() for window in self.windows()],
        }


def read_case(members: object, today: date) -> Case:
    """Make a case of the members of a JSON object; `today` holds where it names no day itself.

    Raises ValueError where a member is missing, is no text, or is no date.
    """
    if not isinstance(members, dict):
        raise ValueError('a case is a JSON object: {"council": …, "event": …, "date": …}')
    for name in ("council", "event", "date"):
        if members.get(name) is None:
            raise ValueError(f"{name} is missing")
    for name in ("council", "event", "date", "today", "letter_dated"):
        if not isinstance(members.get(name), str | None):
            raise ValueError(f"{name} must be text in quotation marks")
    letter_dated = members.get("letter_dated")
    return Case(
        council=members["council"],
        event=members["event"],
        on=clock.iso_date(members["date"]),
        today=today if members.get("today") is None else clock.iso_date(members["today"]),
        letter_dated=None if letter_dated is None else clock.iso_date(letter_dated),
    )


def lines_of(source: BinaryIO) -> Iterator[bytes | None]:
    """Yield every line; None for one over LONGEST_LINE, of which no more than that is ever held."""
    while line := source.readline(LONGEST_LINE):
        if line.endswith(b"\n") or len(line) < LONGEST_LINE:
            yield line
            continue
        while (rest := source.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def answer_line(line: bytes | None, today: date) -> dict[str, Any]:
    """Answer one line of a batch; whatever is wrong with it becomes its answer."""
    if line is None:
        return {"error": f"the line is longer than {LONGEST_LINE} bytes"}
    try:
        members = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return {"error": "the line is not JSON in UTF-8"}
    try:
        return read_case(members, today).as_json()
    except (LookupError, ValueError) as error:
        return {"error": str(error)}


def answer_batch(source: BinaryIO, target: TextIO, today: date) -> None:
    """Write one line of JSON for every line of the source."""
    for line in lines_of(source):
        target.write(json.dumps(answer_line(line, today)) + "\n")


def as_table(answer: dict[str, Any]) -> str:
    """Lay the windows of one case out in columns, a dash where there is nothing."""
    rows = [list(COLUMNS)]
    rows += [[window[name] or "-" for name in COLUMNS] for window in answer["windows"]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def read_arguments(arguments: Sequence[str]) -> Namespace:
    """Read the options of the command; what is wrong ends it with status 2 and one line."""
    parser = OneLineParser(prog="python -m bot deadline", description=__doc__, allow_abbrev=False)
    parser.add_argument("--council", help=f"one of {', '.join(councils())}")
    parser.add_argument("--event", help=f"one of {', '.join(EVENTS)}")
    parser.add_argument("--date", help="when it happened: 2026-11-02")
    parser.add_argument("--today", help="the day from which to look; left out: today")
    parser.add_argument("--letter-dated", help="the date on the letter that came that day")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--batch", action="store_true", help="read cases from standard input")
    options = parser.parse_args(arguments)
    case = [options.council, options.event, options.date, options.letter_dated]
    if options.batch and any(value is not None for value in case):
        parser.error("--batch reads council, event and dates from standard input, not from options")
    return options


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status."""
    options = read_arguments(arguments)
    try:
        today = clock.today() if options.today is None else clock.iso_date(options.today)
        if options.batch:
            answer_batch(sys.stdin.buffer, sys.stdout, today)
            return 0
        answer = read_case(vars(options), today).as_json()
    except (LookupError, ValueError) as error:
        print(f"python -m bot deadline: {' '.join(str(error).split())}", file=sys.stderr)
        return WRONG_INPUT
    print(json.dumps(answer, indent=2) if options.json else as_table(answer))
    return 0
