"""The form of an issue: four fields are required at intake, the rest can wait and shows as missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import (
    Complainant,
    DueDates,
    Issue,
    IssueSource,
    IssueState,
    IssueTag,
    Position,
    Quantities,
)
from lantian_desktop.domain.roster.roster import UnitKind
from lantian_desktop.services import attachments
from lantian_desktop.services.issues import issues
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoiceField, ChoicesField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done

TERRITORIES = (
    UnitKind.CITY,
    UnitKind.DISTRICT,
    UnitKind.DEVELOPMENT_ZONE,
    UnitKind.NEW_AREA,
    UnitKind.STREET,
)
DUES = ("confirm_by", "appeal_by", "superior_plan_due", "superior_rectify_due")
DUE_LABELS = ("确认期限", "申诉期限", "上级方案期限", "上级整改期限")
PLAIN = ("number", "group", "street", "site", "address", "description", "task_item", "legal_basis",
         "responsible_person", "responsible_phone", "remark")  # fmt: skip


def blank_issue(today: date) -> Issue:
    """Return an issue to be filled in."""
    return Issue(0, "", IssueState.PENDING, today, 0, "")


class IssueForm(Form):
    """Registers an issue or changes its fields."""

    def __init__(self, shell: Shell, issue: Issue) -> None:
        super().__init__(
            "登记问题" if issue.id == 0 else f"修改 {issue.number}",
            key=f"issue/{issue.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
        )
        self._shell, self._issue = shell, issue
        self.issue_id = issue.id
        self._dates: dict[str, DateField] = {}
        self._files = FilesField("photos", "现场照片、附件", shell.prompts)
        self._add_place()
        self._add_units()
        self._add_source()
        self._add_dues()
        self._add_rest()
        self.fill(texts_of(issue))
        if issue.id:
            self.field("number").setEnabled(False)
        self.begin(self._reread if issue.id else None)

    def _reread(self) -> Form:
        (self._issue,) = issues.existing_issues(self._shell.office, issue_ids=(self._issue.id,))
        return IssueForm(self._shell, self._issue)

    def facts(self) -> dict[str, str]:
        """Return the state, which steps change."""
        return {"办理状态": self._issue.state.label} if self._issue.id else {}

    def _add_place(self) -> None:
        office = self._shell.office
        self.add(TextField("site", "点位名称", hint="点位名称和问题描述至少填一项"))
        self.add(LongTextField("description", "问题描述", lines=3))
        self.add(
            ChoiceField("territory_id", "属地单位", choices.of_units(office, TERRITORIES), required=True, searchable=True,
                        nothing="输入名称或拼音首字母"),
            ChoiceField("category", "类别", choices.of_categories(office), required=True, searchable=True, nothing="请选择"),
        )  # fmt: skip
        self.add(self._date("found_on", "发现日期", required=True), TextField("street", "街道（镇）"))
        self.add(TextField("address", "地址"))

    def _add_units(self) -> None:
        office = self._shell.office
        self.add_heading("责任")
        lead = choices.of_units(office, (UnitKind.DEPARTMENT, *TERRITORIES))
        self.add(ChoiceField("lead_unit_id", "牵头单位", lead, searchable=True, nothing="（待定）"))
        self.add(ChoicesField("supporting", "配合单位", choices.of_units(office, (UnitKind.DEPARTMENT,))))
        self.add(TextField("responsible_person", "责任人"), TextField("responsible_phone", "责任人电话"))

    def _add_source(self) -> None:
        self.add_heading("来源")
        self.add(
            TextField("number", "编号", hint="来文有编号的照填，空着自动编号"),
            ChoiceField("source", "来源", choices.of_terms(IssueSource), required=True),
        )
        self.add(
            TextField("round_number", "轮次", hint="空着按当前轮次"), TextField("group", "工作组", sample="如 第3组")
        )
        self.add(
            TextField("complainant", "信访人", hint="仅信访件填写，打印件一律隐去"),
            TextField("complainant_phone", "信访人电话"),
        )

    def _add_dues(self) -> None:
        self.add_heading("期限（照来文填写）")
        fields = [self._date(name, label) for name, label in zip(DUES, DUE_LABELS, strict=True)]
        self.add(*fields[:2])
        self.add(*fields[2:])

    def _add_rest(self) -> None:
        self.add_heading("其他")
        self.add(TextField("sets", "台数"), TextField("households", "户数"), TextField("tonnage", "蒸吨"))
        self.add(
            TextField("longitude", "经度", hint="WGS-84，如 109.0886"),
            TextField("latitude", "纬度", hint="如 34.5351"),
        )
        self.add(TextField("task_item", "任务清单条目"), TextField("legal_basis", "法律依据"))
        self.add(ChoicesField("tags", "标注", choices.of_terms(IssueTag)))
        self.add(LongTextField("remark", "备注", lines=2))
        self.add(self._files)

    def _date(self, name: str, label: str, *, required: bool = False) -> DateField:
        field = DateField(name, label, today=self._shell.office.today, required=required)
        self._dates[name] = field
        return field

    def _store(self) -> None:
        office, issue = self._shell.office, self.issue()
        stored = self._edit(issue) if issue.id else issues.register_issue(office, issue=issue, photos=self._files.paths)
        self.issue_id = stored.id
        say_done(self._shell, f"已{'登记' if issue.id == 0 else '修改'} {stored.number} {stored.caption}。")

    def _edit(self, issue: Issue) -> Issue:
        office = self._shell.office
        for path in self._files.paths:
            attachments.read_file(path)  # before anything is changed
        stored = issues.edit_issue(office, issue=issue)
        for path in self._files.paths:
            attachments.attach(office, issue_id=stored.id, path=path, purpose=AttachmentPurpose.PHOTO)
        return stored

    def issue(self) -> Issue:
        """Return the issue as it is typed; raise InvalidInput naming the field that cannot be read."""
        typed = self.texts()
        return replace(
            self._counted(typed),
            found_on=self._dates["found_on"].day() or self._issue.found_on,
            territory_id=int(typed["territory_id"] or 0),
            category=typed["category"],
            round_number=_whole("round_number", "轮次", typed["round_number"]),
            position=_position(typed["longitude"], typed["latitude"]),
            lead_unit_id=int(typed["lead_unit_id"]) if typed["lead_unit_id"] else None,
            supporting_unit_ids=tuple(int(key) for key in typed["supporting"].split()),
            complainant=Complainant(typed["complainant"], typed["complainant_phone"]),
            tags=frozenset(IssueTag(key) for key in typed["tags"].split()),
            dues=self._dues(),
            number=typed["number"],
            group=typed["group"],
            street=typed["street"],
            site=typed["site"],
            address=typed["address"],
            description=typed["description"],
            task_item=typed["task_item"],
            legal_basis=typed["legal_basis"],
            responsible_person=typed["responsible_person"],
            responsible_phone=typed["responsible_phone"],
            remark=typed["remark"],
        )

    def _counted(self, typed: Mapping[str, str]) -> Issue:
        source = IssueSource(typed["source"])
        fresh = issues.starting_state(replace(self._issue, source=source)).state
        return replace(
            self._issue,
            source=source,
            state=fresh if self._issue.id == 0 else self._issue.state,
            quantities=Quantities(
                _whole("sets", "台数", typed["sets"]),
                _whole("households", "户数", typed["households"]),
                _decimal("tonnage", "蒸吨", typed["tonnage"]),
            ),
        )

    def _dues(self) -> DueDates:
        return replace(self._issue.dues, **{name: self._dates[name].day() for name in DUES})


def texts_of(issue: Issue) -> dict[str, str]:
    """Return an issue as the texts of the form's fields."""
    where, counted, dues = issue.position, issue.quantities, issue.dues
    texts = {name: getattr(issue, name) for name in PLAIN}
    texts |= {name: _day(getattr(dues, name)) for name in DUES}
    return texts | {
        "found_on": issue.found_on.isoformat(),
        "territory_id": str(issue.territory_id or ""),
        "category": issue.category,
        "source": issue.source.value,
        "round_number": _shown(issue.round_number),
        "longitude": _shown(where.longitude if where else None),
        "latitude": _shown(where.latitude if where else None),
        "lead_unit_id": _shown(issue.lead_unit_id),
        "supporting": "\n".join(map(str, issue.supporting_unit_ids)),
        "sets": _shown(counted.sets),
        "households": _shown(counted.households),
        "tonnage": _shown(counted.tonnage),
        "complainant": issue.complainant.name,
        "complainant_phone": issue.complainant.phone,
        "tags": "\n".join(sorted(tag.value for tag in issue.tags)),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _whole(field: str, label: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdigit():
        raise InvalidInput(f"{label}“{text}”应为整数，请更正。", field=field)
    return int(text)


def _decimal(field: str, label: str, text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise InvalidInput(f"{label}“{text}”应为数字，请更正。", field=field) from error


def _position(longitude: str, latitude: str) -> Position | None:
    if not longitude and not latitude:
        return None
    try:
        return Position(float(longitude), float(latitude))
    except ValueError as error:
        raise InvalidInput("经度和纬度应同时填写，用十进制度数，如 109.0886、34.5351。", field="longitude") from error
