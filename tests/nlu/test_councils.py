"""Councils in what people write. The wordings stand in councils.yml, for anyone to add to."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.councils import (
    CouncilFinder,
    CouncilNames,
    Elsewhere,
    FoundCouncil,
    council_finder,
    covered_councils,
    other_councils,
)

TABLE: dict[str, str | list[str]] = yaml.load(
    Path(__file__).with_name("councils.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)["councils"]


def found_in(text: str) -> list[FoundCouncil]:
    return list(council_finder().find(text))


@pytest.mark.parametrize(("wording", "expected"), TABLE.items(), ids=lambda v: str(v) or "nothing")
def test_a_wording_names_the_council_that_the_table_says(
    wording: str, expected: str | list[str]
) -> None:
    wanted = [] if expected == "nobody" else [expected] if isinstance(expected, str) else expected
    assert [found.value for found in found_in(wording)] == [
        value.replace("other ", "other:", 1) for value in wanted
    ]


def test_the_table_holds_at_least_150_wordings() -> None:
    assert len(TABLE) >= 150


def test_every_name_of_every_covered_council_finds_it() -> None:
    for council in covered_councils():
        for name in council.names:
            if name.lower() != "the city council":
                assert [f.value for f in found_in(f"I mean {name}.")] == [council.slug], name


def test_every_place_of_every_covered_council_finds_it() -> None:
    for council in covered_councils():
        for place in council.places:
            assert council.slug in [f.value for f in found_in(f"I live in {place}")], place


def test_every_council_in_england_is_known_and_only_ours_are_covered() -> None:
    ours = {council.name.lower() for council in covered_councils()}
    assert len(other_councils()) == 153
    for other in other_councils():
        (found,) = found_in(f"My council is {other.council}")
        assert found.value.startswith("other:") != (other.council.lower() in ours), other.council


def test_it_says_how_it_knew() -> None:
    known_by = {text: found_in(text)[0].by for text in ("sefton", "seffton", "bootle", "knowsley")}
    assert known_by == {
        "sefton": "name",
        "seffton": "misspelling",
        "bootle": "place",
        "knowsley": "look_alike",
    }
    assert found_in("seffton")[0].confidence < found_in("sefton")[0].confidence == 1


def test_it_says_where_the_name_stands() -> None:
    text = "I wrote to Leicester City Council in May."
    (found,) = found_in(text)
    assert text[found.start : found.end] == found.as_written == "Leicester City Council"


def test_a_new_council_is_found_by_its_data_alone_and_no_longer_counts_as_another() -> None:
    sefton = CouncilNames(
        "sefton",
        "Sefton Council",
        ("Sefton",),
        ("Bootle",),
        not_here=(Elsewhere("Knowsley Council", ("Knowsley", "Huyton")),),
    )
    england = (Elsewhere("Knowsley Council", ("Knowsley",)),)
    knowsley = CouncilNames("knowsley", "Knowsley Council", ("Knowsley",), ("Kirkby",))

    before = CouncilFinder([sefton], england)
    after = CouncilFinder([sefton, knowsley], england)

    assert [f.value for f in before.find("I live in Huyton")] == ["other:Knowsley Council"]
    for text in ("knowsley", "knowsly", "I live in Kirkby", "I live in Huyton"):
        assert [f.value for f in after.find(text)] == ["knowsley"], text


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    for found in found_in(text):
        assert text[found.start : found.end] == found.as_written
