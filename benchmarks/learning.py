"""What each step of learning gains: `python -m benchmarks.learning [--quick]`.

On BANKING77 (Casanueva et al. 2020, CC BY 4.0) with few examples an intent, and on the guide's own
validation wordings, it prints accuracy, seconds to train and milliseconds a message for each step
towards what the guide does, then for what was tried beside it. Last comes what typing mistakes
cost. Seconds are processor seconds: those of one core, whatever else the machine does.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import yaml
from threadpoolctl import threadpool_limits

from benchmarks.rivals.trials import (
    BANKING77_SETTING,
    MissingData,
    Trial,
    banking77_folder,
    banking77_trial,
)
from benchmarks.typing_mistakes import misspelt, without_signs
from benchmarks.wordings import TESTS, TRAINING, read_wordings
from bot.nlu.encoder import Vectors, sentence_encoder
from bot.nlu.intents import (
    HASHES,
    PIECES,
    IntentModel,
    from_centre,
    last_layer,
    weighed,
    word_counts,
)
from bot.nlu.learning import Floats, nearness, one_hot, softmax, softmax_regression
from bot.nlu.spelling import Spelling

VALIDATION = ("validation", "validation_fresh")
TIMED = 100
"""Messages that are timed one by one."""


@dataclass(frozen=True)
class Lesson:
    """What a step learns from, with vectors. `places` are the examples' columns in `names`."""

    texts: Sequence[str]
    vectors: Floats
    places: np.ndarray
    names: tuple[str, ...]

    @staticmethod
    def of(trial: Trial) -> Lesson:
        """The lesson of a trial."""
        texts, intents = zip(*trial.learn, strict=True)
        names, places = np.unique(intents, return_inverse=True)
        return Lesson(texts, vectors_of(texts), places, tuple(map(str, names)))

    @property
    def intents(self) -> list[str]:
        """The intent of each example."""
        return [self.names[place] for place in self.places]

    @property
    def wanted(self) -> Floats:
        """A 1 in the column of each example's intent."""
        return one_hot(self.places, len(self.names))

    def more(self, texts: Sequence[str], vectors: Floats, places: np.ndarray) -> Lesson:
        """The lesson with further examples."""
        return replace(
            self,
            texts=[*self.texts, *texts],
            vectors=np.concatenate([self.vectors, vectors]),
            places=np.concatenate([self.places, places]),
        )


Scorer = Callable[[Sequence[str], Floats], Floats]
"""Scores texts with their vectors: a row a text, a column an intent."""
Step = Callable[[Lesson], Scorer]

_VECTORS: dict[str, Vectors] = {}


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Sentence vectors; kept, because the steps share their texts."""
    new = [text for text in dict.fromkeys(texts) if text not in _VECTORS]
    encoded = sentence_encoder().encode(new, workers=os.cpu_count() or 1)
    _VECTORS.update(zip(new, encoded, strict=True))
    return np.stack([_VECTORS[text] for text in texts])


def by_meaning(lesson: Lesson, *, layers: int) -> Scorer:
    """Softmax regression on the last layers of the sentence vectors."""
    centre = lesson.vectors.mean(axis=0)

    def seen(vectors: Floats) -> Floats:
        centred = from_centre(vectors, centre)
        return centred[:, -centred.shape[1] * layers // PIECES :]

    weights, bias = softmax_regression(seen(lesson.vectors), lesson.wanted, strength=10.0)
    return lambda _texts, vectors: seen(vectors) @ weights + bias


def by_words(lesson: Lesson, *, columns: slice) -> Scorer:
    """Softmax regression on words, on pieces of words, or on both."""
    counts = word_counts(lesson.texts)
    seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = (np.log((1 + len(lesson.texts)) / (1 + seen_in)) + 1).astype(np.float32)
    worded = weighed(counts, rarity)[:, columns]
    weights, bias = softmax_regression(worded, lesson.wanted, strength=50.0)

    def score(texts: Sequence[str], _vectors: Floats) -> Floats:
        counted = word_counts(texts)
        return weighed(counted, rarity)[:, columns] @ weights + bias

    return score


def added(lesson: Lesson, *, steps: Sequence[tuple[float, Step]]) -> Scorer:
    """The scores of several steps added up, each so many times."""
    scorers = [(share, step(lesson)) for share, step in steps]
    return lambda texts, vectors: sum(share * score(texts, vectors) for share, score in scorers)


def guide(lesson: Lesson, **settings: float) -> Scorer:
    """What the guide does."""
    model = IntentModel.train(lesson.texts, lesson.vectors, lesson.intents, **settings)
    return model.scores


def by_prototypes(lesson: Lesson) -> Scorer:
    """Nearness to the average example of each intent."""
    centre, seen = _seen_last(lesson)
    averages = np.stack(
        [seen[lesson.places == place].mean(axis=0) for place in range(len(lesson.names))]
    )
    return lambda _texts, vectors: nearness(_centred_last(vectors, centre), averages)


def by_neighbours(lesson: Lesson, *, count: int = 10) -> Scorer:
    """The logarithm of each intent's share among the nearest examples."""
    centre, seen = _seen_last(lesson)
    wanted = lesson.wanted

    def score(_texts: Sequence[str], vectors: Floats) -> Floats:
        near = nearness(_centred_last(vectors, centre), seen)
        nearest = np.argpartition(-near, count, axis=1)[:, :count]
        votes = np.take_along_axis(near, nearest, axis=1)[:, :, None] * wanted[nearest]
        shares = votes.sum(axis=1)
        return np.log(shares / shares.sum(axis=1, keepdims=True) + 0.01)

    return score


def with_mistakes(lesson: Lesson) -> Scorer:
    """What the guide does, with a misspelt copy of each example."""
    copies = [misspelt(text, 1, seed=1) for text in lesson.texts]
    return guide(lesson.more(copies, vectors_of(copies), lesson.places))


def with_hard_examples(lesson: Lesson) -> Scorer:
    """What the guide does; the quarter that is hardest to tell from other intents counts twice."""
    shares = softmax(by_meaning(lesson, layers=4)(lesson.texts, lesson.vectors))
    own = shares[np.arange(len(shares)), lesson.places]
    hard = np.argsort(own)[: len(own) // 4]
    return guide(
        lesson.more([lesson.texts[at] for at in hard], lesson.vectors[hard], lesson.places[hard])
    )


def with_mixtures(lesson: Lesson) -> Scorer:
    """A second view on meaning, learnt from examples mixed in pairs (mixup, Zhang et al. 2018)."""
    centre, chance = lesson.vectors.mean(axis=0), np.random.default_rng(0)
    seen, wanted = from_centre(lesson.vectors, centre), lesson.wanted
    other = chance.permutation(len(seen))
    share = chance.beta(0.4, 0.4, size=(len(seen), 1)).astype(np.float32)
    mixed = share * seen + (1 - share) * seen[other]
    labels = share * wanted + (1 - share) * wanted[other]
    weights, bias = softmax_regression(
        np.concatenate([seen, mixed]), np.concatenate([wanted, labels]), strength=10.0
    )
    usual = guide(lesson)

    def score(texts: Sequence[str], vectors: Floats) -> Floats:
        return usual(texts, vectors) + from_centre(vectors, centre) @ weights + bias

    return score


def with_contrast(lesson: Lesson, *, steps: int = 200, batch: int = 512) -> Scorer:
    """What the guide does, on a last layer that is turned to bring like intents together.

    The turning is learnt by neighbourhood components analysis (Goldberger et al. 2004), in
    batches: the softmax over the other examples should fall on those of the same intent.
    """
    centre, seen = _seen_last(lesson)
    chance = np.random.default_rng(0)
    turn = np.eye(seen.shape[1], dtype=np.float32)
    for _ in range(steps):
        rows = chance.permutation(len(seen))[:batch]
        some, same = seen[rows], lesson.places[rows][:, None] == lesson.places[rows]
        np.fill_diagonal(same, val=False)
        turned = some @ turn
        likeness = 10 * turned @ turned.T
        np.fill_diagonal(likeness, -1e9)
        every = softmax(likeness)
        alike = softmax(np.where(same, likeness, -1e9))
        slope = np.where(same.any(axis=1, keepdims=True), every - alike, 0) / len(rows)
        turn -= 0.05 * some.T @ ((slope + slope.T) @ turned)

    def turned_vectors(vectors: Floats) -> Floats:
        last = _centred_last(vectors, centre) @ turn
        return np.concatenate([vectors[:, : -last.shape[1]], last], axis=1)

    learnt = guide(replace(lesson, vectors=turned_vectors(lesson.vectors)))
    return lambda texts, vectors: learnt(texts, turned_vectors(vectors))


def _seen_last(lesson: Lesson) -> tuple[Floats, Floats]:
    centre = lesson.vectors.mean(axis=0)
    return centre, _centred_last(lesson.vectors, centre)


def _centred_last(vectors: Floats, centre: Floats) -> Floats:
    return last_layer(from_centre(vectors, centre))


_FOUR: tuple[float, Step] = (1.0, partial(by_meaning, layers=4))
STEPS: dict[str, Step] = {
    "last layer": partial(by_meaning, layers=1),
    "last four layers": _FOUR[1],
    "+ words": partial(added, steps=[_FOUR, (0.6, partial(by_words, columns=slice(HASHES)))]),
    "+ pieces of words": partial(
        added, steps=[_FOUR, (0.6, partial(by_words, columns=slice(None)))]
    ),
    "+ likeness to examples": partial(guide, smoothing=0.0),
    "+ smoothing: the guide": guide,
}
"""What the guide does, step by step; each gains on the one before."""
TRIED: dict[str, Step] = {
    "with prototypes": partial(added, steps=[(1.0, guide), (5.0, by_prototypes)]),
    "with nearest neighbours": partial(added, steps=[(1.0, guide), (0.5, by_neighbours)]),
    "with misspelt copies": with_mistakes,
    "hard examples twice": with_hard_examples,
    "with mixtures": with_mixtures,
    "last layer turned": with_contrast,
}
"""What was tried beside it; each gains on what the guide does."""


@dataclass(frozen=True)
class Result:
    """Accuracy of each trial; processor seconds to train; milliseconds a message on one core."""

    accuracies: tuple[float, ...]
    seconds: float
    milliseconds: float

    @property
    def accuracy(self) -> float:
        """The average over the trials."""
        return float(np.mean(self.accuracies))

    def line(self, name: str, before: Result | None) -> str:
        """The figures, and the gain on the step before."""
        spread = f"± {np.std(self.accuracies):.4f}" if len(self.accuracies) > 1 else ""
        gain = f"{(self.accuracy - before.accuracy) * 100:+6.2f}" if before else ""
        return (
            f"{name:<26}{self.accuracy:>7.4f} {spread:<9}{self.seconds:>7.1f} s"
            f"{self.milliseconds:>7.2f} ms {gain}"
        )


def measured(step: Step, trials: Sequence[Trial]) -> Result:
    """Trains and asks a step in every trial; encoding is part of neither the training seconds."""
    accuracies, seconds = [], 0.0
    for trial in trials:
        lesson = Lesson.of(trial)
        started = time.process_time()
        score = step(lesson)
        seconds += time.process_time() - started
        accuracies.append(accuracy(score, lesson.names, trial.in_scope))
    texts = [text for text, _ in trials[-1].in_scope[:TIMED]]
    with threadpool_limits(1):
        started = time.process_time()
        for text in texts:
            score([text], sentence_encoder().encode([text]))
        milliseconds = (time.process_time() - started) / len(texts) * 1000
    return Result(tuple(accuracies), seconds / len(trials), milliseconds)


def accuracy(
    score: Scorer, names: Sequence[str], asked: Sequence[tuple[str, frozenset[str]]]
) -> float:
    """The share of texts whose likeliest intent is right."""
    texts = [text for text, _ in asked]
    found = score(texts, vectors_of(texts)).argmax(axis=1)
    return float(np.mean([names[at] in right for at, (_, right) in zip(found, asked, strict=True)]))


def own_trial() -> Trial:
    """All of data/nlu.yml, asked with the validation wordings of both hands."""
    stored = yaml.safe_load(TRAINING.read_text(encoding="utf-8"))["nlu"]
    learn = [
        (line.removeprefix("- "), entry["intent"])
        for entry in stored
        for line in entry.get("examples", "").splitlines()
    ]
    asked = [one for name in VALIDATION for one in read_wordings(TESTS / f"{name}.yml")]
    in_scope = tuple((one.text, frozenset(one.intents)) for one in asked)
    return Trial("validation", None, 0, tuple(learn), in_scope)


def show_steps(title: str, trials: Sequence[Trial], steps: dict[str, Step]) -> None:
    """Prints one line a step as it comes; what was tried beside the guide is held against it."""
    print(f"\n{title}\n{'-' * len(title)}")
    print(f"{'':<26}accuracy          training  a message  gain", flush=True)
    vectors_of([text for trial in trials for text, _ in (*trial.learn, *trial.in_scope)])
    before = None
    for name, step in steps.items():
        result = measured(step, trials)
        print(result.line(name, before), flush=True)
        if name not in TRIED:
            before = result


def show_robustness() -> None:
    """What typing mistakes and missing signs cost the guide on all validation wordings."""
    print("\nTyping mistakes, validation wordings\n" + "-" * 36)
    trial = own_trial()
    lesson = Lesson.of(trial)
    score = guide(lesson)
    spelling = Spelling.learn(lesson.texts, sentence_encoder().words())
    changes: dict[str, Callable[[str], str]] = {
        "as written": str,
        "one typing mistake": partial(misspelt, mistakes=1, seed=7),
        "two typing mistakes": partial(misspelt, mistakes=2, seed=7),
        "small letters": str.lower,
        "no punctuation": without_signs,
    }
    usual = None
    for name, change in changes.items():
        typed = [(change(text), right) for text, right in trial.in_scope]
        spelt = [(spelling.corrected(text), right) for text, right in typed]
        share = accuracy(score, lesson.names, spelt)
        usual = share if usual is None else usual
        print(
            f"{name:<26}{share:>7.4f} {(share - usual) * 100:+6.2f}"
            f"   with the spelling left as it is {accuracy(score, lesson.names, typed):.4f}",
            flush=True,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables. Returns 2 where BANKING77 is missing, else 0."""
    parser = ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument(
        "--banking77", metavar="FOLDER", help=f"its train.csv and test.csv (or {BANKING77_SETTING})"
    )
    parser.add_argument("--no-banking77", action="store_true", help="leave BANKING77 out")
    parser.add_argument("--quick", action="store_true", help="the guide's own steps, two seeds")
    options = parser.parse_args(arguments)
    steps = STEPS if options.quick else {**STEPS, **TRIED}
    if not options.no_banking77:
        try:
            folder: Path = banking77_folder(options.banking77)
        except MissingData as missing:
            print(missing, file=sys.stderr)
            return 2
        seeds = range(2 if options.quick else 5)
        for each in (10, 20):
            trials = [banking77_trial(folder, each, seed) for seed in seeds]
            show_steps(f"BANKING77, {each} examples an intent, {len(seeds)} draws", trials, steps)
    show_steps("The guide's own wordings, all of them", [own_trial()], steps)
    show_robustness()
    return 0


if __name__ == "__main__":
    sys.exit(main())
