"""What the classifier's statistics say of danger; `bot.nlu.danger` decides what follows.

The classifier learns danger beside every question of the guide and beside look-alikes. It does so
because a classifier of its own, with danger on one side and all else on the other, was measured to
miss several times as much at the same rate of false alarms: what is not danger is of many kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NOW, WORRY = "report_danger", "report_worry"
LOOK_ALIKE = "look_alike"
"""What sounds like danger and is none. It is learnt, and never an intent of a message."""

SHARES = "danger_shares"
"""Where a message keeps its DangerShares: first those of the whole, then those of its parts."""


@dataclass(frozen=True)
class DangerShares:
    """Probabilities from 0 to 1 that a text is danger now, a worry, or a look-alike of danger."""

    now: float = 0.0
    worry: float = 0.0
    look_alike: float = 0.0

    @property
    def danger(self) -> float:
        """The probability of either: low shares of both together are still a warning."""
        return self.now + self.worry

    @property
    def tier(self) -> str:
        """The likelier of the two; in doubt the higher."""
        return "now" if self.now >= self.worry else "worry"

    def warns(self, least: float) -> bool:
        """Whether danger has at least this probability, and is likelier than its look-alikes."""
        return self.danger >= least and self.danger >= self.look_alike


def danger_shares(intents: Sequence[str], probabilities: Iterable[float]) -> DangerShares:
    """Return the shares of danger in one text's probabilities, in the order of `intents`."""
    by_intent = dict(zip(intents, map(float, probabilities), strict=True))
    return DangerShares(
        by_intent.get(NOW, 0.0), by_intent.get(WORRY, 0.0), by_intent.get(LOOK_ALIKE, 0.0)
    )


def without_look_alike(
    intents: Sequence[str], probabilities: Iterable[float]
) -> Mapping[str, float]:
    """Return the intents with their probabilities; what look-alikes took is shared out again."""
    left = {
        intent: float(share)
        for intent, share in zip(intents, probabilities, strict=True)
        if intent != LOOK_ALIKE
    }
    total = sum(left.values()) or 1.0
    return {intent: share / total for intent, share in left.items()}
