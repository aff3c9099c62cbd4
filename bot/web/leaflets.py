"""The pages that sources link to: each council's leaflet, word for word, and the rules of law."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.catalogue import ENGLAND, Block, Correction, Section
from bot.catalogue.leaflet import folded
from bot.web.site import Site

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Part:
    """A paragraph or list of a leaflet, and what has to be put right in it."""

    block: Block
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class ShownSection:
    """A section of a leaflet as the page shows it."""

    id: str
    heading: str
    level: int
    parts: tuple[Part, ...]


def routes(site: Site) -> list[Route]:
    """Return the pages of the leaflets, and of the rules at /england."""
    leaflets = [Route(f"/{slug}", _leaflet_page(slug, site)) for slug in site.catalogue.councils]
    return [*leaflets, Route(f"/{ENGLAND}", _law_page(site))]


def _leaflet_page(slug: str, site: Site) -> Endpoint:
    """Return what answers /<slug>: the council's leaflet with its corrections beside them."""
    council = site.catalogue.councils[slug]
    sections = [_shown(section) for section in council.leaflet.sections]

    async def show(_request: Request) -> Response:
        return site.pages.response(
            "leaflet.html", council=council, leaflet=council.leaflet, sections=sections
        )

    return show


def _law_page(site: Site) -> Endpoint:
    """Return what answers /england: every rule that the guide rests on, with its link."""
    references = [
        vars(reference) | {"checked_on": written(date.fromisoformat(reference.checked))}
        for reference in site.catalogue.references.values()
    ]

    async def show(_request: Request) -> Response:
        return site.pages.response("law.html", references=references)

    return show


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


def _shown(section: Section) -> ShownSection:
    return ShownSection(section.id, section.heading, section.level, parts_of(section))
