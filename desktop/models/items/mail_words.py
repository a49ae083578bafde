"""Folders of WebMail in words: their names, what they count, and how the practice answers."""

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.mail import MOST_COUNTED, Folder, Folders
from portal_protocol.records import PatientId

translate = QCoreApplication.translate

ICONS = {
    Folder.INBOX: "inbox",
    Folder.SENT: "send",
    Folder.SECURE: "shield-check",
    Folder.OUTBOX: "clock",
    Folder.DRAFTS: "file-text",
}


def title_of(folder: Folder) -> str:
    """A folder's name."""
    return {
        Folder.INBOX: translate("Mail", "Inbox"),
        Folder.SENT: translate("Mail", "Sent"),
        Folder.SECURE: translate("Mail", "Secure email"),
        Folder.OUTBOX: translate("Mail", "Outbox"),
        Folder.DRAFTS: translate("Mail", "Drafts"),
    }[folder]


def count_of(folder: Folder, folders: Folders) -> int:
    """The number beside a folder's name; 0 shows none."""
    return {
        Folder.INBOX: folders.unread,
        Folder.OUTBOX: folders.outbox_waiting + folders.outbox_failed,
        Folder.DRAFTS: folders.drafts,
    }.get(folder, 0)


def spoken(folder: Folder, folders: Folders) -> str:
    """A folder as it is read out: Inbox, 3 unread; Outbox, 3 messages, 1 not sent."""
    said = [title_of(folder)]
    count = count_of(folder, folders)
    if count and folder is Folder.INBOX:
        said.append(unread_words(count))
    elif count and folder is Folder.OUTBOX:
        said.append(messages_words(count))
    elif count:
        said.append(drafts_words(count))
    if folder is Folder.OUTBOX and folders.outbox_failed:
        said.append(translate("Mail", "%n not sent", "", folders.outbox_failed))
    return ", ".join(said)


def list_words(folder: Folder, rows: int, folders: Folders, *, all_here: bool) -> str:
    """Beside the title of a folder's list: 14 messages, 3 unread.

    A long folder is not counted: then only what is unread is said.
    """
    if folder is Folder.DRAFTS:
        return drafts_words(rows) if rows else ""
    if folder is Folder.OUTBOX:
        return waiting_words(rows) if rows else ""
    said = [messages_words(rows)] if rows and all_here else []
    if folder is Folder.INBOX and folders.unread:
        said.append(unread_words(folders.unread))
    return ", ".join(said)


def messages_words(count: int) -> str:
    """14 messages."""
    if count == 1:
        return translate("Mail", "1 message")
    return translate("Mail", "%n messages", "", count)


def unread_words(count: int) -> str:
    """3 unread; 1,000 or more unread."""
    if count >= MOST_COUNTED:
        many = translate("Mail", "%1 or more unread")
        return many.replace("%1", written.number(MOST_COUNTED))
    return translate("Mail", "%n unread", "", count)


def drafts_words(count: int) -> str:
    """2 drafts."""
    if count == 1:
        return translate("Mail", "1 draft")
    return translate("Mail", "%n drafts", "", count)


def waiting_words(count: int) -> str:
    """3 messages waiting on this computer."""
    if count == 1:
        return translate("Mail", "1 message waiting on this computer")
    return translate("Mail", "%n messages waiting on this computer", "", count)


def not_sent_words(count: int) -> str:
    """The banner above the list."""
    if count == 1:
        return translate("Mail", "1 message was not sent. It is kept in your Outbox.")
    said = translate("Mail", "%n messages were not sent. They are kept in your Outbox.", "", count)
    return str(said)


def answers_words(family: Family) -> str:
    """The practice answers within 1 workday. "" where it says nothing (MAIL-9)."""
    practice = family.practice
    within = practice.webmail.answers_within.strip() if practice else ""
    if not within:
        return ""
    return translate("Mail", "The practice answers within %1.").replace("%1", within.rstrip("."))


def emergency_words(family: Family, patient: PatientId | None) -> str:
    """Never for emergencies, in the clinic's own words; its phone is to stand beside (MAIL-9)."""
    clinic = family.home(patient)
    if clinic and clinic.emergency.strip():
        return clinic.emergency.strip()
    return translate("Mail", "For pain, swelling or bleeding call the practice instead of writing.")


def phone_of(family: Family, patient: PatientId | None) -> str:
    """The phone of the person's clinic, "" where it gives none."""
    clinic = family.home(patient)
    return clinic.phone if clinic else ""
