"""The check before a letter is registered, where it looks into the register: numbers, days, earlier letters, letters of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.letters.letter import LetterDraft, LetterKind
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.letters.check import Finding, Severity, check, errors
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings
from lantian_desktop.store.letters import letters as register
from tests.factories import Wall
from tests.services.letters.test_kinds import fitting
from tests.services.test_main_job import confirmed

ERROR, WARNING = Severity.ERROR, Severity.WARNING
K = LetterKind
PLAN, RECTIFY = date(2019, 7, 22), date(2019, 8, 14)


def written(office: Office, draft: LetterDraft) -> tuple[Finding, ...]:
    """Return what is found about what somebody wrote: how near the last rows stand depends on the length of names alone."""
    return tuple(finding for finding in check(office, draft=draft) if "末页行距" not in finding.sentence)


@pytest.mark.parametrize("kind", K)
def test_nothing_is_found_in_a_letter_of_any_kind_over_one_issue(office: Office, photo: Path, kind: LetterKind) -> None:
    draft = letter_content.propose(office, issue_ids=[fitting(office, kind, photo).id], kind=kind).draft
    assert written(office, draft) == ()


def test_only_a_supervision_letter_must_set_due_dates(office: Office, photo: Path) -> None:
    for kind in K:
        draft = letter_content.propose(office, issue_ids=[fitting(office, kind, photo).id], kind=kind).draft
        bare = tuple(replace(one, plan_due=None, rectify_due=None) for one in draft.covered)
        wanted = {"plan_due", "rectify_due"} if kind is K.SUPERVISION else set()
        assert {each.field for each in errors(check(office, draft=replace(draft, covered=bare)))} == wanted


def test_the_day_of_the_letter(office: Office, wall: Wall) -> None:
    first, second = (confirmed(office, site=f"某点位{n}") for n in range(2))
    letters.issue_letter(office, draft=letter_content.propose(office, issue_ids=[first.id]).draft)
    wall.pass_days(1)
    dues = {"plan_due": PLAN, "rectify_due": RECTIFY}
    before = "办理日期 2019年7月14日 早于上一步的日期 2019年7月15日，请更正。"
    for day, sentences in (
        (date(2019, 7, 14), ("成文日期早于上一号函的日期 2019年7月15日，请更正。", f"{second.number} {before}")),
        (date(2019, 7, 17), ("成文日期晚于今天，请更正。",)),
    ):
        draft = letter_content.propose(office, issue_ids=[second.id], dated_on=day, **dues).draft
        assert errors(check(office, draft=draft)) == tuple(Finding(ERROR, each, "dated_on") for each in sentences)


def test_the_day_may_not_go_before_a_void_letter(office: Office, wall: Wall) -> None:
    first, second = (confirmed(office, site=f"某点位{n}") for n in range(2))
    wall.pass_days(2)
    void = letters.issue_letter(office, draft=letter_content.propose(office, issue_ids=[first.id]).draft)
    letters.void_letter(office, letter_id=void.id, reason="主送单位有误")
    dues = {"plan_due": PLAN, "rectify_due": RECTIFY}
    draft = letter_content.propose(office, issue_ids=[second.id], dated_on=date(2019, 7, 16), **dues).draft
    sentence = "成文日期早于上一号函的日期 2019年7月17日，请更正。"
    assert errors(check(office, draft=draft)) == (Finding(ERROR, sentence, "dated_on"),)
    with pytest.raises(Refused, match="2019年7月17日"):
        letters.issue_letter(office, draft=draft)


def test_the_day_may_not_go_before_the_last_step_of_an_issue(office: Office, wall: Wall) -> None:
    early = confirmed(office, site="某点位1")
    wall.pass_days(2)
    late = [confirmed(office, site=f"某点位{n}") for n in (2, 3)]
    ids = [early.id, *(issue.id for issue in late)]
    dues = {"plan_due": PLAN, "rectify_due": RECTIFY}
    draft = letter_content.propose(office, issue_ids=ids, dated_on=date(2019, 7, 16), **dues).draft
    sentence = f"{late[0].number} 办理日期 2019年7月16日 早于上一步的日期 2019年7月17日，请更正。"
    assert errors(check(office, draft=draft)) == (Finding(ERROR, sentence, "dated_on"),)
    only = letter_content.propose(office, issue_ids=[early.id], dated_on=date(2019, 7, 16), **dues).draft
    assert errors(check(office, draft=only)) == ()
    letters.issue_letter(office, draft=only)
    again = replace(only, title="关于再次督办某问题的督办函", dated_on=date(2019, 7, 16))
    wall.pass_days(1)
    assert errors(check(office, draft=again)) == ()  # assigned before: this letter takes no step of it


def test_an_issue_that_a_standing_letter_covers(office: Office) -> None:
    issue = confirmed(office, number="甲-1")
    draft = letter_content.propose(office, issue_ids=[issue.id]).draft
    first = letters.issue_letter(office, draft=draft)
    letters.issue_letter(office, draft=replace(draft, title=draft.title.replace("关于", "关于再次督办")))
    sentence = "甲-1 已列入督办函 高治霾函〔2019〕1号、高治霾函〔2019〕2号，请核对是否重复发函。"
    assert written(office, draft) == (Finding(WARNING, sentence, "issues", 0, 1),)
    letters.void_letter(office, letter_id=first.id, reason="主送单位有误")
    (left,) = written(office, draft)
    assert left.sentence == "甲-1 已列入督办函 高治霾函〔2019〕2号，请核对是否重复发函。"
    assert written(office, replace(draft, title=draft.title.replace("关于", "关于再次督办"))) == ()
    reminder = letter_content.propose(office, issue_ids=[issue.id], kind=K.REMINDER).draft
    letters.issue_letter(office, draft=reminder)
    assert written(office, reminder) == ()


def test_numbers_that_are_missing(office: Office) -> None:
    draft = letter_content.propose(office, issue_ids=[confirmed(office).id]).draft
    with office.session.write("取号"):
        register.take_serial(office.session, "高治霾函", 2019)
    sentence = "本函将取 2 号，登记簿中没有 1 号，请核对。"
    assert check(office, draft=draft) == (Finding(WARNING, sentence, "number"),)
    with office.session.write("取号"):
        register.take_serial(office.session, "高治霾函", 2019)
    (skipped,) = check(office, draft=draft)
    assert skipped.sentence == "本函将取 3 号，登记簿中没有 1 至 2 号，请核对。"
    letters.issue_letter(office, draft=draft)
    again = replace(draft, title="关于再次督办某问题的督办函")
    assert check(office, draft=again) == (Finding(WARNING, "2019 年发文登记簿缺 1、2 号，请核对。", "number"),)


def test_a_counter_that_lags_behind_the_register(office: Office) -> None:
    draft = letter_content.propose(office, issue_ids=[confirmed(office).id]).draft
    with office.session.write("登记"):
        register.register(office.session, number=DocumentNumber("高治霾函", 2019, 1), draft=draft, pdf=b"%PDF")
    again = replace(draft, title="关于再次督办某问题的督办函")
    sentence = "登记簿已有 1 号，编号却只取到 0 号，再取会重号，请先从备份恢复。"
    assert check(office, draft=again) == (Finding(ERROR, sentence, "number"),)
    with pytest.raises(Refused, match="重号"):
        letters.issue_letter(office, draft=again)


def test_a_prefix_that_cannot_stand_in_a_number(office: Office) -> None:
    draft = letter_content.propose(office, issue_ids=[confirmed(office).id]).draft
    with office.session.write("改代字"):
        settings.save_profile(office.session, replace(office.profile, prefix="高（治）函"))
    sentence = "发文机关代字“高（治）函”不能用于文号，请在设置的“本单位”中更正。"
    assert check(office, draft=draft) == (Finding(ERROR, sentence, "number"),)
