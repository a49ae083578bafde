"""The widgets that follow the look, and how they are dressed anew."""

import weakref
from collections.abc import Callable, Iterable, Iterator

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

Dress = Callable[[], None]


class Followers:
    """Parts of windows that carry the style sheet, and methods to call.

    The sheet is not the application's: there, Qt styles each widget anew once for each widget
    that it stands in, and all of them in one go.
    """

    def __init__(self) -> None:
        self._carriers: dict[weakref.ref[QWidget], None] = {}
        self._methods: dict[weakref.ReferenceType[Dress], None] = {}

    def carry(self, part: QWidget, sheet: str) -> None:
        """Let `part` and all in it have the sheet, unless it stands in a part that has it."""
        carriers = self._alive()
        if not any(each is part or each.isAncestorOf(part) for each in carriers):
            self._carriers[weakref.ref(part, self._drop_carrier)] = None
            part.setStyleSheet(sheet)

    def follow(self, dress: Dress) -> None:
        """Call a widget's own method whenever the look changed, as long as there is the widget."""
        self._methods[weakref.WeakMethod(dress, self._drop_method)] = None

    def dress(self, sheet: str) -> Iterator[bool]:
        """The steps of a change: first what shows, seen all at once when it is done."""
        windows = [each for each in QApplication.topLevelWidgets() if _painted(each)]
        steps = self._steps(sheet)
        try:
            for window in windows:
                window.setUpdatesEnabled(False)
            yield from _taken(steps, shown=True)
            yield True  # the layouts
        finally:
            for window in windows:
                if shiboken6.isValid(window):
                    window.setUpdatesEnabled(True)
        yield True  # the picture
        yield from _taken(steps, shown=False)

    def _steps(self, sheet: str) -> list[tuple[QWidget, bool, Dress]]:
        """Whose it is, whether that shows now, and what to do."""
        sheets = [(each, _restyled(each, sheet)) for each in self._alive()]
        methods = [method for ref in list(self._methods) if (method := ref()) is not None]
        owned = [(method.__self__, method) for method in methods]  # type: ignore[attr-defined]
        return [(owner, _shows(owner), do) for owner, do in [*sheets, *owned]]

    def _alive(self) -> list[QWidget]:
        found = (ref() for ref in list(self._carriers))
        return [each for each in found if each is not None and shiboken6.isValid(each)]

    def _drop_carrier(self, ref: weakref.ref[QWidget]) -> None:
        self._carriers.pop(ref, None)

    def _drop_method(self, ref: weakref.ReferenceType[Dress]) -> None:
        self._methods.pop(ref, None)


def _restyled(part: QWidget, sheet: str) -> Dress:
    return lambda: part.setStyleSheet(sheet)


def _painted(window: QWidget) -> bool:
    """Whether it is on the screen. One that is still to come may not be kept from painting."""
    return window.isVisible() and window.windowHandle().isExposed()


def _shows(owner: object) -> bool:
    if not shiboken6.isValid(owner):
        return False
    return owner.isVisible() if isinstance(owner, QWidget) else True


def _taken(steps: Iterable[tuple[object, bool, Dress]], *, shown: bool) -> Iterator[bool]:
    for owner, shows, do in steps:
        if shows is shown and shiboken6.isValid(owner):
            do()
            yield False
