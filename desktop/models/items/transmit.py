"""The words of sending care summaries to somebody, and what is wrong with what was typed."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from desktop.models.items.care import PersonRow, choice_words, made_on
from desktop.models.items.family import Family
from desktop.models.items.mail_reading import size_words
from desktop.models.summary import Days
from desktop.models.transmit import Addressees
from portal_protocol.summaries import CareSummary, Referral
from portal_protocol.transmissions import LEAST_PASSWORD, MOST_SUMMARIES

translate = QCoreApplication.translate

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")
_MOST_ADDRESS = 254
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when it is told
_GROUPS, _GROUP = 4, 4
_LEAST_UNLIKE = 5  # different signs of a password
_LONG_WORD, _PIECE = re.compile(r"\S{61,}"), re.compile(r"(\S{30})(?=\S)")


@dataclass(frozen=True, slots=True)
class Sendable:
    """A care summary that can be sent; `wanted` when it is meant unless somebody says otherwise."""

    key: str
    text: str
    size: int
    wanted: bool


def sendable(row: PersonRow, opened: str, days: Days, family: Family) -> list[Sendable]:
    """The person's summaries that are there, newest first: the open one is meant, or those of the
    dates that are chosen (SUM-6)."""
    files = [shown.record for shown in row.summaries if shown.record.blobs]
    chosen = days != Days()
    return [
        Sendable(
            one.id,
            choice_words(one, family),
            one.blobs[0].size,
            wanted=_meets(one, days, family) if chosen else one.id == opened,
        )
        for one in files[:MOST_SUMMARIES]
    ]


def _meets(summary: CareSummary, days: Days, family: Family) -> bool:
    made = made_on(summary, family)
    since, until = summary.covers_from or made, summary.covers_to or made
    return Days(since, until).meets(days.since, days.until)


def what_title(days: Days) -> str:
    """Care summary, Jan 1 to Nov 10, 2026."""
    since = written.day(days.since) if days.since else ""
    until = written.day(days.until) if days.until else ""
    if since and until and since != until:
        text = translate("Transmit", "Care summary, %1 to %2")
        return text.replace("%1", since).replace("%2", until)
    if since and not until:
        return translate("Transmit", "Care summary, since %1").replace("%1", since)
    if until and not since:
        return translate("Transmit", "Care summary, until %1").replace("%1", until)
    if since:
        return translate("Transmit", "Care summary, %1").replace("%1", since)
    return translate("Transmit", "Care summary")


def what_words(person: str, chosen: Sequence[Sendable]) -> str:
    """Elena Marlowe, 2 summaries, 214 KB."""
    count = len(chosen)
    many = translate("Transmit", "1 summary")
    if count != 1:
        many = translate("Transmit", "%n summaries", "", count)
    size = size_words(sum(one.size for one in chosen))
    return (
        translate("Transmit", "%1, %2, %3")
        .replace("%1", person)
        .replace("%2", many)
        .replace("%3", size)
    )


def referral_words(referral: Referral) -> str:
    """Dr. Mei Chen, Endodontics, Bayview Endodontics."""
    parts = (referral.provider_name, referral.specialty, referral.organization)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def no_secure_words(addressees: Addressees, practice: str) -> str:
    """Why nothing can be sent to a secure address (SUM-4)."""
    name = practice or translate("Transmit", "the practice")
    if not addressees.untrusted:
        return translate(
            "Transmit", "%1 has not referred this person to anybody, so there is no secure address."
        ).replace("%1", name)
    names = ", ".join(one.provider_name for one in addressees.untrusted)
    text = translate(
        "Transmit",
        "No secure address is set up for %2. Ask %1 to set one up, or send to any e-mail address.",
    )
    return text.replace("%1", name).replace("%2", names)


def address_fault(address: str) -> str:
    """What is wrong with an e-mail address, "" for nothing."""
    typed = address.strip()
    if not typed:
        return translate("Transmit", "Type the e-mail address.")
    if len(typed) > _MOST_ADDRESS or not _ADDRESS.fullmatch(typed):
        text = translate("Transmit", "This is no e-mail address. It looks like %1.")
        return text.replace("%1", "name@clinic.example")
    if not typed.isascii():
        return translate(
            "Transmit", "Few mail servers take this address. Use one with plain letters alone."
        )
    return ""


def password_fault(password: str) -> str:
    """What is wrong with the password of an encrypted file, "" for nothing."""
    if len(password) < LEAST_PASSWORD:
        text = translate("Transmit", "Use at least %1 signs: others may try for long.")
        return text.replace("%1", written.number(LEAST_PASSWORD))
    if len(set("".join(password.split()))) < _LEAST_UNLIKE:
        return translate("Transmit", "Others guess this at once. Use more different signs.")
    return ""


def fresh_password() -> str:
    """A password that can be told on the phone, such as k7mp-x2wd-9qhn-tr5v: 79 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def breakable(text: str) -> str:
    """The text with places where a line may end, so that no word is wider than a dialog."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub("\\1\u200b", word[0]), text)
