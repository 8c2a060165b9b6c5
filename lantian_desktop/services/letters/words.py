"""The part of a letter's check that is about its words: title, contact, annex, proofreading, persons, glyphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lantian_desktop.domain.issues.issue import Complainant
from lantian_desktop.domain.letters.flaws import FlawRule, Severity
from lantian_desktop.domain.letters.proof_words import mobile_flaws, secret_flaws
from lantian_desktop.domain.letters.proofreading import proofread
from lantian_desktop.domain.roster.roster import well_formed
from lantian_desktop.services.letters.findings import BETWEEN_UNITS, Finding, Subject, error, warning
from lantian_desktop.services.printing import faces

if TYPE_CHECKING:
    from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole

_MOST_TITLE_LINES = 3
_FINAL_MARKS = "。，、；：！？.,;:!?"
_ANNEX = re.compile(r"(?P<see>见)?(?<![原来])附件(?P<number>[0-9]+|[一二三四五六七八九十](?![一-鿿]))?")
_NUMERALS = "零一二三四五六七八九十"
_NOBODY = re.compile("某|匿名|群众|市民|居民|村民|网民|网友|业主|^(?:不详|未留名?)$")
_PHONES = re.compile(r"[^、，；,;/\s]+(?: [0-9-]+)*")


def title_findings(subject: Subject) -> Iterator[Finding]:
    """Yield what is wrong with the form of the title: 关于…的 and the word of its kind, no final mark, few lines."""
    from lantian_desktop.documents.kit.title import (
        title_lines,  # the rooms of documents are entered where a page is made
    )

    title = subject.draft.title.rstrip()
    if not title:
        yield error("请填写标题。", "title")
        return
    if title[-1] in _FINAL_MARKS:
        yield warning(f"标题末尾不加标点，请删去“{title[-1]}”。", "title", len(title) - 1, len(title))
    plain = "".join(title.rstrip(_FINAL_MARKS).split("\n"))
    word = subject.draft.rules.title_end
    if not re.search(f"关于.+的{word}$", plain):
        yield warning(f"标题通常写作“关于…的{word}”，请核对。", "title")
    lines = len(title_lines(title))
    if lines > _MOST_TITLE_LINES:
        yield warning(f"标题排成 {lines} 行，一般不超过{_NUMERALS[_MOST_TITLE_LINES]}行，请精简。", "title")


def contact_findings(subject: Subject) -> Iterator[Finding]:
    """Yield a missing contact and numbers that nobody could dial."""
    person, phone = subject.draft.contact_person.strip(), subject.draft.contact_phone
    if not person and not phone.strip():
        yield warning("没有填写联系人和联系电话，请补上。", "contact_person")
    elif not person:
        yield warning("没有填写联系人，请补上。", "contact_person")
    elif not phone.strip():
        yield warning("没有填写联系电话，请补上。", "contact_phone")
    for found in _PHONES.finditer(phone):
        if not well_formed(found[0].replace("转", "-")):
            sentence = f"联系电话“{found[0]}”不像完整的号码，请核对。"
            yield warning(sentence, "contact_phone", found.start(), found.end())


def annex_findings(subject: Subject) -> Iterator[Finding]:
    """Yield annexes named in the body that are not there, and an annex the body does not name."""
    draft = subject.draft
    count = len(draft.annexes) + bool(draft.covered and draft.with_list)
    named = list(_ANNEX.finditer(subject.body))
    if count and not named and subject.body.strip():
        yield warning("正文没有提到附件，请在相应处写明“（问题清单见附件）”。", "body")
    for found in named:
        number = found["number"] or "1"
        wanted = int(number) if number.isascii() else _NUMERALS.index(number)
        if not count and found["see"]:
            sentence = f"正文写有“{found[0]}”，但本函没有附件，请列入问题或删去。"
            yield error(sentence, "body", found.start(), found.end())
        elif wanted > count:
            sentence = (
                f"正文提到“{found[0]}”，本函只有 {count} 个附件，请核对。"
                if count
                else (f"正文提到“{found[0]}”，本函没有附件，请核对。")
            )
            yield warning(sentence, "body", found.start(), found.end())


def text_findings(subject: Subject) -> Iterator[Finding]:
    """Yield the flaws of every text; a contact may be given by mobile, but nothing secret stands anywhere."""
    if not subject.body.strip():
        yield error("正文为空，请填写正文。", "body")
    draft = subject.draft
    texts = {
        "title": draft.title,
        "body": subject.body,
        "addressed_to": BETWEEN_UNITS.join(draft.addressed_to),
        "copied_to": BETWEEN_UNITS.join(draft.copied_to),
    }
    for field, text in texts.items():
        for flaw in proofread(text):
            yield Finding(flaw.severity, flaw.sentence, field, flaw.start, flaw.end)
    for row, annex in enumerate(draft.annexes):
        for flaw in proofread(f"{annex.title}\n{annex.text}"):
            yield Finding(flaw.severity, f"附件《{annex.title}》：{flaw.sentence}", "annexes", row, row + 1)
    people = {
        "contact_person": draft.contact_person,
        "contact_phone": draft.contact_phone,
        "signatory": draft.signatory,
    }
    for field, text in people.items():
        for flaw in proofread(text):
            if flaw.rule is FlawRule.SECRET:
                yield Finding(flaw.severity, flaw.sentence, field, flaw.start, flaw.end)


def record_findings(subject: Subject) -> Iterator[Finding]:
    """Yield what may not be printed in the list of issues: secret words, mobiles and complainants in their records."""
    for row, (covered, text) in enumerate(zip(subject.draft.covered, subject.printed, strict=True)):
        issue = subject.issues.get(covered.issue_id)
        if issue is None:
            continue
        troubles: dict[str, Iterator[object]] = {
            "涉密字样，本系统不得录入涉密信息": (
                mark for mark in secret_flaws(text) if mark.severity is Severity.ERROR
            ),
            "个人手机号码，附件会印出来": mobile_flaws(text),
            "信访人的姓名或电话，附件会印出来": _complainant_places(text, issue.complainant),
        }
        for trouble in (trouble for trouble, places in troubles.items() if any(places)):
            sentence = f"{issue.number} 的问题记录中有{trouble}，请先更正问题记录。"
            yield error(sentence, "issues", row, row + 1)


def complainant_findings(subject: Subject) -> Iterator[Finding]:
    """Yield names and phones of complainants wherever they may be typed; the sentence does not repeat them."""
    draft = subject.draft
    texts = (
        ("title", "标题", draft.title),
        ("body", "正文", subject.body),
        ("addressed_to", "主送", BETWEEN_UNITS.join(draft.addressed_to)),
        ("copied_to", "抄送", BETWEEN_UNITS.join(draft.copied_to)),
        ("contact_person", "联系人", draft.contact_person),
        ("contact_phone", "联系电话", draft.contact_phone),
    )
    for field, label, text in texts:
        for issue in subject.issues.values():
            for start, end in _complainant_places(text, issue.complainant):
                sentence = f"{label}中有 {issue.number} 信访人的姓名或电话，不得写入公文，请删去。"
                yield error(sentence, field, start, end)
    for row, annex in enumerate(draft.annexes):
        for issue in subject.issues.values():
            if any(_complainant_places(f"{annex.title}\n{annex.text}", issue.complainant)):
                sentence = f"附件《{annex.title}》中有 {issue.number} 信访人的姓名或电话，不得写入公文，请删去。"
                yield error(sentence, "annexes", row, row + 1)


def _complainant_places(text: str, complainant: Complainant) -> Iterator[tuple[int, int]]:
    name = complainant.name.strip()
    digits = re.findall("[0-9]", complainant.phone)
    forms = [re.escape(name)] if len(name) > 1 and not _NOBODY.search(name) else []
    if len(digits) > 6:
        forms.append(r"(?<![0-9])" + "[ -]?".join(digits) + r"(?![0-9])")
    if forms:
        yield from (found.span() for found in re.finditer("|".join(forms), text))


def glyph_findings(subject: Subject) -> Iterator[Finding]:
    """Yield characters that no face can draw, each once an entry, with its code point."""
    from lantian_desktop.documents.kit.fonts import FaceRole  # reportlab: only where a page is made

    draft, written = subject.draft, (FaceRole.BODY, FaceRole.HEI, FaceRole.KAI)
    texts: tuple[tuple[str, str, str, tuple[FaceRole, ...]], ...] = (
        ("title", "标题", draft.title, (FaceRole.MARK,)),
        ("body", "正文", subject.body, written),
        ("addressed_to", "主送", BETWEEN_UNITS.join(draft.addressed_to), (FaceRole.BODY,)),
        ("copied_to", "抄送", BETWEEN_UNITS.join(draft.copied_to), (FaceRole.BODY,)),
        ("contact_person", "联系人", draft.contact_person, (FaceRole.BODY,)),
        ("contact_phone", "联系电话", draft.contact_phone, (FaceRole.BODY,)),
        ("signatory", "签发人", draft.signatory, (FaceRole.KAI,)),
    )
    book = faces(subject.office)
    for field, label, text, roles in texts:
        for start, character in _missing(book, text, roles):
            yield error(_no_glyph(label, character), field, start, start + 1)
    for row, annex in enumerate(draft.annexes):
        for _, character in _missing(book, f"{annex.title}\n{annex.text}", (FaceRole.MARK, *written)):
            yield error(_no_glyph(f"附件《{annex.title}》", character), "annexes", row, row + 1)
    for row, text in enumerate(subject.printed):
        for _, character in _missing(book, text, (FaceRole.SONG,)):
            yield error(_no_glyph(f"列入的第 {row + 1} 个问题", character), "issues", row, row + 1)


def _missing(book: FaceBook, text: str, roles: Sequence[FaceRole]) -> list[tuple[int, str]]:
    """Return the characters of a text that one of the roles cannot draw, each where it stands first."""
    from lantian_desktop.documents.kit.marks import clean

    drawn = set(clean(text)) - {"\n"}
    lacking = (each for each in drawn if any(book.face_for(each, role) is None for role in roles))
    return sorted((text.find(each), each) for each in lacking)


def _no_glyph(where: str, character: str) -> str:
    shown = f"“{character}”" if character.isprintable() else "一个字"
    return f"{where}中的{shown}（U+{ord(character):04X}）没有可用的字形，无法打印，请改用其他写法。"
