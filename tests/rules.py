"""Which tests show which rule of docs/features.md; fails when a rule marked done has none."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| (?P<id>[A-Z]+-\d+) \| (?P<text>.*) \| (?P<state>done|later) \|$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of docs/features.md."""

    id: str
    text: str
    done: bool


def rules(page: str) -> list[Rule]:
    """Every rule of the page, in its order."""
    rows = (ROW.match(line) for line in page.splitlines())
    return [Rule(row["id"], row["text"], row["state"] == "done") for row in rows if row]


def marks(node: ast.AST) -> Iterator[str]:
    """The ids in every `…mark.rule("ID", …)` in a piece of code."""
    for call in ast.walk(node):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        owner = call.func.value
        if call.func.attr == "rule" and isinstance(owner, ast.Attribute) and owner.attr == "mark":
            for word in call.args:
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield word.value


def tests_of(folder: Path) -> dict[str, list[str]]:
    """Rule id to the tests that carry it, as `file::test`."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        name = file.relative_to(ROOT).as_posix()
        for test in named_tests(tree):
            for rule in dict.fromkeys([*module_marks(tree), *marks(test)]):
                found.setdefault(rule, []).append(f"{name}::{test.name}")
    return found


def named_tests(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The test functions and state machines of a module, at its top."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name.lower().startswith(
            "test"
        ):
            yield node


def module_marks(tree: ast.Module) -> Iterator[str]:
    """The marks that a module gives all of its tests by `pytestmark`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == "pytestmark" for name in node.targets
        ):
            yield from marks(node)


def main() -> int:
    """Print the table when asked (`--print`); 1 when a done rule is bare or an id unknown."""
    known = rules((ROOT / "docs" / "features.md").read_text(encoding="utf-8"))
    shown = tests_of(ROOT / "tests")
    if "--print" in sys.argv:
        for rule in known:
            sys.stdout.write(f"{rule.id} ({'done' if rule.done else 'later'}) {rule.text}\n")
            sys.stdout.writelines(f"    {test}\n" for test in shown.get(rule.id, ()))
    bare = [rule.id for rule in known if rule.done and rule.id not in shown]
    strange = sorted(set(shown) - {rule.id for rule in known})
    if bare:
        sys.stderr.write(f"Marked done, shown by no test: {', '.join(bare)}\n")
    if strange:
        sys.stderr.write(f"Carried by tests, not in docs/features.md: {', '.join(strange)}\n")
    done = sum(rule.done for rule in known)
    sys.stdout.write(f"{len(known)} rules, {done} done, {done - len(bare)} of these shown\n")
    return 1 if bare or strange else 0


if __name__ == "__main__":
    sys.exit(main())
