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
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker


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
