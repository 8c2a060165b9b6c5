"""The 联络名册 as a document: units in their fixed order, then each round's groups, mobiles as the user may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lantian_desktop.domain.people import Right
from lantian_desktop.domain.roster import RosterEntry, Unit
from lantian_desktop.services.import_roster import exported
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.services.roster import shown_entry
from lantian_desktop.store import units

if TYPE_CHECKING:
    from lantian_desktop.documents.roster_book import RosterLine, RosterSection

MASKED_NOTE = "注：手机号已隐去中间四位。姓名为“待报”的岗位尚未报送人员。"
FULL_NOTE = "注：含完整手机号，仅供内部使用，请妥善保管。姓名为“待报”的岗位尚未报送人员。"


def roster_pdf(office: Office) -> bytes:
    """Return the whole roster as a document; its foot note says which form of the mobiles it carries."""
    from lantian_desktop.documents.roster_book import RosterBook, build  # reportlab: only where a page is made

    content = RosterBook(
        title=f"{office.profile.name}联络名册",
        as_of=office.today,
        sections=_sections(office),
        unit=f"编制单位：{office.profile.name}",
        note=FULL_NOTE if office.may(Right.EDIT_ROSTER) else MASKED_NOTE,
    )
    return build(content, faces(office))


def _sections(office: Office) -> tuple[RosterSection, ...]:
    """Return the posts outside rounds under one caption and those of each round under its own."""
    from lantian_desktop.documents.roster_book import RosterSection  # as above

    known = {unit.id: unit for unit in units.all_units(office.session)}
    entries = [shown_entry(office, entry) for entry in exported(office)]
    standing = [entry for entry in entries if entry.round_number is None]
    sections = [RosterSection("联络人员", _lines(standing, known))]
    captions = {round_.number: round_.caption() for round_ in units.rounds(office.session)}
    for number in sorted({entry.round_number for entry in entries if entry.round_number is not None}):
        held = [entry for entry in entries if entry.round_number == number]
        caption = f"{captions.get(number, f'第{number}轮次')}工作组人员"
        sections.append(RosterSection(caption, _lines(_grouped(office, number, held), known)))
    return tuple(section for section in sections if section.lines) or (RosterSection("", ()),)


def _grouped(office: Office, round_number: int, entries: Iterable[RosterEntry]) -> Sequence[RosterEntry]:
    """Return a round's lines by group, in the round's order of groups; the order within a group stays."""
    order = {group.name: place for place, group in enumerate(units.groups(office.session, round_number))}
    return sorted(entries, key=lambda entry: (order.get(entry.group, len(order)), entry.group))


def _lines(entries: Iterable[RosterEntry], known: dict[int, Unit]) -> tuple[RosterLine, ...]:
    from lantian_desktop.documents.roster_book import RosterLine  # as above

    return tuple(
        RosterLine(
            unit="\n".join(part for part in (_unit_name(known, entry), entry.group) if part),
            post=_post(entry),
            name=entry.shown_name,
            office_phone=_with_extension(entry),
            mobile=entry.phones.mobile,
            duty_phone=entry.phones.duty_phone,
            fax=entry.phones.fax,
            remark=entry.remark,
        )
        for entry in entries
    )


def _post(entry: RosterEntry) -> str:
    """Return title and role, but a role that the title only repeats once."""
    role = entry.role.label
    return role if not entry.title or entry.title in role else f"{entry.title}（{role}）"


def _unit_name(known: dict[int, Unit], entry: RosterEntry) -> str:
    unit = known.get(entry.unit_id)
    return unit.name if unit else ""


def _with_extension(entry: RosterEntry) -> str:
    phones = entry.phones
    return f"{phones.office_phone}\n转{phones.extension}" if phones.extension else phones.office_phone
