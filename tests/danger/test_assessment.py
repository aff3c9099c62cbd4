"""What the guide sees in a message: danger now, a worry, or ordinary talk."""

from pathlib import Path

import pytest
import yaml

from bot.danger import Danger, assess, is_figure_of_speech

MESSAGES = yaml.safe_load(Path(__file__).with_name("messages.yml").read_text(encoding="utf-8"))


def seen(text: str) -> Danger:
    danger = assess(text)
    assert danger is not None
    return danger


def test_the_table_is_broad() -> None:
    assert len(MESSAGES["now"]) + len(MESSAGES["worry"]) >= 120
    assert len(MESSAGES["ordinary"]) >= 120


@pytest.mark.parametrize("text", MESSAGES["now"])
def test_danger_now_is_seen_as_now(text: str) -> None:
    assert seen(text).tier == "now"


@pytest.mark.parametrize("text", MESSAGES["worry"])
def test_a_worry_is_seen_as_a_worry(text: str) -> None:
    assert seen(text).tier == "worry"


@pytest.mark.parametrize("text", MESSAGES["ordinary"])
def test_ordinary_talk_raises_nothing(text: str) -> None:
    assert assess(text) is None


def test_a_danger_names_its_concern_its_reason_and_its_place() -> None:
    text = "Sorry, my carer hits me. What can I do?"
    danger = seen(text)
    assert danger.concern == "violence"
    assert danger.reasons[0] == "Somebody is hurting a person."
    assert "hits me" in text[danger.start : danger.end]


def test_danger_now_goes_before_a_worry() -> None:
    assert seen("I cannot cope and I want to die").concern == "self_harm"


def test_a_figure_of_speech_cancels_only_its_own_words() -> None:
    assert assess("this process is killing me") is None
    danger = seen("this process is killing me and I want to die")
    assert (danger.tier, danger.concern) == ("now", "self_harm")


def test_a_figure_of_speech_is_told_from_danger() -> None:
    assert is_figure_of_speech("this process is killing me, how long does stage 2 take")
    assert not is_figure_of_speech("he is outside the house now")


@pytest.mark.parametrize(
    "text",
    [
        "no nobody is hurt", "I am safe, carry on", "im safe", "i'm ok now, sorry", "false alarm",
        "no one is in danger", "i am not in danger", "We are all safe, thank you.",
    ],
)  # fmt: skip
def test_that_all_are_safe_silences_the_classifier(text: str) -> None:
    assert assess(text) is None
    assert is_figure_of_speech(text)


@pytest.mark.parametrize(
    "text", ["i do not think i am safe", "i am safe but my sister is not", "i am not safe"]
)
def test_that_not_all_are_safe_silences_nothing(text: str) -> None:
    assert not is_figure_of_speech(text)


def test_settled_past_is_a_worry_about_past_abuse() -> None:
    for text in (
        "the report says he hit me in 2019, how do I correct it",
        "was hit by my carer last year, can I still complain",
        "my dad hit me when I was little",
    ):
        danger = seen(text)
        assert (danger.tier, danger.concern) == ("worry", "past_abuse")


def test_a_past_that_goes_on_is_danger_now() -> None:
    assert seen("he hit me when I was little and he still hits me").tier == "now"
    assert seen("my carer hit me last year and again last night").tier == "now"


def test_a_present_threat_stays_now_beside_a_settled_past() -> None:
    danger = seen("he hit me in 2019 and he is outside the house")
    assert (danger.tier, danger.concern) == ("now", "threat_outside")


@pytest.mark.parametrize(
    "text",
    [
        "my uncle hit me and the case was closed in 2015",
        "they said my partner hits me, the police found nothing",
        "the notes say dad hits us, that never happened",
        "a bruise on his leg, which turned out to be a birthmark",
    ],
)
def test_of_a_closed_or_denied_matter_no_pattern_speaks(text: str) -> None:
    assert assess(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "the police found nothing and he hit me again last night",
        "the case was closed but she is hitting my son",
        "my complaint was closed and he hits my daughter",
        "the judge found no risk and I want to die",
    ],
)
def test_danger_that_goes_on_after_a_closed_case_is_seen(text: str) -> None:
    assert seen(text).tier == "now"


def test_some_worries_are_none_once_they_lie_in_the_past() -> None:
    assert assess("I am always hungry in my placement") is not None
    assert assess("years ago there was no food in my placement") is None
    assert assess("my last carer locked the fridge and the new one still does it") is not None


def test_what_did_not_happen_is_no_danger() -> None:
    assert assess("I have never hit my children") is None
    assert assess("nobody is in danger") is None


def test_a_gap_does_not_reach_into_the_next_sentence() -> None:
    assert assess("I am fine, thanks, he. Hits. Me too") is None


@pytest.mark.parametrize(
    "text",
    [
        "he\u2019s got a knife",
        "HE'S GOT A KNIFE!!!",
        "hes got a nife",
        "h\u00e9's g\u00f4t a kn\u00edfe",
        "he\u200bs got a kni\u200bfe",
        "heeee's gooot a kniiiife",
        "he's got... a knife",
        "\uff48\uff45 has a knife",
    ],
)
def test_odd_letters_hide_nothing(text: str) -> None:
    assert seen(text).tier == "now"


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "?", "\U0001f600\U0001f600", "\x00\xff\x01", "\ud800"]
)
def test_any_text_is_taken(text: str) -> None:
    assert assess(text) is None


def test_the_place_holds_in_a_text_with_odd_letters() -> None:
    text = "\U0001f600 \u00c9mile\u2019s mum: my c\u0301arer HITS   me!!"
    danger = seen(text)
    assert text[danger.start : danger.end].endswith("HITS   me")


def test_danger_is_seen_at_both_ends_of_a_very_long_text() -> None:
    filler = "the council did not reply to my letter. " * 2_600
    assert len(filler) > 100_000
    assert assess(filler) is None
    start = seen("I want to die. " + filler)
    assert start.start < start.end < 20
    end = seen(filler + "I want to die")
    assert (filler + "I want to die")[end.start : end.end] == "want to die"


def test_one_endless_word_is_taken() -> None:
    assert assess("a" * 100_000) is None
    assert assess("ab" * 50_000) is None
