"""Groups in rows: as few as their width asks for, the last ones at the far end."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.widgets.flow import FlowLayout


class Block(QWidget):
    """A widget of a size."""

    def __init__(self, wide: int, high: int = 20) -> None:
        super().__init__()
        self.setFixedSize(QSize(wide, high))


@pytest.fixture
def row(qtbot: QtBot, dressed: QApplication) -> tuple[QWidget, list[Block]]:
    """Three blocks, the last one pushed to the far end."""
    host, blocks = QWidget(), [Block(100), Block(60, 30), Block(80)]
    qtbot.addWidget(host)
    flow = FlowLayout(host)
    flow.setContentsMargins(10, 5, 10, 5)
    flow.set_gaps(8, 4)
    flow.addWidget(blocks[0])
    flow.addWidget(blocks[1])
    flow.push()
    flow.addWidget(blocks[2])
    return host, blocks


def places(blocks: list[Block]) -> list[tuple[int, int]]:
    return [(block.x(), block.y()) for block in blocks]


def test_one_row_where_there_is_room(row: tuple[QWidget, list[Block]]) -> None:
    host, blocks = row
    host.resize(400, 40)
    host.show()
    assert places(blocks) == [(10, 10), (118, 5), (310, 10)]
    layout = host.layout()
    assert layout is not None
    assert layout.heightForWidth(400) == 40
    assert layout.sizeHint() == QSize(20 + 240 + 16, 40)


def test_more_rows_where_there_is_none(row: tuple[QWidget, list[Block]]) -> None:
    host, blocks = row
    host.resize(190, 74)
    host.show()
    assert places(blocks) == [(10, 10), (118, 5), (100, 39)]
    layout = host.layout()
    assert layout is not None
    assert layout.heightForWidth(190) == 30 + 4 + 20 + 10
    assert layout.heightForWidth(120) == 20 + 30 + 20 + 2 * 4 + 10
    assert layout.minimumSize().width() == 120


def test_what_is_hidden_takes_no_room(row: tuple[QWidget, list[Block]]) -> None:
    host, blocks = row
    blocks[1].hide()
    host.resize(400, 30)
    host.show()
    assert places([blocks[0], blocks[2]]) == [(10, 5), (310, 5)]
