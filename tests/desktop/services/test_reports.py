"""Reports of bugs hold types and places, nothing that a patient wrote."""

import logging
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.services.reports import describe, report, start_log

pytestmark = pytest.mark.rule("OFF-2")
SECRET = "tooth 14 hurts"


def fail() -> None:
    words = SECRET
    try:
        int(words)
    except ValueError as error:
        raise RuntimeError(f"while reading {words}") from error


def test_a_report_names_types_and_functions_only() -> None:
    with pytest.raises(RuntimeError) as caught:
        fail()
    text = describe(caught.value)
    assert "builtins.ValueError" in text
    assert "builtins.RuntimeError" in text
    assert "fail" in text
    assert SECRET not in text


def test_the_number_finds_the_report_in_the_log(tmp_path: Path) -> None:
    handler = start_log(tmp_path)
    ours = logging.getLogger("desktop")
    try:
        with pytest.raises(RuntimeError) as caught:
            fail()
        number = report(caught.value)
        logging.getLogger("desktop.test").error("it failed", exc_info=caught.value)
    finally:
        ours.removeHandler(handler)
        ours.propagate = True
        handler.close()
    text = (tmp_path / "portal.log").read_text()
    assert number in text
    assert text.count("builtins.RuntimeError") == 2
    assert SECRET not in text
    assert stat.S_IMODE((tmp_path / "portal.log").stat().st_mode) == 0o600


def test_a_long_log_is_set_aside_once(tmp_path: Path) -> None:
    (tmp_path / "portal.log").write_bytes(b"x" * (1024 * 1024 + 1))
    handler = start_log(tmp_path)
    ours = logging.getLogger("desktop")
    ours.removeHandler(handler)
    ours.propagate = True
    handler.close()
    assert (tmp_path / "portal.log").stat().st_size == 0
    assert (tmp_path / "portal.log.1").stat().st_size == 1024 * 1024 + 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_loses_a_line_of_the_log_and_says_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "portal.log").symlink_to("/dev/full")
    handler = start_log(tmp_path)
    ours = logging.getLogger("desktop")
    try:
        logging.getLogger("desktop.test").error("it failed")
    finally:
        ours.removeHandler(handler)
        ours.propagate = True
        with suppress(OSError):
            handler.close()
    assert capfd.readouterr().err == ""
