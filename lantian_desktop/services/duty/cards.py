"""What everybody may read at any time, also on the lock: who is on duty until when, their numbers in full, who comes next, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantian_desktop.domain.duty.handover import vacancies
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.duty.handover import handover_state
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.duty import who_is_on_duty
from lantian_desktop.services.rota.lines import DutyPerson, RotaLine, line_after, line_at

UNARRANGED = "此时没有排班，不知道谁在班；请到“值班台”的“排班表”安排。"


@dataclass(frozen=True, slots=True)
class DutyCard:
    """Everybody on duty as one post, until when (至 08:30), the names that come next, and what is wrong, as a sentence."""

    post: DutyPost
    people: tuple[DutyPerson, ...] = ()
    until: str = ""
    following: tuple[str, ...] = ()
    alarm: str = ""


def duty_cards(office: Office, *, at: datetime | None = None) -> tuple[DutyCard, ...]:
    """Return a card for each post at `at` (now), whoever asks: numbers on duty are always shown in full (domain handbook §13)."""
    now = line_at(office, at=at)
    if now is None:
        return tuple(DutyCard(post, alarm=UNARRANGED) for post in DutyPost)
    following = line_after(office, at=at)
    return tuple(_card(post, now, following) for post in DutyPost)


def duty_alarms(office: Office) -> tuple[str, ...]:
    """Return what is to be shown in red beside the cards: hand-overs missed, a next shift without anybody."""
    moment = office.clock()
    on_cards = vacancies(who_is_on_duty(office, at=moment), None, moment)
    return tuple(sentence for sentence in handover_state(office, at=moment).alarms if sentence not in on_cards)


def is_arranged(cards: tuple[DutyCard, ...]) -> bool:
    """Return whether there is anything to show to somebody who has not signed in."""
    return any(card.people for card in cards)


def _card(post: DutyPost, now: RotaLine, following: RotaLine | None) -> DutyCard:
    return DutyCard(
        post,
        now.of(post),
        f"至 {now.shift.ends_at:%H:%M}",
        tuple(one.name for one in following.of(post)) if following else (),
        _alarm(post, now),
    )


def _alarm(post: DutyPost, now: RotaLine) -> str:
    missing = sum(seat.post is post for seat in now.vacant)
    if not missing:
        return ""
    if now.of(post):
        return f"还缺 {missing} 名{post.label}，请到“排班表”补上。"
    return f"这一班没有安排{post.label}，请立即请示并到“排班表”补上。"
