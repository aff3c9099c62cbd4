"""Stands in for `tensorflow.keras.backend`; see `tensorflow.standin`."""

from functools import partial

from tensorflow.standin import absent

__getattr__ = partial(absent, __name__)
