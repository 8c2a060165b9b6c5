"""Makes 200 letters in a process of its own and prints, as JSON, how long that took and how its memory grew."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.letters.official_letter import build
from tests.benchmarks.invented_letters import letter

COUNT, SETTLED = 200, 50


def peak_kib() -> int:
    """Return the most memory this process has held; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Make the letters one after the other, as a batch does."""
    faces = FaceBook(Path(__file__).resolve().parents[2] / "resources" / "fonts")
    began, worked = time.perf_counter(), time.process_time()
    settled = size = 0
    for number in range(COUNT):
        size += len(build(letter(number), faces))
        if number + 1 == SETTLED:
            settled = peak_kib()
    took = {"wall": time.perf_counter() - began, "cpu": time.process_time() - worked}
    print(json.dumps({"count": COUNT, "bytes": size, "settled_kib": settled, "peak_kib": peak_kib(), **took}))


if __name__ == "__main__":
    main()
