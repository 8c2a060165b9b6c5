"""The check before a letter is registered: each finding with its sentence, its entry and its place, and good letters without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from lantian_desktop.domain.issues.issue import Complainant, IssueSource
from lantian_desktop.domain.letters.letter import CoveredIssue, LetterDraft, LetterKind, TextAnnex
from lantian_desktop.services.issues import issues
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters.check import Finding, Severity, check, errors
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.store.roster import units
from tests.factories import Wall, make_office, new_issue
from tests.services.test_main_job import confirmed

ERROR, WARNING = Severity.ERROR, Severity.WARNING
K = LetterKind
PLAN, RECTIFY = date(2019, 7, 22), date(2019, 8, 14)


@dataclass(frozen=True)
class Desk:
    """An office, a letter over three of its issues that nothing is wrong with, and issues of other kinds."""

    office: Office
    draft: LetterDraft
    others: dict[str, int]
    units: dict[str, int]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Nothing is registered here, so that all tests may look at one office."""
    office = make_office(tmp_path_factory.mktemp("check") / "office", Wall(datetime(2019, 7, 15, 9, 30)))
    covered = [confirmed(office, site=f"某点位{n}", number=f"甲-{n}").id for n in range(3)]
    complaint = {"source": IssueSource.COMPLAINT, "complainant": Complainant("赵示例", "029-86911111")}
    others = {
        "pending": issues.register_issue(office, issue=new_issue(office, number="乙-1")).id,
        "complaint": issues.register_issue(office, issue=new_issue(office, number="乙-2", **complaint)).id,
        "complained": issues.register_issue(
            office, issue=new_issue(office, number="乙-3", description="赵示例反映夜间生产。", **complaint)
        ).id,
        "secret": confirmed(office, number="乙-4", description="该企业图纸为绝密。").id,
        "legal": confirmed(office, number="乙-8", description="破碎机密闭不严，涉及商业秘密的配方不予公开。").id,
        "mobile": confirmed(office, number="乙-5", description="负责人电话138 0000 0004。").id,
        "anonymous": issues.register_issue(
            office,
            issue=new_issue(office, number="乙-6", **{**complaint, "complainant": Complainant("匿名群众", "")}),
        ).id,
        "rare": confirmed(office, number="乙-7", description="负责人\U000f0001。").id,
    }
    named = {name: roster.find_unit(office, text=name).id for name in ("通远街道", "市生态环境局", "市住建局")}
    draft = letter_content.propose(office, issue_ids=covered).draft
    yield Desk(office, draft, others, named)
    office.session.close()


def found(desk: Desk, **changes: object) -> tuple[Finding, ...]:
    return check(desk.office, draft=replace(desk.draft, **changes))


def with_paragraph(desk: Desk, words: str) -> dict[str, object]:
    return {"paragraphs": (*desk.draft.paragraphs, words)}


def covering(desk: Desk, *issue_ids: int) -> dict[str, object]:
    added = tuple(CoveredIssue(issue_id, PLAN, RECTIFY) for issue_id in issue_ids)
    return {"covered": desk.draft.covered + added}


def with_dues(desk: Desk, plan: date | None, rectify: date | None) -> dict[str, object]:
    body = "\n".join(desk.draft.paragraphs)
    for old, new in ((PLAN, plan), (RECTIFY, rectify)):
        if new is not None:
            body = body.replace(f"{old.month}月{old.day}日", f"{new.month}月{new.day}日")
    covered = tuple(replace(one, plan_due=plan, rectify_due=rectify) for one in desk.draft.covered)
    return {"covered": covered, "paragraphs": tuple(body.split("\n"))}


def placed(text: str, severity: Severity, field: str, words: str, sentence: str) -> Finding:
    """Return the finding about the last occurrence of `words` in the text of a field."""
    start = text.rindex(words)
    return Finding(severity, sentence, field, start, start + len(words))


def test_nothing_is_found_in_a_proposed_letter(desk: Desk) -> None:
    assert (desk.draft.covered[0].plan_due, desk.draft.covered[0].rectify_due) == (PLAN, RECTIFY)
    assert found(desk) == ()


TITLES = {
    "": (ERROR, "", "请填写标题。"),
    "做好第12轮次问题整改工作": (WARNING, "", "标题通常写作“关于…的督办函”，请核对。"),
    "关于做好第12轮次问题整改工作的通知": (WARNING, "", "标题通常写作“关于…的督办函”，请核对。"),
    "关于做好第12轮次问题整改工作的督办函。": (WARNING, "。", "标题末尾不加标点，请删去“。”。"),
    "关于做好第12轮次问题 整改工作的督办函": (WARNING, " ", "“轮次问题 整”中有多余的空格，请删去。"),
    "关于赵示例反映问题整改工作的督办函": (ERROR, "赵示例", "标题中有 乙-2 信访人的姓名或电话，不得写入公文，请删去。"),
    "关于\U000f0000号点位问题整改工作的督办函": (
        ERROR, "\U000f0000", "标题中的一个字（U+F0000）没有可用的字形，无法打印，请改用其他写法。"
    ),
    f"关于做好{'大气污染防治和蓝天保卫战强化监督定点帮扶' * 3}问题整改工作的督办函": (
        WARNING, "", "标题排成 4 行，一般不超过三行，请精简。"
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", list(TITLES))
def test_the_title(desk: Desk, title: str) -> None:
    severity, words, sentence = TITLES[title]
    start = title.index(words) if words else 0
    extra = covering(desk, desk.others["complaint"]) if "赵示例" in title else {}
    assert Finding(severity, sentence, "title", start, start + len(words)) in found(desk, title=title, **extra)
    assert {each.field for each in found(desk, title=title, **extra)} <= {"title", "issues"}


PARAGRAPHS = {
    "请保守秘密。": (ERROR, "秘密", "文中出现“秘密”字样，本系统不得录入涉密信息，请删去。"),
    "责任人示例丁，电话13800000004。": (ERROR, "13800000004", "“138****0004”是个人手机号码，不得写入公文，请删去或改写办公电话。"),
    "共有{number}号问题。": (ERROR, "{number}", "“{number}”还没有填写，请补全或删去。"),
    "请认真办理。。": (ERROR, "。。", "“认真办理。。”处标点重复，请只保留一个。"),
    "参照高治霾函[2019]12号办理。": (ERROR, "[2019]12号", "发文字号“[2019]12号”应写作“〔2019〕12号”，请改正。"),
    "共18项,请一并办理。": (WARNING, ",", "“共18项,”用了半角标点，请改为“，”。"),
    "三、其他事项": (ERROR, "三、", "“三、”前面是“一、”，序号不连续，应为“二、”，请改正。"),
    "负责人\U000f0000。": (ERROR, "\U000f0000", "正文中的一个字（U+F0000）没有可用的字形，无法打印，请改用其他写法。"),
    "请于2019年7月26日前报送整改方案。": (WARNING, "2019年7月26日", "正文写的方案期限是“2019年7月26日”，所填的是 2019年7月22日，请核对。"),
    "请于8月20日前完成整改，并报送情况。": (WARNING, "8月20日", "正文写的整改期限是“8月20日”，所填的是 2019年8月14日，请核对。"),
    "整改方案应于7月23日（星期二）前送达。": (WARNING, "7月23日", "正文写的方案期限是“7月23日”，所填的是 2019年7月22日，请核对。"),
    "请于2019年7月32日前报送整改方案。": (ERROR, "2019年7月32日", "“2019年7月32日”不是有效日期，请改正。"),
    "请于6月31日前完成整改。": (ERROR, "6月31日", "“6月31日”不是有效日期，请改正。"),
    "其余见附件2。": (WARNING, "见附件2", "正文提到“见附件2”，本函只有 1 个附件，请核对。"),
}  # fmt: skip


@pytest.mark.parametrize("words", list(PARAGRAPHS))
def test_the_body(desk: Desk, words: str) -> None:
    severity, place, sentence = PARAGRAPHS[words]
    changed = with_paragraph(desk, words)
    body = "\n".join(changed["paragraphs"])
    assert found(desk, **changed) == (placed(body, severity, "body", place, sentence),)


@pytest.mark.parametrize(
    "words",
    [
        "请于2019年7月22日前报送整改方案，于8月14日前完成整改。",
        "请于2019年7月20日前将联系人名单报送我办。",
        "2018年的整改方案已报送，7月10日前已完成排查。",
        "有关情况见原附件3。",
        "联系电话：029-86911111。",
    ],
)
def test_a_body_that_agrees_with_the_letter_is_left_alone(desk: Desk, words: str) -> None:
    assert found(desk, **with_paragraph(desk, words)) == ()


def test_a_body_without_words(desk: Desk) -> None:
    assert found(desk, paragraphs=(" ",)) == (
        Finding(ERROR, "正文为空，请填写正文。", "body"),
        Finding(WARNING, "段首有多余的空格，请删去，排版时会自动空两字。", "body", 0, 1),
    )
    assert errors(found(desk, paragraphs=())) == (Finding(ERROR, "正文为空，请填写正文。", "body"),)


def test_an_annex_the_body_does_not_name(desk: Desk) -> None:
    sentence = "正文没有提到附件，请在相应处写明“（问题清单见附件）”。"
    assert found(desk, paragraphs=("请认真办理。",)) == (Finding(WARNING, sentence, "body"),)
    assert found(desk, paragraphs=("请认真办理。",), with_list=False) == ()


def test_an_annex_that_is_not_there(desk: Desk) -> None:
    body = "请认真办理（问题清单见附件）。附件3供参考。"
    gone = placed(body, ERROR, "body", "见附件", "正文写有“见附件”，但本函没有附件，请列入问题或删去。")
    lost = placed(body, WARNING, "body", "附件3", "正文提到“附件3”，本函没有附件，请核对。")
    assert found(desk, paragraphs=(body,), with_list=False) == (gone, lost)


def test_a_typed_annex_is_read_as_well(desk: Desk) -> None:
    good, bad = TextAnnex("参会回执", "单位名称：\n参会人员："), TextAnnex("样表", "共18项,见\U000f0000。绝密")
    body = {"paragraphs": (*desk.draft.paragraphs, "回执见附件2，样表见附件3。")}
    assert found(desk, annexes=(good, replace(good, title="样表")), **body) == ()
    assert found(desk, annexes=(good, bad), **body) == (
        Finding(ERROR, "附件《样表》：文中出现“绝密”字样，本系统不得录入涉密信息，请删去。", "annexes", 1, 2),
        Finding(ERROR, "附件《样表》中的一个字（U+F0000）没有可用的字形，无法打印，请改用其他写法。", "annexes", 1, 2),
        Finding(WARNING, "附件《样表》：“共18项,”用了半角标点，请改为“，”。", "annexes", 1, 2),
    )


def test_a_complainant_is_named_nowhere(desk: Desk) -> None:
    changed = {
        **covering(desk, desk.others["complaint"]),
        **with_paragraph(desk, "赵示例来电反映，回访电话029 8691 1111。"),
    }
    body = "\n".join(changed["paragraphs"])
    sentence = "正文中有 乙-2 信访人的姓名或电话，不得写入公文，请删去。"
    blocking = errors(found(desk, **changed))
    assert blocking == (
        placed(body, ERROR, "body", "赵示例", sentence),
        placed(body, ERROR, "body", "029 8691 1111", sentence),
    )
    anonymous = {**covering(desk, desk.others["anonymous"]), **with_paragraph(desk, "据匿名群众反映，请一并核实。")}
    assert found(desk, **anonymous) == ()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ("pending", "乙-1 当前状态为“待确认”，不能列入督办函，请移除。"),
        ("complained", "乙-3 的问题记录中有信访人的姓名或电话，附件会印出来，请先更正问题记录。"),
        ("secret", "乙-4 的问题记录中有涉密字样，本系统不得录入涉密信息，请先更正问题记录。"),
        ("mobile", "乙-5 的问题记录中有个人手机号码，附件会印出来，请先更正问题记录。"),
        ("rare", "列入的第 4 个问题中的一个字（U+F0001）没有可用的字形，无法打印，请改用其他写法。"),
    ],
)
def test_issues_that_may_not_be_covered(desk: Desk, other: str, sentence: str) -> None:
    assert found(desk, **covering(desk, desk.others[other])) == (Finding(ERROR, sentence, "issues", 3, 4),)


def test_a_record_of_a_machine_that_leaks_may_be_listed(desk: Desk) -> None:
    assert found(desk, **covering(desk, desk.others["legal"])) == ()


def test_an_issue_twice_and_one_that_is_gone_and_none(desk: Desk) -> None:
    twice = covering(desk, desk.draft.covered[1].issue_id)
    assert found(desk, **twice) == (Finding(ERROR, "甲-1 列入了两次，请删去一次。", "issues", 3, 4),)
    gone = covering(desk, 9999)
    assert found(desk, **gone) == (Finding(ERROR, "列入的第 4 个问题已不在库中，请移除。", "issues", 3, 4),)
    none = Finding(ERROR, "督办函至少列入一个问题。", "issues")
    assert none in found(desk, covered=())


def test_units_that_are_addressed(desk: Desk) -> None:
    (territory,) = desk.draft.addressee_ids
    street = desk.units["通远街道"]
    not_addressed = Finding(WARNING, "问题属地“高陵”不在主送单位中，请核对。", "addressees")
    assert found(desk, addressee_ids=()) == (Finding(ERROR, "请选择主送单位。", "addressees"), not_addressed)
    name = units.unit(desk.office.session, street).short_name
    without = Finding(WARNING, f"主送单位“{name}”没有列入的问题，请核对。", "addressees", 1, 2)
    assert found(desk, addressee_ids=(territory, street)) == (without,)
    assert found(desk, addressee_ids=(), addressed_to=("某单位",)) == (not_addressed,)


def test_units_that_get_a_copy(desk: Desk) -> None:
    copies = ("市住建局", "高陵区人民政府", "市生态环境局", "西安市住房和城乡建设局")
    known = [units.find_unit(desk.office.session, name) for name in copies]
    assert known[1] is not None
    assert known[1].id in desk.draft.addressee_ids
    assert known[0] == known[3]
    joined = "、".join(copies)
    assert found(desk, copied_to=copies) == (
        placed(joined, WARNING, "copied_to", copies[1], "抄送单位“高陵区人民政府”已是主送单位，请删去。"),
        placed(joined, WARNING, "copied_to", copies[3], "抄送单位“西安市住房和城乡建设局”写了两次，请删去一次。"),
    )
    assert found(desk, copied_to=("市住建局", "某 公司")) == (
        Finding(WARNING, "“建局、某 公”中有多余的空格，请删去。", "copied_to", 6, 7),
    )


CONTACTS = {
    ("", ""): ("contact_person", "", "没有填写联系人和联系电话，请补上。"),
    ("", "029-86900000"): ("contact_person", "", "没有填写联系人，请补上。"),
    ("示例甲", " "): ("contact_phone", "", "没有填写联系电话，请补上。"),
    ("示例甲", "029-869"): ("contact_phone", "029-869", "联系电话“029-869”不像完整的号码，请核对。"),
    ("示例甲", "029-86900000、138000"): ("contact_phone", "138000", "联系电话“138000”不像完整的号码，请核对。"),
}


@pytest.mark.parametrize(("person", "phone"), list(CONTACTS))
def test_whom_to_call(desk: Desk, person: str, phone: str) -> None:
    field, words, sentence = CONTACTS[person, phone]
    start = phone.index(words) if words else 0
    wanted = Finding(WARNING, sentence, field, start, start + len(words))
    assert found(desk, contact_person=person, contact_phone=phone) == (wanted,)


def test_numbers_that_can_be_dialled(desk: Desk) -> None:
    assert found(desk, contact_phone="029-86900000转801、138 0000 0004") == ()


def test_secret_words_stand_in_no_entry(desk: Desk) -> None:
    sentence = "文中出现“机密”字样，本系统不得录入涉密信息，请删去。"
    for field in ("contact_person", "signatory"):
        assert found(desk, **{field: "示例机密"}) == (Finding(ERROR, sentence, field, 2, 4),)
    assert found(desk, copied_to=("机密室",)) == (Finding(ERROR, sentence, "copied_to", 0, 2),)


def test_characters_that_cannot_be_drawn_in_any_entry(desk: Desk) -> None:
    for field, label, value in (
        ("copied_to", "抄送", ("\U000f0000室",)),
        ("contact_person", "联系人", "\U000f0000某"),
        ("addressed_to", "主送", ("\U000f0000室",)),
    ):
        sentence = f"{label}中的一个字（U+F0000）没有可用的字形，无法打印，请改用其他写法。"
        assert found(desk, **{field: value}) == (Finding(ERROR, sentence, field, 0, 1),)
    rare = with_paragraph(desk, "联系人䶮、㛃、𬱖、喆、堃、垚、赟、翀、祎、𬍛。")
    assert found(desk, **rare) == ()


DUES: dict[str, tuple[date | None, date | None, tuple[Finding, ...]]] = {
    "no plan": (None, RECTIFY, (Finding(ERROR, "请填写方案期限。", "plan_due"),)),
    "no rectification": (PLAN, None, (Finding(ERROR, "请填写整改期限。", "rectify_due"),)),
    "plan on the day": (
        date(2019, 7, 15), RECTIFY, (Finding(ERROR, "方案期限应晚于成文日期，请填写。", "plan_due"),)
    ),
    "rectification before the plan": (
        date(2019, 7, 26), date(2019, 7, 25), (Finding(ERROR, "整改期限早于方案期限，请更正。", "rectify_due"),)
    ),
    "both on one day": (
        RECTIFY, RECTIFY, (Finding(WARNING, "整改期限与方案期限是同一天，请核对。", "rectify_due"),)
    ),
    "days off": (
        date(2019, 7, 20), date(2019, 9, 13),
        (
            Finding(WARNING, "方案期限 2019年7月20日 是周六，请确认。", "plan_due"),
            Finding(WARNING, "整改期限 2019年9月13日 是中秋节，请确认。", "rectify_due"),
        ),
    ),
    "a year without a calendar": (
        PLAN, date(2030, 1, 9),
        (Finding(WARNING, "2030 年节假日安排未录入，请先导入该年的放假安排，或直接填写日期。", "rectify_due"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(DUES))
def test_due_dates(desk: Desk, name: str) -> None:
    plan, rectify, wanted = DUES[name]
    changed = with_dues(desk, plan, rectify)
    if name.startswith("a year"):
        changed["paragraphs"] = tuple(text.replace("2019年1月", "2030年1月") for text in changed["paragraphs"])
    assert found(desk, **changed) == wanted


def test_a_day_off_that_the_body_owns_up_to(desk: Desk) -> None:
    changed = with_dues(desk, date(2019, 7, 20), RECTIFY)
    sentence = tuple(text.replace("7月20日前", "7月20日（星期六）前") for text in changed["paragraphs"])
    assert sentence != changed["paragraphs"]
    assert found(desk, covered=changed["covered"], paragraphs=sentence) == ()


def test_issues_with_due_dates_of_their_own(desk: Desk) -> None:
    first, *rest = desk.draft.covered
    covered = (replace(first, plan_due=date(2019, 7, 24)), *rest)
    changed = {"covered": covered, **with_paragraph(desk, "请于7月23日前报送整改方案。")}
    body = "\n".join(changed["paragraphs"])
    sentence = "正文写的方案期限是“7月23日”，所填的是 2019年7月22日、2019年7月24日，请核对。"
    assert found(desk, **changed) == (placed(body, WARNING, "body", "7月23日", sentence),)


def test_errors_come_first_and_block(desk: Desk) -> None:
    findings = found(desk, title="关于问题,的督办函", paragraphs=("请认真办理。。",), contact_phone="")
    severities = [each.severity for each in findings]
    assert severities == sorted(severities, key=[ERROR, WARNING].index)
    assert [each.sentence for each in errors(findings)] == ["“认真办理。。”处标点重复，请只保留一个。"]
    assert len(findings) > 2


def test_secrets_and_complainants_stand_in_no_entry_that_is_printed(desk: Desk) -> None:
    covered = (*desk.draft.covered, replace(desk.draft.covered[0], issue_id=desk.others["complaint"]))
    message = "信访人的姓名或电话"
    for changes, field, words in (
        ({"addressed_to": ("绝密办",)}, "addressed_to", "绝密"),
        ({"addressed_to": ("某单位（未闭合",)}, "addressed_to", "成对"),
        ({"addressed_to": ("赵示例处",)}, "addressed_to", message),
        ({"contact_person": "赵示例"}, "contact_person", message),
        ({"annexes": (TextAnnex("名单", "反映人：赵示例"),)}, "annexes", message),
    ):
        found = check(desk.office, draft=replace(desk.draft, covered=covered, **changes))
        assert any(one.field == field and words in one.sentence for one in found), changes
