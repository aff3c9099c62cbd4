"""Makes the HTML of every page from templates/, with everything escaped that is not ours."""

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.catalogue import Catalogue
from bot.catalogue.safety import emergency_line
from bot.web.linking import Linker
from bot.web.words import words

HERE = Path(__file__).parent
STATIC = HERE / "static"


class Pages:
    """Renders templates with the words of words.yml and the numbers of the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        linker = Linker(catalogue)
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"line": linker.line, "prose": linker.prose}
        self._templates.globals |= {
            "words": words(),
            "catalogue": catalogue,
            "councils": tuple(catalogue.councils.values()),
            "emergency_line": emergency_line(),
            "style": style_path(),
        }

    def response(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page. It is never kept by the browser: others may use the same phone."""
        html = self._templates.get_template(template).render(**values)
        return HTMLResponse(html, status, {"Cache-Control": "no-store"})


def style_path() -> str:
    """Return the address of the style sheet, which changes whenever its content does."""
    digest = hashlib.sha256((STATIC / "style.css").read_bytes()).hexdigest()
    return f"/static/style.{digest[:12]}.css"
