"""Documents of one's own, as a person opens them: dragged, dropped, looked at in their windows."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.document_window import DocumentWindow
from desktop.views.viewers.own.pdf import PdfPage
from desktop.views.viewers.pdf import PdfViewer
from tests.journeys.driver import wait

COPY, NONE = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
AT = QPointF(50, 50)


def windows() -> list[DocumentWindow]:
    """The windows of own documents that show."""
    tops = QApplication.topLevelWidgets()
    return [window for window in tops if isinstance(window, DocumentWindow) and window.isVisible()]


def window_of(title: str) -> DocumentWindow:
    """The window of this title, once its document shows."""

    def there() -> bool:
        return any(one.windowTitle() == title for one in windows())

    wait(there, f"a window {title!r}")
    window = next(one for one in windows() if one.windowTitle() == title)
    wait(lambda: window.view.answered, title)
    return window


def pdf_in(window: DocumentWindow) -> PdfViewer:
    """The PDF viewer of a window, with its document on the screen."""
    wait(lambda: isinstance(window.view.page, PdfPage), "a PDF")
    viewer = window.view.findChild(PdfViewer)
    assert viewer is not None
    wait(lambda: viewer.canvas.pdf is not None, "its pages")
    return viewer


def dragged(urls: Sequence[QUrl], text: str = "") -> QMimeData:
    data = QMimeData()
    if urls:
        data.setUrls(urls)
    if text:
        data.setText(text)
    return data


def enter(page: QWidget, data: QMimeData) -> bool:
    """Drag something over a page; whether the cursor says that it takes it."""
    event = QDragEnterEvent(AT, COPY | Qt.DropAction.MoveAction, data, LEFT, NONE)
    event.ignore()
    QCoreApplication.sendEvent(page, event)
    assert not event.isAccepted() or event.dropAction() is COPY
    return event.isAccepted()


def drop(page: QWidget, data: QMimeData) -> None:
    """Drag it there and let it go."""
    enter(page, data)
    actions = COPY | Qt.DropAction.MoveAction
    QCoreApplication.sendEvent(page, QDropEvent(AT, actions, data, LEFT, NONE))


def press(window: QWidget, key: Qt.Key, *with_: Qt.KeyboardModifier) -> None:
    """A key where the focus is in a window."""
    modifiers = NONE
    for each in with_:
        modifiers |= each
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
