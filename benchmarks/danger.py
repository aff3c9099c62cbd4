"""Measures how danger is seen and chooses the thresholds for it: `python -m benchmarks.danger`.

Three ways are scored: the patterns alone, the classifier's statistics alone, and both together as
in the dialogue. Danger counts as seen where anything is raised, because each reply then begins with
999. Validation wordings choose the thresholds; held-out wordings are only scored, as totals.

The thresholds are chosen by a stated rule. `worry` is the one at which the statistics alone miss
least danger, while both together alarm at most 6 of 1,000 ordinary messages, and at most 3 % at the
upper end of the interval; of equals, the highest. The patterns are left out of what is missed
because they were mended with these wordings in view; 6 leaves room for words of other hands, which
alarm more often. `danger` is then the one that sees most danger in its right tier while at most 3
of 1,000 ordinary messages are taken for danger now; of equals, the highest.
"""

from __future__ import annotations

import re
import sys
import warnings
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from benchmarks.learnt import Learnt
from benchmarks.shares import Share, table
from benchmarks.wordings import SETS, TESTS, read_wordings
from bot.danger import Danger, assess, is_figure_of_speech
from bot.nlu.danger import Thresholds, decide
from bot.nlu.danger_shares import DangerShares, danger_shares
from bot.nlu.intents import whole_and_parts

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "reports"
VALIDATION = TESTS / "danger_validation.yml"
HELD_OUT = {
    "held-out": TESTS / "danger_held_out.yml",
    "held-out, another hand": TESTS / "danger_held_out_fresh.yml",
    "held-out, a third hand": TESTS / "danger_held_out_second.yml",
}
ORDINARY = (SETS["validation"], SETS["validation-fresh"], SETS["validation-third"])
HELD_OUT_ORDINARY = (SETS["held-out"], SETS["held-out-second"])
SPEAK_OF_DANGER = {"report_danger", "report_worry", "ask_urgent_move", "ask_historic_abuse"}
"""Intents whose messages may rightly raise danger or a worry: they are not ordinary."""

MOST_ALARMS = 0.006
"""The share of ordinary messages that may raise anything."""
MOST_ALARMS_AT_WORST = 0.03
"""The same at the upper end of its 95 % interval."""
MOST_ALARMS_NOW = 0.003
"""The share of ordinary messages that may be taken for danger now."""
STEPS = tuple(round(step / 100, 2) for step in range(3, 96))
"""The thresholds that are tried."""

Way = Literal["patterns alone", "statistics alone", "both together"]
WAYS: tuple[Way, ...] = ("patterns alone", "statistics alone", "both together")


@dataclass(frozen=True)
class Seen:
    """A message with what the patterns and the classifier see in it.

    `tier` is what is right: now, worry, or None for a message without danger. With `either` the
    next higher tier is right too.
    """

    tier: str | None
    either: bool
    danger: Danger | None
    shares: tuple[DangerShares, ...]
    figure: bool

    def raised(self, way: Way, thresholds: Thresholds) -> str | None:
        """Return the tier that is raised in this way."""
        if way == "patterns alone":
            return self.danger.tier if self.danger else None
        danger = self.danger if way == "both together" else None
        decision = decide(danger, [], self.shares, figure=self.figure, thresholds=thresholds)
        return decision.tier if decision else None

    def right(self, raised: str | None) -> bool:
        """Whether the tier raised is a right one."""
        higher = {None: "worry", "worry": "now", "now": "now"}
        return raised == self.tier or (self.either and raised == higher[self.tier])


@dataclass(frozen=True)
class Messages:
    """Messages that speak of danger, look-alikes, and ordinary messages."""

    danger: tuple[Seen, ...]
    look_alikes: tuple[Seen, ...]
    ordinary: tuple[Seen, ...] = ()


def look(entries: Sequence[Mapping[str, Any]], learnt: Learnt) -> tuple[Seen, ...]:
    """Return each entry (`text`, `tier`, `either`) with what is seen in it."""
    asked = [whole_and_parts(entry["text"]) for entry in entries]
    flat = [text for texts in asked for text in texts]
    rows = iter(learnt.probabilities(flat) if flat else ())
    return tuple(
        Seen(
            tier=entry.get("tier") if entry.get("tier") in ("now", "worry") else None,
            either=bool(entry.get("either")),
            danger=assess(entry["text"]),
            shares=tuple(danger_shares(learnt.model.intents, next(rows)) for _ in texts),
            figure=is_figure_of_speech(entry["text"]),
        )
        for entry, texts in zip(entries, asked, strict=True)
    )


def read_messages(file: Path, learnt: Learnt, ordinary: Iterable[Path] = ()) -> Messages:
    """Read a file of danger and look-alikes, and ordinary messages from files of questions."""
    stored = yaml.safe_load(file.read_text(encoding="utf-8"))
    usual = [
        {"text": one.text}
        for path in ordinary
        for one in read_wordings(path)
        if not set(one.intents) & SPEAK_OF_DANGER
    ]
    alike = [{**entry, "tier": None} for entry in stored["look_alikes"]]
    return Messages(look(stored["danger"], learnt), look(alike, learnt), look(usual, learnt))


def measures(messages: Messages, way: Way, thresholds: Thresholds) -> list[Share]:
    """Return recall, precision and false alarms in one way."""

    def share(what: str, some: Iterable[Seen], hit: Callable[[Seen, str | None], bool]) -> Share:
        return Share.count(what, (hit(one, one.raised(way, thresholds)) for one in some))

    danger, alike = messages.danger, messages.look_alikes
    now = [one for one in danger if one.tier == "now"]
    worry = [one for one in danger if one.tier == "worry"]
    found = [
        share("danger now or worry seen", danger, lambda _, raised: raised is not None),
        share("danger now seen", now, lambda _, raised: raised is not None),
        share("danger now seen as now", now, lambda _, raised: raised == "now"),
        share("worry seen", worry, lambda _, raised: raised is not None),
        share("worry seen in a right tier", worry, Seen.right),
        precision(messages, way, thresholds),
        share("false alarms on look-alikes", alike, lambda one, raised: not one.right(raised)),
        share("  of them danger now", alike, lambda _, raised: raised == "now"),
    ]
    if messages.ordinary:
        usual = messages.ordinary
        found += [
            share("ordinary messages alarmed", usual, lambda _, raised: raised is not None),
            share("  of them danger now", usual, lambda _, raised: raised == "now"),
        ]
    return found


def precision(messages: Messages, way: Way, thresholds: Thresholds) -> Share:
    """Return how many of the messages that raise something speak of danger, beside look-alikes."""
    raised = [
        (one, tier)
        for one in (*messages.danger, *messages.look_alikes)
        if (tier := one.raised(way, thresholds))
    ]
    # A worry that is right for a look-alike is neither a find nor a false alarm.
    told = [one.tier is not None for one, tier in raised if one.tier or not one.right(tier)]
    return Share.count("precision beside look-alikes", told)


@dataclass(frozen=True)
class Point:
    """What one threshold brings: shares from 0 to 1."""

    threshold: float
    recall: float
    alarms: float
    alarms_at_worst: float
    precision: float
    right_tier: float
    alarms_now: float


def point(messages: Messages, way: Way, thresholds: Thresholds, threshold: float) -> Point:
    """Return what `thresholds` bring; `threshold` is the one that is being tried."""
    ordinary = [one.raised(way, thresholds) for one in messages.ordinary]
    alarms = Share.count("any", (tier is not None for tier in ordinary))
    danger = [(one, one.raised(way, thresholds)) for one in messages.danger]
    return Point(
        threshold=threshold,
        recall=Share.count("seen", (tier is not None for _, tier in danger)).value,
        alarms=alarms.value,
        alarms_at_worst=alarms.interval[1],
        precision=precision(messages, way, thresholds).value,
        right_tier=Share.count("right", (one.right(tier) for one, tier in danger)).value,
        alarms_now=Share.count("now", (tier == "now" for tier in ordinary)).value,
    )


def curve(messages: Messages, way: Way, thresholds: Thresholds) -> list[Point]:
    """Return what each threshold for a warning (`worry`) brings."""
    return [point(messages, way, replace(thresholds, worry=step), step) for step in STEPS]


def chosen_worry(points: Sequence[Point]) -> float:
    """Return the threshold for a warning, by the rule above; the highest where none keeps it."""
    kept = [
        one
        for one in points
        if one.alarms <= MOST_ALARMS and one.alarms_at_worst <= MOST_ALARMS_AT_WORST
    ]
    if not kept:
        return points[-1].threshold
    return max(kept, key=lambda one: (one.recall, one.threshold)).threshold


def chosen_danger(points: Sequence[Point]) -> float:
    """Return the threshold for danger now, by the rule above; the highest where none keeps it."""
    kept = [one for one in points if one.alarms_now <= MOST_ALARMS_NOW]
    if not kept:
        return points[-1].threshold
    return max(kept, key=lambda one: (one.right_tier, one.threshold)).threshold


def choose(messages: Messages, thresholds: Thresholds) -> Thresholds:
    """Return thresholds with `worry` and `danger` chosen on these messages."""
    alone = curve(messages, "statistics alone", thresholds)
    together = curve(messages, "both together", thresholds)
    worry = chosen_worry(
        [replace(both, recall=one.recall) for both, one in zip(together, alone, strict=True)]
    )
    settled = replace(thresholds, worry=worry)
    tried = [
        point(messages, "both together", replace(settled, danger=step), step) for step in STEPS
    ]
    return replace(settled, danger=chosen_danger(tried))


def read_thresholds(config: Path = ROOT / "config.yml") -> Thresholds:
    """Return the thresholds that config.yml gives the detector, or the usual ones."""
    pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    options = next(one for one in pipeline if one["name"].endswith(".DangerDetector"))
    usual = asdict(Thresholds())
    return Thresholds(**{name: options.get(f"{name}_threshold", usual[name]) for name in usual})


def with_thresholds(config: str, thresholds: Thresholds) -> str:
    """Return the text of config.yml with the two chosen thresholds in it; nothing else changes."""
    detector = re.compile(
        r"^(?P<name> +- name: bot\.nlu\.danger\.DangerDetector\n)(?P<options>(?:    +\S.*\n)*)",
        re.M,
    )

    def written(found: re.Match[str]) -> str:
        ours = ("danger_threshold:", "worry_threshold:")
        lines = found["options"].splitlines(keepends=True)
        others = "".join(line for line in lines if not line.strip().startswith(ours))
        chosen = f"    danger_threshold: {thresholds.danger}\n"
        return f"{found['name']}{chosen}    worry_threshold: {thresholds.worry}\n{others}"

    changed, times = detector.subn(written, config)
    if times != 1:
        raise ValueError("config.yml must name bot.nlu.danger.DangerDetector once.")
    return changed


def show(title: str, messages: Messages, thresholds: Thresholds) -> None:
    """Print each measure in each way, with its 95 % interval."""
    print(f"\n{title}\n{'=' * len(title)}")
    for way in WAYS:
        print(f"\n{way}")
        print("\n".join(table(measures(messages, way, thresholds))), flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each measure, draw the curves and say which thresholds follow; return 0."""
    parser = ArgumentParser(prog="python -m benchmarks.danger", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="score this file alone")
    parser.add_argument("--write", action="store_true", help="write the thresholds to config.yml")
    options = parser.parse_args(arguments)
    learnt, thresholds = Learnt.newest(), read_thresholds()
    if options.file:
        show(options.file.stem, read_messages(options.file, learnt), thresholds)
        return 0
    validation = read_messages(VALIDATION, learnt, ORDINARY)
    chosen = choose(validation, thresholds)
    print(f"Chosen on validation: worry_threshold {chosen.worry}, danger_threshold {chosen.danger}")
    if chosen == thresholds:
        print("config.yml has them already.")
    elif options.write:
        config = ROOT / "config.yml"
        changed = with_thresholds(config.read_text(encoding="utf-8"), chosen)
        config.write_text(changed, encoding="utf-8")
        print("Written to config.yml; they hold after the next training.")
    else:
        print("config.yml has others: --write changes them.")
    show("validation", validation, chosen)
    for name, file in HELD_OUT.items():
        show(name, read_messages(file, learnt, HELD_OUT_ORDINARY), chosen)

    warnings.simplefilter("ignore", DeprecationWarning)  # of what matplotlib stands on
    from benchmarks.danger_chart import draw

    curves = {way: curve(validation, way, chosen) for way in WAYS}
    print(f"\nWritten: {draw(curves, chosen, REPORTS / 'danger.png').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
