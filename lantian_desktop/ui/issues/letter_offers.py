"""The letters that can be written over issues of the inbox, and why some of them cannot just now."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.letters.letter import KINDS, LetterKind
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.paint.actions import Offer

MENU = "发文…"
_KEY = "letter:"


def letter_offers(office: Office, issues: Sequence[tuple[str, IssueState]]) -> tuple[Offer, ...]:
    """Return one offer a kind over issues, told by number and state; what does not fit says which issue and why."""
    writable = "" if office.may(Right.EDIT_RECORDS) else "当前用户没有“办理问题”的权限，请由经办登录。"
    return tuple(
        Offer(f"{_KEY}{kind.value}", kind.label, writable or _refusal(kind, issues), menu=MENU) for kind in KINDS
    )


def kind_of(key: str) -> LetterKind | None:
    """Return the kind an offer asks for; None when it asks for something else."""
    return LetterKind.from_text(key.removeprefix(_KEY)) if key.startswith(_KEY) else None


def _refusal(kind: LetterKind, issues: Sequence[tuple[str, IssueState]]) -> str:
    unfit = [(number, state) for number, state in issues if state not in KINDS[kind].states]
    if not unfit:
        return ""
    number, state = unfit[0]
    others = f"等 {len(unfit)} 项" if len(unfit) > 1 else ""
    return f"{number} 当前状态为“{state.label}”，{others}不能列入{kind.label}。"
