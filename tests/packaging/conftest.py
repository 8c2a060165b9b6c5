"""The launcher's modules for import, and which of its tests belong to this system: the sh half where there is an sh."""

from __future__ import annotations

import os
import sys
from pathlib import Path

collect_ignore = ["test_launch_posix.py"] if os.name == "nt" else []

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
