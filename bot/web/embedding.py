"""How a council puts the chat on its own pages: the line to copy, and /demo that shows it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.guard import content_policy
from bot.web.site import Site


def routes(site: Site) -> list[Route]:
    """Return the page that shows the chat on a council's page."""

    async def demo(request: Request) -> Response:
        answer = site.pages.response("demo.html", base=str(request.base_url).rstrip("/"))
        policy = content_policy(site.settings.frame_ancestors, frame_src="'self'")
        answer.headers["Content-Security-Policy"] = policy
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return [Route("/demo", demo)]
