"""Proofreading: good prose passes untouched, and one flaw put into it is found at its place and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lantian_desktop.domain.letters.proofreading import Flaw, FlawRule, Severity, proofread
from lantian_desktop.domain.roster.roster import mobiles_within
from tests.domain.letters.official_prose import EVERY, TITLES

R = FlawRule
HAN = re.compile("[\u4e00-\u9fff]")
TWO_WORDS = re.compile("时机密切|有机密闭|杜绝密封")  # torn apart they would read 机密, 绝密
RANGE_ENDS = "年月日时分级类省市区县州站镇村期"

Spoilt = tuple[str, FlawRule, int, int]


def spans(flaws: tuple[Flaw, ...]) -> list[tuple[FlawRule, int, int]]:
    return [(flaw.rule, flaw.start, flaw.end) for flaw in flaws]


def one(text: str) -> Flaw:
    """Return the only flaw of a text."""
    (flaw,) = proofread(text)
    return flaw


@pytest.mark.parametrize("text", [*EVERY, *TITLES])
def test_good_official_prose_is_left_alone(text: str) -> None:
    assert proofread(text) == ()


def test_the_prose_is_long_enough_to_say_something() -> None:
    assert sum(len(text.split("\n")) for text in EVERY) >= 40


INSERTED: dict[FlawRule, tuple[str, ...]] = {
    R.ELLIPSIS: ("…", "...", "…………………", "⋯⋯"),
    R.DASH: ("—", "--", "———", "–"),
    R.BLANK_BETWEEN: (" ", "\u3000", "\u00a0", "  "),
    R.FULL_WIDTH: ("Ａ", "ＰＭ", "３５"),
    R.DOCUMENT_NUMBER: ("〔2019〕012号", "[2019]12号", "（2019）12号", "〔2019〕第12号", "【2019】12号", "〔19〕12号"),
    R.DATE: ("2019年07月05日", "2019年7月05日", "19年7月5日", "2019年2月29日", "2019年13月", "07月5日"),
    R.SECRET: ("绝密", "机密", "秘密", "机 密"),
    R.MOBILE: (
        "13800000000",
        "138 0000 0000",
        "138-0000-0000",
        "1380 000 0000",
        "１３８００００００００",
        "+86 13800000000",
    ),
    R.PLACEHOLDER: ("{count}", "{}", "{", "｛轮次｝"),
    R.INVISIBLE: ("\u200b", "\ufeff", "\u00ad", "\ufe0f", "\u202e"),
    R.CONTROL: ("\t", "\x07", "\x00", "\ufffd", "\r"),
    R.UNPAIRED: ("（", "）", "“", "”", "《", "》", "〔", "】", "‘", "’"),
    R.DOUBLED: ("。。", "，，", "。，", "；；", "、、、", "：，", "，。"),
    R.HALF_WIDTH: (",", ";", ":", "?", "!", ".", "(甲)", "(3)"),
    R.ASCII_QUOTE: ('"甲"', "'甲'"),
}


def places_between_characters(text: str) -> list[int]:
    kept = {place for found in TWO_WORDS.finditer(text) for place in range(found.start() + 1, found.end())}
    between = (place for place in range(1, len(text)) if HAN.match(text[place - 1]) and HAN.match(text[place]))
    return [place for place in between if place not in kept]


def inside(text: str, place: int, opening: str, closing: str) -> bool:
    before = text[text.rfind("\n", 0, place) + 1 : place]
    return before.count(opening) != before.count(closing)


def insertion(text: str, place: int, rule: FlawRule, words: str) -> Spoilt:
    if rule is R.SECRET and words[0] == "机":
        assume(not re.match("[闭封集码钥切度布实植合目织不]", text[place:]))  # there 密 opens the next word
    if rule is R.SECRET:
        assume(
            not re.search("(?:商业|技术|工作|国家)$", text[:place])
        )  # these laws speak of; they have tests of their own
    if rule is R.DASH:
        assume(text[place - 1] not in RANGE_ENDS)
    if rule is R.UNPAIRED or rule is R.ASCII_QUOTE:
        assume(not any(inside(text, place, *pair) for pair in ("“”", "（）", "《》", "‘’", "〈〉")))
    return text[:place] + words + text[place:], rule, place, place + len(words)


@pytest.mark.parametrize("rule", list(INSERTED))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_one_flaw_anywhere_is_found_there_and_nowhere_else(rule: FlawRule, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(EVERY))
    place = data.draw(st.sampled_from(places_between_characters(text)))
    spoilt, rule, start, end = insertion(text, place, rule, data.draw(st.sampled_from(INSERTED[rule])))
    assert spans(proofread(spoilt)) == [(rule, start, end)]


def doubled(text: str, found: re.Match[str]) -> Spoilt:
    return text[: found.end()] + found[0] + text[found.end() :], R.DOUBLED, found.start(), found.end() + 1


def narrowed(text: str, found: re.Match[str]) -> Spoilt:
    narrow = dict(zip("，；：", ",;:", strict=True))[found[0]]
    return text[: found.start()] + narrow + text[found.end() :], R.HALF_WIDTH, found.start(), found.end()


def half_brackets(text: str, found: re.Match[str]) -> Spoilt:
    words = f"({found[0][1:-1]})"
    return text[: found.start()] + words + text[found.end() :], R.HALF_WIDTH, found.start(), found.end()


def straight_quotes(text: str, found: re.Match[str]) -> Spoilt:
    words = f'"{found[0][1:-1]}"'
    return text[: found.start()] + words + text[found.end() :], R.ASCII_QUOTE, found.start(), found.end()


def without_its_closing(text: str, found: re.Match[str]) -> Spoilt:
    return text[: found.end() - 1] + text[found.end() :], R.UNPAIRED, found.start(), found.start() + 1


def turned_round(text: str, found: re.Match[str]) -> Spoilt:
    return text[: found.end() - 1] + "“" + text[found.end() :], R.UNPAIRED, found.end() - 1, found.end()


def with_a_comma_after(text: str, found: re.Match[str]) -> Spoilt:
    return text[: found.end()] + "、" + text[found.end() :], R.LEVEL_MARK, found.end(), found.end() + 1


def with_a_final_mark(text: str, found: re.Match[str]) -> Spoilt:
    return text[: found.end()] + "。" + text[found.end() :], R.HEADING_MARK, found.end(), found.end() + 1


def with_another_number(text: str, found: re.Match[str]) -> Spoilt:
    return text[: found.start(1)] + "七" + text[found.end(1) :], R.LEVEL_ORDER, found.start(), found.end()


def with_a_blank_before(text: str, found: re.Match[str]) -> Spoilt:
    return (
        text[: found.start()] + "\u3000\u3000" + text[found.start() :],
        R.BLANK_AT_EDGE,
        found.start(),
        found.start() + 2,
    )


def with_a_blank_behind(text: str, found: re.Match[str]) -> Spoilt:
    return text[: found.end()] + " " + text[found.end() :], R.BLANK_AT_EDGE, found.end(), found.end() + 1


PLAIN = r"[^“”（）《》‘’〈〉〔〕\n]"
CHANGED: dict[str, tuple[str, Callable[[str, re.Match[str]], Spoilt]]] = {
    "a mark twice": (r"(?<=[\u4e00-\u9fff])[。，、；：](?=[\u4e00-\u9fff\n])", doubled),
    "a half-width mark": (r"(?<=[\u4e00-\u9fff])[，；：]", narrowed),
    "half-width brackets": (rf"(?<=[\u4e00-\u9fff])（{PLAIN}+）", half_brackets),
    "straight quotes": (rf"(?m)(?<=^)(?<![“《])“{PLAIN}+”|(?<=[，。；：\u4e00-\u9fff])“{PLAIN}+”", straight_quotes),
    "an opening without its closing": (rf"(?m)(?<!^)[（《]{PLAIN}+[）》](?!.*〉)", without_its_closing),
    "a quote turned round": (rf"“{PLAIN}+”", turned_round),
    "a comma after （一）": (r"(?m)^（[一二三]）", with_a_comma_after),
    "a heading with a final mark": (r"(?m)^[一二三四五]、[^。；\n]+$(?=\n)", with_a_final_mark),
    "another number": (r"(?m)^([二三四五])、", with_another_number),
    "a blank before": (r"(?m)^(?=.)", with_a_blank_before),
    "a blank behind": (r"(?m)(?<=.)$", with_a_blank_behind),
}


@pytest.mark.parametrize("name", list(CHANGED))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_one_thing_typed_wrongly_is_found_there_and_nowhere_else(name: str, data: st.DataObject) -> None:
    form, spoil = CHANGED[name]
    places = [(text, found) for text in EVERY for found in re.finditer(form, text)]
    text, found = data.draw(st.sampled_from(places))
    spoilt, rule, start, end = spoil(text, found)
    assert spans(proofread(spoilt)) == [(rule, start, end)]


ORDER = "层次应依次为“一、”“（一）”“1.”“（1）”，请核对。"
SENTENCES = {
    "（一）压实责任": (R.LEVEL_SKIPPED, "（一）", Severity.WARNING, f"“（一）”上面没有“一、”一级，{ORDER}"),
    "一、要求\n1. 拆除设备。\n2. 清运原料。": (R.LEVEL_SKIPPED, "1.", Severity.WARNING, f"“1.”上面没有“（一）”一级，{ORDER}"),
    "一、甲\n二、乙\n四、丁\n五、戊": (R.LEVEL_ORDER, "四、", Severity.ERROR, "“四、”前面是“二、”，序号不连续，应为“三、”，请改正。"),
    "一、甲\n二、乙\n二、丙\n三、丁": (R.LEVEL_ORDER, "二、", Severity.ERROR, "“二、”前面是“二、”，序号不连续，应为“三、”，请改正。"),
    "一、甲\n（二）乙": (R.LEVEL_ORDER, "（二）", Severity.ERROR, "序号从“（二）”开始，应为“（一）”，请改正。"),
    "九、甲": (R.LEVEL_ORDER, "九、", Severity.ERROR, "序号从“九、”开始，应为“一、”，请改正。"),
    "一、甲\n二、乙\n以上为第一部分。\n一、丙": (R.LEVEL_ORDER, "一、", Severity.WARNING, "序号又从“一、”开始，前面已排到“二、”，请核对。"),
    "一、甲\n（一）、压实责任": (R.LEVEL_MARK, "、", Severity.ERROR, "“（一）”后不加“、”，请删去。"),
    "一、甲\n（一）乙\n1、拆除设备": (R.LEVEL_MARK, "、", Severity.ERROR, "层次序号“1、”应写作“1.”，请改正。"),
    "一.办理要求": (R.LEVEL_MARK, ".", Severity.ERROR, "层次序号“一.”应写作“一、”，请改正。"),
    "一、办理要求。\n请认真办理。": (R.HEADING_MARK, "。", Severity.WARNING, "“一、办理要求。”独立成行，末尾不加标点，请删去“。”。"),
    "按期完成。。": (R.DOUBLED, "。。", Severity.ERROR, "“按期完成。。”处标点重复，请只保留一个。"),
    "你单位（以下简称甲方应当整改。": (R.UNPAIRED, "（", Severity.ERROR, "“你单位（”处的“（”缺少与之成对的“）”，请补上或删去。"),
    "（你单位应当整改。": (R.UNPAIRED, "（", Severity.ERROR, "“（”缺少与之成对的“）”，请补上或删去。"),
    "“你单位应当整改。": (R.UNPAIRED, "“", Severity.ERROR, "「“」缺少与之成对的「”」，请补上或删去。"),
    "清理“散乱污“企业": (R.UNPAIRED, "“", Severity.ERROR, "「“散乱污“」处的「“」方向反了，应为「”」，请改正。"),
    "按照“谁牵头（谁负责”原则）办理": (R.NESTED, "（谁负责”原则）", Severity.ERROR, "「（谁负责”原则）」中引号或括号交叉，应先闭合里面的一对，请改正。"),
    "反映“某“作坊”生产”一事": (R.NESTED, "“作坊”", Severity.WARNING, "「“作坊”」在同一种标点里面，里层应用「‘’」，请改正。"),
    "关于《印发《方案》的通知》": (R.NESTED, "《方案》", Severity.WARNING, "“《方案》”在同一种标点里面，里层应用“〈〉”，请改正。"),
    '清理"散乱污"企业': (R.ASCII_QUOTE, '"散乱污"', Severity.WARNING, "「\"散乱污\"」用了半角引号，请改为「“ ”」或「‘ ’」。"),
    "共18项,均已办结": (R.HALF_WIDTH, ",", Severity.WARNING, "“共18项,”用了半角标点，请改为“，”。"),
    "发现问题4项(见附件)": (R.HALF_WIDTH, "(见附件)", Severity.WARNING, "“(见附件)”用了半角括号，请改为“（ ）”。"),
    "完成率为35%.": (R.HALF_WIDTH, ".", Severity.WARNING, "“为35%.”用了半角标点，请改为“。”。"),
    "发现问题１８项": (R.FULL_WIDTH, "１８", Severity.WARNING, "“１８”是全角字符，请改为半角“18”。"),
    "原料、产品…均已清理": (R.ELLIPSIS, "…", Severity.WARNING, "“料、产品…”处省略号应为“……”，占两个字的位置，请改正。"),
    "原料、产品...均已清理": (R.ELLIPSIS, "...", Severity.WARNING, "“料、产品...”处省略号应为“……”，占两个字的位置，请改正。"),
    "整改—尽快完成": (R.DASH, "—", Severity.WARNING, "“整改—”处破折号应为“——”，占两个字的位置，请改正。"),
    "按期 完成": (R.BLANK_BETWEEN, " ", Severity.WARNING, "“按期 完”中有多余的空格，请删去。"),
    "　　请按期完成": (R.BLANK_AT_EDGE, "　　", Severity.WARNING, "段首有多余的空格，请删去，排版时会自动空两字。"),
    "高治霾函[2019]012号": (R.DOCUMENT_NUMBER, "[2019]012号", Severity.ERROR, "发文字号“[2019]012号”应写作“〔2019〕12号”，请改正。"),
    "于2019年07月05日报送": (R.DATE, "2019年07月05日", Severity.WARNING, "“2019年07月05日”不应有前导零，请写作“2019年7月5日”。"),
    "于2019年6月31日报送": (R.DATE, "2019年6月31日", Severity.ERROR, "“2019年6月31日”不是有效日期，请改正。"),
    "于19年7月5日报送": (R.DATE, "19年7月5日", Severity.WARNING, "“19年7月5日”的年份应写全四位，请改正。"),
    "有关人员应当保守秘密。": (R.SECRET, "秘密", Severity.ERROR, "文中出现“秘密”字样，本系统不得录入涉密信息，请删去。"),
    "本件为机密切勿外传。": (R.SECRET, "机密", Severity.ERROR, "文中出现“机密”字样，本系统不得录入涉密信息，请删去。"),
    "机密封面两张。": (R.SECRET, "机密", Severity.ERROR, "文中出现“机密”字样，本系统不得录入涉密信息，请删去。"),
    "责任人电话138 0000 0000。": (R.MOBILE, "138 0000 0000", Severity.ERROR, "“138****0000”是个人手机号码，不得写入公文，请删去或改写办公电话。"),
    "发现问题{count}个": (R.PLACEHOLDER, "{count}", Severity.ERROR, "“{count}”还没有填写，请补全或删去。"),
    "按期\u200b完成": (R.INVISIBLE, "\u200b", Severity.WARNING, "“按期”之后有不可见字符（U+200B），打印时会去掉，请删去。"),
    "按期\t完成": (R.CONTROL, "\t", Severity.WARNING, "“按期”之后有制表符（U+0009），打印时会去掉或变为空格，请删去。"),
    "按期\ufffd完成": (R.CONTROL, "\ufffd", Severity.ERROR, "“按期”之后有乱码“\ufffd”，请对照原文补上。"),
}  # fmt: skip


@pytest.mark.parametrize("text", list(SENTENCES))
def test_each_flaw_has_its_sentence_and_weight(text: str) -> None:
    rule, words, severity, sentence = SENTENCES[text]
    flaw = one(text)
    assert (flaw.rule, text[flaw.start : flaw.end], flaw.severity, flaw.sentence) == (rule, words, severity, sentence)


def test_every_rule_is_tried() -> None:
    assert {rule for rule, *_ in SENTENCES.values()} == set(FlawRule)


EVERYDAY = """\
破碎机密闭 粉碎机密闭 搅拌机密闭罩 输送机密闭廊道 压滤机密闭 选粉机密闭间 风机密封 柴油机密封 农机密集 打印机密码 危机密切
手机密码 有机密闭 时机密切 电机密封 压缩机密封件 引风机密封圈 振动筛分机密闭 提升机密闭 给料机密闭 皮带机密闭 破碎机密封存在问题
主机密码 司机密集 飞机密集 自动机密合 动机密切 随机密码 计算机密钥 无机密度 打桩机密布 打包机密实 插秧机密植 收割机密度
洗砂机密目网 出渣机密闭斗 螺旋输送机密不透风 铣刨机密集作业 球磨机密闭 有机密封胶 混合机密闭性 机关干部密切配合
拒绝密切接触 杜绝密封不严 隔绝密闭 断绝密切往来 杜绝密目网破损 农机密集区 商机密集 契机密切"""


@pytest.mark.parametrize("words", EVERYDAY.split())
def test_everyday_compounds_are_no_secrets(words: str) -> None:
    for text in (words, f"督促企业对{words}的情况进行排查。", f"（{words}）", f"检查时，{words}，已拍照。"):
        assert not any(flaw.rule is R.SECRET for flaw in proofread(text)), text


CLASSIFIED = """\
机密文件 属于机密 「机密」 机密级 机密★ 机密★20年 机密件 机密材料 定为机密 本件机密 密级：机密 机密，请勿外传 机密切勿外传
属于机密封存 （机密封面）
绝密文件 属于绝密 「绝密」 绝密级 绝密★ 绝密★长期 绝密件 定为绝密 绝密切勿外传 绝密封存 密级：绝密
秘密文件 属于秘密 「秘密」 秘密级 秘密★ 秘密★30年 秘密件 定为秘密 秘密切勿外传 密级：秘密 国家秘密★ 属于国家秘密 国家秘密级"""


@pytest.mark.parametrize("words", CLASSIFIED.split())
def test_marks_of_classification_are_found_wherever_they_stand(words: str) -> None:
    for text in (words, f"附送{words}一份。", f"请收好。\n{words}"):
        found = [flaw for flaw in proofread(text) if flaw.rule is R.SECRET]
        assert [flaw.severity for flaw in found] == [Severity.ERROR], text
        assert "密" in text[found[0].start : found[0].end]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("检查人员应当保守商业秘密。", "商业秘密"),
        ("核查中知悉的商业机密不得外泄。", "商业机密"),
        ("依照《中华人民共和国保守国家秘密法》办理。", "国家秘密"),
        ("本函不属于国家秘密。", "国家秘密"),
        ("不得泄露技术秘密和工作秘密。", "技术秘密"),
    ],
)
def test_secrets_the_law_speaks_of_are_only_asked_about(text: str, word: str) -> None:
    first = next(flaw for flaw in proofread(text) if flaw.rule is R.SECRET)
    assert {flaw.severity for flaw in proofread(text)} == {Severity.WARNING}
    assert text[first.start : first.end] == word
    assert first.sentence == f"文中提到“{word}”，请确认没有写入涉密内容。"


@pytest.mark.parametrize(
    "text",
    [
        "比例为1:3，金额1,919万元，下降3.5%，10:30到场，电话029-8691。",
        "PM2.5月均浓度、PM10和O3（臭氧），见www.example.gov.cn/a,b。",
        "国务院令第682号、生态环境部公告2019年第17号、（2019）陕01民初12号。",
        "其中（12）3号炉未安装除尘器，2号楼3层无人。",
        "输入手机密码，对有机密闭房进行检查，杜绝密闭不严，抓住时机密切配合。",
        "纳税人识别号91610117138000000041，项目编号2019138000000001。",
        "1）断水；2）断电。",
        "北纬34°15'32\"处，Children's Hospital",
        "真的如此？！",
        "一、二级响应期间停产，其余正常。",
        "一、二期工程已完工。\n三、四季度抓好扬尘管控。\n一、二、三类企业分别管控。\n一、二月份空气质量改善。",
        "一、基本情况\n一、二期工程已完工。\n二、三季度已验收。\n二、存在问题",
        "问题如下：“……”。",
        "No. 1 boiler, 35 t/h (retired).",
        "",
        "\n\n",
    ],
)
def test_what_only_looks_like_a_flaw_is_left_alone(text: str) -> None:
    assert proofread(text) == ()


def test_flaws_stand_in_the_order_of_their_places_and_do_not_overlap() -> None:
    text = "一、办理要求。\n(二)、压实责任,,138 0000 0000。。\n 电话：[2019]012号…{count}"
    flaws = proofread(text)
    assert [flaw.start for flaw in flaws] == sorted(flaw.start for flaw in flaws)
    taken = [place for flaw in flaws for place in range(flaw.start, flaw.end)]
    assert len(taken) == len(set(taken))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="一（二）1.、，。“”‘’《》()\"' \n甲{}…—１年月日0〔〕号", max_size=40))
def test_any_text_is_read_to_its_end(text: str) -> None:
    for flaw in proofread(text):
        assert 0 <= flaw.start < flaw.end <= len(text)
        assert flaw.sentence.endswith("。")


@given(st.integers(min_value=13_000_000_000, max_value=19_999_999_999), st.sampled_from(["", " ", "-", "\u3000", "—"]))
def test_a_mobile_in_groups_is_a_mobile(number: int, gap: str) -> None:
    digits = str(number)
    written = gap.join((digits[:3], digits[3:7], digits[7:]))
    assert mobiles_within(f"电话{written}。") == ((2, 2 + len(written), digits),)
    assert mobiles_within(f"编号0{written}。") == ()
