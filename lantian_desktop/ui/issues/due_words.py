"""How a due date and a state are shown: a chip, a fact, the working behind it. Counting the days is the domain's."""

from __future__ import annotations

from datetime import date

from lantian_desktop.domain.admin.calendar import Light, LightSettings, cn_date, light, light_text
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.ui.kit.lists.cards import Fact
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.theme import Tone

TONES = {
    Light.NONE: Tone.NEUTRAL,
    Light.DONE: Tone.GREEN,
    Light.FAR: Tone.NEUTRAL,
    Light.BLUE: Tone.ACCENT,
    Light.AMBER: Tone.AMBER,
    Light.RED: Tone.RED,
}
SETTLED = frozenset({IssueState.CLOSED, IssueState.VERIFIED})


def due_tone(
    due: date | None, today: date, *, done_on: date | None = None, lights: LightSettings | None = None
) -> Tone:
    """Return the tone of a due date as seen today."""
    return TONES[light(due, today, done_on=done_on, settings=lights)]


def due_chip(
    due: date | None, today: date, *, done_on: date | None = None, lights: LightSettings | None = None
) -> Chip | None:
    """Return the chip of a due date, or None when there is none."""
    if due is None:
        return None
    return Chip(light_text(due, today, done_on=done_on), due_tone(due, today, done_on=done_on, lights=lights))


def waiting_chip(due: date, today: date) -> Chip:
    """Return the chip of a date to confirm or appeal by that has passed: 超期 is said of assigned issues only."""
    return Chip(f"过期限 {(today - due).days} 天", Tone.AMBER)


def due_fact(
    label: str, due: date | None, today: date, *, done_on: date | None = None, lights: LightSettings | None = None
) -> Fact:
    """Return a due date with its light in words."""
    if due is None:
        return Fact(label, "未定", Tone.NEUTRAL)
    words = f"{cn_date(due)}　{light_text(due, today, done_on=done_on)}"
    if done_on is not None:
        words += f"（{cn_date(done_on)}）"
    return Fact(label, words, due_tone(due, today, done_on=done_on, lights=lights))


def state_chip(state: IssueState, *, blocked: bool = False) -> Chip:
    """Return the chip of a state."""
    if blocked:
        return Chip(f"{state.label}·受阻", Tone.AMBER)
    tone = Tone.GREEN if state in SETTLED else Tone.NEUTRAL if state is IssueState.WITHDRAWN else Tone.ACCENT
    return Chip(state.label, tone)
