"""`lantian demo OUT`: the demonstration office, its story, and the papers that come of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lantian_desktop.cli.demo import (
    desk as demo_desk,
)
from lantian_desktop.cli.demo import (
    duty as demo_duty,
)
from lantian_desktop.cli.demo import (
    office as demo_office,
)
from lantian_desktop.cli.demo import (
    papers as demo_papers,
)
from lantian_desktop.cli.demo import (
    story as demo_story,
)
from lantian_desktop.cli.demo.clock import LAST_DAY
from lantian_desktop.cli.demo.office import DemoOffice
from lantian_desktop.domain.letters.letter import Letter
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.services.desk import exports
from lantian_desktop.services.desk.imports import RowVerdict, write_error_list
from lantian_desktop.services.files import write_file
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import checklist_print

OFFICE, SCREENS, PHOTOS = "office", "screens", "佐证材料"


def make_demo_office(folder: Path, *, resources: Path) -> Office:
    """Make the demonstration office in `folder` with everything that happens in it; return it opened for a window."""
    with TemporaryDirectory() as photos:
        demo, _, _ = _happened(folder, resources, Path(photos))
    return demo.office


def _happened(folder: Path, resources: Path, photos: Path) -> tuple[DemoOffice, tuple[Letter, ...], Checklist]:
    demo = demo_office.make(folder, resources)
    try:
        demo_duty.arrange(demo)
        issued, checklist = demo_story.tell(demo, photos)
        demo_desk.keep(demo)
    except BaseException:
        demo.office.session.close()
        raise
    return demo, issued, checklist


def make(
    out: Path, resources: Path, *, screens: Callable[[Office, Path], None] | None, say: Callable[[str], None]
) -> tuple[Path, ...]:
    """Make the demonstration in `out` and return every file written, the office itself apart."""
    say("正在建立示例单位、导入示例名册和问题清单并办理……")
    demo, issued, checklist = _happened(out / OFFICE, resources, out / PHOTOS)
    try:
        say("正在生成文书和表格……")
        written = [*_letters(demo.office, issued, out), *_papers(demo, checklist, out)]
        if screens is not None:
            say("正在截取各页面……")
            screens(demo.office, out / SCREENS)
            written += sorted((out / SCREENS).glob("*.png"))
    finally:
        demo.office.session.close()
    return tuple(written)


def _letters(office: Office, issued: tuple[Letter, ...], out: Path) -> list[Path]:
    paths = [out / letter.file_name for letter in issued]
    for letter, path in zip(issued, paths, strict=True):
        letters.save_pdf(office, letter_id=letter.id, path=path)
    return paths


def _papers(demo: DemoOffice, checklist: Checklist, out: Path) -> list[Path]:
    office, day = demo.office, LAST_DAY
    number = issue_detail(office, issue_id=checklist.issue_id).issue.number
    ledger_sheet, ledger_pdf = out / f"问题整改台账-{day}.xlsx", out / f"问题整改台账-{day}.pdf"
    for path in (ledger_sheet, ledger_pdf):
        exports.export_ledger(office, path=path)
    roster = out / f"联络名册-{day}.xlsx"
    exports.export_roster(office, path=roster)
    form = out / f"核查清单-{number}.pdf"
    write_file(form, checklist_print.form_pdf(office, checklist=checklist))
    made = [*demo_papers.summaries(office, out), *demo_papers.forms(office, out), *demo_papers.registers(office, out)]
    made += [*demo_duty.write(office, out), *demo_desk.write(office, out)]
    return [ledger_sheet, ledger_pdf, roster, form, *made, *_error_lists(demo, out)]


def _error_lists(demo: DemoOffice, out: Path) -> list[Path]:
    faulty = [plan for plan in demo.imported if plan.count(RowVerdict.FAULTY)]
    paths = [out / f"导入错误清单-{plan.path.stem}.xlsx" for plan in faulty]
    for plan, path in zip(faulty, paths, strict=True):
        write_error_list(demo.office, plan=plan, path=path)
    return paths
