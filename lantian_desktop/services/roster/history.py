"""当时的联络员是谁: the roster as it was on a day, and who held a post from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.contact_match import covered, words_of
from lantian_desktop.domain.roster.contact_search import post_text
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry, Tenure
from lantian_desktop.domain.roster.tree import Node, places_of, tree
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.services.pinyin import name_spelling, text_spelling
from lantian_desktop.services.roster.masks import shown_entry
from lantian_desktop.services.roster.roster import image
from lantian_desktop.store.revisions import require_unchanged
from lantian_desktop.store.roster import roster as stored
from lantian_desktop.store.roster import tenures as stored_tenures
from lantian_desktop.store.roster import units as stored_units


def roster_at(office: Office, *, on: date, unit_id: int | None = None) -> tuple[RosterEntry, ...]:
    """Return the roster as it was on `on`, numbers as this user may see them; a unit stands for those below it too.

    A post nobody is known to have held then has no name. Numbers are the last ones known: older ones are not kept.
    """
    below = stored.with_below(office.session, unit_id) if unit_id is not None else ()
    return tuple(shown_entry(office, entry) for entry, _until in stored.holders_on(office.session, on, below))


def holder_at(office: Office, *, on: date, unit_id: int, role: PostRole = PostRole.LIAISON) -> tuple[RosterEntry, ...]:
    """Return who held a role in one unit on a day: A 角 before B 角, nobody when it is not known."""
    found = roster_at(office, on=on, unit_id=unit_id)
    return tuple(entry for entry in found if entry.unit_id == unit_id and entry.role is role and entry.name)


def unit_tree(office: Office, *, lines: Iterable[RosterEntry] | None = None) -> tuple[Node, ...]:
    """Return the units as a tree with counts: of the lines given, else of the roster as it is."""
    if lines is None:
        places = office.session.remember(stored.TOPIC, "places", lambda: stored.places(office.session))
    else:
        places = places_of((entry.unit_id, entry.round_number, entry.group) for entry in lines)
    db = office.session
    rounds = (round_.number for round_ in stored_units.rounds(db))
    return tree(stored_units.all_units(db), rounds, stored_units.all_groups(db), places)


def matching(office: Office, lines: Iterable[RosterEntry], *, text: str) -> tuple[RosterEntry, ...]:
    """Return the lines in which every word of `text` is found as in today's roster: in name, unit, post or number as shown."""
    callings = {unit.id: (unit.name, unit.short_name, *unit.aliases) for unit in stored_units.all_units(office.session)}
    words = words_of(text)
    return tuple(line for line in lines if all(_answers(line, callings.get(line.unit_id, ()), word) for word in words))


def _answers(line: RosterEntry, callings: Sequence[str], word: str) -> bool:
    phones = (line.phones.mobile, line.phones.duty_phone, line.phones.office_phone)
    if (
        any(word in phone.replace("-", "").replace(" ", "") for phone in phones)
        or covered(name_spelling(line.name), word) is not None
    ):
        return True
    return any(_is_within(words, word) for words in (*callings, post_text(line)))


@lru_cache(maxsize=5_000)  # thousands of lines share a few units and posts
def _is_within(words: str, word: str) -> bool:
    return covered(text_spelling(words), word) is not None


def tenures(office: Office, *, entry_id: int) -> tuple[Tenure, ...]:
    """Return who held a post from when to when, the latest first; whoever left no name is passed over."""
    return tuple(one for one in stored_tenures.of_post(office.session, entry_id) if one.name)


def tenure(office: Office, *, tenure_id: int) -> Tenure:
    """Return one tenure; raise NotFound when there is none."""
    return stored_tenures.tenure(office.session, tenure_id)


def correct_tenure(
    office: Office, *, tenure_id: int, since: date | None, until: date | None, reason: str, read_at: int | None = None
) -> Tenure:
    """Correct the days of a tenure, the reason journalled; raise InvalidInput when they contradict another one's.

    With `read_at` only where the tenure still is at that revision.
    """
    office.require(Right.EDIT_ROSTER)
    stored_tenure = stored_tenures.tenure(office.session, tenure_id)
    if read_at is not None:
        require_unchanged(office.session, stored_tenure.revision, read_at)
    wanted = replace(stored_tenure, since=since, until=until)
    _check(office, stored_tenure, wanted)
    if not reason.strip():
        raise InvalidInput("请写明更正的理由，它会记入操作日志。", field="reason")
    title, before = "更正任职起止", [image(office, stored_tenure.post_id)]
    with office.session.write(title) as touched:
        stored_tenures.change(office.session, wanted)
        compensation.offer(office, title=title, roster_before=before)
        touched.note(reason=reason.strip(), since=str(since or ""), until=str(until or ""))
        touched.add("roster", stored_tenure.post_id)
    return wanted


def _check(office: Office, before: Tenure, wanted: Tenure) -> None:
    if before.until is None and wanted.until is not None:
        raise InvalidInput("现任没有离任日期：换人或清空姓名时程序会自动记下。", field="until")
    if before.until is not None and wanted.until is None:
        raise InvalidInput("请填写离任日期，这一任早已结束。", field="until")
    if wanted.since and wanted.until and wanted.until <= wanted.since:
        raise InvalidInput("离任日期应晚于到任日期，请核对。", field="until")
    if wanted.since and wanted.since > office.today:
        raise InvalidInput("到任日期不能晚于今天。", field="since")
    others = (one for one in tenures(office, entry_id=before.post_id) if one.id != before.id)
    for other in others:
        if wanted.overlaps(other):
            raise InvalidInput(f"与{other.name}的任职（{span(other)}）重叠，请先更正那一段。", field="since")


def span(tenure: Tenure) -> str:
    """Return 2018年3月1日 至 2019年7月15日."""
    since = cn_date(tenure.since) if tenure.since else "起始不详"
    return (
        f"{since} 至 {cn_date(tenure.until)}" if tenure.until else f"{since} 起" if tenure.since else "起始不详，现任"
    )
