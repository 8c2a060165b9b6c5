"""Font files as a PC may have them, built from the bundled ones: renamed, thinned out, collected, spoilt on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from lantian_desktop.paths import resource

ENGLISH, CHINESE = 0x409, 0x804  # languages of platform 3
PLAIN = "".join(map(chr, range(0x20, 0x7F))) + "国一的，。、：；？！（）〔〕《》“”‘’—…·"
FAMILY, STYLE, FULL, POSTSCRIPT = 1, 2, 4, 6


@dataclass(frozen=True, slots=True)
class Names:
    """What a face is called: in English, to PostScript, and in Chinese where it has such a name."""

    family: str
    postscript: str
    chinese: str = ""
    style: str = "Regular"


XIAOBIAOSONG = Names("FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0", "方正小标宋简体")
FANGSONG_GB2312 = Names("FangSong_GB2312", "FangSong_GB2312", "仿宋_GB2312")
FANGSONG = Names("FangSong", "FangSong", "仿宋")
KAITI_GB2312 = Names("KaiTi_GB2312", "KaiTi_GB2312", "楷体_GB2312")
KAITI = Names("KaiTi", "KaiTi", "楷体")
SIMHEI = Names("SimHei", "SimHei", "黑体")
SIMSUN = Names("SimSun", "SimSun", "宋体")
NSIMSUN = Names("NSimSun", "NSimSun", "新宋体")


def face(base: str, names: Names, *, text: str, without: str = "", units: int = 1000, fs_type: int = 0) -> TTFont:
    """Return a bundled face under other names that draws `text` and PLAIN, but nothing of `without`."""
    wanted = "".join(sorted(set(text + PLAIN)))
    made = TTFont(BytesIO(_thinned(base, wanted)), recalcTimestamp=False)
    if without:
        _keep(made, "".join(set(wanted) - set(without)))
    made["OS/2"].fsType = fs_type
    if units != 1000:
        scale_upem(made, units)
    _rename(made, names)
    return made


@lru_cache(maxsize=16)
def _thinned(base: str, text: str) -> bytes:
    made = TTFont(resource(f"fonts/{base}.ttf"), recalcTimestamp=False)
    _keep(made, text)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _keep(made: TTFont, text: str) -> None:
    options = Options()
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(made)


def raised(made: TTFont, units: int) -> TTFont:
    """Return a face whose glyphs all stand higher."""
    outlines = made["glyf"]
    for name in made.getGlyphOrder():
        glyph = outlines[name]
        if glyph.numberOfContours > 0:
            glyph.coordinates.translate((0, units))
            glyph.recalcBounds(outlines)
    return made


def saved(made: TTFont, path: Path) -> Path:
    """Write a face and return its file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return path


def collected(faces: Sequence[TTFont], path: Path) -> Path:
    """Write several faces into one collection."""
    path.parent.mkdir(parents=True, exist_ok=True)
    collection = TTCollection()
    collection.fonts = list(faces)
    collection.save(path)
    return path


def postscript(names: Names, path: Path) -> Path:
    """Write a face with PostScript curves: one box for every character of PLAIN."""
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({ord(character): "box" for character in PLAIN})
    builder.setupCFF(names.postscript, {}, {".notdef": box, "box": box}, {})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "box": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2()
    builder.setupPost()
    builder.setupNameTable({})
    _rename(builder.font, names)
    return saved(builder.font, path)


def _rename(made: TTFont, names: Names) -> None:
    table = made["name"]
    table.names = []
    for kind, text in (
        (FAMILY, names.family),
        (STYLE, names.style),
        (FULL, names.family if names.style == "Regular" else f"{names.family} {names.style}"),
        (POSTSCRIPT, names.postscript),
    ):
        table.setName(text, kind, 3, 1, ENGLISH)
    if names.chinese:
        for kind in (FAMILY, FULL):
            table.setName(names.chinese, kind, 3, 1, CHINESE)
