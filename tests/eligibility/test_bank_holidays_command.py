"""`python -m bot refresh-bank-holidays` on a saved copy of GOV.UK's list (2026 to 2028)."""

import json
import shutil
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.bank_holidays_command import download, main, merge, read_govuk
from bot.catalogue.limits import bank_holidays
from bot.catalogue.reading import CONTENT

SAVED = Path(__file__).parent / "data" / "gov-uk-bank-holidays.json"
DIVISION = "england-and-wales"
TODAY = date(2026, 11, 22)
YEAR_2029 = {
    date(2029, 1, 1): "New Year’s Day",
    date(2029, 3, 30): "Good Friday",
    date(2029, 4, 2): "Easter Monday",
    date(2029, 5, 7): "Early May bank holiday",
    date(2029, 5, 28): "Spring bank holiday",
    date(2029, 8, 27): "Summer bank holiday",
    date(2029, 12, 25): "Christmas Day",
    date(2029, 12, 26): "Boxing Day",
}


@pytest.fixture
def listed():
    return read_govuk(SAVED.read_bytes(), DIVISION)


@pytest.fixture
def content(tmp_path):
    (tmp_path / "england").mkdir()
    shutil.copy(CONTENT / "england" / "bank_holidays.yml", tmp_path / "england")
    return tmp_path


def save(path, days):
    events = [{"date": str(day), "title": name, "notes": ""} for day, name in days.items()]
    path.write_text(json.dumps({DIVISION: {"division": DIVISION, "events": events}}))
    return str(path)


def test_the_saved_copy_holds_only_days_that_we_know(listed):
    known = bank_holidays()
    assert len(listed) == 24
    assert listed.items() <= dict(known.names).items()


def test_a_list_that_brings_nothing_new_changes_nothing_but_the_day_of_the_check(listed):
    known = bank_holidays()
    merged = merge(known, listed, checked=date(2026, 12, 1))
    assert merged.notes == ()
    assert merged.known.names == known.names
    assert (merged.known.last_day, merged.known.checked) == (known.last_day, date(2026, 12, 1))


def test_years_that_gov_uk_no_longer_lists_are_kept(listed):
    assert date(2012, 6, 5) in merge(bank_holidays(), listed, TODAY).known.names


def test_a_whole_new_year_is_added_and_covered(listed):
    merged = merge(bank_holidays(), {**listed, **YEAR_2029}, TODAY)
    assert merged.known.last_day == date(2029, 12, 31)
    assert len(merged.known.names) == 148
    assert merged.notes == ("added the year 2029 with 8 days",)


def test_a_year_with_too_few_days_is_left_out_and_said_so(listed):
    seven = dict(list(YEAR_2029.items())[:-1])
    merged = merge(bank_holidays(), {**listed, **seven}, TODAY)
    assert merged.known.last_day == date(2028, 12, 31)
    assert merged.known.names == bank_holidays().names
    assert merged.notes == ("left out 2029: GOV.UK lists 7 days, the years end at 2028",)


def test_a_year_after_a_gap_is_left_out_and_said_so(listed):
    year_2030 = {day.replace(year=2030): name for day, name in YEAR_2029.items()}
    merged = merge(bank_holidays(), {**listed, **year_2030}, TODAY)
    assert merged.known.last_day == date(2028, 12, 31)
    assert merged.notes == ("left out 2030: GOV.UK lists 8 days, the years end at 2028",)


def test_a_day_before_the_years_we_know_is_left_out_and_said_so(listed):
    merged = merge(bank_holidays(), {**listed, date(2011, 4, 29): "Royal Wedding"}, TODAY)
    assert date(2011, 4, 29) not in merged.known.names
    assert any(note.startswith("left out 2011-04-29") for note in merged.notes)


def test_a_new_one_off_day_in_a_known_year_is_added(listed):
    merged = merge(bank_holidays(), {**listed, date(2027, 7, 2): "Invented jubilee"}, TODAY)
    assert merged.known.names[date(2027, 7, 2)] == "Invented jubilee"
    assert merged.notes == ("added 2027-07-02, Invented jubilee",)


def test_a_day_that_gov_uk_took_out_is_kept_and_said_so(listed):
    del listed[date(2027, 8, 30)]
    merged = merge(bank_holidays(), listed, TODAY)
    assert date(2027, 8, 30) in merged.known.names
    (note,) = merged.notes
    assert note.startswith("kept 2027-08-30, Summer bank holiday, which GOV.UK does not list")


def test_a_new_name_is_taken_over_and_said_so(listed):
    listed[date(2027, 5, 3)] = "Early May bank holiday (invented day)"
    merged = merge(bank_holidays(), listed, TODAY)
    assert merged.known.names[date(2027, 5, 3)].endswith("(invented day)")
    assert merged.notes[0].startswith("renamed 2027-05-03")


def test_the_command_writes_the_file_and_leaves_its_comment(content, tmp_path, listed, capsys):
    before = (content / "england" / "bank_holidays.yml").read_text(encoding="utf-8")
    saved = save(tmp_path / "new.json", {**listed, **YEAR_2029})
    assert main(["--from", saved], content) == 0
    assert "148 bank holidays are known, to 2029-12-31" in capsys.readouterr().out
    after = (content / "england" / "bank_holidays.yml").read_text(encoding="utf-8")
    assert bank_holidays(content).names[date(2029, 4, 2)] == "Easter Monday"
    assert after.splitlines()[:3] == before.splitlines()[:3]
    assert set(before.splitlines()) - set(after.splitlines()) <= {
        "last_day: 2028-12-31",
        f"checked: {bank_holidays().checked}",
    }


def test_the_command_run_twice_changes_the_file_once(content):
    file = content / "england" / "bank_holidays.yml"
    assert main(["--from", str(SAVED)], content) == 0
    once = file.read_text(encoding="utf-8")
    assert main(["--from", str(SAVED)], content) == 0
    assert file.read_text(encoding="utf-8") == once


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"", "not GOV.UK's list"),
        (b"<html>down for maintenance</html>", "not GOV.UK's list"),
        (b"\xff\xfe\x00", "not GOV.UK's list"),
        (b"[" * 100_000, "not GOV.UK's list"),
        (b"[]", "not GOV.UK's list"),
        (b"null", "not GOV.UK's list"),
        (b"{}", "has no 'england-and-wales'"),
        (b'{"england-and-wales": {}}', "has no 'events'"),
        (b'{"england-and-wales": {"events": []}}', "no bank holiday"),
        (b'{"england-and-wales": {"events": 3}}', "not GOV.UK's list"),
        (b'{"england-and-wales": {"events": [{"title": "May Day"}]}}', "has no 'date'"),
        (b'{"england-and-wales": {"events": [{"date": "2027-05-03"}]}}', "has no 'title'"),
        (
            b'{"england-and-wales": {"events": [{"date": "3 May 2027", "title": "May Day"}]}}',
            "'3 May 2027' is not a date",
        ),
        (
            b'{"england-and-wales": {"events": [{"date": "2027-02-30", "title": "May Day"}]}}',
            "no day 2027-02-30",
        ),
        (b'{"england-and-wales": {"events": [{"date": 20270503, "title": "May"}]}}', "not GOV.UK"),
        (b'{"england-and-wales": {"events": [{"date": "2027-05-03", "title": ""}]}}', "no name"),
    ],
)
def test_a_list_that_is_not_gov_uks_is_refused_and_the_file_stays(
    content, tmp_path, capsys, text, complaint
):
    file = content / "england" / "bank_holidays.yml"
    before = file.read_bytes()
    (tmp_path / "bad.json").write_bytes(text)
    assert main(["--from", str(tmp_path / "bad.json")], content) == 1
    error = capsys.readouterr().err
    assert complaint in error
    assert error.count("\n") == 1
    assert file.read_bytes() == before


def test_a_saved_copy_that_is_not_there_is_said_in_one_line(content, tmp_path, capsys):
    assert main(["--from", str(tmp_path / "none.json")], content) == 1
    error = capsys.readouterr().err
    assert "none.json" in error
    assert error.count("\n") == 1


class GovUk(BaseHTTPRequestHandler):
    """Answers as GOV.UK does: the saved copy at one address, an error at every other."""

    def do_GET(self):
        found = self.path == "/bank-holidays.json"
        self.send_response(200 if found else 503)
        self.end_headers()
        self.wfile.write(SAVED.read_bytes() if found else b"down")

    def log_message(self, *_):
        """Say nothing on the terminal."""


@pytest.fixture
def gov_uk():
    server = HTTPServer(("127.0.0.1", 0), GovUk)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_list_is_downloaded(gov_uk, listed):
    assert read_govuk(download(f"{gov_uk}/bank-holidays.json"), DIVISION) == listed


@pytest.mark.parametrize("path", ["/gone.json", ""])
def test_a_download_that_fails_says_how_to_do_without(gov_uk, path):
    with pytest.raises(ValueError, match=r"could not be fetched.*--from FILE"):
        download(gov_uk + path)


def test_a_server_that_is_not_there_says_how_to_do_without():
    with pytest.raises(ValueError, match=r"could not be fetched \(ConnectionError\)"):
        download("http://127.0.0.1:9/bank-holidays.json")
