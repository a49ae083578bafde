"""The focus ring: two pixels wide, two pixels outside the control, for those who use the keyboard.

An overlay of the window instead of a `QFocusFrame`: it needs no room in the control's parent, no
style of its own, and is cut at the edges of scroll areas.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)
from typing_extensions import override

from desktop.views.theme import look
from desktop.views.widgets.paint import RING, outline

OUTSIDE = 4
FIELDS = (QLineEdit, QAbstractSpinBox, QComboBox)
RING_THEMSELVES = (QAbstractItemView, QTabBar)
MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
    }
)


class FocusRing(QWidget):
    """Follows the focus within one window; visible while the keyboard leads, or in a field."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focusRing")
        self.keyboard = False
        self._target: QWidget | None = None
        self._watched: list[QObject] = []
        self._handle: QWindow | None = None
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow_focus)
        look.follow(self._settle)

    @classmethod
    def of(cls, window: QWidget) -> "FocusRing":
        """The ring of a window; made when there is none yet."""
        own = Qt.FindChildOption.FindDirectChildrenOnly
        ring = window.findChild(cls, "focusRing", own)
        if ring is None:
            ring = cls(window)
            focused = QApplication.focusWidget()
            if focused is not None:
                ring.follow_focus(None, focused)
        return ring

    def follow(self, target: QWidget | None) -> None:
        """Stand around `target`, or nowhere."""
        for watched in self._watched:
            if shiboken6.isValid(watched):
                watched.removeEventFilter(self)
        self._target = target
        self._watched = []
        widget = target
        while widget is not None and widget is not self.window():
            self._watched.append(widget)
            widget = widget.parentWidget()
        for watched in self._watched:
            watched.installEventFilter(self)
        self._settle()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._handle:
            self._on_input(event.type())
        elif event.type() in MOVES:
            self._settle()
        return False

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._target is None or not shiboken6.isValid(self._target):
            return
        round_shape = self._target.property("kind") == "person"
        whole = self._around(self._target).translated(-self.pos())
        radius = whole.height() / 2 if round_shape else 8 + OUTSIDE - 1
        outline(QPainter(self), QRectF(whole), radius, look.color("focus"), RING)

    def _on_input(self, kind: QEvent.Type) -> None:
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            self.keyboard = True
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self.keyboard = False
            self._settle()

    def follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The focus went from one widget of the program to another."""
        handle = self.window().windowHandle()
        new_handle = handle is not self._handle and self.window().isVisible()
        if new_handle and shiboken6.isValid(handle):  # not so while the window goes away
            self._handle = handle
            handle.installEventFilter(self)
        if new is None or isinstance(new, RING_THEMSELVES) or new.window() is not self.window():
            self.follow(None)
            return
        self.follow(new)

    def _settle(self) -> None:
        target = self._target if shiboken6.isValid(self._target) else None
        wanted = self.keyboard or isinstance(target, FIELDS)
        if target is None or not wanted or not target.isVisible():
            self.hide()
            return
        seen = self._around(target).intersected(self._clip(target))
        if seen.isEmpty():
            self.hide()
            return
        self.setGeometry(seen)
        self.raise_()
        self.show()
        self.update()

    def _around(self, target: QWidget) -> QRect:
        asked = target.property("ring")  # a part of the widget that stands for it, as a check box's
        area = asked if isinstance(asked, QRect) and asked.isValid() else target.rect()
        start = target.mapTo(self.window(), QPoint(0, 0))
        return area.translated(start).adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)

    def _clip(self, target: QWidget) -> QRect:
        clip = self.window().rect()
        widget = target.parentWidget()
        while widget is not None and widget is not self.window():
            above = widget.parentWidget()
            if isinstance(above, QAbstractScrollArea) and above.viewport() is widget:
                start = widget.mapTo(self.window(), QPoint(0, 0))
                clip = clip.intersected(widget.rect().translated(start))
            widget = above
        return clip
