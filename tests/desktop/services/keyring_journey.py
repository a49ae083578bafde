"""Run in a session with a real keyring: keep signed in, resume, password changed, sign out."""

import sys
from pathlib import Path

from desktop.services.keyring import Keyring
from desktop.services.session import Door
from tests.desktop.services.conftest import PRACTICE, Computer, new_family
from tests.serving import running_server


def main(folder: Path) -> None:
    """Raises AssertionError where something is not as it should be."""
    keyring = Keyring()
    assert keyring.available()
    with running_server(folder / "server", cold=True) as server:
        server.feed([PRACTICE])
        family = new_family(server)
        computer = Computer(Door(folder / "computer"), [], [])
        live = computer.sign_in(family, keep=True)
        live.close()
        assert keyring.load(live.folder.name) is not None
        resumed = computer.door.resume(live.folder)
        assert resumed is not None
        assert resumed.end_token
        resumed.close()
        family.feed_access(password="another long password")
        rewrapped = computer.sign_in(family, "another long password", keep=True)
        assert rewrapped.folder == live.folder
        rewrapped.close()
        computer.door.open_saved(live.folder, "another long password").sign_out()
        assert keyring.load(live.folder.name) is None
        assert computer.door.resume(live.folder) is None
        not_kept = computer.sign_in(family, "another long password", keep=False)
        assert keyring.load(live.folder.name) is None
        not_kept.close()
    sys.stdout.write("kept, resumed, rewrapped, dropped\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
