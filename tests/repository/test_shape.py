"""The shape of the code: files one can hold in the head, and none that should not be here."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal_protocol", "desktop", "practice_server", "tests", "bench")
MOST_LINES, MOST_METHODS, MOST_BYTES = 300, 15, 600_000


def tracked() -> list[Path]:
    try:
        listing = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not here, or this is no checkout")
    return [ROOT / name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


def sources() -> list[Path]:
    return [file for name in PACKAGES for file in sorted((ROOT / name).rglob("*.py"))]


def classes(file: Path) -> Iterator[ast.ClassDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def test_no_file_is_longer_than_can_be_held_in_the_head():
    long = {str(file): count for file in sources() if (count := lines(file)) > MOST_LINES}
    assert long == {}


def lines(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("\n")


def test_the_window_stays_small():
    assert lines(ROOT / "desktop/views/main_window.py") <= 150


def test_no_class_has_more_public_methods_than_a_reader_can_keep():
    crowded = {
        f"{file}:{node.name}": len(public)
        for file in sources()
        if "tests" not in file.parts  # a driver does all that a person can do
        for node in classes(file)
        if len(public := [part for part in node.body if is_public(part)]) > MOST_METHODS
    }
    assert crowded == {}


def is_public(part: ast.AST) -> bool:
    """Whether it is a method of the class's own, not one that Qt or the language asks for."""
    if not isinstance(part, ast.FunctionDef) or part.name.startswith("_"):
        return False
    names = {ast.unparse(decorator) for decorator in part.decorator_list}
    return "override" not in names


def test_every_module_says_what_it_is():
    bare = [
        str(file)
        for file in sources()
        if file.parts[len(ROOT.parts)] not in {"tests"}
        and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert bare == []


def test_nothing_large_and_no_machine_path_is_committed():
    paths = re.compile(rb"/(?:root|work|home/[a-z]+|Users/[A-Za-z]+)/[a-zA-Z.]")
    own = Path(__file__).resolve()
    found = []
    for file in tracked():
        content = file.read_bytes()
        if len(content) > MOST_BYTES or (file != own and paths.search(content)):
            found.append(str(file))
    assert found == []


def test_documents_name_folders_that_exist():
    named = re.compile(r"`((?:desktop|practice_server|portal_protocol|tests|docs|bench)/[\w./-]*)`")
    stale = [
        f"{page.name}: {path}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for path in named.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert stale == []


def test_no_text_on_screen_leaves_the_plural_to_the_reader():
    """One thing has a text of its own, several have %n: "1 draft", "%n drafts"."""
    found = re.compile(r"translate\([^)]*\w\((e?s)\)", re.DOTALL)
    views = [file for file in sources() if ROOT / "desktop" in file.parents]
    assert [file.name for file in views if found.search(file.read_text(encoding="utf-8"))] == []
