"""README.md is the first thing a newcomer reads: what it shows and counts is so."""

import re

import pytest

from bot.catalogue import Catalogue
from tests.docs.transcript import README, replayed, typed, written

TEXT = README.read_text("utf-8")


def test_the_conversation_is_what_the_guide_says_word_for_word(guide, until_done, monkeypatch):
    monkeypatch.setenv("GUIDE_TODAY", "2026-11-22")
    shown = written(TEXT)
    assert until_done(replayed(guide, typed(shown))) == shown, (
        "if the new answers are right: GUIDE_TODAY=2026-11-22 python -m tests.docs.transcript"
    )


def test_the_conversation_has_a_date_and_a_danger():
    shown = written(TEXT)
    assert re.search(r"by \w+day \d+ \w+ 20\d\d", shown.replace("\n", " "))
    assert "\nRing 999.\n" in shown
    assert len(typed(shown)) >= 3


@pytest.mark.parametrize("readme", ["no conversation", "```text\n> one\n```\n```text\n> two\n```"])
def test_no_conversation_or_two_are_a_mistake(readme):
    with pytest.raises(ValueError, match="not 1"):
        written(readme)


def test_the_table_names_the_councils_that_are_covered():
    table = dict(re.findall(r"^\| ([^|]+) \| `content/(\w+)` \|$", TEXT, re.MULTILINE))
    assert table == {council.name: slug for slug, council in Catalogue.load().councils.items()}


def test_it_is_short_enough_to_be_read():
    assert len(TEXT.splitlines()) < 150
