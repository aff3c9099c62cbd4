"""Plays the conversations of this folder's YAML files on the trained model.

A file is a list of conversations for a lawyer or an officer to read:

    - name: a sentence that says what holds; every name is different
      today: 2026-11-22        # the day on which it takes place; this one where none is written
      council: sefton          # chosen before the first message; left out for most
      turns:
        - person: how long does stage 2 take       # what the person writes; or
          picks: Work out my dates                 # the choice that the person presses; or
          tool: day                                # what the person changes; or
          opens: true                              # the person comes and has said nothing
          says: [25 working days]                  # words that the replies hold
          never: [65 more]                         # words that no reply of the turn holds
          kinds: [answer, notice]                  # exactly these kinds of replies, in this order
          first_line: Ring 999.                    # the first line of the first reply, whole
          choices: [Stop asking]                   # choices that are offered, maybe with others
          not_offered: [I am safe, carry on]       # choices that are not
          tools: [council, day, words]             # exactly what may be changed by now
          sources: [working days]                  # words of a quotation or title of a source
          council: sefton                          # the council that is known by now, or england

What holds of every turn of every conversation stands in talk.py.
"""

from pathlib import Path

import pytest
import yaml

from tests.conversations.talk import kinds, labels, transcript, words

FILES = sorted(Path(__file__).parent.glob("*.yml"))
CONVERSATIONS = [one for file in FILES for one in yaml.safe_load(file.read_text("utf-8"))]
DOES = {"person", "picks", "tool", "opens"}
EXPECTS = {
    "says", "never", "kinds", "first_line", "choices", "not_offered", "tools", "sources", "council",
}  # fmt: skip


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[one["name"] for one in CONVERSATIONS])
def test_conversation(conversation, talk):
    person = talk(conversation.get("today", "2026-11-22"), conversation.get("council"))
    for expected in conversation["turns"]:
        if "person" in expected:
            turn = person.types(str(expected["person"]))
        elif "picks" in expected:
            turn = person.picks(expected["picks"])
        elif "tool" in expected:
            turn = person.uses(expected["tool"])
        else:
            turn = person.opens()
        check(expected, turn)


def check(expected, turn):
    """The turn is as written."""
    said, offered = words(turn), labels(turn)
    quoted = [
        f"{source['title']} {source['quote']}" for one in turn.replies for source in one.sources
    ]
    wrong = [f"does not say {one!r}" for one in expected.get("says", ()) if str(one) not in said]
    wrong += [f"says {one!r}" for one in expected.get("never", ()) if str(one) in said]
    wrong += [
        f"does not offer {one!r}" for one in expected.get("choices", ()) if one not in offered
    ]
    wrong += [f"offers {one!r}" for one in expected.get("not_offered", ()) if one in offered]
    wrong += [
        f"has no source with {one!r}, but {quoted}"
        for one in expected.get("sources", ())
        if not any(one in quote for quote in quoted)
    ]
    if expected.get("kinds", kinds(turn)) != kinds(turn):
        wrong.append(f"is of the kinds {kinds(turn)}, not {expected['kinds']}")
    if sorted(expected.get("tools", turn.tools)) != sorted(turn.tools):
        wrong.append(f"lets change {sorted(turn.tools)}")
    if expected.get("council", turn.council) != turn.council:
        wrong.append(f"speaks for {turn.council}")
    first_line = turn.replies[0].text.splitlines()[0]
    if expected.get("first_line", first_line) != first_line:
        wrong.append(f"begins with {first_line!r}")
    shown = next((expected[one] for one in ("person", "picks", "tool") if one in expected), "")
    assert not wrong, f"The guide {', '.join(wrong)}:\n{transcript(shown, turn)}"


def test_every_conversation_has_a_name_of_its_own_and_every_turn_checks_something():
    names = [one["name"] for one in CONVERSATIONS]
    assert sorted(names) == sorted(set(names))
    for one in CONVERSATIONS:
        for turn in one["turns"]:
            assert len(DOES & set(turn)) == 1, f"{one['name']}: who does what in {turn}?"
            assert not set(turn) - DOES - EXPECTS, f"{one['name']}: unknown words in {turn}"
        assert EXPECTS & set(one["turns"][-1]), f"{one['name']}: the last turn expects nothing"
