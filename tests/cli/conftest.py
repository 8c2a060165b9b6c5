"""An office made once, of which every test takes its own copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import build_office


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "office"
    build_office(folder)
    return folder
