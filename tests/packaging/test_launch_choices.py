"""What the launcher decides without starting anything: the Qt platform and the input method."""

from __future__ import annotations

import pytest
from launch import input_method, wants_window
from qt_libraries import PACKAGES, missing_in, platform_wanted


@pytest.mark.parametrize(
    ("variables", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ""}, "offscreen"),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, "wayland"),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "vnc"),
    ],
)
def test_platform(variables: dict[str, str], platform: str) -> None:
    assert platform_wanted(variables) == platform


@pytest.mark.parametrize(
    ("variables", "running", "bundled", "named"),
    [
        ({}, {"fcitx5"}, {"ibus"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx"}, {"fcitx5"}, {"ibus"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx"}, {"fcitx5"}, {"ibus", "fcitx5"}, None),
        ({"QT_IM_MODULE": "ibus"}, {"fcitx5"}, {"ibus"}, None),
        ({"QT_IM_MODULES": "wayland;fcitx"}, {"fcitx5"}, {"ibus"}, None),
        ({}, {"ibus-daemon"}, {"ibus"}, None),
    ],
)
def test_input_method(variables: dict[str, str], running: set[str], bundled: set[str], named: str | None) -> None:
    assert input_method(variables, running, bundled).get("QT_IM_MODULE") == named


def test_every_library_name_has_a_package_name() -> None:
    assert all(".so." in library and package == package.lower() for library, package in PACKAGES.items())
    assert missing_in([]) == []


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["demo"], True),
        (["--data", "X"], True),
        (["--data=X", "--user", "示例甲"], True),
        (["demo", "OUT"], False),
        (["--data", "X", "issues"], False),
        (["--version"], False),
    ],
)
def test_what_asks_for_the_window(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window
