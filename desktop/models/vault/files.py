"""Files of the owner alone: private folders, whole files or none, removal that does not stop."""

import errno
import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
TRIES = 20
_DRAFT = re.compile(r"\..+\.[0-9a-f]{8}")


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
    publish(write_draft(path, data), path)


def write_draft(path: Path, data: bytes) -> Path:
    """Write beside `path` what it is to become, safe from a power cut; where it lies."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        drop_draft(draft)
        raise
    return draft


def publish(draft: Path, path: Path) -> None:
    """Put the draft in the place of the file."""
    try:
        draft.replace(path)
    except BaseException:
        drop_draft(draft)
        raise
    sync_folder(path.parent)


def drop_draft(draft: Path) -> None:
    """Remove a draft that is not wanted any more."""
    with suppress(OSError):
        draft.unlink()


def drop_drafts(folder: Path) -> None:
    """Remove what writers that were stopped left in the folder; nobody may be writing in it."""
    for draft in folder.glob(".*"):
        if _DRAFT.fullmatch(draft.name):
            drop_draft(draft)


def remove_tree(path: Path) -> None:
    """Remove the folder with all in it; what is already gone, or goes meanwhile, is no error.

    A lane that is just ending may still make or rename a file in it.
    """
    for _ in range(TRIES):
        try:
            shutil.rmtree(path)
        except FileNotFoundError:
            if not path.exists():
                return
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:
                raise
        else:
            return
    shutil.rmtree(path)
