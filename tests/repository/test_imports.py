"""Each import rule is seen to fail when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal_protocol", "desktop", "practice_server")

BREAKS = [
    ("portal_protocol/records.py", "import sqlalchemy"),
    ("portal_protocol/sync.py", "import desktop"),
    ("practice_server/sync.py", "import desktop.models.shown"),
    ("practice_server/ccd/document.py", "import practice_server.store.tables"),
    ("desktop/services/sync.py", "import practice_server.sync"),
    ("desktop/services/sync.py", "import desktop.views.theme"),
    ("desktop/services/client.py", "import PySide6.QtCore"),
    ("desktop/views/notices.py", "import sqlalchemy"),
    ("desktop/views/notices.py", "import requests"),
    ("desktop/views/notices.py", "import threading"),
    ("desktop/views/notices.py", "import desktop.models.vault.vault"),
    ("desktop/views/notices.py", "import desktop.services.client"),
    ("desktop/models/items/format.py", "import desktop.models.vault.vault"),
    ("desktop/models/vault/vault.py", "import PySide6.QtCore"),
    ("desktop/models/vault/vault.py", "import requests"),
]


def lint(folder: Path) -> int:
    code = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_rules_hold(copy):
    assert lint(copy) == 0


@pytest.mark.parametrize(("file", "line"), BREAKS)
def test_a_broken_rule_is_noticed(copy, file, line):
    kept = (copy / file).read_text(encoding="utf-8")
    (copy / file).write_text(f"{kept}\n{line}\n", encoding="utf-8")
    try:
        assert lint(copy) != 0
    finally:
        (copy / file).write_text(kept, encoding="utf-8")


@pytest.mark.parametrize("file", ["desktop/services/sync.py", "desktop/models/items/format.py"])
def test_drawing_outside_the_views_is_noticed(file):
    command = [sys.executable, "-m", "ruff", "check", "--select=TID251", f"--stdin-filename={file}"]
    asked = subprocess.run(
        [*command, "-"],
        check=False,
        cwd=ROOT,
        input=b"import PySide6.QtWidgets\n",
        capture_output=True,
    )
    assert b"only views and desktop.app draw" in asked.stdout
