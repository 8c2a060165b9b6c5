"""Letters and tables to measure with: invented, the same ones every time."""

from __future__ import annotations

from datetime import date

from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter

_PARAGRAPHS = (
    "2019年7月8日至22日，生态环境部强化监督定点帮扶第12轮次工作组对你单位开展了现场检查，发现“散乱污”企业、燃煤锅炉等突出环境问题{0}项（见附件）。经审核认定，现予以交办，并就有关事项通知如下：",
    "一、高度重视，压实责任",
    "（一）落实属地责任。你区要对照问题清单，逐一明确牵头单位、责任人和完成时限，依据《中华人民共和国大气污染防治法》第一百零七条、第108条规定，立即组织整改，做到问题不查清不放过、整改不到位不放过。",
    "（二）落实行业责任。行业牵头部门要会同䶮、㛃、𬱖等联络人，按照“谁牵头、谁负责”原则加强指导——对35蒸吨/小时以下燃煤锅炉、挥发性有机物治理等共性问题，要举一反三、全面排查……",
    "二、按时报送整改方案",
    "请于2019年7月26日前报送整改方案，方案应当明确整改目标、完成标准、整改措施、责任单位、责任人和完成时限；于2019年8月18日前完成整改，并报送整改情况报告及佐证材料。",
)
STREETS = ("通远街道", "泾渭街道", "崇皇街道", "鹿苑街道", "耿镇街道", "张卜街道", "湾子街道")


def letter(number: int) -> OfficialLetter:
    """Return a letter of three pages."""
    street = STREETS[number % len(STREETS)]
    return OfficialLetter(
        mark="西安市高陵区铁腕治霾办公室",
        number=f"高治霾函〔2019〕{number + 1}号",
        title=f"关于高陵区{street}强化监督定点帮扶第12轮次交办突出环境问题限期整改的督办函",
        addressees=((f"高陵区{street}办事处",),),
        paragraphs=tuple(text.format(number % 9 + 1) for text in _PARAGRAPHS * 2 + _PARAGRAPHS[:3]),
        issuer="高陵区铁腕治霾办公室",
        dated_on=date(2019, 7, 5),
        contact_person="示例甲",
        contact_phone="029-86910000",
        copied_to=(("西安市铁腕治霾办公室", "西安市生态环境局"),),
    )


def annex(rows: int) -> Annex:
    """Return an annex whose table has eight columns of cells that wrap."""
    columns = (
        TableColumn("序号", 0.5, Align.CENTRE), TableColumn("编号", 1.2, Align.CENTRE), TableColumn("街道", 0.9), TableColumn("点位名称", 2),
        TableColumn("问题描述", 4), TableColumn("整改要求", 3), TableColumn("责任单位", 1.5), TableColumn("整改时限", 1.2, Align.CENTRE),
    )  # fmt: skip
    cells = tuple(
        (
            str(number),
            f"高督-12-{number:03d}",
            STREETS[number % 7],
            f"示例{number}号木业加工有限公司",
            f"木工车间未安装粉尘收集治理设施；喷漆工序未在密闭空间进行，现场堆放物料约{number * 7 % 400}吨未覆盖。",
            f"停产整改，第{number % 9 + 1}项要求完成后申请核查，佐证材料一并报送。",
            f"{STREETS[number % 7]}办事处、区生态环境分局",
            "2019年8月18日",
        )
        for number in range(1, rows + 1)
    )
    return Annex("交办问题清单", TableContent(columns, cells))
