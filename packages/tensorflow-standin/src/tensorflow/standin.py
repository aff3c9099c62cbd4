"""The classes that stand where TensorFlow's would be.

Rasa 3.6 imports TensorFlow at every start, even when no component of the
pipeline uses it. At import Rasa only derives classes and writes type hints, and a
bare class is enough for both. Whoever calls one gets an error that says what to do.
"""

from __future__ import annotations

import inspect
from abc import ABCMeta
from typing import Any, NoReturn


class Absent(ABCMeta):
    """The metaclass of everything that real TensorFlow would bring.

    A class made with it can be named in a type hint, derived from and asked for
    any attribute (again such a class). It cannot be called, and neither can a class
    derived from it: that is the moment at which TensorFlow would have to work.
    """

    def __getattr__(cls, name: str) -> Absent:
        return absent(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse, because here TensorFlow would have to work."""
        _refuse(f"{cls.__module__}.{cls.__qualname__}")


def absent(owner: str, name: str) -> Absent:
    """Return the class that stands for `owner.name`, such as `tensorflow.nn.softmax`.

    Raises:
        AttributeError: for names with a leading underscore. Python and libraries ask
            for these to learn what an object can do, and the answer must be "nothing".
    """
    if name.startswith("_"):
        raise AttributeError(f"The TensorFlow stand-in has no {owner}.{name}.")
    return Absent(name, (), {"__module__": owner})


def _refuse(attribute: str) -> NoReturn:
    # Imported here because Rasa imports this package first. Rasa's command line shows
    # the message of this kind of error, and only a traceback of other kinds.
    from rasa.shared.exceptions import InvalidConfigException

    component = _calling_component()
    wanted_by = f"The component {component} needs TensorFlow" if component else "Needs TensorFlow"
    raise InvalidConfigException(
        f"{wanted_by} (it called {attribute}), but only a stand-in for TensorFlow is "
        "installed. Take the component out of config.yml. Or install the real "
        "TensorFlow (nearly 2 GB) in place of the stand-in: "
        ".uv/bin/uv pip install tensorflow==2.12.0"
    )


def _calling_component() -> str | None:
    """Name the Rasa component (or policy) whose method is running now, if there is one."""
    from rasa.engine.graph import GraphComponent

    frame = inspect.currentframe()
    while frame:
        caller = frame.f_locals.get("self")
        if isinstance(caller, GraphComponent):
            return type(caller).__name__
        frame = frame.f_back
    return None
