"""The warning before the lock, two minutes ahead (SIGN-14)."""

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from typing_extensions import override

from desktop.services.portal import Portal
from desktop.views.widgets.buttons import primary, quiet
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.text import label

translate = QCoreApplication.translate


class LockWarning(Dialog):
    """Says how long it is to the lock; any key or movement keeps the records open."""

    def __init__(self, portal: Portal, parent: QWidget) -> None:
        super().__init__(translate("Lock", "Are you still there?"), parent)
        self.portal = portal
        self._until = QDeadlineTimer(Qt.TimerType.CoarseTimer)
        self.body.addWidget(label(self.windowTitle(), "section", wrap=True))
        self.left = label("", wrap=True)
        self.body.addWidget(self.left)
        self.stay = primary(translate("Lock", "Keep open"))
        self.lock = quiet(translate("Lock", "Lock now"), "lock")
        self.add(self.stay, QDialogButtonBox.ButtonRole.AcceptRole)
        self.add(self.lock, QDialogButtonBox.ButtonRole.RejectRole)
        self.stay.clicked.connect(self.accept)
        self.lock.clicked.connect(self._on_lock)
        self.accepted.connect(portal.stay_awake)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._count)
        self._clock.start()
        self.stay.setFocus()

    def show_left(self, seconds: int) -> None:
        """How long it is still."""
        self._until.setRemainingTime(seconds * 1000)
        self._count()

    @override
    def reject(self) -> None:
        """Esc keeps the records open, as somebody is there."""
        self.accept()

    def _count(self) -> None:
        left = max(0, round(self._until.remainingTime() / 1000))
        words = translate(
            "Lock",
            "Your records lock in {time} to keep them private. Nothing is lost; your password "
            "opens them again.",
        )
        self.left.setText(words.format(time=f"{left // 60}:{left % 60:02}"))

    def _on_lock(self) -> None:
        self.done(0)
        self.portal.lock()


class LockWarnings(QObject):
    """Opens the warning over `page` when the portal says so, and takes it away again."""

    def __init__(self, portal: Portal, page: QWidget) -> None:
        super().__init__(page)
        self.portal, self.page = portal, page
        self.dialog: LockWarning | None = None
        portal.lock_warned.connect(self._on_warned)

    def _on_warned(self, seconds: int) -> None:
        if seconds <= 0:
            if self.dialog is not None:
                self.dialog.done(0)
            return
        if self.dialog is not None:
            self.dialog.show_left(seconds)
            return
        self.dialog = LockWarning(self.portal, self.page)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.show_left(seconds)  # first: it opens as high as its words
        self.dialog.open()

    def _on_finished(self) -> None:
        self.dialog = None
