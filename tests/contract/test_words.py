"""The words for citizens stand in domain.yml and content/, and none in actions/."""

import ast
import re

from tests.contract.project import called, modules, nodes


def docstrings():
    """The nodes of actions/ that are documentation."""
    return {
        id(node.value)
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def logged():
    """The nodes of actions/ that go to the log of the operator."""
    return {
        id(part)
        for node, _ in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "_LOG"
        for part in ast.walk(node)
    }


def test_no_action_says_words_of_its_own():
    for node, place in nodes(ast.Call):
        if called(node) == "utter_message":
            given = {word.arg: word.value for word in node.keywords}
            assert not node.args, f"{place}: give a response's name"
            written = [part for part in ast.walk(given.get("text", node)) if part is not node]
            if "text" in given:
                letters = [
                    part.value
                    for part in written
                    if isinstance(part, ast.Constant) and re.search(r"\w", str(part.value))
                ]
                assert not letters, f"{place}: put {letters} into domain.yml or content/"


def test_no_sentence_stands_in_the_code_of_the_actions():
    apart = docstrings() | logged()
    for node, place in nodes(ast.Constant):
        if isinstance(node.value, str) and id(node) not in apart:
            sentence = re.search(r"\b[a-z']+,? [a-z']+,? [a-z']+\b", node.value, re.IGNORECASE)
            assert not sentence, f"{place}: put {node.value!r} into domain.yml or content/"
