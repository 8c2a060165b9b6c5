"""vCards line by line: what is written is folded and escaped by the book, and whatever comes in, one bad card stops nothing."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.roster import vcard_reading
from lantian_desktop.exchange.roster.names import family_and_given
from lantian_desktop.exchange.roster.vcard import BadCard, VCard, card_text, content_line, folded
from lantian_desktop.exchange.roster.vcard_reading import read_cards

RARE = "𬱖㛃䶮堃\ue000"
texts = st.text(
    st.one_of(
        st.characters(blacklist_categories=("Cs", "Cc")), st.sampled_from(list("\\;,:\n=\"'|^" + RARE + "👩\u200d👧“”"))
    ),
    max_size=120,
)


def qp(text: str, codec: str = "gbk") -> str:
    return "".join(f"={octet:02X}" for octet in text.encode(codec))


def card(*lines: str, version: str = "2.1") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def only(data: bytes) -> VCard:
    (found,) = read_cards(data, "名片.vcf")
    assert isinstance(found, VCard), found
    return found


@given(texts, texts, texts)
def test_any_text_comes_back(name: str, note: str, unit: str) -> None:
    written = card_text([content_line("N", name, unit), content_line("NOTE", note), content_line("ORG", unit, "二")])
    for part in written.encode().split(b"\r\n"):
        assert len(part) <= 75
        part.decode()  # no character is cut
    found = only(written.encode())
    assert [one.text for one in found.properties if one.name == "NOTE"] == [note]
    assert found.properties[1].parts[:2] == (name.strip(), unit.strip())
    assert [one.parts for one in found.properties if one.name == "ORG"] == [(unit.strip(), "二")]


@given(st.binary(max_size=400))
def test_nothing_ends_the_reading(rubbish: bytes) -> None:
    good = card("FN:CHEN", "TEL:029-86910000", version="3.0")
    found = read_cards(good + b"BEGIN:VCARD\r\n" + rubbish + b"\r\nEND:VCARD\r\n" + good, "名片.vcf")
    assert [one.text("FN") for one in (found[0], found[-1]) if isinstance(one, VCard)] == ["CHEN", "CHEN"]
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_a_line_is_folded_at_75_octets_between_characters() -> None:
    lines = folded("NOTE:" + "备注𬱖" * 40).split("\r\n")
    assert all(line.startswith(" ") for line in lines[1:])
    assert "".join(line.removeprefix(" ") for line in lines) == "NOTE:" + "备注𬱖" * 40
    assert {len(line.encode()) for line in lines[:-1]} <= {72, 73, 74, 75}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("欧阳某", ("欧阳", "某")), ("尉迟某某", ("尉迟", "某某")), ("单于某", ("单于", "某")), ("万俟某", ("万俟", "某")),
        ("单某某", ("单", "某某")), ("欧阳", ("欧阳", "")), ("𬱖某", ("𬱖", "某")), ("李", ("李", "")), ("John Smith", ("John Smith", "")),
        ("买买提·某某", ("买买提·某某", "")), ("", ("", "")),
    ],
)  # fmt: skip
def test_a_surname_stands_apart(name: str, parts: tuple[str, str]) -> None:
    assert family_and_given(name) == parts


def test_quoted_printable_in_gbk_with_soft_breaks_reads() -> None:
    whole = qp("高陵区铁腕治霾办综合科")
    data = card(
        f"N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{qp('欧阳')};{qp('某')};;;",
        f"FN;CHARSET=GB2312;QUOTED-PRINTABLE:{qp('欧阳某')}",
        f"ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=GB18030:{whole[:40]}=",
        f"{whole[40:80]}=",
        whole[80:],
        f"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{qp('第一行', 'utf-8')}=0D=0A{qp('第二行', 'utf-8')}=",
        "",
        "TEL;CELL;VOICE:138 0000 0001",
    )
    found = only(data)
    assert [one.parts for one in found.all("N")] == [("欧阳", "某", "", "", "")]
    assert (found.text("FN"), found.text("ORG")) == ("欧阳某", "高陵区铁腕治霾办综合科")
    assert found.text("NOTE") == "第一行\n第二行"
    assert [one.types for one in found.all("TEL")] == [{"cell", "voice"}]


def test_a_soft_break_without_a_line_after_it_swallows_no_property() -> None:
    found = only(card(f"NOTE;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{qp('备注')}=", "TEL;CELL:13800000001"))
    assert (found.text("NOTE"), found.text("TEL")) == ("备注", "13800000001")
    found = only(card(f"NOTE;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{qp('备')}=  ", qp("注") + "=", ""))
    assert found.text("NOTE") == "备注"


def test_pictures_are_passed_over_however_they_are_folded() -> None:
    picture = base64.b64encode(bytes(range(256)) * 4).decode()
    pieces = [picture[start : start + 76] for start in range(0, len(picture), 76)]
    data = card(
        "FN:A", "PHOTO;JPEG;ENCODING=BASE64:" + pieces[0], *(f" {piece}" for piece in pieces[1:]), "",
        "LOGO;ENCODING=b;TYPE=PNG:" + pieces[0], *pieces[1:], "TEL:029-86910000",
    )  # fmt: skip
    found = only(data)
    assert [one.name for one in found.properties] == ["VERSION", "FN", "TEL"]
    assert found.strays == ()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads(codec: str, end: str) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nN:陆;某;;;\nFN:陆某\nORG:高陵区\nNOTE:备注\n  有折行\nEND:VCARD\n".replace(
        "\n", end
    )
    found = only(text.encode(codec))
    assert (found.text("FN"), found.text("ORG"), found.text("NOTE")) == ("陆某", "高陵区", "备注 有折行")


def test_a_file_may_change_its_encoding_from_line_to_line() -> None:
    data = b"\r\n".join(
        [
            b"BEGIN:VCARD",
            b"VERSION:2.1",
            "FN;CHARSET=GBK:陆某".encode("gbk"),
            "ORG;CHARSET=UTF-8:高陵区".encode(),
            b"END:VCARD",
        ]
    )
    assert (only(data).text("FN"), only(data).text("ORG")) == ("陆某", "高陵区")


def test_a_character_cut_by_the_fold_is_mended() -> None:
    octets = "NOTE:通远街道".encode()
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:A\n" + octets[:9] + b"\n " + octets[9:] + b"\nEND:VCARD\n"
    assert only(data).text("NOTE") == "通远街道"


def test_bad_cards_are_reported_by_number_and_reason() -> None:
    broken = b"BEGIN:VCARD\nVERSION:3.0\nFN:\xff\xff\xff\nEND:VCARD\n"
    data = card("FN:A") + b"BEGIN:VCARD\nVERSION:3.0\nFN:B\n" + card("FN:C") + broken + card("FN:D", "no colon here")
    first, second, third, fourth, fifth = read_cards(data, "名片.vcf")
    assert [type(one) for one in (first, second, third, fourth, fifth)] == [VCard, BadCard, VCard, BadCard, VCard]
    assert isinstance(second, BadCard)
    assert "缺少 END:VCARD" in second.reason
    assert second.beginning == "FN:B"
    assert isinstance(fourth, BadCard)
    assert "编码" in fourth.reason
    assert isinstance(fifth, VCard)
    assert fifth.strays == ("no colon here",)


def test_an_agent_within_a_card_is_not_a_card() -> None:
    data = card("FN:A", "AGENT:", "BEGIN:VCARD", "FN:inner", "END:VCARD", "TEL:029-86910000")
    assert only(data).text("FN") == "A"
    assert only(data).text("TEL") == "029-86910000"


def test_what_is_no_file_of_cards_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="没有名片"):
        read_cards(b"name,phone\n", "通讯录.vcf")
    with pytest.raises(UnreadableFile, match="20 MB"):
        read_cards(bytes(20 * 1024 * 1024 + 1), "通讯录.vcf")
    with pytest.raises(UnreadableFile, match="100,000 张"):
        read_cards(b"BEGIN:VCARD\nEND:VCARD\n" * 100_001, "通讯录.vcf")
    assert vcard_reading.MAX_CARDS == 100_000


def test_long_lines_and_odd_heads_cost_nothing() -> None:
    data = (
        b"BEGIN:VCARD\nFN:A\n" + b'X;A="' + b";" * 400_000 + b"\n" + b" a\n" * 20_000 + b"=\n" * 20_000 + b"END:VCARD\n"
    )
    assert only(data).text("FN") == "A"
