"""The catalogue: everything that content/ says, loaded once and held together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from bot.catalogue.answers import (
    PLACEHOLDER,
    Answer,
    Link,
    Source,
    filled,
    merged,
    read_answers,
)
from bot.catalogue.choices import choice_labels
from bot.catalogue.councils import Council, Emergency, read_council
from bot.catalogue.law import Contact, Reference, read_contacts, read_references
from bot.catalogue.leaflet import Correction, Leaflet, folded
from bot.catalogue.problems import (
    ContentError,
    Problem,
    UnknownCouncil,
    UnknownTopic,
)
from bot.catalogue.reading import CONTENT, ENGLAND, read_checked
from bot.eligibility import Reference as LimitReference

Entries = Mapping[str, Mapping[str, Any]]
Read = TypeVar("Read")


@dataclass(frozen=True)
class Catalogue:
    """What the law and the leaflets say, and whom to turn to.

    `councils` and `references` and `contacts` go by slug and key; `topics` are the topics that
    have an answer, in the order of content/england/. Get one with `Catalogue.load()`.
    """

    root: Path
    councils: Mapping[str, Council]
    references: Mapping[str, Reference]
    contacts: Mapping[str, Contact]
    topics: tuple[str, ...]
    _answers: Mapping[str, Entries] = field(repr=False)
    _placeholders: Mapping[str, str] = field(repr=False)

    @staticmethod
    def load(root: Path = CONTENT) -> "Catalogue":
        """Return the catalogue of a content folder. It is read once and kept.

        Raises ContentError with every mistake if a file is missing, malformed or breaks a rule, if
        a source is not in law.yml or a quotation not in the leaflet, or if a placeholder or a next
        topic does not exist.
        """
        return _load(root.resolve())

    def answer(self, topic: str, council: str | None = None) -> Answer:
        """Return the answer to a topic for a council, or for England where none is named.

        Raises UnknownTopic or UnknownCouncil.
        """
        if topic not in self._answers[ENGLAND]:
            raise UnknownTopic(f"no answer to the topic {topic!r}: write one in content/{ENGLAND}/")
        here = self._council(council) if council else None
        national = self._answers[ENGLAND][topic]
        local = self._answers[here.slug].get(topic) if here else None
        entry = merged(national, local)

        def words(text: str) -> str:
            return self.fill(text, council)

        return Answer(
            topic=topic,
            label=words(entry["label"]),
            text=words(entry["text"]),
            simple=words(entry["simple"]),
            more=words(entry["more"]) if entry["more"] else None,
            sources=tuple(self._source(source, here) for source in entry["sources"]),
            links=self._links(entry, here),
            next=tuple(entry["next"]),
            kind=entry["kind"],
            about=entry["about"],
            leaflet_silent=bool(here and local is None and entry["about"] != "guide"),
            needs_council=entry["needs_council"],
            offers_dates=entry["offers_dates"],
        )

    def fill(self, text: str, council: str | None = None) -> str:
        """Return text with its placeholders filled for a council, or for England.

        Raises UnknownCouncil, or KeyError for a placeholder that content/README.md does not list.
        """
        here = self._council(council) if council else None
        return filled(text, lambda name, key: self._placeholder(name, key, here))

    def contact(self, key: str) -> Contact:
        """Return a contact of content/england/contacts.yml. Raises KeyError if it is not there."""
        return self.contacts[key]

    def reference(self, key: str) -> Reference:
        """Return a reference of content/england/law.yml. Raises KeyError if it is not there."""
        return self.references[key]

    def emergency(self, council: str | None = None) -> Emergency:
        """Return the numbers of a council's children's team; none where no council is named.

        Raises UnknownCouncil.
        """
        return self._council(council).emergency if council else Emergency(None, None)

    def leaflet(self, council: str) -> Leaflet:
        """Return a council's leaflet, word for word, with corrections. Raises UnknownCouncil."""
        return self._council(council).leaflet

    @property
    def misprints(self) -> tuple[Correction, ...]:
        """Every number and address in a leaflet that is wrong or dead, with what to say instead."""
        return tuple(
            correction
            for council in self.councils.values()
            for correction in council.corrections
            if correction.kind == "contact"
        )

    def source_of_leaflet(self, quote: str, council: str) -> Source:
        """Return the source for words of a council's leaflet, linked to this guide's own page.

        Raises UnknownCouncil, or LookupError if the words do not stand in the leaflet.
        """
        here = self._council(council)
        section = here.leaflet.section_of(quote)
        if section is None:
            raise LookupError(f"{council}'s leaflet does not say {quote!r}")
        return Source(here.leaflet_title, folded(quote), f"/{here.slug}#{section.id}")

    def source_of_law(self, key: str) -> Source:
        """Return the source for a key of law.yml. Raises KeyError if it is not there."""
        reference = self.references[key]
        return Source(reference.title, reference.says, reference.url)

    def source_of_limit(self, reference: LimitReference) -> Source:
        """Return the source for what a time limit rests on: a leaflet's words, or the law."""
        if reference.quote:
            return self.source_of_leaflet(reference.quote, reference.key)
        law = self.source_of_law(reference.key)
        return Source(reference.title or law.title, law.quote, reference.url or law.url)

    def _council(self, slug: str) -> Council:
        if slug not in self.councils:
            known = ", ".join(self.councils)
            raise UnknownCouncil(f"unknown council {slug!r:.60}: it must be one of {known}")
        return self.councils[slug]

    def _source(self, source: str | Mapping[str, str], council: Council | None) -> Source:
        if isinstance(source, str):
            return self.source_of_law(source)
        if council is None:
            raise LookupError("England has no leaflet")
        return self.source_of_leaflet(source["leaflet"], council.slug)

    def _placeholder(self, name: str, key: str | None, council: Council | None) -> str:
        """Return what stands for a placeholder. Raises KeyError for an unknown one."""
        if name == "contact" and key:
            return self.contacts[key].name_and_phone
        if key:
            raise KeyError(f"{name}:{key}")
        if name == "ombudsman_phone":
            return self.contacts["ombudsman"].phone or self.contacts["ombudsman"].name
        if name == "councils":
            return " and ".join(one.name for one in self.councils.values())
        if council is None:
            return self._placeholders[name]
        return {
            "council": council.name,
            "team": council.titles["team"].say,
            "contact": council.contact,
        }[name]

    def _links(self, entry: Mapping[str, Any], council: Council | None) -> tuple[Link, ...]:
        """Link to whom the answer names, to the council's website, and to our help with a letter.

        Each only where it belongs to the answer.
        """
        found = PLACEHOLDER.findall(f"{entry['text']} {entry['more'] or ''}")
        keys = [key for name, key in found if name == "contact" and key]
        keys += ["ombudsman" for name, _ in found if name == "ombudsman_phone"]
        contacts = (self.contacts[key] for key in dict.fromkeys(keys))
        links = [Link(contact.name.removeprefix("the "), contact.url) for contact in contacts]
        if council and entry["kind"] == "contact":
            links.append(Link(council.name, council.home_page))
        if entry["letter"]:
            here = f"council={council.slug}&" if council else ""
            address = f"/letter?{here}purpose={entry['letter']}"
            links.append(Link(choice_labels(self.root)["write_letter"], address))
        return tuple(links)


@cache
def _load(root: Path) -> Catalogue:
    problems: list[Problem] = []

    def read(reader: Callable[..., Read], *arguments: Any) -> Read | None:
        try:
            return reader(*arguments)
        except ContentError as error:
            problems.extend(error.problems)
            return None

    england = root / ENGLAND
    references = read(read_references, root)
    contacts = read(read_contacts, root)
    placeholders = read(read_checked, england / "placeholders.yml", "placeholders")
    folders = [path.parent for path in sorted(root.glob("*/council.yml"))]
    councils = {folder.name: read(read_council, folder) for folder in folders}
    answers = {folder.name: read(read_answers, folder) for folder in [england, *folders]}
    if not answers[ENGLAND] and not problems:
        mistake, remedy = "no topic is answered", "write answers_procedure.yml"
        problems.append(Problem(f"content/{ENGLAND}", "", mistake, remedy))
    if problems or references is None or contacts is None or placeholders is None:
        raise ContentError(problems)
    national = answers[ENGLAND] or {}
    catalogue = Catalogue(
        root=root,
        councils=MappingProxyType({slug: council for slug, council in councils.items() if council}),
        references=MappingProxyType(references),
        contacts=MappingProxyType(contacts),
        topics=tuple(national),
        _answers=MappingProxyType({slug: entries or {} for slug, entries in answers.items()}),
        _placeholders=MappingProxyType(placeholders["placeholders"]),
    )
    problems = [
        problem
        for slug, entries in catalogue._answers.items()
        for topic, entry in entries.items()
        for problem in _broken_ties(catalogue, slug, topic, entry)
    ]
    if problems:
        raise ContentError(problems)
    return catalogue


def _broken_ties(
    catalogue: Catalogue, slug: str, topic: str, entry: Mapping[str, Any]
) -> list[Problem]:
    """Return what an answer names that does not exist: topics, sources, quotations and the like."""
    here = catalogue.councils.get(slug)
    problems: list[Problem] = []

    def found(place: str, mistake: str, remedy: str) -> None:
        file = f"content/{slug}/answers"
        problems.append(Problem(file, f"topics > {topic} > {place}", mistake, remedy))

    if topic not in catalogue._answers[ENGLAND]:
        found("", "England has no such topic", "answer it in content/england/ too")
    if slug == ENGLAND and "label" not in entry:
        found("label", "the label is missing", "write the words of a button")
    for following in entry.get("next", ()):
        if following not in catalogue._answers[ENGLAND]:
            found("next", f"there is no topic {following!r}", "name a topic of content/england/")
    for number, source in enumerate(entry["sources"], start=1):
        place = f"sources > item {number}"
        try:
            catalogue._source(source, here)
        except KeyError:
            found(place, f"law.yml has no key {source!r}", "name a key of content/england/law.yml")
        except LookupError as error:
            found(place, str(error), "put the leaflet's own words there")
    for name in ("label", "text", "simple", "more"):
        try:
            filled(entry.get(name, ""), lambda n, k: catalogue._placeholder(n, k, here))
        except KeyError as error:
            found(name, f"unknown placeholder {error}", "content/README.md lists them")
    return problems
