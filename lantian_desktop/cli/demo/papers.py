"""The demonstration's summaries, forms and registers, each written under the name of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lantian_desktop.domain.letters.register import RegisterKind
from lantian_desktop.domain.summaries.feedback import SummaryForm, SummaryNotes
from lantian_desktop.services.desk import blank_forms, exports
from lantian_desktop.services.files import write_file
from lantian_desktop.services.letters import dispatch, letters
from lantian_desktop.services.letters import registers as books
from lantian_desktop.services.office import Office
from lantian_desktop.services.summaries import summaries as feedback

TOPIC = "突出问题"
NOTES = SummaryNotes(
    "部分点位报告完成后复查仍有原状，存在虚报；个别点位整改后夜间恢复生产，出现反弹。",
    "对虚报、反弹的点位逐一核实责任，街道驻点监督。\n对临近期限的问题提前三日提醒，超期的发函催办。",
)


def summaries(office: Office, out: Path) -> list[Path]:
    """Write the summary in each of its forms."""
    topic = feedback.find_topic(office, text=TOPIC)
    written = []
    for form in SummaryForm:
        chosen = topic if form is SummaryForm.SPECIAL else None
        notes = None if form is SummaryForm.DAILY else NOTES
        figures = feedback.summary(office, form=form, topic=chosen)
        path = out / feedback.file_name(figures)
        write_file(path, feedback.summary_pdf(office, form=form, topic=chosen, notes=notes))
        written.append(path)
    return written


def forms(office: Office, out: Path) -> list[Path]:
    """Write the roster to print, to carry and to search, the 发文稿纸 of the newest letter, and one blank form of every kind."""
    rosters = [out / f"联络名册-{office.today}{ending}" for ending in (".pdf", ".vcf", ".html")]
    for path in rosters:
        exports.export_roster(office, path=path)
    newest = letters.letter_page(office, limit=1).rows[0]
    sheet = out / f"发文稿纸-{newest.number}.pdf"
    write_file(sheet, dispatch.letter_sheet(office, letter=newest))
    blank = []
    for form in _one_of_each(blank_forms.blank_forms(office, month=_next_month(office.today))):
        path = out / form.file_name
        write_file(path, form.make(office))
        blank.append(path)
    return [*rosters, sheet, *blank]


def _one_of_each(blanks: Sequence[blank_forms.BlankForm]) -> tuple[blank_forms.BlankForm, ...]:
    first = {form.subject: form for form in reversed(blanks)}
    return tuple(form for form in blanks if first[form.subject] is form)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def registers(office: Office, out: Path) -> list[Path]:
    """Write both registers as sheets and as documents."""
    written = []
    for kind in RegisterKind:
        for ending in (".xlsx", ".pdf"):
            path = out / f"{kind.label}-{office.today}{ending}"
            books.export_register(office, kind=kind, path=path)
            written.append(path)
    return written
