"""Stands in for `tensorflow`, so that Rasa starts without it; see `tensorflow.standin`."""

from functools import partial

from tensorflow.standin import absent

__version__ = "0+standin"
__getattr__ = partial(absent, __name__)
