"""Key slots: passwords, recovery code, failures that are counted."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import DamagedStore, InvalidInput, LockedOut, NotFound, UnusableFolder, WrongPassword
from lantian_desktop.store.engine.keyring import FAILURES_ALLOWED, LOCKED_FOR, Keyring
from tests.store.conftest import CHEAP, PASSWORD, START, unprivileged

SECOND = "另一个密码 2019"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys.json", cost=CHEAP)


def test_a_password_opens_the_key_it_was_made_with(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    assert keyring.unlock("示例甲", PASSWORD, at=START) == made.key
    assert len(made.key) == 32


def test_the_key_lies_nowhere_in_the_file(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    raw = keyring.path.read_bytes()
    assert made.key not in raw
    assert made.key.hex().encode() not in raw
    assert made.recovery_code.replace("-", "").encode() not in raw
    assert PASSWORD.encode() not in raw


def test_the_name_is_compared_without_blanks(keyring: Keyring) -> None:
    made = keyring.create("示 例甲", PASSWORD)
    assert keyring.unlock("示例甲 ", PASSWORD, at=START) == made.key


@pytest.mark.parametrize(
    "change", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("O", "0")]
)
def test_the_recovery_code_opens_however_it_is_typed(keyring: Keyring, change: object) -> None:
    made = keyring.create("示例甲", PASSWORD)
    typed = change(made.recovery_code)  # type: ignore[operator]  # parametrised functions of one string
    assert keyring.unlock_with_code(typed, at=START) == made.key


def test_the_recovery_code_is_grouped_for_reading(keyring: Keyring) -> None:
    groups = keyring.create("示例甲", PASSWORD).recovery_code.split("-")
    assert [len(group) for group in groups] == [4] * 8


def test_a_renewed_recovery_code_replaces_the_old_one(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    fresh = keyring.renew_recovery_code(made.key)
    assert keyring.unlock_with_code(fresh, at=START) == made.key
    with pytest.raises(WrongPassword, match="恢复码"):
        keyring.unlock_with_code(made.recovery_code, at=START)


def test_five_failures_lock_for_fifteen_minutes_and_the_count_survives_a_restart(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    for left in range(FAILURES_ALLOWED - 1, 0, -1):
        with pytest.raises(WrongPassword, match=f"还可再试 {left} 次"):
            Keyring(keyring.path, cost=CHEAP).unlock("示例甲", "不对的密码", at=START)
    with pytest.raises(WrongPassword, match="08:45 前不能再试"):
        Keyring(keyring.path, cost=CHEAP).unlock("示例甲", "不对的密码", at=START)
    for minutes in (0, 14.99):
        with pytest.raises(LockedOut, match="08:45"):
            Keyring(keyring.path).unlock("示例甲", PASSWORD, at=START + timedelta(minutes=minutes))
    assert keyring.unlock("示例甲", PASSWORD, at=START + LOCKED_FOR) == made.key


def test_a_success_forgets_earlier_failures(keyring: Keyring) -> None:
    keyring.create("示例甲", PASSWORD)
    for _ in range(3):
        for _ in range(FAILURES_ALLOWED - 1):
            with pytest.raises(WrongPassword):
                keyring.unlock("示例甲", "不对的密码", at=START)
        keyring.unlock("示例甲", PASSWORD, at=START)


def test_one_users_failures_do_not_lock_another_out(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    keyring.add(made.key, "示例乙", SECOND)
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(WrongPassword):
            keyring.unlock("示例甲", "不对的密码", at=START)
    assert keyring.unlock("示例乙", SECOND, at=START) == made.key


def test_unknown_names_are_reported_the_same_and_counted(keyring: Keyring) -> None:
    keyring.create("示例甲", PASSWORD)
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(WrongPassword, match="用户名或密码不正确"):
            keyring.unlock("没有的人", PASSWORD, at=START)
    with pytest.raises(LockedOut):
        keyring.unlock("还是没有", PASSWORD, at=START)


def test_a_clock_set_back_does_not_lock_for_longer(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(WrongPassword):
            keyring.unlock("示例甲", "不对的密码", at=START)
    assert keyring.unlock("示例甲", PASSWORD, at=START - timedelta(days=1)) == made.key


def test_a_changed_password_replaces_the_old_one(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    keyring.change_password("示例甲", PASSWORD, SECOND, at=START)
    assert keyring.unlock("示例甲", SECOND, at=START) == made.key
    with pytest.raises(WrongPassword):
        keyring.unlock("示例甲", PASSWORD, at=START)


def test_changing_needs_the_old_password(keyring: Keyring) -> None:
    keyring.create("示例甲", PASSWORD)
    before = json.loads(keyring.path.read_text("utf-8"))["users"]
    with pytest.raises(WrongPassword):
        keyring.change_password("示例甲", "不对的密码", SECOND, at=START)
    assert json.loads(keyring.path.read_text("utf-8"))["users"] == before


def test_a_removed_user_opens_nothing_and_the_last_one_stays(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    keyring.add(made.key, "示例乙", SECOND)
    keyring.remove("示例乙")
    assert keyring.names() == ("示例甲",)
    with pytest.raises(WrongPassword):
        keyring.unlock("示例乙", SECOND, at=START)
    with pytest.raises(InvalidInput, match="最后一个"):
        keyring.remove("示例甲")
    with pytest.raises(NotFound, match="示例乙"):
        keyring.remove("示例乙")


def test_a_slot_moved_to_another_name_does_not_open(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    keyring.add(made.key, "示例乙", SECOND)
    data = json.loads(keyring.path.read_text("utf-8"))
    data["users"][0]["name"], data["users"][1]["name"] = data["users"][1]["name"], data["users"][0]["name"]
    keyring.path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(WrongPassword):
        keyring.unlock("示例乙", PASSWORD, at=START)


def test_the_cost_of_a_guess_is_data(keyring: Keyring) -> None:
    keyring.create("示例甲", PASSWORD)
    slot = json.loads(keyring.path.read_text("utf-8"))["users"][0]
    assert (slot["kdf"], slot["memory_kib"], slot["iterations"], slot["lanes"]) == ("argon2id", 32, 1, 1)


@pytest.mark.parametrize("password", ["", "1234567"])
def test_short_passwords_are_refused(keyring: Keyring, password: str) -> None:
    with pytest.raises(InvalidInput, match="至少 8 位"):
        keyring.create("示例甲", password)
    assert not keyring.exists()


def test_a_nameless_user_is_refused(keyring: Keyring) -> None:
    with pytest.raises(InvalidInput, match="姓名"):
        keyring.create(" ", PASSWORD)


def test_an_existing_file_is_never_replaced(keyring: Keyring) -> None:
    keyring.create("示例甲", PASSWORD)
    with pytest.raises(InvalidInput, match="已有数据"):
        keyring.create("示例乙", PASSWORD)
    assert keyring.names() == ("示例甲",)


def test_one_name_has_one_slot(keyring: Keyring) -> None:
    made = keyring.create("示例甲", PASSWORD)
    with pytest.raises(InvalidInput, match="已有名为"):
        keyring.add(made.key, "示例 甲", SECOND)


def test_a_foreign_key_is_not_wrapped(keyring: Keyring) -> None:
    keyring.create("示例甲", PASSWORD)
    with pytest.raises(DamagedStore, match="不配套"):
        keyring.add(bytes(32), "示例乙", SECOND)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"format": 99}', b'{"format": 1, "store": "x"}', b"[]"])
def test_a_damaged_file_says_so(keyring: Keyring, content: bytes) -> None:
    keyring.path.write_bytes(content)
    with pytest.raises(DamagedStore, match=r"keys\.json.*已损坏"):
        keyring.unlock("示例甲", PASSWORD, at=START)


def test_a_missing_file_says_so(keyring: Keyring) -> None:
    with pytest.raises(DamagedStore, match="缺少密钥文件"):
        keyring.names()


def test_a_failure_that_cannot_be_written_is_not_given_for_free(keyring: Keyring, tmp_path: Path) -> None:
    keyring.create("示例甲", PASSWORD)
    keyring.path.with_suffix(".lock").unlink(missing_ok=True)
    tmp_path.chmod(0o555)
    try:
        with unprivileged(), pytest.raises(UnusableFolder):
            keyring.unlock("示例甲", PASSWORD, at=START)
    finally:
        tmp_path.chmod(0o700)
