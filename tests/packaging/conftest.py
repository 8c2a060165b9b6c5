"""Which launcher tests belong to this system: the sh half is tested where there is an sh."""

from __future__ import annotations

import os

collect_ignore = ["test_launch_posix.py"] if os.name == "nt" else []
