import errno
import os
import time
from pathlib import Path

import pytest

from desktop.models.trouble import Trouble
from desktop.services import tries
from desktop.services.tries import FIRST_DELAY, FREE_TRIES, Tries
from tests.desktop.services.test_client import trouble_of

pytestmark = pytest.mark.rule("OFF-4")


def test_the_file_holds_a_count_and_a_time_and_nothing_else(tmp_path: Path) -> None:
    Tries(tmp_path).begin()
    text = (tmp_path / "tries.json").read_text()
    assert text.startswith('{"wrong":1,"last_at":')
    assert os.name != "posix" or (tmp_path / "tries.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"wrong":"x"}', b"\xff"])
def test_a_count_that_somebody_spoilt_waits_once_instead_of_starting_afresh(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1_000_000.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    (tmp_path / "tries.json").write_bytes(content)
    assert trouble_of(Tries(tmp_path).begin) is Trouble.TOO_MANY_TRIES
    clock[0] += FIRST_DELAY
    Tries(tmp_path).begin()


@pytest.mark.rule("OFF-6")
def test_a_full_disk_locks_nobody_out_and_still_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tries, "write_whole", full)
    for _ in range(FREE_TRIES):
        Tries(tmp_path).begin()
    assert trouble_of(Tries(tmp_path).begin) is Trouble.TOO_MANY_TRIES
    Tries(tmp_path).clear()
    Tries(tmp_path).begin()
    Tries(tmp_path).clear()
