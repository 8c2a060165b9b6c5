"""What the roster shows of one line: how to reach whoever holds the post, the post itself, what is lacking, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.roster.gaps import GapFinding
from lantian_desktop.domain.roster.roster import Gap, PostRole, RosterEntry, Side, Unit
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.lists.cards import Detail, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone

REACHABLE = (
    ("手机", "mobile"),
    ("24小时", "duty_phone"),
    ("办公", "office_phone"),
    ("分机", "extension"),
    ("传真", "fax"),
    ("邮箱", "email"),
    ("微信", "wechat"),
)
STAR_KEY, REVEAL_KEY = "Ctrl+D", "Ctrl+Shift+M"
EDIT, VERIFY, STAR, UNSTAR, REVEAL, DELETE, RESTORE = "edit", "verify", "star", "unstar", "reveal", "delete", "restore"
MERGE, APART = "merge:", "apart:"
UNKNOWN_THEN = "无记录"
MAY_NOT = "当前用户没有“维护名册”的权限。"

# What is done next about a gap: the button that does it, and its words there.
NEXT = {
    Gap.NO_PERSON: (EDIT, "填写姓名"),
    Gap.NO_PHONE: (EDIT, "填写号码"),
    Gap.MALFORMED: (EDIT, "更正号码"),
    Gap.CONFLICT: (EDIT, "调整任职"),
    Gap.UNVERIFIED: (VERIFY, "已核实"),
    Gap.NEVER_VERIFIED: (VERIFY, "已核实"),
}
FIRST_FIELD = {Gap.NO_PERSON: "name", Gap.NO_PHONE: "mobile", Gap.CONFLICT: "role"}
HOW = {
    Gap.NO_PERSON: "请向该单位要来姓名和号码，点“填写姓名”。",
    Gap.NO_PHONE: "请填写一个能打通的号码。",
    Gap.MALFORMED: "请核对后点“更正号码”。",
    Gap.CONFLICT: "请核实后改正其中一条。",
    Gap.SAME_PHONE: "是同一条就合并，不是就点“不是重复”。",
    Gap.SAME_NAME: "是同一条就合并，不是就点“不是重复”。",
    Gap.UNVERIFIED: "请打电话核对，再点“已核实”。",
    Gap.NEVER_VERIFIED: "请打电话核对，再点“已核实”。",
}


def holder(entry: RosterEntry, *, then: bool) -> str:
    """Return the name, 待报 (无记录 on a day of the past) where somebody is lacking, nothing for a duty phone."""
    return UNKNOWN_THEN if then and vacancy(entry, then=True) else entry.shown_name


def role_words(entry: RosterEntry) -> str:
    """Return 联络员 A角."""
    return entry.role.label if entry.side is Side.NONE else f"{entry.role.label} {entry.side.label}"


def vacancy(entry: RosterEntry, *, then: bool) -> Chip | None:
    """Return the chip of a post without a person, of today or of a day of the past."""
    if entry.name or entry.role is PostRole.DUTY_PHONE:
        return None
    return Chip(UNKNOWN_THEN) if then else Chip(entry.shown_name, Tone.AMBER)


def card(
    entry: RosterEntry,
    unit: Unit | None,
    findings: Sequence[GapFinding] = (),
    *,
    gaps_first: bool = False,
    on: date | None = None,
) -> Detail:
    """Return what is shown of a line as it may be seen; `on` is a day of the past."""
    reach = tuple(
        Fact(label, f"{number}　复制", link=number)
        for label, name in REACHABLE
        if (number := getattr(entry.phones, name))
    )
    contact = FactGroup("联系方式", reach or (Fact("电话", "", missing=on is None),))
    lacking = FactGroup(
        "待补", tuple(Fact(one.gap.label, f"{one.reason}{HOW[one.gap]}", Tone.AMBER) for one in findings)
    )
    duty = FactGroup("职责", tuple(fact for fact in _duty(entry, unit) if fact.text))
    place = unit.name if unit else ""
    return Detail(
        title=holder(entry, then=on is not None) or entry.role.label,
        subtitle=" · ".join(part for part in (place, entry.title or entry.role.label) if part),
        chips=(
            *((Chip("常用", Tone.ACCENT),) if entry.starred and on is None else ()),
            *((Chip(entry.side.label, Tone.ACCENT),) if entry.side is not Side.NONE else ()),
            *(Chip(gap.label, Tone.AMBER) for gap in dict.fromkeys(one.gap for one in findings)),
        ),
        groups=(lacking, contact, duty) if gaps_first else (contact, lacking, duty),
    )


def _duty(entry: RosterEntry, unit: Unit | None) -> tuple[Fact, ...]:
    verified = cn_date(entry.verified_on) if entry.verified_on else "尚未核实"
    return (
        Fact("单位", unit.formal_name or unit.name if unit else ""),
        Fact("联络身份", role_words(entry)),
        Fact("职务", entry.title),
        Fact("轮次", f"第{entry.round_number}轮次{entry.group}" if entry.round_number else entry.group),
        Fact("任职", f"{cn_date(entry.held_since)} 起" if entry.held_since else ""),
        Fact("核实", verified, None if entry.verified_on else Tone.AMBER),
        Fact("备注", entry.remark),
    )


def offers(
    office: Office, entry: RosterEntry, findings: Sequence[GapFinding], captions: Mapping[int, str], *, masked: bool
) -> tuple[Offer, ...]:
    """Return what can be done with one line, the next step about its first gap in front."""
    refusal = "" if office.may(Right.EDIT_ROSTER) else MAY_NOT
    first = next((NEXT[one.gap] for one in findings if one.gap in NEXT), (EDIT, ""))
    doubles = [one for one in findings if one.gap in {Gap.SAME_PHONE, Gap.SAME_NAME}]
    merging = bool(doubles) and findings[0] in doubles
    words = dict([first]) if first[1] else {}
    found = [
        Offer(key, words.get(key, label), refusal, primary=key == first[0] and not merging and not refusal)
        for key, label in ((EDIT, "修改"), (VERIFY, "已核实"))
    ]
    found += _doubles(doubles, captions, refusal, primary=merging)
    star = Offer(UNSTAR, "取消常用", refusal) if entry.starred else Offer(STAR, "标为常用", refusal)
    found.append(Offer(star.key, star.label, refusal, shortcut=STAR_KEY))
    if masked:
        found.append(Offer(REVEAL, "显示手机号（记入日志）", shortcut=REVEAL_KEY))
    return (*found, Offer(DELETE, "删除", refusal, danger=True, more=True))


def _doubles(
    findings: Sequence[GapFinding], captions: Mapping[int, str], refusal: str, *, primary: bool
) -> list[Offer]:
    others = list(dict.fromkeys(other for one in findings for other in one.others))
    if not others:
        return []
    if len(others) == 1:
        merge = Offer(f"{MERGE}{others[0]}", "合并", refusal, primary=primary and not refusal)
        return [merge, Offer(f"{APART}{others[0]}", "不是重复", refusal)]
    named = [(other, captions.get(other, str(other))) for other in others]
    return [
        *(Offer(f"{MERGE}{other}", f"与 {words}", refusal, menu="合并…") for other, words in named),
        *(Offer(f"{APART}{other}", f"与 {words}", refusal, menu="不是重复…") for other, words in named),
    ]


def bulk_offers(office: Office, entries: Sequence[RosterEntry]) -> tuple[Offer, ...]:
    """Return what can be done with several lines at once; two of them can be merged."""
    refusal = "" if office.may(Right.EDIT_ROSTER) else MAY_NOT
    count = len(entries)
    pair = Offer(f"{MERGE}{entries[1].id}", "合并这两条", refusal)
    starred = all(entry.starred for entry in entries)
    return (
        Offer(VERIFY, f"已核实 {count} 条", refusal, primary=not refusal),
        Offer(
            UNSTAR if starred else STAR, f"{'取消' if starred else '标为'}常用 {count} 条", refusal, shortcut=STAR_KEY
        ),
        *((pair,) if count == 2 else ()),
        Offer(DELETE, f"删除 {count} 条", refusal, danger=True, more=True),
    )


def restore_offers(office: Office, count: int) -> tuple[Offer, ...]:
    """Return what can be done with deleted lines."""
    refusal = "" if office.may(Right.EDIT_ROSTER) else MAY_NOT
    return (Offer(RESTORE, f"恢复 {count} 条" if count > 1 else "恢复", refusal, primary=not refusal),)
