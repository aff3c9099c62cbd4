"""The stand-in lets Rasa import TensorFlow and refuses to pretend that it computes."""

import importlib.metadata

import pytest
import tensorflow
from rasa.shared.exceptions import InvalidConfigException


def test_the_real_tensorflow_is_not_installed():
    assert importlib.metadata.version("tensorflow") == "0+standin"


def test_its_classes_can_be_derived_from():
    class Layer(tensorflow.keras.layers.Layer):
        pass

    assert issubclass(Layer, object)


def test_a_call_is_refused_with_the_name_of_what_was_called():
    with pytest.raises(InvalidConfigException, match=r"it called tensorflow\.nn\.softmax"):
        tensorflow.nn.softmax([1.0, 2.0])


def test_a_class_derived_from_it_cannot_be_made():
    class Layer(tensorflow.keras.layers.Layer):
        pass

    with pytest.raises(InvalidConfigException, match="Layer"):
        Layer()


def test_a_module_that_it_lacks_cannot_be_imported():
    # Libraries that can do without TensorFlow, such as spaCy, must see that it is absent.
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("tensorflow.experimental.dlpack")
