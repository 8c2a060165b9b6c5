"""Letters set in the PC's own faces: which face draws what, what is passed over and why, and that no character is lost."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from lantian_desktop.documents.kit.fonts import FACES, FaceBook, FaceRole
from lantian_desktop.documents.kit.page_faces import BUNDLED as IN_WORDS
from lantian_desktop.documents.kit.page_faces import page_faces
from lantian_desktop.documents.kit.system_faces import find_faces
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build
from lantian_desktop.paths import resource
from tests import own_fonts

BUNDLED = resource("fonts")
MM = 72.0 / 25.4
LACKING = "浐鄠䶮喆"  # what a GB 2312 face has not
PARAGRAPH = "请浐河、鄠邑两处的䶮、喆两位联络人到场，于2019年8月1日前办结。"
LETTER = OfficialLetter(
    mark="西安市高陵区铁腕治霾办公室",
    number="高治霾函〔2019〕12号",
    title="关于高陵区强化监督定点帮扶交办突出环境问题限期整改的督办函",
    addressees=(("高陵区通远街道办事处",), ("区城管局",)),
    paragraphs=("一、高度重视，压实责任", "（一）落实属地责任。你区要逐一明确牵头单位和完成时限。", PARAGRAPH),
    issuer="高陵区铁腕治霾办公室",
    dated_on=date(2019, 7, 5),
    urgency="加急",
    contact_person="示例甲",
    contact_phone="029-86910000",
)


@pytest.fixture(scope="module")
def text(faces, read) -> str:
    """All that LETTER is printed with."""
    return "".join(page.text for page in read(build(LETTER, faces)))


@pytest.fixture(scope="module")
def bundled(tmp_path_factory, text) -> Path:
    """The bundled faces with the characters of LETTER alone, so that many books can be opened."""
    folder = tmp_path_factory.mktemp("bundle")
    for base in IN_WORDS:
        thin = own_fonts.face(base, own_fonts.Names(base, base), text=text)
        own_fonts.saved(thin, folder / f"{base}.ttf")
    return folder


@pytest.fixture
def add(tmp_path: Path, text: str) -> Callable[..., Path]:
    """Put a face among the PC's fonts, made from a bundled one."""

    def put(base: str, names: own_fonts.Names, name: str, **how: object) -> Path:
        made = own_fonts.face(base, names, text=text, without=LACKING, **how)
        return own_fonts.saved(made, tmp_path / "fonts" / name)

    return put


def drawn_by(pdf: bytes, read: Callable[[bytes], list]) -> dict[str, set[str]]:
    """Return which faces draw each character of a file, without the marks of their subsets."""
    faces: dict[str, set[str]] = {}
    for page in read(pdf):
        for char in page.chars:
            faces.setdefault(char.text, set()).add(char.font.partition("+")[2])
    return faces


def names_in(pdf: bytes, read: Callable[[bytes], list]) -> set[str]:
    return set().union(*drawn_by(pdf, read).values())


def test_the_licensed_face_draws_what_it_has_and_the_others_the_rest(bundled, add, tmp_path, read) -> None:
    add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "FSGB2312.TTF")
    pdf = build(LETTER, FaceBook(bundled, [tmp_path / "fonts"]))
    drawn = drawn_by(pdf, read)
    assert drawn["请"] == {"FangSong_GB2312"}
    assert {character: drawn[character] for character in LACKING} == {
        "浐": {"LantianFangSong-Regular"},
        "鄠": {"LantianFangSong-Regular"},
        "䶮": {"LantianSong-Light"},
        "喆": {"LantianSong-Light"},
    }
    output = "".join(page.text for page in read(pdf)).replace("\r\n", "")
    assert PARAGRAPH in output


def test_without_the_licensed_face_the_one_of_windows_is_taken_and_without_both_the_bundled_one(
    bundled, add, faces, tmp_path, read
) -> None:
    bare = build(LETTER, FaceBook(bundled, [tmp_path / "fonts"]))
    assert names_in(bare, read) == names_in(build(LETTER, faces), read)
    add("LantianFangSong-Regular", own_fonts.FANGSONG, "simfang.ttf")
    add("LantianKai-Regular", own_fonts.KAITI, "simkai.ttf")
    add("LantianHei-Medium", own_fonts.SIMHEI, "simhei.ttf")
    drawn = drawn_by(build(LETTER, FaceBook(bundled, [tmp_path / "fonts"])), read)
    assert drawn["请"] == {"FangSong"}
    assert drawn["急"] == {"SimHei"}
    assert "KaiTi" in drawn["属"]
    assert "LantianSong-Bold" in drawn["督"]


def test_licensed_before_windows_and_what_one_lacks_the_other_draws(bundled, tmp_path, text, read) -> None:
    fonts = tmp_path / "fonts"
    windows = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG, text=text)
    licensed = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, text=text, without="浐鄠")
    own_fonts.saved(windows, fonts / "a.ttf")
    own_fonts.saved(licensed, fonts / "deeper" / "z.ttf")
    drawn = drawn_by(build(LETTER, FaceBook(bundled, [fonts])), read)
    assert drawn["请"] == {"FangSong_GB2312"}
    assert drawn["浐"] == drawn["鄠"] == {"FangSong"}


def test_a_collection_gives_the_face_that_is_asked_for(bundled, faces, tmp_path, text, read) -> None:
    other = own_fonts.face("LantianSong-Bold", own_fonts.NSIMSUN, text=text)
    song = own_fonts.face("LantianSong-Regular", own_fonts.SIMSUN, text=text)
    path = own_fonts.collected([other, song], tmp_path / "fonts" / "simsun.ttc")
    assert [(found.name, found.path, found.subfont) for found in find_faces([tmp_path / "fonts"]).found] == [
        ("宋体", path, 1)
    ]
    long = replace(LETTER, paragraphs=LETTER.paragraphs * 5)
    assert "SimSun" in drawn_by(build(long, FaceBook(bundled, [tmp_path / "fonts"])), read)["—"]
    expected = faces.face(FaceRole.SONG).ink("国")
    assert FaceBook(bundled, [tmp_path / "fonts"]).face(FaceRole.SONG).ink("国") == expected


@pytest.mark.parametrize(("units", "lift"), [(2048, 0), (1000, 137), (256, -9)])
def test_the_mark_keeps_its_place_in_a_face_of_other_measures(
    bundled, tmp_path, text, read, units: int, lift: int
) -> None:
    made = own_fonts.face("LantianSong-Bold", own_fonts.XIAOBIAOSONG, text=text, units=units)
    own_fonts.saved(own_fonts.raised(made, lift), tmp_path / "FZXBSJW.TTF")
    pdf = build(LETTER, FaceBook(bundled, [tmp_path]))
    assert drawn_by(pdf, read)["治"] >= {"FZXBSJW--GB1-0"}
    page = pypdfium2.PdfDocument(pdf)[0]
    textpage = page.get_textpage()
    start = textpage.get_text_range().index(LETTER.mark)
    boxes = [textpage.get_charbox(start + place, loose=False) for place in range(len(LETTER.mark))]
    height = page.get_height()
    assert (height - max(box[3] for box in boxes)) / MM == pytest.approx(30.0, abs=0.05)
    bottom = (height - min(box[1] for box in boxes)) / MM
    first_line = min(rule.top for rule in read(pdf)[0].rules if rule.red)
    assert first_line - bottom == pytest.approx(4.0, abs=0.1)


def test_the_same_faces_give_the_same_bytes(bundled, add, tmp_path) -> None:
    add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "FSGB2312.TTF")
    add("LantianSong-Bold", own_fonts.XIAOBIAOSONG, "FZXBSJW.TTF", units=2048)
    once, again = (build(LETTER, FaceBook(bundled, [tmp_path / "fonts"])) for _ in range(2))
    assert once == again
    assert once != build(LETTER, FaceBook(bundled))


def test_what_cannot_be_used_is_passed_over_with_its_reason(bundled, add, faces, tmp_path, text, read) -> None:
    fonts = tmp_path / "fonts"
    locked = add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "1-locked.ttf", fs_type=2)
    whole_only = add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "2-whole.ttf", fs_type=0x0104)
    curves = own_fonts.postscript(own_fonts.FANGSONG_GB2312, fonts / "3-curves.otf")
    own_fonts.postscript(own_fonts.Names("Nobody Asks", "NobodyAsks"), fonts / "4-other.otf")
    cut = add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "5-cut.ttf")
    cut.write_bytes(cut.read_bytes()[:-5000])
    noise = fonts / "6-noise.ttf"
    noise.write_bytes(b"no font at all")
    (fonts / "7-empty.ttc").write_bytes(b"")
    poor = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, text="", without="国")
    own_fonts.saved(poor, fonts / "8-poor.ttf")
    broken = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, text=text)
    del broken["loca"], broken["glyf"]
    own_fonts.saved(broken, fonts / "9-broken.ttf")
    unnamed = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, text=text)
    unnamed["name"].names = [entry for entry in unnamed["name"].names if entry.langID == own_fonts.CHINESE]
    own_fonts.saved(unnamed, fonts / "no-english-name.ttf")
    book = FaceBook(bundled, [fonts])
    assert names_in(build(LETTER, book), read) == names_in(build(LETTER, faces), read)
    assert [(passed.path, passed.reason) for passed in book.passed_over] == [
        (locked, "字体的许可不允许嵌入文书"),
        (whole_only, "字体的许可不允许嵌入文书"),
        (curves, "PostScript 曲线的字体不能嵌入文书"),
        (cut, "文件已损坏或不是字体"),
        (noise, "文件已损坏或不是字体"),
        (fonts / "7-empty.ttc", "文件已损坏或不是字体"),
        (fonts / "8-poor.ttf", "字体缺少常用汉字或与另一字体重名"),
        (fonts / "9-broken.ttf", "字体的数据有误，无法载入"),
        (fonts / "no-english-name.ttf", "字体的数据有误，无法载入"),
    ]


@pytest.mark.parametrize("fs_type", [0x0000, 0x0004, 0x0008, 0x000A])
def test_rights_that_allow_to_embed_are_used(bundled, add, tmp_path, fs_type: int) -> None:
    add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "f.ttf", fs_type=fs_type)
    assert FaceBook(bundled, [tmp_path / "fonts"]).face(FaceRole.BODY).postscript_name == "FangSong_GB2312"


def test_a_second_file_does_where_the_first_one_does_not(bundled, add, tmp_path) -> None:
    add("LantianKai-Regular", own_fonts.KAITI_GB2312, "a.ttf", fs_type=2)
    add("LantianKai-Regular", own_fonts.KAITI_GB2312, "b.ttf")
    add("LantianKai-Regular", own_fonts.KAITI_GB2312, "c.ttf")
    book = FaceBook(bundled, [tmp_path / "fonts"])
    assert book.face(FaceRole.KAI).postscript_name == "KaiTi_GB2312"
    assert [passed.path.name for passed in book.passed_over] == ["a.ttf"]


def test_names_are_read_in_every_language_and_a_bold_face_is_another_one(tmp_path, text) -> None:
    base = "LantianFangSong-Regular"
    mac = own_fonts.face(base, own_fonts.Names("Whatever", "Whatever"), text="")
    mac["name"].setName("仿宋_GB2312".encode("gbk"), 4, 1, 25, 33)
    own_fonts.saved(mac, tmp_path / "1-mac.ttf")
    own_fonts.saved(own_fonts.face(base, own_fonts.Names("Some", "Some", "仿宋"), text=""), tmp_path / "2-chinese.ttf")
    bold = own_fonts.Names("KaiTi", "KaiTi-Bold", style="Bold")
    own_fonts.saved(own_fonts.face(base, bold, text=""), tmp_path / "3-bold.ttf")
    own_fonts.saved(own_fonts.face(base, own_fonts.Names("sim hei", "Odd"), text=""), tmp_path / "4-blank.ttf")
    found = find_faces([tmp_path, tmp_path / "not there"]).found
    assert [(face.path.name, face.name) for face in found] == [
        ("1-mac.ttf", "仿宋_GB2312"),
        ("2-chinese.ttf", "仿宋"),
        ("4-blank.ttf", "黑体"),
    ]


def test_a_page_tells_its_faces_from_the_file_alone(bundled, add, faces, tmp_path, letter) -> None:
    add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "FSGB2312.TTF")
    add("LantianSong-Bold", own_fonts.XIAOBIAOSONG, "FZXBSJW.TTF")
    mixed = build(LETTER, FaceBook(bundled, [tmp_path / "fonts"]))
    assert page_faces(mixed, 0) == (
        "小标宋：方正小标宋简体（本机）",
        "仿宋：仿宋_GB2312（本机）、蓝天仿宋（随附）、蓝天细宋（随附）",
        "楷体：蓝天楷体（随附）",
        "黑体：蓝天黑体（随附）",
    )
    own = build(letter, faces)
    assert page_faces(own, 0)[1] == "仿宋：蓝天仿宋（随附）、蓝天细宋（随附）"
    assert "宋体：蓝天宋体（随附）" in page_faces(own, 1)
    assert not [line for number in range(4) for line in page_faces(own, number) if "本机" in line]


def test_a_face_of_another_program_is_reported_under_its_own_name() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 72, "Helvetica")
    canvas.save()
    assert page_faces(out.getvalue(), 0) == ("其他：Helvetica",)


def test_every_bundled_face_has_its_words() -> None:
    assert {f"{name}.ttf" for name in IN_WORDS} == {name for names in FACES.values() for name in names}


def test_nothing_is_looked_for_before_the_first_character(bundled, add, tmp_path) -> None:
    book = FaceBook(bundled, [tmp_path / "fonts"])
    add("LantianKai-Regular", own_fonts.KAITI, "simkai.ttf")
    assert book.face(FaceRole.KAI).postscript_name == "KaiTi"
    add("LantianKai-Regular", own_fonts.KAITI_GB2312, "better.ttf")
    assert book.face(FaceRole.KAI).postscript_name == "KaiTi"  # looked for once


def test_looking_for_faces_reads_no_outlines() -> None:
    whole = sum(path.stat().st_size for path in BUNDLED.glob("*.ttf"))
    find_faces([BUNDLED])
    tracemalloc.start()
    assert find_faces([BUNDLED]).passed_over == ()
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < whole / 100


@pytest.fixture(scope="module")
def sound_file(tmp_path_factory, text) -> Path:
    made = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, text=text)
    return own_fonts.saved(made, tmp_path_factory.mktemp("sound") / "f.ttf")


@settings(deadline=None, max_examples=40)
@given(spots=st.lists(st.tuples(st.integers(0, 2500) | st.integers(0, 1 << 20), st.integers(0, 255)), max_size=20))
def test_whatever_is_damaged_in_a_file_the_letter_is_made(
    bundled, sound_file, read, spots: list[tuple[int, int]]
) -> None:
    content = bytearray(sound_file.read_bytes())
    for place, byte in spots:
        content[place % len(content)] = byte
    with TemporaryDirectory() as folder:
        Path(folder, "f.ttf").write_bytes(content)
        book = FaceBook(bundled, [Path(folder)])
        pdf = build(LETTER, book)
    assert spots or book.face(FaceRole.BODY).fontName == "仿宋_GB2312"
    assert PARAGRAPH in "".join(char.text for page in read(pdf) for char in page.chars)


def test_a_broken_glyph_is_drawn_by_the_next_face(bundled, tmp_path, text, read) -> None:
    made = own_fonts.face("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, text=text)
    cmap, outlines = made.getBestCmap(), made["glyf"]
    for character, part in (("请", cmap[ord("请")]), ("河", cmap[ord("请")])):
        glyph = outlines[cmap[ord(character)]]
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = part, 0, 0, 0x0002
        glyph.numberOfContours, glyph.components = -1, [component]
    made.recalcBBoxes = False  # it would follow the glyph that holds itself for ever
    own_fonts.saved(made, tmp_path / "f.ttf")
    drawn = drawn_by(build(LETTER, FaceBook(bundled, [tmp_path])), read)
    assert drawn["请"] == drawn["河"] == {"LantianFangSong-Regular"}
    assert drawn["办"] >= {"FangSong_GB2312"}


def test_two_threads_load_a_face_once(bundled, add, tmp_path) -> None:
    add("LantianFangSong-Regular", own_fonts.FANGSONG_GB2312, "FSGB2312.TTF")
    alone = build(LETTER, FaceBook(bundled, [tmp_path / "fonts"]))
    book = FaceBook(bundled, [tmp_path / "fonts"])
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: build(LETTER, book), range(4))) == {alone}
