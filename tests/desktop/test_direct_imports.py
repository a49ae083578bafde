"""PySide6 is loaded with less work, and works as ever."""

import builtins
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.compiled_once import compiled_once
from desktop.late_patterns import LatePattern, late_patterns

COUNTED = """
import builtins
made, real = [], builtins.compile
def counted(source, *rest, **named):
    made.extend([1] if isinstance(source, bytes) else [])
    return real(source, *rest, **named)
builtins.compile = counted
import re
compile_pattern = re.compile
from desktop.direct_imports import import_directly
import_directly()
assert builtins.compile is counted
assert re.compile is compile_pattern
assert "feature_import" not in repr(builtins.__import__)
print(len(made))
"""
SAID = """
from PySide6.QtCore import QObject, QTimer
from PySide6.support.signature import get_signature
try:
    QTimer().setInterval("soon")
except TypeError as error:
    print(error)
print(get_signature(QObject.setProperty), get_signature(QTimer.singleShot))
"""
DIRECTLY = "from desktop.direct_imports import import_directly; import_directly()\n"


def run(code: str, kept: Path, **around: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name[:4] != "PYTH"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"PYTHONPYCACHEPREFIX": str(kept)} | around,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_support_module_is_compiled_once(tmp_path: Path) -> None:
    assert int(run(COUNTED, tmp_path)) > 10
    assert int(run(COUNTED, tmp_path)) == 0


def test_damaged_code_is_compiled_anew(tmp_path: Path) -> None:
    run(COUNTED, tmp_path)
    (kept,) = tmp_path.rglob("shibokensupport.*.pyc")
    kept.write_bytes(kept.read_bytes()[:5000])
    assert int(run(COUNTED, tmp_path)) > 10
    assert int(run(COUNTED, tmp_path)) == 0


def test_no_code_is_kept_where_python_keeps_none(tmp_path: Path) -> None:
    run(COUNTED, tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert not list(tmp_path.rglob("*"))


def test_qt_says_the_same_about_its_functions(tmp_path: Path) -> None:
    usual = run(SAID, tmp_path)
    assert "setInterval" in usual
    assert "singleShot" in usual or "Callable" in usual
    assert run(DIRECTLY + SAID, tmp_path) == usual
    assert run(DIRECTLY + SAID, tmp_path) == usual


def value_of(source: bytes, place: Path) -> object:
    found: dict[str, object] = {}
    with compiled_once(place):
        exec(builtins.compile(source, "module.py", "exec"), found)  # noqa: S102 - what is tested
    return found["value"]


def test_other_source_is_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    place = tmp_path / "support.py"
    assert value_of(b"value = 1", place) == 1
    assert value_of(b"value = 2", place) == 2
    assert value_of(b"value = 2", place) == 2


def test_patterns_are_late_for_the_support_module_alone() -> None:
    asking = {"__name__": "shibokensupport.signature.parser", "re": re}
    with late_patterns():
        usual = re.compile(r"\d")
        late = eval("re.compile(r'(\\d)', flags=re.VERBOSE)", asking)  # noqa: S307 - as from there
    assert isinstance(usual, re.Pattern)
    assert isinstance(late, LatePattern)
    assert [found[1] for found in late.finditer("a1b2")] == ["1", "2"]
    assert late.split("a1b") == ["a", "1", "b"]
    assert late.sub("x", "a1b") == "axb"
