"""The pages that sources link to: each council's leaflet, word for word, and the rules of law."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.catalogue import ENGLAND, Block, Catalogue, Correction, Council, Section
from bot.catalogue.deadlines import DeadlineWords
from bot.catalogue.differences import Difference, read_differences, sections_quoted
from bot.catalogue.leaflet import folded
from bot.catalogue.limits import limits_of
from bot.eligibility import Limit
from bot.web import letter
from bot.web.site import Site
from bot.web.words import words

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Part:
    """A paragraph or list of a leaflet, and what has to be put right in it."""

    block: Block
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class ShownDifference:
    """A point on which the law says something else, with the sections that print the leaflet's."""

    difference: Difference
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class ShownSection:
    """A section of a leaflet as the page shows it, and the differences from the law in it."""

    id: str
    heading: str
    level: int
    parts: tuple[Part, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Step:
    """A step of the national procedure: what it is called, its time, and the key of its rule."""

    title: str
    time: str
    rule: str


def routes(site: Site) -> list[Route]:
    """Return the pages of the leaflets, and of the rules at /england."""
    leaflets = [Route(f"/{slug}", _leaflet_page(slug, site)) for slug in site.catalogue.councils]
    return [*leaflets, Route(f"/{ENGLAND}", _law_page(site))]


def _leaflet_page(slug: str, site: Site) -> Endpoint:
    """Return what answers /<slug>: the council's leaflet with its corrections beside them."""
    council = site.catalogue.councils[slug]
    differences = differences_of(council, read_differences(site.catalogue.root))
    sections = [_shown(section, differences) for section in council.leaflet.sections]

    async def show(_request: Request) -> Response:
        return site.pages.response(
            "leaflet.html",
            council=council,
            leaflet=council.leaflet,
            sections=sections,
            differences=differences,
            checked_on=written(date.fromisoformat(council.checked)),
        )

    return show


def _law_page(site: Site) -> Endpoint:
    """Return what answers /england: the steps, and every rule that the guide rests on."""
    references = [
        vars(reference) | {"checked_on": written(date.fromisoformat(reference.checked))}
        for reference in site.catalogue.references.values()
    ]
    steps = national_steps(site.catalogue)

    async def show(_request: Request) -> Response:
        return site.pages.response("law.html", references=references, steps=steps)

    return show


def differences_of(
    council: Council, differences: Iterable[Difference]
) -> tuple[ShownDifference, ...]:
    """Return the points on which the law says something else than a council's leaflet."""
    return tuple(
        ShownDifference(one, sections_quoted(one.leaflets[council.slug], council.leaflet))
        for one in differences
        if one.parts_from(council.slug)
    )


def national_steps(catalogue: Catalogue) -> dict[str, tuple[Step, ...]]:
    """Return the steps of the procedure with their times in law, by the event they count from."""
    named = DeadlineWords.load(catalogue.root)
    steps: dict[str, tuple[Step, ...]] = {}
    for limit in limits_of(ENGLAND, catalogue.root):
        title = named.names[limit.window]
        if limit.condition:
            title = f"{title}, {named.conditions[limit.condition]}"
        step = Step(title, _time(limit), limit.reference.key)
        steps[limit.event] = (*steps.get(limit.event, ()), step)
    return steps


def parts_of(section: Section) -> tuple[Part, ...]:
    """Return the parts of a section, each correction with the part that prints what it corrects.

    What stands in none (words that run over two parts, or the heading) goes with the last.
    """
    if not section.blocks:
        return (Part(Block("paragraph", ()), section.corrections),) if section.corrections else ()
    left = list(section.corrections)
    parts = []
    for block in section.blocks:
        text = folded(" ".join(block.lines))
        here = [correction for correction in left if folded(correction.printed) in text]
        left = [correction for correction in left if correction not in here]
        parts.append(Part(block, tuple(here)))
    last = parts[-1]
    return (*parts[:-1], replace(last, corrections=(*last.corrections, *left)))


def written(day: date) -> str:
    """Return a day as "Sunday 22 November 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _shown(section: Section, differences: Iterable[ShownDifference]) -> ShownSection:
    here = tuple(one.difference for one in differences if section in one.sections)
    return ShownSection(section.id, section.heading, section.level, parts_of(section), here)


def _time(limit: Limit) -> str:
    """Return how long the law gives, in words."""
    said = words().law.times
    if limit.opens_after:
        return str(said.opens_after.format(time=letter.in_words(limit.opens_after)))
    if not limit.within:
        return str(said.no_limit)
    form = said.guidance if limit.basis == "guidance" else said.within
    return str(form.format(time=letter.in_words(limit.within)))
