"""What the dialog for writing says: to whom, what is missing, when the draft was kept (MAIL-2)."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.mail_words import emergency_words, phone_of
from desktop.models.trouble import Trouble
from portal_protocol.mail import MOST_BODY, MOST_SUBJECT
from portal_protocol.records import PatientId

translate = QCoreApplication.translate


def recipient(family: Family, regarding: PatientId) -> str:
    """The primary provider of the person it is about, as the practice names them."""
    person = next((one for one in family.people if one.id == regarding), None)
    return family.provider(person.primary_provider or "") if person else ""


def nobody_words(trouble: Trouble, family: Family, regarding: PatientId) -> str:
    """Why nobody can be written to about this person, and whom to call."""
    practice = family.practice.name if family.practice else translate("Mail", "The practice")
    phone = phone_of(family, regarding)
    if trouble is Trouble.NO_PROVIDER:
        said = translate(
            "Mail", "%1 has not named a usual provider for %2, so there is nobody to write to yet."
        )
    else:
        said = translate("Mail", "%1 takes no messages here now.")
    call = translate("Mail", "Call %3.") if phone else translate("Mail", "Call the practice.")
    said = f"{said} {call}".replace("%1", practice).replace("%3", phone)
    return said.replace("%2", family.name(regarding))


def subject_error(subject: str) -> str:
    """What is wrong with a subject, "" when nothing is."""
    subject = " ".join(subject.split())
    if not subject:
        return translate("Mail", "Write a few words as subject.")
    if len(subject) > MOST_SUBJECT:
        return translate("Mail", "The subject is longer than %n signs.", "", MOST_SUBJECT)
    return ""


def text_error(body: str) -> str:
    """What is wrong with a text, "" when nothing is."""
    if not body.strip():
        return translate("Mail", "Write your message.")
    if len(body) > MOST_BODY:
        most, now = written.number(MOST_BODY), written.number(len(body))
        said = translate(
            "Mail", "The text has %1 signs and %2 is the limit. Send it as two messages."
        )
        return said.replace("%1", now).replace("%2", most)
    return ""


def kept_words(at: datetime) -> str:
    """Draft saved on this computer, 2:41 PM."""
    said = translate("Mail", "Draft saved on this computer, %1")
    return said.replace("%1", written.time(at.astimezone()))


def urgent_words(family: Family, regarding: PatientId) -> str:
    """The box above the buttons: never for emergencies."""
    said, phone = emergency_words(family, regarding), phone_of(family, regarding)
    if not phone or phone in said:
        return said
    return translate("Mail", "%1 Phone: %2").replace("%1", said).replace("%2", phone)
