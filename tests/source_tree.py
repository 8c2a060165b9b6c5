"""The project's own source read as text and syntax, for the tests that hold it to its rules. It knows no rule itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
ROOMS = ("lantian_desktop", "packaging", "tests")


@dataclass(frozen=True)
class Source:
    """One Python file: its path in the tree, its text and its syntax tree."""

    path: Path
    name: str

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def syntax(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text)

    @property
    def in_package(self) -> bool:
        """Whether the file is part of the program."""
        return self.name.startswith("lantian_desktop/")

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method."""
        for node in ast.walk(self.syntax):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Yield every call with the dotted text of what is called."""
        for node in ast.walk(self.syntax):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node

    def imports(self) -> Iterator[str]:
        """Yield the full name of every module that is imported."""
        for node in ast.walk(self.syntax):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or ""


def sources() -> tuple[Source, ...]:
    """Return every Python file of the project."""
    found = (path for room in ROOMS for path in sorted((TREE / room).rglob("*.py")))
    return tuple(Source(path, path.relative_to(TREE).as_posix()) for path in found)
