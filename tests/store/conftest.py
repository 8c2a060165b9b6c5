"""Real stores in temporary folders, made with quick keys and a clock that stands still."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.store.engine.slots import KdfCost
from lantian_desktop.store.opening import create_store
from lantian_desktop.store.session import Session

CHEAP = KdfCost(memory_kib=32, iterations=1, lanes=1)
ADMIN = User("示例甲", frozenset({Role.ADMIN, Role.CLERK}))
PASSWORD = "示例密码-2019"
START = datetime(2019, 7, 15, 8, 30)


class Ticking:
    """A clock that stands still until told to move."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def office_folder(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def db(office_folder: Path, clock: Callable[[], datetime]) -> Generator[Session, None, None]:
    session, _code = create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
    yield session
    session.close()


@contextmanager
def unprivileged() -> Generator[None, None, None]:
    """Act as somebody whom file permissions bind: root is asked nothing by them."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
