"""Whose value goes on: no field one of two editors wrote is given up without being named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.merging import FieldChange, changes

NAMES = ("site", "street", "remark")
LABELS = {"site": "点位名称"}
RECORDS = st.fixed_dictionaries({name: st.sampled_from(("", "甲", "乙", "丙")) for name in NAMES})


def test_one_field_of_each_sort() -> None:
    opened = {"site": "某厂", "street": "甲", "remark": "", "group": "第1组"}
    stored = {"site": "某木器厂", "street": "乙", "remark": "", "group": "第2组"}
    typed = {"site": "某家具厂", "street": "甲", "remark": "我写的", "group": "第2组"}
    asked, taken = changes(opened, stored, typed, LABELS)
    assert asked == FieldChange("site", "点位名称", "某厂", "某木器厂", "某家具厂")
    assert (asked.is_asked, asked.is_taken) == (True, False)
    assert (taken.name, taken.is_asked, taken.is_taken) == ("street", False, True)


@given(opened=RECORDS, stored=RECORDS, typed=RECORDS)
def test_every_value_goes_on_is_the_one_opened_or_is_named(
    opened: dict[str, str], stored: dict[str, str], typed: dict[str, str]
) -> None:
    found = {one.name: one for one in changes(opened, stored, typed, LABELS)}
    saved = {name: stored[name] if name in found and found[name].is_taken else typed[name] for name in NAMES}
    for name in NAMES:
        asked = name in found and found[name].is_asked
        for written in (stored[name], typed[name]):
            assert asked or written in {saved[name], opened[name]}
        assert asked == (opened[name] not in {stored[name], typed[name]} and stored[name] != typed[name])
