"""Who signs in to the measured office, and when it lives; light to import, since the measured process needs it."""

from __future__ import annotations

from datetime import datetime

ADMIN, PASSWORD = "示例甲", "bench-only"
NOW = datetime.fromisoformat("2019-07-22T09:00:00")


def now() -> datetime:
    """Return the moment at which the measured office lives."""
    return NOW
