"""Files that leave the program. What is in them is made elsewhere."""

from __future__ import annotations

from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Write a file that leaves the program; raise OfficeError with a sentence when the place cannot take it."""
    from lantian_desktop.exchange.kit.writing import save  # spreadsheets: only where a file leaves

    save(path, data)
