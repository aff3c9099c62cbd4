from pathlib import Path

import pytest

from bot.catalogue import CONTENT, Catalogue
from bot.catalogue.differences import difference_problems, differences_page, read_differences
from bot.check_command import PROJECT, page_problems


def test_all_36_differences_are_told(catalogue: Catalogue) -> None:
    numbers = [difference.number for difference in read_differences(CONTENT)]
    assert numbers == list(range(1, 37))
    assert list(difference_problems(catalogue)) == []


def test_the_page_is_up_to_date(catalogue: Catalogue) -> None:
    assert list(page_problems(PROJECT / "docs" / "differences.md", catalogue)) == []


def test_a_page_that_is_out_of_date_is_found(catalogue: Catalogue, tmp_path: Path) -> None:
    page = tmp_path / "differences.md"
    page.write_text(differences_page(catalogue).replace("65", "90", 1), "utf-8")
    (problem,) = page_problems(page, catalogue)
    assert "python -m bot check --write-differences" in str(problem)


def test_every_row_of_the_page_has_every_column(catalogue: Catalogue) -> None:
    rows = [line for line in differences_page(catalogue).splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 36
    assert len({row.count(" | ") for row in rows}) == 1


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("topics: [stage_1_length", "topics: [tea_break", "there is no 'tea_break'"),
        ("windows: [council_reply_stage_1,", "windows: [tea_time,", "there is no 'tea_time'"),
        ("references: [reg-14]", "references: [reg-99]", "there is no 'reg-99'"),
        ("number: 2\n", "number: 3\n", "the number is 3"),
        ("topics: [talking_first, stage_1_meaning]", "topics: []", "no topic is named"),
        ("agrees: [leicester]", "agrees: [atlantis]", "there is no 'atlantis'"),
        ('"no more than 20 working days"', '"a month"', "the leaflet does not say 'a month'"),
        ("within 30 days", "within a month", "say 'We will aim to hold ... within a month'"),
        ("law: 65 working days in all,", "law: Up to 65th day", "'65th' is not plain"),
    ],
)
def test_a_difference_that_names_what_does_not_exist(
    content: Path, change, old: str, new: str, mistake: str
) -> None:
    change("england/differences.yml", old, new)
    assert mistake in "\n".join(map(str, difference_problems(Catalogue.load(content))))
