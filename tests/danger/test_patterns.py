"""The patterns of danger.yml: each finds its examples, spares its look-alikes and stays quick."""

import re
from re import _parser as parser

import pytest

from bot.catalogue import ContentError
from bot.danger import assess, patterns
from bot.danger.assessment import _found
from bot.danger.patterns import Figure, Pattern, _compiled, danger_patterns
from bot.danger.wording import ENDS_READ, fold

KNOWN = danger_patterns()
LONGEST_REPEAT = 40
"""Bounded repeats make the steps from one place in a text a constant, so the whole is linear."""


def found_in(text: str) -> list[Pattern]:
    return [one for one, _ in _found(fold(text, KNOWN.spellings, KNOWN.slips).text, KNOWN)]


def all_expressions() -> list[re.Pattern[str]]:
    kinds: list[Pattern | Figure] = [*KNOWN.patterns, *KNOWN.figures]
    settled = [*KNOWN.settled.past, *KNOWN.settled.still, *KNOWN.settled.closed]
    return [expression for one in kinds for expression in one.expressions] + settled


@pytest.mark.parametrize(
    ("pattern", "example"),
    [(one, example) for one in KNOWN.patterns for example in one.examples],
    ids=lambda value: value if isinstance(value, str) else value.concern,
)
def test_a_pattern_finds_its_example(pattern: Pattern, example: str) -> None:
    assert pattern in found_in(example)


@pytest.mark.parametrize(
    ("pattern", "look_alike"),
    [(one, look_alike) for one in KNOWN.patterns for look_alike in one.look_alikes],
    ids=lambda value: value if isinstance(value, str) else value.concern,
)
def test_a_pattern_spares_its_look_alike(pattern: Pattern, look_alike: str) -> None:
    assert pattern not in found_in(look_alike)


@pytest.mark.parametrize("example", [e for figure in KNOWN.figures for e in figure.examples])
def test_a_figure_of_speech_is_no_danger(example: str) -> None:
    assert assess(example) is None


def test_every_pattern_gives_an_example_and_most_a_look_alike() -> None:
    assert all(one.examples for one in KNOWN.patterns)
    assert sum(bool(one.look_alikes) for one in KNOWN.patterns) > 0.9 * len(KNOWN.patterns)


def test_danger_now_stands_before_worry() -> None:
    tiers = [one.tier for one in KNOWN.patterns]
    assert tiers == sorted(tiers, key=lambda tier: tier != "now")


def repeats(tree: object) -> list[int]:
    """The upper bound of every repeat in an expression."""
    bounds: list[int] = []
    for operation, argument in tree:  # type: ignore[attr-defined]
        name = str(operation)
        if name == "BRANCH":
            bounds += [bound for branch in argument[1] for bound in repeats(branch)]
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            bounds += [int(argument[1]), *repeats(argument[2])]
        elif name == "SUBPATTERN":
            bounds += repeats(argument[3])
        elif name in ("ASSERT", "ASSERT_NOT"):
            bounds += repeats(argument[1])
    return bounds


def test_no_expression_repeats_without_a_bound() -> None:
    for expression in all_expressions():
        assert all(bound <= LONGEST_REPEAT for bound in repeats(parser.parse(expression.pattern)))


def test_the_work_on_one_text_has_a_bound_however_long_it_is() -> None:
    adversarial = "he is going to " * 7_000 + "i do not want "
    assert len(adversarial) > 100_000
    read = fold(adversarial, KNOWN.spellings, KNOWN.slips)
    assert len(read.text) <= 4 * ENDS_READ
    assert len(read.words) <= 2 * ENDS_READ


@pytest.mark.parametrize(
    ("expression", "mistake"),
    [
        ("he (hits me", "missing"),
        ("he .* hits me", "without a bound"),
        ("he hits <nobody_at_all>", "not in words"),
        ("(he )?.. hits", "gap"),
    ],
)
def test_a_badly_written_expression_is_refused(expression: str, mistake: str) -> None:
    with pytest.raises((re.error, ValueError), match=mistake):
        _compiled(expression, {"victim": "(?:me)"})


def test_a_bad_file_says_where_and_how_to_put_it_right(tmp_path: object) -> None:
    folder = tmp_path / "england"  # type: ignore[operator]
    folder.mkdir()
    (folder / "danger.yml").write_text(
        "spellings: {i am: [im]}\nslips: [suicide]\nwords: {victim: [me]}\n"
        "patterns:\n  - {tier: now, concern: violence, reason: Somebody hits., "
        "expressions: ['hits <me'], examples: [hits me]}\n"
        "figures:\n  - {reason: A figure of speech., expressions: ['(x'], examples: [x y]}\n"
        "settled: {past: [x], still: [y], becomes: {violence: past_abuse}, gone: [other_child],\n"
        "  closed: [z], never_closed: [self_harm]}\n"
    )
    with pytest.raises(ContentError, match=r"danger.yml: at figures > A figure of speech\."):
        patterns.danger_patterns(tmp_path)  # type: ignore[arg-type]
