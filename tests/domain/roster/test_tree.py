"""Units as a tree: the fixed order of kinds, streets under their district, groups under their round, counts that add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.roster.roster import GroupKind, InspectionGroup, Unit, UnitKind
from lantian_desktop.domain.roster.tree import FIRST_LEVEL, belongs, places_of, tree

UNITS = (
    Unit(1, "西安市", "西安", UnitKind.CITY, 1),
    Unit(2, "市铁腕治霾办", "市治霾办", UnitKind.OWN_GROUP, 2),
    Unit(3, "新城区", "新城", UnitKind.DISTRICT, 4),
    Unit(4, "高陵区", "高陵", UnitKind.DISTRICT, 13),
    Unit(5, "高新区", "高新", UnitKind.DEVELOPMENT_ZONE, 17),
    Unit(6, "市公安局", "公安", UnitKind.DEPARTMENT, 27),
    Unit(7, "强化监督工作组", "督导组", UnitKind.INSPECTION, 39),
    Unit(8, "通远街道", "通远街道", UnitKind.STREET, 1000, parent_id=4),
    Unit(9, "高陵保障办", "高陵保障办", UnitKind.OWN_GROUP, 900, parent_id=4),
)
BY_ID = {unit.id: unit for unit in UNITS}
GROUPS = (InspectionGroup(12, "中心组", GroupKind.CENTRAL), InspectionGroup(12, "第1组"))
LINES = [(4, None, ""), (8, None, ""), (8, None, ""), (9, None, ""), (7, 12, "第1组"), (7, 11, "特别组"), (7, None, "")]


def shown(lines: list[tuple[int, int | None, str]]) -> list[tuple[str, int, int]]:
    return [(node.label, node.depth, node.count) for node in tree(UNITS, [11, 12], GROUPS, places_of(lines))]


def test_the_tree_stands_in_its_fixed_order_with_counts_from_below() -> None:
    assert shown(LINES) == [
        ("市级", 0, 0),
        ("西安", 1, 0),
        ("区县", 0, 4),
        ("新城", 1, 0),
        ("高陵", 1, 4),
        ("通远街道", 2, 2),
        ("高陵保障办", 2, 1),
        ("开发区", 0, 0),
        ("高新", 1, 0),
        ("部门", 0, 0),
        ("公安", 1, 0),
        ("督导帮扶组", 0, 3),
        ("第12轮次", 1, 1),
        ("中心组", 2, 0),
        ("第1组", 2, 1),
        ("第11轮次", 1, 1),
        ("特别组", 2, 1),
        ("配合保障", 0, 0),
        ("市治霾办", 1, 0),
    ]


def test_every_kind_of_unit_has_its_place() -> None:
    assert set(FIRST_LEVEL) == set(UnitKind)


PLACES = st.lists(
    st.tuples(
        st.sampled_from([unit.id for unit in UNITS]), st.sampled_from([None, 11, 12]), st.sampled_from(["", "第1组"])
    )
)


@given(PLACES)
def test_each_count_is_the_number_of_lines_that_belong_there(lines: list[tuple[int, int | None, str]]) -> None:
    for node in tree(UNITS, [11, 12], GROUPS, places_of(lines)):
        assert node.count == sum(belongs(node.key, line, BY_ID) for line in lines), node.key
