"""What is shipped passes the check, and each check fails on a bad example."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.catalogue import CONTENT, Catalogue
from bot.catalogue.checks import (
    answer_problems,
    council_problems,
    law_problems,
    plain_words,
    word_problems,
)
from bot.check_command import PROJECT, file_problems, main, problems


def test_what_is_shipped_has_no_mistake() -> None:
    assert [str(problem) for problem in problems()] == []


def test_the_command_needs_no_rasa() -> None:
    program = (
        "import sys; import bot.check_command;"
        "sys.exit(any(name.split('.')[0] in ('rasa', 'rasa_sdk') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "mistake"),
    [
        (
            "leicester/council.yml",
            "value: 0116 454 2430",
            "value: 0116 454 2431",
            "contacts > phone > quote: the quote does not hold '0116 454 2431'; put the leaflet's",
        ),
        (
            "leicester/council.yml",
            'quote: "Or Email: youngpeople',
            'quote: "Do Email: youngpeople',
            "contacts > email > quote: the leaflet does not say 'Do Email: youngpeople",
        ),
        (
            "leicester/council.yml",
            'says: "Phone the complaints manager: 0116 454 2430."',
            'says: "Phone the complaints manager: 0116 454 1000."',
            "contacts > phone > says: '0116 454 1000' is not in value",
        ),
        (
            "sefton/council.yml",
            "contact: Phone the complaints team on 0345 140 0845.",
            "contact: Phone the complaints team on 0345 140 0846.",
            "at contact: '0345 140 0846' is in no contact",
        ),
        (
            "sefton/council.yml",
            "say: the Complaints Officer",
            "say: the Complaints Wizard",
            "titles > officer > quote: the quote does not hold 'Complaints Wizard'",
        ),
        (
            "sefton/council.yml",
            "who: three independent people",
            "who: four independent people",
            "people > item 1 > quote: the quote does not hold 'four independent people'",
        ),
        (
            "sefton/council.yml",
            'printed: "Telephone: 0300 161 0614."',
            'printed: "Telephone: 0300 161 0615."',
            "corrections > item 1 > printed: the leaflet does not say",
        ),
        (
            "sefton/council.yml",
            "sources: [reg-2]",
            "sources: [reg-99]",
            "sources: law.yml has no key 'reg-99'",
        ),
        (
            "sefton/council.yml",
            "  - Bootle\n",
            "  - Bootle\n  - Kirkby\n",
            "not_here: 'kirkby' is both here and not here",
        ),
        (
            "sefton/council.yml",
            "  - Bootle\n",
            "  - Bootle\n  - Evington\n",
            "'evington' also stands in content/sefton/council.yml",
        ),
        (
            "sefton/council.yml",
            "answers in the day on 0151 934 4013.",
            "answers in the day.",
            "emergency > day > says: the number 0151 934 4013 is not in the sentence",
        ),
        (
            "leicester/leaflet.md",
            "date: June 2024",
            "date: June 2025",
            "date_quote: the date 'June 2025' is not in date_quote",
        ),
        (
            "leicester/leaflet.md",
            "We are always working hard",
            "We always work hard",
            "putting people first. We are', the mirror says 'always' there; write it as the",
        ),
        (
            "sefton/limits.yml",
            "within: {amount: 10, unit: working_days}",
            "within: {amount: 11, unit: working_days}",
            "limits > item 2 > quote: the quote does not hold 11",
        ),
        (
            "sefton/limits.yml",
            "quote: You will get a written response in 10 working days.",
            "quote: You will get a spoken response in 10 working days.",
            "limits > item 2 > quote: the leaflet does not say",
        ),
        (
            "england/contacts.yml",
            "can phone Childline on 0800 1111,",
            "can phone Childline,",
            "contacts > childline > says: the number 0800 1111 is not in the sentence",
        ),
        (
            "england/law.yml",
            "says: You can make a complaint by speaking or in writing.",
            "says: You can utilise speech or writing.",
            "references > reg-6 > says: 'utilise' is not plain; write use",
        ),
    ],
)
def test_each_check_of_facts_fails_on_a_bad_example(
    content: Path, change, originals: Path, file: str, old: str, new: str, mistake: str
) -> None:
    change(file, old, new)
    catalogue = Catalogue.load(content)
    plain = plain_words(catalogue)
    found = [str(problem) for problem in law_problems(catalogue, plain)]
    for council in catalogue.councils.values():
        found += map(str, council_problems(council, catalogue, originals, plain))
    assert any(mistake in problem for problem in found), found


ANSWER = """\
topics:
  stage_2_length:
    text: TEXT
    simple: SIMPLE
    sources: [SOURCES]
"""
GOOD = {
    "TEXT": "It takes 25 working days.",
    "SIMPLE": "It takes 25 working days.",
    "SOURCES": "reg-17",
}


@pytest.mark.parametrize(
    ("bad", "mistake"),
    [
        ({}, None),
        ({"TEXT": "It takes 26 working days."}, "text: no source of this answer holds '26 working"),
        ({"TEXT": "It takes 25 days."}, "text: no source of this answer holds '25 days'"),
        ({"SIMPLE": "Ring 0300 161 0614."}, "simple: no source of this answer holds '0300 161"),
        ({"SOURCES": ""}, "sources: no source is named"),
        ({"TEXT": "You must go. " * 31}, "text: 93 words, at most 90 are allowed"),
        ({"SIMPLE": "You must go. " * 17}, "simple: 51 words, at most 50 are allowed"),
        ({"TEXT": "So go " + "on and " * 12 + "on."}, "text: a sentence of 27 words"),
        ({"SIMPLE": "You will utilise it."}, "simple: 'utilise' is not plain; write use"),
    ],
)
def test_each_check_of_answers_fails_on_a_bad_example(
    with_third_council: Path, bad: dict[str, str], mistake: str | None
) -> None:
    text = ANSWER
    for name, words in (GOOD | bad).items():
        text = text.replace(name, words)
    (with_third_council / "harbourshire" / "answers_procedure.yml").write_text(text, "utf-8")
    catalogue = Catalogue.load(with_third_council)
    answer = catalogue.answer("stage_2_length", "harbourshire")
    found = [
        *answer_problems(answer, "answers", catalogue, "harbourshire"),
        *word_problems(answer, "answers", plain_words(catalogue)),
    ]
    told = [str(problem) for problem in found]
    assert told == [] if mistake is None else any(mistake in problem for problem in told), told


def test_the_guide_s_own_words_are_held_to_the_same_rules(tmp_path: Path) -> None:
    domain = tmp_path / "domain.yml"
    domain.write_text(
        "intents: [utilise]\n"
        "responses:\n"
        "  utter_help:\n"
        "    - text: Utilise this, {contact}.\n"
        "      buttons:\n"
        "        - {title: Escalate it, payload: /escalate}\n",
        "utf-8",
    )
    plain = plain_words(Catalogue.load(CONTENT))
    found = [str(problem) for problem in file_problems(domain, plain, only="responses")]
    assert len(found) == 3
    assert "utter_help" in found[0]
    assert "'Utilise' is not plain" in found[0]
    assert "title" in found[1]


def test_the_command_says_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().err == "All is well: nothing to put right.\n"


def test_the_command_prints_each_mistake_and_fails(
    content: Path, change, capsys: pytest.CaptureFixture[str]
) -> None:
    change("sefton/council.yml", "gss_code: E08000014", "gss_code: Sefton")
    assert main([], content) == 1
    shown = capsys.readouterr()
    assert "content/sefton/council.yml: at gss_code: 'Sefton' does not match" in shown.out
    assert "1 to put right" in shown.err


def test_content_that_cannot_be_read_is_told_and_not_a_crash(content: Path) -> None:
    (content / "england" / "differences.yml").write_text("differences: [", "utf-8")
    assert "differences.yml: at line" in "\n".join(map(str, problems(content)))
