"""Every topic is answered for every council and for England, from the choice that offers it."""

import pytest

from actions.base import payload_of
from bot.catalogue import Catalogue
from tests.conversations.talk import words

CATALOGUE = Catalogue.load()
COUNCILS = [*CATALOGUE.councils, "england"]


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("topic", CATALOGUE.topics)
def test_a_topic_is_answered_with_its_source(topic, council, talk):
    slug = None if council == "england" else council
    answer = CATALOGUE.answer(topic, slug)
    turn = talk(council=council).sends(payload_of(topic))
    assert " ".join(answer.text.split()) in words(turn)
    first = turn.replies[0]
    assert first.kind == answer.kind
    assert [source["quote"] for source in first.sources] == [one.quote for one in answer.sources]
    assert first.sources or answer.about == "guide"


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("topic", CATALOGUE.topics)
def test_a_topic_is_said_more_simply_on_request(topic, council, talk):
    person = talk(council=council)
    person.sends(payload_of(topic))
    simple = CATALOGUE.answer(topic, None if council == "england" else council).simple
    assert " ".join(simple.split()) in words(person.sends("/simplify"))


@pytest.mark.parametrize("council", CATALOGUE.councils)
def test_where_the_leaflet_is_silent_the_guide_says_so_and_only_there(council, talk):
    for topic in CATALOGUE.topics:
        answer = CATALOGUE.answer(topic, council)
        said = words(talk(council=council).sends(payload_of(topic)))
        silent = "leaflet does not say this" in said or "leaflet does not deal with this" in said
        assert silent == answer.leaflet_silent, topic
