"""The command that issues a letter: it numbers, builds, registers and thereby assigns, then writes the PDF."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lantian_desktop.cli.arguments import choices, day, term
from lantian_desktop.cli.call import Call
from lantian_desktop.cli.output import Reply
from lantian_desktop.cli.targets import require_writable, target
from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.letter import Letter, LetterDraft, LetterKind, SupervisionType, Urgency
from lantian_desktop.domain.numbering import DocumentNumber
from lantian_desktop.services import issue_detail, letter_check, letter_content, letter_draft_file, letters
from lantian_desktop.services import issues as desk
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import find_unit


def declare_letter(parser: ArgumentParser) -> None:
    """Declare the arguments of letter."""
    parser.add_argument(
        "numbers", metavar="NO", nargs="+", help="问题编号，一个或多个；写一个发文字号则把已登记的那一份再写出一次"
    )
    parser.add_argument(
        "--kind",
        metavar="KIND",
        type=term(LetterKind),
        default=LetterKind.SUPERVISION,
        help=f"种类：{choices(LetterKind)}",
    )
    parser.add_argument("--to", metavar="UNIT", nargs="+", default=[], help="主送单位，不写时为各问题的属地单位")
    parser.add_argument("--on", metavar="DATE", type=day, help="成文日期，默认今天")
    parser.add_argument("--plan-due", metavar="DATE", type=day, help="方案期限，不写时按设置推算")
    parser.add_argument("--rectify-due", metavar="DATE", type=day, help="整改期限，不写时按设置推算")
    parser.add_argument(
        "--type", metavar="TYPE", type=term(SupervisionType), help=f"督办类型：{choices(SupervisionType)}"
    )
    parser.add_argument("--urgency", metavar="URGENCY", type=term(Urgency), help=f"紧急程度：{choices(Urgency)}")
    parser.add_argument("--title", metavar="TEXT", help="标题，不写时用默认标题")
    parser.add_argument("--signatory", metavar="NAME", help="签发人（只记在登记簿中）")
    parser.add_argument("--copied-to", metavar="UNIT", nargs="+", help="抄送单位")
    parser.add_argument("--docx", action="store_true", help="只写出可编辑的征求意见稿（.docx），不登记、不编号、不交办")
    parser.add_argument(
        "-o", "--output", metavar="FILE.pdf", type=Path, required=True, help="写到这个 PDF；写文件夹时按文号命名"
    )


def letter(call: Call) -> Reply:
    """Issue a letter over the issues named, or write a registered one again when its number is named."""
    if call.options.docx:
        return _draft_file(call)
    require_writable(call.options.output, suffixes=(".pdf",))
    with call.office() as office:
        registered = _registered(call.options.numbers)
        if registered is not None:
            return _again(office, call, registered)
        draft = _draft(office, call, _ids(office, call.options.numbers))
        _warn(office, call, draft)
        issued = letters.issue_letter(office, draft=draft)
        path = target(call.options.output, issued.file_name)
        _save(office, issued, path)
    return Reply(_told(issued, path), _record(issued, path, call.options.numbers))


def _ids(office: Office, numbers: Sequence[str]) -> list[int]:
    return [desk.issue_by_number(office, number=number).id for number in dict.fromkeys(numbers)]


def _draft_file(call: Call) -> Reply:
    """Write the draft for leaders to edit; nothing is registered."""
    require_writable(call.options.output, suffixes=(letter_draft_file.SUFFIX,))
    if _registered(call.options.numbers) is not None:
        raise InvalidInput("已登记的函以原件为准，不能再导出征求意见稿，请去掉 --docx 写出 PDF。", field="docx")
    with call.office() as office:
        draft = _draft(office, call, _ids(office, call.options.numbers))
        path = target(call.options.output, letter_draft_file.file_name(draft))
        letter_draft_file.save_draft(office, draft=draft, path=path)
    told = f"征求意见稿已写到“{path}”，没有登记，也没有编号。"
    return Reply(told, {"title": draft.title, "issues": list(call.options.numbers), "file": path})


def _registered(numbers: Sequence[str]) -> DocumentNumber | None:
    """Return the 发文字号 that was named instead of issues, or None."""
    try:
        return DocumentNumber.parse(numbers[0]) if len(numbers) == 1 else None
    except InvalidInput:
        return None


def _again(office: Office, call: Call, number: DocumentNumber) -> Reply:
    held = letters.letter_by_number(office, number=str(number))
    pdf = letters.reprint(office, letter_id=held.id)
    path = target(call.options.output, held.file_name)
    letters.write_file(path, pdf)
    numbers = [issue_detail.issue_detail(office, issue_id=one.issue_id).issue.number for one in held.draft.covered]
    return Reply(f"{number} 已再次写到“{path}”。", _record(held, path, numbers))


def _save(office: Office, issued: Letter, path: Path) -> None:
    """Write the PDF; when that fails the letter is registered all the same, and the sentence says how to get it."""
    try:
        letters.save_pdf(office, letter_id=issued.id, path=path)
    except OfficeError as error:
        again = f"解决后运行 lantian letter {issued.number} -o 文件.pdf 再写出一次，不要重新制发。"
        raise OfficeError(f"{issued.number} 已登记，问题已交办，但文件没有写出：{error.sentence}{again}") from error


def _draft(office: Office, call: Call, ids: Sequence[int]) -> LetterDraft:
    """Return the proposed draft with what the options say instead; how due dates were worked out goes to stderr."""
    options = call.options
    proposal = letter_content.propose(
        office,
        issue_ids=ids,
        dated_on=options.on,
        plan_due=options.plan_due,
        rectify_due=options.rectify_due,
        addressee_ids=[find_unit(office, text=name, field="to").id for name in options.to],
    )
    for working in proposal.workings:
        call.say(working)
    given = {
        "type": options.type,
        "urgency": options.urgency,
        "title": options.title,
        "signatory": options.signatory,
        "copied_to": tuple(options.copied_to) if options.copied_to else None,
    }
    return replace(
        proposal.draft, kind=options.kind, **{field: value for field, value in given.items() if value is not None}
    )


def _warn(office: Office, call: Call, draft: LetterDraft) -> None:
    for finding in letter_check.check(office, draft=draft):
        if finding.severity is letter_check.Severity.WARNING:
            call.say(f"提醒：{finding.sentence}")


def _told(issued: Letter, path: Path) -> str:
    return f"{issued.number} 已登记，涵盖 {len(issued.draft.covered)} 项问题，已写到“{path}”。"


def _record(issued: Letter, path: Path, numbers: Sequence[str]) -> dict[str, object]:
    return {
        "document_number": str(issued.number),
        "kind": issued.draft.kind,
        "type": issued.draft.type,
        "title": issued.draft.title,
        "dated_on": issued.draft.dated_on,
        "issues": list(numbers),
        "sha256": issued.pdf_sha256,
        "file": path,
    }
