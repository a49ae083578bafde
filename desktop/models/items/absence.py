"""Why a place is empty, and what can be done about it (HEAD-7; DESIGN.md, 7)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.mail import Folder
from portal_protocol.records import PatientId

translate = QCoreApplication.translate


class Remedy(Enum):
    """What a button of an empty place does."""

    CHECK = auto()
    CONTACT = auto()
    EVERYONE = auto()
    ALL_DATES = auto()


@dataclass(frozen=True, slots=True)
class Absence:
    """What is not here, why in one sentence, what can be done, small print."""

    icon: str
    tone: str
    title: str
    text: str
    remedies: tuple[Remedy, ...] = ()
    small: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known when a list turns out empty. `saved_at` None: no sync was ever complete."""

    family: Family
    chosen: PatientId | None
    saved_at: datetime | None
    offline: bool
    now: datetime

    @property
    def checked(self) -> str:
        """Checked 2 min ago."""
        if self.saved_at is None or written.ahead(self.saved_at, self.now):
            return ""
        ago = written.ago(self.saved_at, self.now)
        return translate("Absence", "Checked %1").replace("%1", ago)

    @property
    def other(self) -> str:
        """The name of the person that lists are filtered to, when others are in view."""
        many = len(self.family.people) > 1
        return self.family.name(self.chosen) if self.chosen and many else ""


def remedy_word(remedy: Remedy) -> str:
    """The word on the button."""
    return {
        Remedy.CHECK: translate("Absence", "Check now"),
        Remedy.CONTACT: translate("Absence", "Contact us"),
        Remedy.EVERYONE: translate("Absence", "Show the whole family"),
        Remedy.ALL_DATES: translate("Absence", "Show all dates"),
    }[remedy]


def no_upcoming(found: Situation) -> Absence:
    """Why there is no visit to come."""
    if found.saved_at is None:
        return _not_here(found, translate("Absence", "Visits are not on this computer yet"))
    text = translate("Absence", "When the office books a visit, it shows here.")
    if found.other:
        title = translate("Absence", "No upcoming visits for %1").replace("%1", found.other)
        remedies = (Remedy.EVERYONE, Remedy.CONTACT)
        return Absence("calendar", "accent", title, text, remedies, found.checked)
    title = translate("Absence", "No upcoming visits")
    return Absence("calendar", "accent", title, text, (Remedy.CONTACT,), found.checked)


def no_past(found: Situation, period: str) -> Absence:
    """Why there is no past visit; `period` names the dates that were asked for, "" for all."""
    if found.saved_at is None:
        return _not_here(found, translate("Absence", "Visits are not on this computer yet"))
    if period:
        title = translate("Absence", "No visits in this time: %1").replace("%1", period)
        text = translate("Absence", "Choose other dates to see more.")
        return Absence("search", "neutral", title, text, (Remedy.ALL_DATES,))
    text = translate("Absence", "Visits move here after they took place.")
    if found.other:
        title = translate("Absence", "No past visits for %1").replace("%1", found.other)
        return Absence("history", "accent", title, text, (Remedy.EVERYONE,), found.checked)
    title = translate("Absence", "No past visits yet")
    return Absence("history", "accent", title, text, (), found.checked)


def no_statements(found: Situation) -> Absence:
    """Why there is no statement (ACC-3)."""
    if found.saved_at is None:
        return _not_here(found, translate("Absence", "Statements are not on this computer yet"))
    payer = _payer(found)
    if payer:
        title = translate("Absence", "%1 gets no statements").replace("%1", found.other)
        text = translate("Absence", "They come to %1, who pays for this account.")
        return Absence("lock", "neutral", title, text.replace("%1", payer), (Remedy.EVERYONE,))
    title = translate("Absence", "No statements yet")
    text = translate(
        "Absence", "The first one shows here after the office makes it, often soon after a visit."
    )
    return Absence("receipt-text", "accent", title, text, (Remedy.CHECK,), found.checked)


def unreadable() -> Absence:
    """The rows could not be read from the copy on this computer (OFF-6)."""
    title = translate("Absence", "This part cannot be read")
    text = translate("Absence", "What you can do is said above. The practice has your records.")
    return Absence("circle-alert", "bad", title, text)


def no_plans(found: Situation) -> Absence:
    """Why there is no saved plan."""
    if found.saved_at is None:
        return _not_here(found, translate("Absence", "Plans are not on this computer yet"))
    text = translate("Absence", "A plan shows here after your dentist saved and shared it.")
    if found.other:
        title = translate("Absence", "No saved plans for %1").replace("%1", found.other)
        remedies = (Remedy.EVERYONE,)
        return Absence("clipboard-list", "accent", title, text, remedies, found.checked)
    title = translate("Absence", "No saved plans")
    return Absence("clipboard-list", "accent", title, text, (Remedy.CONTACT,), found.checked)


def no_images(found: Situation) -> Absence:
    """Why there is no image (IMG-1)."""
    if found.saved_at is None:
        return _not_here(found, translate("Absence", "Images are not on this computer yet"))
    text = translate(
        "Absence", "X-rays, photos and forms show here after the practice shared them."
    )
    if found.other:
        title = translate("Absence", "No images of %1").replace("%1", found.other)
        return Absence("image", "accent", title, text, (Remedy.EVERYONE,), found.checked)
    title = translate("Absence", "No images shared yet")
    return Absence("image", "accent", title, text, (Remedy.CONTACT,), found.checked)


def no_summaries(found: Situation) -> Absence:
    """Why nobody is listed with care summaries (SUM-1)."""
    if found.saved_at is None:
        return _not_here(found, translate("Absence", "Care summaries are not on this computer yet"))
    title = translate("Absence", "No care summaries")
    text = translate("Absence", "Summaries of each person that you may see show here.")
    return Absence("heart-pulse", "accent", title, text, (Remedy.CHECK,), found.checked)


def no_summary(name: str, found: Situation) -> Absence:
    """Why a person has none."""
    title = translate("Absence", "No care summary for %1 yet").replace("%1", name)
    text = translate(
        "Absence", "The practice makes one of what it has on file, and it shows here by itself."
    )
    return Absence("heart-pulse", "accent", title, text, (Remedy.CONTACT,), found.checked)


def no_messages(found: Situation, folder: Folder) -> Absence:
    """Why a folder of WebMail is empty (MAIL-1)."""
    if found.saved_at is None and folder not in (Folder.OUTBOX, Folder.DRAFTS):
        return _not_here(found, translate("Absence", "Messages are not on this computer yet"))
    icon, title, text = _empty_folder(folder)
    remedies: tuple[Remedy, ...] = ()
    if found.other:
        text = translate("Absence", "Only messages about %1 show now.").replace("%1", found.other)
        remedies = (Remedy.EVERYONE,)
    elif folder is Folder.INBOX:
        remedies = (Remedy.CHECK,)
    small = "" if folder in (Folder.OUTBOX, Folder.DRAFTS) else found.checked
    return Absence(icon, "accent", title, text, remedies, small)


def _empty_folder(folder: Folder) -> tuple[str, str, str]:
    return {
        Folder.INBOX: (
            "inbox",
            translate("Absence", "No messages yet"),
            translate("Absence", "What the practice writes to you shows here."),
        ),
        Folder.SENT: (
            "send",
            translate("Absence", "Nothing sent yet"),
            translate("Absence", "What you write to the practice shows here after it was sent."),
        ),
        Folder.SECURE: (
            "shield-check",
            translate("Absence", "No secure email"),
            translate("Absence", "Encrypted email from the practice shows here for some days."),
        ),
        Folder.OUTBOX: (
            "circle-check",
            translate("Absence", "Nothing waits to be sent"),
            translate("Absence", "What you send while offline waits here until you are online."),
        ),
        Folder.DRAFTS: (
            "file-text",
            translate("Absence", "No drafts"),
            translate("Absence", "What you write and do not send is kept here."),
        ),
    }[folder]


def no_sections(practice: str, found: Situation) -> Absence:
    """The practice has switched every part of the portal off (HEAD-3)."""
    title = translate("Absence", "Nothing is offered here now")
    text = translate("Absence", "%1 has switched off the parts of its portal. The office can help.")
    name = practice or translate("Absence", "The practice")
    remedies = (Remedy.CONTACT,)
    return Absence("ban", "neutral", title, text.replace("%1", name), remedies, found.checked)


def _not_here(found: Situation, title: str) -> Absence:
    if found.offline:
        text = translate("Absence", "They download by themselves when you are online.")
        return Absence("cloud-off", "warn", title, text, (Remedy.CHECK,))
    text = translate("Absence", "They are on their way.")
    return Absence("hourglass", "info", title, text)


def _payer(found: Situation) -> str:
    """Who gets the statements of the chosen person, when that is somebody else in view."""
    person = next((one for one in found.family.people if one.id == found.chosen), None)
    if person is None or person.guarantor in (None, person.id):
        return ""
    return found.family.name(person.guarantor)
