"""Starts the program: `patient-portal`, `python -m desktop`; or one that reads documents, or one
that shows files without a window."""

import signal
import sys
from collections.abc import Sequence

from desktop import pdf_process
from desktop.direct_imports import import_directly

SHOW = "show"
"""The command line's first word for files that are shown without a window."""


def main() -> int:
    """Run the program with the command line; its exit status."""
    words = sys.argv[1:]
    if (status := read_documents(words)) is not None:
        return status
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt would hand Ctrl+C to whatever paints next
    import_directly()
    if words[:1] == [SHOW]:
        from desktop.show import main as show  # noqa: PLC0415 - no window there

        return show(words[1:])
    from desktop.app import run  # noqa: PLC0415 - not in the PDF process

    return run(sys.argv)


def read_documents(words: Sequence[str]) -> int | None:
    """Be one of the processes that read documents; None when it is none that is asked for."""
    match words:
        case [pdf_process.ARGUMENT]:
            from desktop.pdf_process.child import main as serve  # noqa: PLC0415 - no window there

            return serve()
        case [pdf_process.COMBINING]:
            from desktop.pdf_process.combining import main as combine  # noqa: PLC0415 - no Qt

            return combine()
        case [pdf_process.PICTURE]:
            from desktop.pdf_process.pictures.child import main as draw  # noqa: PLC0415 - no Qt

            return draw()
        case [pdf_process.READING]:
            from desktop.pdf_process.texts import main as tell  # noqa: PLC0415 - no Qt there

            return tell()
        case [pdf_process.SUMMARY]:
            from desktop.pdf_process.summaries import main as read  # noqa: PLC0415 - no Qt there

            return read()
    return None


if __name__ == "__main__":
    sys.exit(main())
