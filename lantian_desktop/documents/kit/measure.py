"""A number of a printed page that says its unit, its clause and how strongly it binds. The numbers themselves are in `page`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Self

from lantian_desktop.domain.terms import Labelled


class Strength(Labelled):
    """How a number binds: the standard commands it, calls it usual, recommends it, or practice adds it."""

    BINDING = "binding", "规定"
    USUAL = "usual", "一般"
    ADVISED = "advised", "推荐"
    PRACTICE = "practice", "实务"


class MeasureUnit(Labelled):
    """What a number counts."""

    MM = "mm", "毫米"
    PT = "pt", "磅"
    EM = "em", "字"
    ROW = "row", "行"
    CELL = "cell", "格"
    HALF_CELL = "half", "半格"
    LINE = "line", "条"
    SHARE = "share", "倍"
    RATIO = "pt_per_mm", "磅/毫米"
    RGB = "rgb", "三原色"


class PageMeasure(float):
    """A length or share. It counts as a plain float; what is computed from it is one."""

    __slots__ = ("clause", "strength", "unit")
    unit: MeasureUnit
    clause: str
    strength: Strength

    def __new__(cls, value: float, unit: MeasureUnit, clause: str, strength: Strength) -> Self:
        """Make a measure; `clause` is of GB/T 9704-2012, or says where else the number comes from."""
        measure = super().__new__(cls, value)
        measure.unit, measure.clause, measure.strength = unit, clause, strength
        return measure

    def __reduce__(self) -> tuple[type[Self], tuple[float, MeasureUnit, str, Strength]]:
        """Return what makes it anew in another process, where content that holds it may go."""
        return type(self), (float(self), self.unit, self.clause, self.strength)


class Count(int):
    """A number of rows, cells or lines. It counts as a plain int; what is computed from it is one."""

    unit: MeasureUnit
    clause: str
    strength: Strength

    def __new__(cls, value: int, unit: MeasureUnit, clause: str, strength: Strength) -> Self:
        """Make a count; `clause` as for a measure."""
        count = super().__new__(cls, value)
        count.unit, count.clause, count.strength = unit, clause, strength
        return count

    def __reduce__(self) -> tuple[type[Self], tuple[int, MeasureUnit, str, Strength]]:
        """Return what makes it anew in another process, where content that holds it may go."""
        return type(self), (int(self), self.unit, self.clause, self.strength)


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue, each 0 to 1."""

    red: float
    green: float
    blue: float
    clause: str
    strength: Strength
    unit: MeasureUnit = MeasureUnit.RGB


@dataclass(frozen=True, slots=True)
class Named:
    """One line of the table of parameters: value as it is written for people."""

    name: str
    value: str
    unit: MeasureUnit
    clause: str
    strength: Strength


def named(namespace: Mapping[str, object], *, within: str, known: set[int]) -> Iterator[Named]:
    """Yield the parameters of a namespace, those of dataclass values in it as `VALUE.field`.

    `known` holds the identities of those listed already: a number that stands in two places is listed where it was made.
    """
    for name, value in namespace.items():
        if isinstance(value, PageMeasure | Count | Colour):
            if id(value) not in known:
                known.add(id(value))
                yield Named(within + name, _written(value), value.unit, value.clause, value.strength)
        elif is_dataclass(value) and not isinstance(value, type):
            values = {field.name: getattr(value, field.name) for field in fields(value)}
            yield from named(values, within=f"{within}{name}.", known=known)


def _written(value: PageMeasure | Count | Colour) -> str:
    if isinstance(value, Colour):
        return ",".join(f"{part * 255:.0f}" for part in (value.red, value.green, value.blue))
    return f"{value:d}" if isinstance(value, Count) else f"{value:.4f}".rstrip("0").rstrip(".")
