"""The words around the records in the index of a whole record (OFF-7). QtCore only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale, Qt

from desktop.models.items import format as written
from desktop.models.items.family import Family, full_name
from desktop.models.trouble import NO_CONTACT, Trouble
from portal_protocol.records import Person

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class IndexWords:
    """What stands on the page once: its language, title, and lines below the title."""

    language: str
    direction: str
    title: str
    lines: tuple[str, ...]
    contents: str
    people: str
    practice: str
    nothing: str


def index_words(people: Sequence[Person], family: Family, made_at: datetime) -> IndexWords:
    """Whose record it is, from whom, and when it was made."""
    locale = QLocale()
    names = locale.createSeparatedList([full_name(person) for person in people])
    practice = family.practice.name if family.practice else ""
    here = made_at.astimezone()
    made = translate("Record", "Made on %1, %2").replace("%1", written.day(here.date()))
    own = translate("Record", "Keep it where only you can read it: these files are not encrypted.")
    title = translate("Record", "Record of %1").replace("%1", names)
    right = locale.textDirection() is Qt.LayoutDirection.RightToLeft
    return IndexWords(
        language=locale.bcp47Name(),
        direction="rtl" if right else "ltr",
        title=title if names else translate("Record", "Record"),
        lines=tuple(filter(None, (practice, made.replace("%2", written.time(here)), own))),
        contents=translate("Record", "Contents"),
        people=translate("Record", "Persons"),
        practice=translate("Record", "Practice"),
        nothing=translate("Record", "None recorded"),
    )


def practice_lines(family: Family) -> list[tuple[str, tuple[str, ...]]]:
    """Each office with its address and how to reach it."""
    clinics = family.practice.clinics if family.practice else ()
    return [
        (one.name, tuple(filter(None, (*one.address, one.phone, one.email)))) for one in clinics
    ]


def unreadable_words() -> str:
    """In the place of a record that this version cannot read."""
    return translate("Record", "An entry that this version cannot show")


def left_out_words(name: str, trouble: Trouble) -> str:
    """A document that is not among the files, and why."""
    said = translate("Record", "%1: not included, because %2").replace("%2", _reason(trouble))
    return said.replace("%1", name)


def risky_words(path: str) -> str:
    """A file that a computer would run: it is there, and nothing leads to it."""
    said = translate("Record", "%1: included, but not linked, because it may be a program")
    return said.replace("%1", path)


def _reason(trouble: Trouble) -> str:
    if trouble in NO_CONTACT or trouble is Trouble.NOT_SAVED_HERE:
        return translate("Record", "it was not on this computer and there was no connection.")
    match trouble:
        case Trouble.NOT_FOUND:
            return translate("Record", "the practice no longer shares it.")
        case Trouble.WRONG_DIGEST | Trouble.DOCUMENT_DAMAGED:
            return translate("Record", "it arrived damaged. Try again later.")
        case Trouble.SESSION_EXPIRED | Trouble.SESSION_ENDED:
            return translate("Record", "it was not on this computer; sign in and try again.")
    return translate("Record", "it could not be had just then. Try again later.")


def to_read_words() -> str:
    """What a page beside a file of XML is."""
    return translate("Record", "to read")
