"""The columns of a list of problems (问题清单) as it comes from above or from an office's old ledger. Mapping into issues is the services' work."""

from __future__ import annotations

from lantian_desktop.domain.issues.issue import IssueSource, IssueState
from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn, choices_of

_SOURCES = choices_of(
    IssueSource,
    {
        "inspection": ("强化督查", "定点帮扶", "强化监督定点帮扶", "督查", "检查发现", "强化监督检查"),
        "complaint": ("信访举报", "群众举报", "信访投诉", "举报", "12369"),
        "self_check": ("自查发现", "自查自纠", "日常巡查", "巡查"),
        "superior": ("上级交办", "省级交办", "市级交办", "交办", "上级督查"),
    },
)
_STATES = choices_of(
    IssueState,
    {
        "pending": ("未确认", "待核实"),
        "confirmed": ("已认定",),
        "assigned": ("已督办", "已下发", "待报方案"),
        "planned": ("方案已报", "已报方案"),
        "rectifying": ("正在整改", "整改推进中", "未完成", "未整改"),
        "reported": ("已整改", "已完成", "整改完成", "已报告完成", "待验收"),
        "verified": ("已核查", "已验收", "核查通过"),
        "closed": ("销号", "完成销号", "已办结"),
        "withdrawn": ("撤销", "不予认定", "已剔除"),
    },
)

_WHAT = (
    SheetColumn("serial", "序号", ("no", "顺序号", "问题序号"), CellKind.SERIAL, width=6),
    SheetColumn(
        "number",
        "编号",
        ("问题编号", "督办编号", "案件编号", "交办编号", "任务编号"),
        CellKind.CODE,
        hint="来文有编号的照填，没有的留空，由系统编号",
        example="高督-12-018",
        width=14,
    ),
    SheetColumn(
        "round", "轮次", ("督查轮次", "监督轮次", "帮扶轮次"), CellKind.INTEGER, low=1, high=999, example="12", width=7
    ),
    SheetColumn("group", "工作组", ("组别", "督查组", "检查组", "工作组名称"), example="第3组", width=9),
    SheetColumn(
        "source", "来源", ("问题来源", "线索来源"), CellKind.CHOICE, choices=_SOURCES, example="强化监督", width=10
    ),
    SheetColumn(
        "found_on",
        "发现日期",
        ("发现时间", "检查日期", "检查时间", "排查日期", "督查日期", "日期"),
        CellKind.DATE,
        required=True,
        example="2019-07-10",
        width=12,
    ),
    SheetColumn(
        "territory",
        "属地单位",
        ("属地", "区县", "所属区县", "属地区县", "区县（开发区）", "区县开发区", "所在区县", "责任区县", "行政区"),
        required=True,
        hint="写本系统“单位”中的名称或简称",
        example="高陵区",
        width=12,
    ),
    SheetColumn(
        "street",
        "街道",
        ("街道（镇）", "镇街", "街镇", "街办", "街道办", "所属街道", "乡镇街道", "乡镇"),
        example="通远街道",
        width=12,
    ),
    SheetColumn(
        "site",
        "点位名称",
        (
            "点位",
            "企业名称",
            "单位名称",
            "企业（点位）名称",
            "企业点位名称",
            "点位（企业）名称",
            "检查对象",
            "被检查单位",
            "污染源名称",
        ),
        hint="与问题描述至少填一项",
        example="某木器加工点",
        width=24,
    ),
    SheetColumn("address", "地址", ("详细地址", "点位地址", "具体地址", "位置", "具体位置"), width=26),
    SheetColumn(
        "longitude",
        "经度",
        ("东经", "lng", "lon", "坐标经度"),
        CellKind.DECIMAL,
        low=73,
        high=136,
        hint="十进制度数",
        example="109.0885",
        width=11,
    ),
    SheetColumn(
        "latitude",
        "纬度",
        ("北纬", "lat", "坐标纬度"),
        CellKind.DECIMAL,
        low=3,
        high=54,
        hint="十进制度数",
        example="34.5347",
        width=11,
    ),
    SheetColumn(
        "category",
        "类别",
        ("问题类别", "问题类型", "类型", "问题分类", "所属类别"),
        required=True,
        example="扬尘综合治理",
        width=22,
    ),
    SheetColumn(
        "description",
        "问题描述",
        ("存在问题", "主要问题", "问题情况", "问题", "问题内容", "发现问题", "存在的问题", "问题详情", "具体问题"),
        hint="与点位名称至少填一项",
        width=46,
    ),
    SheetColumn("task_item", "任务清单条目", ("对应任务", "任务条目", "任务清单", "对应任务清单"), width=22),
    SheetColumn("legal_basis", "法律依据", ("依据", "法规依据", "认定依据"), width=26),
)
_WHO = (
    SheetColumn(
        "lead_unit",
        "牵头单位",
        ("牵头部门", "行业主管部门", "行业牵头单位", "牵头", "主管部门", "责任单位牵头"),
        example="市住建局",
        width=14,
    ),
    SheetColumn(
        "supporting_units",
        "配合单位",
        ("配合部门", "协办单位", "配合", "责任单位配合"),
        CellKind.LIST,
        example="市城管局、市资源规划局",
        width=20,
    ),
    SheetColumn(
        "responsible_person",
        "责任人",
        ("整改责任人", "责任人姓名", "联系人", "责任人员", "责任领导"),
        CellKind.NAME,
        blanks=("待报", "待定"),
        width=10,
    ),
    SheetColumn(
        "responsible_phone",
        "责任人电话",
        ("联系电话", "责任人联系电话", "责任人手机", "电话", "联系方式", "责任人联系方式"),
        CellKind.PHONE,
        width=15,
    ),
    SheetColumn("sets", "台数", ("锅炉台数", "数量台", "涉及台数"), CellKind.INTEGER, low=0, width=7),
    SheetColumn("households", "户数", ("涉及户数", "数量户", "居民户数"), CellKind.INTEGER, low=0, width=7),
    SheetColumn("tonnage", "蒸吨", ("蒸吨数", "吨位", "锅炉蒸吨", "总蒸吨"), CellKind.DECIMAL, low=0, width=7),
)
_WHEN = (
    SheetColumn(
        "state",
        "状态",
        ("问题状态", "办理状态", "整改状态", "当前状态", "整改情况状态"),
        CellKind.CHOICE,
        choices=_STATES,
        hint="仅期初录入旧台账时填写",
        width=10,
    ),
    SheetColumn("received_on", "收到日期", ("收文日期", "交办收到日期", "接收日期"), CellKind.DATE, width=12),
    SheetColumn("confirm_by", "确认期限", ("确认截止日期", "确认时限", "反馈确认期限"), CellKind.DATE, width=12),
    SheetColumn("appeal_by", "申诉期限", ("申诉截止日期", "申诉时限"), CellKind.DATE, width=12),
    SheetColumn(
        "plan_due", "方案期限", ("方案报送期限", "方案上报时限", "整改方案期限", "方案时限"), CellKind.DATE, width=12
    ),
    SheetColumn(
        "rectify_due",
        "整改期限",
        ("整改时限", "完成时限", "整改完成时限", "整改截止日期", "完成期限", "办理期限"),
        CellKind.DATE,
        width=12,
    ),
    SheetColumn("letter_number", "督办文号", ("发文字号", "督办函号", "督办函文号", "文号", "交办文号"), width=22),
    SheetColumn("letter_on", "督办日期", ("交办日期", "交办时间", "督办时间", "发函日期"), CellKind.DATE, width=12),
    SheetColumn("plan_submitted_on", "方案报送日期", ("方案上报日期", "报送方案日期"), CellKind.DATE, width=12),
    SheetColumn(
        "reported_on", "完成日期", ("报告完成日期", "整改完成日期", "实际完成日期", "完成时间"), CellKind.DATE, width=12
    ),
    SheetColumn("closed_on", "销号日期", ("销号时间",), CellKind.DATE, width=12),
    SheetColumn(
        "complainant_name", "信访人", ("举报人", "投诉人", "信访人姓名"), CellKind.NAME, blanks=("匿名",), width=10
    ),
    SheetColumn(
        "complainant_phone", "信访人电话", ("举报人电话", "投诉人电话", "信访人联系方式"), CellKind.PHONE, width=15
    ),
    SheetColumn("tags", "标记", ("标签", "问题标记"), CellKind.LIST, hint="突出问题、区域性、共性", width=12),
    SheetColumn("remark", "备注", ("说明", "附注"), width=20),
)

ISSUES = ColumnSet("问题清单", (*_WHAT, *_WHO, *_WHEN), either=(("site", "description"),), unique=("number",))
