"""The Rasa agent in this process: what goes in, what comes out, and what happens when it fails."""

import asyncio
import logging

import pytest
from rasa.shared.core.events import SlotSet

from bot.conversation import Choice
from bot.engine.agent import (
    NoModelError,
    RasaEngine,
    choice_of,
    newest_model,
    quieten_rasa,
    reply_of,
    typed,
)
from tests.conversations.talk import kinds, words


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("how do I complain", "how do I complain"),
        ("/restart", "restart"),
        (" //stop", "stop"),
        ('/inform{"council": "sefton"}', 'inform{"council": "sefton"}'),
        ("/\n/ hello", "hello"),
        ("/", "?"),
        ("   ", "?"),
        ("and/or", "and/or"),
    ],
)
def test_what_is_typed_can_be_no_command(text, meant):
    assert typed(text) == meant


@pytest.mark.parametrize(
    ("payload", "id_"),
    [
        ("/ask_advocate", "ask_advocate"),
        ('/ask_stage_length{"stage": "2"}', "ask_stage_length-2"),
        ('/inform{"council": "sefton"}', "inform-sefton"),
        ('/inform{"event": "complaint_made"}', "inform-complaint_made"),
    ],
)
def test_a_choice_is_named_by_what_it_means(payload, id_):
    assert choice_of({"title": "Words", "payload": payload}) == Choice(id_, "Words", payload)


def test_a_message_without_data_is_an_answer_without_sources():
    reply = reply_of({"text": " Hello. "})
    assert (reply.kind, reply.text, reply.sources, reply.windows) == ("answer", "Hello.", (), ())


def test_without_a_model_the_error_says_how_to_get_one(tmp_path):
    with pytest.raises(NoModelError, match="run `make train`"):
        newest_model(tmp_path)


def test_the_model_trained_last_is_taken(tmp_path, trained_model):
    older, newer = tmp_path / "b.tar.gz", tmp_path / "a.tar.gz"
    older.touch()
    newer.touch()
    later = older.stat().st_mtime + 10
    import os

    os.utime(newer, (later, later))
    assert newest_model(tmp_path) == newer
    assert trained_model.suffixes[-2:] == [".tar", ".gz"]


def test_the_guide_is_ready_only_when_it_is_loaded(guide):
    assert guide.ready
    assert not RasaEngine().ready


@pytest.mark.parametrize("typed_label", ["I am safe, carry on", "i am safe carry on!"])
def test_the_words_of_a_choice_may_be_typed(talk, typed_label):
    person = talk()
    person.types("he is hitting me right now")
    turn = person.types(typed_label)
    assert "Thank you for telling me." in words(turn)


def test_two_conversations_know_nothing_of_each_other(talk):
    one, other = talk(), talk()
    one.types("leicester")
    assert "0116 454 2430" in words(one.types("phone number of the complaints team"))
    assert "0116" not in words(other.types("phone number of the complaints team"))


def test_many_conversations_at_once_keep_apart(guide, until_done, monkeypatch):
    monkeypatch.setenv("GUIDE_TODAY", "2026-11-22")
    numbers = {"leicester": "0116 454 2430", "sefton": "0345 140 0845"}

    async def ask(number, council):
        name = f"at once {number}"
        await guide.turn(name, text=council)
        return council, await guide.turn(name, text="phone number of the complaints team")

    async def all_at_once():
        councils = list(numbers) * 6
        return await asyncio.gather(*(ask(n, council) for n, council in enumerate(councils)))

    for council, turn in until_done(all_at_once()):
        assert numbers[council] in words(turn)
        assert turn.council == council


def test_a_council_chosen_on_the_page_does_not_overrule_one_that_was_told(guide, until_done, talk):
    person = talk(council="sefton")
    assert person.types("hello").council == "sefton"
    assert person.types("no, leicester").council == "leicester"
    assert person.types("hello").council == "leicester"


def test_a_forgotten_conversation_begins_anew(guide, until_done, talk):
    person = talk()
    person.types("leicester")
    until_done(guide.forget(person.name))
    assert person.types("hello").council is None


# -------------------------------------------------------------------------------- taking back


def test_a_message_taken_back_was_never_said(guide, until_done, talk):
    person = talk()
    person.types("leicester")
    assert person.types("no, sefton").council == "sefton"
    assert until_done(guide.take_back(person.name))
    assert person.types("phone number of the complaints team").council == "leicester"


def test_a_question_of_the_guide_is_open_again_after_its_answer_was_taken_back(
    guide, until_done, talk
):
    person = talk(council="sefton")
    for text in ("work out my dates", "i got the stage 2 reply", "3 november 2026"):
        turn = person.types(text)
    assert "Tuesday 3 November 2026" in words(turn)
    assert until_done(guide.take_back(person.name))
    turn = person.types("9 november 2026")
    assert "Monday 9 November 2026" in words(turn)
    assert "Tuesday 3 November 2026" not in words(turn)


def test_every_message_can_be_taken_back_down_to_the_first(guide, until_done, talk):
    person = talk(council="sefton")
    for text in ("hello", "how long does stage 2 take", "thanks"):
        person.types(text)
    taken = [until_done(guide.take_back(person.name)) for _ in range(4)]
    assert taken == [True, True, True, False]
    other = talk()
    other.name = person.name
    assert other.types("hello").council is None


def test_danger_stays_raised_where_the_message_is_taken_back(guide, until_done, talk):
    person = talk()
    person.types("hello")
    person.types("my dad is hitting me right now")
    until_done(guide.take_back(person.name))
    assert "999" in person.types("how do I complain").replies[0].text


def test_nothing_can_be_taken_back_of_a_conversation_that_never_was(guide, until_done):
    assert until_done(guide.take_back("nobody")) is False


# ------------------------------------------------------------------------------------ failures


def break_slot(guide, until_done, person, slot, value):
    """Spoil what the guide remembers, so that the next action cannot work."""
    tracker = until_done(guide._store.retrieve(person.name))
    tracker.update(SlotSet(slot, value))
    until_done(guide._store.save(tracker))


@pytest.mark.parametrize(
    ("council", "whom"),
    [
        ("sefton", "Phone the complaints team on 0345 140 0845."),
        ("leicester", "0116 454 2430"),
        (None, "Ask your council for its children's complaints team."),
    ],
)
def test_an_action_that_fails_still_says_whom_to_ring(guide, until_done, talk, council, whom):
    person = talk(council=council)
    person.types("I got the stage 2 reply on 3 November 2026")
    person.sends('/inform{"council": "england"}') if council is None else None
    break_slot(guide, until_done, person, "event_date", {"day": "no day at all"})
    turn = person.types("say that again")
    assert "something went wrong on my side" in words(turn)
    assert whom in words(turn)
    assert "ring 999" in words(turn)
    assert kinds(turn) == ["notice"]

    assert "25 working days" in words(person.types("how long does stage 2 take"))


def test_an_action_that_fails_after_danger_still_begins_with_999(guide, until_done, talk):
    person = talk(council="sefton")
    person.types("I got the stage 2 reply on 3 November 2026")
    person.types("he is hitting me right now")
    break_slot(guide, until_done, person, "event_date", {"day": "no day at all"})
    break_slot(guide, until_done, person, "said", ["dates"])
    turn = person.types("say that again")
    assert kinds(turn) == ["emergency", "notice"]


# --------------------------------------------------------------------------------- logs


def test_no_log_holds_what_a_person_wrote(guide, until_done, talk, caplog, capfd):
    quieten_rasa()
    caplog.handler.setLevel(logging.NOTSET)
    person = talk(council="sefton")
    person.types("my neighbour Rumpelstiltskin complained on 3 november")
    person.types("Rumpelstiltskin is hitting me")
    person.types("asdf Rumpelstiltskin qwer")
    person.types("work out my dates, Rumpelstiltskin")
    break_slot(guide, until_done, person, "event_date", {"day": "Rumpelstiltskin"})
    break_slot(guide, until_done, person, "said", ["dates"])
    person.types("stop")
    turn = person.types("say that again")
    printed = capfd.readouterr()
    logged = caplog.text + printed.out + printed.err
    assert "rumpelstiltskin" not in logged.lower()
    assert kinds(turn)


def test_a_failure_is_logged_with_its_kind_and_without_words(guide, until_done, talk, caplog):
    person = talk(council="sefton")
    person.types("I got the stage 2 reply on 3 November 2026")
    break_slot(guide, until_done, person, "event_date", {"day": "Rumpelstiltskin"})
    person.types("say that again")
    assert "action_say_again failed: ValueError" in caplog.text
    assert "Rumpelstiltskin" not in caplog.text


def test_telemetry_is_off_wherever_the_guide_is_loaded(guide, monkeypatch):
    from rasa import telemetry

    monkeypatch.setenv("RASA_TELEMETRY_ENABLED", "true")
    quieten_rasa()
    assert not telemetry.is_telemetry_enabled()
