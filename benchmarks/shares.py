"""Shares with their uncertainty, and the tables that show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

NORMAL_95 = 1.959964
"""How many standard deviations hold 95 % of a normal distribution, on both sides together."""
BINS = 10
"""Equally wide classes of confidence over which calibration is averaged."""


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share (Wilson 1927); 0 to 1 where `of` is 0."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = hits / of, NORMAL_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Share:
    """How many of how many, and what is measured."""

    what: str
    hits: int
    of: int

    @staticmethod
    def count(what: str, found: Iterable[bool]) -> Share:
        """The share of those that are true."""
        values = list(found)
        return Share(what, sum(values), len(values))

    @property
    def value(self) -> float:
        """The share itself, from 0 to 1; 0 where there is nothing to count."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % confidence interval (Wilson)."""
        return wilson(self.hits, self.of)

    def as_json(self) -> dict[str, Any]:
        """What the report keeps."""
        low, high = self.interval
        return {
            "what": self.what, "hits": self.hits, "of": self.of,
            "share": round(self.value, 4), "interval_95": [round(low, 4), round(high, 4)],
        }  # fmt: skip

    def per_thousand(self) -> str:
        """The share and its interval as numbers out of a thousand, for what is rare."""
        low, high = self.interval
        return f"{self.value * 1000:.1f} per 1,000 ({low * 1000:.1f} to {high * 1000:.1f})"


def table(shares: Sequence[Share]) -> list[str]:
    """One line a share: what, how many, the share and its interval."""
    width = max((len(share.what) for share in shares), default=0)
    lines = []
    for share in shares:
        low, high = share.interval
        counted = f"{share.hits:>5} of {share.of:<5}"
        lines.append(
            f"{share.what:<{width}} {counted} {share.value:>6.1%}  ({low:.1%} to {high:.1%})"
        )
    return lines


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """How far confidence lies from how often it is right, on average (Naeini et al. 2015).

    Each answer is its confidence from 0 to 1 and whether it was right.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in answers:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return sum(
        abs(sum(right for _, right in one) - sum(confidence for confidence, _ in one))
        for one in bins
    ) / max(len(answers), 1)
