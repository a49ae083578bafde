"""Files of the owner alone: private folders, whole files or none, removal that does not stop."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def private_folder(path: Path) -> None:
    """Make the folder and those above it; the folder itself is for its owner only."""
    path.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        path.chmod(FOLDER_MODE)


def sync_folder(path: Path) -> None:
    """Make names in the folder survive a power cut; where a system cannot, it does so itself."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file by `data`: after a crash it holds the old bytes or the new, never half."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def remove_tree(path: Path) -> None:
    """Remove the folder with all in it; what is already gone is no error."""
    if path.exists():
        shutil.rmtree(path)
