"""Images as tiles of a list, oldest first, under the days on which they were taken (IMG-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from desktop.models.items import format as written
from desktop.models.items.family import Family
from desktop.models.items.row_list import PagedListModel
from desktop.models.items.visits import GroupRow
from desktop.models.shown import Shown
from portal_protocol.images import Image

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ImageRow:
    """One image; `about` is whose it is, when others are in view, and its folder."""

    key: str
    shown: Shown[Image]
    title: str
    about: str
    spoken: str
    mark: str = ""
    enabled: bool = True

    @property
    def saved(self) -> bool:
        """Whether its file is on this computer."""
        return self.shown.saved

    @property
    def media_type(self) -> str:
        """What its file is said to be, "" when there is none."""
        blobs = self.shown.record.blobs
        return blobs[0].media_type if blobs else ""


TileRow = ImageRow | GroupRow


def taken_on(image: Image, family: Family) -> date | None:
    """The day it was taken, on the clock of the person's office."""
    if image.at is None:
        return None
    home = family.home(image.patient)
    return written.local(image.at, family.zone(home.id if home else None)).date()


def title_of(image: Image) -> str:
    """What the practice calls it."""
    return image.description or translate("Images", "Image")


def detail_of(image: Image, family: Family) -> str:
    """Oct 21, 2026, Dr. Amina Farrow: beside the title over the picture."""
    day = taken_on(image, family)
    parts = (written.day(day) if day else "", family.provider_name(image.provider))
    return ", ".join(filter(None, parts))


def spoken_of(image: Image, family: Family) -> str:
    """Bitewing, left, October 21, 2026: what the picture is called for screen readers."""
    day = taken_on(image, family)
    return ", ".join(filter(None, (title_of(image), written.full_day(day) if day else "")))


def count_words(total: int) -> str:
    """8, oldest first."""
    if not total:
        return ""
    return translate("Images", "%1, oldest first").replace("%1", written.number(total))


def kept_words(done: int, total: int) -> str:
    """All 8 files are saved on this computer, or 6 of 8."""
    if not total:
        return ""
    if done == total == 1:
        return translate("Images", "The file is saved on this computer")
    if done == total:
        text = translate("Images", "All %1 files are saved on this computer")
        return text.replace("%1", written.number(total))
    text = translate("Images", "%1 of %2 files saved on this computer")
    return text.replace("%1", written.number(done)).replace("%2", written.number(total))


class ImagesModel(PagedListModel[TileRow]):
    """The list of images; `set_context` words them, `mark` shows which two are compared."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._arranged, parent)
        self._family, self._everyone = Family(), True
        self._marks: dict[str, str] = {}

    @property
    def images(self) -> list[ImageRow]:
        """The tiles without the days between them."""
        return [row for row in self.rows if isinstance(row, ImageRow)]

    def set_context(self, family: Family, *, everyone: bool) -> None:
        """Names; with `everyone`, tiles say whose they are."""
        self._family, self._everyone = family, everyone and len(family.people) > 1
        self.rearrange()

    def mark(self, marks: dict[str, str]) -> None:
        """Which tiles carry an A or a B, by key."""
        before, self._marks = self._marks, marks
        for key in before.keys() | marks.keys():
            if before.get(key) != marks.get(key):
                self._reword(key)

    def note_saved(self, key: str) -> None:
        """The file of this image has come to this computer."""
        for part in self._pages.parts:
            if key in part.keys:
                part.hold(_saved(one) if one.key == key else one for one in part.records)
                self._reword(key)

    def neighbour(self, key: str, step: int) -> ImageRow | None:
        """The image that many further on; None beyond those that have come."""
        rows = self.images
        at = next((at for at, row in enumerate(rows) if row.key == key), None)
        if at is None or not 0 <= at + step < len(rows):
            return None
        return rows[at + step]

    def place(self, key: str) -> int:
        """Which one it is, from 1; 0 for none."""
        return next((at for at, row in enumerate(self.images, 1) if row.key == key), 0)

    def counterpart(self, key: str) -> ImageRow | None:
        """What it is compared with at first: the last one before it of the same person that is
        called the same, else the one before it or after it."""
        rows = self.images
        at = next((at for at, row in enumerate(rows) if row.key == key), None)
        if at is None:
            return None
        record = rows[at].shown.record
        for row in reversed(rows[:at]):
            other = row.shown.record
            if (other.patient, other.description) == (record.patient, record.description):
                return row
        return self.neighbour(key, -1) or self.neighbour(key, 1)

    def _reword(self, key: str) -> None:
        index = self.find(key)
        row = self.row_at(index)
        if isinstance(row, ImageRow):
            shown = next(one for one in self._pages.records if one.key == key)
            self._rows[index.row()] = self._row(shown)
            self.dataChanged.emit(index, index)

    def _arranged(self, records: Sequence[Shown[Any]]) -> list[TileRow]:
        rows: list[TileRow] = []
        before: date | None = None
        for at, shown in enumerate(records):
            if not isinstance(shown.record, Image):
                text = translate("Images", "An image that this version cannot show")
                rows.append(GroupRow(shown.key, text))
                continue
            day = taken_on(shown.record, self._family)
            if at == 0 or day != before:
                rows.append(GroupRow(f"day:{shown.key}", _day_words(day)))
            before = day
            rows.append(self._row(shown))
        return rows

    def _row(self, shown: Shown[Image]) -> ImageRow:
        image, family = shown.record, self._family
        whom = family.name(image.patient) if self._everyone else ""
        about = ", ".join(filter(None, (whom, image.folder_name)))
        mark = self._marks.get(shown.key, "")
        said = (
            spoken_of(image, family),
            about,
            mark,
            _saved_words(shown),
        )
        return ImageRow(
            key=shown.key,
            shown=shown,
            title=title_of(image),
            about=about,
            spoken=", ".join(filter(None, said)),
            mark=mark,
        )


def _saved(shown: Shown[Any]) -> Shown[Any]:
    return Shown(shown.record, shown.pending, saved=True, new=shown.new)


def _day_words(day: date | None) -> str:
    return written.day(day) if day else translate("Images", "No date")


def _saved_words(shown: Shown[Image]) -> str:
    if shown.saved:
        return translate("Images", "saved on this computer")
    return translate("Images", "not saved yet")
