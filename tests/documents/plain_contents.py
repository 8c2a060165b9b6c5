"""One content of each plain document, to be built by the tests of documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lantian_desktop.documents.duty.log import DutyEntry, DutyLog
from lantian_desktop.documents.letters.dispatch_sheet import DispatchSheet
from lantian_desktop.documents.plans.checklist_form import ChecklistFormItem, ChecklistPaper
from lantian_desktop.documents.roster.book import RosterBook, RosterLine, RosterSection
from lantian_desktop.documents.rota.sheet import RotaDay, RotaSheet
from lantian_desktop.documents.support.handover_list import HandoverList, MaterialItem

AS_OF = date(2019, 7, 22)
OCTOBER = tuple(date(2019, 10, 1) + timedelta(days=number) for number in range(31))
DIGEST = "3fa1" * 16
LINE = RosterLine(
    "鄠邑区", "区铁腕治霾办主任（联络员）", "𬱖㛃", "029-86910000", "138****0001", "029-86910001", "", "夜间先打值班室"
)
DISPATCH = DispatchSheet(
    title="西安市高陵区铁腕治霾办公室发文稿纸",
    subject="关于高陵区强化监督定点帮扶第12轮次交办突出环境问题限期整改的督办函",
    number="高治霾函〔2019〕12号",
    addressees="高陵区通远街道办事处",
    unit="高陵区铁腕治霾办",
    drafter="示例甲",
    phone="029-86910000",
    dated_on="2019年7月18日",
    urgency="加急",
    abstract="　　现就有关事项通知如下。\n" * 3,
)
ROTA = RotaSheet(
    "高陵区铁腕治霾办2019年10月值班表",
    tuple(RotaDay(day, "国庆节" if day.day < 8 else "") for day in OCTOBER),
    ("24小时",),
    unit="值班单位：高陵区铁腕治霾办",
    notes=("注：8:30交接班。",),
)
LOG = DutyLog("高陵区铁腕治霾办值班日志", AS_OF, entries=(DutyEntry(),) * 9, journal_head=f"操作日志链头：{DIGEST}")
HANDOVER = HandoverList("资料移交清单", "高陵区铁腕治霾办", items=(MaterialItem(),) * 10)
ROSTER = RosterBook(
    "高陵区铁腕治霾办联络名册",
    AS_OF,
    (RosterSection("联络人员", (LINE,) * 30), RosterSection("第12轮次工作组人员", (replace(LINE, name="待报"),) * 9)),
    note="注：手机号已隐去中间四位。",
)
CHECKLIST = ChecklistPaper(
    "施工工地扬尘核查清单",
    (("轮次", ""), ("组别", ""), ("核查时间", ""), ("核查地点", "")),
    tuple(ChecklistFormItem(f"第{number}项", "现场查看", "全部到位") for number in range(1, 8)),
    wide_facts=(("报告完成情况", ""),),
    outcomes=("整改到位", "基本到位", "未按期完成", "未整改到位", "虚报整改完成", "虚假整改", "反弹", "无法核查"),
)

CONTENTS = (DISPATCH, ROSTER, ROTA, LOG, HANDOVER, CHECKLIST)
