"""Files of the person's own: read within bounds, never written, never noted anywhere."""

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from io import FileIO
from pathlib import Path

from desktop.models.own import OwnFile, OwnKind, showable
from desktop.models.trouble import PortalError, Trouble
from desktop.services import attachments, contents, pdf, summaries
from desktop.services.context import Context

MOST_BYTES = {
    OwnKind.PDF: pdf.MOST_BYTES,
    OwnKind.IMAGE: pdf.MOST_BYTES,
    OwnKind.SUMMARY: summaries.MOST_BYTES,
    OwnKind.TEXT: attachments.MOST_TEXT,
}
"""What is read of each kind at most; of any other file, its head alone."""

CHUNK = 1 << 20


def shown_name(path: Path) -> str:
    """The file's name for a title or a line: what cannot be shown of it is seen to be missing."""
    name = path.name or str(path)
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return showable(readable)


def read(context: Context, *, path: Path) -> OwnFile:
    """The file and what it is. Raises FILE_… troubles and DOCUMENT_TOO_LARGE.

    No more is read than its kind allows, and of a kind that is not shown, only the head.
    """
    try:
        with closing(_opened(path)) as file:
            return _told(context, file, path)
    except FileNotFoundError:
        raise PortalError(Trouble.FILE_MISSING) from None
    except IsADirectoryError:
        raise PortalError(Trouble.FILE_IS_FOLDER) from None
    except (OSError, ValueError):  # a name with a zero byte is no value for a path
        raise PortalError(Trouble.FILE_UNREADABLE) from None


def _opened(path: Path) -> FileIO:
    """The file, unless it is something else: to read from a pipe or a device may take for ever."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise PortalError(Trouble.FILE_UNREADABLE)
    return FileIO(path, opener=_without_waiting)  # no buffer: what is read is bounded here


def _without_waiting(path: str, flags: int) -> int:
    """Should it have become a pipe meanwhile, opening does not wait for its other end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _told(context: Context, file: FileIO, path: Path) -> OwnFile:
    head = b"".join(_chunks(context, file, contents.HEAD))
    if not head:
        raise PortalError(Trouble.FILE_EMPTY)
    told, size = contents.told(head, path.name), os.fstat(file.fileno()).st_size
    most = MOST_BYTES[told.kind]
    if size > most:
        raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
    data = b"".join([head, *_chunks(context, file, most + 1 - len(head))])
    if len(data) > most:
        raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
    text = attachments.text_of(data) if told.kind is OwnKind.TEXT else ""
    if text is None:
        raise PortalError(Trouble.FILE_UNKNOWN)
    return OwnFile(shown_name(path), told.kind, data, told.form, text)


def _chunks(context: Context, file: FileIO, most: int) -> Iterator[bytes]:
    """So many bytes, or all that there are."""
    while most > 0:
        context.check_cancelled()
        chunk = file.read(min(CHUNK, most))
        if not chunk:
            return
        most -= len(chunk)
        yield chunk
