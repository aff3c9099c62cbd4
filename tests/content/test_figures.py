import pytest

from bot.catalogue.figures import figures_of


def unheld(text: str, evidence: str) -> list[str]:
    return figures_of(text).not_held_by(figures_of(evidence))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("You have 20 working days.", "within 20 working days of receipt"),
        ("You have one year.", "no later than 1 year"),
        ("It takes 20 working days.", "10 more working days (20 in all)"),
        ("Stage 2 takes 25 working days.", "within 25 working days"),
        ("Under 18? Ask for an advocate.", "nothing"),
        ("Day 1 is the next working day.", "nothing"),
        ("Ring 0300 061 0614.", "phone number is 0300 061 0614"),
        ("1. Ring. \n2. Write.", "nothing"),
        ("It has three stages.", "nothing"),
        ("Within 28 calendar days.", "within 28 days"),
        ("For example: on Monday 2 November nobody came.", "nothing"),
        ("See https://example.org/2006/1738.", "nothing"),
    ],
)
def test_a_figure_that_a_source_holds_passes(text: str, evidence: str) -> None:
    assert unheld(text, evidence) == []


@pytest.mark.parametrize(
    ("text", "evidence", "missing"),
    [
        ("You have 21 working days.", "20 working days", ["21 working days"]),
        ("You have 20 days.", "20 working days", ["20 days"]),
        ("You have two years.", "one year", ["2 years"]),
        ("You have 12 months.", "12 weeks", ["12 months"]),
        ("Ring 0300 161 0614.", "0300 061 0614", ["0300 161 0614"]),
        ("Email advice@lgo.org.uk.", "nothing", ["advice@lgo.org.uk"]),
        ("You may get £500.", "£100", ["£500"]),
        ("Write to CV4 0EX.", "CV4 0EH", ["CV4 0EX"]),
        ("It was in 2014.", "nothing", ["2014"]),
        ("Phone 999.", "nothing", ["999"]),
    ],
)
def test_a_figure_that_no_source_holds_is_named(
    text: str, evidence: str, missing: list[str]
) -> None:
    assert unheld(text, evidence) == missing
