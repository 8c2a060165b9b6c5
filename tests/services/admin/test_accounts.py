"""Accounts: roles change, users go, passwords and the recovery code are renewed, and somebody can always administer."""

from __future__ import annotations

import pytest

from lantian_desktop.domain.admin.people import Right, Role
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused, WrongPassword
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.office import Office
from lantian_desktop.store import opening
from tests.factories import PASSWORD, QUICK

NEW = "another-password"


def sign_in(office: Office, name: str, password: str) -> None:
    opening.verify_password(office.folder, name, password, office.clock())


def test_changed_roles_hold_at_once_also_for_oneself(office) -> None:
    assert not office.may(Right.SIGN)
    users.change_roles(office, name="示例甲", roles={Role.ADMIN, Role.HEAD})
    assert office.may(Right.SIGN)
    users.change_roles(office, name="示例乙", roles={Role.AUDITOR})
    assert {user.name: user.roles for user in users.users(office)}["示例乙"] == {Role.AUDITOR}
    assert journal.page(office).rows[0].details["roles"] == ["auditor"]


def test_somebody_can_always_administer(office) -> None:
    with pytest.raises(InvalidInput, match="唯一的管理员") as refused:
        users.change_roles(office, name="示例甲", roles={Role.CLERK})
    assert refused.value.field == "roles"
    with pytest.raises(InvalidInput):
        users.change_roles(office, name="示例乙", roles=())
    users.change_roles(office, name="示例乙", roles={Role.ADMIN})
    users.change_roles(office, name="示例甲", roles={Role.CLERK})
    assert not office.may(Right.ADMINISTER)
    with pytest.raises(NotAllowed):
        users.change_roles(office, name="示例乙", roles={Role.CLERK})


def test_a_removed_user_cannot_sign_in_and_oneself_stays(office) -> None:
    sign_in(office, "示例乙", PASSWORD)
    users.remove_user(office, name="示例乙")
    with pytest.raises(WrongPassword):
        sign_in(office, "示例乙", PASSWORD)
    assert "示例乙" not in setup.user_names(office.folder)
    assert "示例乙" not in {user.name for user in users.users(office)}
    with pytest.raises(Refused):
        users.remove_user(office, name="示例甲")
    added = users.add_user(office, name="示例乙", roles={Role.CLERK}, password=NEW, cost=QUICK)
    sign_in(office, added.name, NEW)


def test_the_last_administrator_is_not_removed(office) -> None:
    users.change_roles(office, name="示例丙", roles={Role.ADMIN})
    office.switch_user(next(user for user in users.users(office) if user.name == "示例丙"))
    users.change_roles(office, name="示例甲", roles={Role.CLERK})
    with pytest.raises(InvalidInput, match="唯一的管理员"):
        users.change_roles(office, name="示例丙", roles={Role.HEAD})
    users.remove_user(office, name="示例甲")
    assert {user.name for user in users.users(office)} == {"示例乙", "示例丙"}


def test_an_administrator_sets_the_password_of_another_but_not_the_own(office) -> None:
    users.reset_password(office, name="示例乙", password=NEW, cost=QUICK)
    sign_in(office, "示例乙", NEW)
    with pytest.raises(WrongPassword):
        sign_in(office, "示例乙", PASSWORD)
    with pytest.raises(InvalidInput) as refused:
        users.reset_password(office, name="示例乙", password="short", cost=QUICK)
    assert refused.value.field == "password"
    with pytest.raises(Refused, match="原密码"):
        users.reset_password(office, name="示例甲", password=NEW, cost=QUICK)


def test_everybody_changes_the_own_password_by_the_old_one(office) -> None:
    before = journal.page(office).total
    with pytest.raises(WrongPassword):
        users.change_password(office, old="not-the-password", new=NEW, cost=QUICK)
    assert journal.page(office).total == before
    users.change_password(office, old=PASSWORD, new=NEW, cost=QUICK)
    sign_in(office, "示例甲", NEW)
    assert journal.page(office).rows[0].title == "修改密码"


def test_a_renewed_recovery_code_opens_and_the_journal_does_not_hold_it(office, wall) -> None:
    first = users.renew_recovery_code(office, cost=QUICK)
    code = users.renew_recovery_code(office, cost=QUICK)
    assert all(code not in str(entry) for entry in journal.page(office).rows)
    folder, resources = office.folder, office.resources
    office.session.close()
    with pytest.raises(WrongPassword):
        setup.recover(folder, code=first, user="示例乙", new_password=NEW, clock=wall, resources=resources)
    again = setup.recover(folder, code=code, user="示例乙", new_password=NEW, clock=wall, resources=resources)
    assert again.user.name == "示例乙"
    again.session.close()


def test_a_name_typed_with_blanks_signs_in_without_them(office, wall) -> None:
    added = users.add_user(office, name=" 示例 壬 ", roles={Role.CLERK}, password=PASSWORD, cost=QUICK)
    assert added.name == "示例壬"
    folder, resources = office.folder, office.resources
    office.session.close()
    again = setup.sign_in(folder, user=added.name, password=PASSWORD, clock=wall, resources=resources, window=True)
    assert again.user == added
    again.session.close()


def test_only_an_administrator_manages_accounts(office) -> None:
    office.switch_user(next(user for user in users.users(office) if user.name == "示例乙"))
    for service in (
        lambda: users.change_roles(office, name="示例丙", roles={Role.CLERK}),
        lambda: users.remove_user(office, name="示例丙"),
        lambda: users.reset_password(office, name="示例丙", password=NEW, cost=QUICK),
        lambda: users.renew_recovery_code(office, cost=QUICK),
    ):
        with pytest.raises(NotAllowed):
            service()
    users.change_password(office, old=PASSWORD, new=NEW, cost=QUICK)
