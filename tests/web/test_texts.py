"""What happens to a text on its way in and on its way out, in pure functions."""

import pytest

from bot.web.cleaning import cleaned
from bot.web.linking import Linker
from bot.web.redaction import printed_details, redacted


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("caf\u0065\u0301", "café"),
        ("a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00ad", "abcdef"),
        ("hi\U000e0041\U000e007f", "hi"),
        ("a\x00b\x07c\x1b[31md\x7f", "abc[31md"),
        ("\ud800lone\udfff", "lone"),
        ("right\u202eleft", "rightleft"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab here"),
        ("  room  ", "room"),
        ("/restart", "restart"),
        ("\n /\t/ greet", "greet"),
        ("and/or", "and/or"),
        ("😢 مرحبا 中文", "😢 مرحبا 中文"),
    ],
)
def test_a_text_is_cleaned(typed, read):
    assert cleaned(typed) == read


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("write to a.person+x@mail.example.org please", "write to […] please"),
        ("ring 07700 900123", "ring […]"),
        ("ring 07700900123 now", "ring […] now"),
        ("ring +44 7700 900123", "ring […]"),
        ("ring 0044 7700900123", "ring […]"),
        ("ring 020 7946 0101", "ring […]"),
        ("ring +33 1 42 68 53 00", "ring […]"),
        ("I live at SW1A 1AA in London", "I live at […] in London"),
        ("i live at sw1a1aa", "i live at […]"),
        ("my number is QQ 12 34 56 C", "my number is QQ 12 34 56 C"),  # Q is never used
        ("my NI number is AB 12 34 56 C", "my NI number is […]"),
        ("ab123456c", "[…]"),
        ("NHS number 943 476 5919", "NHS number […]"),
        ("card 4111 1111 1111 1111", "card […]"),
        ("card 4111111111111111.", "card […]."),
        ("card 3782 822463 10005", "card […]"),
        ("07700 900123 or a@b.example", "[…] or […]"),
    ],
)
def test_personal_details_are_taken_out(catalogue, said, left):
    assert redacted(said, printed_details(catalogue)).text == left


@pytest.mark.parametrize(
    "said",
    [
        "I got it on 2 November 2026",
        "I got it on 02/11/2026 and 03/12/2026",
        "I got it on 02 11 2026 and 03 12 2026",
        "2026-11-02 2026-12-03 2026-12-04",
        "02.11.2026, 3.12.26",
        "02112026",
        "The letter came 07 11 2026 at 10 15",
        "section 20, s47 3rd time, stage 1 2nd reply",
        "within 20 working days of 65",
        "ring 999 or 101 or 116 123",
        "is 0300 161 0614 or 0300 061 0614 right for the Ombudsman",
        "is Childline 0800 1111",
        "is it 0345 140 0845 in Sefton, or 0116 454 2430",
        "is youngpeople-complaints@leicester.gov.uk right",
        "is it L20 3NJ or CV4 0EH",
        "my reference is 1234567890",
        "case number 4111 1111 1111 1112",
    ],
)
def test_dates_and_what_the_content_prints_stay(catalogue, said):
    assert redacted(said, printed_details(catalogue)).kinds == ()


def test_every_kind_that_was_taken_out_is_named_once(catalogue):
    found = redacted("a@b.example, c@d.example, SW1A 1AA", printed_details(catalogue))
    assert found.kinds == ("email", "postcode")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("ring 999.", '<p>ring <a href="tel:999">999</a>.</p>'),
        ("0345 140 0845", '<p><a href="tel:03451400845">0345 140 0845</a></p>'),
        ("0300 161 0614", "<p>0300 161 0614</p>"),
        ("£999 or 1999 or 999.5", "<p>£999 or 1999 or 999.5</p>"),
        (
            "help@nspcc.org.uk!",
            '<p><a href="mailto:help@nspcc.org.uk">help@nspcc.org.uk</a>!</p>',
        ),
        ("not.help@nspcc.org.uk", "<p>not.help@nspcc.org.uk</p>"),
        ("a@b.example", "<p>a@b.example</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\n- two\n- three", "<p>one</p>\n<ul><li>two</li><li>three</li></ul>"),
        ("<b> & 'x' 101", '<p>&lt;b&gt; &amp; &#39;x&#39; <a href="tel:101">101</a></p>'),
    ],
)
def test_plain_text_becomes_html(catalogue, text, html):
    assert str(Linker(catalogue).prose(text)) == html
