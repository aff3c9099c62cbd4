"""Where the leaflets and the law differ, and the reading this guide has chosen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.checks import plain_words
from bot.catalogue.leaflet import Leaflet, Section
from bot.catalogue.problems import Problem
from bot.catalogue.reading import ENGLAND, read_checked

_HEAD = """# Where the leaflets and the law differ

Made from `content/england/differences.yml` by `python -m bot check --write-differences`. Do not
change it here.

For each point: what each leaflet says, what the law says, and the reading that the guide has
chosen. The last column names the topics where the reading shows.

"""
_QUOTATION = re.compile(r'"([^"]+)"')
_LEFT_OUT = " ... "


@dataclass(frozen=True)
class Difference:
    """One point on which the leaflets, the law and each other differ.

    `leaflets` says what each council's leaflet prints, by slug; those in `agrees` say what the law
    says. `we_say` is the reading chosen. It shows in `topics` and `windows` (of time);
    `touches_citizens` is False for a matter of files. `references` are keys of law.yml.
    """

    number: int
    point: str
    leaflets: Mapping[str, str]
    agrees: tuple[str, ...]
    law: str
    references: tuple[str, ...]
    we_say: str
    touches_citizens: bool
    topics: tuple[str, ...]
    windows: tuple[str, ...]

    def parts_from(self, slug: str) -> bool:
        """Whether the law says something else than this council's leaflet, or says it alone."""
        decided_by_law = self.touches_citizens and bool(self.references)
        return decided_by_law and slug in self.leaflets and slug not in self.agrees


def read_differences(root: Path) -> tuple[Difference, ...]:
    """Return the differences in their order; none where the folder has no such file.

    Raises ContentError if the file is wrong.
    """
    path = root / ENGLAND / "differences.yml"
    if not path.is_file():
        return ()
    return tuple(
        Difference(
            number=entry["number"],
            point=entry["point"],
            leaflets=MappingProxyType(entry["leaflets"]),
            agrees=tuple(entry.get("agrees", ())),
            law=entry["law"],
            references=tuple(entry.get("references", ())),
            we_say=entry["we_say"],
            touches_citizens=entry["touches_citizens"],
            topics=tuple(entry["topics"]),
            windows=tuple(entry["windows"]),
        )
        for entry in read_checked(path, "differences")["differences"]
    )


def section_quoted(quotation: str, leaflet: Leaflet) -> Section | None:
    """Return the section of a leaflet that prints a quotation, or None.

    Where the quotation leaves words out, each of its pieces must stand there.
    """
    pieces = quotation.split(_LEFT_OUT)
    sections = leaflet.sections
    return next((one for one in sections if all(piece in one.text for piece in pieces)), None)


def sections_quoted(said: str, leaflet: Leaflet) -> tuple[Section, ...]:
    """Return the sections that print what is quoted in words about a leaflet, none twice."""
    found = (section_quoted(quotation, leaflet) for quotation in _QUOTATION.findall(said))
    return tuple({section.id: section for section in found if section}.values())


def differences_page(catalogue: Catalogue) -> str:
    """Return the page docs/differences.md, in Markdown."""
    differences = read_differences(catalogue.root)
    slugs = list(catalogue.councils)
    names = [council.short_name for council in catalogue.councils.values()]
    rows = [["No", "Point", *names, "The law", "What we say", "Topics"]]
    rows.append(["---"] * len(rows[0]))
    for difference in differences:
        law = " ".join([difference.law, *(_link(key, catalogue) for key in difference.references)])
        said = [difference.leaflets.get(slug, "-") for slug in slugs]
        topics = ", ".join(difference.topics) or "-"
        number, we_say = str(difference.number), difference.we_say
        rows.append([number, difference.point, *said, law, we_say, topics])
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def difference_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong with the differences.

    They name a topic, window, council or rule that does not exist, quote what no leaflet says, or
    are not plain.
    """
    known = {
        "topics": frozenset(catalogue.topics),
        "windows": _windows(catalogue.root),
        "leaflets": frozenset(catalogue.councils),
        "agrees": frozenset(catalogue.councils),
        "references": frozenset(catalogue.references),
    }
    file = f"content/{ENGLAND}/differences.yml"
    plain = plain_words(catalogue)
    for number, difference in enumerate(read_differences(catalogue.root), start=1):
        place = f"differences > item {number}"
        if difference.number != number:
            mistake = f"the number is {difference.number}"
            yield Problem(file, place, mistake, "number them 1, 2, 3 and so on")
        for member, names in known.items():
            for name in getattr(difference, member):
                if name not in names:
                    mistake, remedy = f"there is no {name!r}", "name one that exists"
                    yield Problem(file, f"{place} > {member}", mistake, remedy)
        if difference.touches_citizens and not difference.topics:
            remedy = "name a topic where the reading shows"
            yield Problem(file, f"{place} > topics", "no topic is named", remedy)
        for slug in difference.leaflets.keys() & catalogue.councils.keys():
            for quotation in _QUOTATION.findall(difference.leaflets[slug]):
                if section_quoted(quotation, catalogue.leaflet(slug)) is None:
                    mistake = f"the leaflet does not say {quotation!r}"
                    remedy = "quote it word for word, with ... for words left out"
                    yield Problem(file, f"{place} > leaflets > {slug}", mistake, remedy)
        for member in ("point", "law", "we_say"):
            for mistake, remedy in plain.broken_by(getattr(difference, member)):
                yield Problem(file, f"{place} > {member}", mistake, remedy)


def _windows(root: Path) -> frozenset[str]:
    """Return the names of all windows of time that some limits.yml has."""
    files = root.glob("*/limits.yml")
    return frozenset(
        limit["window"] for path in files for limit in read_checked(path, "limits")["limits"]
    )


def _link(key: str, catalogue: Catalogue) -> str:
    return f"([{key}]({catalogue.references[key].url}))"
