"""What the files and folders of a whole record are called, before they are made safe (OFF-7)."""

from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication

from desktop.models.items.family import Family
from desktop.models.items.record_words import day_of
from desktop.models.items.statements import kind_name
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Blob, Kind, Practice, Record, Statement
from portal_protocol.summaries import CareSummary

translate = QCoreApplication.translate
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "application/dicom": ".dcm",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/plain": ".txt",
    "application/zip": ".zip",
}
_MOST_ENDING = 9


def folder_name(practice: Practice | None) -> str:
    """What the folder or the zip of a whole record is called."""
    name = practice.name if practice else ""
    if not name:
        return translate("Record", "My record")
    return translate("Record", "My record from %1").replace("%1", name)


def section_title(kind: Kind) -> str:
    """What the part of the index, and the folder, with all of a kind is called."""
    return {
        Kind.APPOINTMENT: translate("Record", "Visits"),
        Kind.RECALL: translate("Record", "Visits that are due"),
        Kind.STATEMENT: translate("Record", "Statements"),
        Kind.PAYMENT: translate("Record", "Payments"),
        Kind.TREATMENT_PLAN: translate("Record", "Treatment plans"),
        Kind.MESSAGE: translate("Record", "Messages"),
        Kind.SECURE_EMAIL: translate("Record", "Secure email"),
        Kind.CARE_SUMMARY: translate("Record", "Care summaries"),
        Kind.REFERRAL: translate("Record", "Referrals"),
        Kind.TRANSMISSION: translate("Record", "Care summaries sent to others"),
        Kind.IMAGE: translate("Record", "Images"),
        Kind.ACTIVITY: translate("Record", "Activity history"),
    }.get(kind, translate("Record", "Documents"))


def stem_of(record: Record, family: Family, *, telling: bool) -> str:
    """Day, kind and person: "2026-10-28 Statement, Elena".

    `telling` names messages and images by what they say instead of by its kind.
    """
    day = day_of(record, family)
    word = _subject(record) if telling else ""
    whose = family.name(record.patient) if len(family.people) > 1 else ""
    said = ", ".join(filter(None, (word or _word(record), whose)))
    return f"{day.isoformat()} {said}" if day else said


def attachment_name(blob: Blob, number: int, *, telling: bool) -> str:
    """The name that its sender gave a file, or "Attachment 1.pdf"."""
    if telling and blob.name.strip():
        return blob.name
    return f"{translate('Record', 'Attachment %1').replace('%1', str(number))}{ending_of(blob)}"


def ending_of(blob: Blob) -> str:
    """The ending for a file of its media type, else that of its own name."""
    ending = PurePosixPath(blob.name).suffix
    own = ending if ending[1:].isalnum() and len(ending) <= _MOST_ENDING else ""
    return _ENDINGS.get(blob.media_type) or own.lower() or ".bin"


def _subject(record: Record) -> str:
    if isinstance(record, Image):
        return record.description
    return record.subject if isinstance(record, Message | SecureEmail) else ""


def _word(record: Record) -> str:
    if isinstance(record, Statement):
        return kind_name(record.type)
    words: dict[type[Record], str] = {
        TreatmentPlan: translate("Record", "Treatment plan"),
        Message: translate("Record", "Message"),
        SecureEmail: translate("Record", "Secure email"),
        CareSummary: translate("Record", "Care summary"),
        Image: translate("Record", "Image"),
    }
    return words.get(type(record), translate("Record", "Document"))
