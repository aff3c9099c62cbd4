"""What every page of the site is made from."""

from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.web.guide import Guide
from bot.web.rendering import Pages
from bot.web.settings import Settings


@dataclass(frozen=True)
class Site:
    """The dialogue, the facts, the templates and the settings, for whoever answers a request."""

    guide: Guide
    catalogue: Catalogue
    pages: Pages
    settings: Settings
