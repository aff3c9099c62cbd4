"""requirements.lock names every package with its hash, and no address to get it from."""

import hashlib
import re
import shutil
import subprocess

import pytest


@pytest.fixture
def lock(root):
    return (root / "requirements.lock").read_text()


def test_it_holds_no_address(lock):
    without_comments = re.sub(r"#.*", "", lock)
    assert not re.search(r"://|@|^\s*--(?!hash)|file:", without_comments, re.MULTILINE)
    assert "://" not in lock


def test_every_package_has_an_exact_version_and_a_hash(lock):
    packages = re.findall(
        r"^([\w.-]+(?:\[.*?\])?)(.*?)(?=^[\w.-]|\Z)", lock, re.MULTILINE | re.DOTALL
    )
    assert len(packages) > 100
    for name, rest in packages:
        assert rest.startswith("=="), name
        assert "--hash=sha256:" in rest, name


@pytest.mark.parametrize("package", ["tensorflow-standin", "rasa-telemetry-off"])
def test_our_own_packages_build_to_the_very_bytes_that_it_names(root, lock, tmp_path, package):
    # In another folder, with other file dates and permissions than `make setup` saw.
    source = tmp_path / "elsewhere"
    shutil.copytree(root / "packages" / package, source, copy_function=shutil.copyfile)
    subprocess.run(
        [root / ".uv/bin/uv", "build", "--wheel", "--out-dir", tmp_path, source], check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" in lock
