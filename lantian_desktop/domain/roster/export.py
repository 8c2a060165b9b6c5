"""What leaves of the roster: which lines, in which form of the numbers, and how a printed book is ordered."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.domain.terms import Labelled


class NumberForm(Labelled):
    """In which form a roster carries mobiles. Every export says it, so that nobody has to guess what a file holds."""

    FULL = "full", "完整号码"
    MASKED = "masked", "已隐去手机号"

    @property
    def sentence(self) -> str:
        """The form as a remark without a full stop, for titles and feet."""
        full = self is NumberForm.FULL
        return "含完整手机号，仅供内部使用，请妥善保管" if full else "手机号已隐去中间四位，仅供内部使用"


class CsvEncoding(Labelled):
    """How a csv file is encoded; the value is the codec."""

    GB18030 = "gb18030", "GB18030（WPS、旧版 Excel）"
    UTF8 = "utf_8_sig", "UTF-8（带签名）"


class BookOrder(Labelled):
    """How a printed 联络名册 is ordered."""

    WHOLE = "whole", "全部"
    BY_UNIT = "by_unit", "按单位"
    BY_ROUND = "by_round", "按轮次"


@dataclass(frozen=True, slots=True)
class RosterScope:
    """Which lines are meant: all, those of a unit with the units below it, those of a round, or a selection in its order."""

    unit_id: int | None = None
    round_number: int | None = None
    entry_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BookOptions:
    """A printed roster as somebody wants it. `page_each` begins every unit or round on a page of its own."""

    order: BookOrder = BookOrder.WHOLE
    scope: RosterScope = RosterScope()
    numbers: NumberForm | None = None  # None: as this user may see them
    page_each: bool = False
