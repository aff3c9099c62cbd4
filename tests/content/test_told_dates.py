"""What follows from an event, in the words that the chat, the plan and the calendar share."""

from datetime import date

import pytest

from bot.catalogue import Catalogue, UnknownCouncil
from bot.catalogue.deadlines import DeadlineWords, told_dates
from bot.catalogue.limits import councils, limits_of
from bot.eligibility import EVENTS

CATALOGUE = Catalogue.load()
MONDAY = date(2026, 11, 2)
TUESDAY = date(2026, 11, 3)


def told(council, event, day=MONDAY, today=TUESDAY, **more):
    return told_dates(CATALOGUE, council, event, day, today=today, **more)


@pytest.mark.parametrize("council", councils())
def test_every_limit_has_a_title_and_its_condition_words(council):
    words = DeadlineWords.load()
    for limit in limits_of(council):
        assert words.names[limit.window]
        assert limit.condition is None or words.conditions[limit.condition]


def test_a_title_says_under_which_condition_a_day_holds():
    titles = [one.title for one in told("england", "stage_2_requested").said]
    assert titles == [
        "The council's stage 2 reply",
        "The council's stage 2 reply, at the latest, if it told you why in writing",
    ]


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("council", councils())
def test_one_reads_first_what_one_may_do_oneself_each_with_its_source(council, event):
    dates = told(council, event)
    assert [group.who for group in dates.groups] in (["you"], ["council"], ["you", "council"])
    for group in dates.groups:
        assert {window.who for window in group.windows} == {group.who}
        assert {one.source for one in group.said} <= set(group.sources)
    assert dates.label == DeadlineWords.load().events[event].label


def test_a_councils_own_day_that_is_the_laws_day_is_said_once_and_both_sources_are_named():
    (group,) = told("sefton", "stage_3_requested").groups
    assert [one.window.basis for one in group.said] == ["law"]
    assert [window.basis for window in group.windows] == ["law", "council"]
    assert len(group.sources) == 2


def test_an_approximate_day_is_named_and_an_exact_one_only_said_back():
    assert len(told("england", "stage_1_reply_received").opening) == 1
    opening = told("england", "stage_1_reply_received", approximate=True).opening
    assert "I used Monday 2 November 2026" in opening[1]


@pytest.mark.parametrize(
    ("today", "says"),
    [("2026-11-28", ""), ("2026-11-29", "That is tomorrow."), ("2026-11-30", "That is today.")],
)
def test_haste_is_asked_for_when_ones_own_last_day_is_near(today, says):
    (said,) = told("england", "stage_2_reply_received", today=date.fromisoformat(today)).said
    assert said.window.last_day == date(2026, 11, 30)
    assert said.hurry.partition(".")[0] == says.rstrip(".")


def test_no_haste_is_asked_for_when_the_council_must_act():
    (said,) = told("england", "stage_3_requested", today=date(2026, 12, 14)).said
    assert said.window.last_day == date(2026, 12, 14)
    assert said.hurry == ""


def test_the_text_of_a_window_ends_with_the_haste_and_a_sentence_alone_does_not():
    said = told("england", "stage_2_reply_received", today=date(2026, 11, 29)).said[0]
    assert said.text == f"{said.sentence} {said.hurry}"
    assert "That is tomorrow." in said.hurry


def test_a_letter_dated_after_the_day_it_came_is_left_aside():
    plain = told("sefton", "stage_2_reply_received")
    assert told("sefton", "stage_2_reply_received", letter_dated=TUESDAY) == plain
    sooner = told("sefton", "stage_2_reply_received", letter_dated=date(2026, 10, 30))
    assert sooner != plain


def test_a_council_that_is_not_covered_an_unknown_event_and_a_day_to_come_are_refused():
    with pytest.raises(UnknownCouncil):
        told("atlantis", "complaint_made")
    with pytest.raises(ValueError, match="unknown event"):
        told("sefton", "harvest")
    with pytest.raises(ValueError, match="in the future"):
        told("sefton", "complaint_made", day=date(2026, 11, 4))
