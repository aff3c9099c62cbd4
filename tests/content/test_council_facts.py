import pytest

from bot.catalogue import CONTENT, Catalogue
from bot.catalogue.checks import fact_problems, limit_problems, place_problems


@pytest.mark.parametrize("slug", ["leicester", "sefton"])
def test_every_fact_stands_in_the_leaflet(catalogue: Catalogue, slug: str) -> None:
    council = catalogue.councils[slug]
    assert list(fact_problems(council, catalogue)) == []
    assert list(limit_problems(council, CONTENT)) == []
    assert list(place_problems(council, catalogue)) == []


def test_the_phone_numbers_are_those_of_the_leaflets(catalogue: Catalogue) -> None:
    assert catalogue.councils["sefton"].contacts["phone"].value == "0345 140 0845"
    assert catalogue.councils["leicester"].contacts["phone"].value == "0116 454 2430"


def test_leicester_s_two_numbers_are_kept_apart(catalogue: Catalogue) -> None:
    contacts = catalogue.councils["leicester"].contacts
    assert contacts["other_services"].value == "0116 454 1000"
    assert "2430" not in contacts["other_services"].says


def test_no_link_is_taken_from_a_leaflet(catalogue: Catalogue) -> None:
    for council in catalogue.councils.values():
        links = [contact.link for contact in council.contacts.values() if contact.link]
        assert all(link == council.home_page for link in links)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("leicester", "Leicestershire"),
        ("leicester", "Loughborough"),
        ("leicester", "Oadby"),
        ("leicester", "Rutland"),
        ("sefton", "Kirkby"),
        ("sefton", "St Helens"),
        ("sefton", "Ormskirk"),
        ("sefton", "Liverpool"),
    ],
)
def test_neighbours_are_told_apart(catalogue: Catalogue, slug: str, name: str) -> None:
    council = catalogue.councils[slug]
    assert any(name in elsewhere.names for elsewhere in council.not_here)
    assert name not in (*council.names, *council.places)


def test_places_on_a_border_are_asked_about(catalogue: Catalogue) -> None:
    assert [place.name for place in catalogue.councils["sefton"].partly] == ["Aintree"]
    assert [place.name for place in catalogue.councils["leicester"].partly] == ["Braunstone"]
