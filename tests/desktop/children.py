"""How much memory processes of ours take."""

from pathlib import Path

import psutil


def peak_of(argument: str) -> int:
    """Kilobytes that the largest of our living processes with this argument ever took.

    What the system counts for processes that ended holds their parent's memory too, from the
    moment at which it started them.
    """
    ours = psutil.Process().children(recursive=True)
    return max((_peak(one.pid) for one in ours if argument in one.cmdline()), default=0)


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
