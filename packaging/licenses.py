"""Writes resources/licenses/libraries from the installed runtime libraries; fonts' licences are fonts.py's.

Run it in the environment after a change of the dependencies: `python packaging/licenses.py`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
FOLDER = TREE / "resources" / "licenses" / "libraries"
# Where a wheel states its licence only in words, or not at all, the words are these.
STATED = {
    "charset-normalizer": "MIT",
    "peewee": "MIT",
    "pypdfium2": "(Apache-2.0 OR BSD-3-Clause)，连同 PDFium 及其组成部分的许可",
    "pypinyin": "MIT",
    "reportlab": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "sqlcipher3": "Zlib；内含 SQLCipher(BSD-3-Clause)、SQLite（公有领域）、OpenSSL(Apache-2.0)",
}
# Texts written by hand or taken as they are, for libraries whose wheel brings none or not all.
KEPT = {
    "pyside6-essentials": ("Qt-notice.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("Qt-notice.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "sqlcipher3": ("sqlcipher3.txt", "SQLCipher.txt", "Apache-2.0.txt"),
}
NEEDED_BY = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Library:
    """A runtime library as installed: name, version, allowed range, licence and the texts it brings."""

    name: str
    version: str
    allowed: str
    license: str
    texts: tuple[Path, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Names of its texts in the folder."""
        return KEPT.get(self.name) or (f"{self.name}.txt",)


def normalised(name: str) -> str:
    """Return a distribution's name in lower case with hyphens."""
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime_libraries() -> tuple[Library, ...]:
    """Return the project's runtime dependencies and theirs, by name."""
    project = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [(name, requirement) for name, requirement in _named(project["dependencies"])]
    found: dict[str, Library] = {}
    while waiting:
        name, allowed = waiting.pop()
        if name not in found:
            found[name] = _library(name, allowed)
            waiting += [(one, "") for one, _ in _named(metadata.requires(name) or [])]
    return tuple(found[name] for name in sorted(found))


def _named(requirements: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and version range of the requirements that hold here without extras."""
    for requirement in requirements:
        text, _, marker = requirement.partition(";")
        if "extra ==" in marker or re.search(r"python(_full)?_version\s*<", marker):
            continue
        name = NEEDED_BY.match(text.strip())
        if name is not None:
            yield normalised(name.group()), text.strip()[name.end() :].strip()


def _library(name: str, allowed: str) -> Library:
    distribution = metadata.distribution(name)
    about = distribution.metadata
    fields = (about[field] for field in ("License-Expression", "License") if field in about)
    stated = STATED.get(name) or next(fields, "")
    texts = [path for path in distribution.files or () if "licenses" in path.parts or path.name.lower() == "license"]
    return Library(
        name, distribution.version, allowed, stated, tuple(Path(str(path.locate())) for path in sorted(texts))
    )


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("latin-1").strip()  # some authors' names are older than UTF-8


def write_texts(library: Library) -> None:
    """Write the texts that the wheel brings into one file, each under its own name."""
    if not library.texts:
        return
    parts = [f"==== {path.name} ====\n\n{_text(path)}\n" for path in library.texts]
    (FOLDER / f"{library.name}.txt").write_text("\n".join(parts), encoding="utf-8", newline="\n")


def write_table(libraries: tuple[Library, ...]) -> None:
    """Write the table of libraries, versions, licences and texts."""
    rows = [
        f"| {one.name} | {one.version} | {one.allowed or '随上级依赖'} | {one.license} | {'、'.join(one.files)} |"
        for one in libraries
    ]
    heading = [
        "# 运行时使用的库及其许可",
        "",
        "本程序自身按 MIT 许可发布。下列各库按各自的许可使用，许可全文在本文件夹内。",
        "",
    ]
    table = ["| 库 | 核对的版本 | 允许的版本 | 许可 | 许可全文 |", "|---|---|---|---|---|", *rows, ""]
    (FOLDER / "README.md").write_text("\n".join([*heading, *table]), encoding="utf-8", newline="\n")


def main() -> None:
    """Write texts and table anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    libraries = runtime_libraries()
    for library in libraries:
        write_texts(library)
    write_table(libraries)


if __name__ == "__main__":
    main()
