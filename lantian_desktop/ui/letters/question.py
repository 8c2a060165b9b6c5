"""What is asked before letters are registered: the numbers they get, what follows, and every warning once more."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.letters.letter import LetterDraft, LetterKind
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.letters.set import Doubt


def question(drafts: Sequence[LetterDraft], numbers: Sequence[DocumentNumber], doubts: Sequence[Doubt]) -> Question:
    """Return the question for one letter or for several."""
    kind, count = drafts[0].kind, sum(len(draft.covered) for draft in drafts)
    button = "登记并编号" if len(drafts) == 1 else f"登记并编号 {len(drafts)} 件"
    follows = "随之交办" if kind is LetterKind.SUPERVISION else "记入登记簿"
    message = (
        f"{kind.label}将取得文号 {span(numbers)} 并登记，列入的 {count} 个问题{follows}；"
        "登记后内容不能修改，只能另行发函或作废。"
    )
    warnings = "\n".join(f"· {doubt.finding.sentence}" for doubt in doubts)
    if warnings:
        message += f"\n\n还有 {len(doubts)} 条提醒，请再看一遍：\n{warnings}"
    return Question(button, message, accept=button)


def span(numbers: Sequence[DocumentNumber]) -> str:
    """Return one number, or the first and the last of several."""
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{numbers[0]} 至 {numbers[-1].serial}号（共 {len(numbers)} 件）"
