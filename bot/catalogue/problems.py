"""What is wrong with a content file, said so that its writer can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file: where it is, what it is and how to put it right."""

    file: str
    place: str
    mistake: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}: at {self.place}" if self.place else self.file
        return f"{where}: {self.mistake}; {self.remedy}"


class ContentError(ValueError):
    """Raised when content/ cannot be used. `problems` holds every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownTopic(LookupError):
    """Raised when a topic is asked for that content/england/ has no answer to."""


class UnknownCouncil(LookupError):
    """Raised when a council is asked for that has no folder in content/."""


def shown(path: Path) -> str:
    """Return a file's name as messages show it: content/leicester/council.yml."""
    return "/".join(path.parts[-3:])


def place_of(path: Iterable[str | int]) -> str:
    """Return a place inside a file as messages show it: contacts > phone > quote.

    The items of a list are counted from 1, as a reader counts them.
    """
    return " > ".join(f"item {step + 1}" if isinstance(step, int) else step for step in path)
