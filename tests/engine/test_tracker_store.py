"""Conversations are kept in memory for a short time, and grow no longer than they must."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker_store import ForgetfulTrackerStore
from tests.conversations.talk import kinds, words

MOST_EVENTS = 150


class Clock:
    """A clock that goes on only when it is told to."""

    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store_of(clock):
    def make(**limits):
        return ForgetfulTrackerStore(Domain.empty(), clock=clock, **limits)

    return make


async def kept(store, *names):
    for name in names:
        await store.save(DialogueStateTracker(name, []))


async def test_a_conversation_is_kept_until_it_was_idle_for_too_long(store_of, clock):
    store = store_of(idle_seconds=60)
    await kept(store, "one")
    clock.seconds = 60
    assert (await store.retrieve("one")).sender_id == "one"
    clock.seconds = 61
    assert await store.retrieve("one") is None
    assert await store.keys() == []


async def test_a_message_keeps_a_conversation_alive(store_of, clock):
    store = store_of(idle_seconds=60)
    await kept(store, "one")
    clock.seconds = 50
    await kept(store, "one")
    clock.seconds = 100
    assert await store.retrieve("one") is not None


async def test_what_is_idle_is_dropped_when_others_speak(store_of, clock):
    store = store_of(idle_seconds=60)
    await kept(store, "one", "two")
    clock.seconds = 50
    await kept(store, "two")
    clock.seconds = 70
    await kept(store, "three")
    assert await store.keys() == ["two", "three"]


async def test_of_too_many_conversations_the_longest_silent_goes_first(store_of):
    store = store_of(most_conversations=2)
    await kept(store, "one", "two", "one", "three")
    assert await store.keys() == ["one", "three"]


async def test_a_conversation_is_forgotten_on_request(store_of):
    store = store_of()
    await kept(store, "one", "two")
    await store.forget("one")
    await store.forget("nobody")
    assert await store.keys() == ["two"]


def events_of(guide, until_done, person):
    return len(until_done(guide._store.retrieve(person.name)).events)


def test_a_long_conversation_costs_no_more_than_a_short_one(guide, until_done, talk):
    person = talk()
    person.types("leicester")
    most = 0
    for _ in range(40):
        person.types("how long does stage 2 take")
        most = max(most, events_of(guide, until_done, person))
    longest_turn = 20
    assert MOST_EVENTS - longest_turn < most < MOST_EVENTS + longest_turn


def test_after_folding_the_guide_still_knows_all_it_was_told(guide, until_done, talk):
    person = talk()
    person.types("I'm 15 and in care, I got the stage 2 reply from Leicester on 3 November 2026")
    person.types("he is hitting me right now")
    before, now = 0, 1
    while now > before:
        person.types("thanks")
        before, now = now, events_of(guide, until_done, person)
    assert now < MOST_EVENTS

    turn = person.types("how long does stage 2 take")
    assert kinds(turn) == ["emergency", "answer"]
    assert "This answer is for Leicester City Council." in words(turn)
    assert "You can have an advocate. An advocate" not in words(turn)

    turn = person.types("no, it was the 4th")
    assert "You got the stage 2 reply on Wednesday 4 November 2026." in words(turn)


def test_an_open_question_is_not_folded_away(guide, until_done, talk):
    person = talk(council="sefton")
    person.sends("/check_deadline")
    person.picks("I got the stage 2 reply")
    while events_of(guide, until_done, person) <= MOST_EVENTS:
        assert "On which day did you get the stage 2 reply?" in words(person.types("sefton"))
    turn = person.types("3 November 2026")
    assert "Tuesday 1 December 2026" in words(turn)
    person.types("thanks")
    assert events_of(guide, until_done, person) < MOST_EVENTS
