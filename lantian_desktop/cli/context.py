"""What the command line stands in: clock, folders, streams, environment. Built by the composition root or by a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from lantian_desktop.services.office import Office

Screens = Callable[[Office, Path], None]


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Everything a command takes from outside. `ask` reads a secret from the terminal, None when there is no terminal."""

    clock: Callable[[], datetime]
    resources: Path
    default_data: Path
    environment: Mapping[str, str]
    stdout: TextIO
    stderr: TextIO
    ask: Callable[[str], str] | None = None
    screens: Screens | None = None
