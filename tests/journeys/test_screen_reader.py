"""What a screen reader sees of the program: AT-SPI, read by another process (EASE-1)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import RunningServer

INSTALL = "apt-get install xvfb dbus-x11 at-spi2-core python3-pyatspi libxcb-cursor0"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
READER = Path(__file__).parent / "screen_reader.py"
ROLES = {"push button", "check box", "radio button", "text", "password text", "list", "menu item"}
INSIDE = """
/usr/libexec/at-spi-bus-launcher --launch-immediately &
bus=$!
"$PYTHON" -m tests.journeys.accessible "$URL" "$OUT" &
program=$!
/usr/bin/python3 "$READER" "$OUT"
status=$?
kill $program $bus
exit $status
"""


@pytest.mark.rule("EASE-1")
def test_every_control_has_a_name_a_role_and_a_state(
    calm_practice: RunningServer, tmp_path: Path
) -> None:
    tools = [shutil.which("xvfb-run"), shutil.which("dbus-run-session"), LAUNCHER.exists()]
    has = ["/usr/bin/python3", "-c", "import pyatspi"]
    if not all(tools) or subprocess.run(has, check=False, capture_output=True).returncode:
        pytest.skip(INSTALL)
    environment = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "HOME": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",  # which would ask on the screen
        "URL": calm_practice.url,
        "OUT": str(tmp_path),
        "PYTHON": sys.executable,
        "READER": str(READER),
    }
    shell = ["xvfb-run", "-a", "dbus-run-session", "--", "sh", "-c", INSIDE]
    said = tmp_path / "said"
    with said.open("wb") as out:
        ended = subprocess.run(
            shell, env=environment, stdout=out, stderr=out, timeout=110, check=False
        )
    assert ended.returncode == 0, said.read_text()[-3000:]
    for page in ("sign-in", "appointments", "account"):
        controls = json.loads((tmp_path / f"{page}.json").read_text())
        assert len(controls) > 8
        for control in controls:
            assert control["name"], f"{control['role']} on {page}: {control}"
            assert "showing" in control["states"]
            assert "focusable" in control["states"]
    told = (tmp_path / "appointments.json").read_text()
    assert "Confirm Ivy, " in told
