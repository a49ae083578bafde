import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.backends.SecretService
import pytest
from keyring.backend import KeyringBackend
from typing_extensions import override

from desktop.services.keyring import KeptKey, Keyring, protecting

REAL = ("dbus-run-session", "gnome-keyring-daemon")
CHAIN = keyring.backends.chainer.ChainerBackend
NEEDS = pytest.mark.skipif(
    not all(shutil.which(program) for program in REAL),
    reason="apt-get install gnome-keyring dbus",
)


class Plain(KeyringBackend):
    """Keeps plain text, as some backends do."""

    priority = 0.1

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return "c2VjcmV0"

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("asked to keep a key in plain text")


class Renamed(keyring.backends.SecretService.Keyring):
    """Somebody's own version of a good one."""


def made(kind: Any) -> Any:
    return kind()


def chain(*kinds: Any) -> Any:
    """The real chain's class by name, over these backends."""
    named = {"__module__": CHAIN.__module__, "__qualname__": CHAIN.__qualname__}
    return made(
        type("ChainerBackend", (CHAIN,), named | {"backends": [made(each) for each in kinds]})
    )


@pytest.mark.rule("SIGN-14")
@pytest.mark.parametrize(
    "backend",
    [
        made(Plain),
        made(Renamed),
        made(keyring.backends.null.Keyring),
        made(keyring.backends.fail.Keyring),
        chain(),
        chain(Plain, keyring.backends.null.Keyring),
    ],
)
def test_what_does_not_protect_is_no_keyring(backend):
    assert protecting(backend) is None


@pytest.mark.rule("SIGN-14")
def test_the_systems_own_keyring_counts_also_in_a_chain():
    good = made(keyring.backends.SecretService.Keyring)
    assert protecting(good) is good
    assert isinstance(protecting(chain(Plain, type(good))), type(good))


@pytest.mark.parametrize("name", ["null.Keyring", "fail.Keyring", "nothing.of.that.name"])
def test_without_a_keyring_nothing_is_kept_and_nothing_fails(name, monkeypatch):
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"keyring.backends.{name}")
    none = Keyring()
    assert not none.available()
    assert not none.store("copy", b"secret")
    assert none.load("copy") is None
    none.drop("copy")


@NEEDS
@pytest.mark.rule("SIGN-14")
@pytest.mark.rule("OFF-5")
def test_the_real_keyring_keeps_a_key_and_drops_it(tmp_path: Path) -> None:
    """In a session bus and a home of its own: see `keyring_journey`."""
    script = (
        "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;"
        f" exec {sys.executable} -m tests.desktop.services.keyring_journey {tmp_path / 'work'}"
    )
    environment = {name: value for name, value in os.environ.items() if "KEYRING" not in name}
    environment |= {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    environment |= {"XDG_RUNTIME_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "kept, resumed, rewrapped, dropped"


class NeverAsked(Keyring):
    """A keyring that hangs on whoever asks it, as a locked one does."""

    @override
    def store(self, name: str, secret: bytes) -> bool:
        raise AssertionError("asked")

    @override
    def load(self, name: str) -> bytes | None:
        raise AssertionError("asked")

    @override
    def drop(self, name: str) -> None:
        raise AssertionError("asked")


@pytest.mark.rule("SIGN-14")
def test_a_keyring_that_holds_nothing_of_a_copy_is_not_asked(tmp_path: Path) -> None:
    kept = KeptKey(NeverAsked(), tmp_path)
    kept.drop()
    assert kept.load() is None
