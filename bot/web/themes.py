"""The looks of the page: a council may have its own colours, if everybody can still read them.

A theme is a YAML file; themes/neutral.yml names every member and says what it is for. Pairs of
colours that are seen together must contrast as WCAG 2.2 asks (1.4.3 and 1.4.11).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.catalogue import ContentError, Problem, read_yaml

THEMES = Path(__file__).parent / "themes"
LONGEST_NAME = 200  # characters: of a longer one no file can be asked for
MODES = ("light", "dark")

TEXT, SIGN, RINGS = 4.5, 3.0, 9.0
"""The least contrast of text; of borders; and of two rings, one of which is then always seen."""

PAIRS = (
    *(("ink", behind, TEXT) for behind in ("paper", "card", "mine", "notice_paper")),
    ("ink", "urgent_paper", TEXT),
    *(("quiet", behind, TEXT) for behind in ("paper", "card", "mine", "notice_paper")),
    *(("accent", behind, TEXT) for behind in ("paper", "card", "mine", "notice_paper")),
    ("accent", "urgent_paper", TEXT),
    ("on_accent", "accent", TEXT),
    *(("urgent", behind, TEXT) for behind in ("paper", "card", "urgent_paper")),
    ("on_urgent", "urgent", TEXT),
    *(("line", behind, SIGN) for behind in ("paper", "card", "notice_paper")),
    ("focus", "focus_ring", RINGS),
)
"""Colours that are seen together: what is read, what is behind it, and the least contrast."""

COLOURS = tuple(dict.fromkeys(name for pair in PAIRS for name in pair[:2]))

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SIZES = {
    "font": (re.compile(r"[\w ,\"'-]{1,200}"), 'names of fonts, such as Arial, "Open Sans"'),
    "corner": (re.compile(r"0|[0-9]?(\.[0-9]+)?rem"), "0, or a size such as 0.5rem"),
}


@dataclass(frozen=True)
class Theme:
    """A theme that can be used: every colour by its name, light and dark."""

    colours: Mapping[str, Mapping[str, str]]
    font: str
    corner: str

    def stylesheet(self) -> str:
        """Return the theme as custom properties of CSS: `on_accent` becomes `--on-accent`."""
        light, dark = (
            "".join(f"--{name.replace('_', '-')}:{self.colours[mode][name]};" for name in COLOURS)
            for mode in MODES
        )
        # Paper is white: dark colours are for screens alone.
        return (
            f":root{{--font:{self.font};--corner:{self.corner};{light}}}\n"
            f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        )


def theme_of(name: str) -> Theme:
    """Return the theme of a name in themes/, or of a path. Raises ContentError naming each fault.

    A relative path counts from where the guide was started.
    """
    path = path_of(name)
    if len(name) > LONGEST_NAME or not path.is_file():
        ours = ", ".join(sorted(one.stem for one in THEMES.glob("*.yml")))
        remedy = f"set GUIDE_THEME to the path of a theme, or to one of: {ours}"
        raise ContentError([Problem(f"{name:.60}", "", "the theme is missing", remedy)])
    given = read_yaml(path)
    if problems := list(_problems_in(given, str(path))):
        raise ContentError(problems)
    return Theme({mode: given[mode] for mode in MODES}, given["font"], str(given["corner"]))


def path_of(name: str) -> Path:
    """Return where a theme lies."""
    return THEMES / f"{name}.yml" if re.fullmatch(r"\w+", name) else Path(name)


def theme_problems() -> Iterator[Problem]:
    """Yield every fault of the themes that come with the guide."""
    for path in sorted(THEMES.glob("*.yml")):
        yield from _problems_in(read_yaml(path), path.name)


def contrast(one: str, other: str) -> float:
    """Return how far two colours such as #1d2426 differ in brightness: 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _problems_in(given: Any, file: str) -> Iterator[Problem]:
    members = {*MODES, *_SIZES}
    if not isinstance(given, dict) or set(given) != members:
        mistake = f"a theme has exactly these members: {', '.join(sorted(members))}"
        yield Problem(file, "", mistake, "copy bot/web/themes/neutral.yml and change its colours")
        return
    for name, (form, example) in _SIZES.items():
        if not form.fullmatch(str(given[name])):
            yield Problem(file, name, f"{given[name]!r:.60} cannot be used", f"write {example}")
    for mode in MODES:
        yield from _colour_problems(given[mode], mode, file)


def _colour_problems(given: Any, mode: str, file: str) -> Iterator[Problem]:
    named = given if isinstance(given, dict) else {}
    wrong = [name for name in COLOURS if not _COLOUR.fullmatch(str(named.get(name)))]
    for name in wrong:
        mistake = f"{named.get(name)!r:.60} is not a colour"
        yield Problem(file, f"{mode} > {name}", mistake, 'write one such as "#1d2426"')
    for name in named.keys() - set(COLOURS):
        remedy = f"the colours are {', '.join(COLOURS)}"
        yield Problem(file, f"{mode} > {name}", "there is no such colour", remedy)
    for seen, behind, least in PAIRS:
        if seen in wrong or behind in wrong:
            continue
        ratio = contrast(named[seen], named[behind])
        if ratio < least:
            mistake = f"the contrast to {behind} is {ratio:.2f}:1, too little to be seen by all"
            remedy = f"make one lighter or darker until it is at least {least}:1"
            yield Problem(file, f"{mode} > {seen}", mistake, remedy)
