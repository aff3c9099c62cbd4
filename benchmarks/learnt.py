"""What the newest trained model has learnt, for benchmarks that want its scores and no dialogue."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu.encoder import sentence_encoder
from bot.nlu.intents import IntentModel
from bot.nlu.learning import Floats
from bot.nlu.spelling import Spelling
from bot.nlu.understanding import IntentClassifier

MODELS = Path(__file__).parents[1] / "models"


@dataclass(frozen=True)
class Learnt:
    """The intents and the spelling of a trained model."""

    model: IntentModel
    spelling: Spelling

    @staticmethod
    def newest(models: Path = MODELS) -> Learnt:
        """What the model trained last has learnt.

        Raises FileNotFoundError where there is none, or one without what this reads.
        """
        trained = sorted(models.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
        if not trained:
            raise FileNotFoundError(f"No trained model in {models}: run `make train`.")
        wanted = {IntentClassifier.FILE, IntentClassifier.WORDS}
        with tarfile.open(trained[-1]) as archive, tempfile.TemporaryDirectory() as name:
            for inside in archive.getmembers():
                inside.name = Path(inside.name).name
                if inside.name in wanted:
                    archive.extract(inside, name, filter="data")
            missing = sorted(file for file in wanted if not (Path(name) / file).exists())
            if missing:
                without = f"{trained[-1].name} holds no {' and no '.join(missing)}"
                raise FileNotFoundError(f"{without}: run `make train`.")
            return Learnt(
                IntentModel.load(Path(name) / IntentClassifier.FILE),
                Spelling.load(Path(name) / IntentClassifier.WORDS, sentence_encoder().words()),
            )

    def scores(self, texts: Sequence[str]) -> Floats:
        """One row a text, once its spelling is put right, in the order of the model's intents."""
        spelt = [self.spelling.corrected(text) for text in texts]
        return self.model.scores(spelt, sentence_encoder().encode(spelt))

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """The same as probabilities, as the guide has them."""
        spelt = [self.spelling.corrected(text) for text in texts]
        return self.model.probabilities(spelt, sentence_encoder().encode(spelt))
