"""Opening, drawing and reading PDFs with QtPdf; runs in the PDF process only."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from desktop.models.items.page_layout import first_size
from desktop.pdf_process.messages import (
    Close,
    Done,
    Draw,
    Drawn,
    Find,
    Open,
    Opened,
    Refused,
    Reply,
    Request,
    Select,
)
from desktop.pdf_process.reading import find, select

MOST_PAGES = 5_000
MOST_PIXELS = 64_000_000
WHITE = 0xFFFFFFFF


@dataclass(slots=True)
class Pages:
    """The documents that are open, by their number."""

    paper: QImage | None = None
    documents: dict[int, tuple[QPdfDocument, QBuffer]] = field(default_factory=dict)

    def answer(self, request: Request, body: bytearray) -> tuple[Reply, QImage | None]:
        """The reply to a request, and the picture whose bits follow it."""
        if isinstance(request, Open):
            return self._open(request, body)
        if request.document not in self.documents:
            return Refused("damaged"), None
        document = self.documents[request.document][0]
        if isinstance(request, Draw):
            reply, self.paper = draw(document, request, self.paper)
            return reply, self.paper
        if isinstance(request, Close):
            self.documents.pop(request.document)[0].close()
            return Done(), None
        read: dict[type, Callable[[QPdfDocument, Any], Reply]] = {Select: select, Find: find}
        return read[type(request)](document, request), None

    def _open(self, request: Open, body: bytearray) -> tuple[Reply, QImage | None]:
        """Load from memory. The buffer must live as long as its document."""
        document, buffer = QPdfDocument(), QBuffer()
        buffer.setData(QByteArray(body))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        if request.password:
            document.setPassword(request.password)
        document.load(buffer)
        if why := _why_not(document):
            return Refused(why), None
        sizes = (document.pagePointSize(page) for page in range(document.pageCount()))
        opened = Opened(tuple((size.width(), size.height()) for size in sizes))
        if request.view is not None:
            size = first_size(opened.pages, request.view)
            first, self.paper = draw(document, Draw(request.document, 0, *size), self.paper)
            if not isinstance(first, Drawn):
                return first, None
            opened = Opened(opened.pages, first)
        self.documents[request.document] = document, buffer
        return opened, self.paper if opened.first else None


def _why_not(document: QPdfDocument) -> str:
    """Why a document cannot be shown, "" when it can."""
    match document.error():
        case QPdfDocument.Error.None_:
            pages = document.pageCount()
            return "damaged" if pages <= 0 else "too_large" if pages > MOST_PAGES else ""
        case QPdfDocument.Error.IncorrectPassword:
            return "locked"
    return "damaged"


def draw(
    document: QPdfDocument, request: Draw, paper: QImage | None
) -> tuple[Reply, QImage | None]:
    """A page on white paper, which is used again when it has the right size."""
    if request.width < 1 or request.height < 1 or request.width * request.height > MOST_PIXELS:
        return Refused("too_large"), None
    page = document.render(request.page, QSize(request.width, request.height))
    if page.isNull():
        return Refused("damaged"), None
    if paper is None or paper.size() != page.size():
        paper = QImage(page.size(), QImage.Format.Format_RGB32)
    paper.fill(WHITE)
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    return Drawn(paper.width(), paper.height(), paper.bytesPerLine()), paper
