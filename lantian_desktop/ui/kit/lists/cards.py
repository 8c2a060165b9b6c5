"""Cards of the detail pane: a heading, facts in a grid, a timeline. Each is built once from values and then only shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.lists.chips import ChipLabel
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.pipeline import StepPipeline, Steps
from lantian_desktop.ui.kit.paint.text import LinkLabel, plain_label, tone_role
from lantian_desktop.ui.kit.paint.theme import Tone


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its text; with a `link` the text can be followed; `missing` facts show what is still to be entered."""

    label: str
    text: str
    tone: Tone | None = None
    link: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts that belong together, under an optional heading."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline: when, what, and what it depended on."""

    when: str
    text: str
    note: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """All that a detail pane shows of one record."""

    title: str
    subtitle: str = ""
    chips: tuple[Chip, ...] = ()
    steps: Steps | None = None
    body: str = ""
    groups: tuple[FactGroup, ...] = ()
    events: tuple[Event, ...] = ()
    events_heading: str = "经过"


Follow = Callable[[str], None]


class Card(QFrame):
    """A surface with a hairline around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(8)


class HeadingCard(Card):
    """Title, subtitle, chips, the steps, and the description."""

    def __init__(self, detail: Detail) -> None:
        super().__init__()
        self.column.addWidget(plain_label(detail.title, "title", wrap=True, selectable=True))
        if detail.subtitle:
            self.column.addWidget(plain_label(detail.subtitle, "small", wrap=True, selectable=True))
        if detail.chips:
            row = QWidget()
            flow = FlowLayout(row, gap=6)
            for chip in detail.chips:
                flow.addWidget(ChipLabel(chip))
            self.column.addWidget(row)
        if detail.steps:
            self.column.addWidget(StepPipeline(detail.steps))
        if detail.body:
            self.column.addWidget(plain_label(detail.body, wrap=True, selectable=True))


class FactsCard(Card):
    """A grid of labels and texts."""

    def __init__(self, group: FactGroup, follow: Follow | None = None) -> None:
        super().__init__()
        if group.heading:
            self.column.addWidget(plain_label(group.heading, "small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(group.facts):
            label = plain_label(fact.label, "small")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, 2, 0, 0)
            grid.addWidget(label, row, 0)
            grid.addWidget(_fact_text(fact, follow), row, 1)
        self.column.addLayout(grid)


def _fact_text(fact: Fact, follow: Follow | None) -> QWidget:
    if fact.link and follow:
        link = LinkLabel(fact.text, fact.link)
        link.followed.connect(follow)
        return link
    text, role = (fact.text or "待补", "amber") if fact.missing else (fact.text or "—", tone_role(fact.tone))
    return plain_label(text, role, wrap=True, selectable=True)


class TimelineCard(Card):
    """Events from the newest to the oldest, as they are given."""

    def __init__(self, heading: str, events: Sequence[Event]) -> None:
        super().__init__()
        self.column.addWidget(plain_label(heading, "small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, event in enumerate(events):
            when = plain_label(event.when, "muted")
            when.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(when, row, 0)
            grid.addWidget(_event_text(event), row, 1)
        self.column.addLayout(grid)


def _event_text(event: Event) -> QWidget:
    if not event.note:
        return plain_label(event.text, tone_role(event.tone), wrap=True, selectable=True)
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(plain_label(event.text, tone_role(event.tone), wrap=True, selectable=True))
    column.addWidget(plain_label(event.note, "small", wrap=True, selectable=True))
    return both


def cards_of(detail: Detail, follow: Follow | None = None) -> list[QWidget]:
    """Return the cards of a record from top to bottom."""
    cards: list[QWidget] = [HeadingCard(detail)]
    cards += [FactsCard(group, follow) for group in detail.groups if group.facts]
    if detail.events:
        cards.append(TimelineCard(detail.events_heading, detail.events))
    return cards
