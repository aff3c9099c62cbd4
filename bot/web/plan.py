"""The page "My complaint plan" at /plan, and the calendar file at /calendar.

Both take what a person told as the fields of a form, from the chat or from the page itself. They
work without chat and without script. Nothing of it is kept, and no address ever holds it.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import clock
from bot.catalogue import Source
from bot.catalogue.choices import choice_labels
from bot.catalogue.deadlines import DeadlineWords, Said, ToldDates, in_words, told_dates
from bot.catalogue.limits import limits_of
from bot.conversation import WorkedOut
from bot.eligibility import EVENTS
from bot.web.calendar_file import MEDIA_TYPE, calendar_file
from bot.web.incoming import read_form
from bot.web.site import Site
from bot.web.timeline import timeline
from bot.web.words import words

PARTS = ("day", "month", "year")
DATES = {"date": PARTS, "letter_dated": tuple(f"letter_{part}" for part in PARTS)}
"""A day may come as one field, such as 2026-11-22, or as three. These are their names."""
LONGEST_FIELD = 40
"""How much of a field that cannot be used is shown again, in characters."""

LETTERS = {
    "make_complaint": "complain",
    "council_reply_stage_1": "late_1",
    "council_reply_stage_1_complex": "late_1",
    "ask_for_stage_2": "stage_2",
    "council_reply_stage_2": "late_2",
    "council_reply_stage_2_extended": "late_2",
    "ask_for_stage_3": "stage_3",
    "panel_meets": "late_3",
    "panel_reports": "late_3",
    "council_final_reply": "late_3",
    "complain_to_ombudsman": "ombudsman",
    "resubmit_complaint": "complain",
}
"""What a letter is for that does what a window is about, or asks where it is: see /letter."""

MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}

Fields = Mapping[str, str]
Problems = dict[str, str]


@dataclass(frozen=True)
class Step:
    """Something to do next. `kind` is a key of `plan.steps` in words.yml."""

    kind: str
    said: Said

    @property
    def day(self) -> date | None:
        """The day by which it is due, or from which it may be done."""
        return self.said.window.last_day or self.said.window.first_day

    @property
    def script(self) -> str:
        """What to say on the phone."""
        key = self.kind if self.said.window.who == "council" else self.said.window.name
        text: str = getattr(words().plan.script, key)
        return text.format(day=in_words(self.day))


def routes(site: Site) -> list[Route]:
    """Return the addresses of the plan and of the calendar file."""
    page = PlanPage(site)

    async def plan(request: Request) -> Response:
        return await (page.post(request) if request.method == "POST" else page.get(request))

    return [
        Route("/plan", plan, methods=["GET", "POST"]),
        Route("/calendar", page.calendar, methods=["POST"]),
    ]


class PlanPage:
    """Asks for what happened and when, and shows all that follows from it on one page."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def get(self, request: Request) -> Response:
        """Return the empty form. `?council=` chooses a council beforehand."""
        return self._form({"council": request.query_params.get("council", "")}, {})

    async def post(self, request: Request) -> Response:
        """Return the plan; the form again where something is missing, or is to be changed."""
        fields = split_dates(await read_form(request))
        today = clock.today()
        worked_out, problems = read_fields(fields, self._site.guide.councils, today)
        if worked_out is None or "change" in fields:
            return self._form(fields, {} if "change" in fields else problems)
        return self._plan(worked_out, today, fields)

    async def calendar(self, request: Request) -> Response:
        """Return the dates ahead as a calendar file; the plan, where there are none."""
        fields = split_dates(await read_form(request))
        today = clock.today()
        worked_out, problems = read_fields(fields, self._site.guide.councils, today)
        if worked_out is None:
            return self._form(fields, problems)
        catalogue, council = self._site.catalogue, worked_out.council
        slug = council if council in catalogue.councils else None
        told = told_dates(catalogue, **vars(worked_out), today=today)
        drawn = timeline(told, worked_out.day, today)
        if not drawn.ahead:
            return self._plan(worked_out, today, fields)
        name = words().calendar.file_name
        return Response(
            calendar_file(drawn, worked_out, catalogue.fill("{contact}", slug)),
            media_type=MEDIA_TYPE,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )

    def _plan(self, worked_out: WorkedOut, today: date, fields: Fields) -> Response:
        catalogue = self._site.catalogue
        council = catalogue.councils.get(worked_out.council)
        slug = council.slug if council else None
        told = told_dates(catalogue, **vars(worked_out), today=today)
        advocate = catalogue.answer("advocate", slug)
        steps = next_steps(told)
        return self._response(
            "plan.html",
            conversation=fields.get("conversation", ""),
            worked_out=worked_out,
            council=council,
            asks_letter=self._asks_letter_date(worked_out.council, worked_out.event),
            steps=steps,
            scripts=scripts(steps),
            letter=letter_for(steps),
            drawn=timeline(told, worked_out.day, today),
            contact=catalogue.fill("{contact}", slug),
            advocate=advocate.simple,
            sources=by_words([*told.sources, *advocate.sources]),
            today=today,
        )

    def _form(self, fields: Fields, problems: Problems) -> Response:
        council, event = fields.get("council", ""), fields.get("event", "")
        known = council in self._site.guide.councils and event in EVENTS
        typed = " . ".join(fields.values())
        is_danger, emergency = self._site.guide.emergency(typed, council)
        return self._response(
            "plan_form.html",
            422 if problems else 200,
            conversation=fields.get("conversation", ""),
            fields={name: value[:LONGEST_FIELD] for name, value in fields.items()},
            problems=problems,
            asks_letter=known and self._asks_letter_date(council, event),
            danger=emergency if is_danger else "",
        )

    def _asks_letter_date(self, council: str, event: str) -> bool:
        """Whether a time limit of this council counts from the date on the letter."""
        limits = limits_of(council, self._site.catalogue.root)
        return any(one.event == event and one.start == "letter_dated" for one in limits)

    def _response(self, template: str, status: int = 200, **values: Any) -> Response:
        return self._site.pages.response(
            template,
            status,
            events=DeadlineWords.load(self._site.catalogue.root).events,
            other_council=choice_labels(self._site.catalogue.root)["another_council"],
            **values,
        )


def split_dates(fields: Fields) -> dict[str, str]:
    """Return the fields with every day that came as one field written as three."""
    split = dict(fields)
    for name, parts in DATES.items():
        year, _, rest = split.pop(name, "").partition("-")
        if year:
            month, _, day = rest.partition("-")
            split |= dict(zip(parts, (day, month, year), strict=True))
    return split


def read_fields(
    fields: Fields, councils: tuple[str, ...], today: date
) -> tuple[WorkedOut | None, Problems]:
    """Return what the person told, or what is wrong with it, in words, by the field."""
    say = words().plan.problems
    council, event = fields.get("council", ""), fields.get("event", "")
    problems: Problems = {}
    if council not in councils:
        problems["council"] = say.council
    if event not in EVENTS:
        problems["event"] = say.event
    day = _read_day(fields, "date", today, problems)
    letter = None
    if any(fields.get(part, "").strip() for part in DATES["letter_dated"]):
        letter = _read_day(fields, "letter_dated", today, problems)
    if day and letter and letter > day:
        problems["letter_dated"] = say.letter_after
    if problems or day is None:
        return None, problems
    return WorkedOut(council, event, day, letter, bool(fields.get("approximate"))), {}


def _read_day(fields: Fields, name: str, today: date, problems: Problems) -> date | None:
    """Return the day that three fields give, or None, with the problem noted."""
    say = words().plan.problems
    typed = [fields.get(part, "").strip() for part in DATES[name]]
    missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
    written = " ".join(typed)[:LONGEST_FIELD]
    if len(missing) == len(PARTS):
        problems[name] = say.date
    elif missing:
        problems[name] = vars(say.part)[missing[0]]
    else:
        try:
            day = day_of(*typed)
        except ValueError:
            problems[name] = say.impossible.format(as_written=written)
        else:
            if day <= today:
                return day
            problems[name] = say.future.format(as_written=written)
    return None


def day_of(day: str, month: str, year: str) -> date:
    """Return a day; its month may be a number or a name. Raises ValueError if there is none."""
    number = MONTHS.get(month.casefold(), month)
    if not re.fullmatch(r"[0-9]{1,2} [0-9]{1,2} [0-9]{4}", f"{day} {number} {year}"):
        raise ValueError("day, month and year must be numbers")
    return date(int(year), int(number), int(day))


def by_words(sources: Iterable[Source]) -> dict[tuple[str, str], list[str]]:
    """Return the titles of sources by their words and address: no words are shown twice."""
    titles: dict[tuple[str, str], list[str]] = {}
    for source in dict.fromkeys(sources):
        titles.setdefault((source.quote, source.url), []).append(source.title)
    return titles


def next_steps(told: ToldDates) -> tuple[Step, ...]:
    """Return what the person should do next, then what the council should do.

    Of the person's own windows only those of the first name count: the limits stand in the order
    of the procedure, and one thing at a time is enough.
    """
    own = [one for one in told.said if one.window.who == "you"]
    first = [one for one in own if one.window.name == own[0].window.name]
    theirs = [one for one in told.said if one.window.who == "council"]
    steps = filter(None, [_own_step(first), _late_step(theirs), _waiting_step(theirs)])
    return tuple(steps) or (Step("unknown", told.said[0]),)


def scripts(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Return what to say for the steps that can be taken now; of the council's, the late one."""
    left_out = {"from", "wait"} if any(step.kind == "late" for step in steps) else {"from"}
    return tuple(step.script for step in steps if step.kind not in left_out)


def letter_for(steps: tuple[Step, ...]) -> str:
    """Return what a letter should be for: the late reply, else what can be done now; or empty."""
    late = [step for step in steps if step.kind == "late"]
    own = [step for step in steps if step.kind in ("by", "now", "passed")]
    return next((LETTERS[step.said.window.name] for step in (*late, *own)), "")


def _own_step(said: list[Said]) -> Step | None:
    """Return the most pressing step of windows that share a name: what can be missed goes first."""
    for status, kind in (
        ("open", "by"),
        ("no_limit", "now"),
        ("not_yet", "from"),
        ("passed", "passed"),
    ):
        found = [one for one in said if one.window.status == status]
        if found:
            return Step(kind, min(found, key=_day))
    return None


def _late_step(said: list[Said]) -> Step | None:
    passed = [one for one in said if one.window.status == "passed"]
    return Step("late", max(passed, key=_day)) if passed else None


def _waiting_step(said: list[Said]) -> Step | None:
    ahead = [one for one in said if one.window.status == "open"]
    return Step("wait", min(ahead, key=_day)) if ahead else None


def _day(said: Said) -> date:
    return said.window.last_day or said.window.first_day or date.max
