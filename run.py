#!/usr/bin/env python3
"""The commands of this repository. Standard library only: it makes the environment for the rest.

python3 run.py demo [--tour DIR]   the demo practice and the program, or pictures of all of it
python3 run.py app | serve         the program, or the practice server, alone
python3 run.py show FILE …         what a document of any origin looks like in the program, and says
python3 run.py test [--deep]       format, lint, types, import rules, tests
python3 run.py bench [NAME …]      each speed figure with its floor
python3 run.py rules               every rule with the tests that show it
python3 run.py lock                the locked requirements anew
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CHECKED = ("portal_protocol", "desktop", "practice_server", "resources", "tests", "bench", "run.py")

# What Qt's plugin for X11 and its libraries need, by the file that the loader looks for.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
}


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def make_environment(needs: str) -> None:
    """Have `.venv` hold what `requirements/<needs>.txt` locks, and this repository's packages.

    The lock "dev" holds the others, at the same versions.
    """
    if is_made("dev") or is_made(needs):
        return
    say("Making the environment in .venv (once; some minutes on a slow line)")
    if not PYTHON.exists():
        new_environment()
    # The lock names all there is. An older pip that looks for more itself meets newer releases,
    # which have no hash here, wherever a package asks for another one's extra.
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = str(ROOT / "requirements" / f"{needs}.txt")
    subprocess.run([*pip, "--no-deps", "--require-hashes", "--requirement", locked], check=True)
    subprocess.run([*pip, "--no-deps", "--editable", str(ROOT)], check=True)
    stamp(needs).write_text(wanted(needs))


def is_made(needs: str) -> bool:
    """Whether `.venv` was made from that lock as it is now."""
    return PYTHON.exists() and stamp(needs).exists() and stamp(needs).read_text() == wanted(needs)


def stamp(needs: str) -> Path:
    """The file that says what `.venv` was made from."""
    return ENVIRONMENT / f"made-from-{needs}"


def wanted(needs: str) -> str:
    """What it says when that lock has not changed since."""
    locked = ROOT / "requirements" / f"{needs}.txt"
    return hashlib.sha256(locked.read_bytes() + sys.version.encode()).hexdigest()


def new_environment() -> None:
    """An empty environment with pip; says what to install where Python comes without."""
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "This Python has no pip for new environments. On Debian: apt-get install python3-venv"
        )


def missing_libraries() -> list[str]:
    """The Debian packages that hold the system libraries which Qt lacks here (Linux only)."""
    if not sys.platform.startswith("linux"):
        return []
    finder = "import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent / 'Qt')"
    qt = Path(subprocess.check_output([str(PYTHON), "-c", finder], text=True).strip())
    parts = [qt / "plugins/platforms/libqxcb.so", qt / "plugins/platforms/libqoffscreen.so"]
    parts += [qt / "lib/libQt6Widgets.so.6", qt / "lib/libQt6Pdf.so.6", qt / "lib/libQt6Svg.so.6"]
    found: set[str] = set()
    for part in parts:
        listing = subprocess.run(["ldd", str(part)], capture_output=True, text=True, check=False)
        for line in listing.stdout.splitlines():
            name, _, where = line.strip().partition(" => ")
            if where.startswith("not found"):
                found.add(DEBIAN_PACKAGES.get(name, name))
    return sorted(found)


def have_libraries(packages: Sequence[str], why: str) -> None:
    """Install Debian packages as root on Debian; else print the one command and stop."""
    if not packages:
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing what {why} lacks here: {' '.join(packages)}")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        words = command.replace("-y", "-y -qq", 1).split()
        for step in (["apt-get", "update", "-qq"], words):
            subprocess.run(step, check=True, env=quiet, stdout=sys.stderr)
        return
    sys.exit(f"{why} lacks system libraries. On Debian or Ubuntu run:\n\n    sudo {command}\n")


def has_screen() -> bool:
    """Whether a window can be shown to a person here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(*command: str, extra: dict[str, str] | None = None) -> int:
    """Run a module or program of the environment in the repository's folder; its exit status."""
    words = [str(PYTHON), *command]
    return subprocess.run(
        words, cwd=ROOT, env={**os.environ, **(extra or {})}, check=False
    ).returncode


def demo(tour: Path | None) -> int:
    """The demo practice on loopback with the program; or a picture of everything (`tour`)."""
    if tour is None and not has_screen():
        tour = ROOT / "tour"
        say(f"There is no screen here, so this is the tour instead: pictures in {tour}")
    if tour is not None:
        return run("-m", "tests.journeys.tour", str(tour.absolute()), extra=offscreen())
    with tempfile.TemporaryDirectory(prefix="patient-portal-demo-") as folder:
        return run("-m", "practice_server.demo.show", "--folder", folder)


def offscreen() -> dict[str, str]:
    """Draw without a screen; the same widgets."""
    return {"QT_QPA_PLATFORM": "offscreen"}


def show(asked: argparse.Namespace, more: Sequence[str]) -> int:
    """Show files of the caller's, whose names count from where the caller is; the exit status."""
    if odd := [word for word in more if word.startswith("-")]:
        parser().error(f"unrecognized arguments: {odd!a}")
    words = ["--text"] if asked.text else []
    words += ["--png", str(asked.png.absolute())] if asked.png else []
    files = [str(Path(file).absolute()) for file in (*asked.files, *more)]
    return run("-m", "desktop", "show", *words, "--", *files)


def check(step: Sequence[str]) -> int:
    """Run one check, and say all that it said at once; its exit status."""
    words = [str(PYTHON), *step]
    done = subprocess.run(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    title = " ".join(step[1:3])[:60]
    say(f"== {title}\n{done.stdout.decode(errors='replace').rstrip()}")
    return done.returncode


def test(*, deep: bool, more: Sequence[str]) -> int:
    """Format, lint, types, import rules, rules table and tests; these only if the rest is well."""
    steps: list[tuple[str, ...]] = [
        ("-m", "mypy"),  # takes longest
        ("-m", "ruff", "format", "--check", *CHECKED),
        ("-m", "ruff", "check", *CHECKED),
        ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
        ("-m", "tests.rules"),
    ]
    with ThreadPoolExecutor(2) as both:
        statuses = list(both.map(check, steps))
    if any(statuses):
        return next(filter(None, statuses))
    say("== pytest")
    profile = ("--hypothesis-profile", "deep") if deep else ("-m", "not deep")
    # One more than there are cores: tests wait for processes of their own half of the time. A
    # file's tests share their server; tests/conftest.py says which files are begun first.
    workers = str((os.cpu_count() or 2) + 1)
    beside = ("-n", workers, "--dist", "loadfile", "--no-loadscope-reorder")
    return run("-m", "pytest", "-q", *beside, *profile, *more, extra=offscreen() | compiled())


def compiled() -> dict[str, str]:
    """Compile each module once for all the processes that tests start."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ENVIRONMENT / "pycache")}


def lock() -> int:
    """Lock the requirements: every version with its hashes, at least seven days old.

    What is tested is what is shipped: the smaller locks hold the versions of "dev".
    """
    dev = "requirements/dev.txt"
    return (
        compile_lock("--extra", "server", "--extra", "dev", "-o", dev)
        or compile_lock("--extra", "server", "-c", dev, "-o", "requirements/server.txt")
        or compile_lock("-c", dev, "-o", "requirements/desktop.txt")
    )


def compile_lock(*words: str) -> int:
    """One lock file; the exit status."""
    return run(
        "-m", "uv", "pip", "compile", "pyproject.toml", *words,
        "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate",
        "--no-emit-index-url", "--no-emit-find-links", "--exclude-newer", "7 days", "--quiet",
        "--custom-compile-command", "python3 run.py lock",
    )  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="run.py", description="Patient Portal: every command of this repository"
    )
    commands = top.add_subparsers(dest="command", required=True)
    shown = commands.add_parser(
        "demo", help="the demo practice and the program at its sign-in page"
    )
    shown.add_argument(
        "--tour", type=Path, metavar="DIR", help="save a picture of everything instead"
    )
    commands.add_parser("app", help="the program alone")
    commands.add_parser("serve", help="the practice server alone")
    opened = commands.add_parser("show", help="what a file looks like in the program, and says")
    opened.add_argument("files", nargs="+", type=Path, metavar="FILE")
    opened.add_argument("--text", action="store_true", help="print the text that is shown")
    opened.add_argument("--png", type=Path, metavar="DIR", help="save the first page of each there")
    tested = commands.add_parser("test", help="format, lint, types, import rules, tests")
    tested.add_argument("--deep", action="store_true", help="the long profiles too")
    commands.add_parser("bench", help="each speed figure with its floor")
    commands.add_parser("rules", help="every rule with the tests that show it")
    commands.add_parser("lock", help="lock the requirements anew")
    return top


def main() -> int:
    """Do what the command line asks; words that a command does not know go to what it runs."""
    asked, more = parser().parse_known_args()
    with redirect_stdout(sys.stderr if asked.command == "show" else sys.stdout):
        needs = "dev" if asked.command in {"test", "bench", "rules", "lock"} else "server"
        make_environment(needs)
        if asked.command in {"demo", "test", "app", "bench", "show"}:
            have_libraries(missing_libraries(), "Qt")
    commands: dict[str, Callable[[], int]] = {
        "demo": lambda: demo(asked.tour),
        "test": lambda: test(deep=asked.deep, more=more),
        "app": lambda: run("-m", "desktop", *more),
        "serve": lambda: run("-m", "practice_server.cli", "serve", *more),
        "show": lambda: show(asked, more),
        "bench": lambda: run("-m", "bench", *more, extra=offscreen()),
        "rules": lambda: run("-m", "tests.rules", "--print"),
        "lock": lock,
    }
    return commands[asked.command]()


if __name__ == "__main__":
    sys.exit(main())
