"""Two people over one record: a form stands open while a colleague changes what it was filled from."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.duty.log import EntryKind
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry
from lantian_desktop.domain.rota.rota import Leave
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.admin import users
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.issues import issues
from lantian_desktop.services.letters import phrases as letter_phrases
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans, verification
from lantian_desktop.services.plans import templates as checklist_templates
from lantian_desktop.services.roster import history as roster_history
from lantian_desktop.services.roster import roster, rounds, units
from lantian_desktop.services.rota import arranging as rota_arranging
from lantian_desktop.services.rota import rest_balance, rota
from lantian_desktop.ui.admin.settings.categories import CategoryForm
from lantian_desktop.ui.admin.settings.deadlines import DeadlinesForm
from lantian_desktop.ui.admin.settings.legal_bases import LegalBasisForm
from lantian_desktop.ui.admin.settings.phrases import PhraseForm
from lantian_desktop.ui.admin.settings.profile import ProfileForm
from lantian_desktop.ui.admin.settings.rounds import RoundForm
from lantian_desktop.ui.admin.settings.templates import TemplateForm
from lantian_desktop.ui.admin.settings.users import UserForm
from lantian_desktop.ui.duty.entry_form import EntryForm
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.issues.mark_form import MarkForm
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.plans.plan_form import PlanForm
from lantian_desktop.ui.roster.contact_form import ContactForm
from lantian_desktop.ui.roster.tenure_form import TenureForm
from lantian_desktop.ui.roster.unit_form import UnitForm
from lantian_desktop.ui.rota.forms.leave import LeaveForm
from lantian_desktop.ui.rota.forms.member import BLANK, MemberForm
from lantian_desktop.ui.rota.forms.rest_rule import RestRuleForm
from lantian_desktop.ui.rota.forms.weights import WeightsForm
from tests.factories import PASSWORD, QUICK
from tests.ui.tab_kit import Stage

OTHER = "示例乙"
BOTH_ROLES = frozenset({Role.ADMIN, Role.CLERK, Role.HEAD, Role.DUTY_OFFICER})


@contextmanager
def colleague(office: Office) -> Generator[None, None, None]:
    """Let the block be done by 示例乙 at another PC, as far as one store can tell."""
    me, office.session.user = office.user, OTHER
    office.switch_user(User(OTHER, BOTH_ROLES))
    try:
        yield
    finally:
        office.switch_user(me)
        office.session.user = me.name


@dataclass(frozen=True)
class Case:
    """A record with its form: one field both change, one that only the colleague changes, and how the colleague does it.

    `theirs` and `mine` are texts of the contested field; `change` writes a value of the contested and of the other field.
    """

    make: Callable[[Stage], Any]
    form: Callable[[Stage, Any], Form]
    contested: str
    theirs: str
    mine: str
    change: Callable[[Office, Any, str], object]
    stored: Callable[[Office, Any], str]
    other: str = ""
    by: str = OTHER


def _issue(stage: Stage) -> Any:
    return stage.confirmed()


def _line(stage: Stage) -> Any:
    unit = roster.find_unit(stage.office, text="高陵区")
    stored = roster.save_entry(stage.office, entry=RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例丁"))
    return roster.roster_entry(stage.office, entry_id=stored.id)


def _draft(stage: Stage) -> Any:
    issue = stage.assigned()
    blank = plans.blank_plan(stage.office, issue_id=issue.id)
    measure = replace(blank.measures[0], text="清运", unit="街道", person="示例丁", due=date(2019, 8, 1))
    draft = replace(blank, goal="原目标", standard="原标准", measures=(measure,))
    return plans.save_plan_draft(stage.office, plan=draft)


def _entry(stage: Stage) -> Any:
    return duty_log.add_entry(stage.office, kind=EntryKind.CALL_IN, content="原内容", unit="高新区")


def _member(stage: Stage) -> Any:
    return rota.save_member(stage.office, member=replace(BLANK, name="示例戊"))


def _leave(stage: Stage) -> Any:
    day = date(2019, 7, 20)
    return rota.save_leave(stage.office, leave=Leave(0, _member(stage).id, day, day, note="原备注"))


def _tenure(stage: Stage) -> Any:
    stored = _line(stage)
    return roster_history.tenures(stage.office, entry_id=stored.id)[0]


def _user(stage: Stage) -> Any:
    return users.add_user(stage.office, name="示例壬", roles={Role.CLERK}, password=PASSWORD, cost=QUICK)


def _again(office: Office, stored: Any) -> Any:
    return issues.existing_issues(office, issue_ids=(stored.id,))[0]


def _plan(office: Office, stored: Any) -> Any:
    return plans.blank_plan(office, issue_id=stored.issue_id)


def _category(office: Office, stored: Any) -> Any:
    return next(one for one in office_settings.categories(office) if one.id == stored.id)


def _basis(office: Office, stored: Any) -> Any:
    return next(one for one in office_settings.legal_bases(office) if one.id == stored.id)


def _phrase(office: Office) -> Any:
    return next(one for one in letter_phrases.phrases(office) if one.id == "supervision.closing")


def _template(office: Office) -> Any:
    return verification.templates(office)[0]


CASES: dict[str, Case] = {
    "issue": Case(
        make=_issue,
        form=lambda stage, issue: IssueForm(stage.shell, _again(stage.office, issue)),
        contested="address",
        theirs="通远街道 1 号",
        mine="通远街道 2 号",
        other="remark",
        change=lambda office, issue, text: issues.edit_issue(
            office, issue=replace(_again(office, issue), address=text, remark="对方写的备注")
        ),
        stored=lambda office, issue: _again(office, issue).address,
    ),
    "contact": Case(
        make=_line,
        form=lambda stage, issue: ContactForm(stage.shell, roster.roster_entry(stage.office, entry_id=issue.id)),
        contested="title",
        theirs="副科长",
        mine="科长",
        other="remark",
        change=lambda office, issue, text: roster.save_entry(
            office, entry=replace(roster.roster_entry(office, entry_id=issue.id), title=text, remark="对方写的备注")
        ),
        stored=lambda office, issue: roster.roster_entry(office, entry_id=issue.id).title,
    ),
    "unit": Case(
        make=lambda stage: roster.find_unit(stage.office, text="通远街道"),
        form=lambda stage, issue: UnitForm(stage.shell, units.unit(stage.office, unit_id=issue.id)),
        contested="formal_name",
        theirs="通远街道办",
        mine="高陵区通远街道办事处",
        other="aliases",
        change=lambda office, issue, text: units.save_unit(
            office, unit=replace(units.unit(office, unit_id=issue.id), formal_name=text, aliases=("通远街办",))
        ),
        stored=lambda office, issue: units.unit(office, unit_id=issue.id).formal_name,
    ),
    "log line": Case(
        make=_entry,
        form=lambda stage, issue: EntryForm(stage.shell, duty_log.entry(stage.office, entry_id=issue.id)),
        contested="content",
        theirs="对方写的内容",
        mine="我写的内容",
        other="unit",
        by="示例甲",
        change=lambda office, issue, text: _by_recorder(
            office, replace(duty_log.entry(office, entry_id=issue.id), content=text, unit="经开区")
        ),
        stored=lambda office, issue: duty_log.entry(office, entry_id=issue.id).content,
    ),
    "duty member": Case(
        make=_member,
        form=lambda stage, issue: MemberForm(stage.shell, rota.member(stage.office, member_id=issue.id)),
        contested="phone",
        theirs="029-86111111",
        mine="029-86222222",
        other="share",
        change=lambda office, issue, text: rota.save_member(
            office, member=replace(rota.member(office, member_id=issue.id), phone=text, share=50)
        ),
        stored=lambda office, issue: rota.member(office, member_id=issue.id).phone,
    ),
    "leave": Case(
        make=_leave,
        form=lambda stage, issue: LeaveForm(stage.shell, rota.leave(stage.office, leave_id=issue.id)),
        contested="note",
        theirs="对方的备注",
        mine="我的备注",
        other="last",
        change=lambda office, issue, text: rota.save_leave(
            office, leave=replace(rota.leave(office, leave_id=issue.id), note=text, last=date(2019, 7, 22))
        ),
        stored=lambda office, issue: rota.leave(office, leave_id=issue.id).note,
    ),
    "tenure": Case(
        make=_tenure,
        form=lambda stage, issue: _with(
            TenureForm(stage.shell, roster_history.tenure(stage.office, tenure_id=issue.id)), reason="核对"
        ),
        contested="since",
        theirs="2019-01-01",
        mine="2019-02-02",
        change=lambda office, issue, text: roster_history.correct_tenure(
            office, tenure_id=issue.id, since=date.fromisoformat(text), until=None, reason="按文件"
        ),
        stored=lambda office, issue: str(roster_history.tenure(office, tenure_id=issue.id).since),
    ),
    "marks": Case(
        make=_issue,
        form=lambda stage, issue: MarkForm(stage.shell, _again(stage.office, issue)),
        contested="blocked",
        theirs="对方写的原因",
        mine="我写的原因",
        change=lambda office, issue, text: issues.set_blocked(office, issue_id=issue.id, reason=text),
        stored=lambda office, issue: _again(office, issue).blocked_reason,
    ),
    "plan": Case(
        make=_draft,
        form=lambda stage, issue: PlanForm(stage.shell, issue.issue_id),
        contested="goal",
        theirs="对方的目标",
        mine="我的目标",
        other="interim_control",
        change=lambda office, issue, text: plans.save_plan_draft(
            office, plan=replace(_plan(office, issue), goal=text, interim_control="错峰生产")
        ),
        stored=lambda office, issue: _plan(office, issue).goal,
    ),
    "profile": Case(
        make=lambda stage: None,
        form=lambda stage, _record: ProfileForm(stage.shell),
        contested="contact_person",
        theirs="示例丁",
        mine="示例戊",
        other="contact_phone",
        change=lambda office, _record, text: office_settings.change_profile(
            office, profile=replace(office.profile, contact_person=text, contact_phone="029-86999999")
        ),
        stored=lambda office, _record: office.profile.contact_person,
    ),
    "deadlines": Case(
        make=lambda stage: None,
        form=lambda stage, _record: DeadlinesForm(stage.shell),
        contested="lock_after_minutes",
        theirs="20",
        mine="30",
        other="verify_after_days",
        change=lambda office, _record, text: office_settings.change_settings(
            office, settings=replace(office.settings, lock_after_minutes=int(text), verify_after_days=60)
        ),
        stored=lambda office, _record: str(office.settings.lock_after_minutes),
    ),
    "weights": Case(
        make=lambda stage: None,
        form=lambda stage, _record: WeightsForm(stage.shell),
        contested="workday",
        theirs="21",
        mine="22",
        change=lambda office, _record, text: rota_arranging.save_weights(
            office, weights=replace(office.settings.duty_weights, workday=int(text))
        ),
        stored=lambda office, _record: str(office.settings.duty_weights.workday),
    ),
    "rest rule": Case(
        make=lambda stage: None,
        form=lambda stage, _record: RestRuleForm(stage.shell),
        contested="rest_day",
        theirs="1.5",
        mine="0.5",
        change=lambda office, _record, text: rest_balance.save_rule(
            office, rule=replace(office.settings.rest_rule, rest_day=int(float(text) * 10))
        ),
        stored=lambda office, _record: str(office.settings.rest_rule.rest_day / 10),
    ),
    "category": Case(
        make=lambda stage: office_settings.categories(stage.office)[0],
        form=lambda stage, issue: CategoryForm(stage.shell, _category(stage.office, issue)),
        contested="label",
        theirs="对方的名称",
        mine="我的名称",
        other="aliases",
        change=lambda office, issue, text: office_settings.save_category(
            office, category=replace(_category(office, issue), label=text, aliases=("对方的别名",))
        ),
        stored=lambda office, issue: _category(office, issue).label,
    ),
    "legal basis": Case(
        make=lambda stage: office_settings.legal_bases(stage.office)[0],
        form=lambda stage, issue: LegalBasisForm(stage.shell, _basis(stage.office, issue)),
        contested="subject",
        theirs="对方的情形",
        mine="我的情形",
        other="text",
        change=lambda office, issue, text: office_settings.save_legal_basis(
            office, basis=replace(_basis(office, issue), subject=text, text="对方的引文")
        ),
        stored=lambda office, issue: _basis(office, issue).subject,
    ),
    "phrase": Case(
        make=lambda stage: None,
        form=lambda stage, _record: PhraseForm(stage.shell, _phrase(stage.office)),
        contested="text",
        theirs="对方的结尾。",
        mine="我的结尾。",
        change=lambda office, _record, text: letter_phrases.change_phrase(
            office, phrase_id="supervision.closing", text=text
        ),
        stored=lambda office, _record: _phrase(office).text,
    ),
    "user": Case(
        make=_user,
        form=lambda stage, issue: UserForm(stage.shell, users.user(stage.office, name=issue.name)),
        contested="roles",
        theirs="auditor",
        mine="head",
        change=lambda office, issue, text: users.change_roles(office, name=issue.name, roles={Role(text)}),
        stored=lambda office, issue: "\n".join(users.user(office, name=issue.name).roles),
    ),
    "round": Case(
        make=lambda stage: rounds.save_round(
            stage.office, round_=rounds.Round(12), entries=rounds.usual_groups(), current=False
        ),
        form=lambda stage, _record: RoundForm(stage.shell, roster.rounds(stage.office)[0]),
        contested="ends_on",
        theirs="2019-07-22",
        mine="2019-07-23",
        other="groups",
        change=lambda office, _record, text: rounds.save_round(
            office,
            round_=replace(roster.rounds(office)[0], ends_on=date.fromisoformat(text)),
            entries=rounds.usual_groups()[:2],
            current=False,
        ),
        stored=lambda office, _record: str(roster.rounds(office)[0].ends_on),
    ),
    "template": Case(
        make=lambda stage: None,
        form=lambda stage, _record: TemplateForm(stage.shell, _template(stage.office)),
        contested="items",
        theirs='[{"what": "对方的一项", "how": "", "standard": ""}]',
        mine='[{"what": "我的一项", "how": "", "standard": ""}]',
        change=lambda office, _record, text: checklist_templates.save_template(
            office, template=replace(_template(office), items=(replace(_template(office).items[0], what="对方的一项", how="", standard=""),))
        ),
        stored=lambda office, _record: (
            f'[{{"what": "{_template(office).items[0].what}", "how": "", "standard": ""}}]'
        ),
    ),
}  # fmt: skip


def _by_recorder(office: Office, line: Any) -> object:
    """Correct a line by who stands the shift with its recorder: here the recorder at another PC."""
    office.switch_user(User("示例甲", BOTH_ROLES))
    return duty_log.correct_entry(office, entry=line)


def _with(form: Form, **texts: str) -> Form:
    form.fill(texts)
    return form
