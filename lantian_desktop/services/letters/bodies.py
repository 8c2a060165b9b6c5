"""Title and text proposed for each kind of letter, from the office's phrases and the facts of the issues."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.letters.letter import LetterKind, SupervisionType
from lantian_desktop.domain.letters.outline import numeral
from lantian_desktop.domain.plans.plan import Measure, RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.services.letters import facts as letter_facts
from lantian_desktop.services.letters.facts import Covered, sentence
from lantian_desktop.services.letters.wording import fill, paragraphs, wording
from lantian_desktop.services.office import Office

MOST_IN_TEXT = 3  # issues told one by one in the text of a report; more stand in the annex alone (practice)


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What the writer of a body has before him. Without `filled` the placeholders stay, for a text that serves several letters."""

    office: Office
    kind: LetterKind
    type: SupervisionType
    covered: Sequence[Covered]
    facts: Mapping[str, str]
    phrases: Mapping[str, str]
    filled: bool = True

    def say(self, name: str) -> str:
        """Return a phrase of this kind, filled in."""
        return fill(self.phrases.get(f"{self.kind.value}.{name}", ""), self.facts if self.filled else {})

    def opening(self, fact: str) -> str:
        """Return the opening, or the one that does without a fact nobody knows."""
        return self.say("opening" if self.facts[fact] else "opening_plain")

    @property
    def one(self) -> bool:
        """Whether title and opening may name the one issue there is."""
        return len(self.covered) == 1 and self.filled

    @property
    def few(self) -> bool:
        """Whether the issues are told one by one in the text."""
        return len(self.covered) <= MOST_IN_TEXT


def propose_words(
    office: Office, kind: LetterKind, kind_type: SupervisionType, covered: Sequence[Covered], day: date
) -> tuple[str, tuple[str, ...]]:
    """Return title and paragraphs."""
    return _written(_body_facts(office, kind, kind_type, covered, day))


def propose_template(
    office: Office, kind: LetterKind, kind_type: SupervisionType, covered: Sequence[Covered], day: date
) -> tuple[str, tuple[str, ...]]:
    """Return title and paragraphs with their placeholders left open."""
    return _written(replace(_body_facts(office, kind, kind_type, covered, day), filled=False))


def _body_facts(
    office: Office, kind: LetterKind, kind_type: SupervisionType, covered: Sequence[Covered], day: date
) -> BodyFacts:
    return BodyFacts(office, kind, kind_type, covered, letter_facts.facts(office, covered, day), wording(office))


def _written(body: BodyFacts) -> tuple[str, tuple[str, ...]]:
    return body.say("title_single" if body.one else "title"), paragraphs(_BODIES[body.kind](body))


def _supervision(body: BodyFacts) -> list[str]:
    opening = "opening_single" if body.one else "opening"
    demands = [name for name in body.phrases if name.startswith("supervision.demand")]
    stronger = {SupervisionType.ON_SITE: "on_site", SupervisionType.LISTED: "listed"}.get(body.type)
    parts = [body.say(opening), *(body.say(name.partition(".")[2]) for name in demands)]
    if stronger:
        parts.append(body.say(stronger))
    return [*parts, body.say("closing")]


def _reminder(body: BodyFacts) -> list[str]:
    plan = "plan_late" if body.facts["plan_late"] != "0" else "plan_open"
    rectify = "rectify_late" if body.facts["rectify_late"] != "0" else "rectify_open"
    return [body.opening("letters"), body.say(plan), body.say(rectify), body.say("closing")]


def _appeal(body: BodyFacts) -> list[str]:
    lines = [body.say("opening"), body.say("facts_heading")]
    for index, one in enumerate(body.covered):
        own = {**body.facts, "number": one.issue.number, "site": " ".join(one.issue.caption.split())}
        grounds = letter_facts.grounds(body.office, one.issue).strip() or "申诉理由见附件"
        own["grounds"] = sentence(grounds)
        lines.append(f"（{numeral(index + 1)}）{fill(body.phrases.get('appeal.fact', ''), own)}")
    return [*lines, body.say("request_heading"), body.say("request")]


def _admonition(body: BodyFacts) -> list[str]:
    return [body.say(name) for name in ("opening", "when", "where", "who", "what", "demand")]


def _plan_report(body: BodyFacts) -> list[str]:
    lines = [body.opening("received"), body.say("goal"), body.say("tasks_heading")]
    if not body.few:
        lines.append(body.say("tasks_annexed"))
    for index, one in enumerate(body.covered if body.few else ()):
        lines += [_heading(index, one), *_plan_lines(letter_facts.current_plan(body.office, one.issue))]
    return [*lines, body.say("safeguards"), body.say("closing")]


def _plan_lines(plan: RectificationPlan | None) -> list[str]:
    if plan is None:
        return ["整改方案正在制定。"]
    lines = [f"1. 整改目标：{sentence(plan.goal)}", f"2. 完成标准：{sentence(plan.standard)}", "3. 整改措施："]
    return lines + [f"（{number}）{_measure(measure)}" for number, measure in enumerate(plan.measures, 1)]


def _measure(measure: Measure) -> str:
    due = f"，{cn_date(measure.due)}前完成" if measure.due else ""
    return f"{measure.text.rstrip('。；')}（责任单位：{measure.unit}，责任人：{measure.person}）{due}。"


def _rectification_report(body: BodyFacts) -> list[str]:
    lines = [body.opening("received"), body.say("progress"), body.say("facts_heading")]
    if not body.few:
        lines.append(body.say("facts_annexed"))
    for index, one in enumerate(body.covered if body.few else ()):
        lines += [_heading(index, one), *_report_lines(body.office, one)]
    return [*lines, body.say("next"), body.say("closing")]


def _report_lines(office: Office, one: Covered) -> list[str]:
    plan = letter_facts.current_plan(office, one.issue)
    done = "；".join(f"{part.text.rstrip('。；')}（{part.progress}%）" for part in plan.measures) if plan else ""
    return [
        f"1. 问题情况：{sentence(one.issue.description or one.issue.caption)}",
        f"2. 整改措施：{sentence(done or '正在制定')}",
        f"3. 办理进展：目前为{one.issue.state.label}{_checked(letter_facts.latest_checklist(office, one.issue))}。",
    ]


def _checked(done: Checklist | None) -> str:
    if done is None or done.verified_at is None or done.outcome is None:
        return ""
    return f"，{cn_date(done.verified_at.date())}核查结果为{done.outcome.label}"


def _heading(index: int, one: Covered) -> str:
    return f"（{numeral(index + 1)}）{' '.join(one.issue.caption.split())}（{one.issue.number}）"


_BODIES: Mapping[LetterKind, Callable[[BodyFacts], list[str]]] = {
    LetterKind.SUPERVISION: _supervision,
    LetterKind.REMINDER: _reminder,
    LetterKind.APPEAL: _appeal,
    LetterKind.ADMONITION: _admonition,
    LetterKind.PLAN_REPORT: _plan_report,
    LetterKind.RECTIFICATION_REPORT: _rectification_report,
}
