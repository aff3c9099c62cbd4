"""The extractors in Rasa: entities are added to a message, in the form that the actions read."""

import json

import pytest
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components import (
    ComplainantExtractor,
    CouncilExtractor,
    DateExtractor,
    EventExtractor,
    Extractor,
    StageExtractor,
)

ALL = [DateExtractor, CouncilExtractor, StageExtractor, EventExtractor, ComplainantExtractor]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_TODAY", "2026-11-22")


def entities(extractor: type[Extractor], text: str) -> list[dict[str, object]]:
    message = Message.build(text)
    extractor().process([message])
    found: list[dict[str, object]] = message.get(ENTITIES)
    return found


def test_a_date_entity_holds_a_day_where_there_is_no_doubt() -> None:
    assert entities(DateExtractor, "it came on 3 March 2026") == [
        {
            "entity": "date",
            "value": "2026-03-03",
            "start": 11,
            "end": 23,
            "confidence_entity": 1.0,
            "as_written": "3 March 2026",
            "problem": "none",
            "day": "2026-03-03",
            "earliest": "2026-03-03",
            "latest": "2026-03-03",
            "approximate": False,
            "reason": "",
            "of_several": False,
            "role": None,
            "extractor": "DateExtractor",
        }
    ]


@pytest.mark.parametrize(
    "wording", ["31/2/26", "1 January 2027", "in march", "the other day", "3/13/26"]
)
def test_the_value_of_a_doubtful_date_is_the_doubt_and_never_a_day(wording: str) -> None:
    (found,) = entities(DateExtractor, wording)
    assert found["value"] == found["problem"]
    assert not str(found["value"])[0].isdigit()


def test_a_council_entity_says_how_it_was_known() -> None:
    (found,) = entities(CouncilExtractor, "seffton")
    assert (found["value"], found["by"], found["name"]) == (
        "sefton",
        "misspelling",
        "Sefton Council",
    )


def test_one_stage_at_most_is_the_main_one() -> None:
    found = entities(StageExtractor, "the stage 3 panel, after stage 2")
    assert [(e["value"], e["main"]) for e in found] == [("3", True), ("3", False), ("2", False)]


def test_an_event_entity_carries_its_day() -> None:
    complaint, reply = entities(EventExtractor, "I complained on 3 march and heard nothing")
    assert (complaint["value"], complaint["day"], complaint["latest"]) == (
        "complaint_made",
        "2026-03-03",
        True,
    )
    assert (reply["value"], reply["day"]) == ("awaited:stage_1_reply_received", None)


def test_an_event_with_a_doubtful_date_carries_the_doubt_and_no_day() -> None:
    (found,) = entities(EventExtractor, "I complained in march")
    assert (found["pairing"], found["day"], found["date_problem"]) == (
        "paired",
        None,
        "needs_month_or_day",
    )


def test_the_date_on_a_letter_stands_beside_the_day_it_came() -> None:
    text = "the stage 2 reply is dated 30 October 2026, I got it on 4 November 2026"
    (reply,) = entities(EventExtractor, text)
    assert (reply["pairing"], reply["day"], reply["letter_day"]) == (
        "paired",
        "2026-11-04",
        "2026-10-30",
    )
    assert [date["role"] for date in entities(DateExtractor, text)] == ["letter", None]


def test_where_only_the_date_on_the_letter_is_told_the_day_it_came_is_missing() -> None:
    (reply,) = entities(EventExtractor, "the stage 2 reply is dated 30 October 2026")
    assert (reply["pairing"], reply["day"], reply["letter_day"]) == ("no_date", None, "2026-10-30")


def test_a_date_that_cannot_be_used_is_no_letter_day() -> None:
    (reply,) = entities(EventExtractor, "the stage 2 reply is dated 31 February 2026")
    assert (reply["pairing"], reply["letter_day"]) == ("no_date", None)


def test_the_day_of_an_acknowledgement_is_marked_as_no_day_of_the_writers() -> None:
    text = "I complained on 1 October 2026 and they acknowledged it on 3 October 2026"
    assert [date["role"] for date in entities(DateExtractor, text)] == [None, "aside"]


def test_a_complainant_entity_says_who_is_young() -> None:
    (found,) = entities(ComplainantExtractor, "I'm 15 and in care")
    assert (found["value"], found["age"], found["young"]) == ("child", 15, True)


@pytest.mark.parametrize("extractor", ALL)
def test_entities_that_are_there_are_kept_and_new_ones_are_plain_json(
    extractor: type[Extractor],
) -> None:
    other = {"entity": "other", "value": "1", "start": 0, "end": 1}
    messages = [
        Message.build("I'm 15 in sefton, got the stage 1 reply on 3 march") for _ in range(2)
    ]
    messages[1].set(ENTITIES, [other])
    extractor().process(messages)
    assert messages[1].get(ENTITIES) == [other, *messages[0].get(ENTITIES)]
    assert len(messages[0].get(ENTITIES)) == 1
    assert json.loads(json.dumps(messages[0].get(ENTITIES))) == messages[0].get(ENTITIES)


@pytest.mark.parametrize("extractor", ALL)
def test_a_message_without_text_is_no_error(extractor: type[Extractor]) -> None:
    message = Message(data={"intent": "ask_stages_overview"})
    extractor().process([message])
    assert message.get(ENTITIES) == []


def test_the_names_in_content_are_part_of_the_cache_key() -> None:
    first = CouncilExtractor.fingerprint_addon({})
    assert first == CouncilExtractor.fingerprint_addon({})
    assert len(first) == 64
