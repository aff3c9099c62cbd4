"""The intent classifier by itself, and the rules that part a message into questions."""

from dataclasses import replace

import numpy as np
import pytest

from bot.nlu.components import CouncilExtractor, DateExtractor, StageExtractor
from bot.nlu.encoder import sentence_encoder
from bot.nlu.events import find_events, latest
from bot.nlu.intents import (
    IntentModel,
    in_doubt,
    is_bare_answer,
    parts,
    ranking,
    two_questions,
)
from bot.nlu.stages import find_stage

LEARNT = {
    "ask_stage_length": [
        "how long does stage 1 take",
        "how many days do they have for stage 2",
        "when will the panel be over",
        "how many weeks is the second stage",
    ],
    "ask_advocate": [
        "can i get an advocate",
        "is there someone who speaks up for me",
        "i want an advocate to help me",
        "does an advocate cost anything",
    ],
    "ask_contact_phone": [
        "what is the phone number",
        "which number do i ring",
        "can i phone the complaints team",
        "whats their telephone number",
    ],
    "thank": ["thanks", "thank you so much", "cheers for that", "ta very much"],
}
NEW = {
    "how long have they got at the first stage": "ask_stage_length",
    "could an advocate speak for me": "ask_advocate",
    "give me a number to ring": "ask_contact_phone",
    "thanks a lot": "thank",
}


def trained() -> IntentModel:
    texts = [text for wordings in LEARNT.values() for text in wordings]
    intents = [intent for intent, wordings in LEARNT.items() for _ in wordings]
    return IntentModel.train(texts, sentence_encoder().encode(texts), intents)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return trained()


def shares_of(model: IntentModel, texts: list[str]) -> np.ndarray:
    return model.probabilities(texts, sentence_encoder().encode(texts))


def test_it_understands_wordings_that_it_has_not_seen(model) -> None:
    shares = shares_of(model, list(NEW))
    assert [model.intents[row.argmax()] for row in shares] == list(NEW.values())


def test_the_probabilities_of_a_text_add_up_to_one(model) -> None:
    assert shares_of(model, [*NEW, "zzz", ""]).sum(axis=1) == pytest.approx(1)


def test_words_alone_count_as_much_as_they_are_told_to() -> None:
    texts = [text for wordings in LEARNT.values() for text in wordings]
    intents = [intent for intent, wordings in LEARNT.items() for _ in wordings]
    vectors = sentence_encoder().encode(texts)
    changed = ["cheers"] * len(vectors)
    by_meaning = IntentModel.train(texts, vectors, intents, wording_share=0.0)
    assert np.array_equal(by_meaning.scores(changed, vectors), by_meaning.scores(texts, vectors))
    by_both = IntentModel.train(texts, vectors, intents, wording_share=0.5)
    thank = by_both.intents.index("thank")
    heard = by_both.scores(changed, vectors)[:, thank] - by_both.scores(texts, vectors)[:, thank]
    assert (heard[:-4] > 0).all(), "thanks in the words count, whatever the vector means"


def test_a_word_with_a_typing_mistake_keeps_most_of_its_pieces(model) -> None:
    meant = sentence_encoder().encode(["hm"])
    advocate = model.intents.index("ask_advocate")
    right, mistaken, other = (
        model.scores([word], meant)[0, advocate] for word in ("advocate", "advocote", "biscuit")
    )
    assert right > mistaken > other


def test_the_examples_count_as_much_as_they_are_told_to() -> None:
    texts = [text for wordings in LEARNT.values() for text in wordings]
    intents = [intent for intent, wordings in LEARNT.items() for _ in wordings]
    vectors = sentence_encoder().encode(texts)
    alone, beside = (
        IntentModel.train(texts, vectors, intents, likeness_share=share) for share in (0.0, 30.0)
    )
    own = [alone.intents.index(intent) for intent in intents]
    rows = range(len(texts))
    gain = beside.scores(texts, vectors)[rows, own] - alone.scores(texts, vectors)[rows, own]
    assert (gain > 5).all(), "each example lies near itself"


def test_a_higher_temperature_lowers_confidence_and_keeps_the_order(model) -> None:
    cool, warm = (
        shares_of(replace(model, temperature=temperature), list(NEW)) for temperature in (1.0, 8.0)
    )
    assert (warm.max(axis=1) < cool.max(axis=1)).all()
    assert (warm.argmax(axis=1) == cool.argmax(axis=1)).all()


def test_training_twice_learns_the_same(model) -> None:
    assert shares_of(trained(), list(NEW)) == pytest.approx(shares_of(model, list(NEW)))


def test_a_saved_model_answers_the_same_after_loading(model, tmp_path) -> None:
    model.save(tmp_path / "intents.npz")
    loaded = IntentModel.load(tmp_path / "intents.npz")
    assert loaded.intents == model.intents
    assert np.array_equal(shares_of(loaded, list(NEW)), shares_of(model, list(NEW)))


def test_a_saved_model_holds_numbers_and_names_alone(model, tmp_path) -> None:
    model.save(tmp_path / "intents.npz")
    with np.load(tmp_path / "intents.npz", allow_pickle=False) as stored:
        kinds = {stored[name].dtype.kind for name in stored.files}
    assert kinds <= {"f", "U"}


def test_a_model_file_that_holds_code_is_not_loaded(model, tmp_path) -> None:
    model.save(tmp_path / "intents.npz")
    with np.load(tmp_path / "intents.npz") as stored:
        arrays = dict(stored)
    arrays["intents"] = np.array([object()], dtype=object)
    np.savez(tmp_path / "changed.npz", **arrays)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        IntentModel.load(tmp_path / "changed.npz")


def test_the_ranking_has_the_likeliest_first_and_no_more_than_asked_for() -> None:
    ranked = ranking(["a", "b", "c"], [0.2, 0.7, 0.1], most=2)
    assert ranked == [{"name": "b", "confidence": 0.7}, {"name": "a", "confidence": 0.2}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how long does it take", ["how long does it take"]),
        ("how long is stage 2 and who does it", ["how long is stage 2", "who does it"]),
        ("Is it free? Who pays for it?", ["Is it free?", "Who pays for it?"]),
        ("what is it\nhow do i start", ["what is it", "how do i start"]),
        ("do i need a form and also can i ring", ["do i need a form", "can i ring"]),
        ("bread and butter", ["bread and butter"]),
        ("my mum and dad", ["my mum and dad"]),
        ("they are late and i also want my file", ["they are late", "i also want my file"]),
        ("who is the panel also how do i ring", ["who is the panel", "how do i ring"]),
        ("can they also see my old file", ["can they also see my old file"]),
        (
            "my complaint was refused, can i go to court",
            ["my complaint was refused", "can i go to court"],
        ),
        ("well, who decides that now, me, mum", ["well", "who decides that now, me, mum"]),
        ("it is late, i think. who decides it", ["it is late, i think.", "who decides it"]),
        ("Hello. How do I complain?", ["Hello.", "How do I complain?"]),
        ("I want to complain. Please", ["I want to complain. Please"]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_message_is_parted_where_a_new_question_begins(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(("second_share", "expected"), [(0.2, True), (0.3, False)])
def test_the_second_question_needs_its_share_of_the_first(second_share, expected) -> None:
    two = [*ranked("ask_court", 0.4), *ranked("ask_police", 0.1)]
    assert in_doubt(two, unsure_below=0.7, second_share=second_share) is expected


def ranked(name: str, confidence: float) -> list[dict[str, object]]:
    return [{"name": name, "confidence": confidence}]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([ranked("ask_advocate", 0.9), ranked("ask_contact", 0.8)], (0, 1)),
        ([ranked("ask_advocate", 0.9), ranked("ask_advocate", 0.8)], None),
        ([ranked("ask_advocate", 0.9), ranked("ask_contact", 0.4)], None),
        ([ranked("ask_advocate", 0.9), ranked("thank", 0.9)], None),
        ([ranked("greet", 0.9), ranked("ask_court", 0.9), ranked("ask_fear", 0.9)], (1, 2)),
        ([ranked("ask_court", 0.5), ranked("ask_court", 0.9), ranked("ask_fear", 0.95)], (1, 2)),
        ([ranked("ask_advocate", 0.9)], None),
        ([], None),
    ],
)
def test_two_questions_are_two_sure_parts_that_ask_different_things(pieces, expected) -> None:
    assert two_questions(pieces, least=0.5, likeliest="ask_advocate") == expected


@pytest.mark.parametrize(
    ("likeliest", "expected"),
    [("ask_court", (0, 1)), ("ask_fear", (1, 0)), ("ask_police", (0, 1))],
)
def test_what_the_whole_message_asks_is_answered_first(likeliest, expected) -> None:
    pieces = [ranked("ask_court", 0.95), ranked("ask_fear", 0.9)]
    assert two_questions(pieces, least=0.5, likeliest=likeliest) == expected


def test_two_parts_overrule_the_whole_only_where_both_are_sure() -> None:
    pieces = [ranked("ask_court", 0.95), ranked("ask_fear", 0.7)]
    assert two_questions(pieces, least=0.5, likeliest="ask_police") is None
    assert two_questions(pieces, least=0.5, likeliest="ask_fear") == (1, 0)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("ask_court", 0.5), ("ask_police", 0.4), True),
        (("ask_court", 0.5), ("ask_police", 0.12), True),
        (("ask_court", 0.5), ("ask_police", 0.08), False),
        (("ask_court", 0.55), ("ask_police", 0.4), False),
        (("ask_court", 0.5), ("thank", 0.4), False),
        (("tell_event", 0.5), ("ask_police", 0.4), False),
    ],
)
def test_doubt_is_between_two_questions_of_which_neither_is_sure(first, second, expected) -> None:
    assert in_doubt([*ranked(*first), *ranked(*second)], unsure_below=0.55) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leicester", True),
        ("its sefton", True),
        ("um it was the 3rd of march i think", True),
        ("stage 2 please", True),
        ("sorry, 3 March 2026", True),
        ("sefton?", False),
        ("how do i complain to leicester", False),
        ("my son was born on 3 march", False),
        ("stage 2 was terrible", False),
        ("yes", False),
        ("", False),
    ],
)
def test_a_bare_answer_is_little_but_a_council_a_stage_or_a_date(
    text: str, expected: bool, monkeypatch
) -> None:
    monkeypatch.setenv("GUIDE_TODAY", "2026-11-22")
    extractors = (CouncilExtractor, DateExtractor, StageExtractor)
    found = [entity for extractor in extractors for entity in extractor.entities(text)]
    assert is_bare_answer(text, found) is expected


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_the_same_question_about_another_stage_differs_in_the_stage_alone(model, stage) -> None:
    text = f"how long does stage {stage} take"
    assert model.intents[shares_of(model, [text])[0].argmax()] == "ask_stage_length"
    assert [found.stage for found in find_stage(text)] == [stage]


@pytest.mark.parametrize(
    ("text", "event", "happened"),
    [
        ("I had a reply to stage 1", "stage_1_reply_received", True),
        ("I have not had a reply to stage 1", "stage_1_reply_received", False),
        ("the stage 2 report came", "stage_2_reply_received", True),
        ("the stage 2 report has not come", "stage_2_reply_received", False),
    ],
)
def test_what_came_is_told_from_what_has_not_come(text: str, event: str, happened: bool) -> None:
    last = latest(find_events(text)) or find_events(text)[0]
    assert (last.event, last.happened) == (event, happened)
