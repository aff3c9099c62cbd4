"""`python -m bot check`: is every fact sourced, every quotation exact, every sentence plain?

It takes seconds and needs no Rasa. It reads content/, and the guide's own words in domain.yml and
bot/web/words.yml. Every mistake is printed as file: at place: mistake; remedy.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.checks import content_problems, plain_words, schema_problems
from bot.catalogue.differences import difference_problems, differences_page
from bot.catalogue.plain_words import PlainWords
from bot.catalogue.problems import ContentError, Problem, place_of, shown
from bot.catalogue.reading import CONTENT, ENGLAND, read_yaml
from bot.web.themes import theme_problems

PROJECT = Path(__file__).parents[1]
ORIGINALS = PROJECT / "tests" / "content" / "originals"
_FILLED_LATER = re.compile(r"\{[\w:]+\}")


def problems(
    root: Path = CONTENT, originals: Path = ORIGINALS, project: Path = PROJECT
) -> list[Problem]:
    """Return every mistake in a content folder and in the guide's own words; none if all is well.

    `originals` holds each council's leaflet as it was handed over; `project` holds domain.yml.
    """
    try:
        catalogue = Catalogue.load(root)
        plain = plain_words(catalogue)
        found = {
            *schema_problems(root),
            *content_problems(catalogue, originals),
            *difference_problems(catalogue),
            *file_problems(project / "domain.yml", plain, only="responses"),
            *file_problems(project / "bot" / "web" / "words.yml", plain),
            *file_problems(root / ENGLAND / "deadline_words.yml", plain),
            *file_problems(root / ENGLAND / "choices.yml", plain),
            *file_problems(root / ENGLAND / "emergency.yml", plain),
            *theme_problems(),
            *page_problems(project / "docs" / "differences.md", catalogue),
        }
    except ContentError as error:
        found = set(error.problems)
    return sorted(found)


def file_problems(path: Path, plain: PlainWords, only: str | None = None) -> Iterator[Problem]:
    """Yield every text in a file of the guide's own words that is not plain.

    `only` names the one member of the file that holds words. A file that is not there has none.
    Raises ContentError if the file is not YAML.
    """
    if not path.is_file():
        return
    content = read_yaml(path)
    for place, text in _texts(content.get(only, {}) if only else content):
        for mistake, remedy in plain.broken_by(_FILLED_LATER.sub("it", text)):
            yield Problem(shown(path), place_of(place), mistake, remedy)


def page_problems(page: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem if docs/differences.md is not what differences.yml makes of it."""
    if not page.is_file() or page.read_text("utf-8") != differences_page(catalogue):
        mistake = "the page is not what content/england/differences.yml says"
        yield Problem(shown(page), "", mistake, "run: python -m bot check --write-differences")


def main(arguments: Sequence[str], root: Path = CONTENT) -> int:
    """Print every mistake in a content folder; return 1 if there is one, else 0."""
    parser = argparse.ArgumentParser(prog="python -m bot check", description=__doc__)
    does = "write docs/differences.md anew from content/england/differences.yml first"
    parser.add_argument("--write-differences", action="store_true", help=does)
    if parser.parse_args(arguments).write_differences:
        page = PROJECT / "docs" / "differences.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(differences_page(Catalogue.load(root)), encoding="utf-8")
    found = problems(root)
    for problem in found:
        print(problem)
    summary = f"{len(found)} to put right." if found else "All is well: nothing to put right."
    print(summary, file=sys.stderr)
    return 1 if found else 0


def _texts(
    content: Any, place: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text in a tree of YAML with its place, but not the keys."""
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _texts(value, (*place, str(key)))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _texts(value, (*place, number))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
