"""The looks: everybody can read every theme, and one that cannot be read is refused by name."""

import re

import pytest
import yaml

from bot.catalogue import ContentError
from bot.web import themes
from bot.web.app import create_app
from bot.web.assets import STATIC
from bot.web.settings import Settings
from bot.web.themes import COLOURS, MODES, PAIRS, THEMES, contrast, theme_of, theme_problems
from tests.web.engines import Answering


@pytest.fixture
def theme_file(tmp_path):
    """Write the neutral theme with some members changed; gives its path."""

    def write(change):
        given = yaml.safe_load((THEMES / "neutral.yml").read_text("utf-8"))
        change(given)
        path = tmp_path / "mine.yml"
        path.write_text(yaml.safe_dump(given), encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_what_wcag_says(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


def test_every_theme_that_comes_with_the_guide_can_be_read_by_all():
    assert list(theme_problems()) == []
    assert {path.stem for path in THEMES.glob("*.yml")} == {"neutral", "government"}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("seen", "behind", "least"), PAIRS)
def test_each_pair_that_cannot_be_told_apart_is_named(theme_file, mode, seen, behind, least):
    def same(given):
        given[mode][seen] = given[mode][behind]

    with pytest.raises(ContentError) as error:
        theme_of(theme_file(same))
    problem = next(one for one in error.value.problems if f"to {behind} is" in one.mistake)
    assert problem.place == f"{mode} > {seen}"
    assert "1.00:1" in problem.mistake
    assert f"{least}:1" in problem.remedy


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda given: given["light"].update(ink="black"), "light > ink"),
        (lambda given: given["light"].update(ink=0), "light > ink"),
        (lambda given: given["dark"].pop("paper"), "dark > paper"),
        (lambda given: given["dark"].update(pink="#ff00ff"), "dark > pink"),
        (lambda given: given.update(dark=None), "dark > ink"),
        (lambda given: given.update(font="x;}body{display:none"), "font"),
        (lambda given: given.update(corner="100%"), "corner"),
        (lambda given: given.pop("corner"), ""),
        (lambda given: given.update(logo="crown.svg"), ""),
    ],
)
def test_a_theme_that_cannot_be_used_is_refused_with_the_place(theme_file, change, place):
    with pytest.raises(ContentError) as error:
        theme_of(theme_file(change))
    assert place in {problem.place for problem in error.value.problems}


@pytest.mark.parametrize(
    "content", [b"", b"- a list", b"light: [", b"\xff\xfe\x00", b"just words", "😢".encode()]
)
def test_a_file_that_is_no_theme_is_refused(tmp_path, content):
    path = tmp_path / "mine.yml"
    path.write_bytes(content)
    with pytest.raises(ContentError):
        theme_of(str(path))


@pytest.mark.parametrize("name", ["no_such_theme", "nowhere/mine.yml", ".", "x" * 5000])
def test_a_theme_that_is_not_there_is_refused(name):
    with pytest.raises(ContentError, match="missing"):
        theme_of(name)


def test_an_unreadable_theme_ends_the_start(theme_file):
    def pale(given):
        given["light"]["quiet"] = "#cccccc"

    with pytest.raises(ContentError, match="contrast"):
        create_app(Answering(), Settings(theme=theme_file(pale)))


def test_a_councils_own_theme_is_served_in_front_of_the_style(client_of, theme_file):
    def purple(given):
        given["light"]["accent"] = "#4b2e83"

    client = client_of(Answering(), theme=theme_file(purple))
    path = re.search(r'href="(/static/style\.\w+\.css)"', client.get("/").text)[1]
    style = client.get(path).text
    assert style.startswith(":root{")
    assert "--accent:#4b2e83;" in style
    neutral = client_of(Answering())
    assert path not in neutral.get("/").text


def test_every_colour_of_the_style_sheet_comes_from_the_theme():
    style = (STATIC / "style.css").read_text("utf-8")
    used = set(re.findall(r"var\(--([\w-]+)\)", style))
    themed = {name.replace("_", "-") for name in COLOURS} | {"font", "corner"}
    assert used == themed


def test_every_colour_is_held_against_another():
    assert set(COLOURS) == {name for pair in PAIRS for name in pair[:2]}
    assert {themes.TEXT, themes.SIGN, themes.RINGS} == {least for *_, least in PAIRS}
