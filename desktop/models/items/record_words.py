"""A record in words, for the index of a person's whole record (OFF-7). QtCore only."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from desktop.models.activity import Entry
from desktop.models.items import care, images, statements, visits
from desktop.models.items import format as written
from desktop.models.items.activity import ActivityRow, Wording
from desktop.models.items.care_missing import missing_words
from desktop.models.items.family import Family
from desktop.models.items.mail_reading import author_of
from desktop.models.record import Told
from desktop.models.shown import Shown
from portal_protocol.images import Image
from portal_protocol.mail import Message, SecureEmail
from portal_protocol.records import (
    Appointment,
    AppointmentStatus,
    Payment,
    PaymentState,
    Recall,
    Record,
    Statement,
)
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import Delivery, Transmission

translate = QCoreApplication.translate
Facts = tuple[tuple[str, str], ...]


def day_of(record: Record, family: Family) -> date | None:
    """The day of a record, on the calendar of its clinic."""
    return None if record.at is None else _local(record.at, record, family).date()


def visit_told(visit: Appointment, family: Family) -> Told:
    """When, what, for whom and with whom, where, what came of it."""
    took_place = visit.status is AppointmentStatus.COMPLETE
    state = translate("Record", "Took place") if took_place else visits.chip_of(Shown(visit)).text
    clinic = family.clinic(visit.clinic)
    cells = (
        _moment(visit, family),
        visits.title_of(visit),
        family.name(visit.patient),
        family.provider(visit.provider),
        clinic.name if clinic else "",
        state,
    )
    return Told(visits.title_of(visit), rows=(cells,))


def visit_head() -> tuple[str, ...]:
    """The columns of visits."""
    return (
        translate("Record", "When"),
        translate("Record", "Visit"),
        translate("Record", "For"),
        translate("Record", "With"),
        translate("Record", "Where"),
        translate("Record", "State"),
    )


def recall_told(recall: Recall, family: Family) -> Told:
    """What is due, when and for whom."""
    day = day_of(recall, family)
    booked = translate("Record", "Booked") if recall.scheduled else translate("Record", "Due")
    cells = (
        written.day(day) if day else "",
        recall.description,
        family.name(recall.patient),
        booked,
    )
    return Told(recall.description, rows=(cells,))


def recall_head() -> tuple[str, ...]:
    """The columns of visits that are due."""
    return (
        translate("Record", "Due"),
        translate("Record", "Visit"),
        translate("Record", "For"),
        translate("Record", "State"),
    )


def statement_told(statement: Statement, family: Family) -> Told:
    """Whose it is, and its figures."""
    due = written.day(statement.due_on) if statement.due_on else ""
    facts = (
        (translate("Record", "For"), statements.about(statement, family)),
        (translate("Record", "Due"), due),
    )
    rows = tuple((line.label, line.amount) for line in statements.summary_of(statement))
    return Told(statements.title_of(statement, family), _said(facts), rows=rows)


def payment_told(payment: Payment, family: Family) -> Told:
    """When, how much, how, and whether the practice has taken it over."""
    day = day_of(payment, family)
    posted = payment.state is PaymentState.POSTED
    cells = (
        written.day(day) if day else "",
        written.money(payment.amount_cents, payment.currency),
        payment.method,
        family.name(payment.patient),
        translate("Record", "Posted") if posted else translate("Record", "Pending"),
    )
    return Told(cells[1], rows=(cells,))


def payment_head() -> tuple[str, ...]:
    """The columns of payments."""
    return (
        translate("Record", "Day"),
        translate("Record", "Amount"),
        translate("Record", "Paid by"),
        translate("Record", "For"),
        translate("Record", "State"),
    )


def message_told(message: Message, family: Family) -> Told:
    """From whom to whom, when, and its text."""
    read = _clock(message.read_at, message, family) if message.read_at else ""
    facts = (
        (translate("Record", "From"), message.author_name or author_of(message, family)),
        (translate("Record", "To"), message.to_name),
        (translate("Record", "Regarding"), family.name(message.patient)),
        (translate("Record", "Sent"), _moment(message, family)),
        (translate("Record", "Read"), read),
    )
    return Told(message.subject, _said(facts), message.body)


def email_told(email: SecureEmail, family: Family) -> Told:
    """From whom, when, until when the portal shows it, and its text (MAIL-7)."""
    facts = (
        (translate("Record", "From"), email.author_name),
        (translate("Record", "Regarding"), family.name(email.patient)),
        (translate("Record", "Sent"), _moment(email, family)),
        (translate("Record", "In the portal until"), _clock(email.expires_at, email, family)),
    )
    return Told(email.subject, _said(facts), email.body)


def summary_told(summary: CareSummary, family: Family) -> Told:
    """Whose it is, who wrote it, what time it is about, and what it lacks (SUM-8)."""
    facts = (
        (translate("Record", "For"), family.name(summary.patient)),
        (translate("Record", "From"), care.from_words(summary)),
        (translate("Record", "Made"), _moment(summary, family)),
        (translate("Record", "About"), care.covers_words(summary)),
    )
    return Told(care.title_of(summary), _said(facts), "\n".join(missing_words(summary)))


def image_told(image: Image, family: Family) -> Told:
    """What it shows, of whom, when it was taken, and in which folder it is."""
    taken = images.taken_on(image, family)
    facts = (
        (translate("Record", "For"), family.name(image.patient)),
        (translate("Record", "Taken"), written.day(taken) if taken else ""),
        (translate("Record", "By"), family.provider_name(image.provider)),
        (translate("Record", "Folder"), image.folder_name),
    )
    return Told(images.title_of(image), _said(facts))


def referral_told(referral: Referral, family: Family) -> Told:
    """When, to whom, who was referred and why."""
    cells = (
        _moment(referral, family),
        referral.provider_name,
        ", ".join(filter(None, (referral.specialty, referral.organization))),
        family.name(referral.patient),
        referral.reason,
    )
    return Told(referral.provider_name, rows=(cells,))


def referral_head() -> tuple[str, ...]:
    """The columns of referrals."""
    return (
        translate("Record", "When"),
        translate("Record", "To"),
        translate("Record", "Where"),
        translate("Record", "For"),
        translate("Record", "Reason"),
    )


def transmission_told(transmission: Transmission, family: Family) -> Told:
    """When, to whom, whose care summaries, by whom, and how far they got (SUM-7)."""
    states: dict[str, str] = {
        Delivery.QUEUED: translate("Record", "Waiting to be sent"),
        Delivery.SENT: translate("Record", "Sent"),
        Delivery.DELIVERED: translate("Record", "Delivered"),
        Delivery.FAILED: translate("Record", "Not delivered"),
    }
    cells = (
        _moment(transmission, family),
        ", ".join(filter(None, (transmission.to_name, transmission.address))),
        family.name(transmission.patient),
        transmission.actor_name or family.name(transmission.actor),
        states.get(transmission.state, ""),
    )
    return Told(transmission.to_name or transmission.address, rows=(cells,))


def transmission_head() -> tuple[str, ...]:
    """The columns of care summaries that were sent to somebody."""
    return (
        translate("Record", "When"),
        translate("Record", "To"),
        translate("Record", "For"),
        translate("Record", "Sent by"),
        translate("Record", "State"),
    )


def activity_told(entry: Entry, family: Family) -> Told:
    """When, what, who on which device, whose records, what it was done to."""
    row = ActivityRow(entry, Wording(family))
    cells = (row.when, row.what.text, row.who, row.device, row.whose, ", ".join(row.details))
    return Told(row.what.text, rows=(cells,))


def activity_head() -> tuple[str, ...]:
    """The columns of activity."""
    return (
        translate("Record", "When"),
        translate("Record", "Action"),
        translate("Record", "Who"),
        translate("Record", "Device"),
        translate("Record", "Whose records"),
        translate("Record", "Details"),
    )


def _moment(record: Record, family: Family) -> str:
    return "" if record.at is None else _clock(record.at, record, family)


def _clock(at: datetime, record: Record, family: Family) -> str:
    here = _local(at, record, family)
    return f"{written.day(here.date())}, {written.time(here)}"


def _local(at: datetime, record: Record, family: Family) -> datetime:
    clinic = getattr(record, "clinic", "")
    if not clinic:
        home = family.home(record.patient)
        clinic = home.id if home else ""
    return written.local(at, family.zone(clinic))


def _said(facts: Facts) -> Facts:
    return tuple((name, text) for name, text in facts if text)
