"""Whether the tests of the drafting engine notice when it is broken.

    python benchmarks/drafting_mutants.py [--count N] [--seed N] [--module NAME] [--jobs N]

Breaks the engine in one small way at a time (a comparison turned, an end shifted by one, a branch
dropped, a condition negated, an argument swapped), runs its tests on a copy of the sources, and
lists the mutants that no test noticed. The last line is one JSON object.
"""

import argparse
import ast
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ENGINE = Path("src/dabir/domain/drafting")
MODULES = (
    "against.py",
    "amendments.py",
    "application.py",
    "conflicts.py",
    "meetings.py",
    "rebase.py",
    "subamending.py",
    "updating.py",
    "verification.py",
    "compiling/compilation.py",
    "compiling/resolving.py",
    "compiling/structure.py",
    "compiling/wordings.py",
    "references/binding.py",
    "references/mentions.py",
    "references/renumbering.py",
    "references/rewording.py",
)
TESTS = (
    "test_amendments.py",
    "test_application.py",
    "test_compiling.py",
    "test_references.py",
    "test_references_following.py",
    "test_plain.py",
    "test_laws.py",
    "test_laws_carrying.py",
    "test_laws_compiling.py",
    "test_laws_references.py",
)
"""Quick ones first: most mutants are noticed there."""

# Equal to the engine in all that it does, each with its reason.
EQUIVALENT: dict[str, str] = {
    "amendments.py one more: 1": "a run that reaches over a blank has no other words in it",
    "compiling/compilation.py flip: False": "rows follow from what else is compared",
    "compiling/resolving.py drop not: not each.keeps_base": (
        "that some keep the base and some do not can be counted from either side"
    ),
    "compiling/structure.py swap: (code, spelling_key(text))": (
        "a name of contents, compared with nothing but others of its make"
    ),
    "rebase.py swap: (-1, -1)": "the same pair",
    "compiling/structure.py swap: (operation.parent, operation.after)": (
        "a name made of both, compared with nothing but itself"
    ),
    "references/renumbering.py swap: (0, 0)": "the same pair",
    "references/renumbering.py one more: 1": "the number of an amendment that nobody sees",
}

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class Mutant(NamedTuple):
    """A module with one thing broken."""

    module: str
    line: int
    what: str
    source: str

    @property
    def name(self) -> str:
        """What it is known by, wherever its line moves."""
        return f"{self.module} {self.what}"


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    tree = ast.parse((ROOT / ENGINE / module).read_text(encoding="utf-8"))
    places = list(ast.walk(tree))
    # Pairs within brackets are types, which nobody asks for when the engine runs.
    typed = {id(node.slice) for node in places if isinstance(node, ast.Subscript)}
    # So are the ways in which a class is made: frozen or not, it says the same.
    typed |= {
        id(each)
        for node in places
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        for each in ast.walk(decorator)
    }
    for place, node in enumerate(places):
        if id(node) in typed:
            continue
        for what in _ways(node):
            broken = copy.deepcopy(tree)
            _break(list(ast.walk(broken))[place], what)
            line = getattr(node, "lineno", 0)
            said = f"{what}: {ast.unparse(node).splitlines()[0][:70]}"
            yield Mutant(module, line, said, ast.unparse(ast.fix_missing_locations(broken)))


def _ways(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _TURNED:
            yield "compare"
        case ast.BoolOp():
            yield "and/or"
        case ast.If() | ast.While() | ast.IfExp():
            yield "negate"
        case ast.BinOp(op=ast.Add() | ast.Sub()) if not _textual(node):
            yield "plus/minus"
        case ast.Constant(value=bool()):
            yield "flip"
        case ast.Constant(value=int()):
            yield "one more"
        case ast.Continue() | ast.Break():
            yield "pass"
        case ast.UnaryOp(op=ast.Not()):
            yield "drop not"
        case ast.Tuple(elts=[_, _], ctx=ast.Load()):
            yield "swap"
        case _:
            pass


def _textual(node: ast.BinOp) -> bool:
    return any(isinstance(each, ast.JoinedStr) for each in (node.left, node.right))


def _break(node: ast.AST, what: str) -> None:
    match what, node:
        case "compare", ast.Compare():
            node.ops = [_TURNED[type(node.ops[0])]()]
        case "and/or", ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case "negate", ast.If() | ast.While() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case "plus/minus", ast.BinOp():
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        case "flip", ast.Constant():
            node.value = not node.value
        case "one more", ast.Constant():
            node.value = int(str(node.value)) + 1
        case "pass", _:
            node.__class__ = ast.Pass
        case "drop not", ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case "swap", ast.Tuple():
            node.elts.reverse()


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether all tests pass on a copy of the sources with the mutant in it."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        copied = Path(temporary)
        shutil.copytree(ROOT / "src/dabir/domain", copied / "src/dabir/domain")
        shutil.copy(ROOT / "src/dabir/__init__.py", copied / "src/dabir")
        shutil.copytree(ROOT / "tests" / "domain", copied / "tests" / "domain")
        for name in ("conftest.py", "thoroughness.py"):
            shutil.copy(ROOT / "tests" / name, copied / "tests")
        (copied / ENGINE / mutant.module).write_text(mutant.source, encoding="utf-8")
        tests = [f"tests/domain/drafting/{name}" for name in TESTS]
        command = [
            *(sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:django"),
            *("-p", "no:cacheprovider", "--import-mode=importlib", "--rootdir", str(copied)),
            *("-c", os.devnull, "--timeout", "120", *tests),
        ]
        path = os.pathsep.join([str(copied), str(copied / "src")])
        done = subprocess.run(
            command,
            cwd=copied,
            env={**os.environ, "PYTHONPATH": path, "HYPOTHESIS_PROFILE": "mutants"},
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{mutant.name}: {done.stdout}{done.stderr}")
    return done.returncode == 0


def main() -> int:
    """Break the engine in ways drawn by chance, and print what was noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=60, help="mutants to draw; 0 for all")
    parser.add_argument("--seed", type=int, default=1405)
    parser.add_argument("--module", action="append", choices=MODULES)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    everything = [each for module in arguments.module or MODULES for each in mutants(module)]
    drawn = everything
    if arguments.count:
        chance = random.Random(arguments.seed)
        drawn = chance.sample(everything, min(arguments.count, len(everything)))
    living: list[str] = []
    with tempfile.TemporaryDirectory(prefix="dabir-mutants-") as temporary:
        folder = Path(temporary)
        with ThreadPoolExecutor(arguments.jobs) as pool:
            for mutant, lives in zip(
                drawn, pool.map(lambda each: survives(each, folder), drawn), strict=True
            ):
                print(
                    f"{'LIVES' if lives else 'killed'}  {mutant.line:4} {mutant.name}", flush=True
                )
                if lives:
                    living.append(mutant.name)
    equal = [name for name in living if name in EQUIVALENT]
    seen = {
        "possible": len(everything),
        "drawn": len(drawn),
        "killed": len(drawn) - len(living),
        "equivalent": len(equal),
        "living": [name for name in living if name not in EQUIVALENT],
    }
    print(json.dumps(seen, ensure_ascii=False))
    return 1 if seen["living"] else 0


if __name__ == "__main__":
    sys.exit(main())
