"""Dialogues of a few lines, for tests of the page: the Engine protocol is the seam for them."""

import asyncio

from bot.conversation import Choice, Reply, Turn

STAGES = Choice("ask_stages", "What are the stages?", "/ask_stages")
DATES = Choice("check_deadline", "Work out my dates", "/check_deadline")
WHO = Choice("ask_who", "Who can complain?", "/ask_who")


class Answering:
    """Repeats what it hears, and offers other choices at every turn."""

    ready = True

    def __init__(self):
        self.heard = []
        self.forgotten = []
        self.taken_back = []

    async def turn(self, conversation, *, text=None, payload=None, council=None):
        self.heard.append({"text": text, "payload": payload, "council": council})
        if text is None and payload is None:
            return Turn((Reply("answer", "Hello."),), (STAGES, DATES), council)
        source = {"title": "Regulation 14", "quote": "10 days", "url": "https://example.org/14"}
        link = {"title": "Ombudsman", "url": "https://www.lgo.org.uk"}
        reply = Reply("answer", f"You said {text or payload}", (source,), (link,))
        return Turn((reply,), (WHO,), council)

    async def take_back(self, conversation):
        self.taken_back.append(conversation)
        return True

    async def forget(self, conversation):
        self.forgotten.append(conversation)


class Starting(Answering):
    """Is still loading."""

    ready = False


class Failing(Answering):
    """Fails, with the person's words in its message, as libraries do."""

    async def turn(self, conversation, *, text=None, payload=None, council=None):
        raise ValueError(f"cannot read {text!r} of {conversation}")


class Silent(Answering):
    """Replies nothing."""

    async def turn(self, conversation, *, text=None, payload=None, council=None):
        return Turn(())


class Waiting(Answering):
    """Answers when told to, and counts how many turns are going on at once."""

    def __init__(self):
        super().__init__()
        self.go_on = asyncio.Event()
        self.at_once = 0
        self.most_at_once = 0

    async def turn(self, conversation, **message):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.go_on.wait()
        finally:
            self.at_once -= 1
        return await super().turn(conversation, **message)
