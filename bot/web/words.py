"""The page's language file, words.yml: the only words for citizens that the page itself adds."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.catalogue import read_yaml

WORDS = Path(__file__).with_name("words.yml")


@cache
def words() -> Any:
    """Return the words; `words().box.label` is the text below `box` and `label`.

    A missing text raises AttributeError where it is asked for. Raises ContentError if the file is
    not YAML.
    """
    return _tree(read_yaml(WORDS))


def _tree(node: Any) -> Any:
    if isinstance(node, dict):
        return SimpleNamespace(**{name: _tree(below) for name, below in node.items()})
    return node
