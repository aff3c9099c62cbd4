"""Today, as the guide knows it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import iso_date, today


def test_today_is_the_day_in_the_setting(monkeypatch):
    monkeypatch.setenv("GUIDE_TODAY", "2026-11-22")
    assert today() == date(2026, 11, 22)


@pytest.mark.parametrize("unset", [None, ""])
def test_without_the_setting_today_is_todays_date_in_england(monkeypatch, unset):
    monkeypatch.delenv("GUIDE_TODAY", raising=False)
    if unset is not None:
        monkeypatch.setenv("GUIDE_TODAY", unset)
    # England is at most one hour ahead of universal time.
    before = datetime.now(UTC)
    assert today() in {before.date(), (before + timedelta(hours=1, minutes=1)).date()}


@pytest.mark.parametrize("frozen", ["tomorrow", "2026-11-31", "22/11/2026"])
def test_a_setting_that_is_no_date_is_refused_by_name(monkeypatch, frozen):
    monkeypatch.setenv("GUIDE_TODAY", frozen)
    with pytest.raises(ValueError, match=f"GUIDE_TODAY.*{frozen}"):
        today()


def test_a_date_is_read_in_one_form_only():
    assert iso_date("2024-02-29") == date(2024, 2, 29)
    for other in ("2023-02-29", "2024-2-29", "20240229", " 2024-02-29", "2024-02-29\n", ""):
        with pytest.raises(ValueError):
            iso_date(other)
