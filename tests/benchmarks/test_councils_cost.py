"""The measurement of many councils measures councils that are really found."""

from benchmarks.councils_cost import GENERATED, generated
from bot.nlu.councils import CouncilFinder


def test_every_generated_council_is_found_by_its_name_and_places():
    councils = generated(GENERATED)
    finder = CouncilFinder(councils)
    assert len({council.slug for council in councils}) == GENERATED
    for council in councils:
        assert [one.value for one in finder.find(f"I mean {council.name}")] == [council.slug]
        assert [one.value for one in finder.find(f"i live in {council.places[0]}")] == [
            council.slug
        ]
