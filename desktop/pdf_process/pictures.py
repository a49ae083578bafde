"""The process that decodes one picture by Pillow, in memory, and ends. No Qt.

As in the PDF process, a picture that takes too long or too much memory ends this process only.
"""

import io
from contextlib import suppress

from PIL import Image, ImageOps

from desktop.pdf_process.bounds import bound_memory, bounded, most_seconds, pipes
from desktop.pdf_process.messages import TO_SHOW, Drawn, Message, Refused, Show, receive, send

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP")
MOST_PIXELS = 100_000_000  # of the picture itself
MOST_UNBOUND = 40_000_000  # of it, where nothing else bounds the memory: four bytes each, twice
MOST_SHOWN = 40_000_000  # of what is made of it


def main() -> int:
    """Answer one request; 0."""
    requests, replies = pipes()
    most = MOST_PIXELS if bound_memory() else MOST_UNBOUND
    with suppress(EOFError, BrokenPipeError):
        request, body = receive(requests, TO_SHOW)
        with bounded(most_seconds()):
            reply, picture = shown(body, request, most)
        send(replies, reply, picture)
    return 0


def shown(data: bytes | bytearray, request: Show, most: int = MOST_PIXELS) -> tuple[Message, bytes]:
    """The picture, upright and on white, made to fit; the first one of a moving picture."""
    if not 0 < request.width * request.height <= MOST_SHOWN or request.width < 1:
        return Refused("too_large"), b""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > most:
                return Refused("too_large"), b""
            flat = _flat(image, (request.width, request.height))
    except (MemoryError, Image.DecompressionBombError):
        return Refused("too_large"), b""
    except Exception:  # a broken picture makes Pillow raise anything
        return Refused("damaged"), b""
    return Drawn(flat.width, flat.height, flat.width * 4), flat.tobytes("raw", "BGRA")


def _flat(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    image.draft("RGB", (max(size), max(size)))  # a large JPEG is decoded smaller
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits of grey: the upper 8
        upright = upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    upright = upright.convert("RGBA")
    upright.thumbnail(size, Image.Resampling.LANCZOS)
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright)
    return paper
