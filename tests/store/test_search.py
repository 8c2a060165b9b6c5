"""Finding by any part of a text, pinyin, initials and number."""

from __future__ import annotations

import pytest

from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry
from lantian_desktop.store import search
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import roster
from lantian_desktop.store.search import SearchKind, rare_matches, searchable
from lantian_desktop.store.session import Session
from tests.store.letters.test_letters import issue_letter
from tests.store.scene import add_issue, furnish


def put(db: Session, *texts: str) -> None:
    with db.write("索引"):
        search.index(db, SearchKind.UNIT, [(number, searchable(text)) for number, text in enumerate(texts, start=1)])


@pytest.mark.parametrize(
    "typed",
    [
        "锅",
        "锅炉",
        "燃煤锅炉",
        "〔2019〕12",
        "[2019]12",
        "［２０１９］１２",
        "2019〕12号",
        "boiler",
        "BOI",
        "𬱖",
        "张𬱖",
        "高 锅炉",
        "1-2-3",
    ],
)
def test_any_part_is_found_however_it_is_typed(db: Session, typed: str) -> None:
    put(db, "高陵区燃煤锅炉 张𬱖 高治霾函〔2019〕12号 Boiler 1-2-3", "扬尘")
    assert rare_matches(db, SearchKind.UNIT, typed) == [1]


@pytest.mark.parametrize("typed", ["炉锅", "锅炉 扬尘", "尘高", "OR", "NEAR(锅 炉)", "锅 NOT 尘", "〔", '"', ""])
def test_what_is_not_there_is_not_found_and_no_sign_is_an_operator(db: Session, typed: str) -> None:
    put(db, "高陵区燃煤锅炉", "扬尘")
    assert rare_matches(db, SearchKind.UNIT, typed) == []


def test_no_phrase_reaches_from_one_field_into_the_next(db: Session) -> None:
    with db.write("索引"):
        search.index(db, SearchKind.UNIT, [(1, searchable("高陵区", None, "", "锅炉"))])
    assert rare_matches(db, SearchKind.UNIT, "区锅") == []
    assert rare_matches(db, SearchKind.UNIT, "区 锅") == [1]


def test_kinds_are_kept_apart_and_records_replaced_and_removed(db: Session) -> None:
    put(db, "锅炉")
    assert rare_matches(db, SearchKind.ISSUE, "锅炉") == []
    put(db, "扬尘")
    assert (rare_matches(db, SearchKind.UNIT, "锅炉"), rare_matches(db, SearchKind.UNIT, "扬尘")) == ([], [1])
    with db.write("移除"):
        search.remove(db, SearchKind.UNIT, 1)
    assert rare_matches(db, SearchKind.UNIT, "扬尘") == []


def test_common_words_are_distinguished_from_rare_ones(db: Session) -> None:
    put(db, *["锅炉"] * 30, "扬尘")
    assert rare_matches(db, SearchKind.UNIT, "锅炉", most=29) is None
    assert rare_matches(db, SearchKind.UNIT, "扬尘", most=29) == [31]


def test_an_index_entry_that_was_rolled_back_is_not_found(db: Session) -> None:
    def fail() -> None:
        with db.write("失败"):
            search.index(db, SearchKind.UNIT, [(1, "锅炉")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert rare_matches(db, SearchKind.UNIT, "锅炉") == []


def test_everything_is_found_from_one_place(db: Session) -> None:
    territory, other, *_ = furnish(db)
    first = add_issue(db, "高督-12-001", territory, site="通远木器厂")
    add_issue(db, "高督-12-002", other, site="别处")
    entry = RosterEntry(0, territory.id, PostRole.LIAISON, "主任", "单通远")
    with db.write("名册"):
        contact = roster.save(
            db, entry, keys=SearchKeys("单通远 主任", ("shantongyuan", "dantongyuan"), ("sty", "dty"), "shan")
        )
    letter = issue_letter(db, first, title="关于通远木器厂的督办函")
    assert [(hit.kind, hit.id) for hit in search.find(db, "通远")] == [
        ("contact", contact.id), ("issue", first.id), ("letter", letter.id),
    ]  # fmt: skip
    assert [hit.title for hit in search.find(db, "dty")] == ["单通远"]
    assert [hit.kind for hit in search.find(db, "通远", kinds=("letter",))] == ["letter"]
    (hit,) = search.find(db, "12-001")
    assert (hit.title, hit.subtitle) == ("高督-12-001", "通远木器厂 新城区 待确认")
    assert search.find(db, "主任")[0].subtitle == "新城区 主任 联络员"
    assert search.find(db, " 〔") == ()


def test_removed_records_are_not_found(db: Session) -> None:
    territory, *_ = furnish(db)
    issue = add_issue(db, "高督-12-001", territory)
    with db.write("删除"):
        issues.remove(db, issue.id)
    assert search.find(db, "12-001") == ()


def test_every_kind_gets_its_share(db: Session) -> None:
    territory, *_ = furnish(db)
    for index in range(8):
        add_issue(db, f"高督-12-{index:03d}", territory)
    letter = issue_letter(db, title="关于高督-12的督办函")
    found = search.find(db, "高督", limit=6)
    assert [hit.kind for hit in found] == ["issue"] * 5 + ["letter"]
    assert found[-1].id == letter.id
    assert [hit.title for hit in found[:2]] == ["高督-12-007", "高督-12-006"]
