"""What is copied from the portal; it does not outlast the session on this computer (SIGN-14)."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

OURS = "application/x-patient-portal"


def copy(text: str) -> None:
    """Put a text on the clipboard, marked as ours beside what other programs read."""
    data = QMimeData()
    data.setText(text)
    _put(data)


def copy_picture(picture: QImage) -> None:
    """The same with a picture."""
    data = QMimeData()
    data.setImageData(picture)
    _put(data)


def forget() -> None:
    """Empty it, unless what is there is another program's; what was only selected goes too."""
    clipboard = QGuiApplication.clipboard()
    copied = clipboard.property(OURS)  # without it, another program is not asked what it copied
    clipboard.setProperty(OURS, False)  # noqa: FBT003 - Qt names nothing
    if clipboard.ownsClipboard() or (copied and clipboard.mimeData().hasFormat(OURS)):
        clipboard.clear()
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _put(data: QMimeData) -> None:
    data.setData(OURS, b"1")
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data)
    clipboard.setProperty(OURS, True)  # noqa: FBT003 - Qt names nothing
