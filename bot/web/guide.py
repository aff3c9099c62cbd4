"""Takes one message of one person to the dialogue, and keeps everybody's turns in order."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bot.catalogue import ENGLAND, Catalogue
from bot.catalogue.safety import emergency_line, emergency_text
from bot.conversation import Choice, Engine, Reply, Turn
from bot.danger import assess
from bot.web.cleaning import cleaned
from bot.web.conversations import Conversation, Conversations
from bot.web.incoming import Message
from bot.web.measures import Measures
from bot.web.problems import Refusal
from bot.web.rates import Rates
from bot.web.redaction import Redacted, printed_details, redacted
from bot.web.settings import Settings
from bot.web.tokens import Tokens
from bot.web.words import words

MOST_CHARACTERS = 1000
MOST_WORDS = 250
WAIT_FOR_START = 15  # seconds; also below: what Retry-After says
WAIT_WHEN_BUSY = 5

Clock = Callable[[], float]


@dataclass(frozen=True)
class Answered:
    """A message that was answered: `said` is what the person said, personal details left out."""

    conversation: Conversation
    said: str
    turn: Turn


class Guide:
    """The dialogue as the page and the HTTP interface use it."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        catalogue: Catalogue,
        measures: Measures,
        clock: Clock = time.time,
    ) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self._engine = engine
        self._measures = measures
        self._tokens = Tokens(settings.secret_key, settings.idle_seconds, clock)
        self._conversations = Conversations(
            settings.idle_seconds, settings.most_conversations, clock
        )
        self._rates = Rates(settings.rate_of_conversation, settings.rate_of_address)
        self._printed = printed_details(catalogue)
        self._places = asyncio.Semaphore(settings.turns_at_once)
        self._in_hand = 0
        self._welcome: Turn | None = None
        assess("")  # reads its patterns now, so that a mistake in them shows at the start

    @property
    def ready(self) -> bool:
        """Whether a message would be answered now."""
        return self._engine.ready

    @property
    def councils(self) -> tuple[str, ...]:
        """What a council may be: the slugs, and `england` for the law alone."""
        return (*self.catalogue.councils, ENGLAND)

    def token(self, conversation: Conversation) -> str:
        """Return the signed name of a chat."""
        return self._tokens.token(conversation.id)

    def fresh_token(self) -> str:
        """Return the signed name of a chat that has not begun."""
        return self._tokens.token(self._tokens.new_id())

    def find(self, token: str | None) -> Conversation | None:
        """Return the chat that a token names, or None where it is broken, expired or forgotten."""
        conversation = self._tokens.id_in(token) if token else None
        return self._conversations.find(conversation) if conversation else None

    def emergency(self, said: str, council: str | None = None) -> tuple[bool, str]:
        """Return whether a text speaks of danger now, and what to say first: 999 and who helps.

        Where it does not, the short line.
        """
        danger = assess(cleaned(said)) if said else None
        if danger is None or danger.tier != "now":
            return False, emergency_line()
        here = council if council in self.catalogue.councils else None
        return True, emergency_text(self.catalogue, here)

    async def answer(self, message: Message, address: str) -> Answered:
        """Return the guide's replies to a message from a network address. Raises Refusal."""
        found = self.find(message.conversation)
        council = message.council
        if council is None and found:
            council = found.council
        try:
            return await self._answer(message, found, council, address)
        except Refusal as refusal:
            refusal.said, refusal.council = message.text or "", council
            raise

    async def welcome(self) -> Turn | None:
        """Return the greeting for somebody who has said nothing yet.

        It is asked for once and kept. None where it cannot be had at once: the page does not wait.
        """
        at_rest = self.ready and self._in_hand < self.settings.turns_at_once
        if self._welcome is None and at_rest:
            stranger = Conversation(self._tokens.new_id())
            try:
                self._welcome = await self._turn(stranger)
            except Refusal:
                return None
            await self._forget_in_dialogue(stranger.id)
        return self._welcome

    def begin(self, token: str | None, welcome: Turn | None) -> Conversation:
        """Begin a chat, under the name in `token` where it is good. It offers what `welcome` does.

        It is kept from now on, so that the same form sent twice, even at once, is one chat.
        """
        if begun := self.find(token):
            return begun
        named = self._tokens.id_in(token) if token else None
        conversation = Conversation(named or self._tokens.new_id())
        conversation.offer(welcome.offered if welcome else ())
        self._conversations.keep(conversation)
        return conversation

    def keep(self, conversation: Conversation) -> None:
        """Keep a chat for another while, as a message would."""
        self._conversations.keep(conversation)

    async def take_back(self, conversation: Conversation) -> str:
        """Undo the last message of a chat and return its words, which may be sent again.

        Empty where a choice was undone, or nothing. Raises Refusal.
        """
        if not conversation.shown:
            return ""
        async with self._asking("undo"), conversation.turn_by_turn:
            if not await self._engine.take_back(conversation.id):
                return ""
            undone = conversation.shown.pop()
        before = conversation.shown[-1].turn if conversation.shown else None
        conversation.council = before.council if before else None
        return "" if undone.chosen else undone.said

    def count(self, address: str, conversation: Conversation | None = None) -> None:
        """Count what came from a network address. Raises Refusal where it is one too many."""
        if self.settings.rate_limit:
            wait = self._rates.wait(address, conversation.id if conversation else None)
            if wait:
                raise Refusal("too_often", retry_after=wait)

    async def forget(self, conversation: Conversation) -> None:
        """Forget a chat at once, here and in the dialogue."""
        self._conversations.drop(conversation.id)
        await self._forget_in_dialogue(conversation.id)

    async def forget_old(self) -> None:
        """Forget the chats that were idle for too long, and the oldest where there are too many.

        Forget too whose messages were counted more than a minute ago.
        """
        self._rates.forget_old(time.time())
        for conversation in self._conversations.drop_old():
            await self._forget_in_dialogue(conversation)
        self._measures.conversations.set(len(self._conversations))

    async def _forget_in_dialogue(self, conversation: str) -> None:
        """Have the dialogue forget a chat; where it is stuck, it does so as soon as it can."""
        forgetting = asyncio.ensure_future(self._engine.forget(conversation))
        done, _ = await asyncio.wait({forgetting}, timeout=self.settings.turn_seconds)
        for failure in filter(None, (one.exception() for one in done)):
            self._measures.failed("forgetting", failure)

    async def _answer(
        self, message: Message, found: Conversation | None, council: str | None, address: str
    ) -> Answered:
        self.count(address, found)
        if council is not None and council not in self.councils:
            raise Refusal("unknown_council")
        text = None if message.text is None else _checked(cleaned(message.text))
        lost = message.conversation is not None and found is None
        conversation = found or Conversation(self._tokens.new_id())
        choice = None if lost else _offered(message.choice, conversation)
        details = redacted(text, self._printed) if text else Redacted("", ())
        turn = await self._turn(conversation, details.text or None, choice, council)
        conversation.council = turn.council or conversation.council or council
        if text:
            turn = self._danger_first(text, conversation.council, turn)
        conversation.offer(turn.offered)
        self._conversations.keep(conversation)
        await self.forget_old()
        return Answered(
            conversation,
            choice.label if choice else details.text,
            _with_notices(turn, _notices(lost, details.kinds)),
        )

    async def _turn(
        self,
        conversation: Conversation,
        text: str | None = None,
        choice: Choice | None = None,
        council: str | None = None,
    ) -> Turn:
        if self._in_hand >= self.settings.turns_at_once + self.settings.queue:
            raise Refusal("busy", retry_after=WAIT_WHEN_BUSY)
        self._in_hand += 1
        try:
            async with self._asking("turn"), conversation.turn_by_turn, self._places:
                with self._measures.turn_seconds.time():
                    turn = await self._engine.turn(
                        conversation.id,
                        text=text,
                        payload=choice.payload if choice else None,
                        council=council,
                    )
        finally:
            self._in_hand -= 1
        return turn if turn.replies else replace(turn, replies=(_notice(words().replies.none),))

    @asynccontextmanager
    async def _asking(self, place: str) -> AsyncIterator[None]:
        """Ask the dialogue for something, within the time of a turn.

        Raises Refusal where it is not ready, takes too long or fails; `place` names it in the log.
        """
        if not self.ready:
            raise Refusal("starting", retry_after=WAIT_FOR_START)
        try:
            async with asyncio.timeout(self.settings.turn_seconds):
                yield
        except TimeoutError:
            raise Refusal("slow", retry_after=WAIT_WHEN_BUSY) from None
        except Exception as failure:  # noqa: BLE001 (whatever fails, the person gets help)
            self._measures.failed(place, failure)
            raise Refusal("failed", retry_after=WAIT_WHEN_BUSY) from None

    def _danger_first(self, text: str, council: str | None, turn: Turn) -> Turn:
        """Put emergency help first where the message speaks of danger and the dialogue did not."""
        is_now, help_text = self.emergency(text, council)
        if not is_now or turn.replies[0].kind == "emergency":
            return turn
        return replace(turn, replies=(Reply("emergency", help_text), *turn.replies))


def _checked(text: str) -> str:
    """Return a cleaned text that is neither empty nor too long. Raises Refusal."""
    if not text:
        raise Refusal("empty")
    if len(text) > MOST_CHARACTERS:
        raise Refusal("too_long")
    if len(re.findall(r"\S+", text)) > MOST_WORDS:
        raise Refusal("too_many_words")
    return text


def _offered(choice: str | None, conversation: Conversation) -> Choice | None:
    """Return the choice with this id. Raises Refusal where this chat never offered it."""
    if choice is None:
        return None
    if choice not in conversation.choices:
        raise Refusal("unknown_choice")
    return conversation.choices[choice]


def _notices(lost: bool, kinds: tuple[str, ...]) -> list[Reply]:
    notices = [_notice(words().replies.new_chat)] if lost else []
    if kinds:
        named = [vars(words().replies.details)[kind] for kind in kinds]
        notices.append(_notice(words().replies.taken_out.format(details=", ".join(named))))
    return notices


def _notice(text: str) -> Reply:
    return Reply("notice", text)


def _with_notices(turn: Turn, notices: list[Reply]) -> Turn:
    """Put notices before the replies, but never before emergency help."""
    urgent = next(
        (place for place, reply in enumerate(turn.replies) if reply.kind != "emergency"),
        len(turn.replies),
    )
    return replace(turn, replies=(*turn.replies[:urgent], *notices, *turn.replies[urgent:]))
