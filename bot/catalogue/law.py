"""Reads what the law says and whom to turn to: content/england/law.yml and contacts.yml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.catalogue.reading import ENGLAND, read_checked


@dataclass(frozen=True)
class Reference:
    """A rule of law, or a page of a body such as the Ombudsman.

    `says` is our own plain paraphrase, never a quotation. `sure` is A (read in the text itself) or
    B (read in a good second source). `checked` is the day, as 2026-11-22, it was last compared.
    """

    key: str
    title: str
    url: str
    says: str
    sure: Literal["A", "B"]
    checked: str


@dataclass(frozen=True)
class Contact:
    """A body that helps people everywhere in England. `phone` is None where none is given.

    `for_whom` completes "This is for …".
    """

    key: str
    name: str
    phone: str | None
    for_whom: str
    says: str
    url: str
    sure: Literal["A", "B"]
    checked: str
    email: str | None = None
    post: str | None = None

    @property
    def name_and_phone(self) -> str:
        """The name and how to phone, as it stands in a sentence: Childline on 0800 1111."""
        return f"{self.name} on {self.phone}" if self.phone else self.name


def read_references(root: Path) -> dict[str, Reference]:
    """Return every reference by its key. Raises ContentError if the file is wrong."""
    stored = read_checked(root / ENGLAND / "law.yml", "law")["references"]
    return {key: Reference(key=key, **entry) for key, entry in stored.items()}


def read_contacts(root: Path) -> dict[str, Contact]:
    """Return every contact by its key. Raises ContentError if the file is wrong."""
    stored = read_checked(root / ENGLAND / "contacts.yml", "contacts")["contacts"]
    return {
        key: Contact(key=key, for_whom=entry["for"], **{k: entry[k] for k in entry if k != "for"})
        for key, entry in stored.items()
    }
