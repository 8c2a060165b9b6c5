"""Numbers that lie in stores are written down: pinned here, and untouched when a state or a role is put in between."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.roster.roster import PostRole
from lantian_desktop.paths import resources
from lantian_desktop.store.issues.columns import STATE_ORDER
from lantian_desktop.store.roster.roster import ROLE_ORDER
from lantian_desktop.store.search import SearchKind
from tests.factories import PASSWORD
from tests.services.old_store import build_old_store
from tests.source_tree import TREE

LOOK = """
import json, sys
from datetime import datetime
from pathlib import Path
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.services.desk.setup import sign_in
from lantian_desktop.services.issues import issues
from lantian_desktop.services.roster import roster
office = sign_in(Path(sys.argv[1]), user="示例甲", password=sys.argv[2], clock=lambda: datetime(2019, 7, 14, 9),
                 resources=Path(sys.argv[3]), window=False)
print(json.dumps({
    "states": len(IssueState),
    "views": {view.value: count for view, count in issues.view_counts(office).items()},
    "sorted": [[row.number, row.state.value] for row in issues.issue_page(office, query=IssueQuery(sort="state")).rows],
    "of_state": {state.value: issues.issue_page(office, query=IssueQuery(states=(state,))).total for state in IssueState},
    "roster": [[line.id, line.role.value] for line in roster.roster_page(office, query=RosterQuery(limit=5000)).rows],
}))
"""


def test_the_numbers_that_lie_in_stores() -> None:
    assert {state.value: order for state, order in STATE_ORDER.items()} == {
        "found": 100,
        "pending": 200,
        "appealed": 300,
        "confirmed": 400,
        "assigned": 500,
        "planned": 600,
        "rectifying": 700,
        "reported": 800,
        "verified": 900,
        "closed": 1000,
        "withdrawn": 1100,
    }
    assert {role.value: order for role, order in ROLE_ORDER.items()} == {
        "chief_liaison": 100,
        "liaison": 200,
        "staff": 300,
        "street_liaison": 400,
        "department_liaison": 500,
        "first_responsible": 600,
        "group_leader": 700,
        "group_member": 800,
        "duty_phone": 900,
        "other": 1000,
    }
    assert {kind.name: kind.value for kind in SearchKind} == {
        "ISSUE": 1,
        "CONTACT": 2,
        "LETTER": 3,
        "UNIT": 4,
        "PLAN": 5,
        "VERIFICATION": 6,
        "RECEIVED": 7,
    }


def test_every_state_and_role_has_a_number_of_its_own() -> None:
    for kind, order in ((IssueState, STATE_ORDER), (PostRole, ROLE_ORDER)):
        assert set(order) == set(kind)
        assert len(set(order.values())) == len(order)


def test_a_state_and_a_role_put_in_between_change_no_count_of_an_existing_store(tmp_path: Path) -> None:
    build_old_store(tmp_path / "office", tmp_path / "frozen")
    before = look(TREE, tmp_path / "office")
    trial = tmp_path / "trial"
    shutil.copytree(TREE / "lantian_desktop", trial / "lantian_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    put_in(trial, "domain/issues/issue.py", '    ASSIGNED = "assigned"', '    TRIAL = "trial", "试行"\n')
    put_in(trial, "store/issues/columns.py", "    IssueState.ASSIGNED: 500", "    IssueState.TRIAL: 450,\n")
    put_in(trial, "domain/roster/roster.py", '    LIAISON = "liaison"', '    TRIAL = "trial", "试行"\n')
    put_in(trial, "store/roster/roster.py", "    PostRole.LIAISON: 200", "    PostRole.TRIAL: 150,\n")
    after = look(trial, tmp_path / "office")
    assert after.pop("states") == before.pop("states") + 1
    assert after["of_state"].pop("trial") == 0
    assert after == before
    assert before["views"]["confirmed"] > 0


def put_in(tree: Path, name: str, line: str, addition: str) -> None:
    """Put a line before another one of a source file."""
    path = tree / "lantian_desktop" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(line) == 1
    path.write_text(text.replace(line, addition + line), encoding="utf-8")


def look(tree: Path, office: Path) -> dict[str, object]:
    """Return what the program in `tree` shows of an office."""
    command = [sys.executable, "-c", LOOK, str(office), PASSWORD, str(resources())]
    answer = subprocess.run(command, cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stderr
    shown: dict[str, object] = json.loads(answer.stdout)
    return shown
