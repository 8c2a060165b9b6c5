"""Colours, text sizes, fonts and the one style sheet of the window. No widget is built here and nothing is remembered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.terms import Labelled

BUNDLED_FACE = "NotoSansSC-Regular.ttf"
# Faces that come with the systems the offices use, best first; the bundled one stands behind them for rare characters.
SYSTEM_FACES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体 CN",
    "WenQuanYi Micro Hei",
)


class Mode(Labelled):
    """Light or dark ground."""

    LIGHT = "light", "浅色"
    DARK = "dark", "深色"


class TextSize(Labelled):
    """The three sizes of text a user may choose."""

    STANDARD = "standard", "标准"
    LARGE = "large", "大"
    HUGE = "huge", "特大"


class Tone(Labelled):
    """What a colour says; the same thing is always said in words beside it."""

    NEUTRAL = "neutral", "一般"
    ACCENT = "accent", "进行"
    RED = "red", "超期"
    AMBER = "amber", "临近"
    GREEN = "green", "完成"


@dataclass(frozen=True, slots=True)
class Roles:
    """Colours by what they are for, as #RRGGBB."""

    ground: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    accent_ground: str
    accent_hover: str
    on_accent: str
    neutral_ground: str
    red: str
    red_ground: str
    amber: str
    amber_ground: str
    green: str
    green_ground: str

    def ink(self, tone: Tone) -> QColor:
        """Return the colour of text that carries `tone`."""
        return QColor(self.muted if tone is Tone.NEUTRAL else getattr(self, tone.value))

    def wash(self, tone: Tone) -> QColor:
        """Return the ground a text of `tone` stands on."""
        return QColor(getattr(self, f"{tone.value}_ground"))


LIGHT = Roles(
    ground="#F4F7FA",
    surface="#FFFFFF",
    text="#1B2733",
    muted="#566575",
    line="#DCE4EC",
    accent="#1F6FB2",
    accent_ground="#E6F1FA",
    accent_hover="#195C94",
    on_accent="#FFFFFF",
    neutral_ground="#EDF1F5",
    red="#B3261E",
    red_ground="#FCE8E6",
    amber="#805300",
    amber_ground="#FFF1CC",
    green="#1E6B3C",
    green_ground="#E2F3E8",
)
DARK = Roles(
    ground="#11171D",
    surface="#19212A",
    text="#E4EBF2",
    muted="#9BACBC",
    line="#2B3641",
    accent="#5AA9E6",
    accent_ground="#1B364D",
    accent_hover="#7CBDED",
    on_accent="#0E1821",
    neutral_ground="#26313C",
    red="#FF9B93",
    red_ground="#4A211E",
    amber="#F2C45C",
    amber_ground="#43360F",
    green="#7FD3A0",
    green_ground="#1B3B29",
)


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths that follow the text size, in logical pixels."""

    text: int
    small: int
    title: int
    row: int
    control: int
    gap: int


MEASURES = {
    TextSize.STANDARD: Measures(text=14, small=12, title=17, row=36, control=34, gap=10),
    TextSize.LARGE: Measures(text=17, small=15, title=20, row=42, control=40, gap=12),
    TextSize.HUGE: Measures(text=20, small=18, title=24, row=48, control=46, gap=12),
}


def roles_of(palette: QPalette) -> Roles:
    """Return the colour roles that belong to a widget's palette; asked by the link colour, which no style sheet changes."""
    return DARK if palette.color(QPalette.ColorRole.Link) == QColor(DARK.accent) else LIGHT


def roles_by_text(palette: QPalette) -> Roles:
    """Return the colour roles a style sheet gave a widget; asked by its text, the only colour such a widget tells."""
    return DARK if palette.color(QPalette.ColorRole.WindowText).lightnessF() > 0.5 else LIGHT


def measures_of(font: QFont) -> Measures:
    """Return the lengths that belong to the text size of a font."""
    sizes = sorted(MEASURES.values(), key=lambda measures: abs(measures.text - font.pixelSize()))
    return sizes[0]


def measures_now() -> Measures:
    """Return the lengths of the application's present text size."""
    return measures_of(QApplication.font())


def palette_for(mode: Mode) -> QPalette:
    """Return the whole palette of a mode, disabled group included."""
    roles = DARK if mode is Mode.DARK else LIGHT
    role = QPalette.ColorRole
    pairs = {
        role.Window: roles.ground,
        role.WindowText: roles.text,
        role.Base: roles.surface,
        role.AlternateBase: roles.ground,
        role.Text: roles.text,
        role.PlaceholderText: roles.muted,
        role.Button: roles.surface,
        role.ButtonText: roles.text,
        role.BrightText: roles.red,
        role.Highlight: roles.accent,
        role.HighlightedText: roles.on_accent,
        role.ToolTipBase: roles.surface,
        role.ToolTipText: roles.text,
        role.Link: roles.accent,
        role.LinkVisited: roles.accent,
        role.Mid: roles.line,
        role.Light: roles.surface,
        role.Midlight: roles.line,
        role.Dark: roles.line,
    }
    palette = QPalette()
    for which, colour in pairs.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(roles.muted))
    return palette


def style_sheet(template: str, mode: Mode, measures: Measures, pictures: Path) -> str:
    """Return the style sheet with colours, lengths and the folder of its pictures filled in."""
    roles = DARK if mode is Mode.DARK else LIGHT
    words = {name: str(value) for name, value in (asdict(roles) | asdict(measures)).items() if name != "text"}
    words |= {"text": roles.text, "text_px": str(measures.text), "pictures": pictures.as_posix(), "mode": mode.value}
    return Template(template).substitute(words)


@dataclass(frozen=True, slots=True)
class Theme:
    """The appearance of the program, read from its folders of themes and fonts."""

    themes: Path
    fonts: Path

    def apply(self, app: QApplication, mode: Mode, size: TextSize) -> None:
        """Give the whole application one mode and one text size; calling it again changes both at once."""
        sheet = self.sheet(mode, MEASURES[size])
        if app.styleSheet() == sheet:
            return  # it names mode and size; polishing every widget anew takes half a second in a full window
        if app.style().objectName().lower() != "fusion":
            app.setStyle("Fusion")
        app.setPalette(palette_for(mode))
        font = QFont()
        font.setFamilies(self._families())
        font.setPixelSize(MEASURES[size].text)
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        app.setFont(font)
        app.setStyleSheet(sheet)

    def sheet(self, mode: Mode, measures: Measures, name: str = "window.qss") -> str:
        """Return one of the style sheets, filled in; `measures` may be heirs with further lengths."""
        return style_sheet((self.themes / name).read_text(encoding="utf-8"), mode, measures, self.themes)

    def _families(self) -> list[str]:
        installed = set(QFontDatabase.families())
        system = next((face for face in SYSTEM_FACES if face in installed), None)
        bundled = _bundled_family(self.fonts / BUNDLED_FACE)
        return [face for face in (system, bundled) if face] or QFont().families()


_loaded: dict[Path, str] = {}


def _bundled_family(path: Path) -> str | None:
    """Return the family name of the bundled face, loading it into Qt once per process."""
    if path not in _loaded and path.is_file():
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
        if families:
            _loaded[path] = families[0]
    return _loaded.get(path)


def speak_chinese(app: QApplication) -> bool:
    """Load Qt's own Chinese texts (standard buttons, text menus) and say whether they were found."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    return translator.load("qtbase_zh_CN", folder) and app.installTranslator(translator)
