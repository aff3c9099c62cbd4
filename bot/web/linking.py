"""Turns the guide's plain text into HTML: paragraphs, lists, and links to numbers that are right.

Only numbers and addresses that the content gives as a contact become links. What a leaflet
misprints never does.
"""

import re

from markupsafe import Markup, escape

from bot.catalogue import Catalogue

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"[0-9][0-9 ]*[0-9]")
_ITEM = "- "
_DATE = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}\b"
)


class Linker:
    """Knows which numbers and addresses may be linked."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._links = {name: _address(name) for name in linkable(catalogue)}
        longest_first = sorted(self._links, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first))
        self._named = re.compile(rf"(?<![\w@.£-])(?:{names})(?![\w@]|[ .-]?\d)")

    def line(self, text: str) -> Markup:
        """Return one line of text as HTML, its numbers and e-mail addresses as links."""
        html, end = Markup(""), 0
        for match in self._named.finditer(text):
            html += escape(text[end : match.start()])
            html += Markup('<a href="{}">{}</a>').format(self._links[match[0]], match[0])
            end = match.end()
        return html + escape(text[end:])

    def prose(self, text: str) -> Markup:
        """Return text as HTML: an empty line parts paragraphs, "- " starts an item of a list."""
        return Markup("\n").join(
            self._block(block.splitlines()) for block in re.split(r"\n\s*\n", text.strip())
        )

    def _block(self, lines: list[str]) -> Markup:
        if all(line.startswith(_ITEM) for line in lines):
            items = (self.line(line.removeprefix(_ITEM)) for line in lines)
            return Markup("<ul>{}</ul>").format(
                Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
            )
        return Markup("<p>{}</p>").format(Markup("<br>").join(self.line(line) for line in lines))


def dated(html: Markup) -> Markup:
    """Return HTML with every date in it set out, so that it is seen at a glance."""
    return Markup(_DATE.sub(r"<strong>\g<0></strong>", str(html)))  # noqa: S704 (a date holds no HTML)


def linkable(catalogue: Catalogue) -> frozenset[str]:
    """Return every phone number and e-mail address that the content gives as a contact."""
    contacts = catalogue.contacts.values()
    given = [value for contact in contacts for value in (contact.phone, contact.email)]
    for council in catalogue.councils.values():
        given += [contact.value for contact in council.contacts.values()]
        given += [number.phone for number in vars(council.emergency).values() if number]
    whole = {one for one in given if one and (_EMAIL.fullmatch(one) or _PHONE.fullmatch(one))}
    return frozenset(
        one for one in whole if not any(one in wrong.printed for wrong in catalogue.misprints)
    )


def _address(name: str) -> str:
    return f"mailto:{name}" if "@" in name else f"tel:{name.replace(' ', '')}"
