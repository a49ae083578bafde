"""What is copied from the portal; it does not outlast the session on this computer (SIGN-14)."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

OURS = "application/x-patient-portal"


SECRET = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"",
}
"""By which programs that keep a history of the clipboard know that this is not to be in it."""


def copy(text: str, *, secret: bool = False) -> None:
    """Put a text on the clipboard, marked as ours beside what other programs read."""
    data = QMimeData()
    data.setText(text)
    for form, value in SECRET.items() if secret else ():
        data.setData(form, value)
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
