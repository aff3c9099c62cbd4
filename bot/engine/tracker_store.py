"""Keeps conversations in memory for a short time, and forgets them.

Nothing is written down anywhere: a conversation that is idle for too long, or forgotten on
request, is gone. Long conversations are folded to what still matters (the slots), because the
cost of a Rasa turn grows with every event that a tracker holds.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

DANGER_RAISED = "danger_raised"


class ForgetfulTrackerStore(TrackerStore):
    """Trackers in memory, dropped `idle_seconds` after their last message."""

    def __init__(
        self,
        domain: Domain | None = None,
        *,
        idle_seconds: float = 3600,
        most_conversations: int = 2000,
        most_events: int = 150,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(domain or Domain.empty())
        self._idle_seconds = idle_seconds
        self._most_conversations = most_conversations
        self._most_events = most_events
        self._clock = clock
        self._trackers: OrderedDict[str, tuple[float, DialogueStateTracker]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker and drops those that are idle, or the oldest where there are many."""
        self._trackers[tracker.sender_id] = (self._clock(), self._folded(tracker))
        self._trackers.move_to_end(tracker.sender_id)
        while self._trackers:
            oldest, (last_message, _) = next(iter(self._trackers.items()))
            idle = self._clock() - last_message > self._idle_seconds
            if not idle and len(self._trackers) <= self._most_conversations:
                break
            del self._trackers[oldest]

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None where there is none or it was idle for too long."""
        last_message, tracker = self._trackers.get(sender_id, (0.0, None))
        if tracker is None or self._clock() - last_message > self._idle_seconds:
            self._trackers.pop(sender_id, None)
            return None
        return tracker

    async def keys(self) -> Iterable[str]:
        """The conversations that are kept now."""
        return list(self._trackers)

    async def take_back(self, sender_id: str) -> bool:
        """Undoes the last message and what it led to; False where none is held any more.

        Danger that was raised stays raised: every turn goes on to begin with 999.
        """
        tracker = await self.retrieve(sender_id)
        events = list(tracker.events) if tracker else []
        said = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
        if tracker is None or not said:
            return False
        # Back to where the guide last waited: a council chosen with the message goes too.
        begins = said[-1]
        while begins and not _waits(events[begins - 1]):
            begins -= 1
        before = DialogueStateTracker.from_events(
            sender_id, events[:begins], slots=self.domain.slots, domain=self.domain
        )
        if tracker.get_slot(DANGER_RAISED):
            before.update(SlotSet(DANGER_RAISED, True))
        await self.save(before)
        return True

    async def forget(self, sender_id: str) -> None:
        """Drops the conversation at once."""
        self._trackers.pop(sender_id, None)

    def _folded(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        waiting = tracker.latest_action_name == ACTION_LISTEN_NAME and not tracker.active_loop
        if len(tracker.events) <= self._most_events or not waiting:
            return tracker
        empty = DialogueStateTracker(tracker.sender_id, self.domain.slots)
        changed = [
            SlotSet(name, slot.value)
            for name, slot in tracker.slots.items()
            if slot.value != slot.initial_value
        ]
        events = [SessionStarted(), *changed, ActionExecuted(ACTION_LISTEN_NAME)]
        return DialogueStateTracker.from_events(
            tracker.sender_id, events, slots=empty.slots.values(), domain=self.domain
        )


def _waits(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
