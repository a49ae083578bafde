"""The practice's folders of images, as the feed tells them: which images are shared (IMG-1).

Every image is kept as it was fed, so that a folder may be shared, taken back or renamed later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, delete, select

from portal_protocol.feed import FeedItem, Removal
from portal_protocol.images import Image, ImageFolder
from portal_protocol.records import Kind
from practice_server.feed.publication import check_id
from practice_server.problems import BadRequest
from practice_server.store.image_tables import fed_image, image_folder
from practice_server.store.upserts import put_row

FOLDER = "image_folder"
_image = msgspec.json.Decoder(Image)


@dataclass(frozen=True)
class Folders:
    """Changes folders in one transaction, and says what of an image is shared.

    `changed` are the ids of folders of which something is new, `again` the images in them that
    are shared anew or taken back by that.
    """

    connection: Connection
    changed: set[str] = field(default_factory=set)
    again: list[Image] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def take(self, items: Sequence[FeedItem]) -> None:
        """Write down folders and images; of two about one thing the later one counts."""
        folders: dict[str, ImageFolder | None] = {}
        images: dict[str, Image | None] = {}
        for item in items:
            match item:
                case ImageFolder():
                    folders[item.id] = item
                case Image():
                    images[item.id] = item
                case Removal(of=of) if of == FOLDER:
                    folders[item.id] = None
                case Removal(of=of) if of == Kind.IMAGE:
                    images[item.id] = None
        if not folders and not images:
            return
        self._put_folders(folders)
        self._put_images(images)
        self._names.update(self._shared())
        self.again.extend(image for image in self._held() if image.id not in images)

    def shared(self, image: Image) -> Image | None:
        """The image as patients get it; None while its folder is not shared."""
        name = self._names.get(image.folder)
        return None if name is None else msgspec.structs.replace(image, folder_name=name)

    def _put_folders(self, told: dict[str, ImageFolder | None]) -> None:
        rows = self.connection.execute(select(image_folder).where(image_folder.c.id.in_(told)))
        held = {row.id: (row.name, row.shared) for row in rows}
        for identity, folder in told.items():
            if folder is None:
                if identity in held:
                    self.changed.add(identity)
                self.connection.execute(delete(image_folder).where(image_folder.c.id == identity))
            elif held.get(identity) != (folder.name, folder.shared):
                self.changed.add(identity)
                row = {"id": identity, "name": folder.name, "shared": folder.shared}
                put_row(self.connection, image_folder, row)

    def _put_images(self, told: dict[str, Image | None]) -> None:
        self.connection.execute(delete(fed_image).where(fed_image.c.id.in_(told)))
        rows = [
            {"id": identity, "folder": image.folder, "body": msgspec.json.encode(image)}
            for identity, image in told.items()
            if image is not None
        ]
        if rows:
            self.connection.execute(fed_image.insert(), rows)

    def _shared(self) -> dict[str, str]:
        rows = self.connection.execute(
            select(image_folder.c.id, image_folder.c.name).where(image_folder.c.shared)
        )
        return {row.id: row.name for row in rows}

    def _held(self) -> Iterable[Image]:
        """The images of the folders that changed."""
        bodies = self.connection.scalars(
            select(fed_image.c.body)
            .where(fed_image.c.folder.in_(self.changed))
            .order_by(fed_image.c.id)
        )
        return map(_image.decode, bodies)


def check_folder(folder: ImageFolder) -> None:
    """Raises `BadRequest` for a folder that cannot be kept."""
    check_id(folder.id)
    if not folder.name.strip():
        raise BadRequest("name: a folder of images has one")


def check_image(image: Image) -> None:
    """Raises `BadRequest`, naming the field, for an image that nobody could be shown."""
    check_id(image.folder)
    if len(image.blobs) != 1:
        raise BadRequest("blobs: an image is one file")
    window = image.settings.window
    if window is not None and window.low >= window.high:
        raise BadRequest("settings.window: low is less than high")
