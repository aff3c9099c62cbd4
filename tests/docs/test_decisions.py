"""A decision record says why, what else there was, what was chosen and what it costs."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("*.md"))
every_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)


@every_record
def test_a_record_has_its_four_headings_in_order(record):
    headings = re.findall(r"^## (.+)$", record.read_text("utf-8"), re.MULTILINE)
    assert headings == ["Context", "Options", "Decision", "Consequences"]


@every_record
def test_a_record_bears_its_number_its_date_and_its_status(record):
    number = int(record.name[:4])
    text = record.read_text("utf-8")
    assert text.startswith(f"# {number}. ")
    assert re.search(r"^Date: \w+day \d+ \w+ 20\d\d\. Status: \w+\.", text, re.MULTILINE)


@every_record
def test_a_record_weighs_at_least_two_options_and_fits_a_page(record):
    text = record.read_text("utf-8")
    options = text.split("## Options")[1].split("## Decision")[0]
    assert len(re.findall(r"^\d\. ", options, re.MULTILINE)) >= 2
    assert len(text.splitlines()) <= 80


def test_the_numbers_run_on_without_a_gap():
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))
