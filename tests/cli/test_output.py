"""Tables line up in a terminal, and --json gives one plain value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.cli.output import OutputField, display_width, facts, listing, plain, shown, table, to_json
from lantian_desktop.domain.issues.issue import IssueState


@dataclass(frozen=True, slots=True)
class Sample:
    number: str
    state: IssueState
    on: date | None
    share: Decimal
    tags: frozenset[str]


def test_columns_start_at_the_same_place_for_chinese_and_latin() -> None:
    lines = table(("编号", "点位"), [("高督-12-018", "某木器点"), ("A1", "B"), ("䶮㛃𬱖", "C")])
    starts = [display_width(line[: line.index(word)]) for line, word in zip(lines[2:], ("某", "B", "C"), strict=True)]
    assert starts == [13, 13, 13]


def test_line_breaks_inside_a_cell_do_not_break_the_table() -> None:
    assert len(table(("问题描述",), [("第一行\n第二行",)])) == 3


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("督办函", 6), ("〔2019〕", 8), ("𬱖", 2), ("é", 1), ("Ａ", 2)]
)
def test_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_json_has_identifiers_iso_dates_and_readable_characters() -> None:
    sample = Sample("高督-12-018", IssueState.PENDING, date(2019, 7, 22), Decimal("0.5"), frozenset({"b", "a"}))
    text = to_json([sample])
    assert "高督" in text
    assert json.loads(text) == [
        {"number": "高督-12-018", "state": "pending", "on": "2019-07-22", "share": "0.5", "tags": ["a", "b"]}
    ]


def test_json_keys_may_be_terms() -> None:
    assert plain({IssueState.CLOSED: 3}) == {"closed": 3}


def test_a_time_keeps_its_time() -> None:
    assert plain(datetime(2019, 7, 22, 9, 30)) == "2019-07-22T09:30:00"


def test_a_kind_without_an_agreed_form_is_a_bug() -> None:
    with pytest.raises(TypeError):
        plain(object())


def test_listing_tells_the_same_rows_twice() -> None:
    fields = (OutputField("number", "编号"), OutputField("overdue", "超期"))
    reply = listing(fields, [{"number": "甲", "overdue": True, "site": "x"}], footer="共 1 项。")
    assert reply.text.splitlines()[-2:] == ["甲    是", "共 1 项。"]
    assert reply.value == [{"number": "甲", "overdue": True, "site": "x"}]


def test_facts_leave_out_what_is_unknown() -> None:
    assert facts([("街道", ""), ("责任人", "示例甲")]) == ["责任人  示例甲"]


def test_shown_speaks_chinese() -> None:
    assert shown((IssueState.PENDING, IssueState.CLOSED)) == "待确认、已销号"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_plain_values_survive_json(value: object) -> None:
    assert json.loads(to_json(value)) == value
