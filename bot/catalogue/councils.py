"""What is known of one council: its people, contacts, places, leaflet and corrections."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from bot.catalogue.leaflet import Correction, Leaflet, read_leaflet
from bot.catalogue.reading import read_checked


@dataclass(frozen=True)
class Title:
    """What the council calls a person or team, in our sentence, and the leaflet's own sentence."""

    say: str
    quote: str


@dataclass(frozen=True)
class CouncilContact:
    """One way to reach the complaints team, and the leaflet's own sentence.

    `value` is None where the leaflet prints none; `says` then tells what to do. `link` is a page
    that a link may lead to; it is never taken from a leaflet.
    """

    value: str | None
    says: str
    quote: str
    link: str | None = None


@dataclass(frozen=True)
class StagePerson:
    """Who acts at a stage, and what they do, with the leaflet's own sentence."""

    who: str
    does: str
    quote: str


@dataclass(frozen=True)
class Stage:
    """A stage of the law (1, 2 or 3), what the council calls it, and who acts in it."""

    stage: int
    called: str
    people: tuple[StagePerson, ...]


@dataclass(frozen=True)
class LocalNumber:
    """A telephone number of the council's children's team. `sure` is A or B."""

    name: str
    phone: str
    hours: str
    says: str
    url: str
    sure: Literal["A", "B"]
    checked: str


@dataclass(frozen=True)
class Emergency:
    """Whom to ring about a child in danger, by day and out of hours. None: no council is known."""

    day: LocalNumber | None
    out_of_hours: LocalNumber | None


@dataclass(frozen=True)
class Partly:
    """A place that lies partly in another council's area, so that one has to ask."""

    name: str
    also: str


@dataclass(frozen=True)
class Elsewhere:
    """Names that look or lie close to this council's, and the council they belong to."""

    council: str
    url: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A document of the council. `url` is None where no web address is known."""

    title: str
    url: str | None
    says: str


@dataclass(frozen=True)
class Council:
    """A council that this guide covers. `slug` is the name of its folder in content/.

    `contact` is one whole sentence telling how to reach the complaints team. `titles` may hold
    `team`, `officer` and `manager`; `contacts` holds `phone`, `email`, `post` and `online` and may
    hold `other_formats` and `other_services`.
    """

    slug: str
    name: str
    short_name: str
    gss_code: str
    home_page: str
    checked: str
    titles: Mapping[str, Title]
    contact: str
    contacts: Mapping[str, CouncilContact]
    stages: tuple[Stage, ...]
    emergency: Emergency
    names: tuple[str, ...]
    places: tuple[str, ...]
    partly: tuple[Partly, ...]
    not_here: tuple[Elsewhere, ...]
    documents: tuple[Document, ...]
    corrections: tuple[Correction, ...]
    leaflet: Leaflet

    @property
    def leaflet_title(self) -> str:
        """How a source names the leaflet: the council, the title and its date."""
        return f"{self.name}, {self.leaflet.title} ({self.leaflet.date or 'undated'})"


def read_council(folder: Path) -> Council:
    """Read a council's folder. Raises ContentError if council.yml or leaflet.md is wrong."""
    facts = read_checked(folder / "council.yml", "council")
    slug = folder.name
    corrections = tuple(_correction(slug, entry) for entry in facts["corrections"])
    return Council(
        slug=slug,
        name=facts["name"],
        short_name=facts["short_name"],
        gss_code=facts["gss_code"],
        home_page=facts["home_page"],
        checked=facts["checked"],
        titles=MappingProxyType({key: Title(**entry) for key, entry in facts["titles"].items()}),
        contact=facts["contact"],
        contacts=MappingProxyType(
            {k: CouncilContact(**entry) for k, entry in facts["contacts"].items()}
        ),
        stages=tuple(_stage(entry) for entry in facts["stages"]),
        emergency=Emergency(**{k: LocalNumber(**v) for k, v in facts["emergency"].items()}),
        names=tuple(facts["names"]),
        places=tuple(facts["places"]),
        partly=tuple(Partly(**entry) for entry in facts.get("partly", ())),
        not_here=tuple(_elsewhere(entry) for entry in facts["not_here"]),
        documents=tuple(Document(**entry) for entry in facts["documents"]),
        corrections=corrections,
        leaflet=read_leaflet(folder / "leaflet.md", corrections),
    )


def _correction(slug: str, entry: Mapping[str, Any]) -> Correction:
    return Correction(slug, **{**entry, "sources": tuple(entry["sources"])})


def _stage(entry: Mapping[str, Any]) -> Stage:
    people = tuple(StagePerson(**person) for person in entry["people"])
    return Stage(entry["stage"], entry["called"], people)


def _elsewhere(entry: Mapping[str, Any]) -> Elsewhere:
    return Elsewhere(entry["council"], entry["url"], tuple(entry["names"]))
