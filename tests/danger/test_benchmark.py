"""The benchmark of danger: its arithmetic and its rule, on messages of our own."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from benchmarks import danger as benchmark
from benchmarks.danger import (
    MOST_ALARMS,
    Messages,
    Point,
    Seen,
    choose,
    chosen_danger,
    chosen_worry,
    curve,
    measures,
    precision,
    read_thresholds,
    with_thresholds,
)
from benchmarks.danger_chart import draw
from benchmarks.shares import wilson
from bot.danger import Danger
from bot.nlu.danger import Thresholds
from bot.nlu.danger_shares import DangerShares

USUAL = Thresholds()
NOW = Danger("now", "violence", ("Somebody is hurting a person.",), 0, 10)


def seen(
    tier: str | None, *, share: float = 0.0, danger: Danger | None = None, either: bool = False
) -> Seen:
    return Seen(tier, either, danger, (DangerShares(now=share),), figure=False)


MESSAGES = Messages(
    danger=(seen("now", share=0.9), seen("now", danger=NOW, share=0.1), seen("worry")),
    look_alikes=(seen(None, share=0.9), seen(None)),
    ordinary=(seen(None), seen(None), seen(None), seen(None, share=0.6)),
)


def share_of(what: str, way: benchmark.Way) -> tuple[int, int]:
    (found,) = (one for one in measures(MESSAGES, way, USUAL) if one.what.strip() == what)
    return found.hits, found.of


def test_wilsons_interval_agrees_with_the_published_example() -> None:
    low, high = wilson(81, 263)  # Newcombe 1998, table I: 0.2553 to 0.3662
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == pytest.approx(1.0)


def test_each_way_is_scored_by_itself() -> None:
    assert share_of("danger now or worry seen", "patterns alone") == (1, 3)
    assert share_of("danger now or worry seen", "statistics alone") == (1, 3)
    assert share_of("danger now or worry seen", "both together") == (2, 3)
    assert share_of("false alarms on look-alikes", "patterns alone") == (0, 2)
    assert share_of("false alarms on look-alikes", "both together") == (1, 2)
    assert share_of("ordinary messages alarmed", "statistics alone") == (1, 4)


def test_the_next_higher_tier_is_right_only_where_either_is() -> None:
    assert not seen("worry").right("now")
    assert seen("worry", either=True).right("now")
    assert not seen(None).right("worry")
    assert seen(None, either=True).right("worry")
    assert not seen(None, either=True).right("now")


def test_precision_counts_false_alarms_on_look_alikes_and_not_what_may_be_either() -> None:
    told = precision(MESSAGES, "both together", USUAL)
    assert (told.hits, told.of) == (2, 3)
    worried = Seen(None, True, None, (DangerShares(worry=0.9),), figure=False)
    either = replace(MESSAGES, look_alikes=(worried,))
    assert precision(either, "both together", USUAL).of == 2


def point(threshold: float, recall: float, alarms: float, **others: float) -> Point:
    usual = {"alarms_at_worst": alarms, "precision": 1.0, "right_tier": recall, "alarms_now": 0.0}
    return Point(threshold=threshold, recall=recall, alarms=alarms, **{**usual, **others})


def test_the_threshold_that_misses_least_within_the_bound_is_chosen() -> None:
    points = [point(0.1, 1.0, MOST_ALARMS * 2), point(0.2, 0.9, MOST_ALARMS), point(0.3, 0.8, 0.0)]
    assert chosen_worry(points) == 0.2


def test_of_equal_thresholds_the_highest_is_chosen() -> None:
    assert chosen_worry([point(0.2, 0.9, 0.0), point(0.3, 0.9, 0.0)]) == 0.3


def test_few_ordinary_messages_prove_no_threshold() -> None:
    assert chosen_worry([point(0.1, 1.0, 0.0, alarms_at_worst=0.2), point(0.9, 0.5, 0.5)]) == 0.9


def test_danger_now_is_chosen_by_the_right_tier_within_its_bound() -> None:
    points = [point(0.1, 1.0, 0.0, alarms_now=0.1), point(0.5, 0.9, 0.0), point(0.6, 0.8, 0.0)]
    assert chosen_danger(points) == 0.5
    assert chosen_danger(points[:1]) == 0.1


def test_a_higher_threshold_never_sees_more() -> None:
    recalls = [one.recall for one in curve(MESSAGES, "statistics alone", USUAL)]
    assert recalls == sorted(recalls, reverse=True)
    assert recalls[0] > recalls[-1]


CONFIG = """pipeline:
  - name: bot.nlu.danger.DangerDetector
    danger_threshold: 0.9
    told_threshold: 0.3
policies: []
"""


def test_the_chosen_thresholds_are_written_and_all_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "config.yml"
    file.write_text(with_thresholds(CONFIG, replace(USUAL, danger=0.5, worry=0.25)))
    assert read_thresholds(file) == replace(USUAL, danger=0.5, worry=0.25, told=0.3)
    options = yaml.safe_load(file.read_text())
    assert options["policies"] == []
    assert with_thresholds(file.read_text(), read_thresholds(file)) == file.read_text()


def test_a_pipeline_without_the_detector_is_refused() -> None:
    with pytest.raises(ValueError, match="DangerDetector"):
        with_thresholds("pipeline: []\n", USUAL)


def test_the_curves_are_drawn(tmp_path: Path) -> None:
    chosen = replace(USUAL, worry=benchmark.STEPS[10])
    curves = {way: curve(MESSAGES, way, chosen) for way in benchmark.WAYS}
    assert draw(curves, chosen, tmp_path / "new" / "danger.png").stat().st_size > 1000


def test_it_prints_totals_and_never_a_wording(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.show("ours", MESSAGES, USUAL)
    printed = capsys.readouterr().out
    assert "2 of 3" in printed
    assert "hurting" not in printed


def test_what_a_pattern_finds_does_not_choose_the_threshold() -> None:
    patterned = replace(MESSAGES, danger=(seen("now", danger=NOW, share=0.3),), ordinary=())
    proven = replace(patterned, ordinary=(seen(None),) * 200)
    assert choose(proven, USUAL).worry == 0.3
