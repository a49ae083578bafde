"""The words for what was done, and for what it was done to (HEAD-8)."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models.activity import Entry
from desktop.models.items import format as written
from desktop.models.items.delivery import delivery_words
from desktop.models.items.family import Family
from desktop.models.items.statements import kind_name, statement_day
from desktop.models.items.visits import ChipText
from portal_protocol.activity import What
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.plans import TreatmentPlan
from portal_protocol.records import Appointment, Kind, Record, Statement
from portal_protocol.summaries import CareSummary
from portal_protocol.transmissions import Transmission

translate = QCoreApplication.translate


def what_chip(what: str) -> ChipText:
    """What was done; the word of a newer practice server is shown as it is."""
    known: dict[str, ChipText] = {
        What.VIEWED: ChipText(translate("Activity", "Viewed"), "neutral", "eye"),
        What.DOWNLOADED: ChipText(translate("Activity", "Downloaded"), "ok", "download"),
        What.SENT: ChipText(translate("Activity", "Sent"), "info", "send"),
        What.TRANSMITTED: ChipText(translate("Activity", "Sent to somebody"), "info", "share-2"),
        What.READ: ChipText(translate("Activity", "Read"), "neutral", "mail"),
        What.CONFIRM: ChipText(translate("Activity", "Confirmed"), "ok", "check"),
        What.CALL_BACK: ChipText(translate("Activity", "Asked for a call back"), "info", "phone"),
        What.SIGNED_IN: ChipText(translate("Activity", "Signed in"), "neutral", "key-round"),
        What.SIGNED_OUT: ChipText(translate("Activity", "Signed out"), "neutral", "log-out"),
    }
    plain = what.replace("_", " ").strip()
    return known.get(what) or ChipText(plain[:1].upper() + plain[1:], "neutral", "info")


def subject_words(entry: Entry, day: date, family: Family) -> str:
    """Statement of Oct 28; the kind alone when the record is not here (any more).

    `day` is that of the entry: another year is named.
    """
    record = entry.subject
    match record:
        case Statement():
            return _dated(kind_name(record.type), statement_day(record, family), day)
        case Appointment():
            return _visit(record, day, family)
        case Message() | SecureEmail() | Image():
            title = record.description if isinstance(record, Image) else record.subject
            return _titled(_kind_words(str(record.__struct_config__.tag)), title)
        case TreatmentPlan() | CareSummary():
            return _of_day(_kind_words(str(record.__struct_config__.tag)), record, day)
        case Transmission():
            return delivery_words(record)
    return _kind_words(entry.record.subject)


def _kind_words(kind: str) -> str:
    return {
        Kind.STATEMENT.value: translate("Activity", "Statement"),
        Kind.APPOINTMENT.value: translate("Activity", "Visit"),
        Kind.MESSAGE.value: translate("Activity", "Message"),
        Kind.SECURE_EMAIL.value: translate("Activity", "Secure email"),
        Kind.TREATMENT_PLAN.value: translate("Activity", "Treatment plan"),
        Kind.CARE_SUMMARY.value: translate("Activity", "Care summary"),
        Kind.TRANSMISSION.value: translate("Activity", "Care summary"),
        Kind.IMAGE.value: translate("Activity", "Image"),
        Kind.PERSON.value: translate("Activity", "Everything, as files"),
    }.get(kind, "")


def _visit(visit: Appointment, day: date, family: Family) -> str:
    word = translate("Activity", "Visit")
    if visit.at is None:
        return word
    return _dated(word, written.local(visit.at, family.zone(visit.clinic)).date(), day)


def _of_day(word: str, record: Record, day: date) -> str:
    return _dated(word, record.at.astimezone().date(), day) if record.at else word


def _dated(word: str, on: date, day: date) -> str:
    said = written.day_of_year(on) if on.year == day.year else written.day(on)
    return translate("Activity", "%1 of %2").replace("%1", word).replace("%2", said)


def _titled(word: str, title: str) -> str:
    if not title:
        return word
    return translate("Activity", "%1: %2").replace("%1", word).replace("%2", title)
