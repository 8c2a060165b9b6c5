"""An office with duty arranged, for tests of the desk: 示例甲 leads and 示例乙 stands the shift of 15 July, 示例戊 and 示例丁 the next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.services.admin import users
from tests.factories import PASSWORD, QUICK
from tests.services.duty.kit import arrange_days, fill_unit
from tests.ui.tab_kit import Stage, make_stage

MONDAY = date(2019, 7, 15)


def duty_stage(folder: Path) -> Stage:
    """Return the office on Monday at 10:00, with accounts for 示例丁 and 示例戊 and the roster of 高新区."""
    made = make_stage(folder)
    for name in ("示例丁", "示例戊"):
        users.add_user(made.office, name=name, roles={Role.DUTY_OFFICER}, password=PASSWORD, cost=QUICK)
    arrange_days(made.office, MONDAY, 5)
    fill_unit(made.office)
    return made
