"""Clinical documents in their viewer: read, found, folded, chosen by date."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.models.trouble import Trouble
from desktop.views.theme import look
from desktop.views.viewers.summary.writing import SLICE
from desktop.views.widgets.empty_state import EmptyState
from tests.desktop.cda.papers import document, entry, package, paragraph, section
from tests.desktop.views.viewers.summary_reading import Reading, long, three


@pytest.mark.rule("SUM-1")
@pytest.mark.rule("SUM-2")
def test_header_sections_and_what_is_empty_are_read_from_top_to_end(reading: Reading) -> None:
    assert reading.open(three()) is None
    lines = [line for line in reading.text().splitlines() if line]
    assert lines[0] == "Care summary"
    person = next(line for line in lines if line.startswith("Person: Ms Elena M Marlowe"))
    assert "Born: " in person
    assert "1984" in person
    assert "Written by: Amina Farrow, Harbor Family Dental" in lines
    assert "Kept by: Harbor Family Dental" in lines
    assert any(line.startswith("Made: ") and "2026" in line for line in lines)
    assert lines[lines.index("Allergies") :] == [
        *("Allergies", "Allergy", "Penicillin"),
        *("Procedures", "Outer", "Implants", "Inner"),
        *("Goals", "None recorded"),
    ]


@pytest.mark.rule("SUM-1")
def test_contents_say_how_much_there_is_and_lead_there(reading: Reading) -> None:
    reading.open(long())
    rows = reading.viewer.contents.model.rows
    assert [row.title for row in rows] == [f"Part {at}" for at in range(9)]
    reading.viewer.contents.list.choose(rows[6].key)
    reading.qtbot.keyClick(reading.viewer.contents.list, Qt.Key.Key_Return)
    assert reading.viewer.paper.current() == rows[6].key
    assert reading.viewer.paper.hasFocus()


@pytest.mark.rule("SUM-1")
def test_contents_are_read_aloud_with_their_numbers(reading: Reading) -> None:
    reading.open(three())
    spoken = [row.spoken for row in reading.viewer.contents.model.rows]
    assert spoken == ["Allergies, 2 entries", "Procedures", "Implants", "Goals, none recorded"]
    contents = QAccessible.queryAccessibleInterface(reading.viewer.contents.list)
    assert contents.text(QAccessible.Text.Name) == "Contents"
    assert reading.viewer.paper.accessibleName() == "Care summary"


@pytest.mark.rule("SUM-1")
def test_sections_are_folded_with_what_is_inside_and_unfolded_again(reading: Reading) -> None:
    reading.open(three())
    whole = reading.text()
    contents = reading.viewer.contents.list
    contents.choose("s3")
    reading.qtbot.keyClick(contents, Qt.Key.Key_Left)
    folded = reading.text()
    assert "Outer" not in folded
    assert "Inner" not in folded
    assert "Penicillin" in folded
    assert reading.viewer.contents.model.rows[2].spoken == "Implants, folded"
    reading.qtbot.keyClick(contents, Qt.Key.Key_Right)
    reading.settle()
    assert reading.text().split() == whole.split()


@pytest.mark.rule("SUM-1")
def test_everything_is_folded_and_going_to_a_section_unfolds_it(reading: Reading) -> None:
    reading.open(three())
    whole = reading.text()
    reading.viewer.tools.fold_button.click()
    reading.settle()
    assert reading.text().split()[-3:] == ["Allergies", "Procedures", "Goals"]
    assert reading.viewer.tools.fold_button.text() == "Unfold all"
    reading.viewer.paper.go_to("s3")
    reading.settle()
    assert "Inner" in reading.text()
    assert "Penicillin" not in reading.text()
    reading.viewer.tools.fold_button.click()
    reading.viewer.tools.fold_button.click()
    reading.settle()
    assert reading.text().split() == whole.split()


@pytest.mark.rule("SUM-1")
def test_a_heading_folds_by_click_and_by_keyboard(reading: Reading) -> None:
    reading.open(three())
    reading.viewer.paper.anchorClicked.emit(QUrl("fold:s1"))
    assert "Penicillin" not in reading.text()
    reading.viewer.paper.anchorClicked.emit(QUrl("http://127.0.0.1/fold:s1"))
    assert "Penicillin" not in reading.text()


@pytest.mark.rule("SUM-6")
def test_only_what_is_of_some_days_is_shown(reading: Reading) -> None:
    def at(year: str) -> str:
        return entry(f'<effectiveTime value="{year}"/>')

    reading.open(
        document(
            section("old", "Before", at("2001")),
            section("new", "After", at("2020")),
            section("always", "Undated"),
        )
    )
    reading.viewer.show_days(date(2010, 1, 1), None)
    reading.settle()
    assert [row.title for row in reading.viewer.contents.model.rows] == ["After", "Undated"]
    assert "old" not in reading.text()
    reading.viewer.show_days(None, None)
    reading.settle()
    assert "old" in reading.text()


@pytest.mark.rule("SUM-2")
def test_words_are_found_in_what_was_folded_too(reading: Reading) -> None:
    text = paragraph("Straße \U0001d54f penicillin") + paragraph("PENICILLIN V")
    reading.open(document(section(text), section(text)))
    reading.viewer.paper.fold_all(folded=True)
    reading.settle()
    places = reading.find("penicillin")
    assert len(places) == 4
    assert reading.viewer.finding.current == 0
    assert reading.viewer.finding.strip.words.text() == "1 of 4"
    cursor = reading.viewer.finding._cursor(reading.viewer.finding.places[0])
    assert cursor.selectedText() == "penicillin"
    reading.viewer.finding.go(1)
    for words in ("penicilli", "penicillin"):
        assert len(reading.find(words)) == 4
    assert reading.viewer.finding.current == 1  # typing on leads no further
    assert reading.find("nowhere at all") == []
    reading.viewer.leave_find()
    assert reading.viewer.paper.extraSelections() == []


@pytest.mark.rule("SUM-2")
def test_keys_find_save_and_print_before_the_window_takes_them(reading: Reading) -> None:
    reading.open(three())
    saves = list[bool]()
    reading.viewer.save_requested.connect(lambda: saves.append(True))
    reading.viewer.paper.setFocus()
    reading.qtbot.keyClick(reading.viewer.paper, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reading.viewer.tools.find_edit.hasFocus()
    reading.qtbot.keyClick(reading.viewer.paper, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saves == [True]


def test_what_is_copied_is_text_alone(reading: Reading) -> None:
    reading.open(three())
    reading.viewer.paper.selectAll()
    reading.viewer.paper.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasHtml()
    assert data.text().split() == reading.text().split()


@pytest.mark.rule("SUM-2")
def test_what_is_no_summary_says_so_and_can_be_saved(reading: Reading) -> None:
    saves = list[bool]()
    reading.viewer.save_requested.connect(lambda: saves.append(True))
    assert reading.open(b"<ClinicalDocument>") is Trouble.DOCUMENT_MALFORMED
    said = reading.viewer.findChild(EmptyState)
    assert said is not None
    assert said.title.text() == "This care summary is not well-formed"
    reading.viewer.tools.save_button.click()
    assert saves == [True]
    assert reading.open(b"<html/>") is Trouble.NOT_A_SUMMARY
    assert reading.open(package(("a.xml", three()))) is None


@pytest.mark.rule("EASE-5")
def test_a_long_document_is_written_in_slices(reading: Reading) -> None:
    rows = "".join(f"<tr><td>Lisinopril {at}</td><td>each morning</td></tr>" for at in range(1500))
    many = "".join(map(paragraph, ("word " * 30 for _ in range(800))))
    slices = list[int]()
    reading.viewer.paper.wrote.connect(
        lambda: slices.append(reading.viewer.paper.document().characterCount())
    )
    reading.open(document(section(f"<table>{rows}</table>"), section(many)))
    steps = [after - before for before, after in zip([0, *slices], slices, strict=False)]
    assert len(slices) > 20
    assert max(steps) < 2 * SLICE
    assert reading.text().count("Lisinopril") == 1500
    assert reading.text().count("word") == 24_000


@pytest.mark.rule("SUM-2")
def test_another_theme_or_text_size_keeps_the_place(reading: Reading, qapp: QApplication) -> None:
    reading.open(long())
    reading.viewer.paper.go_to("s7")
    words = reading.text()
    for theme, scale in (("dark", 1.0), ("contrast", 2.0)):
        look.apply(qapp, theme, scale)
        look.finish()
        reading.settle()
        assert reading.viewer.paper.current() == "s7"
        assert reading.text() == words
        assert reading.viewer.paper.lineWrapColumnOrWidth() <= look.px(760)


def test_nothing_is_kept_when_it_is_cleared(reading: Reading) -> None:
    reading.open(three())
    reading.viewer.clear()
    assert reading.text() == ""
    assert reading.viewer.contents.model.rows == ()
    assert reading.viewer.paper.summary is None
