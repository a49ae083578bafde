"""What is tested is what is shipped: the locks hold the same versions."""

import re
from pathlib import Path

import pytest

LOCKS = Path(__file__).parent.parent.parent / "requirements"


def versions(name: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9._-]+)==(\S+)(?: ;[^\\]*)? \\$", (LOCKS / name).read_text(), re.M)
    return dict(found)


@pytest.mark.parametrize("name", ["desktop.txt", "server.txt"])
def test_the_smaller_locks_hold_the_versions_of_dev(name):
    smaller, dev = versions(name), versions("dev.txt")

    assert len(smaller) > 20
    assert smaller.items() <= dev.items()


@pytest.mark.parametrize("name", ["desktop.txt", "server.txt", "dev.txt"])
def test_locks_name_no_index(name):
    assert "://" not in (LOCKS / name).read_text()
