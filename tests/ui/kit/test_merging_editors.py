"""Two editors over one roster line, in any order: no value is replaced that whoever replaces it never saw."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantian_desktop.domain.roster.roster import PostRole, RosterEntry
from lantian_desktop.services.admin import users
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.roster.contact_form import ContactForm
from tests.ui.kit.merging_kit import BOTH_ROLES
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    users.change_roles(made.office, name="示例甲", roles=BOTH_ROLES)
    yield made
    made.office.session.close()


FIELDS = ("title", "remark", "mobile", "office_phone", "group")


class Editor:
    """One of two people over a roster line; `seen` is every value their form ever showed them."""

    def __init__(self, stage: Stage, entry_id: int, name: str) -> None:
        self.stage, self.entry_id, self.name = stage, entry_id, name
        self.seen: set[str] = set()
        self.form = self.open()

    def open(self) -> Form:
        entry = roster.roster_entry(self.stage.office, entry_id=self.entry_id)
        form = ContactForm(self.stage.shell, entry)
        if form.draft_offered:
            form.discard_draft()
        self.form = form
        self.look()
        return form

    def look(self) -> None:
        self.seen |= {self.form.field(name).text() for name in FIELDS}
        self.seen |= {part.change.stored for part in self.form.merging.parts.values()}

    def type(self, name: str, text: str) -> None:
        self.form.field(name).set_text(text)
        self.look()

    def save(self, chance: random.Random) -> bool:
        done = self.form.save()
        self.look()
        if not done:
            for part in self.form.merging.parts.values():
                chance.choice((part.take, part.keep)).click()
        return done


@pytest.mark.parametrize("seed", range(8))
def test_no_interleaving_of_two_editors_loses_a_value_unseen(qtbot, stage, seed) -> None:
    chance = random.Random(seed)
    unit = roster.find_unit(stage.office, text="高陵区")
    stored = roster.save_entry(stage.office, entry=RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例丁"))
    editors = [Editor(stage, stored.id, name) for name in ("甲", "乙")]
    saves = 0
    for number in range(40):
        editor = chance.choice(editors)
        if chance.random() < 0.55:
            name = chance.choice(FIELDS)
            editor.type(name, f"1390000{seed:02}{number:02}" if "phone" in name or name == "mobile" else f"{number}")
            continue
        before = _values(stage, stored.id)
        if editor.save(chance):
            saves += 1
            after = _values(stage, stored.id)
            lost = {before[name] for name in FIELDS if before[name] != after[name]}
            assert lost <= editor.seen, (seed, number, editor.name)
            editor.form.deleteLater()
            editor.open()
        else:
            assert _values(stage, stored.id) == before
    assert saves > 3
    for editor in editors:
        editor.form.forget()
        editor.form.deleteLater()


def _values(stage: Stage, entry_id: int) -> dict[str, str]:
    form = ContactForm(stage.shell, roster.roster_entry(stage.office, entry_id=entry_id))
    found = {name: form.field(name).text() for name in FIELDS}
    form.deleteLater()
    return found
