"""Scores what the guide understands and says: `python -m benchmarks.understanding`.

Each wording goes to the trained model and through the whole dialogue, in a conversation of its
own. Held-out wordings are only scored: totals go to the screen, single misses nowhere unless
--show-misses asks for them, and then to the report file alone. Validation wordings, which serve
to choose methods and thresholds, are shown with their misses.
"""

from __future__ import annotations

import asyncio
import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.conversations import Answered, ask, councils_in_turn
from benchmarks.required_facts import ENGLAND, RequiredFacts
from benchmarks.shares import Share, calibration_error, table
from benchmarks.wordings import (
    SETS,
    Wording,
    every,
    plain,
    read_list,
    read_wordings,
    training_wordings,
)
from bot.catalogue import CONTENT, Catalogue
from bot.catalogue.answers import read_answers
from bot.danger import assess
from bot.engine.agent import RasaEngine, quieten_rasa

REPORTS = Path(__file__).parents[1] / "reports"
WEAKEST_SHOWN = 15
WORRIES = {"report_danger", "report_worry", "ask_urgent_move", "ask_historic_abuse"}
"""Intents whose messages may rightly raise danger or a worry."""


@dataclass
class Report:
    """Figures under headings, and the wordings that went wrong."""

    title: str
    sections: dict[str, list[Share]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    per_intent: list[Share] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures as plain text."""
        lines = [self.title, "=" * len(self.title)]
        for heading, shares in self.sections.items():
            lines += ["", heading, *table(shares)]
        return [*lines, "", *self.notes]

    def weakest(self) -> list[str]:
        """The intents that are understood least often."""
        weak = sorted(self.per_intent, key=lambda share: (share.value, share.what))
        return [f"The {WEAKEST_SHOWN} intents understood least often", *table(weak[:WEAKEST_SHOWN])]

    def write(self, name: str, *, with_misses: bool) -> list[Path]:
        """Writes the figures to reports/ as JSON and markdown, and the misses where wanted."""
        REPORTS.mkdir(exist_ok=True)
        kept = {
            "sections": {
                heading: [share.as_json() for share in shares]
                for heading, shares in self.sections.items()
            },
            "notes": self.notes,
            "per_intent": [share.as_json() for share in self.per_intent],
        }
        as_json, page = REPORTS / f"{name}.json", REPORTS / f"{name}.md"
        as_json.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        text = "\n".join([*self.lines(), "", "Each intent", *table(self.per_intent)])
        if with_misses:
            text += "\n".join(["", "", "Misses", *self.misses])
        page.write_text(f"```\n{text}\n```\n", encoding="utf-8")
        return [as_json, page]


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores the sets asked for, prints and writes the reports, and returns 0."""
    parser = ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="the held-out wordings alone")
    parser.add_argument("--held-out-second", action="store_true", help="those of another hand")
    parser.add_argument("--validation", action="store_true", help="the validation wordings alone")
    parser.add_argument("--validation-fresh", action="store_true", help="those of another hand")
    parser.add_argument("--validation-third", action="store_true", help="those of a third hand")
    parser.add_argument("--all-councils", action="store_true", help="each wording for each council")
    parser.add_argument("--show-misses", action="store_true", help="write held-out misses too")
    parser.add_argument("--quick", action="store_true", help="every fifth wording")
    options = parser.parse_args(arguments)
    chosen = [name for name in SETS if getattr(options, name.replace("-", "_"))] or list(SETS)

    quieten_rasa()
    engine = RasaEngine()
    engine.load()
    for name in chosen:
        report = asyncio.run(
            scored(engine, name, all_councils=options.all_councils, step=5 if options.quick else 1)
        )
        is_validation = name.startswith("validation")
        files = report.write(
            f"understanding-{name}", with_misses=is_validation or options.show_misses
        )
        print("\n".join(["", *report.lines(), "", *report.weakest()]))
        if is_validation and report.misses:
            print("\n".join(["", "Misses", *report.misses]))
        print(f"\nWritten: {', '.join(f'reports/{file.name}' for file in files)}", flush=True)
    return 0


async def scored(
    engine: RasaEngine, name: str, *, all_councils: bool = False, step: int = 1
) -> Report:
    """The report on one set of wordings; for held-out ones with danger, events and doubles."""
    report = Report(f"Understanding, {name} wordings")
    wordings = every(step, read_wordings(SETS[name]))
    councils = councils_in_turn(len(wordings))
    answered = await ask(engine, wordings, councils, about=name)
    score_intents(report, answered)
    if all_councils:
        everyone = (ENGLAND, *Catalogue.load().councils)
        repeated = [one for one in wordings for _ in everyone]
        answered = await ask(
            engine, repeated, list(everyone) * len(wordings), about=f"{name}, every council"
        )
    score_facts(report, answered)
    score_alarms(report, answered)
    if name == "held-out":
        await score_doubles(report, engine, step)
        await score_events(report, engine, step)
        await score_danger(report, engine, step)
    return report


def score_intents(report: Report, answered: Sequence[Answered]) -> None:
    """How often the right intent comes first, and what the person gets."""
    staged = [one for one in answered if one.wording.stage and one.right()]
    outcomes = Counter(one.outcome for one in answered)
    learnt = training_wordings()
    new = [one for one in answered if plain(one.wording.text) not in learnt]
    report.sections["What is asked"] = [
        Share.count("right intent first", (one.right() for one in answered)),
        Share.count("right intent first, words never learnt", (one.right() for one in new)),
        Share.count("right intent among the first two", (one.right(2) for one in answered)),
        Share.count(
            "right stage, where one is meant", (o.stage == o.wording.stage for o in staged)
        ),
    ]
    named = {
        "answered": "answered as it should be",
        "both": "in doubt, answered with another question",
        "asked": "asked: did you mean …?",
        "misled": "answered wrongly",
    }
    report.sections["What the person gets"] = [
        Share(words, outcomes[outcome], len(answered)) for outcome, words in named.items()
    ]
    sure = [(one.ranked[0]["confidence"], one.right()) for one in answered if one.ranked]
    report.notes.append(f"Expected calibration error: {calibration_error(sure):.3f}")
    by_intent: dict[str, list[bool]] = {}
    for one in answered:
        by_intent.setdefault(one.wording.intents[0], []).append(one.right())
        if not one.right():
            first = ", ".join(f"{r['name']} {r['confidence']:.2f}" for r in one.ranked[:2])
            report.misses.append(
                f"intent {one.wording.intents[0]}: {one.wording.text!r} -> {first}"
            )
    report.per_intent = [Share.count(intent, found) for intent, found in by_intent.items()]


def score_facts(report: Report, answered: Sequence[Answered]) -> None:
    """How many replies to a question hold every required fact."""
    facts = RequiredFacts.read()
    own = {council: read_answers(CONTENT / council) for council in Catalogue.load().councils}
    found: list[tuple[Answered, bool, bool]] = []
    for one in answered:
        if not one.topics:
            continue
        mistakes = [facts.mistakes(topic, one.council, one.said) for topic in one.topics]
        holds = any(not some for some in mistakes)
        leaflet = any(topic in own.get(one.council, {}) for topic in one.topics)
        found.append((one, holds, leaflet))
        if not holds:
            report.misses.append(
                f"facts {one.topics[0]} ({one.council}): {one.wording.text!r}: {mistakes[0][0]}"
            )
    said_wrong = [bool(facts.mistakes("", one.council, one.said)) for one in answered]
    report.sections["Replies that hold every required fact"] = [
        Share.count("all questions", (holds for _, holds, _ in found)),
        Share.count("where the leaflet itself answers", (h for _, h, leaflet in found if leaflet)),
        Share.count("of those understood", (h for one, h, _ in found if one.right())),
        Share.count("replies that say what none may say", said_wrong),
    ]


def score_alarms(report: Report, answered: Sequence[Answered]) -> None:
    """How often an ordinary message is taken for danger."""
    ordinary = [one for one in answered if not set(one.wording.intents) & WORRIES]
    alarms = [
        Share.count("taken for danger now", (one.tier == "now" for one in ordinary)),
        Share.count("taken for a worry", (one.tier == "worry" for one in ordinary)),
    ]
    report.sections["False alarms on ordinary messages"] = [
        *alarms,
        Share.count(
            "taken for danger now by the classifier alone",
            (one.tier == "now" and assess(one.wording.text) is None for one in ordinary),
        ),
    ]
    report.notes += [f"Ordinary messages {share.what}: {share.per_thousand()}" for share in alarms]
    report.misses += [f"alarm {one.tier}: {one.wording.text!r}" for one in ordinary if one.tier]


async def score_doubles(report: Report, engine: RasaEngine, step: int = 1) -> None:
    """Two questions in one message: are both answered, or at least offered?"""
    entries = every(step, read_list("double_questions", "questions"))
    wordings = [Wording(one["text"], tuple(one["intents"])) for one in entries]
    answered = await ask(engine, wordings, councils_in_turn(len(wordings)), about="two questions")
    met = [_met(one) for one in answered]
    report.sections["Two questions in one message"] = [
        Share.count("both answered", (all(how == "answered" for how in one) for one in met)),
        Share.count("both answered or offered", (all(one) for one in met)),
        Share.count("at least one answered", ("answered" in one for one in met)),
    ]
    report.misses += [
        f"two questions: {one.wording.text!r} -> {one.intent}"
        for one, how in zip(answered, met, strict=True)
        if not all(how)
    ]


def _met(one: Answered) -> list[str]:
    """For each question of a wording: answered, offered, or empty."""
    stage = one.wording.stage or one.stage
    asked = [
        replace(one, wording=Wording(one.wording.text, (intent,), stage))
        for intent in one.wording.intents
    ]
    found = []
    for question in asked:
        topics = question.topics
        how = ""
        if any(one.answers(topic) for topic in topics):
            how = "answered"
        elif any(one.offers(topic) for topic in topics):
            how = "offered"
        found.append(how)
    return found


async def score_events(report: Report, engine: RasaEngine, step: int = 1) -> None:
    """What happened last and when: does the guide remember it as the person told it?"""
    entries = every(step, read_list("events_held_out", "messages"))
    answered = await ask(
        engine,
        [Wording(one["text"], ("tell_event",)) for one in entries],
        [ENGLAND] * len(entries),
        about="events",
        today=[str(one["today"]) for one in entries],
    )
    events, days, wrong_days, rough, councils = [], [], [], [], []
    for entry, one in zip(entries, answered, strict=True):
        slots = one.remembered()
        given = slots.get("event_date") or {}
        right_day = is_right_day(entry, given.get("day"))
        events.append(slots.get("event") == entry["event"])
        days.append(right_day)
        wrong_days.append(bool(given) and not right_day)
        if given and entry["date"] and right_day:
            rough.append(bool(given.get("approximate")) == entry["approximate"])
        if entry.get("council"):
            councils.append(slots.get("council") == entry["council"])
        if not (events[-1] and right_day):
            report.misses.append(
                f"event {entry['event']} {entry['date']}: {entry['text']!r} -> "
                f"{slots.get('event')} {given.get('day')}"
            )
    both = [event and day for event, day in zip(events, days, strict=True)]
    report.sections["What happened, and when"] = [
        Share.count("right event", events),
        Share.count("right day, or rightly none", days),
        Share.count("event and day right", both),
        Share.count("a wrong day is taken", wrong_days),
        Share.count("roughly or exactly: told apart", rough),
        Share.count("right council, where one is named", councils),
    ]


def is_right_day(entry: dict[str, Any], day: str | None) -> bool:
    """Whether a day is a good reading; of a rough time, none is right too: the guide then asks."""
    expected = entry["date"] and str(entry["date"])
    if entry["approximate"] and expected:
        first, last = map(str, entry.get("between") or (expected, expected))
        return day is None or first <= day <= last
    return day == expected


async def score_danger(report: Report, engine: RasaEngine, step: int = 1) -> None:
    """Danger through the whole dialogue: 999 where it belongs, and only there."""
    danger = every(step, read_list("danger_held_out", "danger"))
    look_alikes = every(step, read_list("danger_held_out", "look_alikes"))
    entries = [*danger, *look_alikes]
    answered = await ask(
        engine,
        [_asked(entry) for entry in entries],
        councils_in_turn(len(entries)),
        about="danger",
    )
    found = list(zip(entries, answered, strict=True))
    now = [(e, one) for e, one in found if e.get("tier") == "now"]
    worry = [(e, one) for e, one in found if e.get("tier") == "worry"]
    alike = [(e, one) for e, one in found if e.get("figure")]
    alarm = [one.tier == "now" or (one.tier == "worry" and not e.get("either")) for e, one in alike]
    with_question = [one for _, one in worry if one.wording.intents and one.topics]
    report.sections["Danger, through the whole dialogue"] = [
        Share.count("now: emergency help comes first", (one.tier == "now" for _, one in now)),
        Share.count("now: the first reply says 999", (_says_999(one) for _, one in now)),
        Share.count("worry: the first reply says 999", (_says_999(one) for _, one in worry)),
        Share.count(
            "worry: in the right tier",
            (
                one.tier == "worry" or (one.tier == "now" and bool(e.get("either")))
                for e, one in worry
            ),
        ),
        Share.count(
            "worry: its question is answered",
            (any(one.answers(topic) for topic in one.topics) for one in with_question),
        ),
        Share.count("look-alikes: false alarm", alarm),
        Share.count("look-alikes: false alarm of danger now", (o.tier == "now" for _, o in alike)),
    ]
    report.misses += [f"danger {e['tier']}: {e['text']!r} -> {one.tier}" for e, one in now + worry
                      if one.tier != e["tier"]]  # fmt: skip
    report.misses += [
        f"look-alike: {e['text']!r} -> {one.tier}"
        for (e, one), wrong in zip(alike, alarm, strict=True)
        if wrong
    ]


def _asked(entry: dict[str, Any]) -> Wording:
    intents = [entry.get("intent"), *(entry.get("also") or ())]
    return Wording(entry["text"], tuple(intent for intent in intents if intent), None)


def _says_999(one: Answered) -> bool:
    return bool(one.turn.replies) and "999" in one.turn.replies[0].text


if __name__ == "__main__":
    sys.exit(main())
