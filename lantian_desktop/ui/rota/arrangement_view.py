"""An arrangement that is only proposed, in three lists: who carries how much, why each seat went to whom, and which stay vacant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTableView, QVBoxLayout, QWidget

from lantian_desktop.domain.rota.arranging import Arrangement, Why
from lantian_desktop.domain.rota.load import LoadLine, LoadTable, SeatSlot
from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.words import (
    candidate_words,
    summary_words,
    table_title,
    table_verdict,
    tenths,
    vacancy_words,
    why_words,
)
from lantian_desktop.ui.kit.lists.rows import Chip, Column, RowsModel
from lantian_desktop.ui.kit.lists.table import RowsTable
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone, measures_of
from lantian_desktop.ui.kit.work.memory import Memory
from lantian_desktop.ui.rota.calendar_layout import POST_WORDS

LOADS, REASONS, VACANT = "loads", "reasons", "vacant"
LABELS = {LOADS: "各人负荷", REASONS: "逐班理由", VACANT: "空缺"}
ROWS = 8  # rows of a list seen at once


@dataclass(frozen=True, slots=True)
class LoadRow:
    """The load of one person in one table."""

    table: LoadTable
    line: LoadLine


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with the sentence about it."""

    seat: Seat
    caption: str
    name: str
    sentence: str


LOAD_COLUMNS: tuple[Column[LoadRow], ...] = (
    Column("姓名", lambda row: row.line.member.name, width=76),
    Column("岗位", lambda row: POST_WORDS[row.table.post], width=56),
    Column("班数", lambda row: str(row.line.load.shifts), width=52, right=True),
    Column("夜班", lambda row: str(row.line.load.nights), width=52, right=True),
    Column("休息日", lambda row: str(row.line.load.rest_days), width=62, right=True),
    Column("节假日", lambda row: str(row.line.load.holidays), width=62, right=True),
    Column("分值", lambda row: str(row.line.points), width=52, right=True),
    Column("折算", lambda row: tenths(row.line.level), width=56, right=True),
    Column("偏差", lambda row: tenths(row.line.deviation), width=56, right=True, hidden=True),
    Column("免补", lambda row: str(row.line.credit), width=56, right=True, hidden=True),
    Column("季度", lambda row: table_title(row.table), width=150, hidden=True),
)
SEAT_COLUMNS: tuple[Column[SeatRow], ...] = (
    Column("班次", lambda row: row.caption, width=150),
    Column("排给", lambda row: row.name, width=84, chip=lambda row: None if row.name else Chip("缺", Tone.RED)),
    Column("理由", lambda row: row.sentence, width=240),
)


class ArrangementView(QWidget):
    """The three lists, one at a time, with the sentence of the row in view over it."""

    seat_requested = Signal(object)  # Seat

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._sentences: dict[Seat, str] = {}
        self._summary = plain_label("", wrap=True, selectable=True)
        self._sentence = plain_label("", "muted", wrap=True, selectable=True)
        self._verdict = ""
        self.loads: RowsModel[LoadRow] = RowsModel(
            LOAD_COLUMNS, lambda row: (row.table.first, row.table.post, row.line.member.id)
        )
        self.reasons: RowsModel[SeatRow] = RowsModel(SEAT_COLUMNS, lambda row: row.seat)
        self.vacant: RowsModel[SeatRow] = RowsModel(SEAT_COLUMNS, lambda row: row.seat)
        self._load_table: RowsTable[LoadRow] = RowsTable(self.loads, name="duty_loads", memory=memory)
        self._reason_table: RowsTable[SeatRow] = RowsTable(self.reasons, name="duty_reasons", memory=memory)
        self._vacant_table: RowsTable[SeatRow] = RowsTable(self.vacant, name="duty_vacant", memory=memory)
        self._stack = QStackedWidget()
        self._buttons: dict[str, QPushButton] = {}
        self._build()
        self.turn_to(LOADS)

    def show_arrangement(self, arrangement: Arrangement, members: Mapping[int, DutyMember]) -> None:
        """Show an arrangement."""
        self.loads.show_rows([LoadRow(table, line) for table in arrangement.tables for line in table.lines])
        reasons = [_reason(why, members) for why in arrangement.reasons]
        vacant = [
            SeatRow(one.slot.seat, seat_caption(one.slot), "", vacancy_words(one, members))
            for one in arrangement.vacant
        ]
        self.reasons.show_rows(reasons)
        self.vacant.show_rows(vacant)
        self._sentences = {row.seat: row.sentence for row in (*reasons, *vacant)}
        self._verdict = "\n".join(
            f"{table_title(table)}：{table_verdict(table)}" for table in arrangement.tables if table.lines
        )
        self._summary.setText(summary_words(arrangement))
        set_role(self._summary, "amber" if arrangement.vacant else "green")
        self._buttons[VACANT].setText(f"{LABELS[VACANT]} {len(arrangement.vacant)}")
        self.turn_to(VACANT if arrangement.vacant else LOADS)

    @property
    def sentence(self) -> str:
        """What is said over the list."""
        return self._sentence.text()

    def turn_to(self, key: str) -> None:
        """Show one of the lists."""
        self._stack.setCurrentIndex(list(LABELS).index(key))
        for name, button in self._buttons.items():
            set_role(button, "chosen" if name == key else "")
        if key == LOADS:
            self._sentence.setText(self._verdict)
        else:
            self._tell(self._reason_table if key == REASONS else self._vacant_table)

    def show_seat(self, seat: Seat) -> None:
        """Say why a seat went to whom, whatever list is in view."""
        if seat not in self._sentences:
            return
        for table in (self._reason_table, self._vacant_table):
            if table.rows.position(seat) is not None:
                table.go_to(seat)
        self._sentence.setText(self._sentences[seat])

    def _tell(self, table: RowsTable[SeatRow]) -> None:
        row = table.current_row()
        self._sentence.setText(row.sentence if row else "")
        if row is not None and table.hasFocus():
            self.seat_requested.emit(row.seat)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for key, label in LABELS.items():
            button = self._buttons[key] = QPushButton(label)
            button.setAccessibleName(label)
            button.clicked.connect(partial(self._press, key))
            row.addWidget(button)
        row.addStretch(1)
        tables: tuple[QTableView, ...] = (self._load_table, self._reason_table, self._vacant_table)
        for label, table in zip(LABELS.values(), tables, strict=True):
            table.setAccessibleName(label)
            table.setMinimumHeight(measures_of(self.font()).row * ROWS)
            self._stack.addWidget(table)
        for seats in (self._reason_table, self._vacant_table):
            seats.current_changed.connect(partial(self._tell, seats))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._summary, self._sentence, self._stack):
            column.addWidget(part)
        column.insertLayout(1, row)

    def _press(self, key: str, _checked: bool = False) -> None:
        self.turn_to(key)


def seat_caption(slot: SeatSlot) -> str:
    """Return 8月1日 夜班 值班."""
    return f"{slot.shift.caption} {POST_WORDS[slot.seat.post]}"


def _reason(why: Why, members: Mapping[int, DutyMember]) -> SeatRow:
    return SeatRow(why.slot.seat, seat_caption(why.slot), members[why.member_id].name, _why(why, members))


def _why(why: Why, members: Mapping[int, DutyMember]) -> str:
    others = candidate_words(why.candidates, members)
    return why_words(why, members) + (f"当时可排：{others}。" if others else "")
