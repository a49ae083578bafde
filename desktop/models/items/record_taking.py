"""The words of "Take my record": passwords, how far it is, and how it ended (OFF-7)."""

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.mail_reading import size_words
from desktop.models.record import Taken
from desktop.models.trouble import Trouble

translate = QCoreApplication.translate

LEAST_SIGNS = 8
GOOD_SIGNS = 16
MOST_NAMED = 3


def password_fault(password: str, again: str) -> str:
    """What is wrong with a password, "" for nothing; an empty one is none."""
    if password and len(password) < LEAST_SIGNS:
        return translate("Record", "Use at least 8 signs.")
    if password != again:
        return translate("Record", "The two passwords are not the same.")
    return ""


def password_advice(password: str) -> str:
    """How good a password is, and what would make it better; there are no other rules."""
    if not password:
        return translate("Record", "Without a password anybody can open the zip.")
    if len(password) < LEAST_SIGNS:
        return translate("Record", "Too short: use at least 8 signs.")
    if len(password) < GOOD_SIGNS or len(set(password)) < LEAST_SIGNS:
        return translate("Record", "It will do. Four words that do not belong together are safer.")
    return translate("Record", "That is a good length.")


def amount_words(done: int, total: int | None) -> str:
    """312 MB of 1.2 GB."""
    if total is None:
        return ""
    said = translate("Record", "%1 of %2").replace("%1", size_words(done))
    return said.replace("%2", size_words(total))


def taken_words(taken: Taken) -> str:
    """12 files, 45 MB: My record from Harbor Family Dental."""
    files = (
        translate("Record", "1 file")
        if taken.files == 1
        else translate("Record", "%1 files").replace("%1", written.number(taken.files))
    )
    said = translate("Record", "%1, %2, each read back and compared: %3").replace("%1", files)
    return said.replace("%2", size_words(taken.size)).replace("%3", taken.path.name)


def left_out_words(taken: Taken) -> str:
    """How many documents are not in it and which, "" when all are."""
    count = len(taken.left_out)
    if not count:
        return ""
    names = [path.rpartition("/")[2] for path, _trouble in taken.left_out[:MOST_NAMED]]
    more = count - len(names)
    if more:
        names.append(translate("Record", "and %1 more").replace("%1", written.number(more)))
    said = (
        translate("Record", "One document is not in it: %1. The index says why.")
        if count == 1
        else translate("Record", "%2 documents are not in it: %1. The index says why.")
    )
    return said.replace("%2", written.number(count)).replace("%1", ", ".join(names))


def kept_words(trouble: Trouble, *, zipped: bool) -> str:
    """What happened to what was written before it failed; "" where nothing was."""
    if trouble not in {Trouble.DISK_FULL, Trouble.DISK_FAULT, Trouble.READ_ONLY}:
        return ""
    if zipped:
        return translate("Record", "No zip was written.")
    return translate(
        "Record", "What is complete stays in the folder; choose the same place again to go on."
    )


def stopped_words(*, zipped: bool) -> str:
    """After the patient has stopped it."""
    if zipped:
        return translate("Record", "Stopped. No zip was written.")
    return translate(
        "Record",
        "Stopped. What is complete stays in the folder; choose the same place again to go on.",
    )
