from pathlib import Path

import pytest

from bot.catalogue import Catalogue, UnknownCouncil, UnknownTopic
from bot.catalogue.answers import filled


def test_the_catalogue_is_read_once(catalogue: Catalogue) -> None:
    assert Catalogue.load() is catalogue


def test_two_councils_are_covered(catalogue: Catalogue) -> None:
    assert list(catalogue.councils) == ["leicester", "sefton"]


def test_every_topic_is_answered_for_every_council(catalogue: Catalogue) -> None:
    for slug in (None, *catalogue.councils):
        for topic in catalogue.topics:
            answer = catalogue.answer(topic, slug)
            assert answer.text
            assert answer.simple
            assert answer.label
            assert answer.sources or answer.about == "guide", topic
            assert "{" not in f"{answer.label}{answer.text}{answer.simple}{answer.more}"


def test_a_council_s_own_words_come_before_england_s(catalogue: Catalogue) -> None:
    answer = catalogue.answer("stage_1_length", "sefton")
    assert answer.text != catalogue.answer("stage_1_length").text
    assert answer.label == catalogue.answer("stage_1_length").label
    assert any(source.url.startswith("/sefton#") for source in answer.sources)
    assert not answer.leaflet_silent


def test_where_a_leaflet_is_silent_england_answers_and_that_is_known(
    with_third_council: Path,
) -> None:
    answer = Catalogue.load(with_third_council).answer("withdraw", "harbourshire")
    assert answer.leaflet_silent
    assert not any(source.url.startswith("/") for source in answer.sources)


def test_silence_counts_only_for_the_procedure(catalogue: Catalogue) -> None:
    guide = next(t for t in catalogue.topics if catalogue.answer(t).about == "guide")
    assert not catalogue.answer(guide, "sefton").leaflet_silent
    assert not catalogue.answer("withdraw").leaflet_silent


def test_a_leaflet_source_leads_to_the_section_that_says_it(catalogue: Catalogue) -> None:
    quote = "We do not usually investigate complaints that happened more than 12 months ago."
    source = catalogue.source_of_leaflet(quote, "sefton")
    assert source.url == "/sefton#stage-1"
    assert source.quote == quote
    assert source.title.startswith("Sefton Council, ")


def test_words_that_the_leaflet_does_not_say_are_no_source(catalogue: Catalogue) -> None:
    with pytest.raises(LookupError, match="does not say"):
        catalogue.source_of_leaflet("You will win.", "sefton")


def test_a_source_of_law_is_a_paraphrase_with_its_link(catalogue: Catalogue) -> None:
    source = catalogue.source_of_law("reg-18")
    assert source.url == "https://www.legislation.gov.uk/uksi/2006/1738/regulation/18"
    assert "20 working days" in source.quote


def test_every_council_has_a_number_for_day_and_night(catalogue: Catalogue) -> None:
    sefton = catalogue.emergency("sefton")
    assert sefton.day is not None
    assert sefton.out_of_hours is not None
    assert sefton.day.phone == "0151 934 4013"
    assert sefton.out_of_hours.phone == "0151 934 3555"
    leicester = catalogue.emergency("leicester")
    assert leicester.day is not None
    assert leicester.day.phone == "0116 454 1004"


def test_without_a_council_there_is_no_local_number(catalogue: Catalogue) -> None:
    nowhere = catalogue.emergency(None)
    assert nowhere.day is None
    assert nowhere.out_of_hours is None


def test_an_unprinted_email_is_none_and_says_what_to_do(catalogue: Catalogue) -> None:
    email = catalogue.councils["sefton"].contacts["email"]
    assert email.value is None
    assert "Phone and ask" in email.says


def test_weak_facts_stay_out(catalogue: Catalogue) -> None:
    phones = {contact.phone for contact in catalogue.contacts.values()}
    assert "0300 061 0614" in phones
    assert not phones & {"0300 161 0614", "0808 808 1001", "85258"}
    for entry in (*catalogue.references.values(), *catalogue.contacts.values()):
        assert entry.sure in ("A", "B")


def test_an_unknown_topic_and_an_unknown_council_are_named(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownTopic, match="astrology"):
        catalogue.answer("astrology")
    with pytest.raises(UnknownCouncil, match=r"atlantis.*leicester, sefton"):
        catalogue.answer("how_to_complain", "atlantis")
    with pytest.raises(UnknownCouncil):
        catalogue.leaflet("atlantis")
    with pytest.raises(UnknownCouncil):
        catalogue.emergency("atlantis")


def test_contacts_named_in_an_answer_are_linked(with_third_council: Path) -> None:
    answers = with_third_council / "harbourshire" / "answers_procedure.yml"
    text = answers.read_text("utf-8")
    answers.write_text(text.replace("calls this", "and {contact:nspcc} call this", 1), "utf-8")
    links = Catalogue.load(with_third_council).answer("stage_2_length", "harbourshire").links
    assert [(link.title, link.url) for link in links] == [("NSPCC", "https://www.nspcc.org.uk")]


def test_an_answer_that_can_be_acted_on_by_letter_links_to_help_with_it(
    catalogue: Catalogue,
) -> None:
    for council, asked in (("leicester", "council=leicester&"), (None, "")):
        *_, link = catalogue.answer("stage_2_request", council).links
        assert link.title == "Write a letter or email with help"
        assert link.url == f"/letter?{asked}purpose=stage_2"
    assert not catalogue.answer("stage_2_meaning", "leicester").links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{council} must reply.", "The council must reply."),
        ("Ask {council}.", "Ask the council."),
        ("Wait. {council} is late.", "Wait. The council is late."),
        ("Wait\n{council} is late.", "Wait\nThe council is late."),
        ("Late? {council} may be.", "Late? The council may be."),
        ("By law, {council} must.", "By law, the council must."),
    ],
)
def test_a_placeholder_gets_a_capital_where_a_sentence_starts(text: str, expected: str) -> None:
    assert filled(text, lambda name, key: "the council") == expected
