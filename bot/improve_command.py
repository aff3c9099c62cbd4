"""`python -m bot improve FILE`: shows what the guide makes of messages that people really sent.

FILE is text with one message a line, or a .csv file with a column `text`. Personal details must
have been taken out before. What the guide would not answer surely is put into groups of like
meaning, each with the intent that it may belong to, or with the word that a topic is missing. The
report goes to reports/, where nothing is kept in version control. Nothing is learnt from the file
by itself: an officer reads the groups, and writes wordings of their own into data/nlu.yml.
"""

from __future__ import annotations

import csv
import io
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "reports"
BATCH = 64
LONGEST = 1000
"""Characters of a message that are read, as on the page."""
SHOWN_OF_GROUP = 8
KNOWN_OF_INTENT = 30
LEAST_SURE = 0.4
"""Share, from 0 to 1, of its likeliest intent below which a whole group has none."""
SURE, DANGER = "answered", "danger"
UNSURE, ASIDE, UNKNOWN = "in doubt", "another subject", "not understood"
OUTCOMES = (SURE, DANGER, UNSURE, ASIDE, UNKNOWN)
NOT_ANSWERED = {
    "nlu_fallback": UNKNOWN,
    "nonsense": UNKNOWN,
    "off_topic": ASIDE,
    "ask_other_services": ASIDE,
}
TO_GROUP = (UNSURE, ASIDE, UNKNOWN)


class UnreadableFile(ValueError):
    """Raised when a file of messages cannot be used; it says what to put right."""


@dataclass(frozen=True)
class Understood:
    """What the guide makes of one message that was sent `times` times.

    `ranking` holds the likeliest intents with the classifier's confidence, from 0 to 1.
    """

    text: str
    times: int
    intent: str
    ranking: Mapping[str, float]
    outcome: str

    @property
    def confidence(self) -> float:
        """How sure the guide is of the intent that it takes."""
        return self.ranking.get(self.intent, 0.0)


def main(arguments: Sequence[str]) -> int:
    """Read the messages, print the figures and groups, write the report. Returns 1 on bad input."""
    parser = ArgumentParser(prog="python -m bot improve", description=__doc__)
    parser.add_argument("file", type=Path, help="messages, one a line, or .csv with a column text")
    parser.add_argument("--report", type=Path, default=REPORTS / "improve.md")
    options = parser.parse_args(arguments)

    from bot.engine.agent import NoModelError, RasaEngine, quieten_rasa

    try:
        messages = read_messages(options.file)
        quieten_rasa()
        print("Loading the guide ...", flush=True)
        engine = RasaEngine()
        engine.load()
    except (UnreadableFile, NoModelError) as problem:
        print(problem, file=sys.stderr)
        return 1
    personal = lines_with_personal_details(messages)
    found = list(understand(engine, Counter(messages)))
    report = "\n".join([*summary(found, personal), "", *group_lines(found), "", *table(found)])
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(report + "\n", encoding="utf-8")
    print("\n".join(["", *summary(found, personal)]))
    print(f"\nThe groups and every message: {options.report}")
    return 0


def read_messages(file: Path) -> list[str]:
    """Return the messages of a file, without empty ones. Raises UnreadableFile."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"{file}: {error.strerror}. Give a file of messages.") from None
    except UnicodeDecodeError:
        raise UnreadableFile(f"{file} is not text in UTF-8: save it as UTF-8 first.") from None
    lines = _column(file, content) if file.suffix.lower() == ".csv" else content.splitlines()
    messages = [" ".join(line.split())[:LONGEST] for line in lines]
    messages = [message for message in messages if message]
    if not messages or any("\0" in message for message in messages):
        raise UnreadableFile(f"{file} holds no messages: write one on each line.")
    return messages


def _column(file: Path, content: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(content, newline=""))
    if "text" not in (rows.fieldnames or ()):
        raise UnreadableFile(f"{file} has no column named text: name the column of the messages.")
    return [row["text"] or "" for row in rows]


def lines_with_personal_details(messages: Sequence[str]) -> list[int]:
    """Return the numbers of the messages that seem to hold personal details, from 1."""
    from bot.catalogue import Catalogue
    from bot.web.redaction import printed_details, redacted

    printed = printed_details(Catalogue.load())
    return [at for at, one in enumerate(messages, start=1) if redacted(one, printed).kinds]


def understand(engine: Any, messages: Counter[str]) -> Iterator[Understood]:
    """Yield what the guide makes of each different message; shows how far it has come."""
    from tqdm import tqdm

    texts = list(messages)
    with tqdm(total=len(texts), unit=" messages", desc="Reading") as progress:
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            for text, parsed in zip(batch, engine.parse_many(batch), strict=True):
                yield _understood(text, messages[text], parsed)
            progress.update(len(batch))


def _understood(text: str, times: int, parsed: dict[str, Any]) -> Understood:
    intent, entities = str(parsed["intent"]["name"]), parsed["entities"]
    ranking = {one["name"]: one["confidence"] for one in parsed["intent_ranking"]}
    return Understood(text, times, intent, ranking, _outcome(intent, entities))


def _outcome(intent: str, entities: Iterable[Mapping[str, Any]]) -> str:
    if intent == "report_danger" or any(one["entity"] == "danger" for one in entities):
        return DANGER
    if any(one.get("unsure") for one in entities):
        return UNSURE
    return NOT_ANSWERED.get(intent, SURE)


def summary(found: Sequence[Understood], personal: Sequence[int]) -> list[str]:
    """Return the figures, and a warning where there seem to be personal details."""
    times = sum(one.times for one in found)
    lines = [f"# {times} messages, {len(found)} of them different", ""]
    for outcome in OUTCOMES:
        count = sum(one.times for one in found if one.outcome == outcome)
        lines.append(f"- {outcome}: {count} ({count / times:.1%})")
    if personal:
        some = ", ".join(map(str, personal[:20]))
        lines += ["", f"Take out personal details first. Messages that seem to hold some: {some}"]
    return lines


def group_lines(found: Sequence[Understood]) -> list[str]:
    """Return the groups of what was not surely answered, largest first, then what stands alone."""
    from bot.nlu.encoder import sentence_encoder
    from bot.nlu.grouping import NEW_BELOW, groups_by_meaning, likeness, sentence_vectors

    unsure = [one for one in found if one.outcome in TO_GROUP]
    if not unsure:
        return ["Every message was answered: there is nothing to group."]
    encode = sentence_encoder().encode
    vectors = sentence_vectors(encode([one.text for one in unsure]))
    known = sentence_vectors(encode(some_wordings_of_each_intent()))
    lines = ["# Groups of what was not surely answered"]
    for number, members in enumerate(groups_by_meaning(vectors), start=1):
        group = [unsure[at] for at in members]
        like = likeness(vectors[list(members)], known)
        lines += ["", f"## Group {number}, messages: {sum(one.times for one in group)}", ""]
        lines += [suggestion(group, is_new=like < NEW_BELOW), ""]
        lines += [f"- {one.text}" for one in group[:SHOWN_OF_GROUP]]
        if len(group) > SHOWN_OF_GROUP:
            lines.append(f"- and {len(group) - SHOWN_OF_GROUP} more")
    return lines


def suggestion(group: Sequence[Understood], *, is_new: bool) -> str:
    """Return what a group may ask: the intents that its messages are likeliest to have."""
    shares: Counter[str] = Counter()
    for one in group:
        shares.update({intent: share / len(group) for intent, share in one.ranking.items()})
    (first, share), *others = shares.most_common(2)
    intent = f"`{first}` ({label_of(first)}), {share:.0%} sure"
    if is_new or (len(group) > 1 and share < LEAST_SURE):
        return f"**A topic may be missing.** The likest that there is: {intent}."
    return f"May belong to {intent}{f'; or to `{others[0][0]}`' if others else ''}."


def some_wordings_of_each_intent() -> list[str]:
    """Return up to KNOWN_OF_INTENT wordings of data/nlu.yml for each intent, spread over it."""
    from bot.catalogue import read_yaml

    found = []
    for entry in read_yaml(ROOT / "data" / "nlu.yml")["nlu"]:
        lines = entry.get("examples", "").splitlines()
        step = max(1, len(lines) // KNOWN_OF_INTENT)
        found += [line.removeprefix("- ") for line in lines[::step][:KNOWN_OF_INTENT]]
    return found


def table(found: Iterable[Understood]) -> list[str]:
    """Return every message with what the guide takes it for, the least sure first."""
    rows = sorted(found, key=lambda one: (-OUTCOMES.index(one.outcome), one.confidence))
    lines = ["# Every message, the least sure first", ""]
    lines += ["| message | times | outcome | taken for | sure |", "| --- | --- | --- | --- | --- |"]
    for one in rows:
        cells = (one.text.replace("|", "\\|"), one.times, one.outcome, label_of(one.intent))
        lines.append(f"| {' | '.join(map(str, cells))} | {one.confidence:.2f} |")
    return lines


def label_of(intent: str) -> str:
    """Return the question that an intent asks, as its button has it; else the intent's name."""
    from bot.catalogue import Catalogue

    topic = intent.removeprefix("ask_")
    catalogue = Catalogue.load()
    return catalogue.answer(topic, None).label if topic in catalogue.topics else intent
