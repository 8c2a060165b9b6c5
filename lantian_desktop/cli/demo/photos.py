"""Small pictures that stand for evidence photos in the demonstration, drawn with nothing but the standard library."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

WIDTH, HEIGHT = 320, 240
HORIZON = 150
Colour = tuple[int, int, int]
SKY, GROUND, WALL = (176, 206, 232), (150, 140, 120), (196, 120, 96)


def write_photo(path: Path, shade: int) -> Path:
    """Write a PNG of a plain building under the sky; `shade` (0–255) makes one differ from the next."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png(WIDTH, HEIGHT, b"".join(b"\x00" + _row(y, shade) for y in range(HEIGHT))))
    return path


def _row(y: int, shade: int) -> bytes:
    return b"".join(bytes(_colour(x, y, shade)) for x in range(WIDTH))


def _colour(x: int, y: int, shade: int) -> Colour:
    if 80 <= y < HORIZON + 20 and 90 <= x < 230:
        return (WALL[0], (WALL[1] + shade) % 256, WALL[2])
    return SKY if y < HORIZON else GROUND


def png(width: int, height: int, rows: bytes) -> bytes:
    """Return a PNG of 8-bit RGB rows, each led by its filter byte."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
