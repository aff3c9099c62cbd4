"""The settings of docs/operating.md."""

import re
from pathlib import Path

import pytest

from bot.web import settings
from bot.web.settings import SettingError, Settings

OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"


def test_without_settings_the_page_is_for_this_machine_alone():
    found = Settings.read({})
    assert (found.host, found.port) == ("127.0.0.1", 8000)
    assert found.rate_limit
    assert not found.metrics_for_all
    assert found.frame_ancestors == "'self'"
    assert found.theme == "neutral"
    assert found.exit_page == "https://www.bbc.co.uk/weather"
    assert found.idle_seconds == 3600


def test_every_setting_is_read():
    found = Settings.read(
        {
            "GUIDE_HOST": "0.0.0.0",
            "GUIDE_PORT": "9000",
            "GUIDE_SECRET_KEY": "k" * 20,
            "GUIDE_RATE_LIMIT": "off",
            "GUIDE_METRICS": "on",
            "GUIDE_FRAME_ANCESTORS": "'self' https://*.sefton.gov.uk",
            "GUIDE_THEME": "government",
            "GUIDE_EXIT_PAGE": "https://www.example.org/weather",
            "GUIDE_OPERATOR": "Exampleton Council",
            "GUIDE_CONTACT": "access@exampleton.example",
            "GUIDE_TRUSTED_PROXY": "10.0.0.1",
            "GUIDE_IDLE_MINUTES": "5",
        }
    )
    assert found == Settings(
        host="0.0.0.0",
        port=9000,
        secret_key="k" * 20,
        rate_limit=False,
        metrics_for_all=True,
        frame_ancestors="'self' https://*.sefton.gov.uk",
        theme="government",
        exit_page="https://www.example.org/weather",
        operator="Exampleton Council",
        contact="access@exampleton.example",
        trusted_proxy="10.0.0.1",
        idle_seconds=300,
    )


def test_an_empty_setting_counts_as_not_set():
    assert Settings.read({"GUIDE_PORT": "", "GUIDE_RATE_LIMIT": " "}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GUIDE_PORT", "eight"),
        ("GUIDE_PORT", "0"),
        ("GUIDE_PORT", "65536"),
        ("GUIDE_PORT", "٨٠٠٠"),
        ("GUIDE_SECRET_KEY", "short"),
        ("GUIDE_RATE_LIMIT", "no"),
        ("GUIDE_METRICS", "1"),
        ("GUIDE_IDLE_MINUTES", "-5"),
        ("GUIDE_FRAME_ANCESTORS", "https://a.example; script-src *"),
        ("GUIDE_FRAME_ANCESTORS", "*"),
        ("GUIDE_EXIT_PAGE", "on"),
        ("GUIDE_EXIT_PAGE", "javascript:alert(1)"),
        ("GUIDE_EXIT_PAGE", 'https://a.example/"><script>'),
        ("GUIDE_CONTACT", "0116 496 0000"),
        ("GUIDE_CONTACT", "a@b.example?cc=c@d.example"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(name, value):
    with pytest.raises(SettingError, match=name):
        Settings.read({name: value})


def test_exit_this_page_can_be_turned_off():
    assert Settings.read({"GUIDE_EXIT_PAGE": "off"}).exit_page is None


def test_the_key_is_another_at_each_start_and_is_never_shown():
    one, other = Settings(), Settings()
    assert one.secret_key != other.secret_key
    assert one.secret_key not in repr(one)


def test_the_operators_page_lists_exactly_the_settings_there_are():
    listed = set(re.findall(r"^\| `(GUIDE_\w+)`", OPERATING.read_text("utf-8"), re.MULTILINE))
    read = set(re.findall(r"GUIDE_\w+", Path(settings.__file__).read_text("utf-8")))
    assert listed == read | {"GUIDE_TODAY"}
