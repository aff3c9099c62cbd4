"""Where a leaflet and the law differ, a reply tells the citizen so, as differences.yml says.

One test a difference, by its number there. The words looked for are written from the law and the
leaflets, and so are the dates, counted on a calendar; today is an argument.
"""

import re
from datetime import date
from typing import Literal

import pytest

from bot.catalogue import CONTENT, Catalogue
from bot.catalogue.deadlines import DeadlineWords
from bot.catalogue.differences import read_differences
from bot.catalogue.limits import calendar, limits_of
from bot.eligibility import windows

CATALOGUE = Catalogue.load()
BOTH = ("sefton", "leicester")
MONDAY = date(2026, 11, 2)
TUESDAY = date(2026, 11, 3)


def answer(topic: str, council: str, part: Literal["text", "simple", "more"] = "text") -> str:
    """What the guide says about a topic for a council, on one line."""
    return " ".join(str(getattr(CATALOGUE.answer(topic, council), part)).split())


def dates(event: str, council: str, on: date = MONDAY, today: date = TUESDAY) -> str:
    """What the guide says of every window that an event opens, seen from a day."""
    words = DeadlineWords.load()
    name, contact = CATALOGUE.councils[council].name, CATALOGUE.fill("{contact}", council)
    opened = windows(event, on, today=today, limits=limits_of(council), calendar=calendar())
    return " ".join(words.sentence(one, council=name, contact=contact) for one in opened)


def test_1_stage_1_takes_10_working_days_and_20_only_if_complex() -> None:
    assert "20 is only for complex complaints" in answer("stage_1_length", "sefton")
    assert "no more than 20 working days" in answer("stage_1_length", "leicester")
    assert "The law's normal limit is 10 working days" in answer("stage_1_length", "leicester")
    for council in BOTH:
        said = dates("complaint_made", council)
        assert "must reply to stage 1 by Monday 16 November 2026" in said
        assert "is complex, the council must reply to stage 1 by Monday 30 November 2026" in said


def test_2_the_further_10_days_of_sefton_are_working_days() -> None:
    more = answer("stage_1_length", "sefton", "more")
    assert 'The leaflet\'s "further 10 days" does not say working days.' in more
    assert "mean working days" in more
    by_leaflet = "By the leaflet of Sefton Council, stage 1 should take until Monday 30 November"
    assert by_leaflet in dates("complaint_made", "sefton")


@pytest.mark.parametrize("council", BOTH)
def test_3_bank_holidays_are_no_working_days(council: str) -> None:
    said = answer("working_days", council)
    for day in ("bank holiday", "Christmas Day", "Boxing Day", "Good Friday"):
        assert day in said
    over_christmas = dates("complaint_made", council, date(2026, 12, 16), date(2026, 12, 17))
    assert "must reply to stage 1 by Monday 4 January 2027" in over_christmas


@pytest.mark.parametrize("council", BOTH)
def test_4_talking_first_is_a_choice(council: str) -> None:
    said = answer("talking_first", council)
    assert "No, you do not have to." in said
    assert "make a formal complaint straight away" in said


@pytest.mark.parametrize("council", BOTH)
def test_5_a_complaint_older_than_one_year_may_still_be_made(council: str) -> None:
    said = answer("time_limit_to_complain", council)
    assert "one year" in said
    assert "Is it older? Still ask." in said
    assert "Still ask." in answer("how_to_complain", council)
    late = dates("problem_happened", council, date(2025, 3, 3), date(2026, 11, 22))
    assert "ended on Tuesday 3 March 2026. You may still ask." in late


def test_6_the_20_working_days_of_leicester_for_stage_2_are_a_wish_and_no_lost_right() -> None:
    said = answer("stage_2_request", "leicester")
    assert "within 20 working days of getting the stage 1 reply" in said
    assert "that is the council's own wish" in said
    for part in ("text", "simple"):
        assert "The law sets no last day, so" in answer("stage_2_request", "leicester", part)
    late = dates("stage_1_reply_received", "leicester", date(2026, 9, 1), date(2026, 11, 22))
    assert "by Tuesday 29 September 2026. That day has passed, but you may still ask" in late


def test_6_sefton_has_no_last_day_for_stage_2() -> None:
    said = answer("stage_2_request", "sefton")
    assert "Neither the leaflet nor the law sets a last day" in said
    late = dates("stage_1_reply_received", "sefton", date(2026, 9, 1), date(2026, 11, 22))
    assert late.startswith("You can ask for stage 2 now")
    assert "passed" not in late


@pytest.mark.parametrize("council", BOTH)
def test_7_stage_2_may_be_asked_for_once_stage_1_is_late(council: str) -> None:
    if_late = "also ask if stage 1 is late: after 10 working days, or 20 if it is complex"
    assert if_late in answer("stage_2_request", council)
    assert "ask for stage 2" in answer("council_late", council)
    said = dates("complaint_made", council, today=date(2026, 11, 17))
    assert "has not called your complaint complex, you can ask for stage 2 now" in said
    assert "you can ask for stage 2 from Tuesday 1 December 2026" in said


def test_8_stage_2_is_counted_from_the_request_and_the_leaflet_of_leicester_says_otherwise() -> (
    None
):
    said = answer("count_start", "leicester")
    assert "from the day it gets your signed Record of Complaint" in said
    assert "The law counts from the day the council got your request" in said
    by_leaflet = dates("stage_2_record_agreed", "leicester")
    assert "counts from the day it got your signed record" in by_leaflet
    assert "the law counts from the day you asked for stage 2" in by_leaflet


@pytest.mark.parametrize("council", BOTH)
def test_8_the_council_is_asked_which_day_it_counts_from(council: str) -> None:
    assert "Ask the council in writing which date it" in answer("count_start", council)
    requested = dates("stage_2_requested", council)
    assert "must reply to stage 2 by Monday 7 December 2026" in requested
    assert "If you complained by speaking, it may be due later." in requested


@pytest.mark.parametrize("council", BOTH)
def test_9_the_65_working_days_are_65_in_all(council: str) -> None:
    assert "not 65 more" in answer("stage_2_length", council)
    longest = "Thursday 4 February 2027. That is 65 working days in all, not 65 more."
    assert longest in dates("stage_2_requested", council)


@pytest.mark.parametrize("council", BOTH)
def test_10_the_council_itself_must_explain_a_delay_before_the_25_days_end(council: str) -> None:
    assert "the council must tell you why in writing" in answer("stage_2_length", council)
    assert "it must tell you in writing by then why" in dates("stage_2_requested", council)


def test_10_what_the_leaflets_say_of_a_delay_is_told_too() -> None:
    assert "it will keep you updated" in answer("stage_2_meaning", "sefton")
    more = answer("stage_2_length", "leicester", "more")
    assert "The leaflet says that the independent investigator will tell you" in more
    assert "The law says that the council must do it, in writing" in more


def test_11_both_roles_at_stage_2_are_explained_in_the_words_of_each_council() -> None:
    in_sefton = answer("stage_2_people", "sefton")
    assert "an Independent Investigator and an Independent Person" in in_sefton
    in_leicester = answer("stage_2_roles", "leicester")
    assert "names only one: an independent person who does not work for the council" in in_leicester
    assert "An investigator finds out what happened" in in_leicester
    assert "An independent person watches over" in in_leicester


@pytest.mark.parametrize("council", BOTH)
@pytest.mark.parametrize("topic", ["stage_2_meaning", "stage_2_people"])
def test_12_the_reply_to_stage_2_says_how_to_ask_for_stage_3(topic: str, council: str) -> None:
    assert "how to ask for stage 3" in answer(topic, council)


@pytest.mark.parametrize("council", BOTH)
def test_13_stage_1_is_skipped_only_if_both_agree(council: str) -> None:
    said = answer("skip_stage_1", council)
    assert "You can ask." in said
    assert "you and the council" in said
    assert "both agree" in said


@pytest.mark.parametrize("council", BOTH)
def test_14_stage_3_has_20_working_days_and_needs_reasons(council: str) -> None:
    for topic in ("stage_3_request", "next_stage_deadline", "missed_deadline"):
        assert "20 working days" in answer(topic, council)
        assert "reasons" in answer(topic, council)
    said = dates("stage_2_reply_received", council, TUESDAY, date(2026, 11, 22))
    assert "until Tuesday 1 December 2026 to ask for stage 3. You must give your reasons" in said
    late = dates("stage_2_reply_received", council, TUESDAY, date(2026, 12, 2))
    assert "Ask anyway, today if you can." in late
    assert "why you are late and why you are still unhappy" in late


@pytest.mark.parametrize("council", BOTH)
@pytest.mark.parametrize("topic", ["stage_3_request", "next_stage_deadline"])
def test_14_said_simply_stage_3_still_needs_reasons_and_may_still_be_asked_for(
    topic: str, council: str
) -> None:
    said = answer(topic, council, "simple")
    assert "reasons" in said
    assert "Still ask" in said


def test_14_sefton_has_an_earlier_and_safe_day_for_stage_3() -> None:
    safe = "To be safe, ask within 20 days of the date on the reply, weekends counted."
    assert safe in answer("stage_3_request", "sefton")
    assert "20 working days from the day you got the reply" in answer("stage_3_request", "sefton")
    said = dates("stage_2_reply_received", "sefton", TUESDAY, date(2026, 11, 22))
    assert "To be safe, ask by Monday 23 November 2026." in said
    assert "If the reply has an earlier date on it, ask that much sooner." in said


@pytest.mark.parametrize("council", BOTH)
def test_15_the_panel_meets_within_30_working_days_of_the_request(council: str) -> None:
    by_law = "must meet within 30 working days of the day the council got your request"
    assert by_law in answer("stage_3_length", council)
    assert "panel must meet by Monday 14 December 2026" in dates("stage_3_requested", council)


@pytest.mark.parametrize("council", BOTH)
def test_16_the_panel_reports_within_5_working_days(council: str) -> None:
    assert "within 5 working days" in answer("stage_3_length", council)
    assert "written report by Monday 9 November 2026" in dates("panel_held", council)


def test_17_after_the_panel_it_is_the_council_that_replies() -> None:
    in_sefton = answer("stage_3_length", "sefton")
    assert "The council must reply within 15 working days of getting the report" in in_sefton
    assert "In law those 15 are for the council" in in_sefton
    in_leicester = answer("stage_3_length", "leicester")
    assert "The leaflet gives the director 20 working days from the panel" in in_leicester
    assert "15 working days from getting the panel's report" in in_leicester
    for council in BOTH:
        after_the_panel = dates("panel_held", council)
        assert "final reply is Monday 30 November 2026. If it gets" in after_the_panel
        after_the_report = dates("panel_report_received", council)
        assert "final reply by Monday 23 November 2026" in after_the_report


@pytest.mark.parametrize("topic", ["stage_1_length", "stage_2_length", "stage_3_length"])
def test_18_the_web_page_of_sefton_is_named_beside_its_leaflet(topic: str) -> None:
    assert "Sefton's own web page" in answer(topic, "sefton", "more")
    assert "leaflet" in answer(topic, "sefton", "more")
    sources = CATALOGUE.answer(topic, "sefton").sources
    assert any(source.url.startswith("https://www.seftondirectory.com/") for source in sources)


def test_20_no_email_address_is_made_up_for_sefton() -> None:
    for topic in ("contact", "contact_email"):
        said = answer(topic, "sefton")
        assert "it prints no email address" in said
        assert "0345 140 0845" in said
        assert "@" not in said
    assert "its link does not work" in answer("contact_online", "sefton")
    assert "youngpeople-complaints@leicester.gov.uk" in answer("contact_email", "leicester")


def test_21_letters_go_to_the_address_of_the_leaflet() -> None:
    in_sefton = "2nd Floor, Magdalen House, Trinity Road, Bootle L20 3NJ"
    in_leicester = "115 Charles Street, Leicester LE1 1FZ"
    for topic in ("contact", "contact_post"):
        assert in_sefton in answer(topic, "sefton")
        assert in_leicester in answer(topic, "leicester")
        assert "Town Hall" not in answer(topic, "leicester")


def test_22_the_two_numbers_of_leicester_are_kept_apart() -> None:
    assert "0116 454 2430" in answer("contact_phone", "leicester")
    assert "0116 454 1000" not in answer("contact_phone", "leicester")
    assert "Customer Services on 0116 454 1000" in answer("other_services", "leicester")
    assert "0116 454 2430" not in answer("other_services", "leicester")


@pytest.mark.parametrize("topic", ["ombudsman_phone", "ombudsman_how"])
def test_23_the_right_number_of_the_ombudsman_is_given_and_the_misprint_named(topic: str) -> None:
    assert "misprint" in answer(topic, "sefton")
    for council in BOTH:
        assert "0300 061 0614" in answer(topic, council)
        assert "0300 161 0614" not in answer(topic, council)


@pytest.mark.parametrize("council", BOTH)
def test_24_the_ombudsman_has_its_full_name_and_once_the_old_one(council: str) -> None:
    said = answer("ombudsman_what", council)
    assert said.startswith("The Local Government and Social Care Ombudsman looks into complaints")
    assert said.count("the Local Government Ombudsman") == 1


@pytest.mark.parametrize("council", BOTH)
@pytest.mark.parametrize("topic", ["ombudsman_phone", "ombudsman_how"])
def test_25_the_ombudsman_is_reached_by_website_phone_and_post_only(
    topic: str, council: str
) -> None:
    said = answer(topic, council)
    assert "www.lgo.org.uk" in said
    assert "PO Box 4771, Coventry CV4 0EH" in said
    assert not re.search(r"@lgo|0762|024 76", said)


@pytest.mark.parametrize("council", BOTH)
def test_26_the_ombudsman_comes_after_stage_3_and_within_12_months(council: str) -> None:
    said = answer("ombudsman_when", council)
    assert "stages first" in said
    assert "12 months from the day you knew about the problem" in said
    final = dates("final_reply_received", council)
    assert "not later than Monday 1 November 2027" in final
    assert "In law the 12 months start when you first knew about the problem." in final


@pytest.mark.parametrize("council", BOTH)
def test_27_more_people_may_complain_than_a_leaflet_names(council: str) -> None:
    said = answer("who_can_complain", council)
    for person in ("A care leaver.", "A parent.", "A council foster carer.", "Anyone else can ask"):
        assert person in said
    assert "enough interest in the child's welfare" in answer("complain_as_relative", council)
    assert answer("complain_as_parent", council).startswith("Yes, a parent can complain")


@pytest.mark.parametrize("council", BOTH)
def test_28_a_young_person_and_a_care_leaver_are_offered_an_advocate(council: str) -> None:
    assert "If you are under 18 or have left care, the council must" in answer("advocate", council)
    for topic in ("complain_as_child", "complain_as_care_leaver"):
        for part in ("text", "simple"):
            assert "The council must arrange" in answer(topic, council, part)
    assert "The council must arrange an advocate" in answer("how_to_complain", council)
    assert "You can have an advocate." in answer("how_to_complain", council, "simple")


@pytest.mark.parametrize("council", BOTH)
@pytest.mark.parametrize("part", ["text", "simple"])
def test_29_an_advocate_and_one_other_person_may_come_to_the_panel(part, council) -> None:
    said = answer("panel_support", council, part)
    assert "advocate" in said
    assert re.search(r"another person|one (more|other) person", said)
    assert "One of them may speak for you." in said


def test_30_only_the_leaflet_of_leicester_promises_something_to_the_fearful() -> None:
    in_leicester = answer("fear", "leicester")
    assert "Leicester's leaflet promises that you will not be treated less well" in in_leicester
    assert "will not lose services" in in_leicester
    assert "leaflet" not in answer("fear", "sefton")
    for council in BOTH:
        assert "I cannot promise how each person will act." in answer("fear", council)


@pytest.mark.parametrize("council", BOTH)
def test_31_courts_police_and_child_protection_shut_nobody_out(council: str) -> None:
    assert "Yes, you can still complain." in answer("court", council)
    assert "You can still complain." in answer("police", council)
    for topic in ("court", "police"):
        assert "only if going on would harm" in answer(topic, council)
    for topic in ("court", "police", "paused_complaint"):
        assert "reasons in writing" in answer(topic, council)
    assert re.search(
        "in writing which one (and|it uses and) why", answer("wrong_procedure", council)
    )
    assert "which one and why" in answer("child_protection", council)
    ended = dates("proceedings_ended", council)
    assert "until Tuesday 2 November 2027 to bring your complaint back" in ended


@pytest.mark.parametrize("council", BOTH)
def test_32_a_complaint_can_be_said_or_written(council: str) -> None:
    assert answer("complain_by_speaking", council).startswith("Yes. You can complain by")
    assert "Phone the complaints" in answer("how_to_complain", council)
    assert "Or write to" in answer("how_to_complain", council)


def test_33_each_council_s_people_keep_their_titles() -> None:
    assert "complaints team" in answer("contact", "sefton")
    assert "the Complaints Officer" in answer("stage_2_request", "sefton")
    assert "the customer feedback and complaints manager" in answer("contact", "leicester")
    assert "complaints team" not in answer("contact", "leicester")


def test_34_an_mp_a_councillor_or_a_solicitor_may_help_and_is_not_needed() -> None:
    may_help = "your MP or local councillor may be able to help you"
    assert may_help in answer("mp_councillor", "sefton")
    assert "You can ask your MP or a local councillor" in answer("mp_councillor", "leicester")
    for council in BOTH:
        assert "You do not need a solicitor to complain." in answer("solicitor", council)


def test_35_the_leaflet_s_date_is_told_or_that_it_has_none() -> None:
    assert "The leaflet has no date" in answer("leaflet", "sefton")
    assert "updated in June 2024" in answer("leaflet", "leicester")
    for council, date_shown in (("sefton", "(undated)"), ("leicester", "(June 2024)")):
        answers = [CATALOGUE.answer(topic, council) for topic in CATALOGUE.topics]
        sources = {source for one in answers for source in one.sources}
        titles = {source.title for source in sources if source.url.startswith(f"/{council}#")}
        assert titles
        assert all(title.endswith(date_shown) for title in titles)


def test_every_difference_that_touches_a_citizen_has_its_test_here() -> None:
    found = {int(match[1]) for name in globals() if (match := re.match(r"test_(\d+)_", name))}
    assert found == {one.number for one in read_differences(CONTENT) if one.touches_citizens}
