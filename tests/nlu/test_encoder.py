"""Sentence vectors: the same as the model's authors compute, whatever the text and its company.

reference_vectors.json was computed once by the official code, which this project does not install.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.nlu import encoder
from bot.nlu.encoder import DIMENSIONS, EncoderError, SentenceEncoder, sentence_encoder

REFERENCE = json.loads(
    Path(__file__).with_name("reference_vectors.json").read_text(encoding="utf-8")
)["vectors"]
QUESTIONS = [
    "how long does stage 2 take",
    "help",
    "My social worker never rings me back and I have had enough of it. Can I complain?",
    "whats the number",
]
ODD = [
    "",
    " ",
    "😡😡😡",
    "ＦＵＬＬ　ｗｉｄｔｈ",
    "\x00\u200b\ufeff",
    "e\u0301" * 50,
    "يشتكي 抱怨",
    "a" * 5000,
]


@pytest.fixture(scope="module")
def vectors_of():
    return sentence_encoder().encode


@pytest.mark.parametrize("reference", REFERENCE, ids=lambda one: one["text"][:30])
def test_the_last_piece_is_the_sentence_vector_of_the_official_code(vectors_of, reference) -> None:
    found = vectors_of([reference["text"]])[0, -384:]
    expected = np.array(reference["vector"])
    cosine = found @ expected / (np.linalg.norm(found) * np.linalg.norm(expected))
    assert cosine >= 0.9999


def test_each_of_the_four_pieces_has_length_one(vectors_of) -> None:
    lengths = np.linalg.norm(vectors_of(QUESTIONS).reshape(len(QUESTIONS), 4, 384), axis=2)
    assert lengths == pytest.approx(np.ones_like(lengths), abs=1e-4)


def test_a_text_has_the_same_vector_alone_and_in_a_batch_in_any_order(vectors_of) -> None:
    alone = np.vstack([vectors_of([text]) for text in QUESTIONS])
    assert vectors_of(QUESTIONS) == pytest.approx(alone, abs=1e-4)
    assert vectors_of(QUESTIONS[::-1])[::-1] == pytest.approx(alone, abs=1e-4)


def test_more_texts_than_a_batch_holds_keep_their_order() -> None:
    texts = [f"{'please ' * (number % 7)}question number {number}" for number in range(11)]
    small_batches = sentence_encoder().encode(texts, batch=3)
    assert small_batches == pytest.approx(sentence_encoder().encode(texts), abs=1e-4)


def test_several_workers_give_the_same_vectors_as_one(vectors_of) -> None:
    texts = [f"{'please ' * (number % 7)}question number {number}" for number in range(40)]
    assert vectors_of(texts, batch=4, workers=3) == pytest.approx(vectors_of(texts), abs=1e-4)


def test_what_goes_wrong_in_a_worker_is_not_lost(vectors_of) -> None:
    with pytest.raises(TypeError):
        vectors_of(["one", b"two"], batch=1, workers=2)


def test_no_text_gives_no_vector(vectors_of) -> None:
    assert vectors_of([]).shape == (0, DIMENSIONS)


def test_of_a_very_long_text_only_the_beginning_counts(vectors_of) -> None:
    long = "my complaint is about the review meeting " * 100
    one, longer = vectors_of([long, long + "and something else altogether"])
    assert one == pytest.approx(longer, abs=1e-5)


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_characters_have_a_vector_of_ordinary_numbers(vectors_of, text: str) -> None:
    vector = vectors_of([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector[-384:]) == pytest.approx(1, abs=1e-4)


def test_sentences_of_like_meaning_lie_closer_than_others(vectors_of) -> None:
    late, silent, panel = vectors_of(
        [
            "the council has not replied to me",
            "they still have not answered my letter",
            "who sits on the review panel",
        ]
    )[:, -384:]
    assert late @ silent > late @ panel


def test_weights_that_are_not_the_measured_ones_are_refused(tmp_path, monkeypatch) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"something else")
    monkeypatch.setenv("GUIDE_CACHE", str(tmp_path / "cache"))
    with pytest.raises(EncoderError, match=f"expected {encoder.WEIGHTS_SHA256}.*requirements.lock"):
        encoder._graph_file(weights)
    assert not (tmp_path / "cache").exists()


def test_missing_weights_name_the_command_that_installs_them(monkeypatch) -> None:
    monkeypatch.setattr(encoder.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(EncoderError, match="make setup"):
        encoder.weights_folder()


def test_the_graph_is_written_anew_into_an_empty_cache(tmp_path, monkeypatch, vectors_of) -> None:
    monkeypatch.setenv("GUIDE_CACHE", str(tmp_path))
    source = encoder.weights_folder()
    graph = encoder._graph_file(source / "model.safetensors")
    assert list(tmp_path.iterdir()) == [graph], "nothing unfinished is left behind"
    fresh = SentenceEncoder(graph, source / "tokenizer.json").encode(QUESTIONS[:1])
    assert fresh == pytest.approx(vectors_of(QUESTIONS[:1]), abs=1e-5)
