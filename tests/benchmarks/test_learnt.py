"""What benchmarks read of a trained model."""

import tarfile

import pytest

from benchmarks.learnt import Learnt


def test_without_a_trained_model_it_says_what_to_run(tmp_path):
    with pytest.raises(FileNotFoundError, match="make train"):
        Learnt.newest(tmp_path)


def test_an_archive_that_is_no_model_of_today_is_named(tmp_path):
    with tarfile.open(tmp_path / "old.tar.gz", "w:gz") as archive:
        archive.add(__file__, "notes.txt")
    with pytest.raises(FileNotFoundError, match=r"old\.tar\.gz holds no intents\.npz"):
        Learnt.newest(tmp_path)


def test_a_typing_mistake_is_put_right_before_the_probabilities(trained_model):
    learnt = Learnt.newest(trained_model.parent)
    right, mistyped = learnt.probabilities(["who is the ombudsman", "who is the ombudzman"])
    assert right.sum() == pytest.approx(1, abs=1e-4)
    assert mistyped == pytest.approx(right, abs=1e-4)
