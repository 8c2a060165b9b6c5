"""Make one letter as a process of its own: what a script that wants a single letter waits for."""

from __future__ import annotations

import sys
from pathlib import Path

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.letters.official_letter import build
from tests.benchmarks import invented_letters

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"

if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build(invented_letters.letter(0), FaceBook(FONTS)))
