"""Starts the program: `patient-portal`, `python -m desktop`; or one that reads documents."""

import signal
import sys

from desktop.direct_imports import import_directly
from desktop.pdf_process import ARGUMENT, COMBINING, PICTURE, READING, SUMMARY


def main() -> int:
    """Run the program with the command line; its exit status."""
    if sys.argv[1:] == [ARGUMENT]:
        from desktop.pdf_process.child import main as serve  # noqa: PLC0415 - no window there

        return serve()
    if sys.argv[1:] == [COMBINING]:
        from desktop.pdf_process.combining import main as combine  # noqa: PLC0415 - no Qt there

        return combine()
    if sys.argv[1:] == [PICTURE]:
        from desktop.pdf_process.pictures.child import main as show  # noqa: PLC0415 - no Qt there

        return show()
    if sys.argv[1:] == [READING]:
        from desktop.pdf_process.texts import main as tell  # noqa: PLC0415 - no Qt there

        return tell()
    if sys.argv[1:] == [SUMMARY]:
        from desktop.pdf_process.summaries import main as read  # noqa: PLC0415 - no Qt there

        return read()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt would hand Ctrl+C to whatever paints next
    import_directly()
    from desktop.app import run  # noqa: PLC0415 - not in the PDF process

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
