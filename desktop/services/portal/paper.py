"""A document of a record and the file name under which it is offered."""

from datetime import datetime
from pathlib import PurePosixPath

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from portal_protocol.images import Image
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Blob, Practice, Record, Statement, StatementType
from portal_protocol.summaries import CareSummary
from portal_protocol.zones import zone_of

translate = QCoreApplication.translate

_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/zip": ".zip",
}


class Paper(Struct, frozen=True):
    """One document to be saved."""

    record: Record
    blob: Blob
    name: str


def name_of(record: Record, practice: Practice | None) -> str:
    """Kind and date, the clinic's: "Statement 2026-10-28.pdf" (ACC-6)."""
    media_type = record.blobs[0].media_type if record.blobs else "application/pdf"
    day = "" if record.at is None else f" {_day(record, record.at, practice)}"
    return f"{_word(record)}{day}{_ending(record) or _ENDINGS.get(media_type, '.bin')}"


def papers(records: tuple[Record, ...], practice: Practice | None) -> tuple[Paper, ...]:
    """The first document of each record that has one."""
    return tuple(
        Paper(record, record.blobs[0], name_of(record, practice))
        for record in records
        if record.blobs
    )


def _day(record: Record, at: datetime, practice: Practice | None) -> str:
    clinics = practice.clinics if practice else ()
    zones = {clinic.id: clinic.time_zone for clinic in clinics}
    name = zones.get(getattr(record, "clinic", ""), clinics[0].time_zone if clinics else "UTC")
    return at.astimezone(zone_of(name)).date().isoformat()


def _ending(record: Record) -> str:
    """An image is of any kind: its ending is that of the practice's own name for it."""
    named = isinstance(record, Image) and record.blobs
    ending = PurePosixPath(record.blobs[0].name).suffix if named else ""
    return ending if ending[1:].isalnum() else ""


def _word(record: Record) -> str:
    if isinstance(record, Image):
        return record.description or translate("Documents", "Image")
    if not isinstance(record, Statement):
        words: dict[type[Record], str] = {
            TreatmentPlan: translate("Documents", "Treatment plan"),
            CareSummary: translate("Documents", "Care summary"),
        }
        return words.get(type(record), translate("Documents", "Document"))
    match record.type:
        case StatementType.INVOICE:
            return translate("Documents", "Invoice")
        case StatementType.RECEIPT:
            return translate("Documents", "Receipt")
        case _:
            return translate("Documents", "Statement")
