"""The tests find a browser wherever there is one, and say what to do where there is none."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.chromium import SETTING, NoBrowser, find_browser

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(tmp_path):
    """Put a program of this name into an otherwise empty folder; gives the folder's PATH."""

    def put(name):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return str(tmp_path)

    return put


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_the_path_is_found(program, name):
    folder = program(name)
    assert find_browser({"PATH": folder}) == f"{folder}/{name}"


def test_the_browser_that_the_setting_names_comes_first(program):
    program("chromium")
    folder = program("my-browser")
    assert find_browser({"PATH": folder, SETTING: "my-browser"}) == f"{folder}/my-browser"


def test_a_setting_that_leads_nowhere_is_told_of_though_another_browser_is_there(program):
    folder = program("chromium")
    with pytest.raises(NoBrowser, match=r"GUIDE_BROWSER is 'lynx'.*Install the package chromium"):
        find_browser({"PATH": folder, SETTING: "lynx"})


def test_the_lock_file_of_npm_holds_a_hash_of_each_package_and_no_address():
    text = (ROOT / "tests" / "browser" / "package-lock.json").read_text("utf-8")
    project, *packages = json.loads(text)["packages"].values()
    named = json.loads((ROOT / "tests" / "browser" / "package.json").read_text("utf-8"))
    assert project["devDependencies"] == named["devDependencies"]
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert not any("resolved" in package for package in packages)


def test_without_a_browser_and_without_apt_the_command_fails_and_names_the_package(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.chromium"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "none was found. Install the package chromium" in done.stderr
    assert done.stdout == ""
