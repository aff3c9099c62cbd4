"""The letter to the council: what it says, whom it goes to, and that nothing of it stays."""

import io
import re
import shutil
import zipfile
from itertools import pairwise, product
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import docx2txt
import lxml.html
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.catalogue import CONTENT, Catalogue, ContentError
from bot.catalogue.checks import plain_words
from bot.catalogue.figures import figures_of
from bot.eligibility import Span
from bot.eligibility.limits import Unit
from bot.web.app import create_app
from bot.web.drafting import LONGEST_ADDRESS, Block, Draft, holds, tidy
from bot.web.letter import (
    CHOICES,
    MOST_BYTES,
    MOST_CHARACTERS,
    TOPICS,
    in_words,
    options_of,
    read_parts,
)
from bot.web.measures import Measures
from bot.web.settings import Settings
from bot.web.word_file import word_file
from bot.web.words import words
from tests.web.engines import Answering

THIRD_COUNCIL = Path(__file__).parents[1] / "content" / "third_council" / "harbourshire"
COUNCILS = ("leicester", "sefton", "england")
PURPOSES = tuple(purpose for purpose in TOPICS if purpose != "ombudsman")
WRITERS = ("", "child", "care_leaver", "parent", "foster_carer", "guardian", "relative")

GOES_TO = {
    "leicester": "115 Charles Street, Leicester, LE1 1FZ",
    "sefton": "2nd Floor, Magdalen House, Trinity Road, Bootle, L20 3NJ",
    "england": "[the name of your council]",
}
LIMITS = {
    "complain": {10, 20},
    "stage_2": {25, 65},
    "stage_3": {30},
    "late_1": {10, 20},
    "late_2": {25, 65},
    "late_3": {30, 5, 15},
    "advocate": set(),
    "more_time": set(),
}
"""Every length of time in working days that a letter may hold, as the Regulations have it."""

IN_DANGER = "He is hitting my son and says he will kill him tonight"
A_LETTER = {"council": "leicester", "purpose": "complain", "what": "Nobody rang me back."}
HTML = {"Accept": "text/html"}
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Written:
    """The page as the server gives it: its letter, and what stands around that."""

    def __init__(self, answer):
        self.status = answer.status_code
        self.headers = answer.headers
        self.html = lxml.html.fromstring(answer.text)
        draft = self.html.get_element_by_id("draft")
        self.lines = [line.text_content() for line in draft.iter("p", "li")]
        self.items = [line.text_content() for line in draft.iter("li")]
        self.text = "\n".join(self.lines)
        self.subject = "".join(line.text_content() for line in draft.find_class("subject"))

    def shown(self):
        """The text of the page that can be seen, and so not what other answers would show."""
        for element in self.html.xpath("//*[@hidden] | //template"):
            element.drop_tree()
        return " ".join(self.html.text_content().split())

    def beside(self, name):
        """What is said beside a question that was answered wrongly."""
        return " ".join(self.html.get_element_by_id(f"{name}-error").text_content().split())

    def kept(self, name):
        field = self.html.get_element_by_id(name)
        return field.value.removeprefix("\n")  # HTML drops it too, right after <textarea>


@pytest.fixture(scope="module")
def client():
    """One server for all: the page keeps nothing from one letter to the next."""
    app = create_app(Answering(), Settings(rate_limit=False), measures=Measures(io.StringIO()))
    return TestClient(app)


@pytest.fixture
def write(client):
    """Send the form as a browser without script does."""

    def send(**answers):
        return Written(client.post("/letter", data=answers, headers=HTML))

    return send


@pytest.fixture
def word(client):
    def send(**answers):
        answer = client.post("/letter.docx", data=answers, headers=HTML)
        assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
        return answer

    return send


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_letter_goes_to_the_right_place_with_the_right_limits(
    write, catalogue, council, purpose
):
    plain = plain_words(catalogue)
    rules = {reference.title for reference in catalogue.references.values()}
    wish = {20} if (council, purpose) == ("leicester", "stage_2") else set()
    for writer in WRITERS:
        letter = write(council=council, purpose=purpose, writer=writer)
        assert letter.status == 200
        assert letter.subject
        assert GOES_TO[council] in letter.text
        assert "[your name]" in letter.lines
        assert "the day you got this letter" in letter.items
        assert ("The rules that I mean:" in letter.lines) == (writer != "child")
        assert not re.search(r"[{}]|None", letter.text)
        said = "\n".join(line for line in letter.lines if line not in rules)
        days = {int(number) for number in re.findall(r"(\d+) working days", said)}
        assert days == LIMITS[purpose] | wish
        assert figures_of(said).exact <= figures_of(GOES_TO[council]).exact
        for line in set(letter.lines) - rules - {GOES_TO[council]}:
            assert not [mistake for mistake, _ in plain.broken_by(line) if "sentence" in mistake]


def test_each_stage_goes_to_whom_the_leaflet_names(write):
    first = write(council="sefton", purpose="complain")
    second = write(council="sefton", purpose="stage_2")
    assert "To: the complaints team, Sefton Council" in first.lines
    assert "To: the Complaints Officer, Sefton Council" in second.lines
    leicester = write(council="leicester", purpose="complain")
    assert (
        "To: the customer feedback and complaints manager, Leicester City Council"
        in leicester.lines
    )


def test_leicesters_wish_for_stage_2_is_never_a_lost_right(write):
    text = write(council="leicester", purpose="stage_2").text
    assert "Your leaflet asks for this within 20 working days" in text
    assert "The law sets no last day." in text
    for council in ("sefton", "england"):
        assert "leaflet" not in write(council=council, purpose="stage_2").text


def test_stage_3_asks_for_reasons_and_the_day_of_the_reply(write):
    empty = write(council="sefton", purpose="stage_3")
    assert "[Write your reasons here." in empty.text
    assert "The day I got the stage 2 reply: [the day]" in empty.lines
    full = write(council="sefton", purpose="stage_3", what="Point 2 was left out.", since="9 May")
    reasons = full.lines.index("My reasons:")
    assert full.lines[reasons + 1] == "Point 2 was left out."
    assert "The day I got the stage 2 reply: 9 May" in full.lines
    assert "[the day]" not in full.text


def test_only_children_and_care_leavers_are_told_that_the_law_gives_them_an_advocate(write):
    for writer in ("child", "care_leaver"):
        text = write(council="sefton", purpose="complain", writer=writer, advocate="yes").text
        assert "The law says that you must arrange one" in text
        assert "from the day that I have an advocate" in text
    for writer in ("", "parent", "foster_carer", "guardian", "relative"):
        text = write(council="sefton", purpose="complain", writer=writer, advocate="yes").text
        assert "The law says that you must arrange" not in text
        assert "Please do not wait for that" in text
        assert "from the day that I have an advocate" not in text


def test_a_relative_asks_to_be_accepted_and_counts_from_then(write):
    text = write(council="leicester", purpose="complain", writer="relative").text
    assert "enough interest in the child's welfare" in text
    assert "from the day that you accept that I may complain" in text


def test_a_letter_holds_all_that_was_written_in_the_order_of_a_letter(write):
    letter = write(
        council="sefton",
        purpose="complain",
        writer="parent",
        what="Nobody came.\r\n\r\nNobody rang.",
        when="every Monday in May",
        want="an apology\n\n a new worker ",
        why_late="I was ill.",
        reply_by="phone",
        large_print="yes",
        easy_read="yes",
        language="Polish",
    )
    wanted = [
        "I am the child's parent.",
        "What happened:",
        "Nobody came.",
        "Nobody rang.",
        "When it happened: every Monday in May",
        "What I want to happen:",
        "an apology",
        "a new worker",
        "Why I could not write sooner:",
        "I was ill.",
        "How to answer me:",
        "phone me first to talk about your reply, then send it in writing",
        "write to me in large print",
        "write to me in short and easy words",
        "use this language when you write or talk to me: Polish",
    ]
    places = [letter.lines.index(line) for line in wanted]
    assert places == sorted(places)
    assert {"an apology", "a new worker"} <= set(letter.items)
    assert "[Write" not in letter.text


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_heading_of_a_letter_stands_alone(write, purpose):
    lines = write(council="sefton", purpose=purpose).lines
    for line, following in pairwise(lines):
        assert not (line.endswith(":") and following.endswith(":"))


@pytest.mark.parametrize(
    ("purpose", "when", "why_late"),
    [
        ("complain", True, True),
        ("stage_2", True, True),
        ("stage_3", True, True),
        ("late_1", True, False),
        ("late_2", True, False),
        ("late_3", True, False),
        ("advocate", True, False),
        ("more_time", False, True),
    ],
)
def test_what_was_answered_for_another_kind_of_letter_is_left_out(write, purpose, when, why_late):
    sent = {"when": "every Monday in May", "why_late": "I was ill."}
    letter = write(council="sefton", purpose=purpose, **sent)
    assert ("every Monday in May" in letter.text) == when
    assert ("I was ill." in letter.text) == why_late
    for name, stands in (("when", when), ("why_late", why_late)):
        field = letter.html.get_element_by_id(name).getparent()
        assert holds(field.get("data-when"), {"purpose": purpose}) == stands


@pytest.mark.parametrize(
    "text", ["{name} {laws} {what}", '<b>bold</b> & "quoted"', "naïve 🙂 ਪੰਜਾਬੀ", "=1+1", "/restart"]
)
def test_what_is_written_stands_there_as_it_was_written(write, word, text):
    assert text in write(**A_LETTER | {"what": text}).lines
    file = word(**A_LETTER | {"what": text})
    assert text in [one.text for one in Document(io.BytesIO(file.content)).paragraphs]


def test_only_the_council_must_be_chosen(write):
    page = write(purpose="stage_2", what="Nobody answered point 3.", want="an apology")
    assert page.status == 422
    assert page.lines == []
    assert "Choose a council" in page.beside("council")
    assert page.kept("what") == "Nobody answered point 3."
    assert page.kept("want") == "an apology"
    assert page.html.get_element_by_id("purpose-stage_2").checked


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("forged", ["atlantis", "<script>", "0", "ombud"])
def test_an_answer_that_was_not_offered_is_refused_and_nothing_is_lost(write, name, forged):
    page = write(**A_LETTER | {name: forged})
    assert page.status == 422
    assert "Choose" in page.beside(name)
    assert page.kept("what") == A_LETTER["what"]


@pytest.mark.parametrize(("name", "most"), MOST_CHARACTERS.items())
def test_a_text_that_is_too_long_comes_back_with_how_long_it_may_be(write, name, most):
    assert write(**A_LETTER | {name: "ж" * most}).status == 200
    page = write(**A_LETTER | {name: "ж" * (most + 1)})
    assert page.status == 422
    assert f"up to {most:,} characters, and it has {most + 1:,}" in page.beside(name)
    assert page.kept(name) == "ж" * (most + 1)


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"what=" + b"a" * MOST_BYTES, "application/x-www-form-urlencoded", 413),
        (b'{"what": "x"}', "application/json", 415),
        (b"\x00\xff\xfe", "application/octet-stream", 415),
        (b"&".join(b"a%d=1" % n for n in range(50)), "application/x-www-form-urlencoded", 400),
    ],
)
@pytest.mark.parametrize("path", ["/letter", "/letter.docx"])
def test_what_is_no_form_of_ours_gets_a_page_that_says_what_to_do(
    client, path, body, media_type, status
):
    page = Written(client.post(path, content=body, headers=HTML | {"Content-Type": media_type}))
    assert page.status == status
    assert "Please" in page.html.find_class("error")[0].text_content()
    assert "999" in page.shown()


@pytest.mark.parametrize("body", [b"", b"\x00\xff=\xfe", b"council=%FF%00", b"=&=&=", b"council"])
def test_a_form_of_nonsense_is_asked_for_the_council(client, body):
    headers = HTML | {"Content-Type": "application/x-www-form-urlencoded"}
    page = Written(client.post("/letter", content=body, headers=headers))
    assert page.status == 422
    assert "Choose a council" in page.beside("council")


def test_danger_gets_999_and_help_before_the_letter(write):
    page = write(**A_LETTER | {"what": IN_DANGER})
    (card,) = page.html.find_class("emergency now")
    assert "999" in card.text_content()
    assert "0116 454 1004" in card.text_content()
    ids = [one.get("id") for one in page.html.iter() if one.get("id") or one is card]
    assert ids.index(None) < ids.index("draft")
    assert IN_DANGER in page.lines
    assert not write(**A_LETTER).html.find_class("emergency now")


@pytest.mark.parametrize("name", MOST_CHARACTERS)
def test_danger_is_seen_in_every_question_and_when_there_are_mistakes(write, name):
    page = write(**{name: IN_DANGER})
    assert page.status == 422
    assert page.html.find_class("emergency now")


def test_danger_is_seen_in_what_was_too_large_to_read(client):
    body = f"what={IN_DANGER}".encode() + b"a" * MOST_BYTES
    headers = HTML | {"Content-Type": "application/x-www-form-urlencoded"}
    page = Written(client.post("/letter", content=body, headers=headers))
    assert page.status == 413
    assert page.html.find_class("emergency now")


def test_nothing_of_a_letter_is_kept_or_logged(client_of, engine, log):
    client = client_of(engine)
    for path in ("/letter", "/letter.docx"):
        answer = client.post(path, data=A_LETTER | {"what": "My secret is Rumpelstiltskin."})
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
    client.post("/letter", data={"what": "My secret is Rumpelstiltskin."})
    client.post("/letter?what=Rumpelstiltskin", content=b"\xffRumpelstiltskin")
    assert "Rumpelstiltskin" not in log.getvalue()
    assert engine.heard == []


def test_too_many_letters_in_a_minute_are_asked_to_wait_and_lose_nothing(client_of, engine):
    client = client_of(engine, rate_of_address=2)
    answers = [client.post("/letter", data=A_LETTER, headers=HTML) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) > 0
    assert Written(answers[2]).kept("what") == A_LETTER["what"]
    assert Written(answers[2]).kept("council") == "leicester"


def test_the_page_is_asked_for_with_a_council_and_a_purpose_and_nothing_else(client):
    address = "/letter?council=sefton&purpose=stage_3&what=Injected"
    page = Written(client.get(address))
    assert page.kept("council") == "sefton"
    assert page.html.get_element_by_id("purpose-stage_3").checked
    assert page.kept("what") == ""
    forged = Written(client.get("/letter?council=atlantis&purpose=<script>"))
    assert forged.kept("council") == ""
    assert forged.html.get_element_by_id("purpose-complain").checked


def test_every_answer_that_links_to_a_letter_leads_to_its_own_kind(client, catalogue):
    links = {
        link.url
        for topic, slug in product(catalogue.topics, (None, *catalogue.councils))
        for link in catalogue.answer(topic, slug).links
        if link.url.startswith("/")
    }
    assert len(links) > len(catalogue.councils)
    for link in links:
        page = Written(client.get(link))
        asked = parse_qs(urlsplit(link).query)
        assert page.html.get_element_by_id(f"purpose-{asked['purpose'][0]}").checked
        assert page.kept("council") == asked.get("council", [""])[0]


def test_every_question_has_a_label_and_what_describes_it_is_there(write):
    page = write(**A_LETTER | {"writer": "atlantis", "since": "x" * 300}).html
    labels = {label.get("for") for label in page.iter("label")}
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for field in page.xpath("//form//input | //form//select | //form//textarea"):
        assert field.get("id") in labels
        for described in (field.get("aria-describedby") or "").split():
            assert page.get_element_by_id(described).text_content().strip()
    for link in page.xpath("//main//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids


@pytest.mark.parametrize("council", COUNCILS)
def test_where_to_send_it_is_what_the_content_says(write, catalogue, council):
    shown = write(council=council, purpose="stage_2").shown()
    if council == "england":
        assert "Ask your council for its children's complaints team." in shown
        return
    for way in ("email", "post", "phone"):
        assert catalogue.councils[council].contacts[way].says in shown
    other = "leicester" if council == "sefton" else "sefton"
    assert catalogue.councils[other].contacts["phone"].value not in shown


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("purpose", TOPICS)
def test_what_is_good_to_know_is_the_guides_own_answer_with_its_sources(
    write, catalogue, council, purpose
):
    page = write(council=council, purpose=purpose)
    answer = catalogue.answer(TOPICS[purpose], None if council == "england" else council)
    assert " ".join(answer.simple.split()) in page.shown().replace(" (opens in a new tab)", "")
    for source in answer.sources:
        assert page.html.xpath("//main//a[@href=$url]", url=source.url)


def test_every_rule_that_a_letter_rests_on_stands_beside_it_with_its_link(write, catalogue):
    for purpose in PURPOSES:
        page = write(council="sefton", purpose=purpose, writer="parent")
        start = page.lines.index("The rules that I mean:") + 1
        named = page.lines[start : page.lines.index("Yours faithfully,")]
        shown = page.html.xpath("//li[@data-law][not(@hidden)]")
        assert named
        assert {one.get("data-title") for one in shown} == set(named)
        for one in shown:
            reference = catalogue.reference(one.get("data-law"))
            assert one.xpath(".//a/@href") == [reference.url]
            assert reference.says in " ".join(one.text_content().split())


def test_the_ombudsman_is_named_with_its_own_form_and_gets_no_letter(client, write, catalogue):
    page = write(council="leicester", purpose="ombudsman")
    assert page.status == 200
    shown = page.shown()
    assert "The Ombudsman has its own form" in shown
    assert catalogue.contact("ombudsman").phone in shown
    assert "Your letter" not in shown
    assert "[your name]" not in shown.replace(words().letter.names, "")
    answer = client.post("/letter.docx", data={"council": "sefton", "purpose": "ombudsman"})
    assert answer.headers["content-type"].startswith("text/html")


def test_the_email_program_opens_with_the_whole_letter_where_it_fits(write):
    page = write(council="leicester", purpose="advocate", writer="child")
    (address,) = page.html.xpath("//a[@id='email']/@href")
    parts = urlsplit(address)
    fields = parse_qs(parts.query)
    assert parts.path == "youngpeople-complaints@leicester.gov.uk"
    assert fields["subject"] == [page.subject]
    (body,) = fields["body"]
    head = [block for block in page.lines if block.startswith(("From:", "To:", "Date:"))]
    assert head
    for line in page.lines[page.lines.index("Dear complaints team,") :]:
        assert line in body.replace("\r\n- ", "\r\n")
    assert not [line for line in head if line in body]


def test_a_letter_that_is_too_long_for_an_address_is_to_be_pasted(write):
    page = write(**A_LETTER | {"what": "Nobody rang me back. " * 100})
    (address,) = page.html.xpath("//a[@id='email']/@href")
    assert len(address) <= LONGEST_ADDRESS
    assert parse_qs(urlsplit(address).query)["body"] == [words().letter.paste]
    assert words().letter.too_long_for_email in page.shown()


def test_no_email_address_is_made_up_where_the_leaflet_prints_none(write):
    page = write(council="sefton", purpose="advocate")
    assert page.html.xpath("//a[@id='email']/@href")[0].startswith("mailto:?subject=")
    assert "prints no email address" in page.shown()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_word_file_holds_the_letter_of_the_page_for_every_reader(write, word, purpose):
    answers = A_LETTER | {"purpose": purpose, "writer": "parent", "want": "an apology\nan answer"}
    lines = write(**answers).lines
    file = word(**answers)
    name = re.search('filename="(.+)"', file.headers["content-disposition"])[1]
    assert name == "letter-to-the-council.docx"
    assert [one.text for one in Document(io.BytesIO(file.content)).paragraphs] == lines
    assert [one for one in docx2txt.process(io.BytesIO(file.content)).split("\n") if one] == lines
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.testzip() is None
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    paragraphs = ["".join(p.itertext()) for p in tree.iter(f"{NAMESPACE}p")]
    assert paragraphs == lines


def test_the_word_file_is_english_has_real_lists_and_names_no_author(word):
    document = Document(io.BytesIO(word(**A_LETTER).content))
    assert document.core_properties.author == ""
    assert document.core_properties.title == "Complaint about children's social care (stage 1)"
    languages = document.styles.element.xpath(".//w:lang/@w:val")
    assert set(languages) == {"en-GB"}
    styles = {one.style.name for one in document.paragraphs if one.text.startswith("the day you")}
    assert styles == {"List Bullet"}


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_at_all_makes_a_word_file_that_opens(text):
    clean = tidy(text)
    assert tidy(clean) == clean
    written = Draft((Block("text", clean or "nothing"),), ())
    (paragraph,) = Document(io.BytesIO(word_file(written))).paragraphs
    assert paragraph.text == (clean or "nothing")


@pytest.mark.parametrize(
    ("part", "mistake"),
    [
        ({"as": "text", "say": "x", "law": ["reg-99"]}, "reg-99"),
        ({"as": "text", "say": "{time:complaint_made:tea}"}, "tea"),
        ({"as": "text", "say": "{surname}"}, "surname"),
        ({"as": "text", "say": "x", "when": "surname="}, "surname"),
        ({"as": "text", "say": "x", "when": "purpose is stage_2"}, "purpose"),
        ({"as": "verse", "say": "x"}, "verse"),
        ({"as": "text", "say": "x", "wen": "purpose="}, "wen"),
        ({"as": "text"}, "say"),
        ({"say": "x"}, "as"),
    ],
)
def test_a_part_that_names_what_does_not_exist_is_found_when_the_guide_starts(
    catalogue, part, mistake
):
    good = {"as": "text", "say": "Dear complaints team,"}
    with pytest.raises(ContentError) as failure:
        read_parts(catalogue, [good, part])
    (problem,) = failure.value.problems
    assert problem.place == "letter > draft > item 2"
    assert mistake in problem.mistake


def test_a_time_is_said_in_its_own_unit_and_in_one_unit_only():
    days, weeks = Span(10, "working_days"), Span(1, "weeks")
    assert in_words([days, days]) == "20 working days"
    assert in_words([weeks]) == "1 week"
    assert all(in_words([Span(2, unit)]).startswith("2 ") for unit in get_args(Unit))
    with pytest.raises(ValueError, match="weeks and working_days"):
        in_words([days, weeks])


def test_a_further_council_needs_its_folder_only(client_of, engine, tmp_path):
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    shutil.copytree(THIRD_COUNCIL, content / "harbourshire")
    app = create_app(engine, Settings(), Catalogue.load(content), Measures(io.StringIO()))
    answers = {"council": "harbourshire", "purpose": "stage_2"}
    page = Written(TestClient(app).post("/letter", data=answers, headers=HTML))
    assert page.status == 200
    assert "To: the Feedback Team, Harbourshire County Council" in page.lines
    assert "[the address or email of the council]" in page.lines
    assert "within 20 working days of getting the stage 1 reply" in page.text


def test_every_option_of_the_page_changes_the_letter(write):
    for name in ("purpose", "writer", "reply_by"):
        letters = {
            write(council="sefton", **{"purpose": "complain", name: one}).text
            for one in options_of(name)
            if one != "ombudsman"
        }
        assert len(letters) == len([one for one in options_of(name) if one != "ombudsman"])
