"""The files that a page needs: style, scripts and the icon, each under an address of its own.

The address holds a hash of the content, so that a browser may keep the file for ever and a changed
file is never missed. Only what stands in the table is served; nothing walks a folder.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

STATIC = Path(__file__).parent / "static"
FOR_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}

MEDIA_TYPES = {
    "style.css": "text/css",
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


@cache
def asset(name: str) -> Asset:
    """Return a file of static/ by its name. Raises KeyError where it is not in the table."""
    media_type = MEDIA_TYPES[name]
    content = (STATIC / name).read_bytes()
    digest = hashlib.sha384(content)
    stem, ending = name.rsplit(".", 1)
    return Asset(
        path=f"/static/{stem}.{digest.hexdigest()[:12]}.{ending}",
        media_type=media_type,
        content=content,
        integrity=f"sha384-{base64.b64encode(digest.digest()).decode('ascii')}",
    )


def routes() -> list[Route]:
    """Return where the files are served."""
    return [_route(asset(name)) for name in MEDIA_TYPES]


def _route(one: Asset) -> Route:
    async def serve(_request: Request) -> Response:
        return Response(one.content, headers=FOR_A_YEAR, media_type=one.media_type)

    return Route(one.path, serve)
