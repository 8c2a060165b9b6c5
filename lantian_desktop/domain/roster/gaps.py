"""What is doubtful on the roster as a whole: lines seen by themselves and beside each other, each finding with its sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.office import VERIFY_AFTER_DAYS
from lantian_desktop.domain.admin.people import plain_person
from lantian_desktop.domain.roster.roster import Gap, PostRole, RosterEntry, Side, gaps, malformed, mobiles_within

_LIAISONS = frozenset({PostRole.CHIEF_LIAISON, PostRole.LIAISON})
_INSPECTORS = frozenset({PostRole.GROUP_LEADER, PostRole.GROUP_MEMBER})
_LOCAL = frozenset(
    {
        *_LIAISONS,
        PostRole.FIRST_RESPONSIBLE,
        PostRole.STREET_LIAISON,
        PostRole.DEPARTMENT_LIAISON,
    }
)
_FIELDS = {"mobile": "手机", "office_phone": "办公电话", "duty_phone": "24小时电话", "fax": "传真", "extension": "分机"}
_FORMS = {"mobile": "应为 11 位、13 至 19 开头", "extension": "只能是数字"}
_WITH_AREA_CODE = "应带区号，如 029-86900000"
_CROWD = 6  # up to so many alike lines are compared each with each, more with the first one only

Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class GapFinding:
    """One thing to put right on a line: a sentence, and the other lines it has to do with."""

    gap: Gap
    reason: str
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """All findings of a roster by line, in the order gaps are dealt with."""

    findings: Mapping[int, tuple[GapFinding, ...]]

    def ids(self, gap: Gap | None = None) -> frozenset[int]:
        """Return the lines with a gap, or with any."""
        found = self.findings.items()
        return frozenset(line for line, all_ in found if gap is None or any(one.gap is gap for one in all_))

    def counts(self) -> Mapping[Gap, int]:
        """Return on how many lines each kind of gap is."""
        counted = Counter(gap for all_ in self.findings.values() for gap in {one.gap for one in all_})
        return {gap: counted[gap] for gap in Gap}


def survey(
    lines: Iterable[RosterEntry],
    *,
    as_of: date,
    units: Mapping[int, str],
    verify_after_days: int = VERIFY_AFTER_DAYS,
    distinct: Container[Pair] = frozenset(),
) -> Survey:
    """Look the whole roster through; `distinct` are pairs somebody said are no duplicates, `units` the units' names."""
    entries = tuple(lines)
    found: dict[int, list[GapFinding]] = defaultdict(list)
    for line in entries:
        for gap in gaps(line, as_of, verify_after_days=verify_after_days):
            found[line.id].append(GapFinding(gap, _reason(gap, line, as_of, verify_after_days)))
    for one, other, sentence in _conflicts(entries):
        _note(found, Gap.CONFLICT, one, other, sentence, units)
    for gap, key, sentence in (
        (Gap.SAME_PHONE, _mobiles, "手机号与“{other}”相同。"),
        (Gap.SAME_NAME, _name_in_unit, "与同单位的“{other}”同名。"),
    ):
        for one, other in _pairs_sharing(entries, key):
            if frozenset({one.id, other.id}) not in distinct:
                _note(found, gap, one, other, sentence, units)
    order = {gap: place for place, gap in enumerate(Gap)}
    return Survey({line: tuple(sorted(all_, key=lambda one: order[one.gap])) for line, all_ in found.items()})


def caption(line: RosterEntry, units: Mapping[int, str]) -> str:
    """Return what a line is called in a sentence about another one."""
    post = line.title or line.role.label
    return " ".join(part for part in (units.get(line.unit_id, ""), line.group, post, line.shown_name) if part)


def _note(
    found: dict[int, list[GapFinding]],
    gap: Gap,
    one: RosterEntry,
    other: RosterEntry,
    sentence: str,
    units: Mapping[int, str],
) -> None:
    for line, beside in ((one, other), (other, one)):
        found[line.id].append(GapFinding(gap, sentence.format(other=caption(beside, units)), (beside.id,)))


def _reason(gap: Gap, line: RosterEntry, as_of: date, verify_after_days: int) -> str:
    if gap is Gap.NO_PERSON:
        return "岗位还没有人，待报。"
    if gap is Gap.NO_PHONE:
        duty = line.role is PostRole.DUTY_PHONE
        return "24小时值班还没有号码。" if duty else "手机、24小时电话和办公电话都空着。"
    if gap is Gap.MALFORMED:
        wrong = (f"{_FIELDS[name]}{_FORMS.get(name, _WITH_AREA_CODE)}" for name in malformed(line.phones))
        return f"{'；'.join(wrong)}。"
    if gap is Gap.UNVERIFIED and line.verified_on is not None:
        days = (as_of - line.verified_on).days
        return f"{cn_date(line.verified_on)}核实，已 {days} 天，超过 {verify_after_days} 天。"
    return "还没有打电话核实过。"


def _mobiles(line: RosterEntry) -> Iterable[Hashable]:
    """Return every mobile of a line, also one that stands as the office phone."""
    own = {part.replace(" ", "").replace("-", "") for part in line.phones.mobile.split("、")} - {""}
    return own | {number for _, _, number in mobiles_within(line.phones.office_phone)}


def _name_in_unit(line: RosterEntry) -> Iterable[Hashable]:
    return ((line.unit_id, name),) if (name := plain_person(line.name)) else ()


def _pairs_sharing(
    lines: Sequence[RosterEntry], keys: Callable[[RosterEntry], Iterable[Hashable]]
) -> Iterable[tuple[RosterEntry, RosterEntry]]:
    """Return the pairs of lines that share a key, each once; in a crowd each is paired with the first only."""
    grouped: dict[Hashable, list[RosterEntry]] = defaultdict(list)
    for line in lines:
        for found in keys(line):
            grouped[found].append(line)
    pairs: dict[tuple[int, int], tuple[RosterEntry, RosterEntry]] = {}
    for crowd in grouped.values():
        among = combinations(crowd, 2) if len(crowd) <= _CROWD else ((crowd[0], other) for other in crowd[1:])
        pairs.update({(one.id, other.id): (one, other) for one, other in among})
    return pairs.values()


def _conflicts(lines: Sequence[RosterEntry]) -> Iterator[tuple[RosterEntry, RosterEntry, str]]:
    """Yield pairs of posts one person may not hold together, with the reason."""
    for one, other in _same_persons(lines):
        sentence = _clash(one, other)
        if sentence:
            yield one, other, sentence


def _same_persons(lines: Sequence[RosterEntry]) -> Iterator[tuple[RosterEntry, RosterEntry]]:
    """Yield pairs of lines that name one person: alike in one unit, elsewhere only with the same mobile too."""
    grouped: dict[str, list[RosterEntry]] = defaultdict(list)
    for line in lines:
        if name := plain_person(line.name):
            grouped[name].append(line)
    for crowd in grouped.values():
        if len(crowd) == 1:
            continue
        near = [*_pairs_sharing(crowd, _name_in_unit), *_pairs_sharing(crowd, _mobiles)]
        yield from {(one.id, other.id): (one, other) for one, other in near}.values()


def _clash(one: RosterEntry, other: RosterEntry) -> str:
    """Return why one person may not hold both posts, or nothing."""
    roles = {one.role, other.role}
    same_unit = one.unit_id == other.unit_id
    same_place = same_unit and (one.round_number, one.group) == (other.round_number, other.group)
    for applies, sentence in (
        (same_unit and roles == _LIAISONS, "总联络人和联络员不能由一人担任，另一岗是“{other}”。"),
        (not same_unit and roles <= _LIAISONS, "不能同时任两个单位的联络员，另一岗是“{other}”。"),
        (
            same_place and len(roles) == 1 and {one.side, other.side} == {Side.A, Side.B},
            "A角和B角不能由一人担任，另一岗是“{other}”。",
        ),
        (same_place and roles == _INSPECTORS, "组长和组员不能由一人担任，另一岗是“{other}”。"),
        (_in_two_groups(one, other), "同一轮次不能在两个组，另一岗是“{other}”。"),
        (
            _on_both_sides(one, other) or _on_both_sides(other, one),
            "督导帮扶组人员不能兼任地方联络岗位，另一岗是“{other}”。",
        ),
    ):
        if applies:
            return sentence
    return ""


def _in_two_groups(one: RosterEntry, other: RosterEntry) -> bool:
    same_round = one.round_number is not None and one.round_number == other.round_number
    return same_round and one.group != other.group and {one.role, other.role} <= _INSPECTORS


def _on_both_sides(one: RosterEntry, other: RosterEntry) -> bool:
    inspects = one.round_number is not None and one.role in _INSPECTORS
    return inspects and other.round_number is None and other.role in _LOCAL
