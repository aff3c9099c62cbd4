"""Does understanding cost more with more councils? `python -m benchmarks.councils_cost`.

The same messages are understood with the councils of content/ and with 153 generated ones, by
turns, so that a busy machine slows both alike. What does not depend on councils (dates, stages,
events, danger, the classifier) is the same in both; the sentence encoder is reported apart.
"""

from __future__ import annotations

import itertools
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from statistics import median

from benchmarks.wordings import SETS, read_wordings
from bot.clock import today
from bot.danger import assess
from bot.nlu.complainants import find_complainant
from bot.nlu.councils import CouncilFinder, CouncilNames, covered_councils, other_councils
from bot.nlu.dates import find_dates
from bot.nlu.encoder import sentence_encoder
from bot.nlu.events import find_events
from bot.nlu.stages import find_stage

GENERATED = 153
PLACES = 25
"""Places of a generated council; those of content/ have about as many."""
MOST = 1.1
"""The aim: times as long, at most."""
BEGINNINGS = (
    *("Alder", "Birch", "Cran", "Dun", "Elm", "Fern", "Glen", "Haw", "Iving", "Kel", "Lang"),
    *("Mar", "Nor", "Oak", "Pen", "Quen", "Rowan", "Sand", "Thorn", "Upper", "Wex"),
)
ENDS = (
    *("borough", "bridge", "bury", "by", "combe", "den", "field", "ford", "gate", "ham", "hurst"),
    *("leigh", "ley", "mere", "mouth", "port", "shaw", "stead", "thorpe", "wick", "worth"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the medians and their ratio. Returns 0."""
    parser = ArgumentParser(prog="python -m benchmarks.councils_cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args(arguments).rounds
    texts = [wording.text for wording in read_wordings(SETS["validation"])]
    few = CouncilFinder(covered_councils(), other_councils())
    many = CouncilFinder((*covered_councils(), *generated(GENERATED)), other_councils())
    seconds: dict[str, list[float]] = {"few": [], "many": [], "rest": [], "encoder": []}
    for _ in range(rounds):
        for text in texts:
            for name, work in (
                ("few", few.find), ("many", many.find), ("rest", the_rest), ("encoder", encode),
            ):  # fmt: skip
                seconds[name].append(timed(work, text))
    whole_few = median(a + b for a, b in zip(seconds["few"], seconds["rest"], strict=True))
    whole_many = median(a + b for a, b in zip(seconds["many"], seconds["rest"], strict=True))
    councils = len(covered_councils())
    print(f"Medians of {len(seconds['few'])} messages, in milliseconds")
    print(f"{f'finding {councils} councils':<44}{1000 * median(seconds['few']):>8.2f}")
    print(f"{f'finding {councils + GENERATED} councils':<44}{1000 * median(seconds['many']):>8.2f}")
    print(f"{f'all but the encoder, {councils} councils':<44}{1000 * whole_few:>8.2f}")
    print(f"{f'all but the encoder, {councils + GENERATED} councils':<44}{1000 * whole_many:>8.2f}")
    print(f"{'the encoder, apart':<44}{1000 * median(seconds['encoder']):>8.2f}")
    ratio = whole_many / whole_few
    print(f"Times as long: {ratio:.3f} (at most {MOST}: {'met' if ratio <= MOST else 'MISSED'})")
    return 0


def generated(number: int) -> list[CouncilNames]:
    """Councils that do not exist, with places of their own."""
    made = (f"{a}{b}" for b, a in itertools.product(ENDS, BEGINNINGS))
    names = list(itertools.islice(made, number))
    kinds = ("Green", "End", "Common", "Hill", "Park", "Village", "Cross", "Lea", "Moor", "Bank")
    return [
        CouncilNames(
            slug=name.lower(),
            name=f"{name} Council",
            names=(name, f"{name} City Council", f"{name} Borough Council"),
            places=tuple(f"{a}{name.lower()} {kind}" for a in ("Great ", "Little ", "New ")
                         for kind in kinds)[:PLACES],
        )
        for name in names
    ]  # fmt: skip


def the_rest(text: str) -> None:
    """Everything else that understanding does without the encoder."""
    find_dates(text, today=today())
    find_stage(text)
    find_events(text)
    find_complainant(text)
    assess(text)


def encode(text: str) -> None:
    """The sentence vector."""
    sentence_encoder().encode([text])


def timed(work: Callable[[str], object], text: str) -> float:
    """Seconds that a piece of work takes."""
    began = time.perf_counter()
    work(text)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
