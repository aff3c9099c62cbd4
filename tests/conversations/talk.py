"""One conversation with the guide, and what holds of every single thing that it says."""

import itertools

from bot.conversation import KINDS

MISPRINT = "0300 161 0614"
"""The Ombudsman's number as Sefton's leaflet prints it: it must never be told to anybody."""

_numbers = itertools.count(1)


class Talk:
    """A person who types or picks a choice, and keeps what the guide said last."""

    def __init__(self, guide, until_done, council=None):
        self._guide = guide
        self._until_done = until_done
        self._council = council
        self.name = f"conversation {next(_numbers)}"
        self.turn = None

    def opens(self):
        """Comes to the page and says nothing yet."""
        return self._send("(opens the page)")

    def types(self, text):
        """Writes a message."""
        return self._send(text, text=text)

    def picks(self, label):
        """Presses a choice that the guide offers now."""
        choices = {choice.label: choice for choice in self.turn.choices} if self.turn else {}
        assert label in choices, f"The guide does not offer {label!r}, but {list(choices)}."
        return self._send(f"[{label}]", payload=choices[label].payload)

    def uses(self, tool):
        """Presses a choice that holds whatever was asked, by what it changes."""
        tools = self.turn.tools
        assert tool in tools, f"The guide does not offer to change {tool!r}, but {list(tools)}."
        return self._send(f"[{tools[tool].label}]", payload=tools[tool].payload)

    def sends(self, payload):
        """Presses a choice with this payload, from wherever the person has it."""
        return self._send(f"[{payload}]", payload=payload)

    def _send(self, shown, **message):
        self.turn = self._until_done(self._guide.turn(self.name, council=self._council, **message))
        check_every_reply(shown, self.turn)
        return self.turn


def words(turn):
    """Everything that the guide said in a turn, as one line."""
    return " ".join(" ".join(reply.text for reply in turn.replies).split())


def labels(turn):
    """The choices that it offers."""
    return [choice.label for choice in turn.choices]


def kinds(turn):
    """The kinds of its replies, in their order."""
    return [reply.kind for reply in turn.replies]


def transcript(shown, turn):
    """A turn as a reader of a failed test wants to see it."""
    said = [f"  guide <{reply.kind}>: {' '.join(reply.text.split())}" for reply in turn.replies]
    return "\n".join([f"  person: {shown}", *said, f"  choices: {labels(turn)}"])


def check_every_reply(shown, turn):
    """What holds of every turn of every conversation."""
    seen = transcript(shown, turn)
    assert turn.replies, f"The guide says nothing.\n{seen}"
    for reply in turn.replies:
        told = [reply.text, *map(str, reply.sources), *map(str, reply.links)]
        assert reply.text.strip(), f"A reply has no words.\n{seen}"
        assert reply.kind in KINDS, f"{reply.kind} is no kind of reply.\n{seen}"
        assert not any(MISPRINT in one for one in told), f"The misprint is told.\n{seen}"
        assert not set("{}") & set(reply.text), f"A placeholder is not filled.\n{seen}"
        assert all(all(source.values()) for source in reply.sources), (
            f"A source lacks words.\n{seen}"
        )
    ids = [choice.id for choice in turn.choices]
    assert len(ids) == len(set(ids)), f"Two choices share a name.\n{seen}"
    assert len(set(labels(turn))) == len(ids), f"Two choices share their words.\n{seen}"
    if "emergency" in kinds(turn):
        assert kinds(turn)[0] == "emergency", f"The emergency does not come first.\n{seen}"
        assert "999" in turn.replies[0].text.splitlines()[0], f"999 does not come first.\n{seen}"
