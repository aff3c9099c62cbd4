"""Checks that every fact in content/ rests on a source: `python -m bot check` runs them all.

Loading the catalogue already proves that the files keep the schema and that sources, quotations,
placeholders and next topics exist. What is here takes longer or needs the originals.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.catalogue.answers import Answer
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.councils import Council
from bot.catalogue.figures import figures_of
from bot.catalogue.leaflet import folded, words_of_original
from bot.catalogue.plain_words import PlainWords, read_plain_words
from bot.catalogue.problems import ContentError, Problem, shown
from bot.catalogue.reading import ENGLAND, kinds, read_checked

OWN_WORDS = "put the leaflet's own sentence there"
_KINDS = {"councils": "english_councils", "emergency": "emergency_words"}


def content_problems(catalogue: Catalogue, originals: Path) -> Iterator[Problem]:
    """Yield every mistake in the facts and the words of a content folder.

    `originals` is the folder with each council's leaflet as it was handed over: <slug>.txt.
    """
    plain = plain_words(catalogue)
    yield from law_problems(catalogue, plain)
    for council in catalogue.councils.values():
        yield from council_problems(council, catalogue, originals, plain)
    for slug in (None, *catalogue.councils):
        for topic in catalogue.topics:
            answer = catalogue.answer(topic, slug)
            file = f"content/{slug or ENGLAND}/answers"
            yield from answer_problems(answer, file, catalogue, slug)
            yield from word_problems(answer, file, plain)


def schema_problems(root: Path) -> Iterator[Problem]:
    """Yield where a file of the folder breaks its rules in content/schema.json."""
    for path in sorted(root.glob("*/*.yml")):
        try:
            read_checked(path, kind_of(path))
        except ContentError as error:
            yield from error.problems


def kind_of(path: Path) -> str:
    """Return the kind of a file, which its name tells, as content/schema.json calls it.

    Raises ContentError for a name that belongs to no kind.
    """
    kind = "answers" if path.stem.startswith("answers_") else _KINDS.get(path.stem, path.stem)
    if kind not in kinds():
        mistake, remedy = "no rules for a file of this name", "name it as content/README.md does"
        raise ContentError([Problem(shown(path), "", mistake, remedy)])
    return kind


def council_problems(
    council: Council, catalogue: Catalogue, originals: Path, plain: PlainWords
) -> Iterator[Problem]:
    """Yield every mistake in a council's folder, its answers left aside."""
    yield from mirror_problems(council, originals / f"{council.slug}.txt")
    yield from fact_problems(council, catalogue)
    yield from limit_problems(council, catalogue.root)
    yield from place_problems(council, catalogue)
    yield from council_word_problems(council, plain)


def plain_words(catalogue: Catalogue) -> PlainWords:
    """Return the rules of plain words, with the names that this catalogue's texts may hold."""
    names = [contact.name for contact in catalogue.contacts.values()]
    for council in catalogue.councils.values():
        names += [council.name, *council.names, *(t.say for t in council.titles.values())]
        names += [number.name for number in vars(council.emergency).values() if number]
    return read_plain_words(catalogue.root, names)


def law_problems(catalogue: Catalogue, plain: PlainWords) -> Iterator[Problem]:
    """Yield what is not plain in law.yml and contacts.yml, and contacts that lack their number."""
    for reference in catalogue.references.values():
        for mistake, remedy in plain.broken_by(reference.says):
            place = f"references > {reference.key} > says"
            yield Problem(f"content/{ENGLAND}/law.yml", place, mistake, remedy)
    for contact in catalogue.contacts.values():
        for mistake, remedy in plain.broken_by(contact.says):
            place = f"contacts > {contact.key} > says"
            yield Problem(f"content/{ENGLAND}/contacts.yml", place, mistake, remedy)
        if contact.phone and contact.phone not in contact.says:
            place = f"contacts > {contact.key} > says"
            mistake = f"the number {contact.phone} is not in the sentence"
            yield Problem(f"content/{ENGLAND}/contacts.yml", place, mistake, "put it there")


def mirror_problems(council: Council, original: Path) -> Iterator[Problem]:
    """Yield the first place where a mirrored leaflet leaves the original's words."""
    file = f"content/{council.slug}/leaflet.md"
    if not original.is_file():
        mistake = "there is no original to compare it with"
        yield Problem(file, "", mistake, f"put the council's own file at {original.name}")
        return
    try:
        expected = words_of_original(original.read_text("utf-8"), council.leaflet.omitted)
    except ValueError as error:
        yield Problem(file, "omitted", str(error), "name the words as the original has them")
        return
    mirrored = tuple(council.leaflet.text.split())
    for number, (word, other) in enumerate(zip(expected, mirrored, strict=False)):
        if word != other:
            near = " ".join(expected[max(0, number - 5) : number + 1])
            mistake = f"the original says {near!r}, the mirror says {other!r} there"
            yield Problem(file, f"word {number + 1}", mistake, "write it as the original has it")
            return
    if len(expected) != len(mirrored):
        mistake = f"the original has {len(expected)} words, the mirror {len(mirrored)}"
        yield Problem(file, "the end", mistake, "write it as the original has it")


def fact_problems(council: Council, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield facts whose quotation is not in the leaflet or does not hold what they state."""
    for place, quote, values in _facts(council):
        if council.leaflet.section_of(quote) is None:
            yield _fact(council, place, f"the leaflet does not say {quote!r}", OWN_WORDS)
        for value in values:
            if _letters(value) not in _letters(quote):
                yield _fact(council, place, f"the quote does not hold {value!r}", OWN_WORDS)
    for key, contact in council.contacts.items():
        for figure in figures_of(contact.says).not_held_by(figures_of(contact.value or "")):
            mistake = f"{figure!r} is not in value"
            yield _fact(council, f"contacts > {key} > says", mistake, "say only what value has")
        if contact.value and contact.value not in contact.says:
            mistake = f"{contact.value!r} is not in the sentence"
            yield _fact(council, f"contacts > {key} > says", mistake, "put it there")
    known = figures_of(" ".join(contact.value or "" for contact in council.contacts.values()))
    for figure in figures_of(council.contact).not_held_by(known):
        mistake = f"{figure!r} is in no contact"
        yield _fact(council, "contact", mistake, "write a number of contacts")
    for name, number in vars(council.emergency).items():
        if number and number.phone not in number.says:
            mistake = f"the number {number.phone} is not in the sentence"
            yield _fact(council, f"emergency > {name} > says", mistake, "put it there")
    for place_number, correction in enumerate(council.corrections, start=1):
        for key in correction.sources:
            if key not in catalogue.references:
                place = f"corrections > item {place_number} > sources"
                yield _fact(council, place, f"law.yml has no key {key!r}", "name one it has")
    date = council.leaflet.date
    if date and date not in (council.leaflet.date_quote or ""):
        file = f"content/{council.slug}/leaflet.md"
        mistake = f"the date {date!r} is not in date_quote"
        yield Problem(file, "date_quote", mistake, OWN_WORDS)


def limit_problems(council: Council, root: Path) -> Iterator[Problem]:
    """Yield limits whose quotation is not in the leaflet or does not hold their amounts."""
    path = root / council.slug / "limits.yml"
    if not path.is_file():
        return
    file = f"content/{council.slug}/limits.yml"
    for number, limit in enumerate(read_checked(path, "limits")["limits"], start=1):
        place, quote = f"limits > item {number} > quote", limit.get("quote", "")
        if council.leaflet.section_of(quote) is None:
            yield Problem(file, place, f"the leaflet does not say {quote!r}", OWN_WORDS)
        figures = figures_of(quote)
        held = figures.numbers | {amount for amount, _ in figures.lengths}
        for amount in sorted(_amounts(limit) - held):
            yield Problem(file, place, f"the quote does not hold {amount}", OWN_WORDS)


def place_problems(council: Council, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield names that this council shares with another, or both has and has not."""
    own = [name.casefold() for name in (*council.names, *council.places)]
    elsewhere = {name.casefold() for other in council.not_here for name in other.names}
    for name in sorted(set(own) & elsewhere):
        yield _fact(council, "not_here", f"{name!r} is both here and not here", "take one out")
    for other in catalogue.councils.values():
        if other.slug > council.slug:
            names = {name.casefold() for name in (*other.names, *other.places)}
            for name in sorted(set(own) & names):
                mistake = f"{name!r} also stands in content/{other.slug}/council.yml"
                yield _fact(council, "places", mistake, "list it under partly in both")


def answer_problems(
    answer: Answer, file: str, catalogue: Catalogue, council: str | None
) -> Iterator[Problem]:
    """Yield an answer without a source, and figures in it that none of its sources holds."""
    place = f"topics > {answer.topic}"
    if not answer.sources and answer.about != "guide":
        yield Problem(file, f"{place} > sources", "no source is named", "name at least one")
    held = figures_of(_evidence(answer, catalogue, council))
    for name in ("text", "simple", "more"):
        text = getattr(answer, name)
        for figure in figures_of(text or "").not_held_by(held):
            mistake = f"no source of this answer holds {figure!r}"
            yield Problem(file, f"{place} > {name}", mistake, "name a source that says it")


def word_problems(answer: Answer, file: str, plain: PlainWords) -> Iterator[Problem]:
    """Yield where an answer is not plain, or longer than an answer may be."""
    texts = (
        ("label", answer.label, None),
        ("text", answer.text, plain.text_words),
        ("simple", answer.simple, plain.simple_words),
        ("more", answer.more, plain.text_words),
    )
    for name, text, most_words in texts:
        for mistake, remedy in plain.broken_by(text or "", most_words):
            yield Problem(file, f"topics > {answer.topic} > {name}", mistake, remedy)


def council_word_problems(council: Council, plain: PlainWords) -> Iterator[Problem]:
    """Yield where our own sentences in a council's file are not plain."""
    texts = {"contact": council.contact}
    texts |= {f"contacts > {key} > says": entry.says for key, entry in council.contacts.items()}
    for number, correction in enumerate(council.corrections, start=1):
        texts[f"corrections > item {number} > say"] = correction.say
        texts[f"corrections > item {number} > why"] = correction.why
    for name, local in vars(council.emergency).items():
        texts[f"emergency > {name} > says"] = local.says if local else ""
    for number, document in enumerate(council.documents, start=1):
        texts[f"documents > item {number} > says"] = document.says
    for place, text in texts.items():
        for mistake, remedy in plain.broken_by(text):
            yield _fact(council, place, mistake, remedy)


def _facts(council: Council) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each fact that rests on the leaflet: its place, the quotation, what it must hold."""
    for key, title in council.titles.items():
        yield f"titles > {key} > quote", title.quote, (title.say.removeprefix("the "),)
    for key, contact in council.contacts.items():
        yield f"contacts > {key} > quote", contact.quote, (contact.value,) if contact.value else ()
    for stage in council.stages:
        for number, person in enumerate(stage.people, start=1):
            place = f"stages > item {stage.stage} > people > item {number} > quote"
            yield place, person.quote, (person.who,)
    for number, correction in enumerate(council.corrections, start=1):
        yield f"corrections > item {number} > printed", correction.printed, ()
    if council.leaflet.date_quote:
        yield "date_quote (in leaflet.md)", council.leaflet.date_quote, ()


def _amounts(limit: Mapping[str, Any]) -> set[int]:
    """Return the amounts of a limit, which may be one span of time, several or none."""
    spans = [limit.get(member) or [] for member in ("within", "opens_after")]
    listed = [span for entry in spans for span in (entry if isinstance(entry, list) else [entry])]
    return {span["amount"] for span in listed}


def _evidence(answer: Answer, catalogue: Catalogue, council: str | None) -> str:
    """Return all that an answer's figures may rest on: its sources, and the contacts we know."""
    contacts = [f"{c.says} {c.email or ''} {c.post or ''}" for c in catalogue.contacts.values()]
    if council:
        here = catalogue.councils[council]
        contacts += [contact.says for contact in here.contacts.values()]
        contacts += [number.says for number in vars(here.emergency).values() if number]
    return " \n ".join([*(source.quote for source in answer.sources), *contacts])


def _letters(text: str) -> str:
    """Return the letters and digits of a text in small letters: spaces and stops fall away."""
    return re.sub(r"[\W_]", "", folded(text).casefold())


def _fact(council: Council, place: str, mistake: str, remedy: str) -> Problem:
    return Problem(f"content/{council.slug}/council.yml", place, mistake, remedy)
