"""The command that issues letters of every kind: it numbers, builds, registers and thereby assigns, then writes the PDFs."""

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
from lantian_desktop.domain.letters.letter import KINDS, Letter, LetterDraft, LetterKind, SupervisionType, Urgency
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.services.files import write_file
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues as desk
from lantian_desktop.services.letters import (
    batch as letter_batch,
)
from lantian_desktop.services.letters import (
    check as letter_check,
)
from lantian_desktop.services.letters import (
    content as letter_content,
)
from lantian_desktop.services.letters import (
    draft_file as letter_draft_file,
)
from lantian_desktop.services.letters import (
    letters,
)
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import find_unit


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
    parser.add_argument(
        "--to",
        metavar="UNIT",
        nargs="+",
        default=[],
        help="主送：名册中的单位；上行文（申诉函、整改方案、整改情况报告）照写的名称印出。不写时为属地单位或上级办公室",
    )
    parser.add_argument("--per-unit", action="store_true", help="一单位一函：每个属地单位各发一件，-o 须写文件夹")
    parser.add_argument("--on", metavar="DATE", type=day, help="成文日期，默认今天")
    parser.add_argument("--plan-due", metavar="DATE", type=day, help="方案期限，不写时按设置推算")
    parser.add_argument("--rectify-due", metavar="DATE", type=day, help="整改期限，不写时按设置推算")
    parser.add_argument(
        "--type", metavar="TYPE", type=term(SupervisionType), help=f"督办类型：{choices(SupervisionType)}"
    )
    parser.add_argument("--urgency", metavar="URGENCY", type=term(Urgency), help=f"紧急程度：{choices(Urgency)}")
    parser.add_argument("--title", metavar="TEXT", help="标题，不写时用默认标题")
    parser.add_argument("--signatory", metavar="NAME", help="签发人（文件格式印在文号右侧，信函格式只记在登记簿中）")
    parser.add_argument("--copied-to", metavar="UNIT", nargs="+", help="抄送单位")
    parser.add_argument("--docx", action="store_true", help="只写出可编辑的征求意见稿（.docx），不登记、不编号、不交办")
    parser.add_argument(
        "-o", "--output", metavar="FILE.pdf", type=Path, required=True, help="写到这个 PDF；写文件夹时按文号命名"
    )


def letter(call: Call) -> Reply:
    """Issue a letter over the issues named, or write a registered one again when its number is named."""
    options = call.options
    if options.docx:
        return _draft_file(call)
    require_writable(options.output, suffixes=(".pdf",))
    with call.office() as office:
        registered = _registered(options.numbers)
        if registered is not None:
            return _again(office, call, registered)
        numbers = list(dict.fromkeys(options.numbers))
        ids = {desk.issue_by_number(office, number=number).id: number for number in numbers}
        draft = _draft(office, call, list(ids))
        drafts = _per_unit(office, call, draft) if options.per_unit else (draft,)
        for one in drafts:
            _warn(office, call, one)
        issued = letters.issue_letters(office, drafts=drafts)
        paths = _save(office, issued, options.output)
    message = "\n".join(_issued_line(issued_letter, path) for issued_letter, path in zip(issued, paths, strict=True))
    made = [
        _record(issued_letter, path, [ids[one.issue_id] for one in issued_letter.draft.covered])
        for issued_letter, path in zip(issued, paths, strict=True)
    ]
    return Reply(message, {"letters": made} if options.per_unit else made[0])


def _per_unit(office: Office, call: Call, draft: LetterDraft) -> tuple[LetterDraft, ...]:
    """Return one draft a unit, with the template's words unless a title was given; refuse what cannot go out so."""
    if not letter_batch.may_batch(draft.kind):
        raise InvalidInput(f"{draft.kind.label}报送上级，不能一单位一函，请去掉 --per-unit。", field="per_unit")
    if call.options.to:
        raise InvalidInput("一单位一函时各件主送各自的属地单位，请去掉 --to。", field="to")
    if not call.options.output.is_dir():
        raise InvalidInput("一单位一函写出几个文件，-o 请写一个已有的文件夹。", field="output")
    title, paragraphs = letter_batch.template(office, kind=draft.kind, type=draft.type, covered=draft.covered)
    return letter_batch.per_unit(office, draft=replace(draft, title=call.options.title or title, paragraphs=paragraphs))


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
    message = f"征求意见稿已写到“{path}”，没有登记，也没有编号。"
    return Reply(message, {"title": draft.title, "issues": list(call.options.numbers), "file": path})


def _registered(numbers: Sequence[str]) -> DocumentNumber | None:
    """Return the 发文字号 that was named instead of issues, or None."""
    try:
        return DocumentNumber.parse(numbers[0]) if len(numbers) == 1 else None
    except InvalidInput:
        return None


def _again(office: Office, call: Call, number: DocumentNumber) -> Reply:
    stored_letter = letters.letter_by_number(office, number=str(number))
    pdf = letters.reprint(office, letter_id=stored_letter.id)
    path = target(call.options.output, stored_letter.file_name)
    write_file(path, pdf)
    numbers = [
        issue_detail.issue_detail(office, issue_id=one.issue_id).issue.number for one in stored_letter.draft.covered
    ]
    return Reply(f"{number} 已再次写到“{path}”。", _record(stored_letter, path, numbers))


def _save(office: Office, issued: Sequence[Letter], output: Path) -> list[Path]:
    """Write the PDFs and return their paths; one that fails is registered all the same, and the sentence says how to get it."""
    failed: list[OfficeError] = []
    paths = [target(output, one.file_name) for one in issued]
    for one, path in zip(issued, paths, strict=True):
        try:
            letters.save_pdf(office, letter_id=one.id, path=path)
        except OfficeError as error:
            done = "已登记，问题已交办" if one.draft.kind is LetterKind.SUPERVISION else "已登记"
            again = f"解决后运行 lantian letter {one.number} -o 文件.pdf 再写出一次，不要重新制发。"
            failed.append(OfficeError(f"{one.number} {done}，但文件没有写出：{error.sentence}{again}"))
            failed[-1].__cause__ = error
    if failed:
        raise failed[0]
    return paths


def _draft(office: Office, call: Call, ids: Sequence[int]) -> LetterDraft:
    """Return the proposed draft with what the options say instead; how due dates were worked out goes to stderr."""
    options = call.options
    upward = KINDS[options.kind].upward
    proposal = letter_content.propose(
        office,
        issue_ids=ids,
        kind=options.kind,
        type=options.type or SupervisionType.ORDINARY,
        dated_on=options.on,
        plan_due=options.plan_due,
        rectify_due=options.rectify_due,
        addressee_ids=[] if upward else [find_unit(office, text=name, field="to").id for name in options.to],
    )
    for working in proposal.workings:
        call.say(working)
    given = {
        "urgency": options.urgency,
        "title": options.title,
        "signatory": options.signatory,
        "copied_to": tuple(options.copied_to) if options.copied_to else None,
        "addressed_to": tuple(options.to) if options.to and upward else None,
    }
    return replace(proposal.draft, **{field: value for field, value in given.items() if value is not None})


def _warn(office: Office, call: Call, draft: LetterDraft) -> None:
    for finding in letter_check.check(office, draft=draft):
        if finding.severity is letter_check.Severity.WARNING:
            call.say(f"提醒：{finding.sentence}")


def _issued_line(issued: Letter, path: Path) -> str:
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
