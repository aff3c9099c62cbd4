"""Dates that a person may have told, and what the guide makes of them, for tests of the page."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from bot.catalogue.deadlines import told_dates
from bot.catalogue.limits import councils
from bot.conversation import Reply, Turn, WorkedOut
from bot.eligibility import EVENTS
from bot.web.timeline import timeline
from tests.web.engines import Answering

TODAY = date(2026, 11, 22)
STAGE_2_REPLY = WorkedOut("sefton", "stage_2_reply_received", date(2026, 11, 9))
COMPLAINT = WorkedOut("leicester", "complaint_made", date(2026, 11, 2))


@st.composite
def cases(draw):
    """What somebody told, and the day on which we look at it."""
    day = draw(st.dates(date(2010, 1, 1), date(2029, 12, 31)))
    worked_out = WorkedOut(
        draw(st.sampled_from(councils())),
        draw(st.sampled_from(EVENTS)),
        day,
        draw(st.none() | st.integers(0, 60).map(lambda days: day - timedelta(days=days))),
        draw(st.booleans()),
    )
    return worked_out, day + timedelta(days=draw(st.integers(0, 900)))


def in_any_case(examples):
    """Run a test for so many cases. It may use a client and freeze today anew in each."""

    def run(test):
        shared = [HealthCheck.function_scoped_fixture]
        often = settings(max_examples=examples, deadline=None, suppress_health_check=shared)
        return often(given(case=cases())(test))

    return run


def told(of, today=TODAY):
    return told_dates(Catalogue.load(), **vars(of), today=today)


def drawn(of, today=TODAY):
    return timeline(told(of, today), of.day, today)


def fields(of, **changed):
    """What the forms of the chat and of the plan send."""
    sent = {
        "council": of.council,
        "event": of.event,
        "date": of.day.isoformat(),
        "letter_dated": of.letter_dated.isoformat() if of.letter_dated else "",
        "approximate": "1" if of.approximate else "",
    }
    return sent | changed


class Dating(Answering):
    """Answers every message with the same dates."""

    def __init__(self, of):
        super().__init__()
        self.of = of

    async def turn(self, conversation, *, text=None, payload=None, council=None):
        if text is None and payload is None:
            return await super().turn(conversation, council=council)
        replies = [Reply("deadline", "\n\n".join(one.lines)) for one in told(self.of).groups]
        replies[-1] = Reply("deadline", replies[-1].text, worked_out=self.of)
        return Turn(tuple(replies), (), self.of.council)
