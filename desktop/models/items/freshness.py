"""How fresh what is shown is, in words (DESIGN.md, 6; HEAD-1)."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Freshness:
    """What the corner says: words, icon and its token; `pill` fills it with the warning's tint.

    `shorter` are words for less and less room.
    """

    text: str
    icon: str
    token: str
    pill: bool = False
    shorter: tuple[str, ...] = ()


def fresh(saved_at: datetime | None, now: datetime) -> Freshness:
    """Everything up to a moment is here."""
    if saved_at is None:
        return Freshness(translate("Sync", "Up to date"), "circle-check", "okText")
    text = translate("Sync", "Up to date, %1").replace("%1", written.ago(saved_at, now))
    return Freshness(text, "circle-check", "okText", shorter=(translate("Sync", "Up to date"),))


def checking(done: int, total: int | None) -> Freshness:
    """A round is under way; a long one says how far it is."""
    if total and total > done:
        text = translate("Sync", "Getting your records, %1 of %2")
        text = text.replace("%1", written.number(done)).replace("%2", written.number(total))
        less = (translate("Sync", "Getting records"),)
        return Freshness(text, "refresh-cw", "accentText", shorter=less)
    less = (translate("Sync", "Checking"),)
    text = translate("Sync", "Checking for changes")
    return Freshness(text, "refresh-cw", "accentText", shorter=less)


def offline(saved_at: datetime | None, now: datetime) -> Freshness:
    """No network: what is shown was saved at a moment."""
    if saved_at is None:
        text = translate("Sync", "Offline - nothing saved yet")
        word = translate("Sync", "Offline")
        return Freshness(text, "cloud-off", "warnText", pill=True, shorter=(word,))
    if written.ahead(saved_at, now):
        text = translate("Sync", "Offline - showing what was saved before the clock was set back")
        return Freshness(
            text, "cloud-off", "warnText", pill=True, shorter=(translate("Sync", "Offline"),)
        )
    text = translate("Sync", "Offline - showing what was saved at %1")
    if saved_at.astimezone().date() != now.astimezone().date():
        text = translate("Sync", "Offline - showing what was saved %1")
    moment = written.moment(saved_at, now)
    less = (
        translate("Sync", "Offline - saved %1").replace("%1", moment),
        translate("Sync", "Offline"),
    )
    return Freshness(text.replace("%1", moment), "cloud-off", "warnText", pill=True, shorter=less)


def trouble(saved_at: datetime | None, now: datetime) -> Freshness:
    """The practice's server answered wrongly."""
    if saved_at is None or written.ahead(saved_at, now):
        return Freshness(translate("Sync", "Could not check"), "circle-alert", "badText", pill=True)
    text = translate("Sync", "Could not check - saved at %1").replace(
        "%1", written.moment(saved_at, now)
    )
    less = (translate("Sync", "Could not check"),)
    return Freshness(text, "circle-alert", "badText", pill=True, shorter=less)


def saved_words(saved_at: datetime, now: datetime) -> str:
    """Saved today at 8:14 AM: of a copy on this computer."""
    if written.ahead(saved_at, now):
        return translate("SignIn", "Saved before the clock was set back")
    text = translate("SignIn", "Saved {time}")
    if saved_at.astimezone().date() == now.astimezone().date():
        text = translate("SignIn", "Saved today at {time}")
    return text.format(time=written.moment(saved_at, now))


def changes_waiting(count: int) -> str:
    """1 change waiting to send."""
    if count == 1:
        return translate("Sync", "1 change waiting to send")
    return translate("Sync", "%n changes waiting to send", "", count)


def changes_failed(count: int) -> str:
    """1 change was not accepted."""
    if count == 1:
        return translate("Sync", "1 change was not accepted")
    return translate("Sync", "%n changes were not accepted", "", count)
