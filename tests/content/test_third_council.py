"""A further council is a folder of data: steps for stages, weeks, ranges and a missing unit."""

from pathlib import Path

from bot.catalogue import Catalogue
from bot.catalogue.checks import content_problems
from bot.catalogue.limits import limits_of


def test_a_folder_is_all_that_a_further_council_needs(with_third_council: Path) -> None:
    catalogue = Catalogue.load(with_third_council)
    assert list(catalogue.councils) == ["harbourshire", "leicester", "sefton"]
    answer = catalogue.answer("stage_2_length", "harbourshire")
    assert answer.text.startswith("The Feedback Team of Harbourshire calls this Step 3.")
    assert answer.sources[0].title == (
        "Harbourshire County Council, Tell us what you think (undated)"
    )
    assert answer.sources[0].url == "/harbourshire#step-3"


def test_england_s_words_name_the_further_council(with_third_council: Path) -> None:
    answer = Catalogue.load(with_third_council).answer("withdraw", "harbourshire")
    assert "Ring the Feedback Team on 01632 960 123." in answer.text
    assert answer.leaflet_silent


def test_its_steps_are_the_law_s_stages(with_third_council: Path) -> None:
    council = Catalogue.load(with_third_council).councils["harbourshire"]
    assert {stage.stage: stage.called for stage in council.stages} == {
        1: "Step 2",
        2: "Step 3",
        3: "Step 4",
    }


def test_its_facts_and_words_pass_every_check(with_third_council: Path, originals: Path) -> None:
    catalogue = Catalogue.load(with_third_council)
    found = [str(problem) for problem in content_problems(catalogue, originals)]
    assert [problem for problem in found if "harbourshire/council" in problem] == []
    assert [problem for problem in found if "harbourshire/leaflet" in problem] == []
    assert [problem for problem in found if "harbourshire/limits" in problem] == []
    assert [problem for problem in found if "stage_2_length" in problem] == []


def test_its_weeks_and_missing_units_are_limits(with_third_council: Path) -> None:
    own = [limit for limit in limits_of("harbourshire", with_third_council) if limit.basis != "law"]
    spans = {(span.amount, span.unit) for limit in own for span in limit.within}
    assert {(20, "working_days"), (5, "weeks")} <= spans


def test_without_its_folder_the_others_still_work(content: Path) -> None:
    for file in (content / "sefton").iterdir():
        file.unlink()
    (content / "sefton").rmdir()
    (content / "england" / "differences.yml").unlink()
    assert list(Catalogue.load(content).councils) == ["leicester"]
