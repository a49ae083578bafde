"""Pictures decoded by a process of their own: a hostile one ends that process only (MAIL-4)."""

from desktop.models.picture import Picture
from desktop.models.trouble import PortalError, Trouble
from desktop.pdf_process import PICTURE
from desktop.pdf_process.messages import REPLIES, Drawn, Refused, Show, receive, send
from desktop.services.context import Context
from desktop.services.pdf import MOST_BYTES, REFUSED, command, end, started


def decoded(context: Context, *, data: bytes, width: int, height: int) -> Picture:
    """The picture, made to fit into `width` by `height` pixels and never enlarged.

    JPEG, PNG, GIF, BMP and WebP. Raises DOCUMENT_DAMAGED and DOCUMENT_TOO_LARGE; cancelling ends
    the process and whatever it is doing.
    """
    if len(data) > MOST_BYTES:
        raise PortalError(Trouble.DOCUMENT_TOO_LARGE)
    process = started(command(PICTURE))
    context.on_cancel(process.kill)
    assert process.stdin  # noqa: S101 - both are pipes
    assert process.stdout  # noqa: S101
    try:
        send(process.stdin, Show(width, height), data)
        reply, body = receive(process.stdout, REPLIES)
    except (EOFError, OSError, ValueError):
        context.check_cancelled()
        raise PortalError(Trouble.DOCUMENT_DAMAGED, detail="process ended") from None
    finally:
        end(process)
    if isinstance(reply, Drawn):
        return Picture(reply.width, reply.height, reply.stride, body)
    why = reply.why if isinstance(reply, Refused) else ""
    raise PortalError(REFUSED.get(why, Trouble.DOCUMENT_DAMAGED))
