"""Scores the danger patterns on held-out wordings: `python -m benchmarks.danger`.

It prints totals only. The wordings measure; whoever looks at a single one to mend a pattern makes
the measure worthless. `either: true` means that the next higher tier is right too.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from bot.danger import assess

HELD_OUT = Path(__file__).parents[1] / "tests" / "nlu" / "danger_held_out.yml"
NORMAL_95 = 1.959964
"""How many standard deviations hold 95 % of a normal distribution, on both sides together."""

Wording = Mapping[str, Any]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share (Wilson 1927); 0 to 1 where `of` is 0."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = hits / of, NORMAL_95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def tier_of(text: str) -> str | None:
    """Return the tier that the patterns give a text."""
    danger = assess(text)
    return danger.tier if danger else None


def right_worry(item: Wording) -> bool:
    """Whether a worry is seen as one; as danger now only where either is right."""
    tier = tier_of(item["text"])
    return tier == "worry" or (tier == "now" and bool(item.get("either")))


def false_alarm(item: Wording) -> bool:
    """Whether a look-alike raises what it must not; where either is right, a worry may be."""
    tier = tier_of(item["text"])
    return tier == "now" or (tier == "worry" and not item.get("either"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each measure with its 95 % interval and return 0."""
    parser = ArgumentParser(prog="python -m benchmarks.danger", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=HELD_OUT)
    stored = yaml.safe_load(parser.parse_args(arguments).file.read_text(encoding="utf-8"))
    danger = stored["danger"]
    now = [item for item in danger if item["tier"] == "now"]
    worry = [item for item in danger if item["tier"] == "worry"]
    _show("danger seen, any tier", danger, lambda item: tier_of(item["text"]) is not None)
    _show("danger now seen, any tier", now, lambda item: tier_of(item["text"]) is not None)
    _show("danger now seen as now", now, lambda item: tier_of(item["text"]) == "now")
    _show("worry seen, any tier", worry, lambda item: tier_of(item["text"]) is not None)
    _show("worry seen in the right tier", worry, right_worry)
    _show("false alarms on look-alikes", stored["look_alikes"], false_alarm)
    return 0


def _show(what: str, items: Iterable[Wording], right: Callable[[Wording], bool]) -> None:
    found = [right(item) for item in items]
    low, high = wilson(sum(found), len(found))
    share = sum(found) / len(found) if found else 0.0
    print(f"{what:<30}{sum(found):>5} of {len(found):<5}{share:>7.1%}  ({low:.1%} to {high:.1%})")


if __name__ == "__main__":
    sys.exit(main())
