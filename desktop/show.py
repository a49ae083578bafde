"""`show FILE…`: files of a person's own as the window shows them, without a window.

Standard output gets their text and nothing else; standard error a line for each: what it was taken
for, or what a person would be told. Nothing is kept, and nothing written but what `--png` asks for.
"""

import argparse
import logging
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QCoreApplication, QEvent, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop import collector
from desktop.services.attachments import file_name
from desktop.services.own_files import shown_name
from desktop.services.portal.opening import OpeningFace
from desktop.showing import Showing
from desktop.views.notices_files import of_own_file
from desktop.views.theme import look
from desktop.views.theme.look import FUSION

translate = QCoreApplication.translate
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Signs that a terminal obeys instead of showing them."""


def main(words: Sequence[str]) -> int:
    """1 when a message was said instead of a file, else 0."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a file
    asked = parsed(words)
    opening = OpeningFace(application())
    targets = places(asked.png, asked.files) if asked.png else [None] * len(asked.files)
    pairs = zip(asked.files, targets, strict=True)
    try:
        well = [show(opening, file, target, text=asked.text) for file, target in pairs]
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    finally:
        opening.close()
    return 0 if all(well) else 1


def application() -> QApplication:
    """The program without a screen, and silent but for what is said of the files."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    logging.getLogger("desktop").addHandler(logging.NullHandler())
    qInstallMessageHandler(lambda *_said: None)
    app = QApplication(["patient-portal", "-style", "Fusion"])
    app.setProperty(FUSION, True)  # noqa: FBT003 - see desktop.views.theme.look
    collector.only_when_asked()
    look.apply(app, "light")
    return app


class Parser(argparse.ArgumentParser):
    """Repeats no sign of the command line that a terminal would obey."""

    @override
    def error(self, message: str) -> NoReturn:
        super().error(OBEYED.sub("\ufffd", message))


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """What is asked for; files may stand on both sides of an option."""
    top = parser()
    asked, more = top.parse_known_args(words)
    if odd := [word for word in more if word.startswith("-")]:
        top.error(f"unrecognized arguments: {' '.join(odd)}")
    asked.files += map(Path, more)
    return asked


def parser() -> Parser:
    """The command line."""
    top = Parser(
        prog="show",
        description="Show PDF documents, pictures, DICOM images, care summaries and plain texts",
    )
    top.add_argument("files", nargs="+", type=Path, metavar="FILE")
    top.add_argument("--text", action="store_true", help="print the text that is shown")
    top.add_argument("--png", type=Path, metavar="DIR", help="save the first page of each there")
    return top


def show(opening: OpeningFace, path: Path, target: Path | None, *, text: bool) -> bool:
    """Show a file; whether it could be shown, and all that was asked for of it."""
    showing, name = Showing(opening, path), shown_name(path)
    try:
        if taken_for := showing.open():
            say(name, taken_for)
            if text:
                put(showing.text())
            if target is not None and not save(showing, target):
                say(name, translate("Files", "The picture could not be saved."))
                return False
        if showing.trouble is not None:
            title, why = of_own_file(showing.trouble.trouble)
            say(name, f"{title}. {why}")
        return showing.trouble is None
    finally:
        showing.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        collector.look()


def say(name: str, words: str) -> None:
    """A line about a file."""
    sys.stderr.write(f"{name}: {words}\n")
    sys.stderr.flush()


def put(text: str) -> None:
    """The text, whole lines; on a terminal without what it would obey."""
    if sys.stdout.isatty():
        text = OBEYED.sub("\ufffd", text)
    sys.stdout.write(text if not text or text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def save(showing: Showing, target: Path) -> bool:
    """Save the first page; whether it could be."""
    picture = showing.picture()
    if picture is None:
        return True  # that there is none was said already
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return picture.save(os.fspath(target), "PNG")  # type: ignore[call-overload, no-any-return]


def places(folder: Path, files: Sequence[Path]) -> list[Path]:
    """Where the picture of each file goes: statement.pdf.png, or with a number where files of one
    name come from several folders; never where one of the files lies itself."""
    found, taken = list[Path](), {_same(file) for file in files}
    for file in files:
        name, number = file_name(shown_name(file)), 1
        place = folder / f"{name}.png"
        while _same(place) in taken:
            number += 1
            place = folder / f"{name} ({number}).png"
        taken.add(_same(place))
        found.append(place)
    return found


def _same(path: Path) -> str:
    """Equal for two ways to one place, on systems too where upper and lower case are one."""
    return os.path.realpath(path).casefold()
