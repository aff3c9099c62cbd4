"""The table and the report of the comparison."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.rivals import __main__ as command
from benchmarks.rivals.cells import Cell
from benchmarks.rivals.engines import GUIDE, STOCK_RASA
from benchmarks.rivals.report import confusion, most_confused, table, verdict, write
from benchmarks.rivals.trials import Trial

WHO, HOW = frozenset({"who"}), frozenset({"how"})
HELD_OUT = Trial(
    "held-out", 40, 1, (), (("a", WHO), ("b", WHO), ("c", HOW), ("d", WHO | HOW)), ("rain", "bins")
)
BANK = Trial("banking77", 10, 1, (), (("lost", HOW), ("found", WHO)))


def cell(*intents):
    return Cell("", 1.0, tuple((intent, 0.8) for intent in intents))


@pytest.fixture
def found():
    return {
        (GUIDE, HELD_OUT): cell("who", "who", "how", "how", "off_topic", "how"),
        (GUIDE, BANK): cell("how", "who"),
        (GUIDE, replace(BANK, seed=2)): cell("how", "how"),
        (STOCK_RASA, HELD_OUT): cell("who", "how", "who", "how", "how", "how"),
    }


def test_the_table_has_a_line_for_each_engine_that_was_tried(found):
    _, _, ours, theirs = table(found).splitlines()
    assert ours.startswith("| This guide | 100.0% (")
    assert "75.0 ± 35.4 (2)" in ours
    assert "| 0.750 (0.500) | 50.0% |" in ours
    assert theirs.startswith("| Rasa as `rasa init` sets it up (DIET) | 50.0% (")
    assert theirs.endswith("| – | – | – | – |")


def test_the_verdict_tells_how_far_ahead_of_stock_rasa_we_are(found):
    assert "40 wordings an intent: +50.0 points" in verdict(found)
    assert verdict(found).endswith("met")
    ours_alone = {pair: one for pair, one in found.items() if pair[0] == GUIDE}
    assert verdict(ours_alone) == "Stock Rasa was not tried: no comparison with it."


def test_confusion_counts_a_wording_under_the_right_intent_that_was_found():
    names, shares = confusion(HELD_OUT, ["who", "how", "how", "who"])
    assert names == ["how", "who"]
    assert shares == pytest.approx(np.array([[1, 0], [1 / 3, 2 / 3]]))
    assert most_confused(shares) == [(1, 0)]


def test_where_nothing_is_confused_there_is_nothing_to_show():
    assert most_confused(np.eye(3)) == []


def test_the_report_is_written_with_its_pictures(found, tmp_path):
    report = write(found, tmp_path / "rivals")
    text = report.read_text()
    assert table(found) in text
    assert verdict(found) in text
    pictures = {file.name for file in report.parent.glob("*.png")}
    assert pictures == {
        "reliability.png", "learning.png", "confusion-guide.png", "confusion-stock-rasa.png",
    }  # fmt: skip
    assert all(f"({name})" in text for name in pictures)
    assert "- who taken for how: 50%" in text


def test_held_out_wordings_do_not_stand_in_the_report(found, tmp_path):
    secret = replace(HELD_OUT, in_scope=(("zebra crossing", WHO),), off_topic=("yak", "yeti"))
    text = write({(GUIDE, secret): cell("who", "how", "how")}, tmp_path).read_text()
    assert not any(word in text for word in ("zebra", "yak", "yeti"))


def test_without_banking77_the_command_says_what_is_missing(tmp_path, capsys):
    assert command.main(["--banking77", str(tmp_path)]) == 2
    assert "train.csv and test.csv missing" in capsys.readouterr().err


def test_the_command_refuses_an_impossible_number_of_seeds(capsys):
    with pytest.raises(SystemExit):
        command.main(["--slow-seeds", "0"])
    assert "--slow-seeds" in capsys.readouterr().err
