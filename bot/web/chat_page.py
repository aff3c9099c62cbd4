"""The page at /: a chat by forms, without script, cookies or anything kept in the browser."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.catalogue import ENGLAND
from bot.web.answers import said, waiting
from bot.web.conversations import EXCHANGES_SHOWN, Conversation, Exchange
from bot.web.incoming import Message, read_form
from bot.web.problems import Refusal
from bot.web.site import Site
from bot.web.words import words

OURS = frozenset({"starting", "busy", "slow", "failed"})
"""Refusals that are no fault of the message: the page then says whom to ring."""


def routes(site: Site) -> list[Route]:
    """Return the chat's own address."""
    page = ChatPage(site)

    async def chat(request: Request) -> Response:
        return await (page.post(request) if request.method == "POST" else page.get(request))

    return [Route("/", chat, methods=["GET", "POST"])]


class ChatPage:
    """Shows the chat and takes what is sent from it. The transcript is held by the server."""

    def __init__(self, site: Site) -> None:
        self._guide = site.guide
        self._pages = site.pages

    async def get(self, request: Request) -> Response:
        """Return a fresh page. `?council=` chooses a council beforehand."""
        council = request.query_params.get("council")
        return await self._show(council=council if council in self._guide.councils else None)

    async def post(self, request: Request) -> Response:
        """Take a message, a choice or the wish to forget, and return the page as it then is."""
        try:
            fields = await read_form(request)
        except Refusal as refusal:
            return await self._show(refusal=refusal)
        if "forget" in fields:
            return await self._forgotten(fields)
        choice = fields.get("choice")
        typed = fields.get("text", "")
        council = fields.get("council") or None
        message = Message(
            conversation=fields.get("conversation") or None,
            text=None if choice else typed,
            choice=choice,
            council=council,
        )
        address = request.client.host if request.client else ""
        try:
            conversation = await self._answer(message, address)
        except Refusal as refusal:
            found = self._guide.find(message.conversation)
            return await self._show(found, council=council, text=typed, refusal=refusal)
        return await self._show(conversation, text=typed if choice else "")

    async def _answer(self, message: Message, address: str) -> Conversation:
        """Return the chat with its new exchange. Raises Refusal."""
        welcome = None if message.conversation else await self._guide.welcome()
        begun = self._guide.begin(welcome) if welcome else None
        answered = await self._guide.answer(message, address, begun)
        exchange = Exchange(answered.said, answered.turn)
        answered.conversation.shown.append(exchange)
        return answered.conversation

    async def _forgotten(self, fields: dict[str, str]) -> Response:
        found = self._guide.find(fields.get("conversation"))
        if found:
            await self._guide.forget(found)
        return await self._show(notice=words().replies.forgotten)

    async def _show(
        self,
        conversation: Conversation | None = None,
        *,
        council: str | None = None,
        text: str = "",
        notice: str = "",
        refusal: Refusal | None = None,
    ) -> Response:
        welcome = None if conversation else await self._guide.welcome()
        exchanges = [Exchange("", welcome)] if welcome else []
        if conversation:
            exchanges = list(conversation.shown)
            council = conversation.council or council
        is_danger, emergency = self._guide.emergency(refusal.said if refusal else "", council)
        answer = self._pages.response(
            "chat.html",
            refusal.status if refusal else 200,
            exchanges=exchanges,
            only_latest=EXCHANGES_SHOWN if len(exchanges) == EXCHANGES_SHOWN else None,
            choices=exchanges[-1].turn.choices if exchanges else (),
            token=self._guide.token(conversation) if conversation else "",
            council=council,
            council_known=self._council_known(conversation),
            text=text,
            notice=notice,
            problem=said(refusal) if refusal else None,
            danger=emergency if is_danger else "",
            down=refusal.kind in OURS if refusal else not self._guide.ready,
            minutes=self._guide.settings.idle_seconds // 60,
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
