"""The installer holds every tab, and nothing of the server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PyInstaller.utils.hooks import collect_submodules

import desktop.views.sections
from desktop.views.section import discover

ROOT = Path(__file__).resolve().parents[2]


def test_the_spec_names_every_tab_that_the_window_finds():
    package = desktop.views.sections.__name__
    found = {f"{package}.{name}" for name, _spec in discover(desktop.views.sections)}
    assert found
    assert found <= set(collect_submodules("desktop"))


@pytest.mark.deep
def test_the_built_program_starts_lists_its_tabs_and_has_no_server(tmp_path):
    if shutil.which("objdump") is None and sys.platform.startswith("linux"):
        pytest.skip("binutils is not here: apt-get install binutils")
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        str(ROOT / "build_installer.spec"),
    ]
    places = [f"--distpath={tmp_path / 'dist'}", f"--workpath={tmp_path / 'build'}"]
    subprocess.run([*command, *places], cwd=tmp_path, check=True, capture_output=True)
    program = tmp_path / "dist" / "patient-portal" / "patient-portal"
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run(
        [program, "--list-sections"], env=around, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [name for name, _spec in discover(desktop.views.sections)]
    inside = [path.name for path in program.parent.rglob("*")]
    assert not [name for name in inside if name.startswith(("practice_server", "litestar"))]
