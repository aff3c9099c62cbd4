"""The only reader of content/: what the law and the leaflets say, checked against its schema.

It needs neither Rasa nor the clock. Start with `Catalogue.load()`.
"""

from bot.catalogue.answers import Answer, Link, Source
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.councils import (
    Council,
    CouncilContact,
    Document,
    Elsewhere,
    Emergency,
    LocalNumber,
    Partly,
    Stage,
    StagePerson,
    Title,
)
from bot.catalogue.law import Contact, Reference
from bot.catalogue.leaflet import Block, Correction, Leaflet, Omission, Section
from bot.catalogue.problems import ContentError, Problem, UnknownCouncil, UnknownTopic
from bot.catalogue.reading import CONTENT, ENGLAND, read_checked, read_yaml

__all__ = [
    "CONTENT",
    "ENGLAND",
    "Answer",
    "Block",
    "Catalogue",
    "Contact",
    "ContentError",
    "Correction",
    "Council",
    "CouncilContact",
    "Document",
    "Elsewhere",
    "Emergency",
    "Leaflet",
    "Link",
    "LocalNumber",
    "Omission",
    "Partly",
    "Problem",
    "Reference",
    "Section",
    "Source",
    "Stage",
    "StagePerson",
    "Title",
    "UnknownCouncil",
    "UnknownTopic",
    "read_checked",
    "read_yaml",
]
