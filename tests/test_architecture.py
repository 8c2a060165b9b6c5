"""The house keeps its shape: layers, sizes, names, and nothing heavy at the start. Each test lists all offenders at once."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

import lantian_desktop
from lantian_desktop.domain.terms import Labelled
from tests.source_tree import TREE, Source, sources

SOURCES = sources()
TOP_LEVEL = {"pyproject.toml", "README.md", "lantian_desktop", "resources", "tests", "packaging"}
MADE_BY_TOOLS = {"build", "dist"}  # ignored by git
FILE_LINES = 400
FUNCTION_LINES = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
CLOCK = re.compile(r"(^|\.)(now|utcnow|today|currentDate|currentDateTime|currentTime|localtime)$|^time\.time$")
HEAVY = (
    "reportlab",
    "pypdfium2",
    "fontTools",
    "python_calamine",
    "xlsxwriter",
    "openpyxl",
    "pypinyin",
    "PIL",
    "docx",
    "lxml",
    "segno",
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
EXPLAINED = re.compile(r"#\s*(noqa: [A-Z0-9, ]+ - \S|type: ignore\[[a-z, -]+\]  # \S)")
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:|pragma: no cover)")
# Folders of somebody's machine, numbers of somebody's tracker, addresses of the net: none of them belongs to the project.
FOREIGN = re.compile(
    r"(?<![\w./~-])/(?:home|root|tmp|work|Users)/\w+"
    r"|\b(?:issue|ticket|PR|MR) ?#\d+"
    r"|https?://(?!www\.w3\.org/|schemas\.openxmlformats\.org/)[\w.-]+"
)
TEXT_SUFFIXES = {".py", ".md", ".toml", ".json", ".sh", ".cmd", ".txt", ".svg", ".qss", ".html", ".iss", ".spec", ""}


def offenders(found: Iterator[str]) -> str:
    """Return the offenders as lines, to be compared with nothing."""
    return "\n".join(sorted(found))


def test_the_import_contracts_hold() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    answer = subprocess.run(command, cwd=TREE, capture_output=True, text=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout


def test_the_top_level_is_exactly_as_agreed() -> None:
    found = {path.name for path in TREE.iterdir() if not path.name.startswith(".")}
    assert found - MADE_BY_TOOLS == TOP_LEVEL


def test_the_packaging_room_does_not_shadow_the_library_of_that_name() -> None:
    assert not (TREE / "packaging" / "__init__.py").exists()
    assert not (TREE / "tests" / "packaging" / "__init__.py").exists()


def test_files_and_functions_fit_in_the_eye() -> None:
    def too_long() -> Iterator[str]:
        for source in SOURCES:
            if (lines := source.text.count("\n")) > FILE_LINES:
                yield f"{source.name}: {lines} lines"
            for function in source.functions():
                if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES:
                    yield f"{source.name}:{function.lineno} {function.name}: {lines} lines"

    assert offenders(too_long()) == ""


def test_modules_say_what_lives_in_them() -> None:
    written = [source for source in SOURCES if source.text.strip()]
    assert offenders(source.name for source in written if not ast.get_docstring(source.syntax)) == ""
    annotated = "from __future__ import annotations"
    code = (source for source in written if not re.search(r"__init__\.py$|/migrations/", source.name))
    assert offenders(source.name for source in code if annotated not in source.text) == ""


def test_no_module_has_a_vague_name() -> None:
    parts = ((source.name, part) for source in SOURCES for part in source.path.with_suffix("").parts[-3:])
    assert offenders(name for name, part in parts if VAGUE_NAMES & set(part.split("_"))) == ""


def test_time_and_chance_come_in_as_parameters() -> None:
    def reads_them() -> Iterator[str]:
        for source in SOURCES:
            if not source.in_package or source.name == "lantian_desktop/app.py":
                continue
            yield from (f"{source.name}: import {name}" for name in source.imports() if name == "random")
            yield from (f"{source.name}:{call.lineno} {name}()" for name, call in source.calls() if CLOCK.search(name))

    assert offenders(reads_them()) == ""


def test_nobody_sleeps_and_no_test_is_skipped() -> None:
    waits = re.compile(r"(^|\.)(sleep|msleep|qWait)$|^(unittest\.)?mock\.|(^|\.)MagicMock$")
    put_aside = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b")

    def found() -> Iterator[str]:
        for source in SOURCES:
            yield from (f"{source.name}:{call.lineno} {name}()" for name, call in source.calls() if waits.search(name))
            yield from (f"{source.name}: import {name}" for name in source.imports() if name == "unittest.mock")
            yield from (f"{source.name}: {hit.group()}" for hit in put_aside.finditer(source.text))

    assert offenders(found()) == ""


def test_text_files_are_read_and_written_as_utf_8() -> None:
    def without_encoding() -> Iterator[str]:
        for source in SOURCES:
            for name, call in source.calls():
                if name.endswith((".read_text", ".write_text")) and not _says_encoding(name, call):
                    yield f"{source.name}:{call.lineno} {name}()"

    assert offenders(without_encoding()) == ""


def _says_encoding(name: str, call: ast.Call) -> bool:
    positional = 1 if name.endswith(".read_text") else 2
    return len(call.args) >= positional or any(keyword.arg == "encoding" for keyword in call.keywords)


def test_every_silenced_warning_is_explained_on_its_line() -> None:
    def silent() -> Iterator[str]:
        for source in SOURCES:
            for number, line in enumerate(source.text.splitlines(), start=1):
                if SILENCED.search(line) and not EXPLAINED.search(line) and source.name != "tests/test_architecture.py":
                    yield f"{source.name}:{number} {line.strip()}"

    assert offenders(silent()) == ""


def labelled_enums() -> list[type[Labelled]]:
    """Return every Labelled enum of the program."""
    for module in pkgutil.walk_packages(lantian_desktop.__path__, "lantian_desktop."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [kind for kind in Labelled.__subclasses__() if kind.__module__.startswith("lantian_desktop.")]


def test_every_term_has_its_chinese_word() -> None:
    enums = labelled_enums()
    assert len(enums) > 5
    members = [(kind, member) for kind in enums for member in kind]
    assert offenders(f"{kind.__name__}.{one.name}" for kind, one in members if not CHINESE.search(one.label)) == ""
    assert (
        offenders(f"{kind.__name__}.{one.name}" for kind, one in members if not re.fullmatch(r"[a-z][a-z0-9_]*", one))
        == ""
    )
    repeated = (kind.__name__ for kind in enums if len({one.label for one in kind}) < len(list(kind)))
    assert offenders(repeated) == ""


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [("lantian_desktop.app", HEAVY), ("lantian_desktop.cli", (*HEAVY, "PySide6")), ("lantian_desktop.ui", HEAVY)],
)
def test_nothing_heavy_is_imported_at_the_start(module: str, unwanted: tuple[str, ...]) -> None:
    code = f"import sys, pkgutil, importlib, {module} as m\n"
    code += "for one in pkgutil.walk_packages(getattr(m, '__path__', []), m.__name__ + '.'):\n"
    code += "    importlib.import_module(one.name)\n"
    code += f"print(*sorted(set(sys.modules) & set({unwanted!r})))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=TREE, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout.strip()) == (0, ""), answer.stderr


def test_the_project_speaks_of_itself_alone() -> None:
    def found() -> Iterator[str]:
        rooms = [TREE / name for name in (*TOP_LEVEL, ".ci", ".gitignore", ".gitattributes")]
        for path in (path for room in rooms for path in ([room] if room.is_file() else sorted(room.rglob("*")))):
            if path.is_file() and path.suffix in TEXT_SUFFIXES and not {"__pycache__", "licenses"} & set(path.parts):
                hits = FOREIGN.findall(path.read_text(encoding="utf-8", errors="replace"))
                yield from (f"{path.relative_to(TREE)}: {hit}" for hit in set(hits))

    assert offenders(found()) == ""


def test_a_source_knows_its_calls_and_imports() -> None:
    this = next(source for source in SOURCES if source.name == "tests/test_architecture.py")
    assert isinstance(this, Source)
    assert "pytest" in set(this.imports())
    assert any(name == "sources" for name, _ in this.calls())
