"""The files that a page needs: style, scripts and the icon, each under an address of its own.

The address holds a hash of the content, so that a browser may keep the file for ever and a changed
file is never missed. Only what stands in the table is served; nothing walks a folder.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.themes import Theme
from bot.web.words import words

STATIC = Path(__file__).parent / "static"
SERVED = {
    "Cache-Control": "public, max-age=31536000, immutable",
    # A council's page loads embed.js from here and checks its integrity: it may read it for that.
    "Access-Control-Allow-Origin": "*",
}

MEDIA_TYPES = {
    "style.css": "text/css",
    "page.js": "text/javascript",
    "letter.js": "text/javascript",
    "embed.js": "text/javascript",
    "demo.css": "text/css",
    "icon.svg": "image/svg+xml",
}
"""Every file that is served, with its type."""


@dataclass(frozen=True)
class Asset:
    """A file in static/. `integrity` is what a page writes beside it so that no other is run."""

    path: str
    media_type: str
    content: bytes
    integrity: str


def assets_of(theme: Theme) -> Mapping[str, Asset]:
    """Return every file by its name, in the looks of a theme."""
    return {name: _asset(name, _content(name, theme)) for name in MEDIA_TYPES}


def routes(assets: Mapping[str, Asset]) -> list[Route]:
    """Return where the files are served."""
    return [_route(one) for one in assets.values()]


def _content(name: str, theme: Theme) -> bytes:
    text = (STATIC / name).read_text("utf-8")
    if name == "style.css":
        text = theme.stylesheet() + text  # one request, not two
    elif name == "embed.js":
        text = text.replace("WORDS", json.dumps(vars(words().embed)))
    return text.encode()


def _asset(name: str, content: bytes) -> Asset:
    digest = hashlib.sha384(content)
    stem, ending = name.rsplit(".", 1)
    return Asset(
        path=f"/static/{stem}.{digest.hexdigest()[:12]}.{ending}",
        media_type=MEDIA_TYPES[name],
        content=content,
        integrity=f"sha384-{base64.b64encode(digest.digest()).decode('ascii')}",
    )


def _route(one: Asset) -> Route:
    async def serve(_request: Request) -> Response:
        return Response(one.content, headers=SERVED, media_type=one.media_type)

    return Route(one.path, serve)
