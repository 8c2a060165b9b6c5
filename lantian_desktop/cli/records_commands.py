"""Commands that read: issues, show, find."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from datetime import datetime, time

from lantian_desktop.cli.arguments import choices, day, term
from lantian_desktop.cli.call import Call
from lantian_desktop.cli.issue_lines import issue_lines, record
from lantian_desktop.cli.output import OutputField, Reply, listing
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import IssueState, IssueTag
from lantian_desktop.domain.issues.lists import IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.roster.contact_search import Hit
from lantian_desktop.services.desk import finding
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues as desk
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import find_unit, units

PAGE = 5000  # rows asked for at a time
ISSUE_FIELDS = (
    OutputField("number", "编号"),
    OutputField("state", "状态"),
    OutputField("territory", "属地"),
    OutputField("site", "点位"),
    OutputField("category", "类别"),
    OutputField("due", "期限"),
    OutputField("overdue", "超期"),
    OutputField("responsible_person", "责任人"),
)
HIT_FIELDS = (
    OutputField("kind", "种类"),
    OutputField("title", "名称"),
    OutputField("number", "电话"),
    OutputField("subtitle", "说明"),
)
KINDS = {"contact": "联系人", "issue": "问题", "letter": "文书"}


def declare_issues(parser: ArgumentParser) -> None:
    """Declare the arguments of issues."""
    parser.add_argument(
        "--state",
        metavar="STATE",
        type=term(IssueState),
        action="append",
        default=[],
        help=f"状态，可重复：{choices(IssueState)}",
    )
    parser.add_argument("--overdue", action="store_true", help="只列超期的")
    parser.add_argument("--as-of", metavar="DATE", type=day, help="以哪一天判断是否超期，默认今天")
    parser.add_argument("--unit", metavar="NAME", help="只列这个属地单位及其下级单位的")
    parser.add_argument("--category", metavar="TEXT", help="只列这一类别的，写类别的标识或名称")
    parser.add_argument("--round", metavar="N", type=int, help="只列这一轮次的")
    parser.add_argument("--tag", metavar="TAG", type=term(IssueTag), help=f"只列有此标注的：{choices(IssueTag)}")
    parser.add_argument("--text", metavar="TEXT", default="", help="含有这些字，也可写拼音首字母")


def issues(call: Call) -> Reply:
    """List the issues asked for, all of them, in the order of their numbers."""
    with call.office() as office:
        rows = _chosen_rows(_as_of(office, call), call)
    tag = call.options.tag
    chosen = [row for row in rows if tag is None or tag in row.tags]
    late = sum(row.overdue for row in chosen)
    footer = f"共 {len(chosen)} 项，超期 {late}。" if chosen else "没有符合条件的问题。"
    return listing(ISSUE_FIELDS, map(_issue_row, chosen), footer=footer)


def _as_of(office: Office, call: Call) -> Office:
    """Return the office as it sees the day asked for; only reading is done through it."""
    on = call.options.as_of
    return office if on is None else replace(office, clock=lambda: datetime.combine(on, time()))


def _chosen_rows(office: Office, call: Call) -> list[IssueLine]:
    """Return the rows in the order of their numbers; a unit named stands for the units below it too."""
    query = _query(office, call)
    if not call.options.unit:
        return _all_rows(office, query)
    named = find_unit(office, text=call.options.unit)
    wanted = [unit.id for unit in units(office) if named.id in {unit.id, unit.parent_id}]
    rows = [row for unit_id in wanted for row in _all_rows(office, replace(query, territory_id=unit_id))]
    return sorted(rows, key=lambda row: row.number)


def _query(office: Office, call: Call) -> IssueQuery:
    options = call.options
    return IssueQuery(
        view=IssueView.OVERDUE if options.overdue else IssueView.ALL,
        states=tuple(options.state),
        text=options.text,
        category=_category(office, options.category) if options.category else "",
        round_number=options.round,
        limit=PAGE,
    )


def _category(office: Office, text: str) -> str:
    known = desk.categories(office)
    found = next((category.id for category in known if text in {category.id, category.label}), None)
    if found is None:
        raise InvalidInput(f"没有“{text}”这一类别，可选：{'、'.join(c.label for c in known)}。", field="category")
    return found


def _all_rows(office: Office, query: IssueQuery) -> list[IssueLine]:
    rows: list[IssueLine] = []
    while True:
        page = desk.issue_page(office, query=replace(query, offset=len(rows)))
        rows.extend(page.rows)
        if not page.rows or len(rows) >= page.total:
            return rows


def _issue_row(row: IssueLine) -> dict[str, object]:
    return {
        "number": row.number,
        "state": row.state,
        "territory": row.territory,
        "site": row.site,
        "category": row.category_label,
        "found_on": row.found_on,
        "due": row.due,
        "overdue": row.overdue,
        "blocked": row.blocked,
        "tags": row.tags,
        "lead_unit": row.lead_unit,
        "responsible_person": row.responsible_person,
    }


def declare_show(parser: ArgumentParser) -> None:
    """Declare the arguments of show."""
    parser.add_argument("number", metavar="NO", help="问题编号")


def show(call: Call) -> Reply:
    """Tell everything about one issue."""
    with call.office() as office:
        issue = desk.issue_by_number(office, number=call.options.number)
        detail = issue_detail.issue_detail(office, issue_id=issue.id)
        today = office.today
    return Reply("\n".join(issue_lines(detail, today)), record(detail, today))


def declare_find(parser: ArgumentParser) -> None:
    """Declare the arguments of find."""
    parser.add_argument("text", metavar="TEXT", help="姓名、拼音、首字母、电话尾号、单位、任意一段文字")
    parser.add_argument("--kind", choices=tuple(KINDS), action="append", help="只找这一种，可重复")
    parser.add_argument("--limit", metavar="N", type=int, default=50, help="最多列出几条，默认 50")


def find(call: Call) -> Reply:
    """Find contacts, issues and letters."""
    kinds = tuple(call.options.kind or KINDS)
    with call.office() as office:
        hits = finding.find(office, text=call.options.text, kinds=kinds, limit=call.options.limit)
    rows = [_hit(hit) for hit in hits]
    footer = f"共 {len(rows)} 条。" if rows else f"没有找到“{call.options.text}”。"
    reply = listing(HIT_FIELDS, [{**row, "kind": KINDS[str(row["kind"])]} for row in rows], footer=footer)
    return replace(reply, value=rows)


def _hit(hit: Hit) -> dict[str, object]:
    number = hit.contact.number.text if hit.contact else ""
    return {"kind": hit.kind, "id": hit.id, "title": hit.title, "subtitle": hit.subtitle, "number": number}
