"""What a person typed, made safe to read: one form of each letter, nothing unseen, no commands."""

import re
import unicodedata

_NEW_LINES = re.compile("\r\n|[\r\u2028\u2029\v\f\x85]")
_COMMAND = re.compile(r"^[\s/]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control, format (zero-width and tag characters), surrogate, private and unassigned."""


def cleaned(text: str) -> str:
    """Return text in Unicode's composed form (NFC), without signs that nobody sees.

    New lines stay; a tab becomes a space. A slash at the start falls away: behind one, Rasa would
    take words for a command.
    """
    text = _NEW_LINES.sub("\n", text).replace("\t", " ")
    seen = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _UNSEEN)
    return _COMMAND.sub("", unicodedata.normalize("NFC", seen)).rstrip()
