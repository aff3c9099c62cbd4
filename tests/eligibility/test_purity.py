"""The dates stand on the standard library alone, and the command starts without Rasa."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLOCKS_AND_FILES = {"os", "pathlib", "io", "time", "random", "socket", "subprocess", "importlib"}


def imports_of(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_the_eligibility_package_imports_only_itself_and_the_standard_library():
    files = list((ROOT / "bot" / "eligibility").glob("*.py"))
    assert files
    for file in files:
        for name in imports_of(file):
            top = name.split(".")[0]
            ours = name.startswith("bot.eligibility")
            assert ours or top in sys.stdlib_module_names - CLOCKS_AND_FILES, (file, name)


def test_the_eligibility_package_asks_no_clock_and_opens_no_file():
    for file in (ROOT / "bot" / "eligibility").glob("*.py"):
        called = {
            node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
        }
        assert not called & {"today", "now", "utcnow", "open", "print", "input"}, file


def test_working_out_a_date_loads_neither_rasa_nor_what_fetches_pages():
    program = (
        "import sys; from bot.__main__ import main; "
        "main(['deadline', '--council', 'sefton', '--event', 'panel_held', "
        "'--date', '2026-11-02', '--today', '2026-11-22']); "
        "heavy = {'rasa', 'rasa_sdk', 'spacy', 'numpy', 'requests'} & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
