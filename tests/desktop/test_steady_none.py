"""`None` outlives any number of calls into Qt, under every Python."""

import sys

from PySide6.QtCore import QObject, Signal

import desktop
from desktop.steady_none import PLENTY, keep_none


def test_none_has_references_to_spare() -> None:
    assert vars(desktop)["keep_none"] is keep_none
    if sys.version_info < (3, 12):
        assert sys.getrefcount(None) > PLENTY // 2


def test_keeping_none_twice_changes_nothing() -> None:
    before = sys.getrefcount(None)
    keep_none()
    assert abs(sys.getrefcount(None) - before) < 1000


def test_many_void_calls_are_survived() -> None:
    thing = QObject()
    for _ in range(200_000):
        thing.setObjectName("a")
    assert thing.objectName() == "a"


class Bell(QObject):
    rung = Signal()


def test_many_signals_are_survived() -> None:
    bell = Bell()
    heard: list[None] = []
    bell.rung.connect(lambda: heard.append(None))
    for _ in range(20_000):
        bell.rung.emit()
    assert len(heard) == 20_000
    if sys.version_info < (3, 12):
        assert sys.getrefcount(True) > PLENTY // 2  # noqa: FBT003 - the constant itself
