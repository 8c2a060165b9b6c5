"""The columns of a liaison roster (联络名册) as offices really head them. Turning records into contacts is the services' work."""

from __future__ import annotations

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.roster.roster import PostRole, Side
from lantian_desktop.exchange.kit.columns import CellChoice, CellKind, ColumnSet, SheetColumn, choices_of

_VACANT = ("待报", "待定", "空缺", "暂缺", "待补", "未定", "无", "/", "—", "-")

_LEVELS = choices_of(
    Level, {"city": ("市", "全市", "市本级"), "district": ("区县", "区级", "县级", "区", "县", "开发区", "区（县）级")}
)
_ROLES = choices_of(
    PostRole,
    {
        "chief_liaison": ("总联络员", "总联系人", "总协调人"),
        "liaison": ("联络人", "联系人", "专职联络员"),
        "staff": ("工作人员", "办公室工作人员", "具体工作人员", "经办人"),
        "street_liaison": ("街道联络人", "镇联络人", "街镇联络人", "街办联络人", "街道（镇）联络员", "镇街联络员"),
        "department_liaison": ("部门联络人", "部门联络员", "行业联络人", "行业部门联络员"),
        "first_responsible": ("主要负责同志", "第一责任人（主要负责同志）"),
        "group_leader": ("组长", "工作组长"),
        "group_member": ("组员", "成员", "工作组成员"),
        "duty_phone": ("24小时值班电话", "值班电话", "值班室", "24小时电话"),
    },
)

_SIDES = choices_of(
    Side, {"a": ("A", "A岗", "主", "主岗"), "b": ("B", "B岗", "副", "副岗", "备岗"), "none": ("无", "/", "-")}
)
_STARS = (CellChoice("1", "★", ("是", "常用", "有", "√", "y", "yes")),)

ROSTER = ColumnSet(
    "联络名册",
    (
        SheetColumn("serial", "序号", ("编号", "no", "顺序"), CellKind.SERIAL, width=6),
        SheetColumn(
            "unit",
            "单位",
            ("单位名称", "所在单位", "工作单位", "区县", "区县（开发区）", "区县开发区", "部门", "属地", "责任单位"),
            required=True,
            hint="写本系统“单位”中的名称或简称",
            example="高陵区",
            width=16,
        ),
        SheetColumn("level", "层级", ("级别", "所属层级"), CellKind.CHOICE, choices=_LEVELS, example="区县级", width=9),
        SheetColumn(
            "role",
            "联络身份",
            ("身份", "联络职责", "联络员身份", "岗位", "类别", "联络类别"),
            CellKind.CHOICE,
            choices=_ROLES,
            hint="与职务至少填一项",
            example="联络员",
            width=16,
        ),
        SheetColumn(
            "side",
            "AB角",
            ("角色", "A、B角", "A/B角", "AB岗", "A、B岗"),
            CellKind.CHOICE,
            choices=_SIDES,
            hint="同一职责有两人时填写",
            width=8,
        ),
        SheetColumn(
            "title",
            "职务",
            ("职务职称", "现任职务", "行政职务", "单位职务", "单位及职务"),
            hint="与联络身份至少填一项",
            example="铁腕治霾办主任",
            width=22,
        ),
        SheetColumn(
            "name",
            "姓名",
            ("联络员姓名", "人员姓名", "联系人姓名", "名字"),
            CellKind.NAME,
            blanks=_VACANT,
            hint="没有人选的留空或写“待报”",
            example="单某某",
            width=10,
        ),
        SheetColumn(
            "office_phone",
            "办公电话",
            ("座机", "固定电话", "固话", "办公室电话", "单位电话", "电话", "联系电话", "办公电话座机"),
            CellKind.PHONE,
            example="029-00000000",
            width=16,
            skips_masked=True,
        ),
        SheetColumn(
            "mobile",
            "手机",
            ("手机号", "手机号码", "移动电话", "联系手机", "手机电话", "联系方式", "本人手机"),
            CellKind.MOBILE,
            example="13800000001",
            width=14,
            skips_masked=True,
        ),
        SheetColumn(
            "duty_phone",
            "24小时电话",
            ("24小时值班电话", "值班电话", "24小时联系电话", "24h电话", "24小时值守电话", "夜间电话"),
            CellKind.PHONE,
            width=16,
        ),
        SheetColumn("extension", "分机", ("分机号", "内线"), CellKind.TEXT, width=8, skips_masked=True),
        SheetColumn("fax", "传真", ("传真号码", "传真电话"), CellKind.PHONE, width=16, skips_masked=True),
        SheetColumn(
            "email",
            "邮箱",
            ("电子邮箱", "电子邮件", "email", "e-mail", "邮件"),
            blanks=("无", "/", "-"),
            width=22,
            skips_masked=True,
        ),
        SheetColumn("wechat", "微信", ("微信号", "微信号码"), blanks=("无", "/", "-"), width=14, skips_masked=True),
        SheetColumn(
            "round",
            "轮次",
            ("督查轮次", "监督轮次", "帮扶轮次", "第几轮次"),
            CellKind.INTEGER,
            low=1,
            high=999,
            example="12",
            width=7,
        ),
        SheetColumn("group", "工作组", ("组别", "所在组", "小组", "督查组", "组名"), example="第3组", width=10),
        SheetColumn(
            "territory", "负责区域", ("街道", "街道（镇）", "街镇", "负责区县", "包抓区县", "负责范围"), width=16
        ),
        SheetColumn(
            "held_since", "任职日期", ("任职时间", "到任日期", "起始日期", "任职起始"), CellKind.DATE, width=12
        ),
        SheetColumn(
            "verified_on",
            "核实日期",
            ("最近核实", "核实时间", "更新日期", "更新时间", "最后核实日期"),
            CellKind.DATE,
            width=12,
        ),
        SheetColumn("starred", "常用", ("星标", "收藏", "常用联系人"), CellKind.CHOICE, choices=_STARS, width=7),
        SheetColumn("remark", "备注", ("说明", "其他", "附注"), width=20, skips_masked=True),
    ),
    either=(("role", "title"),),
)
