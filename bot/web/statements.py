"""What a public body has to say of its site: /accessibility and /privacy.

The words stand in words.yml; what they say of times and numbers comes from the settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.catalogue import Link
from bot.web.redaction import KINDS
from bot.web.site import Site
from bot.web.words import words


@dataclass(frozen=True)
class Part:
    """A heading of a statement, what stands below it, and where it leads."""

    heading: str
    text: str
    links: tuple[Link, ...]


def routes(site: Site) -> list[Route]:
    """Return the two pages."""
    statements = {"/accessibility": words().accessibility, "/privacy": words().privacy}
    return [_route(path, statement, site) for path, statement in statements.items()]


def _route(path: str, statement: Any, site: Site) -> Route:
    known = known_of(site)
    parts = [_part(written, known) for written in statement.parts if _holds(written, known)]

    async def show(_request: Request) -> Response:
        return site.pages.response("statement.html", title=statement.title, parts=parts)

    return Route(path, show)


def known_of(site: Site) -> dict[str, str]:
    """Return what a statement may name, in words; empty where the operator has not set it."""
    settings, details = site.settings, vars(words().replies.details)
    teams = (f"- {council.name}: {council.contact}" for council in site.catalogue.councils.values())
    return {
        "operator": settings.operator or "",
        "contact": settings.contact or "",
        "exit_page": settings.exit_page or "",
        "forget": words().box.forget,
        "minutes": str(settings.idle_seconds // 60),
        "chats": f"{settings.most_conversations:,}",
        "teams": "\n".join(teams),
        "details": "\n".join(f"- {details[kind]}" for kind in KINDS),
        "ico": site.catalogue.contacts["ico"].says,
    }


def _holds(written: Mapping[str, Any], known: Mapping[str, str]) -> bool:
    """Whether a part is to be shown: `if` and `unless` name what must be set, or must not be."""
    wanted, unwanted = written.get("if"), written.get("unless")
    return (not wanted or bool(known[wanted])) and not (unwanted and known[unwanted])


def _part(written: Mapping[str, Any], known: Mapping[str, str]) -> Part:
    """Return a part with its gaps filled. Raises KeyError for a gap that nothing fills."""
    links = (
        Link(link["title"].format_map(known), link["url"].format_map(known))
        for link in written.get("links", ())
    )
    return Part(written["heading"], written["text"].format_map(known), tuple(links))
