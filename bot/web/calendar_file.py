"""The person's own dates as a file that any calendar can take in (iCalendar, RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from bot.catalogue.deadlines import Said, in_words
from bot.conversation import WorkedOut
from bot.web.timeline import Timeline
from bot.web.words import words

MEDIA_TYPE = "text/calendar"
BEFORE_OWN_DAY = (7, 1)
"""How many days before the person's own last day they are reminded."""
ONE_DAY = timedelta(days=1)
IN_THE_MORNING = timedelta(hours=9)
"""When on its day a reminder comes: an entry for a whole day begins at midnight."""


@dataclass(frozen=True)
class Reminder:
    """Something to say `days` after the day of an entry; before it where they are negative."""

    days: int
    text: str


@dataclass(frozen=True)
class Entry:
    """One day to put into a calendar."""

    day: date
    title: str
    said: Said
    reminders: tuple[Reminder, ...]


def entries(drawn: Timeline) -> tuple[Entry, ...]:
    """Return the days ahead by which the person or the council must act, or may act at last.

    What has passed is left out. A reminder whose own day is today or has passed is left out too.
    """
    return tuple(
        _entry(row.day, row.said, drawn.today) for row in drawn.ahead if row.day and row.said
    )


def calendar_file(drawn: Timeline, of: WorkedOut, contact: str) -> bytes:
    """Return the file. It names nobody; `contact` is a sentence that tells whom to ring.

    Who takes it in twice has each day once: an entry's name follows from what was told and from
    what must be done, and from nothing else.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{words().site.name}//EN")
    calendar.add("version", "2.0")
    for entry in entries(drawn):
        calendar.add_component(_event(entry, of, drawn.today, contact))
    return bytes(calendar.to_ical())


def _entry(day: date, said: Said, today: date) -> Entry:
    window, say = said.window, words().calendar
    kind = window.basis if window.last_day else "opens"
    title = vars(say.titles)[kind].format(title=said.title)
    if window.who == "council":
        late = getattr(say.late, window.name, say.late.usual)
        return Entry(day, title, said, (Reminder(1, late),))
    before = BEFORE_OWN_DAY if window.last_day else ()
    ahead = (days for days in before if day - timedelta(days=days) > today)
    reminder = say.before.format(title=title, day=in_words(day))
    return Entry(day, title, said, tuple(Reminder(-days, reminder) for days in ahead))


def _event(entry: Entry, of: WorkedOut, today: date, contact: str) -> Event:
    window = entry.said.window
    source = entry.said.source
    is_elsewhere = source.url.startswith("https:")
    described = [
        entry.said.sentence,
        words().calendar.source.format(source=source.title),
        *([source.url] if is_elsewhere else []),
        contact,
        words().plan.made.format(today=in_words(today)),
    ]
    told = (of.council, of.event, of.day, window.name, window.basis, window.condition, entry.day)
    event = Event()
    event.add("uid", uuid5(NAMESPACE_URL, " ".join(map(str, told))))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + ONE_DAY)
    event.add("summary", entry.title)
    event.add("description", "\n\n".join(described))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    for reminder in entry.reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", reminder.text)
        alarm.add("trigger", timedelta(days=reminder.days) + IN_THE_MORNING)
        event.add_component(alarm)
    return event
