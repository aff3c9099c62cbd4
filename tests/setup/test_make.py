"""`make` alone tells a newcomer what there is."""

import re
import subprocess


def test_make_alone_lists_every_command_in_one_line(root):
    listed = subprocess.run(["make"], cwd=root, capture_output=True, text=True, check=True).stdout
    commands = re.search(r"^\.PHONY: help (.*)$", (root / "Makefile").read_text(), re.MULTILINE)
    assert re.findall(r"^  make ([\w-]+) +\w", listed, re.MULTILINE) == commands.group(1).split()
