"""The benchmark's own arithmetic, on wordings of our own."""

from pathlib import Path

import pytest

from benchmarks.danger import false_alarm, main, right_worry, wilson


def test_wilsons_interval_agrees_with_the_published_example() -> None:
    low, high = wilson(81, 263)  # Newcombe 1998, table I: 0.2553 to 0.3662
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == pytest.approx(1.0)


def test_the_next_higher_tier_is_right_only_where_either_is() -> None:
    assert not right_worry({"text": "my carer hits me"})
    assert right_worry({"text": "my carer hits me", "either": True})
    assert not false_alarm({"text": "I cannot cope", "either": True})
    assert false_alarm({"text": "I cannot cope"})
    assert false_alarm({"text": "my carer hits me", "either": True})


def test_it_prints_totals_and_never_a_wording(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "held_out.yml"
    file.write_text(
        "danger:\n- {text: I want to die, tier: now}\n- {text: I cannot cope, tier: worry}\n"
        "- {text: the weather is fine, tier: now}\n"
        "look_alikes:\n- {text: this process is killing me, figure: true}\n"
    )
    assert main([str(file)]) == 0
    printed = capsys.readouterr().out
    assert "2 of 3" in printed
    assert "0 of 1" in printed
    assert "weather" not in printed
