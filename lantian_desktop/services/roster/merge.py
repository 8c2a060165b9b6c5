"""Two lines of the roster that mean the same become one; the other is kept among the deleted ones."""

from __future__ import annotations

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.merge import Merging, merged
from lantian_desktop.domain.roster.merge import proposal as propose
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import check, check_since, image, store_entry
from lantian_desktop.store.roster import roster as stored
from lantian_desktop.store.roster import tenures
from lantian_desktop.store.rota import members as duty_members

TITLE = "合并名册条目"


def proposal(office: Office, *, one: int, other: int) -> Merging:
    """Return two lines side by side with what is proposed for each field."""
    office.require(Right.EDIT_ROSTER)
    if one == other:
        raise InvalidInput("请选择两条不同的名册条目来合并。", field="other")
    return propose(stored.entry(office.session, one), stored.entry(office.session, other))


def merge_entries(office: Office, *, merging: Merging, from_other: frozenset[str]) -> RosterEntry:
    """Merge two lines with the fields chosen from the other one, journalled, with one undo.

    Former holders go along with the line that stays, unless their days contradict its own; a name chosen from the other line
    is a correction, not a successor.
    """
    office.require(Right.EDIT_ROSTER)
    keep_id, other_id = merging.keep.id, merging.other.id
    wanted = merged(merging, from_other)
    check(wanted)
    check_since(office, wanted)
    before = [image(office, keep_id), image(office, other_id)]
    with office.session.write(TITLE) as touched:
        saved = store_entry(office, wanted, correcting=bool(wanted.name))
        stored.delete(office.session, other_id)
        _take_over(office, keep_id, other_id)
        linked = duty_members.linked_to(office.session, other_id)
        for member_id in linked:
            duty_members.link(office.session, member_id, keep_id)
            touched.add("duty")
        links = [{"member_id": member_id, "contact_id": other_id} for member_id in linked]
        compensation.offer(office, title=TITLE, roster_before=before, duty_links_before=links)
        touched.note(contact=keep_id, merged=other_id)
        touched.add("roster", keep_id, other_id)
    return saved


def _take_over(office: Office, keep_id: int, other_id: int) -> None:
    """Move former tenures; the present one stays where it is, for the line that bears it may be restored."""
    own = list(tenures.of_post(office.session, keep_id))
    for tenure in tenures.of_post(office.session, other_id):
        if tenure.until is not None and not any(tenure.overlaps(one) for one in own):
            tenures.move(office.session, tenure, keep_id)
            own.append(tenure)
