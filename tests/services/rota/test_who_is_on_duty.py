"""谁在班 is one answer everywhere: random rotas with all that happens to them against a brute-force oracle, in every view."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import openpyxl
import pdfplumber
import pytest

from lantian_desktop import cli
from lantian_desktop.domain.rota.rota import OnDuty, on_duty
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.paths import resources
from lantian_desktop.services.desk import imports
from lantian_desktop.services.duty import cards as duty_standing
from lantian_desktop.services.duty import desk as duty_desk
from lantian_desktop.services.import_plan import ImportKind, RowVerdict
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import calendar as rota_calendar
from lantian_desktop.services.rota import duty
from lantian_desktop.services.rota import export as rota_export
from lantian_desktop.services.rota import lines as rota_lines
from tests.factories import PASSWORD, Wall, make_office
from tests.services.rota.oracle import DAY, SHIFT_NAMES, Answer, Oracle
from tests.services.rota.random_rotas import Plain, Real, acts, instants, random_posts

ROTAS, INSTANTS = 1000, 10
STORES = 50  # of them through real stores in the ordinary run
PRINTED, TYPED = 4, 8  # every so many of those are also printed, asked on the command line


Stands = Callable[[Office, datetime], Answer | None]


def named(answer: OnDuty | None) -> Answer | None:
    if answer is None:
        return None
    leaders, officers = (tuple(one.member.name for one in answer.of(post)) for post in DutyPost)
    return leaders, officers


def of_line(office: Office, at: datetime) -> Answer | None:
    line = rota_lines.line_at(office, at=at)
    if line is None:
        return None
    leaders, officers = (tuple(one.name for one in line.of(post)) for post in DutyPost)
    return leaders, officers


def of_calendar(office: Office, at: datetime) -> Answer | None:
    days = rota_calendar.duty_days(office, first=at.date() - DAY, last=at.date())
    shifts = [shift for day in days for shift in day.shifts if shift.shift.starts_at <= at < shift.shift.ends_at]
    if not shifts:
        return None
    assert len(shifts) == 1
    leaders, officers = (
        tuple(stored.name for stored in shifts[0].seats if stored.seat.post is post and stored.seated)
        for post in DutyPost
    )
    return leaders, officers


def of_desk(office: Office, at: datetime) -> Answer | None:
    seen = duty_desk.desk(office, at=at)
    if seen.shift is None:
        return None
    leaders, officers = (tuple(one.name for one in seen.on_duty if one.post is post) for post in DutyPost)
    return leaders, officers


def of_duty_mode(office: Office, at: datetime) -> Answer | None:
    cards = duty_standing.duty_cards(office, at=at)
    if all(card.alarm == duty_standing.UNARRANGED for card in cards):
        return None
    leaders, officers = (tuple(one.name for one in card.people) for card in cards)
    return leaders, officers


# What answers for one instant; files and the command line are read back below, the head of the window in the tests of the window.
VIEWS: dict[str, Stands] = {
    "service": lambda office, at: named(duty.who_is_on_duty(office, at=at)),
    "line": of_line,
    "calendar": of_calendar,
    "desk": of_desk,
    "duty mode and lock": of_duty_mode,
}


def plain_rota(seed: int, done: Counter[tuple[str, bool]]) -> tuple[Oracle, Plain, Random]:
    """Return a rota built of deeds, kept as plain values; `done` counts what was let happen and what was refused."""
    chance = Random(seed)
    posts = random_posts(chance)
    oracle, plain = Oracle(posts), Plain(posts)
    for act in acts(chance, oracle, count=30):
        did = oracle.does(act)
        done[act.what, did] += 1
        if did:
            plain.do(act, oracle)
    return oracle, plain, chance


def test_a_thousand_rotas_answer_as_the_oracle_does() -> None:
    counted: dict[str, int] = dict.fromkeys(("changed", "nobody", "nothing set up", "asked"), 0)
    done: Counter[tuple[str, bool]] = Counter()
    for seed in range(ROTAS):
        oracle, plain, chance = plain_rota(seed, done)
        rota = plain.rota(oracle)
        for at in instants(chance, oracle, count=INSTANTS):
            found, wanted = on_duty(rota, at), oracle.answer(at)
            assert named(found) == wanted, (seed, at)
            counted["asked"] += 1
            counted["nothing set up"] += wanted is None
            counted["nobody"] += wanted is not None and not any(wanted)
            counted["changed"] += found is not None and any(one.change for one in found.seated)
    assert counted["asked"] == ROTAS * INSTANTS
    kinds = ("scheme", "give", "move", "clear", "ask", "approve", "refuse", "revoke")
    assert min(done[kind, did] for kind in kinds for did in (True, False)) > ROTAS // 10, done
    assert min(counted.values()) > ROTAS * INSTANTS // 200, counted  # none of what matters is rare in what was asked


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("office") / "office"


def lived(office: Office, seed: int) -> tuple[Oracle, Random]:
    """Let deeds happen to an office's rota; each must be done or refused as the oracle says."""
    chance = Random(seed)
    posts = random_posts(chance)
    oracle, real = Oracle(posts), Real(office, posts)
    for act in acts(chance, oracle, count=24):
        did = real.does(act, oracle)
        if act.what != "leave":
            assert did == oracle.does(act), (seed, act)
        if act.what in {"give", "move", "clear"} and chance.random() < 0.2:
            real.undo(oracle)
    return oracle, chance


@pytest.mark.parametrize("seed", range(STORES))
def test_every_view_of_a_real_store_answers_as_the_oracle_does(folders: Callable[[], Path], seed: int) -> None:
    views_agree(folders(), seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(STORES, ROTAS))
def test_a_thousand_real_stores_answer_as_the_oracle_does(folders: Callable[[], Path], seed: int) -> None:
    views_agree(folders(), seed)


def views_agree(folder: Path, seed: int) -> None:
    """Ask every view of an office; a sample of the offices is also printed and asked on the command line."""
    office = make_office(folder, Wall(datetime(2019, 7, 1, 9, 0)))
    try:
        oracle, chance = lived(office, seed)
        moments = instants(chance, oracle, count=INSTANTS)
        for at in moments:
            wanted = oracle.answer(at)
            assert {name: ask(office, at) for name, ask in VIEWS.items()} == dict.fromkeys(VIEWS, wanted), at
        first, last = oracle.begins()[0][1], oracle.begins()[-1][1] - DAY
        staffed(office, oracle, first, last)
        sheet_agrees(office, oracle, first, last, folder.parent / "值班表.xlsx")
        if seed % PRINTED == 0:
            page_agrees(office, oracle, first, last)
    finally:
        office.session.close()
    if seed % TYPED == 0:
        command_agrees(folder, oracle, moments)


def staffed(office: Office, oracle: Oracle, first: date, last: date) -> None:
    """Every shift of the period, in order, with whom the oracle names and the vacancies its scheme leaves."""
    lines = rota_lines.rota_lines(office, first=first, last=last)
    begins = [(begin, day, index) for begin, day, index in oracle.begins() if day <= last]
    assert [(line.shift.starts_at, line.shift.day, line.shift.index) for line in lines] == begins
    for line in lines:
        leaders, officers = (tuple(one.name for one in line.of(post)) for post in DutyPost)
        assert (leaders, officers) == oracle.stand(line.shift.day, line.shift.index)
        cut = oracle.cut_on(line.shift.day)
        holders = {place[2:] for place in oracle.holders() if place[:2] == (line.shift.day, line.shift.index)}
        wanted = {("leader", 0), *(("officer", number) for number in range(cut.officers))}
        assert len(line.vacant) == len(wanted - holders)
        assert all(one.phone.startswith("138") for one in line.people)
    staff = duty.staff_between(office, first=first, last=last)
    assert [named(answer) for answer in staff] == [oracle.stand(day, index) for _, day, index in begins]


def sheet_agrees(office: Office, oracle: Oracle, first: date, last: date, path: Path) -> None:
    """The exported sheet names the same people, and read back in it changes nothing."""
    rota_export.export_rota(office, first=first, last=last, path=path)
    sheet = openpyxl.load_workbook(path).active
    head, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
    column = {name: place for place, name in enumerate(head)}
    for row, (_, day, index) in zip(rows, oracle.begins(), strict=False):
        cells = [str(row[column[name]] or "") for name in ("日期", "班次", "带班领导", "值班员")]
        leaders, officers = oracle.stand(day, index)
        names = SHIFT_NAMES[len(oracle.cut_on(day).starts)]
        assert cells == [day.isoformat(), names[index], "、".join(leaders), "、".join(officers)]
    assert len(rows) == sum(day <= last for _, day, _ in oracle.begins())
    plan = imports.precheck(office, kind=ImportKind.ROTA, path=path)
    assert {row.verdict for row in plan.rows} == {RowVerdict.SAME}, plan.caption()


def page_agrees(office: Office, oracle: Oracle, first: date, last: date) -> None:
    """The printed tables hold the same names in the same cells."""
    printed: dict[date, list[str]] = {}
    pdf = rota_export.rota_sheet_pdf(office, first=first, last=last)
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            for row in page.extract_table() or ():
                if (row[0] or "").endswith("日"):
                    month, number = (row[0] or "").removesuffix("日").split("月")
                    printed[date(2019, int(month), int(number))] = [cell or "" for cell in row[2:-1]]
    days = {day for _, day, _ in oracle.begins() if day <= last}
    assert printed.keys() == days
    for day in days:
        wanted = [names for index in range(len(oracle.cut_on(day).starts)) for names in oracle.stand(day, index)]
        assert [names_in(cell) for cell in printed[day]] == wanted, day


def names_in(cell: str) -> tuple[str, ...]:
    """Return the names in a printed cell, without the numbers beside them."""
    words = cell.replace("、", "\n").split()
    return tuple(word for word in words if not word.isdecimal())


def command_agrees(folder: Path, oracle: Oracle, moments: list[datetime]) -> None:
    """`lantian duty` says the same, and fails when there is nobody to name."""
    import json

    for at in moments:
        out, err = io.StringIO(), io.StringIO()
        code = cli.main(
            ["duty", "--at", at.isoformat(), "--json"],
            clock=lambda: datetime(2019, 7, 1, 9, 0),
            resources=resources(),
            default_data=folder,
            environment={"LANTIAN_USER": "示例甲", "LANTIAN_PASSWORD": PASSWORD},
            stdout=out,
            stderr=err,
        )
        wanted = oracle.answer(at)
        if wanted is None or not any(wanted):
            assert code == 1
            assert err.getvalue().endswith("。\n")
            continue
        assert code == 0, err.getvalue()
        output = json.loads(out.getvalue())
        found = [tuple(one["name"] for one in output["on_duty"] if one["post"] == post.value) for post in DutyPost]
        assert tuple(found) == wanted
        ends = datetime.fromisoformat(output["ends_at"])
        assert oracle.shift_at(ends - timedelta(seconds=1)) == oracle.shift_at(at)
        assert oracle.shift_at(ends) != oracle.shift_at(at)
