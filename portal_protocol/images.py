"""Images and other files that a practice keeps of a person, in its own folders (IMG-1)."""

from msgspec import Struct

from portal_protocol.image_settings import AS_IT_IS, ImageSettings
from portal_protocol.records import Record


class ImageFolder(Struct, kw_only=True, frozen=True, tag_field="kind", tag="image_folder"):
    """One of the practice's folders (reference 204); it never leaves the server.

    Images of a folder that is not `shared`, or that the feed has not told of, are shared with
    nobody; those that were shared are taken back.
    """

    id: str
    name: str
    shared: bool = False


class Image(Record, tag="image", kw_only=True, frozen=True, omit_defaults=True):
    """A file of a person's (IMG-1); `at` is when it was taken, `blobs[0]` the file, never changed.

    `folder` is the id of its folder, whose name the server fills in. `settings` are how the
    practice shows it (IMG-2).
    """

    folder: str
    folder_name: str = ""
    description: str = ""
    provider: str = ""
    settings: ImageSettings = AS_IT_IS
