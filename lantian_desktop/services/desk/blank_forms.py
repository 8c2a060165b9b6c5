"""Forms for the pen: 核查清单 by template, 值班表 of a month, 值班日志, 资料移交清单, 发文稿纸. One list of them for every front door.

Beside the blank 值班表 stands the one with names, as soon as somebody was put in for the month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.roster.export import BookOptions, BookOrder, NumberForm, RosterScope
from lantian_desktop.domain.rota.schemes import HANDOVER_AT, ShiftPattern, day_mark, month_days
from lantian_desktop.services.admin import journal
from lantian_desktop.services.letters.dispatch import blank_sheet
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans.checklist_print import blank_pdf, form_title
from lantian_desktop.services.plans.verification import templates
from lantian_desktop.services.printing import faces
from lantian_desktop.services.roster.export import file_name
from lantian_desktop.services.roster.lines import number_form, whole_roster
from lantian_desktop.services.roster.print import WHOLE_BOOK, book_title, roster_pdf
from lantian_desktop.services.rota.print import month_of, rota_file_name, rota_sheet_pdf
from lantian_desktop.store.rota import rota as stored

LOG_ENTRIES, HANDOVER_ITEMS = 9, 10  # practice, in no regulation: rows that fill one page


@dataclass(frozen=True, slots=True)
class BlankForm:
    """One form: what it is called, the name of its file, and what makes it. `monthly` ones are made for a month.

    A 联络名册 tells with `wish` which lines it has and in which order.
    """

    title: str
    subject: str
    file_name: str
    make: Callable[[Office], bytes]
    monthly: bool = False
    note: str = ""
    book: BookOptions | None = None


def blank_forms(office: Office, *, month: date) -> tuple[BlankForm, ...]:
    """Return every blank form there is, those by month for the month in which `month` lies; the rota with names comes first."""
    rotas = tuple(
        BlankForm(
            f"{month.year}年{month.month}月值班表（{pattern.label}）",
            "值班表",
            f"值班表-{month.year}年{month.month}月-{pattern.label}.pdf",
            partial(rota_pdf, month=month, pattern=pattern),
            monthly=True,
        )
        for pattern in ShiftPattern
    )
    checklists = tuple(
        BlankForm(
            form_title(template.name),
            "核查清单",
            f"核查清单-空白-{template.name}.pdf",
            partial(blank_pdf, template=template),
        )
        for template in templates(office)
    )
    return (
        *arranged_rota(office, month=month),
        *rotas,
        BlankForm("值班日志", "值班日志", f"值班日志-{office.today}.pdf", partial(duty_log_pdf, day=office.today)),
        BlankForm("资料移交清单", "资料移交清单", "资料移交清单-空白.pdf", handover_pdf),
        BlankForm("发文稿纸", "发文稿纸", "发文稿纸-空白.pdf", blank_sheet),
        *checklists,
    )


def arranged_rota(office: Office, *, month: date) -> tuple[BlankForm, ...]:
    """Return the 值班表 with names of the month in which `month` lies; none while nobody was put in for it."""
    first, last = month_of(month)
    if not stored.seats(office.session, first, last):
        return ()
    name = rota_file_name(first=first, last=last)
    make = partial(rota_sheet_pdf, first=first, last=last)
    title = f"{first.year}年{first.month}月值班表"
    return (BlankForm(title, "值班表", name, make, monthly=True, note="已排班"),)


def roster_form(office: Office, *, book: BookOptions = WHOLE_BOOK) -> BlankForm:
    """Return a 联络名册 as one of the forms: it is not blank, but made anew just as they are."""
    numbers = number_form(office, book.numbers)
    order = "" if book.order is BookOrder.WHOLE or book.scope.round_number else f"（{book.order.label}）"
    return BlankForm(
        f"{book_title(office, book)}{order}",
        "联络名册",
        file_name(office, suffix=".pdf", scope=book.scope, numbers=numbers, order=book.order),
        partial(roster_pdf, book=book),
        note="完整号码" if numbers is NumberForm.FULL else "已隐号码",
        book=book,
    )


def roster_forms(office: Office) -> tuple[BlankForm, ...]:
    """Return the 联络名册 in every order it is asked for: whole, by unit, and each round by itself, the latest first."""
    rounds = sorted({line.round_number for line in whole_roster(office) if line.round_number is not None}, reverse=True)
    requests = (
        WHOLE_BOOK,
        BookOptions(BookOrder.BY_UNIT),
        *(BookOptions(BookOrder.BY_ROUND, RosterScope(round_number=number)) for number in rounds),
    )
    return tuple(roster_form(office, book=book) for book in requests)


def rota_pdf(office: Office, *, month: date, pattern: ShiftPattern = ShiftPattern.WHOLE_DAY) -> bytes:
    """Return the rota of a month with room for names, its days off marked as the office's calendar has them."""
    from lantian_desktop.documents.rota.sheet import RotaDay, RotaSheet, build  # reportlab: only where a page is made

    profile = office.profile
    days = month_days(month)
    phone = f"，值班电话{profile.contact_phone}" if profile.contact_phone else ""
    handover = f"{HANDOVER_AT.hour}:{HANDOVER_AT.minute:02d}"
    notes = [f"注：{pattern.label}，{handover}交接班{phone}。调班、替班须经带班领导同意并登记。"]
    if month.year not in office.calendar.years:
        notes.append(f"{month.year}年节假日安排未录入，本表未标注节假日。")
    content = RotaSheet(
        title=f"{profile.name}{month.year}年{month.month}月值班表",
        days=tuple(RotaDay(day, day_mark(office.calendar, day)) for day in days),
        shifts=pattern.shifts,
        unit=f"值班单位：{profile.name}",
        notes=tuple(notes),
    )
    return build(content, faces(office))


def duty_log_pdf(office: Office, *, day: date | None = None) -> bytes:
    """Return a log with room for a shift's entries; it carries the head of the journal as of now."""
    from lantian_desktop.documents.duty.log import DutyEntry, DutyLog, build  # reportlab: only where a page is made

    at = office.clock()
    content = DutyLog(
        title=f"{office.profile.name}值班日志",
        day=day,
        entries=(DutyEntry(),) * LOG_ENTRIES,
        journal_head=f"操作日志链头（{cn_date(at.date())} {at:%H:%M}）：{journal.head(office)}",
        unit=f"值班单位：{office.profile.name}",
    )
    return build(content, faces(office))


def handover_pdf(office: Office) -> bytes:
    """Return a list of material with room for what is handed over and for both signatures."""
    from lantian_desktop.documents.support.handover_list import (  # reportlab: only where a page is made
        HandoverList,
        MaterialItem,
        build,
    )

    items = (MaterialItem(),) * HANDOVER_ITEMS
    return build(HandoverList("资料移交清单", giver=office.profile.name, items=items), faces(office))
