"""Stands in for `tensorflow.python`; see `tensorflow.standin`."""

from functools import partial

from tensorflow.standin import absent

__getattr__ = partial(absent, __name__)
