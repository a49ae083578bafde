"""The command line of the program."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

VERSION = "0.1.0"
INVITATION = "patientportal://"


class Wishes(NamedTuple):
    """What was asked for: an address to look up, a folder for everything, or a list of tabs.

    `fill_in` is the demo's login as "name:password", "" for none.
    """

    invited: str = ""
    data: Path | None = None
    list_sections: bool = False
    fill_in: str = ""


def parse(words: Sequence[str]) -> Wishes:
    """The wishes behind the words after the program's name; ends the program on bad ones."""
    top = argparse.ArgumentParser(
        prog="patient-portal", description="Your dental practice's patient portal"
    )
    top.add_argument("link", nargs="?", default="", help=f"an invitation link, {INVITATION}…")
    top.add_argument("--practice", default="", metavar="URL", help="the practice's address")
    top.add_argument("--data", type=Path, metavar="DIR", help="keep everything in this folder")
    top.add_argument("--fill-in", default="", help=argparse.SUPPRESS)  # the demo's login
    top.add_argument("--list-sections", action="store_true", help="name the tabs and end")
    top.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    asked = top.parse_args(words)
    if asked.link and not asked.link.startswith(INVITATION):
        top.error(f"an invitation link begins with {INVITATION}")
    return Wishes(asked.link or asked.practice, asked.data, asked.list_sections, asked.fill_in)
