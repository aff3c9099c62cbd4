"""The page at /: a chat by forms. A script may send the same forms and take a part of the page.

Nothing is kept in the browser: the server holds the transcript, and the form names the chat.
"""

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import clock
from bot.catalogue import ENGLAND
from bot.web.answers import said, waiting
from bot.web.cleaning import cleaned
from bot.web.conversations import EXCHANGES_SHOWN, Conversation, Exchange
from bot.web.incoming import Message, read_form
from bot.web.leaflets import written
from bot.web.problems import Refusal
from bot.web.site import Site
from bot.web.words import words

OURS = frozenset({"starting", "busy", "slow", "failed"})
"""Refusals that are no fault of the message: the page then says whom to ring."""

FRAGMENT = "x-fragment"
"""The header of a script that wants only what is new, made by the same templates."""

Fields = Mapping[str, str]


def routes(site: Site) -> list[Route]:
    """Return the chat's own address."""
    page = ChatPage(site)

    async def chat(request: Request) -> Response:
        if request.method != "POST":
            return await page.get(request)
        answer = await page.post(request)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return [Route("/", chat, methods=["GET", "POST"])]


class ChatPage:
    """Shows the chat and takes what is sent from it."""

    def __init__(self, site: Site) -> None:
        self._guide = site.guide
        self._pages = site.pages

    async def get(self, request: Request) -> Response:
        """Return a fresh page. `?council=` chooses a council beforehand."""
        council = request.query_params.get("council")
        return await self._show(council=council if council in self._guide.councils else None)

    async def post(self, request: Request) -> Response:
        """Take what a form of the page sends, and return the page as it then is."""
        fragment = FRAGMENT in request.headers
        try:
            fields = await read_form(request)
        except Refusal as refusal:
            return await self._show(refusal=refusal, fragment=fragment)
        found = self._guide.find(fields.get("conversation"))
        typed = fields.get("text", "")
        if "forget" in fields:
            if found:
                async with found.page_by_page:  # an answer under way would keep the chat again
                    await self._guide.forget(found)
            return await self._show(notice=words().replies.forgotten)
        if "show" in fields or "keep" in fields:
            if found:
                self._guide.keep(found)
            return await self._show(found, text=typed, since=_turn(fields), fragment=fragment)
        if "undo" in fields and not (found and found.shown):
            return await self._show(found, text=typed, notice=words().replies.nothing_to_undo)
        if found is None and _turn(fields) == 0:
            found = self._guide.begin(fields.get("conversation"), await self._guide.welcome())
        since = _turn(fields) if found else 0
        address = request.client.host if request.client else ""
        try:
            found, left = await self._once(fields, found, address)
        except Refusal as refusal:
            return await self._show(
                found,
                council=fields.get("council"),
                text=typed,
                refusal=refusal,
                since=since,
                fragment=fragment,
            )
        notice = words().replies.undone if "undo" in fields else ""
        return await self._show(found, text=left, notice=notice, since=since, fragment=fragment)

    async def _once(
        self, fields: Fields, found: Conversation | None, address: str
    ) -> tuple[Conversation, str]:
        """Do what a form says, unless this is the same form again.

        Returns the chat, a new one where the old is lost, and what stays in the box. Raises
        Refusal.
        """
        if found is None:
            return await self._do(fields, None, address)
        async with found.page_by_page:
            if _print(fields) in found.sent:
                return found, ""
            return await self._do(fields, found, address)

    async def _do(
        self, fields: Fields, found: Conversation | None, address: str
    ) -> tuple[Conversation, str]:
        choice, typed = fields.get("choice"), fields.get("text", "")
        left = typed if choice else ""
        if found and "undo" in fields:
            undone = await self._guide.take_back(found)
            left = typed or undone
        else:
            message = Message(
                conversation=self._guide.token(found) if found else fields.get("conversation"),
                text=None if choice else typed,
                choice=choice,
                council=fields.get("council") or None,
            )
            answered = await self._guide.answer(message, address)
            found = answered.conversation
            said_now = Exchange(answered.said, answered.turn, found.turns, chosen=bool(choice))
            found.shown.append(said_now)
        found.turns += 1
        found.sent.append(_print(fields))
        return found, left

    async def _show(
        self,
        conversation: Conversation | None = None,
        *,
        council: str | None = None,
        text: str = "",
        notice: str = "",
        refusal: Refusal | None = None,
        since: int = 0,
        fragment: bool = False,
    ) -> Response:
        """Return the page, or of a fragment only what was said `since` that many turns."""
        exchanges = list(conversation.shown) if conversation else []
        latest = exchanges[-1].turn if exchanges else await self._guide.welcome()
        council = (conversation.council if conversation else None) or council
        is_danger, emergency = self._guide.emergency(refusal.said if refusal else "", council)
        answer = self._pages.response(
            "fragment.html" if fragment else "chat.html",
            refusal.status if refusal else 200,
            exchanges=[one for one in exchanges if one.number >= since] if fragment else exchanges,
            only_latest=EXCHANGES_SHOWN if len(exchanges) == EXCHANGES_SHOWN else None,
            choices=latest.choices if latest else (),
            tools=tuple(latest.tools.values()) if latest else (),
            can_undo=bool(exchanges),
            token=self._guide.token(conversation) if conversation else self._guide.fresh_token(),
            turn=conversation.turns if conversation else 0,
            council=council,
            council_known=self._council_known(conversation),
            text=text,
            notice=notice,
            problem=said(refusal) if refusal else None,
            wait=refusal.retry_after if refusal else None,
            danger=emergency if is_danger else "",
            down=refusal.kind in OURS if refusal else not self._guide.ready,
            settings=self._guide.settings,
            printed_on=written(clock.today()),
        )
        answer.headers.update(waiting(refusal) if refusal else {})
        return answer

    def _council_known(self, conversation: Conversation | None) -> str:
        """Return the sentence that names the council of a chat; none where it is not known."""
        council = conversation.council if conversation else None
        if council is None:
            return ""
        if council == ENGLAND:
            return str(words().box.council_known_england)
        name = self._guide.catalogue.councils[council].name
        return str(words().box.council_known.format(council=name))


def _turn(fields: Fields) -> int:
    """Return how often the chat had been spoken to when the form was made."""
    turn = fields.get("turn", "0")
    return int(turn) if turn.isdecimal() and len(turn) < 9 else 0


def _print(fields: Fields) -> bytes:
    """Return what a form is known by when it comes again; what was written cannot be read in it."""
    choice = fields.get("choice")
    typed = "" if choice else cleaned(fields.get("text", ""))
    told = (_turn(fields), choice, typed, "undo" in fields)
    return hashlib.sha256(repr(told).encode()).digest()
