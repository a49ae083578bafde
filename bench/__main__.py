"""`python3 run.py bench [NAME …] [--json FILE]`: every figure with its floor, ratio and limit."""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import bench
from bench.figure import HEADING, Bench, Figure


def benches() -> dict[str, Bench]:
    """Every module of this package that has figures, by its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(bench.__path__))
    modules = {name: f"bench.{name}" for name in names if name.startswith("measure_")}
    return {
        name.removeprefix("measure_"): importlib.import_module(path).figures
        for name, path in modules.items()
    }


def main() -> int:
    """Print the figures asked for (all without a name); 1 when one is over its limit."""
    known = benches()
    asked = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    asked.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    words = asked.parse_args()
    if strange := sorted(set(words.names) - set(known)):
        asked.error(f"unknown: {', '.join(strange)}; known: {', '.join(known)}")
    print(HEADING, flush=True)
    found: list[Figure] = []
    for name in words.names or known:
        for figure in known[name]():
            found.append(figure)
            print(figure.as_line(), flush=True)
    if words.json:
        words.json.write_text(json.dumps([figure.as_json() for figure in found], indent=1))
    return 1 if any(figure.over for figure in found) else 0


if __name__ == "__main__":
    sys.exit(main())
