"""What a message tells the guide: council, stage, event and day, from its entities alone."""

from datetime import date

import pytest
from rasa_sdk import Tracker

from actions.facts import in_month_of, latest_event, standing, take_facts


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("GUIDE_TODAY", "2026-11-22")


def message(intent, *entities, asked=None, **slots):
    """A tracker whose latest message has this intent and these entities."""
    return Tracker(
        sender_id="somebody",
        slots={"requested_slot": asked, **slots},
        latest_message={"intent": {"name": intent}, "entities": list(entities)},
        events=[],
        paused=False,
        followup_action=None,
        active_loop={"name": "dates_form"} if asked else {},
        latest_action_name=None,
    )


def council(slug):
    return {"entity": "council", "value": slug}


def stage(number, **more):
    return {"entity": "stage", "value": number, **more}


def event(name, **more):
    return {"entity": "event", "value": name, "extractor": "EventExtractor", **more}


def day(iso, **more):
    return {"entity": "date", "value": iso, "problem": "none", **more}


def no_day(problem):
    return {"entity": "date", "value": problem, "problem": problem}


def facts(tracker):
    return {one["name"]: one["value"] for one in take_facts(tracker)}


def the_date(found):
    return found["event_date"] and found["event_date"]["day"]


def test_a_council_of_ours_is_remembered():
    assert facts(message("inform", council("sefton")))["council"] == "sefton"


def test_any_other_council_stands_for_england():
    assert facts(message("inform", council("other:Kent County Council")))["council"] == "england"


def test_two_councils_tell_none():
    assert "council" not in facts(message("inform", council("sefton"), council("leicester")))


def test_another_council_answers_the_question_which_and_only_that():
    assert facts(message("ask_other_council", asked="council"))["council"] == "england"
    assert "council" not in facts(message("ask_other_council"))
    assert "council" not in facts(message("ask_other_council", asked="event"))


def test_of_two_stages_the_one_that_is_meant_is_remembered():
    found = facts(message("ask_stage_length", stage("1"), stage("2", main=True)))
    assert found["stage"] == "2"


def test_another_subject_ends_the_talk_of_a_stage():
    assert facts(message("ask_advocate", stage="2"))["stage"] is None
    assert "stage" not in facts(message("ask_stage_people", stage="2"))


def test_an_event_with_its_day_is_taken_from_what_is_told():
    told = event("complaint_made", latest=True, pairing="paired", day="2026-11-03")
    found = facts(message("tell_event", told, day("2026-11-03"), day("2026-11-17")))
    assert (found["event"], the_date(found)) == ("complaint_made", "2026-11-03")


def test_a_day_in_a_mere_question_is_not_taken():
    found = facts(message("ask_complain_for_someone", day("2015-03-03")))
    assert not {"event", "event_date"} & set(found)


@pytest.mark.parametrize("problem", ["future", "impossible", "ambiguous", "too_vague"])
def test_a_day_that_cannot_be_used_puts_out_the_old_one(problem):
    before = {"day": "2026-10-12"}
    tracker = message("inform", no_day(problem), event="complaint_made", event_date=before)
    assert facts(tracker)["event_date"] is None


def test_two_days_put_out_the_old_one():
    before = {"day": "2026-10-12"}
    two = (day("2026-11-03"), day("2026-11-05"))
    tracker = message("inform", *two, event="complaint_made", event_date=before)
    assert facts(tracker)["event_date"] is None


def test_the_13th_keeps_the_month_told_before():
    before = {"day": "2026-10-12"}
    said = day("2026-11-13", reason="month_assumed")
    assert the_date(facts(message("inform", said, event_date=before))) == "2026-10-13"
    assert the_date(facts(message("inform", said, asked="event_date"))) == "2026-11-13"


def test_a_day_beside_what_a_person_waits_for_is_not_taken():
    waits = event("awaited:stage_1_reply_received", happened=False)
    found = facts(message("tell_event", waits, day("2026-11-03")))
    assert (found["event"], found["event_date"]) == ("complaint_made", None)


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("stage_1_reply_received", "2", "stage_2_reply_received"),
        ("stage_3_requested", "2", "stage_2_requested"),
        ("stage_2_reply_received", "3", None),
    ],
)
def test_a_corrected_stage_changes_the_event_or_asks_for_it_again(before, number, after):
    tracker = message("correct", stage(number, main=True), event=before, said=["dates"])
    assert facts(tracker)["event"] == after


def test_a_stage_changes_no_event_when_the_talk_is_of_something_else():
    tracker = message("inform", stage("2"), event="stage_1_reply_received", said=["advocate"])
    assert "event" not in facts(tracker)


def test_a_new_event_takes_no_day_from_the_old_one():
    told = event("stage_1_reply_received", latest=True, pairing="no_date")
    before = {"event": "complaint_made", "event_date": {"day": "2026-10-12"}}
    found = facts(message("tell_event", told, **before))
    assert (found["event"], found["event_date"]) == ("stage_1_reply_received", None)


def test_a_young_person_is_known_as_one():
    child = {"entity": "complainant", "value": "child", "young": True}
    assert facts(message("inform", child))["young"] is True


def test_a_question_of_somebody_who_has_not_complained_tells_so():
    found = facts(message("ask_what_happens_next", event("awaited:complaint_made", happened=False)))
    assert found["event"] == "problem_happened"
    assert found["event_date"] is None


def test_a_question_tells_what_happened_where_the_guide_asked_that():
    waits = event("awaited:stage_1_reply_received", happened=False)
    assert facts(message("ask_council_late", waits, asked="event"))["event"] == "complaint_made"
    assert "event" not in facts(message("ask_council_late", waits))


@pytest.mark.parametrize(
    ("awaited", "stands"),
    [
        ("awaited:stage_1_reply_received", "complaint_made"),
        ("awaited:final_reply_received", "panel_held"),
        ("awaited:complaint_made", "problem_happened"),
        ("stage_2_requested", "stage_2_requested"),
    ],
)
def test_who_waits_for_something_stands_where_it_was_asked_for(awaited, stands):
    assert standing(awaited) == stands


def test_of_two_events_the_latest_counts():
    two = (event("complaint_made"), event("stage_1_reply_received", latest=True))
    assert latest_event(message("tell_event", *two))["value"] == "stage_1_reply_received"
    assert latest_event(message("tell_event")) is None


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("2026-10-12", "2026-11-13", "2026-10-13"),
        ("2026-09-12", "2026-10-31", "2026-10-31"),  # there is no 31 September
        ("2026-11-12", "2026-10-30", "2026-10-30"),  # 30 November has not come yet
    ],
)
def test_a_bare_day_is_looked_for_in_the_month_told_before(before, said, meant):
    dates = map(date.fromisoformat, (before, said, meant))
    first, second, third = dates
    assert in_month_of(first, second) == third
