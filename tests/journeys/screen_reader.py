"""Runs in the system's own Python, which has pyatspi: notes what controls each page has."""

import json
import sys
import time
from pathlib import Path

import pyatspi  # type: ignore[import-not-found]

PAGES = ("sign-in", "appointments", "account")
CONTROLS = {
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "text",
    "password text",
    "entry",
    "list",
    "page tab",
    "combo box",
    "link",
}


def walk(node):
    """Every accessible object below a node."""
    for at in range(node.childCount):
        child = node.getChildAtIndex(at)
        if child is not None:
            yield child
            yield from walk(child)


def controls(program):
    """Controls that show and take the focus, with name, role and states."""
    for node in walk(program):
        states = [pyatspi.stateToString(state) for state in node.getState().getStates()]
        shown = "showing" in states and "focusable" in states
        if node.getRoleName() in CONTROLS and shown:
            yield {"name": node.name, "role": node.getRoleName(), "states": states}


def find():
    """Our program on the desktop."""
    desktop = pyatspi.Registry.getDesktop(0)
    for at in range(desktop.childCount):
        child = desktop.getChildAtIndex(at)
        if child is not None and child.childCount:
            return child
    return None


def main():
    """0 when every page was noted."""
    folder, end = Path(sys.argv[1]), time.monotonic() + 100
    for page in PAGES:
        while not (folder / f"{page}.shown").exists() or find() is None:
            if time.monotonic() > end:
                return 1
            time.sleep(0.1)
        found = list(controls(find()))
        notes = folder / f"{page}.new"
        notes.write_text(json.dumps(found))
        notes.rename(folder / f"{page}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
