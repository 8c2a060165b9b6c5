"""Rebuilds resources/fonts from public packages: download, convert, compose, subset, rename, record where all came from.

Run it with fontTools at hand (`pip install fonttools`) where `apt-get` of a Debian 12 and `npm` are:

    python packaging/fonts.py                        download, build, write resources/fonts
    python packaging/fonts.py --packages DIR         the same from packages that lie in DIR already

The same packages give the same bytes. Nothing of this is needed at run time.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import fontTools
from font_outlines import ASCII, COMPOSED, add_composed, fill_cells, remap_to_cells, to_truetype
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
LICENCES = ROOT / "resources" / "licenses" / "fonts"
PRESETS = ROOT / "resources" / "presets"

BUILT_ON = 3647664000  # seconds since 1904 (2019-08-03): the fixed time stamp of every face, so that builds repeat

# Characters every face must draw beside GB 2312: signs of the trade, ballot boxes, ranges, names of our districts.
TRADE_SIGNS = "²³μµ㎡㎎㎏㎞㏄℃‰％№①②③④⑤⑥⑦⑧⑨⑩☐☑√×÷±≤≥≠≈→←↑↓△▲○●◎◇◆□■★☆※–—―…·•‧•￥〇々〔〕﹙﹚"
DISTRICT_NAMES = "新城碑林莲湖灞桥未央雁塔阎良临潼长安高陵鄠邑蓝田周至经开曲江浐灞航天基地阎良航空国际港务西咸新区市县"
RARE_NAMES = "䶮㛃𬱖喆堃垚赟翀祎𬍛"


@dataclass(frozen=True, slots=True)
class Package:
    """A public package and how its ordinary client fetches it."""

    name: str
    version: str
    kind: str  # "deb" or "npm"

    @property
    def file_name(self) -> str:
        if self.kind == "deb":
            return f"{self.name}_{self.version}_all.deb"
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


TEXLIVE = Package("texlive-lang-chinese", "2022.20230122-1", "deb")
WENKAI = Package("fonts-lxgw-wenkai", "1.250+repack-1", "deb")
SANS = Package("@expo-google-fonts/noto-sans-sc", "0.4.3", "npm")
SERIF = Package("@expo-google-fonts/noto-serif-sc", "0.4.3", "npm")


@dataclass(frozen=True, slots=True)
class Face:
    """One face of resources/fonts: what it is made from and what is done to it."""

    out: str
    family: str
    style: str
    role: str
    package: Package
    path: str
    sha256_in: str
    licence: str
    whole: bool = False
    untouched: bool = False
    rarer: bool = False  # only what GB 2312 lacks of GBK: it stands in where the FangSong has no glyph
    composed: str = ""  # characters put together from parts


_FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
_WENKAI = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKaiMono-Regular.ttf"
FACES = (
    Face("NotoSansSC-Regular.ttf", "Noto Sans SC", "Regular", "窗口，黑体的后备", SANS,
         "package/400Regular/NotoSansSC_400Regular.ttf",
         "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16", "OFL-1.1", whole=True, untouched=True),
    Face("LantianSong-Regular.ttf", "Lantian Song", "Regular", "宋体，各字体的后备", SERIF,
         "package/400Regular/NotoSerifSC_400Regular.ttf", "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
         "OFL-1.1", whole=True),
    Face("LantianSong-Light.ttf", "Lantian Song", "Light", "仿宋的后备", SERIF,
         "package/300Light/NotoSerifSC_300Light.ttf", "a86e5cabd0c0b9bd656ff9c3e437bec6519fc7b149e845192edd8075b07789eb",
         "OFL-1.1", rarer=True),
    Face("LantianSong-Bold.ttf", "Lantian Song", "Bold", "小标宋", SERIF,
         "package/700Bold/NotoSerifSC_700Bold.ttf", "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
         "OFL-1.1"),
    Face("LantianFangSong-Regular.ttf", "Lantian FangSong", "Regular", "仿宋", TEXLIVE, _FANDOL,
         "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
         "GPL-3.0 with font exception", composed="浐鄠"),
    Face("LantianKai-Regular.ttf", "Lantian Kai", "Regular", "楷体", WENKAI, _WENKAI, "1246e5a3711145c4abdb462f4de260f93b6fc934ddbadfd91d12af5474179992",
         "OFL-1.1"),
    Face("LantianHei-Medium.ttf", "Lantian Hei", "Medium", "黑体", SANS,
         "package/500Medium/NotoSansSC_500Medium.ttf", "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
         "OFL-1.1", composed="☑"),
)  # fmt: skip


def wanted_characters() -> set[int]:
    """Return GB 2312, the trade's signs, the district names and every character of the presets."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    national = {ord(text) for pair in pairs if (text := pair.decode("gb2312", errors="ignore"))}
    presets = "".join(path.read_text(encoding="utf-8") for path in sorted(PRESETS.glob("**/*.json")))
    extra = TRADE_SIGNS + DISTRICT_NAMES + RARE_NAMES + presets
    return {code for code in national | set(ASCII) | set(map(ord, extra)) if code >= 0x20}


def rarer_characters() -> set[int]:
    """Return the characters of GBK that GB 2312 lacks, and the rarest names."""
    rarer = {ord(c) for c in RARE_NAMES + DISTRICT_NAMES}
    for row in range(0x81, 0xFF):
        for cell in range(0x40, 0xFF):
            text = bytes((row, cell)).decode("gbk", errors="ignore")
            if len(text) == 1 and not text.encode("gb2312", errors="ignore"):
                rarer.add(ord(text))
    return rarer


def fetch(package: Package, folder: Path) -> Path:
    """Download a package with its own client unless it lies in `folder` already."""
    target = folder / package.file_name
    if target.exists():
        return target
    if package.kind == "deb":
        command = ["apt-get", "download", f"{package.name}={package.version}"]
    else:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return target


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack a package into a folder of its own."""
    target = folder / archive.stem
    if not target.exists():
        target.mkdir()
        if archive.suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], check=True)
        else:
            with tarfile.open(archive) as tar:
                tar.extractall(target, filter="data")
    return target


def build(face: Face, source: Path, target: Path, wanted: set[int]) -> None:
    """Make one face."""
    if face.untouched:
        shutil.copyfile(source, target)
        target.chmod(0o644)
        return
    font = TTFont(source, recalcTimestamp=False)
    remap_to_cells(font)
    names = wanted
    if face.whole:
        names = set(font["cmap"].getBestCmap())
    elif face.rarer:
        names = rarer_characters()
    recipes = {character: COMPOSED[character] for character in face.composed}
    sources = {part.character for parts in recipes.values() for part in parts}
    cut(font, names | {ord(c) for c in sources})
    if "CFF " in font:
        to_truetype(font, recipes)
    elif recipes:
        add_composed(font, recipes)
    fill_cells(font)
    rename(font, face)
    font["head"].created = font["head"].modified = BUILT_ON
    font.save(target, reorderTables=True)


def cut(font: TTFont, codes: Iterable[int]) -> None:
    """Keep the glyphs of `codes` and the tables a PDF needs."""
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "VORG", "vhea", "vmtx", "DSIG", "gasp", "prep"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    worker = subset.Subsetter(options)
    worker.populate(unicodes=set(codes))
    worker.subset(font)


def rename(font: TTFont, face: Face) -> None:
    """Name the face anew: subsets of faces with a reserved name may not keep it, and none is what its maker made."""
    table = font["name"]
    licence_url = table.getDebugName(14) or ""
    notice = table.getDebugName(0) or ""
    postscript = face.out.removesuffix(".ttf")
    table.names = []
    entries = {
        0: f"{notice} Modified 2026 for this program: see PROVENANCE.md.",
        1: face.family if face.style in {"Regular", "Bold"} else f"{face.family} {face.style}",
        2: face.style if face.style in {"Regular", "Bold"} else "Regular",
        3: f"1.0;{postscript}",
        4: f"{face.family} {face.style}",
        5: "Version 1.0",
        6: postscript,
        13: face.licence,
        14: licence_url,
    }
    for name_id, text in entries.items():
        table.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].fsType = 0


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def provenance(rows: list[tuple[Face, str, str, int]]) -> str:
    """Return the table of where each face comes from."""
    lines = [
        "# Where the faces come from",
        "",
        f"Made by `packaging/fonts.py` with fontTools {fontTools.version}. Licences: `resources/licenses/fonts/`.",
        "They draw what the licensed and Windows' own faces do not, where a PC has those: `lantian fonts` tells.",
        "",
        "| file | used for | package | version | file in the package | SHA-256 in | SHA-256 out | bytes | licence |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for face, before, after, size in rows:
        lines.append(
            f"| {face.out} | {face.role} | {face.package.name} | {face.package.version} | {Path(face.path).name} "
            f"| {before} | {after} | {size} | {face.licence} |"
        )
    return "\n".join([*lines, "", CHANGES, ""])


CHANGES = """What was changed: every face but NotoSansSC-Regular got a new name, ASCII was pointed at the face's own
half-width letters, “ ” ‘ ’ — … · were given full cells, layout tables and hints were dropped. LantianSong-Regular keeps
every character of Noto Serif SC, LantianSong-Light those of GBK that GB 2312 lacks; the others keep GB 2312, signs of the
trade and the characters of the presets. LantianFangSong was turned from cubic to quadratic curves, and 浐 and 鄠, which
its source lacks, were composed from parts of 淡, 铲, 樗 and 鄂 of the same face; the font exception of its licence is
extended to this version. LantianHei-Medium got ☑, composed from its □ and ✓. The source form of LantianFangSong is the
OpenType file named above together with `packaging/fonts.py`."""


LICENCE_TEXTS = (
    (SANS, "package/LICENSE_FONT", "NotoSansSC-OFL.txt"),
    (SANS, "package/LICENSE_FONT", "LantianHei-OFL.txt"),
    (SERIF, "package/LICENSE_FONT", "LantianSong-OFL.txt"),
    (WENKAI, "usr/share/doc/fonts-lxgw-wenkai/copyright", "LantianKai-OFL.txt"),
    (TEXLIVE, "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz", "LantianFangSong-GPL-3.0.txt"),
    (TEXLIVE, "usr/share/doc/texlive-doc/fonts/fandol/README", "LantianFangSong-README.txt"),
)


def copy_licences(store: Path, work: Path) -> None:
    """Lay the licence of every face into resources/licenses/fonts."""
    LICENCES.mkdir(parents=True, exist_ok=True)
    for package, path, name in LICENCE_TEXTS:
        source = unpack(fetch(package, store), work) / path
        raw = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
        text = raw.decode("utf-8").replace("\r\n", "\n")
        if name == "LantianFangSong-README.txt":
            text += EXCEPTION
        (LICENCES / name).write_text(text, encoding="utf-8", newline="\n")


EXCEPTION = """
FONT EXCEPTION (the GPL font exception the fonts above are published with, extended to LantianFangSong)

As a special exception, if you create a document which uses this font, and embed this font or unaltered portions of this
font into the document, this font does not by itself cause the resulting document to be covered by the GNU General
Public License. This exception does not however invalidate any other reasons why the document might be covered by the
GNU General Public License. If you modify this font, you may extend this exception to your version of the font, but you
are not obligated to do so. If you do not wish to do so, delete this exception statement from your version.

LantianFangSong-Regular.ttf is a modified version of FandolFang-Regular.otf (changes: resources/fonts/PROVENANCE.md).
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Rebuild resources/fonts.")
    parser.add_argument("--packages", type=Path, help="folder with packages downloaded before")
    parser.add_argument("--out", type=Path, default=FONTS)
    arguments = parser.parse_args()
    wanted = wanted_characters()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        store = arguments.packages or work
        rows = []
        for face in FACES:
            source = unpack(fetch(face.package, store), work) / face.path
            before = sha256(source)
            if face.sha256_in and before != face.sha256_in:
                print(f"{face.path}: not the file this script was written for ({before})", file=sys.stderr)
                return 1
            build(face, source, arguments.out / face.out, wanted)
            rows.append((face, before, sha256(arguments.out / face.out), (arguments.out / face.out).stat().st_size))
            print(json.dumps({"face": face.out, "bytes": rows[-1][3]}))
        if arguments.out == FONTS:
            copy_licences(store, work)
    (arguments.out / "PROVENANCE.md").write_text(provenance(rows), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
