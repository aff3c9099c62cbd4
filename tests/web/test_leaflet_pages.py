"""The pages that sources link to."""

import re

import pytest

from bot.catalogue import ENGLAND
from bot.catalogue.differences import read_differences
from bot.catalogue.limits import limits_of
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


@pytest.mark.parametrize("slug", ["leicester", "sefton"])
def test_the_contents_lead_to_every_section_in_its_order(client, catalogue, slug):
    html = client.get(f"/{slug}").text
    contents = Page(html.partition("<nav")[2].partition("</nav>")[0])
    headed = [one for one in catalogue.leaflet(slug).sections if one.heading]
    assert contents.links == [*(f"#{section.id}" for section in headed), "#differences"]
    assert [section.heading for section in headed if section.heading not in contents.text] == []
    assert {link.removeprefix("#") for link in contents.links} <= set(Page(html).ids)


def test_a_leaflet_page_says_where_and_from_when_it_is_and_links_to_the_council(leaflet):
    sefton, leicester = leaflet("sefton"), leaflet("leicester")
    assert "The leaflet has no date." in sefton.text
    assert "as it was handed over, without a title or a date" in sefton.text
    assert "Left out here: a page number;" in sefton.text
    assert "https://www.sefton.gov.uk" in sefton.links
    assert "The date on the leaflet: June 2024." in leicester.text
    assert "https://www.leicester.gov.uk" in leicester.links
    for page in (sefton, leicester):
        assert "last checked on Sunday 22 November 2026" in page.text


def differing(catalogue, slug):
    return [one for one in read_differences(catalogue.root) if one.parts_from(slug)]


@pytest.mark.parametrize("slug", ["leicester", "sefton"])
def test_what_the_leaflet_prints_and_what_the_law_says_stand_side_by_side(leaflet, catalogue, slug):
    page = leaflet(slug)
    shown = " ".join(page.text.split())
    assert len(differing(catalogue, slug)) > 20
    for difference in differing(catalogue, slug):
        assert f"difference-{difference.number}" in page.ids
        told = shown[shown.index(f"{difference.point} The leaflet:") :]
        leaflets, law, guide = (
            told.index(words)
            for words in (difference.leaflets[slug], difference.law, difference.we_say)
        )
        assert leaflets < law < guide
        for key in difference.references:
            assert catalogue.references[key].url in page.links


def test_a_point_on_which_the_leaflet_says_what_the_law_says_is_no_difference(leaflet):
    # 9, the longest time for stage 2: only Sefton's words can be misread. 23, the number of the
    # Ombudsman: only Sefton's is wrong. 6, the time to ask for stage 2: only Leicester names one.
    assert not {"difference-9", "difference-23"} & set(leaflet("leicester").ids)
    assert {"difference-9", "difference-23"} <= set(leaflet("sefton").ids)
    assert "difference-6" in leaflet("leicester").ids
    assert "difference-6" not in leaflet("sefton").ids


@pytest.mark.parametrize("slug", ["leicester", "sefton"])
def test_a_point_of_the_files_or_that_no_rule_decides_is_left_to_the_docs(leaflet, slug):
    assert not {"difference-19", "difference-36", "difference-20"} & set(leaflet(slug).ids)


def test_a_section_links_to_the_differences_in_its_words_and_they_link_back(client):
    html = client.get("/leicester").text
    stage_2 = Page(html.partition('<section id="stage-2">')[2].partition("</section>")[0])
    assert "The law says something different here:" in stage_2.text
    assert {"#difference-6", "#difference-8", "#difference-11"} <= set(stage_2.links)
    difference = Page(html.partition('id="difference-6"')[2].partition("</section>")[0])
    assert "#stage-2" in difference.links


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
    for path in ("/", "/sefton", "/leicester", "/england", "/accessibility", "/privacy"):
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


def test_the_steps_of_england_have_the_times_of_the_law(client, catalogue):
    html = client.get("/england").text
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td></tr>", html)
    assert len(rows) == len(limits_of(ENGLAND))
    times = [(re.sub("<.*?>", "", title), time) for title, time in rows]
    assert ("The council&#39;s stage 1 reply", "Within 10 working days") in times
    assert ("The council&#39;s stage 1 reply, if it is complex", "Within 20 working days") in times
    assert ("Ask for stage 2", "After 20 working days") in times
    assert ("Ask for stage 2", "No last day") in times
    assert ("Ask for stage 3", "Within 20 working days") in times
    assert ("The review panel meets", "Within 30 working days") in times
    assert ("Go to the Ombudsman", "Within 12 months, as good practice") in times
    for title, _ in rows:
        (rule,) = Page(title).links
        assert rule.removeprefix("#") in catalogue.references


def test_the_steps_stand_under_the_day_that_they_count_from(client):
    html = client.get("/england").text
    groups = [Page(part).text for part in html.split("<tbody>")[1:]]
    stage_3 = next(one for one in groups if "Stage 3, from the day the council got" in one)
    assert "The review panel meets" in stage_3
    assert len(groups) == len({limit.event for limit in limits_of(ENGLAND)})


def test_a_council_without_a_folder_has_no_page(client):
    assert client.get("/atlantis").status_code == 404
