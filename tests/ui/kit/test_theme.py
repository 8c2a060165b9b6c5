"""Colours can be read, the three text sizes grow everything, the bundled face draws the rare names."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QMessageBox

from lantian_desktop.paths import resources
from lantian_desktop.ui.kit.paint.theme import (
    BUNDLED_FACE,
    DARK,
    LIGHT,
    MEASURES,
    Mode,
    Roles,
    TextSize,
    Tone,
    measures_now,
    roles_of,
    speak_chinese,
    style_sheet,
)


def luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor | str, other: QColor | str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", list(Tone))
def test_every_tone_is_readable_on_its_chip_and_on_every_surface(roles: Roles, tone: Tone) -> None:
    for ground in (roles.wash(tone), roles.surface, roles.ground):
        assert contrast(roles.ink(tone), ground) >= 4.5, (tone, ground)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_everywhere(roles: Roles) -> None:
    for ground in (roles.surface, roles.ground, roles.accent_ground, roles.neutral_ground):
        assert contrast(roles.text, ground) >= 7
    for wash in (roles.red_ground, roles.amber_ground, roles.green_ground, roles.neutral_ground):
        assert contrast(roles.text, wash) >= 4.5
    assert contrast(roles.on_accent, roles.accent) >= 4.5
    assert contrast(roles.on_accent, roles.accent_hover) >= 4.5
    assert contrast(roles.accent, roles.accent_ground) >= 4.5


def test_choosing_changes_palette_and_text_size_at_once(appearance) -> None:
    app = QApplication.instance()
    for mode, size in ((Mode.DARK, TextSize.HUGE), (Mode.LIGHT, TextSize.LARGE)):
        appearance.choose(mode=mode, size=size)
        assert measures_now() == MEASURES[size]
        assert roles_of(app.palette()) is (DARK if mode is Mode.DARK else LIGHT)
        assert app.font().pixelSize() == MEASURES[size].text


def test_what_was_chosen_is_remembered(appearance) -> None:
    appearance.choose(mode=Mode.DARK, size=TextSize.LARGE)
    appearance.mode, appearance.size = Mode.LIGHT, TextSize.STANDARD
    appearance.recall()
    assert (appearance.mode, appearance.size) == (Mode.DARK, TextSize.LARGE)


def test_the_template_has_no_word_left_over() -> None:
    template = (resources() / "themes" / "window.qss").read_text(encoding="utf-8")
    for mode in Mode:
        for size in TextSize:
            sheet = style_sheet(template, mode, MEASURES[size], resources() / "themes")
            assert "$" not in sheet
            for line in sheet.splitlines():
                if "url(" in line:
                    path = line.split('url("')[1].split('"')[0]
                    assert (resources() / "themes" / path.rsplit("/", 1)[1]).is_file()


def test_the_bundled_face_draws_rare_names() -> None:
    face = QRawFont(str(resources() / "fonts" / BUNDLED_FACE), 14)
    for character in "䶮㛃𬱖喆堃垚霾浐鄠示例":
        assert face.glyphIndexesForString(character)[0] != 0, character


def test_chinese_has_width_in_the_application_font() -> None:
    assert QFontMetrics(QApplication.font()).horizontalAdvance("霾") >= 13


def test_standard_buttons_speak_chinese(qapp, qtbot) -> None:
    assert speak_chinese(qapp)
    box = QMessageBox(
        QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Yes
    )
    qtbot.addWidget(box)
    texts = "".join(button.text() for button in box.buttons())
    assert "取消" in texts
    assert "是" in texts


def test_a_transparent_widget_still_knows_its_mode(appearance, qtbot) -> None:
    palette = QPalette(QApplication.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(0, 0, 0, 0))
    assert roles_of(palette) is LIGHT
