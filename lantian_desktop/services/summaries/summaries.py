"""综合反馈 in its forms (日报, 轮次小结, 专报): one set of figures, and the document made from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import IssueTag
from lantian_desktop.domain.summaries.feedback import Summary, SummaryForm, SummaryNotes, SummaryTopic
from lantian_desktop.services import drafts
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.services.roster.roster import current_round
from lantian_desktop.services.summaries.text import summary_text
from lantian_desktop.store.admin import settings
from lantian_desktop.store.roster import units
from lantian_desktop.store.summaries import summary as stored
from lantian_desktop.store.summaries import summary_day

_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))
_TITLES = {
    SummaryForm.GENERAL: "强化监督整改情况综合反馈",
    SummaryForm.DAILY: "强化监督整改情况日报",
    SummaryForm.ROUND: "强化监督整改情况小结",
    SummaryForm.SPECIAL: "整改情况专报",
}


def summary(
    office: Office,
    *,
    as_of: date | None = None,
    round_number: int | None = None,
    form: SummaryForm = SummaryForm.GENERAL,
    topic: SummaryTopic | None = None,
) -> Summary:
    """Return every figure as of a day (today), for one round or all; a 小结 takes the current round, a 专报 needs a topic."""
    day = as_of or office.today
    if day > office.today:
        raise InvalidInput("截至日期晚于今天，请更正。", field="as_of")
    if form is SummaryForm.SPECIAL and topic is None:
        raise InvalidInput("请写明专报的题目：一个类别、一个单位或一个标注（如“突出问题”）。", field="topic")
    if form is not SummaryForm.SPECIAL and topic is not None:
        raise InvalidInput("只有专报有题目，请选择“专报”，或去掉题目。", field="topic")
    if form is SummaryForm.ROUND and round_number is None:
        round_number = _current_round(office)
    figures = stored.summary(office.session, as_of=day, round_number=round_number, topic=topic)
    if form is SummaryForm.DAILY:
        figures = replace(
            figures,
            day=summary_day.day_figures(office.session, as_of=day, round_number=round_number, overdue=figures.overdue),
        )
    return replace(figures, form=form)


def _current_round(office: Office) -> int:
    round_ = current_round(office)
    if round_ is None:
        raise InvalidInput("还没有轮次，请先在“设置”中添加轮次，再作轮次小结。", field="round")
    return round_.number


def topics(office: Office) -> tuple[SummaryTopic, ...]:
    """Return what a 专报 may be about: tags, categories, and the territories of the office's level, in their orders."""
    tags = tuple(SummaryTopic(tag.label, tag=tag) for tag in IssueTag)
    categories = tuple(SummaryTopic(one.label, category=one.id) for one in settings.categories(office.session))
    kinds = stored.territory_kinds(office.session)
    territories = tuple(
        SummaryTopic(unit.name, territory_id=unit.id) for unit in units.all_units(office.session) if unit.kind in kinds
    )
    return (*tags, *categories, *territories)


def find_topic(office: Office, *, text: str) -> SummaryTopic:
    """Return the topic called `text`: the name or identifier of a tag or category, or any name of a unit."""
    wanted = text.strip()
    for topic in topics(office):
        if wanted in {topic.label, topic.category, topic.tag.value if topic.tag else topic.label}:
            return topic
    unit = units.find_unit(office.session, wanted) if wanted else None
    if unit is None:
        raise InvalidInput(f"没有名为“{text}”的类别、标注或单位，请核对后重试。", field="topic")
    return SummaryTopic(unit.name, territory_id=unit.id)


def keep_notes(office: Office, *, key: str, notes: SummaryNotes) -> None:
    """Keep what a user wrote for a summary, for this user and until it is written anew."""
    drafts.save_draft(office, key=_notes_key(key), data={"typical": notes.typical, "next_steps": notes.next_steps})


def kept_notes(office: Office, *, key: str) -> SummaryNotes:
    """Return what this user wrote for a summary, empty when nothing."""
    draft = drafts.load_draft(office, key=_notes_key(key)) or {}
    return SummaryNotes(str(draft.get("typical", "")), str(draft.get("next_steps", "")))


def _notes_key(key: str) -> str:
    return f"summary-notes:{key}"


def summary_title(office: Office, figures: Summary) -> str:
    """Return the document's title."""
    round_ = figures.round_caption.partition("（")[0]
    return f"{office.profile.name}{round_}{figures.topic.label}{_TITLES[figures.form]}"


def file_name(figures: Summary) -> str:
    """Return the name its PDF is saved under, e.g. 综合反馈-日报-2019-07-22.pdf."""
    round_ = figures.round_caption.partition("（")[0]
    form = "" if figures.form is SummaryForm.GENERAL else figures.form.label
    parts = ("综合反馈", form, figures.topic.label, round_, figures.as_of.isoformat())
    return f"{'-'.join(part for part in parts if part).translate(_NOT_IN_NAMES)}.pdf"


def summary_pdf(
    office: Office,
    *,
    as_of: date | None = None,
    round_number: int | None = None,
    form: SummaryForm = SummaryForm.GENERAL,
    topic: SummaryTopic | None = None,
    notes: SummaryNotes | None = None,
) -> bytes:
    """Return the summary as a plain document."""
    from lantian_desktop.documents.summaries.feedback_summary import (  # reportlab: only where a page is made
        FeedbackSummary,
        build,
    )
    from lantian_desktop.services.summaries.tables import tables  # it names the typesetter's tables

    figures = summary(office, as_of=as_of, round_number=round_number, form=form, topic=topic)
    content = FeedbackSummary(
        title=summary_title(office, figures),
        as_of=figures.as_of,
        blocks=(*summary_text(figures, notes), *tables(figures)),
        issuer=office.profile.letterhead,
        dated_on=figures.as_of,
    )
    return build(content, faces(office))
