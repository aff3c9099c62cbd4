"""Makes the HTML of every page from templates/, with everything escaped that is not ours."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.catalogue import Catalogue
from bot.catalogue.deadlines import in_words
from bot.catalogue.safety import emergency_line, emergency_text
from bot.web.assets import Asset
from bot.web.linking import Linker, dated
from bot.web.timeline import timeline_of
from bot.web.words import words

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """Renders templates with the words of words.yml and the numbers of the catalogue."""

    def __init__(
        self, catalogue: Catalogue, assets: Mapping[str, Asset], exit_page: str | None
    ) -> None:
        linker = Linker(catalogue)
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,  # a running server keeps templates and code of one version
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"line": linker.line, "prose": linker.prose, "dated": dated}
        self._templates.filters["in_words"] = in_words
        self._templates.globals |= {
            "words": words(),
            "catalogue": catalogue,
            "councils": tuple(catalogue.councils.values()),
            "emergency_line": emergency_line(),
            "emergency_first": emergency_text(catalogue, None).partition("\n\n")[0],
            "asset": assets.__getitem__,
            "exit_page": exit_page,
            "timeline_of": timeline_of(catalogue),
        }

    def response(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page. It is never kept by the browser: others may use the same phone."""
        html = self._templates.get_template(template).render(**values)
        return HTMLResponse(html, status, {"Cache-Control": "no-store"})
