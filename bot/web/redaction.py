"""Takes personal details out of a message before the dialogue sees it.

Numbers and addresses that the content itself prints stay: people ask about them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from phonenumbers import Leniency, PhoneNumberMatcher

from bot.catalogue import Catalogue

LEFT_OUT = "[…]"
"""What stands where a detail was."""

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# Grouped as on a card: two dates in a row are none.
_CARD = re.compile(
    r"(?<![\d+])(?:\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|\d{4}[ -]?\d{6}[ -]?\d{5})(?!\d)"
)
_NHS_NUMBER = re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_NATIONAL_INSURANCE = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d{2}){3}[ -]?[A-D]\b", re.IGNORECASE
)
# Not a postcode: "s20 3rd", an ordinal number in small letters.
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?(?!\d(?-i:st|nd|rd|th)\b)\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE
)
# Mobile numbers by their form, for the library knows only those that are in use.
_MOBILE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|0)7\d{3}(?:[ -]?\d{3}){2}(?!\d)"
)

Spans = Iterator[tuple[int, int]]


@dataclass(frozen=True)
class Redacted:
    """A text without personal details. `kinds` names what was in it, such as `email`."""

    text: str
    kinds: tuple[str, ...]


def printed_details(catalogue: Catalogue) -> frozenset[str]:
    """Return every number, e-mail address and postcode that a leaflet or contact prints."""
    texts = [f"{c.phone} {c.email} {c.post} {c.says}" for c in catalogue.contacts.values()]
    for council in catalogue.councils.values():
        texts.append(council.leaflet.text)
        texts += [f"{contact.value} {contact.says}" for contact in council.contacts.values()]
        texts += [number.says for number in vars(council.emergency).values() if number]
        texts += [correction.say for correction in council.corrections]
    text = "\n".join(texts)
    return frozenset(_plain(text[a:b]) for find in _FINDERS.values() for a, b in find(text))


def redacted(text: str, printed: frozenset[str]) -> Redacted:
    """Return a text with every personal detail left out, except those that are printed anyway."""
    kinds = []
    for kind, find in _FINDERS.items():
        for start, end in reversed(list(find(text))):
            if _plain(text[start:end]) not in printed:
                text = text[:start] + LEFT_OUT + text[end:]
                kinds.append(kind)
    return Redacted(text, tuple(dict.fromkeys(kinds)))


def _matches(
    pattern: re.Pattern[str], holds: Callable[[str], bool] | None = None
) -> Callable[[str], Spans]:
    def find(text: str) -> Spans:
        for match in pattern.finditer(text):
            if holds is None or holds(re.sub(r"\D", "", match[0])):
                yield match.span()

    return find


def _telephones(text: str) -> Spans:
    for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID):
        yield match.start, match.end


def _is_card(digits: str) -> bool:
    """Whether the last digit is right for a payment card (ISO/IEC 7812, Luhn)."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _is_nhs_number(digits: str) -> bool:
    """Whether the last digit is right for an NHS number (modulus 11)."""
    weighed = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    return (11 - weighed % 11) % 11 == int(digits[9])


def _plain(detail: str) -> str:
    return re.sub(r"[\s()-]", "", detail).casefold()


_FINDERS: dict[str, Callable[[str], Spans]] = {
    "email": _matches(_EMAIL),
    "card": _matches(_CARD, _is_card),
    "mobile": _matches(_MOBILE),
    "phone": _telephones,
    "nhs_number": _matches(_NHS_NUMBER, _is_nhs_number),
    "national_insurance": _matches(_NATIONAL_INSURANCE),
    "postcode": _matches(_POSTCODE),
}

KINDS = tuple(_FINDERS)
"""Every kind of detail that is taken out; `replies` > `details` in words.yml names each."""
