"""The house rules as functions from files to complaints, so that they can be tested themselves."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dragoman"
FILE_LINES = 400
FUNCTION_LINES = 40
EMPTY_WORDS = frozenset({"manager", "helper", "helpers", "util", "utils", "handler", "processor"})
EMPTY_WORDS |= {"data", "info", "item", "common", "base", "core", "misc"}
ALLOWED_NAMES = frozenset({"EngineInfo"})
"""`EngineInfo` is what the engine protocol's `info()` answers; the word is the protocol's."""
UNFINISHED = re.compile(
    "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X:", "NotImplemented" + "Error"))
)
MACHINE_PATH = re.compile(
    r"(?<![\w.~:/-])/(?:" + "|".join(("work", "tm" + "p", "root", "home/[a-z]+")) + r")(?![\w-])"
)
"""Absolute paths of one machine; `x/work`, `../work` and the path of a URL are none."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def python_files(folder: Path) -> list[Path]:
    """All Python files below `folder`, in order."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def long_files(paths: Iterable[Path], limit: int = FILE_LINES) -> list[str]:
    """Files with more than `limit` lines."""
    lines = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in paths)
    return [f"{path.name}: {n} lines, at most {limit}" for path, n in lines if n > limit]


def long_functions(paths: Iterable[Path], limit: int = FUNCTION_LINES) -> list[str]:
    """Functions with more than `limit` lines, docstring included, decorators not."""
    found = []
    for path in paths:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > limit:
                    found.append(f"{path.name}:{node.lineno} {node.name}: {lines} lines")
    return found


def empty_names(paths: Iterable[Path]) -> list[str]:
    """Modules and classes whose name contains a word that says nothing."""
    found = []
    for path in paths:
        if EMPTY_WORDS & set(path.stem.lower().split("_")):
            found.append(f"{path.name}: a module's name")
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef) and node.name not in ALLOWED_NAMES:
                words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", node.name)
                if EMPTY_WORDS & {word.lower() for word in words}:
                    found.append(f"{path.name}:{node.lineno} {node.name}")
    return found


def undocumented(paths: Iterable[Path]) -> list[str]:
    """Modules and public classes, functions and methods without a docstring."""
    found = []
    for path in paths:
        tree = _tree(path)
        if not ast.get_docstring(tree):
            found.append(f"{path.name}: the module")
        found += [
            f"{path.name}:{node.lineno} {node.name}"
            for node in _public(tree)
            if not ast.get_docstring(node)
        ]
    return found


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    for node in tree.body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from _public(node)


def prints(paths: Iterable[Path]) -> list[str]:
    """Calls of the built-in print."""
    return [
        f"{path.name}:{node.lineno}"
        for path in paths
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def imports_of(paths: Iterable[Path], modules: frozenset[str]) -> list[str]:
    """Imports of any of `modules` (dotted names), which no tool for whole packages tells apart."""
    found = []
    for path in paths:
        for node in ast.walk(_tree(path)):
            names: set[str] = set()
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            found += [f"{path.name}:{node.lineno} {name}" for name in sorted(names & modules)]
    return found


def lines_that_match(paths: Iterable[Path], pattern: re.Pattern[str]) -> list[str]:
    """Lines of text files in which `pattern` is found; binary files are passed over."""
    found = []
    for path in paths:
        raw = path.read_bytes()
        if b"\0" in raw:
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.name}:{number} {line.strip()[:100]}")
    return found


def tracked_files() -> list[Path]:
    """What belongs to the project: git's files, new ones included; without git, what lies there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not _is_generated(path)]
    return sorted(path for path in paths if path.is_file())


def _is_generated(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = any(part.startswith(".") and part not in {".ci", ".gitignore"} for part in parts)
    return hidden or "__pycache__" in parts or "demo" in parts[:1]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
