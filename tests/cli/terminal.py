"""An office on disk and a command line into it: real files, a clock that stands where the test puts it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from lantian_desktop import cli
from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.services.admin import presets, users
from lantian_desktop.services.desk import setup
from lantian_desktop.store.engine.slots import KdfCost

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CHEAP = KdfCost(memory_kib=32, iterations=1, lanes=1)
PASSWORD = "shili-2019"
PEOPLE = {
    "示例甲": frozenset({Role.ADMIN, Role.CLERK}),
    "示例乙": frozenset({Role.CLERK}),
    "示例丙": frozenset({Role.HEAD}),
}
HEADERS = ("编号", "发现日期", "属地", "点位名称", "类别", "问题描述", "责任人", "责任人电话", "来源")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """What --json printed."""
        return json.loads(self.out)


@dataclass(slots=True)
class Terminal:
    """Runs commands as somebody, at a day, in a data folder."""

    data: Path
    user: str = "示例甲"
    today: datetime = datetime(2019, 7, 22, 9, 0)
    extra: dict[str, str] = field(default_factory=dict)

    def __call__(self, *argv: object, user: str | None = None, code: int | None = 0) -> Answer:
        """Run a command; unless told otherwise it must end with 0."""
        out, err = io.StringIO(), io.StringIO()
        given = cli.main(
            [str(word) for word in argv],
            clock=lambda: self.today,
            resources=RESOURCES,
            default_data=self.data,
            environment={"LANTIAN_USER": user or self.user, "LANTIAN_PASSWORD": PASSWORD, **self.extra},
            stdout=out,
            stderr=err,
        )
        answer = Answer(given, out.getvalue(), err.getvalue())
        assert code is None or given == code, answer
        return answer

    def refused(self, *argv: object, user: str | None = None) -> str:
        """Run a command that must be refused; return its one sentence."""
        answer = self(*argv, user=user, code=1)
        assert answer.out == ""
        sentence = answer.err.splitlines()[-1]
        assert sentence.endswith(("。", "）")), answer.err
        assert "Traceback" not in answer.err
        return sentence

    def state(self, number: str) -> str:
        """Return an issue's state."""
        return str(self("show", number, "--json").value["state"])


def build_office(folder: Path) -> None:
    """Make an office of 高陵区 with three people, cheap to open."""
    profile = presets.suggest_profile(RESOURCES, unit_name="高陵区", level=Level.DISTRICT)
    office, _code = setup.create_office(
        folder,
        profile=profile,
        admin="示例甲",
        password=PASSWORD,
        clock=lambda: datetime(2019, 7, 22, 8, 30),
        resources=RESOURCES,
        roles=PEOPLE["示例甲"],
        cost=CHEAP,
    )
    for name in ("示例乙", "示例丙"):
        users.add_user(office, name=name, roles=PEOPLE[name], password=PASSWORD, cost=CHEAP)
    office.session.close()


def write_list(path: Path, numbers: Sequence[str], *, found_on: date = date(2019, 7, 8)) -> Path:
    """Write a problem list of 高陵区 with one row per number."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("问题清单")
        sheet.write_row(0, 0, HEADERS)
        for row, number in enumerate(numbers, 1):
            site = f"某加工点{number}"
            values = (
                number,
                f"{found_on:%Y.%m.%d}",
                "高陵区",
                site,
                "扬尘综合治理",
                "物料未覆盖",
                "示例己",
                "13800000006",
            )
            sheet.write_row(row, 0, (*values, "强化监督"))
    return path
