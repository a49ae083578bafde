"""What is asked of a picture process, answered; a broken picture is a plain refusal."""

from collections.abc import Callable
from typing import Any

from PIL import Image

from desktop.pdf_process.messages import Done, Drawn, Message, Refused, Show
from desktop.pdf_process.picture_messages import Drop, Load, Loaded, PictureRequest, Piece, Thumb
from desktop.pdf_process.pictures.pieces import MOST_SHOWN, Pieces, resized, shown
from desktop.pdf_process.pictures.raster import MOST_PIXELS, NoPicture, TooLarge, Unknown, fit
from desktop.pdf_process.pictures.reading import read
from desktop.pdf_process.pictures.tone import PLAIN

Reply = tuple[Message, bytes]


class Pictures:
    """Answers requests; holds the last file that was loaded, and the picture of its page."""

    def __init__(self, most: int = MOST_PIXELS) -> None:
        self._most = most
        self._data: bytes | bytearray = b""
        self._pieces: Pieces | None = None

    def answer(self, request: PictureRequest, body: bytes | bytearray) -> Reply:
        """The reply, and the bytes that follow it."""
        try:
            return self._answer(request, body)
        except (MemoryError, TooLarge, Image.DecompressionBombError):
            return Refused("too_large"), b""
        except NoPicture:
            return Refused("no_picture"), b""
        except Exception:  # a broken picture makes decoders raise anything
            return Refused("damaged"), b""

    def _answer(self, request: PictureRequest, body: bytes | bytearray) -> Reply:
        answers: dict[type, Callable[[Any, bytes | bytearray], Reply]] = {
            Show: self._thumb,
            Thumb: self._thumb,
            Load: self._load,
            Piece: self._piece,
            Drop: self._drop,
        }
        return answers[type(request)](request, body)

    def _thumb(self, request: Show | Thumb, body: bytes | bytearray) -> Reply:
        room = request.width, request.height
        if min(room) < 1 or room[0] * room[1] > MOST_SHOWN:
            raise TooLarge
        asked = request if isinstance(request, Thumb) else Thumb(*room)
        raster = read(body, asked.page, asked.settings, room=room, most=self._most)
        size = fit((raster.width, raster.height), room)
        box = (0.0, 0.0, float(raster.width), float(raster.height))
        return shown(raster, resized(raster.pixels, box, size), PLAIN)

    def _load(self, request: Load, body: bytes | bytearray) -> Reply:
        self._pieces = None  # before another is made: never two at once
        self._data = body or self._data
        raster = read(self._data, request.page, request.settings, most=self._most)
        self._pieces = Pieces(raster)
        first: Drawn | None = None
        bits = b""
        if request.view is not None:
            first, bits = self._pieces.fitted(*request.view)
        reply = Loaded(raster.width, raster.height, raster.pages, raster.bits, first)
        return reply, bits

    def _piece(self, request: Piece, _body: bytes | bytearray) -> Reply:
        if self._pieces is None:
            raise Unknown
        return self._pieces.draw(request.look, request.area, request.width, request.height)

    def _drop(self, _request: Drop, _body: bytes | bytearray) -> Reply:
        self._data, self._pieces = b"", None
        return Done(), b""
