"""The main job as it runs in the demonstration: from confirming and appealing to striking off and a rebound.

Every step goes through the services a window would ask; nothing is written past them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from lantian_desktop.cli.demo import letters as demo_letters
from lantian_desktop.cli.demo.office import CLERK, HEAD, SECOND_CLERK, DemoOffice
from lantian_desktop.cli.demo.photos import write_photo
from lantian_desktop.cli.demo.texts import plan_text
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState, IssueTag
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.letters.letter import (
    CoveredIssue,
    Letter,
    LetterKind,
    ReceivedLetter,
    SupervisionType,
    Urgency,
)
from lantian_desktop.domain.plans.plan import DONE_PERCENT, Measure, PlanType
from lantian_desktop.domain.plans.verification import Checklist, ItemResult, Outcome
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans, verification
from lantian_desktop.services.roster import roster

NEEDED = 12  # issues the story tells about
STORY_DISTRICTS = ("新城区", "莲湖区", "未央区", "高陵区", "高新区")  # the districts they lie in
VERIFIERS = ("示例丁", "示例戊")
RESPONSIBLE, RESPONSIBLE_PHONE = "示例己", "13800000006"
A = IssueAction

# The days of July 2019 on which things happen.
CONFIRMED_ON, LETTERS_ON, SUBMITTED_ON, DECIDED_ON = (date(2019, 7, day) for day in (17, 18, 19, 19))
PROGRESS_ON, DONE_ON, VERIFIED_ON, CLOSED_ON, REBOUND_ON = (date(2019, 7, day) for day in (20, 20, 21, 21, 22))
PLAN_DUE, PRESSING_DUE, RECTIFY_DUE, NEW_DUE = date(2019, 7, 19), date(2019, 7, 21), date(2019, 8, 17), date(2019, 8, 9)

EARLY = date(2019, 7, 12)  # what was found until then is confirmed at the end of the story

# Which of the issues told about, oldest first, come to which end.
CONFIRMED, APPEALED = (0, 1, 2, 3, 4, 5, 6, 7, 11), (8, 9, 10)
SEVERAL, SINGLE = (0, 1, 2, 3, 4, 5, 7, 8), 6
CLOSED, FALSE_REPORT, REBOUND, RETURNED, WAITING, UNPLANNED, REPORTED, VERIFIED = 0, 1, 2, 3, 4, 5, 7, 8
REJECTED, UPHELD, PENDING_APPEAL = 8, 9, 10
DONE = (CLOSED, FALSE_REPORT, REBOUND, REPORTED, VERIFIED)
OTHER_LETTERS = {
    LetterKind.APPEAL: (PENDING_APPEAL,),
    LetterKind.REMINDER: (UNPLANNED, RETURNED),
    LetterKind.ADMONITION: (FALSE_REPORT,),
    LetterKind.PLAN_REPORT: (SINGLE, REBOUND),
    LetterKind.RECTIFICATION_REPORT: (CLOSED, VERIFIED, REPORTED),
}


@dataclass(frozen=True, slots=True)
class Story:
    """Who acts, where evidence is drawn, and the issues told about, oldest first."""

    demo: DemoOffice
    photos: Path
    cast: tuple[Issue, ...]

    def act(self, name: str, who: Sequence[int], action: IssueAction, step: steps.StepInput) -> None:
        """Let a person do one action to some of the issues told about."""
        office = self.demo.signed_in_as(name)
        steps.perform(office, issue_ids=[self.cast[index].id for index in who], action=action, step=step)

    def issues_of(self, who: Sequence[int]) -> list[Issue]:
        """Return some of the issues told about."""
        return [self.cast[index] for index in who]

    def photo(self, name: str, shade: int) -> Path:
        """Draw a piece of evidence."""
        return write_photo(self.photos / f"{name}.png", shade)


def tell(demo: DemoOffice, photos: Path) -> tuple[tuple[Letter, ...], Checklist]:
    """Run the whole story; return its letters and the checklist of the issue that ended well."""
    story = Story(demo, photos, _cast(demo.office))
    _confirm_and_appeal(story)
    issued: tuple[Letter, ...] = (_over_several(story), _over_one(story))
    _from_above(story)
    _plans(story)
    _carry_out(story)
    checklist = _verify(story)
    _close_and_reopen(story)
    _confirm_the_rest(story)
    issued += demo_letters.write(demo, covered={kind: story.issues_of(who) for kind, who in OTHER_LETTERS.items()})
    demo.signed_in_as(CLERK)
    return issued, checklist


def _cast(office: Office) -> tuple[Issue, ...]:
    """Return the oldest pending issues of the districts told about; the samples hold enough of them."""
    district_ids = [roster.find_unit(office, text=name).id for name in STORY_DISTRICTS]
    query = IssueQuery(states=(IssueState.PENDING,), limit=10 * NEEDED)
    pages = [issues.issue_page(office, query=replace(query, territory_id=unit_id)) for unit_id in district_ids]
    early = [row for page in pages for row in page.rows if row.found_on <= CONFIRMED_ON]
    if len(early) < NEEDED:
        raise NotFound(f"示例问题清单中{'、'.join(STORY_DISTRICTS)}的待确认问题不足 {NEEDED} 件，请重新安装程序。")
    chosen = sorted(early, key=lambda row: (row.found_on, row.number))[:NEEDED]
    return tuple(issue_detail.issue_detail(office, issue_id=row.id).issue for row in chosen)


def _confirm_and_appeal(story: Story) -> None:
    story.act(CLERK, CONFIRMED, A.CONFIRM, steps.StepInput(on=CONFIRMED_ON))
    grounds = "该点位已于上一轮次整改到位，本次与上次记录重复，申请撤销。"
    proof = (story.photo("申诉-现场照片", 30),)
    story.act(CLERK, APPEALED, A.APPEAL, steps.StepInput(on=CONFIRMED_ON, reason=grounds, evidence=proof))
    refused = steps.StepInput(on=LETTERS_ON, reason="经复核与上次记录不是同一处问题，申诉不成立。")
    story.act(CLERK, (REJECTED,), A.REJECT, refused)
    granted = steps.StepInput(on=LETTERS_ON, reply_number="环强监函〔2019〕31号", reason="与上次记录重复。")
    story.act(CLERK, (UPHELD,), A.UPHOLD, granted)


def _confirm_the_rest(story: Story) -> None:
    """Most of the list is confirmed within the week; what was found last still waits."""
    office = story.demo.signed_in_as(SECOND_CLERK)
    query = IssueQuery(states=(IssueState.PENDING,), sort="found_on", limit=200)
    page = issues.issue_page(office, query=query)
    early = [row.id for row in page.rows if row.found_on <= EARLY]
    steps.perform(office, issue_ids=early, action=A.CONFIRM, step=steps.StepInput(on=REBOUND_ON))


def _over_several(story: Story) -> Letter:
    office = story.demo.signed_in_as(CLERK)
    covered = [story.cast[index] for index in SEVERAL]
    return _issue(office, covered, SupervisionType.ORDINARY, Urgency.NONE, RECTIFY_DUE)


def _over_one(story: Story) -> Letter:
    office = story.demo.signed_in_as(SECOND_CLERK)
    return _issue(office, [story.cast[SINGLE]], SupervisionType.ON_SITE, Urgency.URGENT, PRESSING_DUE)


def _from_above(story: Story) -> None:
    """A letter from above presses for what was assigned already; it sets the same dates."""
    covered = (CoveredIssue(story.cast[SINGLE].id, PLAN_DUE, PRESSING_DUE),)
    received = ReceivedLetter(
        0,
        "环强监函〔2019〕29号",
        "生态环境部强化监督办公室",
        "关于加快整改突出环境问题的函",
        CONFIRMED_ON,
        LETTERS_ON,
        covered,
    )
    scan = story.photo("来文-扫描件", 200)
    letters.register_received(story.demo.signed_in_as(CLERK), received=received, scan=scan)


def _issue(
    office: Office, covered: Sequence[Issue], kind: SupervisionType, urgency: Urgency, rectify_due: date
) -> Letter:
    """Issue a letter to the units in which the issues lie."""
    proposal = letter_content.propose(
        office,
        issue_ids=[issue.id for issue in covered],
        dated_on=LETTERS_ON,
        plan_due=PLAN_DUE,
        rectify_due=rectify_due,
    )
    draft = replace(proposal.draft, type=kind, urgency=urgency, signatory=HEAD, copied_to=("市生态环境局",))
    return letters.issue_letter(office, draft=draft)


def _plans(story: Story) -> None:
    for index in (*DONE, RETURNED, WAITING, SINGLE):
        _submit(story, index)
    approved = (*DONE, SINGLE)
    story.act(HEAD, approved, A.APPROVE_PLAN, steps.StepInput(on=DECIDED_ON))
    reason = "措施过于笼统，未写明每日巡查的责任人，请补充后重新报送。"
    story.act(HEAD, (RETURNED,), A.RETURN_PLAN, steps.StepInput(on=DECIDED_ON, reason=reason))


def _submit(story: Story, index: int) -> None:
    office = story.demo.signed_in_as(SECOND_CLERK if index == SINGLE else CLERK)
    issue = story.cast[index]
    text = plan_text(issue.category)
    due = PRESSING_DUE if index == SINGLE else RECTIFY_DUE
    unit = issue.street or _territory(office, issue)
    kind = PlanType.IMMEDIATE if index == REBOUND else PlanType.TIME_LIMITED
    measures = tuple(Measure(0, line, unit, RESPONSIBLE, due, RESPONSIBLE_PHONE) for line in text.measures)
    blank = plans.blank_plan(office, issue_id=issue.id)
    plan = replace(blank, type=kind, goal=text.goal, standard=text.standard, measures=measures)
    plans.submit_plan(office, plan=plan, on=SUBMITTED_ON)


def _carry_out(story: Story) -> None:
    for index in DONE:
        _progress(story, index, DONE_PERCENT)
    _progress(story, SINGLE, 40)
    story.act(CLERK, DONE, A.REPORT_DONE, steps.StepInput(on=DONE_ON))
    office = story.demo.signed_in_as(CLERK)
    issues.set_blocked(office, issue_id=story.cast[SINGLE].id, reason="设备供货推迟，已约定7月26日到货。")
    issues.set_tags(office, issue_id=story.cast[WAITING].id, tags=frozenset({IssueTag.PROMINENT}))


def _territory(office: Office, issue: Issue) -> str:
    return issue_detail.issue_detail(office, issue_id=issue.id).territory.name


def _progress(story: Story, index: int, percent: int) -> None:
    office, issue = story.demo.signed_in_as(SECOND_CLERK), story.cast[index]
    plan = issue_detail.issue_detail(office, issue_id=issue.id).plan
    for number, measure in enumerate(plan.measures if plan else (), 1):
        evidence = (story.photo(f"{issue.number}-措施{number}", 16 * index + 60 * number),)
        plans.record_progress(
            office,
            issue_id=issue.id,
            measure_id=measure.id,
            percent=percent,
            note="已完成，现场照片附后。" if percent == DONE_PERCENT else "已签订合同，设备待到货。",
            on=PROGRESS_ON,
            evidence=evidence,
            taken_on=PROGRESS_ON,
        )


def _verify(story: Story) -> Checklist:
    """Verify in the field: one report was false, the others hold. Return the first good checklist."""
    office = story.demo.signed_in_as(SECOND_CLERK)
    passed = [_conclude(office, story.cast[index], Outcome.DONE) for index in (CLOSED, REBOUND, VERIFIED)]
    failed = story.cast[FALSE_REPORT]
    _conclude(office, failed, Outcome.FALSELY_REPORTED)
    again = Measure(
        0, "重新整改并由街道驻点监督，每日上传照片", failed.street or _territory(office, failed), RESPONSIBLE, NEW_DUE
    )
    plans.add_measure_after_setback(office, issue_id=failed.id, measure=again, rectify_due=NEW_DUE)
    return passed[0]


def _conclude(office: Office, issue: Issue, outcome: Outcome) -> Checklist:
    blank = verification.blank_checklist(office, issue_id=issue.id)
    good = outcome is Outcome.DONE
    answers = [replace(answer, result=ItemResult.MET, note="现场查看属实") for answer in blank.answers]
    if not good:
        answers[0] = replace(
            answers[0], result=ItemResult.UNMET, note="现场仍有原状", remedy="限期重新整改，由街道驻点监督"
        )
    checklist = replace(
        blank,
        answers=tuple(answers),
        verifiers=VERIFIERS,
        verified_at=datetime.combine(VERIFIED_ON, time(10, 30)),
        reported_text="责任单位报告已完成整改。",
        photo_on=PROGRESS_ON if not good else DONE_ON,
        outcome=outcome,
    )
    verification.conclude(office, checklist=checklist, on=VERIFIED_ON)
    return issue_detail.issue_detail(office, issue_id=issue.id).checklists[-1]


def _close_and_reopen(story: Story) -> None:
    story.act(HEAD, (CLOSED, REBOUND), A.STRIKE_OFF, steps.StepInput(on=CLOSED_ON))
    reason = "夜间巡查发现恢复原状，属反弹，重新纳入整改。"
    story.act(CLERK, (REBOUND,), A.REOPEN, steps.StepInput(on=REBOUND_ON, reason=reason))
