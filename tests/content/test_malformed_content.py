"""Whoever spoils a file is told the file, the place, the mistake and the remedy."""

import re
from pathlib import Path

import pytest

from bot.catalogue import Catalogue, ContentError, read_yaml


def told(content: Path) -> str:
    with pytest.raises(ContentError) as error:
        Catalogue.load(content)
    return str(error.value)


@pytest.mark.parametrize(
    "file",
    ["england/law.yml", "england/contacts.yml", "leicester/council.yml", "leicester/leaflet.md"],
)
def test_an_empty_file(content: Path, file: str) -> None:
    (content / file).write_text(" \n", "utf-8")
    assert f"content/{file}: the file is empty; fill it in" in told(content)


@pytest.mark.parametrize(
    "file", ["england/law.yml", "england/placeholders.yml", "leicester/leaflet.md"]
)
def test_a_missing_file(content: Path, file: str) -> None:
    (content / file).unlink()
    assert f"content/{file}: the file is missing; make it" in told(content)


@pytest.mark.parametrize("file", ["england/contacts.yml", "sefton/leaflet.md"])
def test_a_binary_file(content: Path, file: str) -> None:
    (content / file).write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    assert f"content/{file}: the file is not text; save it as plain text" in told(content)


def test_a_control_character(content: Path) -> None:
    (content / "england" / "contacts.yml").write_bytes(b"contacts: \x00\n")
    assert "content/england/contacts.yml: not valid YAML" in told(content)


def test_a_broken_line_is_named(content: Path) -> None:
    (content / "sefton" / "council.yml").write_text("name: Sefton\n  phone: [1, 2\n", "utf-8")
    assert re.search(
        r"content/sefton/council.yml: at line \d+, column \d+: not valid", told(content)
    )


def test_a_key_that_stands_twice(content: Path, change) -> None:
    change("sefton/council.yml", "short_name: Sefton", "short_name: Sefton\nshort_name: Bootle")
    assert "the key 'short_name' stands twice" in told(content)


def test_a_list_in_place_of_facts(content: Path) -> None:
    (content / "sefton" / "council.yml").write_text("- one\n- two\n", "utf-8")
    assert "content/sefton/council.yml" in told(content)


def test_a_fact_without_its_quote(content: Path, change) -> None:
    change("sefton/council.yml", '    quote: "By telephone: 0345 140 0845"\n', "")
    message = told(content)
    assert "content/sefton/council.yml: at contacts > phone: 'quote' is a required" in message
    assert "the leaflet's own sentence as quote" in message


def test_a_misspelt_member(content: Path, change) -> None:
    change("leicester/council.yml", "gss_code:", "gss_cod:")
    assert "'gss_cod' was unexpected" in told(content)


def test_a_number_without_quotation_marks(content: Path, change) -> None:
    change("england/contacts.yml", 'phone: "999"', "phone: 999")
    message = told(content)
    assert "content/england/contacts.yml: at contacts > emergency > phone: 999 is not" in message
    assert "write the number in quotation marks or with spaces" in message


def test_a_weak_source(content: Path, change) -> None:
    change("england/law.yml", "sure: A", "sure: C")
    assert "nothing weaker may stand here" in told(content)


def test_a_date_in_other_order(content: Path, change) -> None:
    change("england/law.yml", "checked: 2026-11-22", "checked: 22/11/2026")
    assert "write the date as year-month-day" in told(content)


def test_a_leaflet_without_its_head(content: Path) -> None:
    (content / "sefton" / "leaflet.md").write_text("We need you to tell us.\n", "utf-8")
    assert "content/sefton/leaflet.md: the leaflet has no head; start the file with" in told(
        content
    )


def test_a_leaflet_with_nothing_below_its_head(content: Path) -> None:
    head = "---\ntitle: T\ndate: null\nsource: s\nomitted: []\n---\n\n"
    (content / "sefton" / "leaflet.md").write_text(head, "utf-8")
    assert "there is no text below the head" in told(content)


def test_an_invented_quotation(content: Path, change) -> None:
    change("sefton/answers_procedure.yml", 'leaflet: "', 'leaflet: "You will win. ')
    message = told(content)
    assert "sefton's leaflet does not say 'You will win." in message
    assert "put the leaflet's own words there" in message


def test_a_source_that_law_does_not_have(content: Path, change) -> None:
    change("england/answers_procedure.yml", "sources: [", "sources: [reg-99, ")
    assert "law.yml has no key 'reg-99'; name a key of content/england/law.yml" in told(content)


def test_an_unknown_placeholder(content: Path, change) -> None:
    change("england/answers_procedure.yml", "{contact}", "{contact:nobody}")
    assert "unknown placeholder 'nobody'" in told(content)


def test_a_next_topic_that_does_not_exist(content: Path, change) -> None:
    change("england/answers_procedure.yml", "next: [", "next: [nowhere, ")
    message = told(content)
    assert "nowhere" in message
    assert "next" in message


def test_a_topic_of_a_council_that_england_lacks(content: Path, change) -> None:
    change("sefton/answers_procedure.yml", "topics:\n", "topics:\n" + NEW_TOPIC)
    assert "topics > fortune_telling > : England has no such topic" in told(content)


def test_a_topic_answered_twice(content: Path, change) -> None:
    change("england/answers_help.yml", "topics:\n", "topics:\n" + NEW_TOPIC)
    change("england/answers_procedure.yml", "topics:\n", "topics:\n" + NEW_TOPIC)
    assert "at topics > fortune_telling: another file answers this topic too" in told(content)


def test_no_answers_at_all(content: Path) -> None:
    for path in content.glob("*/answers_*.yml"):
        path.unlink()
    assert "no topic is answered" in told(content)


def test_all_mistakes_are_told_at_once(content: Path, change) -> None:
    change("leicester/council.yml", "gss_code: E06000016", "gss_code: Leicester")
    change("england/law.yml", "sure: A", "sure: M")
    message = told(content)
    assert "gss_code" in message
    assert "sure" in message


def test_dates_stay_text(tmp_path: Path) -> None:
    file = tmp_path / "dates.yml"
    file.write_text("checked: 2026-11-22\n", "utf-8")
    assert read_yaml(file) == {"checked": "2026-11-22"}


NEW_TOPIC = """\
  fortune_telling:
    label: What will happen?
    text: Nobody can know what will happen.
    simple: Nobody can know that.
    sources: [reg-6]
    next: [how_to_complain]
"""
