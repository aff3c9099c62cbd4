"""A copy of the content folder that a test may spoil, and an invented third council."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalogue import CONTENT, Catalogue

HERE = Path(__file__).parent
Change = Callable[[str, str, str], None]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of content/."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def change(content: Path) -> Change:
    """Puts new words in place of words that a file of the copy holds."""

    def put(file: str, old: str, new: str) -> None:
        path = content / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return put


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """The leaflets as they were handed over, the invented council's too."""
    folder = Path(shutil.copytree(HERE / "originals", tmp_path / "originals"))
    shutil.copy(HERE / "third_council" / "harbourshire.txt", folder)
    return folder


@pytest.fixture
def with_third_council(content: Path) -> Path:
    """A copy of content/ with an invented council's folder added."""
    shutil.copytree(HERE / "third_council" / "harbourshire", content / "harbourshire")
    return content


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue of the content that is shipped."""
    return Catalogue.load()
