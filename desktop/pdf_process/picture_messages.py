"""What the program and a picture process say to each other, besides `messages.Show`."""

import msgspec

from desktop.models.image import Area, Look, Size
from desktop.pdf_process.messages import Done, Drawn, Message, Refused, Show
from portal_protocol.image_settings import AS_IT_IS, ImageSettings


class Load(Message, frozen=True):
    """Decode a page of the file in the body, under the practice's settings; replies `Loaded`.

    Without a body it is the file of the last `Load`. With a `view` the whole picture, made to fit
    those pixels, comes along in the body of the reply.
    """

    page: int = 0
    settings: ImageSettings = AS_IT_IS
    view: Size | None = None


class Piece(Message, frozen=True):
    """Draw an area of the loaded picture `width` by `height` pixels large; replies `Drawn`."""

    look: Look
    area: Area
    width: int
    height: int


class Thumb(Message, frozen=True):
    """Decode the file in the body to fit `width` by `height` pixels; replies `Drawn`."""

    width: int
    height: int
    settings: ImageSettings = AS_IT_IS
    page: int = 0


class Drop(Message, frozen=True):
    """Forget the file and its picture; replies `Done`."""


class Loaded(Message, frozen=True):
    """The picture that `Piece` draws of; `bits` is what tells its greys apart."""

    width: int
    height: int
    pages: int
    bits: int
    first: Drawn | None = None


PictureRequest = Show | Load | Piece | Thumb | Drop
PictureReply = Loaded | Drawn | Done | Refused
REQUESTS: msgspec.msgpack.Decoder[PictureRequest] = msgspec.msgpack.Decoder(PictureRequest)
REPLIES: msgspec.msgpack.Decoder[PictureReply] = msgspec.msgpack.Decoder(PictureReply)
