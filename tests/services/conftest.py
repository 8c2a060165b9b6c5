"""A real office in a temporary folder, made from the shipped presets, with a fixed clock and quick keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.services.admin import users
from lantian_desktop.services.office import Office
from tests.factories import PASSWORD, QUICK, Wall, make_office


@pytest.fixture
def wall() -> Wall:
    """A clock that stands at 2019-07-15 09:30 until it is moved."""
    return Wall(datetime(2019, 7, 15, 9, 30))


@pytest.fixture
def office(tmp_path: Path, wall: Wall) -> Iterator[Office]:
    """高陵区铁腕治霾办 with the clerks 示例甲 (also administrator) and 示例乙 and the head 示例丙."""
    made = make_office(tmp_path / "office", wall)
    for name, role in (("示例乙", Role.CLERK), ("示例丙", Role.HEAD)):
        users.add_user(made, name=name, roles={role}, password=PASSWORD, cost=QUICK)
    yield made
    made.session.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A file to attach."""
    file = tmp_path / "照片.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0 example")
    return file


@pytest.fixture
def today() -> date:
    """The day the clock shows at first."""
    return date(2019, 7, 15)
