"""Adding visits to the patient's own calendar (APPT-5): as a file that they choose."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from desktop.views.section import SectionView
from portal_protocol.records import Appointment

translate = QCoreApplication.translate


def save_calendar(section: SectionView, visits: Sequence[Appointment]) -> None:
    """Ask where, then write an .ics file with these visits."""
    dialog = QFileDialog(section, translate("Calendar", "Save for your calendar"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(translate("Calendar", "Calendar files (*.ics)"))
    dialog.setDefaultSuffix("ics")
    word = translate("Calendar", "Dental visit") if len(visits) == 1 else ""
    dialog.selectFile(f"{word or translate('Calendar', 'Dental visits')}.ics")
    dialog.fileSelected.connect(partial(write, section, tuple(visits)))
    dialog.open()


def write(section: SectionView, visits: Sequence[Appointment], path: str) -> None:
    """Write the file; the section says when it is there."""
    text = translate("Calendar", "Saved for your calendar: %1").replace("%1", Path(path).name)
    section.portal.appointments.save_calendar(
        visits, Path(path), owner=section, done=lambda _none: section.said.emit(text, None)
    )
