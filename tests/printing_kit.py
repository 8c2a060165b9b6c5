"""A stand-in for the system's `lp`, an external program: it notes what it was told and given, and can fail."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = """#!/bin/sh
cd "{folder}" || exit 9
printf '%s\\0' "$@" > arguments
printf '%s' "$LD_LIBRARY_PATH" > libraries
for last; do :; done
cp "$last" given
stat -c %a "$last" "$(dirname "$last")" > modes
if [ -e hanging ]; then exec tail -f /dev/null; fi
if [ -e failure ]; then cat failure >&2; exit 1; fi
echo "request id is stand-in-1 (1 file(s))"
"""


@dataclass(frozen=True)
class StandInLp:
    """What the stand-in was told, read from the folder it writes to."""

    folder: Path

    @classmethod
    def on_path(cls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandInLp:
        """Put the stand-in before everything else on the path."""
        folder = tmp_path / "stand-in"
        folder.mkdir()
        program = folder / "lp"
        program.write_text(SCRIPT.format(folder=folder), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return cls(folder)

    def fail(self, words: str) -> None:
        """Let it fail from now on with these words."""
        (self.folder / "failure").write_text(words, encoding="utf-8")

    def hang(self) -> None:
        """Let it never answer from now on."""
        (self.folder / "hanging").touch()

    def work(self) -> None:
        """Let it take files again."""
        (self.folder / "failure").unlink()

    @property
    def called(self) -> bool:
        return (self.folder / "arguments").exists()

    @property
    def arguments(self) -> list[str]:
        return (self.folder / "arguments").read_bytes().decode("utf-8").split("\0")[:-1]

    @property
    def given(self) -> bytes:
        return (self.folder / "given").read_bytes()

    @property
    def modes(self) -> list[str]:
        return (self.folder / "modes").read_text(encoding="utf-8").split()

    @property
    def libraries(self) -> str:
        return (self.folder / "libraries").read_text(encoding="utf-8")

    @property
    def path_given(self) -> Path:
        return Path(self.arguments[-1])
