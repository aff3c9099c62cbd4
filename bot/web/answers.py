"""How a refusal is said: as problem+json to a program, as a page to a person."""

from types import SimpleNamespace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.guide import Guide
from bot.web.problems import Refusal
from bot.web.rendering import Pages
from bot.web.words import words

PROBLEM_JSON = "application/problem+json"
TYPE = "urn:have-your-say:problem:"


def said(refusal: Refusal) -> SimpleNamespace:
    """Return the title and the detail of a refusal, in the words of words.yml."""
    found: SimpleNamespace = vars(words().problems)[refusal.kind]
    return found


def waiting(refusal: Refusal) -> dict[str, str]:
    """Return the header that says when to try again, where that helps."""
    return {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {}


def problem(guide: Guide, refusal: Refusal) -> JSONResponse:
    """Return a refusal as application/problem+json (RFC 9457).

    Its `emergency` says 999 first: whole help where the refused text speaks of danger now, else
    the short line.
    """
    _, emergency = guide.emergency(refusal.said, refusal.council)
    body: dict[str, Any] = {
        "type": f"{TYPE}{refusal.kind.replace('_', '-')}",
        "status": refusal.status,
        **vars(said(refusal)),
        "emergency": emergency,
    }
    return JSONResponse(body, refusal.status, waiting(refusal), PROBLEM_JSON)


def refused(request: Request, guide: Guide, pages: Pages, refusal: Refusal) -> Response:
    """Return a refusal as the one who asks reads it: a browser a page, a program JSON."""
    reads_pages = "text/html" in request.headers.get("accept", "")
    if reads_pages and not request.url.path.startswith("/api/"):
        answer: Response = pages.response("refused.html", refusal.status, problem=said(refusal))
        answer.headers.update(waiting(refusal))
        return answer
    return problem(guide, refusal)
