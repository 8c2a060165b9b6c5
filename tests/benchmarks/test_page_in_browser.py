"""How long a key takes on the page of 5,000 lines in a real browser, beside the same key on a page of 50. Never asserted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from lantian_desktop.services.office import Office
from tests.factories import Wall, make_office
from tests.services.roster.page_in_browser import KEYS, in_a_browser, many, typed


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office of its own."""
    made = make_office(tmp_path / "office", Wall(datetime(2019, 7, 15, 9, 30)))
    yield made
    made.session.close()


@pytest.mark.benchmark
@in_a_browser
def test_a_key_on_the_page(browser: str, office: Office, tmp_path: Path) -> None:
    slowest = {}
    for count in (50, 5_000):
        path = tmp_path / f"{count}.html"
        path.write_bytes(many(office, count))
        _, slowest[count] = typed(browser, path, KEYS)
    ratio = slowest[5_000] / max(slowest[50], 0.1)
    print(f"slowest key: {slowest[5_000]:.1f} ms among 5,000 lines, {slowest[50]:.1f} ms among 50: {ratio:.1f} times")
