"""Links out of the program: to the browser, the mail program, the phone, and to a folder that the
patient has saved something in; nothing else."""

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

ALLOWED = frozenset({"https", "mailto", "tel"})


def open_link(link: str) -> bool:
    """Hand a link to the system; False when it is of another kind or nothing opens it."""
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in ALLOWED:
        return False
    return bool(QDesktopServices.openUrl(url))


def open_folder(folder: Path) -> bool:
    """Show a folder in the system's own file manager; False when nothing opens it."""
    return folder.is_dir() and bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))


def phone_link(phone: str) -> str:
    """A phone number as a `tel:` link (RFC 3966): digits, and a plus in front."""
    digits = "".join(c for c in phone if c.isdigit() and c.isascii())
    return f"tel:+{digits}" if phone.strip().startswith("+") else f"tel:{digits}"


def mail_link(address: str) -> str:
    """An e-mail address as a `mailto:` link (RFC 6068); what is not part of one is encoded."""
    return f"mailto:{quote(address.strip(), safe='@+')}"
