"""The one-file HTML roster: its lines with every reading of every name, put into the page that lies in the resources."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.roster.export import NumberForm
from lantian_desktop.domain.roster.roster import RosterEntry, Unit
from lantian_desktop.domain.spelling import Spelling
from lantian_desktop.exchange.roster.html import HtmlLine, HtmlRoster, HtmlUnit, roster_html
from lantian_desktop.services.office import Office
from lantian_desktop.services.pinyin import name_spelling, text_spelling
from lantian_desktop.services.roster.print import post_of
from lantian_desktop.store.roster import units

TEMPLATE = "html/roster.html"


def page(office: Office, lines: Sequence[RosterEntry], *, title: str, numbers: NumberForm) -> bytes:
    """Return the page with these lines; units stand in their fixed order, those without a line left out."""
    used = {line.unit_id for line in lines}
    used_units = [unit for unit in units.all_units(office.session) if unit.id in used]
    place = {unit.id: index for index, unit in enumerate(used_units)}
    content = HtmlRoster(
        title=title,
        office=office.profile.name,
        as_of=cn_date(office.today),
        numbers=numbers,
        units=tuple(map(_unit, used_units)),
        lines=tuple(_line(line, place[line.unit_id]) for line in lines),
    )
    template = office.resources.joinpath(*TEMPLATE.split("/")).read_text(encoding="utf-8")
    return roster_html(content, template)


def _unit(unit: Unit) -> HtmlUnit:
    callings = " ".join(filter(None, (unit.short_name, *unit.aliases)))
    return HtmlUnit(
        unit.name, callings, _spelling_words(text_spelling(unit.name)), _spelling_words(text_spelling(unit.short_name))
    )


def _line(line: RosterEntry, unit: int) -> HtmlLine:
    phones = line.phones
    round_words = f"第{line.round_number}轮次" if line.round_number is not None else ""
    place_words = (post_of(line), f"{round_words}{line.group}")
    office_phone = " 转".join(filter(None, (phones.office_phone, phones.extension)))
    alone = "" if phones.office_phone else phones.extension
    numbers = (
        phones.mobile,
        phones.duty_phone,
        office_phone if phones.office_phone else "",
        alone,
        phones.fax,
        phones.email,
        phones.wechat,
    )
    return HtmlLine(
        unit,
        "　".join(filter(None, place_words)),
        line.name,
        _spelling_words(name_spelling(line.name)),
        numbers,
        line.remark,
        vacant=line.shown_name != line.name,
    )


def _spelling_words(spelling: Spelling) -> str:
    """Return the readings of every character: 单某 as `shan/dan/chan mou`; a sign without one is left blank."""
    return " ".join("/".join(readings) for readings in spelling.readings)
