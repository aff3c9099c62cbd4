from pathlib import Path

import pytest

from bot.catalogue import CONTENT, Catalogue, Council
from bot.catalogue.checks import mirror_problems
from bot.catalogue.leaflet import read_leaflet

ORIGINALS = Path(__file__).parent / "originals"
SLUGS = sorted(path.parent.name for path in CONTENT.glob("*/leaflet.md"))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_mirror_has_the_original_word_for_word(catalogue: Catalogue, slug: str) -> None:
    council = catalogue.councils[slug]
    assert list(mirror_problems(council, ORIGINALS / f"{slug}.txt")) == []


def test_every_council_has_its_original_kept() -> None:
    assert {path.stem for path in ORIGINALS.glob("*.txt")} == set(SLUGS)


def test_only_page_numbers_the_contents_and_a_logo_are_left_out(catalogue: Catalogue) -> None:
    left_out = {
        slug: [omission.text for omission in council.leaflet.omitted]
        for slug, council in catalogue.councils.items()
    }
    assert left_out["sefton"] == ["3", "Local Government & Social Care OMBUDSMAN"]
    (contents,) = left_out["leicester"]
    assert contents.startswith("Contents Introduction 2")
    assert contents.endswith("Contact details. 6")


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("sefton", "We will aim to hold a Stage Review panel within 30 days."),
        ("sefton", "If the complaint is complicated it may take a further 10 days"),
        ("sefton", "Telephone: 0300 161 0614."),
        ("sefton", "[Complaint form](#)"),
        ("sefton", "L20 3NJ."),
        ("leicester", "Fax: 024 768 20001"),
        ("leicester", 'Text: "Call Back" to 0762 480 3014'),
        ("leicester", "(see back of booklet for contact details)"),
    ],
)
def test_slips_and_dead_numbers_are_kept_as_printed(
    catalogue: Catalogue, slug: str, words: str
) -> None:
    assert catalogue.leaflet(slug).section_of(words) is not None


def _first_mistake(council: Council, folder: Path, dropped: str) -> str:
    original = (ORIGINALS / f"{council.slug}.txt").read_text("utf-8")
    assert dropped in original
    shorter = folder / f"{council.slug}.txt"
    shorter.write_text(original.replace(dropped, "", 1), "utf-8")
    (problem,) = mirror_problems(council, shorter)
    return str(problem)


def test_the_first_differing_word_is_named(catalogue: Catalogue, tmp_path: Path) -> None:
    mistake = _first_mistake(catalogue.councils["sefton"], tmp_path, "formal ")
    assert "the mirror says 'formal' there" in mistake
    assert "content/sefton/leaflet.md" in mistake


def test_words_said_to_be_left_out_must_stand_in_the_original(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    mistake = _first_mistake(catalogue.councils["sefton"], tmp_path, "OMBUDSMAN\n")
    assert "OMBUDSMAN' does not stand exactly once after" in mistake


def test_a_leaflet_without_its_original_is_a_mistake(catalogue: Catalogue, tmp_path: Path) -> None:
    (problem,) = mirror_problems(catalogue.councils["sefton"], tmp_path / "sefton.txt")
    assert "there is no original" in str(problem)


def test_sections_have_headings_paragraphs_and_lists(catalogue: Catalogue) -> None:
    sections = {section.id: section for section in catalogue.leaflet("sefton").sections}
    assert list(sections)[:3] == ["start", "comments-and-compliments", "complaints"]
    assert sections["start"].heading == ""
    assert sections["stage-2"].heading == "Stage 2."
    lists = [block for block in sections["stage-2"].blocks if block.kind == "list"]
    assert lists[0].lines == ("Phoning.", "Emailing.", "Writing to the Complaints Officer.")


def test_an_address_keeps_its_lines(catalogue: Catalogue) -> None:
    (contact,) = (s for s in catalogue.leaflet("leicester").sections if s.id == "contact")
    address = next(block.lines for block in contact.blocks if "115 Charles Street" in block.lines)
    assert address[-1] == "LE1 1FZ"


def test_every_correction_stands_with_the_words_it_corrects(catalogue: Catalogue) -> None:
    for slug, council in catalogue.councils.items():
        shown = [c for section in council.leaflet.sections for c in section.corrections]
        assert set(shown) == set(council.corrections), slug


def test_the_misprinted_number_has_the_right_one_beside_it(catalogue: Catalogue) -> None:
    section = catalogue.leaflet("sefton").section_of("Telephone: 0300 161 0614.")
    assert section is not None
    said = {correction.printed: correction.say for correction in section.corrections}
    assert "0300 061 0614" in said["Telephone: 0300 161 0614."]


def test_all_wrong_and_dead_contacts_are_listed_as_misprints(catalogue: Catalogue) -> None:
    printed = " ".join(correction.printed for correction in catalogue.misprints)
    for wrong in ("0300 161 0614", "advice@lgo.org.uk", "(#)", "024 768 20001", "0762 480 3014"):
        assert wrong in printed


def test_dates_are_as_printed_or_none(catalogue: Catalogue) -> None:
    assert catalogue.leaflet("sefton").date is None
    assert catalogue.leaflet("leicester").date == "June 2024"
    assert catalogue.councils["sefton"].leaflet_title.endswith("(undated)")


def test_same_headings_get_different_ids(tmp_path: Path) -> None:
    leaflet = tmp_path / "leaflet.md"
    head = "---\ntitle: T\ndate: null\nsource: s\nomitted: []\n---\n"
    leaflet.write_text(f"{head}\n## More\n\nOne.\n\n## More\n\nTwo.\n", "utf-8")
    assert [section.id for section in read_leaflet(leaflet).sections] == ["more", "more-2"]
