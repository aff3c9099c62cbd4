"""The pages that sources link to."""

import pytest

from bot.web.linking import linkable
from tests.web.forms import Page


@pytest.fixture
def leaflet(client):
    def read(slug):
        answer = client.get(f"/{slug}")
        assert answer.status_code == 200
        return Page(answer.text)

    return read


@pytest.mark.parametrize("slug", ["leicester", "sefton"])
def test_a_leaflet_stands_there_whole_with_its_section_ids(leaflet, catalogue, slug):
    page = leaflet(slug)
    shown = " ".join(page.text.split())
    for section in catalogue.leaflet(slug).sections:
        assert page.ids.count(section.id) == 1
        for block in section.blocks:
            for line in block.lines:
                assert " ".join(line.split()) in shown
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("slug", ["leicester", "sefton"])
def test_every_source_of_the_leaflet_leads_to_a_section_that_is_there(leaflet, catalogue, slug):
    ids = set(leaflet(slug).ids)
    sources = [one for topic in catalogue.topics for one in catalogue.answer(topic, slug).sources]
    anchors = {one.url.removeprefix(f"/{slug}#") for one in sources if one.url.startswith("/")}
    assert anchors
    assert anchors <= ids


@pytest.mark.parametrize("slug", ["leicester", "sefton"])
def test_every_correction_stands_behind_the_words_that_it_corrects(leaflet, catalogue, slug):
    shown = " ".join(leaflet(slug).text.split())
    for correction in catalogue.councils[slug].corrections:
        printed = " ".join(correction.printed.split())
        note = f"The leaflet says: {printed}"
        assert shown.index(printed) < shown.index(note)
        assert correction.say in shown[shown.index(note) :]
        assert correction.why in shown[shown.index(note) :]


def test_a_misprinted_number_is_shown_and_never_linked(leaflet, catalogue):
    page = leaflet("sefton")
    assert "0300 161 0614" in page.text
    assert "advice@lgo.org.uk" in page.text
    assert "tel:03000610614" in page.links
    assert not [link for link in page.links if "03001610614" in link or "@lgo.org.uk" in link]
    for misprint in catalogue.misprints:
        assert not [one for one in linkable(catalogue) if one in misprint.printed]


def test_the_ombudsmans_old_fax_and_text_numbers_are_never_linked(leaflet):
    page = leaflet("leicester")
    assert not [link for link in page.links if "02476820001" in link or "07624803014" in link]


def test_every_telephone_link_of_every_page_is_a_number_of_the_content(client, catalogue):
    known = {one.replace(" ", "") for one in linkable(catalogue)}
    for path in ("/", "/sefton", "/leicester", "/england"):
        for link in Page(client.get(path).text).links:
            kind, _, target = link.partition(":")
            if kind in ("tel", "mailto"):
                assert target in known


def test_the_rules_of_england_all_have_their_link_and_id(client, catalogue):
    page = Page(client.get("/england").text)
    for key, reference in catalogue.references.items():
        assert key in page.ids
        assert reference.url in page.links
    assert "Last checked on Sunday 22 November 2026." in page.text


def test_a_council_without_a_folder_has_no_page(client):
    assert client.get("/atlantis").status_code == 404
