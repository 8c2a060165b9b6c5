"""What the documents tab shows of a letter or a summary, and what it offers to do. Values in, values and cards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.letters.letter import CoveredIssue, Letter, LetterKind, ReceivedLetter
from lantian_desktop.domain.letters.register import RegisterGap
from lantian_desktop.domain.summaries.feedback import (
    CountLine,
    OverdueLine,
    Summary,
    SummaryForm,
    SummaryNotes,
    percent,
)
from lantian_desktop.services.desk.blank_forms import BlankForm
from lantian_desktop.services.summaries.text import summary_text
from lantian_desktop.ui.kit.lists.cards import Card, Detail, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.summaries.lines import DocumentLine

VIEW, SAVE, VOID, SHEET, DAY = "view", "save", "void", "sheet", "day"
DISPATCH, NOTES, MONTH = "dispatch", "notes", "month"
HEADS = ("登记", "占比", "交办", "销号", "超期")
SHOWN_OVERDUE = 30
SHOWN_LETTERS = 12


def letter_detail(letter: Letter, names: Mapping[int, str], covered: Sequence[Issue]) -> Detail:
    """Return what the register tells of a letter."""
    draft = letter.draft
    kind = draft.type if draft.kind is LetterKind.SUPERVISION else draft.kind
    chips = [Chip(kind.label, Tone.ACCENT)]
    if letter.void_reason:
        chips.append(Chip("已作废", Tone.RED))
    facts = [
        Fact("发文字号", str(letter.number)),
        Fact("主送", draft.addressees(names)),
        Fact("抄送", "、".join(draft.copied_to) or "无"),
        Fact("成文日期", cn_date(draft.dated_on)),
        Fact("紧急程度", draft.urgency.label),
        Fact("签发人", draft.signatory, missing=not draft.signatory),
        Fact("联系人", f"{draft.contact_person}　{draft.contact_phone}".strip()),
    ]
    kept = [
        Fact("登记", f"{cn_date(letter.registered_at.date())} {letter.registered_at:%H:%M}　{letter.user}"),
        Fact("打印", letter.printed_words),
        Fact("校验值", f"{letter.pdf_sha256[:16]}…"),
    ]
    if letter.void_reason:
        kept.append(Fact("作废原因", letter.void_reason, Tone.RED))
    return Detail(
        title=draft.title,
        subtitle=f"{letter.number} · {draft.kind.label}",
        chips=tuple(chips),
        groups=(FactGroup("要素", tuple(facts)), covered_group(draft.covered, covered), FactGroup("登记", tuple(kept))),
    )


def covered_group(covered: Sequence[CoveredIssue], issues: Sequence[Issue]) -> FactGroup:
    """Return the issues a letter covers, each to be followed, with the due dates it sets."""
    known = {issue.id: issue for issue in issues}
    facts = []
    for one in covered:
        issue = known.get(one.issue_id)
        if issue is not None:
            facts.append(Fact(issue.number, f"{issue.caption}（{issue.state.label}）", link=f"issue:{issue.id}"))
            if one.plan_due and one.rectify_due:
                facts.append(Fact("", f"方案 {cn_date(one.plan_due)}，整改 {cn_date(one.rectify_due)}", Tone.NEUTRAL))
    return FactGroup(f"列入问题 {len(covered)} 个", tuple(facts))


def letter_offers(letter: Letter) -> tuple[Offer, ...]:
    """Return the buttons of an issued letter."""
    refusal = f"{letter.number} 已作废。" if letter.void_reason else ""
    return (
        Offer(VIEW, "预览和打印", primary=True),
        Offer(SAVE, "另存为 PDF"),
        Offer(DISPATCH, "发文稿纸"),
        Offer(VOID, "作废", refusal, danger=True),
    )


def gap_detail(gap: RegisterGap) -> Detail:
    """Return what a gap in the register means."""
    facts = (
        Fact("代字", gap.prefix),
        Fact("年份", str(gap.year)),
        Fact("缺号", gap.label.removeprefix("缺号 "), Tone.RED),
    )
    return Detail(
        title=gap.label,
        subtitle=gap.sentence,
        chips=(Chip("缺号", Tone.RED),),
        body="文号由程序在登记时依次取用，作废的文号也留在登记簿里。出现缺号，说明少了登记：请在“更多”的“操作日志”里核对，"
        "并与备份、纸质发文登记逐一核对，查明去向后在纸质登记簿上注明。",
        groups=(FactGroup("缺号", facts),),
    )


def letters_detail(letters: Sequence[Letter]) -> Detail:
    """Return what is told of several chosen letters."""
    facts = tuple(Fact(str(letter.number), letter.draft.title) for letter in letters[:SHOWN_LETTERS])
    more = (Fact("", f"… 等 {len(letters)} 件"),) if len(letters) > SHOWN_LETTERS else ()
    return Detail(f"已选 {len(letters)} 件", groups=(FactGroup("所选文书", (*facts, *more)),))


def letters_offers(letters: Sequence[Letter]) -> tuple[Offer, ...]:
    """Return the button of several chosen letters; void ones are not printed."""
    void = next((letter for letter in letters if letter.void_reason), None)
    refusal = f"{void.number} 已作废，请从所选中去掉。" if void else ""
    return (Offer(VIEW, f"预览和打印 {len(letters)} 件", refusal, primary=True, shortcut="Ctrl+P"),)


def received_detail(letter: ReceivedLetter, covered: Sequence[Issue]) -> Detail:
    """Return what the register tells of a received letter."""
    facts = (
        Fact("来文字号", letter.number),
        Fact("来文单位", letter.sender),
        Fact("成文日期", cn_date(letter.dated_on)),
        Fact("收文日期", cn_date(letter.received_on)),
        Fact(
            "扫描件",
            "查看" if letter.scan else "",
            missing=not letter.scan,
            link=f"scan:{letter.scan}" if letter.scan else "",
        ),
    )
    groups = [FactGroup("要素", facts)]
    if letter.covered:
        groups.append(covered_group(letter.covered, covered))
    return Detail(title=letter.title, subtitle=f"{letter.number} · {letter.sender}", groups=tuple(groups))


def ledger_detail(line: DocumentLine) -> Detail:
    """Return what a ledger will hold."""
    facts = (
        Fact("范围", line.title),
        Fact("数量", line.note),
        Fact("截至", cn_date(line.dated_on) if line.dated_on else ""),
    )
    return Detail(
        title=line.title,
        subtitle="每次按当前数据生成，横排 A4，可导出为 xlsx 或 PDF。",
        groups=(FactGroup("台账", facts),),
    )


def ledger_offers() -> tuple[Offer, ...]:
    """Return the buttons of a ledger."""
    return (
        Offer(VIEW, "预览和打印", primary=True, shortcut="Ctrl+P"),
        Offer(SHEET, "导出 xlsx"),
        Offer(SAVE, "导出 PDF"),
    )


def summary_offers(figures: Summary) -> tuple[Offer, ...]:
    """Return the buttons of a summary; a 日报 tells figures alone."""
    notes = () if figures.form is SummaryForm.DAILY else (Offer(NOTES, "写典型问题和下一步"),)
    return (
        Offer(VIEW, "预览和打印", primary=True, shortcut="Ctrl+P"),
        Offer(SAVE, "另存为 PDF"),
        Offer(DAY, "换截至日期"),
        *notes,
    )


def form_detail(form: BlankForm) -> Detail:
    """Return what a form is for."""
    facts = (Fact("表单", form.subject), Fact("文件名", form.file_name), Fact("说明", form.note))
    subtitle = "按当前名册生成。" if form.subject == "联络名册" else "打印后手工填写。"
    return Detail(
        title=form.title,
        subtitle=subtitle,
        groups=(FactGroup("表单", tuple(fact for fact in facts if fact.text)),),
    )


def form_offers(form: BlankForm) -> tuple[Offer, ...]:
    """Return the buttons of a form."""
    more = (Offer(MONTH, "换月份"),) if form.monthly else ()
    sheet = (Offer(SHEET, "导出 xlsx"),) if form.subject == "联络名册" else ()
    return (
        Offer(VIEW, "预览和打印", primary=True, shortcut="Ctrl+P"),
        *sheet,
        Offer(SAVE, "另存为 PDF"),
        *more,
    )


def summary_detail(line: DocumentLine, figures: Summary, notes: SummaryNotes) -> Detail:
    """Return the figures of a summary as facts, and its sentences as they will print."""
    counts = (
        Fact("登记", f"{figures.found} 个"),
        Fact("交办督办", f"{figures.assigned} 个（{percent(figures.assigned, figures.found)}）"),
        Fact("销号", f"{figures.closed} 个（{percent(figures.closed, figures.found)}）"),
        Fact("撤销", f"{figures.withdrawn} 个"),
        Fact("方案报送", _rate(figures.plans_submitted, figures.plans_owed)),
        Fact("按期报送", _rate(figures.plans_on_time, figures.plans_owed)),
        Fact("按期整改", _rate(figures.rectified_on_time, figures.rectified_owed)),
        Fact("申诉", f"{figures.appeals} 个，成立 {figures.appeals_upheld} 个"),
        Fact("超期", f"{len(figures.overdue)} 个", Tone.RED if figures.overdue else Tone.GREEN),
    )
    return Detail(
        title=line.title,
        subtitle=f"截至 {cn_date(figures.as_of)}",
        body="\n".join(summary_text(figures, notes)),
        groups=(FactGroup("主要指标", counts), _overdue_group(figures.overdue)),
    )


def _rate(part: int, whole: int) -> str:
    return f"{part} / {whole}　{percent(part, whole)}"


def _overdue_group(lines: Sequence[OverdueLine]) -> FactGroup:
    shown = tuple(
        Fact(one.number, f"{one.site}（{one.territory}）超期 {one.days} 天", Tone.RED) for one in lines[:SHOWN_OVERDUE]
    )
    return FactGroup(f"超期问题 {len(lines)} 个", shown)


class CountsCard(Card):
    """A table of counts with its sum: units in their fixed order with zero rows, or categories."""

    def __init__(self, heading: str, lines: Sequence[CountLine]) -> None:
        super().__init__()
        self.column.addWidget(plain_label(heading, "small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for at, head in enumerate(HEADS, 1):
            grid.addWidget(plain_label(head, "small"), 0, at, Qt.AlignmentFlag.AlignRight)
        whole = CountLine(
            "合计", *(sum(getattr(one, name) for one in lines) for name in ("found", "assigned", "closed", "overdue"))
        )
        for row, line in enumerate((*lines, whole), 1):
            self._fill(grid, row, line, whole.found)
        self.column.addLayout(grid)

    def _fill(self, grid: QGridLayout, row: int, line: CountLine, whole: int) -> None:
        grid.addWidget(plain_label(line.label, wrap=True), row, 0)
        shown = (str(line.found), percent(line.found, whole), str(line.assigned), str(line.closed), str(line.overdue))
        for at, text in enumerate(shown, 1):
            role = "red" if at == len(shown) and line.overdue else ("" if line.found else "muted")
            grid.addWidget(plain_label(text, role), row, at, Qt.AlignmentFlag.AlignRight)
