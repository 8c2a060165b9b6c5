"""What reading a cell can come to besides its value: a value that had to be mended, or none at all."""

from __future__ import annotations

from dataclasses import dataclass


class BadCell(Exception):
    """The cell cannot be read; the message is the Chinese reason."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A value that was mended or is doubtful; `reason` tells the user what to look at."""

    value: object
    reason: str
