"""The page at /letter: a letter or e-mail to the council, made from a few answers.

With script the browser makes it and nothing is sent. Without, the server makes it and forgets it.
"""

import re
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.catalogue import ENGLAND, Catalogue, ContentError, Problem
from bot.catalogue.limits import limits_of
from bot.catalogue.problems import place_of
from bot.eligibility import Span
from bot.web.answers import said, waiting
from bot.web.drafting import GAP, KINDS, Draft, Part, draft, holds, tidy
from bot.web.incoming import read_form
from bot.web.problems import Refusal
from bot.web.site import Site
from bot.web.word_file import MEDIA_TYPE, word_file
from bot.web.words import words

ADDRESS = "/letter"
WORD_FILE = "/letter.docx"
OMBUDSMAN = "ombudsman"
TOPICS = {
    "complain": "how_to_complain",
    "stage_2": "stage_2_request",
    "stage_3": "stage_3_request",
    "late_1": "council_late",
    "late_2": "council_late",
    "late_3": "council_late",
    "advocate": "advocate",
    "more_time": "more_time_disability",
    OMBUDSMAN: "ombudsman_how",
}
"""What a letter may be for, and the topic whose answer is good to know beside it."""

CHOICES = ("council", "purpose", "writer", "reply_by")
TICKS = ("large_print", "easy_read", "advocate")
MOST_CHARACTERS = {
    "since": 200,
    "what": 5000,
    "when": 200,
    "want": 2000,
    "why_late": 2000,
    "language": 200,
}
"""What is typed, and how long it may be."""

FACTS = ("name", "team", "officer", "address", "email", "wish")
"""What a letter says of the council; words.yml explains each."""

MOST_BYTES = 262_144  # all texts several times too long: they come back with a word on that
_TIME = re.compile(r"\{time:(\w+):(\w+)\}")


def routes(site: Site) -> list[Route]:
    """Return the page's address, and the one that gives the letter as a Word file.

    Raises ContentError where words.yml names a rule or a limit that does not exist.
    """
    page = LetterPage(site)

    async def letter(request: Request) -> Response:
        return await (page.post(request) if request.method == "POST" else page.get(request))

    async def word(request: Request) -> Response:
        return await page.post(request, as_word_file=True)

    return [
        Route(ADDRESS, letter, methods=["GET", "POST"]),
        Route(WORD_FILE, word, methods=["POST"]),
    ]


class LetterPage:
    """Asks the questions and shows the letter. Nothing that is sent to it outlives the answer."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._parts = read_parts(site.catalogue, words().letter.draft)
        self._facts = {slug: facts_of(slug, site.catalogue) for slug in site.catalogue.councils}
        self._facts[ENGLAND] = {"email": "", "wish": ""} | vars(words().letter.england)
        self._options = {name: options_of(name) for name in CHOICES[1:]}
        self._options["council"] = tuple(self._facts)
        self._notes = notes_of(site.catalogue)
        keys = dict.fromkeys(key for part in self._parts for key in part.law)
        self._references = [site.catalogue.reference(key) for key in keys]
        self._titles = {reference.key: reference.title for reference in self._references}

    async def get(self, request: Request) -> Response:
        """Return the questions. `?council=` and `?purpose=` answer two of them beforehand."""
        asked = request.query_params
        preset = {name: asked.get(name, "") for name in ("council", "purpose")}
        return self._show({name: one for name, one in preset.items() if one in self._options[name]})

    async def post(self, request: Request, as_word_file: bool = False) -> Response:
        """Return the letter below its questions, or as a Word file; mistakes beside the questions.

        What is typed comes back in the page whatever was wrong.
        """
        try:
            answers = answers_in(await read_form(request, MOST_BYTES))
        except Refusal as refusal:
            return self._show({}, refusal=refusal)
        try:
            self._site.guide.count(request.client.host if request.client else "")
        except Refusal as refusal:
            refusal.said = _all_typed(answers)
            return self._show(answers, refusal=refusal)
        mistakes = self.mistakes_in(answers)
        if as_word_file and not mistakes and answers["purpose"] != OMBUDSMAN:
            name = words().letter.word_file
            attached = {"Content-Disposition": f'attachment; filename="{name}"'}
            return Response(
                word_file(self.draft(answers)),
                headers=attached | {"Cache-Control": "no-store"},
                media_type=MEDIA_TYPE,
            )
        return self._show(answers, mistakes, letter=None if mistakes else self.draft(answers))

    def draft(self, answers: Mapping[str, str]) -> Draft:
        """Return the letter for answers in which there are no mistakes."""
        values = {**answers, **self._facts[answers["council"]]}
        return draft(self._parts, values, self._titles)

    def mistakes_in(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is wrong with the answers and what to do, by question; mostly nothing."""
        say = words().letter.errors
        wrong = {
            name: say.council if name == "council" else say.choice
            for name in CHOICES
            if answers[name] not in ("", *self._options[name])
        }
        if not answers["council"]:
            wrong["council"] = say.council
        for name, most in MOST_CHARACTERS.items():
            if len(answers[name]) > most:
                has = f"{len(answers[name]):,}"
                wrong[name] = say.too_long.format(most=f"{most:,}", has=has)
        return wrong

    def _show(
        self,
        answers: Mapping[str, str],
        mistakes: Mapping[str, str] | None = None,
        letter: Draft | None = None,
        refusal: Refusal | None = None,
    ) -> Response:
        answers = answers_in(answers)
        council = answers["council"] if answers["council"] in self._facts else None
        values = answers | (self._facts[council] if council else {})
        typed = refusal.said if refusal else _all_typed(answers)
        email, fits = letter.email(values["email"], words().letter.paste) if letter else ("", True)
        is_danger, emergency = self._site.guide.emergency(typed, council)
        answer = self._site.pages.response(
            "letter.html",
            refusal.status if refusal else 422 if mistakes else 200,
            answers=answers,
            facts=self._facts,
            options=self._options,
            mistakes=mistakes or {},
            problem=_problem(refusal) if refusal else "",
            danger=emergency if is_danger else "",
            letter=letter,
            email=email,
            fits=fits,
            parts=self._parts,
            references=self._references,
            notes=self._notes,
            contact=self._site.catalogue.fill("{contact}"),
            holds=lambda when: holds(when, values),
        )
        answer.headers.update(waiting(refusal) if refusal else {})
        return answer


def answers_in(fields: Mapping[str, str]) -> dict[str, str]:
    """Return every answer of a form, tidied; empty where none was given."""
    names = (*CHOICES, *TICKS, *MOST_CHARACTERS)
    answers = {name: tidy(fields.get(name, "")) for name in names}
    return answers | {"purpose": answers["purpose"] or next(iter(TOPICS))}


def options_of(name: str) -> tuple[str, ...]:
    """Return what may be answered to a question, as words.yml lists it."""
    return tuple(vars(vars(words().letter.fields)[name].options))


def facts_of(slug: str, catalogue: Catalogue) -> dict[str, str]:
    """Return what a letter says of a council: whom it goes to, and what its leaflet asks for.

    Raises ValueError where the leaflet's time for asking for stage 2 has two units.
    """
    council = catalogue.councils[slug]
    titles = council.titles
    team = titles.get("manager", titles["team"]).say
    wishes = (
        in_words(limit.within)
        for limit in limits_of(slug, catalogue.root)
        if (limit.window, limit.basis) == ("ask_for_stage_2", "council") and limit.within
    )
    return {
        "name": council.name,
        "team": team,
        "officer": titles["officer"].say if "officer" in titles else team,
        "address": council.contacts["post"].value or words().letter.england.address,
        "email": council.contacts["email"].value or "",
        "wish": next(wishes, ""),
    }


def notes_of(catalogue: Catalogue) -> list[SimpleNamespace]:
    """Return what is good to know beside a letter: short answers, each with when it is shown."""
    return [
        SimpleNamespace(
            when=f"council={slug} purpose={purpose}",
            answer=catalogue.answer(topic, None if slug == ENGLAND else slug),
        )
        for slug in (*catalogue.councils, ENGLAND)
        for purpose, topic in TOPICS.items()
    ]


def read_parts(catalogue: Catalogue, written: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Return the parts of the letter, the law's limits filled in.

    Raises ContentError with every part that is malformed or names what does not exist.
    """
    times = {
        (limit.event, limit.window): limit.within
        for limit in limits_of(ENGLAND, catalogue.root)
        if limit.basis == "law" and limit.within
    }
    parts, problems = [], []
    for number, entry in enumerate(written):
        try:
            parts.append(_part(entry, catalogue, times))
        except (KeyError, ValueError) as error:
            place = place_of(("letter", "draft", number))
            remedy = "the comment above letter > draft says what a part may hold"
            problems.append(Problem("bot/web/words.yml", place, str(error), remedy))
    if problems:
        raise ContentError(problems)
    return tuple(parts)


def in_words(within: Sequence[Span]) -> str:
    """Return a length of time in words: 10 and 10 working days as "20 working days".

    Raises ValueError where it has two units.
    """
    units = {span.unit for span in within}
    if len(units) > 1:
        raise ValueError(f"a time in {' and '.join(sorted(units))}: write it in one unit")
    number = sum(span.amount for span in within)
    one, many = vars(words().letter.times)[units.pop()]
    said: str = one if number == 1 else many
    return said.format(number=number)


def _part(
    entry: Mapping[str, Any],
    catalogue: Catalogue,
    times: Mapping[tuple[str, str], tuple[Span, ...]],
) -> Part:
    """Return one part. Raises KeyError or ValueError where it names what does not exist."""
    unknown = entry.keys() - {"as", "when", "law", "say"}
    if unknown or entry["as"] not in KINDS:
        raise ValueError(f"unknown: {', '.join(unknown) or entry['as']}")
    part = Part(
        kind=entry["as"],
        text=_TIME.sub(lambda time: in_words(times[time[1], time[2]]), entry["say"]),
        when=entry.get("when", ""),
        law=tuple(catalogue.reference(key).key for key in entry.get("law", ())),
    )
    holds(part.when, {})
    known = {*CHOICES, *TICKS, *MOST_CHARACTERS, *FACTS, "laws"}
    named = {*GAP.findall(part.text), *re.findall(r"(\w+)(?=[|!=])", part.when)}
    if named - known:
        raise ValueError(f"unknown: {', '.join(sorted(named - known))}")
    return part


def _all_typed(answers: Mapping[str, str]) -> str:
    return " . ".join(answers[name] for name in MOST_CHARACTERS if answers[name])


def _problem(refusal: Refusal) -> str:
    """Return what is wrong with a request as a whole, and what to do."""
    if refusal.kind == "too_large":
        return str(words().letter.errors.too_large)
    if refusal.kind == "too_often":
        problem = said(refusal)
        return f"{problem.title}. {problem.detail}"
    return str(words().letter.errors.not_read)
