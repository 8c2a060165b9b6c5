"""What everybody may read at any time, also on the lock: who is on duty until when, their numbers in full, who comes next, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantian_desktop.domain.duty import DutyPost
from lantian_desktop.domain.handover import vacancies
from lantian_desktop.domain.phones import first_of
from lantian_desktop.domain.rota import OnDuty, Seated
from lantian_desktop.services.duty import duty_number, who_is_next, who_is_on_duty
from lantian_desktop.services.handover import handover_state
from lantian_desktop.services.office import Office

UNARRANGED = "此时没有排班，不知道谁在班；请到“值班台”的“排班表”安排。"


@dataclass(frozen=True, slots=True)
class DutyPerson:
    """Somebody on duty and the number to call; `note` tells for whom they stand in."""

    name: str
    number: str
    note: str = ""


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
    now = who_is_on_duty(office, at=at)
    if now is None:
        return tuple(DutyCard(post, alarm=UNARRANGED) for post in DutyPost)
    following = who_is_next(office, at=at)
    return tuple(_card(office, post, now, following) for post in DutyPost)


def duty_alarms(office: Office) -> tuple[str, ...]:
    """Return what is to be shown in red beside the cards: hand-overs missed, a next shift without anybody."""
    moment = office.clock()
    said_on_cards = vacancies(who_is_on_duty(office, at=moment), None, moment)
    return tuple(said for said in handover_state(office, at=moment).alarms if said not in said_on_cards)


def is_arranged(cards: tuple[DutyCard, ...]) -> bool:
    """Return whether there is anything to show to somebody who has not signed in."""
    return any(card.people for card in cards)


def _card(office: Office, post: DutyPost, now: OnDuty, following: OnDuty | None) -> DutyCard:
    seated = now.of(post)
    return DutyCard(
        post,
        tuple(_person(office, one) for one in seated),
        f"至 {now.shift.ends_at:%H:%M}",
        tuple(one.member.name for one in following.of(post)) if following else (),
        _alarm(post, seated, now),
    )


def _person(office: Office, seated: Seated) -> DutyPerson:
    note = f"{seated.change.kind.label}，原为{seated.planned.name}" if seated.change else ""
    number = first_of(duty_number(office, seated.member))
    return DutyPerson(seated.member.name, number, note)


def _alarm(post: DutyPost, seated: tuple[Seated, ...], now: OnDuty) -> str:
    missing = sum(seat.post is post for seat in now.vacant)
    if not missing:
        return ""
    if seated:
        return f"还缺 {missing} 名{post.label}，请到“排班表”补上。"
    return f"这一班没有安排{post.label}，请立即请示并到“排班表”补上。"
