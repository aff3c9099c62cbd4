"""The words of choices that are not questions: `content/england/choices.yml`."""

from __future__ import annotations

import functools
from pathlib import Path

from bot.catalogue.reading import CONTENT, read_checked


@functools.cache
def choice_labels(root: Path = CONTENT) -> dict[str, str]:
    """Label by key. Raises ContentError where the file is at fault."""
    labels: dict[str, str] = read_checked(root / "england" / "choices.yml", "choices")["choices"]
    return labels
