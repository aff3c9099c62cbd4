"""The engines that are compared. Each learns a trial's examples and answers its texts."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import yaml

from benchmarks.rivals.trials import Trial
from bot.nlu import encoder, intents, learning, minilm_graph, spelling
from bot.nlu.encoder import Vectors, sentence_encoder
from bot.nlu.intents import IntentModel
from bot.nlu.spelling import Spelling

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
CONFIG = ROOT / "config.yml"
ENVIRONMENTS = ROOT / "build" / "rivals"

Answer = tuple[str, float]
"""The likeliest intent and its confidence from 0 to 1."""


class EngineError(RuntimeError):
    """An engine that has an environment of its own is not installed, or has failed."""


@dataclass(frozen=True)
class Engine:
    """One way to understand messages; `sources` are the files that its answers depend on."""

    name: str
    title: str
    answers: Callable[[Trial], Sequence[Answer]]
    sources: tuple[Path, ...]
    slow: bool = False

    @property
    def fingerprint(self) -> str:
        """Changes with every change of a source."""
        return sha256(b"".join(source.read_bytes() for source in self.sources)).hexdigest()


def guide(trial: Trial) -> list[Answer]:
    """This guide: typing mistakes put right, sentence vectors and words, set as in config.yml."""
    texts, names = zip(*trial.learn, strict=True)
    model = IntentModel.train(texts, _vectors(texts), names, **_training_settings())
    words = Spelling.learn(texts, sentence_encoder().words())
    asked = [words.corrected(text) for text in trial.asked]
    return likeliest(model.intents, model.probabilities(asked, _vectors(asked)))


def _training_settings() -> dict[str, float]:
    pipeline = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["pipeline"]
    (classifier,) = (one for one in pipeline if one["name"].endswith(".IntentClassifier"))
    return dict(classifier.get("training", {}))


def counts(trial: Trial) -> list[Answer]:
    """Words, pairs of words and letters, weighed by rarity, and a logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    texts, names = zip(*trial.learn, strict=True)
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
    )
    model = make_pipeline(features, LogisticRegression(C=50.0, max_iter=60, tol=1e-3))
    model.fit(texts, names)
    return likeliest(model.classes_, model.predict_proba(trial.asked))


def likeliest(names: Sequence[str], shares: np.ndarray) -> list[Answer]:
    """The first intent of each row of probabilities."""
    return [(str(names[row.argmax()]), float(row.max())) for row in shares]


def _vectors(texts: Sequence[str]) -> Vectors:
    """Sentence vectors; kept, because many trials share their texts."""
    new = [text for text in dict.fromkeys(texts) if text not in _ENCODED]
    _ENCODED.update(zip(new, sentence_encoder().encode(new), strict=True))
    return np.stack([_ENCODED[text] for text in texts])


_ENCODED: dict[str, Vectors] = {}


def apart(
    environment: str, program: str, environments: Path = ENVIRONMENTS
) -> Callable[[Trial], list[Answer]]:
    """An engine in an environment of its own, which `make bench-understanding` installs.

    What it has trained is kept beside the environment: to ask other texts is no new training.
    """
    python = environments / environment / "bin" / "python"
    sources = _sources_apart(environment, program)

    def answers(trial: Trial) -> list[Answer]:
        if not python.exists():
            raise EngineError(f"{environment} is not installed: run `make bench-understanding`.")
        job = {"learn": trial.learn, "ask": trial.asked, "seed": trial.seed}
        learnt = json.dumps([trial.learn, trial.seed]).encode()
        learnt += b"".join(source.read_bytes() for source in sources)
        model = environments / "models" / f"{environment}-{sha256(learnt).hexdigest()[:16]}.tar.gz"
        model.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
            done = subprocess.run(
                [python, "-W", "ignore", HERE / program, "job.json", model, "answers.json"],
                cwd=folder,  # Rasa keeps a cache in the folder where it is started
                env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "RASA_MAX_CACHE_SIZE": "0"},
                check=False,
            )
            if done.returncode:
                raise EngineError(f"{program} ended with status {done.returncode}; see above.")
            stored = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
        return [(str(intent), float(confidence)) for intent, confidence in stored]

    return answers


def _sources_apart(environment: str, program: str) -> tuple[Path, ...]:
    return HERE / program, HERE / f"{environment}.txt"


_MODULES = (encoder, intents, learning, minilm_graph, spelling)
GUIDE = Engine(
    "guide",
    "This guide",
    guide,
    (CONFIG, *(Path(str(module.__file__)) for module in _MODULES)),
)
STOCK_RASA = Engine(
    "stock-rasa",
    "Rasa as `rasa init` sets it up (DIET)",
    apart("stock-rasa", "stock_rasa.py"),
    _sources_apart("stock-rasa", "stock_rasa.py"),
    slow=True,
)
ENGINES = (
    GUIDE,
    STOCK_RASA,
    Engine("counts", "Words and letters, linear classifier", counts, (HERE / "engines.py",)),
    Engine(
        "nebulento",
        "Nebulento (OpenVoiceOS)",
        apart("nebulento", "spelling.py"),
        _sources_apart("nebulento", "spelling.py"),
        slow=True,
    ),
)
