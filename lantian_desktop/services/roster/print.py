"""The 联络名册 as a document: whole, by unit or by round, mobiles as the user may see them. A unit of several lines is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from lantian_desktop.domain.roster.export import BookOptions, BookOrder, NumberForm
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry, Side, Unit
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.services.roster.lines import number_form, scope_caption, shown_lines
from lantian_desktop.store.roster import units

if TYPE_CHECKING:
    from lantian_desktop.documents.roster.book import RosterLine, RosterSection

MASKED_NOTE = "注：手机号已隐去中间四位。姓名为“待报”的岗位尚未报送人员。"
FULL_NOTE = "注：含完整手机号，仅供内部使用，请妥善保管。姓名为“待报”的岗位尚未报送人员。"
WHOLE_BOOK = BookOptions()


def roster_pdf(office: Office, *, book: BookOptions = WHOLE_BOOK) -> bytes:
    """Return the roster as a document; its foot note says which form of the mobiles it carries."""
    from lantian_desktop.documents.roster.book import RosterBook, build  # reportlab: only where a page is made

    form = number_form(office, book.numbers)
    lines = shown_lines(office, scope=book.scope, numbers=form)
    content = RosterBook(
        title=book_title(office, book),
        as_of=office.today,
        sections=_sections(office, lines, book.order),
        unit=f"编制单位：{office.profile.name}",
        note=FULL_NOTE if form is NumberForm.FULL else MASKED_NOTE,
        page_each=book.page_each,
    )
    return build(content, faces(office))


def book_title(office: Office, book: BookOptions) -> str:
    """Return 高陵区铁腕治霾办联络名册（第12轮次）."""
    caption = scope_caption(office, book.scope)
    return f"{office.profile.name}联络名册{f'（{caption}）' if caption else ''}"


def _sections(office: Office, lines: Sequence[RosterEntry], order: BookOrder) -> tuple[RosterSection, ...]:
    from lantian_desktop.documents.roster.book import RosterSection

    makers: dict[BookOrder, Callable[[Office, Sequence[RosterEntry]], list[RosterSection]]] = {
        BookOrder.WHOLE: _whole,
        BookOrder.BY_UNIT: _by_unit,
        BookOrder.BY_ROUND: _by_round,
    }
    made = makers[order](office, lines)
    return tuple(section for section in made if section.lines) or (RosterSection("", ()),)


def _whole(office: Office, lines: Sequence[RosterEntry]) -> list[RosterSection]:
    """Return the posts outside rounds under one caption and those of each round under its own."""
    from lantian_desktop.documents.roster.book import RosterSection

    known = {unit.id: unit for unit in units.all_units(office.session)}
    standing = [line for line in lines if line.round_number is None]
    rounds = [
        RosterSection(caption, tuple(_line(entry, _place(known, entry)) for entry in entries))
        for caption, entries in _rounds(office, lines)
    ]
    return [RosterSection("联络人员", tuple(_line(entry, _place(known, entry)) for entry in standing)), *rounds]


def _by_unit(office: Office, lines: Sequence[RosterEntry]) -> list[RosterSection]:
    """Return a section for each unit, in the order of the roster; the caption names the unit for all its lines."""
    from lantian_desktop.documents.roster.book import RosterSection

    known = {unit.id: unit for unit in units.all_units(office.session)}
    of_unit = groupby(sorted(lines, key=lambda line: (known[line.unit_id].order, line.unit_id)), key=_unit_id)
    return [
        RosterSection(known[unit_id].name, tuple(_line(entry, "", _of_round(entry)) for entry in entries), place="")
        for unit_id, entries in of_unit
    ]


def _by_round(office: Office, lines: Sequence[RosterEntry]) -> list[RosterSection]:
    """Return a section for each round, its groups in their order; posts outside rounds are not part of it."""
    from lantian_desktop.documents.roster.book import RosterSection

    known = {unit.id: unit for unit in units.all_units(office.session)}
    return [
        RosterSection(
            caption, tuple(_line(entry, entry.group or _unit_name(known, entry)) for entry in entries), place="工作组"
        )
        for caption, entries in _rounds(office, lines)
    ]


def _rounds(office: Office, lines: Sequence[RosterEntry]) -> list[tuple[str, Sequence[RosterEntry]]]:
    """Return the caption and the lines of each round that has any."""
    captions = {round_.number: round_.caption() for round_ in units.rounds(office.session)}
    numbers = sorted({line.round_number for line in lines if line.round_number is not None})
    return [
        (
            f"{captions.get(number, f'第{number}轮次')}工作组人员",
            _grouped(office, number, (line for line in lines if line.round_number == number)),
        )
        for number in numbers
    ]


def _grouped(office: Office, round_number: int, entries: Iterable[RosterEntry]) -> Sequence[RosterEntry]:
    """Return a round's lines by group, in the round's order of groups; the order within a group stays."""
    order = {group.name: place for place, group in enumerate(units.groups(office.session, round_number))}
    return sorted(entries, key=lambda entry: (order.get(entry.group, len(order)), entry.group))


def _line(entry: RosterEntry, place: str, before: str = "") -> RosterLine:
    from lantian_desktop.documents.roster.book import RosterLine

    return RosterLine(
        unit=place,
        post="\n".join(filter(None, (before, post_of(entry)))),
        name=entry.shown_name,
        office_phone=with_extension(entry),
        mobile=entry.phones.mobile,
        duty_phone=entry.phones.duty_phone,
        fax=entry.phones.fax,
        remark=entry.remark,
    )


def post_of(entry: RosterEntry) -> str:
    """Return title, role (once where one says the other; 其他 says nothing) and which of two persons it is: 主任（联络员）A角."""
    role, title = entry.role.label, entry.title
    title_says_it = entry.role is PostRole.OTHER or role in title
    post = role if not title or title in role else title if title_says_it else f"{title}（{role}）"
    return f"{post}{side_of(entry)}"


def side_of(entry: RosterEntry) -> str:
    """Return A角 or B角, empty for a post that one person holds alone."""
    return "" if entry.side is Side.NONE else entry.side.label


def _unit_id(entry: RosterEntry) -> int:
    return entry.unit_id


def _of_round(entry: RosterEntry) -> str:
    return f"第{entry.round_number}轮次{entry.group}" if entry.round_number is not None else entry.group


def _place(known: dict[int, Unit], entry: RosterEntry) -> str:
    return "\n".join(part for part in (_unit_name(known, entry), entry.group) if part)


def _unit_name(known: dict[int, Unit], entry: RosterEntry) -> str:
    unit = known.get(entry.unit_id)
    return unit.name if unit else ""


def with_extension(entry: RosterEntry) -> str:
    """Return the office phone and, on a line of its own, the extension."""
    phones = entry.phones
    return f"{phones.office_phone}\n转{phones.extension}" if phones.extension else phones.office_phone
