"""The sentences and rows that explain an arrangement: why somebody got a seat, why one stays vacant, how the loads came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lantian_desktop.domain.admin.calendar import cn_day
from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.rota.arranging import Arrangement, Candidate, Vacancy, Why
from lantian_desktop.domain.rota.credit import CAUGHT_UP_DAYS
from lantian_desktop.domain.rota.levelling import LevellingStep
from lantian_desktop.domain.rota.load import LoadTable
from lantian_desktop.domain.rota.rota import DutyMember

Members = Mapping[int, DutyMember]
RULES = (
    "硬性规则：请假（含班次跨到的次日）、未加入或已退出、岗位不符的不排；同一班一人只占一席；不连排两班，不连排两个夜班（24小时班算夜班）。",
    "分值：按值班日所属的工作日、休息日、法定节假日计分，夜班另加；整段放假均按法定节假日计，调休上班日按工作日计。",
    "均衡：同一岗位在一个季度内，按分担比例折算后的分值相差不超过一个班（以分担比例最小者折算）；兼任两岗的，每岗按一半分担。",
    "先后：可排的人中本季负荷最低者优先；并列时依次比本年同类班次（日别与夜班）、本年累计、距上次值班天数、人员顺序。",
    f"请假：一个季度内请假前 {CAUGHT_UP_DAYS} 天落下的班要补；超过的天数、未加入和已退出的天数，按当时同岗在岗人员的平均数记入分值，不再补排。",
    "均衡调整：逐班排完后，再逐步移交、对调或经第三人转手，直到没有哪一步能使该岗位本季更均衡；手工锁定、有调班替班、已交接的班不动。",
)


def tenths(value: Fraction) -> str:
    """Return a number with at most one decimal: 105, 52.5."""
    rounded = round(value * 10)
    sign, whole = "-" if rounded < 0 else "", abs(rounded)
    return f"{sign}{whole // 10}" + (f".{whole % 10}" if whole % 10 else "")


def why_words(why: Why, members: Members) -> str:
    """Return why a seat went to its member as one sentence."""
    first = why.steps[0].giver if why.steps and why.steps[0].slot is why.slot else why.member_id
    if why.steps and why.steps[0].back is why.slot:
        first = why.steps[0].taker
    level = next((one.level for one in why.candidates if one.member_id == first), Fraction(0))
    sentence = f"{why.ground.label}（排前 {tenths(level)} 分）"
    if not why.steps:
        return f"{sentence}。"
    steps = "；".join(_step_words(why, step, members) for step in why.steps)
    return f"先按“{sentence}”排{members[first].name}；{steps}。"


def _step_words(why: Why, step: LevellingStep, members: Members) -> str:
    given = step.slot is why.slot
    old, new = (step.giver, step.taker) if given else (step.taker, step.giver)
    other = step.back if given else step.slot
    if other is None:
        return f"为使负荷更均衡或补上空缺，由{members[old].name}移交{members[new].name}"
    return f"为使本季负荷更均衡，{members[old].name}与{members[new].name}对调（换{other.shift.caption}）"


def barred_words(candidates: Sequence[Candidate], members: Members) -> str:
    """Return who could not take a seat and why: 示例乙 公休 7月1日至7月5日；示例丙 连续夜班（7月14日 夜班在班）."""
    return "；".join(f"{members[one.member_id].name} {one.bar.words}" for one in candidates if one.bar is not None)


def vacancy_words(vacancy: Vacancy, members: Members) -> str:
    """Return why a seat stays vacant as one sentence."""
    if not vacancy.candidates:
        return f"{vacancy.slot.caption}空缺：没有可任{vacancy.slot.seat.post.label}的人员。"
    return f"{vacancy.slot.caption}空缺：{barred_words(vacancy.candidates, members)}。"


def candidate_words(candidates: Sequence[Candidate], members: Members) -> str:
    """Return what those who were considered carried just then: 示例甲 45，示例乙 50."""
    free = (one for one in candidates if one.bar is None)
    return "，".join(f"{members[one.member_id].name} {tenths(one.level)}" for one in free)


def table_title(table: LoadTable) -> str:
    """Return 2019年第3季度 值班员."""
    whole = table.first.month % 3 == 1 and (table.last.month - table.first.month) == 2
    quarter = f"{table.first.year}年第{(table.first.month + 2) // 3}季度"
    span = quarter if whole else f"{table.first.year}年{cn_day(table.first)}至{table.last.year}年{cn_day(table.last)}"
    return f"{span} {table.post.label}"


def table_verdict(table: LoadTable) -> str:
    """Return whether a table is level, in one sentence."""
    if not table.lines:
        return f"{table.post.label}没有可排的人员。"
    spread, allowed = tenths(table.spread), tenths(table.allowed)
    fair = "不超过一个班" if table.spread <= table.allowed else "超过一个班，请假、锁定或人数不足时会这样"
    guessed = "、".join(f"{year}年" for year in table.missing_years)
    noted = f"{guessed}节假日安排未录入，按周末计。" if guessed else ""
    return f"最高与最低相差 {spread} 分，一个班折合 {allowed} 分，{fair}。{noted}"


def weights_words(weights: LoadWeights) -> str:
    """Return 工作日 10，休息日 15，法定节假日 20，夜班另加 5."""
    return (
        f"工作日 {weights.workday}，休息日 {weights.rest_day}，法定节假日 {weights.holiday}，夜班另加 {weights.night}"
    )


def summary_words(arrangement: Arrangement) -> str:
    """Return what came out in one sentence."""
    vacant = len(arrangement.vacant)
    tail = f"，{vacant} 席无人可排" if vacant else ""
    return f"排了 {len(arrangement.given)} 席{tail}。"
