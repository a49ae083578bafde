"""Real runs of `show` on a computer whose folders hold nothing else."""

import os
import subprocess
import sys
from pathlib import Path

from desktop.pdf_process.bounds import SECONDS

ROOT = Path(__file__).resolve().parents[2]


class Terminal:
    """A computer of its own: a home and folders that hold nothing, and the files."""

    def __init__(self, folder: Path) -> None:
        self.home, self.files, self.pictures = (
            folder / name for name in ("home", "files", "pictures")
        )
        for made in (self.home / "tmp", self.files):
            made.mkdir(parents=True)

    def run(
        self, *words: str | bytes | Path, stdout: int = subprocess.PIPE, seconds: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run `show` where the files are."""
        places = {f"XDG_{name}_HOME": str(self.home) for name in ("CONFIG", "DATA", "CACHE")}
        own = {"HOME": str(self.home), "TMPDIR": str(self.home / "tmp"), "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, "-P", "-m", "desktop", "show", *words],
            cwd=self.files,
            env={**os.environ, **places, **own, "LC_ALL": "C.UTF-8", SECONDS: seconds},
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def write(self, name: str | bytes, data: bytes) -> str | bytes:
        """A file of this name."""
        with open(os.path.join(os.fsencode(self.files), os.fsencode(name)), "wb") as out:  # noqa: PTH118, PTH123 - names that are no text
            out.write(data)
        return name

    def written(self) -> set[str]:
        """All files but those that were there."""
        return {
            path.relative_to(self.home).as_posix()
            for path in self.home.rglob("*")
            if path.is_file()
        }


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def lines(run: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What was said of each file."""
    return dict(line.split(": ", 1) for line in run.stderr.splitlines())
